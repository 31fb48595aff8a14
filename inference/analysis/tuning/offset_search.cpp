// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/offset_search.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::analysis {

namespace {

constexpr double kLeastGain = 1e-12;
/// How far most rounds look: after the first round classes move by tenths, and few rows cross so near.
constexpr LogUnits kNear = kNat;

void apply(const OffsetSweep& sweep, LogUnits offset, std::span<const int> weights, ObjectiveState& state)
{
    const std::size_t from = sweep.crossedAt(sweep.present());
    const std::size_t to = sweep.crossedAt(offset);
    const auto weight = [&](const SweepStep& step) { return weights.empty() ? 1 : weights[step.row]; };
    for (std::size_t i = from; i < to; ++i) {
        const SweepStep& step = sweep.steps()[i];
        state.move(step.label, step.rival, sweep.classIndex(), weight(step));
    }
    for (std::size_t i = to; i < from; ++i) {
        const SweepStep& step = sweep.steps()[i];
        state.move(step.label, sweep.classIndex(), step.rival, weight(step));
    }
}

} // namespace

Result<SearchResult> searchOffsets(const DecisionTable& table, const Objective& objective,
                                   const SearchOptions& options, const CancelToken& cancel, Offsets start,
                                   std::span<const int> weights, const ProgressCallback& progress)
{
    RankedRows rows(table, std::move(start), options.threads);
    ObjectiveState state(objective, table.labels(), rows.decisions(), weights);
    const LogUnits bound = std::clamp(options.bound, 0, kMaxOffset);
    const int classes = table.classes();
    SearchResult out;
    out.before = state.value();
    bool wide = true;
    int unchanged = 0; // classes in a row that stay where they are
    for (int round = 0; round < options.maxRounds && !out.settled; ++round) {
        for (int k = 0; k < classes && unchanged < classes; ++k) {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled,
                            QCoreApplication::translate("badcase::searchOffsets",
                                                        "The search for offsets was cancelled"));
            if (progress)
                progress({k, classes, {}});
            const LogUnits present = rows.offset(k);
            const OffsetRange range =
                wide ? OffsetRange{-bound, bound}
                     : OffsetRange{std::max(-bound, present - kNear), std::min(bound, present + kNear)};
            const OffsetSweep sweep(rows, state, k, range, weights);
            ++out.sweeps;
            const Plateau best = sweep.best();
            if (!(best.value > sweep.valueAt(present) + kLeastGain)) {
                ++unchanged;
                continue;
            }
            apply(sweep, best.centre, weights, state);
            rows.setOffset(k, best.centre);
            ++out.moves;
            unchanged = 0;
        }
        out.settled = wide && unchanged >= classes;
        if (!wide && unchanged >= classes) {
            wide = true;
            unchanged = 0;
        } else {
            wide = false;
        }
    }
    out.offsets = rows.offsets();
    out.after = state.value();
    return out;
}

} // namespace badcase::analysis
