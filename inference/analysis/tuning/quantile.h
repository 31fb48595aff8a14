// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The middle part of many values.

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/interval.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace badcase::analysis {

/// Between the two nearest values, as numpy.quantile does; kUndefined without values. `sorted` rises; q in
/// [0, 1].
inline double quantileOf(std::span<const double> sorted, double q)
{
    if (sorted.empty())
        return kUndefined;
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

/// The interval that leaves out equally many values at both ends. `confidence`, e.g. 0.9, is two-sided.
inline Interval quantileInterval(std::span<const double> sorted, double confidence)
{
    return {quantileOf(sorted, (1 - confidence) / 2), quantileOf(sorted, (1 + confidence) / 2)};
}

} // namespace badcase::analysis
