// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/step_curve.h"

#include "widgets/plots/slider_curve_plot.h"

#include <algorithm>

namespace badcase::plots {

namespace {

constexpr std::size_t kFanOut = 16;
constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

void startGap(std::vector<QPointF>& points, double x)
{
    if (!points.empty() && !std::isnan(points.back().y()))
        points.emplace_back(x, kGap);
}

void addPoint(std::vector<QPointF>& points, double x, double y)
{
    if (!std::isnan(y) && (points.empty() || points.back() != QPointF(x, y)))
        points.emplace_back(x, y);
}

double interpolated(const SliderBand& band, const std::vector<double>& limit, double x)
{
    const auto next = static_cast<std::size_t>(std::ranges::upper_bound(band.x, x) - band.x.begin());
    if (next == 0)
        return limit.front();
    if (next == band.x.size())
        return limit.back();
    const double share = (x - band.x[next - 1]) / (band.x[next] - band.x[next - 1]);
    return limit[next - 1] + share * (limit[next] - limit[next - 1]);
}

void addPosition(SliderBand& band, double x, double low, double high)
{
    band.x.push_back(x);
    band.low.push_back(low);
    band.high.push_back(high);
}

} // namespace

StepCurve::StepCurve(std::vector<double> x, std::vector<double> y) : m_x(std::move(x)), m_y(std::move(y))
{
    const std::size_t size = std::min(m_x.size(), m_y.size());
    m_x.resize(size);
    m_y.resize(size);
    for (std::size_t below = size; below > kFanOut; below = m_blocks.back().size()) {
        const std::size_t level = m_blocks.size();
        std::vector<Extent> blocks((below + kFanOut - 1) / kFanOut);
        for (std::size_t i = 0; i < below; ++i)
            blocks[i / kFanOut].add(block(level, i));
        m_blocks.push_back(std::move(blocks));
    }
}

Extent StepCurve::block(std::size_t level, std::size_t index) const
{
    return level == 0 ? Extent{m_y[index], m_y[index]} : m_blocks[level - 1][index];
}

std::size_t StepCurve::stepAt(double x) const
{
    const auto after = std::ranges::upper_bound(m_x, x);
    return after == m_x.begin() ? m_x.size() : static_cast<std::size_t>(after - m_x.begin()) - 1;
}

double StepCurve::valueAt(double x) const
{
    const std::size_t step = stepAt(x);
    return step < m_y.size() ? m_y[step] : kGap;
}

Extent StepCurve::extentOfSteps(std::size_t first, std::size_t end) const
{
    Extent result;
    for (std::size_t level = 0; first < end; ++level) {
        // What whole blocks of the next level do not cover is taken here.
        const bool top = level == m_blocks.size();
        while (first < end && (top || first % kFanOut != 0))
            result.add(block(level, first++));
        while (first < end && end % kFanOut != 0)
            result.add(block(level, --end));
        first /= kFanOut;
        end /= kFanOut;
    }
    return result;
}

Extent StepCurve::extent(double lo, double hi) const
{
    const std::size_t at = stepAt(lo);
    const auto end = static_cast<std::size_t>(std::ranges::upper_bound(m_x, hi) - m_x.begin());
    return extentOfSteps(at == m_x.size() ? 0 : at, end);
}

std::vector<QPointF> StepCurve::exactCorners(double lo, double hi, std::size_t first, std::size_t end) const
{
    std::vector<QPointF> points;
    points.reserve(2 * (end - first));
    for (std::size_t i = first; i < end; ++i) {
        const double from = std::max(m_x[i], lo);
        if (std::isnan(m_y[i])) {
            startGap(points, from);
            continue;
        }
        addPoint(points, from, m_y[i]);
        addPoint(points, i + 1 < m_x.size() ? std::min(m_x[i + 1], hi) : hi, m_y[i]);
    }
    return points;
}

std::vector<QPointF> StepCurve::corners(double lo, double hi, int columns) const
{
    const std::size_t at = stepAt(lo);
    std::size_t first = at == m_x.size() ? 0 : at;
    const auto end = static_cast<std::size_t>(std::ranges::upper_bound(m_x, hi) - m_x.begin());
    if (first >= end || !(lo < hi) || columns < 1)
        return {};
    if (end - first <= 2 * static_cast<std::size_t>(columns))
        return exactCorners(lo, hi, first, end);
    std::vector<QPointF> points;
    points.reserve(4 * static_cast<std::size_t>(columns));
    const double width = (hi - lo) / columns;
    for (int column = 0; column < columns; ++column) {
        const double left = lo + column * width;
        const double right = column + 1 == columns ? hi : left + width;
        // The step of the last column goes on into this one.
        const auto from = m_x.begin() + static_cast<std::ptrdiff_t>(first);
        const auto next =
            static_cast<std::size_t>((column + 1 == columns ? m_x.begin() + static_cast<std::ptrdiff_t>(end)
                                                            : std::lower_bound(from, m_x.end(), right)) -
                                     m_x.begin());
        if (next <= first)
            continue; // the curve has not begun
        const Extent values = extentOfSteps(first, next);
        if (values.isEmpty()) {
            startGap(points, left);
        } else {
            const bool single = next == first + 1;
            addPoint(points, std::max(left, m_x[first]), m_y[first]);
            if (!single) {
                const double middle = std::max(left + width / 2, m_x[first]);
                const bool lowFirst = std::abs(values.low - m_y[first]) < std::abs(values.high - m_y[first]);
                addPoint(points, middle, lowFirst ? values.low : values.high);
                addPoint(points, middle, lowFirst ? values.high : values.low);
            }
            addPoint(points, right, m_y[next - 1]);
        }
        first = next - 1;
    }
    return points;
}

SliderBand bandWithin(const SliderBand& band, double lo, double hi, int columns)
{
    SliderBand result;
    if (band.x.empty() || !(lo < hi) || columns < 1 || band.x.front() > hi || band.x.back() < lo)
        return result;
    const double from = std::max(lo, band.x.front());
    const double to = std::min(hi, band.x.back());
    addPosition(result, from, interpolated(band, band.low, from), interpolated(band, band.high, from));
    const auto first = std::ranges::upper_bound(band.x, from) - band.x.begin();
    const auto end = std::ranges::lower_bound(band.x, to) - band.x.begin();
    const bool thin = end - first > 2 * columns;
    const double width = (to - from) / columns;
    qint64 column = -1;
    for (auto at = first; at < end; ++at) {
        const auto i = static_cast<std::size_t>(at);
        const auto here = static_cast<qint64>((band.x[i] - from) / width);
        if (thin && here == column) {
            result.low.back() = std::fmin(result.low.back(), band.low[i]);
            result.high.back() = std::fmax(result.high.back(), band.high[i]);
        } else {
            addPosition(result, band.x[i], band.low[i], band.high[i]);
        }
        column = here;
    }
    if (to > from)
        addPosition(result, to, interpolated(band, band.low, to), interpolated(band, band.high, to));
    return result;
}

} // namespace badcase::plots
