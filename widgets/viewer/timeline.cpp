// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/timeline.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace badcase::viewer {

namespace {

constexpr double kZoomStep = 1.25; ///< per notch of the wheel
constexpr int kEdgeReach = 5;      ///< px around an edge in which it can be taken
constexpr int kSnapReach = 6;      ///< px
constexpr int kRestMs = 80;
constexpr int kNotch = 120;

QStringList fieldsOf(const std::vector<TextSpan>& spans)
{
    QStringList fields;
    for (const TextSpan& span : spans) {
        if (!fields.contains(span.field))
            fields.push_back(span.field);
    }
    fields.sort();
    return fields;
}

} // namespace

Timeline::Timeline(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::ClickFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Timeline"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_stillsTimer.setSingleShot(true);
    m_stillsTimer.setInterval(kRestMs);
    connect(&m_stillsTimer, &QTimer::timeout, this, &Timeline::wantStills);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Timeline::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_palette = theme::classPalette(schema);
    update();
}

void Timeline::setContent(TimelineContent content)
{
    m_stills.clear();
    m_loop.reset();
    m_position = 0;
    m_selected = -1;
    m_drawn.reset();
    endDrag(false);
    adopt(std::move(content));
    m_layout.fit();
    m_stillsTimer.start();
}

void Timeline::updateContent(TimelineContent content)
{
    endDrag(false);
    adopt(std::move(content));
    const int drawn = m_drawn ? segmentAt(m_content.truth, *m_drawn) : -1;
    if (drawn >= 0) {
        m_drawn.reset();
        selectSegment(drawn);
    } else if (m_selected >= static_cast<int>(m_content.truth.size())) {
        selectSegment(-1);
    }
}

void Timeline::adopt(TimelineContent content)
{
    const bool otherLength = content.duration != m_content.duration;
    m_content = std::move(content);
    relayout();
    if (otherLength)
        m_layout.fit();
    update();
}

void Timeline::relayout()
{
    const int before = m_layout.height();
    m_layout.setWidth(width());
    m_layout.setParts({fieldsOf(m_content.spans), m_content.hasFilm, m_content.hasTruth,
                       m_content.hasPrediction, m_content.curve.has_value()},
                      m_content.duration);
    if (m_layout.height() != before) {
        updateGeometry();
        Q_EMIT heightChanged();
    }
}

QSize Timeline::sizeHint() const
{
    return {640, m_layout.height()};
}

QSize Timeline::minimumSizeHint() const
{
    return {TimelineLayout::kTitleWidth + 160, m_layout.height()};
}

void Timeline::setStill(double seconds, const QImage& image)
{
    m_stills.insert(seconds, image);
    if (const Lane* film = m_layout.lane(Lane::Kind::Film))
        update(film->rect);
}

/// One still for every place in the film lane, at the middle of that place.
void Timeline::wantStills()
{
    const Lane* film = m_layout.lane(Lane::Kind::Film);
    if (!film || m_content.duration <= 0)
        return;
    double aspect = 16.0 / 9;
    if (!m_stills.isEmpty() && !m_stills.first().isNull())
        aspect = double(m_stills.first().width()) / m_stills.first().height();
    const int step = std::max(24, static_cast<int>(film->rect.height() * aspect));
    std::vector<double> wanted;
    for (int x = film->rect.left(); x < film->rect.right(); x += step) {
        const double time = m_layout.timeAt(x + step / 2.0);
        if (wanted.empty() || time > wanted.back())
            wanted.push_back(time);
    }
    Q_EMIT stillsWanted(wanted);
}

void Timeline::setPosition(double seconds)
{
    if (seconds == m_position)
        return;
    m_position = seconds;
    // While it plays the view turns pages rather than slides: what is looked at stands still.
    const bool inView = seconds >= m_layout.from() && seconds < m_layout.from() + m_layout.span();
    if (!inView && m_drag == Drag::None) {
        m_layout.scroll((seconds - m_layout.from()) * m_layout.pixelsPerSecond());
        m_stillsTimer.start();
    }
    update();
}

void Timeline::setLoop(std::optional<Range> loop)
{
    m_loop = loop;
    update();
}

void Timeline::setEditable(bool editable)
{
    m_editable = editable;
    endDrag(false);
}

void Timeline::selectSegment(int index)
{
    if (index == m_selected)
        return;
    m_selected = index;
    update();
    Q_EMIT segmentSelected(index);
}

void Timeline::splitAtPosition()
{
    Segments split = withSplit(m_content.truth, m_position);
    if (m_editable && split.size() != m_content.truth.size())
        Q_EMIT segmentsEdited(split);
}

void Timeline::removeSelected()
{
    if (!m_editable || m_selected < 0)
        return;
    const Segments rest = withRemoved(m_content.truth, m_selected);
    selectSegment(-1);
    Q_EMIT segmentsEdited(rest);
}

void Timeline::mergeSelected()
{
    Segments merged = withMerged(m_content.truth, m_selected);
    if (m_editable && merged.size() != m_content.truth.size())
        Q_EMIT segmentsEdited(merged);
}

void Timeline::editSelectedLabels()
{
    const Lane* truth = m_layout.lane(Lane::Kind::Truth);
    if (!m_editable || m_selected < 0 || !truth)
        return;
    const Segment& segment = m_content.truth[static_cast<std::size_t>(m_selected)];
    const double x =
        std::clamp(m_layout.xOf(segment.begin), double(truth->rect.left()), double(truth->rect.right()));
    Q_EMIT labelsRequested(m_selected, mapToGlobal(QPoint(static_cast<int>(x), truth->rect.bottom() + 1)));
}

void Timeline::zoomToFit()
{
    m_layout.fit();
    m_stillsTimer.start();
    update();
}

void Timeline::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    relayout();
    m_stillsTimer.start();
}

void Timeline::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    if (delta.x() != 0 || event->modifiers().testFlag(Qt::ShiftModifier))
        m_layout.scroll(-double(delta.x() != 0 ? delta.x() : delta.y()));
    else
        m_layout.zoom(std::pow(kZoomStep, double(delta.y()) / kNotch), event->position().x());
    m_stillsTimer.start();
    update();
    event->accept();
}

double Timeline::snap(double time, Qt::KeyboardModifiers modifiers) const
{
    if (modifiers.testFlag(Qt::AltModifier))
        return time;
    std::vector<double> candidates = m_content.cuts;
    candidates.push_back(m_position);
    for (int i = 0; i < static_cast<int>(m_content.truth.size()); ++i) {
        if (i == m_dragged)
            continue;
        candidates.push_back(m_content.truth[static_cast<std::size_t>(i)].begin);
        candidates.push_back(m_content.truth[static_cast<std::size_t>(i)].end);
    }
    return snapped(time, candidates, kSnapReach / m_layout.pixelsPerSecond());
}

std::optional<std::pair<int, Edge>> Timeline::edgeAt(QPoint position) const
{
    const Lane* lane = m_layout.laneAt(position);
    if (!m_editable || !lane || lane->kind != Lane::Kind::Truth)
        return std::nullopt;
    std::optional<std::pair<int, Edge>> best;
    double reach = kEdgeReach + 0.5;
    for (int i = 0; i < static_cast<int>(m_content.truth.size()); ++i) {
        const Segment& segment = m_content.truth[static_cast<std::size_t>(i)];
        for (const Edge edge : {Edge::Begin, Edge::End}) {
            const double x = m_layout.xOf(edge == Edge::Begin ? segment.begin : segment.end);
            // The selected segment's edge wins where two meet.
            const double distance = std::abs(position.x() - x) - (i == m_selected ? 0.25 : 0);
            if (distance < reach) {
                reach = distance;
                best = {i, edge};
            }
        }
    }
    return best;
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        beginDrag(event);
}

void Timeline::beginDrag(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    const Lane* lane = m_layout.laneAt(position);
    m_pressed = position;
    m_moved = false;
    m_dragged = -1;
    if (!lane)
        return;
    const double time = m_layout.timeAt(event->position().x());
    m_dragFrom = time;
    switch (lane->kind) {
    case Lane::Kind::Truth:
        beginSegmentDrag(event, time);
        break;
    case Lane::Kind::Ruler:
    case Lane::Kind::Film:
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            m_drag = Drag::Loop;
            break;
        }
        [[fallthrough]];
    default:
        m_drag = Drag::Seek;
        Q_EMIT seekRequested(time);
    }
}

void Timeline::beginSegmentDrag(QMouseEvent* event, double time)
{
    if (const auto edge = edgeAt(event->position().toPoint())) {
        selectSegment(edge->first);
        m_dragged = edge->first;
        m_edge = edge->second;
        m_drag = Drag::Edge;
        return;
    }
    const int index = segmentAt(m_content.truth, time);
    selectSegment(index);
    m_dragged = index;
    m_drag = !m_editable ? Drag::Seek : index >= 0 ? Drag::Move : Drag::Create;
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    if (m_drag == Drag::None) {
        updateCursorShape(position);
        return;
    }
    m_moved = m_moved || (position - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (m_moved || m_drag == Drag::Seek)
        drag(event);
}

void Timeline::drag(QMouseEvent* event)
{
    const double raw = m_layout.timeAt(event->position().x());
    const double time = snap(raw, event->modifiers());
    const double duration = m_content.duration;
    switch (m_drag) {
    case Drag::Seek:
        Q_EMIT seekRequested(raw);
        break;
    case Drag::Loop:
        m_loop = Range(std::min(m_dragFrom, time), std::max(m_dragFrom, time));
        break;
    case Drag::Edge: {
        const bool together = !event->modifiers().testFlag(Qt::ControlModifier);
        m_edited = withEdgeMoved(m_content.truth, m_dragged, m_edge, time, duration, together);
        break;
    }
    case Drag::Move: {
        const Segment& segment = m_content.truth[static_cast<std::size_t>(m_dragged)];
        const double begin = snap(segment.begin + raw - m_dragFrom, event->modifiers());
        m_edited = withSegmentMoved(m_content.truth, m_dragged, begin - segment.begin, duration);
        break;
    }
    case Drag::Create:
        m_edited = withInserted(m_content.truth, std::min(m_dragFrom, time), std::max(m_dragFrom, time), {},
                                duration);
        break;
    case Drag::None:
        break;
    }
    update();
}

void Timeline::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_drag == Drag::None)
        return;
    const bool clicked = !m_moved;
    if (clicked && (m_drag == Drag::Move || m_drag == Drag::Create))
        Q_EMIT seekRequested(m_dragFrom);
    if (clicked && m_drag == Drag::Loop)
        m_loop.reset();
    endDrag(true);
}

void Timeline::endDrag(bool keep)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const std::optional<Segments> edited = std::exchange(m_edited, std::nullopt);
    m_dragged = -1;
    update();
    if (!keep)
        return;
    if (drag == Drag::Loop)
        Q_EMIT loopRequested(m_loop);
    if (!edited || *edited == m_content.truth)
        return;
    if (drag == Drag::Create) {
        const auto isNew = [this](const Segment& segment) {
            return std::ranges::find(m_content.truth, segment) == m_content.truth.end();
        };
        if (const auto drawn = std::ranges::find_if(*edited, isNew); drawn != edited->end())
            m_drawn = (drawn->begin + drawn->end) / 2;
    }
    Q_EMIT segmentsEdited(*edited);
}

void Timeline::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Lane* lane = m_layout.laneAt(event->position().toPoint());
    if (!lane || event->button() != Qt::LeftButton)
        return;
    if (lane->kind == Lane::Kind::Ruler)
        zoomToFit();
    else if (lane->kind == Lane::Kind::Truth && m_selected >= 0)
        editSelectedLabels();
}

void Timeline::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_drag != Drag::None)
        endDrag(false);
    else
        QWidget::keyPressEvent(event);
}

void Timeline::updateCursorShape(QPoint position)
{
    const Lane* lane = m_layout.laneAt(position);
    if (edgeAt(position))
        setCursor(Qt::SizeHorCursor);
    else if (lane && lane->kind == Lane::Kind::Truth && m_editable &&
             segmentAt(m_content.truth, m_layout.timeAt(position.x())) < 0)
        setCursor(Qt::CrossCursor);
    else if (lane)
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
}

QString Timeline::namesOf(const LabelSet& labels) const
{
    QStringList names;
    for (const ClassIndex index : labels)
        names.push_back(index < m_schema.size() ? m_schema.at(index).name : QString::number(index));
    return names.isEmpty() ? tr("no label") : names.join(QStringLiteral(", "));
}

QString Timeline::tipAt(QPoint position) const
{
    const Lane* lane = m_layout.laneAt(position);
    if (!lane)
        return {};
    const double time = m_layout.timeAt(position.x());
    const auto range = [](double from, double to) {
        return QStringLiteral("%1 – %2").arg(TimelineLayout::timeText(from, 0.01),
                                             TimelineLayout::timeText(to, 0.01));
    };
    if (lane->kind == Lane::Kind::Text) {
        QStringList texts;
        const double reach = 2 / m_layout.pixelsPerSecond();
        for (const TextSpan& span : m_content.spans) {
            if (span.field == lane->field && time >= span.begin - reach &&
                time <= std::max(span.end, span.begin) + reach)
                texts.push_back(span.text);
        }
        return texts.join(QLatin1Char('\n'));
    }
    const bool isTruth = lane->kind == Lane::Kind::Truth;
    if (isTruth || lane->kind == Lane::Kind::Model) {
        const Segments& segments = isTruth ? m_content.truth : m_content.predicted;
        const int index = segmentAt(segments, time);
        if (index < 0)
            return {};
        const Segment& segment = segments[static_cast<std::size_t>(index)];
        return namesOf(segment.labels) + QLatin1Char('\n') + range(segment.begin, segment.end);
    }
    return TimelineLayout::timeText(time, 0.01);
}

bool Timeline::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(help->pos());
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

} // namespace badcase::viewer
