// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mask_judge.h"

#include "app/workspace/scoring.h"
#include "app/workspace/threshold_service.h"
#include "storage/prediction_repository.h"

#include <QCoreApplication>

#include <atomic>
#include <mutex>
#include <thread>

namespace badcase::workspace {

namespace {

using analysis::MaskObjective;

constexpr int kThreads = 2;

bool isDice(MaskObjective objective)
{
    return objective == MaskObjective::MeanDice || objective == MaskObjective::PooledDice;
}

bool isMean(MaskObjective objective)
{
    return objective == MaskObjective::MeanDice || objective == MaskObjective::MeanIou;
}

/// The classes of one image as terms of a pooled score.
void addPooled(const analysis::ConfusionCounts& counts, const analysis::SegmentationRules& rules, bool dice,
               analysis::RatioRows& rows)
{
    std::vector<double> above;
    std::vector<double> below;
    for (ClassIndex c = 0; c < counts.classes(); ++c) {
        if (!rules.scores(c))
            continue;
        const qint64 both = counts.at(c, c);
        const qint64 sum = counts.support(c) + counts.predicted(c);
        above.push_back(static_cast<double>(dice ? 2 * both : both));
        below.push_back(static_cast<double>(dice ? sum : sum - both));
    }
    rows.add(above, below);
}

std::size_t scoringClasses(const analysis::SegmentationRules& rules)
{
    std::size_t count = 0;
    for (ClassIndex c = 0; c < rules.classes; ++c)
        count += rules.scores(c) ? 1 : 0;
    return count;
}

} // namespace

Result<MaskOutcome> MaskJudge::inForce() const
{
    if (m_data.isWholeScore())
        return ofOverlaps(m_data.things().front().inForce);
    BADCASE_ASSIGN(const auto counts, countsInForce());
    return ofCounts(counts);
}

Result<MaskOutcome> MaskJudge::decided(const std::vector<std::vector<MaskPosition>>& ways,
                                       std::span<const int> wayOf) const
{
    if (!m_data.isWholeScore()) {
        BADCASE_ASSIGN(const auto counts, decideAnew(ways, wayOf));
        return ofCounts(counts);
    }
    const auto& pieces = m_data.things().front().pieces;
    std::vector<analysis::MaskOverlap> images;
    for (std::size_t i = 0; i < wayOf.size(); ++i) {
        const MaskPosition at = ways[static_cast<std::size_t>(wayOf[i])].front();
        images.push_back(pieces.overlap(qsizetype(i), at.stop, at.area));
    }
    return ofOverlaps(images);
}

MaskOutcome MaskJudge::ofOverlaps(std::span<const analysis::MaskOverlap> images) const
{
    MaskOutcome outcome{analysis::RatioRows(1), 0, {}};
    analysis::MaskScoreSum sum;
    for (const auto& image : images) {
        sum.add(image);
        outcome.images.push_back(isDice(m_objective) ? image.dice() : image.iou());
        if (image.pixels == 0)
            continue;
        const analysis::ScoreTerm term = analysis::scoreTerm(image, m_objective);
        outcome.rows.add({&term.above, 1}, {&term.below, 1});
    }
    outcome.score = sum.score(m_objective);
    return outcome;
}

MaskOutcome MaskJudge::ofCounts(const Counts& images) const
{
    const auto& rules = m_data.rules();
    const bool mean = isMean(m_objective);
    const bool dice = isDice(m_objective);
    MaskOutcome outcome{analysis::RatioRows(mean ? 1 : scoringClasses(rules)), 0, {}};
    analysis::SegmentationScore score(rules);
    for (const auto& image : images) {
        outcome.images.push_back(analysis::kUndefined);
        if (!image)
            continue;
        score.add(*image);
        const auto metrics = analysis::segmentationMetrics(*image, rules);
        if (metrics.pixels == 0)
            continue;
        const double own = dice ? metrics.meanDice : metrics.meanIou;
        outcome.images.back() = own;
        if (mean)
            outcome.rows.add({&own, 1}, std::array{1.0});
        else
            addPooled(*image, rules, dice, outcome.rows);
    }
    if (mean)
        outcome.score = dice ? score.meanDicePerImage() : score.meanIouPerImage();
    else
        outcome.score = dice ? score.pooled().meanDice : score.pooled().meanIou;
    return outcome;
}

Result<MaskJudge::Counts> MaskJudge::countsInForce() const
{
    BADCASE_ASSIGN(const auto connection, m_project->connect());
    Counts counts(m_data.samples().size());
    const auto visit = [&](SampleId sample, const storage::PixelCounts& pixels) -> Result<void> {
        const qsizetype image = m_data.place(sample);
        if (image < 0 || !m_data.isRead(image))
            return {};
        const bool given = m_data.labels() == LabelSource::Given;
        BADCASE_ASSIGN(counts[static_cast<std::size_t>(image)],
                       unpackCounts(given ? pixels.given : pixels.corrected, m_data.schema().size()));
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(*connection).eachPixelCounts(m_data.run().id, m_cancel, visit));
    return counts;
}

Result<MaskJudge::Counts> MaskJudge::decideAnew(const std::vector<std::vector<MaskPosition>>& ways,
                                                std::span<const int> wayOf) const
{
    Counts counts(wayOf.size());
    std::vector<ThresholdSet> sets;
    for (const auto& way : ways)
        sets.push_back(maskSet(m_data, way, {}));
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    std::mutex mutex;
    Error failure;
    const auto part = [&]() -> Result<void> {
        BADCASE_ASSIGN(const auto connection, m_project->connect());
        std::vector<MaskRedecider> redeciders;
        for (const ThresholdSet& set : sets) {
            BADCASE_ASSIGN(auto redecider,
                           MaskRedecider::create(*m_project, *connection, m_data.run(), &set, m_cancel));
            redeciders.push_back(std::move(redecider));
        }
        for (std::size_t i = next++; i < counts.size() && !failed; i = next++) {
            if (m_cancel.isCancelled())
                return fail(ErrorCode::Cancelled,
                            QCoreApplication::translate("badcase::MaskTuning", "Stopped while deciding the masks"));
            if (!m_data.isRead(qsizetype(i)))
                continue;
            BADCASE_ASSIGN(auto mask, redeciders[static_cast<std::size_t>(wayOf[i])].decide(m_data.samples()[i]));
            counts[i] = m_data.labels() == LabelSource::Given ? std::move(mask.given) : std::move(mask.corrected);
        }
        return {};
    };
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&] {
                if (const auto result = part(); !result) {
                    const std::lock_guard lock(mutex);
                    failed = true;
                    failure = result.error();
                }
            });
        }
    }
    if (failed)
        return fail(failure);
    return counts;
}

} // namespace badcase::workspace
