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

Result<QImage> decodeGif(const QByteArray& data, const QString& name)
{
    const ByteView in(data);
    const auto frame = findFirstGifFrame(in);
    QImage image = frame ? decodeGifFrame(in, *frame) : QImage();
    if (image.isNull())
        return fail(ErrorCode::Corrupt,
                    tr("%1 is a damaged or cut-off GIF picture. Replace the file.").arg(name));
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

Result<QImage> decodeRaw(const QByteArray& data, const QString& name, const ImageProbe& probe,
                         PixelFormat format)
{
    initialise();
    Result<QImage> image = fail(ErrorCode::Internal, {});
    if (probe.format == "jpeg")
        image = decodeJpeg(
            data, name, {format == PixelFormat::Rgb888 ? QImage::Format_RGB888 : QImage::Format_RGB32, {}});
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
