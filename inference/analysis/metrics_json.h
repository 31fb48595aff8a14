// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Results as the JSON of the verb "metrics". Numbers are unrounded; what is undefined is null, never NaN.
/// The caller adds what only it knows: run and labels (given or corrected).

#include "inference/analysis/class_areas.h"
#include "inference/analysis/classification_score.h"
#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/sample_scores.h"

#include <QJsonArray>
#include <QJsonObject>

namespace badcase::analysis {

/// null for NaN and infinities.
QJsonValue jsonNumber(double value);
/// Rows = label, columns = decision.
QJsonArray confusionJson(const ConfusionCounts& counts);

/// accuracy, f1 {micro, macro}, top5, log_loss, ece, confusion, per_class; `areas` may be empty (ap, roc_auc
/// null). `names`: one for each class of the score.
QJsonObject levelJson(const LevelScore& score, const QStringList& names, const ClassAreas& areas = {},
                      MacroClasses classes = MacroClasses::Present);

/// task, samples and the keys of levelJson() for the classes; with two levels also level1 (parents), level2
/// (classes) and mean_f1.
QJsonObject metricsJson(const ClassificationScore& score, const Schema& schema, const ClassAreas& areas = {},
                        const ClassAreas& parentAreas = {}, MacroClasses classes = MacroClasses::Present);

/// task, samples, gap, map (over classes with positives), f1 {micro, macro, samples}, exact_match, per_class.
/// `gap`: global average precision; kUndefined when it was not computed.
QJsonObject metricsJson(const MultiLabelScore& score, const Schema& schema, const ClassAreas& areas = {},
                        double gap = kUndefined);

/// task, samples, mean_iou, mean_iou_per_image, pixel_accuracy, mean_dice_pooled, mean_dice_per_image,
/// empty_empty, ignore_index, confusion, per_class (classes that score).
QJsonObject metricsJson(const SegmentationScore& score, const Schema& schema);

/// One element of per_image: sample, dice, iou.
QJsonObject imageJson(const QString& sample, const MaskScores& scores);

} // namespace badcase::analysis
