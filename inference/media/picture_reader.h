// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Pictures for models out of JPEG, PNG and binary PGM/PPM files, without Qt Gui: what a program without a
/// window reads, and the way by which the whole program reads these formats for models (image_reader.h adds
/// the others). EXIF orientation is applied. Every function is thread-safe.

#include "inference/core/result.h"
#include "inference/core/rgb_image.h"
#include "inference/media/image_probe.h"

#include <QByteArray>
#include <QString>

namespace badcase::media {

/// Refused before any pixel memory is taken.
struct ImageLimits {
    int maxSide = 32767;
    qint64 maxPixels = qint64(400) * 1000 * 1000; ///< 20k x 20k
};

/// The header, refused as TooLarge beyond `limits`.
Result<ImageProbe> probeWithinLimits(const QByteArray& data, const QString& name, const ImageLimits& limits);

/// Is this one of the formats of decodePicture()? Of PNM those with bytes from 0 to 255 (P5, P6).
bool isPlainPicture(const QByteArray& data, const ImageProbe& probe);

/// The whole picture: transparency dropped (as PIL's convert("RGB")), grey as equal channels, 16 bit as
/// round(v / 257). A truncated or damaged file is Corrupt, another format Unsupported. A PPM shares the bytes
/// of `data`.
Result<RgbImage> decodePicture(const QByteArray& data, const QString& name, const ImageLimits& limits = {});
Result<RgbImage> decodePicture(const QByteArray& data, const QString& name, const ImageProbe& probe);

/// Turns stored pixels the right way up; `orientation` is EXIF's 1..8. Null when there is not enough memory.
RgbImage upright(const RgbImage& stored, int orientation);

} // namespace badcase::media
