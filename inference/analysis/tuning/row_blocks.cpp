// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/row_blocks.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <vector>

namespace badcase::analysis {

int defaultTuningThreads()
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
}

void inRowBlocks(std::size_t count, std::size_t grain, int threads,
                 const std::function<void(std::size_t begin, std::size_t end)>& work)
{
    const auto wanted = static_cast<std::size_t>(threads > 0 ? threads : defaultTuningThreads());
    const std::size_t grains = (count + grain - 1) / grain;
    const std::size_t parts = std::min(wanted, grains);
    if (parts <= 1) {
        if (count > 0)
            work(0, count);
        return;
    }
    const auto edge = [&](std::size_t part) { return std::min(count, grains * part / parts * grain); };
    std::vector<std::thread> others;
    for (std::size_t part = 1; part < parts; ++part) {
        try {
            others.emplace_back(work, edge(part), edge(part + 1));
        } catch (const std::system_error&) { // no more threads to be had: slower, not wrong
            work(edge(part), edge(part + 1));
        }
    }
    work(0, edge(1));
    for (std::thread& other : others)
        other.join();
}

} // namespace badcase::analysis
