// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_scores.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/scoring.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "storage/segment_repository.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace badcase::workspace {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("badcase::RunScores", text); }

using ClassPair = analysis::ScorePair<analysis::ClassificationScore>;
using MultiLabelPair = analysis::ScorePair<analysis::MultiLabelScore>;
using MaskPair = analysis::ScorePair<analysis::SegmentationScore>;

} // namespace

QString labelSourceName(LabelSource source)
{
    return source == LabelSource::Given ? QStringLiteral("given") : QStringLiteral("corrected");
}

RunScores::Depth RunScores::depthFor(qint64 samples, int classes)
{
    constexpr qint64 kQuickValues = 20'000'000; // 80 MB of probabilities, read in a few tenths of a second
    return samples * classes <= kQuickValues ? Depth::Full : Depth::Columns;
}

Result<RunScores> RunScores::load(Project& project, storage::Connection& connection, RunId run, Depth depth,
                                  const CancelToken& cancel)
{
    RunScores scores;
    scores.m_schema = project.schema();
    BADCASE_ASSIGN(scores.m_run, storage::RunRepository(connection).find(run));
    scores.m_depth = hasDecisionsOnly(scores.m_run) ? Depth::Columns : depth;
    scores.m_rules = analysis::SegmentationRules::of(scores.m_schema, scores.m_run.activation);
    BADCASE_TRY(scores.loadColumns(connection, cancel));
    BADCASE_TRY(scores.loadExclusions(connection, cancel));
    if (scores.task() == Task::Segmentation)
        BADCASE_TRY(scores.loadMasks(connection, cancel));
    else
        BADCASE_TRY(scores.loadProbabilities(connection, cancel));
    if (scores.task() != Task::Segmentation)
        BADCASE_TRY(scores.loadSegments(connection, cancel));
    return scores;
}

Result<void> RunScores::loadColumns(storage::Connection& connection, const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto columns, storage::loadColumns(connection, m_run.id, cancel));
    m_sets = std::move(columns.sets);
    m_given = std::move(columns.given);
    m_rows.resize(columns.samples.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        row.id = columns.samples[i];
        row.effective = columns.effective[i];
        row.decided = columns.decided.empty() ? -1 : columns.decided[i];
        row.corrected = row.effective != m_given[i];
    }
    return {};
}

Result<void> RunScores::loadExclusions(storage::Connection& connection, const CancelToken& cancel)
{
    storage::SampleFilter filter;
    filter.verdicts = {Verdict::BadMedia};
    BADCASE_ASSIGN(const auto excluded, storage::querySamples(connection, filter, {}, cancel));
    for (const SampleId id : excluded) {
        if (Row* row = find(id))
            row->excluded = true;
    }
    if (task() == Task::Segmentation) {
        BADCASE_ASSIGN(const auto masks, storage::MaskRepository(connection).correctedSamples());
        for (const SampleId id : masks) {
            if (Row* row = find(id))
                row->corrected = true;
        }
    }
    BADCASE_ASSIGN(const auto segments, storage::SegmentRepository(connection).correctedSamples());
    for (const SampleId id : segments) {
        if (Row* row = find(id))
            row->corrected = true;
    }
    m_corrections = std::ranges::count_if(m_rows, [](const Row& row) { return row.corrected || row.excluded; });
    return {};
}

ClassIndex RunScores::classOf(qint32 set) const
{
    return set < 0 ? kNoClass : m_sets[static_cast<std::size_t>(set)].first();
}

analysis::ScoredSample RunScores::fitOf(ClassIndex label, ClassIndex decision) const
{
    analysis::ScoredSample fit;
    fit.leaf.label = label;
    fit.leaf.decision = decision;
    if (m_schema.hasParents()) {
        fit.parent.emplace();
        fit.parent->label = m_schema.parentOf(label);
        fit.parent->decision = decision == kNoClass ? kNoClass : m_schema.parentOf(decision);
    }
    return fit;
}

const LabelSet* RunScores::countedLabel(const Row& row) const
{
    return row.effective < 0 || row.excluded ? nullptr : &m_sets[static_cast<std::size_t>(row.effective)];
}

void RunScores::countLabelSets()
{
    const int classes = m_schema.size();
    MultiLabelPair pair{analysis::MultiLabelScore(classes), analysis::MultiLabelScore(classes)};
    m_coConfusion.emplace(
        analysis::ScorePair<analysis::CoConfusion>{analysis::CoConfusion(classes), analysis::CoConfusion(classes)});
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].decided < 0)
            continue;
        const LabelSet& decision = m_sets[static_cast<std::size_t>(m_rows[i].decided)];
        if (m_given[i] >= 0) {
            const LabelSet& label = m_sets[static_cast<std::size_t>(m_given[i])];
            pair.given.add(label, decision);
            m_coConfusion->given.add(label, decision);
        }
        if (const LabelSet* label = countedLabel(m_rows[i])) {
            pair.corrected.add(*label, decision);
            m_coConfusion->corrected.add(*label, decision);
        }
    }
    m_scores = std::move(pair);
}

Result<void> RunScores::loadTags(storage::Connection& connection, const CancelToken& cancel)
{
    std::vector<TagScores::Row> rows;
    rows.reserve(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const LabelSet* given = m_given[i] < 0 ? nullptr : &m_sets[static_cast<std::size_t>(m_given[i])];
        rows.push_back({m_rows[i].id, given, countedLabel(m_rows[i])});
    }
    BADCASE_ASSIGN(m_tags, TagScores::load(connection, m_run.id, m_schema.size(), rows, cancel));
    return {};
}

Result<void> RunScores::loadProbabilities(storage::Connection& connection, const CancelToken& cancel)
{
    if (task() == Task::MultiLabel) {
        countLabelSets();
        return m_depth == Depth::Full ? loadTags(connection, cancel) : Result<void>();
    }
    ClassPair pair{analysis::ClassificationScore(m_schema), analysis::ClassificationScore(m_schema)};
    const auto count = [&](std::size_t index, const auto& fit) -> Result<void> {
        const Row& row = m_rows[index];
        if (const ClassIndex given = classOf(m_given[index]); given != kNoClass) {
            BADCASE_ASSIGN(const analysis::ScoredSample sample, fit(given));
            pair.given.add(sample);
            if (row.effective == m_given[index] && !row.excluded)
                pair.corrected.add(sample);
        }
        if (const ClassIndex label = classOf(row.effective);
            label != kNoClass && row.effective != m_given[index] && !row.excluded) {
            BADCASE_ASSIGN(const analysis::ScoredSample sample, fit(label));
            pair.corrected.add(sample);
        }
        return {};
    };
    if (m_depth == Depth::Columns) {
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            BADCASE_TRY(count(i, [&](ClassIndex label) -> Result<analysis::ScoredSample> {
                return fitOf(label, classOf(m_rows[i].decided));
            }));
        }
    } else {
        const auto visit = [&](const storage::ProbabilityMatrix& matrix) -> Result<void> {
            return std::visit(
                [&](const auto& values) -> Result<void> {
                    const auto columns = static_cast<std::size_t>(matrix.columns);
                    for (std::size_t r = 0; r < matrix.samples.size(); ++r) {
                        const Row* row = find(matrix.samples[r]);
                        if (!row)
                            continue;
                        const std::span probabilities(values.data() + r * columns, columns);
                        BADCASE_TRY(count(static_cast<std::size_t>(row - m_rows.data()), [&](ClassIndex label) {
                            return analysis::scoredSample(probabilities, label, m_schema, classOf(row->decided));
                        }));
                    }
                    return {};
                },
                matrix.values);
        };
        BADCASE_TRY(storage::PredictionRepository(connection).eachProbabilities(m_run.id, cancel, visit));
    }
    m_scores = std::move(pair);
    return {};
}

Result<void> RunScores::loadSegments(storage::Connection& connection, const CancelToken& cancel)
{
    std::vector<SampleId> ids;
    std::vector<SampleId> excluded;
    for (const Row& row : m_rows) {
        ids.push_back(row.id);
        if (row.excluded)
            excluded.push_back(row.id);
    }
    BADCASE_ASSIGN(m_segments,
                   SegmentScores::load(connection, m_run.id, m_schema.size(), ids, excluded, cancel));
    return {};
}

Result<void> RunScores::loadMasks(storage::Connection& connection, const CancelToken& cancel)
{
    MaskPair pair{analysis::SegmentationScore(m_rules), analysis::SegmentationScore(m_rules)};
    const auto visit = [&](SampleId id, const storage::PixelCounts& pixels) -> Result<void> {
        Row* row = find(id);
        if (!row)
            return {};
        if (!pixels.given.isEmpty()) {
            BADCASE_ASSIGN(const auto counts, unpackCounts(pixels.given, m_schema.size()));
            pair.given.add(counts);
        }
        row->pixels = pixels.corrected;
        if (!row->excluded && !row->pixels.isEmpty()) {
            BADCASE_ASSIGN(const auto counts, unpackCounts(row->pixels, m_schema.size()));
            pair.corrected.add(counts);
        }
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(connection).eachPixelCounts(m_run.id, cancel, visit));
    m_scores = std::move(pair);
    return {};
}

RunScores::Row* RunScores::find(SampleId id)
{
    const auto found = std::ranges::lower_bound(m_rows, id, {}, &Row::id);
    return found != m_rows.end() && found->id == id ? &*found : nullptr;
}

qint32 RunScores::setIndex(const LabelSet& labels)
{
    const auto found = std::ranges::find(m_sets, labels);
    if (found != m_sets.end())
        return static_cast<qint32>(found - m_sets.begin());
    m_sets.push_back(labels);
    return static_cast<qint32>(m_sets.size() - 1);
}

Result<void> RunScores::update(storage::Connection& connection, const std::vector<SampleId>& samples)
{
    BADCASE_ASSIGN(const auto states, storage::SampleRepository(connection).rows(samples, m_run.id));
    for (const auto& state : states) {
        Row* row = find(state.sample.id);
        if (!row)
            continue;
        Row next = *row;
        next.effective = state.labels ? setIndex(*state.labels) : -1;
        next.excluded = state.verdict == Verdict::BadMedia;
        next.corrected = state.corrected || state.maskCorrected || state.segmentsCorrected;
        if (m_segments)
            BADCASE_TRY(m_segments->update(connection, state.sample.id, next.excluded));
        if (task() == Task::Segmentation) {
            BADCASE_ASSIGN(const auto pixels,
                           storage::PredictionRepository(connection).pixelCounts(m_run.id, state.sample.id));
            next.pixels = pixels.corrected;
        }
        BADCASE_TRY(move(connection, *row, next));
        m_corrections += int(next.corrected || next.excluded) - int(row->corrected || row->excluded);
        *row = std::move(next);
    }
    if (std::exchange(m_tagsOutdated, false))
        BADCASE_TRY(loadTags(connection, {}));
    return {};
}

void RunScores::moveLabelSet(const Row& before, const Row& after)
{
    const LabelSet* was = countedLabel(before);
    const LabelSet* is = countedLabel(after);
    if (m_tags && was != is) {
        if (m_tags->holds(before.id))
            m_tags->move(before.id, was, is);
        else
            m_tagsOutdated = true;
    }
    if (before.decided < 0)
        return;
    const LabelSet& decision = m_sets[static_cast<std::size_t>(before.decided)];
    auto& score = std::get<MultiLabelPair>(m_scores).corrected;
    if (was) {
        score.remove(*was, decision);
        m_coConfusion->corrected.remove(*was, decision);
    }
    if (is) {
        score.add(*is, decision);
        m_coConfusion->corrected.add(*is, decision);
    }
}

Result<void> RunScores::move(storage::Connection& connection, const Row& before, const Row& after)
{
    if (std::holds_alternative<MultiLabelPair>(m_scores)) {
        moveLabelSet(before, after);
    } else if (auto* masks = std::get_if<MaskPair>(&m_scores)) {
        if (!before.excluded && !before.pixels.isEmpty()) {
            BADCASE_ASSIGN(const auto counts, unpackCounts(before.pixels, m_schema.size()));
            masks->corrected.remove(counts);
        }
        if (!after.excluded && !after.pixels.isEmpty()) {
            BADCASE_ASSIGN(const auto counts, unpackCounts(after.pixels, m_schema.size()));
            masks->corrected.add(counts);
        }
    } else if (auto* classes = std::get_if<ClassPair>(&m_scores)) {
        const bool was = !before.excluded && classOf(before.effective) != kNoClass;
        const bool is = !after.excluded && classOf(after.effective) != kNoClass;
        std::vector<float> probabilities;
        if ((was || is) && m_depth == Depth::Full) {
            BADCASE_ASSIGN(probabilities, storage::PredictionRepository(connection).probabilities(m_run.id, before.id));
        }
        const auto fit = [&](ClassIndex label) -> Result<analysis::ScoredSample> {
            if (m_depth == Depth::Columns)
                return fitOf(label, classOf(before.decided));
            return analysis::scoredSample(std::span<const float>(probabilities), label, m_schema,
                                          classOf(before.decided));
        };
        if (was) {
            BADCASE_ASSIGN(const auto sample, fit(classOf(before.effective)));
            classes->corrected.remove(sample);
        }
        if (is) {
            BADCASE_ASSIGN(const auto sample, fit(classOf(after.effective)));
            classes->corrected.add(sample);
        }
    }
    return {};
}

const ClassPair* RunScores::classification() const { return std::get_if<ClassPair>(&m_scores); }
const MultiLabelPair* RunScores::multiLabel() const { return std::get_if<MultiLabelPair>(&m_scores); }
const MaskPair* RunScores::segmentation() const { return std::get_if<MaskPair>(&m_scores); }

std::vector<Headline> RunScores::headlines() const
{
    std::vector<Headline> lines = labelHeadlines();
    if (const auto* pair = segments()) // what segments are predicted for comes first
        lines.insert(lines.begin(), {QStringLiteral("segment_map"), tr("Segment mAP"), pair->given.averageMap(),
                                     pair->corrected.averageMap()});
    return lines;
}

std::vector<Headline> RunScores::labelHeadlines() const
{
    if (const auto* pair = classification()) {
        const auto given = pair->given.leaves().metrics();
        const auto corrected = pair->corrected.leaves().metrics();
        std::vector<Headline> lines{
            {QStringLiteral("macro_f1"), tr("Macro F1"), given.f1Macro, corrected.f1Macro},
            {QStringLiteral("accuracy"), tr("Accuracy"), given.accuracy, corrected.accuracy}};
        if (pair->given.parents())
            lines.insert(lines.begin(), {QStringLiteral("mean_f1"), tr("Mean F1"), pair->given.meanF1(), pair->corrected.meanF1()});
        return lines;
    }
    if (const auto* pair = multiLabel()) {
        const auto given = pair->given.metrics();
        const auto corrected = pair->corrected.metrics();
        std::vector<Headline> lines;
        if (const auto* ranked = tags())
            lines = {{QStringLiteral("gap"), tr("GAP@20"), ranked->given.gap(), ranked->corrected.gap()},
                     {QStringLiteral("map"), tr("mAP"), ranked->given.meanAveragePrecision(),
                      ranked->corrected.meanAveragePrecision()},
                     {QStringLiteral("hit_at_1"), tr("Hit@1"), ranked->given.hitAtOne(), ranked->corrected.hitAtOne()}};
        lines.push_back({QStringLiteral("micro_f1"), tr("Micro F1"), given.f1Micro, corrected.f1Micro});
        lines.push_back({QStringLiteral("macro_f1"), tr("Macro F1"), given.f1Macro, corrected.f1Macro});
        return lines;
    }
    const auto* pair = segmentation();
    const auto given = pair->given.pooled();
    const auto corrected = pair->corrected.pooled();
    const Headline iou{QStringLiteral("mean_iou"), tr("Mean IoU"), given.meanIou, corrected.meanIou};
    const Headline dice{QStringLiteral("mean_dice_per_image"), tr("Mean Dice per image"), pair->given.meanDicePerImage(),
                        pair->corrected.meanDicePerImage()};
    // A single thing against the background is scored by Dice in its field, several classes by IoU.
    return m_rules.backgroundScores ? std::vector{iou, dice} : std::vector{dice, iou};
}

} // namespace badcase::workspace
