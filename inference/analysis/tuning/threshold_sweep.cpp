// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/threshold_sweep.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

constexpr double kLeastGain = 1e-12; // below: the rounding of sums

} // namespace

ThresholdSweep::ThresholdSweep(const ThresholdTable& table, const ThresholdState& state, ClassIndex index,
                               double present, std::span<const int> weights)
{
    auto data = std::make_shared<Data>();
    data->index = index;
    data->present = present;
    const auto column = table.column(index);
    const auto labels = table.labels(index);
    data->steps.reserve(column.size());
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (weights.empty() || weights[row] != 0)
            data->steps.push_back({column[row], static_cast<std::uint32_t>(row), labels[row] != 0});
    }
    std::ranges::sort(data->steps, [](const ThresholdStep& a, const ThresholdStep& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.row < b.row;
    });
    m_data = data;
    walk(*data, state);
    data->best = bestPlateau();
}

void ThresholdSweep::walk(Data& data, ThresholdState state) const
{
    for (const ThresholdStep& step : data.steps) {
        if (step.probability < data.present)
            break;
        state.set(step.row, data.index, step.positive, false);
    }
    data.crossed.push_back(0);
    data.values.push_back(state.value());
    for (std::size_t i = 0; i < data.steps.size();) {
        const double cut = data.steps[i].probability;
        for (; i < data.steps.size() && data.steps[i].probability == cut; ++i)
            state.set(data.steps[i].row, data.index, data.steps[i].positive, true);
        data.cuts.push_back(cut);
        data.crossed.push_back(i);
        data.values.push_back(state.value());
        data.bestF1 = std::max(data.bestF1, state.classAt(data.index).f1);
    }
}

std::size_t ThresholdSweep::intervalAt(double threshold) const
{
    const auto& cuts = m_data->cuts;
    return static_cast<std::size_t>(
        std::ranges::partition_point(cuts, [&](double cut) { return cut >= threshold; }) - cuts.begin());
}

double ThresholdSweep::upTo(std::size_t interval) const
{
    if (interval > 0)
        return m_data->cuts[interval - 1];
    // A probability of 1 is only refused by a threshold above it.
    return m_data->cuts.empty() || m_data->cuts.front() < 1 ? 1.0 : std::nextafter(m_data->cuts.front(), 2.0);
}

double ThresholdSweep::below(std::size_t interval) const
{
    // The last interval holds the threshold 0, too.
    return interval < m_data->cuts.size() ? m_data->cuts[interval] : std::nextafter(0.0, -1.0);
}

ThresholdPlateau ThresholdSweep::bestPlateau() const
{
    const auto& values = m_data->values;
    const auto plateau = [this](std::size_t first, std::size_t last) {
        ThresholdPlateau out{below(last), upTo(first), 0, value(first)};
        const double lowest = std::max(out.above, 0.0);
        out.centre = lowest + (out.upTo - lowest) / 2;
        if (out.centre <= out.above) // neighbouring numbers
            out.centre = out.upTo;
        return out;
    };
    const auto distance = [this](const ThresholdPlateau& one) { return std::abs(one.centre - present()); };
    ThresholdPlateau best = plateau(0, values.size() - 1); // no value at all: nothing was counted
    bool found = false;
    for (std::size_t first = 0; first < values.size();) {
        std::size_t last = first;
        while (last + 1 < values.size() && values[last + 1] == values[first])
            ++last;
        const ThresholdPlateau one = plateau(first, last);
        const bool wins =
            !found || one.value > best.value ||
            (one.value == best.value &&
             (one.width() > best.width() || (one.width() == best.width() && distance(one) < distance(best))));
        if (wins && !std::isnan(one.value)) {
            best = one;
            found = true;
        }
        first = last + 1;
    }
    return best;
}

Result<ThresholdSearchResult> searchThresholds(const ThresholdTable& table, const LabelObjective& objective,
                                               const CancelToken& cancel, Thresholds start,
                                               std::span<const int> weights, int maxRounds,
                                               const ProgressCallback& progress)
{
    BADCASE_TRY(objective.check(table.classes()));
    const int classes = table.classes();
    ThresholdSearchResult out;
    out.thresholds = std::move(start);
    out.thresholds.resize(static_cast<std::size_t>(classes), kPlainThreshold);
    ThresholdState state(table, objective, out.thresholds, weights);
    out.before = state.value();
    int unchanged = 0;
    for (int round = 0; round < maxRounds && unchanged < classes; ++round) {
        for (int k = 0; k < classes && unchanged < classes; ++k) {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled,
                            QCoreApplication::translate("badcase::searchThresholds",
                                                        "The search for thresholds was cancelled"));
            if (progress)
                progress({k, classes, {}});
            double& own = out.thresholds[static_cast<std::size_t>(k)];
            const ThresholdSweep sweep(table, state, k, own, weights);
            const ThresholdPlateau best = sweep.best();
            if (!(best.value > sweep.valueAt(own) + kLeastGain)) {
                ++unchanged;
                continue;
            }
            const std::size_t from = sweep.crossedAt(own);
            const std::size_t to = sweep.crossedAt(best.centre);
            for (std::size_t i = std::min(from, to); i < std::max(from, to); ++i)
                state.set(sweep.steps()[i].row, k, sweep.steps()[i].positive, to > from);
            own = best.centre;
            unchanged = 0;
        }
    }
    out.settled = unchanged >= classes;
    out.after = state.value();
    return out;
}

} // namespace badcase::analysis
