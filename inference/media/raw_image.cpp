// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/raw_image.h"

#include "inference/media/exif.h"
#include "inference/media/gif_decoder.h"
#include "inference/media/image_integrity.h"
#include "inference/media/initialise.h"
#include "inference/media/jpeg_decoder.h"
#include "inference/media/quiet_buffer.h"
#include "inference/media/tiff_messages.h"

#include <QCoreApplication>
#include <QImageReader>
#include <QTransform>

#include <algorithm>
#include <vector>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImageReader", text);
}

/// The format's name for QImageReader.
QByteArray qtFormat(const QByteArray& data, const QByteArray& format)
{
    if (format != "pnm")
        return format;
    const char kind = data.at(1);
    return kind == '1' || kind == '4' ? "pbm" : kind == '2' || kind == '5' ? "pgm" : "ppm";
}

Result<QImage> decodeWithQt(const QByteArray& data, const QString& name, const ImageProbe& probe)
{
    BADCASE_TRY(checkIntegrity(data, probe, name));
    QuietBuffer buffer;
    buffer.setData(data);
    clearTiffErrors();
    QImageReader reader(&buffer, qtFormat(data, probe.format));
    reader.setAutoDetectImageFormat(false); // the probe has looked at the content already
    reader.setAutoTransform(false);         // one rule for every format: applyOrientation()
    QImage image;
    if (!reader.read(&image) || image.size() != probe.stored) {
        if (reader.error() == QImageReader::UnsupportedFormatError &&
            !QImageReader::supportedImageFormats().contains(probe.format) && probe.format != "pnm")
            return fail(
                ErrorCode::Unsupported,
                tr("%1 is a %2 picture and Qt's plugin for it is missing. Install qt6-image-formats-plugins.")
                    .arg(name, QString::fromLatin1(probe.format).toUpper()));
        return fail(ErrorCode::Corrupt, tr("%1 is a damaged or cut-off picture. Replace the file.").arg(name),
                    reader.errorString());
    }
    if (const QString said = lastTiffError();
        !said.isEmpty()) // the plugin passes what is left of such a picture
        return fail(ErrorCode::Corrupt, tr("%1 is a damaged or cut-off picture. Replace the file.").arg(name),
                    said);
    return image;
}

QList<QRgb> colourTable(ByteView in, const GifFrame& frame)
{
    QList<QRgb> table(256, qRgb(0, 0, 0));
    for (int i = 0; i < 256; ++i) {
        if (frame.colourTable < 0)
            table[i] = qRgb(i, i, i);
        else if (i < frame.colours)
            table[i] = qRgb(in.u8(frame.colourTable + 3 * i), in.u8(frame.colourTable + 3 * i + 1),
                            in.u8(frame.colourTable + 3 * i + 2));
    }
    if (frame.transparent >= 0)
        table[frame.transparent] &= 0x00FFFFFF; // the colour stays: Rgb888 drops only the alpha
    return table;
}

/// The frame's indices on the canvas; null when there is no memory for it.
QImage onCanvas(ByteView in, const GifFrame& frame, const std::vector<quint8>& indices)
{
    QImage image(frame.canvas, QImage::Format_Indexed8);
    if (image.isNull())
        return {};
    image.setColorTable(colourTable(in, frame));
    image.fill(static_cast<uint>(qMax(frame.transparent, 0)));
    const auto width = static_cast<std::size_t>(frame.rect.width());
    for (int y = 0; y < frame.rect.height(); ++y)
        std::copy_n(indices.data() + static_cast<std::size_t>(y) * width, width,
                    image.scanLine(frame.rect.y() + y) + frame.rect.x());
    return image;
}

Result<QImage> decodeGif(const QByteArray& data, const QString& name)
{
    const ByteView in(data);
    const auto frame = findFirstGifFrame(in);
    const auto indices = frame ? decodeGifFrame(in, *frame) : std::nullopt;
    QImage image = indices ? onCanvas(in, *frame, *indices) : QImage();
    if (image.isNull())
        return fail(ErrorCode::Corrupt,
                    tr("%1 is a damaged or cut-off GIF picture. Replace the file.").arg(name));
    return image;
}

Result<QImage> decodeJpegToQImage(const QByteArray& data, const QString& name)
{
    QImage image;
    BADCASE_TRY(decodeJpeg(data, name, {JpegPixels::Rgb32, {}}, rowsOf(image)));
    return image;
}

bool anyTransparent(const QImage& argb)
{
    for (int y = 0; y < argb.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(argb.constScanLine(y));
        if (std::any_of(line, line + argb.width(), [](QRgb pixel) { return qAlpha(pixel) != 255; }))
            return true;
    }
    return false;
}

} // namespace

TakeRows rowsOf(QImage& image)
{
    return [&image](QSize size) {
        image = QImage(size, QImage::Format_RGB32);
        return PixelRows{image.bits(), image.bytesPerLine()};
    };
}

Result<QImage> decodeRaw(const QByteArray& data, const QString& name, const ImageProbe& probe)
{
    initialise();
    Result<QImage> image = fail(ErrorCode::Internal, {});
    if (probe.format == "jpeg")
        image = decodeJpegToQImage(data, name);
    else if (probe.format == "gif")
        image = decodeGif(data, name);
    else
        image = decodeWithQt(data, name, probe);
    if (!image)
        return image;
    QImage upright = applyOrientation(*image, probe.orientation);
    if (upright.isNull())
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(name));
    return upright;
}

QImage applyOrientation(const QImage& image, int orientation)
{
    const auto turned = [&](int degrees) { return image.transformed(QTransform().rotate(degrees)); };
    switch (orientation) {
    case 2:
        return image.mirrored(true, false);
    case 3:
        return image.mirrored(true, true);
    case 4:
        return image.mirrored(false, true);
    case 5:
        return turned(90).mirrored(true, false);
    case 6:
        return turned(90);
    case 7:
        return turned(90).mirrored(false, true);
    case 8:
        return turned(270);
    default:
        return image;
    }
}

QImage toRgb888(const QImage& image)
{
    QImage plain = image;
    if (image.hasAlphaChannel()) {
        // Reading the same bytes as "no alpha here" keeps the colours; a conversion would be free to blend.
        if (image.depth() > 32) {
            plain = image.convertToFormat(QImage::Format_RGBA64);
            plain.reinterpretAsFormat(QImage::Format_RGBX64);
        } else {
            plain = image.convertToFormat(QImage::Format_ARGB32);
            plain.reinterpretAsFormat(QImage::Format_RGB32);
        }
    }
    return plain.convertToFormat(QImage::Format_RGB888);
}

QImage toDisplay(const QImage& image)
{
    if (!image.hasAlphaChannel())
        return image.convertToFormat(QImage::Format_RGB32);
    const QImage argb = image.convertToFormat(QImage::Format_ARGB32);
    return argb.convertToFormat(anyTransparent(argb) ? QImage::Format_ARGB32_Premultiplied
                                                     : QImage::Format_RGB32);
}

} // namespace badcase::media
