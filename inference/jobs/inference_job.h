// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One model over many samples, outside the caller's thread: decode -> preprocess -> forward -> post-process
/// -> sink. Samples that cannot be used become error results and never stop the run.

#include "inference/jobs/run_io.h"
#include "inference/jobs/run_types.h"

#include <atomic>
#include <functional>
#include <thread>

namespace badcase::jobs {

/// A run, started once, blocking or not. It ends exactly once, with a RunReport.
///
///     InferenceJob job(plan);                       // command line
///     const RunReport report = job.run(progress);
///
///     m_job = std::make_unique<InferenceJob>(plan); // window
///     m_job->start(progress, finished);             // both are called on the worker thread
///
/// Used from one thread; cancel() and interrupt() may be called from any.
class InferenceJob {
public:
    explicit InferenceJob(RunPlan plan);
    /// Cancels and waits. Not to be called from the callbacks.
    ~InferenceJob();
    InferenceJob(const InferenceJob&) = delete;
    InferenceJob& operator=(const InferenceJob&) = delete;

    /// Works in the calling thread until the run has ended. Source, sink and `progress` are called in it too.
    RunReport run(const StatsCallback& progress = {});

    /// Works in a thread of its own. `finished` is the last thing that thread calls.
    void start(StatsCallback progress, std::function<void(RunReport)> finished);

    /// Takes effect when the batch under way is done; what is finished by then is written.
    void cancel() { m_plan.cancel.cancel(); }
    /// Ends the batch under way as well, where the model can be interrupted; its samples are as if never begun.
    void interrupt() { m_plan.cancel.interrupt(); }
    bool isRunning() const { return m_running.load(); }
    /// Waits for the end of start()'s thread.
    void wait();

private:
    RunPlan m_plan;
    std::thread m_thread;
    std::atomic<bool> m_running = false;
    std::atomic<bool> m_used = false;
};

} // namespace badcase::jobs
