// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A position of a class's slider: the counts there, and the samples that change on the way to another.

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/tuning/offset_sweep.h"

namespace badcase::analysis {

/// One sample whose decision changes.
struct Flip {
    std::uint32_t row = 0; ///< of the table
    ClassIndex from = kNoClass;
    ClassIndex to = kNoClass;
    bool operator==(const Flip&) const = default;
};

/// The three lanes an analyst looks at. In each, samples stand in the order in which the slider passes them.
struct Flips {
    std::vector<Flip> gained; ///< wrong -> right
    std::vector<Flip> lost;   ///< right -> wrong
    std::vector<Flip> moved;  ///< wrong -> wrong
    std::size_t size() const { return gained.size() + lost.size() + moved.size(); }
};

/// Every sample whose decision differs between two offsets of the sweep's class. O(log N + flips).
Flips flipsBetween(const OffsetSweep& sweep, LogUnits from, LogUnits to);

/// Counts at a position that moves: a move costs O(log N + flips), whatever the number of samples. Counts are
/// of samples, not weighted.
class SweepCursor {
public:
    /// `counts`: the confusion of the decisions at sweep.present().
    SweepCursor(OffsetSweep sweep, ConfusionCounts counts);

    LogUnits offset() const { return m_offset; }
    const ConfusionCounts& counts() const { return m_counts; }
    const OffsetSweep& sweep() const { return m_sweep; }
    /// To an offset within the sweep's range.
    void moveTo(LogUnits offset);

private:
    OffsetSweep m_sweep;
    LogUnits m_offset = 0;
    std::size_t m_crossed = 0;
    ConfusionCounts m_counts;
};

/// The table of all classes at any position, O(log N) a class, in any order of positions. 8 bytes a step.
class SweepClassTable {
public:
    /// `counts`: as for SweepCursor. O(N + K).
    SweepClassTable(OffsetSweep sweep, const ConfusionCounts& counts);
    ClassMetrics at(LogUnits offset, ClassIndex index) const;

private:
    /// How many of a rival's steps lie among the first `crossed`; `begins` and `places` are one list a rival.
    static qint64 below(const std::vector<std::uint32_t>& begins, const std::vector<std::uint32_t>& places,
                        ClassIndex rival, std::size_t crossed);

    OffsetSweep m_sweep;
    std::vector<ClassMetrics> m_bottom;       ///< with none of the steps crossed
    std::vector<std::uint32_t> m_begins;      ///< of each rival's steps in m_places
    std::vector<std::uint32_t> m_places;      ///< step numbers, rising for each rival
    std::vector<std::uint32_t> m_rightBegins; ///< the same for the steps whose label is the rival
    std::vector<std::uint32_t> m_rightPlaces;
    std::vector<std::uint32_t> m_ownPlaces; ///< steps whose label is the sweep's class
};

} // namespace badcase::analysis
