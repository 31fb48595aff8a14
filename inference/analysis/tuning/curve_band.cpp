// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/curve_band.h"

#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/quantile.h"
#include "inference/analysis/tuning/row_blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

Result<CurveBand> curveBand(const RankedRows& rows, const Objective& objective, ClassIndex index,
                            OffsetRange range, std::span<const LogUnits> positions,
                            const BandOptions& options, const CancelToken& cancel)
{
    const auto rounds = static_cast<std::size_t>(std::max(1, options.rounds));
    const std::vector<ClassIndex> decisions = rows.decisions();
    std::vector<std::vector<double>> values(positions.size(), std::vector<double>(rounds));
    std::vector<Plateau> best(rounds);
    inRowBlocks(rounds, 1, options.threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t round = begin; round < end && !cancel.isCancelled(); ++round) {
            // A seed of its own for each round, so that the band does not depend on who computes it.
            const std::vector<int> weights =
                poissonWeights(rows.table().rows(), options.seed * 0x9E3779B97F4A7C15u + round);
            const ObjectiveState state(objective, rows.table().labels(), decisions, weights);
            const OffsetSweep sweep(rows, state, index, range, weights);
            for (std::size_t i = 0; i < positions.size(); ++i)
                values[i][round] = sweep.valueAt(positions[i]);
            best[round] = sweep.best();
        }
    });
    if (cancel.isCancelled())
        return fail(ErrorCode::Cancelled,
                    QCoreApplication::translate("badcase::curveBand", "The band of a curve was cancelled"));
    CurveBand out;
    for (std::vector<double>& position : values) {
        std::erase_if(position, [](double value) { return std::isnan(value); });
        std::ranges::sort(position);
        out.values.push_back(quantileInterval(position, options.confidence));
    }
    std::vector<double> nats;
    for (const Plateau& one : best) {
        if (!std::isnan(one.value))
            out.best.push_back(one.centre);
    }
    std::ranges::sort(out.best);
    std::ranges::transform(out.best, std::back_inserter(nats), toNats);
    out.bestOffset = quantileInterval(nats, options.confidence);
    return out;
}

} // namespace badcase::analysis
