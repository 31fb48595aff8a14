// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/lane.h"

#include "inference/jobs/batch_size.h"
#include "inference/jobs/model_doubt.h"
#include "inference/jobs/picture_pass.h"
#include "inference/jobs/sample_steps.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <algorithm>
#include <chrono>
#include <ctime>
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

constexpr int kServerBatch = 8; ///< several are under way, and each travels

/// Small pictures gain on the CPU, large ones only spoil the caches: 128 x 128 pixels take 11.2 ms alone and 7.9 ms among
/// eight (LibTorch 2.11), 58 and 8 ms with Debian's 1.13, which computes a lone one without oneDNN.
constexpr int kCpuBatch = 1;
constexpr BatchSize::Search kCpuSearch{.factor = 8, .largest = 8, .worthwhile = 0.85};
constexpr int kDeviceBatch = 32;
constexpr BatchSize::Search kDeviceSearch{.factor = 2, .largest = 256, .worthwhile = 0.97};

BatchSize batchSizeFor(const RunOptions& options, engine::LoadedModel& model)
{
    if (options.batch > 0)
        return BatchSize(options.batch);
    if (model.copies() > 0)
        return BatchSize(kServerBatch);
    return isCpu(model.device()) ? BatchSize(kCpuBatch, kCpuSearch) : BatchSize(kDeviceBatch, kDeviceSearch);
}

/// Of this thread: with one intra-op thread that is the work of a pass, whatever else the machine does.
double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// What a pass cost: the work of this thread, or the time where something else does the work (a device, another process).
double costOf(double work, double seconds)
{
    return work > seconds / 10 ? work : seconds;
}

/// The thread that owns a model.
class Lane {
public:
    Lane(RunContext& context, std::unique_ptr<engine::LoadedModel> model)
        : m_context(context),
          m_whole(takesSamplesWhole(model->device(), model->copies())),
          m_model(std::move(model), context.post),
          m_batch(batchSizeFor(context.plan.options, m_model.model()))
    {}
    ~Lane() { m_context.lanes.gone(m_model.model()); }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    void run()
    {
        if (m_whole)
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
            for (const WaitingSample& sample : waiting) {
                if (m_context.board.isStopped())
                    return;
                prepareSample(m_context, sample, [this](PreparedSample input) { put(std::move(input)); });
            }
            for (auto& batch : std::exchange(m_gathering, {}))
                runBatch(std::move(batch));
        }
    }

    /// No more than a batch of each shape is held.
    void put(PreparedSample input)
    {
        auto fitting = std::ranges::find_if(m_gathering, [&](const auto& batch) {
            return input.input.fitsBatchOf(batch.front().input);
        });
        if (fitting == m_gathering.end())
            fitting = m_gathering.insert(m_gathering.end(), std::vector<PreparedSample>());
        fitting->push_back(std::move(input));
        if (static_cast<int>(fitting->size()) < m_batch.current(m_model.batchLimit()))
            return;
        auto full = std::move(*fitting);
        m_gathering.erase(fitting);
        runBatch(std::move(full));
    }

    void runBatch(std::vector<PreparedSample> samples)
    {
        if (m_context.board.isStopped())
            return;
        for (const ForwardedSample& sample : forward(std::move(samples)))
            postprocess(m_context, sample);
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
        const double work = processorSeconds();
        auto slices = m_model.forward(inputs);
        const auto time = std::chrono::steady_clock::now() - start;
        const double seconds = std::chrono::duration<double>(time).count();
        m_context.clock.add(Stage::Forward, time);
        m_batch.observe(inputs.size(), seconds, costOf(processorSeconds() - work, seconds));
        std::vector<ForwardedSample> done;
        done.reserve(samples.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            samples[i].input = std::move(inputs[i]);
            const PreparedSample& sample = samples[i];
            if (slices[i])
                done.push_back({sample.number, sample.id, sample.input.name, sample.input.geometry,
                                std::move(*slices[i]), sample.parts, sample.part});
            else if (slices[i].error().code == ErrorCode::Cancelled)
                m_context.board.stop(); // interrupted: the sample is as if never begun
            else
                modelFailed(m_context, sample, slices[i].error());
        }
        if (auto reason = m_doubt.observe(m_model, samples, slices))
            m_context.board.abort(*reason);
        return done;
    }

    RunContext& m_context;
    bool m_whole;
    engine::InferenceModel m_model;
    ModelDoubt m_doubt;
    BatchSize m_batch;
    std::vector<std::vector<PreparedSample>> m_gathering; ///< inputs of one shape each, less than a batch
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

/// A long video has more frames, and a large picture more windows, than fit the memory: each input waits for room,
/// and outputs are read meanwhile.
void helpWithParts(RunContext& context, const WaitingSample& sample)
{
    prepareSample(context, sample, [&](PreparedSample input) {
        while (const auto forwarded = context.board.waitForRoom())
            postprocess(context, *forwarded);
        context.board.putPrepared(std::move(input));
    });
}

void help(RunContext& context)
{
    for (;;) {
        auto work = context.board.takeHelperWork();
        if (const auto* waiting = std::get_if<WaitingSample>(&work)) {
            if (isOneInput(context, *waiting))
                prepareSample(context, *waiting,
                              [&](PreparedSample input) { context.board.putPrepared(std::move(input)); });
            else
                helpWithParts(context, *waiting);
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

void LaneRegister::ready(engine::LoadedModel& model)
{
    const std::lock_guard lock(m_mutex);
    m_models.push_back(&model);
    if (m_state.ready++ == 0) {
        m_state.device = model.device();
        m_state.threads = model.threads();
        m_state.copies = model.copies();
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

void LaneRegister::gone(const engine::LoadedModel& model)
{
    const std::lock_guard lock(m_mutex);
    std::erase(m_models, &model);
}

LaneRegister::State LaneRegister::waitForFirst(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, patience, [&] { return m_state.ready + m_state.failed > 0; });
    return m_state;
}

void LaneRegister::interrupt()
{
    const std::lock_guard lock(m_mutex);
    for (engine::LoadedModel* model : m_models)
        model->interrupt();
}

void LaneRegister::ended()
{
    const std::lock_guard lock(m_mutex);
    ++m_ended;
    m_changed.notify_all();
}

bool LaneRegister::waitUntilEnded(std::size_t threads, std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, patience, [&] { return m_ended >= threads; });
}

bool isCpu(const engine::DeviceInfo& device)
{
    return device.id == QStringLiteral("cpu");
}

void runLane(RunContext& context, int threads)
{
    const auto end = qScopeGuard([&] { context.lanes.ended(); });
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
    const auto end = qScopeGuard([&] { context.lanes.ended(); });
    lowerPriority(context.plan.options);
    orAbort(context, [&] { help(context); });
}

} // namespace badcase::jobs
