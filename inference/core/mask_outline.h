// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The pieces of a mask and their outlines, for formats that hold one polygon per object. Pure functions,
/// thread-safe.

#include "inference/core/mask_runs.h"

#include <QPoint>

#include <functional>
#include <vector>

namespace badcase {

/// Pixels of one value that hang together.
struct MaskComponent {
    std::uint8_t value = 0;
    MaskRuns runs; ///< of the whole map's size

    bool operator==(const MaskComponent&) const = default;
};

/// Every piece of every wanted value. Pixels hang together over their sides, not over their corners, so that
/// an outline never crosses itself. By value, then by the first pixel down each column from the left: the
/// same map gives the same list.
std::vector<MaskComponent> maskComponents(const ClassMap& map,
                                          const std::function<bool(std::uint8_t value)>& wanted);

/// The outline of one piece along the sides of its pixels, clockwise, only the corners. Holes belong to the
/// same polygon, joined to what is around them by a seam that is walked there and back; filling by the
/// even-odd rule, and rasterisePolygon(), give exactly the pixels of the piece. Empty for a mask without
/// pixels; of a mask in several pieces only the first is outlined.
std::vector<QPoint> outlineOf(const MaskRuns& component);
/// The same for a piece without holes, which any program can draw and edit; empty for one with holes.
std::vector<QPoint> seamlessOutlineOf(const MaskRuns& component);

} // namespace badcase
