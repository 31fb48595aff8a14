// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_rows.h"

#include <algorithm>
#include <bit>

// A second copy of the loops for processors with AVX2, chosen when the program starts; without fused
// multiply-add, so both copies give the same bits. Sanitizers do not survive the resolver that chooses.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) &&      \
    !defined(__SANITIZE_ADDRESS__)
#define BADCASE_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define BADCASE_VECTOR_CLONES
#endif

namespace badcase::engine {

namespace {

/// exp(x) for x <= 0 to about 2e-7 of it or of 1e-2, whichever is more; 0 below -87. The library's exp() is a
/// call per value, which made post-processing a tenth of a run; this one is plain arithmetic that runs on
/// whole vectors.
[[gnu::always_inline]] inline float expOfNonPositive(float x)
{
    constexpr float kLog2E = 1.44269504F;
    constexpr float kLn2 = 0.693147181F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it rounds to an integer
    // The bits of negative floats grow as the value falls, so this integer minimum is max(x, -87), and unlike
    // a comparison of floats it leaves no branch in the loop.
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
    const std::uint32_t lowest = std::bit_cast<std::uint32_t>(-87.0F);
    const float clamped = std::bit_cast<float>(bits < lowest ? bits : lowest);
    const float shifted = clamped * kLog2E + kRound;
    const float n = shifted - kRound;
    const float r = clamped - n * kLn2;
    // exp on |r| <= ln(2) / 2, by its Chebyshev polynomial: two terms fewer than the Taylor series needs.
    float p = 0.00837513727F;
    p = p * r + 0.0419175800F;
    p = p * r + 0.166664154F;
    p = p * r + 0.499988687F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    const std::int32_t exponent = std::bit_cast<std::int32_t>(shifted) - std::bit_cast<std::int32_t>(kRound);
    const float power = std::bit_cast<float>((exponent + 127) << 23);
    return p * power;
}

} // namespace

BADCASE_VECTOR_CLONES
bool allFinite(std::span<const float> values)
{
    // An exponent of all ones is infinity or NaN. Counting integers vectorises, a chain of isfinite() does
    // not.
    std::uint32_t bad = 0;
    for (const float value : values)
        bad |= static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(value) & 0x7F800000U) == 0x7F800000U);
    return bad == 0;
}

BADCASE_VECTOR_CLONES
void argmaxRow(const float* __restrict rows, int channels, int width, float* __restrict best,
               std::int32_t* __restrict index)
{
    std::copy_n(rows, width, best);
    std::fill_n(index, width, 0);
    for (int c = 1; c < channels; ++c) {
        const float* __restrict row = rows + static_cast<std::ptrdiff_t>(c) * width;
        for (int x = 0; x < width; ++x)
            index[x] = row[x] > best[x] ? c : index[x];
        for (int x = 0; x < width; ++x)
            best[x] = row[x] > best[x] ? row[x] : best[x];
    }
}

BADCASE_VECTOR_CLONES
void softmaxOfBestRow(const float* __restrict rows, int channels, int width, const float* __restrict best,
                      float* __restrict probability)
{
    std::fill_n(probability, width, 0.0F);
    for (int c = 0; c < channels; ++c) {
        const float* row = rows + static_cast<std::ptrdiff_t>(c) * width;
        for (int x = 0; x < width; ++x)
            probability[x] += expOfNonPositive(row[x] - best[x]);
    }
    for (int x = 0; x < width; ++x)
        probability[x] = 1.0F / probability[x];
}

BADCASE_VECTOR_CLONES
void sigmoidRow(const float* logits, int width, float* probability)
{
    for (int x = 0; x < width; ++x) {
        const float z = logits[x];
        const float magnitude = z < 0.0F ? -z : z;
        const float e = expOfNonPositive(-magnitude);
        const float numerator = z >= 0.0F ? 1.0F : e;
        probability[x] = numerator / (1.0F + e);
    }
}

BADCASE_VECTOR_CLONES
void softmaxPlanes(float* planes, int channels, std::size_t stride, int count, float* scratch)
{
    float* best = scratch;
    float* sum = scratch + count;
    std::copy_n(planes, count, best);
    for (int c = 1; c < channels; ++c) {
        const float* plane = planes + static_cast<std::size_t>(c) * stride;
        for (int x = 0; x < count; ++x)
            best[x] = plane[x] > best[x] ? plane[x] : best[x];
    }
    std::fill_n(sum, count, 0.0F);
    for (int c = 0; c < channels; ++c) {
        float* plane = planes + static_cast<std::size_t>(c) * stride;
        for (int x = 0; x < count; ++x) {
            plane[x] = expOfNonPositive(plane[x] - best[x]);
            sum[x] += plane[x];
        }
    }
    for (int c = 0; c < channels; ++c) {
        float* plane = planes + static_cast<std::size_t>(c) * stride;
        for (int x = 0; x < count; ++x)
            plane[x] /= sum[x];
    }
}

BADCASE_VECTOR_CLONES
void quantiseRow(const float* __restrict probability, int width, std::uint8_t* __restrict out)
{
    for (int x = 0; x < width; ++x) {
        const float low = probability[x] > 0.0F ? probability[x] : 0.0F;
        const float scaled = (low < 1.0F ? low : 1.0F) * 255.0F + 0.5F;
        out[x] = static_cast<std::uint8_t>(static_cast<std::int32_t>(scaled));
    }
}

} // namespace badcase::engine
