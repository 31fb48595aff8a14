// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/segment_map.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QJsonArray>

#include <cmath>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstSegmentMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void overlaps();
    void thresholdsOfNumpy();
    void byHand();
    void aStretchIsFoundOnce();
    void interpolates();
    void absentClassesCountZero();
    void videosThatDoNotCount();
    void followsAnyChanges();
    void equalsTheChallenge();
};

namespace {

constexpr double kExact = 1e-12;
using Truth = std::vector<Segment>;
using Predicted = std::vector<ScoredSegment>;

} // namespace

void TstSegmentMap::overlaps()
{
    QCOMPARE(temporalIou(0, 10, 5, 15), 5.0 / 15);
    QCOMPARE(temporalIou(5, 15, 0, 10), 5.0 / 15);
    QCOMPARE(temporalIou(0, 4, 0, 4), 1.0);
    QCOMPARE(temporalIou(0, 4, 1, 3), 0.5);
    QCOMPARE(temporalIou(0, 1, 2, 3), 0.0);
    QCOMPARE(temporalIou(0, 1, 1, 2), 0.0);
    QCOMPARE(temporalIou(2, 2, 2, 2), 0.0); // no length at all
}

void TstSegmentMap::thresholdsOfNumpy()
{
    const auto limits = SegmentMap::thresholds();
    QCOMPARE(limits.front(), 0.5);
    QCOMPARE(limits.back(), 0.95);
    // numpy.linspace(0.5, 0.95, 10)[i].hex()
    QVERIFY(limits[1] == 0x1.199999999999ap-1);
    QVERIFY(limits[4] == 0x1.6666666666666p-1);
    QVERIFY(limits[7] == 0x1.b333333333333p-1);
}

void TstSegmentMap::byHand()
{
    // Class 0: one right at overlap 1, one with overlap 0.8, one false, in this order of scores.
    const std::vector<Predicted> predictions{
        {{0, 10, {{0, 0.9}}}, {20, 28, {{0, 0.8}}}, {50, 60, {{0, 0.85}}}},
    };
    SegmentMap map(1, predictions);
    map.setTruth(0, Truth{{0, 10, {0}}, {20, 30, {0}}});
    // Hit, miss, hit: precision 1, 1/2, 2/3.
    COMPARE_NEAR(map.averagePrecision(0, 0), (1.0 + 2.0 / 3) / 2, kExact);
    COMPARE_NEAR(map.averagePrecision(0, 5), (1.0 + 2.0 / 3) / 2, kExact); // 0.75
    COMPARE_NEAR(map.averagePrecision(0, 7), 0.5, kExact);                 // 0.85: the second is lost
    COMPARE_NEAR(map.meanAveragePrecision(0), (1.0 + 2.0 / 3) / 2, kExact);
}

void TstSegmentMap::aStretchIsFoundOnce()
{
    const std::vector<Predicted> predictions{{{0, 10, {{0, 0.9}}}, {0, 9, {{0, 0.8}}}}};
    SegmentMap map(1, predictions);
    map.setTruth(0, Truth{{0, 10, {0}}});
    QCOMPARE(map.averagePrecision(0, 0), 1.0); // the second is a duplicate behind full recall
    map.setTruth(0, Truth{{0, 10, {0}}, {0, 6, {0}}});
    // The first takes (0, 10); the second then has (0, 6) with overlap 2/3.
    QCOMPARE(map.averagePrecision(0, 0), 1.0);
    QCOMPARE(map.averagePrecision(0, 4), 0.5);
}

void TstSegmentMap::interpolates()
{
    // Miss, hit, hit: precision 0, 1/2, 2/3; at the first recall the better 2/3 of the second counts.
    const std::vector<Predicted> predictions{
        {{90, 95, {{0, 0.9}}}, {0, 10, {{0, 0.8}}}, {20, 30, {{0, 0.7}}}}};
    SegmentMap map(1, predictions);
    map.setTruth(0, Truth{{0, 10, {0}}, {20, 30, {0}}});
    COMPARE_NEAR(map.averagePrecision(0, 0), 2.0 / 3, kExact);
}

void TstSegmentMap::absentClassesCountZero()
{
    const std::vector<Predicted> predictions{{{0, 10, {{0, 0.9}, {1, 0.5}}}}};
    SegmentMap map(4, predictions);
    QVERIFY(std::isnan(map.averageMap())); // nothing is labelled yet
    map.setTruth(0, Truth{{0, 10, {0, 2}}});
    QCOMPARE(map.averagePrecision(0, 0), 1.0);
    QCOMPARE(map.averagePrecision(1, 0), 0.0); // only predicted
    QCOMPARE(map.averagePrecision(2, 0), 0.0); // only labelled
    QCOMPARE(map.meanAveragePrecision(9), 0.25);
    QCOMPARE(map.averageMap(), 0.25);
}

void TstSegmentMap::videosThatDoNotCount()
{
    const std::vector<Predicted> predictions{{{0, 10, {{0, 0.5}}}}, {{0, 10, {{0, 0.9}}}}};
    SegmentMap map(1, predictions);
    map.setTruth(0, Truth{{0, 10, {0}}});
    QCOMPARE(map.averagePrecision(0, 0), 1.0); // the better score is of a video that is not labelled
    map.setTruth(1, Truth{});
    QCOMPARE(map.averagePrecision(0, 0), 0.5); // now it is a false alarm
    map.setTruth(1, {});
    QCOMPARE(map.averagePrecision(0, 0), 1.0);
}

void TstSegmentMap::followsAnyChanges()
{
    constexpr int kVideos = 12;
    constexpr int kClasses = 5;
    std::mt19937 random(6);
    const auto time = [&] { return static_cast<double>(random() % 20); };
    std::vector<Predicted> predictions(kVideos);
    for (auto& list : predictions) {
        for (int i = 0; i < 6; ++i) {
            const double begin = time();
            ScoredSegment segment{begin, begin + 1 + time(), {}};
            for (ClassIndex k = 0; k < kClasses; ++k)
                segment.scores.emplace_back(k, (random() % 8) / 8.0); // many ties
            list.push_back(segment);
        }
    }
    SegmentMap map(kClasses, predictions);
    std::vector<std::optional<Truth>> state(kVideos);
    for (int step = 0; step < 200; ++step) {
        const std::size_t video = random() % kVideos;
        std::optional<Truth> next;
        if (random() % 5 != 0) {
            next.emplace();
            for (unsigned n = random() % 4; n > 0; --n) {
                const double begin = time();
                next->push_back({begin, begin + 1 + time(),
                                 LabelSet{static_cast<ClassIndex>(random() % kClasses),
                                          static_cast<ClassIndex>(random() % kClasses)}});
            }
        }
        map.setTruth(static_cast<int>(video), next);
        state[video] = next;
        if (step % 3 == 0)
            (void)map.averageMap(); // so that some changes meet settled classes and some do not
        if (step % 10 != 9)
            continue;
        SegmentMap fresh(kClasses, predictions);
        for (int i = 0; i < kVideos; ++i)
            fresh.setTruth(i, state[static_cast<std::size_t>(i)]);
        for (int t = 0; t < SegmentMap::kThresholds; ++t)
            QVERIFY(test::near(map.meanAveragePrecision(t), fresh.meanAveragePrecision(t), 0));
    }
}

void TstSegmentMap::equalsTheChallenge()
{
    NEEDS_SHARED();
    const QString base = test::shared(QStringLiteral("data/taac2021/"));
    QFile tags(base + QStringLiteral("label_id_synthetic.txt"));
    QVERIFY(tags.open(QIODevice::ReadOnly));
    QHash<QString, ClassIndex> ids;
    for (const auto& line : QString::fromUtf8(tags.readAll()).split(u'\n', Qt::SkipEmptyParts))
        ids.insert(line.section(u'\t', 0, 0), line.section(u'\t', 1).toInt());
    const auto predicted = test::jsonFile(base + QStringLiteral("structuring_pred_synthetic.json"));
    const auto truth = test::jsonFile(base + QStringLiteral("train_gt_synthetic.json"));
    // QJsonObject sorts its keys; the order of the videos decides ties, so it is taken from another file.
    QFile info(base + QStringLiteral("tagging_info_synthetic.txt"));
    QVERIFY(info.open(QIODevice::ReadOnly));
    std::vector<Predicted> predictions;
    std::vector<Truth> labels;
    for (const auto& line : QString::fromUtf8(info.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const QString video = line.section(u'\t', 0, 0);
        const auto bounds = [](const QJsonValue& value, int i) {
            return value[QStringLiteral("segment")][i].toDouble();
        };
        auto& list = predictions.emplace_back();
        for (const auto value : predicted[video][QStringLiteral("result")].toArray()) {
            ScoredSegment segment{bounds(value, 0), bounds(value, 1), {}};
            const auto names = value[QStringLiteral("labels")].toArray();
            for (int i = 0; i < names.size(); ++i)
                segment.scores.emplace_back(ids.value(names[i].toString()),
                                            value[QStringLiteral("scores")][i].toDouble());
            list.push_back(segment);
        }
        auto& stretches = labels.emplace_back();
        for (const auto value : truth[video][QStringLiteral("annotations")].toArray()) {
            std::vector<ClassIndex> classes;
            for (const auto name : value[QStringLiteral("labels")].toArray())
                classes.push_back(ids.value(name.toString()));
            stretches.push_back({bounds(value, 0), bounds(value, 1), LabelSet(classes)});
        }
    }
    QCOMPARE(predictions.size(), std::size_t(300));
    SegmentMap map(static_cast<int>(ids.size()), predictions);
    for (std::size_t i = 0; i < labels.size(); ++i)
        map.setTruth(static_cast<int>(i), labels[i]);
    const auto expected =
        test::jsonFile(test::shared(QStringLiteral("data/reference/taac2021/metrics.json")));
    for (int t = 0; t < SegmentMap::kThresholds; ++t) {
        const QString key = QString::number(0.5 + 0.05 * t, 'f', 2);
        COMPARE_NEAR(map.meanAveragePrecision(t),
                     expected[QStringLiteral("structuring_mAP_at_tiou")][key].toDouble(), kExact);
    }
    COMPARE_NEAR(map.averageMap(), expected[QStringLiteral("structuring_average_mAP")].toDouble(), kExact);
}

BADCASE_REGISTER_TEST(TstSegmentMap)
#include "tst_segment_map.moc"
