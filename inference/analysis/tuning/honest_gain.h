// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What is to be said of tuning that was tried on samples it had not seen.

#include "inference/analysis/interval.h"

#include <vector>

namespace badcase::analysis {

/// Differences of an objective to that without tuning.
struct HonestGain {
    double inSample = 0; ///< on the samples that were tuned on: always flatters
    double heldOut = 0;  ///< on samples that were not: what to expect
    Interval interval;   ///< of heldOut
};

enum class Advice {
    Keep,       ///< a number for each class pays
    TauOnly,    ///< one number for all classes pays; one for each adds nothing that is sure
    NotWorthIt, ///< no gain that is sure
};

/// Held-out gains of one way of tuning.
struct GainDraws {
    std::vector<double>
        repeats; ///< all samples, cut into folds anew each time: the rules differ, the samples do not
    std::vector<double>
        rounds; ///< bootstrap: the samples differ, the rules do not; each the mean over the repeats

    GainDraws operator-(const GainDraws& other) const; ///< draw by draw: both must come from the same samples
};

/// heldOut is the mean over the repeats. The interval is the bootstrap's, put around it, and wider by what
/// the rules themselves vary (the variance between repeats): what is handed out is one such rule, not the
/// mean of several. inSample is left for the caller.
HonestGain honestGain(const GainDraws& draws, double confidence);

/// Keep when perClass lies above 0 for sure and either overCommon does or common does not; else TauOnly when
/// common lies above 0 for sure. "For sure": the whole interval.
Advice adviceOn(const HonestGain& perClass, const HonestGain& common, const HonestGain& overCommon);

} // namespace badcase::analysis
