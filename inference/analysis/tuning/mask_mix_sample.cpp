// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_mix_sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace badcase::analysis {

namespace {

/// Of unlabelled pixels 0..15, of labelled ones 16..31.
std::size_t stratumOf(std::uint8_t least, std::uint8_t most, std::uint8_t role)
{
    return static_cast<std::size_t>((int(least) + int(most)) / 32 + (role == kLabelledPixel ? 16 : 0));
}

MaskCuts cutsOf(const std::vector<std::uint8_t>& values, std::span<const std::uint8_t> roles)
{
    std::array<std::uint32_t, 4 * 256> counts{};
    for (std::size_t i = 0; i < values.size(); ++i)
        ++counts[(static_cast<std::size_t>(roles[i]) << 8) | values[i]];
    MaskCuts cuts;
    std::uint32_t decided = 0;
    std::uint32_t both = 0;
    for (std::size_t b = kMaskStops; b-- > 0;) {
        both += counts[(std::size_t(kLabelledPixel) << 8) | b];
        decided +=
            counts[(std::size_t(kLabelledPixel) << 8) | b] + counts[(std::size_t(kCountedPixel) << 8) | b];
        cuts.both[b] = both;
        cuts.decided[b] = decided;
    }
    return cuts;
}

/// As much for each as it can use, and what is left over for the others again.
std::vector<std::uint32_t> fairShares(const std::vector<std::uint32_t>& wanted, std::uint32_t budget)
{
    std::vector<std::uint32_t> shares(wanted.size());
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::size_t i = order[k];
        shares[i] = std::min(wanted[i], budget / static_cast<std::uint32_t>(order.size() - k));
        budget -= shares[i];
    }
    return shares;
}

/// What the sample of one stratum says of its pixels in doubt.
struct DoubtCounts {
    double pixels = 0; ///< of the image
    double kept = 0;
    double doubtful = 0; ///< of those kept
    double inside = 0;   ///< of the doubtful
};

struct Share {
    double value = 0.5;
    double variance = 0;
};

/// Ratio estimate over strata: inside / doubtful, each pixel standing for pixels / kept of its stratum, with
/// the usual variance of its residuals.
Share insideShare(std::span<const DoubtCounts> strata, double undecided)
{
    double doubtful = 0;
    double inside = 0;
    double seen = 0;
    for (const DoubtCounts& one : strata) {
        if (one.kept == 0)
            continue;
        doubtful += one.pixels / one.kept * one.doubtful;
        inside += one.pixels / one.kept * one.inside;
        seen += one.doubtful;
    }
    Share share;
    if (doubtful > 0)
        share.value = inside / doubtful;
    if (seen >= undecided)
        return share; // all of them are kept
    // A sample without a single exception does not prove that there is none: one pixel each way is added.
    const double p = (share.value * seen + 1) / (seen + 2);
    const double plain = p * (1 - p) / (seen + 1) * (1 - seen / undecided);
    if (share.value <= 0 || share.value >= 1 || seen < 2) {
        share.variance = plain;
        return share;
    }
    for (const DoubtCounts& one : strata) {
        if (one.kept < 2 || one.kept >= one.pixels)
            continue;
        const double in = 1 - share.value;
        const double sum = one.inside * in - (one.doubtful - one.inside) * share.value;
        const double squares = one.inside * in * in + (one.doubtful - one.inside) * share.value * share.value;
        const double spread = (squares - sum * sum / one.kept) / (one.kept - 1);
        share.variance += one.pixels * one.pixels * (1 - one.kept / one.pixels) / one.kept * spread;
    }
    share.variance /= doubtful * doubtful;
    return share;
}

} // namespace

MaskMixSample::MaskMixSample(std::span<const std::span<const std::uint8_t>> views,
                             std::span<const std::uint8_t> roles, const MixSampleRules& rules)
    : m_views(views.size())
{
    std::vector<std::uint8_t> least(views.front().begin(), views.front().end());
    std::vector<std::uint8_t> most = least;
    for (const auto& view : views.subspan(1)) {
        const std::uint8_t* q = view.data();
        for (std::size_t i = 0; i < least.size(); ++i) {
            least[i] = std::min(least[i], q[i]);
            most[i] = std::max(most[i], q[i]);
        }
    }
    m_sure = cutsOf(least, roles);
    m_possible = cutsOf(most, roles);
    keep(views, roles, least, most, rules);
}

void MaskMixSample::keep(std::span<const std::span<const std::uint8_t>> views,
                         std::span<const std::uint8_t> roles, const std::vector<std::uint8_t>& least,
                         const std::vector<std::uint8_t>& most, const MixSampleRules& rules)
{
    const auto isInDoubt = [&](std::size_t i) { return roles[i] != kIgnoredPixel && least[i] < most[i]; };
    std::vector<std::uint32_t> pixels(m_strata.size());
    for (std::size_t i = 0; i < roles.size(); ++i) {
        if (isInDoubt(i))
            ++pixels[stratumOf(least[i], most[i], roles[i])];
    }
    const auto shares = fairShares(pixels, static_cast<std::uint32_t>(rules.pixels));
    std::vector<std::size_t> next(m_strata.size());
    for (std::size_t s = 0; s < m_strata.size(); ++s) {
        m_strata[s] = {pixels[s], shares[s], 255, 0};
        next[s] = m_kept;
        m_kept += shares[s];
    }
    m_values.resize((m_views + 2) * m_kept);
    // Each pixel is taken with the chance (still wanted) / (still to come): every set of the wanted size is
    // equally likely.
    auto wanted = shares;
    std::mt19937_64 random(rules.seed);
    for (std::size_t i = 0; i < roles.size(); ++i) {
        if (!isInDoubt(i))
            continue;
        const std::size_t s = stratumOf(least[i], most[i], roles[i]);
        const bool all = wanted[s] == pixels[s];
        const std::uint32_t left = pixels[s]--;
        if (wanted[s] == 0 || (!all && random() % left >= wanted[s]))
            continue;
        --wanted[s];
        const std::size_t place = next[s]++;
        for (std::size_t v = 0; v < m_views; ++v)
            m_values[v * m_kept + place] = views[v][i];
        m_values[m_views * m_kept + place] = least[i];
        m_values[(m_views + 1) * m_kept + place] = most[i];
        m_strata[s].least = std::min(m_strata[s].least, least[i]);
        m_strata[s].most = std::max(m_strata[s].most, most[i]);
    }
}

std::pair<std::uint32_t, std::uint32_t> MaskMixSample::doubts(const MaskMix& mix, const Stratum& stratum,
                                                              std::size_t first) const
{
    const int stop = mix.stop();
    if (stratum.kept == 0 || stratum.most < stop || stratum.least >= stop)
        return {0, 0};
    std::vector<const std::uint8_t*> views(m_views);
    for (std::size_t v = 0; v < m_views; ++v)
        views[v] = m_values.data() + v * m_kept + first;
    std::vector<std::uint8_t> inside(stratum.kept);
    mix.decide(views, stratum.kept, inside.data());
    const std::uint8_t* least = m_values.data() + m_views * m_kept + first;
    const std::uint8_t* most = least + m_kept;
    std::uint32_t doubtful = 0;
    std::uint32_t in = 0;
    for (std::size_t i = 0; i < stratum.kept; ++i) {
        const unsigned doubt = unsigned(least[i] < stop) & unsigned(most[i] >= stop);
        doubtful += doubt;
        in += doubt & inside[i];
    }
    return {doubtful, in};
}

MixEstimate MaskMixSample::estimate(const MaskMix& mix) const
{
    const MaskOverlap sure = m_sure.at(mix.stop());
    const MaskOverlap possible = m_possible.at(mix.stop());
    MixEstimate out;
    out.pixels = sure.pixels;
    out.labelled = sure.labelled;
    out.undecided = possible.decided - sure.decided;
    out.anyInside = sure.decided > 0;
    std::array<DoubtCounts, 2 * kMiddles> counts{};
    std::size_t first = 0;
    for (std::size_t s = 0; s < counts.size(); first += m_strata[s++].kept) {
        const auto [doubtful, inside] = doubts(mix, m_strata[s], first);
        counts[s] = {double(m_strata[s].pixels), double(m_strata[s].kept), double(doubtful), double(inside)};
        out.anyInside |= inside > 0;
    }
    const auto labelledDoubt = static_cast<double>(possible.both - sure.both);
    const double otherDoubt = static_cast<double>(out.undecided) - labelledDoubt;
    const Share falsely = insideShare(std::span(counts).first(kMiddles), otherDoubt);
    const Share both = insideShare(std::span(counts).last(kMiddles), labelledDoubt);
    out.both = static_cast<double>(sure.both) + both.value * labelledDoubt;
    out.falsely = static_cast<double>(sure.decided - sure.both) + falsely.value * otherDoubt;
    out.bothError = std::sqrt(both.variance) * labelledDoubt;
    out.falselyError = std::sqrt(falsely.variance) * otherDoubt;
    const qint64 sureFalse = sure.decided - sure.both;
    const qint64 possibleFalse = possible.decided - possible.both;
    out.well = {sure.pixels, sure.labelled, possible.both + sureFalse, possible.both};
    out.badly = {sure.pixels, sure.labelled, sure.both + possibleFalse, sure.both};
    return out;
}

qsizetype MaskMixSample::bytes() const
{
    return qsizetype(sizeof(MaskMixSample) + m_values.capacity());
}

double MixEstimate::dice() const
{
    if (pixels == 0)
        return kUndefined;
    const double sum = static_cast<double>(labelled) + both + falsely;
    return sum > 0 ? 2 * both / sum : kEmptyEmptyScore;
}

double MixEstimate::iou() const
{
    if (pixels == 0)
        return kUndefined;
    const double either = static_cast<double>(labelled) + falsely;
    return either > 0 ? both / either : kEmptyEmptyScore;
}

double MixEstimate::diceError() const
{
    if (labelled == 0)
        return anyInside ? 0.0 : std::min(0.5, falselyError);
    // d(2 b / (g + b + f)): 2 (g + f) / s^2 by b, -2 b / s^2 by f
    const double sum = static_cast<double>(labelled) + both + falsely;
    const double byBoth = 2 * (static_cast<double>(labelled) + falsely) / (sum * sum) * bothError;
    const double byFalsely = 2 * both / (sum * sum) * falselyError;
    return std::hypot(byBoth, byFalsely);
}

double MixEstimate::iouError() const
{
    if (labelled == 0)
        return anyInside ? 0.0 : std::min(0.5, falselyError);
    const double either = static_cast<double>(labelled) + falsely;
    return std::hypot(bothError / either, both / (either * either) * falselyError);
}

MixAnswer mixAnswer(std::span<const MaskMixSample> images, const MaskMix& mix)
{
    MixAnswer out;
    ExactSum dice, iou, worstDice, bestDice, worstIou, bestIou;
    double diceVariance = 0;
    double iouVariance = 0;
    for (const MaskMixSample& image : images) {
        const MixEstimate one = image.estimate(mix);
        if (one.pixels == 0)
            continue;
        ++out.images;
        out.pixels += one.pixels;
        out.undecided += one.undecided;
        dice.add(one.dice());
        iou.add(one.iou());
        worstDice.add(one.badly.dice());
        bestDice.add(one.well.dice());
        worstIou.add(one.badly.iou());
        bestIou.add(one.well.iou());
        diceVariance += one.diceError() * one.diceError();
        iouVariance += one.iouError() * one.iouError();
    }
    if (out.images == 0)
        return out;
    const auto n = static_cast<double>(out.images);
    out.meanDice = dice.value() / n;
    out.meanIou = iou.value() / n;
    out.meanDiceError = std::sqrt(diceVariance) / n;
    out.meanIouError = std::sqrt(iouVariance) / n;
    out.diceBounds = {worstDice.value() / n, bestDice.value() / n};
    out.iouBounds = {worstIou.value() / n, bestIou.value() / n};
    return out;
}

} // namespace badcase::analysis
