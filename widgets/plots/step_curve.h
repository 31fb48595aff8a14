// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Arithmetic of step curves and their bands: values, extremes of a range, and the few points that look like
/// a million. Values only, any thread.

#include <QPointF>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace badcase::plots {

struct SliderBand;

/// Smallest and largest of some values; NaN: there was none.
struct Extent {
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();

    bool isEmpty() const { return std::isnan(low); }
    /// NaN leaves it as it is.
    void add(double value)
    {
        low = std::fmin(low, value);
        high = std::fmax(high, value);
    }
    void add(const Extent& other)
    {
        low = std::fmin(low, other.low);
        high = std::fmax(high, other.high);
    }
};

/// y[i] holds from x[i] (included) up to x[i + 1]; the last one for ever. NaN in y: a gap. Extremes of any
/// range cost the logarithm of the number of steps: blocks of 16 steps, of 16 blocks and so on are looked
/// through once, when it is made.
class StepCurve {
public:
    StepCurve() = default;
    /// x must rise (equal neighbours are allowed: the last one counts); what one of them has more than the
    /// other is left out.
    StepCurve(std::vector<double> x, std::vector<double> y);

    bool isEmpty() const { return m_x.empty(); }
    /// NaN before the first step and in gaps.
    double valueAt(double x) const;
    /// Of all values that hold somewhere in [lo, hi].
    Extent extent(double lo, double hi) const;
    /// Corners of the line from lo to hi, x never falling, NaN where it is broken. Exact while there are no
    /// more steps than two a column; else lowest and highest value of each of the equally wide columns are
    /// there, at most four points each.
    std::vector<QPointF> corners(double lo, double hi, int columns) const;

private:
    /// The step that holds at x, or size() before the first.
    std::size_t stepAt(double x) const;
    Extent extentOfSteps(std::size_t first, std::size_t end) const;
    Extent block(std::size_t level, std::size_t index) const;
    std::vector<QPointF> exactCorners(double lo, double hi, std::size_t first, std::size_t end) const;

    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<std::vector<Extent>> m_blocks; ///< [k]: of 16^(k + 1) steps each
};

/// The part of a band between lo and hi, its ends interpolated, thinned to about two positions a column
/// without losing the lowest lower and the highest upper limit.
SliderBand bandWithin(const SliderBand& band, double lo, double hi, int columns);

} // namespace badcase::plots
