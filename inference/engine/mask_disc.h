// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Dilating and eroding a mask of one thing by a disc: all pixels with a distance <= radius, exact
/// (Euclidean, between pixel centres). What lies outside of the picture is neither inside nor outside of the
/// mask. Pure functions, thread-safe.
///
/// Only the edge of what grows is taken, since the nearest pixel of a thing to one beside it lies on its
/// edge. Up to kWidestStrips every row of the edge is widened, 64 pixels at once, and laid over the rows
/// above and below it as the disc's chords; the time grows slowly with the radius. Beyond, distances within
/// the columns and one walk along each row take the same time for every radius.

#include "inference/engine/mask_bits.h"

namespace badcase::engine {

inline constexpr double kWidestStrips = 512;

/// Pixels with a pixel inside at a distance <= radius. Takes a bit a pixel more than the result; 2 bytes with
/// radii from kWidestStrips on.
BitPlane dilateByDisc(const BitPlane& mask, double radius);
/// Pixels inside without one that is not inside at such a distance. Takes a bit a pixel more.
BitPlane erodeByDisc(BitPlane mask, double radius);

} // namespace badcase::engine
