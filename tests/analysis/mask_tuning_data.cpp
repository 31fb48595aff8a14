// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/analysis/mask_tuning_data.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace badcase::test {

namespace {

std::uint8_t byteOf(double value)
{
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

/// A few soft hills.
ClassMap hills(std::mt19937& random, QSize size)
{
    const auto uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    std::vector<double> values(static_cast<std::size_t>(size.width()) *
                               static_cast<std::size_t>(size.height()));
    const int count = 1 + static_cast<int>(random() % 6);
    for (int k = 0; k < count; ++k) {
        const double x0 = uniform(0, size.width()), y0 = uniform(0, size.height());
        const double wide = uniform(1, 8), high = uniform(40, 320);
        std::size_t i = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x, ++i) {
                const double d = ((x - x0) * (x - x0) + (y - y0) * (y - y0)) / (2 * wide * wide);
                values[i] = std::max(values[i], high * std::exp(-d));
            }
        }
    }
    ClassMap map(size, 0);
    std::ranges::transform(values, map.mutablePixels().begin(), byteOf);
    return map;
}

} // namespace

QSize randomSize(std::mt19937& random)
{
    return {1 + static_cast<int>(random() % 40), 1 + static_cast<int>(random() % 40)};
}

ClassMap randomProbability(std::mt19937& random, QSize size)
{
    ClassMap map(size, 0);
    switch (random() % 7) {
    case 0: // noise
        for (auto& pixel : map.mutablePixels())
            pixel = static_cast<std::uint8_t>(random());
        return map;
    case 1: // plateaus of few values
        for (auto& pixel : map.mutablePixels())
            pixel = static_cast<std::uint8_t>(85 * (random() % 4));
        return map;
    case 2: // nothing, everything or the same everywhere
        return ClassMap(
            size, static_cast<std::uint8_t>(std::array{0u, 255u, unsigned(random() % 256)}[random() % 3]));
    case 3: { // hills with steps
        map = hills(random, size);
        for (auto& pixel : map.mutablePixels())
            pixel = static_cast<std::uint8_t>(pixel / 32 * 32);
        return map;
    }
    case 4: { // hills with noise
        map = hills(random, size);
        for (auto& pixel : map.mutablePixels())
            pixel = byteOf(pixel + static_cast<int>(random() % 21) - 10);
        return map;
    }
    default:
        return hills(random, size);
    }
}

ClassMap randomLabel(std::mt19937& random, const ClassMap& probability)
{
    const auto kind = random() % 8;
    ClassMap label(probability.size(), kind == 0 ? 0 : (kind == 1 ? 255 : 1));
    if (kind <= 2) // nothing, nothing that counts, everything
        return label;
    const auto q = probability.pixels();
    const auto pixels = label.mutablePixels();
    const int level = 30 + static_cast<int>(random() % 200);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const bool wrong = random() % 8 == 0;
        pixels[i] = (q[i] >= level) != wrong ? 1 : 0;
        if (kind > 5 && random() % 4 == 0)
            pixels[i] = 255;
    }
    return label;
}

MaskCase randomMaskCase(std::mt19937& random)
{
    MaskCase one;
    one.probability = randomProbability(random, randomSize(random));
    one.label = randomLabel(random, one.probability);
    return one;
}

ClassMap decidedAt(const ClassMap& probability, int stop)
{
    ClassMap decision = probability;
    for (auto& pixel : decision.mutablePixels())
        pixel = pixel >= stop ? 1 : 0;
    return decision;
}

void addScore(analysis::SegmentationScore& score, const ClassMap& label, const ClassMap& decision)
{
    const auto counts = analysis::countPixels(label, decision, score.rules());
    if (!counts)
        qFatal("%s", qPrintable(counts.error().message));
    score.add(*counts);
}

} // namespace badcase::test
