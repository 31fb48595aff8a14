// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The most likely classes as bars that line up, with their keys 1-9, each after its parents. A click asks
/// to relabel. Or: how probabilities changed, as two bars a class.

#include "inference/core/schema.h"
#include "widgets/panels/sample_view.h"
#include "widgets/theme/class_colors.h"

#include <QWidget>

namespace badcase::panels {

/// A probability, 0..1, of one class before and after something.
struct ClassChange {
    ClassIndex index = kNoClass;
    double before = 0;
    double after = 0;
};

class ProbabilityBars : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaximumRows = 9;

    explicit ProbabilityBars(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    /// `marked`: the labels in force (bold, with a tick).
    void setValues(const std::vector<ClassProbability>& top, const LabelSet& marked);
    /// Any number of rows, in this order, without keys and clicks; instead of setValues().
    void setChanges(const std::vector<ClassChange>& changes);
    int rowCount() const { return static_cast<int>(m_changes.empty() ? m_top.size() : m_changes.size()); }
    /// kNoClass outside the rows, and for changes.
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
    void paintName(QPainter& painter, const QRect& box, ClassIndex index) const;
    void paintChange(QPainter& painter, int row) const;
    void paintBar(QPainter& painter, const QRect& track, double share, const QColor& color) const;
    QString nameOf(ClassIndex index) const;

    Schema m_schema;
    theme::ClassPalette m_palette;
    std::vector<ClassProbability> m_top;
    std::vector<ClassChange> m_changes;
    LabelSet m_marked;
    int m_hovered = -1;
};

} // namespace badcase::panels
