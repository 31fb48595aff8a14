// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_reader.h"

#include "inference/media/exif.h"
#include "inference/media/jpeg_decoder.h"
#include "inference/media/media_root.h"
#include "inference/media/raw_image.h"
#include "inference/media/rgb_qimage.h"

#include <QCoreApplication>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImageReader", text);
}

ImageHeader headerOf(const ImageProbe& probe)
{
    return {orientedSize(probe.stored, probe.orientation), probe.format, probe.orientation, probe.hasAlpha};
}

/// The size of a picture of `size` inside `bound`; never enlarged, never empty.
QSize fitted(QSize size, QSize bound)
{
    if (size.width() <= bound.width() && size.height() <= bound.height())
        return size;
    return size.scaled(bound, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
}

} // namespace

Result<ImageHeader> readImageHeader(const QByteArray& data, const QString& name, const ImageLimits& limits)
{
    BADCASE_ASSIGN(const ImageProbe probe, probeWithinLimits(data, name, limits));
    return headerOf(probe);
}

Result<ImageHeader> readImageHeader(const MediaRoot& root, const QString& member, const ImageLimits& limits)
{
    constexpr qint64 kHead = qint64(64) * 1024;
    BADCASE_ASSIGN(const QByteArray head, root.readHead(member, kHead));
    const auto probe = probeImage(head, member);
    // Where the head did not suffice (large metadata before the frame, EXIF or a TIFF directory behind the
    // pixels) the whole file decides.
    if (head.size() < kHead || (probe && probe->complete))
        return readImageHeader(head, member, limits);
    BADCASE_ASSIGN(const QByteArray whole, root.read(member));
    return readImageHeader(whole, member, limits);
}

Result<RgbImage> decodeRgb(const QByteArray& data, const QString& name, const ImageLimits& limits)
{
    BADCASE_ASSIGN(const ImageProbe probe, probeWithinLimits(data, name, limits));
    if (isPlainPicture(data, probe))
        return decodePicture(data, name, probe);
    BADCASE_ASSIGN(const QImage raw, decodeRaw(data, name, probe));
    RgbImage image = toRgbImage(raw);
    if (image.isNull())
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(name));
    return image;
}

Result<QImage> decodeImage(const QByteArray& data, const QString& name, PixelFormat format,
                           const ImageLimits& limits)
{
    if (format == PixelFormat::Rgb888) {
        BADCASE_ASSIGN(const RgbImage rgb, decodeRgb(data, name, limits));
        return toQImage(rgb);
    }
    BADCASE_ASSIGN(const ImageProbe probe, probeWithinLimits(data, name, limits));
    BADCASE_ASSIGN(const QImage raw, decodeRaw(data, name, probe));
    QImage image = toDisplay(raw);
    if (image.isNull())
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(name));
    return image;
}

Result<QImage> decodeThumbnail(const QByteArray& data, const QString& name, QSize bound,
                               const ImageLimits& limits)
{
    if (bound.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The thumbnail of %1 needs a size.").arg(name));
    BADCASE_ASSIGN(const ImageProbe probe, probeWithinLimits(data, name, limits));
    const QSize target = fitted(orientedSize(probe.stored, probe.orientation), bound);
    QImage image;
    if (probe.format == "jpeg") {
        const QSize cover = orientedSize(target, probe.orientation); // before turning
        QImage scaled;
        BADCASE_TRY(decodeJpeg(data, name, {JpegPixels::Rgb32, cover}, rowsOf(scaled)));
        image = applyOrientation(scaled, probe.orientation);
    } else {
        BADCASE_ASSIGN(const QImage raw, decodeRaw(data, name, probe));
        image = toDisplay(raw);
    }
    if (image.size() != target)
        image = image.scaled(target, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (image.isNull())
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(name));
    return image.format() == QImage::Format_RGB32 || image.hasAlphaChannel()
               ? image
               : image.convertToFormat(QImage::Format_RGB32);
}

} // namespace badcase::media
