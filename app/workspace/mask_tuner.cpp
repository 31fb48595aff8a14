// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mask_tuner.h"

#include "inference/engine/mask_steps.h"

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

using analysis::MaskObjective;
using Kind = engine::MaskStep::Kind;

constexpr std::pair<const char*, MaskObjective> kObjectives[] = {
    {"dice", MaskObjective::MeanDice},
    {"iou", MaskObjective::MeanIou},
    {"pooled_dice", MaskObjective::PooledDice},
    {"pooled_iou", MaskObjective::PooledIou},
};

double imageScore(const analysis::MaskOverlap& image, MaskObjective objective)
{
    const bool isDice = objective == MaskObjective::MeanDice || objective == MaskObjective::PooledDice;
    return isDice ? image.dice() : image.iou();
}

/// The largest changes first; of equal ones the image that came first.
void keepMost(std::vector<MaskChange>& changes, int most)
{
    const auto larger = [](const MaskChange& a, const MaskChange& b) {
        const double left = std::abs(a.after - a.before);
        const double right = std::abs(b.after - b.before);
        return left != right ? left > right : a.sample < b.sample;
    };
    const auto kept = std::min(changes.size(), static_cast<std::size_t>(most));
    std::ranges::partial_sort(changes, changes.begin() + static_cast<std::ptrdiff_t>(kept), larger);
    changes.resize(kept);
}

} // namespace

double maskThreshold(int stop)
{
    // Every number above (stop - 1) / 255 and not above stop / 255 has this stop: the roundest one is taken.
    for (double unit = 10; unit <= 1000; unit *= 10) {
        const double value = std::floor(stop / 255.0 * unit + 1e-9) / unit;
        if (engine::probabilityStop(value) == stop)
            return value;
    }
    return stop / 255.0;
}

ThresholdSet maskSet(const MaskTuningData& data, std::span<const MaskPosition> positions, const QString& name)
{
    const bool decided = data.form() == MaskForm::Decided;
    std::vector<engine::MaskStep> thresholds;
    std::vector<engine::MaskStep> areas;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const MaskThing& thing = data.things()[i];
        const ClassIndex about = decided ? thing.index : kNoClass;
        const auto area = thing.pieces.areas()[static_cast<std::size_t>(positions[i].area)];
        if (!decided || positions[i].stop > analysis::kLowestMaskStop)
            thresholds.push_back({Kind::Threshold, about, maskThreshold(positions[i].stop), 0});
        if (area > 1)
            areas.push_back({Kind::MinArea, about, static_cast<double>(area), 0});
    }
    thresholds.insert(thresholds.end(), areas.begin(), areas.end());
    ThresholdSet set;
    set.name = name;
    set.task = Task::Segmentation;
    set.steps = engine::maskStepsToText(thresholds, data.schema().names());
    return set;
}

std::optional<MaskObjective> maskObjective(const QString& name)
{
    for (const auto& [text, objective] : kObjectives) {
        if (name == QLatin1String(text))
            return objective;
    }
    return {};
}

QString maskObjectiveName(MaskObjective objective)
{
    const auto* found = std::ranges::find(kObjectives, objective, &std::pair<const char*, MaskObjective>::second);
    return QLatin1String(found->first);
}

QStringList maskObjectiveNames()
{
    QStringList names;
    for (const auto& [text, objective] : kObjectives)
        names.append(QLatin1String(text));
    return names;
}

Result<MaskSurvey> surveyMasks(const MaskTuningData& data, const MaskGrouping& grouping, int thing,
                               MaskObjective objective, const CancelToken& cancel)
{
    const auto& pieces = data.things()[static_cast<std::size_t>(thing)].pieces;
    MaskSurvey survey{thing, objective, {}, {}};
    BADCASE_ASSIGN(survey.all, pieces.grid(objective, {}, -1, cancel));
    for (int group = 0; group < grouping.groups.count; ++group) {
        BADCASE_ASSIGN(auto grid, pieces.grid(objective, grouping.groups, group, cancel));
        survey.groups.push_back(std::move(grid));
    }
    return survey;
}

Result<MaskBands> maskBands(const MaskTuningData& data, const MaskGrouping& grouping, int thing,
                            MaskObjective objective, int area, const CancelToken& cancel)
{
    const auto& pieces = data.things()[static_cast<std::size_t>(thing)].pieces;
    MaskBands bands{thing, objective, area, {}, {}, {}};
    const auto table = analysis::tableAtArea(pieces, area, analysis::allImages(pieces.images()));
    BADCASE_ASSIGN(bands.curves, analysis::maskCurves(table, grouping.groups, objective, {}, cancel));
    bands.plateau = analysis::widestPlateau(bands.curves.all);
    if (bands.plateau) {
        bands.plateau->first = std::max(bands.plateau->first, analysis::kLowestMaskStop);
        bands.plateau->last = std::max(bands.plateau->last, analysis::kLowestMaskStop);
    }
    bands.advice = analysis::adviseStops(table, grouping.groups, bands.curves);
    return bands;
}

MaskTuner::MaskTuner(std::shared_ptr<const MaskTuningData> data, MaskGrouping grouping)
    : m_data(std::move(data)), m_grouping(std::move(grouping))
{
    m_positions.resize(m_data->things().size());
    loadInForce();
}

void MaskTuner::setGrouping(MaskGrouping grouping)
{
    m_grouping = std::move(grouping);
    m_group = -1;
    m_survey.reset();
    m_bands.reset();
}

void MaskTuner::setThing(int thing)
{
    m_thing = std::clamp(thing, 0, static_cast<int>(m_positions.size()) - 1);
}

void MaskTuner::setPosition(MaskPosition position)
{
    position.stop = std::clamp(position.stop, analysis::kLowestMaskStop, analysis::kMaskStops - 1);
    position.area = std::clamp(position.area, 0, static_cast<int>(areas().size()) - 1);
    m_positions[static_cast<std::size_t>(m_thing)] = position;
}

MaskPosition MaskTuner::inForce() const
{
    return {thingData().stop, thingData().area};
}

Result<void> MaskTuner::load(const ThresholdSet& set)
{
    BADCASE_ASSIGN(const auto rule, m_data->rule(set.steps));
    for (std::size_t i = 0; i < m_positions.size(); ++i)
        m_positions[i] = {rule.stops[i], m_data->areaStop(i, rule.areas[i])};
    return {};
}

void MaskTuner::loadInForce()
{
    for (std::size_t i = 0; i < m_positions.size(); ++i)
        m_positions[i] = {m_data->things()[i].stop, m_data->things()[i].area};
}

double MaskTuner::stopGain() const
{
    const auto scores = curve(m_group);
    if (scores.empty())
        return analysis::kUndefined;
    return *std::ranges::max_element(scores) -
           scores[static_cast<std::size_t>(position().stop - analysis::kLowestMaskStop)];
}

double MaskTuner::areaGain() const
{
    if (needsSurvey())
        return analysis::kUndefined;
    const auto& grid = m_group < 0 ? m_survey->all : m_survey->groups[static_cast<std::size_t>(m_group)];
    double best = grid.at(position().stop, position().area);
    const double now = best;
    for (int area = 0; area < grid.areas; ++area)
        best = std::max(best, grid.at(position().stop, area));
    return best - now;
}

bool MaskTuner::isMoved() const
{
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        const MaskThing& thing = m_data->things()[i];
        if (m_positions[i] != MaskPosition{thing.stop, thing.area})
            return true;
    }
    return false;
}

MaskStanding MaskTuner::standing(int most) const
{
    const MaskThing& thing = thingData();
    const MaskPosition at = position();
    const auto& groups = m_grouping.groups;
    const auto count = static_cast<std::size_t>(groups.count);
    analysis::GroupedMaskScores now = thing.pieces.scores(at.stop, at.area, groups);
    analysis::GroupedMaskScores before{{}, std::vector<analysis::MaskScoreSum>(count)};
    MaskStanding standing;
    for (std::size_t i = 0; i < thing.inForce.size(); ++i) {
        const int group = groups.at(qsizetype(i));
        before.add(thing.inForce[i], group);
        if (m_group >= 0 && group != m_group)
            continue;
        const MaskChange change{m_data->samples()[i], imageScore(thing.inForce[i], m_objective),
                                imageScore(thing.pieces.overlap(qsizetype(i), at.stop, at.area), m_objective)};
        if (change.after > change.before)
            standing.gainMost.push_back(change);
        else if (change.after < change.before)
            standing.loseMost.push_back(change);
    }
    standing.gained = static_cast<qint64>(standing.gainMost.size());
    standing.lost = static_cast<qint64>(standing.loseMost.size());
    keepMost(standing.gainMost, most);
    keepMost(standing.loseMost, most);
    const auto& chosenNow = m_group < 0 ? now.all : now.groups[static_cast<std::size_t>(m_group)];
    const auto& chosenBefore = m_group < 0 ? before.all : before.groups[static_cast<std::size_t>(m_group)];
    standing.images = chosenNow.scoredImages();
    standing.now = chosenNow.score(m_objective);
    standing.before = chosenBefore.score(m_objective);
    for (std::size_t g = 0; g < count; ++g) {
        standing.groupsNow.push_back(now.groups[g].score(m_objective));
        standing.groupsBefore.push_back(before.groups[g].score(m_objective));
    }
    return standing;
}

bool MaskTuner::needsSurvey() const
{
    return !m_survey || m_survey->thing != m_thing || m_survey->objective != m_objective ||
           m_survey->groups.size() != static_cast<std::size_t>(m_grouping.groups.count);
}

std::vector<double> MaskTuner::curve(int group) const
{
    if (needsSurvey())
        return {};
    const auto& grid = group < 0 ? m_survey->all : m_survey->groups[static_cast<std::size_t>(group)];
    std::vector<double> scores;
    for (int stop = analysis::kLowestMaskStop; stop < analysis::kMaskStops; ++stop)
        scores.push_back(grid.at(stop, position().area));
    return scores;
}

const MaskBands* MaskTuner::bands() const
{
    const bool fits = m_bands && m_bands->thing == m_thing && m_bands->objective == m_objective &&
                      m_bands->area == position().area;
    return fits ? m_bands.get() : nullptr;
}

} // namespace badcase::workspace
