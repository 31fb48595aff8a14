// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How long the queues before the stages of a run are on average.

#include "inference/jobs/run_types.h"

#include <array>
#include <chrono>

namespace badcase::jobs {

/// A mean over time: a queue counts for as long as it was seen to have a length. Used from one thread.
class QueueMeter {
public:
    using Clock = std::chrono::steady_clock;

    /// `stats` has the depths of the moment.
    void observe(Clock::time_point now, const RunStats& stats)
    {
        const double seconds = m_begun ? std::chrono::duration<double>(now - m_last).count() : 0.0;
        m_begun = true;
        m_last = now;
        m_seconds += seconds;
        for (int i = 0; i < kStageCount; ++i)
            m_sums[static_cast<std::size_t>(i)] += seconds * stats.queue(static_cast<Stage>(i));
    }
    std::array<double, kStageCount> means() const
    {
        std::array<double, kStageCount> result{};
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i] = m_seconds > 0.0 ? m_sums[i] / m_seconds : 0.0;
        return result;
    }

private:
    bool m_begun = false;
    Clock::time_point m_last;
    double m_seconds = 0.0;
    std::array<double, kStageCount> m_sums{};
};

} // namespace badcase::jobs
