// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The threads that do the work of a run.
///
/// On the CPU, each lane owns a copy of the model with one intra-op thread and takes a sample all the way
/// from its file to its prediction. That scales better than one model with many intra-op threads, whose small
/// layers leave cores idle, and decoding fills no core's pauses because there are none. On a device one lane
/// owns the model and helpers decode and post-process around it. A model of a server has a lane for each
/// request that may be under way, each of which does everything else too, as on the CPU.

#include "inference/engine/inference_model.h"
#include "inference/jobs/run_types.h"
#include "inference/jobs/stage_clock.h"
#include "inference/jobs/work_board.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace badcase::jobs {

/// What the lanes say of loading their models, which of these are at work, and which threads have ended. Thread-safe.
class LaneRegister {
public:
    struct State {
        int ready = 0;
        int failed = 0;
        std::optional<Error> error; ///< of the first that failed
        engine::DeviceInfo device;  ///< of the first that is ready
        int threads = 0;
        int copies = 0; ///< LoadedModel::copies() of the first
        QString notice;
    };
    /// interrupt() knows the model until gone(), which comes before it is destroyed.
    void ready(engine::LoadedModel& model);
    void gone(const engine::LoadedModel& model);
    void failed(const Error& error);
    State state() const;
    /// Waits until a lane is ready or has failed, or `patience` is over.
    State waitForFirst(std::chrono::milliseconds patience);
    /// Ends the passes that are under way, where the models can do that.
    void interrupt();
    /// Said by every thread of the run at its end.
    void ended();
    /// Waits until so many have, or `patience` is over.
    bool waitUntilEnded(std::size_t threads, std::chrono::milliseconds patience);
    /// Held while a model is loaded: loaders need not be thread-safe.
    std::mutex& loading() { return m_loading; }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::mutex m_loading;
    State m_state;
    std::vector<engine::LoadedModel*> m_models;
    std::size_t m_ended = 0;
};

/// Shared by all threads of a run; outlives them.
struct RunContext {
    RunContext(const RunPlan& runPlan, std::shared_ptr<const engine::Postprocessor> postprocessor)
        : plan(runPlan), post(std::move(postprocessor)), board(runPlan.options.memoryBytes)
    {}
    const RunPlan& plan;
    std::shared_ptr<const engine::Postprocessor> post;
    WorkBoard board;
    StageClock clock;
    LaneRegister lanes;
};

bool isCpu(const engine::DeviceInfo& device);

/// Whether a lane with such a model takes samples all the way; else helpers do what is not the model's.
inline bool takesSamplesWhole(const engine::DeviceInfo& device, int copies)
{
    return copies > 0 || isCpu(device);
}

/// The body of a lane's thread: loads the model with `threads` intra-op threads and works until the board has
/// no more. Never throws.
void runLane(RunContext& context, int threads);

/// The body of a helper's thread beside the lane of a device. Never throws.
void runHelper(RunContext& context);

} // namespace badcase::jobs
