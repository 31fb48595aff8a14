// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One class's slider, exactly: what every position of its offset gives while the other offsets stand.

#include "inference/analysis/tuning/objective.h"
#include "inference/analysis/tuning/ranked_rows.h"

#include <memory>

namespace badcase::analysis {

/// A row whose decision the slider can change: `rival` below `from`, the slider's class at `from` and above.
struct SweepStep {
    LogUnits from = 0;
    std::uint32_t row = 0;
    ClassIndex rival = kNoClass;
    ClassIndex label = kNoClass;
};

/// Offsets lo to hi (both included), all with the same value of the objective.
struct Plateau {
    LogUnits lo = 0;
    LogUnits hi = 0;
    /// Where to put the slider: the middle. An end of the slider's range is no edge of anything, so there the
    /// plateau counts for one nat beyond its inner edge only; without any edge it is the place nearest to 0.
    LogUnits centre = 0;
    double value = 0;
    bool contains(LogUnits offset) const { return offset >= lo && offset <= hi; }
};

/// Range of a sweep, both included.
struct OffsetRange {
    LogUnits lo = -kMaxOffset;
    LogUnits hi = kMaxOffset;
};

/// Sample i is decided for class c at every offset from max over the others (log p + b) - log p_ic on.
/// Sorted, these numbers cut the slider into intervals within which nothing changes; one walk along them
/// gives the objective in each of all at most N + 1 intervals. Immutable, copies are cheap; describes the
/// offsets of the moment it was made at.
class OffsetSweep {
public:
    /// `state` counts the present decisions of `rows` with the same weights. Rows of weight 0 are passed
    /// over. The range is widened to hold the present offset. O(N + m log m + K) for the m rows that can
    /// change.
    OffsetSweep(const RankedRows& rows, const ObjectiveState& state, ClassIndex index, OffsetRange range = {},
                std::span<const int> weights = {});

    ClassIndex classIndex() const { return m_data->index; }
    OffsetRange range() const { return m_data->range; }
    LogUnits present() const { return m_data->present; } ///< the class's offset when the sweep was made
    std::span<const SweepStep> steps() const { return m_data->steps; } ///< by rising `from`

    /// Intervals in rising order; interval i holds the offsets start(i) to start(i + 1) - 1, the last ends
    /// with range().
    std::size_t intervals() const { return m_data->starts.size(); }
    std::size_t intervalAt(LogUnits offset) const; ///< O(log N). Outside the range: the first or the last
    LogUnits start(std::size_t interval) const { return m_data->starts[interval]; }
    LogUnits end(std::size_t interval) const
    {
        return interval + 1 < intervals() ? m_data->starts[interval + 1] - 1 : m_data->range.hi;
    }
    double value(std::size_t interval) const { return m_data->values[interval]; }
    double valueAt(LogUnits offset) const { return value(intervalAt(offset)); }
    /// How many of steps() are decided for the class in an interval: the first so many.
    std::size_t crossed(std::size_t interval) const { return m_data->crossed[interval]; }
    std::size_t crossedAt(LogUnits offset) const { return crossed(intervalAt(offset)); }

    /// All neighbouring intervals with the value of the one at `offset`. O(intervals of the plateau).
    Plateau plateauAt(LogUnits offset) const;
    /// The widest plateau with the best value; of equally wide ones the one nearest to the present offset.
    Plateau best() const { return m_data->best; }

private:
    struct Data {
        ClassIndex index = kNoClass;
        OffsetRange range;
        LogUnits present = 0;
        std::vector<SweepStep> steps;
        std::vector<LogUnits> starts;
        std::vector<std::uint32_t> crossed;
        std::vector<double> values;
        Plateau best;
    };
    static void collect(Data& data, const RankedRows& rows, std::span<const int> weights);
    static void walk(Data& data, ObjectiveState state, std::span<const int> weights);
    static Plateau plateau(const Data& data, std::size_t first, std::size_t last);
    static Plateau bestPlateau(const Data& data);

    std::shared_ptr<const Data> m_data;
};

} // namespace badcase::analysis
