// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Probabilities of pixels in 8 bits, kept so that views and runs can be mixed later without a model. Pure functions,
/// thread-safe.

#include "inference/core/prediction.h"
#include "inference/engine/merge.h"
#include "inference/engine/model_card.h"
#include "inference/engine/probability_maps.h"

#include <vector>

namespace badcase::engine {

/// round(255 * p) of every class of the project: one plane (class 1) for one sigmoid channel that tells class 1 from
/// class 0, else `schemaSize` planes; classes that the model lacks are 0 everywhere.
MaskPlanes maskPlanes(const ProbabilityMaps& maps, const ModelCard& card,
                      const std::vector<ClassIndex>& toSchema, int schemaSize);

/// Such planes of several views or runs, all of one size and number, mixed and quantised again; weights as for
/// mergeBytes(), but not yet normalised. InvalidArgument when no weight is above 0.
Result<MaskPlanes> mergePlanes(const std::vector<MaskPlanes>& planes, const std::vector<double>& weights,
                               MergeMode mode, Activation activation);

/// The decision that such planes make: p >= 0.5 for one plane, else the class of the largest value, the lowest class at
/// ties. Where two classes differ by less than 1/255 it may differ from a decision made from floats.
MaskPrediction decidePlanes(const MaskPlanes& planes);

} // namespace badcase::engine
