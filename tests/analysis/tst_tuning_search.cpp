// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/cross_fit.h"
#include "inference/analysis/tuning/curve_band.h"
#include "inference/analysis/tuning/folds.h"
#include "tests/analysis/reference_data.h"
#include "tests/analysis/tuning_cases.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <numeric>
#include <set>

using namespace badcase;
using namespace badcase::analysis;

class TstTuningSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void endsWhereNoClassImproves();
    void rowsOfWeightZeroAreNotSeen();
    void cancelReturnsNothing();
    void priorOffsetsByDefinition();
    void priorCurveEqualsBruteForce();
    void temperatureScalesOffsets();
    void foldsAreStratified();
    void groupsStayTogether();
    void weightsAreWhatTheySay();
    void bandIsRepeatable();
    void bandHoldsWhatIsCertain();
    void noiseIsNotWorthIt();
    void aWrongPriorIsFound();
    void heldOutRowsDoNotShapeTheirRules();
    void rejectsWhatMakesNoSense();
};

namespace {

double valueOf(const DecisionTable& table, const Objective& objective, const Offsets& offsets)
{
    return objective.value(
        ConfusionCounts::fromColumns(table.labels(), test::decidedAll(table, offsets), table.classes()));
}

struct Model {
    int classes = 8;
    double skill = 2;       ///< how much the logit of the true class is raised
    double priorWeight = 0; ///< how much of the log prior the logits hold
    double imbalance = 0.5; ///< each class occurs this times as often as the one before
};

/// Rows of a model whose logits are noise, the truth and its idea of the prior.
DecisionTable drawn(const Model& model, int rows, quint64 seed, std::vector<int> groups = {})
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> noise;
    std::vector<double> share;
    for (int k = 0; k < model.classes; ++k)
        share.push_back(std::pow(model.imbalance, k));
    std::discrete_distribution<int> label(share.begin(), share.end());
    std::vector<ClassIndex> labels;
    std::vector<double> probabilities;
    for (int i = 0; i < rows; ++i) {
        labels.push_back(label(random));
        std::vector<double> row;
        double sum = 0;
        for (int k = 0; k < model.classes; ++k) {
            const double logit = noise(random) + (k == labels.back() ? model.skill : 0.0) +
                                 model.priorWeight * std::log(share[static_cast<std::size_t>(k)]);
            sum += row.emplace_back(std::exp(logit));
        }
        for (const double p : row)
            probabilities.push_back(p / sum);
    }
    auto table =
        DecisionTable::create(std::span<const double>(probabilities), model.classes, {labels, groups, {}}, 1);
    if (!table)
        qFatal("%s", qPrintable(table.error().message));
    return *table;
}

Objective macroF1(int classes)
{
    return *Objective::create({ObjectiveKind::MacroF1}, classes);
}

} // namespace

void TstTuningSearch::endsWhereNoClassImproves()
{
    std::mt19937 random(1);
    int improved = 0;
    for (int round = 0; round < 400; ++round) {
        const int classes = 1 + static_cast<int>(random() % 5);
        const auto set = test::tuningCase(random, 1 + static_cast<int>(random() % 25), classes);
        const auto objectives = test::allObjectives(random, classes, set.parentOf);
        const Objective& objective = objectives[random() % objectives.size()];
        SearchOptions options;
        options.bound = toLogUnits(3);
        options.threads = 1;
        const auto found = searchOffsets(set.table, objective, options, {});
        QVERIFY_RESULT(found);
        QVERIFY(found->settled);
        COMPARE_NEAR(found->before, valueOf(set.table, objective, Offsets(static_cast<std::size_t>(classes))),
                     1e-12);
        COMPARE_NEAR(found->after, valueOf(set.table, objective, found->offsets), 1e-11);
        QVERIFY(found->after >= found->before);
        improved += found->after > found->before ? 1 : 0;
        for (int k = 0; k < classes; ++k) {
            Offsets offsets = found->offsets;
            auto& own = offsets[static_cast<std::size_t>(k)];
            QVERIFY(std::abs(own) <= options.bound);
            // Every cut of the class, found without a sweep: where the row goes over to it.
            const RankedRows rows(set.table, found->offsets, 1);
            for (std::size_t i = 0; i < set.table.rows(); ++i) {
                const LogUnits cut = rows.crossing(i, k).from;
                for (const qint64 at : {qint64(cut) - 1, qint64(cut)}) {
                    if (std::abs(at) > options.bound)
                        continue;
                    own = static_cast<LogUnits>(at);
                    QVERIFY(valueOf(set.table, objective, offsets) <= found->after + 1e-11);
                }
            }
        }
    }
    QVERIFY(improved > 200);
}

void TstTuningSearch::rowsOfWeightZeroAreNotSeen()
{
    std::mt19937 random(2);
    for (int round = 0; round < 50; ++round) {
        const auto set = test::tuningCase(random, 60, 4);
        std::vector<int> weights;
        std::vector<ClassIndex> labels = set.labels;
        for (ClassIndex& label : labels) {
            weights.push_back(static_cast<int>(random() % 2));
            if (weights.back() == 0)
                label = kNoClass;
        }
        const auto part =
            DecisionTable::create(std::span<const float>(set.probabilities), 4, {labels, {}, set.parentOf});
        const auto objective = Objective::create({ObjectiveKind::MeanF1}, 4, set.parentOf);
        const auto all = searchOffsets(set.table, *objective, {}, {}, {}, weights);
        const auto some = searchOffsets(*part, *objective, {}, {});
        QVERIFY_RESULT(all);
        QVERIFY_RESULT(some);
        QCOMPARE(all->offsets, some->offsets);
        QVERIFY(all->after == some->after);
    }
}

void TstTuningSearch::cancelReturnsNothing()
{
    const DecisionTable table = drawn({}, 300, 3);
    const CancelToken cancel;
    int calls = 0;
    const auto result = searchOffsets(table, macroF1(8), {}, cancel, {}, {}, [&](const Progress& progress) {
        QCOMPARE(progress.total, qint64(8));
        if (++calls == 3)
            cancel.cancel();
    });
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QCOMPARE(calls, 3);
    QVERIFY(!crossFit(table, macroF1(8), {}, cancel));
    QVERIFY(!priorCurve(table, macroF1(8), {std::vector<qint64>(8, 1)}, priorGrid(), cancel));
    QVERIFY(!curveBand(RankedRows(table), macroF1(8), 0, {}, {}, {}, cancel));
}

void TstTuningSearch::priorOffsetsByDefinition()
{
    const ClassPrior prior{{1000, 100, 1, 0}, 50};
    QCOMPARE(priorOffsets(prior, 0), Offsets(4));
    const Offsets half = priorOffsets(prior, 0.5);
    QCOMPARE(half, (Offsets{0, toLogUnits(std::log(10) / 2), toLogUnits(std::log(1000) / 2),
                            toLogUnits(std::log(1000) / 2)})); // never counts as once
    for (const LogUnits offset : priorOffsets(prior, 1e-3)) // the slider does not jump where it begins
        QVERIFY(offset < toLogUnits(0.01));
    const Offsets full = priorOffsets(prior, 1);
    QCOMPARE(full[1], toLogUnits(std::log(10)));
    QCOMPARE(full[2], toLogUnits(std::log(50))); // capped
    QCOMPARE(priorOffsets({{0, 0}, 50}, 1), Offsets(2));
    QCOMPARE(priorGrid(4, 1.5), (std::vector<double>{0, 0.5, 1, 1.5}));
}

void TstTuningSearch::priorCurveEqualsBruteForce()
{
    std::mt19937 random(4);
    for (int round = 0; round < 200; ++round) {
        const int classes = 1 + static_cast<int>(random() % 6);
        const auto set = test::tuningCase(random, static_cast<int>(random() % 40), classes);
        const auto objectives = test::allObjectives(random, classes, set.parentOf);
        const Objective& objective = objectives[random() % objectives.size()];
        ClassPrior prior;
        for (int k = 0; k < classes; ++k)
            prior.counts.push_back(static_cast<qint64>(random() % 200));
        std::vector<double> taus = priorGrid(9, 2);
        if (random() % 2 == 0)
            taus.erase(taus.begin()); // a grid need not begin with the model's own decisions
        const auto curve = priorCurve(set.table, objective, prior, taus, {}, {}, 1 + round % 2);
        QVERIFY_RESULT(curve);
        QCOMPARE(curve->values.size(), taus.size());
        for (std::size_t i = 0; i < taus.size(); ++i) {
            const double expected = valueOf(set.table, objective, priorOffsets(prior, taus[i]));
            COMPARE_NEAR(curve->values[i], expected, 1e-13 * (1 + std::abs(expected)));
            QVERIFY(std::isnan(expected) || curve->values[i] <= curve->values[curve->best]);
            QVERIFY(i >= curve->best || curve->values[i] < curve->values[curve->best]);
        }
    }
}

void TstTuningSearch::temperatureScalesOffsets()
{
    // argmax(log p / T + b) in doubles, against the table with the offsets for that temperature.
    const DecisionTable table = drawn({}, 500, 5);
    Offsets offsets;
    for (int k = 0; k < 8; ++k)
        offsets.push_back(toLogUnits(0.3 * k - 1));
    for (const double temperature : {0.5, 1.0, 2.5}) {
        const auto decisions = table.decide(atTemperature(offsets, temperature));
        for (std::size_t i = 0; i < table.rows(); ++i) {
            std::vector<double> sums;
            for (int k = 0; k < 8; ++k)
                sums.push_back(toNats(table.at(i, k)) / temperature +
                               toNats(offsets[static_cast<std::size_t>(k)]));
            QCOMPARE(decisions[i], static_cast<ClassIndex>(std::ranges::max_element(sums) - sums.begin()));
        }
    }
}

void TstTuningSearch::foldsAreStratified()
{
    const DecisionTable table = drawn({}, 1003, 6);
    const auto folds = assignFolds(table.labels(), table.groups(), 5, 1);
    QCOMPARE(folds, assignFolds(table.labels(), table.groups(), 5, 1));
    QVERIFY(folds != assignFolds(table.labels(), table.groups(), 5, 2));
    std::vector<std::vector<int>> counts(5, std::vector<int>(8));
    std::vector<int> sizes(5);
    for (std::size_t i = 0; i < folds.size(); ++i) {
        ++counts[static_cast<std::size_t>(folds[i])][static_cast<std::size_t>(table.label(i))];
        ++sizes[static_cast<std::size_t>(folds[i])];
    }
    for (std::size_t k = 0; k < 8; ++k) {
        const auto [least, most] = std::minmax_element(
            counts.begin(), counts.end(), [k](const auto& a, const auto& b) { return a[k] < b[k]; });
        QVERIFY((*most)[k] - (*least)[k] <= 1);
    }
    QVERIFY(std::ranges::max(sizes) - std::ranges::min(sizes) <= 1);
}

void TstTuningSearch::groupsStayTogether()
{
    std::mt19937 random(7);
    std::vector<int> groups(2000);
    for (int& group : groups)
        group = static_cast<int>(random() % 300) * 1000 - 7;
    const DecisionTable table = drawn({.imbalance = 0.9}, 2000, 7, groups);
    const auto folds = assignFolds(table.labels(), table.groups(), 4, 3);
    std::map<int, std::set<int>> foldsOf;
    std::vector<int> sizes(4);
    for (std::size_t i = 0; i < folds.size(); ++i) {
        foldsOf[table.groups()[i]].insert(folds[i]);
        ++sizes[static_cast<std::size_t>(folds[i])];
    }
    for (const auto& [group, in] : foldsOf)
        QCOMPARE(in.size(), std::size_t(1));
    QVERIFY(std::ranges::min(sizes) > 450);
}

void TstTuningSearch::weightsAreWhatTheySay()
{
    const DecisionTable table = drawn({}, 20'000, 8);
    const auto stratified = stratifiedWeights(table.labels(), 1);
    std::vector<qint64> drawnOf(8);
    for (std::size_t i = 0; i < stratified.size(); ++i)
        drawnOf[static_cast<std::size_t>(table.label(i))] += stratified[i];
    QCOMPARE(drawnOf, table.support());
    const auto poisson = poissonWeights(200'000, 1);
    QCOMPARE(poisson, poissonWeights(200'000, 1));
    QVERIFY(poisson != poissonWeights(200'000, 2));
    double term = std::exp(-1.0);
    for (int n = 0; n < 6; ++n) {
        const auto share = static_cast<double>(std::ranges::count(poisson, n)) / 200'000;
        COMPARE_NEAR(share, term, 5 * std::sqrt(term / 200'000));
        term /= n + 1;
    }
}

void TstTuningSearch::bandIsRepeatable()
{
    const DecisionTable table = drawn({}, 400, 9);
    const RankedRows rows(table);
    std::vector<LogUnits> positions;
    for (int i = -20; i <= 20; ++i)
        positions.push_back(i * kNat / 5);
    BandOptions options;
    options.threads = 1;
    const auto one = curveBand(rows, macroF1(8), 2, {-4 * kNat, 4 * kNat}, positions, options, {});
    options.threads = 3;
    const auto other = curveBand(rows, macroF1(8), 2, {-4 * kNat, 4 * kNat}, positions, options, {});
    QVERIFY_RESULT(one);
    QVERIFY_RESULT(other);
    QVERIFY(one->values == other->values);
    QVERIFY(one->best == other->best);
    QVERIFY(one->bestOffset == other->bestOffset);
    options.seed = 2;
    QVERIFY(curveBand(rows, macroF1(8), 2, {-4 * kNat, 4 * kNat}, positions, options, {})->values !=
            one->values);
    QCOMPARE(one->best.size(), std::size_t(200));
    const OffsetSweep sweep(rows, ObjectiveState(macroF1(8), table.labels(), rows.decisions()), 2);
    int inside = 0;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const double value = sweep.valueAt(positions[i]);
        inside += one->values[i].low <= value && value <= one->values[i].high ? 1 : 0;
        QVERIFY(one->values[i].high - one->values[i].low < 0.3);
    }
    QVERIFY(inside > 35); // a curve lies within the band of its own resamplings nearly everywhere
}

void TstTuningSearch::bandHoldsWhatIsCertain()
{
    // Every row alike: accuracy is 1 or 0, whatever is drawn.
    const std::vector<double> row{0.6, 0.4};
    std::vector<double> rows;
    for (int i = 0; i < 30; ++i)
        rows.insert(rows.end(), row.begin(), row.end());
    const auto table =
        DecisionTable::create(std::span<const double>(rows), 2, {std::vector<ClassIndex>(30, 0)});
    const auto accuracy = Objective::create({ObjectiveKind::Accuracy}, 2);
    const std::vector<LogUnits> positions{-kNat, kNat};
    const auto band = curveBand(RankedRows(*table), *accuracy, 1, {}, positions, {}, {});
    QVERIFY_RESULT(band);
    QVERIFY(band->values[0] == (Interval{1, 1}));
    QVERIFY(band->values[1] == (Interval{0, 0}));
    QVERIFY(band->bestOffset.low == band->bestOffset.high);
}

void TstTuningSearch::noiseIsNotWorthIt()
{
    // Logits without skill or prior: whatever offsets gain here they gain from chance.
    CrossFitOptions options;
    options.repeats = 2;
    options.rounds = 200;
    options.taus = {0};
    int kept = 0;
    double inSample = 0;
    double heldOut = 0;
    for (quint64 seed = 1; seed <= 10; ++seed) {
        const DecisionTable table = drawn({.skill = 0, .imbalance = 1}, 400, seed);
        const auto fit = crossFit(table, macroF1(8), options, {});
        QVERIFY_RESULT(fit);
        QVERIFY(fit->perClass.heldOut < fit->rawInSample);
        inSample += fit->rawInSample / 10;
        heldOut += fit->perClass.heldOut / 10;
        kept += fit->advice == Advice::NotWorthIt ? 0 : 1;
        QCOMPARE(fit->tau.heldOut, 0.0);
        QVERIFY(fit->tau.interval == (Interval{0, 0}));
    }
    QVERIFY2(inSample > 0.015 && std::abs(heldOut) < inSample / 2,
             qPrintable(QStringLiteral("%1 in sample, %2 held out").arg(inSample).arg(heldOut)));
    QVERIFY(kept <= 2);
}

void TstTuningSearch::aWrongPriorIsFound()
{
    CrossFitOptions options;
    options.repeats = 2;
    options.rounds = 200;
    // The model holds its prior twice over; macro F1 wants the tail back, and one tau gives it.
    const DecisionTable table = drawn({.skill = 3, .priorWeight = 2, .imbalance = 0.7}, 3000, 11);
    const auto fit = crossFit(table, macroF1(8), options, {});
    QVERIFY_RESULT(fit);
    QVERIFY(fit->tauChosen > 0.5);
    QVERIFY(fit->tau.interval.low > 0.02);
    QVERIFY(fit->advice != Advice::NotWorthIt);
    QVERIFY(fit->perClass.interval.low <= fit->perClass.heldOut &&
            fit->perClass.heldOut <= fit->perClass.interval.high);
    COMPARE_NEAR(fit->perClass.heldOut - fit->tau.heldOut, fit->overTau.heldOut, 1e-12);
    // What is handed out is what is said of it.
    COMPARE_NEAR(valueOf(table, macroF1(8), fit->offsets) - fit->base, fit->perClass.inSample, 1e-12);
    COMPARE_NEAR(valueOf(table, macroF1(8), fit->tauOffsets) - fit->base, fit->tau.inSample, 1e-12);
    QCOMPARE(fit->offsets, shrunk(fit->rawOffsets, table.support(), fit->shrinkage));
    // And holds on a set that nobody has seen.
    const DecisionTable other = drawn({.skill = 3, .priorWeight = 2, .imbalance = 0.7}, 30'000, 12);
    const double gain = valueOf(other, macroF1(8), fit->offsets) - valueOf(other, macroF1(8), Offsets(8));
    QVERIFY(std::abs(gain - fit->perClass.heldOut) < 0.02);
    const auto again = crossFit(table, macroF1(8), options, {});
    QVERIFY(again->perClass.interval == fit->perClass.interval);
    QCOMPARE(again->offsets, fit->offsets);
}

void TstTuningSearch::heldOutRowsDoNotShapeTheirRules()
{
    // Each row has a twin with the same probabilities and another label. Who tunes on one and scores on the
    // other learns the wrong thing; twins in one group are never parted, so the gain cannot become worse than
    // chance.
    std::mt19937 random(13);
    std::vector<double> probabilities;
    std::vector<ClassIndex> labels;
    std::vector<int> groups;
    for (int i = 0; i < 300; ++i) {
        const double p = static_cast<double>(random() % 1000 + 1) / 1002;
        for (int twin = 0; twin < 2; ++twin) {
            probabilities.insert(probabilities.end(), {p, 1 - p});
            labels.push_back(twin);
            groups.push_back(i);
        }
    }
    const auto objective = Objective::create({ObjectiveKind::Accuracy}, 2);
    const auto together =
        DecisionTable::create(std::span<const double>(probabilities), 2, {labels, groups, {}});
    const auto fit = crossFit(*together, *objective, {}, {});
    QVERIFY_RESULT(fit);
    COMPARE_NEAR(fit->base, 0.5, 1e-15);
    COMPARE_NEAR(fit->perClass.heldOut, 0.0, 1e-15); // accuracy is one half at every offset
    COMPARE_NEAR(fit->perClass.inSample, 0.0, 1e-15);
    QVERIFY(fit->advice == Advice::NotWorthIt);
}

void TstTuningSearch::rejectsWhatMakesNoSense()
{
    const DecisionTable table = drawn({}, 20, 14);
    const auto refused = [&](const CrossFitOptions& options) {
        const auto fit = crossFit(table, macroF1(8), options, {});
        return !fit && fit.error().code == ErrorCode::InvalidArgument;
    };
    QVERIFY(refused({.folds = 1}));
    QVERIFY(refused({.folds = 21}));
    QVERIFY(refused({.repeats = 1}));
    QVERIFY(refused({.confidence = 1}));
    QVERIFY(refused({.rounds = 0}));
    QVERIFY(refused({.shrinkage = {}}));
    QVERIFY(refused({.shrinkage = {10, 0}}));
    QVERIFY(refused({.taus = {}}));
    QVERIFY(refused({.taus = {1, 0}}));
    QVERIFY(refused({.cap = 0.5}));
    QVERIFY(refused({.priorCounts = {1, 2}}));
    QVERIFY(!refused({.folds = 20}));
}

BADCASE_REGISTER_TEST(TstTuningSearch)
#include "tst_tuning_search.moc"
