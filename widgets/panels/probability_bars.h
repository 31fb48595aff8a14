// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The most likely classes as bars that line up, with their keys 1-9. A click asks to relabel.

#include "inference/core/schema.h"
#include "widgets/panels/sample_view.h"
#include "widgets/theme/class_colors.h"

#include <QWidget>

namespace badcase::panels {

class ProbabilityBars : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaximumRows = 9;

    explicit ProbabilityBars(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    /// `marked`: the labels in force (a dot before the name).
    void setValues(const std::vector<ClassProbability>& top, const LabelSet& marked);
    int rowCount() const { return static_cast<int>(m_top.size()); }
    /// kNoClass outside the rows.
    ClassIndex classAt(int row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void classChosen(badcase::ClassIndex index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowAt(int y) const;
    void paintRow(QPainter& painter, int row) const;
    QString nameOf(ClassIndex index) const;

    Schema m_schema;
    theme::ClassPalette m_palette;
    std::vector<ClassProbability> m_top;
    LabelSet m_marked;
    int m_hovered = -1;
};

} // namespace badcase::panels
