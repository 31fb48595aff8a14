// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/gif_decoder.h"

#include <algorithm>
#include <array>

namespace badcase::media {

namespace {

/// Behind a chain of length-prefixed blocks, or -1 when it is cut off.
qint64 skipSubBlocks(ByteView in, qint64 at)
{
    while (in.has(at, 1)) {
        const int length = in.u8(at);
        at += 1 + length;
        if (length == 0)
            return at;
    }
    return -1;
}

GifFrame readImageDescriptor(ByteView in, qint64 at, GifFrame frame)
{
    frame.rect = QRect(in.le16(at + 1), in.le16(at + 3), in.le16(at + 5), in.le16(at + 7));
    frame.canvas = frame.canvas.expandedTo(
        QSize(frame.rect.x() + frame.rect.width(), frame.rect.y() + frame.rect.height()));
    const int flags = in.u8(at + 9);
    frame.interlaced = flags & 0x40;
    frame.pixels = at + 10;
    if (flags & 0x80) {
        frame.colours = 2 << (flags & 7);
        frame.colourTable = frame.pixels;
        frame.pixels += 3 * frame.colours;
    }
    return frame;
}

/// Variable-length codes out of the sub-blocks, least significant bit first.
class CodeReader {
public:
    CodeReader(ByteView in, qint64 at) : m_in(in), m_at(at) {}

    int next(int width) ///< -1 at the end of the data
    {
        while (m_bitCount < width) {
            if (m_left == 0) {
                m_left = m_in.u8(m_at++); // 0 outside the data: also the terminator
                if (m_left == 0)
                    return -1;
            }
            if (!m_in.has(m_at, 1))
                return -1;
            m_bits |= quint32(m_in.u8(m_at++)) << m_bitCount;
            m_bitCount += 8;
            --m_left;
        }
        const int code = static_cast<int>(m_bits & ((1u << width) - 1));
        m_bits >>= width;
        m_bitCount -= width;
        return code;
    }

private:
    ByteView m_in;
    qint64 m_at;
    int m_left = 0;
    quint32 m_bits = 0;
    int m_bitCount = 0;
};

/// LZW with GIF's code sizes into `out`; false unless every pixel was there.
bool unpackLzw(CodeReader codes, int codeSize, std::vector<quint8>& out)
{
    constexpr int kMaxCodes = 4096;
    std::array<quint16, kMaxCodes> prefix{};
    std::array<quint8, kMaxCodes> last{};
    std::array<quint8, kMaxCodes + 1> chain{};
    const int clear = 1 << codeSize;
    for (int i = 0; i < clear; ++i)
        last[std::size_t(i)] = static_cast<quint8>(i);
    int width = codeSize + 1;
    int used = clear + 2;
    int previous = -1;
    quint8 first = 0;
    for (std::size_t at = 0; at < out.size();) {
        int code = codes.next(width);
        if (code < 0 || code == clear + 1)
            return false;
        if (code == clear) {
            width = codeSize + 1;
            used = clear + 2;
            previous = -1;
            continue;
        }
        if (code > used || (code == used && previous < 0) || (previous < 0 && code >= clear))
            return false;
        const int read = code;
        std::size_t length = 0;
        if (code == used) { // the code being defined by itself: previous string plus its first pixel
            chain[length++] = first;
            code = previous;
        }
        for (; code >= clear; code = prefix[std::size_t(code)])
            chain[length++] = last[std::size_t(code)];
        first = static_cast<quint8>(code);
        chain[length++] = first;
        while (length > 0 && at < out.size())
            out[at++] = chain[--length];
        if (previous >= 0 && used < kMaxCodes) {
            prefix[std::size_t(used)] = static_cast<quint16>(previous);
            last[std::size_t(used)] = first;
            if (++used == (1 << width) && width < 12)
                ++width;
        }
        previous = read;
    }
    return true;
}

/// Which row of the frame each stored one is.
std::vector<int> interlacedRows(int height)
{
    std::vector<int> rows;
    rows.reserve(std::size_t(height));
    constexpr std::array<std::array<int, 2>, 4> kPasses{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    for (const auto& [start, step] : kPasses) {
        for (int y = start; y < height; y += step)
            rows.push_back(y);
    }
    return rows;
}

} // namespace

std::optional<GifFrame> findFirstGifFrame(ByteView in)
{
    if (!in.has(0, 13))
        return std::nullopt;
    GifFrame frame;
    frame.canvas = QSize(in.le16(6), in.le16(8));
    qint64 at = 13;
    if (const int flags = in.u8(10); flags & 0x80) {
        frame.colours = 2 << (flags & 7);
        frame.colourTable = at;
        at += 3 * frame.colours;
    }
    while (in.has(at, 1)) {
        if (in.u8(at) == 0x2C) {
            if (!in.has(at, 10))
                return std::nullopt;
            return readImageDescriptor(in, at, frame);
        }
        if (in.u8(at) != 0x21)
            return std::nullopt; // the trailer, or rubbish
        if (in.u8(at + 1) == 0xF9 && in.u8(at + 2) == 4 && (in.u8(at + 3) & 1))
            frame.transparent = in.u8(at + 6);
        at = skipSubBlocks(in, at + 2);
        if (at < 0)
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::vector<quint8>> decodeGifFrame(ByteView in, const GifFrame& frame)
{
    constexpr int kMaxCodeSize = 11; // 8 by the standard; some writers use more than the colours need
    const int codeSize = in.u8(frame.pixels);
    if (!in.has(frame.pixels, 2) || codeSize < 1 || codeSize > kMaxCodeSize || frame.rect.isEmpty())
        return std::nullopt;
    // No code says more than 4096 pixels, so that a short file cannot claim a large frame.
    const qint64 count = qint64(frame.rect.width()) * frame.rect.height();
    if (count > (in.size() - frame.pixels) * 4096)
        return std::nullopt;
    std::vector<quint8> stored(static_cast<std::size_t>(count));
    if (!unpackLzw(CodeReader(in, frame.pixels + 1), codeSize, stored))
        return std::nullopt;
    if (!frame.interlaced)
        return stored;
    std::vector<quint8> pixels(stored.size());
    const std::vector<int> rows = interlacedRows(frame.rect.height());
    const auto width = static_cast<std::size_t>(frame.rect.width());
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::copy_n(stored.data() + i * width, width,
                    pixels.data() + static_cast<std::size_t>(rows[i]) * width);
    return pixels;
}

} // namespace badcase::media
