// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// PNG through libpng itself, for models: Qt's plugin needs Qt Gui, and turns every picture into another
/// format on the way to three bytes a pixel.

#include "inference/core/result.h"
#include "inference/media/pixel_rows.h"

#include <QByteArray>
#include <QString>

namespace badcase::media {

/// Three bytes a pixel: palettes looked up, grey as equal channels, transparency dropped (the colour under it
/// stays), 16 bit as round(v / 257); no gamma or colour profile is applied. As stored (no EXIF orientation).
/// The caller has checked the size against its limits and the chunks with checkIntegrity(). Corrupt when
/// libpng says so. Thread-safe.
Result<void> decodePng(const QByteArray& data, const QString& name, const TakeRows& takeRows);

} // namespace badcase::media
