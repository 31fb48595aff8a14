// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_reader.h"
#include "tests/media/media_test_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace badcase;
using namespace badcase::media;

/// Files that Pillow 9.4 decodes and we refuse, with the reason.
static const QHash<QString, QString>& refusedOnPurpose()
{
    static const QHash<QString, QString> table{
        {"images/pil_badrle.bmp", "a run-length code leaves the picture; Pillow drops what lies outside"},
    };
    return table;
}

/// Files that Pillow 9.4 refuses and we decode, with the reason.
static const QHash<QString, QString>& acceptedOnPurpose()
{
    static const QHash<QString, QString> table{
        {"images/pil_truncated_exif_dpi.jpg", "only the EXIF block is cut short; every pixel is there"},
    };
    return table;
}

class TstMalformedImages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void agreesWithPillow_data();
    void agreesWithPillow();
    void bombsTakeNoMemory();
    void orientations();
    void variants_data();
    void variants();
};

void TstMalformedImages::agreesWithPillow_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("pillowDecodes");
    if (test::sharedDir().isEmpty()) {
        QTest::newRow("no data") << QString() << false;
        return;
    }
    const auto manifest = QJsonDocument::fromJson(
        test::fileBytes(test::shared(QStringLiteral("data/malformed/manifest.json"))));
    const QJsonArray entries = manifest.array();
    for (const QJsonValue& entry : entries) {
        const QString file = entry["file"].toString();
        if (file.startsWith(u"images/") || file.startsWith(u"variants/"))
            QTest::newRow(qPrintable(file)) << file << (entry["pillow"].toString() == u"decodes");
    }
}

void TstMalformedImages::agreesWithPillow()
{
    NEEDS_SHARED();
    QFETCH(QString, file);
    QFETCH(bool, pillowDecodes);
    const QString path = test::shared(QStringLiteral("data/malformed/") + file);
    QVERIFY(QFileInfo::exists(path));
    const QByteArray data = test::fileBytes(path);
    QElapsedTimer timer;
    timer.start();
    const auto image = decodeImage(data, file);
    const auto thumbnail = decodeThumbnail(data, file, QSize(64, 64));
    const auto header = readImageHeader(data, file);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QStringLiteral("%1 ms").arg(timer.elapsed())));

    const bool expected =
        pillowDecodes ? !refusedOnPurpose().contains(file) : acceptedOnPurpose().contains(file);
    QVERIFY2(image.has_value() == expected,
             qPrintable(image ? QStringLiteral("decoded")
                              : image.error().message + QStringLiteral(" | ") + image.error().detail));
    QCOMPARE(thumbnail.has_value(), expected);
    if (!image) {
        QVERIFY2(image.error().message.contains(file), qPrintable(image.error().message));
        QVERIFY(image.error().code == ErrorCode::Corrupt || image.error().code == ErrorCode::TooLarge ||
                image.error().code == ErrorCode::Unsupported);
        return;
    }
    QVERIFY_RESULT(header);
    QCOMPARE(image->size(), header->size);
    QVERIFY(thumbnail->width() <= 64 && thumbnail->height() <= 64);
    const auto rgb = decodeImage(data, file, PixelFormat::Rgb888);
    QVERIFY_RESULT(rgb);
    QCOMPARE(rgb->format(), QImage::Format_RGB888);
    QCOMPARE(rgb->size(), header->size);
}

void TstMalformedImages::bombsTakeNoMemory()
{
    NEEDS_SHARED();
    const qint64 before = test::peakMemory();
    const QDir dir(test::shared(QStringLiteral("data/malformed/images")));
    for (const char* pattern : {"*bomb*", "*big*", "*badwidth*", "*oom*", "*fuzz-36829*"}) {
        const auto files = dir.entryList({QString::fromLatin1(pattern)}, QDir::Files);
        QVERIFY2(!files.isEmpty(), pattern);
        for (const QString& file : files)
            (void)decodeImage(test::fileBytes(dir.filePath(file)), file);
    }
    const QString png = QStringLiteral("der_bomb_60000x60000.png");
    const auto bomb = decodeImage(test::fileBytes(dir.filePath(png)), png);
    QVERIFY(!bomb);
    QCOMPARE(bomb.error().code, ErrorCode::TooLarge);
    if (before >= 0)
        QVERIFY2(test::peakMemory() - before < qint64(64) << 20,
                 "a file that claims a huge picture took memory");
}

/// Pillow's seven files hold the same picture, turned and mirrored, with the tag that says how.
void TstMalformedImages::orientations()
{
    NEEDS_SHARED();
    const auto load = [](int orientation) {
        const QString name =
            QStringLiteral("data/malformed/variants/pil_hopper_orientation_%1.jpg").arg(orientation);
        const QByteArray data = test::fileBytes(test::shared(name));
        const auto header = readImageHeader(data, name);
        return header && header->orientation == orientation ? decodeImage(data, name)
                                                            : Result<QImage>(fail(ErrorCode::Internal, name));
    };
    const auto second = load(2);
    QVERIFY_RESULT(second);
    for (int orientation = 3; orientation <= 8; ++orientation) {
        const auto image = load(orientation);
        QVERIFY_RESULT(image);
        const double difference = test::meanDifference(*second, *image);
        QVERIFY2(difference < 4, qPrintable(QStringLiteral("%1: %2").arg(orientation).arg(difference)));
        QVERIFY(test::meanDifference(*second, image->mirrored(true, false)) > 10); // it can tell
    }
}

void TstMalformedImages::variants_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<bool>("alpha");
    const auto row = [](const char* name, QSize size, const char* format, bool alpha = false) {
        QTest::newRow(name) << size << QByteArray(format) << alpha;
    };
    row("pil_pil_sample_cmyk.jpg", {100, 100}, "jpeg");
    row("pil_16_bit_noise.tif", {32, 32}, "tiff");
    row("pil_hopper_16bit.pgm", {128, 128}, "pnm");
    row("pil_l_trns.png", {64, 64}, "png", true);
    row("pil_i_trns.png", {64, 64}, "png", true);
    row("pil_rgb_trns.png", {64, 64}, "png", true);
    row("pil_pil123p.png", {162, 150}, "png", true);
    row("pil_iss634.gif", {245, 245}, "gif");
    row("pil_hopper.webp", {128, 128}, "webp");
    row("pil_flower2.webp", {300, 225}, "webp");
    row("pil_icc_profile.png", {57, 57}, "png", true);
    row("pil_single_frame.png", {128, 64}, "png", true);
    row("pil_mode_16bit.png", {128, 64}, "png", true);
    row("pil_multipage.tiff", {10, 10}, "tiff");
    row("der_png_named.jpg", {480, 360}, "png");
    row("der_jpeg_named.png", {400, 534}, "jpeg");
}

void TstMalformedImages::variants()
{
    NEEDS_SHARED();
    QFETCH(QSize, size);
    QFETCH(QByteArray, format);
    QFETCH(bool, alpha);
    const QString name = QString::fromUtf8(QTest::currentDataTag());
    const QByteArray data = test::fileBytes(test::shared(QStringLiteral("data/malformed/variants/") + name));
    const auto header = readImageHeader(data, name);
    QVERIFY_RESULT(header);
    QCOMPARE(header->size, size);
    QCOMPARE(header->format, format);
    QCOMPARE(header->hasAlpha, alpha);
    const auto image = decodeImage(data, name);
    QVERIFY_RESULT(image);
    QCOMPARE(image->size(), size);
    QVERIFY(image->format() == QImage::Format_RGB32 ||
            (header->hasAlpha && image->format() == QImage::Format_ARGB32_Premultiplied));
}

BADCASE_REGISTER_TEST(TstMalformedImages)
#include "tst_malformed_images.moc"
