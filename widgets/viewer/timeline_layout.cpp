// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/timeline_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace badcase::viewer {

namespace {

constexpr int kRuler = 20;
constexpr int kFilm = 48;
constexpr int kText = 20;
constexpr int kSegments = 24;
constexpr int kAgreement = 6;
constexpr int kCurve = 56;
constexpr int kGap = 4;
constexpr int kRight = 12; ///< free ground behind the last frame, so that its edge can be taken
constexpr double kTickPixels = 64;

} // namespace

void TimelineLayout::setParts(const Parts& parts, double duration)
{
    m_parts = parts;
    m_duration = std::max(duration, 0.0);
    m_lanes.clear();
    const int width = std::max(1, m_width - kTitleWidth - kRight);
    int y = 0;
    const auto add = [&](Lane::Kind kind, int height, int gap, const QString& field = {}) {
        m_lanes.push_back({kind, QRect(kTitleWidth, y, width, height), field});
        y += height + gap;
    };
    add(Lane::Kind::Ruler, kRuler, 0);
    if (parts.film)
        add(Lane::Kind::Film, kFilm, kGap);
    if (parts.truth)
        add(Lane::Kind::Truth, kSegments, parts.model ? 2 : kGap);
    if (parts.truth && parts.model)
        add(Lane::Kind::Agreement, kAgreement, 2);
    if (parts.model)
        add(Lane::Kind::Model, kSegments, kGap);
    if (parts.curve)
        add(Lane::Kind::Curve, kCurve, kGap);
    for (const QString& field : parts.textFields)
        add(Lane::Kind::Text, kText, 2, field);
    clampView();
}

void TimelineLayout::setWidth(int width)
{
    m_width = width;
    setParts(m_parts, m_duration);
}

int TimelineLayout::height() const
{
    return m_lanes.empty() ? 0 : m_lanes.back().rect.bottom() + 1 + kGap;
}

QRect TimelineLayout::area() const
{
    return m_lanes.empty() ? QRect() : m_lanes.front().rect.united(m_lanes.back().rect);
}

const Lane* TimelineLayout::laneAt(QPoint position) const
{
    const auto found =
        std::ranges::find_if(m_lanes, [&](const Lane& lane) { return lane.rect.contains(position); });
    return found == m_lanes.end() ? nullptr : &*found;
}

const Lane* TimelineLayout::lane(Lane::Kind kind) const
{
    const auto found = std::ranges::find(m_lanes, kind, &Lane::kind);
    return found == m_lanes.end() ? nullptr : &*found;
}

double TimelineLayout::pixelsPerSecond() const
{
    return m_span > 0 ? area().width() / m_span : 1;
}

double TimelineLayout::xOf(double seconds) const
{
    return kTitleWidth + (seconds - m_from) * pixelsPerSecond();
}

double TimelineLayout::timeAt(double x) const
{
    return std::clamp(m_from + (x - kTitleWidth) / pixelsPerSecond(), 0.0, m_duration);
}

void TimelineLayout::fit()
{
    m_from = 0;
    m_span = m_duration;
}

void TimelineLayout::zoom(double factor, double x)
{
    const double anchor = timeAt(x);
    const double share = m_span > 0 ? (anchor - m_from) / m_span : 0;
    m_span = std::clamp(m_span / factor, std::min(kClosest, m_duration), m_duration);
    m_from = anchor - share * m_span;
    clampView();
}

void TimelineLayout::scroll(double pixels)
{
    m_from += pixels / pixelsPerSecond();
    clampView();
}

void TimelineLayout::clampView()
{
    if (m_span <= 0 || m_span > m_duration)
        m_span = m_duration;
    m_from = std::clamp(m_from, 0.0, std::max(0.0, m_duration - m_span));
}

double TimelineLayout::tickSeconds() const
{
    constexpr std::array kSteps{0.02, 0.05, 0.1, 0.2,  0.5,  1.0,  2.0,   5.0,   10.0,
                                15.0, 30.0, 60., 120., 300., 600., 1800., 3600., 7200.};
    const double least = kTickPixels / pixelsPerSecond();
    const auto found = std::ranges::find_if(kSteps, [least](double step) { return step >= least; });
    return found == kSteps.end() ? std::ceil(least / 7200) * 7200 : *found;
}

QString TimelineLayout::timeText(double seconds, double resolution)
{
    const int decimals = resolution >= 1 ? 0 : resolution >= 0.1 ? 1 : 2;
    const double scale = std::pow(10, decimals);
    const auto units = static_cast<qint64>(std::llround(std::max(0.0, seconds) * scale));
    const auto whole = units / static_cast<qint64>(scale);
    const qint64 hours = whole / 3600;
    const qint64 minutes = whole / 60 % 60;
    QString text = hours > 0 ? QStringLiteral("%1:%2").arg(hours).arg(minutes, 2, 10, QLatin1Char('0'))
                             : QString::number(minutes);
    text += QStringLiteral(":%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (decimals > 0)
        text += QStringLiteral(".%1").arg(units % static_cast<qint64>(scale), decimals, 10, QLatin1Char('0'));
    return text;
}

} // namespace badcase::viewer
