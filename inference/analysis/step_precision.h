// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Average precision of a ranking whose labels change one by one.

#include "inference/analysis/class_metrics.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace badcase::analysis {

/// A ranking as a row of steps, best first; each step holds `size` entries that stand at the same place, of
/// which some are positive. Steps keep their place; entries in them become positive or negative and come and
/// go.
///
/// Sums are kept for blocks of steps and a block is summed afresh when it is touched, so that nothing drifts:
/// the value is to the last bit that of a ranking built anew. A change of label costs one block (some
/// microseconds), an entry that comes or goes all blocks behind it, value() one pass over the blocks.
///
/// Count: an unsigned type that holds the largest step.
template <class Count>
class StepPrecision {
public:
    StepPrecision() = default;
    explicit StepPrecision(std::size_t steps)
        : m_sizes(steps), m_positives(steps), m_blocks((steps + kBlock - 1) / kBlock), m_dirtyFrom(0)
    {}

    std::size_t steps() const { return m_sizes.size(); }
    qint64 entries() const { return m_entries; }

    void addEntry(std::size_t step, bool positive)
    {
        ++m_sizes[step];
        m_positives[step] = static_cast<Count>(m_positives[step] + (positive ? 1 : 0));
        ++m_entries;
        resizeFrom(step);
    }
    void removeEntry(std::size_t step, bool positive)
    {
        --m_sizes[step];
        m_positives[step] = static_cast<Count>(m_positives[step] - (positive ? 1 : 0));
        --m_entries;
        resizeFrom(step);
    }
    void setPositive(std::size_t step, bool positive)
    {
        m_positives[step] = static_cast<Count>(m_positives[step] + (positive ? 1 : -1));
        m_blocks[step / kBlock].stale = true;
    }

    /// Sum over the steps of (positives in the step) x (precision at its end), divided by `positives`, which
    /// may count positives outside the ranking too. kUndefined when `positives` is 0.
    double value(qint64 positives) const
    {
        if (positives <= 0)
            return kUndefined;
        settle();
        double sum = 0;
        double before = 0;
        for (const Block& block : m_blocks) {
            sum += block.ownCounts + before * block.shares;
            before += block.positives;
        }
        return sum / static_cast<double>(positives);
    }

private:
    static constexpr std::size_t kBlock = 4096;
    struct Block {
        double shares = 0;    ///< sum of positives / (entries up to the end of the step)
        double ownCounts = 0; ///< the same, each times the positives of this block so far
        double positives = 0;
        qint64 entries = 0;
        bool stale = true;
    };

    void resizeFrom(std::size_t step) { m_dirtyFrom = std::min(m_dirtyFrom, step / kBlock); }

    void settle() const
    {
        qint64 entries = 0;
        for (std::size_t b = 0; b < m_blocks.size(); ++b) {
            if (b >= m_dirtyFrom || m_blocks[b].stale)
                sumUp(b, entries);
            entries += m_blocks[b].entries;
        }
        m_dirtyFrom = m_blocks.size();
    }

    void sumUp(std::size_t index, qint64 entriesBefore) const
    {
        Block block;
        block.stale = false;
        const std::size_t end = std::min(m_sizes.size(), (index + 1) * kBlock);
        for (std::size_t step = index * kBlock; step < end; ++step) {
            block.entries += m_sizes[step];
            if (m_positives[step] == 0)
                continue;
            const double positives = static_cast<double>(m_positives[step]);
            block.positives += positives;
            const double share = positives / static_cast<double>(entriesBefore + block.entries);
            block.shares += share;
            block.ownCounts += share * block.positives;
        }
        m_blocks[index] = block;
    }

    std::vector<Count> m_sizes;
    std::vector<Count> m_positives;
    mutable std::vector<Block> m_blocks; ///< brought up to date by value()
    mutable std::size_t m_dirtyFrom = 0;
    qint64 m_entries = 0;
};

} // namespace badcase::analysis
