// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Opening and closing the classes of a map by a disc: all pixels with a distance <= radius, measured between
/// pixel centres. Pure functions, thread-safe. Each class costs a bit for every pixel of its bounding
/// rectangle, and its edge as much as mask_disc.h says.

#include "inference/engine/mask_regions.h"

namespace badcase::engine {

/// Pixels of chosen values into whose class no disc fits that covers them become empty.
void openClasses(ClassMap& map, const MaskValues& values, double radius);

/// Empty pixels that no disc covers which lies outside of a chosen class join that class; the lowest one of
/// several. No class loses a pixel.
void closeClasses(ClassMap& map, const MaskValues& values, double radius);

} // namespace badcase::engine
