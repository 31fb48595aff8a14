// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// JPEG through libjpeg-turbo itself. Qt's plugin goes on after damage and returns a picture that is half
/// grey; here every warning of libjpeg that means lost pixels is an error.

#include "inference/core/result.h"
#include "inference/media/pixel_rows.h"

#include <QByteArray>
#include <QSize>

namespace badcase::media {

/// What is written into the rows.
enum class JpegPixels {
    Rgb,   ///< three bytes a pixel
    Rgb32, ///< QImage::Format_RGB32: 0xFFRRGGBB as a number of 32 bits
};

struct JpegRequest {
    JpegPixels pixels = JpegPixels::Rgb; ///< CMYK becomes RGB as in Pillow
    /// When valid: scaled while decoding (by eighths) to the smallest size that still covers this one, or
    /// 1:1.
    QSize cover = {};
};

/// As stored (no EXIF orientation). The caller has checked the size against its limits. Thread-safe.
Result<void> decodeJpeg(const QByteArray& data, const QString& name, const JpegRequest& request,
                        const TakeRows& takeRows);

} // namespace badcase::media
