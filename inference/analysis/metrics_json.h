// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Results as the JSON of the verb "metrics". Numbers are unrounded; what is undefined is null, never NaN.
/// The caller adds what only it knows: run and labels (given or corrected).

#include "inference/analysis/class_areas.h"
#include "inference/analysis/classification_score.h"
#include "inference/analysis/co_confusion.h"
#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/sample_scores.h"
#include "inference/analysis/segment_map.h"

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

/// Figures of a multi-label run that rank its tags; kUndefined: not computed.
struct TagFigures {
    double gap = kUndefined;
    double hitAtOne = kUndefined;
    double precisionAtEqualRecall = kUndefined;
};

/// task, samples, gap, map (over classes with positives), hit_at_1, perr, f1 {micro, macro, samples},
/// exact_match, per_class with the cells of each tag's own matrix (tp, fp, fn, tn).
QJsonObject metricsJson(const MultiLabelScore& score, const Schema& schema, const ClassAreas& areas = {},
                        const TagFigures& figures = {});

/// co_confusion: [{given, predicted, count}], the pairs of a tag that is given and another that is predicted
/// without being given, most frequent first; `most` of them.
QJsonArray coConfusionJson(const CoConfusion& counts, const Schema& schema, int most);

/// The value of segment_map: mean (over overlaps; the challenge's score), tiou {"0.50": ..., "0.95": ...},
/// per_class [{class, ap (mean over overlaps)}].
QJsonObject segmentJson(const SegmentMap& map, const Schema& schema);

/// task, samples, mean_iou, mean_iou_per_image, pixel_accuracy, mean_dice_pooled, mean_dice_per_image,
/// empty_empty, ignore_index, confusion, per_class (classes that score).
QJsonObject metricsJson(const SegmentationScore& score, const Schema& schema);

/// One element of per_image: sample, dice, iou.
QJsonObject imageJson(const QString& sample, const MaskScores& scores);

} // namespace badcase::analysis
