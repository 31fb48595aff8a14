// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_expected_dice.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstMaskExpectedDice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void equalsEnumeration();
    void equalsTheDistributionOfCounts();
    void wholePictures();
    void bestStop();
    void softDice();
};

namespace {

std::vector<int> randomValues(std::mt19937& random, int count)
{
    std::vector<int> values;
    const unsigned kinds = 1 + random() % 6;
    std::vector<int> palette;
    for (unsigned k = 0; k < kinds; ++k)
        palette.push_back(random() % 8 == 0 ? 0 : (random() % 8 == 0 ? 255 : int(random() % 256)));
    for (int i = 0; i < count; ++i)
        values.push_back(palette[random() % kinds]);
    return values;
}

MaskHistogram histogramOf(const std::vector<int>& values)
{
    MaskHistogram histogram{};
    for (const int value : values)
        ++histogram[static_cast<std::size_t>(value)];
    return histogram;
}

/// Expected Dice over all 2^n truths.
double enumerated(const std::vector<int>& values, const ValueProbabilities& p, int stop)
{
    double sum = 0;
    for (unsigned truth = 0; truth < (1u << values.size()); ++truth) {
        double chance = 1;
        int inside = 0, labelled = 0, both = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool isTrue = truth >> i & 1;
            const bool isInside = values[i] >= stop;
            chance *= isTrue ? p[std::size_t(values[i])] : 1 - p[std::size_t(values[i])];
            inside += isInside;
            labelled += isTrue;
            both += isTrue && isInside;
        }
        sum += chance * (inside + labelled > 0 ? 2.0 * both / (inside + labelled) : 1.0);
    }
    return sum;
}

/// The same from the distribution of the number of true pixels inside and outside, n^2.
double convolved(const std::vector<int>& values, const ValueProbabilities& p, int stop)
{
    std::vector<double> in{1}, out{1};
    int inside = 0;
    for (const int value : values) {
        auto& counts = value >= stop ? in : out;
        inside += value >= stop;
        counts.push_back(0);
        const double one = p[std::size_t(value)];
        for (std::size_t k = counts.size(); k-- > 0;)
            counts[k] = counts[k] * (1 - one) + (k > 0 ? counts[k - 1] * one : 0.0);
    }
    double sum = 0;
    for (std::size_t both = 0; both < in.size(); ++both) {
        for (std::size_t missed = 0; missed < out.size(); ++missed) {
            const double size = inside + double(both + missed);
            sum += in[both] * out[missed] * (size > 0 ? 2.0 * double(both) / size : 1.0);
        }
    }
    return sum;
}

} // namespace

void TstMaskExpectedDice::equalsEnumeration()
{
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        const auto values = randomValues(random, 1 + int(random() % 10));
        const auto p = plainProbabilities();
        const ExpectedDice dice = expectedDice(histogramOf(values), p);
        for (const int stop : {0, 1, 60, 128, 200, 255}) {
            COMPARE_NEAR(dice.score[std::size_t(stop)], enumerated(values, p, stop), 1e-9);
            COMPARE_NEAR(convolved(values, p, stop), enumerated(values, p, stop), 1e-12);
        }
        COMPARE_NEAR(dice.ofNothing, enumerated(values, p, 256), 1e-12);
    }
}

void TstMaskExpectedDice::equalsTheDistributionOfCounts()
{
    std::mt19937 random(2);
    for (int round = 0; round < 60; ++round) {
        const auto values = randomValues(random, 50 + int(random() % 800));
        auto p = plainProbabilities();
        for (double& one : p) // as calibrated ones may be: flat, and never sure
            one = round % 2 == 0 ? one : 0.02 + 0.5 * one * one;
        const ExpectedDice dice = expectedDice(histogramOf(values), p);
        for (const int stop : {0, 1, 100, 180, 255})
            COMPARE_NEAR(dice.score[std::size_t(stop)], convolved(values, p, stop), 1e-9);
    }
}

void TstMaskExpectedDice::wholePictures()
{
    // For many pixels the counts hardly vary, and the expectation is that of a ratio of sums.
    MaskHistogram histogram{};
    histogram[3] = 8'000'000;
    histogram[90] = 300'000;
    histogram[250] = 700'000;
    const auto p = plainProbabilities();
    const ExpectedDice dice = expectedDice(histogram, p);
    const double all = 8e6 * p[3] + 3e5 * p[90] + 7e5 * p[250];
    COMPARE_NEAR(dice.score[200], 2 * 7e5 * p[250] / (7e5 + all), 1e-6);
    COMPARE_NEAR(dice.score[50], 2 * (3e5 * p[90] + 7e5 * p[250]) / (1e6 + all), 1e-6);
    QCOMPARE(dice.ofNothing, 0.0);
}

void TstMaskExpectedDice::bestStop()
{
    const auto p = plainProbabilities();
    // A small doubtful thing: no pixel reaches one half, and still it is better to decide them inside.
    ExpectedDice dice = expectedDice(histogramOf(std::vector<int>(50, 110)), p);
    QVERIFY(dice.best <= 110);
    QVERIFY(dice.bestScore() > 0.55);
    // Hardly anything anywhere: nothing is the best answer.
    dice = expectedDice(histogramOf(std::vector<int>(20, 1)), p);
    QCOMPARE(dice.best, 2); // the lowest stop that takes nothing
    COMPARE_NEAR(dice.bestScore(), std::pow(1 - 1.0 / 255, 20), 1e-12);
    // Every stop takes something.
    std::vector<int> full(4, 255);
    ValueProbabilities doubtful = p;
    doubtful[255] = 0.05;
    dice = expectedDice(histogramOf(full), doubtful);
    QCOMPARE(dice.best, kMaskStops);
    COMPARE_NEAR(dice.bestScore(), std::pow(0.95, 4), 1e-12);
    QVERIFY(std::isnan(expectedDice({}, p).score[0]));

    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        const auto values = randomValues(random, 9);
        const ExpectedDice any = expectedDice(histogramOf(values), p);
        for (int stop = 0; stop <= kMaskStops; ++stop)
            QVERIFY(enumerated(values, p, stop) <= any.bestScore() + 1e-9);
    }
}

void TstMaskExpectedDice::softDice()
{
    const auto p = plainProbabilities();
    const auto histogram = histogramOf({0, 51, 204, 255});
    COMPARE_NEAR(softDiceConfidence(histogram, p, 128), 2 * 1.8 / (2.0 + 2), 1e-15);
    COMPARE_NEAR(softDiceConfidence(histogram, p, 0), 2 * 2.0 / (2.0 + 4), 1e-15);
    QCOMPARE(softDiceConfidence(histogramOf({0, 0}), p, 1), kEmptyEmptyScore);
    QCOMPARE(softDiceConfidence(histogramOf({3, 0}), p, 9), 0.0);
    QVERIFY(std::isnan(softDiceConfidence({}, p, 1)));
    ClassMap map(QSize(2, 2), 7);
    map.mutablePixels()[3] = 9;
    QCOMPARE(maskHistogram(map)[7], 3u);
    QCOMPARE(maskHistogram(map)[9], 1u);
}

BADCASE_REGISTER_TEST(TstMaskExpectedDice)
#include "tst_mask_expected_dice.moc"
