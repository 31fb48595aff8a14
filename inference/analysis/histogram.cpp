// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/histogram.h"

#include <algorithm>

namespace badcase::analysis {

Histogram Histogram::of(std::span<const double> values, double lo, double hi, int bins)
{
    Histogram histogram;
    histogram.m_lo = lo;
    histogram.m_hi = hi;
    histogram.m_counts.resize(static_cast<std::size_t>(bins));
    for (const double value : values) {
        if (const int bin = histogram.binOf(value); bin >= 0)
            ++histogram.m_counts[static_cast<std::size_t>(bin)];
        else
            ++histogram.m_skipped;
    }
    return histogram;
}

int Histogram::binOf(double value) const
{
    if (!(value >= m_lo && value <= m_hi)) // NaN as well
        return -1;
    int bin = std::min(static_cast<int>((value - m_lo) / (m_hi - m_lo) * bins()), bins() - 1);
    if (value < lowerEdge(bin))
        --bin;
    else if (bin + 1 < bins() && value >= upperEdge(bin))
        ++bin;
    return bin;
}

} // namespace badcase::analysis
