// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Weights of a mean by maximum likelihood, and what they are worth on samples that they have not seen.

#include "inference/analysis/tuning/class_mixer.h"
#include "inference/analysis/tuning/honest_gain.h"
#include "inference/core/cancel.h"

namespace badcase::analysis {

struct MixtureFit {
    std::vector<double> weights; ///< sum 1
    double logLoss = 0;          ///< mean of -log sum w p, in nats an answer
    double gap = 0;              ///< no weights have a log loss lower by more than this
    int rounds = 0;
};

/// Minimises the mean of -log sum_v w_v p_v over the weights, where p_v is what member v gives the truth. The loss is
/// convex, so there is one minimum; w_v <- w_v mean(p_v / sum_u w_u p_u) (EM for the parts of a mixture) goes down to it
/// from equal weights without a step size. It ends when the gap, which is at most log max_v mean(p_v / sum w p), is below
/// 1e-7 nats, or after 2000 rounds.
///
/// `truths`: rows x members, each at least kMixFloor; `counts`: empty, or how often each row counts (not all 0).
/// O(rounds x rows x members).
MixtureFit fitMixture(std::span<const float> truths, std::size_t members, std::span<const int> counts = {},
                      const CancelToken& cancel = {});

/// What each member gives the truth of each answer, for fitMixture(): the label's probability of each sample, or of
/// several labels p or 1 - p of each class. Answers of a row lie together.
std::vector<float> truthsOf(const ClassMixSet& set);

struct MixtureFitOptions {
    int folds = 5;   ///< at least 2
    int repeats = 3; ///< at least 2
    quint64 seed = 1;
    double confidence = 0.9;
    int rounds = 400;
};

struct HeldOutMixture {
    MixtureFit fit;           ///< on everything: the weights to use
    double logLossEqual = 0;  ///< with equal weights
    double logLossHeldOut = 0; ///< each row with the weights of the folds it is not in; mean over the repeats
    std::vector<Interval> spread; ///< of each weight over all folds and repeats: smallest and largest
    double reference = 0;     ///< the objective of the reference
    HonestGain fitted;        ///< of the fitted weights over the reference
    HonestGain equal;         ///< of equal weights over the reference
    HonestGain overEqual;     ///< of the fitted weights over equal ones
    /// Keep: the fitted weights pay; TauOnly: equal weights do, fitting adds nothing that is sure; NotWorthIt.
    Advice advice = Advice::NotWorthIt;
};

/// Fits on all folds but one and decides that one, with `mode` (the weights are those that suit the mean). The decisions
/// of all folds are scored together; intervals as honestGain(). `reference`: decisions to do better than.
/// InvalidArgument: options out of range, fewer rows than folds. Cancelled.
Result<HeldOutMixture> heldOutMixture(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                                      const MixDecisions& reference, const MixtureFitOptions& options,
                                      const CancelToken& cancel, const ProgressCallback& progress = {});

} // namespace badcase::analysis
