// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/inference_job.h"

#include "inference/jobs/run_coordinator.h"

#include <algorithm>
#include <utility>

namespace badcase::jobs {

QString stageName(Stage stage)
{
    switch (stage) {
    case Stage::Decode:
        return QStringLiteral("decode");
    case Stage::Preprocess:
        return QStringLiteral("preprocess");
    case Stage::Forward:
        return QStringLiteral("forward");
    case Stage::Postprocess:
        return QStringLiteral("postprocess");
    case Stage::Write:
        return QStringLiteral("write");
    }
    return {};
}

double RunStats::share(Stage stage) const
{
    const double available = elapsed * threads[static_cast<std::size_t>(stage)];
    return available > 0.0 ? std::clamp(busy.of(stage) / available, 0.0, 1.0) : 0.0;
}

int RunStats::queue(Stage stage) const
{
    switch (stage) {
    case Stage::Decode:
        return waiting;
    case Stage::Forward:
        return prepared;
    case Stage::Postprocess:
        return toFinish;
    case Stage::Write:
        return unwritten;
    case Stage::Preprocess:
        break;
    }
    return 0;
}

InferenceJob::InferenceJob(RunPlan plan) : m_plan(std::move(plan)) {}

InferenceJob::~InferenceJob()
{
    if (isRunning())
        cancel(); // the token is the caller's: a job that has ended must not stop what comes after it
    wait();
}

RunReport InferenceJob::run(const StatsCallback& progress)
{
    if (m_used.exchange(true)) {
        RunReport report;
        report.error = Error{ErrorCode::Internal, QStringLiteral("an InferenceJob runs once")};
        return report;
    }
    m_running = true;
    RunReport report = RunCoordinator(m_plan, progress).run();
    m_running = false;
    return report;
}

void InferenceJob::start(StatsCallback progress, std::function<void(RunReport)> finished)
{
    wait();
    m_running = !m_used;
    m_thread = std::thread([this, progress = std::move(progress), finished = std::move(finished)] {
        RunReport report = run(progress);
        if (finished)
            finished(std::move(report));
    });
}

void InferenceJob::wait()
{
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace badcase::jobs
