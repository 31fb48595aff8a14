// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/class_map.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <random>

using namespace badcase;

class TstClassMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void holdsPixels();
    void copiesShareUntilChanged();
    void resizesByPixelCentres_data();
    void resizesByPixelCentres();
    void resizeKeepsValues();
    void compressesAndBack_data();
    void compressesAndBack();
    void refusesDamagedBlobs();
    void refusesWrongSizes();
};

namespace {

ClassMap randomMap(std::mt19937& random, QSize size)
{
    ClassMap map(size, 0);
    for (auto& pixel : map.mutablePixels())
        pixel = static_cast<std::uint8_t>(random() % 256);
    return map;
}

} // namespace

void TstClassMap::holdsPixels()
{
    const ClassMap map(QSize(3, 2), QByteArray("\0\1\2\3\4\5", 6));
    QCOMPARE(map.at(2, 0), 2);
    QCOMPARE(map.at(0, 1), 3);
    QCOMPARE(map.pixelCount(), 6);
    QVERIFY(!map.isNull());
    QVERIFY(ClassMap().isNull());
    QVERIFY(ClassMap(QSize(2, 2), 7) == ClassMap(QSize(2, 2), QByteArray(4, 7)));
    QVERIFY(!(ClassMap(QSize(4, 1), 7) == ClassMap(QSize(2, 2), 7)));
}

void TstClassMap::copiesShareUntilChanged()
{
    const ClassMap map(QSize(2, 1), 1);
    ClassMap copy = map;
    QCOMPARE(copy.bytes().constData(), map.bytes().constData());
    copy.mutablePixels()[0] = 9;
    QCOMPARE(map.at(0, 0), 1);
    QCOMPARE(copy.at(0, 0), 9);
}

void TstClassMap::resizesByPixelCentres_data()
{
    QTest::addColumn<QSize>("from");
    QTest::addColumn<QSize>("to");
    QTest::newRow("up by two") << QSize(3, 2) << QSize(6, 4);
    QTest::newRow("down by two") << QSize(8, 6) << QSize(4, 3);
    QTest::newRow("odd factors") << QSize(7, 5) << QSize(16, 3);
    QTest::newRow("to one pixel") << QSize(9, 9) << QSize(1, 1);
    QTest::newRow("from one pixel") << QSize(1, 1) << QSize(5, 4);
    QTest::newRow("one line") << QSize(100, 1) << QSize(33, 1);
}

void TstClassMap::resizesByPixelCentres()
{
    QFETCH(const QSize, from);
    QFETCH(const QSize, to);
    std::mt19937 random(21);
    const ClassMap map = randomMap(random, from);
    const ClassMap resized = map.resized(to);
    QCOMPARE(resized.size(), to);
    // numpy: map[floor((arange(h') + 0.5) * h / h')][:, floor((arange(w') + 0.5) * w / w')]; the factors
    // above are such that a double is on the right side of every border.
    const auto source = [](int target, int size, int targetSize) {
        return static_cast<int>(std::floor((target + 0.5) * size / targetSize));
    };
    for (int y = 0; y < to.height(); ++y) {
        for (int x = 0; x < to.width(); ++x)
            QCOMPARE(resized.at(x, y),
                     map.at(source(x, from.width(), to.width()), source(y, from.height(), to.height())));
    }
}

void TstClassMap::resizeKeepsValues()
{
    std::mt19937 random(22);
    const ClassMap map = randomMap(random, QSize(13, 7));
    QVERIFY(map.resized(map.size()) == map);
    // Enlarged by whole factors and back, nothing is lost.
    QVERIFY(map.resized(QSize(39, 21)).resized(QSize(13, 7)) == map);
    QVERIFY(ClassMap().resized(QSize(4, 4)).isNull());
}

void TstClassMap::compressesAndBack_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("one pixel") << QSize(1, 1);
    QTest::newRow("one line") << QSize(1000, 1);
    QTest::newRow("one column") << QSize(1, 1000);
    QTest::newRow("noise") << QSize(321, 123);
    QTest::newRow("as large as a tissue slide") << QSize(4500, 4500);
}

void TstClassMap::compressesAndBack()
{
    QFETCH(const QSize, size);
    std::mt19937 random(23);
    for (const ClassMap& map : {randomMap(random, size), ClassMap(size, ClassMap::kUnset)}) {
        const auto back = decompressMap(compressMap(map), size);
        QVERIFY_RESULT(back);
        QVERIFY(*back == map);
    }
    QVERIFY(compressMap(ClassMap(QSize(1000, 1000), 3)).size() < 10'000);
}

void TstClassMap::refusesDamagedBlobs()
{
    std::mt19937 random(24);
    const QSize size(64, 48);
    const ClassMap map = randomMap(random, size);
    const QByteArray blob = compressMap(map);
    const auto refused = [&](const QByteArray& damaged) {
        const auto result = decompressMap(damaged, size);
        return !result && result.error().code == ErrorCode::Corrupt;
    };
    QVERIFY(refused({}));
    QVERIFY(refused("not a zlib stream"));
    for (const qsizetype keep : {qsizetype(1), qsizetype(2), blob.size() / 2, blob.size() - 1})
        QVERIFY2(refused(blob.left(keep)), qPrintable(QString::number(keep)));
    // A flipped bit is found by zlib's check sum wherever it is.
    for (int round = 0; round < 500; ++round) {
        QByteArray damaged = blob;
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(blob.size()));
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
        const auto result = decompressMap(damaged, size);
        QVERIFY2(!result || *result == map, qPrintable(QString::number(at)));
    }
}

void TstClassMap::refusesWrongSizes()
{
    const QByteArray blob = compressMap(ClassMap(QSize(8, 8), 1));
    for (const QSize size : {QSize(8, 7), QSize(8, 9), QSize(0, 8), QSize(-8, -8), QSize(),
                             QSize(2'000'000'000, 2'000'000'000)}) {
        const auto result = decompressMap(blob, size);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Corrupt);
    }
    QVERIFY_RESULT(decompressMap(blob, QSize(16, 4))); // as many pixels: the blob does not know its shape
}

BADCASE_REGISTER_TEST(TstClassMap)
#include "tst_class_map.moc"
