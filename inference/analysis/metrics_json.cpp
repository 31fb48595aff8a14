// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/metrics_json.h"

#include <cmath>

namespace badcase::analysis {

namespace {

QJsonValue jsonAt(const std::vector<double>& values, int index)
{
    return index < static_cast<int>(values.size()) ? jsonNumber(values[static_cast<std::size_t>(index)])
                                                   : QJsonValue(QJsonValue::Null);
}

QJsonArray perClassJson(const std::vector<ClassMetrics>& metrics, const QStringList& names,
                        const ClassAreas& areas)
{
    QJsonArray out;
    for (int k = 0; k < static_cast<int>(metrics.size()); ++k) {
        const ClassMetrics& one = metrics[static_cast<std::size_t>(k)];
        out.append(QJsonObject{
            {QStringLiteral("class"), names.value(k)},
            {QStringLiteral("support"), one.support},
            {QStringLiteral("precision"), jsonNumber(one.precision)},
            {QStringLiteral("recall"), jsonNumber(one.recall)},
            {QStringLiteral("f1"), jsonNumber(one.f1)},
            {QStringLiteral("ap"), jsonAt(areas.averagePrecision, k)},
            {QStringLiteral("roc_auc"), jsonAt(areas.rocAuc, k)},
        });
    }
    return out;
}

} // namespace

QJsonValue jsonNumber(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

QJsonArray confusionJson(const ConfusionCounts& counts)
{
    QJsonArray rows;
    for (int label = 0; label < counts.classes(); ++label) {
        QJsonArray row;
        for (int decision = 0; decision < counts.classes(); ++decision)
            row.append(counts.at(label, decision));
        rows.append(row);
    }
    return rows;
}

QJsonObject levelJson(const LevelScore& score, const QStringList& names, const ClassAreas& areas,
                      MacroClasses classes)
{
    const ClassificationMetrics metrics = score.metrics(classes);
    return {
        {QStringLiteral("accuracy"), jsonNumber(metrics.accuracy)},
        {QStringLiteral("balanced_accuracy"), jsonNumber(metrics.balancedAccuracy)},
        {QStringLiteral("f1"), QJsonObject{{QStringLiteral("micro"), jsonNumber(metrics.f1Micro)},
                                           {QStringLiteral("macro"), jsonNumber(metrics.f1Macro)}}},
        {QStringLiteral("top5"), jsonNumber(score.top5())},
        {QStringLiteral("log_loss"), jsonNumber(score.logLoss())},
        {QStringLiteral("ece"), jsonNumber(score.expectedCalibrationError())},
        {QStringLiteral("confusion"), confusionJson(score.confusion())},
        {QStringLiteral("per_class"), perClassJson(metrics.perClass, names, areas)},
    };
}

QJsonObject metricsJson(const ClassificationScore& score, const Schema& schema, const ClassAreas& areas,
                        const ClassAreas& parentAreas, MacroClasses classes)
{
    const QJsonObject leaves = levelJson(score.leaves(), schema.names(), areas, classes);
    QJsonObject out = leaves;
    out.insert(QStringLiteral("task"), taskName(schema.task()));
    out.insert(QStringLiteral("samples"), score.leaves().confusion().total());
    if (score.parents()) {
        out.insert(QStringLiteral("level1"),
                   levelJson(*score.parents(), schema.parents(), parentAreas, classes));
        out.insert(QStringLiteral("level2"), leaves);
        out.insert(QStringLiteral("mean_f1"), jsonNumber(score.meanF1()));
    }
    return out;
}

QJsonObject metricsJson(const MultiLabelScore& score, const Schema& schema, const ClassAreas& areas,
                        double gap)
{
    const MultiLabelMetrics metrics = score.metrics();
    return {
        {QStringLiteral("task"), taskName(schema.task())},
        {QStringLiteral("samples"), metrics.samples},
        {QStringLiteral("gap"), jsonNumber(gap)},
        {QStringLiteral("map"), jsonNumber(meanOfDefined(areas.averagePrecision))},
        {QStringLiteral("f1"), QJsonObject{{QStringLiteral("micro"), jsonNumber(metrics.f1Micro)},
                                           {QStringLiteral("macro"), jsonNumber(metrics.f1Macro)},
                                           {QStringLiteral("samples"), jsonNumber(metrics.f1Samples)}}},
        {QStringLiteral("exact_match"), jsonNumber(metrics.exactMatch)},
        {QStringLiteral("per_class"), perClassJson(metrics.perClass, schema.names(), areas)},
    };
}

QJsonObject metricsJson(const SegmentationScore& score, const Schema& schema)
{
    const SegmentationMetrics pooled = score.pooled();
    const auto& ignore = score.rules().ignoreIndex;
    QJsonArray perClass;
    for (const OverlapMetrics& one : pooled.perClass) {
        perClass.append(QJsonObject{{QStringLiteral("class"), schema.at(one.classIndex).name},
                                    {QStringLiteral("iou"), jsonNumber(one.iou)},
                                    {QStringLiteral("dice"), jsonNumber(one.dice)}});
    }
    return {
        {QStringLiteral("task"), taskName(schema.task())},
        {QStringLiteral("samples"), score.images()},
        {QStringLiteral("mean_iou"), jsonNumber(pooled.meanIou)},
        {QStringLiteral("mean_iou_per_image"), jsonNumber(score.meanIouPerImage())},
        {QStringLiteral("pixel_accuracy"), jsonNumber(pooled.pixelAccuracy)},
        {QStringLiteral("mean_dice_pooled"), jsonNumber(pooled.meanDice)},
        {QStringLiteral("mean_dice_per_image"), jsonNumber(score.meanDicePerImage())},
        {QStringLiteral("empty_empty"), kEmptyEmptyScore},
        {QStringLiteral("ignore_index"), ignore ? QJsonValue(*ignore) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("confusion"), confusionJson(score.confusion())},
        {QStringLiteral("per_class"), perClass},
    };
}

QJsonObject imageJson(const QString& sample, const MaskScores& scores)
{
    return {{QStringLiteral("sample"), sample},
            {QStringLiteral("dice"), jsonNumber(scores.dice)},
            {QStringLiteral("iou"), jsonNumber(scores.iou)}};
}

} // namespace badcase::analysis
