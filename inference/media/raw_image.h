// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Inside of media: pixels as the file holds them, before they are turned into what callers ask for.

#include "inference/media/image_probe.h"
#include "inference/media/image_reader.h"
#include "inference/media/pixel_rows.h"

namespace badcase::media {

/// Every pixel of the file, EXIF orientation applied. Palette images keep their indices (Indexed8, Mono),
/// grey ones their values (Grayscale8/16) as far as the format's decoder can; JPEG comes as RGB32.
Result<QImage> decodeRaw(const QByteArray& data, const QString& name, const ImageProbe& probe);

/// Makes `image` a Format_RGB32 one for a decoder to write into; it must outlive the decoder.
TakeRows rowsOf(QImage& image);

/// Turns stored pixels the right way up; `orientation` is EXIF's 1..8.
QImage applyOrientation(const QImage& image, int orientation);

/// Alpha dropped, not blended: the colour under it stays, as in Pillow's convert("RGB"). 16 bit becomes
/// round(v / 257).
QImage toRgb888(const QImage& image);

/// RGB32, or ARGB32_Premultiplied when a pixel is transparent.
QImage toDisplay(const QImage& image);

} // namespace badcase::media
