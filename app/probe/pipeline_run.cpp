// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/pipeline_run.h"

#include "inference/jobs/inference_job.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>

namespace badcase::probe {

namespace {

using Clock = std::chrono::steady_clock;

/// The model is loaded in every lane and caches are filled; a short run has a fifth of its time for that.
constexpr double kWarmUpSeconds = 1.0;

double processSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// What was reached at some moment of a run.
struct Moment {
    Clock::time_point time;
    double cpuSeconds = 0;
    jobs::RunStats stats;
};

/// Watches a run from its worker thread, which calls source, sink and statistics alike.
class Watch {
public:
    explicit Watch(double seconds) : m_seconds(seconds) {}

    void firstResult()
    {
        if (!m_first)
            m_first = Clock::now();
    }
    bool isOver() const { return m_first && m_seconds > 0 && sinceFirst() >= m_seconds; }

    void observe(const jobs::RunStats& stats)
    {
        const Moment now{Clock::now(), processSeconds(), stats};
        if (!m_begin)
            m_begin = now;
        const double warmUp = std::min(kWarmUpSeconds, m_seconds / 5);
        if (!m_first || sinceFirst() < warmUp || !m_start)
            m_start = now;
        // While the last samples leave the pipeline it is not full any more.
        if (isOver() && m_end)
            return;
        m_end = now;
    }

    void fill(PipelineRun& run) const
    {
        if (!m_start || !m_end)
            return;
        // Of a run that was over at once only the whole can be told, from the moment when the model was
        // ready.
        const bool whole = m_seconds <= 0 || m_end->stats.done <= m_start->stats.done;
        const jobs::RunStats& last = whole ? run.report.stats : m_end->stats;
        const jobs::RunStats first = whole ? jobs::RunStats{} : m_start->stats;
        run.seconds =
            whole ? last.elapsed : std::chrono::duration<double>(m_end->time - m_start->time).count();
        run.cpuSeconds = m_end->cpuSeconds - (whole ? *m_begin : *m_start).cpuSeconds;
        run.pictures = last.done - first.done;
        for (std::size_t i = 0; i < run.busy.size(); ++i)
            run.busy[i] = last.busy.seconds[i] - first.busy.seconds[i];
    }

private:
    double sinceFirst() const { return std::chrono::duration<double>(Clock::now() - *m_first).count(); }

    double m_seconds;
    std::optional<Clock::time_point> m_first;
    std::optional<Moment> m_begin; ///< the first that was seen
    std::optional<Moment> m_start; ///< of what is measured
    std::optional<Moment> m_end;
};

class PictureSource : public jobs::SampleSource {
public:
    PictureSource(const PictureSet& pictures, const Watch& watch, bool once)
        : m_pictures(pictures), m_watch(watch), m_once(once)
    {}
    qint64 total() const override { return m_once ? m_pictures.size() : std::numeric_limits<qint64>::max(); }
    Result<std::vector<jobs::JobSample>> next(int maximum) override
    {
        std::vector<jobs::JobSample> samples;
        for (; maximum > 0 && m_next < total() && !m_watch.isOver(); --maximum, ++m_next) {
            const QString& member = m_pictures.member(m_next);
            samples.push_back({SampleId(m_next + 1), member, m_pictures.root(), member});
        }
        return samples;
    }

private:
    const PictureSet& m_pictures;
    const Watch& m_watch;
    bool m_once;
    qint64 m_next = 0;
};

class DroppingSink : public jobs::ResultSink {
public:
    explicit DroppingSink(Watch& watch) : m_watch(watch) {}
    Result<void> open() override { return {}; }
    Result<void> write(std::vector<jobs::SampleResult>) override
    {
        m_watch.firstResult();
        return {};
    }
    Result<void> close(Outcome) override { return {}; }

private:
    Watch& m_watch;
};

jobs::RunPlan planOf(const ProbeModel& model, const ProbeRequest& request)
{
    jobs::RunPlan plan;
    plan.card = model.card();
    plan.toSchema = model.classes();
    plan.schemaSize = static_cast<int>(plan.toSchema.size());
    plan.options.batch = request.batch;
    plan.options.chunkInterval = std::chrono::milliseconds(20); // nothing is written; counts are to be fresh
    plan.load = [&model, precision = request.precision](int threads) {
        return model.load({.precision = precision, .threads = threads});
    };
    return plan;
}

} // namespace

Result<PipelineRun> runPipeline(const ProbeModel& model, const PictureSet& pictures,
                                const ProbeRequest& request)
{
    Watch watch(request.seconds);
    jobs::RunPlan plan = planOf(model, request);
    plan.source = std::make_shared<PictureSource>(pictures, watch, request.seconds <= 0);
    plan.sink = std::make_shared<DroppingSink>(watch);
    PipelineRun run;
    run.report = jobs::InferenceJob(plan).run([&](const jobs::RunStats& stats) { watch.observe(stats); });
    if (run.report.outcome != Outcome::Succeeded)
        return fail(
            run.report.error.value_or(Error{ErrorCode::Internal, QStringLiteral("The run did not end")}));
    run.failed = run.report.stats.failed;
    if (run.failed == run.report.stats.done)
        return fail(ErrorCode::Corrupt, run.report.problems.front().message);
    watch.fill(run);
    return run;
}

} // namespace badcase::probe
