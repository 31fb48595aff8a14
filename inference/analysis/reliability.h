// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A reliability diagram: how often what was said to be so probable was so, with bins of equal width or of
/// equally many samples.

#include "inference/analysis/calibration.h"
#include "inference/analysis/interval.h"

#include <span>
#include <vector>

namespace badcase::analysis {

enum class BinRule {
    EqualWidth, ///< (lo, hi] as Calibration has them; some may be empty
    EqualMass,  ///< parts of the sorted probabilities, none empty; lo and hi are the least and the largest in
                ///< it
};

/// One statement of a model: the probability that it gave, and whether that came true.
struct Statement {
    double probability = 0; ///< in [0, 1]
    bool cameTrue = false;
};

struct Reliability {
    std::vector<ReliabilityBin> bins; ///< from left to right
    qint64 count = 0;
    double expectedError = 0; ///< sum over bins of share * |frequency - mean probability|; NaN when empty
    double largestError = 0;  ///< of the bins that are not empty; NaN when there is none
    double bias =
        0; ///< mean probability - frequency: above 0 too sure, below not sure enough; NaN when empty
};

/// `bins`: 1 or more. Equal mass cuts where numpy.array_split does (the first parts are the larger ones) and
/// then moves each cut behind the probabilities that are equal there, so that no order among equal ones
/// matters and nothing equal is told apart; there can be fewer bins than asked for. The order of `statements`
/// changes nothing. Equal width O(N), equal mass O(N log N).
Reliability reliability(std::span<const Statement> statements, BinRule rule,
                        int bins = Calibration::kDefaultBins);

/// Mean of (probability - came true)^2: Brier's score of one question, 0 (best) to 1; NaN when empty.
double brierScore(std::span<const Statement> statements);

/// Wilson's 95 % interval for the frequency behind a bin; [0, 1] for an empty one.
Interval frequencyInterval(const ReliabilityBin& bin);

} // namespace badcase::analysis
