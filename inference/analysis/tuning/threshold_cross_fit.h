// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning thresholds is worth on samples that it has not seen; the multi-label twin of crossFit().

#include "inference/analysis/tuning/honest_gain.h"
#include "inference/analysis/tuning/threshold_sweep.h"

namespace badcase::analysis {

struct ThresholdCrossFitOptions {
    int folds = 5;   ///< at least 2
    int repeats = 3; ///< at least 2
    quint64 seed = 1;
    double confidence = 0.9; ///< two-sided
    int rounds = 400;        ///< of the bootstrap
    /// Candidates a of the shrinkage logit(t_c) n_c / (n_c + a) towards 0.5, n_c = positives; rising, not
    /// below 0.
    std::vector<double> shrinkage = {0, 10, 30, 100, 300};
    int commonSteps = 49; ///< thresholds that are tried as one for all classes: i / (commonSteps + 1)
    int threads = 0;      ///< folds at a time, each on one thread
};

struct ThresholdCrossFit {
    double base = 0; ///< the objective with 0.5 for all
    HonestGain perClass;
    HonestGain common;     ///< one threshold for all classes
    HonestGain overCommon; ///< the part of perClass that `common` does not bring
    double shrinkage = 0;
    double commonThreshold = kPlainThreshold;
    Thresholds thresholds;    ///< tuned on everything and shrunk: what perClass is about
    Thresholds rawThresholds; ///< the same, not shrunk
    double rawInSample = 0;
    Advice advice = Advice::NotWorthIt; ///< TauOnly: one threshold for all
};

/// logit(t_c) n_c / (n_c + a) as thresholds again; a = 0 changes nothing. Thresholds at the ends count as
/// 1e-6 from them.
Thresholds shrunk(const Thresholds& thresholds, const ThresholdTable& table, std::span<const int> weights,
                  double a);

/// As crossFit(). Folds and bootstrap are stratified by each row's rarest label (rows without any are a
/// stratum of their own). InvalidArgument, Cancelled and progress as there. Costs repeats x folds + 1
/// searches. Any thread.
Result<ThresholdCrossFit> crossFitThresholds(const ThresholdTable& table, const LabelObjective& objective,
                                             const ThresholdCrossFitOptions& options,
                                             const CancelToken& cancel,
                                             const ProgressCallback& progress = {});

} // namespace badcase::analysis
