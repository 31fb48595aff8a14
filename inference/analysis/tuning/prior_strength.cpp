// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/prior_strength.h"

#include "inference/analysis/tuning/row_blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace badcase::analysis {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::priorCurve", text);
}

/// A row's decision differs from that at the tau before.
struct Move {
    std::uint32_t row = 0;
    ClassIndex from = kNoClass;
    ClassIndex to = kNoClass;
};

/// Decisions of rows along a grid of offsets, looking only at classes that can win somewhere on it.
class GridDecider {
public:
    GridDecider(const DecisionTable& table, std::vector<Offsets> grid)
        : m_table(table), m_grid(std::move(grid)), m_lowest(m_grid.front()), m_highest(m_grid.front())
    {
        for (const Offsets& offsets : m_grid) {
            for (std::size_t k = 0; k < offsets.size(); ++k) {
                m_lowest[k] = std::min(m_lowest[k], offsets[k]);
                m_highest[k] = std::max(m_highest[k], offsets[k]);
            }
        }
    }

    /// Calls at(step, decision) for every step of the grid.
    template <class Sink>
    void decide(std::size_t row, std::vector<ClassIndex>& candidates, const Sink& at) const
    {
        const LogUnits* logs = m_table.column(row / DecisionTable::kBlock, 0) + row % DecisionTable::kBlock;
        const auto log = [&](std::size_t k) { return logs[k * DecisionTable::kBlock]; };
        LogUnits sure = INT32_MIN; // what some class has at every step
        for (std::size_t k = 0; k < m_lowest.size(); ++k)
            sure = std::max(sure, log(k) + m_lowest[k]);
        candidates.clear();
        for (std::size_t k = 0; k < m_lowest.size(); ++k) {
            if (log(k) + m_highest[k] >= sure)
                candidates.push_back(static_cast<ClassIndex>(k));
        }
        for (std::size_t step = 0; step < m_grid.size(); ++step) {
            ClassIndex best = candidates.front();
            LogUnits value = INT32_MIN;
            for (const ClassIndex k : candidates) {
                const LogUnits sum =
                    log(static_cast<std::size_t>(k)) + m_grid[step][static_cast<std::size_t>(k)];
                if (sum > value) {
                    value = sum;
                    best = k;
                }
            }
            at(step, best);
        }
    }

private:
    const DecisionTable& m_table;
    std::vector<Offsets> m_grid;
    Offsets m_lowest;
    Offsets m_highest;
};

Result<> check(const DecisionTable& table, const ClassPrior& prior, std::span<const double> taus)
{
    if (prior.counts.size() != static_cast<std::size_t>(table.classes()) ||
        std::ranges::min(prior.counts) < 0)
        return fail(ErrorCode::InvalidArgument,
                    tr("A prior needs one count for each of the %1 classes, but has %2")
                        .arg(table.classes())
                        .arg(prior.counts.size()));
    if (!(prior.cap >= 1))
        return fail(ErrorCode::InvalidArgument, tr("The largest multiplier %1 is below 1").arg(prior.cap));
    const bool finite = std::ranges::all_of(taus, [](double tau) { return tau >= 0 && std::isfinite(tau); });
    if (taus.empty() || !finite || !std::ranges::is_sorted(taus))
        return fail(ErrorCode::InvalidArgument, tr("The values of tau must be rising numbers from 0 on"));
    return {};
}

} // namespace

Offsets priorOffsets(const ClassPrior& prior, double tau)
{
    Offsets out(prior.counts.size());
    const qint64 most = prior.counts.empty() ? 0 : std::ranges::max(prior.counts);
    if (most <= 0 || tau == 0)
        return out;
    const double cap = std::log(prior.cap);
    std::ranges::transform(prior.counts, out.begin(), [&](qint64 count) {
        const auto shown = static_cast<double>(std::max<qint64>(count, 1));
        const double gap = tau * std::log(static_cast<double>(most) / shown);
        return toLogUnits(std::min(gap, cap));
    });
    return out;
}

std::vector<double> priorGrid(int steps, double last)
{
    std::vector<double> out;
    for (int i = 0; i < steps; ++i)
        out.push_back(steps > 1 ? last * i / (steps - 1) : 0);
    return out;
}

Result<PriorCurve> priorCurve(const DecisionTable& table, const Objective& objective, const ClassPrior& prior,
                              std::span<const double> taus, const CancelToken& cancel,
                              std::span<const int> weights, int threads)
{
    BADCASE_TRY(check(table, prior, taus));
    std::vector<Offsets> grid;
    for (const double tau : taus)
        grid.push_back(priorOffsets(prior, tau));
    const GridDecider decider(table, std::move(grid));
    std::vector<ClassIndex> first(table.rows());
    std::vector<std::vector<Move>> moves(taus.size());
    std::mutex mutex;
    inRowBlocks(table.rows(), DecisionTable::kBlock, threads, [&](std::size_t begin, std::size_t end) {
        std::vector<std::vector<Move>> own(taus.size());
        std::vector<ClassIndex> candidates;
        for (std::size_t row = begin; row < end; ++row) {
            if (row % 4096 == 0 && cancel.isCancelled())
                return;
            if (!weights.empty() && weights[row] == 0)
                continue;
            ClassIndex before = kNoClass;
            decider.decide(row, candidates, [&](std::size_t step, ClassIndex decision) {
                if (step == 0)
                    first[row] = decision;
                else if (decision != before)
                    own[step].push_back({static_cast<std::uint32_t>(row), before, decision});
                before = decision;
            });
        }
        const std::lock_guard lock(mutex);
        for (std::size_t step = 0; step < own.size(); ++step)
            moves[step].insert(moves[step].end(), own[step].begin(), own[step].end());
    });
    if (cancel.isCancelled())
        return fail(ErrorCode::Cancelled, tr("The curve was cancelled"));
    PriorCurve out;
    out.taus.assign(taus.begin(), taus.end());
    ObjectiveState state(objective, table.labels(), first, weights);
    for (const std::vector<Move>& step : moves) { // values do not depend on the order of moves
        for (const Move& move : step)
            state.move(table.label(move.row), move.from, move.to, weights.empty() ? 1 : weights[move.row]);
        out.values.push_back(state.value());
        if (out.values.back() > out.values[out.best])
            out.best = out.values.size() - 1;
    }
    return out;
}

Offsets atTemperature(const Offsets& offsets, double temperature)
{
    Offsets out(offsets.size());
    std::ranges::transform(offsets, out.begin(),
                           [&](LogUnits b) { return toLogUnits(toNats(b) * temperature); });
    return out;
}

} // namespace badcase::analysis
