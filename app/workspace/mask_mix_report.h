// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What members of a mix of masks are worth: the report of mix_service.h, from exact counts of every pixel.

#include "app/workspace/mask_mix.h"

namespace badcase::workspace {

/// Scores of all images of the set under one mix; NaN where no pixel counts.
std::vector<double> imageScores(const std::vector<analysis::MaskOverlap>& overlaps, analysis::MaskObjective objective);

/// The mix whose pixels are inside from p = 0.5 on, as `combine` decides without steps.
Result<analysis::MaskMix> maskMixOf(engine::MergeMode merge, std::span<const double> weights);

/// MeanDice or MeanIou. `reference`: the member that the gains are over. The rest as reportOn(). Cancelled.
Result<MixReport> reportOnMasks(const MaskMixSet& set, const MixRequest& request, engine::MergeMode merge,
                                const std::vector<double>& weights, std::size_t reference, const QString& project,
                                const CancelToken& cancel);

} // namespace badcase::workspace
