// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Is a file whole? Qt's decoders return the rows they got of a cut-off BMP or PNM, and libpng forgives
/// damage in chunks. These checks read only the structure and cost far less than decoding.

#include "inference/media/image_probe.h"

namespace badcase::media {

/// Corrupt when data are missing or a checksum is wrong, Unsupported for variants of a format that Qt cannot
/// read. GIF and JPEG have strict decoders of their own, TIFF has libtiff: nothing is checked for them.
Result<void> checkIntegrity(const QByteArray& data, const ImageProbe& probe, const QString& name);

} // namespace badcase::media
