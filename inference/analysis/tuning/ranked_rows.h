// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The two best classes of every row under the present offsets, kept up to date while offsets change.

#include "inference/analysis/tuning/decision_table.h"

namespace badcase::analysis {

/// `second` is kNoClass when there is one class only. Values are log p + offset.
struct TopTwo {
    ClassIndex best = kNoClass;
    ClassIndex second = kNoClass;
    LogUnits bestValue = 0;
    LogUnits secondValue = 0;
    bool operator==(const TopTwo&) const = default;
};

/// When a row is decided for a class: at every offset of that class from `from` on; below, for `rival`.
struct Crossing {
    LogUnits from = 0;
    ClassIndex rival = kNoClass; ///< kNoClass when there is no other class: `from` is then the lowest number
};

/// 16 N bytes. With the two best of a row, one class's offset can be moved anywhere and the decision is
/// known. Not thread-safe while setOffset() runs.
class RankedRows {
public:
    explicit RankedRows(DecisionTable table, Offsets offsets = {}, int threads = 0); ///< {}: all zero. O(N K)

    const DecisionTable& table() const { return m_table; }
    const Offsets& offsets() const { return m_offsets; }
    LogUnits offset(ClassIndex index) const { return m_offsets[static_cast<std::size_t>(index)]; }
    const TopTwo& at(std::size_t row) const { return m_rows[row]; }
    ClassIndex decision(std::size_t row) const { return m_rows[row].best; }
    std::vector<ClassIndex> decisions() const;

    /// O(N), and O(K) for each row whose runner-up has to be looked for again.
    void setOffset(ClassIndex index, LogUnits offset);

    Crossing crossing(std::size_t row, ClassIndex index, LogUnits value) const
    {
        const TopTwo& top = m_rows[row];
        const bool leads = top.best == index;
        const ClassIndex rival = leads ? top.second : top.best;
        if (rival == kNoClass)
            return {INT32_MIN, kNoClass};
        return {(leads ? top.secondValue : top.bestValue) - value + (index < rival ? 0 : 1), rival};
    }
    /// `value` above is table().at(row, index): passes over a column have it at hand.
    Crossing crossing(std::size_t row, ClassIndex index) const
    {
        return crossing(row, index, m_table.at(row, index));
    }

private:
    void rank(std::size_t begin, std::size_t end);
    void rankRow(std::size_t row);
    void moveTo(std::size_t row, ClassIndex index, LogUnits value);

    DecisionTable m_table;
    Offsets m_offsets;
    std::vector<TopTwo> m_rows;
};

} // namespace badcase::analysis
