// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Passes over all rows of a table, shared among a few threads.

#include <cstddef>
#include <functional>

namespace badcase::analysis {

/// Half of the machine's cores, at least one: tuning goes on beside a window that has to stay quick.
int defaultTuningThreads();

/// Calls work(begin, end) for parts that together cover [0, count), each on a thread of its own, and returns
/// when all are done. Parts begin at multiples of `grain`; few rows stay on the calling thread. threads <= 0:
/// the default. `work` must not throw.
void inRowBlocks(std::size_t count, std::size_t grain, int threads,
                 const std::function<void(std::size_t begin, std::size_t end)>& work);

} // namespace badcase::analysis
