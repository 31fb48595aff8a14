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

/// Numbers of a TIFF, classic or with 64-bit offsets (BigTIFF), in the byte order that it says.
struct TiffBytes {
    ByteView bytes;
    bool bigEndian;
    bool big64; ///< BigTIFF

    quint32 u16(qint64 offset) const { return bigEndian ? bytes.be16(offset) : bytes.le16(offset); }
    quint32 u32(qint64 offset) const { return bigEndian ? bytes.be32(offset) : bytes.le32(offset); }
    quint64 u64(qint64 offset) const { return bigEndian ? bytes.be64(offset) : bytes.le64(offset); }

    qint64 entrySize() const { return big64 ? 20 : 12; }
    /// Offset of the first directory, -1 when there is none.
    qint64 directory() const
    {
        const quint64 offset = big64 ? u64(8) : u32(4);
        const qint64 header = big64 ? 16 : 8;
        const bool inside = offset <= quint64(bytes.size()) && bytes.has(qint64(offset), big64 ? 8 : 2);
        return inside && qint64(offset) >= header ? qint64(offset) : -1;
    }
    quint64 entries(qint64 directory) const { return big64 ? u64(directory) : u16(directory); }
    qint64 firstEntry(qint64 directory) const { return directory + (big64 ? 8 : 2); }
    /// The first value of a directory entry of type BYTE, SHORT, LONG or LONG8; 0 for other types.
    quint64 value(qint64 entry) const
    {
        constexpr quint32 kLong8 = 16;
        const qint64 at = entry + (big64 ? 12 : 8);
        switch (u16(entry + 2)) {
        case 1:
            return bytes.u8(at);
        case 3:
            return u16(at);
        case 4:
            return u32(at);
        case kLong8:
            return big64 ? u64(at) : 0;
        default:
            return 0;
        }
    }
};

int clampedToInt(quint64 value)
{
    return value > quint64(std::numeric_limits<int>::max()) ? std::numeric_limits<int>::max()
                                                            : static_cast<int>(value);
}

} // namespace

TiffTags readTiffTags(ByteView tiff)
{
    TiffTags tags;
    const bool bigEndian = tiff.startsWith("MM");
    const TiffBytes in{tiff, bigEndian, bigEndian ? tiff.be16(2) == 43 : tiff.le16(2) == 43};
    if (!(bigEndian || tiff.startsWith("II")) || !(in.big64 || in.u16(2) == 42))
        return tags;
    const qint64 directory = in.directory();
    if (directory < 0)
        return tags;
    const quint64 count = in.entries(directory);
    tags.valid = true;
    for (quint64 i = 0; i < count; ++i) {
        const qint64 entry = in.firstEntry(directory) + qint64(i) * in.entrySize();
        if (!tiff.has(entry, in.entrySize()))
            break;
        const quint64 value = in.value(entry);
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
