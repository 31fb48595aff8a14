// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/sample_grid.h"

#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace badcase::models {

using theme::Role;

namespace {

constexpr int kMargin = 4;

} // namespace

SampleGrid::SampleGrid(SampleSelection* selection, ThumbnailCache* thumbnails, QWidget* parent)
    : QAbstractScrollArea(parent), m_selection(selection), m_thumbnails(thumbnails)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Samples"));
    m_thumbnailTimer.setSingleShot(true);
    m_thumbnailTimer.setInterval(0); // after the repaint: what is wanted is decided once per frame
    connect(&m_thumbnailTimer, &QTimer::timeout, this, &SampleGrid::requestThumbnails);

    connect(model(), &QAbstractItemModel::modelReset, this, [this] {
        relayout();
        showRow(m_selection->currentRow());
    });
    connect(model(), &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) {
                const auto [from, to] = visibleRows();
                if (first.row() <= to && last.row() >= from)
                    viewport()->update();
                m_thumbnailTimer.start();
            });
    connect(selection, &SampleSelection::currentChanged, this, &SampleGrid::onCurrentChanged);
    connect(selection, &SampleSelection::selectionChanged, viewport(), qOverload<>(&QWidget::update));
    connect(thumbnails, &ThumbnailCache::ready, this, [this](SampleId id) {
        const auto [from, to] = visibleRows();
        for (int row = from; row <= to; ++row) {
            if (model()->idAt(row) == id)
                updateRow(row);
        }
    });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_cell.clearCache();
        viewport()->update();
    });
    relayout();
}

SampleGrid::~SampleGrid() = default;

void SampleGrid::setLayoutMode(Layout layout)
{
    m_mode = layout;
    relayout();
    updateGeometry();
    showRow(m_selection->currentRow());
}

void SampleGrid::setThumbSize(int pixels)
{
    m_cell.setThumbSize(std::max(48, pixels));
    relayout();
    updateGeometry();
    showRow(m_selection->currentRow());
}

void SampleGrid::setClassPalette(theme::ClassPalette palette)
{
    m_cell.setPalette(std::move(palette));
    viewport()->update();
}

void SampleGrid::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

QPoint SampleGrid::offset() const
{
    return {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

void SampleGrid::relayout()
{
    m_hovered = -1;
    m_layout = m_mode == Layout::Filmstrip
                   ? GridLayout::filmstrip(model()->count(), m_cell.size(), kMargin)
                   : GridLayout::grid(model()->count(), m_cell.size(), viewport()->width(), kMargin);
    layoutScrollBars();
    viewport()->update();
    m_thumbnailTimer.start();
}

void SampleGrid::layoutScrollBars()
{
    const bool strip = m_mode == Layout::Filmstrip;
    setHorizontalScrollBarPolicy(strip ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    // Always there: a bar that comes and goes would change the number of columns.
    setVerticalScrollBarPolicy(strip ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAlwaysOn);
    const QSize content = m_layout.contentSize();
    horizontalScrollBar()->setRange(0, strip ? std::max(0, content.width() - viewport()->width()) : 0);
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_layout.cell.width() / 3);
    verticalScrollBar()->setRange(0, strip ? 0 : std::max(0, content.height() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_layout.cell.height() / 3);
}

QRect SampleGrid::visualRect(int row) const
{
    return m_layout.rectOf(row).translated(-offset());
}

int SampleGrid::rowAt(QPoint viewportPosition) const
{
    return m_layout.rowAt(viewportPosition + offset());
}

std::pair<int, int> SampleGrid::visibleRows() const
{
    return m_layout.rowsIn(QRect(offset(), viewport()->size()));
}

void SampleGrid::showRow(int row)
{
    if (row < 0 || row >= model()->count())
        return;
    const QRect cell = m_layout.rectOf(row);
    if (m_mode == Layout::Filmstrip) {
        horizontalScrollBar()->setValue(cell.center().x() - viewport()->width() / 2);
        return;
    }
    const int top = verticalScrollBar()->value();
    if (cell.top() < top)
        verticalScrollBar()->setValue(cell.top() - kMargin);
    else if (cell.bottom() > top + viewport()->height())
        verticalScrollBar()->setValue(cell.bottom() + kMargin - viewport()->height());
}

void SampleGrid::onCurrentChanged()
{
    updateRow(m_paintedCurrent);
    updateRow(m_selection->currentRow());
    if (m_followCurrent)
        showRow(m_selection->currentRow());
}

void SampleGrid::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(visualRect(row));
}

void SampleGrid::setHovered(int row)
{
    if (row == m_hovered)
        return;
    updateRow(m_hovered);
    m_hovered = row;
    updateRow(row);
}

void SampleGrid::requestThumbnails()
{
    if (!isVisible() || model()->count() == 0)
        return;
    const auto [first, last] = visibleRows();
    const int screen = last - first + 1;
    const int aheadFirst = m_forward ? last + 1 : std::max(0, first - screen);
    const int aheadLast = m_forward ? std::min(model()->count() - 1, last + screen) : first - 1;
    std::vector<SampleId> wanted;
    wanted.reserve(static_cast<std::size_t>(2 * screen));
    for (int row = first; row <= last; ++row)
        wanted.push_back(model()->idAt(row));
    for (int row = aheadFirst; row <= aheadLast; ++row)
        wanted.push_back(model()->idAt(row));
    model()->prefetch(aheadFirst, aheadLast);
    m_thumbnails->want(std::move(wanted), static_cast<int>(std::ceil(thumbSize() * devicePixelRatioF())));
}

void SampleGrid::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(Role::Window));
    m_paintedCurrent = m_selection->currentRow();
    if (model()->count() == 0) {
        paintEmpty(painter);
        return;
    }
    const auto [first, last] = m_layout.rowsIn(event->rect().translated(offset()));
    for (int row = first; row <= last; ++row) {
        const QRect rect = visualRect(row);
        if (!event->region().intersects(rect))
            continue;
        const SampleId id = model()->idAt(row);
        SampleCell::State state;
        state.selected = m_selection->isSelected(row);
        state.current = row == m_paintedCurrent;
        state.hovered = row == m_hovered;
        state.focused = hasFocus();
        state.missing = m_thumbnails->isMissing(id);
        m_cell.paint(painter, rect, model()->card(row), m_thumbnails->find(id), state);
    }
}

void SampleGrid::paintEmpty(QPainter& painter)
{
    painter.setPen(theme::color(Role::Text2));
    painter.setFont(theme::bodyFont());
    painter.drawText(
        viewport()->rect().adjusted(theme::kPadding, theme::kPadding, -theme::kPadding, -theme::kPadding),
        static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
        m_emptyText.isEmpty() ? tr("No samples here") : m_emptyText);
}

void SampleGrid::resizeEvent(QResizeEvent*)
{
    // What was at the top left stays there when the number of columns changes.
    const int topRow = visibleRows().first;
    const int before = m_layout.columns;
    relayout();
    if (m_mode == Layout::Filmstrip)
        showRow(m_selection->currentRow());
    else if (m_layout.columns != before)
        verticalScrollBar()->setValue(m_layout.rectOf(topRow).top() - kMargin);
}

void SampleGrid::scrollContentsBy(int dx, int dy)
{
    m_forward = dx + dy < 0;
    viewport()->scroll(dx, dy); // only what comes into view is painted
    m_thumbnailTimer.start();
    if (viewport()->underMouse())
        setHovered(rowAt(viewport()->mapFromGlobal(QCursor::pos())));
}

int SampleGrid::movedRow(int key) const
{
    const int row = m_selection->currentRow();
    const int line = m_mode == Layout::Filmstrip ? 0 : m_layout.columns;
    const int perPage = m_mode == Layout::Filmstrip
                            ? std::max(1, viewport()->width() / m_layout.cell.width())
                            : line * std::max(1, viewport()->height() / m_layout.cell.height());
    switch (key) {
    case Qt::Key_Left:
        return row - 1;
    case Qt::Key_Right:
        return row + 1;
    case Qt::Key_Up:
        return row - line < 0 ? row : row - line;
    case Qt::Key_Down:
        return row + line >= model()->count() ? row : row + line;
    case Qt::Key_PageUp:
        return row - perPage;
    case Qt::Key_PageDown:
        return row + perPage;
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return model()->count() - 1;
    default:
        return -2;
    }
}

void SampleGrid::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::SelectAll)) {
        m_selection->selectAll();
        return;
    }
    const int row = movedRow(event->key());
    const auto others = event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    if (row == -2 || others != Qt::NoModifier || model()->count() == 0) {
        event->ignore(); // the window's keys
        return;
    }
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    m_selection->select(std::clamp(row, 0, model()->count() - 1),
                        extend ? SampleSelection::Mode::Extend : SampleSelection::Mode::Replace);
}

void SampleGrid::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos());
    if (row < 0)
        return;
    const bool right = event->button() == Qt::RightButton;
    if (event->button() != Qt::LeftButton && !(right && !m_selection->isSelected(row)))
        return;
    m_followCurrent = false;
    m_selection->select(row, right                                            ? SampleSelection::Mode::Replace
                             : event->modifiers().testFlag(Qt::ShiftModifier) ? SampleSelection::Mode::Extend
                             : event->modifiers().testFlag(Qt::ControlModifier)
                                 ? SampleSelection::Mode::Toggle
                                 : SampleSelection::Mode::Replace);
    m_followCurrent = true;
}

void SampleGrid::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(rowAt(event->pos()));
}

void SampleGrid::mouseReleaseEvent(QMouseEvent*)
{
    // Accepted: whoever takes the press takes the release, or the parent would see half a click.
}

void SampleGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos());
    if (row >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT activated(row);
}

void SampleGrid::wheelEvent(QWheelEvent* event)
{
    if (m_mode == Layout::Grid) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    // A wheel has one direction, and so has a filmstrip.
    const QPoint pixels = event->pixelDelta();
    const QPoint angle = event->angleDelta();
    const int delta = !pixels.isNull()
                          ? (pixels.x() != 0 ? pixels.x() : pixels.y())
                          : (angle.x() != 0 ? angle.x() : angle.y()) * m_layout.cell.width() / 120;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
    event->accept();
}

void SampleGrid::contextMenuEvent(QContextMenuEvent* event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int row = keyboard ? m_selection->currentRow() : rowAt(viewport()->mapFrom(this, event->pos()));
    if (row >= 0)
        Q_EMIT menuRequested(row, keyboard ? viewport()->mapToGlobal(visualRect(row).center())
                                           : event->globalPos());
}

void SampleGrid::focusInEvent(QFocusEvent*)
{
    updateRow(m_selection->currentRow());
}

void SampleGrid::focusOutEvent(QFocusEvent*)
{
    updateRow(m_selection->currentRow());
}

void SampleGrid::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    showRow(m_selection->currentRow());
    m_thumbnailTimer.start();
}

void SampleGrid::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        m_cell.clearCache();
    QAbstractScrollArea::changeEvent(event);
}

bool SampleGrid::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        setHovered(-1);
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos());
        const QString text = row < 0 ? QString() : toolTipOf(row);
        QToolTip::showText(help->globalPos(), text, viewport(), row < 0 ? QRect() : visualRect(row));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QString SampleGrid::toolTipOf(int row) const
{
    const SampleCard* card = model()->card(row);
    if (!card)
        return {};
    QStringList lines{card->name};
    const QString label = card->labelDetail.isEmpty() ? card->labelText : card->labelDetail;
    const QString predicted = card->predictedDetail.isEmpty() ? card->predictedText : card->predictedDetail;
    if (!label.isEmpty())
        lines += card->corrected ? tr("Label (corrected): %1").arg(label) : tr("Label: %1").arg(label);
    if (!predicted.isEmpty())
        lines += std::isfinite(card->confidence)
                     ? tr("Prediction: %1 (%2)").arg(predicted, theme::percentText(card->confidence))
                     : tr("Prediction: %1").arg(predicted);
    if (!card->missed.isEmpty())
        lines += tr("Missed: %1").arg(card->missed);
    if (!card->excess.isEmpty())
        lines += tr("Too many: %1").arg(card->excess);
    if (!card->split.isEmpty())
        lines += tr("Split: %1").arg(card->split);
    if (!card->problem.isEmpty())
        lines += card->problem;
    return lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
}

QSize SampleGrid::sizeHint() const
{
    const QSize cell = m_cell.size();
    const int bar = m_mode == Layout::Filmstrip ? horizontalScrollBar()->sizeHint().height()
                                                : verticalScrollBar()->sizeHint().width();
    return m_mode == Layout::Filmstrip ? QSize(6 * cell.width(), cell.height() + 2 * kMargin + bar)
                                       : QSize(4 * cell.width() + 2 * kMargin + bar, 3 * cell.height());
}

QSize SampleGrid::minimumSizeHint() const
{
    const QSize cell = m_cell.size();
    const int bar = horizontalScrollBar()->sizeHint().height();
    return m_mode == Layout::Filmstrip ? QSize(cell.width(), cell.height() + 2 * kMargin + bar)
                                       : QSize(cell.width() + 2 * kMargin + bar, cell.height());
}

} // namespace badcase::models
