// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_mixer.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace badcase::analysis {

namespace {

/// Pixels that are worked on at a time: their sums stay in the first cache.
constexpr std::size_t kChunk = 2048;

/// What `combine` stores of a mix, in steps.
int stored(double steps)
{
    return static_cast<int>(std::clamp(std::floor(steps + 0.5 + 1e-9), 0.0, 255.0));
}

bool logitInside(double sum, int stop)
{
    return stored(1.0 / (1.0 + std::exp(-sum)) * 255.0) >= stop;
}

std::array<double, 256> logitTable(double weight)
{
    std::array<double, 256> table{};
    for (std::size_t q = 0; q < table.size(); ++q) {
        const double p = static_cast<double>(q) / 255.0;
        const double opposite = static_cast<double>(255 - q) / 255.0;
        table[q] = weight * (std::log(std::max(p, kMixFloor)) - std::log(std::max(opposite, kMixFloor)));
    }
    return table;
}

/// sums[i] += the four products of pixel i.
void addFour(const std::array<const std::uint8_t*, 4>& q, const std::array<std::int16_t, 4>& parts,
             std::size_t pixels, std::int32_t* sums)
{
    const auto product = [](std::int16_t a, std::uint8_t b) {
        return static_cast<std::int32_t>(a) * static_cast<std::int16_t>(b);
    };
    const auto [a, b, c, d] = q;
    const auto [u, v, w, x] = parts;
    for (std::size_t i = 0; i < pixels; ++i)
        sums[i] += product(u, a[i]) + product(v, b[i]) + product(w, c[i]) + product(x, d[i]);
}

} // namespace

Result<MixWeights> MixWeights::create(std::span<const double> weights)
{
    if (!areMixWeights(weights))
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate(
                        "badcase::MaskMixer",
                        "Weights of views must be 0 or more, and at least one of them above 0"));
    const std::vector<double> shares = mixShares(weights);
    MixWeights out;
    std::vector<double> remainders;
    std::uint32_t sum = 0;
    for (const double share : shares) {
        const double parts = share * kOne;
        out.m_parts.push_back(static_cast<std::uint32_t>(parts));
        remainders.push_back(parts - std::floor(parts));
        sum += out.m_parts.back();
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t view) { return remainders[view]; });
    for (std::size_t i = 0; sum < kOne; ++i, ++sum)
        ++out.m_parts[order[i % order.size()]];
    return out;
}

std::vector<double> MixWeights::shares() const
{
    std::vector<double> shares;
    for (const std::uint32_t parts : m_parts)
        shares.push_back(static_cast<double>(parts) / kOne);
    return shares;
}

MaskMix::MaskMix(MixMode mode, const MixWeights& weights, int stop)
    : m_mode(mode), m_stop(stop), m_views(weights.views())
{
    constexpr std::uint32_t kMost = std::numeric_limits<std::int16_t>::max();
    for (std::size_t view = 0; view < m_views; ++view) {
        if (weights.parts()[view] > 0)
            m_used.push_back(view);
        for (std::uint32_t left = weights.parts()[view]; left > 0; left -= std::min(left, kMost))
            m_terms.push_back({view, static_cast<std::int16_t>(std::min(left, kMost))});
    }
    while (m_terms.size() % 4 != 0)
        m_terms.push_back({m_used.front(), 0});
    if (mode != MixMode::Logit)
        return;
    const std::vector<double> shares = mixShares(weights.shares());
    for (const std::size_t view : m_used)
        m_logits.push_back(logitTable(shares[view]));
    // The sum at which the stop is reached, to the last bits; around it the rule itself decides.
    double low = -40;
    double high = 40;
    for (int i = 0; i < 80; ++i) {
        const double middle = (low + high) / 2;
        (logitInside(middle, stop) ? high : low) = middle;
    }
    m_surelyBelow = stop > 0 ? low - 1e-9 : -std::numeric_limits<double>::infinity();
    m_surelyInside = stop > 0 ? high + 1e-9 : -std::numeric_limits<double>::infinity();
}

void MaskMix::decideMean(std::span<const std::uint8_t* const> views, std::size_t pixels,
                         std::uint8_t* inside) const
{
    std::array<std::int32_t, kChunk> sums;
    // sum parts q / 2^16 >= stop - 1/2
    const std::int32_t least = (2 * m_stop - 1) * static_cast<std::int32_t>(MixWeights::kOne / 2);
    for (std::size_t start = 0; start < pixels; start += kChunk) {
        const std::size_t count = std::min(kChunk, pixels - start);
        std::fill_n(sums.begin(), count, 0);
        for (std::size_t k = 0; k < m_terms.size(); k += 4) {
            std::array<const std::uint8_t*, 4> q{};
            std::array<std::int16_t, 4> parts{};
            for (std::size_t j = 0; j < 4; ++j) {
                q[j] = views[m_terms[k + j].view] + start;
                parts[j] = m_terms[k + j].parts;
            }
            addFour(q, parts, count, sums.data());
        }
        std::uint8_t* out = inside + start;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = sums[i] >= least;
    }
}

void MaskMix::decideLogit(std::span<const std::uint8_t* const> views, std::size_t pixels,
                          std::uint8_t* inside) const
{
    std::array<double, kChunk> sums;
    for (std::size_t start = 0; start < pixels; start += kChunk) {
        const std::size_t count = std::min(kChunk, pixels - start);
        std::fill_n(sums.begin(), count, 0.0);
        for (std::size_t k = 0; k < m_used.size(); ++k) {
            const std::uint8_t* q = views[m_used[k]] + start;
            const std::array<double, 256>& table = m_logits[k];
            for (std::size_t i = 0; i < count; ++i)
                sums[i] += table[q[i]];
        }
        const double below = m_surelyBelow;
        const double from = m_surelyInside;
        std::uint8_t* out = inside + start;
        bool allSure = true;
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = sums[i] >= from;
            allSure &= sums[i] < below || sums[i] >= from;
        }
        for (std::size_t i = 0; !allSure && i < count; ++i) {
            if (sums[i] >= below && sums[i] < from)
                out[i] = logitInside(sums[i], m_stop);
        }
    }
}

void MaskMix::decideMax(std::span<const std::uint8_t* const> views, std::size_t pixels,
                        std::uint8_t* inside) const
{
    std::copy_n(views[m_used.front()], pixels, inside);
    for (const std::size_t view : m_used) {
        const std::uint8_t* q = views[view];
        for (std::size_t i = 0; i < pixels; ++i)
            inside[i] = std::max(inside[i], q[i]);
    }
    // A byte that is written may be any object, members too: what the loop reads stands in a variable.
    const auto stop = static_cast<std::uint8_t>(m_stop);
    for (std::size_t i = 0; i < pixels; ++i)
        inside[i] = inside[i] >= stop;
}

void MaskMix::decide(std::span<const std::uint8_t* const> views, std::size_t pixels,
                     std::uint8_t* inside) const
{
    Q_ASSERT(views.size() == m_views);
    switch (m_mode) {
    case MixMode::Mean:
        return decideMean(views, pixels, inside);
    case MixMode::Logit:
        return decideLogit(views, pixels, inside);
    case MixMode::Max:
        return decideMax(views, pixels, inside);
    }
}

MaskOverlap MaskMix::overlap(std::span<const std::span<const std::uint8_t>> views,
                             std::span<const std::uint8_t> roles) const
{
    MaskOverlap sum;
    std::array<std::uint8_t, kChunk> inside;
    std::vector<const std::uint8_t*> chunk(views.size());
    for (std::size_t start = 0; start < roles.size(); start += kChunk) {
        const std::size_t count = std::min(kChunk, roles.size() - start);
        for (std::size_t v = 0; v < views.size(); ++v)
            chunk[v] = views[v].data() + start;
        decide(chunk, count, inside.data());
        const std::uint8_t* role = roles.data() + start;
        // 16 bits hold what a chunk can count, and make wide vectors.
        std::uint16_t pixels = 0, labelled = 0, decided = 0, both = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto counts = static_cast<std::uint8_t>(role[i] & 1);
            const auto thing = static_cast<std::uint8_t>(role[i] >> 1);
            pixels = static_cast<std::uint16_t>(pixels + counts);
            labelled = static_cast<std::uint16_t>(labelled + thing);
            decided = static_cast<std::uint16_t>(decided + (counts & inside[i]));
            both = static_cast<std::uint16_t>(both + (thing & inside[i]));
        }
        sum += MaskOverlap{pixels, labelled, decided, both};
    }
    return sum;
}

} // namespace badcase::analysis
