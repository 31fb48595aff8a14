// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/ranked_rows.h"

#include "inference/analysis/tuning/row_blocks.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace badcase::analysis {

namespace {

constexpr std::size_t kBlocksAhead = 8;
constexpr LogUnits kNothing = std::numeric_limits<LogUnits>::min();

bool beats(LogUnits value, ClassIndex index, LogUnits other, ClassIndex otherIndex)
{
    return value > other || (value == other && index < otherIndex);
}

} // namespace

RankedRows::RankedRows(DecisionTable table, Offsets offsets, int threads)
    : m_table(std::move(table)), m_offsets(std::move(offsets)), m_rows(m_table.rows())
{
    m_offsets.resize(static_cast<std::size_t>(m_table.classes()));
    inRowBlocks(m_rows.size(), DecisionTable::kBlock, threads,
                [this](std::size_t begin, std::size_t end) { rank(begin, end); });
}

std::vector<ClassIndex> RankedRows::decisions() const
{
    std::vector<ClassIndex> out(m_rows.size());
    std::ranges::transform(m_rows, out.begin(), &TopTwo::best);
    return out;
}

/// A block at a time: the sixteen rows do the same, which the compiler turns into vector instructions.
void RankedRows::rank(std::size_t begin, std::size_t end)
{
    constexpr std::size_t kLanes = DecisionTable::kLanes;
    for (std::size_t first = begin; first < end; first += kLanes) {
        LogUnits best[kLanes];
        LogUnits second[kLanes];
        ClassIndex bestClass[kLanes];
        ClassIndex secondClass[kLanes];
        std::fill_n(best, kLanes, kNothing);
        std::fill_n(second, kLanes, kNothing);
        std::fill_n(bestClass, kLanes, kNoClass);
        std::fill_n(secondClass, kLanes, kNoClass);
        for (int k = 0; k < m_table.classes(); ++k) {
            const LogUnits* values =
                m_table.column(first / DecisionTable::kBlock, k) + first % DecisionTable::kBlock;
            const LogUnits offset = this->offset(k);
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                const LogUnits value = values[lane] + offset;
                const bool leads = value > best[lane];
                const bool follows = value > second[lane];
                second[lane] = leads ? best[lane] : follows ? value : second[lane];
                secondClass[lane] = leads ? bestClass[lane] : follows ? k : secondClass[lane];
                best[lane] = leads ? value : best[lane];
                bestClass[lane] = leads ? k : bestClass[lane];
            }
        }
        for (std::size_t lane = 0; lane < std::min(kLanes, end - first); ++lane)
            m_rows[first + lane] = {bestClass[lane], secondClass[lane], best[lane], second[lane]};
    }
}

void RankedRows::rankRow(std::size_t row)
{
    TopTwo top{kNoClass, kNoClass, kNothing, kNothing};
    const LogUnits* value = m_table.column(row / DecisionTable::kBlock, 0) + row % DecisionTable::kBlock;
    for (int k = 0; k < m_table.classes(); ++k, value += DecisionTable::kBlock) {
        const LogUnits sum = *value + offset(k);
        if (sum > top.bestValue)
            top = {k, top.best, sum, top.bestValue};
        else if (sum > top.secondValue)
            std::tie(top.second, top.secondValue) = std::pair(k, sum);
    }
    m_rows[row] = top;
}

void RankedRows::setOffset(ClassIndex index, LogUnits offset)
{
    m_offsets[static_cast<std::size_t>(index)] = offset;
    for (std::size_t block = 0; block < m_table.blocks(); ++block) {
        m_table.fetchAhead(block + kBlocksAhead, index);
        const LogUnits* column = m_table.column(block, index);
        const std::size_t first = block * DecisionTable::kBlock;
        const std::size_t end = std::min(m_rows.size(), first + DecisionTable::kBlock);
        for (std::size_t row = first; row < end; ++row)
            moveTo(row, index, column[row - first] + offset);
    }
}

/// The class's sum in a row has become `value`; m_offsets knows it already.
void RankedRows::moveTo(std::size_t row, ClassIndex index, LogUnits value)
{
    TopTwo& top = m_rows[row];
    if (top.best == index) {
        if (top.second != kNoClass && !beats(value, index, top.secondValue, top.second))
            rankRow(row); // the third may now be second
        else
            top.bestValue = value;
    } else if (beats(value, index, top.bestValue, top.best)) {
        top = {index, top.best, value, top.bestValue};
    } else if (top.second == index) {
        if (value < top.secondValue)
            rankRow(row);
        else
            top.secondValue = value;
    } else if (top.second == kNoClass || beats(value, index, top.secondValue, top.second)) {
        top.second = index;
        top.secondValue = value;
    }
}

} // namespace badcase::analysis
