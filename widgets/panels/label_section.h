// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Given label, correction and prediction below one another, each class with its swatch, the parent before
/// the child. Several labels a sample share lines; those that only the label or only the prediction has are
/// marked − and +.

#include "inference/core/schema.h"
#include "widgets/panels/sample_view.h"
#include "widgets/theme/class_colors.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace badcase::panels {

class LabelSection : public QWidget {
    Q_OBJECT
public:
    explicit LabelSection(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    void setSample(const SampleView& sample);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void revertRequested(); ///< take the correction back

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Item {
        QString text;
        QColor swatch = {}; ///< invalid: none
        theme::Role role = theme::Role::Text;
        QString toolTip = {}; ///< empty: the text
    };
    struct Row {
        QString caption;
        std::vector<Item> items;
        bool struck = false; ///< a given label that a correction replaces
    };
    struct Placed {
        QRect box; ///< swatch and text
        std::size_t row = 0;
        std::size_t item = 0;
    };
    void addRow(const QString& caption, const std::optional<LabelSet>& labels, const QString& absent,
                theme::Role role, bool struck);
    /// Marks what `labels` has and `other` lacks.
    void markRow(Row& row, const LabelSet& labels, const LabelSet& other, QChar sign, const QString& reason);
    std::vector<Placed> place(int width) const;
    int topOf(int row, int width) const;
    QString nameOf(ClassIndex index) const;

    Schema m_schema;
    theme::ClassPalette m_palette;
    std::vector<Row> m_rows;
    int m_correctionRow = -1;
    QToolButton* m_revert;
};

} // namespace badcase::panels
