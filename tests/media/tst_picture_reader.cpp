// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The picture path without Qt Gui gives the pixels that Qt Gui gives: PNGs of every kind are written with
/// libpng and read by Qt's own plugin for comparison.

#include "inference/media/image_reader.h"
#include "inference/media/picture_reader.h"
#include "inference/media/rgb_qimage.h"
#include "tests/media/media_test_data.h"
#include "tests/support/test_support.h"

#include <QtEndian>
#include <QImageReader>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTransform>

#include <vector>

#include <png.h>
#include <tiffio.h>

using namespace badcase;
using namespace badcase::media;

namespace {

struct PngKind {
    int colourType = 0;
    int depth = 8;
    bool interlaced = false;
    bool transparency = false; ///< a tRNS chunk
};

void appendBytes(png_structp png, png_bytep bytes, std::size_t count)
{
    static_cast<QByteArray*>(png_get_io_ptr(png))
        ->append(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(count));
}

void setPalette(png_structp png, png_infop info, const PngKind& kind, QRandomGenerator& random)
{
    std::vector<png_color> palette(std::size_t(1) << kind.depth);
    std::vector<png_byte> alpha(palette.size());
    for (std::size_t i = 0; i < palette.size(); ++i) {
        palette[i] = {png_byte(random.bounded(256)), png_byte(random.bounded(256)),
                      png_byte(random.bounded(256))};
        alpha[i] = png_byte(random.bounded(256));
    }
    png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
    if (kind.transparency)
        png_set_tRNS(png, info, alpha.data(), static_cast<int>(alpha.size()), nullptr);
}

/// Random pixels.
QByteArray writtenPng(QSize size, const PngKind& kind, QRandomGenerator& random)
{
    QByteArray file;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &file, appendBytes, [](png_structp) {});
    png_set_IHDR(png, info, png_uint_32(size.width()), png_uint_32(size.height()), kind.depth,
                 kind.colourType, kind.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (kind.colourType == PNG_COLOR_TYPE_PALETTE)
        setPalette(png, info, kind, random);
    else if (kind.transparency) {
        png_color_16 value{};
        value.gray = value.red = value.green = value.blue = 1;
        png_set_tRNS(png, info, nullptr, 0, &value);
    }
    png_write_info(png, info);
    const std::size_t lineBytes = png_get_rowbytes(png, info);
    std::vector<std::vector<png_byte>> lines(std::size_t(size.height()), std::vector<png_byte>(lineBytes));
    std::vector<png_bytep> rows;
    for (auto& line : lines) {
        for (png_byte& byte : line)
            byte = png_byte(random.bounded(256));
        rows.push_back(line.data());
    }
    png_write_image(png, rows.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return file;
}

/// What a picture is for a model, from Qt's decoder: alpha dropped, 16 bit as round(v / 257).
QImage asQtReadsIt(const QByteArray& file)
{
    const QImage wide = QImage::fromData(file).convertToFormat(QImage::Format_RGBA64);
    QImage rgb(wide.size(), QImage::Format_RGB888);
    for (int y = 0; y < wide.height(); ++y) {
        const auto* in = reinterpret_cast<const QRgba64*>(wide.constScanLine(y));
        uchar* out = rgb.scanLine(y);
        for (int x = 0; x < wide.width(); ++x, ++in) {
            *out++ = static_cast<uchar>((in->red() + 128) / 257);
            *out++ = static_cast<uchar>((in->green() + 128) / 257);
            *out++ = static_cast<uchar>((in->blue() + 128) / 257);
        }
    }
    return rgb;
}

/// As a picture is turned by Qt Gui.
QImage turned(const QImage& image, int orientation)
{
    constexpr std::array kDegrees{0, 0, 180, 180, 90, 90, 270, 270};
    const QImage straight = image.transformed(QTransform().rotate(kDegrees[std::size_t(orientation - 1)]));
    const bool mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
    return mirrored ? straight.mirrored(true, false) : straight;
}

QByteArray bigTiff(const QString& path, const QImage& rgb, int orientation)
{
    TIFF* tiff = TIFFOpen(qPrintable(path), "w8");
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, uint32_t(rgb.width()));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, uint32_t(rgb.height()));
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, orientation);
    for (int y = 0; y < rgb.height(); ++y)
        TIFFWriteScanline(tiff, const_cast<uchar*>(rgb.constScanLine(y)), uint32_t(y), 0);
    TIFFClose(tiff);
    return test::fileBytes(path);
}

/// The PNG without its colour that counts as transparent.
QByteArray withoutTransparency(QByteArray png)
{
    constexpr qsizetype kFrame = 12; // length, name and checksum of a chunk
    const qsizetype name = png.indexOf("tRNS");
    if (name >= 4)
        png.remove(name - 4, kFrame + qFromBigEndian<qint32>(png.constData() + name - 4));
    return png;
}

} // namespace

class TstPictureReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void everyKindOfPng_data();
    void everyKindOfPng();
    void jpegAndPnm();
    void everyOrientation();
    void pixelsAreShared();
    void otherFormatsAreLeftToTheProgram();
    void bigTiffIsReadWithoutThePlugin();
    void damagedPng();
};

void TstPictureReader::everyKindOfPng_data()
{
    QTest::addColumn<int>("colourType");
    QTest::addColumn<int>("depth");
    const auto add = [](const char* name, int type, std::initializer_list<int> depths) {
        for (const int depth : depths)
            QTest::addRow("%s, %d bit", name, depth) << type << depth;
    };
    add("grey", PNG_COLOR_TYPE_GRAY, {1, 2, 4, 8, 16});
    add("colour", PNG_COLOR_TYPE_RGB, {8, 16});
    add("palette", PNG_COLOR_TYPE_PALETTE, {1, 2, 4, 8});
    add("grey with alpha", PNG_COLOR_TYPE_GRAY_ALPHA, {8, 16});
    add("colour with alpha", PNG_COLOR_TYPE_RGB_ALPHA, {8, 16});
}

void TstPictureReader::everyKindOfPng()
{
    QFETCH(int, colourType);
    QFETCH(int, depth);
    QRandomGenerator random(quint32(colourType * 100 + depth));
    for (int round = 0; round < 24; ++round) {
        const PngKind kind{.colourType = colourType,
                           .depth = depth,
                           .interlaced = (round & 1) != 0,
                           .transparency = (round & 2) && !(colourType & PNG_COLOR_MASK_ALPHA)};
        const QSize size(1 + random.bounded(33), 1 + random.bounded(33));
        const QByteArray file = writtenPng(size, kind, random);
        const auto picture = decodePicture(file, QStringLiteral("a.png"));
        QVERIFY_RESULT(picture);
        // A transparent colour is dropped and the colour stays, where Qt makes grey ones black.
        QCOMPARE(toQImage(*picture), asQtReadsIt(withoutTransparency(file)));
    }
}

void TstPictureReader::jpegAndPnm()
{
    const QImage image = test::gradient(QSize(67, 45));
    for (const char* format : {"jpg", "ppm"}) {
        const QByteArray file = test::encoded(image, format);
        const auto picture = decodePicture(file, QString::fromLatin1(format));
        QVERIFY_RESULT(picture);
        QCOMPARE(toQImage(*picture), QImage::fromData(file).convertToFormat(QImage::Format_RGB888));
    }
    const QByteArray grey = test::encoded(image.convertToFormat(QImage::Format_Grayscale8), "pgm");
    const auto picture = decodePicture(grey, QStringLiteral("a.pgm"));
    QVERIFY_RESULT(picture);
    QCOMPARE(toQImage(*picture), QImage::fromData(grey).convertToFormat(QImage::Format_RGB888));
}

void TstPictureReader::everyOrientation()
{
    for (int width = 1; width <= 6; ++width) {
        for (int height = 1; height <= 6; ++height) {
            QImage image(width, height, QImage::Format_RGB888); // rows are padded to 4 bytes
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x)
                    image.setPixel(x, y, qRgb(x, y, x * y));
            }
            for (int orientation = 1; orientation <= 8; ++orientation)
                QCOMPARE(toQImage(upright(toRgbImage(image), orientation)), turned(image, orientation));
        }
    }
}

void TstPictureReader::pixelsAreShared()
{
    QImage image = test::gradient(QSize(5, 3)).convertToFormat(QImage::Format_RGB888);
    const uchar* const pixels = image.constBits();
    const RgbImage rgb = toRgbImage(image);
    QCOMPARE(rgb.constBits(), pixels);
    const QImage copy = image.copy();
    image = {}; // the pixels live on
    QImage back = toQImage(rgb);
    QCOMPARE(back.constBits(), pixels);
    QCOMPARE(back, copy);
    back.fill(Qt::red); // the QImage gets pixels of its own
    QCOMPARE(toQImage(rgb), copy);
    QVERIFY(toRgbImage(QImage()).isNull());
    QVERIFY(toQImage(RgbImage()).isNull());

    const QByteArray ppm = "P6\n2 1\n255\nabcdef";
    const auto picture = decodePicture(ppm, QStringLiteral("a.ppm"));
    QVERIFY_RESULT(picture);
    QCOMPARE(picture->constBits(), reinterpret_cast<const std::uint8_t*>(ppm.constData() + 11));
}

void TstPictureReader::otherFormatsAreLeftToTheProgram()
{
    const QImage image = test::gradient(QSize(20, 20));
    QByteArray deep = "P6\n1 1\n65535\n";
    deep.append("\x01\x02\x03\x04\x05\x06", 6);
    for (const QByteArray& file : {test::encoded(image, "bmp"), test::encoded(image, "webp"), deep}) {
        const auto picture = decodePicture(file, QStringLiteral("a.img"));
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, ErrorCode::Unsupported);
        QVERIFY(picture.error().message.contains(u"a.img"));
        QVERIFY_RESULT(decodeRgb(file, QStringLiteral("a.img")));
    }
}

void TstPictureReader::bigTiffIsReadWithoutThePlugin()
{
    const QTemporaryDir folder;
    const QImage image = test::gradient(QSize(21, 13)).convertToFormat(QImage::Format_RGB888);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const QByteArray file = bigTiff(folder.filePath(QStringLiteral("a.tif")), image, orientation);
        const auto header = readImageHeader(file, QStringLiteral("a.tif"));
        QVERIFY_RESULT(header);
        QCOMPARE(header->orientation, orientation);
        QCOMPARE(header->size, orientation >= 5 ? QSize(13, 21) : QSize(21, 13));
        const auto picture = decodeRgb(file, QStringLiteral("a.tif"));
        QVERIFY_RESULT(picture);
        QCOMPARE(toQImage(*picture), turned(image, orientation));
        constexpr qsizetype kNoFurtherPicture = 8; // bytes at the end, which say just that
        for (qsizetype length = 0; length + kNoFurtherPicture < file.size(); ++length)
            QVERIFY(!decodeRgb(file.left(length), QStringLiteral("a.tif")));
    }
}

void TstPictureReader::damagedPng()
{
    QRandomGenerator random(1);
    for (const bool interlaced : {false, true}) {
        const QByteArray file =
            writtenPng(QSize(40, 30), {.colourType = 2, .interlaced = interlaced}, random);
        for (qsizetype length = 0; length < file.size(); length += 7) {
            const auto cut = decodePicture(file.left(length), QStringLiteral("cut.png"));
            QVERIFY(!cut);
            QCOMPARE(cut.error().code == ErrorCode::Corrupt || cut.error().code == ErrorCode::Unsupported,
                     true);
            QVERIFY(cut.error().message.contains(u"cut.png"));
        }
        for (qsizetype at = 0; at < file.size(); ++at) {
            QByteArray changed = file;
            changed[at] = static_cast<char>(changed[at] ^ 0x5A);
            QVERIFY(!decodePicture(changed, QStringLiteral("changed.png"))); // every byte is under a checksum
        }
    }
}

BADCASE_REGISTER_TEST(TstPictureReader)
#include "tst_picture_reader.moc"
