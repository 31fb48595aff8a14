// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The few TIFF tags that say how a picture is shaped and held. EXIF blocks of JPEG, PNG and WebP are small
/// TIFF files, so that one reader serves all of them.

#include "inference/media/byte_view.h"

#include <QSize>

namespace badcase::media {

/// Values of the first directory. `valid` is false when the bytes are no TIFF or BigTIFF.
struct TiffTags {
    bool valid = false;
    QSize size;          ///< empty when absent (EXIF blocks have none)
    int orientation = 1; ///< 1..8; anything else in the file counts as 1
    bool hasAlpha = false;
    bool paletted = false;
};

TiffTags readTiffTags(ByteView tiff);

/// A size as shown: orientations 5..8 swap the sides.
QSize orientedSize(QSize stored, int orientation);

} // namespace badcase::media
