// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_probe.h"

#include "inference/media/byte_view.h"
#include "inference/media/exif.h"
#include "inference/media/gif_decoder.h"
#include "inference/media/pnm.h"

#include <QCoreApplication>

#include <limits>
#include <optional>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImageReader", text);
}

ResultError brokenHeader(const QString& name, const char* format)
{
    return fail(ErrorCode::Corrupt,
                tr("%1 begins as a %2 picture, but its header is damaged or cut off. Replace the file.")
                    .arg(name, QString::fromLatin1(format).toUpper()));
}

/// Walks the segments up to the first scan. Exif may stand before or after the frame header.
std::optional<ImageProbe> probeJpeg(ByteView in)
{
    ImageProbe probe{.format = "jpeg"};
    bool sawExif = false;
    for (qint64 at = 2; in.has(at, 4);) {
        if (in.u8(at) != 0xFF ||
            in.u8(at + 1) == 0xFF) { // padding, or stray bytes that decoders skip as well
            ++at;
            continue;
        }
        const quint8 marker = in.u8(at + 1);
        if (marker == 0 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += 2;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA)
            break;
        const qint64 length = in.be16(at + 2);
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && in.has(at, 10))
            probe.stored = QSize(in.be16(at + 7), in.be16(at + 5));
        if (marker == 0xE1 && !sawExif && in.startsWith(QByteArrayView("Exif\0", 5), at + 4)) {
            sawExif = true;
            probe.orientation = readTiffTags(in.part(at + 10, length - 8)).orientation;
        }
        at += 2 + qMax<qint64>(length, 2);
    }
    return probe.stored.isValid() ? std::optional(probe) : std::nullopt;
}

/// tRNS and eXIf count where they stand before the pixels (where the specification wants them).
std::optional<ImageProbe> probePng(ByteView in)
{
    if (!in.has(0, 33) || !in.startsWith("IHDR", 12))
        return std::nullopt;
    constexpr quint32 kMax = std::numeric_limits<int>::max();
    if (in.be32(16) > kMax || in.be32(20) > kMax)
        return std::nullopt;
    const int colourType = in.u8(25);
    ImageProbe probe{.format = "png",
                     .stored = QSize(static_cast<int>(in.be32(16)), static_cast<int>(in.be32(20))),
                     .hasAlpha = colourType == 4 || colourType == 6,
                     .paletted = colourType == 3};
    for (qint64 at = 8; in.has(at, 8) && !in.startsWith("IDAT", at + 4);) {
        const qint64 length = in.be32(at);
        if (in.startsWith("tRNS", at + 4))
            probe.hasAlpha = true;
        else if (in.startsWith("eXIf", at + 4))
            probe.orientation = readTiffTags(in.part(at + 8, length)).orientation;
        at += 12 + length;
    }
    return probe;
}

/// The EXIF block of an extended WebP stands behind the pixels.
int webpOrientation(ByteView in, bool& complete)
{
    for (qint64 at = 12; in.has(at, 8);) {
        const qint64 length = in.le32(at + 4);
        if (in.startsWith("EXIF", at)) {
            complete = in.has(at + 8, length);
            const qint64 prefix = in.startsWith("Exif", at + 8) ? 6 : 0; // some writers copy the JPEG prefix
            return readTiffTags(in.part(at + 8 + prefix, length - prefix)).orientation;
        }
        at += 8 + length + (length & 1);
    }
    complete = false;
    return 1;
}

std::optional<ImageProbe> probeWebp(ByteView in)
{
    ImageProbe probe{.format = "webp"};
    if (in.startsWith("VP8 ", 12) && in.has(20, 10)) {
        probe.stored = QSize(in.le16(26) & 0x3FFF, in.le16(28) & 0x3FFF);
    } else if (in.startsWith("VP8L", 12) && in.has(20, 5)) {
        const quint32 bits = in.le32(21);
        probe.stored = QSize(int(bits & 0x3FFF) + 1, int((bits >> 14) & 0x3FFF) + 1);
        probe.hasAlpha = (bits >> 28) & 1;
    } else if (in.startsWith("VP8X", 12) && in.has(20, 10)) {
        const quint8 flags = in.u8(20);
        probe.stored = QSize(int(in.le32(24) & 0xFFFFFF) + 1, int(in.le32(26) >> 8) + 1);
        probe.hasAlpha = flags & 0x10;
        if (flags & 0x08)
            probe.orientation = webpOrientation(in, probe.complete);
    } else {
        return std::nullopt;
    }
    return probe;
}

std::optional<ImageProbe> probeBmp(ByteView in)
{
    ImageProbe probe{.format = "bmp"};
    const quint32 headerSize = in.le32(14);
    if (headerSize == 12 && in.has(14, 12)) {
        probe.stored = QSize(in.le16(18), in.le16(20));
        probe.paletted = in.le16(24) <= 8;
    } else if (headerSize >= 16 && in.has(14, 16)) {
        const auto width = static_cast<qint32>(in.le32(18));
        const auto height = static_cast<qint32>(in.le32(22));
        if (height == std::numeric_limits<qint32>::min())
            return std::nullopt;
        probe.stored = QSize(width, qAbs(height)); // a negative height means rows from the top
        probe.paletted = in.le16(28) <= 8;
    } else {
        return std::nullopt;
    }
    return probe;
}

std::optional<ImageProbe> probeTiff(ByteView in)
{
    const TiffTags tags = readTiffTags(in);
    if (!tags.valid)
        return std::nullopt;
    return ImageProbe{.format = "tiff",
                      .stored = tags.size,
                      .orientation = tags.orientation,
                      .hasAlpha = tags.hasAlpha,
                      .paletted = tags.paletted};
}

std::optional<ImageProbe> probeGif(ByteView in)
{
    const std::optional<GifFrame> frame = findFirstGifFrame(in);
    if (!frame)
        return std::nullopt;
    return ImageProbe{
        .format = "gif", .stored = frame->canvas, .hasAlpha = frame->transparent >= 0, .paletted = true};
}

std::optional<ImageProbe> probePnm(ByteView in)
{
    const std::optional<PnmHeader> header = readPnmHeader(in);
    return header ? std::optional(ImageProbe{.format = "pnm", .stored = header->size}) : std::nullopt;
}

/// The format's name, or nullptr when the bytes are no picture that we read.
const char* formatOf(ByteView in)
{
    if (in.startsWith("\xFF\xD8\xFF"))
        return "jpeg";
    if (in.startsWith("\x89PNG\r\n\x1A\n"))
        return "png";
    if (in.startsWith("RIFF") && in.startsWith("WEBP", 8))
        return "webp";
    if (in.startsWith("GIF87a") || in.startsWith("GIF89a"))
        return "gif";
    if (in.startsWith("BM"))
        return "bmp";
    for (const QByteArrayView magic : {QByteArrayView("II*\0", 4), QByteArrayView("MM\0*", 4),
                                       QByteArrayView("II+\0", 4), QByteArrayView("MM\0+", 4)}) {
        if (in.startsWith(magic))
            return "tiff";
    }
    const quint8 third = in.u8(2);
    const bool blank = third == ' ' || third == '\n' || third == '\r' || third == '\t' || third == '#';
    if (in.u8(0) == 'P' && in.u8(1) >= '1' && in.u8(1) <= '6' && blank)
        return "pnm";
    return nullptr;
}

std::optional<ImageProbe> probeAs(QByteArrayView format, ByteView in)
{
    if (format == "jpeg")
        return probeJpeg(in);
    if (format == "png")
        return probePng(in);
    if (format == "webp")
        return probeWebp(in);
    if (format == "gif")
        return probeGif(in);
    if (format == "bmp")
        return probeBmp(in);
    if (format == "tiff")
        return probeTiff(in);
    return probePnm(in);
}

} // namespace

Result<ImageProbe> probeImage(const QByteArray& data, const QString& name)
{
    if (data.isEmpty())
        return fail(ErrorCode::Corrupt, tr("%1 is empty. Replace the file.").arg(name));
    const ByteView in(data);
    const char* format = formatOf(in);
    if (!format)
        return fail(
            ErrorCode::Unsupported,
            tr("%1 is not a picture that can be read here. Expected JPEG, PNG, WebP, TIFF, BMP, GIF or PNM.")
                .arg(name));
    const auto probe = probeAs(format, in);
    if (!probe || probe->stored.isEmpty())
        return brokenHeader(name, format);
    return *probe;
}

} // namespace badcase::media
