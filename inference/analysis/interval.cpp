// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/interval.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace badcase::analysis {

namespace {

/// The number that a standard normal variable stays below with probability `p`: bisection over std::erfc,
/// which is exact to more digits than anybody reads of an interval.
double normalQuantile(double p)
{
    double low = -9.0;
    double high = 9.0;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (0.5 * std::erfc(-middle / std::numbers::sqrt2) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// Between the two nearest values, as numpy.quantile does. `sorted` is not empty.
double quantile(const std::vector<double>& sorted, double q)
{
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

} // namespace

double RandomPart::shrinkage() const
{
    return of <= drawn ? 0.0
                       : std::sqrt(static_cast<double>(of - drawn) /
                                   static_cast<double>(std::max<qint64>(1, of - 1)));
}

Interval wilsonInterval(qint64 hits, RandomPart part, double confidence)
{
    const double z = normalQuantile((1 + confidence) / 2) * part.shrinkage();
    const auto n = static_cast<double>(part.drawn);
    const double p = static_cast<double>(hits) / n;
    const double scale = 1 / (1 + z * z / n);
    const double centre = scale * (p + z * z / (2 * n));
    const double half = scale * z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::max(0.0, std::min(p, centre - half)), std::min(1.0, std::max(p, centre + half))};
}

Interval bootstrapInterval(double value, RandomPart part, double confidence, int rounds,
                           const std::function<double(std::span<const std::size_t> drawn)>& score)
{
    const auto count = static_cast<std::size_t>(part.drawn);
    std::mt19937_64 random(count);
    std::vector<std::size_t> drawn(count);
    std::vector<double> scores;
    for (int i = 0; i < rounds; ++i) {
        // Not std::uniform_int_distribution, whose numbers differ between standard libraries.
        std::ranges::generate(drawn, [&] { return static_cast<std::size_t>(random() % count); });
        if (const double one = score(drawn); !std::isnan(one))
            scores.push_back(one);
    }
    if (scores.empty())
        return {value, value};
    std::ranges::sort(scores);
    const double shrinkage = part.shrinkage();
    const double low = value + (quantile(scores, (1 - confidence) / 2) - value) * shrinkage;
    const double high = value + (quantile(scores, (1 + confidence) / 2) - value) * shrinkage;
    return {std::min(low, value), std::max(high, value)};
}

} // namespace badcase::analysis
