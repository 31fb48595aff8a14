// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the first bytes of a picture say, per container format. The content decides, never the file name.

#include "inference/core/result.h"

#include <QByteArray>
#include <QSize>

namespace badcase::media {

struct ImageProbe {
    QByteArray format;   ///< "jpeg", "png", "webp", "tiff", "bmp", "gif", "pnm"
    QSize stored = {};   ///< before EXIF orientation
    int orientation = 1; ///< EXIF 1..8
    bool hasAlpha = false;
    bool paletted = false; ///< pixels are indices into a colour table
    bool complete = true;  ///< false: the EXIF block stands behind the bytes that were given
};

/// Corrupt when the header is cut or makes no sense, Unsupported when this is no picture that we read.
/// `data` may be only the head of the file. `name` is for messages.
Result<ImageProbe> probeImage(const QByteArray& data, const QString& name);

} // namespace badcase::media
