// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The arithmetic of a histogram and of the brush over it.

#include <QtGlobal>

#include <span>
#include <utility>
#include <vector>

namespace badcase::plots {

/// Equal bins over [low, high]; a value belongs to the bin whose lower border it reaches, the highest value
/// to the last bin. NaN and values outside count nowhere.
class HistogramBins {
public:
    HistogramBins() = default;
    /// low < high, bins >= 1.
    HistogramBins(double low, double high, int bins, std::span<const double> values);

    double low() const { return m_low; }
    double high() const { return m_high; }
    int count() const { return static_cast<int>(m_counts.size()); }
    qint64 at(int bin) const { return m_counts[static_cast<std::size_t>(bin)]; }
    qint64 largest() const;
    qint64 total() const;
    double width() const { return (m_high - m_low) / count(); }
    /// Border b is below bin b; border count() is high() exactly.
    double border(int b) const { return b == count() ? m_high : m_low + b * width(); }
    /// -1 for NaN and outside.
    int binOf(double value) const;

    /// First and last bin of a drag between two positions on the axis, in either direction and beyond the
    /// borders.
    std::pair<int, int> brush(double from, double to) const;
    qint64 countIn(int firstBin, int lastBin) const;

private:
    double m_low = 0;
    double m_high = 1;
    std::vector<qint64> m_counts;
};

} // namespace badcase::plots
