// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Distances to the edge of the things of a mask. Exact (Euclidean, between pixel centres), in time that does
/// not depend on the distances: first the distance within each column, row after row, then one walk along
/// each row. What lies outside of the picture is no edge. Pure functions, thread-safe.

#include "inference/core/cancel.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace badcase::engine {

/// Pixels of one byte, row-major. At most kLongestSide pixels wide and high.
struct MaskView {
    const std::uint8_t* pixels = nullptr;
    int width = 0;
    int height = 0;
};

inline constexpr int kLongestSide = 65534;
inline constexpr std::uint32_t kNoEdge = std::numeric_limits<std::uint32_t>::max();

/// out[y * width + x] = squared distance to the nearest pixel of another value, where `measured` has the
/// pixel's value, and 0 elsewhere; kNoEdge everywhere when all pixels have one value. False when it was
/// cancelled: `out` is not complete then. Takes nothing a pixel more.
bool squaredDistances(const MaskView& mask, const std::array<bool, 256>& measured, std::uint32_t* out,
                      const CancelToken& cancel);

} // namespace badcase::engine
