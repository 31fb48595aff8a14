// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/calibration.h"
#include "inference/analysis/histogram.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <limits>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstCalibration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void sumsCanBeTakenBack();
    void edgesBelongToTheLowerBin();
    void errorOfKnownBins();
    void addingAndRemovingLeavesNothing();
    void histogramBins();
    void histogramAgreesWithItsEdges();
};

void TstCalibration::sumsCanBeTakenBack()
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> value(-40, 40);
    ExactSum sum;
    ExactSum reversed;
    std::vector<double> values(10'000);
    long double expected = 0;
    for (double& v : values) {
        v = value(random);
        sum.add(v);
        expected += v;
    }
    for (auto it = values.rbegin(); it != values.rend(); ++it)
        reversed.add(*it);
    QVERIFY(sum == reversed);
    COMPARE_NEAR(sum.value(), static_cast<double>(expected), 1e-9);
    for (const double v : values)
        sum.remove(v);
    QVERIFY(sum == ExactSum());
    QCOMPARE(sum.value(), 0.0);
}

void TstCalibration::edgesBelongToTheLowerBin()
{
    Calibration calibration(10);
    for (const double confidence : {0.0, 0.1, 0.3, 1.0, 1.0000001})
        calibration.add(confidence, true);
    calibration.add(0.30000000000000010, true);
    const auto bins = calibration.bins();
    QCOMPARE(bins[0].count, 2); // 0 and 0.1
    // numpy.linspace(0, 1, 11)[3] is 0.30000000000000004, so that both 0.3 and its neighbour ...
    QCOMPARE(bins[2].hi, 3 * 0.1);
    QCOMPARE(bins[2].count, 1);
    QCOMPARE(bins[3].count, 1); // ... fall on the two sides of the edge
    QCOMPARE(bins[9].count, 2);
    QVERIFY(std::isnan(bins[5].accuracy));
}

void TstCalibration::errorOfKnownBins()
{
    Calibration calibration(2);
    calibration.add(0.25, true);
    calibration.add(0.5, false);
    calibration.add(0.75, true);
    calibration.add(1.0, true);
    // Lower bin: accuracy 0.5, confidence 0.375. Upper bin: 1 and 0.875.
    COMPARE_NEAR(calibration.expectedError(), 0.125, 1e-15);
    QVERIFY(std::isnan(Calibration().expectedError()));
}

void TstCalibration::addingAndRemovingLeavesNothing()
{
    std::mt19937 random(4);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<std::pair<double, bool>> samples(5000);
    Calibration calibration;
    for (auto& [confidence, right] : samples) {
        confidence = unit(random);
        right = random() % 2 == 0;
        calibration.add(confidence, right);
    }
    std::shuffle(samples.begin(), samples.end(), random);
    for (const auto& [confidence, right] : samples)
        calibration.remove(confidence, right);
    QVERIFY(calibration == Calibration());
}

void TstCalibration::histogramBins()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> values{0, 0.1, 0.25, 0.5, 0.999, 1, -0.1, 1.1, nan};
    const auto histogram = Histogram::of(values, 0, 1, 4);
    QCOMPARE(histogram.counts(), (std::vector<qint64>{2, 1, 1, 2}));
    QCOMPARE(histogram.skipped(), 3);
    QCOMPARE(histogram.lowerEdge(1), 0.25);
    QCOMPARE(histogram.upperEdge(3), 1.0);
    QCOMPARE(histogram.binOf(nan), -1);
    QCOMPARE(histogram.binOf(1), 3);
}

void TstCalibration::histogramAgreesWithItsEdges()
{
    const auto histogram = Histogram::of({}, 0, 1, 30);
    for (int bin = 0; bin < histogram.bins(); ++bin) {
        const double edge = histogram.lowerEdge(bin);
        QCOMPARE(histogram.binOf(edge), bin);
        QCOMPARE(histogram.binOf(std::nextafter(edge, -1)), bin - 1);
    }
}

BADCASE_REGISTER_TEST(TstCalibration)
#include "tst_calibration.moc"
