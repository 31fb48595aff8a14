// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Between pictures for models and pictures for Qt Gui, without copying pixels. Thread-safe.

#include "inference/core/rgb_image.h"

#include <QImage>

namespace badcase::media {

/// Shares the pixels of a Format_RGB888 image; any other is converted first (alpha is not blended in, see
/// toRgb888()).
RgbImage toRgbImage(const QImage& image);

/// Format_RGB888 on the same pixels, which live as long as either does; writing to the QImage copies them. A
/// null image gives a null one.
QImage toQImage(const RgbImage& image);

} // namespace badcase::media
