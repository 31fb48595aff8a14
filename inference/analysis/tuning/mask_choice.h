// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which threshold and which minimum area to set for the masks of one class: not the highest point of the
/// grid, which moves with every image, but the smallest area that is as good as the best one, and the middle
/// of the plateau of thresholds there. Pure functions, thread-safe.

#include "inference/analysis/tuning/mask_component_table.h"
#include "inference/analysis/tuning/mask_curve.h"

namespace badcase::analysis {

/// The lowest stop that is chosen or offered: at stop 0 every pixel is inside, whatever its probability.
inline constexpr int kLowestMaskStop = 1;

struct MaskChoice {
    int stop = kMaskStops / 2;
    int area = 0;              ///< index of the area stop
    double score = kUndefined; ///< on the images it was chosen on
    Plateau plateau;           ///< of thresholds, with that area
};

struct MaskChoiceRules {
    PlateauRule plateau = {}; ///< its epsilon is also what a larger area must bring
    BootstrapRules bootstrap = {};
};

/// The threshold slider while pieces below an area stop are removed: the counts of these images, in their
/// order. At stop 0 nothing is removed. O(images * stops), 2 KiB an image.
MaskCutTable tableAtArea(const MaskComponentTable& pieces, int area, std::span<const qsizetype> images);

/// 0, 1, ... count - 1.
std::vector<qsizetype> allImages(qsizetype count);

/// Chosen on these images. With no image that scores: stop 128, nothing removed, no score. O(images * stops *
/// (areas + rounds)). Cancelled.
Result<MaskChoice> chooseStops(const MaskComponentTable& pieces, std::span<const qsizetype> images,
                               MaskObjective objective, const MaskChoiceRules& rules = {},
                               const CancelToken& cancel = {});

/// For each of `folds` folds what chooseStops() finds on the images of all others. `foldOf`: one an image, -1:
/// in none, seen by nobody. The grid is added up once for all folds.
Result<std::vector<MaskChoice>> chooseWithoutEachFold(const MaskComponentTable& pieces,
                                                      std::span<const int> foldOf, int folds,
                                                      MaskObjective objective,
                                                      const MaskChoiceRules& rules = {},
                                                      const CancelToken& cancel = {});

} // namespace badcase::analysis
