// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// In which order equal scores stand. It decides the later digits of every ranking metric, so a score that is
/// to equal that of a challenge has to order ties as the challenge's program does: by the sort of numpy in
/// one case and by Python's random numbers from seed 0 in the other. Both are fixed, so results are
/// repeatable.

#include <cstdint>
#include <span>
#include <vector>

namespace badcase::analysis {

/// One prediction of a pool: its score and whether it is right.
struct PooledScore {
    float score = 0;
    bool positive = false;
};

/// Indices of `scores` from the highest to the lowest: numpy's `scores.argsort()[::-1]` (introsort, not
/// stable). O(N log N).
std::vector<std::uint32_t> numpyDescending(std::span<const double> scores);

/// `random.seed(0); random.sample(range(size), size)` of Python 3. O(size).
std::vector<std::uint32_t> pythonSample(std::uint32_t size);

/// Ranks of a pool for the global average precision of TAAC 2021 and YouTube-8M: the pool is pushed on a heap
/// in the given order, shuffled and sorted stably by falling score. rank[i] is that of pool[i]. The heap
/// compares equal scores by `positive`, so which of them comes first depends on the labels. O(N log N); 24
/// bytes an entry while it runs.
std::vector<std::uint32_t> pooledRanks(std::span<const PooledScore> pool);

} // namespace badcase::analysis
