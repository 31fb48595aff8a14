// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One slider for the whole long tail: p_k x (n_max / n_k)^tau.

#include "inference/analysis/tuning/decision_table.h"
#include "inference/analysis/tuning/objective.h"
#include "inference/core/cancel.h"

namespace badcase::analysis {

/// How often each class occurs in the training set (or, without one, among the labels), and the largest
/// multiplier.
struct ClassPrior {
    std::vector<qint64> counts; ///< one a class
    double cap = 50;            ///< at least 1
};

/// min(tau log(n_max / n_k), log cap): the multiplier above as offsets. A class that never occurs counts as one
/// that occurred once: as infinitely rare it would get the whole cap at any tau above 0, and the slider would
/// jump where it begins. Tau 1 takes a prior learned with plain cross entropy out (Menon et al., arXiv
/// 2007.07314), 0 leaves the model as it is. All zero where no class occurs.
Offsets priorOffsets(const ClassPrior& prior, double tau);

/// `steps` values from 0 to `last`.
std::vector<double> priorGrid(int steps = 64, double last = 1.5);

struct PriorCurve {
    std::vector<double> taus;
    std::vector<double> values; ///< the objective at each, exact
    std::size_t best = 0;       ///< of the best values the one with the smallest tau
};

/// `taus`: rising and not empty. `weights`: empty, or one a row. One pass of O(N K), after which only the
/// classes that can win at some tau of the grid are looked at. Cancelled; InvalidArgument: a grid or a prior
/// that makes no sense.
Result<PriorCurve> priorCurve(const DecisionTable& table, const Objective& objective, const ClassPrior& prior,
                              std::span<const double> taus, const CancelToken& cancel,
                              std::span<const int> weights = {}, int threads = 0);

/// Offsets that decide with p^(1/T) as `offsets` do with p: argmax(log p / T + b) = argmax(log p + T b). A
/// temperature alone changes no decision.
Offsets atTemperature(const Offsets& offsets, double temperature);

} // namespace badcase::analysis
