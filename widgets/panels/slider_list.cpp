// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/slider_list.h"

#include "widgets/panels/slider_caption_strip.h"
#include "widgets/panels/slider_rows.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <optional>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kNone = -1;
constexpr int kReach = 8;  ///< px beside a track that still belong to it
constexpr int kDetent = 2; ///< px around neutral where a drag stops

} // namespace

class SliderList::Private {
    Q_DECLARE_TR_FUNCTIONS(badcase::panels::SliderList)
public:
    struct Drag {
        int id = kNone;
        double before = 0;
        int grip = 0; ///< px from the mouse to the knob's middle
    };

    explicit Private(SliderList* owner) : q(owner), strip(new CaptionStrip(painter, owner)) {}

    void relayout();
    void arrange();
    void arrangeLater();
    QRect lineRect(int line) const;
    int lineAt(int y) const;
    int idAt(QPoint at) const;
    bool isOnTrack(int id, QPoint at) const;
    bool isOnKnob(int id, QPoint at) const;
    void moveValue(double value, int id);
    void dragTo(int x);
    void endDrag() { drag.reset(); }
    void choose(int id);
    void toNeutral(int id);
    void step(int id, double share);
    void ensureVisible(int line);
    void describe();
    void updateLine(int id);
    void setHovered(int id);
    std::optional<int> movedLine(int key) const;

    SliderList* q;
    SliderRows rows;
    int current = kNone;
    int hovered = kNone;
    std::optional<Drag> drag;
    bool unsorted = false; ///< rows are due elsewhere
    SliderRowPainter painter;
    CaptionStrip* strip;
};

void SliderList::Private::relayout()
{
    painter.setColumns(rows.all(), q->viewport()->width());
    const int height = rows.shownCount() * theme::kRowHeight;
    q->verticalScrollBar()->setRange(0, std::max(0, height - q->viewport()->height()));
    q->verticalScrollBar()->setPageStep(q->viewport()->height());
    q->verticalScrollBar()->setSingleStep(theme::kRowHeight);
    q->viewport()->update();
    strip->setGeometry(0, 0, q->viewport()->width(), CaptionStrip::kHeight);
    strip->update();
}

void SliderList::Private::arrange()
{
    const bool inSight = q->viewport()->rect().intersects(q->visualRect(current));
    unsorted = false;
    rows.arrange();
    relayout();
    if (inSight)
        ensureVisible(rows.lineOf(current));
    setHovered(kNone);
}

/// Nothing moves under the mouse, nor away from the keyboard.
void SliderList::Private::arrangeLater()
{
    unsorted = true;
    if (!drag && !q->viewport()->underMouse() && !q->hasFocus())
        arrange();
}

QRect SliderList::Private::lineRect(int line) const
{
    return {0, line * theme::kRowHeight - q->verticalScrollBar()->value(), q->viewport()->width(),
            theme::kRowHeight};
}

int SliderList::Private::lineAt(int y) const
{
    const int content = y + q->verticalScrollBar()->value();
    const int line = content / theme::kRowHeight;
    return content >= 0 && line < rows.shownCount() ? line : -1;
}

int SliderList::Private::idAt(QPoint at) const
{
    const int line = lineAt(at.y());
    return line < 0 ? kNone : rows.shown(line).id;
}

bool SliderList::Private::isOnTrack(int id, QPoint at) const
{
    return q->trackRect(id).adjusted(-kReach, 0, kReach, 0).contains(at);
}

bool SliderList::Private::isOnKnob(int id, QPoint at) const
{
    const SliderRow* row = rows.find(id);
    return row && std::abs(at.x() - painter.knobX(*row, row->value, q->trackRect(id))) <=
                      SliderRowPainter::kKnob + 2;
}

void SliderList::Private::moveValue(double value, int id)
{
    if (SliderRow* row = rows.find(id)) {
        row->value = value;
        unsorted = unsorted || rows.order() == Order::Moved;
        updateLine(id);
        if (id == current)
            describe();
    }
}

void SliderList::Private::dragTo(int x)
{
    const SliderRow* row = rows.find(drag->id);
    const QRect track = q->trackRect(drag->id);
    if (!row || track.width() < 2)
        return;
    const double scale = (row->hi - row->lo) / (track.width() - 1);
    double value = row->lo + (x + drag->grip - track.left()) * scale;
    value = std::abs(value - row->neutral) < kDetent * scale ? row->neutral : roundedValue(*row, value);
    if (value == row->value)
        return;
    moveValue(value, drag->id);
    Q_EMIT q->dragged(drag->id, value);
}

void SliderList::Private::choose(int id)
{
    if (id == current)
        return;
    updateLine(current);
    current = id;
    updateLine(current);
    describe();
    Q_EMIT q->currentChanged(id);
}

void SliderList::Private::toNeutral(int id)
{
    const SliderRow* row = rows.find(id);
    if (!row)
        return;
    const double neutral = std::clamp(row->neutral, row->lo, row->hi);
    moveValue(neutral, id);
    Q_EMIT q->released(id, neutral);
}

void SliderList::Private::step(int id, double share)
{
    const SliderRow* row = rows.find(id);
    if (!row)
        return;
    // Rounded far below what a step is: nothing but the noise of adding.
    const double unit = (row->hi - row->lo) * 1e-9;
    double value = row->value + share * (row->hi - row->lo);
    if (std::abs(value - row->neutral) < unit)
        value = row->neutral;
    value = std::clamp(value, row->lo, row->hi);
    moveValue(value, id);
    Q_EMIT q->released(id, value);
}

void SliderList::Private::ensureVisible(int line)
{
    if (line < 0)
        return;
    QScrollBar* bar = q->verticalScrollBar();
    const int top = line * theme::kRowHeight;
    const int height = q->viewport()->height();
    if (top < bar->value())
        bar->setValue(top);
    else if (top + theme::kRowHeight > bar->value() + height)
        bar->setValue(top + theme::kRowHeight - height);
}

/// Painted rows are no widgets: the list says what the current one is.
void SliderList::Private::describe()
{
    const SliderRow* row = rows.find(current);
    q->setAccessibleDescription(
        !row ? QString()
        : row->gain > 0
            ? tr("%1: %2, could gain %3").arg(row->name, valueText(*row, row->value), gainText(row->gain))
            : tr("%1: %2").arg(row->name, valueText(*row, row->value)));
}

void SliderList::Private::updateLine(int id)
{
    q->viewport()->update(q->visualRect(id));
}

void SliderList::Private::setHovered(int id)
{
    if (id == hovered)
        return;
    updateLine(hovered);
    hovered = id;
    updateLine(hovered);
}

/// The line that a key goes to, inside the list; nothing for other keys.
std::optional<int> SliderList::Private::movedLine(int key) const
{
    const int line = rows.lineOf(current);
    const int page = std::max(1, q->viewport()->height() / theme::kRowHeight - 1);
    const std::pair<int, int> moves[] = {
        {Qt::Key_Up, line - 1},          {Qt::Key_Down, line + 1}, {Qt::Key_PageUp, line - page},
        {Qt::Key_PageDown, line + page}, {Qt::Key_Home, 0},        {Qt::Key_End, rows.shownCount() - 1}};
    const auto found = std::ranges::find(moves, key, &std::pair<int, int>::first);
    if (found == std::end(moves) || rows.shownCount() == 0)
        return {};
    return std::clamp(found->second, 0, rows.shownCount() - 1);
}

SliderList::SliderList(QWidget* parent) : QAbstractScrollArea(parent), d(std::make_unique<Private>(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Window); // it lies on the panel, and so does its scroll bar
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // one that comes and goes would move the columns
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Sliders"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        d->painter.takeFonts();
        d->relayout();
    });
}

SliderList::~SliderList() = default;

void SliderList::setRows(std::vector<SliderRow> rows)
{
    d->rows.set(std::move(rows));
    if (!d->rows.find(d->current))
        d->current = kNone;
    if (d->drag && !d->rows.find(d->drag->id))
        d->endDrag();
    d->arrange();
    d->describe();
}

const std::vector<SliderRow>& SliderList::rows() const
{
    return d->rows.all();
}

void SliderList::setValue(int id, double value)
{
    d->moveValue(value, id);
}

void SliderList::setGains(const std::vector<std::pair<int, double>>& gains)
{
    for (const auto& [id, gain] : gains) {
        if (SliderRow* row = d->rows.find(id))
            row->gain = gain;
    }
    d->describe();
    if (d->rows.order() == Order::Gain)
        d->arrangeLater();
    d->relayout();
}

void SliderList::setCaptions(const QString& name, const QString& value, const QString& gain)
{
    d->strip->captions = {name, value, gain};
    d->strip->setVisible(!d->strip->captions.isEmpty());
    setViewportMargins(0, d->strip->captions.isEmpty() ? 0 : CaptionStrip::kHeight, 0, 0);
    d->relayout();
}

void SliderList::setOrder(Order order)
{
    d->rows.setOrder(order);
    d->arrange();
}

void SliderList::setFilterText(const QString& text)
{
    d->rows.setFilter(text);
    d->arrange();
}

int SliderList::current() const
{
    return d->current;
}

void SliderList::setCurrent(int id)
{
    d->updateLine(d->current);
    d->current = d->rows.find(id) ? id : kNone;
    d->updateLine(d->current);
    d->describe();
    d->ensureVisible(d->rows.lineOf(id));
}

QRect SliderList::visualRect(int id) const
{
    const int line = d->rows.lineOf(id);
    return line < 0 ? QRect() : d->lineRect(line);
}

QRect SliderList::trackRect(int id) const
{
    const int line = d->rows.lineOf(id);
    return line < 0 ? QRect() : d->painter.columns().track.in(d->lineRect(line));
}

bool SliderList::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        // The window has other uses for these keys.
        const auto* pressed = static_cast<QKeyEvent*>(event);
        const int key = pressed->modifiers() & (Qt::AltModifier | Qt::MetaModifier) ? 0 : pressed->key();
        const bool ours = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Delete ||
                          d->movedLine(key) || (key == Qt::Key_Escape && d->drag);
        if (ours && d->rows.shownCount() > 0) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::FocusIn: {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        const bool byKey = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
        if (byKey && d->current == kNone && d->rows.shownCount() > 0)
            d->choose(d->rows.shown(std::max(0, d->lineAt(0))).id);
        viewport()->update();
        break;
    }
    case QEvent::FocusOut:
        viewport()->update();
        if (d->unsorted)
            d->arrangeLater();
        break;
    default:
        break;
    }
    return QAbstractScrollArea::event(event);
}

void SliderList::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(Role::Panel));
    if (d->rows.shownCount() == 0) {
        painter.setPen(theme::color(Role::Text2));
        painter.setFont(theme::bodyFont());
        const auto inner =
            viewport()->rect().adjusted(theme::kPadding, theme::kPadding, -theme::kPadding, -theme::kPadding);
        painter.drawText(inner, static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
                         d->rows.all().empty() ? tr("There is nothing to move here")
                                               : tr("None has this name"));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const int first = std::max(0, d->lineAt(std::max(0, event->rect().top())));
    for (int line = first; line < d->rows.shownCount() && d->lineRect(line).top() <= event->rect().bottom();
         ++line) {
        const SliderRow& row = d->rows.shown(line);
        SliderRowPainter::State state;
        state.current = row.id == d->current;
        state.hovered = row.id == d->hovered;
        state.focused = hasFocus();
        state.dragged = d->drag && d->drag->id == row.id;
        state.enabled = isEnabled();
        d->painter.paint(painter, d->lineRect(line), row, state);
    }
}

void SliderList::resizeEvent(QResizeEvent*)
{
    d->relayout();
}

void SliderList::mousePressEvent(QMouseEvent* event)
{
    const int id = d->idAt(event->pos());
    if (event->button() != Qt::LeftButton || id == kNone || d->drag)
        return;
    d->choose(id);
    if (!d->isOnTrack(id, event->pos()))
        return;
    const SliderRow* row = d->rows.find(id);
    const int grip = d->isOnKnob(id, event->pos())
                         ? qRound(d->painter.knobX(*row, row->value, trackRect(id))) - event->pos().x()
                         : 0;
    const bool jumps = !d->isOnKnob(id, event->pos());
    d->drag = Private::Drag{id, row->value, grip};
    Q_EMIT dragStarted(id);
    if (jumps && d->drag)
        d->dragTo(event->pos().x());
}

void SliderList::mouseMoveEvent(QMouseEvent* event)
{
    if (d->drag) {
        d->dragTo(event->pos().x());
        return;
    }
    const int id = d->idAt(event->pos());
    d->setHovered(id);
    viewport()->setCursor(id != kNone && d->isOnTrack(id, event->pos()) ? Qt::PointingHandCursor
                                                                        : Qt::ArrowCursor);
}

void SliderList::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !d->drag)
        return;
    const int id = d->drag->id;
    d->endDrag();
    d->updateLine(id);
    if (const SliderRow* row = d->rows.find(id))
        Q_EMIT released(id, row->value);
}

void SliderList::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int id = d->idAt(event->pos());
    if (event->button() == Qt::LeftButton && id != kNone)
        d->toNeutral(id);
}

void SliderList::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (d->drag) {
        if (key == Qt::Key_Escape) {
            const Private::Drag taken = *d->drag;
            d->endDrag();
            d->moveValue(taken.before, taken.id);
            Q_EMIT reverted(taken.id);
        }
        return; // one hand at a time
    }
    const bool moves = key == Qt::Key_Left || key == Qt::Key_Right;
    if (const auto line = d->movedLine(key)) {
        d->choose(d->rows.shown(*line).id);
        d->ensureVisible(*line);
    } else if (moves && d->rows.lineOf(d->current) >= 0) {
        const double size = event->modifiers().testFlag(Qt::ShiftModifier)     ? 0.1
                            : event->modifiers().testFlag(Qt::ControlModifier) ? 0.001
                                                                               : 0.01;
        d->ensureVisible(d->rows.lineOf(d->current));
        d->step(d->current, key == Qt::Key_Left ? -size : size);
    } else if (key == Qt::Key_Delete && d->rows.lineOf(d->current) >= 0) {
        d->toNeutral(d->current);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void SliderList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::EnabledChange) {
        d->painter.takeFonts();
        d->relayout();
    }
    QAbstractScrollArea::changeEvent(event);
}

bool SliderList::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        d->setHovered(kNone);
        viewport()->setAttribute(Qt::WA_UnderMouse, false);
        if (d->unsorted)
            d->arrangeLater();
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const SliderRow* row = d->rows.find(d->idAt(help->pos()));
        QToolTip::showText(help->globalPos(), row ? SliderRowPainter::toolTipOf(*row) : QString(), viewport(),
                           row ? visualRect(row->id) : QRect());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QSize SliderList::sizeHint() const
{
    return {420, 12 * theme::kRowHeight};
}

QSize SliderList::minimumSizeHint() const
{
    return {260, 4 * theme::kRowHeight};
}

} // namespace badcase::panels
