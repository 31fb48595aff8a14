// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning by offsets reads: the log-probabilities of N labelled samples for K classes.

#include "inference/core/ids.h"
#include "inference/core/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace badcase::analysis {

/// A log-probability or an offset as a whole number of 2^-24 nats, so that every sum and comparison of tuning
/// is exact: what a curve says of a position is what a decision at that position gives, to the last sample.
using LogUnits = std::int32_t;

inline constexpr LogUnits kNat = 1 << 24;
/// Log-probabilities below (and of 0) count as this.
inline constexpr LogUnits kLogFloor = -60 * kNat;
/// Offsets lie in [-kMaxOffset, kMaxOffset]. Sums and differences of all of these fit 32 bits.
inline constexpr LogUnits kMaxOffset = 32 * kNat;

/// Rounded to the nearest unit and limited to +-kMaxOffset; NaN is 0.
LogUnits toLogUnits(double nats);
inline double toNats(LogUnits units)
{
    return static_cast<double>(units) / kNat;
}

/// One offset a class, added to its log-probability. All zero: the decisions of the model itself.
using Offsets = std::vector<LogUnits>;

/// What a table holds besides probabilities. Spans are read during create() only.
struct TableLabels {
    std::span<const ClassIndex> labels; ///< one a row; kNoClass: the row is left out
    std::span<const int> groups = {};   ///< empty, or one a row: rows of a group never part (folds)
    std::vector<int> parentOf = {};     ///< empty in a one-level schema, or one a class, from 0
};

/// Immutable; copies share the memory (4 N K bytes and 12 N). The decision of a row under offsets b is the
/// class with the largest log p + b, the one with the lowest index at ties. Thread-safe as any constant.
///
/// Rounding can only merge probabilities that differ by less than 2^-24 of their size, or lie below e^-60.
/// Where it would merge the most likely class of a row with one before it, that class is put one unit higher,
/// so that the decisions without offsets are the argmax of the probabilities, always.
class DecisionTable {
public:
    /// Rows of one block lie side by side for each class, so that both a column and a row can be read
    /// quickly.
    static constexpr std::size_t kBlock = 64;
    /// How many rows a pass over all classes takes at a time: what fits the processor's registers. A part of
    /// kBlock.
    static constexpr std::size_t kLanes = 16;

    DecisionTable();
    /// `probabilities`: softmax rows in class order, labels.size() x classes. InvalidArgument: sizes that do
    /// not fit, a label outside the classes, a value that is not finite or lies outside [0, 1] by more than
    /// 1e-6 (what rounding leaves in published files; limited to [0, 1]). O(N K),
    /// a logarithm each.
    static Result<DecisionTable> create(std::span<const float> probabilities, int classes,
                                        const TableLabels& labels, int threads = 0);
    static Result<DecisionTable> create(std::span<const double> probabilities, int classes,
                                        const TableLabels& labels, int threads = 0);

    std::size_t rows() const { return m_data->labels.size(); }
    int classes() const { return m_data->classes; }
    std::span<const ClassIndex> labels() const { return m_data->labels; }
    ClassIndex label(std::size_t row) const { return m_data->labels[row]; }
    std::span<const int> groups() const { return m_data->groups; } ///< empty, or one a row
    /// Which row of what was given to create() this is.
    std::size_t sourceRow(std::size_t row) const { return m_data->sources[row]; }

    bool hasParents() const { return !m_data->parentOf.empty(); }
    const std::vector<int>& parentOf() const { return m_data->parentOf; }
    const std::vector<qint64>& support() const { return m_data->support; } ///< rows of each label

    LogUnits at(std::size_t row, ClassIndex index) const { return column(row / kBlock, index)[row % kBlock]; }
    std::size_t blocks() const { return (rows() + kBlock - 1) / kBlock; }
    /// kBlock values of one class; behind the last row of the last block they mean nothing.
    const LogUnits* column(std::size_t block, ClassIndex index) const
    {
        return m_data->logs.data() +
               (block * static_cast<std::size_t>(m_data->classes) + static_cast<std::size_t>(index)) * kBlock;
    }
    /// Says that column(block, index) will be read soon. A pass over a column jumps from page to page, which
    /// no processor foresees, and waits for memory most of its time unless this is said some blocks ahead.
    /// Blocks behind the last are allowed.
    void fetchAhead(std::size_t block, ClassIndex index) const
    {
        if (block >= blocks())
            return;
        const LogUnits* values = column(block, index);
        for (std::size_t i = 0; i < kBlock; i += kLanes)
            __builtin_prefetch(values + i);
    }

    /// The decision of every row. `offsets`: one a class. O(N K).
    std::vector<ClassIndex> decide(const Offsets& offsets, int threads = 0) const;

private:
    struct Data {
        int classes = 0;
        std::vector<LogUnits> logs;
        std::vector<ClassIndex> labels;
        std::vector<int> groups;
        std::vector<std::uint32_t> sources;
        std::vector<int> parentOf;
        std::vector<qint64> support;
    };
    template <class Real>
    static Result<DecisionTable> make(std::span<const Real> probabilities, int classes,
                                      const TableLabels& labels, int threads);

    std::shared_ptr<const Data> m_data;
};

} // namespace badcase::analysis
