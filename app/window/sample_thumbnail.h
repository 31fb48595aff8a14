// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Thumbnails of samples without pixels: how alike the frames of a feature file are, or the first lines of
/// the texts. Drawn on the loader's threads, in the colours of the theme when they were asked for.

#include "inference/core/sample.h"
#include "inference/media/media_root.h"

#include <QColor>
#include <QImage>

namespace badcase::window {

/// Frames of a feature file that have room in a thumbnail; of more, evenly spaced ones.
inline constexpr int kMostFrames = 64;

struct ThumbnailColors {
    QColor paper; ///< behind texts
    QColor title;
    QColor text;
    QColor line;   ///< around the card; similarities that are not known
    QColor unlike; ///< the least alike frames
    QColor alike;  ///< equal frames

    static ThumbnailColors ofTheme(); ///< GUI thread
};

/// Frames x frames, 8 bit grey: 255 equal, 1 the least alike pair of the file, 0 not known. Colourless, so
/// that it can be kept. Errors as readFrameFeatures(), and InvalidArgument for a file without frames.
Result<QImage> readFrameShares(const media::MediaRoot& root, const Sample& sample);

/// `shares` as a square of `pixels`; null for null.
QImage featureThumbnail(const QImage& shares, int pixels, const ThumbnailColors& colors);

/// A square card of `pixels`: the title, then the other texts, as many lines as there is room for. The
/// sample's name where there are no texts.
QImage textThumbnail(const QString& name, const Fields& fields, int pixels, const ThumbnailColors& colors);

} // namespace badcase::window
