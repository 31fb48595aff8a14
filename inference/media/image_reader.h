// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Still images in, decoded exactly and within limits. JPEG, PNG, WebP, TIFF, BMP, GIF (first frame),
/// PGM/PPM, 16-bit and CMYK. The content decides the format, not the file name. EXIF orientation is applied
/// everywhere (display, model input, size): one rule for the whole program. Every function is thread-safe.

#include "inference/core/class_map.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/core/schema.h"
#include "inference/media/picture_reader.h"

#include <QImage>
#include <QSize>
#include <QString>

namespace badcase::media {

class MediaRoot;

struct ImageHeader {
    QSize size;          ///< as shown, after EXIF orientation
    QByteArray format;   ///< "jpeg", "png", "webp", "tiff", "bmp", "gif", "pnm"
    int orientation = 1; ///< EXIF 1..8 as stored in the file
    bool hasAlpha = false;
};

enum class PixelFormat {
    Display, ///< QImage::Format_RGB32, or ARGB32_Premultiplied when there is transparency
    Rgb888,  ///< QImage::Format_RGB888 as model input: transparency dropped (as PIL's convert("RGB")), 16 bit
             ///< as round(v / 257)
};

/// Size and format from the first bytes, without decoding pixels. `name` is for error messages. A file that
/// is cut off behind its header passes here and fails in decodeImage().
Result<ImageHeader> readImageHeader(const QByteArray& data, const QString& name,
                                    const ImageLimits& limits = {});

/// The same for a member of a root, reading no more of it than is needed (mostly 64 KiB).
Result<ImageHeader> readImageHeader(const MediaRoot& root, const QString& member,
                                    const ImageLimits& limits = {});

/// The whole picture. A truncated or damaged file is Corrupt, never a half-grey picture passed as good.
Result<QImage> decodeImage(const QByteArray& data, const QString& name,
                           PixelFormat format = PixelFormat::Display, const ImageLimits& limits = {});

/// The pixels of PixelFormat::Rgb888 as models take them.
Result<RgbImage> decodeRgb(const QByteArray& data, const QString& name, const ImageLimits& limits = {});

/// A picture that fits in `bound` (never enlarged), for grids; JPEG is scaled while decoding.
Result<QImage> decodeThumbnail(const QByteArray& data, const QString& name, QSize bound,
                               const ImageLimits& limits = {});

/// A label mask. Values outside the schema's classes (and not the ignore index) are kept as they are for the
/// caller to report, except Palette colours that are not in the schema, which become ClassMap::kUnset.
/// - Index: the palette index or the grey value (of 1, 2 and 4 bit greys the stored value). Unsupported for a
/// picture
///   in colour and for 16 bit values above 255, which are instance numbers rather than classes.
/// - Binary: the same number, 0 or not; in a picture in colour, black or not.
/// - Palette: the colour, whether stored directly or through a palette.
/// Transparency is ignored; EXIF orientation is applied as to pictures.
Result<ClassMap> decodeMask(const QByteArray& data, const QString& name, const MaskEncoding& encoding,
                            const Schema& schema, const ImageLimits& limits = {});

/// Looks at a mask file: how are its pixels to be read? Grey and palette PNGs whose values fit the schema are
/// Index, masks of two values of which one is not a class index (0/255) are Binary, RGB masks in palette
/// colours are Palette. A palette PNG whose colours are the schema's but stand in another order is Palette.
/// Index masks with stray values stay Index, so that decodeMask()'s caller reports them. Unsupported when
/// colours meet a schema without colours.
Result<MaskEncoding> detectMaskEncoding(const QByteArray& data, const QString& name, const Schema& schema);

/// An 8-bit grey PNG of class indices (export); the same input gives the same bytes.
Result<QByteArray> encodeMaskPng(const ClassMap& map);

} // namespace badcase::media
