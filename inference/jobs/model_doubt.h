// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Whether a model that fails fails because of its inputs.

#include "inference/engine/inference_model.h"
#include "inference/jobs/work_board.h"

#include <optional>
#include <span>
#include <vector>

namespace badcase::jobs {

/// One bad sample never stops a run, and there may be many of them in a row. A device that has gone, or a
/// server that is down, fails for all that follows, and going on would only write down failures that say
/// nothing of the samples. So an input that went well is kept, and after some failures in a row the model is
/// asked for it again.
///
/// Used by the thread that owns the model.
class ModelDoubt {
public:
    static constexpr int kFailures = 8;                        ///< in a row, before the model is asked again
    static constexpr std::size_t kMaxBytes = 64 * 1024 * 1024; ///< of the input that is kept

    /// After each pass, with its inputs (as they were before it) and outcomes. The reason why the run cannot
    /// go on, when the model fails for what it could do before.
    std::optional<Error> observe(engine::InferenceModel& model, std::span<const PreparedSample> samples,
                                 std::span<const Result<engine::OutputSlice>> outcomes);

private:
    std::optional<Error> askAgain(engine::InferenceModel& model, const Error& failure);

    std::optional<engine::PreparedInput> m_known;
    int m_inARow = 0;
};

} // namespace badcase::jobs
