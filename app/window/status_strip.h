// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The line below every page: jobs at the left, the score as given and as corrected at the right.

#include "app/workspace/session.h"

#include <QSet>
#include <QWidget>

namespace badcase::panels {
class JobBar;
class ScoreBar;
} // namespace badcase::panels

namespace badcase::window {

class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(workspace::Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void scoreClicked();
    void jobsClicked();

private:
    void showJobs();
    void showEnd(const workspace::JobState& job);
    void showScore();

    workspace::Session& m_session;
    panels::JobBar* m_jobs;
    panels::ScoreBar* m_score;
    QSet<int> m_cancelling;
};

} // namespace badcase::window
