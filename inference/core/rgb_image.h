// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A decoded picture as models take it, without Qt Gui: the picture path from a file to a tensor works in a
/// program that has no window (badcase-probe). For QImage see inference/media/rgb_qimage.h.

#include <QSize>
#include <QtGlobal>

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace badcase {

/// Red, green and blue, 8 bits each, interleaved; rows from top to bottom. A value: copies share the pixels,
/// which nobody changes any more. Safe to read from any thread.
class RgbImage {
public:
    static constexpr int kChannels = 3;

    RgbImage() = default;
    /// `pixels` keeps the rows alive, whoever owns them; a row begins every `bytesPerLine` bytes.
    RgbImage(std::shared_ptr<const std::uint8_t> pixels, QSize size, qsizetype bytesPerLine)
        : m_pixels(std::move(pixels)), m_size(size), m_bytesPerLine(bytesPerLine)
    {}

    /// Memory for a picture whose rows stand close together (bytesPerLine = 3 * width); null when there is
    /// none.
    static std::shared_ptr<std::uint8_t> allocate(QSize size)
    {
        const auto bytes =
            static_cast<std::size_t>(lineBytes(size)) * static_cast<std::size_t>(size.height());
        return {new (std::nothrow) std::uint8_t[bytes], std::default_delete<std::uint8_t[]>()};
    }
    static qsizetype lineBytes(QSize size) { return qsizetype(kChannels) * size.width(); }

    bool isNull() const { return !m_pixels; }
    QSize size() const { return m_size; }
    int width() const { return m_size.width(); }
    int height() const { return m_size.height(); }
    qsizetype bytesPerLine() const { return m_bytesPerLine; }
    const std::uint8_t* constBits() const { return m_pixels.get(); }
    const std::uint8_t* constScanLine(int y) const { return m_pixels.get() + y * m_bytesPerLine; }
    bool operator==(const RgbImage& other) const ///< the same size and pixels
    {
        if (m_size != other.m_size)
            return false;
        const auto bytes = static_cast<std::size_t>(lineBytes(m_size));
        for (int y = 0; y < height() && m_pixels != other.m_pixels; ++y) {
            if (std::memcmp(constScanLine(y), other.constScanLine(y), bytes) != 0)
                return false;
        }
        return true;
    }
    /// The pixels with their owner, for another value that is to live on them.
    const std::shared_ptr<const std::uint8_t>& pixels() const { return m_pixels; }

private:
    std::shared_ptr<const std::uint8_t> m_pixels;
    QSize m_size = QSize(0, 0);
    qsizetype m_bytesPerLine = 0;
};

} // namespace badcase
