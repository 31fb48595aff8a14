// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How many samples one forward pass takes.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>

namespace badcase::jobs {

/// Belongs to the lane whose passes it is told of.
///
/// A batch is the shortest time a cancel can take, so slow models get smaller ones than were asked for. Where
/// nobody has asked, larger ones are tried: they stay as long as they make a sample cheaper. The memory ends
/// that at the latest.
class BatchSize {
public:
    struct Search {
        int factor = 2;           ///< from one size to the next
        int largest = 256;        ///< of all sizes
        double worthwhile = 0.97; ///< of the cost of a sample in the size before, at most
    };

    explicit BatchSize(int first, std::optional<Search> search = std::nullopt)
        : m_size(first), m_search(search)
    {}

    /// `limit`: what the memory is known to allow.
    int current(int limit) const { return std::max(1, std::min({m_size, m_affordable, limit})); }

    /// A pass with so many samples has taken this time. `cost`, in seconds too, is what sizes are compared
    /// by: the work of the processor where waiting for other programs would spoil the comparison.
    void observe(std::size_t samples, double seconds, double cost)
    {
        if (samples == 0 || seconds <= 0.0)
            return;
        const auto count = static_cast<double>(samples);
        m_affordable = static_cast<int>(std::clamp(kMaxSeconds * count / seconds, 1.0, 65536.0));
        if (!m_search || static_cast<int>(samples) != m_size)
            return;
        // The quickest counts: the first passes of a size prepare themselves, and any can be disturbed.
        m_cost = std::min(m_cost, cost / count);
        if (++m_passes >= kPasses)
            decide();
    }

private:
    static constexpr double kMaxSeconds = 0.5;
    static constexpr int kPasses = 4; ///< of each size

    void decide()
    {
        const bool cheaper = m_cost < m_search->worthwhile * m_costBefore;
        if (!cheaper)
            m_size /= m_search->factor; // the size before was the better one
        if (!cheaper || m_size * m_search->factor > m_search->largest) {
            m_search.reset();
            return;
        }
        m_costBefore = m_cost;
        m_cost = kUnknown;
        m_passes = 0;
        m_size *= m_search->factor;
    }

    static constexpr double kUnknown = std::numeric_limits<double>::infinity();

    int m_size;
    std::optional<Search> m_search; ///< nothing: the size stays
    int m_affordable = 65536;
    int m_passes = 0; ///< full ones of this size
    double m_cost = kUnknown;
    double m_costBefore = kUnknown;
};

} // namespace badcase::jobs
