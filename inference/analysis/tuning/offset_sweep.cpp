// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/offset_sweep.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace badcase::analysis {

namespace {

struct SortKey {
    std::uint32_t key = 0;
    std::uint32_t place = 0;
};

/// By rising key, stable. Three passes over 11 bits each, whatever the order was.
void radixSort(std::vector<SortKey>& keys)
{
    constexpr int kBits = 11;
    constexpr std::uint32_t kMask = (1u << kBits) - 1;
    if (keys.size() < 256) {
        std::ranges::stable_sort(keys, {}, &SortKey::key);
        return;
    }
    std::vector<SortKey> other(keys.size());
    for (int shift = 0; shift < 32; shift += kBits) {
        std::array<std::uint32_t, kMask + 2> first{};
        for (const SortKey& key : keys)
            ++first[((key.key >> shift) & kMask) + 1];
        for (std::size_t i = 1; i < first.size(); ++i)
            first[i] += first[i - 1];
        for (const SortKey& key : keys)
            other[first[(key.key >> shift) & kMask]++] = key;
        keys.swap(other);
    }
}

int weightOf(std::span<const int> weights, std::uint32_t row)
{
    return weights.empty() ? 1 : weights[row];
}

} // namespace

OffsetSweep::OffsetSweep(const RankedRows& rows, const ObjectiveState& state, ClassIndex index,
                         OffsetRange range, std::span<const int> weights)
{
    auto data = std::make_shared<Data>();
    data->index = index;
    data->present = rows.offset(index);
    data->range = {std::min(range.lo, data->present), std::max(range.hi, data->present)};
    collect(*data, rows, weights);
    walk(*data, state, weights);
    data->best = bestPlateau(*data);
    m_data = std::move(data);
}

/// The rows whose decision changes within the range, in order.
void OffsetSweep::collect(Data& data, const RankedRows& rows, std::span<const int> weights)
{
    const DecisionTable& table = rows.table();
    std::vector<SweepStep> found;
    std::vector<SortKey> keys;
    for (std::size_t block = 0; block < table.blocks(); ++block) {
        table.fetchAhead(block + 8, data.index);
        const LogUnits* column = table.column(block, data.index);
        const std::size_t first = block * DecisionTable::kBlock;
        const std::size_t end = std::min(table.rows(), first + DecisionTable::kBlock);
        for (std::size_t row = first; row < end; ++row) {
            const Crossing crossing = rows.crossing(row, data.index, column[row - first]);
            if (crossing.from <= data.range.lo || crossing.from > data.range.hi)
                continue;
            if (!weights.empty() && weights[row] == 0)
                continue;
            keys.push_back({static_cast<std::uint32_t>(crossing.from) ^ 0x80000000u,
                            static_cast<std::uint32_t>(found.size())});
            found.push_back(
                {crossing.from, static_cast<std::uint32_t>(row), crossing.rival, table.label(row)});
        }
    }
    radixSort(keys);
    data.steps.reserve(found.size());
    for (const SortKey& key : keys)
        data.steps.push_back(found[key.place]);
}

/// Takes back what lies below the present offset, then goes up through the whole range.
void OffsetSweep::walk(Data& data, ObjectiveState state, std::span<const int> weights)
{
    for (const SweepStep& step : data.steps) {
        if (step.from > data.present)
            break;
        state.move(step.label, data.index, step.rival, weightOf(weights, step.row));
    }
    data.starts.push_back(data.range.lo);
    data.crossed.push_back(0);
    data.values.push_back(state.value());
    for (std::size_t i = 0; i < data.steps.size();) {
        const LogUnits from = data.steps[i].from;
        for (; i < data.steps.size() && data.steps[i].from == from; ++i) {
            const SweepStep& step = data.steps[i];
            state.move(step.label, step.rival, data.index, weightOf(weights, step.row));
        }
        data.starts.push_back(from);
        data.crossed.push_back(static_cast<std::uint32_t>(i));
        data.values.push_back(state.value());
    }
}

std::size_t OffsetSweep::intervalAt(LogUnits offset) const
{
    const auto& starts = m_data->starts;
    const auto above = std::ranges::upper_bound(starts, offset);
    return above == starts.begin() ? 0 : static_cast<std::size_t>(above - starts.begin()) - 1;
}

Plateau OffsetSweep::plateau(const Data& data, std::size_t first, std::size_t last)
{
    Plateau out;
    out.value = data.values[first];
    out.lo = data.starts[first];
    const bool open = last + 1 == data.starts.size();
    out.hi = open ? data.range.hi : data.starts[last + 1] - 1;
    if (first == 0 && open)
        out.centre = std::clamp(0, out.lo, out.hi);
    else {
        const LogUnits lo = first == 0 ? std::max(out.lo, out.hi - kNat) : out.lo;
        const LogUnits hi = open ? std::min(out.hi, out.lo + kNat) : out.hi;
        out.centre = lo + (hi - lo) / 2;
    }
    return out;
}

Plateau OffsetSweep::plateauAt(LogUnits offset) const
{
    const Data& data = *m_data;
    std::size_t first = intervalAt(offset);
    std::size_t last = first;
    while (first > 0 && data.values[first - 1] == data.values[first])
        --first;
    while (last + 1 < data.values.size() && data.values[last + 1] == data.values[last])
        ++last;
    return plateau(data, first, last);
}

Plateau OffsetSweep::bestPlateau(const Data& data)
{
    // As far as the centre counts it: what lies behind the ends of the range is not known.
    const auto width = [](const Plateau& p) { return 2 * std::min(p.centre - p.lo, p.hi - p.centre); };
    const auto distance = [&](const Plateau& p) {
        return std::abs(static_cast<qint64>(p.centre) - data.present);
    };
    Plateau best = plateau(data, 0, data.values.size() - 1); // no value at all: nothing was counted
    bool found = false;
    for (std::size_t first = 0; first < data.values.size();) {
        std::size_t last = first;
        while (last + 1 < data.values.size() && data.values[last + 1] == data.values[first])
            ++last;
        if (!found || data.values[first] >= best.value) {
            const Plateau one = plateau(data, first, last);
            const bool wins = !found || one.value > best.value || width(one) > width(best) ||
                              (width(one) == width(best) && distance(one) < distance(best));
            if (wins && !std::isnan(one.value)) {
                best = one;
                found = true;
            }
        }
        first = last + 1;
    }
    return best;
}

} // namespace badcase::analysis
