// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/difference_map.h"
#include "tests/support/test_support.h"

#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstDifferences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void binary();
    void severalClasses();
    void withoutBackground();
    void oneClass();
    void countsAgreeWithTheConfusion();
    void sizesMustAgree();
};

namespace {

ClassMap mapOf(std::initializer_list<int> values)
{
    ClassMap map(QSize(static_cast<int>(values.size()), 1), 0);
    std::copy(values.begin(), values.end(), map.mutablePixels().begin());
    return map;
}

std::vector<Difference> valuesOf(const Result<DifferenceMap>& map)
{
    std::vector<Difference> out;
    for (const auto value : map->pixels.pixels())
        out.push_back(static_cast<Difference>(value));
    return out;
}

using enum Difference;

} // namespace

void TstDifferences::binary()
{
    const SegmentationRules rules{2, {}, false};
    const auto map = differenceMap(mapOf({0, 1, 1, 0, 255, 1}), mapOf({0, 1, 0, 1, 1, 255}), rules);
    QVERIFY_RESULT(map);
    QVERIFY(valuesOf(map) == (std::vector{Nothing, Right, Missed, False, Ignored, Missed}));
    QCOMPARE(map->right, 1);
    QCOMPARE(map->missed, 2);
    QCOMPARE(map->falsePixels, 1);
    QCOMPARE(map->nothing, 1);
    QCOMPARE(map->ignored, 1);
    QCOMPARE(map->confused, 0);
}

void TstDifferences::severalClasses()
{
    const SegmentationRules rules{4, 3, true};
    const auto map = differenceMap(mapOf({0, 0, 2, 3, 9, 1}), mapOf({0, 1, 0, 0, 1, 3}), rules);
    QVERIFY_RESULT(map);
    QVERIFY(valuesOf(map) == (std::vector{Right, Confused, Confused, Ignored, Ignored, Confused}));
}

void TstDifferences::withoutBackground()
{
    const SegmentationRules rules{3, {}, false};
    const auto map = differenceMap(mapOf({0, 1, 2, 1, 0}), mapOf({0, 2, 2, 0, 2}), rules);
    QVERIFY_RESULT(map);
    QVERIFY(valuesOf(map) == (std::vector{Nothing, Confused, Right, Missed, False}));
}

void TstDifferences::oneClass()
{
    const SegmentationRules rules{4, 3, true};
    const auto map = differenceMap(mapOf({0, 0, 2, 3, 2}), mapOf({0, 2, 2, 2, 1}), rules, 2);
    QVERIFY_RESULT(map);
    QVERIFY(valuesOf(map) == (std::vector{Nothing, False, Right, Ignored, Missed}));
}

void TstDifferences::countsAgreeWithTheConfusion()
{
    const SegmentationRules rules{5, 4, true};
    std::mt19937 random(14);
    ClassMap label(QSize(40, 30), 0);
    ClassMap decision = label;
    for (auto& pixel : label.mutablePixels())
        pixel = static_cast<std::uint8_t>(random() % 6);
    for (auto& pixel : decision.mutablePixels())
        pixel = static_cast<std::uint8_t>(random() % 5);
    const auto counts = countPixels(label, decision, rules);
    QVERIFY_RESULT(counts);
    const auto all = differenceMap(label, decision, rules);
    QVERIFY_RESULT(all);
    QCOMPARE(all->right, counts->correct());
    QCOMPARE(all->confused, counts->total() - counts->correct());
    QCOMPARE(all->right + all->confused + all->ignored, label.pixelCount());
    for (int k = 0; k < 4; ++k) {
        const auto one = differenceMap(label, decision, rules, k);
        QVERIFY_RESULT(one);
        QCOMPARE(one->right, counts->at(k, k));
        QCOMPARE(one->missed, counts->support(k) - counts->at(k, k));
        QCOMPARE(one->falsePixels, counts->predicted(k) - counts->at(k, k));
        QCOMPARE(one->confused, 0);
    }
}

void TstDifferences::sizesMustAgree()
{
    const SegmentationRules rules{2, {}, false};
    const auto map = differenceMap(mapOf({0, 1}), mapOf({0}), rules);
    QVERIFY(!map);
    QCOMPARE(map.error().code, ErrorCode::InvalidArgument);
}

BADCASE_REGISTER_TEST(TstDifferences)
#include "tst_differences.moc"
