// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Several predictions of one sample made one: views of test-time augmentation, models of an ensemble. All
/// work on probabilities in one and the same order of classes and, for masks, one orientation and size. Sums
/// are made in double. One object a thread.

#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/engine/probability_maps.h"

#include <QSize>
#include <QString>

#include <cstdint>
#include <span>
#include <vector>

namespace badcase::engine {

/// With weights w of sum 1, per class:
///
/// - Mean: sum w p.
/// - GeometricMean: prod p^w, normalised: for softmax over the classes, which is softmax(sum w log p); for
///   sigmoid against prod (1 - p)^w.
/// - LogitMean: the mean of the logits. For sigmoid sigmoid(sum w logit p). Softmax logits are log p and a
/// constant
///   that softmax drops. So it is the same as the normalised geometric mean in both cases; both names are
///   known because people ask for both.
/// - Max: the largest p, whatever the weights (but see weight 0); for softmax divided by the sum over the
/// classes.
///
/// Logarithms are taken of p (and of 1 - p) not below kProbabilityFloor, so a view that is sure is outvoted
/// rather than obeyed, and a class that no view gives any probability ends near the floor rather than at 0.
enum class MergeMode { Mean, GeometricMean, LogitMean, Max };

inline constexpr double kProbabilityFloor = 1e-7;

/// "mean", "gmean", "logit", "max". InvalidArgument lists them.
Result<MergeMode> parseMergeMode(const QString& text);
QString mergeModeToText(MergeMode mode);

/// Weights with sum 1. A view of weight 0 does not count at all, for the maximum neither. InvalidArgument
/// when one is negative or not finite, or none is above 0.
Result<std::vector<double>> normalisedWeights(std::vector<double> weights);
std::vector<double> equalWeights(int views);

/// Merges class probabilities. The views are kept and added up in the order of their numbers, so the order in
/// which they arrive does not change a bit of the result.
class ClassMerger {
public:
    /// `weights`, one a view, are those of normalisedWeights().
    ClassMerger(MergeMode mode, Activation activation, std::vector<double> weights);
    /// Every view whose weight is not 0 once, all of one length.
    void add(int view, std::span<const float> probabilities);
    std::vector<float> result() const;

private:
    MergeMode m_mode;
    Activation m_activation;
    std::vector<double> m_weights;
    std::vector<std::vector<float>> m_views;
};

/// Merges maps as they come and keeps none: 8 bytes a channel and pixel, and 4 more for the result. Two
/// orders of arrival give values that differ by one float step at most. The mean of equal maps is that map to
/// the bit when the weights are equal and a power of two, otherwise to 1e-6.
class MapMerger {
public:
    /// `weights` as for ClassMerger.
    MapMerger(MergeMode mode, Activation activation, std::vector<double> weights);
    /// Every view whose weight is not 0 once, in the picture's orientation, all of one size.
    void add(int view, const ProbabilityMaps& maps);
    /// Ends the merge and frees what it held.
    ProbabilityMaps result();

private:
    MergeMode m_mode;
    Activation m_activation;
    std::vector<double> m_weights;
    int m_channels = 0;
    QSize m_size;
    std::vector<double> m_sums;
};

/// Merges stored maps, q = round(255 p): as above on q / 255, quantised again, halves upwards. Each view
/// holds `channels` planes one after the other, as does `out`; all have one length. Softmax needs the planes
/// of all classes (the stored probability of the decided class alone says nothing of the others); sigmoid
/// planes are independent, and `channels` does not matter. The mean of equal maps is that map.
void mergeBytes(MergeMode mode, Activation activation, std::span<const double> weights,
                std::span<const std::span<const std::uint8_t>> views, int channels,
                std::span<std::uint8_t> out);

} // namespace badcase::engine
