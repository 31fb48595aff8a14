// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How values spread over a range, for charts with a brush.

#include "inference/core/ids.h"

#include <span>
#include <utility>
#include <vector>

namespace badcase::analysis {

/// Equal-width bins over [lo, hi]; a bin holds its lower edge, the last one both.
class Histogram {
public:
    /// `hi` > `lo`, `bins` >= 1. Values outside the range and NaN are counted in skipped() only. O(N).
    static Histogram of(std::span<const double> values, double lo, double hi, int bins);

    int bins() const { return static_cast<int>(m_counts.size()); }
    qint64 count(int bin) const { return m_counts[static_cast<std::size_t>(bin)]; }
    const std::vector<qint64>& counts() const { return m_counts; }
    qint64 skipped() const { return m_skipped; }
    double lowerEdge(int bin) const { return m_lo + (m_hi - m_lo) * bin / bins(); }
    double upperEdge(int bin) const { return lowerEdge(bin + 1); }
    /// The bin of a value, -1 when it is outside: agrees with lowerEdge() to the last bit, so that a
    /// selection by edges finds exactly the samples that were counted.
    int binOf(double value) const;

private:
    double m_lo = 0;
    double m_hi = 1;
    qint64 m_skipped = 0;
    std::vector<qint64> m_counts;
};

} // namespace badcase::analysis
