// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The best offsets of all classes: exact coordinate ascent.

#include "inference/analysis/tuning/offset_sweep.h"
#include "inference/core/cancel.h"

namespace badcase::analysis {

struct SearchOptions {
    LogUnits bound = 6 * kNat; ///< offsets stay within +-bound: a factor of 400 on a probability
    int maxRounds = 50;        ///< rounds over all classes; a handful is usual
    int threads = 0;           ///< as for inRowBlocks()
};

struct SearchResult {
    Offsets offsets;
    double before = 0; ///< the objective at the start
    double after = 0;
    int sweeps = 0;       ///< sliders looked at
    int moves = 0;        ///< sliders moved
    bool settled = false; ///< no class alone improves any more; false when maxRounds came first
};

/// Takes one class after the other to the centre of its best plateau (OffsetSweep::best()) while that makes
/// the objective higher, until no class does. Each step is the exact optimum of its class: within the whole
/// bound in the first round, near its present place in those that follow, and when nothing moves there,
/// within the whole bound again. Together they are a local optimum. What differs by less than 1e-12 is the
/// rounding of sums and counts as equal.
///
/// `start`: {} for all zero; `weights`: empty, or one a row, 0 leaves it out. Progress counts sliders of the
/// round. Cancelled: nothing is returned. O(N) for each slider, and O(log m) for each of the m rows that the
/// class can win within the bound. Any thread.
Result<SearchResult> searchOffsets(const DecisionTable& table, const Objective& objective,
                                   const SearchOptions& options, const CancelToken& cancel,
                                   Offsets start = {}, std::span<const int> weights = {},
                                   const ProgressCallback& progress = {});

} // namespace badcase::analysis
