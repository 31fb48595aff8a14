// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/metrics_json.h"

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

QJsonValue jsonAt(const std::vector<double>& values, int index)
{
    return index < static_cast<int>(values.size()) ? jsonNumber(values[static_cast<std::size_t>(index)])
                                                   : QJsonValue(QJsonValue::Null);
}

/// "food / drinks" of each class; empty where the schema has no parents.
QStringList parentPaths(const Schema& schema)
{
    QStringList paths;
    for (ClassIndex index = 0; schema.hasParents() && index < schema.size(); ++index)
        paths.append(schema.tree().path(index).join(QStringLiteral(" / ")));
    return paths;
}

/// Adds the parent of each class to rows in the order of the schema.
QJsonArray withParents(const QJsonArray& rows, const Schema& schema)
{
    const QStringList paths = parentPaths(schema);
    QJsonArray out;
    for (qsizetype k = 0; k < rows.size(); ++k) {
        QJsonObject row = rows[k].toObject();
        if (k < paths.size())
            row.insert(QStringLiteral("parent"), paths[k]);
        out.append(row);
    }
    return out;
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
    QJsonObject leaves = levelJson(score.leaves(), schema.names(), areas, classes);
    const QString perClass = QStringLiteral("per_class");
    leaves.insert(perClass, withParents(leaves[perClass].toArray(), schema));
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
                        const TagFigures& figures)
{
    const MultiLabelMetrics metrics = score.metrics();
    QJsonArray perClass = withParents(perClassJson(metrics.perClass, schema.names(), areas), schema);
    for (qsizetype k = 0; k < perClass.size(); ++k) {
        const ClassMetrics& one = metrics.perClass[static_cast<std::size_t>(k)];
        QJsonObject row = perClass[k].toObject();
        row.insert(QStringLiteral("tp"), one.correct);
        row.insert(QStringLiteral("fp"), one.predicted - one.correct);
        row.insert(QStringLiteral("fn"), one.support - one.correct);
        row.insert(QStringLiteral("tn"), metrics.samples - one.support - one.predicted + one.correct);
        perClass[k] = row;
    }
    return {
        {QStringLiteral("task"), taskName(schema.task())},
        {QStringLiteral("samples"), metrics.samples},
        {QStringLiteral("gap"), jsonNumber(figures.gap)},
        {QStringLiteral("map"), jsonNumber(meanOfDefined(areas.averagePrecision))},
        {QStringLiteral("hit_at_1"), jsonNumber(figures.hitAtOne)},
        {QStringLiteral("perr"), jsonNumber(figures.precisionAtEqualRecall)},
        {QStringLiteral("f1"), QJsonObject{{QStringLiteral("micro"), jsonNumber(metrics.f1Micro)},
                                           {QStringLiteral("macro"), jsonNumber(metrics.f1Macro)},
                                           {QStringLiteral("samples"), jsonNumber(metrics.f1Samples)}}},
        {QStringLiteral("exact_match"), jsonNumber(metrics.exactMatch)},
        {QStringLiteral("per_class"), perClass},
    };
}

QJsonArray coConfusionJson(const CoConfusion& counts, const Schema& schema, int most)
{
    struct Pair {
        ClassIndex given;
        ClassIndex predicted;
        qint64 count;
    };
    std::vector<Pair> pairs;
    for (ClassIndex a = 0; a < counts.classes(); ++a) {
        for (ClassIndex b = 0; b < counts.classes(); ++b) {
            if (const qint64 count = counts.confused(a, b); count > 0)
                pairs.push_back({a, b, count});
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& left, const Pair& right) { return left.count > right.count; });
    pairs.resize(std::min(pairs.size(), static_cast<std::size_t>(std::max(most, 0))));
    QJsonArray out;
    for (const Pair& pair : pairs)
        out.append(QJsonObject{{QStringLiteral("given"), schema.at(pair.given).name},
                               {QStringLiteral("predicted"), schema.at(pair.predicted).name},
                               {QStringLiteral("count"), pair.count}});
    return out;
}

QJsonObject segmentJson(const SegmentMap& map, const Schema& schema)
{
    QJsonObject overlaps;
    QJsonArray perClass;
    for (int t = 0; t < SegmentMap::kThresholds; ++t)
        overlaps.insert(QString::number(SegmentMap::thresholds()[static_cast<std::size_t>(t)], 'f', 2),
                        jsonNumber(map.meanAveragePrecision(t)));
    for (ClassIndex k = 0; k < schema.size(); ++k) {
        double sum = 0;
        for (int t = 0; t < SegmentMap::kThresholds; ++t)
            sum += map.averagePrecision(k, t);
        perClass.append(QJsonObject{{QStringLiteral("class"), schema.at(k).name},
                                    {QStringLiteral("ap"), jsonNumber(sum / SegmentMap::kThresholds)}});
    }
    return {{QStringLiteral("mean"), jsonNumber(map.averageMap())},
            {QStringLiteral("tiou"), overlaps},
            {QStringLiteral("per_class"), perClass}};
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
