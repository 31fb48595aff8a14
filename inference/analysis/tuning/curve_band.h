// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How far a slider's curve, and its best position, would have moved with other samples of the same kind.

#include "inference/analysis/interval.h"
#include "inference/analysis/tuning/offset_sweep.h"
#include "inference/core/cancel.h"

namespace badcase::analysis {

struct BandOptions {
    int rounds = 200;
    double confidence = 0.9; ///< two-sided
    quint64 seed = 1;
    int threads = 0;
};

struct CurveBand {
    std::vector<Interval> values; ///< of the objective, one for each position asked for
    /// The offset of the best plateau's centre in each round, rising: its spread says how well the data tell
    /// where the slider belongs. Rounds in which nothing was counted are left out.
    std::vector<LogUnits> best;
    Interval bestOffset; ///< in nats
};

/// Percentile bootstrap with Poisson(1) weights, one sweep a round, every round with all of its breakpoints.
/// `positions`: offsets, rising. The same seed gives the same band, whatever the threads. Meant for the
/// background: it costs `rounds` sweeps. Cancelled between rounds.
Result<CurveBand> curveBand(const RankedRows& rows, const Objective& objective, ClassIndex index,
                            OffsetRange range, std::span<const LogUnits> positions,
                            const BandOptions& options, const CancelToken& cancel);

} // namespace badcase::analysis
