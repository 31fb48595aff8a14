// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The best threshold of one image without its truth: the one with the largest expected Dice, if the
/// probabilities mean what they say and pixels are independent given them (Dai and Li, "RankSEG: a consistent
/// ranking-based framework for segmentation", arXiv 2206.13086). It often lies below 0.5 for small or
/// doubtful things, which no common threshold allows for. Everything comes from the 256 counts of an image,
/// so its size does not matter. Pure functions, thread-safe.
///
/// Pixels of a mask are right or wrong together, not independently. The ranking of thresholds hardly suffers;
/// the expected values themselves are too sure of large things.

#include "inference/analysis/tuning/mask_overlap.h"

#include <span>

namespace badcase::analysis {

/// Pixels of each 8-bit value. Ignored pixels of a label have no part: there is no label.
using MaskHistogram = std::array<std::uint32_t, kMaskStops>;
MaskHistogram maskHistogram(const ClassMap& probability);

/// What the 256 values mean: q / 255, or calibratedProbabilities(). In [0, 1].
using ValueProbabilities = std::array<double, kMaskStops>;
ValueProbabilities plainProbabilities();

/// Expected Dice of every decision "q >= stop", with S the pixels inside, Y the true ones and n = |S|:
///
///     E[2 |S and Y| / (n + |Y|)] = 2 sum over i in S of p_i * E[1 / (n + 1 + |Y without i|)]
///
/// where E[1 / (m + X)] is the integral over u >= 0 of exp(-u m) E[exp(-u X)], and E[exp(-u X)] the product
/// of (1 - p + p exp(-u)) over the pixels of X. Made numerically, to about 1e-9. When nothing is inside it is
/// kEmptyEmptyScore times the probability that nothing is true. About 1 ms an image with all 256 values.
struct ExpectedDice {
    std::array<double, kMaskStops> score{};
    double ofNothing = 0; ///< of deciding no pixel at all
    int best = 0;         ///< the lowest of the best stops; kMaskStops: nothing is best

    double bestScore() const { return best < kMaskStops ? score[static_cast<std::size_t>(best)] : ofNothing; }
};

/// Of an image without pixels: NaN throughout.
ExpectedDice expectedDice(const MaskHistogram& histogram, const ValueProbabilities& probabilities);

/// Soft Dice confidence (arXiv 2402.10665): 2 sum p [q >= stop] / (sum p + number of q >= stop), a guess of
/// the Dice of a decision that needs no truth and orders images by how good their masks probably are. In [0,
/// 1]; kEmptyEmptyScore when nothing is inside and no probability is above 0, NaN without pixels. O(256).
double softDiceConfidence(const MaskHistogram& histogram, const ValueProbabilities& probabilities, int stop);

} // namespace badcase::analysis
