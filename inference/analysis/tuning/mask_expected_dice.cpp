// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_expected_dice.h"

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

/// Values that some pixel has.
struct Level {
    int value = 0;
    double pixels = 0;
    double p = 0;
};

std::vector<Level> levelsOf(const MaskHistogram& histogram, const ValueProbabilities& probabilities)
{
    std::vector<Level> levels;
    for (int q = 0; q < kMaskStops; ++q) {
        const auto b = static_cast<std::size_t>(q);
        if (histogram[b] > 0)
            levels.push_back({q, static_cast<double>(histogram[b]), std::clamp(probabilities[b], 0.0, 1.0)});
    }
    return levels;
}

/// log of the product of (1 - p + p exp(-u)) over all pixels; -infinity cannot occur, as exp(-u) > 0.
double logMoment(const std::vector<Level>& levels, double fall)
{
    double sum = 0;
    for (const Level& level : levels) {
        if (level.p > 0)
            sum += level.pixels * std::log1p(level.p * fall);
    }
    return sum;
}

/// The trapezoidal rule over x = log u, which for such integrands (they rise like exp(x) and fall like
/// exp(-exp(x))) gains 17 digits with steps of 1/4.
constexpr double kStep = 0.25;
/// Behind exp(3.7) = 40 the integrand is below exp(-40) of its height.
constexpr double kLastLogU = 3.75;

} // namespace

MaskHistogram maskHistogram(const ClassMap& probability)
{
    MaskHistogram histogram{};
    for (const std::uint8_t q : probability.pixels())
        ++histogram[q];
    return histogram;
}

ValueProbabilities plainProbabilities()
{
    ValueProbabilities p{};
    for (std::size_t q = 0; q < p.size(); ++q)
        p[q] = static_cast<double>(q) / 255.0;
    return p;
}

ExpectedDice expectedDice(const MaskHistogram& histogram, const ValueProbabilities& probabilities)
{
    const std::vector<Level> levels = levelsOf(histogram, probabilities);
    ExpectedDice out;
    if (levels.empty()) {
        out.score.fill(kUndefined);
        out.ofNothing = kUndefined;
        return out;
    }
    std::array<double, kMaskStops + 1> inside{};
    double pixels = 0;
    for (std::size_t q = kMaskStops; q-- > 0;) {
        pixels += histogram[q];
        inside[q] = pixels;
    }
    // Below this u less than 1e-13 of an integral is lost: it is at least about 1 / (2 pixels).
    const double firstLogU = std::log(1e-13 / (pixels + 1));
    for (double x = firstLogU; x <= kLastLogU; x += kStep) {
        const double u = std::exp(x);
        const double fall = std::expm1(-u); // exp(-u) - 1
        const double logAll = logMoment(levels, fall) + x;
        double sum = 0; // over the pixels inside, of p / (1 - p + p exp(-u))
        auto level = levels.rbegin();
        for (int stop = kMaskStops - 1; stop >= 0; --stop) {
            for (; level != levels.rend() && level->value >= stop; ++level)
                sum += level->pixels * level->p / (1.0 + level->p * fall);
            const auto b = static_cast<std::size_t>(stop);
            const double exponent = logAll - u * (inside[b] + 1);
            if (sum > 0 && exponent > -60)
                out.score[b] += sum * std::exp(exponent);
        }
    }
    for (double& score : out.score)
        score = std::min(1.0, score * 2 * kStep);
    double logNothing = 0;
    for (const Level& level : levels)
        logNothing += level.pixels * std::log1p(-level.p); // -infinity where a pixel is surely true
    out.ofNothing = kEmptyEmptyScore * std::exp(logNothing);
    for (std::size_t b = 0; b < kMaskStops; ++b) {
        if (inside[b] == 0) // deciding so is deciding nothing
            out.score[b] = out.ofNothing;
    }
    const auto best = std::ranges::max_element(out.score);
    out.best = *best >= out.ofNothing ? static_cast<int>(best - out.score.begin()) : kMaskStops;
    return out;
}

double softDiceConfidence(const MaskHistogram& histogram, const ValueProbabilities& probabilities, int stop)
{
    double all = 0;
    double above = 0;
    double inside = 0;
    bool any = false;
    for (const Level& level : levelsOf(histogram, probabilities)) {
        any = true;
        all += level.pixels * level.p;
        if (level.value >= stop) {
            above += level.pixels * level.p;
            inside += level.pixels;
        }
    }
    if (!any)
        return kUndefined;
    return all + inside > 0 ? 2 * above / (all + inside) : kEmptyEmptyScore;
}

} // namespace badcase::analysis
