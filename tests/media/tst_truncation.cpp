// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_reader.h"
#include "tests/media/media_test_data.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::media;

/// A picture that is cut off at any length must be refused: a half picture is worse than none.
class TstTruncation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cutPictures_data();
    void cutPictures();
    void changedBytesNeverCrash_data() { cutPictures_data(); }
    void changedBytesNeverCrash();
    void bytesBehindTheEndAreFine();
};

static QByteArray asciiPgm()
{
    QByteArray text("P2\n# made here\n16 16\n255\n");
    for (int i = 0; i < 256; ++i)
        text += QByteArray::number(i) + (i % 16 == 15 ? "\n" : " ");
    return text;
}

/// 64 x 64, one global colour table, uncompressed-style LZW (a clear code often enough that codes stay 9
/// bits).
static QByteArray smallGif()
{
    QByteArray gif("GIF89a\x40\0\x40\0\xF7\0\0", 13);
    for (int i = 0; i < 256; ++i)
        gif.append(static_cast<char>(i)).append(static_cast<char>(255 - i)).append(static_cast<char>(i / 2));
    gif.append(",\0\0\0\0\x40\0\x40\0\0\x08", 11);
    QByteArray packed;
    quint32 bits = 0;
    int count = 0;
    const auto put = [&](quint32 code) {
        bits |= code << count;
        for (count += 9; count >= 8; count -= 8, bits >>= 8)
            packed.append(static_cast<char>(bits & 0xFF));
    };
    for (int i = 0; i < 64 * 64; ++i) {
        if (i % 200 == 0)
            put(256);
        put(static_cast<quint32>((i * 7 + i / 64) & 0xFF));
    }
    put(257);
    packed.append(static_cast<char>(bits & 0xFF));
    for (qsizetype at = 0; at < packed.size(); at += 255) {
        const QByteArray block = packed.mid(at, 255);
        gif.append(static_cast<char>(block.size())).append(block);
    }
    return gif.append('\0').append(';');
}

void TstTruncation::cutPictures_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("spare"); // so many bytes at the end hold nothing of the (first) picture
    const QImage image = test::gradient(QSize(150, 110));
    const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    QTest::newRow("jpeg") << test::encoded(image, "jpg") << 0;
    QTest::newRow("png") << test::encoded(image, "png") << 0;
    QTest::newRow("grey png") << test::encoded(grey, "png") << 0;
    QTest::newRow("bmp") << test::encoded(image, "bmp") << 0;
    QTest::newRow("ppm") << test::encoded(image, "ppm") << 0;
    QTest::newRow("pgm") << test::encoded(grey, "pgm") << 0;
    QTest::newRow("ascii pgm") << asciiPgm() << 4;
    QTest::newRow("webp") << test::encoded(image, "webp") << 0;
    QTest::newRow("gif") << smallGif() << 4; // end code, terminator and trailer
    QTest::newRow("tiff") << test::encoded(image, "tiff") << 0;
}

void TstTruncation::cutPictures()
{
    QFETCH(QByteArray, data);
    QFETCH(int, spare);
    QVERIFY(!data.isEmpty());
    const QString name = QStringLiteral("cut.img");
    QVERIFY_RESULT(decodeImage(data, name));
    for (int permille = 0; permille < 1000; permille += 5) {
        const qsizetype length = qMin((data.size() - spare) * permille / 1000, data.size() - spare - 1);
        const auto cut = decodeImage(data.left(length), name);
        QVERIFY2(!cut, qPrintable(QStringLiteral("passes with %1 of %2 bytes").arg(length).arg(data.size())));
        QVERIFY(cut.error().message.contains(name));
        QVERIFY(!decodeThumbnail(data.left(length), name, QSize(20, 20)));
    }
    QVERIFY(!decodeImage(data.left(data.size() - spare - 1), name));
}

void TstTruncation::changedBytesNeverCrash()
{
    QFETCH(QByteArray, data);
    const ImageLimits limits{.maxSide = 4000, .maxPixels = 4000000};
    const qsizetype step = qMax<qsizetype>(1, data.size() / 400);
    for (qsizetype at = 0; at < data.size(); at += at < 64 ? 1 : step) {
        for (const int change : {0xFF, 0x01, 0x80}) {
            QByteArray changed = data;
            changed[at] = static_cast<char>(changed[at] ^ change);
            const auto image =
                decodeImage(changed, QStringLiteral("changed.img"), PixelFormat::Rgb888, limits);
            if (image)
                QVERIFY(image->width() <= limits.maxSide && image->height() <= limits.maxSide);
        }
    }
}

void TstTruncation::bytesBehindTheEndAreFine()
{
    const QImage image = test::gradient(QSize(64, 48));
    for (const char* format : {"png", "jpg", "bmp", "ppm", "webp"}) {
        const QByteArray data = test::encoded(image, format) + "left over by some tool";
        QVERIFY_RESULT(decodeImage(data, QString::fromLatin1(format)));
    }
}

BADCASE_REGISTER_TEST(TstTruncation)
#include "tst_truncation.moc"
