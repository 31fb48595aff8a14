// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/playback.h"

#include <algorithm>
#include <cmath>

namespace badcase::viewer {

namespace {

/// Seconds. A timer that fires late is made up for by the next frames; a frame that had to be waited for
/// longer than this is not, or the video would race after every stop.
constexpr double kMadeUpFor = 0.1;

} // namespace

Playback::Playback(QObject* parent) : QObject(parent), m_now([this] { return m_elapsed.elapsed(); })
{
    m_elapsed.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Playback::tick);
}

void Playback::setSource(FrameSource* source)
{
    pause();
    if (m_source)
        m_source->disconnect(this);
    m_source = source;
    m_times.reset();
    m_current = m_shown = -1;
    setLoop(std::nullopt);
    if (!source)
        return;
    connect(source, &FrameSource::indexed, this, &Playback::start);
    connect(source, &FrameSource::frameReady, this, [this](int index) {
        if (index == m_current && m_shown != m_current)
            show(index);
    });
    connect(source, &FrameSource::frameFailed, this, [this](int index, const QString& message) {
        if (index != m_current)
            return;
        m_shown = index; // playing goes on over it
        Q_EMIT frameFailed(index, message);
        schedule();
    });
    start();
}

void Playback::start()
{
    m_times = m_source->times();
    if (!m_times || m_times->empty())
        return;
    Q_EMIT opened();
    // Another time when the source had promised frames that there are not: as near as can be to where it was.
    go(std::clamp(m_current, 0, frameCount() - 1));
}

int Playback::frameCount() const
{
    return m_times ? static_cast<int>(m_times->size()) : 0;
}

double Playback::timeOf(int frame) const
{
    return frame >= 0 && frame < frameCount() ? (*m_times)[static_cast<std::size_t>(frame)] : 0;
}

double Playback::duration() const
{
    const int count = frameCount();
    if (count < 2)
        return timeOf(count - 1);
    return timeOf(count - 1) + (timeOf(count - 1) - timeOf(count - 2));
}

int Playback::frameAt(double seconds) const
{
    if (frameCount() == 0)
        return -1;
    const auto next = std::ranges::upper_bound(*m_times, seconds);
    return std::max(0, static_cast<int>(next - m_times->begin()) - 1);
}

void Playback::play()
{
    if (m_playing || frameCount() == 0)
        return;
    m_playing = true;
    m_passedOver = 0;
    const bool outside = m_loop && (position() < m_loop->first || position() >= m_loop->second);
    if (outside || m_current == frameCount() - 1) {
        go(loopBegin(), Clock::Restarted);
    } else {
        restartClock();
        m_source->want(m_current, 1);
        schedule();
    }
    Q_EMIT playingChanged(true);
}

void Playback::pause()
{
    if (!m_playing)
        return;
    m_playing = false;
    m_timer.stop();
    Q_EMIT playingChanged(false);
}

void Playback::toggle()
{
    m_playing ? pause() : play();
}

void Playback::step(int frames)
{
    pause();
    if (frameCount() == 0)
        return;
    const int target = std::clamp(m_current + frames, 0, frameCount() - 1);
    if (target == m_current)
        return;
    go(target);
    m_source->want(target, frames > 0 ? 1 : -1);
}

void Playback::seek(double seconds)
{
    seekFrame(frameAt(seconds));
}

void Playback::seekFrame(int frame)
{
    if (frame < 0 || frame >= frameCount())
        return;
    if (frame != m_current)
        go(frame, Clock::Restarted);
}

void Playback::setSpeed(double speed)
{
    speed = std::clamp(speed, kSlowest, kFastest);
    if (speed == m_speed)
        return;
    m_speed = speed;
    restartClock();
    schedule();
    Q_EMIT speedChanged(speed);
}

void Playback::setLoop(std::optional<Range> range)
{
    if (range && range->second <= range->first)
        range.reset();
    if (range == m_loop)
        return;
    m_loop = range;
    Q_EMIT loopChanged();
}

void Playback::go(int frame, Clock clock)
{
    m_timer.stop(); // it was set for the frame before
    m_current = frame;
    m_shown = -1;
    if (clock == Clock::Restarted)
        restartClock();
    Q_EMIT positionChanged(frame, timeOf(frame));
    m_source->want(frame, m_playing ? 1 : 0);
    if (m_shown != frame && !m_source->frame(frame).isNull())
        show(frame);
}

void Playback::show(int frame)
{
    const QImage image = m_source->frame(frame);
    if (image.isNull())
        return;
    m_shown = frame;
    Q_EMIT frameShown(frame, image);
    if (m_speed <= 1 && clockTime() > timeOf(frame) + kMadeUpFor)
        restartClock();
    schedule();
}

void Playback::restartClock()
{
    m_clockFrom = m_now();
    m_timeFrom = position();
}

double Playback::clockTime() const
{
    return m_timeFrom + double(m_now() - m_clockFrom) / 1000 * m_speed;
}

int Playback::loopBegin() const
{
    return m_loop ? std::max(0, frameAt(m_loop->first)) : 0;
}

double Playback::loopEnd() const
{
    return m_loop ? std::min(m_loop->second, duration()) : duration();
}

int Playback::dueFrame() const
{
    return m_speed <= 1 ? m_current + 1 : std::max(m_current + 1, frameAt(clockTime()));
}

double Playback::timeOfNext() const
{
    const int next = m_current + 1;
    return next < frameCount() ? std::min(timeOf(next), loopEnd()) : loopEnd();
}

/// Sleeps until the time of the frame on screen is over.
void Playback::schedule()
{
    if (!m_playing || m_shown != m_current)
        return;
    const double wait = (timeOfNext() - clockTime()) / m_speed * 1000;
    m_timer.start(std::max(0, static_cast<int>(std::ceil(wait))));
}

void Playback::tick()
{
    if (!m_playing)
        return;
    if (clockTime() < timeOfNext()) { // woken too early
        schedule();
        return;
    }
    const int due = dueFrame();
    if (due < frameCount() && timeOf(due) < loopEnd()) {
        m_passedOver += due - m_current - 1;
        go(due);
        return;
    }
    if (m_loop)
        go(loopBegin(), Clock::Restarted);
    else
        pause();
}

} // namespace badcase::viewer
