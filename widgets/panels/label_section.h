// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Given label, correction and prediction below one another, each class with its swatch, the parent before
/// the child.

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

Q_SIGNALS:
    void revertRequested(); ///< take the correction back

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Line {
        QString caption; ///< only on the first line of a row
        QString text;
        QColor swatch = {}; ///< invalid: none
        theme::Role role = theme::Role::Text;
        bool struck = false; ///< a given label that a correction replaces
    };
    void addRow(const QString& caption, const std::optional<LabelSet>& labels, const QString& absent,
                theme::Role role, bool struck);
    QString nameOf(ClassIndex index) const;

    Schema m_schema;
    theme::ClassPalette m_palette;
    std::vector<Line> m_lines;
    int m_correctionLine = -1;
    QToolButton* m_revert;
};

} // namespace badcase::panels
