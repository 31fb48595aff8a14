// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace badcase::formats {

void parallelFor(qsizetype count, const std::function<void(qsizetype)>& work)
{
    std::atomic<qsizetype> next{0};
    const auto drain = [&] {
        for (qsizetype i = next++; i < count; i = next++)
            work(i);
    };
    // Threads are started anew for each batch: some 50 us against the milliseconds of a batch, and nothing to
    // shut down.
    const auto helpers = std::min<qsizetype>(std::max(1u, std::thread::hardware_concurrency()), count) - 1;
    std::vector<std::jthread> threads;
    try {
        for (qsizetype i = 0; i < helpers; ++i)
            threads.emplace_back(drain);
    } catch (const std::system_error&) {
        // The system gives no more threads; those there are do it all.
    }
    drain();
}

} // namespace badcase::formats
