// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/reliability.h"
#include "inference/analysis/tuning/temperature.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstReliability : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void widthIsCalibration();
    void massByHand();
    void equalProbabilitiesStayTogether();
    void orderChangesNothing();
    void biasAndBrier();
    void intervals();
    void nothing();
    void temperedRowsAreProbabilities();
    void asNumpyAndScipySay_data();
    void asNumpyAndScipySay();
};

namespace {

/// Probabilities of few different values, so that many are equal.
std::vector<Statement> drawn(int count, unsigned seed, int values = 40)
{
    std::mt19937_64 random(seed);
    std::vector<Statement> out;
    for (int i = 0; i < count; ++i)
        out.push_back(
            {static_cast<double>(random() % static_cast<unsigned>(values + 1)) / values, random() % 3 == 0});
    return out;
}

} // namespace

void TstReliability::widthIsCalibration()
{
    const auto statements = drawn(2000, 1, 997);
    Calibration counts(15);
    for (const Statement& one : statements)
        counts.add(one.probability, one.cameTrue);
    const Reliability diagram = reliability(statements, BinRule::EqualWidth);
    COMPARE_NEAR(diagram.expectedError, counts.expectedError(), 1e-14);
    QCOMPARE(diagram.bins.size(), std::size_t(15));
    QCOMPARE(diagram.count, 2000);
    double largest = 0;
    for (const auto& bin : counts.bins())
        largest = std::max(largest, std::abs(bin.accuracy - bin.confidence));
    COMPARE_NEAR(diagram.largestError, largest, 1e-14);
}

void TstReliability::massByHand()
{
    // Five in two bins: the first has three.
    const std::vector<Statement> statements{
        {0.9, true}, {0.1, false}, {0.2, true}, {0.8, false}, {0.3, false}};
    const Reliability diagram = reliability(statements, BinRule::EqualMass, 2);
    QCOMPARE(diagram.bins.size(), std::size_t(2));
    QCOMPARE(diagram.bins[0].count, 3);
    QCOMPARE(diagram.bins[0].lo, 0.1);
    QCOMPARE(diagram.bins[0].hi, 0.3);
    COMPARE_NEAR(diagram.bins[0].confidence, 0.2, 1e-14);
    COMPARE_NEAR(diagram.bins[0].accuracy, 1.0 / 3, 1e-14);
    COMPARE_NEAR(diagram.bins[1].confidence, 0.85, 1e-14);
    COMPARE_NEAR(diagram.expectedError, (3 * (1.0 / 3 - 0.2) + 2 * 0.35) / 5, 1e-14);
    COMPARE_NEAR(diagram.largestError, 0.35, 1e-14);
}

void TstReliability::equalProbabilitiesStayTogether()
{
    for (unsigned seed = 0; seed < 30; ++seed) {
        const auto statements = drawn(500, seed, 1 + static_cast<int>(seed));
        const Reliability diagram = reliability(statements, BinRule::EqualMass, 10);
        QVERIFY(!diagram.bins.empty() && diagram.bins.size() <= 10);
        qint64 count = 0;
        double before = -1;
        for (const auto& bin : diagram.bins) {
            QVERIFY(bin.lo > before && bin.hi >= bin.lo);
            before = bin.hi;
            const auto inside = std::ranges::count_if(statements, [&](const Statement& one) {
                return one.probability >= bin.lo && one.probability <= bin.hi;
            });
            QCOMPARE(bin.count, static_cast<qint64>(inside));
            count += bin.count;
        }
        QCOMPARE(count, 500);
    }
}

void TstReliability::orderChangesNothing()
{
    auto statements = drawn(700, 5);
    std::mt19937_64 random(6);
    for (const BinRule rule : {BinRule::EqualWidth, BinRule::EqualMass}) {
        const double before = reliability(statements, rule).expectedError;
        for (int round = 0; round < 5; ++round) {
            std::ranges::shuffle(statements, random);
            QCOMPARE(reliability(statements, rule).expectedError, before);
        }
    }
}

void TstReliability::biasAndBrier()
{
    const std::vector<Statement> sure{{0.9, true}, {0.9, false}, {0.7, true}, {0.7, false}};
    for (const BinRule rule : {BinRule::EqualWidth, BinRule::EqualMass})
        COMPARE_NEAR(reliability(sure, rule).bias, 0.3, 1e-14); // 0.8 said, 0.5 is
    COMPARE_NEAR(brierScore(sure), (0.01 + 0.81 + 0.09 + 0.49) / 4, 1e-14);
}

void TstReliability::intervals()
{
    ReliabilityBin bin;
    QCOMPARE(frequencyInterval(bin), (Interval{0, 1}));
    bin = {0, 1, 10, 0.7, 0.5};
    // The formula with scipy.stats.norm.ppf(0.975).
    COMPARE_NEAR(frequencyInterval(bin).low, 0.39677814746114537, 1e-9);
    COMPARE_NEAR(frequencyInterval(bin).high, 0.8922087325936989, 1e-9);
}

void TstReliability::nothing()
{
    for (const BinRule rule : {BinRule::EqualWidth, BinRule::EqualMass}) {
        const Reliability diagram = reliability({}, rule);
        QCOMPARE(diagram.count, 0);
        QVERIFY(std::isnan(diagram.expectedError) && std::isnan(diagram.largestError) &&
                std::isnan(diagram.bias));
    }
    QVERIFY(std::isnan(brierScore({})));
}

void TstReliability::temperedRowsAreProbabilities()
{
    std::mt19937_64 random(3);
    std::vector<double> rows;
    std::vector<ClassIndex> labels;
    for (int i = 0; i < 100; ++i) {
        double sum = 0;
        for (int k = 0; k < 4; ++k)
            sum += rows.emplace_back(1 + static_cast<double>(random() % 1000));
        for (std::size_t k = rows.size() - 4; k < rows.size(); ++k)
            rows[k] /= sum;
        labels.push_back(i % 4);
    }
    const auto table = DecisionTable::create(std::span<const double>(rows), 4, {labels});
    QVERIFY_RESULT(table);
    std::vector<double> temperatures;
    for (std::size_t i = 0; i < table->rows(); ++i)
        temperatures.push_back(0.5 + 0.02 * static_cast<double>(i));
    const TemperedProbabilities tempered(*table, temperatures);
    for (std::size_t i = 0; i < 100; ++i) {
        double sum = 0;
        for (std::size_t k = 0; k < 4; ++k)
            sum += std::pow(rows[i * 4 + k], 1 / temperatures[i]);
        for (std::size_t k = 0; k < 4; ++k)
            COMPARE_NEAR(tempered.at(i, static_cast<ClassIndex>(k)),
                         std::pow(rows[i * 4 + k], 1 / temperatures[i]) / sum, 1e-6);
    }
}

/// From numpy 1.24.2 and scipy 1.10.1 on the published out-of-sample probabilities: bins by numpy.linspace
/// and searchsorted, or array_split of a stable argsort; T by minimize_scalar(method="bounded") over log T of
/// the mean of logsumexp(log p / T) - log p_label / T; figures at T with one temperature for all samples.
void TstReliability::asNumpyAndScipySay_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("temperature");
    QTest::addColumn<QVector<double>>("now");
    QTest::addColumn<QVector<double>>("tempered"); // log loss, ECE of equal width, of equal mass, classwise
    QTest::newRow("cifar10") << QStringLiteral("cifar10") << 1.466364460908719
                             << QVector<double>{0.2491712408928385, 0.03258846117258072, 0.032099103832244874,
                                                0.007124659712779433}
                             << QVector<double>{0.21963845882585575, 0.008452862372127392,
                                                0.008776730216480224, 0.00360366612300884};
    QTest::newRow("mnist") << QStringLiteral("mnist") << 1.1675586526650492
                           << QVector<double>{0.0302824461464146, 0.0029758873373270035,
                                              0.0012137371569871903, 0.0011099260027030862}
                           << QVector<double>{0.029651511321451, 0.0027125768242286068, 0.001797684146863403,
                                              0.0011186371347803182};
}

void TstReliability::asNumpyAndScipySay()
{
    NEEDS_SHARED();
    QFETCH(QString, name);
    QFETCH(double, temperature);
    QFETCH(QVector<double>, now);
    QFETCH(QVector<double>, tempered);
    const QString folder = test::shared(QStringLiteral("data/label_errors/"));
    const auto values = test::npyValues(
        folder + QStringLiteral("cross_validated_predicted_probabilities/%1_test_set_pyx.npy").arg(name));
    const auto numbers = test::npyValues(
        folder + QStringLiteral("original_test_labels/%1_test_set_original_labels.npy").arg(name));
    QCOMPARE(values.size(), std::size_t(100'000));
    const std::vector<ClassIndex> labels(numbers.begin(), numbers.end());
    std::vector<Statement> decisions;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto row = std::span(values).subspan(i * 10, 10);
        const auto best = std::ranges::max_element(row);
        decisions.push_back({*best, static_cast<ClassIndex>(best - row.begin()) == labels[i]});
    }
    COMPARE_NEAR(reliability(decisions, BinRule::EqualWidth).expectedError, now[1], 1e-13);
    // numpy parts equal probabilities that a cut falls between; here they stay together.
    COMPARE_NEAR(reliability(decisions, BinRule::EqualMass).expectedError, now[2], 5e-7);

    const auto table = DecisionTable::create(std::span(values), 10, {labels});
    QVERIFY_RESULT(table);
    const auto fit = fitTemperature(*table, 5, 1, {});
    QVERIFY_RESULT(fit);
    COMPARE_NEAR(fit->temperature, temperature, 1e-4 * temperature);
    COMPARE_NEAR(fit->before.logLoss, now[0], 1e-7);
    const double best[] = {temperature};
    const ProbabilityFit at = probabilityFit(*table, best);
    COMPARE_NEAR(at.logLoss, tempered[0], 1e-7);
    // A probability is kept to 6e-8, so one sample of 10,000 may stand in the next bin.
    COMPARE_NEAR(at.equalWidth, tempered[1], 2e-4);
    COMPARE_NEAR(at.equalMass, tempered[2], 2e-4);
    COMPARE_NEAR(at.classwise, tempered[3], 2e-5);
    COMPARE_NEAR(fit->before.classwise, now[3], 2e-5);
    QVERIFY(fit->heldOut.logLoss >= tempered[0]); // never better than the best there is
    QVERIFY(fit->heldOut.logLoss < tempered[0] + 0.001);
}

BADCASE_REGISTER_TEST(TstReliability)
#include "tst_reliability.moc"
