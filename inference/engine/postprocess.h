// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// From a model's outputs to predictions: activation, class order of the project, and for masks the way back
/// to the picture's own size.

#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/engine/backend.h"
#include "inference/engine/model_card.h"
#include "inference/engine/preprocess.h"

#include <span>
#include <variant>
#include <vector>

namespace badcase::engine {

using Prediction = std::variant<ClassPrediction, MaskPrediction>;

/// What a model says of a sample and along its time: of each frame or row of features, or of equal parts.
struct ClipPrediction {
    ClassPrediction whole;
    int rows = 0;
    std::vector<float> values = {}; ///< probabilities, rows x classes of the project
};

/// What a run does with outputs. Immutable and thread-safe: post-processing needs no model and can run
/// anywhere.
class Postprocessor {
public:
    /// `toSchema[i]` is the project's class of the model's class i: all valid and different. Classes of the
    /// project that the model lacks get probability 0. InvalidArgument for a mapping that does not fit the
    /// card.
    static Result<Postprocessor> create(const ModelCard& card, std::vector<ClassIndex> toSchema,
                                        int schemaSize);

    const ModelCard& card() const { return m_card; }

    /// Backend, with the shape that was expected, when the outputs of a batch of `samples` are not what the
    /// card promises.
    Result<void> check(const std::vector<Tensor>& outputs, int samples) const;

    /// Sample `index` of outputs that passed check(). Backend, naming the sample, when its outputs are not
    /// finite.
    Result<Prediction> read(const std::vector<Tensor>& outputs, int index, const PreparedInput& input) const;
    Result<Prediction> read(const std::vector<Tensor>& outputs, int index, const Geometry& geometry,
                            const QString& name) const;

    /// The same with the scores along time that the card names. `places`: how many places along time are not filled
    /// up; frames beyond are left out (parts of the time are all there). Without logits of the whole, its
    /// probabilities are the means.
    Result<ClipPrediction> readClip(const std::vector<Tensor>& outputs, int index, int places,
                                    const QString& name) const;

private:
    Postprocessor() = default;
    std::vector<float> classify(const float* logits) const;
    Result<void> checkFinite(std::span<const float> values, const QString& name) const;
    Result<ClassPrediction> readWhole(const std::vector<Tensor>& outputs, int index, const QString& name) const;

    ModelCard m_card;
    std::vector<ClassIndex> m_toSchema;
    int m_schemaSize = 0;
};

/// One sample's score maps as the model gave them.
struct ScoreMaps {
    const float* values = nullptr; ///< C x H x W, finite
    int channels = 0;
    int height = 0;
    int width = 0;
};

/// Decides every pixel of the picture. With one sigmoid channel and the mapping {0, 1} the result is in the
/// sigmoid form of MaskPrediction; otherwise `probability` belongs to the decided class. Independent
/// sigmoids: a pixel where no class reaches 0.5 becomes ClassMap::kUnset.
MaskPrediction decideMask(const ScoreMaps& maps, const ModelCard& card,
                          const std::vector<ClassIndex>& toSchema, const Geometry& geometry);

} // namespace badcase::engine
