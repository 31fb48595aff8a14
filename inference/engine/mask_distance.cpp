// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_distance.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace badcase::engine {

namespace {

/// Distances within the columns to the nearest pixel of one kind, held at the largest T ("none"). The walk
/// down is done at once; finishRow() is the walk up, so that a row can be used while it is in the cache.
template <class T>
class ColumnDistances {
public:
    static constexpr T kNone = std::numeric_limits<T>::max();

    /// `kind`: 1 looks for pixels inside, 0 for the others.
    ColumnDistances(const MaskView& mask, std::uint8_t kind)
        : m_width(mask.width),
          m_height(mask.height),
          m_values(static_cast<std::size_t>(mask.width) * static_cast<std::size_t>(mask.height))
    {
        std::vector<T> none(static_cast<std::size_t>(m_width), kNone);
        const T* above = none.data();
        for (int y = 0; y < m_height; ++y) {
            T* values = row(y);
            walkDown(mask.pixels + y * mask.stride, kind, above, values);
            above = values;
        }
    }

    /// Rows from the last to the first.
    const T* finishRow(int y)
    {
        if (y + 1 < m_height)
            walkUp(row(y + 1), row(y));
        return row(y);
    }

private:
    T* row(int y) { return m_values.data() + static_cast<std::ptrdiff_t>(y) * m_width; }
    static T further(T distance) { return static_cast<T>(distance + (distance != kNone ? 1 : 0)); }

    void walkDown(const std::uint8_t* __restrict pixels, std::uint8_t kind, const T* __restrict above,
                  T* __restrict values) const
    {
        for (int x = 0; x < m_width; ++x)
            values[x] = pixels[x] == kind ? T(0) : further(above[x]);
    }
    void walkUp(const T* __restrict below, T* __restrict values) const
    {
        for (int x = 0; x < m_width; ++x) {
            const T other = further(below[x]);
            values[x] = other < values[x] ? other : values[x];
        }
    }

    int m_width;
    int m_height;
    std::vector<T> m_values;
};

/// Squared distances along one row: the lower envelope of the parabolas (x - s)^2 + column[s]^2 (Meijster,
/// Roerdink and Hesselink, 2000).
class RowEnvelope {
public:
    using Column = ColumnDistances<std::uint16_t>;

    explicit RowEnvelope(int width)
        : m_width(width), m_site(static_cast<std::size_t>(width)), m_start(static_cast<std::size_t>(width))
    {}

    /// The stretch begin..end of pixels inside. The pixels on both its sides are outside, so nothing beyond
    /// them can be nearer than they are.
    void stretch(const std::uint16_t* column, int begin, int end, std::uint32_t* out)
    {
        int last = -1;
        for (int u = std::max(0, begin - 1); u <= std::min(m_width - 1, end); ++u) {
            if (column[u] != Column::kNone)
                last = add(column, u, begin, end, last);
        }
        if (last < 0) {
            std::fill(out + begin, out + end, kNoEdge);
            return;
        }
        for (int x = end - 1; x >= begin; --x) {
            const auto i = static_cast<std::size_t>(last);
            out[x] = static_cast<std::uint32_t>(height(column, x, m_site[i]));
            if (x == m_start[i] && last > 0)
                --last;
        }
    }

private:
    static std::int64_t height(const std::uint16_t* column, int x, int site)
    {
        const std::int64_t dx = x - site;
        const std::int64_t dy = column[site];
        return dx * dx + dy * dy;
    }

    /// Puts the parabola of `u` on the right of the envelope; returns the envelope's last part.
    int add(const std::uint16_t* column, int u, int begin, int end, int last)
    {
        const auto part = [&](int i) { return static_cast<std::size_t>(i); };
        while (last >= 0 && height(column, m_start[part(last)], m_site[part(last)]) >
                                height(column, m_start[part(last)], u))
            --last;
        int start = begin;
        if (last >= 0) {
            const std::int64_t i = m_site[part(last)];
            const std::int64_t gi = column[i];
            const std::int64_t gu = column[u];
            const std::int64_t from = 1 + (std::int64_t(u) * u - i * i + gu * gu - gi * gi) / (2 * (u - i));
            if (from >= end)
                return last;
            start = static_cast<int>(from);
        }
        ++last;
        m_site[part(last)] = u;
        m_start[part(last)] = start;
        return last;
    }

    int m_width;
    std::vector<int> m_site;
    std::vector<int> m_start;
};

/// For every vertical distance to a pixel, how far its disc reaches to both sides.
template <class T>
std::vector<int> reachTable(double radius)
{
    const double square = std::floor(radius * radius + 1e-9);
    std::vector<int> reach(std::size_t(std::numeric_limits<T>::max()) + 1, -2 * kLongestSide);
    for (std::size_t dy = 0; dy + 1 < reach.size() && double(dy) * double(dy) <= square; ++dy) {
        int dx = static_cast<int>(std::sqrt(square - double(dy) * double(dy)));
        // The square root of a large square may be rounded up or down across an integer.
        while (double(dx + 1) * (dx + 1) + double(dy) * double(dy) <= square)
            ++dx;
        while (double(dx) * dx + double(dy) * double(dy) > square)
            --dx;
        reach[dy] = dx;
    }
    return reach;
}

/// Pixels at a distance <= radius of a pixel of `kind` become `kind`, all others the other value.
template <class T>
std::vector<std::uint8_t> grow(const MaskView& mask, std::uint8_t kind, double radius)
{
    const std::vector<int> table = reachTable<T>(radius);
    const int* reach = table.data();
    ColumnDistances<T> columns(mask, kind);
    std::vector<std::uint8_t> out(static_cast<std::size_t>(mask.width) *
                                  static_cast<std::size_t>(mask.height));
    for (int y = mask.height - 1; y >= 0; --y) {
        const T* column = columns.finishRow(y);
        std::uint8_t* row = out.data() + static_cast<std::ptrdiff_t>(y) * mask.width;
        int right = -1; // as far as the discs of the pixels on the left reach
        for (int x = 0; x < mask.width; ++x) {
            right = std::max(right, x + reach[column[x]]);
            row[x] = static_cast<std::uint8_t>((x <= right) == (kind == 1));
        }
        int left = mask.width;
        for (int x = mask.width - 1; x >= 0; --x) {
            left = std::min(left, x - reach[column[x]]);
            row[x] = x >= left ? kind : row[x];
        }
    }
    return out;
}

std::vector<std::uint8_t> growByDisc(const MaskView& mask, std::uint8_t kind, double radius)
{
    Q_ASSERT(mask.width <= kLongestSide && mask.height <= kLongestSide);
    const double held = std::clamp(radius, 0.0, double(kLongestSide));
    return held < 255 ? grow<std::uint8_t>(mask, kind, held) : grow<std::uint16_t>(mask, kind, held);
}

} // namespace

bool squaredDistances(const MaskView& mask, std::uint32_t* out, std::ptrdiff_t outStride,
                      const CancelToken& cancel)
{
    Q_ASSERT(mask.width <= kLongestSide && mask.height <= kLongestSide);
    ColumnDistances<std::uint16_t> columns(mask, 0);
    RowEnvelope envelope(mask.width);
    for (int y = mask.height - 1; y >= 0; --y) {
        if (cancel.isCancelled())
            return false;
        const std::uint16_t* column = columns.finishRow(y);
        const std::uint8_t* row = mask.pixels + y * mask.stride;
        std::uint32_t* target = out + y * outStride;
        for (int x = 0; x < mask.width;) {
            const int begin = x;
            const std::uint8_t inside = row[x];
            while (x < mask.width && row[x] == inside)
                ++x;
            if (inside != 0)
                envelope.stretch(column, begin, x, target);
            else
                std::fill(target + begin, target + x, 0U);
        }
    }
    return true;
}

std::vector<std::uint8_t> dilateByDisc(const MaskView& mask, double radius)
{
    return growByDisc(mask, 1, radius);
}

std::vector<std::uint8_t> erodeByDisc(const MaskView& mask, double radius)
{
    return growByDisc(mask, 0, radius);
}

} // namespace badcase::engine
