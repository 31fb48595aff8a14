// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/pnm.h"

#include <limits>

namespace badcase::media {

namespace {

bool isDigit(quint8 c)
{
    return c >= '0' && c <= '9';
}
bool isBlank(quint8 c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Skips white space and comments; false at the end of the data or at anything that is no digit.
bool toDigit(ByteView in, qint64& at)
{
    for (; in.has(at, 1); ++at) {
        if (in.u8(at) == '#') {
            while (in.has(at, 1) && in.u8(at) != '\n')
                ++at;
        } else if (!isBlank(in.u8(at))) {
            return isDigit(in.u8(at));
        }
    }
    return false;
}

std::optional<int> nextNumber(ByteView in, qint64& at)
{
    if (!toDigit(in, at))
        return std::nullopt;
    qint64 value = 0;
    for (; isDigit(in.u8(at)); ++at)
        value = qMin<qint64>(value * 10 + (in.u8(at) - '0'), std::numeric_limits<int>::max());
    return static_cast<int>(value);
}

} // namespace

std::optional<PnmHeader> readPnmHeader(ByteView in)
{
    PnmHeader header;
    header.kind = in.u8(1) - '0';
    qint64 at = 2;
    const auto width = nextNumber(in, at);
    const auto height = nextNumber(in, at);
    if (!width || !height)
        return std::nullopt;
    header.size = QSize(*width, *height);
    if (header.kind != 1 && header.kind != 4) {
        const auto maxValue = nextNumber(in, at);
        if (!maxValue || *maxValue < 1 || *maxValue > 65535)
            return std::nullopt;
        header.maxValue = *maxValue;
    }
    header.pixels = at + 1; // exactly one white space
    return header;
}

bool pnmIsWhole(ByteView in, const PnmHeader& header)
{
    const int channels = header.kind == 3 || header.kind == 6 ? 3 : 1;
    const qint64 rowSamples = qint64(header.size.width()) * channels;
    if (header.kind > 3) {
        const qint64 row =
            header.kind == 4 ? (rowSamples + 7) / 8 : rowSamples * (header.maxValue > 255 ? 2 : 1);
        return in.has(header.pixels, row * header.size.height());
    }
    qint64 missing = rowSamples * header.size.height();
    for (qint64 at = header.pixels; missing > 0; --missing) {
        if (!toDigit(in, at))
            return false;
        if (header.kind == 1)
            ++at; // bits may stand without white space between them
        else
            nextNumber(in, at);
    }
    return true;
}

} // namespace badcase::media
