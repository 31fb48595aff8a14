// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/ranking.h"

#include "inference/analysis/class_metrics.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace badcase::analysis {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Ranking", text);
}

template <class Real>
struct Scored {
    Real score;
    std::uint8_t positive;
};

template <class Real>
std::vector<Scored<Real>> paired(std::span<const Real> scores, std::span<const std::uint8_t> truth)
{
    std::vector<Scored<Real>> items(scores.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i] = {scores[i], static_cast<std::uint8_t>(truth[i] != 0)};
    return items;
}

template <class Real>
std::vector<Scored<Real>> sortedFalling(std::span<const Real> scores, std::span<const std::uint8_t> truth)
{
    auto items = paired(scores, truth);
    std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    return items;
}

/// The bits of floats that are not negative order like the floats, which leaves the sign bit for the truth.
std::vector<Scored<float>> radixSortedFalling(std::span<const float> scores,
                                              std::span<const std::uint8_t> truth)
{
    constexpr int kBits = 11;
    constexpr std::uint32_t kMask = (1u << kBits) - 1;
    std::vector<std::uint32_t> keys(scores.size());
    std::vector<std::uint32_t> other(scores.size());
    std::array<std::array<std::uint32_t, kMask + 1>, 3> counts{};
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const float score = scores[i] + 0.0f; // makes -0 into 0
        keys[i] = ~((std::bit_cast<std::uint32_t>(score) << 1) | (truth[i] != 0 ? 1u : 0u));
        for (int pass = 0; pass < 3; ++pass)
            ++counts[static_cast<std::size_t>(pass)][(keys[i] >> (pass * kBits)) & kMask];
    }
    for (int pass = 0; pass < 3; ++pass) {
        auto& starts = counts[static_cast<std::size_t>(pass)];
        std::uint32_t start = 0;
        for (auto& count : starts)
            start += std::exchange(count, start);
        for (const std::uint32_t key : keys)
            other[starts[(key >> (pass * kBits)) & kMask]++] = key;
        keys.swap(other);
    }
    std::vector<Scored<float>> items(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
        items[i] = {std::bit_cast<float>(~keys[i] >> 1), static_cast<std::uint8_t>(~keys[i] & 1u)};
    return items;
}

double rate(qint64 part, qint64 whole)
{
    return static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

template <class Real>
Result<Ranking> Ranking::fromScores(std::span<const Real> scores, std::span<const std::uint8_t> truth)
{
    if (scores.size() != truth.size())
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 scores do not fit %2 labels").arg(scores.size()).arg(truth.size()));
    bool anyNegative = false;
    for (const Real score : scores) {
        if (std::isnan(score))
            return fail(ErrorCode::InvalidArgument,
                        tr("A score is not a number, so the samples cannot be ranked"));
        anyNegative = anyNegative || score < 0;
    }
    std::vector<Scored<Real>> items;
    if constexpr (std::is_same_v<Real, float>)
        items = anyNegative ? sortedFalling(scores, truth) : radixSortedFalling(scores, truth);
    else
        items = sortedFalling(scores, truth);

    Ranking ranking;
    Step step;
    for (std::size_t i = 0; i < items.size(); ++i) {
        step.truePositives += items[i].positive;
        step.falsePositives += 1 - items[i].positive;
        if (i + 1 == items.size() || items[i + 1].score != items[i].score) {
            step.threshold = static_cast<double>(items[i].score);
            ranking.m_steps.push_back(step);
        }
    }
    return ranking;
}

Result<Ranking> Ranking::create(std::span<const float> scores, std::span<const std::uint8_t> truth)
{
    return fromScores(scores, truth);
}

Result<Ranking> Ranking::create(std::span<const double> scores, std::span<const std::uint8_t> truth)
{
    return fromScores(scores, truth);
}

double Ranking::averagePrecision() const
{
    if (positives() == 0)
        return kUndefined;
    double sum = 0;
    qint64 before = 0;
    for (const Step& step : m_steps) {
        sum += static_cast<double>(step.truePositives - before) *
               rate(step.truePositives, step.truePositives + step.falsePositives);
        before = step.truePositives;
    }
    return sum / static_cast<double>(positives());
}

double Ranking::rocAuc() const
{
    if (positives() == 0 || negatives() == 0)
        return kUndefined;
    // Twice the area in units of one positive times one negative; a double holds it exactly below 2^53.
    double twice = 0;
    Step before;
    for (const Step& step : m_steps) {
        twice += static_cast<double>(step.falsePositives - before.falsePositives) *
                 static_cast<double>(step.truePositives + before.truePositives);
        before = step;
    }
    return twice / (2.0 * static_cast<double>(positives()) * static_cast<double>(negatives()));
}

std::vector<CurvePoint> Ranking::prCurve() const
{
    if (positives() == 0)
        return {};
    std::vector<CurvePoint> curve{{0.0, 1.0, std::numeric_limits<double>::infinity()}};
    curve.reserve(m_steps.size() + 1);
    for (const Step& step : m_steps)
        curve.push_back({rate(step.truePositives, positives()),
                         rate(step.truePositives, step.truePositives + step.falsePositives), step.threshold});
    return curve;
}

std::vector<CurvePoint> Ranking::rocCurve() const
{
    if (positives() == 0 || negatives() == 0)
        return {};
    std::vector<CurvePoint> curve{{0.0, 0.0, std::numeric_limits<double>::infinity()}};
    curve.reserve(m_steps.size() + 1);
    for (const Step& step : m_steps)
        curve.push_back(
            {rate(step.falsePositives, negatives()), rate(step.truePositives, positives()), step.threshold});
    return curve;
}

std::vector<CurvePoint> thinned(std::span<const CurvePoint> curve, int maxPoints)
{
    constexpr int kKeptAColumn = 4;
    if (curve.size() <= static_cast<std::size_t>(std::max(maxPoints, 0)))
        return {curve.begin(), curve.end()};
    const int columns = std::max(maxPoints / kKeptAColumn, 2);
    const double left = curve.front().x;
    const double width = curve.back().x - left;
    const auto columnOf = [&](const CurvePoint& point) {
        return width > 0 ? std::min(static_cast<int>((point.x - left) / width * columns), columns - 1) : 0;
    };
    std::vector<CurvePoint> out;
    for (std::size_t begin = 0; begin < curve.size();) {
        std::size_t end = begin;
        std::array<std::size_t, kKeptAColumn> kept{begin, begin, begin,
                                                   begin}; // first, lowest, highest, last
        while (end < curve.size() && columnOf(curve[end]) == columnOf(curve[begin])) {
            if (curve[end].y < curve[kept[1]].y)
                kept[1] = end;
            if (curve[end].y > curve[kept[2]].y)
                kept[2] = end;
            kept[3] = end++;
        }
        std::sort(kept.begin(), kept.end());
        for (std::size_t i = 0; i < kept.size(); ++i) {
            if (i == 0 || kept[i] != kept[i - 1])
                out.push_back(curve[kept[i]]);
        }
        begin = end;
    }
    return out;
}

} // namespace badcase::analysis
