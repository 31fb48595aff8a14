// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The header of the PBM, PGM and PPM family (P1..P6), and whether the pixels behind it are all there.

#include "inference/media/byte_view.h"

#include <QSize>

#include <optional>

namespace badcase::media {

struct PnmHeader {
    int kind = 0; ///< 1..3: ASCII bits, greys, colours; 4..6: the same in bytes
    QSize size;
    int maxValue = 1;  ///< above 255 a sample takes two bytes
    qint64 pixels = 0; ///< offset of the first byte behind the header
};

/// nullopt when the header is cut or damaged.
std::optional<PnmHeader> readPnmHeader(ByteView file);

/// False when samples are missing. (A cut inside the last number of an ASCII file cannot be seen.)
bool pnmIsWhole(ByteView file, const PnmHeader& header);

} // namespace badcase::media
