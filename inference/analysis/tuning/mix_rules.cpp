// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mix_rules.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::analysis {

bool areMixWeights(std::span<const double> weights)
{
    return std::ranges::all_of(weights, [](double weight) { return weight >= 0 && std::isfinite(weight); }) &&
           std::ranges::any_of(weights, [](double weight) { return weight > 0; });
}

std::vector<double> mixShares(std::span<const double> weights)
{
    std::vector<double> shares(weights.begin(), weights.end());
    // Divided by the largest first: the sum of finite weights need not be finite.
    const double largest = std::ranges::max(shares);
    for (double& share : shares)
        share /= largest;
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares)
        share /= total;
    return shares;
}

} // namespace badcase::analysis
