// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small random masks for the tests of mask sliders: noise, soft blobs, plateaus, nothing, everything; labels
/// with and without ignored pixels.

#include "inference/analysis/segmentation_score.h"
#include "inference/core/class_map.h"

#include <random>
#include <vector>

namespace badcase::test {

struct MaskCase {
    ClassMap probability;
    ClassMap label; ///< 0, 1, and 255 where ignored
};

/// One thing (class 1) before a background without a score.
inline const analysis::SegmentationRules kOneThing{2, 255, false};

/// Each side 1..40 pixels.
QSize randomSize(std::mt19937& random);
ClassMap randomProbability(std::mt19937& random, QSize size);
ClassMap randomLabel(std::mt19937& random, const ClassMap& probability);
MaskCase randomMaskCase(std::mt19937& random);

/// 1 where the probability is at least `stop`, else 0.
ClassMap decidedAt(const ClassMap& probability, int stop);

/// Scores made the long way: from decided masks, pixel by pixel.
void addScore(analysis::SegmentationScore& score, const ClassMap& label, const ClassMap& decision);

} // namespace badcase::test
