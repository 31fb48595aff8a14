// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the cells of a SampleGrid are. Pure arithmetic in content coordinates (before scrolling), constant
/// time.

#include <QPoint>
#include <QRect>
#include <QSize>

#include <algorithm>

namespace badcase::models {

struct GridLayout {
    QSize cell;         ///< of one sample
    int rows = 0;       ///< samples, not lines
    int columns = 1;    ///< samples beside one another; all of them in a strip
    int margin = 0;     ///< around the whole content
    bool strip = false; ///< one line from left to right instead of lines from top to bottom

    /// The layout of `count` samples in a view of `viewWidth` px.
    static GridLayout grid(int count, QSize cell, int viewWidth, int margin)
    {
        const int columns = std::max(1, (viewWidth - 2 * margin) / std::max(1, cell.width()));
        return {cell, count, columns, margin, false};
    }
    static GridLayout filmstrip(int count, QSize cell, int margin)
    {
        return {cell, count, std::max(1, count), margin, true};
    }

    int lines() const { return (rows + columns - 1) / columns; }
    QSize contentSize() const
    {
        return {std::min(columns, std::max(rows, 1)) * cell.width() + 2 * margin,
                lines() * cell.height() + 2 * margin};
    }
    QRect rectOf(int row) const
    {
        return {QPoint(margin + row % columns * cell.width(), margin + row / columns * cell.height()), cell};
    }
    /// -1 beside and between the cells.
    int rowAt(QPoint point) const
    {
        const int x = point.x() - margin, y = point.y() - margin;
        if (x < 0 || y < 0 || x / cell.width() >= columns)
            return -1;
        const qint64 row = static_cast<qint64>(y / cell.height()) * columns + x / cell.width();
        return row < rows ? static_cast<int>(row) : -1;
    }
    /// First and last sample that `rect` touches (and, in a grid, those of the same lines); last < first:
    /// none.
    std::pair<int, int> rowsIn(const QRect& rect) const
    {
        if (rows == 0 || rect.isEmpty())
            return {0, -1};
        const int from =
            strip ? (rect.left() - margin) / cell.width() : (rect.top() - margin) / cell.height() * columns;
        const int to = strip ? (rect.right() - margin) / cell.width()
                             : (rect.bottom() - margin) / cell.height() * columns + columns - 1;
        return {std::clamp(from, 0, rows - 1), std::clamp(to, 0, rows - 1)};
    }
};

} // namespace badcase::models
