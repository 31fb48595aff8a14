// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a model said of one sample.

#include "inference/core/class_map.h"
#include "inference/core/label.h"

#include <cstdint>
#include <span>
#include <vector>

namespace badcase {

/// How a run's class probabilities were made: softmax rows sum to 1, sigmoid values are independent.
enum class Activation { Softmax, Sigmoid };

/// Classification and multi-label: probabilities (never logits) in schema order, as float32.
struct ClassPrediction {
    std::vector<float> probabilities;
    std::vector<float> embedding = {}; ///< empty when the model has none
};

/// Segmentation at the sample's native size.
/// - softmax over classes: `decision` = argmax, `probability` = round(255 * p) of the decided class
/// - one sigmoid channel: `probability` = round(255 * p of class 1); decision is p >= 0.5 <=> value >= 128
struct MaskPrediction {
    Activation activation = Activation::Softmax;
    ClassMap decision;
    ClassMap probability;
};

/// The index of the largest value, the lowest index at ties (as numpy.argmax); kNoClass when empty.
ClassIndex argmax(std::span<const float> values);

/// The decision of a prediction: argmax, or every class with p >= 0.5 for multi-label.
LabelSet decide(std::span<const float> probabilities, Activation activation);

/// The decision map of a mask prediction under its plain rule: the stored argmax, or p >= 0.5 for one sigmoid channel.
ClassMap decisionMap(const MaskPrediction& prediction);

} // namespace badcase
