// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A loaded model together with what its card says: batches of prepared inputs in, one outcome per sample
/// out.

#include "inference/engine/backend.h"
#include "inference/engine/postprocess.h"
#include "inference/engine/preprocess.h"

#include <memory>
#include <span>
#include <vector>

namespace badcase::engine {

/// One sample's share of a forward pass. Shares the batch's tensors.
struct OutputSlice {
    std::shared_ptr<const std::vector<Tensor>> outputs;
    int index = 0;

    std::size_t bytes() const; ///< this sample's part of the tensors
};

/// Used by the thread that loaded the model, as LoadedModel is.
class InferenceModel {
public:
    InferenceModel(std::unique_ptr<LoadedModel> model, std::shared_ptr<const Postprocessor> post);

    const Postprocessor& postprocessor() const { return *m_post; }
    LoadedModel& model() { return *m_model; }

    /// Runs inputs that fit one batch (PreparedInput::fitsBatchOf). A batch that does not fit the memory
    /// (TooLarge) is halved until it does; a batch that fails for any other reason is run sample by sample,
    /// so that a bad sample fails alone. Errors name the sample. Inputs are left as they were.
    std::vector<Result<OutputSlice>> forward(std::span<PreparedInput> inputs);

    /// forward() and post-processing.
    std::vector<Result<Prediction>> run(std::span<PreparedInput> inputs);

    /// The largest batch that is not known to be too large. Falls when memory runs out, never rises.
    int batchLimit() const { return m_batchLimit; }

private:
    Result<std::shared_ptr<const std::vector<Tensor>>> forwardOnce(std::span<PreparedInput> inputs);
    void forwardPart(std::span<PreparedInput> inputs, std::vector<Result<OutputSlice>>& results);

    std::unique_ptr<LoadedModel> m_model;
    std::shared_ptr<const Postprocessor> m_post;
    int m_batchLimit;
};

} // namespace badcase::engine
