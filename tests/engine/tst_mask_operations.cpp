// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The arithmetic of mask steps against scipy and scikit-image (fixtures/mask_steps.json), against the
/// definitions where they can be tried pixel by pixel, and on real nuclei.

#include "inference/engine/mask_disc.h"
#include "inference/engine/mask_distance.h"
#include "inference/engine/mask_morphology.h"
#include "inference/engine/mask_regions.h"
#include "inference/engine/mask_steps.h"
#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QSet>
#include <QtEndian>

#include <cmath>
#include <functional>
#include <numeric>
#include <random>

using namespace badcase;
using namespace badcase::engine;

namespace {

using Kind = MaskStep::Kind;

QByteArray bytesOf(const QJsonValue& array)
{
    const QByteArray packed = QByteArray::fromBase64(array[QLatin1String("data")].toString().toLatin1());
    QByteArray sized(4, '\0'); // qUncompress() takes a hint of the size first
    qToBigEndian<quint32>(1 << 20, sized.data());
    return qUncompress(sized + packed);
}

ClassMap mapOf(const QJsonValue& array, QSize size)
{
    return ClassMap(size, bytesOf(array));
}

std::vector<std::int32_t> integersOf(const QJsonValue& array)
{
    const QByteArray bytes = bytesOf(array);
    std::vector<std::int32_t> values(static_cast<std::size_t>(bytes.size() / 4));
    qFromLittleEndian<std::int32_t>(bytes.constData(), static_cast<qsizetype>(values.size()), values.data());
    return values;
}

QSize sizeOf(const QJsonValue& one)
{
    return {one[QLatin1String("width")].toInt(), one[QLatin1String("height")].toInt()};
}

QJsonObject fixtures()
{
    return test::readJson(test::sourceDir() + QStringLiteral("/tests/engine/fixtures/mask_steps.json"));
}

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

ClassMap applied(const MaskStep& step, const ClassMap& map)
{
    const MaskPrediction mask{Activation::Softmax, map, ClassMap(map.size(), 255)};
    const auto result = applyMaskSteps({step}, mask, {.background = 0});
    return result ? result->decision : ClassMap();
}

InstanceMap split(const ClassMap& map, double height, qint64 minimum = 0)
{
    const MaskPrediction mask{Activation::Softmax, map, ClassMap(map.size(), 255)};
    const auto result =
        applyMaskSteps({{Kind::Watershed, kNoClass, height, minimum}}, mask, {.background = 0});
    return result && result->instances ? *result->instances : InstanceMap{};
}

/// Some with large pieces, some like noise, some empty or full.
ClassMap randomMap(QSize size, int classes, std::mt19937& random)
{
    ClassMap map(size, 0);
    const unsigned style = random() % 8;
    if (style == 0)
        return ClassMap(size, static_cast<std::uint8_t>(random() % static_cast<unsigned>(classes)));
    const auto pixels = map.mutablePixels();
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto width = static_cast<std::size_t>(size.width());
        const bool copy = style > 3 && i > width && random() % 6 != 0;
        pixels[i] = copy ? pixels[i - (random() % 2 == 0 ? 1 : width)]
                         : static_cast<std::uint8_t>(random() % static_cast<unsigned>(classes));
    }
    return map;
}

/// Calls check() for many maps of odd sizes, among them lines and single pixels.
void forMaps(int classes, const std::function<void(const ClassMap&)>& check)
{
    std::mt19937 random(static_cast<unsigned>(classes));
    for (int side = 1; side <= 33; ++side) {
        const int other = 1 + static_cast<int>(random() % 33);
        for (const QSize size : {QSize(side, other), QSize(1, side), QSize(side, 1), QSize(side, side)})
            check(randomMap(size, classes, random));
    }
}

bool isWithin(const ClassMap& inner, const ClassMap& outer)
{
    for (std::size_t i = 0; i < inner.pixels().size(); ++i) {
        if (inner.pixels()[i] != 0 && outer.pixels()[i] == 0)
            return false;
    }
    return true;
}

/// Pieces by flooding, which shares nothing with runs. Numbers from 0 by first pixel, and sizes.
struct Flooded {
    std::vector<int> piece;
    std::vector<qint64> areas;

    Flooded(QSize size, bool corners, const std::function<bool(std::size_t, std::size_t)>& together)
        : piece(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()), -1)
    {
        for (std::size_t start = 0; start < piece.size(); ++start) {
            if (piece[start] >= 0)
                continue;
            const int number = static_cast<int>(areas.size());
            areas.push_back(0);
            std::vector<std::size_t> open{start};
            piece[start] = number;
            while (!open.empty()) {
                const std::size_t at = open.back();
                open.pop_back();
                ++areas.back();
                const int x = static_cast<int>(at) % size.width(), y = static_cast<int>(at) / size.width();
                for (int i = 0; i < 9; ++i) {
                    const int nx = x + i % 3 - 1, ny = y + i / 3 - 1;
                    if (nx < 0 || ny < 0 || nx >= size.width() || ny >= size.height() ||
                        (!corners && i % 2 == 0))
                        continue;
                    const auto next = static_cast<std::size_t>(ny * size.width() + nx);
                    if (piece[next] < 0 && together(at, next)) {
                        piece[next] = number;
                        open.push_back(next);
                    }
                }
            }
        }
    }
};

/// Every object hangs together, and objects are numbered without gaps.
bool areObjects(const InstanceMap& instances)
{
    const Flooded flooded(instances.size, true, [&](std::size_t a, std::size_t b) {
        return instances.labels[a] == instances.labels[b];
    });
    std::vector<QSet<int>> pieces(static_cast<std::size_t>(instances.count) + 1);
    for (std::size_t i = 0; i < flooded.piece.size(); ++i)
        pieces[static_cast<std::size_t>(instances.labels[i])].insert(flooded.piece[i]);
    return std::all_of(pieces.begin() + 1, pieces.end(), [](const QSet<int>& of) { return of.size() == 1; });
}

/// The smallest, over the objects of `b`, of the best overlap with an object of `a` over their union.
double worstOverlap(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b)
{
    QHash<int, qint64> sizesA, sizesB;
    QHash<std::pair<int, int>, qint64> common;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ++sizesA[a[i]];
        ++sizesB[b[i]];
        ++common[{a[i], b[i]}];
    }
    QHash<int, double> best;
    for (auto it = common.cbegin(); it != common.cend(); ++it) {
        const auto [one, other] = it.key();
        const double overlap = double(it.value()) / double(sizesA[one] + sizesB[other] - it.value());
        best[other] = std::max(best[other], overlap);
    }
    return *std::min_element(best.cbegin(), best.cend());
}

/// The share of pixels of objects of `b` that lie in the object of `a` that has most of the object of `b`.
double agreement(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b)
{
    QHash<std::pair<int, int>, qint64> common;
    for (std::size_t i = 0; i < a.size(); ++i)
        ++common[{a[i], b[i]}];
    QHash<int, qint64> most;
    qint64 all = 0;
    for (auto it = common.cbegin(); it != common.cend(); ++it) {
        const int object = it.key().second;
        if (object == 0)
            continue;
        most[object] = std::max(most[object], it.value());
        all += it.value();
    }
    return double(std::accumulate(most.cbegin(), most.cend(), qint64(0))) / double(all);
}

} // namespace

class TstMaskOperations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void equalScipy_data();
    void equalScipy();
    void watershedAgrees_data();
    void watershedAgrees();
    void classesEqualScikit();
    void distancesByDefinition();
    void discsByDefinition();
    void openAndCloseAreIdempotent();
    void holesByDefinition();
    void smallPiecesByDefinition();
    void noSmallPieceIsLeft();
    void objectsPartitionTheMask();
    void runsOfObjectsPaintThemBack();
    void realNuclei();

private:
    void addMasks();
};

void TstMaskOperations::addMasks()
{
    QTest::addColumn<QJsonObject>("one");
    const QJsonArray masks = fixtures().value(QLatin1String("masks")).toArray();
    QCOMPARE(masks.size(), 5);
    for (const QJsonValue& one : masks)
        QTest::newRow(qPrintable(one[QLatin1String("name")].toString())) << one.toObject();
}

void TstMaskOperations::equalScipy_data()
{
    addMasks();
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

void TstMaskOperations::watershedAgrees_data()
{
    addMasks();
}

/// As many objects as h-maxima markers. Where floods from two sides come to a draw, their edges may differ;
/// which is better is seen where it is known what was drawn.
void TstMaskOperations::watershedAgrees()
{
    QFETCH(QJsonObject, one);
    const ClassMap mask = mapOf(one.value(QLatin1String("mask")), sizeOf(one));
    const QJsonArray results = one.value(QLatin1String("watershed")).toArray();
    QCOMPARE(results.size(), 3);
    for (const QJsonValue& result : results) {
        const auto theirs = integersOf(result[QLatin1String("labels")]);
        const InstanceMap ours = split(mask, result[QLatin1String("value")].toDouble());
        QCOMPARE(ours.count, *std::ranges::max_element(theirs));
        QVERIFY(areObjects(ours));
        const double agreeing = agreement(ours.labels, theirs);
        QVERIFY2(agreeing >= 0.9, qPrintable(QString::number(agreeing)));
        if (!one.contains(QLatin1String("drawn")))
            continue;
        const auto drawn = integersOf(one.value(QLatin1String("drawn")));
        const double overlap = worstOverlap(ours.labels, drawn);
        QVERIFY2(overlap >= 0.97 && overlap > worstOverlap(theirs, drawn),
                 qPrintable(QString::number(overlap)));
        QVERIFY2(worstOverlap(ours.labels, theirs) >= 0.96 && agreeing >= 0.99,
                 qPrintable(QString::number(agreeing)));
    }
}

void TstMaskOperations::classesEqualScikit()
{
    const QJsonValue many = fixtures().value(QLatin1String("classes"));
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

void TstMaskOperations::objectsPartitionTheMask()
{
    for (const int classes : {2, 4}) {
        forMaps(classes, [](const ClassMap& map) {
            for (const qint64 minimum : {0, 4, 30}) {
                const MaskPrediction mask{Activation::Softmax, map, {}};
                const auto result =
                    applyMaskSteps({{Kind::Watershed, kNoClass, 0, minimum}}, mask, {.background = 0});
                QVERIFY_RESULT(result);
                const InstanceMap& instances = *result->instances;
                QVERIFY(areObjects(instances));
                std::vector<qint64> areas(static_cast<std::size_t>(instances.count) + 1, 0);
                for (std::size_t i = 0; i < instances.labels.size(); ++i) {
                    QCOMPARE(instances.labels[i] != 0, result->decision.pixels()[i] != 0);
                    ++areas[static_cast<std::size_t>(instances.labels[i])];
                }
                QVERIFY(std::all_of(areas.begin() + 1, areas.end(),
                                    [&](qint64 area) { return area >= std::max<qint64>(1, minimum); }));
                // What is dropped are the pieces that are small as a whole, and nothing else.
                QCOMPARE(result->decision, applied({Kind::MinArea, kNoClass, double(minimum)}, map));
            }
        });
    }
}

void TstMaskOperations::runsOfObjectsPaintThemBack()
{
    forMaps(3, [](const ClassMap& map) {
        const InstanceMap instances = split(map, 0.5);
        const auto runs = instanceRuns(instances);
        QCOMPARE(runs.size(), static_cast<std::size_t>(instances.count));
        ClassMap painted(map.size(), 0);
        for (std::size_t i = 0; i < runs.size(); ++i)
            paintRuns(runs[i], static_cast<std::uint8_t>(1 + i % 255), painted);
        for (std::size_t i = 0; i < instances.labels.size(); ++i)
            QCOMPARE(int(painted.pixels()[i]),
                     instances.labels[i] == 0 ? 0 : 1 + (instances.labels[i] - 1) % 255);
    });
}

/// Nuclei that an expert has told apart, and their union as a model would give it at best.
void TstMaskOperations::realNuclei()
{
    NEEDS_SHARED();
    const QDir folder(test::shared(QStringLiteral("data/seg_binary/dsb2018")));
    const QStringList names =
        QDir(folder.filePath(QStringLiteral("masks"))).entryList({QStringLiteral("*.png")});
    QCOMPARE(names.size(), 70);
    qint64 truth = 0, pieces = 0, objects = 0, errorOfPieces = 0, errorOfObjects = 0;
    for (const QString& name : names) {
        const ClassMap probability = test::readGray(folder.filePath(QStringLiteral("masks/") + name));
        const QImage ids(folder.filePath(QStringLiteral("instances/") + name));
        QCOMPARE(ids.format(), QImage::Format_Grayscale16);
        QSet<quint16> nuclei;
        for (int y = 0; y < ids.height(); ++y) {
            const auto* row = reinterpret_cast<const quint16*>(ids.constScanLine(y));
            for (int x = 0; x < ids.width(); ++x)
                nuclei.insert(row[x]);
        }
        nuclei.remove(0);
        const MaskPrediction mask{Activation::Sigmoid, {}, probability};
        const auto result = applyMaskSteps({{Kind::Watershed, kNoClass, 0, 12}}, mask, {.background = 0});
        QVERIFY_RESULT(result);
        // Only whole pieces that are small are dropped, so Dice changes by their pixels at most.
        const ClassMap before = decisionMap(mask);
        QCOMPARE(result->decision, applied({Kind::MinArea, kNoClass, 12}, before));
        const MaskRegions regions(result->decision, Contact::SidesAndCorners);
        const auto here = std::ranges::count(regions.values(), 1);
        truth += nuclei.size();
        pieces += here;
        objects += result->instances->count;
        errorOfPieces += std::abs(here - nuclei.size());
        errorOfObjects += std::abs(result->instances->count - nuclei.size());
    }
    qInfo("%lld nuclei: %lld pieces (off by %lld), %lld objects (off by %lld)", truth, pieces, errorOfPieces,
          objects, errorOfObjects);
    QVERIFY(2 * errorOfObjects < errorOfPieces);
    QVERIFY(10 * std::abs(objects - truth) < truth);
}

BADCASE_REGISTER_TEST(TstMaskOperations)

#include "tst_mask_operations.moc"
