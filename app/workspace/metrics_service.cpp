// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/metrics_service.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/scoring.h"
#include "app/workspace/threshold_service.h"
#include "inference/analysis/metrics_json.h"
#include "inference/analysis/tag_ranking.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>
#include <unordered_map>

namespace badcase::workspace {

namespace {

constexpr int kListedPairs = 200; ///< of co-confusion, the most frequent

Result<QJsonObject> measureClasses(const Schema& schema, const ProbabilityColumns& columns,
                                   Activation activation, const std::optional<ThresholdSet>& thresholds)
{
    BADCASE_ASSIGN(const auto areas, areasOf(columns, activation));
    const auto table = columns.table();
    const auto row = [&](std::size_t i) {
        return columns.values.empty() ? std::span<const float>()
                                      : table.values.subspan(i * static_cast<std::size_t>(table.classes),
                                                             static_cast<std::size_t>(table.classes));
    };
    if (schema.task() == Task::MultiLabel) {
        analysis::MultiLabelScore score(schema.size());
        analysis::CoConfusion pairs(schema.size());
        BADCASE_ASSIGN(const auto ranked, analysis::RankedScores::create(table, columns.labels));
        analysis::TagRanking ranking(ranked);
        for (std::size_t i = 0; i < columns.samples.size(); ++i) {
            const LabelSet decision = thresholds ? thresholds->decide(row(i)) : decide(row(i), activation);
            score.add(columns.labels[i], decision);
            pairs.add(columns.labels[i], decision);
            ranking.add(i, columns.labels[i]);
        }
        QJsonObject json = analysis::metricsJson(
            score, schema, areas, {ranking.gap(), ranking.hitAtOne(), ranking.precisionAtEqualRecall()});
        json.insert(QStringLiteral("co_confusion"), analysis::coConfusionJson(pairs, schema, kListedPairs));
        return json;
    }
    analysis::ClassificationScore score(schema);
    std::vector<ClassIndex> parentLabels;
    for (std::size_t i = 0; i < columns.samples.size(); ++i) {
        const ClassIndex label = columns.labels[i].first();
        const ClassIndex decision = thresholds ? thresholds->decide(row(i)).first() : kNoClass;
        BADCASE_ASSIGN(const auto sample, analysis::scoredSample(row(i), label, schema, decision));
        score.add(sample);
        if (schema.hasParents())
            parentLabels.push_back(schema.parentOf(label));
    }
    analysis::ClassAreas parentAreas;
    if (schema.hasParents()) {
        const auto sums = analysis::summedByParent(table, schema);
        const analysis::ProbabilityTable<double> parents{sums, static_cast<int>(schema.parents().size())};
        BADCASE_ASSIGN(parentAreas, analysis::classAreas(parents, std::span<const ClassIndex>(parentLabels)));
    }
    return analysis::metricsJson(score, schema, areas, parentAreas);
}

/// Of a run without probabilities: their figures are null.
Result<QJsonObject> measureDecisions(storage::Connection& connection, const Schema& schema, RunId run,
                                     LabelSource labels, const std::vector<SampleId>& counted,
                                     const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto columns, storage::loadColumns(connection, run, cancel));
    const auto& sets = labels == LabelSource::Given ? columns.given : columns.effective;
    analysis::MultiLabelScore tags(schema.size());
    analysis::CoConfusion pairs(schema.size());
    std::vector<ClassIndex> labelled;
    std::vector<ClassIndex> decided;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (sets[i] < 0 || columns.decided[i] < 0 || !std::ranges::binary_search(counted, columns.samples[i]))
            continue;
        const LabelSet& label = columns.sets[static_cast<std::size_t>(sets[i])];
        const LabelSet& decision = columns.sets[static_cast<std::size_t>(columns.decided[i])];
        if (schema.task() == Task::MultiLabel) {
            tags.add(label, decision);
            pairs.add(label, decision);
        } else {
            labelled.push_back(label.first());
            decided.push_back(decision.first());
        }
    }
    if (schema.task() != Task::MultiLabel)
        return analysis::metricsJson(analysis::ClassificationScore::fromColumns(schema, labelled, decided),
                                     schema);
    QJsonObject json = analysis::metricsJson(tags, schema);
    json.insert(QStringLiteral("co_confusion"), analysis::coConfusionJson(pairs, schema, kListedPairs));
    return json;
}

/// What decides instead of the decisions that are stored.
struct Rule {
    bool asStored = true;
    std::optional<ThresholdSet> set; ///< nothing: the run's own rule
};

/// The counts of every mask of the run that has a mask to compare with.
Result<void> eachMaskCounts(Project& project, storage::Connection& connection, const storage::RunRecord& run,
                            const Rule& rule, LabelSource labels, const std::vector<SampleId>& counted,
                            const CancelToken& cancel,
                            const std::function<void(SampleId, const analysis::ConfusionCounts&)>& visit)
{
    storage::PredictionRepository predictions(connection);
    if (rule.asStored) {
        const int classes = project.schema().size();
        return predictions.eachPixelCounts(
            run.id, cancel, [&](SampleId id, const storage::PixelCounts& pixels) -> Result<void> {
                const QByteArray& bytes = labels == LabelSource::Given ? pixels.given : pixels.corrected;
                if (bytes.isEmpty() || !std::ranges::binary_search(counted, id))
                    return {};
                BADCASE_ASSIGN(const auto counts, unpackCounts(bytes, classes));
                visit(id, counts);
                return {};
            });
    }
    BADCASE_ASSIGN(auto redecider,
                   MaskRedecider::create(project, connection, run, rule.set ? &*rule.set : nullptr, cancel));
    BADCASE_ASSIGN(const auto done, predictions.doneSamples(run.id));
    for (const SampleId id : done) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("Stopped while deciding the masks"));
        if (!std::ranges::binary_search(counted, id))
            continue;
        BADCASE_ASSIGN(const auto mask, redecider.decide(id));
        if (const auto& counts = labels == LabelSource::Given ? mask.given : mask.corrected)
            visit(id, *counts);
    }
    return {};
}

Result<QJsonObject> measureMasks(Project& project, storage::Connection& connection, const Schema& schema,
                                 const storage::RunRecord& run, const MetricsRequest& request, const Rule& rule,
                                 const std::vector<SampleId>& counted, const CancelToken& cancel)
{
    const auto rules = analysis::SegmentationRules::of(schema, run.activation);
    analysis::SegmentationScore score(rules);
    std::vector<std::pair<SampleId, analysis::MaskScores>> images;
    const auto visit = [&](SampleId id, const analysis::ConfusionCounts& counts) {
        score.add(counts);
        if (request.perImage)
            images.emplace_back(id, analysis::maskScores(counts, rules));
    };
    BADCASE_TRY(eachMaskCounts(project, connection, run, rule, request.labels, counted, cancel, visit));
    QJsonObject json = analysis::metricsJson(score, schema);
    if (request.perImage) {
        QJsonArray list;
        storage::SampleRepository samples(connection);
        for (const auto& [id, scores] : images) {
            const SampleId one[] = {id};
            BADCASE_ASSIGN(const auto rows, samples.rows(one));
            if (!rows.empty())
                list.append(analysis::imageJson(rows.front().sample.name, scores));
        }
        json.insert(QStringLiteral("per_image"), list);
    }
    return json;
}

Result<QJsonObject> measureSamples(Project& project, storage::Connection& connection,
                                   const storage::RunRecord& run, const MetricsRequest& request, const Rule& rule,
                                   const std::vector<SampleId>& counted, const CancelToken& cancel)
{
    const Schema schema = project.schema();
    if (run.task == Task::Segmentation)
        return measureMasks(project, connection, schema, run, request, rule, counted, cancel);
    if (hasDecisionsOnly(run))
        return measureDecisions(connection, schema, run.id, request.labels, counted, cancel);
    BADCASE_ASSIGN(const auto columns,
                   loadProbabilities(project, connection, run, request.labels, counted, cancel));
    BADCASE_ASSIGN(QJsonObject json, measureClasses(schema, columns, run.activation, rule.set));
    BADCASE_ASSIGN(const auto segments,
                   SegmentScores::load(connection, run.id, schema.size(), counted, {}, cancel));
    if (segments)
        json.insert(
            QStringLiteral("segment_map"),
            analysis::segmentJson(request.labels == LabelSource::Given ? segments->maps().given
                                                                       : segments->maps().corrected,
                                  schema));
    return json;
}

Result<Rule> ruleOf(storage::Connection& connection, const Schema& schema, const storage::RunRecord& run,
                    const MetricsRequest& request)
{
    Rule rule;
    if (request.thresholds == kOwnDecisions) {
        rule.asStored = !run.thresholdSet.isValid();
        return rule;
    }
    const bool asked = !request.thresholds.isEmpty();
    const QString name = asked ? request.thresholds : run.thresholdSetName;
    if (name.isEmpty())
        return rule;
    BADCASE_ASSIGN(auto record, storage::ThresholdRepository(connection, schema).find(name));
    if (asked && run.task != Task::Segmentation && hasDecisionsOnly(run))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The run \"%1\" has no probabilities that thresholds could decide").arg(run.name));
    rule.asStored = run.thresholdSet == record.id;
    rule.set = std::move(record.set);
    return rule;
}

} // namespace

Result<std::vector<SampleId>> countedSamples(storage::Connection& connection, const MetricsRequest& request,
                                             const CancelToken& cancel)
{
    storage::SampleFilter filter;
    if (!request.split.isEmpty())
        filter.splits = QStringList{request.split};
    if (request.only)
        filter.ids = request.only;
    BADCASE_ASSIGN(auto ids, storage::querySamples(connection, filter, {}, cancel));
    std::ranges::sort(ids);
    if (request.labels == LabelSource::Corrected) {
        storage::SampleFilter bad;
        bad.verdicts = {Verdict::BadMedia};
        BADCASE_ASSIGN(auto excluded, storage::querySamples(connection, bad, {}, cancel));
        std::ranges::sort(excluded);
        std::vector<SampleId> kept;
        std::ranges::set_difference(ids, excluded, std::back_inserter(kept));
        ids = std::move(kept);
    }
    return ids;
}

Result<QMap<QString, std::vector<SampleId>>> groupSamples(storage::Connection& connection, const QString& by,
                                                          const std::vector<SampleId>& counted,
                                                          const CancelToken& cancel)
{
    constexpr qsizetype kMaxGroups = 1000; // beyond that it is no grouping but an identifier
    const QString prefix = QStringLiteral("field:");
    if (by != QLatin1String("split") && !by.startsWith(prefix))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("--by takes split or field:NAME, not \"%1\"").arg(by));
    storage::SampleRepository samples(connection);
    QMap<QString, std::vector<SampleId>> groups;
    for (std::size_t start = 0; start < counted.size(); start += 500) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("Stopped while grouping the samples"));
        const auto page =
            std::span(counted).subspan(start, std::min<std::size_t>(500, counted.size() - start));
        BADCASE_ASSIGN(const auto rows, samples.rows(page));
        for (const auto& row : rows) {
            QString value = row.sample.split;
            if (by.startsWith(prefix)) {
                BADCASE_ASSIGN(const auto fields, samples.fields(row.sample.id));
                value = fields.value(by.mid(prefix.size()));
            }
            groups[value].push_back(row.sample.id);
        }
        if (groups.size() > kMaxGroups)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("\"%1\" has more than %2 different values").arg(by).arg(kMaxGroups));
    }
    return groups;
}

Result<ProbabilityColumns> loadProbabilities(Project& project, storage::Connection& connection,
                                             const storage::RunRecord& run, LabelSource labels,
                                             const std::optional<std::vector<SampleId>>& only,
                                             const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto known, storage::loadColumns(connection, run.id, cancel));
    const auto& sets = labels == LabelSource::Given ? known.given : known.effective;
    std::vector<SampleId> excluded;
    if (labels == LabelSource::Corrected) {
        storage::SampleFilter bad;
        bad.verdicts = {Verdict::BadMedia};
        BADCASE_ASSIGN(excluded, storage::querySamples(connection, bad, {}, cancel));
        std::ranges::sort(excluded);
    }
    ProbabilityColumns columns;
    columns.classes = project.schema().size();
    const auto visit = [&](const storage::ProbabilityMatrix& matrix) -> Result<void> {
        const auto width = static_cast<std::size_t>(matrix.columns);
        for (std::size_t r = 0; r < matrix.samples.size(); ++r) {
            const SampleId id = matrix.samples[r];
            const auto found = std::ranges::lower_bound(known.samples, id);
            if (found == known.samples.end() || *found != id)
                continue;
            const qint32 set = sets[static_cast<std::size_t>(found - known.samples.begin())];
            if (set < 0 || std::ranges::binary_search(excluded, id) ||
                (only && !std::ranges::binary_search(*only, id)))
                continue;
            columns.samples.push_back(id);
            columns.labels.push_back(known.sets[static_cast<std::size_t>(set)]);
            std::visit(
                [&](const auto& values) {
                    for (std::size_t c = 0; c < width; ++c)
                        columns.values.push_back(static_cast<float>(values[r * width + c]));
                },
                matrix.values);
        }
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(connection).eachProbabilities(run.id, cancel, visit));
    return columns;
}

Result<analysis::ClassAreas> areasOf(const ProbabilityColumns& columns, Activation activation)
{
    if (activation == Activation::Sigmoid)
        return analysis::classAreas(columns.table(), std::span<const LabelSet>(columns.labels));
    std::vector<ClassIndex> labels;
    for (const auto& set : columns.labels)
        labels.push_back(set.first());
    return analysis::classAreas(columns.table(), std::span<const ClassIndex>(labels));
}

Result<QJsonObject> measure(Project& project, const MetricsRequest& request, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(request.run));
    BADCASE_ASSIGN(const Rule rule, ruleOf(*connection, project.schema(), run, request));
    BADCASE_ASSIGN(const auto counted, countedSamples(*connection, request, cancel));
    if (counted.empty() && !request.split.isEmpty()) {
        BADCASE_ASSIGN(const QStringList splits, storage::SampleRepository(*connection).splits());
        return fail(ErrorCode::NotFound,
                    QStringLiteral("There is no sample in the split \"%1\"; the splits are: %2")
                        .arg(request.split, splits.join(QStringLiteral(", "))));
    }
    BADCASE_ASSIGN(QJsonObject json, measureSamples(project, *connection, run, request, rule, counted, cancel));
    if (!request.by.isEmpty()) {
        BADCASE_ASSIGN(const auto groups, groupSamples(*connection, request.by, counted, cancel));
        MetricsRequest one = request;
        one.perImage = false;
        QJsonObject parts;
        for (auto it = groups.begin(); it != groups.end(); ++it) {
            BADCASE_ASSIGN(const auto part,
                           measureSamples(project, *connection, run, one, rule, it.value(), cancel));
            parts.insert(it.key(), part);
        }
        json.insert(QStringLiteral("by"), parts);
    }
    json.insert(QStringLiteral("run"), run.name);
    json.insert(QStringLiteral("labels"), labelSourceName(request.labels));
    if (rule.set)
        json.insert(QStringLiteral("thresholds"), rule.set->name);
    if (!request.split.isEmpty())
        json.insert(QStringLiteral("split"), request.split);
    return json;
}

} // namespace badcase::workspace
