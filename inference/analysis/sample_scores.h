// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Figures of one sample that its list is sorted by. Worst first means: loss falling, the others rising.

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/segmentation_score.h"
#include "inference/core/label.h"
#include "inference/core/prediction.h"

#include <span>

namespace badcase::analysis {

/// Classification (softmax), K classes:
/// - loss: -log p[label], p clipped to [2^-52, 1 - 2^-52]
/// - margin: p[label] - the largest other p, in [-1, 1]; negative = decided otherwise
/// - topMargin: largest p - second largest, in [0, 1]; needs no label
/// - confidence: the largest p
/// Multi-label (sigmoid):
/// - loss: mean over classes of the binary cross entropy, clipped likewise
/// - margin: the smallest over classes of +-(2 p - 1), + for classes in the label; negative = one class is
/// wrong
/// - topMargin: the smallest |2 p - 1|: how near the nearest class is to being decided otherwise
/// - confidence: mean over classes of max(p, 1 - p)
/// Without a label, loss and margin are kUndefined. A lone class has no rival, which counts as p = 0.
struct SampleScores {
    double loss = kUndefined;
    double margin = kUndefined;
    double topMargin = kUndefined;
    double confidence = kUndefined;
};

/// O(K). `label`: nullopt when the sample is not labelled; an empty set is "no label" for softmax and "none
/// of them" for sigmoid. InvalidArgument: no probabilities, one that is not a number, a label outside them.
Result<SampleScores> sampleScores(std::span<const float> probabilities, const std::optional<LabelSet>& label,
                                  Activation activation);

/// Segmentation: of one image, from its pixel counts.
struct MaskScores {
    double iou = kUndefined;  ///< mean over the classes defined in this image
    double dice = kUndefined; ///< likewise
    double loss = kUndefined; ///< 1 - iou, so that "sort by loss" means the same for masks
};
MaskScores maskScores(const ConfusionCounts& image, const SegmentationRules& rules);

/// How sure the model was of an image: the mean probability of the decided class over all pixels, in [0.5, 1]
/// for a sigmoid mask and [1/K, 1] for softmax (up to the 8 bits it is stored in); kUndefined for a null map.
double maskConfidence(const MaskPrediction& prediction);

} // namespace badcase::analysis
