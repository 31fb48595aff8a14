// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Distances to the edge of a mask of one thing, and dilating and eroding it by a disc. All exact (Euclidean,
/// between pixel centres), in time that does not depend on the distances: first the distance within each
/// column, row after row, then one walk along each row. What lies outside of the picture is neither inside
/// nor outside of the mask. Pure functions, thread-safe.

#include "inference/core/cancel.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace badcase::engine {

/// Pixels that are inside (1) or not (0), row-major. At most kLongestSide pixels wide and high.
struct MaskView {
    const std::uint8_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    std::ptrdiff_t stride = 0; ///< from a pixel to the one below
};

inline constexpr int kLongestSide = 65534;
inline constexpr std::uint32_t kNoEdge = std::numeric_limits<std::uint32_t>::max();

/// out[y * outStride + x] = squared distance to the nearest pixel that is not inside, 0 for those; kNoEdge
/// everywhere when all are inside. False when it was cancelled: `out` is not complete then. Takes 2 bytes a
/// pixel more.
bool squaredDistances(const MaskView& mask, std::uint32_t* out, std::ptrdiff_t outStride,
                      const CancelToken& cancel);

/// Pixels with a pixel inside at a distance <= radius (dilate), and pixels inside without one that is not
/// inside at such a distance (erode), without gaps between rows. Takes 1 byte a pixel more, 2 with radii from
/// 255 on.
std::vector<std::uint8_t> dilateByDisc(const MaskView& mask, double radius);
std::vector<std::uint8_t> erodeByDisc(const MaskView& mask, double radius);

} // namespace badcase::engine
