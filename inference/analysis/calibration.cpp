// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/calibration.h"

#include "inference/analysis/class_metrics.h"

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

Calibration::Calibration(int bins) : m_bins(static_cast<std::size_t>(bins)) {}

/// The same doubles as numpy.linspace(0, 1, bins + 1), so that a value on an edge falls where it does there.
double Calibration::edge(int index) const
{
    const int bins = static_cast<int>(m_bins.size());
    return index == bins ? 1.0 : index * (1.0 / bins);
}

void Calibration::accumulate(double confidence, bool right, int sign)
{
    const int last = static_cast<int>(m_bins.size()) - 1;
    int index = std::clamp(static_cast<int>(std::ceil(confidence * (last + 1))) - 1, 0, last);
    // The product may have been rounded across an edge.
    if (index > 0 && confidence <= edge(index))
        --index;
    else if (index < last && confidence > edge(index + 1))
        ++index;
    Bin& bin = m_bins[static_cast<std::size_t>(index)];
    bin.count += sign;
    bin.right += right ? sign : 0;
    if (sign > 0)
        bin.confidence.add(confidence);
    else
        bin.confidence.remove(confidence);
    m_count += sign;
}

std::vector<ReliabilityBin> Calibration::bins() const
{
    std::vector<ReliabilityBin> out;
    for (int i = 0; i < static_cast<int>(m_bins.size()); ++i) {
        const Bin& bin = m_bins[static_cast<std::size_t>(i)];
        const auto count = static_cast<double>(bin.count);
        out.push_back({edge(i), edge(i + 1), bin.count,
                       bin.count > 0 ? static_cast<double>(bin.right) / count : kUndefined,
                       bin.count > 0 ? bin.confidence.value() / count : kUndefined});
    }
    return out;
}

double Calibration::expectedError() const
{
    if (m_count == 0)
        return kUndefined;
    double error = 0;
    for (const Bin& bin : m_bins)
        error += std::abs(static_cast<double>(bin.right) - bin.confidence.value());
    return error / static_cast<double>(m_count);
}

} // namespace badcase::analysis
