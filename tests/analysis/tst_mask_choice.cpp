// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_choice.h"
#include "inference/analysis/tuning/ratio_rows.h"
#include "tests/analysis/mask_tuning_data.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::analysis;

namespace {

constexpr MaskObjective kObjectives[] = {MaskObjective::MeanDice, MaskObjective::MeanIou, MaskObjective::PooledDice,
                                         MaskObjective::PooledIou};

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

MaskComponentTable randomTable(std::mt19937& random, int images)
{
    const auto areas = areaStops(6, 60);
    MaskComponentTable table(images, areas);
    for (int i = 0; i < images; ++i) {
        const auto one = test::randomMaskCase(random);
        table.set(i, must(maskAreaCuts(one.probability, one.label, MaskTruth(test::kOneThing, 1), areas)));
    }
    return table;
}

} // namespace

/// Which stops are chosen, and what a bootstrap is made of.
class TstMaskChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void aSliceIsTheTableItself();
    void choicesAreGoodAndSmall();
    void foldsChooseAsWithoutThem();
    void nothingScores();
    void ratiosAreTheScores();
    void gainsArePaired();
};

void TstMaskChoice::aSliceIsTheTableItself()
{
    std::mt19937 random(1);
    const auto pieces = randomTable(random, 20);
    const std::vector<qsizetype> some{3, 17, 4};
    for (int area = 0; area < static_cast<int>(pieces.areas().size()); ++area) {
        const auto table = tableAtArea(pieces, area, some);
        for (int stop = kLowestMaskStop; stop < kMaskStops; stop += 7) {
            for (std::size_t i = 0; i < some.size(); ++i)
                QCOMPARE(table.overlap(qsizetype(i), stop), pieces.overlap(some[i], stop, area));
        }
        QCOMPARE(table.overlap(0, 0).decided, pieces.overlap(3, 1, 0).pixels);
    }
}

void TstMaskChoice::choicesAreGoodAndSmall()
{
    std::mt19937 random(2);
    for (int round = 0; round < 12; ++round) {
        const auto pieces = randomTable(random, 30);
        const MaskObjective objective = kObjectives[round % 4];
        const auto grid = must(pieces.grid(objective));
        const auto choice = must(chooseStops(pieces, allImages(30), objective));
        QCOMPARE(choice.score, grid.at(choice.stop, choice.area));
        QVERIFY(choice.plateau.first <= choice.stop && choice.stop <= choice.plateau.last);
        // The best of its area is as good as any, and no smaller area is.
        const PlateauRule rule;
        double top = -1;
        std::vector<double> best(static_cast<std::size_t>(grid.areas), -1);
        for (int stop = kLowestMaskStop; stop < kMaskStops; ++stop) {
            for (int area = 0; area < grid.areas; ++area) {
                best[static_cast<std::size_t>(area)] = std::max(best[static_cast<std::size_t>(area)], grid.at(stop, area));
                top = std::max(top, grid.at(stop, area));
            }
        }
        QVERIFY(top - best[static_cast<std::size_t>(choice.area)] <= rule.epsilon + 1e-12);
        for (int area = 0; area < choice.area; ++area)
            QVERIFY(top - best[static_cast<std::size_t>(area)] > rule.epsilon - 1e-12);
    }
}

void TstMaskChoice::foldsChooseAsWithoutThem()
{
    std::mt19937 random(3);
    const auto pieces = randomTable(random, 24);
    std::vector<int> foldOf(24);
    for (int i = 0; i < 24; ++i)
        foldOf[static_cast<std::size_t>(i)] = i == 5 ? -1 : i % 3;
    for (const MaskObjective objective : kObjectives) {
        const auto choices = must(chooseWithoutEachFold(pieces, foldOf, 3, objective));
        QCOMPARE(choices.size(), 3U);
        for (int fold = 0; fold < 3; ++fold) {
            std::vector<qsizetype> others;
            for (int i = 0; i < 24; ++i) {
                if (i != 5 && i % 3 != fold)
                    others.push_back(i);
            }
            const auto expected = must(chooseStops(pieces, others, objective));
            QCOMPARE(choices[static_cast<std::size_t>(fold)].stop, expected.stop);
            QCOMPARE(choices[static_cast<std::size_t>(fold)].area, expected.area);
            QCOMPARE(choices[static_cast<std::size_t>(fold)].score, expected.score);
        }
    }
    const CancelToken cancel;
    cancel.cancel();
    QCOMPARE(chooseWithoutEachFold(pieces, foldOf, 3, MaskObjective::MeanDice, {}, cancel).error().code,
             ErrorCode::Cancelled);
}

void TstMaskChoice::nothingScores()
{
    const MaskComponentTable empty(4, areaStops(3, 10));
    const auto choice = must(chooseStops(empty, allImages(4), MaskObjective::MeanDice));
    QCOMPARE(choice.stop, 128);
    QCOMPARE(choice.area, 0);
    QVERIFY(std::isnan(choice.score));
}

void TstMaskChoice::ratiosAreTheScores()
{
    std::mt19937 random(4);
    const auto pieces = randomTable(random, 25);
    for (const MaskObjective objective : kObjectives) {
        RatioRows rows(1);
        MaskScoreSum twice; // image i counts i % 3 times
        std::vector<int> weights;
        for (int i = 0; i < 25; ++i) {
            const MaskOverlap image = pieces.overlap(i, 100, 1);
            for (int k = 0; k < i % 3; ++k)
                twice.add(image);
            if (image.pixels == 0)
                continue;
            const ScoreTerm term = scoreTerm(image, objective);
            rows.add({&term.above, 1}, {&term.below, 1});
            weights.push_back(i % 3);
        }
        QVERIFY(std::abs(rows.score(weights) - twice.score(objective)) < 1e-12);
        QVERIFY(std::isnan(rows.score(std::vector<int>(rows.size(), 0))));
    }
    RatioRows classes(2); // a mean over classes, one of which does not occur
    classes.add(std::array{3.0, 0.0}, std::array{4.0, 0.0});
    QCOMPARE(classes.score(std::array{1}), 0.75);
    classes.add(std::array{0.0, 1.0}, std::array{0.0, 2.0});
    QCOMPARE(classes.score(std::array{1, 1}), (0.75 + 0.5) / 2);
}

void TstMaskChoice::gainsArePaired()
{
    RatioRows before(1);
    RatioRows after(1);
    for (int i = 0; i < 60; ++i) {
        const double score = 0.1 + 0.01 * i; // images differ much more than the gain is large
        before.add(std::array{score}, std::array{1.0});
        after.add(std::array{score + 0.02}, std::array{1.0});
    }
    const std::vector<RatioRows> repeats(3, after);
    const auto draws = must(gainDraws(before, repeats, 100, 5));
    QCOMPARE(draws.repeats.size(), 3U);
    QCOMPARE(draws.rounds.size(), 100U);
    const HonestGain gain = honestGain(draws, 0.9);
    QVERIFY(std::abs(gain.heldOut - 0.02) < 1e-12);
    QVERIFY(std::abs(gain.interval.low - 0.02) < 1e-9 && std::abs(gain.interval.high - 0.02) < 1e-9);
    QCOMPARE(must(gainDraws(before, repeats, 100, 5)).rounds, draws.rounds);
}

BADCASE_REGISTER_TEST(TstMaskChoice)
#include "tst_mask_choice.moc"
