// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/stage_costs.h"

#include "inference/jobs/lane.h"

#include <QThread>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <limits>

namespace badcase::probe {

namespace {

constexpr std::array kCpuBatches{1, 8}; ///< that a run tries
constexpr int kDeviceBatch = 32;
constexpr int kWarmUpPasses = 3;

double wallSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Of this thread: what else the machine does is not counted.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Result<double> decodeCost(const PictureSet& pictures, const engine::CardInput& input, double seconds)
{
    const double end = wallSeconds() + seconds;
    const double start = threadSeconds();
    qint64 done = 0;
    std::optional<Error> problem;
    for (qint64 i = 0; wallSeconds() < end || (done == 0 && i < pictures.size()); ++i) {
        auto prepared = pictures.prepare(i, input);
        if (prepared)
            ++done;
        else
            problem = std::move(prepared).error();
    }
    if (done == 0)
        return fail(*problem);
    return (threadSeconds() - start) / static_cast<double>(done);
}

/// Inputs of one shape, as many as a batch takes: the same pictures again where there are too few.
std::vector<engine::PreparedInput> oneBatch(const std::vector<engine::PreparedInput>& inputs, int batch)
{
    std::vector<engine::PreparedInput> same;
    std::ranges::copy_if(inputs, std::back_inserter(same),
                         [&](const auto& input) { return input.fitsBatchOf(inputs.front()); });
    const std::size_t different = same.size();
    for (std::size_t i = 0; static_cast<int>(same.size()) < batch; ++i)
        same.push_back(same[i % different]);
    same.resize(static_cast<std::size_t>(batch));
    return same;
}

std::vector<std::vector<engine::PreparedInput>> batchesOf(const std::vector<engine::PreparedInput>& inputs,
                                                          int batch)
{
    std::vector<std::vector<engine::PreparedInput>> batches;
    if (batch > 1)
        return {oneBatch(inputs, batch)};
    for (const engine::PreparedInput& one : inputs)
        batches.push_back({one});
    return batches;
}

/// The loop over batches; `clock` says which seconds count.
template <class ClockFunction>
Result<double> forwardCost(engine::InferenceModel& model,
                           std::vector<std::vector<engine::PreparedInput>> batches, double seconds,
                           ClockFunction&& clock)
{
    const auto pass = [&](std::size_t i) -> Result<void> {
        auto slices = model.forward(batches[i % batches.size()]);
        for (const auto& slice : slices) {
            if (!slice)
                return fail(slice.error());
        }
        return {};
    };
    for (std::size_t i = 0; i < kWarmUpPasses; ++i)
        BADCASE_TRY(pass(i));
    const double end = wallSeconds() + seconds;
    const double start = clock();
    std::size_t done = 0;
    while (done == 0 || wallSeconds() < end)
        BADCASE_TRY(pass(done++));
    return (clock() - start) / static_cast<double>(done * batches.front().size());
}

} // namespace

Result<StageCosts> measureStages(const ProbeModel& model, const PictureSet& pictures,
                                 const ProbeRequest& request, double seconds)
{
    StageCosts costs;
    costs.cores = std::max(1, QThread::idealThreadCount());
    const engine::CardInput& input = model.card().input;
    BADCASE_ASSIGN(costs.decode, decodeCost(pictures, input, seconds));
    BADCASE_ASSIGN(auto loaded, model.loadWithCard({.precision = request.precision, .threads = 1}));
    costs.onDevice = !jobs::isCpu(loaded->model().device());
    std::vector<int> sizes(kCpuBatches.begin(), kCpuBatches.end());
    if (request.batch > 0 || costs.onDevice)
        sizes = {request.batch > 0 ? request.batch : kDeviceBatch};
    BADCASE_ASSIGN(const auto inputs, pictures.prepareSome(std::max(16, sizes.back()), input));
    costs.forward = std::numeric_limits<double>::infinity();
    for (const int batch : sizes) {
        auto* const clock = costs.onDevice ? wallSeconds : threadSeconds;
        BADCASE_ASSIGN(const double cost, forwardCost(*loaded, batchesOf(inputs, batch),
                                                      seconds / static_cast<double>(sizes.size()), clock));
        if (cost < costs.forward) {
            costs.forward = cost;
            costs.batch = batch;
        }
    }
    return costs;
}

} // namespace badcase::probe
