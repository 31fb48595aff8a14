// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/change_service.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/label_masks.h"
#include "app/workspace/scoring.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/run_repository.h"
#include "storage/sample_repository.h"

#include <algorithm>

namespace badcase::workspace {

namespace {

using Counts = std::optional<analysis::ConfusionCounts>; ///< nothing: there is no mask to compare with

/// A mask that cannot be compared with the prediction leaves the score unknown, as in a run.
Counts countsOf(Result<analysis::ConfusionCounts> counted)
{
    return counted ? Counts(std::move(*counted)) : std::nullopt;
}

/// The prediction against the given mask, which is read for it.
Result<Counts> givenCounts(Project& project, storage::Connection& connection, SampleId sample,
                           const ClassMap& decision, const analysis::SegmentationRules& rules)
{
    const SampleId one[] = {sample};
    BADCASE_ASSIGN(const auto masks, storage::SampleRepository(connection).masks(one));
    if (masks.empty() || !masks.front().isValid())
        return Counts();
    return countsOf(
        readGivenMask(project, masks.front(), decision.size(), &connection)
            .and_then([&](const ClassMap& map) { return analysis::countPixels(map, decision, rules); }));
}

} // namespace

Result<ChangeEvent> ChangeService::apply(const storage::ChangeGroup& group)
{
    return finish(storage::ChangeStore(m_connection).apply(group));
}

Result<ChangeEvent> ChangeService::undo(int count, const QString& author)
{
    return finish(storage::ChangeStore(m_connection).undo(count, author));
}

Result<ChangeEvent> ChangeService::redo(int count, const QString& author)
{
    return finish(storage::ChangeStore(m_connection).redo(count, author));
}

Result<ChangeEvent> ChangeService::finish(Result<storage::ChangeOutcome> outcome)
{
    if (!outcome)
        return fail(outcome.error());
    ChangeEvent event;
    event.outcome = std::move(*outcome);
    for (const auto& entry : event.outcome.entries)
        event.samples.push_back(entry.sample);
    std::ranges::sort(event.samples);
    const auto [first, last] = std::ranges::unique(event.samples);
    event.samples.erase(first, last);
    if (auto rescored = rescoreAfterCrash(); !rescored)
        event.scoreProblem = rescored.error(); // the change itself is made and durable
    return event;
}

Result<void> ChangeService::follow(std::vector<SampleId> samples, GivenMasks given)
{
    // The mark moves past every change up to `position`, so all of them are followed and not only the
    // caller's.
    BADCASE_ASSIGN(const JournalId position, storage::ChangeStore(m_connection).position());
    BADCASE_ASSIGN(const auto behind, storage::PredictionRepository(m_connection).samplesBehindJournal());
    samples.insert(samples.end(), behind.begin(), behind.end());
    std::ranges::sort(samples);
    const auto [first, last] = std::ranges::unique(samples);
    samples.erase(first, last);
    std::vector<storage::RunScoreUpdates> updates;
    if (!samples.empty()) {
        BADCASE_ASSIGN(const auto runs, storage::RunRepository(m_connection).list());
        for (const auto& run : runs) {
            BADCASE_ASSIGN(auto scores, run.task == Task::Segmentation ? maskScores(run, samples, given)
                                                                       : classScores(run, samples));
            if (!scores.empty())
                updates.push_back({run.id, std::move(scores)});
        }
    }
    return storage::PredictionRepository(m_connection).followJournal(updates, position);
}

Result<void> ChangeService::rescoreAfterCrash()
{
    BADCASE_ASSIGN(const auto behind, storage::PredictionRepository(m_connection).samplesBehindJournal());
    return behind.empty() ? Result<void>() : rescore({});
}

Result<std::vector<storage::ScoreUpdate>> ChangeService::classScores(const storage::RunRecord& run,
                                                                     const std::vector<SampleId>& samples)
{
    if (hasDecisionsOnly(run))
        return std::vector<storage::ScoreUpdate>(); // there are no losses that could change
    storage::PredictionRepository predictions(m_connection);
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(m_connection).rows(samples, run.id));
    std::vector<storage::ScoreUpdate> updates;
    for (const auto& row : rows) {
        if (!row.prediction || row.prediction->failed)
            continue;
        BADCASE_ASSIGN(const auto probabilities, predictions.probabilities(run.id, row.sample.id));
        storage::ScoreUpdate update{row.sample.id, row.prediction->decision.given,
                                    row.prediction->decision.corrected};
        update.given.loss = lossOf(probabilities, row.given, run.activation); // an import may have renewed it
        update.corrected.loss =
            row.labels == row.given ? update.given.loss : lossOf(probabilities, row.labels, run.activation);
        updates.push_back(std::move(update));
    }
    return updates;
}

Result<std::vector<storage::ScoreUpdate>> ChangeService::maskScores(const storage::RunRecord& run,
                                                                    const std::vector<SampleId>& samples,
                                                                    GivenMasks given)
{
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(m_connection).rows(samples, run.id));
    std::vector<storage::ScoreUpdate> updates;
    for (const auto& row : rows) {
        if (!row.prediction || row.prediction->failed)
            continue;
        BADCASE_ASSIGN(auto update, maskUpdate(run, row, given));
        updates.push_back(std::move(update));
    }
    return updates;
}

Result<storage::ScoreUpdate> ChangeService::maskUpdate(const storage::RunRecord& run,
                                                       const storage::SampleRow& row, GivenMasks given)
{
    const SampleId sample = row.sample.id;
    storage::PredictionRepository predictions(m_connection);
    const auto rules = analysis::SegmentationRules::of(m_project.schema(), run.activation);
    storage::ScoreUpdate update{sample, row.prediction->decision.given, row.prediction->decision.given};
    BADCASE_ASSIGN(const auto corrected, storage::MaskRepository(m_connection).corrected(sample));
    if (given == GivenMasks::AsCounted) {
        BADCASE_ASSIGN(auto stored, predictions.pixelCounts(run.id, sample));
        update.correctedPixels = std::move(stored.given);
        if (!corrected)
            return update;
    }
    BADCASE_ASSIGN(const auto prediction, predictions.mask(run.id, sample));
    const ClassMap decision = decisionMap(prediction);
    if (given == GivenMasks::ReadAgain) {
        BADCASE_ASSIGN(const Counts counts, givenCounts(m_project, m_connection, sample, decision, rules));
        update.given = scoreMask(sample, prediction, rules, counts, {}).given;
        update.givenPixels = packCounts(counts);
        update.corrected = update.given;
        update.correctedPixels = update.givenPixels;
    }
    if (corrected) {
        const Counts counts = countsOf(analysis::countPixels(*corrected, decision, rules));
        update.corrected = scoreMask(sample, prediction, rules, {}, counts).corrected;
        update.correctedPixels = packCounts(counts);
    }
    return update;
}

} // namespace badcase::workspace
