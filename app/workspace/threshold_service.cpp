// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/threshold_service.h"

#include "app/workspace/change_service.h"
#include "app/workspace/import_run_decisions.h"
#include "app/workspace/label_masks.h"
#include "app/workspace/run_recipe.h"
#include "app/workspace/scoring.h"
#include "storage/change_store.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_columns.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Thresholds", text);
}

Result<void> stopped()
{
    return fail(ErrorCode::Cancelled, tr("Stopped; every decision is as it was"));
}

using Put = std::function<Result<void>(const storage::Redecision&)>;

/// Decisions before, to say how many changed.
class Before {
public:
    static Result<Before> read(storage::Connection& connection, RunId run, const CancelToken& cancel)
    {
        Before before;
        BADCASE_ASSIGN(before.m_columns, storage::loadColumns(connection, run, cancel));
        return before;
    }
    bool differs(SampleId sample, const LabelSet& decided) const
    {
        const auto at = std::ranges::lower_bound(m_columns.samples, sample);
        if (at == m_columns.samples.end() || *at != sample)
            return false;
        const qint32 set = m_columns.decided[static_cast<std::size_t>(at - m_columns.samples.begin())];
        return set < 0 || m_columns.sets[static_cast<std::size_t>(set)] != decided;
    }

private:
    storage::SampleColumns m_columns;
};

/// Every row of probabilities through the rule, handed to `put`.
Result<void> decideClasses(storage::Connection& connection, const storage::RunRecord& run, const ThresholdSet* set,
                           const Before& before, DecideSummary& summary, const Put& put, const CancelToken& cancel,
                           const ProgressCallback& progress)
{
    const auto decideRow = [&](auto row) { return set ? set->decide(row) : storage::decisionOf({}, row, run.activation).decided; };
    const auto visit = [&](const storage::ProbabilityMatrix& matrix) {
        return std::visit(
            [&](const auto& values) -> Result<void> {
                const auto columns = static_cast<std::size_t>(matrix.columns);
                for (std::size_t r = 0; r < matrix.samples.size(); ++r) {
                    storage::Redecision row{matrix.samples[r], decideRow(std::span(values.data() + r * columns, columns))};
                    ++summary.samples;
                    summary.changed += before.differs(row.sample, row.decided) ? 1 : 0;
                    BADCASE_TRY(put(row));
                }
                if (progress)
                    progress({summary.samples, run.samplesDone});
                return {};
            },
            matrix.values);
    };
    return storage::PredictionRepository(connection).eachProbabilities(run.id, cancel, visit);
}

Result<std::vector<storage::Redecision>> decideMasks(MaskRedecider& redecider, storage::Connection& connection,
                                                     const storage::RunRecord& run, DecideSummary& summary,
                                                     const CancelToken& cancel, const ProgressCallback& progress)
{
    storage::PredictionRepository predictions(connection);
    BADCASE_ASSIGN(const auto samples, predictions.doneSamples(run.id));
    std::vector<storage::Redecision> rows;
    rows.reserve(samples.size());
    for (const SampleId sample : samples) {
        if (cancel.isCancelled())
            return fail(stopped().error());
        BADCASE_ASSIGN(auto mask, redecider.decide(sample));
        storage::Redecision row{sample};
        row.maskSize = mask.decision.size();
        row.mask = compressMap(mask.decision);
        row.given = mask.scores.given;
        row.corrected = mask.scores.corrected;
        row.pixels = {packCounts(mask.given), packCounts(mask.corrected)};
        BADCASE_ASSIGN(const auto before, predictions.pixelCounts(run.id, sample));
        // A score that was there and could not be made anew would stand beside another decision.
        if ((row.pixels.given.isEmpty() && !before.given.isEmpty()) || (row.pixels.corrected.isEmpty() && !before.corrected.isEmpty())) {
            BADCASE_ASSIGN(const auto named, storage::SampleRepository(connection).rows(std::span(&sample, 1)));
            return fail(ErrorCode::NotFound,
                        tr("The label mask of \"%1\" cannot be read, so its score could not follow. Nothing was changed.")
                            .arg(named.empty() ? QString() : named.front().sample.name));
        }
        summary.changed += before.corrected != row.pixels.corrected ? 1 : 0;
        ++summary.samples;
        rows.push_back(std::move(row));
        if (progress)
            progress({summary.samples, static_cast<qint64>(samples.size())});
    }
    return rows;
}

Result<void> checkDecidable(const storage::RunRecord& run)
{
    if (run.status == storage::RunStatus::Running)
        return fail(ErrorCode::InvalidArgument,
                    tr("The run \"%1\" is not finished. Let it end, or cancel or resume it first.").arg(run.name));
    if (run.task != Task::Segmentation && hasDecisionsOnly(run))
        return fail(ErrorCode::InvalidArgument,
                    tr("The run \"%1\" was imported as decisions, without probabilities: there is nothing that thresholds "
                       "could decide.")
                        .arg(run.name));
    return {};
}

} // namespace

MaskRedecider::MaskRedecider(Project& project, storage::Connection& connection, const storage::RunRecord& run)
    : m_project(project),
      m_connection(connection),
      m_run(run),
      m_schema(project.schema()),
      m_rules(analysis::SegmentationRules::of(m_schema, run.activation))
{}

Result<MaskRedecider> MaskRedecider::create(Project& project, storage::Connection& connection,
                                            const storage::RunRecord& run, const ThresholdSet* set,
                                            const CancelToken& cancel)
{
    MaskRedecider redecider(project, connection, run);
    if (set) {
        BADCASE_ASSIGN(auto steps, parseSteps(set->steps, redecider.m_schema));
        redecider.m_finish = [finish = maskFinish(std::move(steps), redecider.m_schema, cancel)](MaskPrediction mask) {
            return finish.apply(std::move(mask));
        };
    }
    return redecider;
}

Result<RedecidedMask> MaskRedecider::decide(SampleId sample)
{
    storage::PredictionRepository predictions(m_connection);
    BADCASE_ASSIGN(MaskPrediction mask, predictions.mask(m_run.id, sample));
    BADCASE_ASSIGN(mask.decision, storage::ThresholdRepository(m_connection, m_schema).ownMask(m_run.id, sample));
    if (m_finish) {
        if (mask.activation == Activation::Sigmoid)
            mask.decision = ClassMap(); // from the probabilities, without the run's own steps
        BADCASE_ASSIGN(mask, m_finish(std::move(mask)));
    }
    RedecidedMask result;
    result.sample = sample;
    result.decision = decisionMap(mask);
    const auto countedWith = [&](const ClassMap& label) -> std::optional<analysis::ConfusionCounts> {
        auto counts = analysis::countPixels(label, result.decision, m_rules);
        return counts ? std::optional(std::move(*counts)) : std::nullopt; // sizes differ: no score, as in a run
    };
    const SampleId one[] = {sample};
    BADCASE_ASSIGN(const auto given, storage::SampleRepository(m_connection).masks(one));
    if (!given.empty() && given.front().isValid()) {
        if (const auto label = readGivenMask(m_project, given.front(), result.decision.size(), &m_connection))
            result.given = countedWith(*label);
    }
    BADCASE_ASSIGN(const auto corrected, storage::MaskRepository(m_connection).corrected(sample));
    result.corrected = corrected ? countedWith(*corrected) : result.given;
    result.scores = scoreMask(sample, mask, m_rules, result.given, result.corrected);
    return result;
}

QJsonObject DecideSummary::toJson() const
{
    return {{QStringLiteral("run"), run.name},
            {QStringLiteral("thresholds"), run.thresholdSet.isValid() ? QJsonValue(run.thresholdSetName) : QJsonValue()},
            {QStringLiteral("samples"), samples},
            {QStringLiteral("changed"), changed}};
}

Result<DecideSummary> decideRun(const std::shared_ptr<Project>& project, const QString& name, const QString& set,
                                const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto connection, project->connect());
    const Schema schema = project->schema();
    storage::RunRepository runs(*connection);
    storage::ThresholdRepository thresholds(*connection, schema);
    DecideSummary summary;
    BADCASE_ASSIGN(summary.run, runs.find(name));
    BADCASE_TRY(checkDecidable(summary.run));
    storage::ThresholdSetRecord record;
    if (!set.isEmpty()) {
        BADCASE_ASSIGN(record, thresholds.find(set));
    }
    const ThresholdSet* const rule = set.isEmpty() ? nullptr : &record.set;
    if (schema.task() == Task::Segmentation) {
        // Computed before the transaction, which then holds the file for a moment only.
        BADCASE_ASSIGN(const JournalId position, storage::ChangeStore(*connection).position());
        BADCASE_ASSIGN(auto redecider, MaskRedecider::create(*project, *connection, summary.run, rule, cancel));
        BADCASE_ASSIGN(const auto rows, decideMasks(redecider, *connection, summary.run, summary, cancel, progress));
        const auto putAll = [&](const Put& put) -> Result<void> {
            for (const auto& row : rows)
                BADCASE_TRY(put(row));
            return {};
        };
        BADCASE_TRY(thresholds.redecide(summary.run.id, record.id, putAll));
        // What an analyst has corrected meanwhile was counted against the mask of before.
        BADCASE_ASSIGN(auto corrected, storage::ChangeStore(*connection).changedSince(position));
        if (!corrected.empty())
            BADCASE_TRY(ChangeService(*project, *connection).rescore(std::move(corrected)));
    } else {
        BADCASE_ASSIGN(const auto before, Before::read(*connection, summary.run.id, cancel));
        BADCASE_TRY(thresholds.redecide(summary.run.id, record.id, [&](const Put& put) {
            return decideClasses(*connection, summary.run, rule, before, summary, put, cancel, progress);
        }));
    }
    BADCASE_ASSIGN(summary.run, runs.find(summary.run.id));
    return summary;
}

Result<SetAside> SetAside::take(const std::shared_ptr<Project>& project, const QString& run)
{
    SetAside aside;
    BADCASE_ASSIGN(const auto connection, project->connect());
    const auto record = storage::RunRepository(*connection).find(run);
    if (!record || !record->thresholdSet.isValid())
        return aside;
    aside.m_project = project;
    aside.m_run = run;
    aside.m_set = record->thresholdSetName;
    BADCASE_TRY(decideRun(project, run, {}));
    return aside;
}

Result<void> SetAside::putBack()
{
    if (m_set.isEmpty())
        return {};
    BADCASE_TRY(decideRun(m_project, m_run, m_set));
    return {};
}

} // namespace badcase::workspace
