// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Scores that are ratios of sums over images, so that a bootstrap can weigh the images. Values; thread-safe.

#include "inference/analysis/tuning/honest_gain.h"
#include "inference/core/cancel.h"
#include "inference/core/result.h"

#include <span>

namespace badcase::analysis {

/// One term for a mean over images (score, 1) or for one pooled class; several terms for a mean over pooled
/// classes: (pixels above, pixels below the line) of each. The score is the mean over the terms with
/// something below the line.
class RatioRows {
public:
    explicit RatioRows(std::size_t terms) : m_terms(terms) {}

    /// `above` and `below`: as many as there are terms.
    void add(std::span<const double> above, std::span<const double> below);
    std::size_t size() const { return m_terms > 0 ? m_above.size() / m_terms : 0; }
    /// `weights`: one a row. kEmptyEmptyScore when rows count and nothing is below any line; NaN when none
    /// counts.
    double score(std::span<const int> weights) const;

private:
    std::size_t m_terms;
    std::vector<double> m_above; ///< [row][term]
    std::vector<double> m_below;
};

/// For honestGain(): the gain of each repeat over `before`, and a paired bootstrap over images (Poisson
/// weights, the same for both sides and all repeats). All have the same rows. Cancelled.
Result<GainDraws> gainDraws(const RatioRows& before, std::span<const RatioRows> repeats, int rounds, quint64 seed,
                            const CancelToken& cancel = {});

} // namespace badcase::analysis
