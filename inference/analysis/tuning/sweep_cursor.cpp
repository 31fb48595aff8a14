// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/sweep_cursor.h"

#include <algorithm>

namespace badcase::analysis {

namespace {

void put(Flips& flips, const SweepStep& step, ClassIndex from, ClassIndex to)
{
    auto& lane = step.label == to ? flips.gained : step.label == from ? flips.lost : flips.moved;
    lane.push_back({step.row, from, to});
}

} // namespace

Flips flipsBetween(const OffsetSweep& sweep, LogUnits from, LogUnits to)
{
    Flips flips;
    std::size_t at = sweep.crossedAt(from);
    const std::size_t end = sweep.crossedAt(to);
    for (; at < end; ++at)
        put(flips, sweep.steps()[at], sweep.steps()[at].rival, sweep.classIndex());
    for (; at > end; --at)
        put(flips, sweep.steps()[at - 1], sweep.classIndex(), sweep.steps()[at - 1].rival);
    return flips;
}

SweepCursor::SweepCursor(OffsetSweep sweep, ConfusionCounts counts)
    : m_sweep(std::move(sweep)),
      m_offset(m_sweep.present()),
      m_crossed(m_sweep.crossedAt(m_offset)),
      m_counts(std::move(counts))
{}

void SweepCursor::moveTo(LogUnits offset)
{
    const std::size_t end = m_sweep.crossedAt(offset);
    const auto change = [this](const SweepStep& step, ClassIndex from, ClassIndex to) {
        m_counts.remove(step.label, from);
        m_counts.add(step.label, to);
    };
    for (; m_crossed < end; ++m_crossed) {
        const SweepStep& step = m_sweep.steps()[m_crossed];
        change(step, step.rival, m_sweep.classIndex());
    }
    for (; m_crossed > end; --m_crossed) {
        const SweepStep& step = m_sweep.steps()[m_crossed - 1];
        change(step, m_sweep.classIndex(), step.rival);
    }
    m_offset = offset;
}

SweepClassTable::SweepClassTable(OffsetSweep sweep, const ConfusionCounts& counts) : m_sweep(std::move(sweep))
{
    SweepCursor bottom(m_sweep, counts);
    bottom.moveTo(m_sweep.range().lo);
    const auto classes = static_cast<std::size_t>(counts.classes());
    for (int k = 0; k < counts.classes(); ++k)
        m_bottom.push_back(
            classMetrics(bottom.counts().support(k), bottom.counts().predicted(k), bottom.counts().at(k, k)));
    m_begins.resize(classes + 1);
    m_rightBegins.resize(classes + 1);
    for (const SweepStep& step : m_sweep.steps()) {
        const auto rival = static_cast<std::size_t>(step.rival);
        ++m_begins[rival + 1];
        m_rightBegins[rival + 1] += step.label == step.rival ? 1 : 0;
    }
    for (std::size_t k = 0; k < classes; ++k) {
        m_begins[k + 1] += m_begins[k];
        m_rightBegins[k + 1] += m_rightBegins[k];
    }
    m_places.resize(m_begins.back());
    m_rightPlaces.resize(m_rightBegins.back());
    std::vector<std::uint32_t> next = m_begins;
    std::vector<std::uint32_t> nextRight = m_rightBegins;
    for (std::uint32_t i = 0; i < m_sweep.steps().size(); ++i) {
        const SweepStep& step = m_sweep.steps()[i];
        const auto rival = static_cast<std::size_t>(step.rival);
        m_places[next[rival]++] = i;
        if (step.label == step.rival)
            m_rightPlaces[nextRight[rival]++] = i;
        if (step.label == m_sweep.classIndex())
            m_ownPlaces.push_back(i);
    }
}

qint64 SweepClassTable::below(const std::vector<std::uint32_t>& begins,
                              const std::vector<std::uint32_t>& places, ClassIndex rival, std::size_t crossed)
{
    const auto begin = places.begin() + begins[static_cast<std::size_t>(rival)];
    const auto end = places.begin() + begins[static_cast<std::size_t>(rival) + 1];
    return std::lower_bound(begin, end, crossed) - begin;
}

ClassMetrics SweepClassTable::at(LogUnits offset, ClassIndex index) const
{
    const std::size_t crossed = m_sweep.crossedAt(offset);
    const ClassMetrics& bottom = m_bottom[static_cast<std::size_t>(index)];
    if (index == m_sweep.classIndex()) {
        const auto right = std::ranges::lower_bound(m_ownPlaces, crossed) - m_ownPlaces.begin();
        return classMetrics(bottom.support, bottom.predicted + static_cast<qint64>(crossed),
                            bottom.correct + right);
    }
    return classMetrics(bottom.support, bottom.predicted - below(m_begins, m_places, index, crossed),
                        bottom.correct - below(m_rightBegins, m_rightPlaces, index, crossed));
}

} // namespace badcase::analysis
