// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What each member of a mix is worth: alone, and beside the others. And which of them to keep. Any thread.

#include "inference/analysis/interval.h"
#include "inference/analysis/tuning/class_mixer.h"
#include "inference/core/cancel.h"

namespace badcase::analysis {

/// F1 of a class that falls.
struct WorseClass {
    ClassIndex index = kNoClass;
    qint64 support = 0;
    double before = 0;
    double after = 0;
};
/// Those that lose, most first.
std::vector<WorseClass> worseClasses(const ClassMixSet& set, const MixDecisions& before, const MixDecisions& after);

struct MemberRow {
    double alone = 0;           ///< the objective of its own decisions
    double gainWhenAdded = 0;   ///< the mix less the mix without it; 0 for a member of weight 0; kUndefined for the
                                ///< only one that has a weight
    FlipCounts flipsWhenAdded;  ///< from the mix without it to the mix
    std::vector<WorseClass> worse = {}; ///< of that step
};

struct MemberTable {
    double mixed = 0; ///< the objective with the weights asked for
    std::vector<MemberRow> members;
};

/// areMixWeights(). Costs two decisions of the set a member.
MemberTable memberTable(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                        std::span<const double> weights);

/// The gain of one list of decisions over another, and how sure it is: the samples are drawn anew, stratified by label,
/// and both are scored on the same draw.
struct PairedGain {
    double gain = 0;
    Interval interval;
    double likelihood = 0; ///< share of the draws with a gain above 0: P(gain > 0)
};

struct GainRules {
    int rounds = 400;
    double confidence = 0.9; ///< of the interval, two-sided
    quint64 seed = 1;
};

/// Cancelled: what is drawn by then counts.
PairedGain pairedGain(const ClassMixSet& set, const MixObjective& objective, const MixDecisions& before,
                      const MixDecisions& after, const GainRules& rules, const CancelToken& cancel = {});

/// One step of the selection: the best of the members that are left.
struct SelectionStep {
    std::size_t member = 0;
    double value = 0; ///< of the mix with it
    PairedGain gain;  ///< over the mix before
    bool kept = false;
};

struct MemberSelection {
    double start = 0;                 ///< the objective of the first member alone
    std::vector<std::size_t> members; ///< kept, in the order of their choice
    std::vector<SelectionStep> steps; ///< the last one is the first that was left out, if any was
};

/// Starts with `first` and adds, as long as P(gain > 0) exceeds `sure`, the member that brings most; each counts with its
/// own weight, which must be above 0. That the best of several is taken flatters P a little. Cancelled.
Result<MemberSelection> selectMembers(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                                      std::span<const double> weights, std::size_t first, const GainRules& rules,
                                      const CancelToken& cancel, double sure = 0.9);

} // namespace badcase::analysis
