// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/inference_model.h"

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

namespace badcase::engine {

namespace {

Error namingSample(const Error& error, const QString& sample)
{
    return {error.code, QStringLiteral("%1: %2").arg(sample, error.message), error.detail};
}

} // namespace

std::size_t OutputSlice::bytes() const
{
    std::size_t total = 0;
    for (const Tensor& tensor : *outputs) {
        const auto samples = tensor.shape.empty() ? 1 : std::max<std::int64_t>(1, tensor.shape[0]);
        total += tensor.values.size() * sizeof(float) / static_cast<std::size_t>(samples);
    }
    return total;
}

InferenceModel::InferenceModel(std::unique_ptr<LoadedModel> model, std::shared_ptr<const Postprocessor> post)
    : m_model(std::move(model)), m_post(std::move(post)), m_batchLimit(std::numeric_limits<int>::max())
{}

namespace {

/// Input `at` of every sample, one behind the other. A lone sample's is lent (the caller gives it back): a copy of a
/// large picture would cost as much as its preprocessing.
Tensor stacked(std::span<PreparedInput> inputs, std::size_t at)
{
    Tensor& first = inputs.front().tensors[at];
    Tensor batch;
    batch.shape.push_back(static_cast<std::int64_t>(inputs.size()));
    batch.shape.insert(batch.shape.end(), first.shape.begin(), first.shape.end());
    if (inputs.size() == 1) {
        batch.values = std::move(first.values);
        batch.integers = std::move(first.integers);
        return batch;
    }
    batch.values.reserve(first.values.size() * inputs.size());
    batch.integers.reserve(first.integers.size() * inputs.size());
    for (const PreparedInput& input : inputs) {
        const Tensor& tensor = input.tensors[at];
        batch.values.insert(batch.values.end(), tensor.values.begin(), tensor.values.end());
        batch.integers.insert(batch.integers.end(), tensor.integers.begin(), tensor.integers.end());
    }
    return batch;
}

void giveBack(std::vector<Tensor>& batch, PreparedInput& lone)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        lone.tensors[i].values = std::move(batch[i].values);
        lone.tensors[i].integers = std::move(batch[i].integers);
    }
}

} // namespace

Result<std::shared_ptr<const std::vector<Tensor>>>
InferenceModel::forwardOnce(std::span<PreparedInput> inputs)
{
    std::vector<Tensor> batch;
    try {
        for (std::size_t i = 0; i < inputs.front().tensors.size(); ++i)
            batch.push_back(stacked(inputs, i));
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::TooLarge,
                    QStringLiteral("a batch of %1 does not fit the memory").arg(inputs.size()));
    }
    auto outputs = m_model->forward(batch);
    if (inputs.size() == 1)
        giveBack(batch, inputs.front());
    if (!outputs)
        return fail(std::move(outputs).error());
    BADCASE_TRY(m_post->check(*outputs, static_cast<int>(inputs.size())));
    return std::make_shared<const std::vector<Tensor>>(std::move(*outputs));
}

void InferenceModel::forwardPart(std::span<PreparedInput> inputs, std::vector<Result<OutputSlice>>& results)
{
    const auto limit = static_cast<std::size_t>(m_batchLimit);
    if (inputs.size() > limit) {
        for (std::size_t at = 0; at < inputs.size(); at += limit)
            forwardPart(inputs.subspan(at, std::min(limit, inputs.size() - at)), results);
        return;
    }
    auto outputs = forwardOnce(inputs);
    if (outputs) {
        for (int i = 0; i < static_cast<int>(inputs.size()); ++i)
            results.push_back(OutputSlice{*outputs, i});
        return;
    }
    if (inputs.size() == 1) {
        results.push_back(fail(namingSample(outputs.error(), inputs.front().name)));
        return;
    }
    if (outputs.error().code == ErrorCode::Cancelled) { // the model was interrupted; single samples would be in vain
        for (const PreparedInput& input : inputs)
            results.push_back(fail(namingSample(outputs.error(), input.name)));
        return;
    }
    if (outputs.error().code == ErrorCode::TooLarge) {
        m_batchLimit = static_cast<int>((inputs.size() + 1) / 2);
        forwardPart(inputs, results);
        return;
    }
    for (std::size_t i = 0; i < inputs.size(); ++i)
        forwardPart(inputs.subspan(i, 1), results);
}

std::vector<Result<OutputSlice>> InferenceModel::forward(std::span<PreparedInput> inputs)
{
    std::vector<Result<OutputSlice>> results;
    results.reserve(inputs.size());
    if (!inputs.empty())
        forwardPart(inputs, results);
    return results;
}

std::vector<Result<Prediction>> InferenceModel::run(std::span<PreparedInput> inputs)
{
    std::vector<Result<Prediction>> predictions;
    predictions.reserve(inputs.size());
    const auto slices = forward(inputs);
    for (std::size_t i = 0; i < slices.size(); ++i) {
        if (slices[i])
            predictions.push_back(m_post->read(*slices[i]->outputs, slices[i]->index, inputs[i]));
        else
            predictions.push_back(fail(slices[i].error()));
    }
    return predictions;
}

} // namespace badcase::engine
