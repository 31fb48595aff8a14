// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/lane.h"

#include "inference/jobs/sample_steps.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>
#include <utility>

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace badcase::jobs {

namespace {

struct LaneText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Lane)
};

constexpr int kCpuBatch = 1;     ///< larger batches only spoil the caches
constexpr int kDeviceBatch = 32; ///< halved when it does not fit
constexpr double kMaxBatchSeconds = 0.5;

/// A batch is the shortest time a cancel can take, so slow models get smaller ones than were asked for.
class BatchSize {
public:
    explicit BatchSize(int wanted) : m_wanted(wanted) {}
    int current(int limit) const { return std::max(1, std::min({m_wanted, m_affordable, limit})); }
    void observe(std::size_t samples, double seconds)
    {
        if (samples > 0 && seconds > 0.0)
            m_affordable = static_cast<int>(
                std::clamp(kMaxBatchSeconds * static_cast<double>(samples) / seconds, 1.0, 65536.0));
    }

private:
    int m_wanted;
    int m_affordable = 65536;
};

/// The thread that owns a model.
class Lane {
public:
    Lane(RunContext& context, std::unique_ptr<engine::LoadedModel> model)
        : m_context(context),
          m_onCpu(isCpu(model->device())),
          m_model(std::move(model), context.post),
          m_batch(context.plan.options.batch > 0 ? context.plan.options.batch
                  : m_onCpu                      ? kCpuBatch
                                                 : kDeviceBatch)
    {}

    void run()
    {
        if (m_onCpu)
            runWhole();
        else
            runModelOnly();
    }

private:
    void runWhole()
    {
        for (;;) {
            const auto waiting = m_context.board.takeWaiting(m_batch.current(m_model.batchLimit()));
            if (waiting.empty())
                return;
            std::vector<std::vector<PreparedSample>> batches; // each of one shape
            for (const WaitingSample& sample : waiting) {
                if (m_context.board.isStopped())
                    return;
                if (sample.sample.kind == SampleKind::Video) {
                    runVideo(sample);
                } else if (auto prepared = prepareOrFinish(m_context, sample)) {
                    const auto fitting = std::ranges::find_if(batches, [&](const auto& batch) {
                        return prepared->input.fitsBatchOf(batch.front().input);
                    });
                    auto& batch = fitting == batches.end() ? batches.emplace_back() : *fitting;
                    batch.push_back(std::move(*prepared));
                }
            }
            for (auto& batch : batches) {
                if (m_context.board.isStopped())
                    return;
                runBatch(std::move(batch));
            }
        }
    }

    void runBatch(std::vector<PreparedSample> samples)
    {
        for (const ForwardedSample& sample : forward(std::move(samples)))
            postprocess(m_context, sample);
    }

    /// Batches of frames of one shape; no more than one batch is held.
    void runVideo(const WaitingSample& video)
    {
        std::vector<PreparedSample> frames;
        prepareVideo(m_context, video, [&](PreparedSample frame) {
            if (!frames.empty() && !frame.input.fitsBatchOf(frames.front().input))
                runBatch(std::exchange(frames, {}));
            frames.push_back(std::move(frame));
            if (static_cast<int>(frames.size()) >= m_batch.current(m_model.batchLimit()))
                runBatch(std::exchange(frames, {}));
        });
        if (!frames.empty() && !m_context.board.isStopped())
            runBatch(std::move(frames));
    }

    void runModelOnly()
    {
        for (;;) {
            auto batch = m_context.board.takeBatch(m_batch.current(m_model.batchLimit()));
            if (batch.empty())
                return;
            for (ForwardedSample& sample : forward(std::move(batch)))
                m_context.board.putForwarded(std::move(sample));
        }
    }

    /// Samples that the model failed for are finished; the others are returned.
    std::vector<ForwardedSample> forward(std::vector<PreparedSample> samples)
    {
        std::vector<engine::PreparedInput> inputs;
        inputs.reserve(samples.size());
        for (PreparedSample& sample : samples)
            inputs.push_back(std::move(sample.input));
        const auto start = std::chrono::steady_clock::now();
        auto slices = m_model.forward(inputs);
        const auto time = std::chrono::steady_clock::now() - start;
        m_context.clock.add(Stage::Forward, time);
        m_batch.observe(inputs.size(), std::chrono::duration<double>(time).count());
        std::vector<ForwardedSample> done;
        done.reserve(samples.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            samples[i].input = std::move(inputs[i]);
            const PreparedSample& sample = samples[i];
            if (slices[i])
                done.push_back({sample.number, sample.id, sample.input.name, sample.input.geometry,
                                std::move(*slices[i]), sample.video, sample.frame});
            else
                modelFailed(m_context, sample, std::move(slices[i]).error());
        }
        return done;
    }

    RunContext& m_context;
    bool m_onCpu;
    engine::InferenceModel m_model;
    BatchSize m_batch;
};

/// Lets the window's thread go first. On Linux, 0 means the calling thread.
void lowerPriority(const RunOptions& options)
{
#ifdef __linux__
    constexpr int kNice = 5;
    if (options.background)
        setpriority(PRIO_PROCESS, 0, kNice);
#else
    Q_UNUSED(options);
#endif
}

/// A long video has more frames than fit the memory: each waits for room, and reads outputs meanwhile.
void helpWithVideo(RunContext& context, const WaitingSample& video)
{
    prepareVideo(context, video, [&](PreparedSample frame) {
        while (const auto forwarded = context.board.waitForRoom())
            postprocess(context, *forwarded);
        context.board.putPrepared(std::move(frame));
    });
}

void help(RunContext& context)
{
    for (;;) {
        auto work = context.board.takeHelperWork();
        if (const auto* waiting = std::get_if<WaitingSample>(&work)) {
            if (waiting->sample.kind == SampleKind::Video)
                helpWithVideo(context, *waiting);
            else if (auto prepared = prepareOrFinish(context, *waiting))
                context.board.putPrepared(std::move(*prepared));
            context.board.decodingDone();
        } else if (const auto* forwarded = std::get_if<ForwardedSample>(&work)) {
            postprocess(context, *forwarded);
        } else {
            return;
        }
    }
}

/// A thread that ends by an exception takes the run with it: the samples it held would be waited for forever.
template <class Work>
void orAbort(RunContext& context, Work&& work)
{
    try {
        work();
    } catch (const std::bad_alloc&) {
        context.board.abort({ErrorCode::TooLarge, LaneText::tr("The memory of this computer is used up")});
    } catch (const std::exception& exception) {
        context.board.abort({ErrorCode::Internal, LaneText::tr("The run ended with an unexpected error"),
                             QString::fromUtf8(exception.what())});
    }
}

} // namespace

void LaneRegister::ready(const engine::LoadedModel& model)
{
    const std::lock_guard lock(m_mutex);
    if (m_state.ready++ == 0) {
        m_state.device = model.device();
        m_state.threads = model.threads();
        m_state.notice = model.notice();
    }
    m_changed.notify_all();
}

void LaneRegister::failed(const Error& error)
{
    const std::lock_guard lock(m_mutex);
    if (m_state.failed++ == 0)
        m_state.error = error;
    m_changed.notify_all();
}

LaneRegister::State LaneRegister::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

LaneRegister::State LaneRegister::waitForFirst()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_state.ready + m_state.failed > 0; });
    return m_state;
}

bool isCpu(const engine::DeviceInfo& device)
{
    return device.id == QStringLiteral("cpu");
}

void runLane(RunContext& context, int threads)
{
    lowerPriority(context.plan.options);
    auto model = guarded(context.plan.card.name, [&]() -> Result<std::unique_ptr<engine::LoadedModel>> {
        const std::lock_guard lock(context.lanes.loading());
        if (context.board.isStopped())
            return fail(ErrorCode::Cancelled, LaneText::tr("The run was stopped"));
        return context.plan.load(threads);
    });
    if (!model) {
        context.lanes.failed(model.error());
        return;
    }
    context.lanes.ready(**model);
    orAbort(context, [&] { Lane(context, std::move(*model)).run(); });
}

void runHelper(RunContext& context)
{
    lowerPriority(context.plan.options);
    orAbort(context, [&] { help(context); });
}

} // namespace badcase::jobs
