// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What ConfusionMatrixView adds where classes have parents: the strips that fold them and the lanes of the
/// two kinds of errors.

#include "widgets/plots/confusion_matrix_view.h"

#include "widgets/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace badcase::plots {

using theme::Role;

namespace {

constexpr int kThinStrip = 18; ///< room for the sign that unfolds
constexpr int kMaxStrip = 104;
constexpr int kSign = 7; ///< side of the triangle
constexpr int kLane = 54;

/// Points down where something is open, to the side where it is folded.
void paintSign(QPainter& painter, QPoint centre, bool folded)
{
    constexpr int kHalf = kSign / 2;
    const QPolygon open{
        {centre + QPoint(-kHalf, -kHalf / 2), centre + QPoint(kHalf, -kHalf / 2), centre + QPoint(0, kHalf)}};
    const QPolygon closed{
        {centre + QPoint(-kHalf / 2, -kHalf), centre + QPoint(-kHalf / 2, kHalf), centre + QPoint(kHalf, 0)}};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(Role::Text2));
    painter.drawPolygon(folded ? closed : open);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void ConfusionMatrixView::setFolded(int parent, bool folded)
{
    m_content.setFolded(parent, folded);
    m_cursor = m_anchor = m_hovered = {};
    rebuild();
}

void ConfusionMatrixView::foldTo(int level)
{
    m_content.foldTo(level);
    m_cursor = m_anchor = m_hovered = {};
    m_fitting = true;
    rebuild();
}

std::vector<ConfusionMatrixView::Span> ConfusionMatrixView::parentSpans() const
{
    std::vector<Span> spans;
    for (int row = 0; row < m_content.rows(); ++row) {
        const MatrixItem& item = m_content.itemOfRow(row);
        const bool folded = item.folded != kNoParent;
        const int parent = folded ? item.folded : item.parent;
        if (folded || spans.empty() || spans.back().parent != parent)
            spans.push_back({parent, row, row});
        spans.back().end = row + 1;
    }
    return spans;
}

QRect ConfusionMatrixView::spanRect(const Span& span, Qt::Orientation along) const
{
    const int length = (span.end - span.begin) * m_layout.cell;
    if (along == Qt::Vertical)
        return {0, m_layout.rowHeaderRect(span.begin).top(), m_layout.strip, length};
    return {m_layout.columnHeaderRect(span.begin).left(), 0, length, m_layout.strip};
}

/// The strips are wide enough for names as long as a parent is open.
void ConfusionMatrixView::measureTree()
{
    m_layout.strip = m_layout.lane = m_layout.lanes = 0;
    if (!m_content.folding().hasParents() || m_content.isEmpty())
        return;
    const QFontMetrics metrics(theme::captionFont());
    m_layout.strip = kThinStrip;
    for (const Span& span : parentSpans()) {
        if (!m_content.folding().isFolded(span.parent))
            m_layout.strip =
                std::max(m_layout.strip,
                         std::min(kMaxStrip, metrics.horizontalAdvance(m_content.nameOfParent(span.parent)) +
                                                 kThinStrip + 6));
    }
    m_layout.lane = kLane;
    m_layout.lanes = kMatrixLanes;
}

int ConfusionMatrixView::parentAt(QPoint point) const
{
    const QRect area = m_layout.cellArea();
    const bool inRows =
        point.x() >= 0 && point.x() < m_layout.strip && point.y() >= area.top() && point.y() <= area.bottom();
    const bool inColumns =
        point.y() >= 0 && point.y() < m_layout.strip && point.x() >= area.left() && point.x() <= area.right();
    if (!inRows && !inColumns)
        return kNoParent;
    for (const Span& span : parentSpans()) {
        if (spanRect(span, inRows ? Qt::Vertical : Qt::Horizontal).contains(point))
            return span.parent;
    }
    return kNoParent;
}

bool ConfusionMatrixView::pressTree(QPoint point, bool add)
{
    if (const int parent = parentAt(point); parent != kNoParent) {
        setFolded(parent, !m_content.folding().isFolded(parent));
        Q_EMIT foldingChanged();
        return true;
    }
    const MatrixPlace lane = m_layout.laneAt(point);
    if (!lane.isCell())
        return false;
    if (!add)
        std::fill(m_selected.begin(), m_selected.end(), false);
    select(m_content.pairsInLane(lane.row, static_cast<MatrixLane>(lane.column)), true);
    emitSelection();
    return true;
}

QString ConfusionMatrixView::describeTree(QPoint point) const
{
    if (m_content.isEmpty() || m_layout.strip == 0)
        return {};
    if (const int parent = parentAt(point); parent != kNoParent) {
        const auto classes = static_cast<int>(m_content.folding().tree().classesBelow(parent).size());
        const QString name = m_content.nameOfParent(parent);
        return m_content.folding().isFolded(parent)
                   ? tr("%1: click to unfold its %n classes", nullptr, classes).arg(name)
                   : tr("%1: click to fold its %n classes", nullptr, classes).arg(name);
    }
    const MatrixPlace lane = m_layout.laneAt(point);
    return lane.isCell() ? m_content.describeLane(lane.row, static_cast<MatrixLane>(lane.column)) : QString();
}

void ConfusionMatrixView::setTreeText(const QString& text)
{
    if (text == m_treeText)
        return;
    m_treeText = text;
    viewport()->update(m_layout.footerRect());
    if (!text.isEmpty())
        viewport()->setCursor(Qt::PointingHandCursor);
}

/// The parents along one side, each over its classes; a folded one shows only its sign, its name stands
/// beside it where class names do.
void ConfusionMatrixView::paintStrip(QPainter& painter, Qt::Orientation along)
{
    const bool rows = along == Qt::Vertical;
    const QRect area = m_layout.cellArea();
    const QRect strip = rows ? QRect(0, area.top(), m_layout.strip, area.height())
                             : QRect(area.left(), 0, area.width(), m_layout.strip);
    const QFontMetrics metrics(theme::captionFont());
    painter.save();
    painter.setClipRect(strip, Qt::IntersectClip);
    painter.setFont(theme::captionFont());
    for (const Span& span : parentSpans()) {
        const QRect whole = spanRect(span, along);
        const QRect seen = whole & strip;
        if (seen.isEmpty())
            continue;
        const bool folded = m_content.folding().isFolded(span.parent);
        const QRect box = whole.adjusted(1, 1, rows ? -2 : 0, rows ? 0 : -2);
        painter.fillRect(box, theme::color(folded ? Role::Panel : Role::Raised));
        painter.setPen(theme::color(Role::Hairline));
        if (rows)
            painter.drawLine(whole.topLeft(), whole.topRight());
        else
            painter.drawLine(whole.topLeft(), whole.bottomLeft());
        const int length = rows ? seen.height() : seen.width();
        if (length < kSign)
            continue;
        // Rows are read from the left, columns from below, beginning at the cells.
        painter.save();
        painter.translate(rows ? seen.topLeft() : seen.bottomLeft());
        if (!rows)
            painter.rotate(-90);
        paintSign(painter, {kThinStrip / 2, length / 2}, folded);
        if (!folded && length >= metrics.capHeight() + 2) {
            painter.setPen(theme::color(Role::Text));
            const int room = m_layout.strip - kThinStrip - 4;
            painter.drawText(QRect(kThinStrip, 0, room, length),
                             Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                             metrics.elidedText(m_content.nameOfParent(span.parent), Qt::ElideRight, room));
        }
        painter.restore();
    }
    painter.restore();
}

/// Lines through the cells where one parent ends and the next begins.
void ConfusionMatrixView::paintSeparators(QPainter& painter)
{
    if (m_layout.strip == 0)
        return;
    const QRect filled = m_layout.filledArea();
    const auto spans = parentSpans();
    painter.setPen(theme::mix(theme::color(Role::Hairline), theme::color(Role::Text2), 0.35));
    for (std::size_t i = 1; i < spans.size(); ++i) {
        // Between two folded ones there is the grid already.
        if (m_content.folding().isFolded(spans[i].parent) &&
            m_content.folding().isFolded(spans[i - 1].parent))
            continue;
        const QRect cell = m_layout.cellRect(spans[i].begin, spans[i].begin);
        if (cell.top() >= filled.top() && cell.top() <= filled.bottom())
            painter.drawLine(filled.left(), cell.top(), filled.right(), cell.top());
        if (cell.left() >= filled.left() && cell.left() <= filled.right())
            painter.drawLine(cell.left(), filled.top(), cell.left(), filled.bottom());
    }
}

void ConfusionMatrixView::paintLanes(QPainter& painter)
{
    const QRect filled = m_layout.filledArea();
    const MatrixRange rows = m_layout.rowsIn(filled);
    const int farthest = m_content.folding().tree().height() + 1;
    const QFontMetrics metrics(theme::captionNumberFont());
    for (int index = 0; index < kMatrixLanes; ++index) {
        const auto lane = static_cast<MatrixLane>(index);
        const QRect first = m_layout.laneRect(rows.begin, index);
        const QColor color = cellColor(0.6, {lane == MatrixLane::Sibling ? 1 : farthest, farthest});
        painter.save();
        painter.setClipRect(QRect(first.left(), filled.top(), m_layout.lane, filled.height()),
                            Qt::IntersectClip);
        painter.setFont(theme::captionNumberFont());
        for (int row = rows.begin; row < rows.end; ++row) {
            const QRect cell = m_layout.laneRect(row, index);
            const int gap = m_layout.cell >= 7 ? 1 : 0;
            const QRect bar = cell.adjusted(2, gap, -2, -gap);
            painter.fillRect(bar, theme::color(Role::Field));
            const double share = m_content.laneShare(row, lane);
            const int length = qRound(bar.width() * share);
            painter.fillRect(QRect(bar.topLeft(), QSize(length, bar.height())), color);
            if (m_layout.cell < metrics.height() || m_content.laneCount(row, lane) == 0)
                continue;
            painter.setPen(theme::color(Role::Text));
            painter.drawText(bar.adjusted(0, 0, -3, 0), Qt::AlignRight | Qt::AlignVCenter,
                             theme::percentText(share));
        }
        painter.restore();
        painter.save();
        painter.setFont(theme::captionFont());
        painter.translate(first.left(), filled.top() - 6);
        painter.rotate(-90);
        painter.fillRect(QRect(0, (m_layout.lane - 8) / 2, 8, 8), color);
        painter.setPen(theme::color(Role::Text2));
        painter.drawText(QRect(14, 0, m_layout.top - 24, m_layout.lane), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(theme::captionFont())
                             .elidedText(lane == MatrixLane::Sibling ? tr("wrong child") : tr("wrong parent"),
                                         Qt::ElideMiddle, m_layout.top - 24));
        painter.restore();
    }
}

} // namespace badcase::plots
