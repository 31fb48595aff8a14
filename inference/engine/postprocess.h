// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// From a model's outputs to predictions: activation, class order of the project, and for masks the way back
/// to the picture's own size.

#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/engine/backend.h"
#include "inference/engine/model_card.h"
#include "inference/engine/mask_steps.h"
#include "inference/engine/preprocess.h"
#include "inference/engine/probability_maps.h"

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

/// What is done with decided masks.
struct MaskFinish {
    std::vector<MaskStep> steps;
    MaskStepContext context;

    /// The mask with the decision that the steps make of it; errors as of applyMaskSteps().
    Result<MaskPrediction> apply(MaskPrediction mask) const;
};

/// What a run does with outputs. Immutable and thread-safe: post-processing needs no model and can run
/// anywhere.
class Postprocessor {
public:
    /// `toSchema[i]` is the project's class of the model's class i: all valid and different. Classes of the
    /// project that the model lacks get probability 0. InvalidArgument for a mapping that does not fit the
    /// card.
    static Result<Postprocessor> create(const ModelCard& card, std::vector<ClassIndex> toSchema,
                                        int schemaSize, MaskFinish finish = {});

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
    /// up; frames beyond are left out (parts of the time are all there), and there may be none beside logits of
    /// the whole. Without those, its probabilities are the means.
    Result<ClipPrediction> readClip(const std::vector<Tensor>& outputs, int index, int places,
                                    const QString& name) const;

    /// Of a mask model: the probabilities of every class at the size of the picture that was shown, as read() finds
    /// them on its way. For models that see a picture in several views or windows.
    Result<ProbabilityMaps> readMaps(const std::vector<Tensor>& outputs, int index, const Geometry& geometry,
                                     const QString& name) const;
    /// What read() makes of such maps.
    Result<MaskPrediction> decide(const ProbabilityMaps& maps) const;
    /// Such maps in 8 bits, to be kept.
    MaskPlanes planes(const ProbabilityMaps& maps) const;

private:
    Postprocessor() = default;
    std::vector<float> classify(const float* logits) const;
    Result<ClassPrediction> readWhole(const std::vector<Tensor>& outputs, int index, const QString& name) const;
    std::span<const float> valuesOf(const std::vector<Tensor>& outputs, int output, int index) const;
    Result<ScoreMaps> scoresOf(const std::vector<Tensor>& outputs, int index, const QString& name) const;
    Error notFinite(const QString& name) const;

    ModelCard m_card;
    std::vector<ClassIndex> m_toSchema;
    int m_schemaSize = 0;
    MaskFinish m_finish;
};

/// Decides every pixel of the picture. With one sigmoid channel and the mapping {0, 1} the result is in the
/// sigmoid form of MaskPrediction; otherwise `probability` belongs to the decided class. Independent
/// sigmoids: a pixel where no class reaches 0.5 becomes ClassMap::kUnset.
MaskPrediction decideMask(const ScoreMaps& maps, const ModelCard& card,
                          const std::vector<ClassIndex>& toSchema, const Geometry& geometry);

} // namespace badcase::engine
