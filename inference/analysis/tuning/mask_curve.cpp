// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_curve.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <random>

namespace badcase::analysis {

namespace {

constexpr std::size_t kStops = kMaskStops;
/// Stops that are worked on at a time: their sums of 200 rounds stay in the first cache.
constexpr std::size_t kBlock = 8;

/// How often each image counts in each round: weights[image * rounds + round].
class PoissonWeights {
public:
    PoissonWeights(qsizetype images, const BootstrapRules& rules)
        : m_rounds(static_cast<std::size_t>(rules.rounds)), m_weights(std::size_t(images) * m_rounds)
    {
        // By the inverse of the distribution: not std::poisson_distribution, whose numbers differ between
        // standard libraries.
        std::array<double, 16> below{};
        double share = std::exp(-1.0);
        double sum = 0;
        for (std::size_t k = 0; k < below.size(); ++k) {
            sum += share;
            below[k] = sum;
            share /= static_cast<double>(k + 1);
        }
        std::mt19937_64 random(rules.seed);
        for (auto& weight : m_weights) {
            const double u = static_cast<double>(random() >> 11) * 0x1p-53;
            std::uint8_t k = 0;
            while (k < below.size() && u >= below[k])
                ++k;
            weight = k;
        }
    }

    std::size_t rounds() const { return m_rounds; }
    void read(std::size_t image, double* out) const
    {
        const auto* from = m_weights.data() + image * m_rounds;
        std::copy(from, from + m_rounds, out);
    }

private:
    std::size_t m_rounds;
    std::vector<std::uint8_t> m_weights;
};

/// The sums of each round: [stop][round].
struct RoundSums {
    explicit RoundSums(std::size_t rounds) : above(kStops * rounds), below(kStops * rounds) {}
    std::vector<double> above;
    std::vector<double> below;

    void add(const RoundSums& other)
    {
        std::ranges::transform(above, other.above, above.begin(), std::plus());
        std::ranges::transform(below, other.below, below.begin(), std::plus());
    }
};

void addBlock(const MaskCutTable& table, std::span<const std::size_t> images, MaskObjective objective,
              const PoissonWeights& weights, std::size_t first, RoundSums& sums)
{
    const std::size_t rounds = weights.rounds();
    std::vector<double> weight(rounds);
    for (const std::size_t image : images) {
        if (table.decided(0)[image] == 0)
            continue;
        weights.read(image, weight.data());
        for (std::size_t stop = first; stop < first + kBlock; ++stop) {
            const ScoreTerm term =
                scoreTerm(table.overlap(static_cast<qsizetype>(image), static_cast<int>(stop)), objective);
            double* above = sums.above.data() + stop * rounds;
            double* below = sums.below.data() + stop * rounds;
            for (std::size_t r = 0; r < rounds; ++r) {
                above[r] += term.above * weight[r];
                below[r] += term.below * weight[r];
            }
        }
    }
}

/// Between the two nearest values, as numpy.quantile does. `sorted` is not empty.
double quantile(const std::vector<double>& sorted, double q)
{
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

/// Scores of the rounds, [stop][round]. Rounds in which no image counts are left out.
std::vector<std::vector<double>> roundScores(const RoundSums& sums, std::size_t rounds)
{
    std::vector<std::vector<double>> scores(kStops);
    for (std::size_t stop = 0; stop < kStops; ++stop) {
        for (std::size_t r = 0; r < rounds; ++r) {
            // Stop 0 decides every pixel: nothing below the line means that no image counts.
            if (sums.below[r] == 0)
                continue;
            const std::size_t place = stop * rounds + r;
            scores[stop].push_back(sums.below[place] > 0 ? sums.above[place] / sums.below[place]
                                                         : kEmptyEmptyScore);
        }
    }
    return scores;
}

double standardDeviation(const std::vector<double>& a, const std::vector<double>& b)
{
    double sum = 0;
    double squares = 0;
    for (std::size_t r = 0; r < a.size(); ++r)
        sum += a[r] - b[r];
    const double mean = sum / static_cast<double>(a.size());
    for (std::size_t r = 0; r < a.size(); ++r)
        squares += (a[r] - b[r] - mean) * (a[r] - b[r] - mean);
    return a.size() > 1 ? std::sqrt(squares / static_cast<double>(a.size() - 1)) : 0.0;
}

void addBand(MaskCurve& curve, const RoundSums& sums, const BootstrapRules& rules)
{
    curve.low = curve.high = curve.score;
    const auto scores = roundScores(sums, static_cast<std::size_t>(rules.rounds));
    if (curve.images == 0 || scores.front().empty())
        return;
    for (std::size_t r = 0; r < scores.front().size(); ++r) {
        const auto best = std::ranges::max_element(scores, {}, [r](const auto& stop) { return stop[r]; });
        ++curve.bestOfRounds[static_cast<std::size_t>(best - scores.begin())];
    }
    for (std::size_t stop = 0; stop < kStops; ++stop) {
        curve.gapError[stop] = standardDeviation(scores[static_cast<std::size_t>(curve.best)], scores[stop]);
        auto sorted = scores[stop];
        std::ranges::sort(sorted);
        curve.low[stop] = std::min(curve.score[stop], quantile(sorted, (1 - rules.confidence) / 2));
        curve.high[stop] = std::max(curve.score[stop], quantile(sorted, (1 + rules.confidence) / 2));
    }
}

void setScores(const MaskCutTable& table, const ImageGroups& groups, MaskCurves& curves)
{
    const auto set = [&](MaskCurve& curve, std::size_t stop, const MaskScoreSum& sum) {
        curve.images = sum.scoredImages();
        curve.score[stop] = sum.score(curves.objective);
        if (curve.score[stop] > curve.score[static_cast<std::size_t>(curve.best)])
            curve.best = static_cast<int>(stop);
    };
    for (std::size_t stop = 0; stop < kStops; ++stop) {
        const auto scores = table.scores(static_cast<int>(stop), groups);
        set(curves.all, stop, scores.all);
        for (std::size_t g = 0; g < scores.groups.size(); ++g)
            set(curves.groups[g], stop, scores.groups[g]);
    }
}

/// Images by group; the last list has those that are in none.
std::vector<std::vector<std::size_t>> imagesByGroup(qsizetype images, const ImageGroups& groups)
{
    std::vector<std::vector<std::size_t>> lists(static_cast<std::size_t>(groups.count) + 1);
    for (qsizetype i = 0; i < images; ++i) {
        const int group = groups.at(i);
        lists[static_cast<std::size_t>(group < 0 ? groups.count : group)].push_back(std::size_t(i));
    }
    return lists;
}

Result<> check(const MaskCutTable& table, const ImageGroups& groups, const BootstrapRules& rules)
{
    const bool fits = groups.of.empty() || qsizetype(groups.of.size()) == table.images();
    const bool known =
        std::ranges::all_of(groups.of, [&](int group) { return group >= -1 && group < groups.count; });
    if (!fits || !known || groups.count < 0)
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::MaskCurve",
                                                "The groups do not fit the %1 images of the table")
                        .arg(table.images()));
    if (rules.rounds < 0 || !(rules.confidence > 0 && rules.confidence < 1))
        return fail(
            ErrorCode::InvalidArgument,
            QCoreApplication::translate("badcase::MaskCurve",
                                        "A band needs 0 or more rounds and a confidence between 0 and 1"));
    return {};
}

} // namespace

Result<MaskCurves> maskCurves(const MaskCutTable& table, const ImageGroups& groups, MaskObjective objective,
                              const BootstrapRules& rules, const CancelToken& cancel,
                              const ProgressCallback& progress)
{
    BADCASE_TRY(check(table, groups, rules));
    MaskCurves curves{objective, {}, std::vector<MaskCurve>(static_cast<std::size_t>(groups.count))};
    setScores(table, groups, curves);
    const PoissonWeights weights(table.images(), rules);
    const auto lists = imagesByGroup(table.images(), groups);
    RoundSums all(weights.rounds());
    const auto total = static_cast<qint64>(lists.size() * (kStops / kBlock));
    for (std::size_t g = 0; g < lists.size(); ++g) {
        RoundSums sums(weights.rounds());
        for (std::size_t first = 0; first < kStops; first += kBlock) {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled,
                            QCoreApplication::translate("badcase::MaskCurve", "Cancelled"));
            addBlock(table, lists[g], objective, weights, first, sums);
            if (progress)
                progress({static_cast<qint64>(g * (kStops / kBlock) + first / kBlock + 1), total});
        }
        if (g < curves.groups.size())
            addBand(curves.groups[g], sums, rules);
        all.add(sums);
    }
    addBand(curves.all, all, rules);
    return curves;
}

std::optional<Plateau> widestPlateau(const MaskCurve& curve, const PlateauRule& rule)
{
    if (curve.images == 0)
        return {};
    const double top = curve.score[static_cast<std::size_t>(curve.best)];
    const auto belongs = [&](int stop) {
        const auto b = static_cast<std::size_t>(stop);
        return stop == curve.best ||
               top - curve.score[b] <= std::max(rule.epsilon, rule.standardErrors * curve.gapError[b]);
    };
    Plateau widest{0, -1};
    for (int stop = 0; stop < kMaskStops; ++stop) {
        if (!belongs(stop))
            continue;
        Plateau run{stop, stop};
        while (run.last + 1 < kMaskStops && belongs(run.last + 1))
            ++run.last;
        stop = run.last;
        const int more = (run.last - run.first) - (widest.last - widest.first);
        if (more > 0 || (more == 0 && run.first <= curve.best && curve.best <= run.last))
            widest = run;
    }
    return widest;
}

namespace {

StopChoice middleOf(const MaskCurve& curve, const PlateauRule& rule)
{
    const auto plateau = widestPlateau(curve, rule);
    if (!plateau)
        return {kMaskStops / 2, kUndefined};
    return {plateau->middle(), curve.score[static_cast<std::size_t>(plateau->middle())]};
}

StopChoice bestOfTheWorst(const MaskCurves& curves)
{
    StopChoice best{0, -1};
    for (int stop = 0; stop < kMaskStops; ++stop) {
        const auto b = static_cast<std::size_t>(stop);
        double worst = curves.all.score[b];
        bool any = false;
        for (const MaskCurve& group : curves.groups) {
            if (group.images == 0)
                continue;
            worst = any ? std::min(worst, group.score[b]) : group.score[b];
            any = true;
        }
        if (worst > best.score)
            best = {stop, worst};
    }
    return best;
}

} // namespace

std::optional<StopAdvice> adviseStops(const MaskCutTable& table, const ImageGroups& groups,
                                      const MaskCurves& curves, const PlateauRule& rule)
{
    if (curves.all.images == 0)
        return {};
    StopAdvice advice;
    advice.common = middleOf(curves.all, rule);
    advice.commonPeak = {curves.all.best, curves.all.score[static_cast<std::size_t>(curves.all.best)]};
    for (const MaskCurve& group : curves.groups)
        advice.perGroup.push_back(middleOf(group, rule));
    std::vector<std::uint8_t> stops(static_cast<std::size_t>(table.images()));
    for (qsizetype i = 0; i < table.images(); ++i) {
        const int group = groups.at(i);
        const int stop =
            group < 0 ? advice.common.stop : advice.perGroup[static_cast<std::size_t>(group)].stop;
        stops[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(stop);
    }
    advice.perGroupScore = table.scores(stops, groups).all.score(curves.objective);
    advice.forWorstGroup = bestOfTheWorst(curves);
    return advice;
}

} // namespace badcase::analysis
