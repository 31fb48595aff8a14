// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_integrity.h"

#include "inference/media/byte_view.h"
#include "inference/media/pnm.h"

#include <QCoreApplication>

#include <zlib.h>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImageReader", text);
}

ResultError cutOff(const QString& name, const QString& detail)
{
    return fail(ErrorCode::Corrupt,
                tr("%1 is cut off or damaged: pixels are missing. Replace the file.").arg(name), detail);
}

/// Every chunk is there with the right CRC, and the pixel data could fill the picture at all: deflate never
/// gains more than 1032:1, so that a tiny file that claims a huge picture is refused before memory is taken.
Result<void> checkPng(ByteView in, const ImageProbe& probe, const QString& name)
{
    constexpr qint64 kMaxRatio = 1032;
    qint64 pixelData = 0;
    for (qint64 at = 8;;) {
        if (!in.has(at, 12))
            return cutOff(name, QStringLiteral("IEND is missing"));
        const qint64 length = in.be32(at);
        if (!in.has(at, 12 + length))
            return cutOff(name, QStringLiteral("a chunk is cut off"));
        const auto* bytes = reinterpret_cast<const Bytef*>(in.data() + at + 4);
        if (crc32(0, bytes, static_cast<uInt>(length + 4)) != in.be32(at + 8 + length))
            return cutOff(name, QStringLiteral("the CRC of a chunk is wrong"));
        if (in.startsWith("IDAT", at + 4))
            pixelData += length;
        if (in.startsWith("IEND", at + 4))
            break;
        at += 12 + length;
    }
    const int depth = in.u8(24);
    constexpr int kChannels[] = {1, 0, 3, 1, 2, 0, 4};
    const int type = in.u8(25);
    const qint64 channels = type <= 6 ? kChannels[type] : 0;
    const qint64 bytes = (qint64(probe.stored.width()) * channels * depth + 7) / 8 * probe.stored.height();
    if (bytes == 0 || bytes > (pixelData + 16) * kMaxRatio)
        return cutOff(name, QStringLiteral("IDAT is too short for the size in IHDR"));
    return {};
}

/// Runs and skips of a run-length encoded BMP must stay inside the picture and come to their end mark.
Result<void> checkBmpRuns(ByteView in, qint64 at, bool fourBit, QSize size, const QString& name)
{
    qint64 x = 0;
    qint64 y = 0;
    while (in.has(at, 2)) {
        const int count = in.u8(at);
        const int value = in.u8(at + 1);
        at += 2;
        if (count > 0) {
            x += count;
        } else if (value == 0) {
            x = 0;
            ++y;
        } else if (value == 1) {
            return {};
        } else if (value == 2) {
            x += in.u8(at);
            y += in.u8(at + 1);
            at += 2;
        } else {
            const int bytes = fourBit ? (value + 1) / 2 : value;
            x += value;
            at += bytes + (bytes & 1);
        }
        if (x > size.width() || y > size.height())
            return cutOff(name, QStringLiteral("a run leaves the picture"));
    }
    return cutOff(name, QStringLiteral("the run-length data have no end mark"));
}

Result<void> checkBmp(ByteView in, const ImageProbe& probe, const QString& name)
{
    const bool core = in.le32(14) == 12;
    const qint64 pixels = in.le32(10);
    const int depth = core ? in.le16(24) : in.le16(28);
    const quint32 compression = core ? 0 : in.le32(30);
    if (compression == 1 || compression == 2)
        return checkBmpRuns(in, pixels, compression == 2, probe.stored, name);
    if (compression != 0 && compression != 3 && compression != 6)
        return fail(ErrorCode::Unsupported,
                    tr("%1 is a BMP that holds another format inside. Save it as PNG.").arg(name));
    const qint64 stride = (qint64(probe.stored.width()) * depth + 31) / 32 * 4;
    if (!in.has(pixels, stride * probe.stored.height()))
        return cutOff(name, QStringLiteral("the file is shorter than its rows"));
    return {};
}

Result<void> checkWebp(ByteView in, const QString& name)
{
    if (!in.has(8, in.le32(4)))
        return cutOff(name, QStringLiteral("the file is shorter than its RIFF size"));
    return {};
}

Result<void> checkPnm(ByteView in, const QString& name)
{
    const std::optional<PnmHeader> header = readPnmHeader(in);
    if (!header || !pnmIsWhole(in, *header))
        return cutOff(name, QStringLiteral("samples are missing"));
    return {};
}

} // namespace

Result<void> checkIntegrity(const QByteArray& data, const ImageProbe& probe, const QString& name)
{
    const ByteView in(data);
    if (probe.format == "png")
        return checkPng(in, probe, name);
    if (probe.format == "bmp")
        return checkBmp(in, probe, name);
    if (probe.format == "webp")
        return checkWebp(in, name);
    if (probe.format == "pnm")
        return checkPnm(in, name);
    return {};
}

} // namespace badcase::media
