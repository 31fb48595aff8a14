// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_disc.h"

#include "inference/engine/mask_distance.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <limits>

namespace badcase::engine {

namespace {

constexpr int kBits = BitPlane::kBits;

/// For every vertical distance 0, 1, ... at which a disc has pixels, how far it reaches to both sides; no
/// further than the mask goes.
std::vector<int> chordsOf(double radius, const BitPlane& mask)
{
    const double square = std::floor(radius * radius + 1e-9);
    std::vector<int> chords;
    for (int dy = 0; dy < mask.height() && double(dy) * dy <= square; ++dy) {
        int dx = static_cast<int>(std::sqrt(square - double(dy) * dy));
        // The square root of a large square may be rounded up or down across an integer.
        while (double(dx + 1) * (dx + 1) + double(dy) * dy <= square)
            ++dx;
        while (double(dx) * dx + double(dy) * dy > square)
            --dx;
        chords.push_back(std::min(dx, mask.width()));
    }
    return chords;
}

void widenBy(int step, const std::uint64_t* __restrict in, std::uint64_t* __restrict out, int count)
{
    const int rest = kBits - step;
    for (int i = 0; i < count; ++i)
        out[i] = in[i] | (in[i] << step) | (in[i - 1] >> rest) | (in[i] >> step) | (in[i + 1] << rest);
}

void layOver(const std::uint64_t* __restrict strip, std::uint64_t* __restrict row, int count)
{
    for (int i = 0; i < count; ++i)
        row[i] |= strip[i];
}

/// Lays the chords of the discs around the edge of `mask` over `out`, row after row.
class ChordStrips {
public:
    ChordStrips(const BitPlane& mask, std::vector<int> chords, BitPlane& out)
        : m_mask(mask),
          m_chords(std::move(chords)),
          m_out(out),
          m_beyond(static_cast<std::size_t>(mask.words()), ~std::uint64_t(0)),
          m_edge(static_cast<std::size_t>(mask.words())),
          m_strip(static_cast<std::size_t>(mask.words()) + 2),
          m_wider(m_strip.size())
    {}

    void run()
    {
        const int words = m_mask.words();
        const int margin = (m_chords.front() + kBits - 1) / kBits;
        for (int y = 0; y < m_mask.height(); ++y) {
            findEdge(y);
            for (int i = 0; i < words;) {
                if (m_edge[static_cast<std::size_t>(i)] == 0) {
                    ++i;
                    continue;
                }
                const int begin = std::max(0, i - margin);
                int end = i + margin + 1;
                for (++i; i < std::min(words, end + margin); ++i) {
                    if (m_edge[static_cast<std::size_t>(i)] != 0)
                        end = i + margin + 1;
                }
                spread(y, begin, std::min(words, end));
            }
        }
    }

private:
    /// Pixels of row `y` beside one that is not of the mask. What lies beyond the picture is no such one.
    void findEdge(int y)
    {
        const int last = m_mask.words() - 1;
        const std::uint64_t* row = m_mask.row(y);
        const std::uint64_t* above = y > 0 ? m_mask.row(y - 1) : m_beyond.data();
        const std::uint64_t* below = y + 1 < m_mask.height() ? m_mask.row(y + 1) : m_beyond.data();
        const std::uint64_t behind = ~m_mask.lastWord();
        for (int i = 0; i <= last; ++i) {
            const std::uint64_t own = row[i] | (i == last ? behind : 0);
            const std::uint64_t before = i > 0 ? row[i - 1] >> (kBits - 1) : 1;
            const std::uint64_t next = i < last ? row[i + 1] | (i + 1 == last ? behind : 0) : 1;
            const std::uint64_t around =
                ((own << 1) | before) & ((own >> 1) | (next << (kBits - 1))) & above[i] & below[i];
            m_edge[static_cast<std::size_t>(i)] = row[i] & ~around;
        }
    }

    /// The edge within the words begin..end - 1 of row `y`, which have room for the longest chord but at the
    /// picture's sides: a chord that is cut off there is half as long at least, and steps are no longer than
    /// that.
    void spread(int y, int begin, int end)
    {
        const int count = end - begin;
        for (std::uint64_t* strip : {m_strip.data(), m_wider.data()})
            strip[0] = strip[count + 1] = 0;
        std::copy_n(m_edge.data() + begin, count, m_strip.data() + 1);
        int reach = 0;
        for (int dy = static_cast<int>(m_chords.size()) - 1; dy >= 0; --dy) {
            const int chord = m_chords[static_cast<std::size_t>(dy)];
            while (reach < chord) {
                const int step = std::min({chord - reach, reach + 1, kBits - 1}); // leaves no gaps
                widenBy(step, m_strip.data() + 1, m_wider.data() + 1, count);
                std::swap(m_strip, m_wider);
                reach += step;
            }
            if (y >= dy)
                layOver(m_strip.data() + 1, m_out.row(y - dy) + begin, count);
            if (dy > 0 && y + dy < m_mask.height())
                layOver(m_strip.data() + 1, m_out.row(y + dy) + begin, count);
        }
    }

    const BitPlane& m_mask;
    std::vector<int> m_chords;
    BitPlane& m_out;
    std::vector<std::uint64_t> m_beyond; ///< a row above the first one
    std::vector<std::uint64_t> m_edge;
    std::vector<std::uint64_t> m_strip; ///< with a word of 0 before and behind what is used
    std::vector<std::uint64_t> m_wider;
};

BitPlane dilateByStrips(const BitPlane& mask, double radius)
{
    BitPlane out = mask;
    ChordStrips(mask, chordsOf(radius, mask), out).run();
    for (int y = 0; y < out.height(); ++y)
        out.row(y)[out.words() - 1] &= out.lastWord();
    return out;
}

/// Distances within the columns to the nearest pixel of the mask, and walks along the rows.
class ColumnSweep {
public:
    ColumnSweep(const BitPlane& mask, double radius)
        : m_width(mask.width()),
          m_height(mask.height()),
          m_reach(std::size_t(kNone) + 1, -2 * kLongestSide),
          m_columns(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height)),
          m_pixels(static_cast<std::size_t>(m_width))
    {
        const std::vector<int> chords = chordsOf(radius, mask);
        std::ranges::copy(chords, m_reach.begin());
        const std::vector<std::uint16_t> none(static_cast<std::size_t>(m_width), kNone);
        for (int y = 0; y < m_height; ++y) {
            unpackRow(mask.row(y), m_width, m_pixels.data());
            walkDown(y == 0 ? none.data() : column(y - 1), column(y));
        }
    }

    BitPlane dilated()
    {
        BitPlane out(m_width, m_height);
        for (int y = m_height - 1; y >= 0; --y) {
            if (y + 1 < m_height)
                walkUp(column(y + 1), column(y));
            walkAlong(column(y));
            packRow(m_pixels.data(), m_width, 1, out.row(y));
        }
        return out;
    }

private:
    static constexpr std::uint16_t kNone = std::numeric_limits<std::uint16_t>::max();

    std::uint16_t* column(int y) { return m_columns.data() + std::ptrdiff_t(y) * m_width; }
    static std::uint16_t further(std::uint16_t distance)
    {
        return static_cast<std::uint16_t>(distance + (distance != kNone ? 1 : 0));
    }

    void walkDown(const std::uint16_t* __restrict above, std::uint16_t* __restrict values) const
    {
        const std::uint8_t* __restrict pixels = m_pixels.data();
        for (int x = 0; x < m_width; ++x)
            values[x] = pixels[x] != 0 ? std::uint16_t(0) : further(above[x]);
    }
    void walkUp(const std::uint16_t* __restrict below, std::uint16_t* __restrict values) const
    {
        for (int x = 0; x < m_width; ++x)
            values[x] = std::min(values[x], further(below[x]));
    }

    void walkAlong(const std::uint16_t* column)
    {
        std::uint8_t* row = m_pixels.data();
        const int* reach = m_reach.data();
        int right = -1; // as far as the discs of the pixels on the left reach
        for (int x = 0; x < m_width; ++x) {
            right = std::max(right, x + reach[column[x]]);
            row[x] = x <= right ? 1 : 0;
        }
        int left = m_width;
        for (int x = m_width - 1; x >= 0; --x) {
            left = std::min(left, x - reach[column[x]]);
            row[x] = x >= left ? 1 : row[x];
        }
    }

    int m_width;
    int m_height;
    std::vector<int> m_reach;
    std::vector<std::uint16_t> m_columns;
    std::vector<std::uint8_t> m_pixels;
};

} // namespace

BitPlane dilateByDisc(const BitPlane& mask, double radius)
{
    Q_ASSERT(mask.width() <= kLongestSide && mask.height() <= kLongestSide);
    const double held = std::clamp(radius, 0.0, 2.0 * kLongestSide);
    return held < kWidestStrips ? dilateByStrips(mask, held) : ColumnSweep(mask, held).dilated();
}

BitPlane erodeByDisc(BitPlane mask, double radius)
{
    mask.invert();
    BitPlane eroded = dilateByDisc(mask, radius);
    eroded.invert();
    return eroded;
}

} // namespace badcase::engine
