// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How ConfusionMatrixView looks. Everything paints into a part of the viewport, so that hovering stays
/// cheap.

#include "widgets/plots/confusion_matrix_view.h"

#include "widgets/theme/theme.h"

#include <QFontMetrics>
#include <QLinearGradient>
#include <QPainter>
#include <QPaintEvent>

namespace badcase::plots {

using theme::Role;

namespace {

constexpr int kSwatch = 8;
constexpr int kGridFrom = 7;      ///< smaller cells get no gaps between them
constexpr int kNumbersFrom = 20;  ///< smaller cells cannot hold two digits
constexpr int kMaxNumbers = 1500; ///< more of them cannot be read at once, and would take longer than a frame
constexpr int kLegendWidth = 96;
constexpr int kNameInFooter = 24; ///< characters

void paintSwatch(QPainter& painter, const QRect& box, const QColor& color)
{
    painter.fillRect(box, color);
    painter.setPen(
        theme::withAlpha(theme::color(Role::Text), 0.25)); // some colours are close to the background
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0, 0, -1, -1));
}

} // namespace

void ConfusionMatrixView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    if (m_content.isEmpty()) {
        painter.fillRect(event->rect(), theme::color(Role::Panel));
        paintEmpty(painter);
        return;
    }
    for (const QRect& part : event->region()) {
        painter.setClipRect(part);
        painter.fillRect(part, theme::color(Role::Panel));
        paintPart(painter, part);
    }
}

void ConfusionMatrixView::paintPart(QPainter& painter, const QRect& part)
{
    const QRect cells = part & m_layout.cellArea();
    if (!cells.isEmpty()) {
        painter.save();
        painter.setClipRect(cells);
        paintCells(painter, cells);
        paintSeparators(painter);
        painter.restore();
    }
    if (const QRect rows = part & QRect(0, m_layout.top, m_layout.left, m_layout.cellArea().height());
        !rows.isEmpty()) {
        painter.save();
        painter.setClipRect(rows);
        paintRowHeader(painter, rows);
        painter.restore();
    }
    if (const QRect columns = part & QRect(m_layout.left, 0, m_layout.cellArea().width(), m_layout.top);
        !columns.isEmpty()) {
        painter.save();
        painter.setClipRect(columns);
        paintColumnHeader(painter, columns);
        painter.restore();
    }
    if (m_layout.strip > 0) {
        paintStrip(painter, Qt::Vertical);
        paintStrip(painter, Qt::Horizontal);
        paintLanes(painter);
    }
    if (part.intersects(QRect(0, 0, m_layout.left, m_layout.top)))
        paintCorner(painter);
    if (part.intersects(m_layout.footerRect()))
        paintFooter(painter);
}

void ConfusionMatrixView::paintCells(QPainter& painter, const QRect& part)
{
    const QRect filled = m_layout.filledArea() & part;
    const MatrixRange rows = m_layout.rowsIn(part), columns = m_layout.columnsIn(part);
    if (rows.begin >= rows.end || columns.begin >= columns.end)
        return;
    painter.fillRect(filled, theme::color(Role::Field)); // what an empty cell looks like
    const QRect source(columns.begin, rows.begin, columns.end - columns.begin, rows.end - rows.begin);
    const QRect target(m_layout.cellRect(rows.begin, columns.begin).topLeft(), source.size() * m_layout.cell);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(target, m_picture, source);
    if (m_layout.cell >= kGridFrom) {
        painter.setPen(theme::color(Role::Panel));
        for (int row = rows.begin; row <= rows.end; ++row) {
            const int y = m_layout.cellRect(row, 0).top();
            painter.drawLine(target.left(), y, target.right(), y);
        }
        for (int column = columns.begin; column <= columns.end; ++column) {
            const int x = m_layout.cellRect(0, column).left();
            painter.drawLine(x, target.top(), x, target.bottom());
        }
    }
    const int seen = (rows.end - rows.begin) * (columns.end - columns.begin);
    if (m_layout.cell >= kNumbersFrom && seen <= kMaxNumbers)
        paintNumbers(painter, rows, columns);
    paintSelection(painter, rows, columns);
}

void ConfusionMatrixView::paintNumbers(QPainter& painter, MatrixRange rows, MatrixRange columns)
{
    const QFont font = theme::captionNumberFont();
    const QFontMetrics metrics(font);
    const int characters = (m_layout.cell - 4) / std::max(1, metrics.horizontalAdvance(QLatin1Char('0')));
    const int baseline = (m_layout.cell + metrics.capHeight()) / 2;
    painter.setFont(font);
    for (int row = rows.begin; row < rows.end; ++row) {
        for (int column = columns.begin; column < columns.end; ++column) {
            const QString text = m_content.cellText(row, column, characters);
            if (text.isEmpty())
                continue;
            const QRect cell = m_layout.cellRect(row, column);
            painter.setPen(theme::textOn(QColor::fromRgb(m_picture.pixel(column, row))));
            painter.drawText(
                QPointF(cell.left() + (m_layout.cell + 1 - metrics.horizontalAdvance(text)) / 2.0,
                        cell.top() + baseline),
                text);
        }
    }
}

/// The outline of what is selected, of the hovered cell and of the keyboard's cell.
void ConfusionMatrixView::paintSelection(QPainter& painter, MatrixRange rows, MatrixRange columns)
{
    const int width = m_layout.cell >= kGridFrom ? 2 : 1;
    const QColor accent = theme::color(Role::Accent);
    for (int row = rows.begin; row < rows.end; ++row) {
        for (int column = columns.begin; column < columns.end; ++column) {
            if (!isSelected(row, column))
                continue;
            const QRect cell = m_layout.cellRect(row, column);
            painter.fillRect(cell, theme::withAlpha(accent, 0.22));
            if (!isSelected(row - 1, column))
                painter.fillRect(QRect(cell.left(), cell.top(), cell.width(), width), accent);
            if (!isSelected(row + 1, column))
                painter.fillRect(QRect(cell.left(), cell.bottom() + 1 - width, cell.width(), width), accent);
            if (!isSelected(row, column - 1))
                painter.fillRect(QRect(cell.left(), cell.top(), width, cell.height()), accent);
            if (!isSelected(row, column + 1))
                painter.fillRect(QRect(cell.right() + 1 - width, cell.top(), width, cell.height()), accent);
        }
    }
    painter.setBrush(Qt::NoBrush);
    if (m_hovered.isCell()) {
        painter.setPen(theme::color(Role::Text));
        painter.drawRect(m_layout.cellRect(m_hovered.row, m_hovered.column));
    }
    if (m_cursor.isCell() && hasFocus() && m_cursor != m_hovered) {
        painter.setPen(QPen(accent, 1, Qt::DotLine));
        painter.drawRect(m_layout.cellRect(m_cursor.row, m_cursor.column));
    }
}

int ConfusionMatrixView::headerStride() const
{
    // Where cells are lower than a line of text, every n-th class is named, and the one under the mouse.
    const int line = QFontMetrics(theme::captionFont()).height();
    return std::max(1, (line + m_layout.cell - 1) / m_layout.cell);
}

void ConfusionMatrixView::paintRowHeader(QPainter& painter, const QRect& part)
{
    const QFont font = theme::captionFont();
    const QFontMetrics metrics(font);
    const int stride = headerStride();
    const int line = std::max(m_layout.cell, metrics.height());
    const int room = m_layout.left - m_layout.strip - kSwatch - 16;
    painter.setFont(font);
    const auto paint = [&](int row, bool hovered) {
        const QRect cell = m_layout.rowHeaderRect(row);
        const int middle = cell.top() + cell.height() / 2;
        // The names of the first and the last row stay readable where their cells are lower than a line.
        const QRect header(0, m_layout.top, m_layout.left, m_layout.cellArea().height());
        QRect box(m_layout.strip, middle - line / 2, m_layout.left - m_layout.strip, line);
        if (m_layout.cell < line && header.contains(QPoint(0, middle)))
            box.moveTop(
                std::clamp(box.top(), header.top(), std::max(header.top(), header.bottom() + 1 - line)));
        if (hovered)
            painter.fillRect(box, theme::color(Role::Hover));
        const MatrixItem& item = m_content.itemOfRow(row);
        paintSwatch(painter,
                    QRect(m_layout.left - kSwatch - 4, box.top() + (line - kSwatch) / 2, kSwatch, kSwatch),
                    m_content.colorOf(item));
        painter.setPen(theme::color(hovered ? Role::Text : Role::Text2));
        painter.drawText(QRect(m_layout.strip + 4, box.top(), room, line), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_content.nameOf(item), Qt::ElideMiddle, room));
    };
    const MatrixRange rows = m_layout.rowsIn(part.adjusted(0, -line, 0, line));
    for (int row = rows.begin; row < rows.end; ++row) {
        const bool besideHovered = m_hovered.row >= 0 && stride > 1 && std::abs(row - m_hovered.row) < stride;
        if (row % stride == stride / 2 && !besideHovered)
            paint(row, row == m_hovered.row);
    }
    if (m_hovered.row >= rows.begin && m_hovered.row < rows.end)
        paint(m_hovered.row, true);
}

void ConfusionMatrixView::paintColumnHeader(QPainter& painter, const QRect& part)
{
    const QFont font = theme::captionFont();
    const QFontMetrics metrics(font);
    const int stride = headerStride();
    const int line = std::max(m_layout.cell, metrics.height());
    const int room = m_layout.top - m_layout.strip - kSwatch - 16;
    painter.setFont(font);
    const auto paint = [&](int column, bool hovered) {
        const QRect cell = m_layout.columnHeaderRect(column);
        const int middle = cell.left() + cell.width() / 2;
        const QRect header(m_layout.left, 0, m_layout.cellArea().width(), m_layout.top);
        QRect box(middle - line / 2, m_layout.strip, line, m_layout.top - m_layout.strip);
        if (m_layout.cell < line && header.contains(QPoint(middle, 0)))
            box.moveLeft(
                std::clamp(box.left(), header.left(), std::max(header.left(), header.right() + 1 - line)));
        if (hovered)
            painter.fillRect(box, theme::color(Role::Hover));
        const MatrixItem& item = m_content.itemOfColumn(column);
        paintSwatch(painter,
                    QRect(box.left() + (line - kSwatch) / 2, m_layout.top - kSwatch - 4, kSwatch, kSwatch),
                    m_content.colorOf(item));
        painter.setPen(theme::color(hovered ? Role::Text : Role::Text2));
        painter.save();
        painter.translate(box.left(), m_layout.top - kSwatch - 10);
        painter.rotate(-90); // read from below, beginning at the cells
        painter.drawText(QRect(0, 0, room, line), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(m_content.nameOf(item), Qt::ElideMiddle, room));
        painter.restore();
    };
    const MatrixRange columns = m_layout.columnsIn(part.adjusted(-line, 0, line, 0));
    for (int column = columns.begin; column < columns.end; ++column) {
        const bool besideHovered =
            m_hovered.column >= 0 && stride > 1 && std::abs(column - m_hovered.column) < stride;
        if (column % stride == stride / 2 && !besideHovered)
            paint(column, column == m_hovered.column);
    }
    if (m_hovered.column >= columns.begin && m_hovered.column < columns.end)
        paint(m_hovered.column, true);
}

QString ConfusionMatrixView::cornerText()
{
    return tr("prediction \u2192");
}

void ConfusionMatrixView::paintCorner(QPainter& painter)
{
    const QRect corner(0, 0, m_layout.left, m_layout.top);
    painter.fillRect(corner, theme::color(Role::Panel));
    painter.setFont(theme::captionFont());
    painter.setPen(theme::color(Role::Text2));
    const QRect inner = corner.adjusted(8, 8, -8, -6);
    painter.drawText(inner, Qt::AlignRight | Qt::AlignTop, cornerText());
    painter.drawText(inner, Qt::AlignRight | Qt::AlignBottom, tr("label \u2193"));
}

void ConfusionMatrixView::paintFooter(QPainter& painter)
{
    const QRect footer = m_layout.footerRect();
    painter.fillRect(footer, theme::color(Role::Panel));
    painter.setPen(theme::color(Role::Hairline));
    painter.drawLine(footer.topLeft(), footer.topRight());
    const QRect inner = footer.adjusted(8, 1, -8, 0);
    painter.setFont(theme::captionNumberFont());
    const QFontMetrics metrics(painter.font());
    const bool counts = m_content.value() == MatrixValue::Count;
    const QString high = counts ? tr("largest") : QStringLiteral("100 %");
    const int highWidth = metrics.horizontalAdvance(high);
    const QRect bar(inner.right() - highWidth - 6 - kLegendWidth, inner.center().y() - 4, kLegendWidth, 8);
    const bool legend = inner.width() > 3 * kLegendWidth;
    if (legend) {
        // Linear in what the number says, so that the square root of strength() is seen.
        // In a tree its upper half is for the right parent, its lower one for nothing in common.
        const int farthest = m_content.folding().hasParents() ? m_content.folding().tree().height() + 1 : 1;
        const int half = farthest > 1 ? bar.height() / 2 : 0;
        for (int x = 0; x < kLegendWidth; ++x) {
            const double strength = std::sqrt(x / double(kLegendWidth - 1));
            painter.fillRect(QRect(bar.left() + x, bar.top(), 1, bar.height()),
                             cellColor(strength, MatrixNearness{1, farthest}));
            painter.fillRect(QRect(bar.left() + x, bar.bottom() + 1 - half, 1, half),
                             cellColor(strength, MatrixNearness{farthest, farthest}));
        }
        painter.setPen(theme::color(Role::Text2));
        painter.drawText(QRect(bar.right() + 7, inner.top(), highWidth, inner.height()), Qt::AlignVCenter,
                         high);
        painter.drawText(QRect(bar.left() - 26, inner.top(), 20, inner.height()),
                         Qt::AlignVCenter | Qt::AlignRight, QStringLiteral("0"));
    }
    const bool hovering = m_hovered.row >= 0 || m_hovered.column >= 0 || !m_treeText.isEmpty();
    const QString text = m_treeText.isEmpty() ? m_content.describe(m_hovered, kNameInFooter) : m_treeText;
    painter.setPen(theme::color(hovering ? Role::Text : Role::Text2));
    const int room = (legend ? bar.left() - 32 : inner.right()) - inner.left();
    painter.drawText(QRect(inner.left(), inner.top(), room, inner.height()), Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideMiddle, room));
}

void ConfusionMatrixView::paintEmpty(QPainter& painter)
{
    painter.setPen(theme::color(Role::Text2));
    painter.setFont(theme::bodyFont());
    painter.drawText(
        viewport()->rect().adjusted(theme::kPadding, theme::kPadding, -theme::kPadding, -theme::kPadding),
        static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
        m_emptyText.isEmpty() ? tr("No run yet") : m_emptyText);
}

} // namespace badcase::plots
