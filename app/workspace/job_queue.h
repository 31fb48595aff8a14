// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Long work of the window, one job at a time: import, run, export, demo. A job ends exactly once.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/jobs/run_types.h"

#include <QObject>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace badcase::workspace {

/// What the job bar shows.
struct JobState {
    enum class Status { Waiting, Running, Succeeded, Failed, Cancelled };
    int id = 0;
    QString title;
    Status status = Status::Waiting;
    Progress progress;
    double perSecond = 0;              ///< 0: not known
    std::optional<double> secondsLeft;
    std::optional<jobs::RunStats> run; ///< of a model run
    QString summary;                   ///< what a finished job did
    std::optional<Error> error;        ///< why it failed

    bool isOver() const { return status != Status::Waiting && status != Status::Running; }
};

/// Handed to the work; its functions are called on the working thread.
struct JobContext {
    CancelToken cancel;
    ProgressCallback progress;
    jobs::StatsCallback stats;
};

/// Used from the GUI thread. Destroying it stops what runs and waits.
class JobQueue : public QObject {
    Q_OBJECT
public:
    /// Returns a summary for people; an Error of code Cancelled ends the job as cancelled.
    using Work = std::function<Result<QString>(const JobContext&)>;
    /// Called on the GUI thread when the job is over, before finished().
    using Done = std::function<void(const JobState&)>;

    /// What a job works on. Jobs of the project end when it is closed.
    enum class Scope { Project, Application };

    explicit JobQueue(QObject* parent = nullptr);
    ~JobQueue() override;

    /// `work` is destroyed as soon as it is over: what it has captured is held no longer than that.
    int start(const QString& title, Work work, Done done = {}, Scope scope = Scope::Project);
    void cancel(int id);
    /// As cancel(), and does not wait for the step under way where that can be broken off (CancelToken::interrupt()).
    void stopNow(int id);
    /// Stops the jobs of the project now, and waits until the one that runs has. All have ended, and everybody has been
    /// told, when this returns.
    void endProjectJobs();
    /// Takes a job that is over out of the list.
    void dismiss(int id);
    std::vector<JobState> jobs() const;
    bool isBusy() const { return m_running != nullptr; }

Q_SIGNALS:
    void changed(const badcase::workspace::JobState& job); ///< at most ten times a second a job, and at every change of status
    void finished(const badcase::workspace::JobState& job);
    void listChanged();

private:
    struct Job;
    void startNext();
    void stop(int id, bool now);
    void report(const std::shared_ptr<Job>& job);
    void finish(const std::shared_ptr<Job>& job, Result<QString> result);
    /// Tells everybody; false when this queue is gone after that.
    bool announceEnd(const std::shared_ptr<Job>& job);

    std::deque<std::shared_ptr<Job>> m_jobs;
    std::shared_ptr<Job> m_running;
    std::thread m_thread;
    int m_nextId = 1;
};

} // namespace badcase::workspace
