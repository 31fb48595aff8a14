// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What lies under the current sample when it has a time line. Of a video: the player's controls and the
/// timeline; the frames themselves go to the canvas that shows pictures, too. Of a sample without pixels that
/// has segments or timed texts all the same: the timeline alone.

#include "app/window/video_frames.h"
#include "app/window/video_survey.h"
#include "app/workspace/session.h"
#include "widgets/viewer/playback.h"

#include <QWidget>

#include <memory>

namespace badcase::panels {
class ClassPicker;
class PlayerBar;
} // namespace badcase::panels

namespace badcase::viewer {
class Canvas;
class Timeline;
struct TimelineContent;
} // namespace badcase::viewer

namespace badcase::window {

class ActionRegistry;
class SampleLoader;
struct SampleFacts;

/// GUI thread.
class VideoStrip : public QWidget {
    Q_OBJECT
public:
    VideoStrip(workspace::Session& session, SampleLoader& loader, viewer::Canvas& canvas,
               ActionRegistry& actions, QWidget* parent = nullptr);
    ~VideoStrip() override;

    /// Shows the current sample's time line, or what has changed of it; closes when it has none.
    void showSample();
    /// It is none: stops and lets go of the file.
    void close();
    bool isOpen() const { return m_sample.isValid(); }
    bool isVideo() const { return m_frames != nullptr; }

    viewer::Playback& playback() { return m_playback; }
    viewer::Timeline* timeline() const { return m_timeline; }
    panels::PlayerBar* bar() const { return m_bar; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

Q_SIGNALS:
    void refused(const QString& reason); ///< nothing was changed

private:
    void addActions();
    void updateActions();
    void connectPlayback();
    void connectBar();
    void connectTimeline();
    void openSample(const SampleFacts& facts);
    void openVideo(const SampleFacts& facts);
    void indexed();
    void showFacts(const SampleFacts& facts);
    viewer::TimelineContent contentOf(const SampleFacts& facts) const;
    void showCurveChoices(const SampleFacts& facts);
    void seek(double seconds);
    void showPosition();
    void showTools();
    void setCuts(bool on);
    void edit(const std::vector<Segment>& segments);
    void pickLabels(int segment, const QPoint& position);
    void chooseLabel(ClassIndex index);

    workspace::Session& m_session;
    SampleLoader& m_loader;
    viewer::Canvas& m_canvas;
    ActionRegistry& m_actions;
    QStringList m_actionIds;
    std::unique_ptr<VideoFrames> m_frames; ///< before m_playback, which must not outlive its use of it
    std::unique_ptr<VideoSurvey> m_survey;
    viewer::Playback m_playback;
    panels::PlayerBar* m_bar;
    viewer::Timeline* m_timeline;
    QWidget* m_popup;
    panels::ClassPicker* m_picker;
    int m_picking = -1; ///< the segment whose labels are being chosen

    SampleId m_sample;
    QString m_name;
    std::vector<double> m_cuts;
    ClassIndex m_curve = kNoClass; ///< stays from video to video
    bool m_fresh = false;          ///< the timeline shows another video next
};

} // namespace badcase::window
