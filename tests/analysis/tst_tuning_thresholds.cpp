// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/threshold_cross_fit.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <limits>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstTuningThresholds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void tableHoldsWhatItWasGiven();
    void rejectsWhatMakesNoSense();
    void everyThresholdEqualsBruteForce();
    void weightsCountAsCopies();
    void bestPlateauIsTheWidest();
    void searchEndsWhereNoClassImproves();
    void macroNeedsOneRound();
    void halfOfTheBestF1();
    void nothingToSweep();
    void noiseIsNotWorthIt();
    void aWrongThresholdIsFound();
    void crossFitRejectsWhatMakesNoSense();
};

namespace {

struct Set {
    int classes = 1;
    std::vector<float> probabilities;
    std::vector<std::optional<LabelSet>> labels;
    ThresholdTable table;
};

Set randomSet(std::mt19937& random, int rows, int classes)
{
    Set out;
    out.classes = classes;
    const unsigned steps = random() % 2 == 0 ? 5 : 1000;
    for (int i = 0; i < rows; ++i) {
        std::vector<ClassIndex> label;
        for (int k = 0; k < classes; ++k) {
            out.probabilities.push_back(static_cast<float>(random() % steps) / static_cast<float>(steps - 1));
            if (k % 4 != 3 && random() % 3 == 0) // every fourth class never occurs
                label.push_back(k);
        }
        out.labels.emplace_back(LabelSet(label));
    }
    auto table = ThresholdTable::create(std::span<const float>(out.probabilities), classes, out.labels);
    if (!table)
        qFatal("%s", qPrintable(table.error().message));
    out.table = *table;
    return out;
}

Thresholds randomThresholds(std::mt19937& random, int classes)
{
    Thresholds out;
    for (int k = 0; k < classes; ++k)
        out.push_back(static_cast<double>(random() % 9) / 8);
    return out;
}

std::vector<LabelObjective> objectives(std::mt19937& random, int classes)
{
    const auto target = static_cast<ClassIndex>(random() % static_cast<unsigned>(classes));
    const double bound = static_cast<double>(random() % 5) / 4;
    return {{LabelObjectiveKind::MicroF1},
            {LabelObjectiveKind::MacroF1},
            {LabelObjectiveKind::ExactMatch},
            {LabelObjectiveKind::SamplesF1},
            {LabelObjectiveKind::PrecisionAtRecall, target, bound},
            {LabelObjectiveKind::RecallAtPrecision, target, bound}};
}

/// Counted anew by MultiLabelScore, each row as often as its weight says.
MultiLabelMetrics metricsOf(const Set& set, const Thresholds& thresholds,
                            const std::vector<int>& weights = {})
{
    MultiLabelScore score(set.classes);
    for (std::size_t i = 0; i < set.table.rows(); ++i) {
        for (int copy = 0; copy < (weights.empty() ? 1 : weights[i]); ++copy)
            score.add(*set.labels[i], set.table.decide(i, thresholds));
    }
    return score.metrics();
}

std::vector<double> positions(const ThresholdSweep& sweep)
{
    std::vector<double> out{0, 0.5, 1};
    for (std::size_t i = 0; i < sweep.intervals(); ++i) {
        out.push_back(sweep.upTo(i));
        out.push_back(std::nextafter(sweep.below(i), 2.0));
    }
    return out;
}

} // namespace

void TstTuningThresholds::tableHoldsWhatItWasGiven()
{
    const std::vector<double> rows{0.1, 0.9, 0.5, 0.5, 1 + 1e-7, -1e-7};
    const std::vector<std::optional<LabelSet>> labels{LabelSet{1}, std::nullopt, LabelSet{}};
    const auto table = ThresholdTable::create(std::span(rows), 2, labels, std::vector<int>{4, 5, 6});
    QVERIFY_RESULT(table);
    QCOMPARE(table->rows(), std::size_t(2));
    QCOMPARE(table->sourceRow(1), std::size_t(2));
    QCOMPARE(table->groups()[1], 6);
    QVERIFY(table->label(0) == LabelSet{1});
    QVERIFY(table->label(1).empty());
    QCOMPARE(table->support(1), qint64(1));
    QCOMPARE(table->column(0)[1], 1.0);
    QCOMPARE(table->column(1)[1], 0.0);
    QVERIFY(table->decide(0, {0.1, 0.91}) == LabelSet{0}); // at the threshold is decided
    QVERIFY(table->decide(0, {0.11, 0.9}) == LabelSet{1});
}

void TstTuningThresholds::rejectsWhatMakesNoSense()
{
    const auto refused = [](const std::vector<double>& rows, int classes,
                            const std::vector<std::optional<LabelSet>>& labels,
                            const std::vector<int>& groups = {}) {
        const auto table = ThresholdTable::create(std::span<const double>(rows), classes, labels, groups);
        return !table && table.error().code == ErrorCode::InvalidArgument;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!refused({0.5, 0.5}, 2, {LabelSet{0}}));
    QVERIFY(refused({0.5}, 2, {LabelSet{0}}));
    QVERIFY(refused({0.5, 0.5}, 0, {LabelSet{0}}));
    QVERIFY(refused({0.5, nan}, 2, {LabelSet{0}}));
    QVERIFY(refused({0.5, 1.01}, 2, {LabelSet{0}}));
    QVERIFY(refused({0.5, 0.5}, 2, {LabelSet{2}}));
    QVERIFY(refused({0.5, 0.5}, 2, {LabelSet{0}}, {1, 2}));
    QVERIFY(!LabelObjective{LabelObjectiveKind::PrecisionAtRecall}.check(3));
    QVERIFY(!(LabelObjective{LabelObjectiveKind::RecallAtPrecision, 1, nan}.check(3)));
    QVERIFY((LabelObjective{LabelObjectiveKind::RecallAtPrecision, 1, 1}.check(3)));
    QVERIFY(LabelObjective{LabelObjectiveKind::MacroF1}.check(3));
}

void TstTuningThresholds::everyThresholdEqualsBruteForce()
{
    std::mt19937 random(1);
    for (int round = 0; round < 800; ++round) {
        const int classes = 1 + static_cast<int>(random() % 6);
        const Set set = randomSet(random, static_cast<int>(random() % 20), classes);
        const Thresholds thresholds = randomThresholds(random, classes);
        const auto all = objectives(random, classes);
        const LabelObjective& objective = all[static_cast<std::size_t>(round) % all.size()];
        const auto k = static_cast<ClassIndex>(random() % static_cast<unsigned>(classes));
        const auto own = static_cast<std::size_t>(k);
        const ThresholdState state(set.table, objective, thresholds);
        const ThresholdSweep sweep(set.table, state, k, thresholds[own]);
        for (const double at : positions(sweep)) {
            Thresholds moved = thresholds;
            moved[own] = at;
            const MultiLabelMetrics metrics = metricsOf(set, moved);
            const double expected = objective.value(metrics);
            if (objective.kind == LabelObjectiveKind::MacroF1)
                COMPARE_NEAR(sweep.valueAt(at), expected, 1e-14);
            else
                QVERIFY(sweep.valueAt(at) == expected ||
                        (std::isnan(expected) && std::isnan(sweep.valueAt(at))));
            QCOMPARE(static_cast<qint64>(sweep.crossedAt(at)), metrics.perClass[own].predicted);
            QVERIFY(sweep.bestF1() >= metrics.perClass[own].f1);
        }
    }
}

void TstTuningThresholds::weightsCountAsCopies()
{
    std::mt19937 random(2);
    for (int round = 0; round < 300; ++round) {
        const int classes = 1 + static_cast<int>(random() % 4);
        const Set set = randomSet(random, 1 + static_cast<int>(random() % 15), classes);
        const Thresholds thresholds = randomThresholds(random, classes);
        std::vector<int> weights;
        for (std::size_t i = 0; i < set.table.rows(); ++i)
            weights.push_back(static_cast<int>(random() % 3));
        for (const LabelObjective& objective : objectives(random, classes)) {
            const ThresholdState state(set.table, objective, thresholds, weights);
            const ThresholdSweep sweep(set.table, state, 0, thresholds[0], weights);
            for (const double at : positions(sweep)) {
                Thresholds moved = thresholds;
                moved[0] = at;
                const double expected = objective.value(metricsOf(set, moved, weights));
                COMPARE_NEAR(sweep.valueAt(at), expected, 1e-14);
            }
        }
    }
}

void TstTuningThresholds::bestPlateauIsTheWidest()
{
    std::mt19937 random(3);
    for (int round = 0; round < 1000; ++round) {
        const int classes = 1 + static_cast<int>(random() % 4);
        const Set set = randomSet(random, 1 + static_cast<int>(random() % 15), classes);
        const auto all = objectives(random, classes);
        const LabelObjective& objective = all[random() % all.size()];
        const ThresholdState state(set.table, objective, Thresholds(static_cast<std::size_t>(classes), 0.5));
        const ThresholdSweep sweep(set.table, state, 0, 0.5);
        double most = sweep.value(0);
        for (std::size_t i = 0; i < sweep.intervals(); ++i)
            most = std::max(most, sweep.value(i));
        const ThresholdPlateau best = sweep.best();
        QVERIFY(best.value == most);
        QVERIFY(best.contains(best.centre));
        QVERIFY(best.centre >= 0);
        QVERIFY(sweep.valueAt(best.centre) == most);
        QVERIFY(sweep.valueAt(best.upTo) == most);
        QVERIFY(sweep.valueAt(std::nextafter(best.above, 2.0)) == most);
        QVERIFY(best.above < 0 || sweep.valueAt(best.above) != most);
        QVERIFY(best.upTo >= 1 || sweep.valueAt(std::nextafter(best.upTo, 2.0)) != most);
        for (std::size_t i = 0; i < sweep.intervals(); ++i)
            QVERIFY(sweep.value(i) != most || sweep.upTo(i) - sweep.below(i) <= best.width());
    }
}

void TstTuningThresholds::searchEndsWhereNoClassImproves()
{
    std::mt19937 random(4);
    int improved = 0;
    for (int round = 0; round < 300; ++round) {
        const int classes = 1 + static_cast<int>(random() % 4);
        const Set set = randomSet(random, 1 + static_cast<int>(random() % 20), classes);
        const auto all = objectives(random, classes);
        const LabelObjective& objective = all[random() % all.size()];
        const auto found = searchThresholds(set.table, objective, {});
        QVERIFY_RESULT(found);
        QVERIFY(found->settled);
        COMPARE_NEAR(found->after, objective.value(metricsOf(set, found->thresholds)), 1e-13);
        QVERIFY(found->after >= found->before);
        improved += found->after > found->before ? 1 : 0;
        for (int k = 0; k < classes; ++k) {
            for (const double cut : set.table.column(k)) {
                for (const double at : {cut, std::nextafter(cut, 2.0)}) {
                    Thresholds moved = found->thresholds;
                    moved[static_cast<std::size_t>(k)] = at;
                    QVERIFY(objective.value(metricsOf(set, moved)) <= found->after + 1e-11);
                }
            }
        }
    }
    QVERIFY(improved > 150);
    const CancelToken cancelled;
    cancelled.cancel();
    const auto none = searchThresholds(randomSet(random, 5, 2).table, {}, cancelled);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Cancelled);
}

void TstTuningThresholds::macroNeedsOneRound()
{
    std::mt19937 random(5);
    for (int round = 0; round < 100; ++round) {
        const Set set = randomSet(random, 30, 5);
        const LabelObjective objective{LabelObjectiveKind::MacroF1};
        const auto found = searchThresholds(set.table, objective, {});
        double sum = 0;
        for (int k = 0; k < 5; ++k) {
            const ThresholdState state(set.table, objective, Thresholds(5, 0.5));
            sum += ThresholdSweep(set.table, state, k, 0.5).bestF1();
        }
        COMPARE_NEAR(found->after, sum / 5, 1e-14); // each class by itself
        COMPARE_NEAR(searchThresholds(set.table, objective, {}, {}, {}, 1)->after, found->after, 1e-14);
    }
}

void TstTuningThresholds::halfOfTheBestF1()
{
    // Calibrated by construction: a row is positive as often as it says.
    std::mt19937_64 random(6);
    std::uniform_real_distribution<double> uniform;
    std::vector<double> probabilities;
    std::vector<std::optional<LabelSet>> labels;
    for (int i = 0; i < 40'000; ++i) {
        probabilities.push_back(std::pow(uniform(random), 3));
        labels.emplace_back(uniform(random) < probabilities.back() ? LabelSet{0} : LabelSet{});
    }
    const auto table = ThresholdTable::create(std::span<const double>(probabilities), 1, labels);
    const ThresholdState state(*table, {LabelObjectiveKind::MacroF1}, {0.5});
    const ThresholdSweep sweep(*table, state, 0, 0.5);
    COMPARE_NEAR(sweep.best().centre, sweep.bestF1() / 2, 0.03);
}

void TstTuningThresholds::nothingToSweep()
{
    std::mt19937 random(7);
    const Set empty = randomSet(random, 0, 2);
    const ThresholdState state(empty.table, {}, {0.5, 0.5});
    const ThresholdSweep sweep(empty.table, state, 1, 0.5);
    QCOMPARE(sweep.intervals(), std::size_t(1));
    QVERIFY(std::isnan(sweep.valueAt(0.5)));
    QCOMPARE(sweep.best().centre, 0.5);
    QVERIFY(searchThresholds(empty.table, {}, {})->settled);
}

namespace {

/// Rows whose classes are positive with the probability p^power that the model should have said.
ThresholdTable skewed(int rows, double power, unsigned seed, bool noise)
{
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform;
    std::vector<double> probabilities;
    std::vector<std::optional<LabelSet>> labels;
    for (int i = 0; i < rows; ++i) {
        std::vector<ClassIndex> label;
        for (int k = 0; k < 4; ++k) {
            const double p = uniform(random);
            probabilities.push_back(p);
            if (noise ? uniform(random) < 0.3 : uniform(random) < std::pow(p, power))
                label.push_back(k);
        }
        labels.emplace_back(LabelSet(label));
    }
    return *ThresholdTable::create(std::span<const double>(probabilities), 4, labels);
}

} // namespace

void TstTuningThresholds::noiseIsNotWorthIt()
{
    // Whether a class is labelled does not depend on its probability; exact match gains from chance alone.
    int kept = 0;
    for (unsigned seed = 1; seed <= 8; ++seed) {
        ThresholdCrossFitOptions options;
        options.repeats = 2;
        options.rounds = 100;
        options.seed = seed;
        const ThresholdTable table = skewed(200, 1, seed, true);
        const auto fit =
            crossFitThresholds(table, {LabelObjectiveKind::PrecisionAtRecall, 1, 0}, options, {});
        QVERIFY_RESULT(fit);
        QVERIFY(fit->rawInSample > 0);
        QVERIFY(fit->perClass.heldOut < fit->rawInSample);
        kept += fit->advice == Advice::Keep ? 1 : 0;
    }
    QVERIFY(kept <= 2);
}

void TstTuningThresholds::aWrongThresholdIsFound()
{
    const ThresholdTable table = skewed(2000, 3, 1, false);
    ThresholdCrossFitOptions options;
    options.repeats = 2;
    options.rounds = 100;
    const LabelObjective objective{LabelObjectiveKind::ExactMatch};
    const auto fit = crossFitThresholds(table, objective, options, {});
    QVERIFY_RESULT(fit);
    // Right is p^3 >= 0.5, so every class wants the same 0.79.
    COMPARE_NEAR(fit->commonThreshold, std::cbrt(0.5), 0.05);
    QVERIFY(fit->common.interval.low > 0.02);
    QVERIFY(fit->advice != Advice::NotWorthIt);
    const ThresholdTable other = skewed(20'000, 3, 2, false);
    const auto gain = [&](const Thresholds& thresholds) {
        return ThresholdState(other, objective, thresholds).value() -
               ThresholdState(other, objective, Thresholds(4, 0.5)).value();
    };
    COMPARE_NEAR(gain(fit->thresholds), fit->perClass.heldOut, 0.03);
    COMPARE_NEAR(gain(Thresholds(4, fit->commonThreshold)), fit->common.heldOut, 0.03);
    QVERIFY(fit->perClass.interval.low <= fit->perClass.heldOut);
    QVERIFY(fit->perClass.heldOut <= fit->perClass.interval.high);
    QCOMPARE(fit->thresholds, shrunk(fit->rawThresholds, table, {}, fit->shrinkage));
    QCOMPARE(shrunk({0.9, 0.1, 0.5, 0.9}, table, {}, 1e12)[0] < 0.501, true);
}

void TstTuningThresholds::crossFitRejectsWhatMakesNoSense()
{
    const ThresholdTable table = skewed(10, 1, 3, false);
    const auto code = [&](const ThresholdCrossFitOptions& options, const LabelObjective& objective = {}) {
        const auto fit = crossFitThresholds(table, objective, options, {});
        return fit ? ErrorCode::Internal : fit.error().code;
    };
    QCOMPARE(code({.folds = 1}), ErrorCode::InvalidArgument);
    QCOMPARE(code({.folds = 11}), ErrorCode::InvalidArgument);
    QCOMPARE(code({.repeats = 1}), ErrorCode::InvalidArgument);
    QCOMPARE(code({.shrinkage = {3, 1}}), ErrorCode::InvalidArgument);
    QCOMPARE(code({}, {LabelObjectiveKind::PrecisionAtRecall, 9, 0.5}), ErrorCode::InvalidArgument);
    const CancelToken cancelled;
    cancelled.cancel();
    QCOMPARE(crossFitThresholds(table, {}, {}, cancelled).error().code, ErrorCode::Cancelled);
}

BADCASE_REGISTER_TEST(TstTuningThresholds)
#include "tst_tuning_thresholds.moc"
