// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the cells of a confusion matrix are in its viewport. Pure arithmetic.

#include <QPoint>
#include <QRect>
#include <QSize>

#include <algorithm>

namespace badcase::plots {

/// A place in the picture: display row and column, -1 for "none of them".
struct MatrixPlace {
    int row = -1;
    int column = -1;

    bool isCell() const { return row >= 0 && column >= 0; }
    bool isRowHeader() const { return row >= 0 && column < 0; }
    bool isColumnHeader() const { return row < 0 && column >= 0; }
    bool operator==(const MatrixPlace&) const = default;
};

/// Half-open range of display rows or columns.
struct MatrixRange {
    int begin = 0;
    int end = 0;
};

/// The row header is at the left, the column header above, the footer below; they stay while the cells
/// scroll.
struct MatrixLayout {
    static constexpr int kMinCell = 2;
    static constexpr int kMaxCell = 112;
    static constexpr int kLaneGap = 8; ///< between cells and lanes

    QSize viewport;
    int rows = 0;
    int columns = 0;
    int cell = kMinCell; ///< side of a cell in px
    int left = 0;        ///< width of the row header
    int top = 0;         ///< height of the column header
    int footer = 0;      ///< height of the line below the cells
    QPoint scroll;       ///< px that the cells are moved left and up
    int strip = 0;       ///< outer part of both headers, where parents are; 0 without parents
    int lane = 0;        ///< width of one lane beside the cells, 0 without lanes
    int lanes = 0;       ///< how many there are

    /// The part of the viewport that cells may be seen in.
    QRect cellArea() const
    {
        return {left, top, std::max(0, viewport.width() - left - lanesWidth()),
                std::max(0, viewport.height() - top - footer)};
    }
    int lanesWidth() const { return lane == 0 ? 0 : kLaneGap + lanes * lane; }
    /// The part of cellArea() that has cells.
    QRect filledArea() const
    {
        return cellArea() & QRect(QPoint(left, top) - scroll, QSize(columns * cell, rows * cell));
    }
    QRect footerRect() const { return {0, viewport.height() - footer, viewport.width(), footer}; }
    QSize maxScroll() const
    {
        return {std::max(0, columns * cell - cellArea().width()),
                std::max(0, rows * cell - cellArea().height())};
    }
    /// The largest cell with which everything is seen at once.
    int fittingCell() const
    {
        if (rows == 0 || columns == 0)
            return kMinCell;
        return std::clamp(std::min(cellArea().width() / columns, cellArea().height() / rows), kMinCell,
                          kMaxCell);
    }

    QRect cellRect(int row, int column) const
    {
        return {left + column * cell - scroll.x(), top + row * cell - scroll.y(), cell, cell};
    }
    QRect rowHeaderRect(int row) const { return {0, top + row * cell - scroll.y(), left, cell}; }
    QRect columnHeaderRect(int column) const { return {left + column * cell - scroll.x(), 0, cell, top}; }

    /// Beside the last cell that is seen.
    QRect laneRect(int row, int index) const
    {
        const QRect filled = filledArea();
        return {filled.right() + 1 + kLaneGap + index * lane, top + row * cell - scroll.y(), lane, cell};
    }
    /// Row and number of the lane; both -1 elsewhere.
    MatrixPlace laneAt(QPoint point) const
    {
        if (lane == 0 || point.y() < top || point.y() > cellArea().bottom())
            return {};
        const int from = point.x() - laneRect(0, 0).left();
        const int row = (point.y() - top + scroll.y()) / cell;
        return from < 0 || from >= lanes * lane || row >= rows ? MatrixPlace()
                                                               : MatrixPlace{row, from / lane};
    }

    MatrixPlace placeAt(QPoint point) const
    {
        const QRect area = cellArea();
        const bool inRows = point.y() >= area.top() && point.y() <= area.bottom();
        const bool inColumns = point.x() >= area.left() && point.x() <= area.right();
        MatrixPlace place;
        if (inRows && point.x() >= 0)
            place.row = (point.y() - top + scroll.y()) / cell;
        if (inColumns && point.y() >= 0)
            place.column = (point.x() - left + scroll.x()) / cell;
        const bool outside = place.row >= rows || place.column >= columns;
        return outside ? MatrixPlace() : place;
    }
    /// The cell nearest to a point, for dragging beyond the border. Only for a layout that has cells.
    MatrixPlace nearestCell(QPoint point) const
    {
        const auto index = [this](int distance, int count) {
            return std::clamp(distance < 0 ? 0 : distance / cell, 0, count - 1);
        };
        return {index(point.y() - top + scroll.y(), rows), index(point.x() - left + scroll.x(), columns)};
    }

    MatrixRange rowsIn(const QRect& rect) const
    {
        return range(rect.top() - top + scroll.y(), rect.height(), rows);
    }
    MatrixRange columnsIn(const QRect& rect) const
    {
        return range(rect.left() - left + scroll.x(), rect.width(), columns);
    }

private:
    MatrixRange range(int from, int length, int count) const
    {
        if (length <= 0)
            return {};
        const int begin = std::clamp(from / cell, 0, count);
        return {begin, std::clamp((from + length + cell - 1) / cell, begin, count)};
    }
};

} // namespace badcase::plots
