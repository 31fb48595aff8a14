// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_offset_table.h"
#include "tests/analysis/mask_tuning_data.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace badcase;
using namespace badcase::analysis;

class TstMaskOffsets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void decidesTheLargestSum();
    void equalsDecidingWithoutAThird();
    void differsByNoMoreThanItSays();
    void twoClassesAreAlwaysExact();
    void scoresOfManyImages();
    void argumentsAreChecked();
};

namespace {

/// Probabilities of a softmax, in 8 bits: soft, sure, or with ties.
MaskPlanes randomPlanes(std::mt19937& random, QSize size, int classes)
{
    MaskPlanes planes{size, classes, {}};
    const int pixels = size.width() * size.height();
    planes.bytes.fill(0, qsizetype(pixels) * classes);
    const double sharp = std::array{0.3, 2.0, 8.0}[random() % 3];
    const bool ties = random() % 3 == 0;
    for (int i = 0; i < pixels; ++i) {
        std::vector<double> values(std::size_t(classes), 0.0);
        double sum = 0;
        for (double& value : values) {
            const double u = double(random() % 1000) / 1000;
            value = std::exp(sharp * (ties ? std::round(3 * u) / 3 : u));
            sum += value;
        }
        for (int k = 0; k < classes; ++k)
            planes.bytes[qsizetype(k) * pixels + i] =
                static_cast<char>(static_cast<std::uint8_t>(std::lround(255 * values[std::size_t(k)] / sum)));
    }
    return planes;
}

ClassMap randomLabels(std::mt19937& random, QSize size, int classes)
{
    ClassMap label(size, 0);
    for (auto& pixel : label.mutablePixels())
        pixel = random() % 10 == 0 ? 255 : static_cast<std::uint8_t>(random() % unsigned(classes));
    return label;
}

std::vector<int> randomOffsets(std::mt19937& random, int classes, int range)
{
    std::vector<int> offsets;
    for (int k = 0; k < classes; ++k)
        offsets.push_back(int(random() % unsigned(2 * range + 1)) - range);
    return offsets;
}

int valueAt(const MaskPlanes& planes, int k, int i)
{
    const qsizetype pixels = qsizetype(planes.size.width()) * planes.size.height();
    return static_cast<std::uint8_t>(planes.bytes[k * pixels + i]);
}

ConfusionCounts counted(const MaskPlanes& planes, const ClassMap& label, const SegmentationRules& rules,
                        std::span<const int> offsets)
{
    return *countPixels(label, decideWithOffsets(planes, offsets), rules);
}

ConfusionCounts answered(const MaskOffsetCuts& cuts, int classes, std::span<const int> offsets)
{
    ConfusionCounts counts(classes);
    cuts.addTo(counts, offsets);
    return counts;
}

} // namespace

void TstMaskOffsets::decidesTheLargestSum()
{
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        const int classes = 2 + int(random() % 6);
        const MaskPlanes planes = randomPlanes(random, test::randomSize(random), classes);
        const auto offsets =
            round % 4 == 0 ? std::vector<int>(std::size_t(classes), 0) : randomOffsets(random, classes, 60);
        const ClassMap decision = decideWithOffsets(planes, offsets);
        for (int i = 0; i < int(decision.pixelCount()); ++i) {
            // By products of probabilities, not by sums of logarithms; ties only without offsets.
            int best = 0;
            const auto weighed = [&](int k) {
                return std::max(double(valueAt(planes, k, i)), 0.5) *
                       std::exp(offsets[std::size_t(k)] / 16.0);
            };
            for (int k = 1; k < classes; ++k)
                best = weighed(k) > weighed(best) * (1 + 1e-12) ? k : best;
            QCOMPARE(int(decision.pixels()[std::size_t(i)]), best);
        }
    }
}

void TstMaskOffsets::equalsDecidingWithoutAThird()
{
    // Offsets that only lower classes, or raise none above the best two: exact, and it says so.
    std::mt19937 random(2);
    int moved = 0, certain = 0;
    for (int round = 0; round < 600; ++round) {
        const int classes = 2 + int(random() % 6);
        const SegmentationRules rules{
            classes, random() % 2 == 0 ? std::optional<int>(classes - 1) : std::nullopt, true};
        const QSize size = test::randomSize(random);
        const MaskPlanes planes = randomPlanes(random, size, classes);
        const ClassMap label = randomLabels(random, size, classes);
        const auto cuts = MaskOffsetCuts::create(planes, label, rules);
        QVERIFY_RESULT(cuts);
        const std::vector<int> none(std::size_t(classes), 0);
        QVERIFY(answered(*cuts, classes, none) == counted(planes, label, rules, none));
        QCOMPARE(cuts->uncertain(none), 0);
        for (int k = 0; k < 10; ++k) {
            const auto offsets = randomOffsets(random, classes, 1 + int(random() % 40));
            const auto expected = counted(planes, label, rules, offsets);
            if (cuts->uncertain(offsets) > 0)
                continue;
            ++certain;
            QVERIFY(answered(*cuts, classes, offsets) == expected);
            moved += !(expected == counted(planes, label, rules, none));
        }
    }
    QVERIFY2(certain > 500 && moved > 200, qPrintable(QStringLiteral("%1 %2").arg(certain).arg(moved)));
}

void TstMaskOffsets::differsByNoMoreThanItSays()
{
    std::mt19937 random(3);
    int differed = 0;
    for (int round = 0; round < 600; ++round) {
        const int classes = 3 + int(random() % 5);
        const SegmentationRules rules{classes, {}, true};
        const QSize size = test::randomSize(random);
        const MaskPlanes planes = randomPlanes(random, size, classes);
        const ClassMap label = randomLabels(random, size, classes);
        const auto cuts = MaskOffsetCuts::create(planes, label, rules);
        QVERIFY_RESULT(cuts);
        for (const int range : {2, 10, 60, 300}) {
            const auto offsets = randomOffsets(random, classes, range);
            const auto expected = counted(planes, label, rules, offsets);
            const auto actual = answered(*cuts, classes, offsets);
            QCOMPARE(actual.total(), expected.total());
            QCOMPARE(cuts->pixels(), expected.total());
            qint64 moved = 0; // each pixel that is elsewhere is missing in one cell
            for (int row = 0; row < classes; ++row) {
                for (int column = 0; column < classes; ++column)
                    moved += std::max<qint64>(0, expected.at(row, column) - actual.at(row, column));
            }
            QVERIFY(moved <= cuts->uncertain(offsets));
            QVERIFY(cuts->uncertain(offsets) <= cuts->pixels());
            differed += moved > 0;
        }
    }
    QVERIFY(differed > 100);
}

void TstMaskOffsets::twoClassesAreAlwaysExact()
{
    std::mt19937 random(4);
    const SegmentationRules rules{2, {}, false};
    for (int round = 0; round < 200; ++round) {
        const QSize size = test::randomSize(random);
        const MaskPlanes planes = randomPlanes(random, size, 2);
        const ClassMap label = randomLabels(random, size, 2);
        const auto cuts = MaskOffsetCuts::create(planes, label, rules);
        QVERIFY_RESULT(cuts);
        for (int n = -kLargestMargin - 2; n <= kLargestMargin + 2; n += 1 + int(random() % 5)) {
            const std::vector<int> offsets{0, n};
            QVERIFY(answered(*cuts, 2, offsets) == counted(planes, label, rules, offsets));
            QCOMPARE(cuts->uncertain(offsets), 0);
        }
    }
}

void TstMaskOffsets::scoresOfManyImages()
{
    std::mt19937 random(5);
    const SegmentationRules rules{4, {}, true};
    std::vector<MaskOffsetCuts> images;
    SegmentationScore expected(rules);
    const std::vector<int> offsets{3, 3, 3, 3}; // all alike: the plain decision
    qint64 bytes = 0;
    for (int i = 0; i < 30; ++i) {
        const QSize size = test::randomSize(random);
        const MaskPlanes planes = randomPlanes(random, size, 4);
        const ClassMap label = randomLabels(random, size, 4);
        images.push_back(*MaskOffsetCuts::create(planes, label, rules));
        bytes += images.back().bytes();
        test::addScore(expected, label, decideWithOffsets(planes, offsets));
    }
    const OffsetScores scores = offsetScores(images, rules, offsets);
    QVERIFY(scores.score == expected);
    QCOMPARE(scores.uncertainShare(), 0.0);
    QVERIFY(bytes > 0);
}

void TstMaskOffsets::argumentsAreChecked()
{
    std::mt19937 random(6);
    const MaskPlanes planes = randomPlanes(random, QSize(4, 3), 3);
    const auto code = [&](const ClassMap& label, int classes) {
        const auto cuts = MaskOffsetCuts::create(planes, label, {classes, {}, true});
        return cuts ? ErrorCode::Internal : cuts.error().code;
    };
    QCOMPARE(code(ClassMap(QSize(3, 4), 0), 3), ErrorCode::InvalidArgument);
    QCOMPARE(code(ClassMap(QSize(4, 3), 0), 4), ErrorCode::InvalidArgument);
    QCOMPARE(code(ClassMap(QSize(4, 3), 0), 3), ErrorCode::Internal); // none
}

BADCASE_REGISTER_TEST(TstMaskOffsets)
#include "tst_mask_offsets.moc"
