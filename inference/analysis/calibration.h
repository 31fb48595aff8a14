// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Does a confidence of 0.8 mean right in 8 of 10 cases? Reliability table and expected calibration error.

#include "inference/analysis/exact_sum.h"

#include <vector>

namespace badcase::analysis {

/// One bar of a reliability diagram: confidences in (lo, hi].
struct ReliabilityBin {
    double lo = 0;
    double hi = 0;
    qint64 count = 0;
    double accuracy = 0;   ///< share of right decisions; NaN when empty
    double confidence = 0; ///< mean; NaN when empty
};

/// Counts in equal-width bins (lo, hi] over [0, 1]; adding, removing and relabelling are O(1).
/// A confidence of 0 or less falls into the first bin, one above 1 (rounding) into the last.
class Calibration {
public:
    static constexpr int kDefaultBins = 15;

    explicit Calibration(int bins = kDefaultBins);

    void add(double confidence, bool right) { accumulate(confidence, right, 1); }
    void remove(double confidence, bool right) { accumulate(confidence, right, -1); }

    qint64 count() const { return m_count; }
    std::vector<ReliabilityBin> bins() const;
    /// Sum over bins of share * |accuracy - mean confidence|; NaN when empty.
    double expectedError() const;

    bool operator==(const Calibration&) const = default;

private:
    struct Bin {
        qint64 count = 0;
        qint64 right = 0;
        ExactSum confidence;
        bool operator==(const Bin&) const = default;
    };

    double edge(int index) const;
    void accumulate(double confidence, bool right, int sign);

    qint64 m_count = 0;
    std::vector<Bin> m_bins;
};

} // namespace badcase::analysis
