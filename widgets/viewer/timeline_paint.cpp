// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/segment_agreement.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/timeline.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace badcase::viewer {

using theme::color;
using theme::Role;

namespace {

constexpr int kTextMargin = 6;
constexpr int kShortestText = 24; ///< px; narrower places stay without words
constexpr int kHandle = 5;        ///< half the width of the playhead's head

/// The visible part of a stretch of time in a lane, at least `least` px wide.
QRectF placeOf(const TimelineLayout& layout, const QRect& lane, double begin, double end, double least)
{
    const double left = std::max(layout.xOf(begin), double(lane.left()));
    const double right =
        std::min(std::max(layout.xOf(end), layout.xOf(begin) + least), double(lane.right() + 1));
    return {left, double(lane.top()), right - left, double(lane.height())};
}

void paintText(QPainter& painter, QRectF place, const QString& text)
{
    place.adjust(kTextMargin, 0, -2, 0);
    if (place.width() < kShortestText)
        return;
    painter.drawText(
        place, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(place.width())));
}

} // namespace

QColor Timeline::colorOf(const LabelSet& labels) const
{
    return labels.empty() ? color(Role::Disabled) : m_palette.color(labels.first());
}

void Timeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::Panel));
    painter.setFont(theme::captionFont());
    for (const Lane& lane : m_layout.lanes()) {
        if (lane.kind != Lane::Kind::Agreement)
            paintTitle(painter, lane);
        painter.save();
        painter.setClipRect(lane.rect.adjusted(-1, 0, 1, 0));
        switch (lane.kind) {
        case Lane::Kind::Ruler:
            paintRuler(painter, lane.rect);
            break;
        case Lane::Kind::Film:
            paintFilm(painter, lane.rect);
            break;
        case Lane::Kind::Text:
            paintTexts(painter, lane);
            break;
        case Lane::Kind::Truth:
            paintSegments(painter, lane.rect, m_edited ? *m_edited : m_content.truth,
                          m_edited ? -1 : m_selected);
            break;
        case Lane::Kind::Agreement:
            paintAgreement(painter, lane.rect);
            break;
        case Lane::Kind::Model:
            paintSegments(painter, lane.rect, m_content.predicted, -1);
            break;
        case Lane::Kind::Curve:
            paintCurve(painter, lane.rect);
            break;
        }
        painter.restore();
    }
    paintCuts(painter);
    paintPlayhead(painter);
}

void Timeline::paintTitle(QPainter& painter, const Lane& lane) const
{
    QString title;
    switch (lane.kind) {
    case Lane::Kind::Ruler:
        title = TimelineLayout::timeText(m_position, 0.01);
        break;
    case Lane::Kind::Truth:
        title = m_content.isCorrected ? tr("Corrected") : tr("Label");
        break;
    case Lane::Kind::Model:
        title = tr("Model");
        break;
    case Lane::Kind::Curve:
        title = m_content.curve && m_content.curve->index < m_schema.size() && m_content.curve->index >= 0
                    ? m_schema.at(m_content.curve->index).name
                    : QString();
        break;
    case Lane::Kind::Text:
        title = lane.field.toUpper();
        break;
    case Lane::Kind::Film:
    case Lane::Kind::Agreement:
        return;
    }
    const bool isTime = lane.kind == Lane::Kind::Ruler;
    const bool isCorrected = lane.kind == Lane::Kind::Truth && m_content.isCorrected;
    painter.setFont(isTime ? theme::captionNumberFont() : theme::captionFont());
    painter.setPen(color(isTime ? Role::Text : isCorrected ? Role::Corrected : Role::Text2));
    const QRect place(theme::kPadding, lane.rect.top(),
                      TimelineLayout::kTitleWidth - theme::kPadding - theme::kGap,
                      std::min(lane.rect.height(), theme::kRowHeight));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(title, Qt::ElideMiddle, place.width()));
}

void Timeline::paintRuler(QPainter& painter, const QRect& lane) const
{
    if (m_loop) {
        const QRectF place = placeOf(m_layout, lane, m_loop->first, m_loop->second, 2);
        painter.fillRect(place, theme::withAlpha(color(Role::Accent), 0.25));
    }
    painter.setFont(theme::captionNumberFont());
    const double step = m_layout.tickSeconds();
    const double last = m_layout.from() + m_layout.span();
    for (double k = std::ceil(m_layout.from() / step); k * step <= last; ++k) {
        const double x = std::round(m_layout.xOf(k * step)) + 0.5;
        painter.setPen(color(Role::Hairline));
        painter.drawLine(QPointF(x, lane.bottom() - 5), QPointF(x, lane.bottom()));
        const QString text = TimelineLayout::timeText(k * step, step);
        if (x + painter.fontMetrics().horizontalAdvance(text) + 3 > lane.right())
            continue;
        painter.setPen(color(Role::Text2));
        painter.drawText(QPointF(x + 3, lane.bottom() - 5), text);
    }
}

void Timeline::paintFilm(QPainter& painter, const QRect& lane) const
{
    painter.fillRect(lane, color(Role::Canvas));
    if (m_stills.isEmpty())
        return;
    const QImage& first = m_stills.first();
    const double aspect = first.isNull() ? 16.0 / 9 : double(first.width()) / first.height();
    const int step = std::max(24, static_cast<int>(lane.height() * aspect));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int x = lane.left(); x < lane.right(); x += step) {
        const double time = m_layout.timeAt(x + step / 2.0);
        auto still = m_stills.lowerBound(time);
        if (still == m_stills.end() ||
            (still != m_stills.begin() && time - std::prev(still).key() < still.key() - time))
            --still;
        if (!still->isNull())
            painter.drawImage(QRect(x, lane.top(), step - 1, lane.height()), *still);
    }
}

void Timeline::paintTexts(QPainter& painter, const Lane& lane) const
{
    painter.fillRect(lane.rect, theme::withAlpha(color(Role::Raised), 0.5));
    for (std::size_t i = 0; i < m_content.spans.size(); ++i) {
        const TextSpan& span = m_content.spans[i];
        if (span.field != lane.field)
            continue;
        // A text of which only the begin is known has the room until the next one to be read in.
        const auto next =
            std::find_if(m_content.spans.begin() + static_cast<std::ptrdiff_t>(i) + 1, m_content.spans.end(),
                         [&](const TextSpan& other) { return other.field == lane.field; });
        const double room = next == m_content.spans.end() ? m_content.duration : next->begin;
        const bool isPoint = span.end <= span.begin;
        QRectF place =
            placeOf(m_layout, lane.rect, span.begin, isPoint ? room : span.end, 2).adjusted(0, 1, -1, -1);
        if (place.width() <= 0)
            continue;
        if (!isPoint)
            painter.fillRect(place, color(Role::Raised));
        painter.fillRect(QRectF(place.left(), place.top(), 2, place.height()), color(Role::Accent));
        painter.setPen(color(Role::Text));
        paintText(painter, place, span.text.simplified());
    }
}

void Timeline::paintSegments(QPainter& painter, const QRect& lane, const Segments& segments,
                             int selected) const
{
    painter.fillRect(lane, theme::withAlpha(color(Role::Raised), 0.5));
    for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
        const Segment& segment = segments[static_cast<std::size_t>(i)];
        const QRectF place = placeOf(m_layout, lane, segment.begin, segment.end, 2).adjusted(0, 1, -1, -1);
        if (place.width() <= 0)
            continue;
        const QColor own = colorOf(segment.labels);
        painter.fillRect(place, theme::mix(color(Role::Panel), own, 0.3));
        painter.fillRect(QRectF(place.left(), place.bottom() - 2, place.width(), 2), own);
        painter.setPen(color(segment.labels.empty() ? Role::Text2 : Role::Text));
        paintText(painter, place, namesOf(segment.labels));
        if (i != selected)
            continue;
        painter.setPen(QPen(color(Role::Accent), 2));
        painter.drawRect(place.adjusted(1, 1, -1, -1));
    }
}

/// Above: labelled and not predicted; below: predicted and not labelled; a thin line where both say the same.
void Timeline::paintAgreement(QPainter& painter, const QRect& lane) const
{
    const double half = lane.height() / 2.0;
    for (const auto& span :
         analysis::segmentAgreement(m_edited ? *m_edited : m_content.truth, m_content.predicted)) {
        QRectF place = placeOf(m_layout, lane, span.begin, span.end, 1);
        if (place.width() <= 0)
            continue;
        if (span.agrees())
            painter.fillRect(QRectF(place.left(), place.top() + half - 1, place.width(), 2),
                             color(Role::Good));
        if (!span.missed.empty())
            painter.fillRect(QRectF(place.left(), place.top(), place.width(), half), color(Role::MaskMissed));
        if (!span.wrong.empty())
            painter.fillRect(QRectF(place.left(), place.top() + half, place.width(), half),
                             color(Role::MaskFalse));
    }
}

void Timeline::paintCurve(QPainter& painter, const QRect& lane) const
{
    const TimelineCurve& curve = *m_content.curve;
    const QRectF plot = QRectF(lane).adjusted(0, 4, 0, -4);
    const auto place = [&](double seconds, double value) {
        return QPointF(m_layout.xOf(seconds), plot.bottom() - std::clamp(value, 0.0, 1.0) * plot.height());
    };
    painter.setPen(color(Role::Hairline));
    for (const double value : {0.0, 0.5, 1.0}) {
        const double y = std::round(plot.bottom() - value * plot.height()) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    if (curve.points.empty())
        return;
    QPainterPath path(place(curve.points.front().first, curve.points.front().second));
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
        const auto& [seconds, value] = curve.points[i];
        if (curve.steps)
            path.lineTo(place(seconds, curve.points[i - 1].second));
        path.lineTo(place(seconds, value));
    }
    if (curve.steps)
        path.lineTo(place(m_content.duration, curve.points.back().second));
    painter.setRenderHint(QPainter::Antialiasing, !curve.steps);
    painter.setPen(QPen(m_palette.color(curve.index), 1.5));
    painter.drawPath(path);
}

void Timeline::paintCuts(QPainter& painter) const
{
    // From the frames down to the last lane of segments.
    QRect across;
    for (const auto kind : {Lane::Kind::Film, Lane::Kind::Truth, Lane::Kind::Model}) {
        if (const Lane* lane = m_layout.lane(kind))
            across = across.united(lane->rect);
    }
    painter.setPen(QPen(color(Role::Warn), 1, Qt::DotLine));
    for (const double cut : m_content.cuts) {
        const double x = std::round(m_layout.xOf(cut)) + 0.5;
        if (x >= across.left() && x <= across.right())
            painter.drawLine(QPointF(x, across.top()), QPointF(x, across.bottom()));
    }
}

void Timeline::paintPlayhead(QPainter& painter) const
{
    const QRect area = m_layout.area();
    const double x = std::round(m_layout.xOf(m_position)) + 0.5;
    if (m_content.duration <= 0 || x < area.left() || x > area.right() + 1)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Role::Accent), 1));
    painter.drawLine(QPointF(x, area.top() + kHandle), QPointF(x, area.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Role::Accent));
    painter.drawPolygon(QPolygonF({QPointF(x - kHandle, area.top() + 8), QPointF(x + kHandle, area.top() + 8),
                                   QPointF(x, area.top() + 15)}));
}

} // namespace badcase::viewer
