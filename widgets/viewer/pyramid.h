// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Pictures and class maps in halved sizes, so that a zoomed-out view reads few pixels and does not alias.
/// Level k is 2^k times smaller than level 0 (rounded up). Building is thread-safe and may be done off the
/// GUI thread.

#include "inference/core/cancel.h"
#include "inference/core/class_map.h"

#include <QImage>

#include <vector>

namespace badcase::viewer {

/// The level whose pixels are between one and two device pixels apart: level 0 for zoom >= 1/2, 1 for zoom >=
/// 1/4, ... `levels` is how many there are.
int levelForZoom(double zoom, int levels);

struct ImagePyramid {
    std::vector<QImage> levels; ///< RGB32 or ARGB32_Premultiplied; level 0 is the picture itself

    /// Averages 2x2 blocks down to about 512 px. A cancelled build returns what it has (at least level 0).
    static ImagePyramid build(const QImage& image, const CancelToken& cancel = {});
    /// Level 0 only: usable at once, aliases when zoomed out.
    static ImagePyramid single(const QImage& image);
};

struct MapPyramid {
    std::vector<ClassMap> levels;

    /// Takes the most frequent of 2x2 values; at a tie the one that is not class 0, so that thin lines of
    /// a class on background stay visible however far one zooms out.
    static MapPyramid build(const ClassMap& map, const CancelToken& cancel = {});
    static MapPyramid single(const ClassMap& map);
    bool isNull() const { return levels.empty() || levels.front().isNull(); }
};

} // namespace badcase::viewer
