// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/review_commands.h"

#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "storage/schema_repository.h"
#include "storage/segment_repository.h"

#include <QCoreApplication>

namespace badcase::commands {

using storage::Change;
using storage::ChangeGroup;

ChangeGroup relabel(std::span<const SampleId> samples, const LabelSet& labels, const QString& author,
                    const QString& reason)
{
    ChangeGroup group{{}, author, reason, {}};
    for (const SampleId id : samples) {
        group.changes.push_back({id, storage::SetCorrection{labels}});
        group.changes.push_back({id, storage::SetVerdict{Verdict::Relabel}});
    }
    return group;
}

ChangeGroup keep(std::span<const SampleId> samples, const QString& author, const QString& reason)
{
    ChangeGroup group{{}, author, reason, {}};
    for (const SampleId id : samples) {
        group.changes.push_back({id, storage::SetCorrection{}});
        group.changes.push_back({id, storage::SetMask{}});
        group.changes.push_back({id, storage::SetSegments{}});
        group.changes.push_back({id, storage::SetVerdict{Verdict::Keep}});
    }
    return group;
}

ChangeGroup judge(std::span<const SampleId> samples, Verdict verdict, const QString& author,
                  const QString& reason)
{
    ChangeGroup group{{}, author, reason, {}};
    for (const SampleId id : samples)
        group.changes.push_back({id, storage::SetVerdict{verdict}});
    return group;
}

ChangeGroup comment(SampleId sample, const QString& text, const QString& author)
{
    return {{{sample, storage::SetComment{text}}}, author, {}, {}};
}

ChangeGroup replaceMask(SampleId sample, const ClassMap& mask, const QString& author, const QString& reason)
{
    return {{{sample, storage::SetMask{mask}}, {sample, storage::SetVerdict{Verdict::Relabel}}},
            author,
            reason,
            {}};
}

Result<ChangeGroup> replaceSegments(storage::Connection& connection, SampleId sample,
                                    const std::vector<Segment>& segments, const QString& author)
{
    ChangeGroup group{
        {{sample, storage::SetSegments{segments}}, {sample, storage::SetVerdict{Verdict::Relabel}}},
        author,
        {},
        {}};
    BADCASE_ASSIGN(const Schema schema, storage::SchemaRepository(connection).load());
    BADCASE_ASSIGN(const auto lists, storage::SegmentRepository(connection).segments(sample));
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(connection).rows(std::vector{sample}));
    const bool followed = schema.task() == Task::MultiLabel && !rows.empty() && lists.effective() &&
                          rows.front().labels == unionOfLabels(*lists.effective());
    if (followed)
        group.changes.push_back({sample, storage::SetCorrection{unionOfLabels(segments)}});
    return group;
}

Result<ChangeGroup> takeDecisions(storage::Connection& connection, RunId run,
                                  std::span<const SampleId> samples, const QString& author)
{
    ChangeGroup group{
        {}, author, QCoreApplication::translate("badcase::Commands", "took the model's decision"), {}};
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(connection).rows(samples, run));
    for (const auto& row : rows) {
        if (!row.prediction || row.prediction->failed)
            continue;
        const LabelSet& decided = row.prediction->decision.decided;
        group.changes.push_back({row.sample.id, storage::SetCorrection{decided}});
        // Where model and data set agree, taking the model's word keeps the label.
        group.changes.push_back(
            {row.sample.id, storage::SetVerdict{row.given == decided ? Verdict::Keep : Verdict::Relabel}});
    }
    return group;
}

Result<ChangeGroup> takeMasks(storage::Connection& connection, RunId run, std::span<const SampleId> samples,
                              const QString& author)
{
    ChangeGroup group{
        {}, author, QCoreApplication::translate("badcase::Commands", "took the model's mask"), {}};
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(connection).rows(samples, run));
    for (const auto& row : rows) {
        if (!row.prediction || row.prediction->failed)
            continue;
        BADCASE_ASSIGN(const auto prediction,
                       storage::PredictionRepository(connection).mask(run, row.sample.id));
        group.changes.push_back({row.sample.id, storage::SetMask{decisionMap(prediction)}});
        group.changes.push_back({row.sample.id, storage::SetVerdict{Verdict::Relabel}});
    }
    return group;
}

} // namespace badcase::commands
