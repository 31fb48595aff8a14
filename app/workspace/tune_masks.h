// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Tuning of masks: the threshold and the smallest area that a run's masks should be decided with, and what they will
/// be worth on images that were not tuned on.

#include "app/workspace/mask_tuning_data.h"
#include "app/workspace/tune_service.h"

namespace badcase::workspace {

/// Objectives "dice" and "iou" are means over images (mean_dice_per_image, mean_iou_per_image of `metrics`),
/// "pooled_dice" and "pooled_iou" pool all pixels (mean_dice_pooled, mean_iou). `before` is that figure as the run
/// decides now, `after` as it would decide with `set`, both to the last bit.
///
/// One channel: one threshold and area, from the middle of the plateau (chooseStops()). Several classes: each class
/// has its own, chosen for its own overlap; the figures are those of all classes together.
///
/// Held out: the images are cut into `folds`, three times anew. A fold is decided as was best on the others; the
/// interval is that of honestGain(), paired over images. `groupBy` ("split", "field:NAME", or the NAME of a field):
/// its values stay together in a fold, and each gets figures of its own. With one fold or one value there is no
/// held-out gain.
///
/// `more`: "form", "left_out", "other_steps", "groups": [{group, images, before, after}], "classes": {name: {threshold, min_area,
/// plateau: [from, to], curve: {threshold, score, low, high}, best_per_group: [{group, threshold, score}],
/// per_group_score, for_worst_group: {threshold, score}}}.
///
/// Saves nothing. Errors as of MaskTuningData::load(); InvalidArgument for another objective.
Result<TuneReport> tuneMasks(const std::shared_ptr<Project>& project, const TuneRequest& request,
                             const CancelToken& cancel = {}, const ProgressCallback& progress = {});

/// The same with masks that are in memory; `request.run`, `labels` and `split` are theirs.
Result<TuneReport> tuneMasks(const std::shared_ptr<Project>& project, const MaskTuningData& data,
                             const TuneRequest& request, const CancelToken& cancel = {},
                             const ProgressCallback& progress = {});

} // namespace badcase::workspace
