// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/audit_service.h"

#include "app/workspace/scoring.h"
#include "inference/analysis/class_metrics.h"
#include "inference/analysis/metrics_json.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Audit", text);
}

analysis::TypedFigure typed(double value, int digits)
{
    const QString text = QString::number(value, 'f', digits);
    return analysis::TypedFigure::parse(text).value_or(analysis::TypedFigure{value, value, text});
}

} // namespace

QString ScriptComparison::explanation() const
{
    if (script.batches == 0)
        return tr("No image of this run has a mask to be compared with.");
    QStringList reasons;
    if (!backgroundScores)
        reasons << tr("The script averages the background, too, which is no class here and mostly right.");
    if (script.cutBatches > 0)
        reasons << tr("%1 of %2 batches have a labelled class above the largest one that is predicted; the "
                      "script leaves it out "
                      "where it should count as 0.")
                       .arg(script.cutBatches)
                       .arg(script.batches);
    if (script.paddedBatches > 0)
        reasons << tr("%1 of %2 batches lack a class below it; the script counts it as 0 where it should be "
                      "left out.")
                       .arg(script.paddedBatches)
                       .arg(script.batches);
    if (script.batches > 1)
        reasons << tr("It averages batches, so that a class in few pixels weighs as much as one in many, and "
                      "another batch size "
                      "gives another figure.");
    if (reasons.isEmpty())
        reasons << tr("Here both count the same classes in one batch.");
    return reasons.join(u' ');
}

QJsonObject ScriptComparison::toJson() const
{
    return {{QStringLiteral("batch"), batch},
            {QStringLiteral("images"), images},
            {QStringLiteral("batches"), script.batches},
            {QStringLiteral("mean_iou"), analysis::jsonNumber(meanIou)},
            {QStringLiteral("mean_iou_per_image"), analysis::jsonNumber(meanIouPerImage)},
            {QStringLiteral("script_mean_iou"), analysis::jsonNumber(script.value)},
            {QStringLiteral("cut_batches"), script.cutBatches},
            {QStringLiteral("padded_batches"), script.paddedBatches},
            {QStringLiteral("explanation"), explanation()}};
}

Result<ScriptComparison> compareWithScript(Project& project, storage::Connection& connection,
                                           const storage::RunRecord& run, LabelSource labels, int batch,
                                           const CancelToken& cancel)
{
    if (run.task != Task::Segmentation)
        return fail(ErrorCode::InvalidArgument,
                    tr("The run \"%1\" has no masks; only theirs have a mean IoU").arg(run.name));
    if (batch < 1)
        return fail(ErrorCode::InvalidArgument, tr("A batch has one image or more"));
    std::vector<SampleId> excluded;
    if (labels == LabelSource::Corrected) {
        storage::SampleFilter bad;
        bad.verdicts = {Verdict::BadMedia};
        BADCASE_ASSIGN(excluded, storage::querySamples(connection, bad, {}, cancel));
        std::ranges::sort(excluded);
    }
    const Schema schema = project.schema();
    analysis::SegmentationScore score(analysis::SegmentationRules::of(schema, run.activation));
    analysis::ScriptMeanIouCounter counter(schema.size(), batch);
    BADCASE_TRY(
        storage::PredictionRepository(connection)
            .eachPixelCounts(
                run.id, cancel, [&](SampleId sample, const storage::PixelCounts& pixels) -> Result<void> {
                    const QByteArray& bytes = labels == LabelSource::Given ? pixels.given : pixels.corrected;
                    if (bytes.isEmpty() || std::ranges::binary_search(excluded, sample))
                        return {};
                    BADCASE_ASSIGN(const auto counts, unpackCounts(bytes, schema.size()));
                    score.add(counts);
                    counter.add(counts);
                    return {};
                }));
    return ScriptComparison{batch,
                            score.images(),
                            score.pooled().meanIou,
                            score.meanIouPerImage(),
                            counter.result(),
                            score.rules().backgroundScores};
}

analysis::AuditFigures figuresOf(const analysis::ConfusionCounts& counts,
                                 const analysis::SegmentationRules& rules, int digits)
{
    analysis::AuditFigures figures;
    const auto metrics = analysis::segmentationMetrics(counts, rules);
    for (const auto& one : metrics.perClass)
        figures.classes += std::isnan(one.iou) ? 0 : 1;
    if (figures.classes == 0)
        return figures;
    // Errors with a class that does not score, or with none, lie in one union only; then the accuracy is
    // another matter.
    qint64 scored = 0;
    for (const auto& one : metrics.perClass)
        scored += counts.predicted(one.classIndex);
    if (figures.classes == 1 || scored == counts.total())
        figures.accuracy = typed(metrics.pixelAccuracy, digits);
    figures.meanIou = typed(metrics.meanIou, digits);
    figures.meanDice = typed(metrics.meanDice, digits);
    return figures;
}

analysis::AuditFigures figuresOf(const analysis::ConfusionCounts& counts, int digits)
{
    analysis::AuditFigures figures;
    const auto metrics = analysis::classificationMetrics(counts);
    for (const auto& one : metrics.perClass)
        figures.classes += one.isPresent() ? 1 : 0;
    if (figures.classes == 0)
        return figures;
    figures.meanDice = typed(metrics.f1Macro, digits);
    qint64 decided = 0;
    for (ClassIndex k = 0; k < counts.classes(); ++k)
        decided += counts.predicted(k);
    if (decided == counts.total()) {
        figures.accuracy = typed(metrics.accuracy, digits);
        figures.microF1 = typed(metrics.f1Micro, digits);
    }
    return figures;
}

QJsonObject auditJson(const analysis::Audit& audit)
{
    QJsonArray findings;
    for (const auto& one : audit.findings)
        findings.append(QJsonObject{{QStringLiteral("kind"), analysis::auditFindingName(one.kind)},
                                    {QStringLiteral("refutes"), one.refutes()},
                                    {QStringLiteral("text"), one.text}});
    QJsonValue witness;
    if (audit.witness) {
        QJsonArray rows; // as shares of everything: the counts are made up
        const auto total = static_cast<double>(audit.witness->total());
        for (ClassIndex label = 0; label < audit.witness->classes(); ++label) {
            QJsonArray row;
            for (ClassIndex decision = 0; decision < audit.witness->classes(); ++decision)
                row.append(static_cast<double>(audit.witness->at(label, decision)) / total);
            rows.append(row);
        }
        witness = rows;
    }
    return {{QStringLiteral("verdict"), analysis::auditVerdictName(audit.verdict)},
            {QStringLiteral("verdict_text"), auditText(audit)},
            {QStringLiteral("findings"), findings},
            {QStringLiteral("witness"), witness}};
}

QString auditText(const analysis::Audit& audit)
{
    switch (audit.verdict) {
    case analysis::AuditVerdict::Impossible:
        return tr("These figures cannot come from one confusion matrix.");
    case analysis::AuditVerdict::Possible:
        return tr("One confusion matrix can give all of these figures.");
    case analysis::AuditVerdict::NotRefuted:
        return tr("Nothing forbids these figures, but no confusion matrix that gives all of them was found.");
    case analysis::AuditVerdict::TooLittle:
        break;
    }
    return tr("That is too little to go by: two figures that have to do with one another are needed, and the "
              "number of classes "
              "that they are means over.");
}

} // namespace badcase::workspace
