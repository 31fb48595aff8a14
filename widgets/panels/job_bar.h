// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Jobs at the bottom of the window: what runs, how far, how fast, how long still; and how the last one
/// ended.

#include "inference/core/cancel.h"

#include <QList>
#include <QString>
#include <QWidget>

class QProgressBar;
class QTimer;
class QToolButton;

namespace badcase::panels {

class ElidedLabel;
class StatusNotice;

/// A job as it is shown. `id` is the owner's.
struct JobView {
    int id = 0;
    QString name;
    qint64 done = 0;
    qint64 total = -1;       ///< < 0: not known yet
    double perSecond = 0;    ///< 0: not known yet
    bool cancelling = false; ///< asked to stop, still at its last step
};

/// How a job ended.
struct JobEnd {
    int id = 0;
    QString name;
    Outcome outcome = Outcome::Succeeded;
    QString message;     ///< "372 samples, 2 failed", or why it failed
    QString action = {}; ///< text of the button, e.g. "Show the 2 problems"; empty: none
};

class JobBar : public QWidget {
    Q_OBJECT
public:
    explicit JobBar(QWidget* parent = nullptr);
    /// The first one runs, the others wait. Empty: the bar is empty (or shows the last end).
    void setJobs(const QList<JobView>& jobs);
    void showEnd(const JobEnd& end);

Q_SIGNALS:
    void cancelRequested(int jobId);
    void actionRequested(int jobId); ///< the button of a notice
    void queueRequested();           ///< a click on "2 more"

private:
    ElidedLabel* m_name;
    QProgressBar* m_bar;
    ElidedLabel* m_numbers;
    QToolButton* m_more;
    QToolButton* m_cancel;
    StatusNotice* m_notice;
    QTimer* m_fade; ///< takes the end of a job that went well off the bar
    QList<JobView> m_jobs;
    int m_endedJob = 0;
};

/// "3 s", "2 min", "1 h 20 min".
QString durationText(double seconds);

} // namespace badcase::panels
