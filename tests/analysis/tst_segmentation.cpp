// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/segmentation_score.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstSegmentation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void countsEqualBruteForce_data();
    void countsEqualBruteForce();
    void ignoredPixelsCountNowhere();
    void undecidedPixelsAreMisses();
    void knownFigures();
    void backgroundIsNoClass();
    void emptyAndEmpty();
    void sizesMustAgree();
    void rulesOfASchema();
    void changesEqualRecomputing();
};

namespace {

ClassMap randomMap(std::mt19937& random, QSize size, int values)
{
    ClassMap map(size, 0);
    for (auto& pixel : map.mutablePixels())
        pixel = static_cast<std::uint8_t>(random() % static_cast<unsigned>(values));
    return map;
}

ClassMap mapOf(std::initializer_list<int> values)
{
    ClassMap map(QSize(static_cast<int>(values.size()), 1), 0);
    std::copy(values.begin(), values.end(), map.mutablePixels().begin());
    return map;
}

ConfusionCounts counted(const ClassMap& label, const ClassMap& decision, const SegmentationRules& rules)
{
    const auto counts = countPixels(label, decision, rules);
    if (!counts)
        qFatal("%s", qPrintable(counts.error().message));
    return *counts;
}

const SegmentationRules kBinary{2, {}, false};

} // namespace

void TstSegmentation::countsEqualBruteForce_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("ignore");
    for (const int classes : {1, 2, 3, 4, 12, 16, 100, 254}) {
        QTest::addRow("%d classes, 255 ignored", classes) << classes << 255;
        QTest::addRow("%d classes, the last ignored", classes) << classes << classes - 1;
    }
}

void TstSegmentation::countsEqualBruteForce()
{
    QFETCH(const int, classes);
    QFETCH(const int, ignore);
    std::mt19937 random(12);
    const SegmentationRules rules{classes, ignore, true};
    for (const QSize size : {QSize(1, 1), QSize(3, 1), QSize(61, 37)}) {
        const ClassMap label = randomMap(random, size, 256);
        const ClassMap decision = randomMap(random, size, 256);
        ConfusionCounts expected(classes);
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const int l = label.at(x, y);
                const int d = decision.at(x, y);
                if (l < classes && l != ignore)
                    expected.add(l, d < classes ? d : kNoClass);
            }
        }
        QVERIFY(counted(label, decision, rules) == expected);
    }
}

void TstSegmentation::ignoredPixelsCountNowhere()
{
    const SegmentationRules rules{3, 2, true};
    const auto counts = counted(mapOf({0, 1, 2, 2, 255}), mapOf({0, 2, 1, 2, 0}), rules);
    QCOMPARE(counts.total(), 2);
    const auto metrics = segmentationMetrics(counts, rules);
    QCOMPARE(metrics.pixelAccuracy, 0.5);
    QCOMPARE(metrics.perClass.size(), std::size_t(2)); // the ignored class has no score
    QCOMPARE(metrics.perClass[1].iou, 0.0);            // decided as the ignored class: missed
}

void TstSegmentation::undecidedPixelsAreMisses()
{
    const auto metrics = segmentationMetrics(counted(mapOf({1, 1}), mapOf({1, 255}), kBinary), kBinary);
    QCOMPARE(metrics.perClass[0].iou, 0.5);
    QCOMPARE(metrics.pixels, 2);
}

void TstSegmentation::knownFigures()
{
    const SegmentationRules rules{4, {}, true};
    // Class 0: 2 of 3, class 1: 1 of 2; class 2: decided only; class 3: nowhere.
    const auto metrics = segmentationMetrics(counted(mapOf({0, 0, 0, 1}), mapOf({0, 0, 1, 1}), rules), rules);
    COMPARE_NEAR(metrics.perClass[0].iou, 2.0 / 3, 1e-15);
    COMPARE_NEAR(metrics.perClass[0].dice, 0.8, 1e-15);
    COMPARE_NEAR(metrics.perClass[1].iou, 0.5, 1e-15);
    COMPARE_NEAR(metrics.perClass[1].dice, 2.0 / 3, 1e-15);
    QVERIFY(std::isnan(metrics.perClass[2].iou));
    COMPARE_NEAR(metrics.meanIou, (2.0 / 3 + 0.5) / 2, 1e-15); // over the classes that are defined
    COMPARE_NEAR(metrics.meanDice, (0.8 + 2.0 / 3) / 2, 1e-15);
    QCOMPARE(metrics.pixelAccuracy, 0.75);
    for (const auto& one : {metrics.perClass[0], metrics.perClass[1]})
        COMPARE_NEAR(one.dice, 2 * one.iou / (1 + one.iou), 1e-15);
}

void TstSegmentation::backgroundIsNoClass()
{
    const auto counts = counted(mapOf({0, 0, 1, 1}), mapOf({0, 1, 1, 0}), kBinary);
    const auto metrics = segmentationMetrics(counts, kBinary);
    QCOMPARE(metrics.perClass.size(), std::size_t(1));
    QCOMPARE(metrics.perClass[0].classIndex, 1);
    COMPARE_NEAR(metrics.meanIou, 1.0 / 3, 1e-15);
    COMPARE_NEAR(metrics.meanDice, 0.5, 1e-15);
    QCOMPARE(metrics.pixelAccuracy, 0.5); // the background counts here
}

void TstSegmentation::emptyAndEmpty()
{
    const ClassMap nothing = mapOf({0, 0});
    const auto metrics = segmentationMetrics(counted(nothing, nothing, kBinary), kBinary);
    QCOMPARE(metrics.meanIou, kEmptyEmptyScore);
    QCOMPARE(metrics.meanDice, 1.0);
    QVERIFY(std::isnan(metrics.perClass[0].iou));

    const auto found = segmentationMetrics(counted(nothing, mapOf({0, 1}), kBinary), kBinary);
    QCOMPARE(found.meanDice, 0.0);

    // Nothing but ignored pixels: no score at all, and no share in the mean over images.
    const auto ignored = counted(mapOf({255, 255}), nothing, kBinary);
    QVERIFY(std::isnan(segmentationMetrics(ignored, kBinary).meanIou));
    QVERIFY(std::isnan(segmentationMetrics(ignored, kBinary).pixelAccuracy));
    SegmentationScore score(kBinary);
    QVERIFY(std::isnan(score.meanIouPerImage()));
    score.add(ignored);
    score.add(counted(mapOf({1, 1}), mapOf({1, 0}), kBinary));
    QCOMPARE(score.images(), 2);
    QCOMPARE(score.meanIouPerImage(), 0.5);
}

void TstSegmentation::sizesMustAgree()
{
    const auto counts = countPixels(ClassMap(QSize(2, 3), 0), ClassMap(QSize(3, 2), 0), kBinary);
    QVERIFY(!counts);
    QCOMPARE(counts.error().code, ErrorCode::InvalidArgument);
    QVERIFY(counts.error().message.contains(QStringLiteral("2 x 3")));
}

void TstSegmentation::rulesOfASchema()
{
    const auto two =
        Schema::create(Task::Segmentation, {{QStringLiteral("background")}, {QStringLiteral("cell")}}, 255);
    QVERIFY_RESULT(two);
    QVERIFY(SegmentationRules::of(*two, Activation::Sigmoid) == (SegmentationRules{2, 255, false}));
    QVERIFY(SegmentationRules::of(*two, Activation::Softmax) == (SegmentationRules{2, 255, true}));
    const SegmentationRules rules{3, 2, true};
    QVERIFY(rules.scores(0) && rules.scores(1));
    QVERIFY(!rules.scores(2) && !rules.scores(3) && !rules.scores(kNoClass));
}

void TstSegmentation::changesEqualRecomputing()
{
    const SegmentationRules rules{5, 4, true};
    std::mt19937 random(13);
    std::vector<ConfusionCounts> images;
    SegmentationScore score(rules);
    const auto randomImage = [&] {
        return counted(randomMap(random, QSize(7, 5), 5), randomMap(random, QSize(7, 5), 5), rules);
    };
    for (int i = 0; i < 50; ++i) {
        images.push_back(randomImage());
        score.add(images.back());
    }
    for (int change = 0; change < 10'000; ++change) {
        const std::size_t i = random() % images.size();
        const auto to = randomImage();
        score.replace(images[i], to);
        images[i] = to;
    }
    SegmentationScore fresh(rules);
    double iou = 0;
    for (const auto& image : images) {
        fresh.add(image);
        iou += segmentationMetrics(image, rules).meanIou;
    }
    QVERIFY(score == fresh);
    COMPARE_NEAR(score.meanIouPerImage(), iou / 50, 1e-12);
}

BADCASE_REGISTER_TEST(TstSegmentation)
#include "tst_segmentation.moc"
