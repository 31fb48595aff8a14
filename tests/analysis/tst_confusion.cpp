// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/class_metrics.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstConfusion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void countsColumns();
    void changesEqualRecounting();
    void undecidedIsAMiss();
    void mergesIntoGroups();
    void knownFigures();
    void absentClasses();
    void nothingCounted();
    void metricsEqualBruteForce();
};

namespace {

/// The definition, sample by sample.
double bruteF1(const std::vector<int>& labels, const std::vector<int>& decisions, int index)
{
    int right = 0;
    int wrong = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        right += labels[i] == index && decisions[i] == index;
        wrong += (labels[i] == index) != (decisions[i] == index);
    }
    return right + wrong == 0 ? 0.0 : 2.0 * right / (2.0 * right + wrong);
}

} // namespace

void TstConfusion::countsColumns()
{
    const std::vector<int> labels{0, 1, 1, 2, kNoClass, 7};
    const std::vector<int> decisions{0, 1, 2, kNoClass, 1, 1};
    const auto counts = ConfusionCounts::fromColumns(labels, decisions, 3);
    QCOMPARE(counts.total(), 4);
    QCOMPARE(counts.correct(), 2);
    QCOMPARE(counts.at(1, 2), 1);
    QCOMPARE(counts.support(1), 2);
    QCOMPARE(counts.predicted(1), 1);
    QCOMPARE(counts.undecided(2), 1);
    QVERIFY(!counts.accepts(kNoClass, 1));
    QVERIFY(!counts.accepts(0, 3));
}

void TstConfusion::changesEqualRecounting()
{
    constexpr int kClasses = 23;
    std::mt19937 random(1);
    std::uniform_int_distribution<int> anyClass(0, kClasses - 1);
    std::vector<int> labels(500);
    std::vector<int> decisions(500);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i] = anyClass(random);
        decisions[i] = anyClass(random) - 1; // kNoClass too
    }
    auto counts = ConfusionCounts::fromColumns(labels, decisions, kClasses);
    for (int change = 0; change < 10'000; ++change) {
        const std::size_t i = random() % labels.size();
        const int to = anyClass(random);
        counts.move(labels[i], to, decisions[i]);
        labels[i] = to;
    }
    QVERIFY(counts == ConfusionCounts::fromColumns(labels, decisions, kClasses));
    auto twice = counts;
    twice += counts;
    QCOMPARE(twice.total(), 2 * counts.total());
    twice -= counts;
    QVERIFY(twice == counts);
}

void TstConfusion::undecidedIsAMiss()
{
    ConfusionCounts counts(2);
    counts.add(0, 0);
    counts.add(0, kNoClass);
    const auto metrics = classificationMetrics(counts);
    QCOMPARE(metrics.accuracy, 0.5);
    QCOMPARE(metrics.perClass[0].recall, 0.5);
    QCOMPARE(metrics.perClass[0].precision, 1.0);
}

void TstConfusion::mergesIntoGroups()
{
    ConfusionCounts counts(4);
    counts.add(0, 1, 3); // siblings: right one level up
    counts.add(2, 0, 2);
    counts.add(3, kNoClass, 1);
    const std::vector<int> groupOf{0, 0, 1, 1};
    const auto merged = counts.merged(groupOf, 2);
    QCOMPARE(merged.at(0, 0), 3);
    QCOMPARE(merged.at(1, 0), 2);
    QCOMPARE(merged.undecided(1), 1);
    QCOMPARE(merged.correct(), 3);
    QCOMPARE(merged.total(), counts.total());
    QCOMPARE(merged.support(1), 3);
}

void TstConfusion::knownFigures()
{
    // Worked by hand: labels a a a b b c, decisions a a b b c c.
    const std::vector<int> labels{0, 0, 0, 1, 1, 2};
    const std::vector<int> decisions{0, 0, 1, 1, 2, 2};
    const auto metrics = classificationMetrics(ConfusionCounts::fromColumns(labels, decisions, 3));
    COMPARE_NEAR(metrics.accuracy, 4.0 / 6, 1e-15);
    COMPARE_NEAR(metrics.f1Micro, 4.0 / 6, 1e-15);
    COMPARE_NEAR(metrics.perClass[0].precision, 1.0, 1e-15);
    COMPARE_NEAR(metrics.perClass[0].recall, 2.0 / 3, 1e-15);
    COMPARE_NEAR(metrics.perClass[0].f1, 0.8, 1e-15);
    COMPARE_NEAR(metrics.perClass[1].f1, 0.5, 1e-15);
    COMPARE_NEAR(metrics.f1Macro, (0.8 + 0.5 + 2.0 / 3) / 3, 1e-15);
    COMPARE_NEAR(metrics.balancedAccuracy, (2.0 / 3 + 0.5 + 1) / 3, 1e-15);
}

void TstConfusion::absentClasses()
{
    // Class 2 is predicted but never true: it counts as 0. Class 3 is neither: it counts only when all are
    // asked for.
    const std::vector<int> labels{0, 1, 1};
    const std::vector<int> decisions{0, 1, 2};
    const auto counts = ConfusionCounts::fromColumns(labels, decisions, 4);
    const double sum = 1.0 + 2.0 / 3;
    COMPARE_NEAR(classificationMetrics(counts).f1Macro, sum / 3, 1e-15);
    COMPARE_NEAR(classificationMetrics(counts, MacroClasses::All).f1Macro, sum / 4, 1e-15);
    COMPARE_NEAR(classificationMetrics(counts).balancedAccuracy, 0.75, 1e-15);
    QCOMPARE(classificationMetrics(counts).perClass.size(), std::size_t(4));
    QVERIFY(!classificationMetrics(counts).perClass[3].isPresent());
}

void TstConfusion::nothingCounted()
{
    const auto metrics = classificationMetrics(ConfusionCounts(3));
    QVERIFY(std::isnan(metrics.accuracy));
    QVERIFY(std::isnan(metrics.f1Macro));
    QCOMPARE(metrics.perClass[0].f1, 0.0);
    QCOMPARE(classificationMetrics(ConfusionCounts()).samples, 0);
}

void TstConfusion::metricsEqualBruteForce()
{
    std::mt19937 random(2);
    for (int round = 0; round < 200; ++round) {
        const int classes = 1 + static_cast<int>(random() % 12);
        std::vector<int> labels(1 + random() % 40);
        std::vector<int> decisions(labels.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            labels[i] = static_cast<int>(random() % static_cast<unsigned>(classes));
            decisions[i] = static_cast<int>(random() % static_cast<unsigned>(classes));
        }
        const auto metrics = classificationMetrics(ConfusionCounts::fromColumns(labels, decisions, classes));
        double macro = 0;
        int present = 0;
        for (int k = 0; k < classes; ++k) {
            const double f1 = bruteF1(labels, decisions, k);
            COMPARE_NEAR(metrics.perClass[static_cast<std::size_t>(k)].f1, f1, 1e-15);
            macro += f1;
            present += std::count(labels.begin(), labels.end(), k) > 0 ||
                       std::count(decisions.begin(), decisions.end(), k) > 0;
        }
        COMPARE_NEAR(metrics.f1Macro, macro / present, 1e-14);
        COMPARE_NEAR(metrics.f1Micro, metrics.accuracy, 1e-15);
    }
}

BADCASE_REGISTER_TEST(TstConfusion)
#include "tst_confusion.moc"
