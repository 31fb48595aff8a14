// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Scores of single samples: what the lists are sorted by and what a correction changes.

#include "app/workspace/project.h"
#include "inference/analysis/segmentation_score.h"
#include "inference/core/prediction.h"
#include "storage/prediction_records.h"

#include <optional>
#include <span>

namespace badcase::workspace {

/// Decision and scores of one row of probabilities. Absent labels leave their scores unknown.
storage::Decision scoreClasses(SampleId sample, std::span<const float> probabilities, Activation activation,
                               const std::optional<LabelSet>& given, const std::optional<LabelSet>& effective);

/// The same for values that are kept as float64: the decision is made of them as they are, and losses are those
/// that a later correction counts, of the values rounded to float32.
storage::Decision scoreClasses(SampleId sample, std::span<const double> probabilities, Activation activation,
                               const std::optional<LabelSet>& given, const std::optional<LabelSet>& effective);

/// Loss of one row against one label, NaN without a label.
double lossOf(std::span<const float> probabilities, const std::optional<LabelSet>& label, Activation activation);

/// Decision (no classes), confidence and the scores that `counts` gives; absent counts leave them unknown.
storage::Decision scoreMask(SampleId sample, const MaskPrediction& prediction, const analysis::SegmentationRules& rules,
                            const std::optional<analysis::ConfusionCounts>& given,
                            const std::optional<analysis::ConfusionCounts>& effective);

/// Confusion counts as bytes for the project file: (label, decision, count) triples of the cells that are not empty.
QByteArray packCounts(const analysis::ConfusionCounts& counts);
/// No bytes where there are no counts, because there is no mask to compare with.
QByteArray packCounts(const std::optional<analysis::ConfusionCounts>& counts);
/// Corrupt when the bytes are not what packCounts() made for this number of classes.
Result<analysis::ConfusionCounts> unpackCounts(const QByteArray& bytes, int classes);

} // namespace badcase::workspace
