// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/run_coordinator.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

namespace badcase::jobs {

namespace {

using namespace std::chrono_literals;

struct RunText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Run)
};

constexpr auto kReportInterval = 100ms;
/// Where batches are found by trial, so many of each lane are expected when samples are asked for ahead.
constexpr qint64 kTriedBatch = 4;
constexpr auto kRateWindow = 10s;
/// The longest time between two looks at the cancel token.
constexpr auto kPatience = 50ms;

QString problemKind(const FinishedSample& sample, ErrorCode code)
{
    if (sample.modelFailed())
        return QStringLiteral("model-error");
    if (sample.failedIn == Stage::Preprocess && code == ErrorCode::Unsupported)
        return QStringLiteral("unsupported");
    if (sample.failedIn == Stage::Preprocess && code == ErrorCode::InvalidArgument)
        return QStringLiteral("size-mismatch");
    switch (code) {
    case ErrorCode::NotFound:
        return QStringLiteral("missing-media");
    case ErrorCode::Corrupt:
    case ErrorCode::Unsupported:
        return QStringLiteral("undecodable");
    case ErrorCode::InvalidArgument:
        return QStringLiteral("size-mismatch");
    default:
        return QString::fromLatin1(errorCodeName(code));
    }
}

int coreCount(const RunOptions& options)
{
    return options.cores > 0 ? options.cores : std::max(1, QThread::idealThreadCount());
}

} // namespace

void RateMeter::observe(Clock::time_point time, qint64 done)
{
    m_points.emplace_back(time, done);
    while (m_points.size() > 2 && time - m_points.front().first > kRateWindow)
        m_points.pop_front();
}

double RateMeter::rate() const
{
    if (m_points.size() < 2)
        return 0.0;
    const double seconds =
        std::chrono::duration<double>(m_points.back().first - m_points.front().first).count();
    return seconds > 0.0 ? static_cast<double>(m_points.back().second - m_points.front().second) / seconds
                         : 0.0;
}

RunCoordinator::RunCoordinator(const RunPlan& plan, StatsCallback progress)
    : m_plan(plan), m_progress(std::move(progress))
{}

RunReport RunCoordinator::failedToStart(const Error& error)
{
    m_report.outcome = Outcome::Failed;
    m_report.error = error;
    fillReport();
    return m_report;
}

RunReport RunCoordinator::run()
{
    auto post = engine::Postprocessor::create(m_plan.card, m_plan.toSchema, m_plan.schemaSize, m_plan.finish);
    if (!post)
        return failedToStart(post.error());
    if (auto opened = m_plan.sink->open(); !opened)
        return failedToStart(opened.error());
    m_context =
        std::make_unique<RunContext>(m_plan, std::make_shared<const engine::Postprocessor>(std::move(*post)));

    std::optional<Error> error;
    try {
        error = execute();
    } catch (const std::exception& exception) {
        error = Error{ErrorCode::Internal, RunText::tr("The run ended with an unexpected error"),
                      QString::fromUtf8(exception.what())};
    }
    const bool complete = !error && m_context->board.isComplete();
    stopThreads();
    accept(m_context->board.takeRest());
    if (!m_sinkFailed) {
        if (auto writeError = writeIfDue(true); writeError && !error)
            error = writeError;
    }
    if (!error && complete)
        error = hopeless(true);
    m_report.outcome = error ? Outcome::Failed : complete ? Outcome::Succeeded : Outcome::Cancelled;
    m_report.error = error;
    if (auto closed = m_plan.sink->close(m_report.outcome); !closed && !error) {
        m_report.outcome = Outcome::Failed;
        m_report.error = closed.error();
    }
    fillReport();
    report(true);
    return m_report;
}

std::optional<Error> RunCoordinator::execute()
{
    m_stats.total = m_plan.source->total();
    if (m_stats.total == 0) {
        m_context->board.endOfSamples();
        return {};
    }
    if (auto error = startLanes())
        return error;
    const int refillBelow = (m_queueTarget + 1) / 2;
    while (!m_context->board.isComplete()) {
        if (m_plan.cancel.isCancelled())
            return {}; // stopThreads() heeds an interrupt
        if (m_context->board.isStopped())
            return m_context->board.abortReason();
        if (auto error = refill())
            return error;
        const int enough = std::max(1, m_plan.options.chunkSamples - static_cast<int>(m_chunk.size()));
        accept(m_context->board.takeFinished(enough, refillBelow, kPatience));
        if (auto error = writeIfDue(false))
            return error;
        if (auto error = hopeless(false))
            return error;
        observeQueues();
        report(false);
    }
    return {};
}

/// The first lane tells where the model runs; the other threads follow from that.
std::optional<Error> RunCoordinator::startLanes()
{
    const int cores = coreCount(m_plan.options);
    const qint64 batch = std::max(1, m_plan.options.batch);
    // Few samples: fewer copies of the model, with more threads each.
    m_plannedLanes = static_cast<int>(std::clamp<qint64>((m_stats.total + batch - 1) / batch, 1, cores));
    const int threads = std::max(1, cores / m_plannedLanes);
    m_queueTarget = static_cast<int>(
        std::max<qint64>(16, 4 * cores * (m_plan.options.batch > 0 ? batch : kTriedBatch)));
    if (auto error = refill())
        return error;
    RunContext& context = *m_context;
    m_threads.emplace_back([&context, threads] { runLane(context, threads); });
    LaneRegister::State first;
    do {
        first = context.lanes.waitForFirst(kPatience);
    } while (first.ready + first.failed == 0);
    if (first.ready == 0) // a model that heard of the cancel while it was being loaded is no failure
        return first.error->code == ErrorCode::Cancelled ? std::nullopt : first.error;
    m_ready = Clock::now();
    m_rate.observe(m_ready, 0);
    const bool whole = takesSamplesWhole(first.device, first.copies);
    if (first.copies > 0) {
        m_plannedLanes = static_cast<int>(std::min<qint64>(first.copies, m_stats.total));
        m_queueTarget = std::max(m_queueTarget, 16 * m_plannedLanes);
    } else if (!whole) {
        m_plannedLanes = 1;
    }
    try {
        for (int i = 1; i < m_plannedLanes; ++i)
            m_threads.emplace_back([&context, threads] { runLane(context, threads); });
        for (int i = 0; i < cores && !whole; ++i)
            m_threads.emplace_back([&context] { runHelper(context); });
    } catch (const std::system_error&) {
        // A lane can do without the others, but on a device the model needs at least one helper.
        if (!whole && m_threads.size() < 2)
            throw;
    }
    m_helpers = whole ? 0 : std::max(0, static_cast<int>(m_threads.size()) - m_plannedLanes);
    return {};
}

std::optional<Error> RunCoordinator::refill()
{
    const int room = m_ended ? 0 : m_context->board.room(m_queueTarget);
    if (room == 0)
        return {};
    auto samples = m_plan.source->next(room);
    if (!samples)
        return samples.error();
    m_ended = samples->empty();
    if (m_ended)
        m_context->board.endOfSamples();
    else
        m_context->board.add(std::move(*samples));
    return {};
}

void RunCoordinator::addProblem(SampleProblem problem)
{
    if (m_report.problems.size() < RunReport::kMaxProblems)
        m_report.problems.push_back(std::move(problem));
}

void RunCoordinator::accept(std::vector<FinishedSample> samples)
{
    if (!samples.empty() && m_chunk.empty())
        m_chunkBegan = Clock::now();
    for (FinishedSample& sample : samples) {
        if (const auto* error = std::get_if<Error>(&sample.result.outcome)) {
            ++m_chunkFailed;
            addProblem({sample.result.name, problemKind(sample, error->code), error->message});
            if (sample.modelFailed() && m_modelFailures++ == 0)
                m_modelError = *error;
        } else {
            ++m_succeeded;
            m_chunkReused += std::holds_alternative<ReusedResult>(sample.result.outcome) ? 1 : 0;
            if (!sample.result.warning.isEmpty())
                addProblem({sample.result.name, QStringLiteral("damaged-media"), sample.result.warning});
        }
        m_chunkBytes += heldBytes(sample.result);
        m_chunk.push_back(std::move(sample.result));
    }
}

std::optional<Error> RunCoordinator::writeIfDue(bool now)
{
    const RunOptions& options = m_plan.options;
    const bool due = now || static_cast<int>(m_chunk.size()) >= options.chunkSamples ||
                     m_chunkBytes >= options.chunkBytes ||
                     Clock::now() - m_chunkBegan >= options.chunkInterval;
    if (m_chunk.empty() || !due)
        return {};
    const auto count = static_cast<qint64>(m_chunk.size());
    Result<void> written;
    {
        const StageTimer timer(m_context->clock, Stage::Write);
        written = m_plan.sink->write(std::exchange(m_chunk, {}));
    }
    m_chunkBytes = 0;
    const qint64 failed = std::exchange(m_chunkFailed, 0);
    const qint64 reused = std::exchange(m_chunkReused, 0);
    if (!written) {
        m_sinkFailed = true;
        return written.error();
    }
    m_stats.done += count;
    m_stats.failed += failed;
    m_stats.reused += reused;
    m_rate.observe(Clock::now(), m_stats.done);
    return {};
}

std::optional<Error> RunCoordinator::hopeless(bool atEnd) const
{
    if (m_succeeded > 0 || m_modelFailures == 0 || (!atEnd && m_modelFailures < m_plan.options.hopelessAfter))
        return {};
    return Error{
        m_modelError->code,
        RunText::tr("The model %1 failed for every one of the first %n sample(s). The first error: %2",
                    nullptr, static_cast<int>(m_modelFailures))
            .arg(m_plan.card.name, m_modelError->message),
        m_modelError->detail};
}

/// A pass that nobody waits for to end: the lanes hear of it here, whatever they are doing.
void RunCoordinator::heedInterrupt()
{
    if (m_plan.cancel.isInterrupted())
        m_context->lanes.interrupt();
}

void RunCoordinator::stopThreads()
{
    m_context->board.stop();
    do {
        heedInterrupt();
    } while (!m_context->lanes.waitUntilEnded(m_threads.size(), kPatience));
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
}

void RunCoordinator::report(bool now)
{
    const auto time = Clock::now();
    if (!m_progress || (!now && time - m_lastReport < kReportInterval))
        return;
    m_lastReport = time;
    m_stats.elapsed = std::chrono::duration<double>(time - m_ready).count();
    fillStages();
    m_stats.imagesPerSecond = m_rate.rate();
    m_stats.secondsLeft.reset();
    if (m_stats.imagesPerSecond > 0.0)
        m_stats.secondsLeft = static_cast<double>(m_stats.total - m_stats.done) / m_stats.imagesPerSecond;
    m_progress(m_stats);
}

void RunCoordinator::observeQueues()
{
    m_context->board.fillDepths(m_stats);
    m_queues.observe(Clock::now(), m_stats);
}

/// On the CPU each lane does all stages; on a device the helpers do all but the model's.
void RunCoordinator::fillStages()
{
    const int lanes = m_context->lanes.state().ready;
    m_stats.threads.fill(m_helpers > 0 ? m_helpers : lanes);
    m_stats.threads[static_cast<std::size_t>(Stage::Forward)] = lanes;
    m_stats.threads[static_cast<std::size_t>(Stage::Write)] = 1;
    m_stats.busy = m_context->clock.read();
    m_stats.meanQueue = m_queues.means();
    m_context->board.fillDepths(m_stats);
}

void RunCoordinator::fillReport()
{
    const auto time = Clock::now();
    m_report.seconds = std::chrono::duration<double>(time - m_started).count();
    if (m_context) {
        const LaneRegister::State lanes = m_context->lanes.state();
        m_report.device = lanes.device;
        m_report.lanes = lanes.ready;
        m_report.threads = lanes.threads;
        m_report.notice = lanes.notice;
        const bool someFailed =
            lanes.ready > 0 && lanes.failed > 0 && lanes.error->code != ErrorCode::Cancelled;
        if (someFailed) {
            m_report.notice += (m_report.notice.isEmpty() ? QString() : QStringLiteral("\n")) +
                               RunText::tr("Only %1 of %2 copies of the model could be loaded: %3")
                                   .arg(lanes.ready)
                                   .arg(lanes.ready + lanes.failed)
                                   .arg(lanes.error->message);
        }
        fillStages();
    }
    m_stats.elapsed = std::chrono::duration<double>(time - m_ready).count();
    // Over the whole run, now that there is no "last seconds" any more.
    m_stats.imagesPerSecond =
        m_stats.elapsed > 0.0 ? static_cast<double>(m_stats.done) / m_stats.elapsed : 0.0;
    m_stats.secondsLeft = 0.0;
    m_report.stats = m_stats;
}

} // namespace badcase::jobs
