// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The controls under a video: play, step, where it stands, speed, loop, scene boundaries, the class of the
/// curve, and what can be done to the chosen segment. Shows what the player does and asks for more.

#include "inference/core/ids.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <utility>
#include <vector>

class QComboBox;
class QToolButton;

namespace badcase::panels {

class ElidedLabel;
class RoleLabel;

class PlayerBar : public QWidget {
    Q_OBJECT
public:
    explicit PlayerBar(QWidget* parent = nullptr);

    /// Without a video there is nothing to play: only the segments' tools and the curve are left.
    void setPlayable(bool playable);
    void setPlaying(bool playing);
    /// `position` of `duration` in seconds, `frame` (from 0) of `frames`.
    void setPosition(double position, double duration, int frame, int frames);
    void setSpeed(double speed);
    void setLooping(bool looping);
    void setCutsShown(bool shown);
    /// What a curve can be drawn of, best first; kNoClass: none is drawn. Empty: the run has nothing over
    /// time.
    void setCurveChoices(const std::vector<std::pair<badcase::ClassIndex, QString>>& choices,
                         ClassIndex current);
    /// Whether there are segments to edit at all, and whether one is chosen.
    void setSegmentTools(bool editable, bool chosen);
    /// "3 damaged packets were stepped over"; empty: nothing to tell.
    void setNotice(const QString& notice);

Q_SIGNALS:
    void playToggled();
    void stepRequested(int frames);
    void speedRequested(double speed);
    void loopClearRequested();
    void cutsRequested(bool shown);
    void curveRequested(badcase::ClassIndex index);
    void splitRequested();
    void labelsRequested();
    void mergeRequested();
    void removeRequested();

private:
    QWidget* buildSegmentTools();

    QList<QWidget*> m_playerTools;
    QToolButton* m_play;
    RoleLabel* m_time;
    RoleLabel* m_frame;
    QComboBox* m_speed;
    QToolButton* m_loop;
    QToolButton* m_cuts;
    QComboBox* m_curve;
    ElidedLabel* m_notice;
    QToolButton* m_split;
    QToolButton* m_labels;
    QToolButton* m_merge;
    QToolButton* m_remove;
    QWidget* m_segments;
    bool m_playing = false;
};

} // namespace badcase::panels
