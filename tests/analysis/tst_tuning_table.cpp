// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/ranked_rows.h"
#include "inference/core/prediction.h"
#include "tests/analysis/tuning_cases.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <limits>

using namespace badcase;
using namespace badcase::analysis;

class TstTuningTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void logUnits();
    void withoutOffsetsTheArgmax();
    void probabilitiesThatRoundingWouldMerge();
    void leavesOutWhatHasNoLabel();
    void rejectsWhatMakesNoSense();
    void publishedRoundingIsAccepted();
    void decidesByDefinition();
    void threadsChangeNothing();
    void twoBestFollowTheOffsets();
    void crossingsAreWhereDecisionsChange();
};

void TstTuningTable::logUnits()
{
    QCOMPARE(toLogUnits(1.0), kNat);
    QCOMPARE(toLogUnits(-0.5), -kNat / 2);
    QCOMPARE(toLogUnits(1e9), kMaxOffset);
    QCOMPARE(toLogUnits(-std::numeric_limits<double>::infinity()), -kMaxOffset);
    QCOMPARE(toLogUnits(std::nan("")), 0);
    QCOMPARE(toNats(toLogUnits(-3.25)), -3.25);
    const std::vector<float> row{0.25f, 0.75f, 0.0f};
    const auto table = DecisionTable::create(std::span(row), 3, {std::vector<ClassIndex>{1}});
    QVERIFY_RESULT(table);
    QCOMPARE(table->at(0, 0), static_cast<LogUnits>(std::lround(std::log(0.25) * kNat)));
    QCOMPARE(table->at(0, 2), kLogFloor);
}

void TstTuningTable::withoutOffsetsTheArgmax()
{
    std::mt19937 random(1);
    for (int round = 0; round < 3000; ++round) {
        const int classes = 1 + static_cast<int>(random() % 9);
        const auto one = test::tuningCase(random, static_cast<int>(random() % 40), classes);
        const auto decisions = one.table.decide(Offsets(static_cast<std::size_t>(classes)), 1);
        const auto width = static_cast<std::size_t>(classes);
        QCOMPARE(decisions.size(), one.labels.size());
        for (std::size_t i = 0; i < decisions.size(); ++i)
            QCOMPARE(decisions[i], argmax(std::span(one.probabilities).subspan(i * width, width)));
    }
}

void TstTuningTable::probabilitiesThatRoundingWouldMerge()
{
    std::mt19937 random(2);
    int merged = 0;
    for (int round = 0; round < 20'000; ++round) {
        // Three of four classes differ by some units in the last place of a double: far below 2^-24.
        std::vector<double> row(4);
        const double base = 0.01 + 0.2 * static_cast<double>(random() % 1000) / 1000;
        for (double& p : row)
            p = base * (1 + 1e-15 * static_cast<double>(random() % 20));
        row[random() % 4] = 1e-9;
        const auto table =
            DecisionTable::create(std::span<const double>(row), 4, {std::vector<ClassIndex>{0}}, 1);
        QVERIFY_RESULT(table);
        const auto expected = static_cast<ClassIndex>(std::ranges::max_element(row) - row.begin());
        QCOMPARE(table->decide(Offsets(4), 1).front(), expected);
        QCOMPARE(RankedRows(*table).decision(0), expected);
        merged += expected > 0 ? 1 : 0;
    }
    QVERIFY(merged > 5000);
    // Neighbouring floats: the tightest there are.
    for (float p = 0.5f; p > 1e-20f; p *= 0.37f) {
        const std::vector<float> row{p, std::nextafter(p, 1.0f), 0.0f};
        const auto table =
            DecisionTable::create(std::span<const float>(row), 3, {std::vector<ClassIndex>{0}}, 1);
        QCOMPARE(table->decide(Offsets(3), 1).front(), 1);
    }
}

void TstTuningTable::leavesOutWhatHasNoLabel()
{
    const std::vector<float> rows{1, 0, 0, 1, 0.5f, 0.5f, 0.25f, 0.75f};
    const std::vector<int> groups{7, 8, 9, 10};
    const auto table = DecisionTable::create(
        std::span(rows), 2, {std::vector<ClassIndex>{0, kNoClass, kNoClass, 1}, groups, {0, 1}});
    QVERIFY_RESULT(table);
    QCOMPARE(table->rows(), std::size_t(2));
    QCOMPARE(table->sourceRow(1), std::size_t(3));
    QCOMPARE(table->label(1), 1);
    QCOMPARE(table->groups()[1], 10);
    QCOMPARE(table->support(), (std::vector<qint64>{1, 1}));
    QCOMPARE(table->decide({0, 0}, 1), (std::vector<ClassIndex>{0, 1}));
    QVERIFY(table->hasParents());
}

void TstTuningTable::rejectsWhatMakesNoSense()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto error = [](const std::vector<float>& rows, int classes, const TableLabels& labels) {
        const auto table = DecisionTable::create(std::span<const float>(rows), classes, labels);
        return table ? QString() : errorCodeName(table.error().code) + (" " + table.error().message);
    };
    const std::vector<ClassIndex> two{0, 1};
    QVERIFY(error({1, 0, 0, 1}, 2, {two}).isEmpty());
    QVERIFY(error({1, 0, 0}, 2, {two}).startsWith(QStringLiteral("invalid-argument")));
    QVERIFY(error({1, 0}, 0, {two}).startsWith(QStringLiteral("invalid-argument")));
    QVERIFY(error({1, 0, nan, 1}, 2, {two}).contains(QStringLiteral("Sample 1 ")));
    QVERIFY(error({1.1f, 0, nan, 1}, 2, {two}).contains(QStringLiteral("Sample 0 ")));
    QVERIFY(error({1, -0.1f, 0, 1}, 2, {two}).contains(QStringLiteral("Sample 0 ")));
    QVERIFY(error({1, 0, 0, 1}, 2, {std::vector<ClassIndex>{0, 2}}).contains(QStringLiteral("label 2")));
    QVERIFY(error({1, 0, 0, 1}, 2, {two, {}, {0}}).startsWith(QStringLiteral("invalid-argument")));
    QVERIFY(error({1, 0, 0, 1}, 2, {two, {}, {0, -1}}).startsWith(QStringLiteral("invalid-argument")));
    QVERIFY(
        error({1, 0, 0, 1}, 2, {two, std::vector<int>{1}}).startsWith(QStringLiteral("invalid-argument")));
    // The wrong row has no label: it is not looked at.
    QVERIFY(error({1, 0, nan, 1}, 2, {std::vector<ClassIndex>{0, kNoClass}}).isEmpty());
}

void TstTuningTable::publishedRoundingIsAccepted()
{
    const std::vector<float> rows{1.0000005f, 1.0000008f, -5e-7f};
    const auto table = DecisionTable::create(std::span(rows), 3, {std::vector<ClassIndex>{0}});
    QVERIFY_RESULT(table);
    QCOMPARE(table->decide(Offsets(3)).front(), 1); // both count as 1, but the second was the larger
    QCOMPARE(table->at(0, 2), kLogFloor);
}

void TstTuningTable::decidesByDefinition()
{
    std::mt19937 random(3);
    for (int round = 0; round < 3000; ++round) {
        const int classes = 1 + static_cast<int>(random() % 7);
        const auto one = test::tuningCase(random, static_cast<int>(random() % 50), classes);
        const Offsets offsets = test::randomOffsets(random, classes);
        QCOMPARE(one.table.decide(offsets, 1), test::decidedAll(one.table, offsets));
    }
}

void TstTuningTable::threadsChangeNothing()
{
    std::mt19937 random(4);
    const auto one = test::tuningCase(random, 1003, 5);
    const auto again = DecisionTable::create(std::span<const float>(one.probabilities), 5, {one.labels}, 7);
    QVERIFY_RESULT(again);
    const Offsets offsets = test::randomOffsets(random, 5);
    const RankedRows ranked(*again, offsets, 3);
    const auto expected = test::decidedAll(one.table, offsets);
    QCOMPARE(again->decide(offsets, 5), expected);
    QCOMPARE(ranked.decisions(), expected);
}

void TstTuningTable::twoBestFollowTheOffsets()
{
    std::mt19937 random(5);
    for (int round = 0; round < 1500; ++round) {
        const int classes = 1 + static_cast<int>(random() % 6);
        const auto one = test::tuningCase(random, static_cast<int>(random() % 30), classes);
        RankedRows rows(one.table, test::randomOffsets(random, classes), 1);
        for (int step = 0; step < 12; ++step) {
            const auto k = static_cast<ClassIndex>(random() % static_cast<unsigned>(classes));
            const LogUnits offset = random() % 5 == 0 ? (random() % 2 == 0 ? kMaxOffset : -kMaxOffset)
                                                      : test::randomOffsets(random, classes)[0];
            rows.setOffset(k, offset);
            const RankedRows fresh(one.table, rows.offsets(), 1);
            for (std::size_t i = 0; i < one.table.rows(); ++i) {
                QVERIFY(rows.at(i) == fresh.at(i));
                QCOMPARE(rows.decision(i), test::decided(one.table, i, rows.offsets()));
            }
        }
    }
}

void TstTuningTable::crossingsAreWhereDecisionsChange()
{
    std::mt19937 random(6);
    for (int round = 0; round < 3000; ++round) {
        const int classes = 2 + static_cast<int>(random() % 5);
        const auto one = test::tuningCase(random, 5, classes);
        const RankedRows rows(one.table, test::randomOffsets(random, classes), 1);
        const auto k = static_cast<ClassIndex>(random() % static_cast<unsigned>(classes));
        for (std::size_t i = 0; i < one.table.rows(); ++i) {
            const Crossing crossing = rows.crossing(i, k);
            Offsets offsets = rows.offsets();
            offsets[static_cast<std::size_t>(k)] = crossing.from;
            QCOMPARE(test::decided(one.table, i, offsets), k);
            --offsets[static_cast<std::size_t>(k)];
            QCOMPARE(test::decided(one.table, i, offsets), crossing.rival);
        }
    }
}

BADCASE_REGISTER_TEST(TstTuningTable)
#include "tst_tuning_table.moc"
