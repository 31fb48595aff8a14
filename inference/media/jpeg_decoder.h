// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// JPEG through libjpeg-turbo itself. Qt's plugin goes on after damage and returns a picture that is half
/// grey; here every warning of libjpeg that means lost pixels is an error.

#include "inference/core/result.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace badcase::media {

struct JpegRequest {
    /// RGB32, or RGB888 (both without transparency). CMYK becomes RGB as in Pillow.
    QImage::Format format = QImage::Format_RGB32;
    /// When valid: scaled while decoding (by eighths) to the smallest size that still covers this one, or
    /// 1:1.
    QSize cover = {};
};

/// As stored (no EXIF orientation). The caller has checked the size against its limits. Thread-safe.
Result<QImage> decodeJpeg(const QByteArray& data, const QString& name, const JpegRequest& request);

} // namespace badcase::media
