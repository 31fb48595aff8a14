// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_reader.h"
#include "inference/media/media_root.h"
#include "tests/media/media_test_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::media;

class TstImageReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void losslessFormatsAreExact_data();
    void losslessFormatsAreExact();
    void alphaIsDroppedNotBlended();
    void sixteenBitIsScaled();
    void orientationOfEveryValue();
    void limitsComeFromTheHeader();
    void thumbnails();
    void notPictures();
    void headersAreQuick();
    void headerOfAMember();
    void agreesWithPillowOnClothing();
};

void TstImageReader::losslessFormatsAreExact_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char* format : {"png", "bmp", "ppm", "tiff"})
        QTest::newRow(format) << QByteArray(format);
}

void TstImageReader::losslessFormatsAreExact()
{
    QFETCH(QByteArray, format);
    const QImage image = test::gradient(QSize(37, 23));
    const QByteArray data = test::encoded(image, format.constData());
    const auto display = decodeImage(data, QStringLiteral("a"));
    QVERIFY_RESULT(display);
    QCOMPARE(display->format(), QImage::Format_RGB32);
    QCOMPARE(*display, image);
    const auto rgb = decodeImage(data, QStringLiteral("a"), PixelFormat::Rgb888);
    QVERIFY_RESULT(rgb);
    QCOMPARE(*rgb, image.convertToFormat(QImage::Format_RGB888));
    const auto grey = decodeImage(test::encoded(image.convertToFormat(QImage::Format_Grayscale8),
                                                format == "ppm" ? "pgm" : format.constData()),
                                  QStringLiteral("a"), PixelFormat::Rgb888);
    QVERIFY_RESULT(grey);
    QVERIFY(grey->allGray());
}

void TstImageReader::alphaIsDroppedNotBlended()
{
    QImage image(2, 1, QImage::Format_ARGB32);
    image.setPixel(0, 0, qRgba(200, 100, 50, 0));
    image.setPixel(1, 0, qRgba(10, 20, 30, 128));
    const QByteArray png = test::encoded(image, "png");
    const auto rgb = decodeImage(png, QStringLiteral("a.png"), PixelFormat::Rgb888);
    QVERIFY_RESULT(rgb);
    QCOMPARE(rgb->pixel(0, 0), qRgb(200, 100, 50));
    QCOMPARE(rgb->pixel(1, 0), qRgb(10, 20, 30));
    const auto display = decodeImage(png, QStringLiteral("a.png"));
    QVERIFY_RESULT(display);
    QCOMPARE(display->format(), QImage::Format_ARGB32_Premultiplied);
    image.fill(qRgba(1, 2, 3, 255));
    const auto opaque = decodeImage(test::encoded(image, "png"), QStringLiteral("a.png"));
    QVERIFY_RESULT(opaque);
    QCOMPARE(opaque->format(), QImage::Format_RGB32);
}

void TstImageReader::sixteenBitIsScaled()
{
    QImage image(256, 1, QImage::Format_Grayscale16);
    auto* line = reinterpret_cast<quint16*>(image.scanLine(0));
    for (int x = 0; x < 256; ++x)
        line[x] = static_cast<quint16>(x * 257 + (x < 255 ? 100 : 0));
    const auto rgb = decodeImage(test::encoded(image, "png"), QStringLiteral("a"), PixelFormat::Rgb888);
    QVERIFY_RESULT(rgb);
    for (int x = 0; x < 256; ++x)
        QCOMPARE(qGreen(rgb->pixel(x, 0)), qRound(line[x] / 257.0));
}

/// A JPEG with a hand-made EXIF block: its corner must end where the tag says.
void TstImageReader::orientationOfEveryValue()
{
    const QImage image = test::gradient(QSize(64, 32));
    const QByteArray plain = test::encoded(image, "jpg");
    const QPoint corners[] = {{2, 2}, {61, 2}, {61, 29}, {2, 29}, {2, 2}, {29, 2}, {29, 61}, {2, 61}};
    for (int orientation = 0; orientation <= 9; ++orientation) {
        QByteArray exif("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
        exif.append(static_cast<char>(orientation)).append(QByteArray(6, '\0'));
        const QByteArray length{"\0", 1};
        const QByteArray data =
            plain.left(2) + "\xFF\xE1" + length + static_cast<char>(exif.size() + 2) + exif + plain.mid(2);
        const int expected = orientation >= 1 && orientation <= 8 ? orientation : 1;
        const auto header = readImageHeader(data, QStringLiteral("a.jpg"));
        QVERIFY_RESULT(header);
        QCOMPARE(header->orientation, expected);
        QCOMPARE(header->size, expected >= 5 ? QSize(32, 64) : QSize(64, 32));
        for (const bool thumbnail : {false, true}) {
            const auto shown = thumbnail ? decodeThumbnail(data, QStringLiteral("a.jpg"), QSize(64, 64))
                                         : decodeImage(data, QStringLiteral("a.jpg"));
            QVERIFY_RESULT(shown);
            QCOMPARE(shown->size(), header->size);
            QVERIFY2(qGray(shown->pixel(corners[expected - 1])) > 235,
                     qPrintable(QString::number(orientation)));
        }
    }
}

void TstImageReader::limitsComeFromTheHeader()
{
    const QByteArray data = test::encoded(test::gradient(QSize(300, 200)), "png");
    const auto wide = decodeImage(data, QStringLiteral("wide.png"), PixelFormat::Display, {.maxSide = 299});
    QVERIFY(!wide);
    QCOMPARE(wide.error().code, ErrorCode::TooLarge);
    QVERIFY(wide.error().message.contains(u"wide.png") && wide.error().message.contains(u"300"));
    const ImageLimits pixels{.maxPixels = 59999};
    QCOMPARE(readImageHeader(data, {}, pixels).error().code, ErrorCode::TooLarge);
    QCOMPARE(decodeThumbnail(data, {}, QSize(9, 9), pixels).error().code, ErrorCode::TooLarge);
    QVERIFY_RESULT(decodeImage(data, {}, PixelFormat::Display, {.maxSide = 300, .maxPixels = 60000}));
    // Larger than Qt's own 128 MB limit, which must not stand in the way.
    QImage large(7000, 5000, QImage::Format_Indexed8);
    large.setColorTable({qRgb(1, 2, 3)});
    large.fill(0);
    QVERIFY_RESULT(decodeImage(test::encoded(large, "png"), QStringLiteral("large.png")));
    // A size that the few bytes of the file cannot fill is refused without memory for it.
    QByteArray liar = test::encoded(test::gradient(QSize(8, 8)), "png");
    liar.replace(16, 8,
                 QByteArray("\0\0\x4E\x20\0\0\x4E\x20", 8)); // 20,000 x 20,000; the CRC is wrong now as well
    QCOMPARE(decodeImage(liar, QStringLiteral("liar.png")).error().code, ErrorCode::Corrupt);
}

void TstImageReader::thumbnails()
{
    const QImage image = test::gradient(QSize(800, 400));
    for (const char* format : {"jpg", "png"}) {
        const QByteArray data = test::encoded(image, format);
        const auto small = decodeThumbnail(data, QStringLiteral("a"), QSize(160, 160));
        QVERIFY_RESULT(small);
        QCOMPARE(small->size(), QSize(160, 80));
        QCOMPARE(small->format(), QImage::Format_RGB32);
        QVERIFY(test::meanDifference(
                    *small, image.scaled(160, 80, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)) < 4);
        const auto same = decodeThumbnail(data, QStringLiteral("a"), QSize(2000, 2000));
        QVERIFY_RESULT(same);
        QCOMPARE(same->size(), image.size());
        QCOMPARE(decodeThumbnail(data, QStringLiteral("a"), QSize()).error().code,
                 ErrorCode::InvalidArgument);
    }
    const auto thin =
        decodeThumbnail(test::encoded(QImage(1000, 1, QImage::Format_RGB32), "png"), {}, QSize(10, 10));
    QVERIFY_RESULT(thin);
    QCOMPARE(thin->size(), QSize(10, 1));
}

void TstImageReader::notPictures()
{
    QCOMPARE(decodeImage({}, QStringLiteral("empty.png")).error().code, ErrorCode::Corrupt);
    for (const char* text :
         {"<html>no</html>", "GIF", "BM", "P5", "P7 1 1", "RIFF....WEBP", "II*", "\xFF\xD8\xFF"}) {
        const auto image = decodeImage(text, QStringLiteral("odd.png"));
        QVERIFY2(!image, text);
        QVERIFY(image.error().message.contains(u"odd.png"));
    }
    QCOMPARE(decodeImage("<html>", QStringLiteral("x")).error().code, ErrorCode::Unsupported);
}

void TstImageReader::headersAreQuick()
{
    const QByteArray jpeg = test::encoded(test::gradient(QSize(320, 240)), "jpg");
    const QByteArray png = test::encoded(test::gradient(QSize(320, 240)), "png");
    constexpr int kRounds = 10000;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kRounds; ++i)
        QVERIFY(readImageHeader(i % 2 ? jpeg : png, QStringLiteral("a")));
    const double perSecond = kRounds * 1e9 / double(timer.nsecsElapsed());
    qInfo("%.0f headers a second", perSecond);
    QVERIFY(perSecond > 5000);
}

/// A frame header behind 100 kB of metadata is found as well.
void TstImageReader::headerOfAMember()
{
    const QTemporaryDir dir;
    const QByteArray plain = test::encoded(test::gradient(QSize(64, 32)), "jpg");
    QByteArray data = plain.left(2);
    for (int i = 0; i < 2; ++i)
        data += QByteArray("\xFF\xEF\xC3\x52", 4) + QByteArray(0xC350, 'm'); // APP15 of 50,000 bytes
    data += plain.mid(2);
    QFile file(dir.filePath(QStringLiteral("late.jpg")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(data) == data.size());
    file.close();
    const auto root = MediaRoot::open(dir.path());
    QVERIFY_RESULT(root);
    const auto header = readImageHeader(**root, QStringLiteral("late.jpg"));
    QVERIFY_RESULT(header);
    QCOMPARE(header->size, QSize(64, 32));
    QCOMPARE(readImageHeader(**root, QStringLiteral("no.jpg")).error().code, ErrorCode::NotFound);
}

/// The pixels that the reference pipeline (Pillow) saw, as uint8 H x W x 3.
void TstImageReader::agreesWithPillowOnClothing()
{
    NEEDS_SHARED();
    const QDir exact(test::shared(QStringLiteral("models/clothing_net/reference/exact")));
    const QStringList files = exact.entryList({QStringLiteral("*.rgb_u8.npy")});
    QVERIFY(!files.isEmpty());
    for (const QString& file : files) {
        const QByteArray npy = test::fileBytes(exact.filePath(file));
        const qsizetype begin = 10 + static_cast<quint8>(npy.at(8)) + 256 * static_cast<quint8>(npy.at(9));
        const QString id = file.left(file.indexOf(u'.'));
        QDirIterator search(test::shared(QStringLiteral("data/pictures/clothing")),
                            {id + QStringLiteral(".jpg")}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(search.hasNext());
        const auto image = decodeImage(test::fileBytes(search.next()), id, PixelFormat::Rgb888);
        QVERIFY_RESULT(image);
        QVERIFY(npy.left(begin).contains(
            QStringLiteral("(%1, %2, 3)").arg(image->height()).arg(image->width()).toLatin1()));
        QCOMPARE(npy.size() - begin, qsizetype(image->width()) * image->height() * 3);
        const auto* expected = reinterpret_cast<const uchar*>(npy.constData() + begin);
        int worst = 0;
        for (int y = 0; y < image->height(); ++y) {
            const uchar* line = image->constScanLine(y);
            for (int i = 0; i < image->width() * 3; ++i)
                worst = qMax(worst, qAbs(int(line[i]) - int(*expected++)));
        }
        qInfo("%s: largest difference %d grey levels", qPrintable(id), worst);
        QVERIFY(worst <= 3);
    }
}

BADCASE_REGISTER_TEST(TstImageReader)
#include "tst_image_reader.moc"
