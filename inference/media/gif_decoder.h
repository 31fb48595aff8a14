// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The first frame of a GIF. Qt's decoder passes a cut-off frame as a whole one and paints transparent pixels
/// black; this one is strict and keeps the colour indices, so that GIF masks can be read as well.

#include "inference/media/byte_view.h"

#include <QRect>

#include <optional>
#include <vector>

namespace badcase::media {

/// Where the first frame is.
struct GifFrame {
    QSize canvas;         ///< the logical screen, grown where the frame is larger (as Pillow does)
    QRect rect;           ///< the frame on the canvas
    int transparent = -1; ///< colour index, -1 without
    bool interlaced = false;
    qint64 colourTable = -1; ///< offset of the colour table, -1 without
    int colours = 0;
    qint64 pixels = 0; ///< offset of the LZW data (its code size byte)
};

/// nullopt when the header is cut or damaged, or there is no frame.
std::optional<GifFrame> findFirstGifFrame(ByteView gif);

/// The colour index of every pixel of frame.rect, rows from top to bottom; nullopt when the frame's data does not hold
/// every pixel. The caller has checked the size against its limits.
std::optional<std::vector<quint8>> decodeGifFrame(ByteView gif, const GifFrame& frame);

} // namespace badcase::media
