// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/reliability.h"

#include "inference/analysis/class_metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace badcase::analysis {

namespace {

constexpr double kConfidence = 0.95;

std::vector<ReliabilityBin> equalWidthBins(std::span<const Statement> statements, int bins)
{
    Calibration counts(bins);
    for (const Statement& one : statements)
        counts.add(one.probability, one.cameTrue);
    return counts.bins();
}

std::vector<ReliabilityBin> equalMassBins(std::span<const Statement> statements, int bins)
{
    std::vector<Statement> sorted(statements.begin(), statements.end());
    std::ranges::sort(sorted, {}, &Statement::probability);
    const std::size_t count = sorted.size();
    const auto parts = static_cast<std::size_t>(bins);
    std::vector<ReliabilityBin> out;
    std::size_t begin = 0;
    for (std::size_t part = 1; part <= parts; ++part) {
        std::size_t end = part * (count / parts) + std::min(part, count % parts);
        while (end > 0 && end < count && sorted[end].probability == sorted[end - 1].probability)
            ++end;
        if (end <= begin)
            continue; // its samples are equal to those before
        qint64 hits = 0;
        ExactSum sum;
        for (std::size_t i = begin; i < end; ++i) {
            hits += sorted[i].cameTrue ? 1 : 0;
            sum.add(sorted[i].probability);
        }
        const auto size = static_cast<double>(end - begin);
        out.push_back({sorted[begin].probability, sorted[end - 1].probability,
                       static_cast<qint64>(end - begin), static_cast<double>(hits) / size,
                       sum.value() / size});
        begin = end;
    }
    return out;
}

} // namespace

Reliability reliability(std::span<const Statement> statements, BinRule rule, int bins)
{
    Reliability out;
    out.bins =
        rule == BinRule::EqualWidth ? equalWidthBins(statements, bins) : equalMassBins(statements, bins);
    out.count = static_cast<qint64>(statements.size());
    if (statements.empty()) {
        out.expectedError = out.largestError = out.bias = kUndefined;
        return out;
    }
    const auto count = static_cast<double>(statements.size());
    for (const ReliabilityBin& bin : out.bins) {
        if (bin.count == 0)
            continue;
        const double gap = bin.confidence - bin.accuracy;
        const double share = static_cast<double>(bin.count) / count;
        out.expectedError += share * std::abs(gap);
        out.largestError = std::max(out.largestError, std::abs(gap));
        out.bias += share * gap;
    }
    return out;
}

double brierScore(std::span<const Statement> statements)
{
    if (statements.empty())
        return kUndefined;
    double sum = 0;
    for (const Statement& one : statements) {
        const double miss = one.probability - (one.cameTrue ? 1.0 : 0.0);
        sum += miss * miss;
    }
    return sum / static_cast<double>(statements.size());
}

Interval frequencyInterval(const ReliabilityBin& bin)
{
    if (bin.count == 0)
        return {0, 1};
    const qint64 hits = std::llround(bin.accuracy * static_cast<double>(bin.count));
    // The samples are a draw from all that there could be, not a part of a finite set.
    return wilsonInterval(hits, {bin.count, std::numeric_limits<qint64>::max()}, kConfidence);
}

} // namespace badcase::analysis
