// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mask_mix.h"
#include "app/workspace/mask_mix_report.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

using analysis::MaskObjective;

constexpr int kStops = 21; ///< of a curve

class MaskMixBoard : public MixBoard {
public:
    MaskMixBoard(std::shared_ptr<const MaskMixSet> set, QString project, std::vector<std::vector<analysis::MaskOverlap>> alone)
        : m_set(std::move(set)), m_project(std::move(project)), m_alone(std::move(alone))
    {}

    const MixSource& source() const override { return m_set->source(); }
    const std::vector<MixMember>& members() const override { return m_set->members(); }
    qint64 samples() const override { return static_cast<qint64>(m_set->samples().size()); }
    qint64 missing() const override { return m_set->missing(); }

    Result<std::shared_ptr<MixBoard>> withObjective(const QString& name) const override
    {
        BADCASE_ASSIGN(const auto objective, maskMixObjective(name));
        auto board = std::make_shared<MaskMixBoard>(m_set, m_project, m_alone);
        board->m_objective = objective;
        return board;
    }

    /// The plain view, or the member that is best alone. A lone member decides alike under every merge.
    std::size_t reference(engine::MergeMode) const override
    {
        if (const auto plain = plainMember(members()))
            return *plain;
        std::size_t best = 0;
        for (std::size_t v = 1; v < m_alone.size(); ++v)
            best = mean(aloneScores(v)) > mean(aloneScores(best)) ? v : best;
        return best;
    }
    MixReading read(const MixPosition& position) override
    {
        const auto [value, error] = estimate(position);
        return {value, error, mean(aloneScores(reference(position.merge))), false};
    }

    Result<MixReading> readExactly(const MixPosition& position, const CancelToken& cancel) const override
    {
        const auto before = aloneScores(reference(position.merge));
        BADCASE_ASSIGN(const auto after, scoresOf(position, cancel));
        MixReading reading{mean(after), 0, mean(before)};
        for (std::size_t i = 0; i < after.size(); ++i) {
            MixChange change{m_set->samples()[i]};
            change.scoreBefore = before[i];
            change.scoreAfter = after[i];
            if (after[i] != before[i] && !std::isnan(before[i]))
                (after[i] > before[i] ? reading.gained : reading.lost).push_back(change);
        }
        const auto size = [](const MixChange& change) { return -std::abs(change.scoreAfter - change.scoreBefore); };
        std::ranges::stable_sort(reading.gained, {}, size);
        std::ranges::stable_sort(reading.lost, {}, size);
        return reading;
    }

    MixLine curve(const MixPosition& position, std::size_t member, const CancelToken& cancel) const override
    {
        MixLine line;
        line.sampled = true;
        MixPosition at = position;
        for (int stop = 0; stop < kStops && !cancel.isCancelled(); ++stop) {
            at.weights[member] = static_cast<double>(stop) / (kStops - 1);
            if (!analysis::areMixWeights(at.weights))
                continue;
            line.x.push_back(at.weights[member]);
            line.y.push_back(estimate(at).first);
        }
        return line;
    }

    Result<MixReport> report(const MixPosition& position, const MixRequest& request, const CancelToken& cancel,
                             const ProgressCallback&) const override
    {
        return reportOnMasks(*m_set, request, position.merge, position.weights, reference(position.merge), m_project,
                             cancel);
    }

private:
    static double mean(const std::vector<double>& scores)
    {
        double sum = 0;
        qint64 count = 0;
        for (const double score : scores) {
            sum += std::isnan(score) ? 0 : score;
            count += std::isnan(score) ? 0 : 1;
        }
        return count > 0 ? sum / static_cast<double>(count) : analysis::kUndefined;
    }

    std::vector<double> aloneScores(std::size_t member) const
    {
        return imageScores(m_alone[member], m_objective);
    }

    std::pair<double, double> estimate(const MixPosition& position) const
    {
        const auto mix = maskMixOf(position.merge, position.weights);
        if (!mix)
            return {analysis::kUndefined, 0};
        const auto answer = analysis::mixAnswer(m_set->estimates(), *mix);
        return m_objective == MaskObjective::MeanIou ? std::pair(answer.meanIou, answer.meanIouError)
                                                     : std::pair(answer.meanDice, answer.meanDiceError);
    }

    Result<std::vector<double>> scoresOf(const MixPosition& position, const CancelToken& cancel) const
    {
        BADCASE_ASSIGN(const auto mix, maskMixOf(position.merge, position.weights));
        BADCASE_ASSIGN(const auto overlaps, m_set->overlaps({mix}, cancel));
        return imageScores(overlaps.front(), m_objective);
    }

    const std::shared_ptr<const MaskMixSet> m_set;
    const QString m_project;
    const std::vector<std::vector<analysis::MaskOverlap>> m_alone; ///< of each member
    MaskObjective m_objective = MaskObjective::MeanDice;
};

} // namespace

QStringList maskMixObjectives()
{
    return {QStringLiteral("mean_dice"), QStringLiteral("mean_iou")};
}

Result<MaskObjective> maskMixObjective(const QString& name)
{
    if (name.isEmpty() || name == maskMixObjectives().front() || name == QLatin1String("dice"))
        return MaskObjective::MeanDice;
    if (name == maskMixObjectives().back() || name == QLatin1String("iou"))
        return MaskObjective::MeanIou;
    return fail(ErrorCode::InvalidArgument,
                QCoreApplication::translate("badcase::Mix", "\"%1\" is no objective of this task; there are: %2")
                    .arg(name, maskMixObjectives().join(QStringLiteral(", "))));
}

Result<std::shared_ptr<MixBoard>> loadMaskMixBoard(const std::shared_ptr<Project>& project, const MixSource& source,
                                                   const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto set, MaskMixSet::load(project, source, cancel, progress));
    std::vector<analysis::MaskMix> mixes;
    for (std::size_t v = 0; v < set->members().size(); ++v) {
        std::vector<double> weights(set->members().size());
        weights[v] = 1;
        BADCASE_ASSIGN(auto mix, maskMixOf(engine::MergeMode::Mean, weights));
        mixes.push_back(std::move(mix));
    }
    BADCASE_ASSIGN(auto alone, set->overlaps(mixes, cancel));
    return std::make_shared<MaskMixBoard>(set, project->path(), std::move(alone));
}

} // namespace badcase::workspace
