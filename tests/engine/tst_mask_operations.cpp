// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The arithmetic of mask steps against scipy and scikit-image (fixtures/mask_steps.json), and against the
/// definitions where they can be tried pixel by pixel.

#include "inference/engine/mask_disc.h"
#include "inference/engine/mask_distance.h"
#include "inference/engine/mask_morphology.h"
#include "inference/engine/mask_regions.h"
#include "inference/engine/mask_steps.h"
#include "tests/engine/mask_cases.h"
#include "tests/support/test_support.h"

#include <QJsonArray>

#include <cmath>
#include <functional>
#include <random>

using namespace badcase;
using namespace badcase::engine;
using test::applied;
using test::Flooded;
using test::forMaps;
using test::integersOf;
using test::mapOf;
using test::sizeOf;

namespace {

using Kind = MaskStep::Kind;

MaskView viewOf(const ClassMap& map)
{
    return {map.pixels().data(), map.width(), map.height()};
}

constexpr std::array<bool, 256> kInside{false, true};

BitPlane bitsOf(const ClassMap& map)
{
    return BitPlane(map, 1, QRect(QPoint(0, 0), map.size()));
}

std::vector<std::uint8_t> bytesOf(const BitPlane& bits)
{
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < bits.height(); ++y) {
        for (int x = 0; x < bits.width(); ++x)
            bytes.push_back(bits.at(x, y) ? 1 : 0);
    }
    return bytes;
}

bool isWithin(const ClassMap& inner, const ClassMap& outer)
{
    for (std::size_t i = 0; i < inner.pixels().size(); ++i) {
        if (inner.pixels()[i] != 0 && outer.pixels()[i] == 0)
            return false;
    }
    return true;
}

} // namespace

class TstMaskOperations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void equalScipy_data();
    void equalScipy();
    void classesEqualScikit();
    void distancesByDefinition();
    void discsByDefinition();
    void openAndCloseAreIdempotent();
    void holesByDefinition();
    void smallPiecesByDefinition();
    void noSmallPieceIsLeft();
};

void TstMaskOperations::equalScipy_data()
{
    test::addMaskFixtures();
}

void TstMaskOperations::equalScipy()
{
    QFETCH(QJsonObject, one);
    const QSize size = sizeOf(one);
    const ClassMap mask = mapOf(one.value(QLatin1String("mask")), size);
    std::vector<std::uint32_t> squares(static_cast<std::size_t>(mask.pixelCount()));
    QVERIFY(squaredDistances(viewOf(mask), kInside, squares.data(), {}));
    QCOMPARE(std::vector<std::int32_t>(squares.begin(), squares.end()),
             integersOf(one.value(QLatin1String("squares"))));
    const MaskRegions regions(mask, Contact::SidesAndCorners);
    QCOMPARE(std::ranges::count(regions.values(), 1), one.value(QLatin1String("pieces")).toInt());
    QCOMPARE(applied({Kind::FillHoles}, mask), mapOf(one.value(QLatin1String("filled")), size));
    const std::pair<Kind, QLatin1String> kinds[] = {{Kind::MinArea, QLatin1String("min_area")},
                                                    {Kind::Open, QLatin1String("opened")},
                                                    {Kind::Close, QLatin1String("closed")}};
    for (const auto& [kind, name] : kinds) {
        const QJsonArray results = one.value(name).toArray();
        QVERIFY(!results.isEmpty());
        for (const QJsonValue& result : results)
            QCOMPARE(applied({kind, kNoClass, result[QLatin1String("value")].toDouble()}, mask),
                     mapOf(result[QLatin1String("mask")], size));
    }
}

void TstMaskOperations::classesEqualScikit()
{
    const QJsonValue many = test::maskFixtures().value(QLatin1String("classes"));
    const ClassMap map = mapOf(many[QLatin1String("map")], sizeOf(many));
    const QJsonArray results = many[QLatin1String("min_area")].toArray();
    QCOMPARE(results.size(), 3);
    for (const QJsonValue& result : results)
        QCOMPARE(applied({Kind::MinArea, kNoClass, result[QLatin1String("value")].toDouble()}, map),
                 mapOf(result[QLatin1String("map")], map.size()));
}

void TstMaskOperations::distancesByDefinition()
{
    forMaps(2, [](const ClassMap& map) {
        std::vector<std::uint32_t> squares(static_cast<std::size_t>(map.pixelCount()));
        QVERIFY(squaredDistances(viewOf(map), kInside, squares.data(), {}));
        for (int y = 0; y < map.height(); ++y) {
            for (int x = 0; x < map.width(); ++x) {
                std::uint32_t nearest = kNoEdge;
                for (int v = 0; v < map.height(); ++v) {
                    for (int u = 0; u < map.width(); ++u) {
                        if (map.at(u, v) == 0)
                            nearest = std::min(
                                nearest, static_cast<std::uint32_t>((u - x) * (u - x) + (v - y) * (v - y)));
                    }
                }
                QCOMPARE(squares[static_cast<std::size_t>(y * map.width() + x)], nearest);
            }
        }
    });
}

/// Also with radii beyond the picture, and from kWidestStrips on.
void TstMaskOperations::discsByDefinition()
{
    std::mt19937 random(3);
    forMaps(2, [&](const ClassMap& map) {
        const double radii[] = {0, 1, 1.45, 2, 2.3, 5, 63.5, 64, 255, 511.9, 512, 1e9};
        const double radius = radii[random() % std::size(radii)];
        std::vector<std::uint8_t> dilated(static_cast<std::size_t>(map.pixelCount()), 0);
        std::vector<std::uint8_t> eroded(dilated.size(), 1);
        for (int i = 0; i < map.pixelCount(); ++i) {
            for (int j = 0; j < map.pixelCount(); ++j) {
                const int dx = i % map.width() - j % map.width(), dy = i / map.width() - j / map.width();
                if (dx * dx + dy * dy > radius * radius)
                    continue;
                const bool inside = map.pixels()[static_cast<std::size_t>(j)] != 0;
                (inside ? dilated : eroded)[static_cast<std::size_t>(i)] = inside ? 1 : 0;
            }
        }
        QCOMPARE(bytesOf(dilateByDisc(bitsOf(map), radius)), dilated);
        QCOMPARE(bytesOf(erodeByDisc(bitsOf(map), radius)), eroded);
    });
    // A disc of many words within the picture.
    ClassMap point(QSize(700, 3), 0);
    point.mutablePixels()[700 + 350] = 1;
    const auto wide = bytesOf(dilateByDisc(bitsOf(point), 300));
    QCOMPARE(std::ranges::count(wide, 1), 601 + 2 * 599);
}

void TstMaskOperations::openAndCloseAreIdempotent()
{
    for (const int classes : {2, 4}) {
        forMaps(classes, [&](const ClassMap& map) {
            for (const double radius : {1.0, 1.5, 2.0, 4.2}) {
                const ClassMap opened = applied({Kind::Open, kNoClass, radius}, map);
                QVERIFY(isWithin(opened, map));
                QCOMPARE(applied({Kind::Open, kNoClass, radius}, opened), opened);
                const ClassMap closed = applied({Kind::Close, kNoClass, radius}, map);
                QVERIFY(isWithin(map, closed));
                if (classes == 2)
                    QCOMPARE(applied({Kind::Close, kNoClass, radius}, closed), closed);
                // One class at a time is what all at once are, as far as they do not compete.
                ClassMap oneByOne = map;
                for (int c = 1; c < classes; ++c)
                    oneByOne = applied({Kind::Open, c, radius}, oneByOne);
                QCOMPARE(oneByOne, opened);
            }
        });
    }
}

void TstMaskOperations::holesByDefinition()
{
    for (const int classes : {2, 4}) {
        forMaps(classes, [](const ClassMap& map) {
            const auto pixels = map.pixels();
            const Flooded flooded(map.size(), false, [&](std::size_t a, std::size_t b) {
                return pixels[a] == 0 && pixels[b] == 0;
            });
            std::vector<QSet<int>> around(flooded.areas.size());
            const auto valueAt = [&](int x, int y) {
                const bool outside = x < 0 || y < 0 || x >= map.width() || y >= map.height();
                return outside ? -1 : int(map.at(x, y));
            };
            for (int y = 0; y < map.height(); ++y) {
                for (int x = 0; x < map.width(); ++x) {
                    const auto piece = flooded.piece[static_cast<std::size_t>(y * map.width() + x)];
                    for (const auto& [dx, dy] : {std::pair(-1, 0), {1, 0}, {0, -1}, {0, 1}}) {
                        if (valueAt(x + dx, y + dy) != 0)
                            around[static_cast<std::size_t>(piece)].insert(valueAt(x + dx, y + dy));
                    }
                }
            }
            for (const qint64 largest : {qint64(0), qint64(1), qint64(5)}) {
                ClassMap expected = map;
                for (std::size_t i = 0; i < pixels.size(); ++i) {
                    const auto piece = static_cast<std::size_t>(flooded.piece[i]);
                    if (pixels[i] == 0 && around[piece].size() == 1 && !around[piece].contains(-1) &&
                        (largest == 0 || flooded.areas[piece] <= largest))
                        expected.mutablePixels()[i] = static_cast<std::uint8_t>(*around[piece].cbegin());
                }
                const ClassMap filled = applied({Kind::FillHoles, kNoClass, double(largest)}, map);
                QCOMPARE(filled, expected);
                QVERIFY(isWithin(map, filled));
            }
        });
    }
}

void TstMaskOperations::smallPiecesByDefinition()
{
    for (const int classes : {2, 4}) {
        forMaps(classes, [](const ClassMap& map) {
            const auto pixels = map.pixels();
            const Flooded flooded(map.size(), true,
                                  [&](std::size_t a, std::size_t b) { return pixels[a] == pixels[b]; });
            for (const int minimum : {1, 2, 7, 60}) {
                ClassMap expected = map;
                for (std::size_t i = 0; i < pixels.size(); ++i) {
                    if (flooded.areas[static_cast<std::size_t>(flooded.piece[i])] < minimum)
                        expected.mutablePixels()[i] = 0;
                }
                QCOMPARE(applied({Kind::MinArea, kNoClass, double(minimum)}, map), expected);
            }
        });
    }
}

/// Without a background: pieces only join what they touch, and none is small afterwards.
void TstMaskOperations::noSmallPieceIsLeft()
{
    forMaps(4, [](const ClassMap& map) {
        for (const int minimum : {2, 7, 60}) {
            const MaskPrediction mask{Activation::Softmax, map, {}};
            const auto result = applyMaskSteps({{Kind::MinArea, kNoClass, double(minimum)}}, mask);
            QVERIFY_RESULT(result);
            const auto pixels = result->decision.pixels();
            const Flooded after(map.size(), true,
                                [&](std::size_t a, std::size_t b) { return pixels[a] == pixels[b]; });
            QVERIFY(after.areas.size() == 1 || std::ranges::min(after.areas) >= minimum);
            const Flooded before(map.size(), true, [&](std::size_t a, std::size_t b) {
                return map.pixels()[a] == map.pixels()[b];
            });
            if (std::ranges::min(before.areas) >= minimum)
                QCOMPARE(result->decision, map);
        }
    });
}

BADCASE_REGISTER_TEST(TstMaskOperations)

#include "tst_mask_operations.moc"
