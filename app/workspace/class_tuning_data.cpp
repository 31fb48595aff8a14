// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/class_tuning_data.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/metrics_service.h"
#include "inference/core/prediction.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "storage/threshold_repository.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Tuning", text);
}

Result<std::optional<std::vector<SampleId>>> samplesOfSplit(storage::Connection& connection, const QString& split,
                                                            const CancelToken& cancel)
{
    if (split.isEmpty())
        return std::nullopt;
    storage::SampleFilter filter;
    filter.splits = QStringList{split};
    BADCASE_ASSIGN(auto ids, storage::querySamples(connection, filter, {}, cancel));
    if (ids.empty()) {
        BADCASE_ASSIGN(const QStringList splits, storage::SampleRepository(connection).splits());
        return fail(ErrorCode::NotFound, tr("There is no sample in the split \"%1\"; the splits are: %2")
                                             .arg(split, splits.join(QStringLiteral(", "))));
    }
    std::ranges::sort(ids);
    return std::optional(std::move(ids));
}

/// Given labels of the split "train", tuned on or not: what the model was shown.
Result<std::vector<qint64>> countTraining(storage::Connection& connection, int classes, const CancelToken& cancel)
{
    storage::SampleFilter filter;
    filter.splits = QStringList{QStringLiteral("train")};
    BADCASE_ASSIGN(auto training, storage::querySamples(connection, filter, {}, cancel));
    std::ranges::sort(training);
    BADCASE_ASSIGN(const auto columns, storage::loadColumns(connection, {}, cancel));
    std::vector<qint64> counts(static_cast<std::size_t>(classes), 0);
    bool any = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ClassIndex label = columns.classOf(columns.given[i]);
        if (label == kNoClass || !std::ranges::binary_search(training, columns.samples[i]))
            continue;
        ++counts[static_cast<std::size_t>(label)];
        any = true;
    }
    return any ? counts : std::vector<qint64>();
}

/// Samples with an equal, non-empty value of a field are one group; every other is a group of its own.
Result<std::vector<int>> groupsOf(storage::Connection& connection, const std::vector<SampleId>& samples,
                                  const QString& field, const CancelToken& cancel)
{
    std::vector<int> groups;
    if (field.isEmpty())
        return groups;
    QHash<QString, int> known;
    int next = 0;
    storage::SampleRepository repository(connection);
    for (const SampleId sample : samples) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Stopped"));
        BADCASE_ASSIGN(const auto fields, repository.fields(sample));
        const QString value = fields.value(field);
        const auto found = value.isEmpty() ? known.cend() : known.constFind(value);
        if (found != known.cend()) {
            groups.push_back(*found);
            continue;
        }
        if (!value.isEmpty())
            known.insert(value, next);
        groups.push_back(next++);
    }
    if (known.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("No sample has a field \"%1\" to be grouped by").arg(field));
    return groups;
}

Result<void> fillTables(ClassTuningData& data, const std::vector<int>& groups)
{
    if (data.schema.task() == Task::MultiLabel) {
        std::vector<std::optional<LabelSet>> labels(data.labels.begin(), data.labels.end());
        BADCASE_ASSIGN(data.tags, analysis::ThresholdTable::create(std::span<const float>(data.probabilities),
                                                                   data.schema.size(), labels, groups));
        return {};
    }
    std::vector<ClassIndex> labels;
    labels.reserve(data.labels.size());
    for (const LabelSet& label : data.labels)
        labels.push_back(label.first());
    analysis::TableLabels all{labels, groups, {}};
    for (ClassIndex k = 0; data.schema.hasParents() && k < data.schema.size(); ++k)
        all.parentOf.push_back(data.schema.parentOf(k));
    BADCASE_ASSIGN(data.table, analysis::DecisionTable::create(std::span<const float>(data.probabilities),
                                                               data.schema.size(), all));
    return {};
}

} // namespace

LabelSet ClassTuningData::decide(std::size_t index, const ThresholdSet* set) const
{
    return set ? set->decide(row(index)) : badcase::decide(row(index), run.activation);
}

Result<std::shared_ptr<const ClassTuningData>> readClassTuningData(Project& project, storage::Connection& connection,
                                                                   const QString& run, const TuningSelection& selection,
                                                                   const CancelToken& cancel)
{
    auto data = std::make_shared<ClassTuningData>();
    data->schema = project.schema();
    data->selection = selection;
    BADCASE_ASSIGN(data->run, storage::RunRepository(connection).find(run));
    if (data->schema.task() == Task::Segmentation)
        return fail(ErrorCode::InvalidArgument, tr("The run \"%1\" is of masks, not of classes").arg(run));
    if (hasDecisionsOnly(data->run))
        return fail(ErrorCode::InvalidArgument,
                    tr("The run \"%1\" was imported as decisions, without probabilities: there is nothing to tune").arg(run));
    BADCASE_ASSIGN(const auto only, samplesOfSplit(connection, selection.split, cancel));
    BADCASE_ASSIGN(auto columns, loadProbabilities(project, connection, data->run, selection.labels, only, cancel));
    if (columns.samples.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("No sample of the run \"%1\" has a label to be tuned for").arg(run));
    data->samples = std::move(columns.samples);
    data->labels = std::move(columns.labels);
    data->probabilities = std::move(columns.values);
    if (data->probabilities.size() != data->samples.size() * static_cast<std::size_t>(data->schema.size()))
        return fail(ErrorCode::InvalidArgument,
                    tr("The run \"%1\" was made when the project had other classes; run the model again").arg(run));
    BADCASE_ASSIGN(const auto groups, groupsOf(connection, data->samples, selection.groupBy, cancel));
    BADCASE_TRY(fillTables(*data, groups));
    BADCASE_ASSIGN(data->trainingCounts, countTraining(connection, data->schema.size(), cancel));
    if (data->run.thresholdSet.isValid()) {
        BADCASE_ASSIGN(auto record, storage::ThresholdRepository(connection, data->schema).find(data->run.thresholdSetName));
        data->inForce = std::move(record.set);
    }
    return std::shared_ptr<const ClassTuningData>(std::move(data));
}

} // namespace badcase::workspace
