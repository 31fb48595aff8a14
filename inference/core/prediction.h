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

/// The probabilities of every pixel in 8 bits, round(255 * p), so that several answers can be mixed later without a
/// model: of one sigmoid channel one plane (class 1), else a plane for each class of the project, in its order.
struct MaskPlanes {
    QSize size;
    int count = 0;    ///< planes
    QByteArray bytes; ///< count x height x width

    bool isNull() const { return bytes.isEmpty(); }
    bool operator==(const MaskPlanes&) const = default;
};

/// The index of the largest value, the lowest index at ties (as numpy.argmax); kNoClass when empty.
ClassIndex argmax(std::span<const float> values);

/// The decision of a prediction: argmax, or every class with p >= 0.5 for multi-label.
LabelSet decide(std::span<const float> probabilities, Activation activation);

/// The decision map of a mask prediction under its plain rule: the stored argmax, or p >= 0.5 for one sigmoid channel.
ClassMap decisionMap(const MaskPrediction& prediction);

} // namespace badcase
