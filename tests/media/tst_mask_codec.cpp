// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_reader.h"
#include "tests/media/media_test_data.h"
#include "tests/support/test_support.h"

#include <QDir>

using namespace badcase;
using namespace badcase::media;

using Kind = MaskEncoding::Kind;

namespace {

Schema schemaOf(std::vector<std::optional<quint32>> colours, std::optional<int> ignore = {})
{
    std::vector<ClassInfo> classes;
    for (std::size_t i = 0; i < colours.size(); ++i)
        classes.push_back({QStringLiteral("class %1").arg(i), {}, colours[i]});
    return *Schema::create(Task::Segmentation, std::move(classes), ignore);
}

QImage greyImage(QSize size, const QByteArray& values)
{
    QImage image(size, QImage::Format_Grayscale8);
    for (int y = 0; y < size.height(); ++y)
        std::copy_n(values.constData() + y * size.width(), size.width(), image.scanLine(y));
    return image;
}

QImage paletteImage(QSize size, const QByteArray& values, const QList<QRgb>& colours)
{
    QImage image(size, QImage::Format_Indexed8);
    image.setColorTable(colours);
    for (int y = 0; y < size.height(); ++y)
        std::copy_n(values.constData() + y * size.width(), size.width(), image.scanLine(y));
    return image;
}

const QString kName = QStringLiteral("mask.png");

} // namespace

class TstMaskCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void indexOfGreyAndPalette();
    void smallBitDepths();
    void binary();
    void paletteColours();
    void refusesColourAsIndex();
    void refusesInstanceNumbers();
    void detects_data();
    void detects();
    void encodesExactly();
    void camvid();
    void nucleiAndVessels();
};

void TstMaskCodec::indexOfGreyAndPalette()
{
    const Schema schema = schemaOf({{}, {}, {}});
    const QByteArray values("\0\1\2\2\7\xFF", 6); // 7 and 255 are kept for the caller to report
    const auto grey =
        decodeMask(test::encoded(greyImage({3, 2}, values), "png"), kName, {Kind::Index}, schema);
    QVERIFY_RESULT(grey);
    QCOMPARE(grey->bytes(), values);
    // By index and not by luminance: index 0 is white here.
    const QByteArray indices("\0\1\2\2\1\0", 6);
    const QImage image =
        paletteImage({3, 2}, indices, {qRgb(255, 255, 255), qRgb(255, 0, 0), qRgba(0, 0, 0, 0)});
    const auto palette = decodeMask(test::encoded(image, "png"), kName, {Kind::Index}, schema);
    QVERIFY_RESULT(palette);
    QCOMPARE(palette->bytes(), indices);
    const auto rgb =
        decodeMask(test::encoded(greyImage({3, 2}, values).convertToFormat(QImage::Format_RGB32), "png"),
                   kName, {Kind::Index}, schema);
    QVERIFY_RESULT(rgb);
    QCOMPARE(rgb->bytes(), values);
}

void TstMaskCodec::smallBitDepths()
{
    const Schema schema = schemaOf({{}, {}});
    QImage bits(9, 1, QImage::Format_Mono);
    bits.setColorTable({qRgb(0, 0, 0), qRgb(255, 255, 255)});
    bits.fill(0);
    bits.setPixel(4, 0, 1);
    bits.setPixel(8, 0, 1);
    const QByteArray expected("\0\0\0\0\1\0\0\0\1", 9);
    const auto black = decodeMask(test::encoded(bits, "png"), kName, {Kind::Index}, schema);
    QVERIFY_RESULT(black);
    QCOMPARE(black->bytes(), expected);
    const auto binary = decodeMask(test::encoded(bits, "png"), kName, {Kind::Binary}, schema);
    QVERIFY_RESULT(binary);
    QCOMPARE(binary->bytes(), expected);
}

void TstMaskCodec::binary()
{
    const Schema schema = schemaOf({{}, {}});
    const QImage image = greyImage({4, 1}, QByteArray("\0\xFF\1\x80", 4));
    const auto mask = decodeMask(test::encoded(image, "png"), kName, {Kind::Binary}, schema);
    QVERIFY_RESULT(mask);
    QCOMPARE(mask->bytes(), QByteArray("\0\1\1\1", 4));
    QImage colour(2, 1, QImage::Format_RGB32);
    colour.setPixel(0, 0, qRgb(0, 0, 0));
    colour.setPixel(1, 0, qRgb(0, 0, 1));
    const auto fromColour = decodeMask(test::encoded(colour, "png"), kName, {Kind::Binary}, schema);
    QVERIFY_RESULT(fromColour);
    QCOMPARE(fromColour->bytes(), QByteArray("\0\1", 2));
}

void TstMaskCodec::paletteColours()
{
    const Schema schema = schemaOf({0x000000, 0xFF0000, 0x00FF00});
    QImage colour(4, 1, QImage::Format_RGB32);
    colour.setPixel(0, 0, qRgb(0, 255, 0));
    colour.setPixel(1, 0, qRgb(255, 0, 0));
    colour.setPixel(2, 0, qRgb(0, 0, 0));
    colour.setPixel(3, 0, qRgb(254, 0, 0));
    const auto mask = decodeMask(test::encoded(colour, "png"), kName, {Kind::Palette}, schema);
    QVERIFY_RESULT(mask);
    QCOMPARE(mask->bytes(), QByteArray("\2\1\0\xFF", 4));
    const QImage indexed = paletteImage({2, 1}, QByteArray("\0\1", 2), {qRgb(0, 255, 0), qRgb(255, 0, 0)});
    const auto through = decodeMask(test::encoded(indexed, "png"), kName, {Kind::Palette}, schema);
    QVERIFY_RESULT(through);
    QCOMPARE(through->bytes(), QByteArray("\2\1", 2));
}

void TstMaskCodec::refusesColourAsIndex()
{
    const auto mask =
        decodeMask(test::encoded(test::gradient({8, 8}), "png"), kName, {Kind::Index}, schemaOf({{}}));
    QVERIFY(!mask);
    QCOMPARE(mask.error().code, ErrorCode::Unsupported);
    QVERIFY(mask.error().message.contains(kName));
}

void TstMaskCodec::refusesInstanceNumbers()
{
    QImage wide(2, 1, QImage::Format_Grayscale16);
    auto* line = reinterpret_cast<quint16*>(wide.scanLine(0));
    line[0] = 0;
    line[1] = 256;
    const QByteArray png = test::encoded(wide, "png");
    QCOMPARE(decodeMask(png, kName, {Kind::Index}, schemaOf({{}, {}})).error().code, ErrorCode::Unsupported);
    QCOMPARE(decodeMask(png, kName, {Kind::Binary}, schemaOf({{}, {}}))->bytes(), QByteArray("\0\1", 2));
    line[1] = 1; // 16 bit, but small numbers: classes
    QCOMPARE(decodeMask(test::encoded(wide, "png"), kName, {Kind::Index}, schemaOf({{}, {}}))->bytes(),
             QByteArray("\0\1", 2));
}

void TstMaskCodec::detects_data()
{
    QTest::addColumn<QImage>("image");
    QTest::addColumn<int>("ignore");
    QTest::addColumn<int>("kind"); // -1: refused
    QTest::addColumn<bool>("colours");
    const auto row = [](const char* name, const QImage& image, int kind, int ignore = -1,
                        bool colours = true) { QTest::newRow(name) << image << ignore << kind << colours; };
    const int index = static_cast<int>(Kind::Index);
    const int binary = static_cast<int>(Kind::Binary);
    const int palette = static_cast<int>(Kind::Palette);
    row("grey that fits", greyImage({3, 1}, QByteArray("\0\1\2", 3)), index);
    row("0/255", greyImage({2, 1}, QByteArray("\0\xFF", 2)), binary);
    row("0/255 where 255 is ignored", greyImage({2, 1}, QByteArray("\0\xFF", 2)), index, 255);
    row("all 255", greyImage({2, 1}, QByteArray("\xFF\xFF", 2)), binary);
    row("all 0", greyImage({2, 1}, QByteArray("\0\0", 2)), index);
    row("1/255 has no 0", greyImage({2, 1}, QByteArray("\1\xFF", 2)), index);
    row("a stray value", greyImage({4, 1}, QByteArray("\0\1\2\x09", 4)), index);
    const QList<QRgb> inOrder{qRgb(0, 0, 0), qRgb(255, 0, 0), qRgb(0, 255, 0)};
    const QList<QRgb> moved{qRgb(0, 255, 0), qRgb(255, 0, 0), qRgb(0, 0, 0)};
    const QList<QRgb> other{qRgb(9, 9, 9), qRgb(8, 8, 8), qRgb(7, 7, 7)};
    const QByteArray values("\0\1\2", 3);
    row("palette in the schema's order", paletteImage({3, 1}, values, inOrder), index);
    row("palette in another order", paletteImage({3, 1}, values, moved), palette);
    row("palette of other colours", paletteImage({3, 1}, values, other), index);
    row("colours of the schema", paletteImage({3, 1}, values, moved).convertToFormat(QImage::Format_RGB32),
        palette);
    row("colours and no palette", test::gradient({8, 8}), -1, -1, false);
    row("unknown colours", test::gradient({8, 8}), palette);
}

void TstMaskCodec::detects()
{
    QFETCH(QImage, image);
    QFETCH(int, ignore);
    QFETCH(int, kind);
    QFETCH(bool, colours);
    const std::optional<int> ignoreIndex = ignore < 0 ? std::nullopt : std::optional(ignore);
    const Schema schema =
        colours ? schemaOf({0x000000, 0xFF0000, 0x00FF00}, ignoreIndex) : schemaOf({{}, {}, {}}, ignoreIndex);
    const auto encoding = detectMaskEncoding(test::encoded(image, "png"), kName, schema);
    if (kind < 0) {
        QVERIFY(!encoding);
        QCOMPARE(encoding.error().code, ErrorCode::Unsupported);
        return;
    }
    QVERIFY_RESULT(encoding);
    QCOMPARE(static_cast<int>(encoding->kind), kind);
}

void TstMaskCodec::encodesExactly()
{
    const Schema schema = schemaOf({{}});
    for (const QSize size : {QSize(1, 1), QSize(7, 5), QSize(256, 1), QSize(300, 200)}) {
        ClassMap map(size, 0);
        std::uint8_t value = 0;
        for (std::uint8_t& pixel : map.mutablePixels())
            pixel = value++;
        const auto png = encodeMaskPng(map);
        QVERIFY_RESULT(png);
        QCOMPARE(*png, *encodeMaskPng(map));
        const auto back = decodeMask(*png, kName, {Kind::Index}, schema);
        QVERIFY_RESULT(back);
        QVERIFY(*back == map);
        QCOMPARE(QImage::fromData(*png).format(), QImage::Format_Grayscale8);
    }
    QCOMPARE(encodeMaskPng({}).error().code, ErrorCode::InvalidArgument);
}

void TstMaskCodec::camvid()
{
    NEEDS_SHARED();
    const auto schema = Schema::parse(
        Task::Segmentation, test::fileBytes(test::shared(QStringLiteral("data/camvid/classes.json"))));
    QVERIFY_RESULT(schema);
    const QDir dir(test::shared(QStringLiteral("data/camvid/CamVid/testannot")));
    const QStringList files = dir.entryList(QDir::Files);
    QCOMPARE(files.size(), 20);
    bool sawRoad = false;
    for (const QString& file : files) {
        const QByteArray data = test::fileBytes(dir.filePath(file));
        const auto encoding = detectMaskEncoding(data, file, *schema);
        QVERIFY_RESULT(encoding);
        QCOMPARE(encoding->kind, Kind::Index);
        const auto mask = decodeMask(data, file, *encoding, *schema);
        QVERIFY_RESULT(mask);
        QCOMPARE(mask->size(), QSize(480, 360));
        const auto pixels = mask->pixels();
        QVERIFY(std::all_of(pixels.begin(), pixels.end(), [](std::uint8_t v) { return v <= 11; }));
        sawRoad = sawRoad || std::count(pixels.begin(), pixels.end(), 3) > 10000;
    }
    QVERIFY(sawRoad);
}

void TstMaskCodec::nucleiAndVessels()
{
    NEEDS_SHARED();
    const Schema schema = schemaOf({{}, {}});
    const QDir nuclei(test::shared(QStringLiteral("data/seg_binary/dsb2018/masks")));
    const QString file = nuclei.entryList(QDir::Files).value(0);
    const QByteArray data = test::fileBytes(nuclei.filePath(file));
    const auto encoding = detectMaskEncoding(data, file, schema);
    QVERIFY_RESULT(encoding);
    QCOMPARE(encoding->kind, Kind::Binary);
    const auto mask = decodeMask(data, file, *encoding, schema);
    QVERIFY_RESULT(mask);
    // train.csv of the data set: 00071198..., 256 x 256, and the area of its mask.
    const QByteArrayList table =
        test::fileBytes(test::shared(QStringLiteral("data/seg_binary/dsb2018/train.csv"))).split('\n');
    const QByteArray stem = file.section(u'.', 0, 0).toLatin1();
    const auto row = std::find_if(table.begin(), table.end(),
                                  [&](const QByteArray& line) { return line.startsWith(stem); });
    QVERIFY(row != table.end());
    const QByteArrayList columns = row->split(',');
    QCOMPARE(mask->size(), QSize(columns.at(2).toInt(), columns.at(1).toInt()));
    const auto pixels = mask->pixels();
    QCOMPARE(std::count(pixels.begin(), pixels.end(), 1), columns.at(3).toLongLong());

    // 1-bit grey: white is class 1, and vessels cover less than a quarter of the eye.
    const QString vessels = QStringLiteral("data/seg_binary/chase_db1/Image_01L_1stHO.png");
    const QByteArray bits = test::fileBytes(test::shared(vessels));
    const auto vesselMask = decodeMask(bits, vessels, *detectMaskEncoding(bits, vessels, schema), schema);
    QVERIFY_RESULT(vesselMask);
    QCOMPARE(vesselMask->size(), QSize(999, 960));
    const auto found = std::count(vesselMask->pixels().begin(), vesselMask->pixels().end(), 1);
    QVERIFY(found > 10000 && found < vesselMask->pixelCount() / 4);
}

BADCASE_REGISTER_TEST(TstMaskCodec)
#include "tst_mask_codec.moc"
