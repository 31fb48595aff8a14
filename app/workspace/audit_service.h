// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "audit": the figures of a run as they would be typed, and the mean IoU of a widespread
/// training script beside the right one.

#include "app/workspace/run_scores.h"
#include "inference/analysis/metric_audit.h"

#include <QJsonObject>

namespace badcase::workspace {

/// A mean IoU as that script has it (analysis::ScriptMeanIou), next to that of the pooled pixels.
struct ScriptComparison {
    int batch = 0;
    qint64 images = 0;
    double meanIou = 0;         ///< pooled over all pixels; NaN without images
    double meanIouPerImage = 0; ///< mean over images
    analysis::ScriptMeanIou script;
    bool backgroundScores = true; ///< else only the script averages it

    /// Why the two differ, in sentences.
    QString explanation() const;
    QJsonObject toJson() const;
};

/// Images in the order of the project, `batch` of them at a time. InvalidArgument: a run without masks, a
/// batch below 1; Cancelled.
Result<ScriptComparison> compareWithScript(Project& project, storage::Connection& connection,
                                           const storage::RunRecord& run, LabelSource labels, int batch,
                                           const CancelToken& cancel = {});

/// The figures of a pooled confusion matrix of pixels, with `digits` decimals: of the classes that occur and
/// score. Without the accuracy where pixels are decided as no class or as one that does not score.
analysis::AuditFigures figuresOf(const analysis::ConfusionCounts& counts,
                                 const analysis::SegmentationRules& rules, int digits = 4);

/// The same of a classification: accuracy, micro F1, and the macro F1 as the mean Dice.
analysis::AuditFigures figuresOf(const analysis::ConfusionCounts& counts, int digits = 4);

/// The keys of the command line's `audit` that tell of typed figures.
QJsonObject auditJson(const analysis::Audit& audit);
/// "These figures cannot come from one confusion matrix."
QString auditText(const analysis::Audit& audit);

} // namespace badcase::workspace
