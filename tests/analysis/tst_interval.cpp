// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/interval.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

using namespace badcase;
using namespace badcase::analysis;

namespace {

constexpr qint64 kEndless = qint64(1) << 40;

double meanOf(const std::vector<double>& values, std::span<const std::size_t> drawn)
{
    double sum = 0;
    for (const std::size_t i : drawn)
        sum += values[i];
    return sum / static_cast<double>(drawn.size());
}

} // namespace

class TstInterval : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void wilsonEqualsNewcombe_data();
    void wilsonEqualsNewcombe();
    void nothingLeftOutIsAPoint();
    void wilsonCoversTheWhole_data();
    void wilsonCoversTheWhole();
    void bootstrapCoversTheWhole_data() { wilsonCoversTheWhole_data(); }
    void bootstrapCoversTheWhole();
    void bootstrapIsTheSameAgain();
    void undefinedRoundsAreLeftOut();
};

/// R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3 (95 %).
void TstInterval::wilsonEqualsNewcombe_data()
{
    QTest::addColumn<qint64>("hits");
    QTest::addColumn<qint64>("of");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("81/263") << qint64(81) << qint64(263) << 0.2553 << 0.3662;
    QTest::newRow("15/148") << qint64(15) << qint64(148) << 0.0624 << 0.1605;
    QTest::newRow("0/20") << qint64(0) << qint64(20) << 0.0 << 0.1611;
    QTest::newRow("1/29") << qint64(1) << qint64(29) << 0.0061 << 0.1718;
}

void TstInterval::wilsonEqualsNewcombe()
{
    QFETCH(qint64, hits);
    QFETCH(qint64, of);
    QFETCH(double, low);
    QFETCH(double, high);
    const Interval interval = wilsonInterval(hits, {of, kEndless}, 0.95);
    QVERIFY2(std::abs(interval.low - low) < 6e-5, qPrintable(QString::number(interval.low, 'g', 9)));
    QVERIFY2(std::abs(interval.high - high) < 6e-5, qPrintable(QString::number(interval.high, 'g', 9)));
    // Hits and misses change places: the interval is mirrored.
    const Interval mirrored = wilsonInterval(of - hits, {of, kEndless}, 0.95);
    QVERIFY(std::abs(mirrored.low - (1 - interval.high)) < 1e-12);
    QVERIFY(std::abs(mirrored.high - (1 - interval.low)) < 1e-12);
}

void TstInterval::nothingLeftOutIsAPoint()
{
    const Interval share = wilsonInterval(7, {10, 10}, 0.9);
    QVERIFY(std::abs(share.low - 0.7) < 1e-12 && std::abs(share.high - 0.7) < 1e-12);
    const std::vector<double> values{0.25, 0.5, 1.0};
    const auto score = [&](std::span<const std::size_t> drawn) { return meanOf(values, drawn); };
    QCOMPARE(bootstrapInterval(0.5, {3, 3}, 0.9, 200, score), (Interval{0.5, 0.5}));
}

void TstInterval::wilsonCoversTheWhole_data()
{
    QTest::addColumn<int>("whole");
    QTest::addColumn<int>("part");
    QTest::newRow("5 %") << 4000 << 200;
    QTest::newRow("30 of 60") << 60 << 30;
    QTest::newRow("30 of 1000") << 1000 << 30;
}

/// What the interval promises: the score of the whole lies in it in about nine of ten draws.
void TstInterval::wilsonCoversTheWhole()
{
    QFETCH(int, whole);
    QFETCH(int, part);
    constexpr int kDraws = 2000;
    std::mt19937_64 random(11);
    int covered = 0;
    for (int i = 0; i < kDraws; ++i) {
        const double p = 0.2 + 0.6 * static_cast<double>(i) / kDraws;
        std::vector<int> hits(static_cast<std::size_t>(whole));
        for (int& hit : hits)
            hit = std::bernoulli_distribution(p)(random) ? 1 : 0;
        const double share = std::accumulate(hits.begin(), hits.end(), 0) / double(whole);
        std::ranges::shuffle(hits, random);
        const qint64 drawn = std::accumulate(hits.begin(), hits.begin() + part, qint64(0));
        const Interval interval = wilsonInterval(drawn, {part, whole}, 0.9);
        covered += interval.low <= share && share <= interval.high ? 1 : 0;
    }
    const double rate = covered / double(kDraws);
    QVERIFY2(rate > 0.86 && rate < 0.96, qPrintable(QString::number(rate)));
}

void TstInterval::bootstrapCoversTheWhole()
{
    QFETCH(int, whole);
    QFETCH(int, part);
    constexpr int kDraws = 400;
    std::mt19937_64 random(12);
    int covered = 0;
    for (int i = 0; i < kDraws; ++i) {
        std::vector<double> dice(static_cast<std::size_t>(whole));
        // As scores of masks are: mostly high, some near zero.
        for (double& one : dice)
            one = 1 - std::pow(std::uniform_real_distribution<double>(0, 1)(random), 3);
        const double mean = std::accumulate(dice.begin(), dice.end(), 0.0) / whole;
        std::ranges::shuffle(dice, random);
        const auto score = [&](std::span<const std::size_t> drawn) { return meanOf(dice, drawn); };
        const double value = std::accumulate(dice.begin(), dice.begin() + part, 0.0) / part;
        const Interval interval = bootstrapInterval(value, {part, whole}, 0.9, 200, score);
        QVERIFY(interval.low <= value && value <= interval.high);
        covered += interval.low <= mean && mean <= interval.high ? 1 : 0;
    }
    const double rate = covered / double(kDraws);
    QVERIFY2(rate > 0.82 && rate < 0.96, qPrintable(QString::number(rate)));
}

void TstInterval::bootstrapIsTheSameAgain()
{
    const std::vector<double> values{0.1, 0.9, 0.4, 0.7, 0.2, 0.6};
    const auto score = [&](std::span<const std::size_t> drawn) { return meanOf(values, drawn); };
    const Interval first = bootstrapInterval(0.48, {6, 100}, 0.9, 50, score);
    QCOMPARE(bootstrapInterval(0.48, {6, 100}, 0.9, 50, score), first);
    QVERIFY(first.low < first.high);
}

void TstInterval::undefinedRoundsAreLeftOut()
{
    const auto never = [](std::span<const std::size_t>) { return std::numeric_limits<double>::quiet_NaN(); };
    QCOMPARE(bootstrapInterval(0.5, {4, 9}, 0.9, 20, never), (Interval{0.5, 0.5}));
    int call = 0;
    const auto sometimes = [&](std::span<const std::size_t>) {
        return ++call % 2 == 0 ? std::numeric_limits<double>::quiet_NaN() : 0.75;
    };
    const Interval interval = bootstrapInterval(0.5, {4, kEndless}, 0.9, 20, sometimes);
    QCOMPARE(interval.low, 0.5);
    QVERIFY(std::abs(interval.high - 0.75) < 1e-9);
}

BADCASE_REGISTER_TEST(TstInterval)
#include "tst_interval.moc"
