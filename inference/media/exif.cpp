// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/exif.h"

#include <limits>

namespace badcase::media {

namespace {

enum Tag : quint16 {
    ImageWidth = 0x100,
    ImageLength = 0x101,
    Photometric = 0x106,
    Orientation = 0x112,
    ExtraSamples = 0x152,
};

constexpr quint32 kPalettePhotometric = 3;

struct Endian {
    ByteView bytes;
    bool big;

    quint32 u16(qint64 offset) const { return big ? bytes.be16(offset) : bytes.le16(offset); }
    quint32 u32(qint64 offset) const { return big ? bytes.be32(offset) : bytes.le32(offset); }
    /// The first value of a directory entry of type BYTE, SHORT or LONG; 0 for other types.
    quint32 value(qint64 entry) const
    {
        switch (u16(entry + 2)) {
        case 1:
            return bytes.u8(entry + 8);
        case 3:
            return u16(entry + 8);
        case 4:
            return u32(entry + 8);
        default:
            return 0;
        }
    }
};

int clampedToInt(quint32 value)
{
    return value > quint32(std::numeric_limits<int>::max()) ? std::numeric_limits<int>::max()
                                                            : static_cast<int>(value);
}

} // namespace

TiffTags readTiffTags(ByteView tiff)
{
    TiffTags tags;
    const bool little = tiff.startsWith(QByteArrayView("II*\0", 4));
    const bool big = tiff.startsWith(QByteArrayView("MM\0*", 4));
    if (!little && !big)
        return tags;
    const Endian in{tiff, big};
    const qint64 directory = in.u32(4);
    if (directory < 8 || !tiff.has(directory, 2))
        return tags;
    const quint32 count = in.u16(directory);
    tags.valid = true;
    for (quint32 i = 0; i < count; ++i) {
        const qint64 entry = directory + 2 + qint64(i) * 12;
        if (!tiff.has(entry, 12))
            break;
        const quint32 value = in.value(entry);
        switch (in.u16(entry)) {
        case ImageWidth:
            tags.size.setWidth(clampedToInt(value));
            break;
        case ImageLength:
            tags.size.setHeight(clampedToInt(value));
            break;
        case Photometric:
            tags.paletted = value == kPalettePhotometric;
            break;
        case Orientation:
            tags.orientation = value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
            break;
        case ExtraSamples:
            tags.hasAlpha = value == 1 || value == 2;
            break;
        default:
            break;
        }
    }
    return tags;
}

QSize orientedSize(QSize stored, int orientation)
{
    return orientation >= 5 ? stored.transposed() : stored;
}

} // namespace badcase::media
