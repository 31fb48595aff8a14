// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_order.h"

#include <algorithm>
#include <random>
#include <unordered_set>

namespace badcase::workspace {

namespace {

constexpr std::size_t kShare = 20; ///< one in so many
constexpr std::size_t kLeast = 30;
constexpr std::size_t kMost = 2000;

} // namespace

std::vector<SampleId> earlyPart(const std::vector<SampleId>& samples, quint64 seed)
{
    const std::size_t wanted = std::min(samples.size(), std::clamp(samples.size() / kShare, kLeast, kMost));
    std::vector<SampleId> part = samples;
    std::mt19937_64 random(seed);
    // The first steps of a Fisher-Yates shuffle. Not std::shuffle or std::sample: what they do with the
    // numbers differs between standard libraries, and a resumed run must find its part again.
    for (std::size_t i = 0; i < wanted; ++i)
        std::swap(part[i], part[i + static_cast<std::size_t>(random() % (part.size() - i))]);
    part.resize(wanted);
    return part;
}

std::vector<SampleId> partFirst(const std::vector<SampleId>& part, const std::vector<SampleId>& samples)
{
    const std::unordered_set<SampleId> inPart(part.begin(), part.end());
    std::vector<SampleId> order = part;
    order.reserve(samples.size());
    std::ranges::copy_if(samples, std::back_inserter(order),
                         [&](SampleId id) { return !inPart.contains(id); });
    return order;
}

} // namespace badcase::workspace
