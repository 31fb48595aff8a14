// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_cut_table.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace badcase::analysis {

namespace {

/// Pixels by (role, value). Neighbours mostly fall on one place; four interleaved histograms keep an
/// increment from waiting for the one before it.
using RoleHistogram = std::array<std::uint32_t, 4 * 256>;

RoleHistogram roleHistogram(std::span<const std::uint8_t> values, std::span<const std::uint8_t> labels,
                            const MaskTruth& truth)
{
    constexpr std::size_t kSize = 4 * 256;
    std::vector<std::uint32_t> counts(4 * kSize);
    const auto place = [&](std::size_t i) {
        return (static_cast<std::size_t>(truth.of(labels[i])) << 8) | values[i];
    };
    std::size_t i = 0;
    for (; i + 4 <= values.size(); i += 4) {
        ++counts[place(i)];
        ++counts[kSize + place(i + 1)];
        ++counts[2 * kSize + place(i + 2)];
        ++counts[3 * kSize + place(i + 3)];
    }
    for (; i < values.size(); ++i)
        ++counts[place(i)];
    RoleHistogram sum{};
    for (std::size_t k = 0; k < kSize; ++k)
        sum[k] = counts[k] + counts[kSize + k] + counts[2 * kSize + k] + counts[3 * kSize + k];
    return sum;
}

/// Neighbouring values that have one share.
struct Pool {
    double labelled = 0;
    double pixels = 0;
    int first = 0; ///< value
    int last = 0;

    double share() const { return labelled / pixels; }
};

std::vector<Pool> risingPools(const MaskCutTable& table)
{
    std::vector<Pool> pools;
    const auto total = [](std::span<const std::uint32_t> row) {
        double sum = 0; // of integers: exact below 2^53
        for (const std::uint32_t count : row)
            sum += count;
        return sum;
    };
    std::vector<double> decided(kMaskStops + 1);
    std::vector<double> both(kMaskStops + 1);
    for (int b = 0; b < kMaskStops; ++b) {
        decided[static_cast<std::size_t>(b)] = total(table.decided(b));
        both[static_cast<std::size_t>(b)] = total(table.both(b));
    }
    for (int q = 0; q < kMaskStops; ++q) {
        const auto b = static_cast<std::size_t>(q);
        Pool one{both[b] - both[b + 1], decided[b] - decided[b + 1], q, q};
        if (one.pixels == 0)
            continue;
        while (!pools.empty() && pools.back().share() >= one.share()) {
            one = {pools.back().labelled + one.labelled, pools.back().pixels + one.pixels, pools.back().first,
                   q};
            pools.pop_back();
        }
        pools.push_back(one);
    }
    return pools;
}

} // namespace

Result<MaskCuts> maskCuts(const ClassMap& probability, const ClassMap& label, const MaskTruth& truth)
{
    if (probability.size() != label.size())
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::MaskCutTable",
                                                "The label mask is %1 x %2 pixels, the predicted one %3 x %4")
                        .arg(label.width())
                        .arg(label.height())
                        .arg(probability.width())
                        .arg(probability.height()));
    if (probability.pixelCount() > qsizetype(std::numeric_limits<std::uint32_t>::max()))
        return fail(ErrorCode::TooLarge,
                    QCoreApplication::translate("badcase::MaskCutTable",
                                                "A mask of %1 x %2 pixels is too large for a threshold table")
                        .arg(probability.width())
                        .arg(probability.height()));
    const auto counts = roleHistogram(probability.pixels(), label.pixels(), truth);
    const auto of = [&](PixelRole role, std::size_t b) { return counts[(std::size_t(role) << 8) | b]; };
    MaskCuts cuts;
    std::uint32_t decided = 0;
    std::uint32_t both = 0;
    for (std::size_t b = kMaskStops; b-- > 0;) {
        both += of(kLabelledPixel, b);
        decided += of(kLabelledPixel, b) + of(kCountedPixel, b);
        cuts.both[b] = both;
        cuts.decided[b] = decided;
    }
    return cuts;
}

MaskCutTable::MaskCutTable(qsizetype images)
    : m_images(images), m_decided(std::size_t(images) * kMaskStops), m_both(std::size_t(images) * kMaskStops)
{}

qsizetype MaskCutTable::bytes() const
{
    return qsizetype((m_decided.capacity() + m_both.capacity()) * sizeof(std::uint32_t));
}

void MaskCutTable::set(qsizetype image, const MaskCuts& cuts)
{
    Q_ASSERT(image >= 0 && image < m_images);
    for (std::size_t b = 0; b < kMaskStops; ++b) {
        const std::size_t place = b * std::size_t(m_images) + std::size_t(image);
        m_decided[place] = cuts.decided[b];
        m_both[place] = cuts.both[b];
    }
}

MaskOverlap MaskCutTable::overlap(qsizetype image, int stop) const
{
    const auto i = static_cast<std::size_t>(image);
    return {decided(0)[i], both(0)[i], decided(stop)[i], both(stop)[i]};
}

MaskScoreSum MaskCutTable::scores(int stop) const
{
    MaskScoreSum sum;
    for (qsizetype i = 0; i < m_images; ++i)
        sum.add(overlap(i, stop));
    return sum;
}

GroupedMaskScores MaskCutTable::scores(int stop, const ImageGroups& groups) const
{
    GroupedMaskScores sums{{}, std::vector<MaskScoreSum>(static_cast<std::size_t>(groups.count))};
    for (qsizetype i = 0; i < m_images; ++i)
        sums.add(overlap(i, stop), groups.at(i));
    return sums;
}

GroupedMaskScores MaskCutTable::scores(std::span<const std::uint8_t> stops, const ImageGroups& groups) const
{
    Q_ASSERT(qsizetype(stops.size()) == m_images);
    GroupedMaskScores sums{{}, std::vector<MaskScoreSum>(static_cast<std::size_t>(groups.count))};
    for (qsizetype i = 0; i < m_images; ++i)
        sums.add(overlap(i, stops[static_cast<std::size_t>(i)]), groups.at(i));
    return sums;
}

std::array<double, kMaskStops> calibratedProbabilities(const MaskCutTable& table)
{
    std::array<double, kMaskStops> shares{};
    for (std::size_t q = 0; q < shares.size(); ++q)
        shares[q] = static_cast<double>(q) / 255.0;
    const std::vector<Pool> pools = risingPools(table);
    if (pools.empty())
        return shares;
    const auto fill = [&](int from, int to, double low, double high) {
        for (int q = from; q <= to; ++q)
            shares[static_cast<std::size_t>(q)] =
                std::lerp(low, high, double(q - from + 1) / (to - from + 2));
    };
    fill(0, pools.front().first - 1, pools.front().share(), pools.front().share());
    for (std::size_t k = 0; k < pools.size(); ++k) {
        const Pool& pool = pools[k];
        fill(pool.first, pool.last, pool.share(), pool.share());
        const bool isLast = k + 1 == pools.size();
        fill(pool.last + 1, isLast ? kMaskStops - 1 : pools[k + 1].first - 1, pool.share(),
             isLast ? pool.share() : pools[k + 1].share());
    }
    return shares;
}

} // namespace badcase::analysis
