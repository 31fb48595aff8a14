// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where a predicted mask differs from the label, pixel by pixel, for the viewer.

#include "inference/analysis/segmentation_score.h"

#include <cstdint>

namespace badcase::analysis {

/// The pixel values of a difference map.
enum class Difference : std::uint8_t {
    Nothing = 0,   ///< neither label nor decision has anything here
    Right = 1,     ///< the label's class was found
    Missed = 2,    ///< the label has a class here, the decision has nothing
    False = 3,     ///< the decision has a class here, the label has nothing
    Confused = 4,  ///< both have a class, and not the same: missed for the one, false for the other
    Ignored = 255, ///< the label says that this pixel counts nowhere
};

/// `pixels` holds Difference values; the counts add up to its size.
struct DifferenceMap {
    ClassMap pixels;
    qint64 right = 0;
    qint64 missed = 0;
    qint64 falsePixels = 0;
    qint64 confused = 0;
    qint64 nothing = 0;
    qint64 ignored = 0;
};

/// Over all classes. "Nothing" is class 0 where the background has no score, and a decision of no class (255)
/// anywhere; so with a scored background every pixel that differs is Confused. InvalidArgument when sizes
/// differ. O(pixels).
Result<DifferenceMap> differenceMap(const ClassMap& label, const ClassMap& decision,
                                    const SegmentationRules& rules);

/// One class against the rest: Right, Missed, False or Nothing, never Confused.
Result<DifferenceMap> differenceMap(const ClassMap& label, const ClassMap& decision,
                                    const SegmentationRules& rules, ClassIndex one);

} // namespace badcase::analysis
