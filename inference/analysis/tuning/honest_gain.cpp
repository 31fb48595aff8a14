// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/honest_gain.h"

#include "inference/analysis/tuning/quantile.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace badcase::analysis {

namespace {

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double varianceOf(const std::vector<double>& values)
{
    if (values.size() < 2)
        return 0;
    const double mean = meanOf(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - mean) * (value - mean);
    return sum / static_cast<double>(values.size() - 1);
}

} // namespace

GainDraws GainDraws::operator-(const GainDraws& other) const
{
    GainDraws out = *this;
    std::ranges::transform(out.repeats, other.repeats, out.repeats.begin(), std::minus<>());
    std::ranges::transform(out.rounds, other.rounds, out.rounds.begin(), std::minus<>());
    return out;
}

HonestGain honestGain(const GainDraws& draws, double confidence)
{
    HonestGain out;
    out.heldOut = meanOf(draws.repeats);
    std::vector<double> rounds = draws.rounds;
    std::erase_if(rounds, [](double gain) { return std::isnan(gain); });
    if (rounds.size() < 2) {
        out.interval = {out.heldOut, out.heldOut};
        return out;
    }
    std::ranges::sort(rounds);
    const double mean = meanOf(rounds);
    const double variance = varianceOf(rounds);
    const double scale = variance > 0 ? std::sqrt(1 + varianceOf(draws.repeats) / variance) : 1.0;
    const Interval plain = quantileInterval(rounds, confidence);
    out.interval = {out.heldOut + (plain.low - mean) * scale, out.heldOut + (plain.high - mean) * scale};
    return out;
}

Advice adviceOn(const HonestGain& perClass, const HonestGain& common, const HonestGain& overCommon)
{
    const bool commonPays = common.interval.low > 0;
    if (perClass.interval.low > 0 && (overCommon.interval.low > 0 || !commonPays))
        return Advice::Keep;
    return commonPays ? Advice::TauOnly : Advice::NotWorthIt;
}

} // namespace badcase::analysis
