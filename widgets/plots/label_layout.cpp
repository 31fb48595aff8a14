// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/label_layout.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace badcase::plots {

std::vector<double> pushedApart(const std::vector<double>& wanted, const std::vector<double>& sizes,
                                double lo, double hi, double gap)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });
    if (order.empty())
        return {};
    // Without the least distances that lie before each label, centres only have to rise: isotonic regression,
    // by pooling neighbours that do not. Its solution, clamped, is the one within bounds.
    std::vector<double> before(order.size(), 0);
    for (std::size_t i = 1; i < order.size(); ++i)
        before[i] = before[i - 1] + (sizes[order[i - 1]] + sizes[order[i]]) / 2 + gap;
    struct Pool {
        double sum = 0;
        std::size_t count = 0;
        double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < order.size(); ++i) {
        pools.push_back({wanted[order[i]] - before[i], 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    const double lowest = lo + sizes[order.front()] / 2;
    const double highest = std::max(lowest, hi - sizes[order.back()] / 2 - before.back());
    std::vector<double> centres(wanted.size());
    std::size_t i = 0;
    for (const Pool& pool : pools) {
        for (std::size_t end = i + pool.count; i < end; ++i)
            centres[order[i]] = std::clamp(pool.mean(), lowest, highest) + before[i];
    }
    return centres;
}

} // namespace badcase::plots
