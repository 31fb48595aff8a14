// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_curve.h"
#include "tests/analysis/mask_tuning_data.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <numeric>

using namespace badcase;
using namespace badcase::analysis;
using test::kOneThing;

class TstMaskCuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void everyStopEqualsCounting();
    void ticksEqualScoresOfDecidedMasks();
    void stopsOfTheirOwn();
    void aChangedLabelIsSetAgain();
    void channelsAreTablesOfTheirOwn();
    void planesOfASoftmax();
    void sizesMustAgree();
    void curveIsTheTicks();
    void bandOfKnownWidth();
    void sameSeedSameBand();
    void groupsOfACurve();
    void argumentsAreChecked();
    void plateauRatherThanPeak();
    void adviceOnTwoGroups();
    void calibration();
};

namespace {

const MaskTruth kTruth(kOneThing, 1);

MaskCuts cutsOf(const ClassMap& probability, const ClassMap& label)
{
    const auto cuts = maskCuts(probability, label, kTruth);
    if (!cuts)
        qFatal("%s", qPrintable(cuts.error().message));
    return *cuts;
}

std::vector<test::MaskCase> randomCases(int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<test::MaskCase> cases;
    for (int i = 0; i < count; ++i)
        cases.push_back(test::randomMaskCase(random));
    return cases;
}

MaskCutTable tableOf(const std::vector<test::MaskCase>& cases)
{
    MaskCutTable table(qsizetype(cases.size()));
    for (std::size_t i = 0; i < cases.size(); ++i)
        table.set(qsizetype(i), cutsOf(cases[i].probability, cases[i].label));
    return table;
}

/// Equal to the last bit, NaN to NaN.
bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool sameScores(const MaskScoreSum& sum, const SegmentationScore& score)
{
    const auto pooled = score.pooled();
    return same(sum.meanDice(), score.meanDicePerImage()) && same(sum.meanIou(), score.meanIouPerImage()) &&
           same(sum.pooled().dice(), pooled.meanDice) && same(sum.pooled().iou(), pooled.meanIou) &&
           sum.images() == score.images() && sum.pooled().pixels == pooled.pixels &&
           sum.pooled().both == score.confusion().at(1, 1) &&
           sum.pooled().precision() == classMetrics(score.confusion().support(1),
                                                    score.confusion().predicted(1),
                                                    score.confusion().at(1, 1))
                                           .precision &&
           sum.pooled().recall() == classMetrics(score.confusion().support(1), score.confusion().predicted(1),
                                                 score.confusion().at(1, 1))
                                        .recall;
}

ClassMap lineOf(std::initializer_list<int> values)
{
    ClassMap map(QSize(static_cast<int>(values.size()), 1), 0);
    std::copy(values.begin(), values.end(), map.mutablePixels().begin());
    return map;
}

/// `things` pixels of value `inside`, labelled, and as many others of value `outside`.
test::MaskCase twoValues(int inside, int outside)
{
    return {lineOf({inside, inside, outside, outside}), lineOf({1, 1, 0, 0})};
}

} // namespace

void TstMaskCuts::everyStopEqualsCounting()
{
    int scored = 0;
    for (const auto& one : randomCases(1500, 1)) {
        const MaskCuts cuts = cutsOf(one.probability, one.label);
        for (int stop = 0; stop < kMaskStops; ++stop) {
            MaskOverlap expected;
            const auto q = one.probability.pixels();
            const auto label = one.label.pixels();
            for (std::size_t i = 0; i < q.size(); ++i) {
                if (label[i] == 255)
                    continue;
                ++expected.pixels;
                expected.labelled += label[i];
                expected.decided += q[i] >= stop;
                expected.both += q[i] >= stop && label[i] == 1;
            }
            QVERIFY(cuts.at(stop) == expected);
            scored += expected.both > 0;
        }
    }
    QVERIFY(scored > 10'000); // the cases are not all empty
}

void TstMaskCuts::ticksEqualScoresOfDecidedMasks()
{
    const auto cases = randomCases(300, 2);
    const MaskCutTable table = tableOf(cases);
    ImageGroups groups{3, {}};
    for (std::size_t i = 0; i < cases.size(); ++i)
        groups.of.push_back(static_cast<int>(i % 4) - 1);
    for (int stop = 0; stop < kMaskStops; ++stop) {
        SegmentationScore all(kOneThing);
        std::vector<SegmentationScore> parts(3, SegmentationScore(kOneThing));
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const ClassMap decision = test::decidedAt(cases[i].probability, stop);
            test::addScore(all, cases[i].label, decision);
            if (groups.of[i] >= 0)
                test::addScore(parts[static_cast<std::size_t>(groups.of[i])], cases[i].label, decision);
        }
        const auto scores = table.scores(stop, groups);
        QVERIFY(sameScores(scores.all, all));
        QVERIFY(table.scores(stop) == scores.all);
        for (std::size_t g = 0; g < parts.size(); ++g)
            QVERIFY(sameScores(scores.groups[g], parts[g]));
    }
}

void TstMaskCuts::stopsOfTheirOwn()
{
    const auto cases = randomCases(200, 3);
    const MaskCutTable table = tableOf(cases);
    std::mt19937 random(4);
    std::vector<std::uint8_t> stops(cases.size());
    SegmentationScore expected(kOneThing);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        stops[i] = static_cast<std::uint8_t>(random());
        test::addScore(expected, cases[i].label, test::decidedAt(cases[i].probability, stops[i]));
    }
    QVERIFY(sameScores(table.scores(stops, {}).all, expected));
}

void TstMaskCuts::aChangedLabelIsSetAgain()
{
    auto cases = randomCases(20, 5);
    MaskCutTable table = tableOf(cases);
    std::mt19937 random(6);
    for (std::size_t i = 0; i < cases.size(); i += 3) {
        cases[i].label = test::randomLabel(random, cases[i].probability);
        table.set(qsizetype(i), cutsOf(cases[i].probability, cases[i].label));
    }
    const MaskCutTable fresh = tableOf(cases);
    for (int stop = 0; stop < kMaskStops; ++stop)
        QVERIFY(table.scores(stop) == fresh.scores(stop));
}

void TstMaskCuts::channelsAreTablesOfTheirOwn()
{
    const SegmentationRules rules{4, 3, true};
    const ClassMap label = lineOf({0, 1, 2, 3, 200, 2});
    const ClassMap q = lineOf({10, 20, 30, 40, 50, 60});
    const auto cuts = maskCuts(q, label, MaskTruth(rules, 2));
    QVERIFY_RESULT(cuts);
    // Class 3 is the ignore index, 200 no class: neither counts.
    QVERIFY(cuts->at(0) == (MaskOverlap{4, 2, 4, 2}));
    QVERIFY(cuts->at(30) == (MaskOverlap{4, 2, 2, 2}));
    QVERIFY(cuts->at(31) == (MaskOverlap{4, 2, 1, 1}));
}

void TstMaskCuts::planesOfASoftmax()
{
    const MaskPrediction mask{Activation::Softmax, lineOf({1, 2, 1, 0}), lineOf({200, 210, 0, 90})};
    const auto plane = decidedPlane(mask, 1);
    QVERIFY_RESULT(plane);
    QVERIFY(*plane == lineOf({200, 0, 1, 0}));
    QVERIFY(!decidedPlane({Activation::Softmax, lineOf({1}), lineOf({1, 2})}, 1));
}

void TstMaskCuts::sizesMustAgree()
{
    const auto cuts = maskCuts(ClassMap(QSize(2, 3), 0), ClassMap(QSize(3, 2), 0), kTruth);
    QVERIFY(!cuts);
    QCOMPARE(cuts.error().code, ErrorCode::InvalidArgument);
}

void TstMaskCuts::curveIsTheTicks()
{
    const MaskCutTable table = tableOf(randomCases(120, 7));
    for (const auto objective : {MaskObjective::MeanDice, MaskObjective::MeanIou, MaskObjective::PooledDice,
                                 MaskObjective::PooledIou}) {
        const auto curves = maskCurves(table, {}, objective, {.rounds = 40});
        QVERIFY_RESULT(curves);
        double best = 0;
        for (int stop = 0; stop < kMaskStops; ++stop) {
            const auto b = static_cast<std::size_t>(stop);
            QVERIFY(curves->all.score[b] == table.scores(stop).score(objective));
            QVERIFY(curves->all.low[b] <= curves->all.score[b] &&
                    curves->all.score[b] <= curves->all.high[b]);
            QVERIFY(curves->all.low[b] < curves->all.high[b]);
            best = std::max(best, curves->all.score[b]);
        }
        QCOMPARE(curves->all.score[static_cast<std::size_t>(curves->all.best)], best);
        QCOMPARE(std::accumulate(curves->all.bestOfRounds.begin(), curves->all.bestOfRounds.end(), 0), 40);
        QCOMPARE(curves->all.gapError[static_cast<std::size_t>(curves->all.best)], 0.0);
        const auto plain = maskCurves(table, {}, objective, {.rounds = 0});
        QVERIFY_RESULT(plain);
        QVERIFY(plain->all.low == plain->all.score && plain->all.high == plain->all.score);
    }
}

void TstMaskCuts::bandOfKnownWidth()
{
    // At stop 100, 30 of 100 images score 1 and the others 0; at stop 200 they all score 0: the mean is a
    // share.
    MaskCutTable table(100);
    for (int i = 0; i < 100; ++i) {
        const auto one = twoValues(i < 30 ? 150 : 50, 20);
        table.set(i, cutsOf(one.probability, one.label));
    }
    const auto curves = maskCurves(table, {}, MaskObjective::MeanDice, {.rounds = 2000, .confidence = 0.9});
    QVERIFY_RESULT(curves);
    QCOMPARE(curves->all.score[100], 0.3);
    const double error = std::sqrt(0.3 * 0.7 / 100);
    COMPARE_NEAR(curves->all.low[100], 0.3 - 1.645 * error, 0.02);
    COMPARE_NEAR(curves->all.high[100], 0.3 + 1.645 * error, 0.02);
    // Stop 21 is the best (all score 1): what is between is a share, too.
    QCOMPARE(curves->all.best, 21);
    COMPARE_NEAR(curves->all.gapError[100], error, 0.005);
    QCOMPARE(curves->all.bestOfRounds[21], 2000);
}

void TstMaskCuts::sameSeedSameBand()
{
    const MaskCutTable table = tableOf(randomCases(60, 8));
    const auto a = maskCurves(table, {}, MaskObjective::MeanIou, {.rounds = 30, .seed = 5});
    const auto b = maskCurves(table, {}, MaskObjective::MeanIou, {.rounds = 30, .seed = 5});
    const auto c = maskCurves(table, {}, MaskObjective::MeanIou, {.rounds = 30, .seed = 6});
    QVERIFY(a->all.low == b->all.low && a->all.high == b->all.high && a->all.gapError == b->all.gapError);
    QVERIFY(a->all.low != c->all.low);
    QVERIFY(a->all.score == c->all.score);
}

void TstMaskCuts::groupsOfACurve()
{
    const auto cases = randomCases(90, 9);
    const MaskCutTable table = tableOf(cases);
    ImageGroups groups{2, {}};
    for (std::size_t i = 0; i < cases.size(); ++i)
        groups.of.push_back(i < 40 ? 0 : (i < 80 ? 1 : -1));
    const auto split = maskCurves(table, groups, MaskObjective::PooledDice, {.rounds = 25});
    const auto whole = maskCurves(table, {}, MaskObjective::PooledDice, {.rounds = 25});
    QVERIFY_RESULT(split);
    for (std::size_t b = 0; b < kMaskStops; ++b) {
        QCOMPARE(split->all.score[b], whole->all.score[b]);
        COMPARE_NEAR(split->all.low[b], whole->all.low[b], 1e-12); // sums of other parts
        COMPARE_NEAR(split->all.high[b], whole->all.high[b], 1e-12);
        QCOMPARE(split->groups[1].score[b],
                 table.scores(static_cast<int>(b), groups).groups[1].pooled().dice());
    }
    // A group's band is that of its images alone, with the weights they have among all.
    const MaskCutTable first = tableOf({cases.begin(), cases.begin() + 40});
    const auto alone = maskCurves(first, {}, MaskObjective::PooledDice, {.rounds = 25});
    QVERIFY(alone->all.low == split->groups[0].low && alone->all.gapError == split->groups[0].gapError);
}

void TstMaskCuts::argumentsAreChecked()
{
    const MaskCutTable table = tableOf(randomCases(10, 10));
    const auto code = [&](const ImageGroups& groups, const BootstrapRules& rules) {
        const auto curves = maskCurves(table, groups, MaskObjective::MeanDice, rules);
        return curves ? ErrorCode::Internal : curves.error().code;
    };
    QCOMPARE(code({1, {0, 0}}, {}), ErrorCode::InvalidArgument);
    QCOMPARE(code({1, std::vector<int>(10, 1)}, {}), ErrorCode::InvalidArgument);
    QCOMPARE(code({}, {.rounds = -1}), ErrorCode::InvalidArgument);
    QCOMPARE(code({}, {.confidence = 1.0}), ErrorCode::InvalidArgument);
    CancelToken cancel;
    int calls = 0;
    const auto curves =
        maskCurves(table, {}, MaskObjective::MeanDice, {}, cancel, [&](const Progress& progress) {
            QVERIFY(progress.done <= progress.total);
            if (++calls == 3)
                cancel.cancel();
        });
    QVERIFY(!curves);
    QCOMPARE(curves.error().code, ErrorCode::Cancelled);
    QCOMPARE(calls, 3);
    // Nothing scores: no advice, and no numbers made up.
    const MaskCutTable empty(5);
    const auto none = maskCurves(empty, {}, MaskObjective::MeanDice, {.rounds = 5});
    QVERIFY_RESULT(none);
    QVERIFY(std::isnan(none->all.score[128]) && std::isnan(none->all.low[128]));
    QVERIFY(!widestPlateau(none->all));
    QVERIFY(!adviseStops(empty, {}, *none));
}

void TstMaskCuts::plateauRatherThanPeak()
{
    MaskCurve curve;
    curve.images = 1;
    curve.score.fill(0.5);
    curve.score[40] = 0.9001; // the peak, alone
    for (std::size_t b = 100; b <= 140; ++b)
        curve.score[b] = 0.9;
    curve.best = 40;
    QVERIFY(widestPlateau(curve, {0.001, 1}) == (Plateau{100, 140}));
    QVERIFY(widestPlateau(curve, {0.00001, 1}) == (Plateau{40, 40}));
    // What the rounds cannot tell from the best belongs to it, too.
    curve.gapError.fill(0.001);
    QVERIFY(widestPlateau(curve, {0.0, 1}) == (Plateau{100, 140}));
    QVERIFY(widestPlateau(curve, {0.0, 0.01}) == (Plateau{40, 40}));
    curve.gapError.fill(1);
    QVERIFY(widestPlateau(curve, {0.0, 1}) == (Plateau{0, 255}));
    // Equally wide: the one with the best stop.
    MaskCurve two;
    two.images = 1;
    two.score[10] = two.score[11] = 0.8;
    two.score[90] = 0.8;
    two.score[91] = 0.80001;
    two.best = 91;
    QVERIFY(widestPlateau(two, {0.001, 1}) == (Plateau{90, 91}));
}

void TstMaskCuts::adviceOnTwoGroups()
{
    // The first group is perfect from 101 to 150, the second from 131 to 180.
    MaskCutTable table(20);
    ImageGroups groups{3, {}};
    for (int i = 0; i < 20; ++i) {
        const auto one = i < 10 ? twoValues(150, 100) : twoValues(180, 130);
        table.set(i, cutsOf(one.probability, one.label));
        groups.of.push_back(i < 10 ? 0 : 1);
    }
    const auto curves = maskCurves(table, groups, MaskObjective::MeanDice, {.rounds = 50});
    QVERIFY_RESULT(curves);
    const auto advice = adviseStops(table, groups, *curves);
    QVERIFY(advice);
    QCOMPARE(advice->common.stop, 140);
    QCOMPARE(advice->common.score, 1.0);
    QCOMPARE(advice->commonPeak.stop, 131);
    QCOMPARE(advice->perGroup[0].stop, 125);
    QCOMPARE(advice->perGroup[1].stop, 155);
    QCOMPARE(advice->perGroup[2].stop, 128); // has no image
    QVERIFY(std::isnan(advice->perGroup[2].score));
    QCOMPARE(advice->perGroupScore, 1.0);
    QCOMPARE(advice->forWorstGroup.stop, 131);
    QCOMPARE(advice->forWorstGroup.score, 1.0);
}

void TstMaskCuts::calibration()
{
    // Of value 0 a quarter is true, of 100 none (a violation), of 200 all.
    MaskCutTable table(1);
    table.set(0, cutsOf(lineOf({0, 0, 0, 0, 100, 100, 200, 200}), lineOf({1, 0, 0, 0, 0, 0, 1, 1})));
    const auto shares = calibratedProbabilities(table);
    COMPARE_NEAR(shares[0], 1.0 / 6, 1e-15); // pooled
    COMPARE_NEAR(shares[100], 1.0 / 6, 1e-15);
    COMPARE_NEAR(shares[150], 1.0 / 6 + 5.0 / 6 * 50 / 100, 1e-12);
    QCOMPARE(shares[200], 1.0);
    QCOMPARE(shares[255], 1.0);
    QCOMPARE(calibratedProbabilities(MaskCutTable(3))[51], 0.2);

    // Rising, and true on the whole, whatever the masks.
    const auto cases = randomCases(100, 11);
    const MaskCutTable many = tableOf(cases);
    const auto p = calibratedProbabilities(many);
    QVERIFY(std::is_sorted(p.begin(), p.end()));
    double expected = 0;
    for (const auto& one : cases) {
        for (std::size_t i = 0; i < one.probability.pixels().size(); ++i)
            expected += one.label.pixels()[i] == 255 ? 0.0 : p[one.probability.pixels()[i]];
    }
    COMPARE_NEAR(expected, double(many.scores(0).pooled().labelled), 1e-6);
}

BADCASE_REGISTER_TEST(TstMaskCuts)
#include "tst_mask_cuts.moc"
