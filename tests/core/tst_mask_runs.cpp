// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/mask_outline.h"
#include "inference/core/mask_runs.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace badcase;
using namespace badcase::test;

class TstMaskRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void numbersPixelsDownTheColumns();
    void textsAreExact_data();
    void textsAreExact();
    void refusesBadKaggleText_data();
    void refusesBadKaggleText();
    void refusesBadCounts();
    void mergesLikePixels();
    void refusesBadPolygons();
    void piecesAndOutlinesAreExact_data();
    void piecesAndOutlinesAreExact();
    void outlinesAHole();
    void equalsTheReferenceMasks();
    void equalsTheReferencePolygons();
    void equalsTheReferenceIous();
};

namespace {

/// Rows of characters: '.' is class 0, a digit its class.
ClassMap mapOf(const QStringList& rows)
{
    ClassMap map(QSize(int(rows.first().size()), int(rows.size())), 0);
    auto pixels = map.mutablePixels();
    std::size_t i = 0;
    for (const QString& row : rows) {
        for (const QChar c : row)
            pixels[i++] = c == u'.' ? 0 : static_cast<std::uint8_t>(c.digitValue());
    }
    return map;
}

ClassMap noise(QSize size, int classes, quint32 seed)
{
    QRandomGenerator random(seed);
    ClassMap map(size, 0);
    for (std::uint8_t& pixel : map.mutablePixels())
        pixel = static_cast<std::uint8_t>(random.bounded(classes));
    return map;
}

ClassMap painted(const MaskRuns& runs)
{
    ClassMap map(runs.size, 0);
    paintRuns(runs, 1, map);
    return map;
}

std::vector<double> cornersOf(const std::vector<QPoint>& outline)
{
    std::vector<double> corners;
    for (const QPoint point : outline) {
        corners.push_back(point.x());
        corners.push_back(point.y());
    }
    return corners;
}

QJsonObject reference()
{
    QFile file(shared("data/reference/rle/coco_rle_reference.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QSize sizeOf(const QJsonObject& mask)
{
    const QJsonArray size = mask["size"].toArray();
    return QSize(size.at(1).toInt(), size.at(0).toInt());
}

QRect boundsOf(const QJsonObject& mask)
{
    const QJsonArray box = mask["bbox"].toArray();
    return QRect(int(box.at(0).toDouble()), int(box.at(1).toDouble()), int(box.at(2).toDouble()),
                 int(box.at(3).toDouble()));
}

std::vector<qint64> countsOf(const QJsonObject& mask)
{
    std::vector<qint64> counts;
    for (const auto& count : mask["counts_uncompressed"].toArray())
        counts.push_back(count.toInteger());
    return counts;
}

} // namespace

void TstMaskRuns::numbersPixelsDownTheColumns()
{
    const ClassMap map = mapOf({".1..", ".1.1", "..11"});
    const MaskRuns runs = runsOfClass(map, 1);
    QCOMPARE(runs.counts, (std::vector<std::uint32_t>{3, 2, 3, 1, 1, 2}));
    QCOMPARE(kaggleText(runs), QByteArray("4 2 9 1 11 2"));
    QCOMPARE(maskArea(runs), 5);
    QCOMPARE(maskBounds(runs), QRect(1, 0, 3, 3));
    QVERIFY(painted(runs) == map);
    QCOMPARE(maskBounds(runsOfClass(map, 7)), QRect(0, 0, 0, 0));
}

void TstMaskRuns::textsAreExact_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize size :
         {QSize(1, 1), QSize(1, 9), QSize(9, 1), QSize(7, 5), QSize(64, 3), QSize(65, 31), QSize(200, 130)})
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void TstMaskRuns::textsAreExact()
{
    QFETCH(QSize, size);
    for (quint32 seed = 0; seed < 20; ++seed) {
        const ClassMap map = noise(size, 2 + int(seed % 3), seed);
        const MaskRuns runs = runsOfClass(map, 1);
        ClassMap back(size, 0);
        paintRuns(runs, 1, back);
        for (std::size_t i = 0; i < map.pixels().size(); ++i)
            QCOMPARE(back.pixels()[i] == 1, map.pixels()[i] == 1);
        QVERIFY(runsOf(size, insideRuns(runs)) == runs);
        const auto kaggle = runsFromKaggle(kaggleText(runs), size);
        QVERIFY_RESULT(kaggle);
        QVERIFY(*kaggle == runs);
        const auto compressed = runsFromCompressed(compressedText(runs), size);
        QVERIFY_RESULT(compressed);
        QVERIFY(*compressed == runs);
    }
}

void TstMaskRuns::refusesBadKaggleText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("good") << QByteArray("1 5 9 4") << true;
    QTest::newRow("spaces") << QByteArray("  1 5\n9 4 ") << true;
    QTest::newRow("empty") << QByteArray("") << true;
    QTest::newRow("whole picture") << QByteArray("1 100") << true;
    QTest::newRow("overlap") << QByteArray("1 5 3 4") << false;
    QTest::newRow("backwards") << QByteArray("50 3 10 2") << false;
    QTest::newRow("behind the end") << QByteArray("95 20") << false;
    QTest::newRow("start behind the end") << QByteArray("101 1") << false;
    QTest::newRow("from zero") << QByteArray("0 5") << false;
    QTest::newRow("odd") << QByteArray("5") << false;
    QTest::newRow("negative") << QByteArray("-3 4") << false;
    QTest::newRow("no length") << QByteArray("3 0") << false;
    QTest::newRow("letters") << QByteArray("x y") << false;
    QTest::newRow("fraction") << QByteArray("1.5 2") << false;
    QTest::newRow("too large a number") << QByteArray("1 99999999999999999999") << false;
    QTest::newRow("sum beyond 64 bit") << QByteArray("2 9223372036854775807") << false;
}

void TstMaskRuns::refusesBadKaggleText()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    const auto runs = runsFromKaggle(text, QSize(10, 10));
    QCOMPARE(runs.has_value(), good);
    if (!runs)
        QVERIFY(!runs.error().message.isEmpty());
}

void TstMaskRuns::refusesBadCounts()
{
    const QSize size(4, 5);
    const std::vector<qint64> negative{10, -2, 12};
    const std::vector<qint64> few{10, 2};
    const std::vector<qint64> many{10, 20};
    const std::vector<qint64> huge{10, 9223372036854775807};
    for (const auto& counts : {negative, few, many, huge})
        QVERIFY(!runsFromCounts(counts, size));
    QVERIFY(!runsFromCompressed("D", size)); // 20 - 32 = -12
    QVERIFY(runsFromCompressed("d0", size)); // 20 pixels outside
    QVERIFY(!runsFromCompressed("d", size)); // says that more follows
    QVERIFY(!runsFromCompressed("\x01", size));
    QVERIFY(!runsFromCompressed(QByteArray(40, 'o'), size)); // a number without end
}

void TstMaskRuns::mergesLikePixels()
{
    const QSize size(23, 17);
    const ClassMap a = noise(size, 2, 1);
    const ClassMap b = noise(size, 3, 2);
    const ClassMap c = noise(size, 2, 3);
    const MaskRuns masks[] = {runsOfClass(a, 1), runsOfClass(b, 1), runsOfClass(c, 1)};
    const ClassMap any = painted(mergeMasks(masks));
    const ClassMap all = painted(mergeMasks(masks, true));
    for (std::size_t i = 0; i < a.pixels().size(); ++i) {
        QCOMPARE(any.pixels()[i] != 0, a.pixels()[i] == 1 || b.pixels()[i] == 1 || c.pixels()[i] == 1);
        QCOMPARE(all.pixels()[i] != 0, a.pixels()[i] == 1 && b.pixels()[i] == 1 && c.pixels()[i] == 1);
    }
    const MaskRuns nothing = runsOfClass(a, 9);
    QCOMPARE(maskIou(nothing, nothing), 0.0);
    QCOMPARE(maskIou(masks[0], masks[0]), 1.0);
}

void TstMaskRuns::refusesBadPolygons()
{
    const QSize size(10, 10);
    QVERIFY(!rasterisePolygon(std::vector<double>{1, 2, 3}, size));
    QVERIFY(!rasterisePolygon(std::vector<double>{}, size));
    QVERIFY(!rasterisePolygon(std::vector<double>{1, 2, 3, std::nan(""), 5, 6}, size));
    QVERIFY(!rasterisePolygon(std::vector<double>{1, 2, 3e9, 4, 5, 6}, size));
    const auto twice = rasterisePolygon(std::vector<double>{2, 2, 2, 2, 6, 2, 6, 2, 6, 5, 2, 5}, size);
    QVERIFY_RESULT(twice); // a corner given twice changes nothing
    QCOMPARE(maskArea(*twice), 12);
}

void TstMaskRuns::piecesAndOutlinesAreExact_data()
{
    textsAreExact_data();
}

void TstMaskRuns::piecesAndOutlinesAreExact()
{
    QFETCH(QSize, size);
    for (quint32 seed = 0; seed < 12; ++seed) {
        // Two values make many holes and corners that touch; four make many small pieces.
        const ClassMap map = noise(size, 2 + int(seed % 3), seed + 100);
        ClassMap together(size, 0);
        qint64 area = 0;
        for (const MaskComponent& piece :
             maskComponents(map, [](std::uint8_t value) { return value != 0; })) {
            const auto outline = outlineOf(piece.runs);
            const auto filled = rasterisePolygon(cornersOf(outline), size);
            QVERIFY_RESULT(filled);
            QVERIFY2(*filled == piece.runs, qPrintable(QStringLiteral("seed %1").arg(seed)));
            paintRuns(piece.runs, piece.value, together);
            area += maskArea(piece.runs);
        }
        QVERIFY(together == map);
        QCOMPARE(area, map.pixelCount() - map.bytes().count('\0'));
    }
}

void TstMaskRuns::outlinesAHole()
{
    const ClassMap map =
        mapOf({"........", ".11111..", ".1...1..", ".1.1.1.2", ".1...1..", ".11111..", "......1."});
    const auto pieces = maskComponents(map, [](std::uint8_t value) { return value != 0; });
    QCOMPARE(pieces.size(), std::size_t(4)); // ring, dot in it, dot at its corner, class 2
    QCOMPARE(pieces.back().value, 2);
    QCOMPARE(outlineOf(pieces[1].runs), (std::vector<QPoint>{{3, 4}, {3, 3}, {4, 3}, {4, 4}}));
    QCOMPARE(maskArea(pieces[0].runs), 16);
    const auto square = outlineOf(runsOfClass(mapOf({"11", "11"}), 1));
    QCOMPARE(square.size(), std::size_t(4));
    QVERIFY(outlineOf(runsOfClass(map, 5)).empty());
    // Whoever cannot draw seams gets the pieces without holes only.
    QVERIFY(!outlineOf(pieces[0].runs).empty());
    QVERIFY(seamlessOutlineOf(pieces[0].runs).empty());
    for (std::size_t i = 1; i < pieces.size(); ++i)
        QCOMPARE(seamlessOutlineOf(pieces[i].runs), outlineOf(pieces[i].runs));
}

void TstMaskRuns::equalsTheReferenceMasks()
{
    NEEDS_SHARED();
    const QJsonArray masks = reference()["masks"].toArray();
    QVERIFY(masks.size() >= 41);
    for (const auto& value : masks) {
        const QJsonObject mask = value.toObject();
        const QString name = mask["name"].toString();
        const QSize size = sizeOf(mask);
        const auto runs = runsFromCounts(countsOf(mask), size);
        QVERIFY_RESULT(runs);
        QVERIFY2(compressedText(*runs) == mask["counts"].toString().toLatin1(), qPrintable(name));
        QVERIFY2(kaggleText(*runs) == mask["kaggle_rle"].toString().toLatin1(), qPrintable(name));
        QVERIFY2(runsFromCompressed(mask["counts"].toString().toLatin1(), size).value() == *runs,
                 qPrintable(name));
        QVERIFY2(runsFromKaggle(mask["kaggle_rle"].toString().toLatin1(), size).value() == *runs,
                 qPrintable(name));
        QVERIFY2(runsOfClass(painted(*runs), 1) == *runs, qPrintable(name));
        QCOMPARE(maskArea(*runs), mask["area"].toInteger());
        QCOMPARE(maskBounds(*runs), boundsOf(mask));
    }
}

void TstMaskRuns::equalsTheReferencePolygons()
{
    NEEDS_SHARED();
    const QJsonArray polygons = reference()["polygons"].toArray();
    QVERIFY(polygons.size() >= 6);
    for (const auto& value : polygons) {
        const QJsonObject polygon = value.toObject();
        std::vector<double> corners;
        for (const auto& number : polygon["polygon"].toArray())
            corners.push_back(number.toDouble());
        const auto runs = rasterisePolygon(corners, sizeOf(polygon));
        QVERIFY_RESULT(runs);
        QVERIFY2(*runs == runsFromCounts(countsOf(polygon), sizeOf(polygon)).value(),
                 qPrintable(polygon["name"].toString()));
        QCOMPARE(maskArea(*runs), polygon["area"].toInteger());
        QCOMPARE(maskBounds(*runs), boundsOf(polygon));
    }
}

void TstMaskRuns::equalsTheReferenceIous()
{
    NEEDS_SHARED();
    const QJsonObject all = reference();
    QHash<QString, MaskRuns> masks;
    for (const auto& entry : all["masks"].toArray()) {
        const QJsonObject mask = entry.toObject();
        masks.insert(mask["name"].toString(), runsFromCounts(countsOf(mask), sizeOf(mask)).value());
    }
    const QJsonArray ious = all["ious"].toArray();
    QVERIFY(ious.size() >= 8);
    for (const auto& entry : ious) {
        const QJsonObject value = entry.toObject();
        const double found = maskIou(masks.value(value["dt"].toString()), masks.value(value["gt"].toString()),
                                     value["iscrowd"].toInt() != 0);
        QVERIFY2(std::abs(found - value["iou"].toDouble()) < 1e-15, qPrintable(value["dt"].toString()));
    }
}

BADCASE_REGISTER_TEST(TstMaskRuns)
#include "tst_mask_runs.moc"
