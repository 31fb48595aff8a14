// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/co_confusion.h"
#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/tag_ranking.h"
#include "inference/analysis/tie_order.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstTagRanking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void byHand();
    void labelsBeyondTheBestTwentyCount();
    void rowsWithoutLabelsAndZeroScores();
    void equalsPlainComputation();
    void followsAnyChanges_data();
    void followsAnyChanges();
    void keepingTheBestIsEnoughWhenTheRestTies();
    void equalsTheChallenge();
    void refuses();
    void pythonNumbers();
    void numpyOrderOfTies();
    void coConfusionByHand();
    void coConfusionIsTakenBack();
};

namespace {

constexpr double kExact = 1e-12;

struct Data {
    std::vector<float> values;
    std::vector<LabelSet> labels;
    int classes = 0;
    ProbabilityTable<float> table() const { return {values, classes}; }
};

LabelSet randomLabels(std::mt19937& random, int classes)
{
    std::vector<ClassIndex> out;
    for (int n = static_cast<int>(random() % 4); n > 0; --n)
        out.push_back(static_cast<ClassIndex>(random() % static_cast<unsigned>(classes)));
    return LabelSet(out);
}

/// `levels` different scores; few of them make many ties.
Data randomData(std::mt19937& random, int rows, int classes, unsigned levels)
{
    Data data;
    data.classes = classes;
    for (int i = 0; i < rows * classes; ++i)
        data.values.push_back(static_cast<float>(random() % levels) / static_cast<float>(levels));
    for (int i = 0; i < rows; ++i)
        data.labels.push_back(randomLabels(random, classes));
    return data;
}

std::shared_ptr<const RankedScores> ranked(const Data& data, int kept = 0)
{
    return RankedScores::create(data.table(), data.labels, kept).value();
}

TagRanking rankingOf(const Data& data, int kept = 0)
{
    TagRanking ranking(ranked(data, kept));
    for (std::size_t i = 0; i < data.labels.size(); ++i)
        ranking.add(i, data.labels[i]);
    return ranking;
}

/// The definition, for scores without ties: walk down the sorted pool.
double plainGap(const Data& data)
{
    std::vector<std::pair<float, bool>> pool;
    qint64 positives = 0;
    const auto classes = static_cast<std::size_t>(data.classes);
    for (std::size_t row = 0; row < data.labels.size(); ++row) {
        std::vector<std::pair<float, bool>> own;
        for (std::size_t k = 0; k < classes; ++k)
            own.emplace_back(data.values[row * classes + k],
                             data.labels[row].contains(static_cast<ClassIndex>(k)));
        std::sort(own.rbegin(), own.rend());
        own.resize(std::min<std::size_t>(own.size(), 20));
        pool.insert(pool.end(), own.begin(), own.end());
        positives += data.labels[row].size();
    }
    std::sort(pool.rbegin(), pool.rend());
    double sum = 0;
    int found = 0;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (pool[i].second)
            sum += ++found / static_cast<double>(i + 1);
    }
    return sum / static_cast<double>(positives);
}

} // namespace

void TstTagRanking::byHand()
{
    const Data data{{0.9f, 0.5f, 0.1f, 0.8f, 0.6f, 0.2f}, {LabelSet{0, 2}, LabelSet{1}}, 3};
    const TagRanking ranking = rankingOf(data);
    QCOMPARE(ranking.samples(), 2);
    // Pool: .9 yes, .8 no, .6 yes, .5 no, .2 no, .1 yes.
    COMPARE_NEAR(ranking.gap(), (1.0 + 2.0 / 3 + 3.0 / 6) / 3, kExact);
    QCOMPARE(ranking.averagePrecision(0), 1.0);
    QCOMPARE(ranking.averagePrecision(1), 1.0);
    QCOMPARE(ranking.averagePrecision(2), 0.5);
    COMPARE_NEAR(ranking.meanAveragePrecision(), 2.5 / 3, kExact);
    QCOMPARE(ranking.hitAtOne(), 0.5);
    // The best two of the first hold one of its two labels, the best one of the second none of its one.
    QCOMPARE(ranking.precisionAtEqualRecall(), 0.25);
}

void TstTagRanking::labelsBeyondTheBestTwentyCount()
{
    Data data;
    data.classes = 25;
    for (int k = 0; k < 25; ++k)
        data.values.push_back(1.0f - 0.01f * static_cast<float>(k));
    data.labels = {LabelSet{0, 19, 20}};
    const TagRanking ranking = rankingOf(data);
    // Rank 1 and rank 20 of three labels; the 21st score is not in the pool.
    COMPARE_NEAR(ranking.gap(), (1.0 + 2.0 / 20) / 3, kExact);
    QCOMPARE(ranking.averagePrecision(20), 1.0);
}

void TstTagRanking::rowsWithoutLabelsAndZeroScores()
{
    const Data data{{0.9f, 0.0f, 0.0f, 0.7f}, {LabelSet{}, LabelSet{0, 1}}, 2};
    TagRanking ranking = rankingOf(data);
    QCOMPARE(ranking.hitAtOne(), 0.5);
    // Of the second only class 1 has a score above 0, so one of its two labels is found; the first counts 0.
    QCOMPARE(ranking.precisionAtEqualRecall(), 0.25);
    ranking.remove(1, data.labels[1]);
    QVERIFY(std::isnan(ranking.gap()));
    QVERIFY(std::isnan(ranking.meanAveragePrecision()));
    QCOMPARE(ranking.hitAtOne(), 0.0);
    ranking.remove(0, data.labels[0]);
    QVERIFY(std::isnan(ranking.hitAtOne()));
    QVERIFY(std::isnan(ranking.precisionAtEqualRecall()));
}

void TstTagRanking::equalsPlainComputation()
{
    std::mt19937 random(11);
    for (int round = 0; round < 20; ++round) {
        Data data = randomData(random, 40 + round, 3 + 2 * round, 1u << 30);
        std::sort(data.values.begin(), data.values.end());
        data.values.erase(std::unique(data.values.begin(), data.values.end()), data.values.end());
        while (data.values.size() < data.labels.size() * static_cast<std::size_t>(data.classes))
            data.values.push_back(1.0f + static_cast<float>(data.values.size())); // still no ties
        std::shuffle(data.values.begin(), data.values.end(), random);
        const TagRanking ranking = rankingOf(data);
        COMPARE_NEAR(ranking.gap(), plainGap(data), kExact);
    }
    // Ties: the areas of scikit-learn's definition, class by class.
    for (int round = 0; round < 20; ++round) {
        const Data data = randomData(random, 60, 5, 7);
        const TagRanking ranking = rankingOf(data);
        const auto areas = classAreas(data.table(), std::span<const LabelSet>(data.labels));
        QVERIFY_RESULT(areas);
        for (int k = 0; k < 5; ++k)
            COMPARE_NEAR(ranking.averagePrecision(k), areas->averagePrecision[static_cast<std::size_t>(k)],
                         kExact);
    }
}

void TstTagRanking::followsAnyChanges_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("classes");
    QTest::addColumn<unsigned>("levels");
    QTest::addColumn<int>("kept");
    QTest::newRow("ties") << 70 << 6 << 5u << 0;
    QTest::newRow("hardly any ties") << 70 << 30 << 100000u << 0;
    QTest::newRow("several blocks") << 700 << 24 << 900u << 0;
    QTest::newRow("the best only") << 300 << 40 << 50u << 22;
}

void TstTagRanking::followsAnyChanges()
{
    QFETCH(const int, rows);
    QFETCH(const int, classes);
    QFETCH(const unsigned, levels);
    QFETCH(const int, kept);
    std::mt19937 random(static_cast<unsigned>(rows + classes));
    const Data data = randomData(random, rows, classes, levels);
    const auto scores = ranked(data, kept);
    TagRanking ranking(scores);
    std::vector<std::optional<LabelSet>> state(data.labels.size());
    for (int step = 0; step < 600; ++step) {
        const std::size_t row = random() % state.size();
        const LabelSet next = randomLabels(random, classes);
        if (!state[row]) {
            ranking.add(row, next);
            state[row] = next;
        } else if (random() % 4 == 0) {
            ranking.remove(row, *state[row]);
            state[row].reset();
        } else {
            ranking.replace(row, *state[row], next);
            state[row] = next;
        }
        if (step % 40 != 39)
            continue;
        TagRanking fresh(scores);
        for (std::size_t i = 0; i < state.size(); ++i) {
            if (state[i])
                fresh.add(i, *state[i]);
        }
        QCOMPARE(ranking.samples(), fresh.samples());
        QVERIFY(test::near(ranking.gap(), fresh.gap(), 0)); // to the last bit
        QVERIFY(test::near(ranking.meanAveragePrecision(), fresh.meanAveragePrecision(), 0));
        for (int k = 0; k < classes; ++k)
            QVERIFY(test::near(ranking.averagePrecision(k), fresh.averagePrecision(k), 0));
        QCOMPARE(ranking.hitAtOne(), fresh.hitAtOne());
        QCOMPARE(ranking.precisionAtEqualRecall(), fresh.precisionAtEqualRecall());
    }
}

void TstTagRanking::keepingTheBestIsEnoughWhenTheRestTies()
{
    std::mt19937 random(3);
    Data data = randomData(random, 120, 50, 1000);
    for (std::size_t row = 0; row < data.labels.size(); ++row) {
        std::vector<std::size_t> order(50);
        std::iota(order.begin(), order.end(), row * 50);
        std::shuffle(order.begin(), order.end(), random);
        for (std::size_t i = 0; i < order.size(); ++i)
            data.values[order[i]] = i < 20 ? data.values[order[i]] + 0.01f : 0.0f;
    }
    const TagRanking all = rankingOf(data);
    const TagRanking best = rankingOf(data, 20);
    QCOMPARE(best.gap(), all.gap());
    COMPARE_NEAR(best.meanAveragePrecision(), all.meanAveragePrecision(), kExact);
    QCOMPARE(best.precisionAtEqualRecall(), all.precisionAtEqualRecall());
}

void TstTagRanking::equalsTheChallenge()
{
    NEEDS_SHARED();
    const QString base = test::shared(QStringLiteral("data/taac2021/"));
    QFile tags(base + QStringLiteral("label_id_synthetic.txt"));
    QFile info(base + QStringLiteral("tagging_info_synthetic.txt"));
    QVERIFY(tags.open(QIODevice::ReadOnly) && info.open(QIODevice::ReadOnly));
    QHash<QString, ClassIndex> ids;
    for (const auto& line : QString::fromUtf8(tags.readAll()).split(u'\n', Qt::SkipEmptyParts))
        ids.insert(line.section(u'\t', 0, 0), line.section(u'\t', 1).toInt());
    const auto predictions = test::jsonFile(base + QStringLiteral("tagging_pred_synthetic.json"));
    Data data;
    data.classes = static_cast<int>(ids.size());
    for (const auto& line : QString::fromUtf8(info.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        std::vector<ClassIndex> truth;
        for (const auto& tag : line.section(u'\t', 1).split(u','))
            truth.push_back(ids.value(tag));
        data.labels.emplace_back(truth);
        std::vector<float> row(static_cast<std::size_t>(data.classes));
        const auto result = predictions[line.section(u'\t', 0, 0)][QStringLiteral("result")][0];
        for (int i = 0; i < result[QStringLiteral("labels")].toArray().size(); ++i)
            row[static_cast<std::size_t>(ids.value(result[QStringLiteral("labels")][i].toString()))] =
                static_cast<float>(result[QStringLiteral("scores")][i].toDouble());
        data.values.insert(data.values.end(), row.begin(), row.end());
    }
    QCOMPARE(data.labels.size(), std::size_t(300));
    const auto expected =
        test::jsonFile(test::shared(QStringLiteral("data/reference/taac2021/metrics.json")));
    const TagRanking ranking = rankingOf(data);
    COMPARE_NEAR(ranking.gap(), expected[QStringLiteral("gap20")].toDouble(), kExact);
    COMPARE_NEAR(ranking.meanAveragePrecision(), expected[QStringLiteral("map_macro_present")].toDouble(),
                 kExact);
}

void TstTagRanking::refuses()
{
    Data data{{0.5f, std::numeric_limits<float>::quiet_NaN()}, {LabelSet{}}, 2};
    QVERIFY(!RankedScores::create(data.table(), data.labels));
    data.values[1] = 0;
    QVERIFY_RESULT(RankedScores::create(data.table(), data.labels));
    data.labels.push_back({});
    const auto wrong = RankedScores::create(data.table(), data.labels);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::InvalidArgument);
}

/// Expected values printed by Python 3.11.
void TstTagRanking::pythonNumbers()
{
    QCOMPARE(pythonSample(10), (std::vector<std::uint32_t>{6, 9, 0, 2, 4, 3, 5, 1, 8, 7}));
    QCOMPARE(pythonSample(3), (std::vector<std::uint32_t>{1, 2, 0}));
    QCOMPARE(pythonSample(1), (std::vector<std::uint32_t>{0}));
    QVERIFY(pythonSample(0).empty());
    const auto many = pythonSample(100000);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < many.size(); ++i)
        sum += i * many[i];
    QCOMPARE(sum % 1000000007, std::uint64_t(693814174));
}

void TstTagRanking::numpyOrderOfTies()
{
    // Up to 16 elements numpy inserts, which keeps ties in order; reversed, the later one comes first.
    QCOMPARE(numpyDescending(std::vector<double>{1, 2, 1, 2}), (std::vector<std::uint32_t>{3, 1, 2, 0}));
    QVERIFY(numpyDescending({}).empty());
    std::mt19937 random(1);
    for (const std::size_t size : {17u, 1000u, 50000u}) {
        std::vector<double> values(size);
        for (double& value : values)
            value = random() % 40;
        auto order = numpyDescending(values);
        QVERIFY(std::is_sorted(order.begin(), order.end(),
                               [&](std::uint32_t a, std::uint32_t b) { return values[a] > values[b]; }));
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < size; ++i)
            QCOMPARE(order[i], static_cast<std::uint32_t>(i));
    }
}

void TstTagRanking::coConfusionByHand()
{
    CoConfusion counts(3);
    counts.add(LabelSet{0, 1}, LabelSet{1, 2}); // 0 missed, 1 found, 2 false
    counts.add(LabelSet{0}, LabelSet{0});
    counts.add(LabelSet{}, LabelSet{2}); // nothing is given, so no pair
    QCOMPARE(counts.samples(), 3);
    QCOMPARE(counts.together(0, 1), 1);
    QCOMPARE(counts.confused(0, 1), 0); // 1 is given too
    QCOMPARE(counts.together(0, 2), 1);
    QCOMPARE(counts.confused(0, 2), 1);
    QCOMPARE(counts.confused(1, 2), 1);
    QCOMPARE(counts.together(1, 1), 1);
    QCOMPARE(counts.together(0, 0), 1);
    QCOMPARE(counts.together(2, 0), 0);
    QCOMPARE(counts.binary(0), (BinaryCounts{1, 1, 0, 1}));
    QCOMPARE(counts.binary(1), (BinaryCounts{1, 0, 0, 2}));
    QCOMPARE(counts.binary(2), (BinaryCounts{0, 0, 2, 1}));
}

void TstTagRanking::coConfusionIsTakenBack()
{
    std::mt19937 random(8);
    CoConfusion counts(6);
    CoConfusion others(6);
    for (int i = 0; i < 200; ++i) {
        const LabelSet label = randomLabels(random, 6);
        const LabelSet decision = randomLabels(random, 6);
        counts.add(label, decision);
        if (i % 3 == 0)
            counts.remove(label, decision);
        else
            others.add(label, decision);
    }
    QVERIFY(counts == others);
    QVERIFY(!(counts == CoConfusion(6)));
}

BADCASE_REGISTER_TEST(TstTagRanking)
#include "tst_tag_ranking.moc"
