// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/class_areas.h"
#include "inference/analysis/class_metrics.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <limits>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstRanking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void knownAreas();
    void tiesCountHalf();
    void oneKindOnly();
    void rejectsWhatCannotBeRanked();
    void areasEqualBruteForce();
    void radixAndComparisonSortAgree();
    void curvesEndWhereTheyMust();
    void thinningKeepsTheShape();
    void tablesByColumn();
    void sumsParents();
};

namespace {

struct Case {
    std::vector<float> scores;
    std::vector<std::uint8_t> truth;
};

/// Few distinct scores, so that ties are common.
Case randomCase(std::mt19937& random, std::size_t size, unsigned distinct)
{
    Case out;
    for (std::size_t i = 0; i < size; ++i) {
        out.scores.push_back(static_cast<float>(random() % distinct) / static_cast<float>(distinct));
        out.truth.push_back(static_cast<std::uint8_t>(random() % 3 == 0));
    }
    return out;
}

/// The chance that a positive stands above a negative, over all pairs.
double bruteAuc(const Case& data)
{
    double won = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < data.scores.size(); ++i) {
        for (std::size_t j = 0; j < data.scores.size(); ++j) {
            if (!data.truth[i] || data.truth[j])
                continue;
            ++pairs;
            won += data.scores[i] > data.scores[j] ? 1.0 : data.scores[i] == data.scores[j] ? 0.5 : 0.0;
        }
    }
    return pairs > 0 ? won / pairs : std::numeric_limits<double>::quiet_NaN();
}

/// The mean over positives of the precision at their own score: the same sum in another order.
double bruteAp(const Case& data)
{
    double sum = 0;
    int positives = 0;
    for (std::size_t i = 0; i < data.scores.size(); ++i) {
        if (!data.truth[i])
            continue;
        ++positives;
        int above = 0;
        int hits = 0;
        for (std::size_t j = 0; j < data.scores.size(); ++j) {
            above += data.scores[j] >= data.scores[i];
            hits += data.scores[j] >= data.scores[i] && data.truth[j];
        }
        sum += static_cast<double>(hits) / above;
    }
    return positives > 0 ? sum / positives : std::numeric_limits<double>::quiet_NaN();
}

Result<Ranking> rank(const std::vector<float>& scores, const std::vector<std::uint8_t>& truth)
{
    return Ranking::create(std::span<const float>(scores), truth);
}

} // namespace

void TstRanking::knownAreas()
{
    // The example of scikit-learn's documentation: AUC 0.75, AP 0.8333...
    const auto ranking = rank({0.1f, 0.4f, 0.35f, 0.8f}, {0, 0, 1, 1});
    QVERIFY_RESULT(ranking);
    COMPARE_NEAR(ranking->rocAuc(), 0.75, 1e-15);
    COMPARE_NEAR(ranking->averagePrecision(), 0.8333333333333333, 1e-15);
    QCOMPARE(ranking->steps().size(), std::size_t(4));
    QCOMPARE(ranking->positives(), 2);
}

void TstRanking::tiesCountHalf()
{
    const auto ranking = rank({0.5f, 0.5f, 0.5f, 0.5f}, {1, 0, 1, 0});
    QVERIFY_RESULT(ranking);
    QCOMPARE(ranking->steps().size(), std::size_t(1));
    QCOMPARE(ranking->rocAuc(), 0.5);
    QCOMPARE(ranking->averagePrecision(), 0.5);
    // 0 and -0 are one score.
    const auto zeros = rank({0.0f, -0.0f}, {1, 0});
    QVERIFY_RESULT(zeros);
    QCOMPARE(zeros->steps().size(), std::size_t(1));
}

void TstRanking::oneKindOnly()
{
    const auto negatives = rank({0.1f, 0.2f}, {0, 0});
    QVERIFY_RESULT(negatives);
    QVERIFY(std::isnan(negatives->averagePrecision()));
    QVERIFY(std::isnan(negatives->rocAuc()));
    QVERIFY(negatives->prCurve().empty());
    const auto positives = rank({0.1f, 0.2f}, {1, 1});
    QVERIFY_RESULT(positives);
    QCOMPARE(positives->averagePrecision(), 1.0);
    QVERIFY(std::isnan(positives->rocAuc()));
    QVERIFY(positives->rocCurve().empty());
    const auto nothing = rank({}, {});
    QVERIFY_RESULT(nothing);
    QVERIFY(std::isnan(nothing->averagePrecision()));
    QVERIFY(nothing->rocCurve().empty());
}

void TstRanking::rejectsWhatCannotBeRanked()
{
    const auto nan = rank({0.1f, std::numeric_limits<float>::quiet_NaN()}, {0, 1});
    QVERIFY(!nan);
    QCOMPARE(nan.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!rank({0.1f}, {0, 1}));
}

void TstRanking::areasEqualBruteForce()
{
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        const Case data = randomCase(random, 1 + random() % 60, 1 + random() % 30);
        const auto ranking = rank(data.scores, data.truth);
        QVERIFY_RESULT(ranking);
        COMPARE_NEAR(ranking->rocAuc(), bruteAuc(data), 1e-13);
        COMPARE_NEAR(ranking->averagePrecision(), bruteAp(data), 1e-13);
    }
}

void TstRanking::radixAndComparisonSortAgree()
{
    std::mt19937 random(6);
    Case data = randomCase(random, 20'000, 5000);
    data.scores[17] = std::numeric_limits<float>::denorm_min();
    data.scores[18] = std::numeric_limits<float>::max();
    const std::vector<double> wide(data.scores.begin(), data.scores.end());
    const auto radix = rank(data.scores, data.truth);
    const auto compared = Ranking::create(std::span<const double>(wide), data.truth);
    QVERIFY_RESULT(radix);
    QVERIFY_RESULT(compared);
    QVERIFY(radix->prCurve() == compared->prCurve());
    // A negative score takes the other way; moving all scores changes no order.
    for (float& score : data.scores)
        score = score > 1 ? 1 : score - 0.5f;
    const auto shifted = rank(data.scores, data.truth);
    QVERIFY_RESULT(shifted);
    QVERIFY(shifted->steps().front().threshold > shifted->steps().back().threshold);
    QCOMPARE(shifted->positives(), radix->positives());
}

void TstRanking::curvesEndWhereTheyMust()
{
    std::mt19937 random(7);
    const Case data = randomCase(random, 500, 100);
    const auto ranking = rank(data.scores, data.truth);
    QVERIFY_RESULT(ranking);
    const auto pr = ranking->prCurve();
    const auto roc = ranking->rocCurve();
    QCOMPARE(pr.front().y, 1.0);
    QCOMPARE(pr.back().x, 1.0);
    COMPARE_NEAR(pr.back().y, static_cast<double>(ranking->positives()) / 500, 1e-15);
    QCOMPARE(roc.front().x + roc.front().y, 0.0);
    QCOMPARE(roc.back().x + roc.back().y, 2.0);
    double area = 0;
    for (std::size_t i = 1; i < roc.size(); ++i) {
        QVERIFY(roc[i].x >= roc[i - 1].x && roc[i].y >= roc[i - 1].y &&
                roc[i].threshold < roc[i - 1].threshold);
        area += (roc[i].x - roc[i - 1].x) * (roc[i].y + roc[i - 1].y) / 2;
    }
    COMPARE_NEAR(area, ranking->rocAuc(), 1e-12);
}

void TstRanking::thinningKeepsTheShape()
{
    std::mt19937 random(8);
    const Case data = randomCase(random, 30'000, 20'000);
    const auto ranking = rank(data.scores, data.truth);
    QVERIFY_RESULT(ranking);
    const auto curve = ranking->prCurve();
    constexpr int kPoints = 800;
    const auto thin = thinned(curve, kPoints);
    QVERIFY(thin.size() <= std::size_t(kPoints));
    QVERIFY(thin.size() > std::size_t(kPoints / 2));
    QVERIFY(thin.front() == curve.front());
    QVERIFY(thin.back() == curve.back());
    // Every point of the thin curve is one of the whole curve, and each column keeps its lowest and highest
    // y.
    const int columns = kPoints / 4;
    std::vector<std::pair<double, double>> whole(static_cast<std::size_t>(columns), {2, -1});
    auto kept = whole;
    const auto note = [&](std::vector<std::pair<double, double>>& ranges, const CurvePoint& point) {
        auto& [low, high] = ranges[static_cast<std::size_t>(std::min(int(point.x * columns), columns - 1))];
        low = std::min(low, point.y);
        high = std::max(high, point.y);
    };
    for (const auto& point : curve)
        note(whole, point);
    for (const auto& point : thin) {
        note(kept, point);
        QVERIFY(std::find(curve.begin(), curve.end(), point) != curve.end());
    }
    QVERIFY(whole == kept);
    QVERIFY(thinned(thin, kPoints) == thin);
    QVERIFY(thinned({}, kPoints).empty());
}

void TstRanking::tablesByColumn()
{
    const std::vector<float> table{0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f};
    const std::vector<ClassIndex> labels{0, 1, 1};
    const auto areas = classAreas(ProbabilityTable<float>{table, 2}, labels);
    QVERIFY_RESULT(areas);
    QCOMPARE(areas->rocAuc, (std::vector<double>{1.0, 1.0}));
    const std::vector<LabelSet> sets{{0, 1}, {}, {0}};
    const auto several = classAreas(ProbabilityTable<float>{table, 2}, sets);
    QVERIFY_RESULT(several);
    QCOMPARE(several->averagePrecision[0], 1.0);
    COMPARE_NEAR(several->averagePrecision[1], 1.0 / 3, 1e-15);
    QVERIFY(!classAreas(ProbabilityTable<float>{table, 3}, labels));
    const auto ranking = rankClass(ProbabilityTable<float>{table, 2}, labels, 1);
    QVERIFY_RESULT(ranking);
    QCOMPARE(ranking->positives(), 2);
}

void TstRanking::sumsParents()
{
    const auto schema = Schema::create(Task::Classification, {{QStringLiteral("a"), QStringLiteral("x")},
                                                              {QStringLiteral("b"), QStringLiteral("y")},
                                                              {QStringLiteral("c"), QStringLiteral("x")}});
    QVERIFY_RESULT(schema);
    const std::vector<float> table{0.25f, 0.5f, 0.25f, 1, 0, 0};
    QCOMPARE(summedByParent({table, 3}, *schema), (std::vector<double>{0.5, 0.5, 1, 0}));
}

BADCASE_REGISTER_TEST(TstRanking)
#include "tst_ranking.moc"
