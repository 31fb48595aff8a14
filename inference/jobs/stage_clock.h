// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Adds up how long the threads of a run spend in each stage.

#include "inference/jobs/run_types.h"

#include <array>
#include <atomic>
#include <chrono>

namespace badcase::jobs {

/// Thread-safe.
class StageClock {
public:
    void add(Stage stage, std::chrono::nanoseconds time)
    {
        m_nanoseconds[static_cast<std::size_t>(stage)].fetch_add(time.count(), std::memory_order_relaxed);
    }
    StageSeconds read() const
    {
        StageSeconds result;
        for (std::size_t i = 0; i < result.seconds.size(); ++i)
            result.seconds[i] = 1e-9 * static_cast<double>(m_nanoseconds[i].load(std::memory_order_relaxed));
        return result;
    }

private:
    std::array<std::atomic<qint64>, kStageCount> m_nanoseconds{};
};

/// Measures from its construction to its destruction.
class StageTimer {
public:
    StageTimer(StageClock& clock, Stage stage) : m_clock(clock), m_stage(stage) {}
    ~StageTimer() { m_clock.add(m_stage, std::chrono::steady_clock::now() - m_start); }
    StageTimer(const StageTimer&) = delete;
    StageTimer& operator=(const StageTimer&) = delete;

private:
    StageClock& m_clock;
    Stage m_stage;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace badcase::jobs
