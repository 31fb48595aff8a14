// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/preprocess.h"
#include "tests/engine/npy.h"
#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <QDir>

using namespace badcase;
using namespace badcase::engine;

namespace {

/// Pixel (x, y) has the colour (10 x, 10 y, 200).
RgbImage ramp(int width, int height)
{
    const QSize size(width, height);
    auto pixels = RgbImage::allocate(size);
    std::uint8_t* out = pixels.get();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x, out += 3) {
            out[0] = static_cast<std::uint8_t>(10 * x);
            out[1] = static_cast<std::uint8_t>(10 * y);
            out[2] = 200;
        }
    }
    return {std::move(pixels), size, RgbImage::lineBytes(size)};
}

CardInput plain()
{
    CardInput card;
    card.scale = 1.0;
    card.resize = ResizeMode::None;
    return card;
}

std::vector<float> rowOf(const PreparedInput& input, int channel, int y)
{
    const int width = input.geometry.input.width();
    const auto begin = input.tensors.front().values.begin() +
                       static_cast<std::ptrdiff_t>(channel * input.geometry.input.height() + y) * width;
    return {begin, begin + width};
}

using Row = std::vector<float>;

} // namespace

class TstPreprocess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void equalsReferenceTensors();
    void decodedPicturesEqualReferenceTensors_data();
    void decodedPicturesEqualReferenceTensors();
    void ordersChannels();
    void grayIsLuma();
    void normalisesEachChannel();
    void padsRightAndBottom();
    void padsAround();
    void padsPicturesSmallerThanTheirPadding();
    void refusesOtherSizesWithoutResizing();
    void refusesInputsThatNoMachineHolds();
    void oneFreeSideKeepsItsSize();
};

void TstPreprocess::equalsReferenceTensors()
{
    NEEDS_SHARED();
    const QDir exact(test::shared(QStringLiteral("models/clothing_net/reference/exact")));
    const QStringList pictures = exact.entryList({QStringLiteral("*.rgb_u8.npy")});
    QCOMPARE(pictures.size(), 3);
    const auto card = test::readCard(QStringLiteral("clothing_net"));
    QVERIFY_RESULT(card);
    for (const QString& name : pictures) {
        const auto rgb = test::readRgbNpy(exact.filePath(name));
        QVERIFY_RESULT(rgb);
        const auto expected = test::readNpy(
            exact.filePath(QString(name).replace(QLatin1String("rgb_u8"), QLatin1String("input"))));
        QVERIFY_RESULT(expected);
        const auto input = prepareInput(*rgb, card->input, name);
        QVERIFY_RESULT(input);
        QCOMPARE(input->geometry.input, QSize(128, 128));
        const double difference = test::maxDifference(Tensor{{1, 3, 128, 128}, input->tensors.front().values}, *expected);
        QVERIFY2(difference <= 1e-6, qPrintable(QString::number(difference)));
    }
}

void TstPreprocess::decodedPicturesEqualReferenceTensors_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("pictures");
    QTest::newRow("camvid: png, resized") << "camvid_unet"
                                          << "data/camvid/CamVid/test";
    QTest::newRow("nuclei: png, padded") << "nuclei_unet"
                                         << "data/seg_binary/dsb2018/images";
}

void TstPreprocess::decodedPicturesEqualReferenceTensors()
{
    NEEDS_SHARED();
    QFETCH(QString, model);
    QFETCH(QString, pictures);
    const QDir exact(test::shared(QStringLiteral("models/%1/reference/exact").arg(model)));
    const QStringList inputs = exact.entryList({QStringLiteral("*.input.npy")});
    QVERIFY(inputs.size() >= 2);
    const auto card = test::readCard(model);
    QVERIFY_RESULT(card);
    for (QString name : inputs) {
        const auto expected = test::readNpy(exact.filePath(name));
        QVERIFY_RESULT(expected);
        name.chop(10);
        const auto rgb =
            test::readRgb(test::shared(pictures + QLatin1Char('/') + name + QStringLiteral(".png")));
        QVERIFY_RESULT(rgb);
        const auto input = prepareInput(*rgb, card->input, name);
        QVERIFY_RESULT(input);
        const QSize size = input->geometry.input;
        const double difference =
            test::maxDifference(Tensor{{1, 3, size.height(), size.width()}, input->tensors.front().values}, *expected);
        QVERIFY2(difference <= 1e-6, qPrintable(name + QLatin1Char(' ') + QString::number(difference)));
    }
}

void TstPreprocess::ordersChannels()
{
    CardInput card = plain();
    auto input = prepareInput(ramp(3, 2), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(input->tensors.front().shape.front(), std::int64_t(3));
    QCOMPARE(rowOf(*input, 0, 1), (Row{0, 10, 20}));
    QCOMPARE(rowOf(*input, 1, 1), (Row{10, 10, 10}));
    QCOMPARE(rowOf(*input, 2, 1), (Row{200, 200, 200}));
    card.channels = ChannelOrder::Bgr;
    input = prepareInput(ramp(3, 2), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(rowOf(*input, 2, 1), (Row{0, 10, 20}));
    QCOMPARE(rowOf(*input, 0, 1), (Row{200, 200, 200}));
}

/// Expected: Pillow's convert("L") of (0, 0, 200), (10, 0, 200) and (20, 0, 200).
void TstPreprocess::grayIsLuma()
{
    CardInput card = plain();
    card.channels = ChannelOrder::Gray;
    card.mean = {0.0};
    card.std = {1.0};
    const auto input = prepareInput(ramp(3, 1), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(input->tensors.front().shape.front(), std::int64_t(1));
    QCOMPARE(input->tensors.front().values, (Row{23, 26, 29}));
}

void TstPreprocess::normalisesEachChannel()
{
    CardInput card = plain();
    card.scale = 0.5;
    card.mean = {1.0, 2.0, 4.0};
    card.std = {2.0, 0.5, 8.0};
    const auto input = prepareInput(ramp(2, 2), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(rowOf(*input, 0, 0), (Row{-0.5F, 2.0F}));
    QCOMPARE(rowOf(*input, 1, 1), (Row{6.0F, 6.0F}));
    QCOMPARE(rowOf(*input, 2, 0), (Row{12.0F, 12.0F}));
}

void TstPreprocess::padsRightAndBottom()
{
    CardInput card = plain();
    card.padMultiple = 4;
    card.mean = {5.0, 0.0, 0.0};
    auto input = prepareInput(ramp(5, 3), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(input->geometry, (Geometry{QSize(5, 3), QSize(5, 3), QSize(8, 4), 0, 0}));
    QCOMPARE(rowOf(*input, 0, 3), (Row{-5, 5, 15, 25, 35, 35, 35, 35}));
    QCOMPARE(rowOf(*input, 1, 3), Row(8, 20.0F));
    card.padMode = PadMode::Reflect;
    input = prepareInput(ramp(5, 3), card, QStringLiteral("a"));
    QCOMPARE(rowOf(*input, 0, 0), (Row{-5, 5, 15, 25, 35, 25, 15, 5}));
    QCOMPARE(rowOf(*input, 1, 3), Row(8, 10.0F));
    // Zero after normalisation: the mean colour, not black.
    card.padMode = PadMode::Zero;
    input = prepareInput(ramp(5, 3), card, QStringLiteral("a"));
    QCOMPARE(rowOf(*input, 0, 0), (Row{-5, 5, 15, 25, 35, 0, 0, 0}));
    QCOMPARE(rowOf(*input, 0, 3), Row(8, 0.0F));
}

void TstPreprocess::padsAround()
{
    CardInput card = plain();
    card.padMultiple = 8;
    card.padSide = PadSide::Centre;
    const auto input = prepareInput(ramp(5, 6), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(input->geometry, (Geometry{QSize(5, 6), QSize(5, 6), QSize(8, 8), 1, 1}));
    QCOMPARE(rowOf(*input, 0, 0), (Row{0, 0, 10, 20, 30, 40, 40, 40}));
    QCOMPARE(rowOf(*input, 1, 0), Row(8, 0.0F));
    QCOMPARE(rowOf(*input, 1, 2), Row(8, 10.0F));
    QCOMPARE(rowOf(*input, 1, 7), Row(8, 50.0F));
}

void TstPreprocess::padsPicturesSmallerThanTheirPadding()
{
    CardInput card = plain();
    card.padMultiple = 8;
    card.padMode = PadMode::Reflect;
    auto input = prepareInput(ramp(3, 1), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(rowOf(*input, 0, 0), (Row{0, 10, 20, 10, 0, 10, 20, 10}));
    QCOMPARE(rowOf(*input, 0, 7), rowOf(*input, 0, 0));
    input = prepareInput(ramp(1, 1), card, QStringLiteral("a"));
    QVERIFY_RESULT(input);
    QCOMPARE(rowOf(*input, 2, 7), Row(8, 200.0F));
}

void TstPreprocess::refusesOtherSizesWithoutResizing()
{
    CardInput card = plain();
    card.width = 4;
    card.height = 4;
    QVERIFY_RESULT(prepareInput(ramp(4, 4), card, QStringLiteral("a")));
    const auto input = prepareInput(ramp(5, 4), card, QStringLiteral("cat.png"));
    QVERIFY(!input);
    QCOMPARE(input.error().code, ErrorCode::InvalidArgument);
    QVERIFY(input.error().message.contains(QLatin1String("cat.png")));
    QVERIFY(input.error().message.contains(QLatin1String("5 x 4")));
    QVERIFY(input.error().message.contains(QLatin1String("4 x 4")));
}

void TstPreprocess::refusesInputsThatNoMachineHolds()
{
    const auto geometry = planInput(plain(), QSize(20000, 20000), QStringLiteral("huge.tif"));
    QVERIFY(!geometry);
    QCOMPARE(geometry.error().code, ErrorCode::TooLarge);
    QVERIFY(geometry.error().message.contains(QLatin1String("huge.tif")));
    CardInput resized;
    resized.width = 512;
    resized.height = 512;
    QVERIFY_RESULT(planInput(resized, QSize(20000, 20000), QStringLiteral("huge.tif")));
}

void TstPreprocess::oneFreeSideKeepsItsSize()
{
    CardInput card;
    card.width = 10;
    const auto geometry = planInput(card, QSize(20, 7), QStringLiteral("a"));
    QVERIFY_RESULT(geometry);
    QCOMPARE(geometry->resized, QSize(10, 7));
}

BADCASE_REGISTER_TEST(TstPreprocess)

#include "tst_preprocess.moc"
