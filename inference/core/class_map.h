// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A mask of class indices, one byte a pixel, row-major, without padding.

#include "inference/core/result.h"

#include <QByteArray>
#include <QSize>

#include <cstdint>
#include <span>

namespace badcase {

/// Values are class indices 0..254; 255 is "no class" (outside every class: ignored in scores).
/// Copying shares the pixels. Also used for 8-bit probability maps (see ProbabilityMap).
class ClassMap {
public:
    static constexpr std::uint8_t kUnset = 255;

    ClassMap() = default;
    ClassMap(QSize size, std::uint8_t value);
    /// Takes over `pixels`, which must hold width * height bytes.
    ClassMap(QSize size, QByteArray pixels);

    bool isNull() const { return m_size.isEmpty(); }
    QSize size() const { return m_size; }
    int width() const { return m_size.width(); }
    int height() const { return m_size.height(); }
    qsizetype pixelCount() const { return m_pixels.size(); }
    const QByteArray& bytes() const { return m_pixels; }

    std::span<const std::uint8_t> pixels() const
    {
        return {reinterpret_cast<const std::uint8_t*>(m_pixels.constData()), static_cast<std::size_t>(m_pixels.size())};
    }
    std::span<std::uint8_t> mutablePixels()
    {
        return {reinterpret_cast<std::uint8_t*>(m_pixels.data()), static_cast<std::size_t>(m_pixels.size())};
    }
    std::uint8_t at(int x, int y) const { return pixels()[static_cast<std::size_t>(y) * m_size.width() + x]; }

    /// Nearest-neighbour resize with pixel centres (index maps must never be blended).
    ClassMap resized(QSize size) const;

    bool operator==(const ClassMap&) const = default;

private:
    QSize m_size;
    QByteArray m_pixels;
};

/// zlib-compressed bytes of a map and back; `size` says what to expect, anything else is Corrupt. std::bad_alloc,
/// as from any allocation, when there is no memory for it.
QByteArray compressMap(const ClassMap& map);
Result<ClassMap> decompressMap(const QByteArray& blob, QSize size);

} // namespace badcase
