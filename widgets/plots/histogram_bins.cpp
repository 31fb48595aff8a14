// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/histogram_bins.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::plots {

HistogramBins::HistogramBins(double low, double high, int bins, std::span<const double> values)
    : m_low(low), m_high(high), m_counts(static_cast<std::size_t>(bins), 0)
{
    Q_ASSERT(low < high && bins > 0);
    for (const double value : values) {
        if (const int bin = binOf(value); bin >= 0)
            ++m_counts[static_cast<std::size_t>(bin)];
    }
}

int HistogramBins::binOf(double value) const
{
    if (m_counts.empty() || !(value >= m_low && value <= m_high))
        return -1;
    int bin = std::min(static_cast<int>((value - m_low) / width()), count() - 1);
    // The division may round a value over a border: the borders that are shown decide.
    if (value < border(bin))
        --bin;
    else if (bin + 1 < count() && value >= border(bin + 1))
        ++bin;
    return bin;
}

std::pair<int, int> HistogramBins::brush(double from, double to) const
{
    const auto [first, last] = std::minmax(from, to);
    return {binOf(std::clamp(first, m_low, m_high)), binOf(std::clamp(last, m_low, m_high))};
}

qint64 HistogramBins::countIn(int firstBin, int lastBin) const
{
    return std::accumulate(m_counts.begin() + firstBin, m_counts.begin() + lastBin + 1, qint64{0});
}

qint64 HistogramBins::largest() const
{
    return m_counts.empty() ? 0 : *std::max_element(m_counts.begin(), m_counts.end());
}

qint64 HistogramBins::total() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), qint64{0});
}

} // namespace badcase::plots
