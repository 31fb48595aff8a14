// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Splits touching objects of a mask where it is narrow: a watershed on the distance to the mask's edge.
/// Pure functions, thread-safe.

#include "inference/core/cancel.h"
#include "inference/core/class_map.h"
#include "inference/core/mask_runs.h"
#include "inference/engine/mask_regions.h"

#include <QSize>

#include <cstdint>
#include <vector>

namespace badcase::engine {

struct WatershedRule {
    /// A summit of the distance is an object of its own when it stands at least this many pixels above the
    /// pass to a higher one. 0, the rule of thumb: one pixel or a tenth of the summit's own height,
    /// whichever is more, so that neither the outline's steps nor a large object's bumps split it.
    double height = 0;
    qint64 minimum = 0; ///< pixels of the smallest object that stays
};

/// Every pixel's object: 1..count, 0 for none, row-major.
struct InstanceMap {
    QSize size;
    std::vector<std::int32_t> labels;
    std::int32_t count = 0;
};

/// The objects of the chosen values. Each piece (over sides and corners) of one value is split on its own:
/// its pixels are taken from the innermost outwards, by their exact Euclidean distance to the nearest pixel
/// that does not belong to the piece (what is outside of the picture does not count). A pixel joins the
/// object to which the distance rises most steeply among its eight neighbours; where two objects meet, the
/// one with the lower summit joins the other unless it stands high enough above the meeting point. That gives
/// as many objects as a flood from h-maxima markers, in one pass; where floods from two sides come to a draw
/// their edges lie some pixels apart. No lines are carved: every pixel of the piece belongs to one object,
/// and every object hangs together.
///
/// An object with fewer than `minimum` pixels joins the one with which it shares the longest border; one
/// without a neighbour is dropped: its pixels become empty in `map`, which is left as it was otherwise.
/// Objects are numbered by the first pixel of their piece, then by their own, row after row.
///
/// Cancelled is the only error; `map` is not to be used then. Memory beyond the result: 4 bytes a pixel, 16
/// bytes a run of equal pixels, and some 100 bytes a summit of the distance before any are joined.
Result<InstanceMap> splitObjects(ClassMap& map, const MaskValues& values, const WatershedRule& rule,
                                 const CancelToken& cancel = {});

/// The mask of every object, from the first to the last.
std::vector<MaskRuns> instanceRuns(const InstanceMap& instances);

} // namespace badcase::engine
