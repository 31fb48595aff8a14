// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A binary question ranked by score: precision-recall and ROC curves and the areas under them.

#include "inference/core/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace badcase::analysis {

/// A point of a curve with the threshold that makes it: everything with score >= threshold is called
/// positive. PR: x = recall, y = precision. ROC: x = false-positive rate, y = true-positive rate.
struct CurvePoint {
    double x = 0;
    double y = 0;
    double threshold = 0;

    bool operator==(const CurvePoint&) const = default;
};

/// Samples sorted by falling score with equal scores grouped. Immutable.
class Ranking {
public:
    /// Counts of everything at or above a threshold.
    struct Step {
        double threshold = 0;
        qint64 truePositives = 0;
        qint64 falsePositives = 0;
    };

    Ranking() = default;
    /// `scores` and `truth` (0 or 1) have equal length, else InvalidArgument, as for a score that is NaN.
    /// O(N log N); for float scores that are not negative a radix sort, O(N), about 10 ms a million.
    static Result<Ranking> create(std::span<const float> scores, std::span<const std::uint8_t> truth);
    static Result<Ranking> create(std::span<const double> scores, std::span<const std::uint8_t> truth);

    const std::vector<Step>& steps() const { return m_steps; }
    qint64 positives() const { return m_steps.empty() ? 0 : m_steps.back().truePositives; }
    qint64 negatives() const { return m_steps.empty() ? 0 : m_steps.back().falsePositives; }

    /// Sum of (R_n - R_(n-1)) P_n, without interpolation (scikit-learn); kUndefined without positives.
    double averagePrecision() const;
    /// Probability that a positive stands above a negative, ties count half; kUndefined unless both occur.
    double rocAuc() const;

    /// One point a distinct score, from the highest threshold on; PR starts at (0, 1), ROC at (0, 0), both at
    /// threshold +infinity. Empty where the area is undefined (PR without positives, ROC without either).
    std::vector<CurvePoint> prCurve() const;
    std::vector<CurvePoint> rocCurve() const;

private:
    template <class Real>
    static Result<Ranking> fromScores(std::span<const Real> scores, std::span<const std::uint8_t> truth);

    std::vector<Step> m_steps;
};

/// At most `maxPoints` (at least 8) points of a curve whose x never falls. The x range is cut into columns
/// and of each the first, lowest, highest and last point are kept: drawn on as many pixel columns the line
/// looks the same. A shorter curve is returned as it is. O(N).
std::vector<CurvePoint> thinned(std::span<const CurvePoint> curve, int maxPoints);

} // namespace badcase::analysis
