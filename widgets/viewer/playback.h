// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Play, pause, step, scrub, loop: which frame of a video is to be on screen now. It paints nothing.

#include "widgets/viewer/frame_source.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <utility>

namespace badcase::viewer {

/// GUI thread. Frames are addressed by index, so stepping is exact whatever the frame rate does. While
/// playing at up to normal speed every frame is shown: when decoding cannot keep up the clock waits for it.
/// Above normal speed frames that come too late are passed over.
class Playback : public QObject {
    Q_OBJECT
public:
    using Range = std::pair<double, double>; ///< seconds, the end is not part of it
    /// Milliseconds that never go back; tests bring their own.
    using Now = std::function<qint64()>;

    static constexpr double kSlowest = 0.1;
    static constexpr double kFastest = 8;

    explicit Playback(QObject* parent = nullptr);

    /// Shows another video from its first frame, paused; speed stays, the loop goes. Null: nothing is shown.
    /// The source must outlive its use here.
    void setSource(FrameSource* source);
    void setNow(Now now) { m_now = std::move(now); }

    int frameCount() const;
    int current() const { return m_current; }             ///< -1 when there is none
    double position() const { return timeOf(m_current); } ///< seconds of the current frame
    /// The end of the last frame, taken to be as long as the one before it.
    double duration() const;
    /// The frame on screen at a time; the first and the last one beyond the ends. -1 without a video.
    int frameAt(double seconds) const;
    double timeOf(int frame) const;

    bool isPlaying() const { return m_playing; }
    double speed() const { return m_speed; }
    std::optional<Range> loop() const { return m_loop; }
    qint64 passedOver() const { return m_passedOver; } ///< frames not shown since play()

public Q_SLOTS:
    void play(); ///< from the begin when it stands at the end
    void pause();
    void toggle();
    void step(int frames); ///< pauses
    void seek(double seconds);
    void seekFrame(int frame);
    void setSpeed(double speed);
    /// Playing stays within; nullopt: the whole video, once.
    void setLoop(std::optional<badcase::viewer::Playback::Range> range);

Q_SIGNALS:
    void opened(); ///< frameCount() and duration() are known
    void frameShown(int index, const QImage& image);
    void frameFailed(int index, const QString& message);
    void positionChanged(int frame, double seconds); ///< at once, before the frame is decoded
    void playingChanged(bool playing);
    void speedChanged(double speed);
    void loopChanged();

private:
    enum class Clock { Running, Restarted };

    void start();
    void go(int frame, Clock clock = Clock::Running);
    void show(int frame);
    void tick();
    void schedule();
    void restartClock(); ///< from here on time runs from the current frame
    double clockTime() const;
    int dueFrame() const;
    double timeOfNext() const; ///< when the current frame's time is over
    int loopBegin() const;
    double loopEnd() const;

    FrameSource* m_source = nullptr;
    FrameTimes m_times;
    Now m_now;
    QElapsedTimer m_elapsed;
    QTimer m_timer;
    int m_current = -1; ///< where the user is
    int m_shown = -1;   ///< what is on screen; -1: not decoded yet
    bool m_playing = false;
    double m_speed = 1;
    std::optional<Range> m_loop;
    qint64 m_clockFrom = 0;
    double m_timeFrom = 0;
    qint64 m_passedOver = 0;
};

} // namespace badcase::viewer
