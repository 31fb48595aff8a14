// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_distance.h"

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace badcase::engine {

namespace {

/// What stands for "no pixel of another value in this column", with room to count on.
constexpr std::uint32_t kFar = 1U << 20;

/// One walk of the distances within the columns, to the nearest pixel of another value: from one row to the
/// next. On the way back `values` holds what the way there found.
void startColumns(const std::uint8_t* __restrict pixels, const std::uint8_t* __restrict pixelsBefore,
                  const std::uint32_t* __restrict before, std::uint32_t* __restrict values, int width)
{
    for (int x = 0; x < width; ++x)
        values[x] = pixels[x] == pixelsBefore[x] ? before[x] + 1 : 1;
}
void finishColumns(const std::uint8_t* __restrict pixels, const std::uint8_t* __restrict pixelsBefore,
                   const std::uint32_t* __restrict before, std::uint32_t* __restrict values, int width)
{
    for (int x = 0; x < width; ++x) {
        const auto there = static_cast<std::int32_t>(values[x]);
        const auto back = static_cast<std::int32_t>(before[x] + 1);
        const std::int32_t nearest = there < back ? there : back;
        values[x] = pixels[x] == pixelsBefore[x] ? static_cast<std::uint32_t>(nearest) : 1;
    }
}

/// Squared distances along one row: the lower envelope of the parabolas (x - s)^2 + column[s]^2 (Meijster,
/// Roerdink and Hesselink, 2000).
class RowEnvelope {
public:
    explicit RowEnvelope(int width) : m_width(width), m_parts(static_cast<std::size_t>(width) + 3) {}

    /// The stretch begin..end - 1 of pixels of one value. The pixels on both its sides have others, so
    /// nothing beyond them can be nearer than they are.
    void stretch(const std::uint32_t* column, int begin, int end, std::uint32_t* out)
    {
        Part* const first = m_parts.data() + 1; // so that there is a place before it
        Part* last = first - 1;
        if (begin > 0)
            *++last = {0, begin - 1, begin};
        for (int u = begin; u < end; ++u) {
            if (column[u] < kFar)
                last = add({std::int64_t(column[u]) * column[u], u, begin}, first, last, end);
        }
        if (end < m_width)
            last = add({0, end, begin}, first, last, end);
        if (last < first) {
            std::fill(out + begin, out + end, kNoEdge);
            return;
        }
        for (int x = end; x > begin; --last) {
            for (const Part part = *last; x > part.start; --x)
                out[x - 1] = static_cast<std::uint32_t>(part.at(x - 1));
        }
    }

private:
    /// Where one parabola is the lowest.
    struct Part {
        std::int64_t square = 0; ///< its height at its own place
        std::int32_t site = 0;
        std::int32_t start = 0;

        std::int64_t at(int x) const { return std::int64_t(x - site) * (x - site) + square; }
    };

    /// Puts a parabola on the right of the envelope; returns the envelope's last part.
    static Part* add(Part next, const Part* first, Part* last, int end)
    {
        while (last >= first && last->at(last->start) > next.at(last->start))
            --last;
        if (last >= first) {
            const std::int64_t i = last->site;
            const std::int64_t u = next.site;
            const std::int64_t from = 1 + (u * u - i * i + next.square - last->square) / (2 * (u - i));
            if (from >= end)
                return last;
            next.start = static_cast<std::int32_t>(from);
        }
        *++last = next;
        return last;
    }

    int m_width;
    std::vector<Part> m_parts;
};

} // namespace

bool squaredDistances(const MaskView& mask, const std::array<bool, 256>& measured, std::uint32_t* out,
                      const CancelToken& cancel)
{
    Q_ASSERT(mask.width <= kLongestSide && mask.height <= kLongestSide);
    const auto row = [&](int y) { return mask.pixels + std::ptrdiff_t(y) * mask.width; };
    const auto target = [&](int y) { return out + std::ptrdiff_t(y) * mask.width; };
    std::fill_n(out, mask.height > 0 ? mask.width : 0, kFar);
    for (int y = 1; y < mask.height; ++y)
        startColumns(row(y), row(y - 1), target(y - 1), target(y), mask.width);
    RowEnvelope envelope(mask.width);
    std::vector<std::uint32_t> below(static_cast<std::size_t>(mask.width));
    std::vector<std::uint32_t> column(below.size());
    for (int y = mask.height - 1; y >= 0; --y) {
        if (cancel.isCancelled())
            return false;
        std::copy_n(target(y), mask.width, column.data());
        if (y + 1 < mask.height)
            finishColumns(row(y), row(y + 1), below.data(), column.data(), mask.width);
        for (int x = 0; x < mask.width;) {
            const int begin = x;
            const std::uint8_t value = row(y)[x];
            while (x < mask.width && row(y)[x] == value)
                ++x;
            if (measured[value])
                envelope.stretch(column.data(), begin, x, target(y));
            else
                std::fill(target(y) + begin, target(y) + x, 0U);
        }
        std::swap(column, below);
    }
    return true;
}

} // namespace badcase::engine
