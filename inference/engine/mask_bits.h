// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A mask of one thing with one bit a pixel: 64 pixels are taken at once, and a mask of 20 megapixels stays
/// near the processor's caches.

#include "inference/core/class_map.h"

#include <QRect>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace badcase::engine {

/// Pixel x of a row is bit x % 64 of its word x / 64. Bits behind the last pixel of a row are 0.
class BitPlane {
public:
    static constexpr int kBits = 64;

    BitPlane() = default;
    /// All 0.
    BitPlane(int width, int height);
    /// The pixels of `window` (which lies within the map) that have this value.
    BitPlane(const ClassMap& map, std::uint8_t value, const QRect& window);

    int width() const { return m_width; }
    int height() const { return m_height; }
    int words() const { return m_words; } ///< of a row
    std::uint64_t* row(int y) { return m_bits.data() + std::ptrdiff_t(y) * m_words; }
    const std::uint64_t* row(int y) const { return m_bits.data() + std::ptrdiff_t(y) * m_words; }
    /// 1 for the pixels of a row's last word.
    std::uint64_t lastWord() const { return ~std::uint64_t(0) >> (m_words * kBits - m_width); }
    bool at(int x, int y) const { return ((row(y)[x / kBits] >> (x % kBits)) & 1) != 0; }

    void invert();

private:
    int m_width = 0;
    int m_height = 0;
    int m_words = 0;
    std::vector<std::uint64_t> m_bits;
};

/// row[0..width - 1] == value as bits; the rest of the last word is 0.
void packRow(const std::uint8_t* row, int width, std::uint8_t value, std::uint64_t* bits);
/// Bits as bytes 0 and 1.
void unpackRow(const std::uint64_t* bits, int width, std::uint8_t* row);

} // namespace badcase::engine
