// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/picture_reader.h"

#include "inference/media/exif.h"
#include "inference/media/image_integrity.h"
#include "inference/media/jpeg_decoder.h"
#include "inference/media/png_decoder.h"
#include "inference/media/pnm.h"

#include <QCoreApplication>

#include <cstddef>
#include <memory>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImageReader", text);
}

ResultError noMemory(const QString& name)
{
    return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(name));
}

/// Memory for a picture whose size its decoder has yet to say.
class RgbRows {
public:
    TakeRows take()
    {
        return [this](QSize size) {
            m_pixels = RgbImage::allocate(size);
            m_size = size;
            return PixelRows{m_pixels.get(), RgbImage::lineBytes(size)};
        };
    }
    RgbImage image() const { return {m_pixels, m_size, RgbImage::lineBytes(m_size)}; }

private:
    std::shared_ptr<std::uint8_t> m_pixels;
    QSize m_size;
};

/// The first byte of the pixels, which keeps the file's bytes alive.
std::shared_ptr<const std::uint8_t> sharedBytes(const QByteArray& data, qint64 offset)
{
    const auto owner = std::make_shared<const QByteArray>(data);
    return {owner, reinterpret_cast<const std::uint8_t*>(owner->constData() + offset)};
}

RgbImage greyToRgb(const std::uint8_t* grey, QSize size)
{
    auto pixels = RgbImage::allocate(size);
    if (!pixels)
        return {};
    std::uint8_t* out = pixels.get();
    const std::size_t count =
        static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
    for (std::size_t i = 0; i < count; ++i, out += 3)
        out[0] = out[1] = out[2] = grey[i];
    return {std::move(pixels), size, RgbImage::lineBytes(size)};
}

Result<RgbImage> decodePnm(const QByteArray& data, const QString& name)
{
    const std::optional<PnmHeader> header = readPnmHeader(ByteView(data)); // isPlainPicture() has seen it
    auto pixels = sharedBytes(data, header->pixels);
    if (header->kind == 6)
        return RgbImage(std::move(pixels), header->size, RgbImage::lineBytes(header->size));
    RgbImage image = greyToRgb(pixels.get(), header->size);
    if (image.isNull())
        return noMemory(name);
    return image;
}

Result<RgbImage> decodeStored(const QByteArray& data, const QString& name, const ImageProbe& probe)
{
    BADCASE_TRY(checkIntegrity(data, probe, name));
    if (probe.format == "pnm")
        return decodePnm(data, name);
    RgbRows rows;
    if (probe.format == "jpeg")
        BADCASE_TRY(decodeJpeg(data, name, JpegRequest{}, rows.take()));
    else
        BADCASE_TRY(decodePng(data, name, rows.take()));
    return rows.image();
}

/// How to walk over stored pixels so that they come in the order in which they are shown.
struct Walk {
    const std::uint8_t* start;
    qsizetype right; ///< bytes from a pixel to the one shown to the right of it
    qsizetype down;
};

Walk walkOf(const RgbImage& stored, int orientation)
{
    const qsizetype line = stored.bytesPerLine();
    const std::uint8_t* const topLeft = stored.constBits();
    const std::uint8_t* const topRight = topLeft + qsizetype(3) * (stored.width() - 1);
    const qsizetype lastLine = line * (stored.height() - 1);
    switch (orientation) {
    case 2:
        return {topRight, -3, line};
    case 3:
        return {topRight + lastLine, -3, -line};
    case 4:
        return {topLeft + lastLine, 3, -line};
    case 5:
        return {topLeft, line, 3};
    case 6:
        return {topLeft + lastLine, -line, 3};
    case 7:
        return {topRight + lastLine, -line, -3};
    case 8:
        return {topRight, line, -3};
    default:
        return {topLeft, 3, line};
    }
}

} // namespace

Result<ImageProbe> probeWithinLimits(const QByteArray& data, const QString& name, const ImageLimits& limits)
{
    BADCASE_ASSIGN(ImageProbe probe, probeImage(data, name));
    const QSize size = probe.stored;
    if (size.width() > limits.maxSide || size.height() > limits.maxSide ||
        qint64(size.width()) * size.height() > limits.maxPixels)
        return fail(ErrorCode::TooLarge,
                    tr("%1 says it has %2 x %3 pixels. At most %4 a side and %5 million in all are read. "
                       "Cut the picture into parts, or replace the file if it is damaged.")
                        .arg(name)
                        .arg(size.width())
                        .arg(size.height())
                        .arg(limits.maxSide)
                        .arg(limits.maxPixels / 1000000));
    return probe;
}

bool isPlainPicture(const QByteArray& data, const ImageProbe& probe)
{
    if (probe.format != "pnm")
        return probe.format == "jpeg" || probe.format == "png";
    const std::optional<PnmHeader> header = readPnmHeader(ByteView(data));
    return header && (header->kind == 5 || header->kind == 6) && header->maxValue == 255;
}

Result<RgbImage> decodePicture(const QByteArray& data, const QString& name, const ImageLimits& limits)
{
    BADCASE_ASSIGN(const ImageProbe probe, probeWithinLimits(data, name, limits));
    return decodePicture(data, name, probe);
}

Result<RgbImage> decodePicture(const QByteArray& data, const QString& name, const ImageProbe& probe)
{
    if (!isPlainPicture(data, probe))
        return fail(
            ErrorCode::Unsupported,
            tr("%1 is a %2 picture of a kind that this program does not read. Save it as JPEG, PNG or "
               "8-bit PPM, or use badcase, which reads it.")
                .arg(name, QString::fromLatin1(probe.format).toUpper()));
    BADCASE_ASSIGN(const RgbImage stored, decodeStored(data, name, probe));
    RgbImage image = upright(stored, probe.orientation);
    if (image.isNull())
        return noMemory(name);
    return image;
}

RgbImage upright(const RgbImage& stored, int orientation)
{
    if (orientation < 2 || orientation > 8)
        return stored;
    const QSize size = orientedSize(stored.size(), orientation);
    auto pixels = RgbImage::allocate(size);
    if (!pixels)
        return {};
    const Walk walk = walkOf(stored, orientation);
    std::uint8_t* out = pixels.get();
    for (int y = 0; y < size.height(); ++y) {
        const std::uint8_t* in = walk.start + y * walk.down;
        for (int x = 0; x < size.width(); ++x, in += walk.right, out += 3) {
            out[0] = in[0];
            out[1] = in[1];
            out[2] = in[2];
        }
    }
    return {std::move(pixels), size, RgbImage::lineBytes(size)};
}

} // namespace badcase::media
