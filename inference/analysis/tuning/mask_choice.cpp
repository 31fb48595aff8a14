// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_choice.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace badcase::analysis {

namespace {

Result<> stopped()
{
    return fail(ErrorCode::Cancelled, QCoreApplication::translate("badcase::MaskChoice", "Cancelled"));
}

/// An objective at every pair of stops, as sums that can be added and taken away.
class GridSums {
public:
    explicit GridSums(std::size_t areas)
        : m_areas(areas), m_above(kMaskStops * areas), m_below(kMaskStops * areas)
    {}

    void add(const MaskComponentTable& pieces, qsizetype image, MaskObjective objective)
    {
        if (pieces.overlap(image, kMaskStops - 1, 0).pixels == 0)
            return;
        for (int stop = kLowestMaskStop; stop < kMaskStops; ++stop) {
            const std::size_t row = static_cast<std::size_t>(stop) * m_areas;
            for (std::size_t area = 0; area < m_areas; ++area) {
                const ScoreTerm term = scoreTerm(pieces.overlap(image, stop, static_cast<int>(area)), objective);
                m_above[row + area] += term.above;
                m_below[row + area] += term.below;
            }
        }
    }
    void add(const GridSums& other, double sign)
    {
        const auto plus = [sign](double a, double b) { return a + sign * b; };
        std::ranges::transform(m_above, other.m_above, m_above.begin(), plus);
        std::ranges::transform(m_below, other.m_below, m_below.begin(), plus);
    }

    /// The smallest area whose best threshold scores as well as that of any other.
    int smallestGoodArea(double epsilon) const
    {
        std::vector<double> best(m_areas, -1);
        for (std::size_t i = kLowestMaskStop * m_areas; i < m_above.size(); ++i)
            best[i % m_areas] =
                std::max(best[i % m_areas], m_below[i] > 0 ? m_above[i] / m_below[i] : kEmptyEmptyScore);
        const double top = *std::ranges::max_element(best);
        const auto first = std::ranges::find_if(best, [&](double score) { return top - score <= epsilon; });
        return static_cast<int>(first - best.begin());
    }

private:
    std::size_t m_areas;
    std::vector<double> m_above; ///< [stop][area]
    std::vector<double> m_below;
};

Result<MaskChoice> middleOfPlateau(const MaskComponentTable& pieces, std::span<const qsizetype> images, int area,
                                   MaskObjective objective, const MaskChoiceRules& rules, const CancelToken& cancel)
{
    MaskChoice choice;
    const MaskCutTable table = tableAtArea(pieces, area, images);
    BADCASE_ASSIGN(const auto curves, maskCurves(table, {}, objective, rules.bootstrap, cancel));
    const auto plateau = widestPlateau(curves.all, rules.plateau);
    if (!plateau)
        return choice;
    choice.area = area;
    choice.plateau = {std::max(plateau->first, kLowestMaskStop), std::max(plateau->last, kLowestMaskStop)};
    choice.stop = choice.plateau.middle();
    choice.score = curves.all.score[static_cast<std::size_t>(choice.stop)];
    return choice;
}

} // namespace

std::vector<qsizetype> allImages(qsizetype count)
{
    std::vector<qsizetype> images(static_cast<std::size_t>(count));
    std::iota(images.begin(), images.end(), 0);
    return images;
}

MaskCutTable tableAtArea(const MaskComponentTable& pieces, int area, std::span<const qsizetype> images)
{
    MaskCutTable table(qsizetype(images.size()));
    for (std::size_t i = 0; i < images.size(); ++i) {
        MaskCuts cuts;
        const MaskOverlap whole = pieces.overlap(images[i], kMaskStops - 1, 0);
        cuts.decided[0] = static_cast<std::uint32_t>(whole.pixels);
        cuts.both[0] = static_cast<std::uint32_t>(whole.labelled);
        for (int stop = kLowestMaskStop; stop < kMaskStops; ++stop) {
            const MaskOverlap at = pieces.overlap(images[i], stop, area);
            cuts.decided[static_cast<std::size_t>(stop)] = static_cast<std::uint32_t>(at.decided);
            cuts.both[static_cast<std::size_t>(stop)] = static_cast<std::uint32_t>(at.both);
        }
        table.set(qsizetype(i), cuts);
    }
    return table;
}

Result<MaskChoice> chooseStops(const MaskComponentTable& pieces, std::span<const qsizetype> images,
                               MaskObjective objective, const MaskChoiceRules& rules, const CancelToken& cancel)
{
    GridSums sums(pieces.areas().size());
    for (const qsizetype image : images) {
        if (cancel.isCancelled())
            return fail(stopped().error());
        sums.add(pieces, image, objective);
    }
    return middleOfPlateau(pieces, images, sums.smallestGoodArea(rules.plateau.epsilon), objective, rules, cancel);
}

Result<std::vector<MaskChoice>> chooseWithoutEachFold(const MaskComponentTable& pieces, std::span<const int> foldOf,
                                                      int folds, MaskObjective objective,
                                                      const MaskChoiceRules& rules, const CancelToken& cancel)
{
    GridSums all(pieces.areas().size());
    std::vector<GridSums> byFold(static_cast<std::size_t>(folds), all);
    std::vector<std::vector<qsizetype>> others(static_cast<std::size_t>(folds));
    for (std::size_t i = 0; i < foldOf.size(); ++i) {
        if (cancel.isCancelled())
            return fail(stopped().error());
        if (foldOf[i] < 0)
            continue;
        byFold[static_cast<std::size_t>(foldOf[i])].add(pieces, qsizetype(i), objective);
        for (int fold = 0; fold < folds; ++fold) {
            if (fold != foldOf[i])
                others[static_cast<std::size_t>(fold)].push_back(qsizetype(i));
        }
    }
    for (const GridSums& sums : byFold)
        all.add(sums, 1);
    std::vector<MaskChoice> choices;
    for (int fold = 0; fold < folds; ++fold) {
        GridSums rest = all;
        rest.add(byFold[static_cast<std::size_t>(fold)], -1);
        BADCASE_ASSIGN(const auto choice,
                       middleOfPlateau(pieces, others[static_cast<std::size_t>(fold)],
                                       rest.smallestGoodArea(rules.plateau.epsilon), objective, rules, cancel));
        choices.push_back(choice);
    }
    return choices;
}

} // namespace badcase::analysis
