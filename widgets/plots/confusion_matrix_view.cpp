// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/confusion_matrix_view.h"

#include "widgets/theme/theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

namespace badcase::plots {

namespace {

constexpr int kFooterHeight = 28;
constexpr int kMinHeader = 56;
constexpr int kMaxRowHeader = 176;
constexpr int kMaxColumnHeader = 136;
constexpr int kSwatchSpace = 28; ///< swatch, its gaps beside a class name, and what rotated letters take more

} // namespace

ConfusionMatrixView::ConfusionMatrixView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Confusion matrix"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &ConfusionMatrixView::rebuild);
}

ConfusionMatrixView::~ConfusionMatrixView() = default;

void ConfusionMatrixView::setData(MatrixContent::Counts counts, QStringList names,
                                  theme::ClassPalette palette, const ClassTree& tree)
{
    m_content.setData(std::move(counts), std::move(names), std::move(palette), tree);
    keepSelection();
    rebuild();
}

void ConfusionMatrixView::setTags(const analysis::CoConfusion& counts, QStringList names,
                                  theme::ClassPalette palette, const ClassTree& tree)
{
    m_content.setTags(counts, std::move(names), std::move(palette), tree);
    keepSelection();
    rebuild();
}

void ConfusionMatrixView::keepSelection()
{
    const auto classes = static_cast<std::size_t>(m_content.classes());
    if (m_selected.size() != classes * (classes + 1)) {
        m_selected.assign(classes * (classes + 1), false);
        m_cursor = m_anchor = {};
        m_fitting = true;
    }
    m_hovered = {};
    m_treeText.clear();
    m_dragging = false;
}

void ConfusionMatrixView::setValue(MatrixValue value)
{
    m_content.setValue(value);
    rebuild();
}

void ConfusionMatrixView::setOrder(MatrixOrder order)
{
    m_content.setOrder(order);
    m_cursor = m_anchor = m_hovered = {};
    rebuild();
}

void ConfusionMatrixView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void ConfusionMatrixView::rebuild()
{
    m_picture = m_content.picture();
    measureHeaders();
    relayout();
    viewport()->update();
}

void ConfusionMatrixView::measureHeaders()
{
    const QFontMetrics metrics(theme::captionFont());
    m_nameWidth = 0;
    for (const QString& name : m_content.rowNames() + m_content.columnNames())
        m_nameWidth = std::max(m_nameWidth, metrics.horizontalAdvance(name));
}

void ConfusionMatrixView::relayout()
{
    m_layout.viewport = viewport()->size();
    m_layout.rows = m_content.rows();
    m_layout.columns = m_content.columns();
    m_layout.footer = kFooterHeight;
    measureTree();
    const int wanted = m_nameWidth + kSwatchSpace + 8;
    const auto header = [wanted](int maximum, int available) {
        return std::clamp(wanted, kMinHeader, std::max(kMinHeader, std::min(maximum, available * 3 / 10)));
    };
    const int corner = QFontMetrics(theme::captionFont()).horizontalAdvance(cornerText()) + 20;
    m_layout.left = m_layout.strip + std::max(corner, header(kMaxRowHeader, m_layout.viewport.width()));
    m_layout.top = m_layout.strip + header(kMaxColumnHeader, m_layout.viewport.height());
    if (m_fitting)
        m_layout.cell = m_layout.fittingCell();
    const QSize range = m_layout.maxScroll();
    horizontalScrollBar()->setRange(0, range.width());
    horizontalScrollBar()->setPageStep(m_layout.cellArea().width());
    horizontalScrollBar()->setSingleStep(m_layout.cell);
    verticalScrollBar()->setRange(0, range.height());
    verticalScrollBar()->setPageStep(m_layout.cellArea().height());
    verticalScrollBar()->setSingleStep(m_layout.cell);
    m_layout.scroll = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

void ConfusionMatrixView::setCellSize(int pixels)
{
    zoom(pixels, m_layout.cellArea().center());
}

void ConfusionMatrixView::fit()
{
    m_fitting = true;
    relayout();
    viewport()->update();
}

void ConfusionMatrixView::zoom(int cell, QPoint around)
{
    cell = std::clamp(cell, MatrixLayout::kMinCell, MatrixLayout::kMaxCell);
    if (cell == m_layout.cell)
        return;
    // What is under the cursor stays under it.
    const QPointF inside =
        QPointF(around - QPoint(m_layout.left, m_layout.top) + m_layout.scroll) / m_layout.cell;
    m_fitting = false;
    m_layout.cell = cell;
    relayout();
    const QPoint scroll = (inside * cell).toPoint() - around + QPoint(m_layout.left, m_layout.top);
    horizontalScrollBar()->setValue(scroll.x());
    verticalScrollBar()->setValue(scroll.y());
    viewport()->update();
    hoverUnderMouse();
}

void ConfusionMatrixView::scrollContentsBy(int, int)
{
    m_layout.scroll = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
    viewport()->update(); // two headers move in one direction only: nothing to gain from scrolling pixels
    hoverUnderMouse();
}

void ConfusionMatrixView::resizeEvent(QResizeEvent*)
{
    relayout();
    viewport()->update();
}

// -- Hovering
// ---------------------------------------------------------------------------------------------------------

void ConfusionMatrixView::setHovered(MatrixPlace place)
{
    if (place == m_hovered)
        return;
    updatePlace(m_hovered);
    m_hovered = place;
    updatePlace(m_hovered);
    viewport()->update(m_layout.footerRect());
    const bool selects = place.row >= 0 || place.column >= 0;
    viewport()->setCursor(selects ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

/// After the cells have moved under a mouse that has not.
void ConfusionMatrixView::hoverUnderMouse()
{
    const bool inside = viewport()->underMouse() && !m_content.isEmpty();
    setHovered(inside ? m_layout.placeAt(viewport()->mapFromGlobal(QCursor::pos())) : MatrixPlace());
}

/// Repaints what the hovering of one place changes: its cell and the two names, never the whole matrix.
void ConfusionMatrixView::updatePlace(MatrixPlace place)
{
    const int name = QFontMetrics(theme::captionFont()).height() + 4; // names may be higher than their cells
    if (place.isCell())
        viewport()->update(m_layout.cellRect(place.row, place.column).adjusted(-3, -3, 3, 3));
    if (place.row >= 0)
        viewport()->update(m_layout.rowHeaderRect(place.row).adjusted(0, -name, 2, name));
    if (place.column >= 0)
        viewport()->update(m_layout.columnHeaderRect(place.column).adjusted(-name, 0, name, 2));
}

bool ConfusionMatrixView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        setHovered({});
        setTreeText({});
    } else if (event->type() == QEvent::ToolTip && !m_content.isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const MatrixPlace place = m_layout.placeAt(help->pos());
        const bool known = place.row >= 0 || place.column >= 0;
        QString text = describeTree(help->pos());
        if (text.isEmpty() && known)
            text = m_content.describe(place);
        QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

// -- Selection
// --------------------------------------------------------------------------------------------------------

std::size_t ConfusionMatrixView::bitOf(const Cell& cell) const
{
    return static_cast<std::size_t>(cell.first) * static_cast<std::size_t>(m_content.classes() + 1) +
           static_cast<std::size_t>(cell.second + 1);
}

/// A folded cell is selected when all pairs behind it are.
bool ConfusionMatrixView::isSelected(int row, int column) const
{
    if (row < 0 || column < 0 || row >= m_content.rows() || column >= m_content.columns())
        return false;
    const auto& decisions = m_content.itemOfColumn(column).classes;
    for (const ClassIndex label : m_content.itemOfRow(row).classes) {
        if (decisions.empty() && !m_selected[bitOf({label, kNoClass})])
            return false;
        for (const ClassIndex decision : decisions) {
            if (!m_selected[bitOf({label, decision})])
                return false;
        }
    }
    return true;
}

void ConfusionMatrixView::select(const std::vector<Cell>& cells, bool selected)
{
    for (const Cell& cell : cells)
        m_selected[bitOf(cell)] = selected;
    viewport()->update();
}

void ConfusionMatrixView::selectRectangle(MatrixPlace from, MatrixPlace to, bool selected)
{
    const auto [firstRow, lastRow] = std::minmax(from.row, to.row);
    const auto [firstColumn, lastColumn] = std::minmax(from.column, to.column);
    for (int row = firstRow; row <= lastRow; ++row) {
        for (int column = firstColumn; column <= lastColumn; ++column)
            select(m_content.pairsAt({row, column}), selected);
    }
}

void ConfusionMatrixView::selectHeader(MatrixPlace header)
{
    select(m_content.pairsAt(header), true);
}

std::vector<ConfusionMatrixView::Cell> ConfusionMatrixView::selectedCells() const
{
    std::vector<Cell> cells;
    const int columns = m_content.classes() + 1;
    for (std::size_t bit = 0; bit < m_selected.size(); ++bit) {
        if (m_selected[bit])
            cells.emplace_back(static_cast<int>(bit) / columns, static_cast<int>(bit) % columns - 1);
    }
    return cells;
}

void ConfusionMatrixView::setSelectedCells(const std::vector<Cell>& cells)
{
    std::fill(m_selected.begin(), m_selected.end(), false);
    for (const Cell& cell : cells) {
        if (m_content.rowOf(cell.first) >= 0 && m_content.columnOf(cell.second) >= 0)
            m_selected[bitOf(cell)] = true;
    }
    viewport()->update();
}

void ConfusionMatrixView::emitSelection()
{
    Q_EMIT cellsSelected(selectedCells());
}

// -- Mouse and keys
// ---------------------------------------------------------------------------------------------------

void ConfusionMatrixView::mousePressEvent(QMouseEvent* event)
{
    const MatrixPlace place = m_layout.placeAt(event->pos());
    const bool add = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->button() != Qt::LeftButton || m_content.isEmpty() || pressTree(event->pos(), add) ||
        place == MatrixPlace())
        return;
    if (!add)
        std::fill(m_selected.begin(), m_selected.end(), false);
    if (!place.isCell()) {
        selectHeader(place);
        emitSelection();
        return;
    }
    m_dragging = true;
    m_dragRemoves = add && isSelected(place.row, place.column);
    m_beforeDrag = m_selected;
    m_anchor = m_cursor = place;
    selectRectangle(place, place, !m_dragRemoves);
}

void ConfusionMatrixView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragging) {
        setHovered(m_content.isEmpty() ? MatrixPlace() : m_layout.placeAt(event->pos()));
        setTreeText(describeTree(event->pos()));
        return;
    }
    const MatrixPlace place = m_layout.nearestCell(event->pos());
    if (place == m_cursor)
        return;
    m_cursor = place;
    m_selected = m_beforeDrag;
    selectRectangle(m_anchor, place, !m_dragRemoves);
    setHovered(place);
}

void ConfusionMatrixView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_dragging)
        return;
    m_dragging = false;
    emitSelection();
}

void ConfusionMatrixView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    const int step = std::max(1, m_layout.cell / 5);
    if (event->angleDelta().y() != 0)
        zoom(m_layout.cell + (event->angleDelta().y() > 0 ? step : -step), event->position().toPoint());
    event->accept();
}

void ConfusionMatrixView::moveCursor(int dRow, int dColumn, bool extend)
{
    const MatrixPlace old = m_cursor;
    m_cursor = old.isCell() ? MatrixPlace{std::clamp(old.row + dRow, 0, m_content.rows() - 1),
                                          std::clamp(old.column + dColumn, 0, m_content.columns() - 1)}
                            : MatrixPlace{0, 0};
    const QRect rect = m_layout.cellRect(m_cursor.row, m_cursor.column);
    const QRect area = m_layout.cellArea();
    const auto shift = [](int first, int last, int areaFirst, int areaLast) {
        return first < areaFirst ? first - areaFirst : last > areaLast ? last - areaLast : 0;
    };
    auto* bar = horizontalScrollBar();
    bar->setValue(bar->value() + shift(rect.left(), rect.right(), area.left(), area.right()));
    bar = verticalScrollBar();
    bar->setValue(bar->value() + shift(rect.top(), rect.bottom(), area.top(), area.bottom()));
    if (extend) {
        std::fill(m_selected.begin(), m_selected.end(), false);
        selectRectangle(m_anchor.isCell() ? m_anchor : m_cursor, m_cursor);
        emitSelection();
    } else {
        m_anchor = m_cursor;
        updatePlace(old);
    }
    setHovered(m_cursor);
}

void ConfusionMatrixView::keyPressEvent(QKeyEvent* event)
{
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    if (m_content.isEmpty()) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        moveCursor(0, -1, extend);
        break;
    case Qt::Key_Right:
        moveCursor(0, 1, extend);
        break;
    case Qt::Key_Up:
        moveCursor(-1, 0, extend);
        break;
    case Qt::Key_Down:
        moveCursor(1, 0, extend);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        setCellSize(m_layout.cell + std::max(1, m_layout.cell / 5));
        break;
    case Qt::Key_Minus:
        setCellSize(m_layout.cell - std::max(1, m_layout.cell / 5));
        break;
    case Qt::Key_0:
        fit();
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_cursor.isCell())
            return;
        if (!event->modifiers().testFlag(Qt::ControlModifier))
            std::fill(m_selected.begin(), m_selected.end(), false);
        selectRectangle(m_cursor, m_cursor);
        emitSelection();
        break;
    case Qt::Key_Escape:
        if (std::find(m_selected.begin(), m_selected.end(), true) == m_selected.end()) {
            event->ignore(); // nothing to clear here: perhaps the window has
            return;
        }
        std::fill(m_selected.begin(), m_selected.end(), false);
        viewport()->update();
        emitSelection();
        break;
    default:
        event->ignore();
    }
}

void ConfusionMatrixView::focusInEvent(QFocusEvent*)
{
    updatePlace(m_cursor);
}

void ConfusionMatrixView::focusOutEvent(QFocusEvent*)
{
    updatePlace(m_cursor);
}

void ConfusionMatrixView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        rebuild();
    QAbstractScrollArea::changeEvent(event);
}

QSize ConfusionMatrixView::sizeHint() const
{
    return {640, 560};
}

QSize ConfusionMatrixView::minimumSizeHint() const
{
    return {240, 200};
}

} // namespace badcase::plots
