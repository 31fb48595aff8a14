// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/job_queue.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>

#include <algorithm>
#include <mutex>
#include <utility>

namespace badcase::workspace {

struct JobQueue::Job {
    JobState state; ///< GUI thread
    Work work; ///< of the working thread while the job runs
    Done done;
    Scope scope = Scope::Project;
    CancelToken cancel;

    // Written by the working thread, read by the GUI thread.
    std::mutex mutex;
    Progress progress;
    std::optional<jobs::RunStats> run;
    QElapsedTimer running;
    QElapsedTimer lastReport;
};

JobQueue::JobQueue(QObject* parent) : QObject(parent)
{
    qRegisterMetaType<JobState>();
}

JobQueue::~JobQueue()
{
    for (const auto& job : m_jobs)
        job->cancel.interrupt();
    if (m_thread.joinable())
        m_thread.join();
}

int JobQueue::start(const QString& title, Work work, Done done, Scope scope)
{
    auto job = std::make_shared<Job>();
    job->state.id = m_nextId++;
    job->state.title = title;
    job->work = std::move(work);
    job->done = std::move(done);
    job->scope = scope;
    m_jobs.push_back(job);
    Q_EMIT listChanged();
    startNext();
    return job->state.id;
}

void JobQueue::startNext()
{
    if (m_running)
        return;
    const auto next = std::ranges::find_if(m_jobs, [](const auto& job) { return job->state.status == JobState::Status::Waiting; });
    if (next == m_jobs.end())
        return;
    m_running = *next;
    m_running->state.status = JobState::Status::Running;
    m_running->running.start();
    Q_EMIT changed(m_running->state);
    if (m_thread.joinable())
        m_thread.join(); // its job has told us that it is over
    m_thread = std::thread([this, job = m_running] {
        constexpr qint64 kIntervalMs = 100;
        const auto throttled = [this, job](bool last) {
            if (!last && job->lastReport.isValid() && job->lastReport.elapsed() < kIntervalMs)
                return;
            job->lastReport.start();
            QMetaObject::invokeMethod(this, [this, job] { report(job); }, Qt::QueuedConnection);
        };
        JobContext context;
        context.cancel = job->cancel;
        context.progress = [job, throttled](const Progress& progress) {
            {
                const std::scoped_lock lock(job->mutex);
                job->progress = progress;
            }
            throttled(progress.done == progress.total);
        };
        context.stats = [job, throttled](const jobs::RunStats& stats) {
            {
                const std::scoped_lock lock(job->mutex);
                job->run = stats;
                job->progress = {stats.done, stats.total, {}};
            }
            throttled(stats.done == stats.total);
        };
        Result<QString> result = job->work(context);
        job->work = {}; // the list keeps the job, which must not keep the project
        QMetaObject::invokeMethod(this, [this, job, result = std::move(result)]() mutable { finish(job, std::move(result)); },
                                  Qt::QueuedConnection);
    });
}

void JobQueue::report(const std::shared_ptr<Job>& job)
{
    if (job->state.isOver())
        return;
    {
        const std::scoped_lock lock(job->mutex);
        job->state.progress = job->progress;
        job->state.run = job->run;
    }
    JobState& state = job->state;
    if (state.run) {
        state.perSecond = state.run->imagesPerSecond;
        state.secondsLeft = state.run->secondsLeft;
    } else if (const double seconds = double(job->running.elapsed()) / 1000; seconds > 0.5 && state.progress.done > 0) {
        state.perSecond = double(state.progress.done) / seconds;
        if (state.progress.total > 0)
            state.secondsLeft = double(state.progress.total - state.progress.done) / state.perSecond;
    }
    Q_EMIT changed(state);
}

void JobQueue::finish(const std::shared_ptr<Job>& job, Result<QString> result)
{
    report(job);
    if (result) {
        job->state.status = JobState::Status::Succeeded;
        job->state.summary = *result;
    } else if (result.error().code == ErrorCode::Cancelled) {
        job->state.status = JobState::Status::Cancelled;
        job->state.summary = result.error().message;
    } else {
        job->state.status = JobState::Status::Failed;
        job->state.error = result.error();
    }
    m_running.reset();
    if (announceEnd(job))
        startNext();
}

bool JobQueue::announceEnd(const std::shared_ptr<Job>& job)
{
    const QPointer<JobQueue> alive(this); // listeners may close the window
    if (const Done done = std::exchange(job->done, {}))
        done(job->state);
    if (alive)
        Q_EMIT changed(job->state);
    if (alive)
        Q_EMIT finished(job->state);
    return alive;
}

void JobQueue::cancel(int id)
{
    stop(id, false);
}

void JobQueue::stopNow(int id)
{
    stop(id, true);
}

void JobQueue::stop(int id, bool now)
{
    const auto found = std::ranges::find_if(m_jobs, [&](const auto& job) { return job->state.id == id; });
    if (found == m_jobs.end() || (*found)->state.isOver())
        return;
    const std::shared_ptr<Job> job = *found; // listeners may take it out of the list
    if (now)
        job->cancel.interrupt();
    else
        job->cancel.cancel();
    if (job->state.status == JobState::Status::Waiting) {
        job->state.status = JobState::Status::Cancelled;
        job->work = {};
        announceEnd(job);
    }
}

void JobQueue::endProjectJobs()
{
    // Those that wait first, so that none of them begins when the one that runs ends.
    std::vector<int> ids;
    for (const auto& job : m_jobs) {
        if (job->scope == Scope::Project && job != m_running)
            ids.push_back(job->state.id);
    }
    for (const int id : ids)
        cancel(id);
    if (!m_running || m_running->scope != Scope::Project)
        return;
    m_running->cancel.interrupt(); // the window waits
    m_thread.join();
    // Its last words are in the event queue: reports and finish().
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

void JobQueue::dismiss(int id)
{
    if (std::erase_if(m_jobs, [&](const auto& job) { return job->state.id == id && job->state.isOver(); }) > 0)
        Q_EMIT listChanged();
}

std::vector<JobState> JobQueue::jobs() const
{
    std::vector<JobState> states;
    for (const auto& job : m_jobs)
        states.push_back(job->state);
    return states;
}

} // namespace badcase::workspace
