// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_bits.h"

#include <QtEndian>

#include <cstring>

namespace badcase::engine {

namespace {

constexpr std::uint64_t kEach = 0x0101010101010101ULL;

/// Eight bytes, the first one lowest.
std::uint64_t readEight(const std::uint8_t* bytes)
{
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return qFromLittleEndian(eight);
}

/// Bit i: whether byte i is 0.
std::uint64_t zeroBytes(std::uint64_t eight)
{
    constexpr std::uint64_t low = 0x7F * kEach;
    const std::uint64_t zero = ~(((eight & low) + low) | eight | low); // 0x80 where a byte is 0
    return ((zero >> 7) * 0x0102040810204080ULL) >> 56;                // byte i's bit moves to 56 + i
}

} // namespace

BitPlane::BitPlane(int width, int height)
    : m_width(width),
      m_height(height),
      m_words((width + kBits - 1) / kBits),
      m_bits(static_cast<std::size_t>(m_words) * static_cast<std::size_t>(height))
{}

BitPlane::BitPlane(const ClassMap& map, std::uint8_t value, const QRect& window)
    : BitPlane(window.width(), window.height())
{
    const std::uint8_t* pixels =
        map.pixels().data() + std::ptrdiff_t(window.top()) * map.width() + window.left();
    for (int y = 0; y < m_height; ++y, pixels += map.width())
        packRow(pixels, m_width, value, row(y));
}

void BitPlane::invert()
{
    for (auto& word : m_bits)
        word = ~word;
    for (int y = 0; y < m_height; ++y)
        row(y)[m_words - 1] &= lastWord();
}

void packRow(const std::uint8_t* row, int width, std::uint8_t value, std::uint64_t* bits)
{
    const std::uint64_t pattern = value * kEach;
    const int whole = width / BitPlane::kBits;
    for (int i = 0; i < whole; ++i, row += BitPlane::kBits) {
        std::uint64_t word = 0;
        for (int part = 0; part < 8; ++part)
            word |= zeroBytes(readEight(row + 8 * part) ^ pattern) << (8 * part);
        bits[i] = word;
    }
    const int rest = width % BitPlane::kBits;
    if (rest == 0)
        return;
    std::uint64_t word = 0;
    for (int x = 0; x < rest; ++x)
        word |= std::uint64_t(row[x] == value ? 1 : 0) << x;
    bits[whole] = word;
}

void unpackRow(const std::uint64_t* bits, int width, std::uint8_t* row)
{
    for (int x = 0; x < width; ++x)
        row[x] = static_cast<std::uint8_t>((bits[x / BitPlane::kBits] >> (x % BitPlane::kBits)) & 1);
}

} // namespace badcase::engine
