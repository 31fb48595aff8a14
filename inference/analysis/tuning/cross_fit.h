// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning is worth on samples that it has not seen: "+0.018 here, +0.004 +- 0.003 expected".

#include "inference/analysis/tuning/honest_gain.h"
#include "inference/analysis/tuning/offset_search.h"
#include "inference/analysis/tuning/prior_strength.h"

namespace badcase::analysis {

struct CrossFitOptions {
    int folds = 5;   ///< at least 2
    int repeats = 3; ///< with other folds each, at least 2: what the rules differ by is part of the interval
    quint64 seed = 1;
    double confidence = 0.9; ///< two-sided
    int rounds = 400;        ///< of the bootstrap
    SearchOptions search = {};
    /// Candidates a of the shrinkage b_c n_c / (n_c + a), rising, not below 0.
    std::vector<double> shrinkage = {0, 10, 30, 100, 300};
    std::vector<double> taus = priorGrid();
    double cap = 50;
    /// Class counts of the training set; {}: those of the labels that are tuned on.
    std::vector<qint64> priorCounts = {};
    int threads = 0; ///< folds at a time, each on one thread
};

struct CrossFit {
    double base = 0; ///< the objective without offsets
    HonestGain perClass;
    HonestGain tau;
    HonestGain overTau;   ///< the part of perClass that tau does not bring
    double shrinkage = 0; ///< the a that was chosen
    double tauChosen = 0;
    Offsets offsets;    ///< tuned on everything and shrunk: what perClass is about
    Offsets rawOffsets; ///< the same, not shrunk
    double rawInSample = 0;
    Offsets tauOffsets;
    Advice advice = Advice::NotWorthIt;
};

/// b_c n_c / (n_c + a).
Offsets shrunk(const Offsets& offsets, std::span<const qint64> counts, double a);

/// Each fold is decided by offsets that were tuned on the other folds; the decisions of all folds together
/// are scored once, because a mean over folds would be no F1 of a class with 19 samples. The shrinkage for a
/// fold is the one that is best on the other folds, so that choosing it flatters nothing.
///
/// The interval is that of honestGain(), with a paired bootstrap of the held-out decisions that is stratified
/// by label.
///
/// InvalidArgument: options out of range, fewer rows than folds. Cancelled. Progress counts searches; it is
/// called on several threads, one at a time. Costs repeats x folds + 1 searches. Any thread.
Result<CrossFit> crossFit(const DecisionTable& table, const Objective& objective,
                          const CrossFitOptions& options, const CancelToken& cancel,
                          const ProgressCallback& progress = {});

} // namespace badcase::analysis
