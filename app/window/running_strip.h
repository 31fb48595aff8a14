// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A run that is going on: how far, how fast, and where its time goes.

#include "app/workspace/job_queue.h"

#include <QWidget>

class QPainter;
class QProgressBar;
class QTimer;
class QToolButton;

namespace badcase::panels {
class ElidedLabel;
}

namespace badcase::window {

/// One bar a stage, as long as the share of their time that its threads spend in it, and how many samples
/// wait for it: the fullest bar with the longest queue before it is what limits the run.
class StageBars : public QWidget {
    Q_OBJECT
public:
    explicit StageBars(QWidget* parent = nullptr);
    void setStats(const jobs::RunStats& stats);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintStage(QPainter& painter, jobs::Stage stage, const QRect& line) const;

    jobs::RunStats m_stats;
};

class RunningStrip : public QWidget {
    Q_OBJECT
public:
    static constexpr int kPatienceMs = 2000; ///< between a cancel and the offer to stop now

    explicit RunningStrip(QWidget* parent = nullptr);
    void setJob(const workspace::JobState& job);
    /// Whether the run need not wait for its pass to end: its model runs in a process of its own.
    void setCanStopNow(bool on) { m_canStopNow = on; }

Q_SIGNALS:
    void cancelRequested();
    void stopNowRequested(); ///< the cancel took too long

private:
    void offerCancel();
    void offerStopNow();

    panels::ElidedLabel* m_title;
    panels::ElidedLabel* m_numbers;
    panels::ElidedLabel* m_early;
    QProgressBar* m_bar;
    StageBars* m_stages;
    QToolButton* m_cancel;
    QTimer* m_patience;
    int m_job = 0;
    bool m_canStopNow = false;
    bool m_cancelled = false;
};

/// "212 of 372, 48/s, 3 s left".
QString jobNumbers(const workspace::JobState& job);

/// "Early score: accuracy 0.583 [0.541, 0.622], macro F1 0.471 [0.420, 0.510] over 37 random samples".
QString earlyScoreLine(const jobs::EarlyScore& score);

} // namespace badcase::window
