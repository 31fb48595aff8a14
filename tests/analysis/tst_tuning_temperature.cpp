// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/classification_score.h"
#include "inference/analysis/tuning/temperature.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstTuningTemperature : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void atOneItIsTheScore();
    void lossByDefinition();
    void equalMassByHand();
    void findsTheTemperature();
    void threadsChangeNothing();
    void rejectsWhatMakesNoSense();
};

namespace {

struct Set {
    std::vector<double> probabilities;
    std::vector<ClassIndex> labels;
    DecisionTable table;
};

/// Labels are drawn from the rows with probabilities p^(1/truth): that temperature is the right one.
Set drawn(int rows, int classes, double truth, unsigned seed)
{
    Set out;
    std::mt19937_64 random(seed);
    std::normal_distribution<double> noise(0, 2);
    for (int i = 0; i < rows; ++i) {
        std::vector<double> logits;
        std::vector<double> right;
        double sum = 0;
        for (int k = 0; k < classes; ++k) {
            logits.push_back(noise(random));
            right.push_back(std::exp(logits.back() / truth));
            sum += std::exp(logits.back());
        }
        for (const double logit : logits)
            out.probabilities.push_back(std::exp(logit) / sum);
        out.labels.push_back(std::discrete_distribution<int>(right.begin(), right.end())(random));
    }
    out.table = *DecisionTable::create(std::span<const double>(out.probabilities), classes, {out.labels});
    return out;
}

} // namespace

void TstTuningTemperature::atOneItIsTheScore()
{
    const Set set = drawn(2000, 6, 1.5, 1);
    std::vector<ClassInfo> classes;
    for (int k = 0; k < 6; ++k)
        classes.push_back({QStringLiteral("c%1").arg(k)});
    const Schema schema = *Schema::create(Task::Classification, classes);
    ClassificationScore score(schema);
    for (std::size_t i = 0; i < set.labels.size(); ++i)
        score.add(*scoredSample(std::span<const double>(set.probabilities).subspan(i * 6, 6), set.labels[i],
                                schema));
    const double one = 1;
    const ProbabilityFit fit = probabilityFit(set.table, {&one, 1});
    // A logarithm is kept to 3e-8, and with it a probability.
    COMPARE_NEAR(fit.logLoss, score.leaves().logLoss(), 1e-7);
    COMPARE_NEAR(fit.equalWidth, score.leaves().expectedCalibrationError(), 1e-6);
    COMPARE_NEAR(logLossAt(set.table, 1), fit.logLoss, 1e-12);
}

void TstTuningTemperature::lossByDefinition()
{
    const Set set = drawn(200, 5, 1, 2);
    for (const double temperature : {0.3, 1.0, 4.0}) {
        double loss = 0;
        double classwise = 0;
        std::vector<double> gap(5 * 15);
        for (std::size_t i = 0; i < 200; ++i) {
            double sum = 0;
            for (std::size_t k = 0; k < 5; ++k)
                sum += std::pow(set.probabilities[i * 5 + k], 1 / temperature);
            for (std::size_t k = 0; k < 5; ++k) {
                const double p = std::pow(set.probabilities[i * 5 + k], 1 / temperature) / sum;
                const auto bin = std::min<std::size_t>(14, static_cast<std::size_t>(p * 15));
                gap[k * 15 + bin] += (static_cast<std::size_t>(set.labels[i]) == k ? 1 : 0) - p;
                if (static_cast<std::size_t>(set.labels[i]) == k)
                    loss -= std::log(p) / 200;
            }
        }
        for (const double one : gap)
            classwise += std::abs(one) / 200 / 5;
        COMPARE_NEAR(logLossAt(set.table, temperature), loss, 1e-6);
        COMPARE_NEAR(probabilityFit(set.table, {&temperature, 1}).classwise, classwise, 1e-6);
    }
}

void TstTuningTemperature::equalMassByHand()
{
    const std::vector<double> rows{0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1};
    const auto table = DecisionTable::create(std::span(rows), 2, {std::vector<ClassIndex>{0, 1, 0, 0}});
    const double one = 1;
    // Two bins: {0.6 right, 0.7 wrong}, {0.8 right, 0.9 right}.
    COMPARE_NEAR(probabilityFit(*table, {&one, 1}, 2).equalMass, (0.3 + 0.3) / 4, 1e-6);
    QVERIFY(std::isnan(probabilityFit(DecisionTable(), {&one, 1}).logLoss));
}

void TstTuningTemperature::findsTheTemperature()
{
    for (const double truth : {0.6, 1.0, 2.5}) {
        const Set set = drawn(8000, 5, truth, 3);
        const auto fit = fitTemperature(set.table, 4, 1, {}, 1);
        QVERIFY_RESULT(fit);
        COMPARE_NEAR(fit->temperature, truth, 0.08 * truth);
        QCOMPARE(fit->ofFolds.size(), std::size_t(4));
        for (const double one : fit->ofFolds)
            COMPARE_NEAR(one, fit->temperature, 0.05 * truth);
        const double best = logLossAt(set.table, fit->temperature);
        QVERIFY(best <= logLossAt(set.table, fit->temperature * 1.01));
        QVERIFY(best <= logLossAt(set.table, fit->temperature / 1.01));
        QVERIFY(fit->heldOut.logLoss >= best);
        if (truth == 1.0)
            continue;
        QVERIFY(fit->heldOut.logLoss < fit->before.logLoss);
        QVERIFY(fit->heldOut.equalWidth < fit->before.equalWidth);
        QVERIFY(fit->heldOut.equalMass < fit->before.equalMass);
        QVERIFY(fit->heldOut.classwise < fit->before.classwise);
    }
}

void TstTuningTemperature::threadsChangeNothing()
{
    const Set set = drawn(10'000, 4, 1, 4);
    QVERIFY(logLossAt(set.table, 1.3, {}, 1) == logLossAt(set.table, 1.3, {}, 3));
}

void TstTuningTemperature::rejectsWhatMakesNoSense()
{
    const Set set = drawn(10, 3, 1, 5);
    QCOMPARE(fitTemperature(set.table, 1, 1, {}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(fitTemperature(set.table, 11, 1, {}).error().code, ErrorCode::InvalidArgument);
    const CancelToken cancelled;
    cancelled.cancel();
    QCOMPARE(fitTemperature(set.table, 2, 1, cancelled).error().code, ErrorCode::Cancelled);
}

BADCASE_REGISTER_TEST(TstTuningTemperature)
#include "tst_tuning_temperature.moc"
