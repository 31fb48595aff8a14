// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/resize.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace badcase::engine {

namespace {

/// Source pixels per output pixel, computed in float as the reference does: the last bit decides which
/// neighbours are taken.
float axisScale(int from, int to, bool alignCorners)
{
    if (alignCorners)
        return to > 1 ? static_cast<float>(from - 1) / static_cast<float>(to - 1) : 0.0F;
    return static_cast<float>(from) / static_cast<float>(to);
}

float bilinearPosition(int i, float scale, bool alignCorners)
{
    if (alignCorners)
        return scale * static_cast<float>(i);
    return std::max(0.0F, scale * (static_cast<float>(i) + 0.5F) - 0.5F);
}

/// A row of a float plane, enlarged: out[x] = in[first[x]] * w[2x] + in[first[x] + 1] * w[2x + 1]. The two
/// neighbours are loaded as one value and four outputs are made at a time, half the instructions of the plain
/// loop (which is the tail here); every output is rounded the same way by both.
void enlargeRow(const float* in, const int* first, const float* weights, int width, float* out)
{
    using Four = float __attribute__((vector_size(16)));
    using Pairs = double __attribute__((vector_size(16)));
    const auto pair = [in](int at) {
        double two = 0;
        std::memcpy(&two, in + at, sizeof two);
        return two;
    };
    int x = 0;
    for (; x + 4 <= width; x += 4) {
        Four low{};
        Four high{};
        std::memcpy(&low, weights + 2 * x, sizeof low);
        std::memcpy(&high, weights + 2 * x + 4, sizeof high);
        low *= std::bit_cast<Four>(Pairs{pair(first[x]), pair(first[x + 1])});
        high *= std::bit_cast<Four>(Pairs{pair(first[x + 2]), pair(first[x + 3])});
        const Four sum =
            __builtin_shufflevector(low, high, 0, 2, 4, 6) + __builtin_shufflevector(low, high, 1, 3, 5, 7);
        std::memcpy(out + x, &sum, sizeof sum);
    }
    for (; x < width; ++x)
        out[x] = in[first[x]] * weights[2 * x] + in[first[x] + 1] * weights[2 * x + 1];
}

/// Half-width of the triangle in source pixels.
float triangleSupport(float scale)
{
    return std::max(scale, 1.0F);
}

} // namespace

AxisTable::AxisTable(int from, int to, int taps)
    : m_first(static_cast<std::size_t>(to)),
      m_count(static_cast<std::size_t>(to), 1),
      m_weights(static_cast<std::size_t>(to) * static_cast<std::size_t>(std::min(taps, from))),
      m_stride(static_cast<std::size_t>(std::min(taps, from)))
{}

void AxisTable::setBilinear(int i, float position, int from)
{
    const int low = std::min(static_cast<int>(position), from - 1);
    const float high = std::clamp(position - static_cast<float>(low), 0.0F, 1.0F);
    float* weights = m_weights.data() + static_cast<std::size_t>(i) * m_stride;
    m_first[static_cast<std::size_t>(i)] = low;
    // The pixel beyond the last one is the last one again, so its weight falls on the same pixel.
    if (low + 1 >= from || high == 0.0F) {
        weights[0] = 1.0F;
        return;
    }
    m_count[static_cast<std::size_t>(i)] = 2;
    weights[0] = 1.0F - high;
    weights[1] = high;
}

void AxisTable::setAntialias(int i, float scale, int from)
{
    const float support = triangleSupport(scale);
    const float inverse = scale >= 1.0F ? 1.0F / scale : 1.0F;
    const float centre = scale * (static_cast<float>(i) + 0.5F);
    const int first = std::max(static_cast<int>(centre - support + 0.5F), 0);
    const int count = std::min(static_cast<int>(centre + support + 0.5F), from) - first;
    float* weights = m_weights.data() + static_cast<std::size_t>(i) * m_stride;
    float total = 0.0F;
    for (int k = 0; k < count; ++k) {
        const float distance = (static_cast<float>(k + first) - centre + 0.5F) * inverse;
        weights[k] = std::max(0.0F, 1.0F - std::abs(distance));
        total += weights[k];
    }
    for (int k = 0; k < count; ++k)
        weights[k] /= total;
    m_first[static_cast<std::size_t>(i)] = first;
    m_count[static_cast<std::size_t>(i)] = count;
}

void AxisTable::setArea(int i, int from, int to)
{
    const auto first = static_cast<int>(static_cast<std::int64_t>(i) * from / to);
    const auto end = static_cast<int>((static_cast<std::int64_t>(i + 1) * from + to - 1) / to);
    m_first[static_cast<std::size_t>(i)] = first;
    m_count[static_cast<std::size_t>(i)] = end - first;
    float* weights = m_weights.data() + static_cast<std::size_t>(i) * m_stride;
    std::fill(weights, weights + (end - first), 1.0F / static_cast<float>(end - first));
}

void AxisTable::finish(int from)
{
    m_taps = m_count.empty() ? 0 : *std::max_element(m_count.begin(), m_count.end());
    m_identity = m_taps == 1 && size() == from;
    for (int i = 0; m_identity && i < size(); ++i)
        m_identity = first(i) == i;
    m_pairs = m_taps == 2 && m_stride == 2;
    if (!m_pairs)
        return;
    // With two taps, the row loop reads both everywhere and has no branch; the last pixel then is the second
    // of its pair.
    for (std::size_t i = 0; i < m_first.size(); ++i) {
        if (m_count[i] == 1 && m_first[i] == from - 1) {
            --m_first[i];
            m_count[i] = 2;
            m_weights[2 * i] = 0.0F;
            m_weights[2 * i + 1] = 1.0F;
        }
    }
}

AxisTable AxisTable::make(int from, int to, const ResizeMethod& method)
{
    const bool corners = method.alignCorners && (method.filter == ResizeFilter::Bilinear ||
                                                 method.filter == ResizeFilter::BilinearAntialias);
    const float scale = axisScale(from, to, corners);
    int taps = 2;
    if (method.filter == ResizeFilter::BilinearAntialias)
        taps = static_cast<int>(std::ceil(triangleSupport(scale))) * 2 + 1;
    else if (method.filter == ResizeFilter::Area)
        taps = from / to + 2;
    AxisTable table(from, to, taps);
    for (int i = 0; i < to; ++i) {
        switch (method.filter) {
        case ResizeFilter::Nearest:
            table.m_first[static_cast<std::size_t>(i)] =
                std::min(static_cast<int>(std::floor(static_cast<float>(i) * scale)), from - 1);
            table.m_weights[static_cast<std::size_t>(i) * table.m_stride] = 1.0F;
            break;
        case ResizeFilter::Bilinear:
            table.setBilinear(i, bilinearPosition(i, scale, corners), from);
            break;
        case ResizeFilter::BilinearAntialias:
            table.setAntialias(i, scale, from);
            break;
        case ResizeFilter::Area:
            table.setArea(i, from, to);
            break;
        }
    }
    table.finish(from);
    return table;
}

AxisTable AxisTable::window(int from, int to, double scale, double offset, ResizeFilter filter)
{
    AxisTable table(from, to, 2);
    for (int i = 0; i < to; ++i) {
        double position = std::clamp((i + 0.5) * scale + offset - 0.5, 0.0, static_cast<double>(from - 1));
        if (filter == ResizeFilter::Nearest)
            position = std::floor(position + 0.5);
        table.setBilinear(i, static_cast<float>(position), from);
    }
    table.finish(from);
    return table;
}

template <class Pixel>
PlaneResizer<Pixel>::PlaneResizer(const AxisTable& horizontal, const AxisTable& vertical, const Pixel* pixels,
                                  std::ptrdiff_t rowStride, std::ptrdiff_t step)
    : m_horizontal(horizontal),
      m_vertical(vertical),
      m_pixels(pixels),
      m_rowStride(rowStride),
      m_step(step),
      m_ring(static_cast<std::size_t>(vertical.taps()) * static_cast<std::size_t>(horizontal.size())),
      m_ringRows(static_cast<std::size_t>(vertical.taps()), -1)
{}

template <class Pixel>
const float* PlaneResizer<Pixel>::sourceRow(int y)
{
    const int slot = y % m_vertical.taps();
    const int width = m_horizontal.size();
    float* out = m_ring.data() + static_cast<std::size_t>(slot) * static_cast<std::size_t>(width);
    if (m_ringRows[static_cast<std::size_t>(slot)] == y)
        return out;
    m_ringRows[static_cast<std::size_t>(slot)] = y;
    const Pixel* in = m_pixels + y * m_rowStride;
    if (m_horizontal.isIdentity()) {
        for (int x = 0; x < width; ++x)
            out[x] = static_cast<float>(in[x * m_step]);
        return out;
    }
    if (m_horizontal.isPairs()) {
        const int* first = m_horizontal.firsts();
        const float* weights = m_horizontal.weights(0);
        if constexpr (std::is_same_v<Pixel, float>) {
            if (m_step == 1) {
                enlargeRow(in, first, weights, width, out);
                return out;
            }
        }
        for (int x = 0; x < width; ++x) {
            const Pixel* source = in + first[x] * m_step;
            out[x] = static_cast<float>(source[0]) * weights[2 * x] +
                     static_cast<float>(source[m_step]) * weights[2 * x + 1];
        }
        return out;
    }
    for (int x = 0; x < width; ++x) {
        const float* weights = m_horizontal.weights(x);
        const Pixel* source = in + m_horizontal.first(x) * m_step;
        const int count = m_horizontal.count(x);
        float sum = static_cast<float>(source[0]) * weights[0];
        for (int k = 1; k < count; ++k)
            sum += static_cast<float>(source[k * m_step]) * weights[k];
        out[x] = sum;
    }
    return out;
}

template <class Pixel>
void PlaneResizer<Pixel>::row(int y, float* out)
{
    const int width = m_horizontal.size();
    const int first = m_vertical.first(y);
    const int count = m_vertical.count(y);
    const float* weights = m_vertical.weights(y);
    const float* top = sourceRow(first);
    if (count == 1) {
        std::memcpy(out, top, static_cast<std::size_t>(width) * sizeof(float));
        return;
    }
    const float* next = sourceRow(first + 1);
    const float a = weights[0];
    const float b = weights[1];
    for (int x = 0; x < width; ++x)
        out[x] = top[x] * a + next[x] * b;
    for (int k = 2; k < count; ++k) {
        const float* source = sourceRow(first + k);
        const float weight = weights[k];
        for (int x = 0; x < width; ++x)
            out[x] += source[x] * weight;
    }
}

template class PlaneResizer<std::uint8_t>;
template class PlaneResizer<float>;

} // namespace badcase::engine
