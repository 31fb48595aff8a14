// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Objects that a watershed tells apart, against scikit-image (fixtures/mask_steps.json), against what is
/// promised of them, and on real nuclei.

#include "inference/engine/mask_regions.h"
#include "inference/engine/mask_steps.h"
#include "tests/engine/mask_cases.h"
#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QHash>
#include <QImage>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <numeric>

using namespace badcase;
using namespace badcase::engine;
using test::applied;
using test::forMaps;
using test::integersOf;
using test::mapOf;
using test::sizeOf;
using test::split;

namespace {

using Kind = MaskStep::Kind;

/// Every object hangs together, and objects are numbered without gaps.
bool areObjects(const InstanceMap& instances)
{
    const test::Flooded flooded(instances.size, true, [&](std::size_t a, std::size_t b) {
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

class TstMaskObjects : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void watershedAgrees_data();
    void watershedAgrees();
    void objectsPartitionTheMask();
    void runsOfObjectsPaintThemBack();
    void realNuclei();
};

void TstMaskObjects::watershedAgrees_data()
{
    test::addMaskFixtures();
}

/// As many objects as h-maxima markers. Where floods from two sides come to a draw, their edges may differ;
/// which is better is seen where it is known what was drawn.
void TstMaskObjects::watershedAgrees()
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

void TstMaskObjects::objectsPartitionTheMask()
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

void TstMaskObjects::runsOfObjectsPaintThemBack()
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
void TstMaskObjects::realNuclei()
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

BADCASE_REGISTER_TEST(TstMaskObjects)

#include "tst_mask_objects.moc"
