// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One run from beginning to end, in the thread that calls run(): asks the source, starts the lanes, writes
/// to the sink, decides how it ended. Internal to jobs; InferenceJob is the face of it.

#include "inference/jobs/lane.h"
#include "inference/jobs/queue_meter.h"
#include "inference/jobs/run_types.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace badcase::jobs {

/// Samples per second over the last few seconds.
class RateMeter {
public:
    using Clock = std::chrono::steady_clock;
    void observe(Clock::time_point time, qint64 done);
    double rate() const; ///< 0 while unknown

private:
    std::deque<std::pair<Clock::time_point, qint64>> m_points;
};

class RunCoordinator {
public:
    RunCoordinator(const RunPlan& plan, StatsCallback progress);
    /// Once.
    RunReport run();

private:
    using Clock = std::chrono::steady_clock;

    RunReport failedToStart(const Error& error);
    std::optional<Error> execute();
    std::optional<Error> startLanes();
    std::optional<Error> refill();
    void addProblem(SampleProblem problem);
    void accept(std::vector<FinishedSample> samples);
    std::optional<Error> writeIfDue(bool now);
    std::optional<Error> hopeless(bool atEnd) const;
    void heedInterrupt();
    void stopThreads();
    void report(bool now);
    void observeQueues();
    void fillStages();
    void fillReport();

    const RunPlan& m_plan;
    StatsCallback m_progress;
    std::unique_ptr<RunContext> m_context;
    std::vector<std::thread> m_threads;
    RunReport m_report;
    RunStats m_stats;
    RateMeter m_rate;
    QueueMeter m_queues;
    int m_helpers = 0; ///< threads beside the lane of a device
    int m_queueTarget = 0;
    int m_plannedLanes = 0;
    Clock::time_point m_started = Clock::now();
    Clock::time_point m_ready = m_started;
    Clock::time_point m_lastReport;
    std::vector<SampleResult> m_chunk;
    qint64 m_chunkBytes = 0;
    qint64 m_chunkFailed = 0;
    qint64 m_chunkReused = 0;
    Clock::time_point m_chunkBegan;
    qint64 m_succeeded = 0;
    qint64 m_modelFailures = 0;
    std::optional<Error> m_modelError; ///< the first
    bool m_ended = false;
    bool m_sinkFailed = false;
};

} // namespace badcase::jobs
