// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Resizing against what torch computes (values of torch.nn.functional.interpolate 1.13).

#include "inference/engine/resize.h"
#include "tests/support/test_support.h"

#include <QSize>

#include <algorithm>
#include <cmath>

using namespace badcase;
using namespace badcase::engine;

namespace {

using Values = std::vector<float>;

/// The picture of the reference values.
Values pattern(QSize size)
{
    Values values;
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            values.push_back(static_cast<float>((x * 37 + y * 91 + x * y * 13) % 256));
    }
    return values;
}

float largestDifference(const Values& a, const Values& b)
{
    float difference = 0.0F;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = std::max(difference, std::abs(a[i] - b[i]));
    return difference;
}

/// A whole plane, row-major without padding.
Values resizePlane(const Values& pixels, QSize from, QSize to, const ResizeMethod& method)
{
    const AxisTable horizontal = AxisTable::make(from.width(), to.width(), method);
    const AxisTable vertical = AxisTable::make(from.height(), to.height(), method);
    PlaneResizer<float> resizer(horizontal, vertical, pixels.data(), from.width());
    Values out(static_cast<std::size_t>(to.width()) * static_cast<std::size_t>(to.height()));
    for (int y = 0; y < to.height(); ++y)
        resizer.row(y, out.data() + static_cast<std::ptrdiff_t>(y) * to.width());
    return out;
}

} // namespace

Q_DECLARE_METATYPE(ResizeMethod)
Q_DECLARE_METATYPE(Values)

class TstResize : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void equalsTorch_data();
    void equalsTorch();
    void keepsPictureOfSameSize();
    void keepsConstantPictures();
    void readsInterleavedBytes();
    void rowsComeInAnyOrder();
    void windowIsUpsamplingThenCutting();
};

void TstResize::equalsTorch_data()
{
    QTest::addColumn<ResizeMethod>("method");
    QTest::addColumn<QSize>("from");
    QTest::addColumn<QSize>("to");
    QTest::addColumn<Values>("expected");
    QTest::newRow("nearest 7x5 to 3x4")
        << ResizeMethod{ResizeFilter::Nearest} << QSize(7, 5) << QSize(3, 4)
        << Values{0.0F, 74.0F, 148.0F, 91.0F, 191.0F, 35.0F, 182.0F, 52.0F, 178.0F, 17.0F, 169.0F, 65.0F};
    QTest::newRow("nearest 5x3 to 8x4")
        << ResizeMethod{ResizeFilter::Nearest} << QSize(5, 3) << QSize(8, 4)
        << Values{0.0F,   0.0F,  37.0F,  37.0F,  74.0F,  111.0F, 111.0F, 148.0F, 0.0F,   0.0F,   37.0F,
                  37.0F,  74.0F, 111.0F, 111.0F, 148.0F, 91.0F,  91.0F,  141.0F, 141.0F, 191.0F, 241.0F,
                  241.0F, 35.0F, 182.0F, 182.0F, 245.0F, 245.0F, 52.0F,  115.0F, 115.0F, 178.0F};
    QTest::newRow("nearest 1x4 to 3x2") << ResizeMethod{ResizeFilter::Nearest} << QSize(1, 4) << QSize(3, 2)
                                        << Values{0.0F, 0.0F, 0.0F, 182.0F, 182.0F, 182.0F};
    QTest::newRow("nearest 9x6 to 2x1")
        << ResizeMethod{ResizeFilter::Nearest} << QSize(9, 6) << QSize(2, 1) << Values{0.0F, 148.0F};
    QTest::newRow("bilinear 7x5 to 3x4") << ResizeMethod{ResizeFilter::Bilinear} << QSize(7, 5) << QSize(3, 4)
                                         << Values{37.125F,  127.25F, 185.375F, 161.708F, 193.75F, 129.792F,
                                                   126.292F, 196.25F, 170.208F, 154.875F, 134.75F, 82.625F};
    QTest::newRow("bilinear 5x3 to 8x4")
        << ResizeMethod{ResizeFilter::Bilinear} << QSize(5, 3) << QSize(8, 4)
        << Values{0.0F,     16.1875F, 39.3125F, 62.4375F, 85.5625F, 108.688F, 131.812F, 148.0F,
                  56.875F,  76.6172F, 104.82F,  133.023F, 161.227F, 189.43F,  127.633F, 77.375F,
                  125.125F, 149.133F, 177.43F,  151.727F, 156.023F, 190.32F,  134.617F, 88.625F,
                  182.0F,   209.562F, 232.938F, 112.312F, 71.6875F, 111.062F, 150.438F, 178.0F};
    QTest::newRow("bilinear 1x4 to 3x2") << ResizeMethod{ResizeFilter::Bilinear} << QSize(1, 4) << QSize(3, 2)
                                         << Values{45.5F, 45.5F, 45.5F, 99.5F, 99.5F, 99.5F};
    QTest::newRow("bilinear 9x6 to 2x1")
        << ResizeMethod{ResizeFilter::Bilinear} << QSize(9, 6) << QSize(2, 1) << Values{125.125F, 117.875F};
    QTest::newRow("corners 7x5 to 3x4")
        << ResizeMethod{ResizeFilter::Bilinear, true} << QSize(7, 5) << QSize(3, 4)
        << Values{0.0F,  111.0F,   222.0F,   121.333F, 199.0F, 106.0F,
                  72.0F, 201.667F, 160.667F, 108.0F,   119.0F, 130.0F};
    QTest::newRow("corners 5x3 to 8x4")
        << ResizeMethod{ResizeFilter::Bilinear, true} << QSize(5, 3) << QSize(8, 4)
        << Values{0.0F,     21.1429F, 42.2857F, 63.4286F, 84.5714F, 105.714F, 126.857F, 148.0F,
                  60.6667F, 86.7619F, 112.857F, 138.952F, 165.048F, 191.143F, 144.095F, 72.6667F,
                  121.333F, 152.381F, 171.238F, 153.524F, 160.19F,  191.238F, 149.143F, 82.6667F,
                  182.0F,   218.0F,   217.429F, 107.143F, 70.0F,    106.0F,   142.0F,   178.0F};
    QTest::newRow("corners 1x4 to 3x2") << ResizeMethod{ResizeFilter::Bilinear, true} << QSize(1, 4)
                                        << QSize(3, 2) << Values{0.0F, 0.0F, 0.0F, 17.0F, 17.0F, 17.0F};
    QTest::newRow("corners 9x6 to 2x1")
        << ResizeMethod{ResizeFilter::Bilinear, true} << QSize(9, 6) << QSize(2, 1) << Values{0.0F, 40.0F};
    QTest::newRow("antialias 7x5 to 3x4")
        << ResizeMethod{ResizeFilter::BilinearAntialias} << QSize(7, 5) << QSize(3, 4)
        << Values{57.25F,   124.676F, 165.75F,  153.56F,  150.853F, 119.821F,
                  123.393F, 153.186F, 154.655F, 117.607F, 131.676F, 119.393F};
    QTest::newRow("antialias 5x3 to 8x4")
        << ResizeMethod{ResizeFilter::BilinearAntialias} << QSize(5, 3) << QSize(8, 4)
        << Values{0.0F,     16.1875F, 39.3125F, 62.4375F, 85.5625F, 108.688F, 131.812F, 148.0F,
                  56.875F,  76.6172F, 104.82F,  133.023F, 161.227F, 189.43F,  127.633F, 77.375F,
                  125.125F, 149.133F, 177.43F,  151.727F, 156.023F, 190.32F,  134.617F, 88.625F,
                  182.0F,   209.562F, 232.938F, 112.312F, 71.6875F, 111.062F, 150.438F, 178.0F};
    QTest::newRow("antialias 1x4 to 3x2")
        << ResizeMethod{ResizeFilter::BilinearAntialias} << QSize(1, 4) << QSize(3, 2)
        << Values{65.0F, 65.0F, 65.0F, 98.2857F, 98.2857F, 98.2857F};
    QTest::newRow("antialias 9x6 to 2x1") << ResizeMethod{ResizeFilter::BilinearAntialias} << QSize(9, 6)
                                          << QSize(2, 1) << Values{131.238F, 135.399F};
    QTest::newRow("area 7x5 to 3x4") << ResizeMethod{ResizeFilter::Area} << QSize(7, 5) << QSize(3, 4)
                                     << Values{89.0F,    133.333F, 135.0F,   150.333F, 135.333F, 120.333F,
                                               126.333F, 137.333F, 148.333F, 102.333F, 139.333F, 133.667F};
    QTest::newRow("area 5x3 to 8x4") << ResizeMethod{ResizeFilter::Area} << QSize(5, 3) << QSize(8, 4)
                                     << Values{0.0F,    18.5F,   37.0F,  55.5F,   92.5F,   111.0F,  129.5F,
                                               148.0F,  45.5F,   67.25F, 89.0F,   110.75F, 154.25F, 176.0F,
                                               133.75F, 91.5F,   136.5F, 164.75F, 193.0F,  157.25F, 149.75F,
                                               178.0F,  142.25F, 106.5F, 182.0F,  213.5F,  245.0F,  148.5F,
                                               83.5F,   115.0F,  146.5F, 178.0F};
    QTest::newRow("area 1x4 to 3x2") << ResizeMethod{ResizeFilter::Area} << QSize(1, 4) << QSize(3, 2)
                                     << Values{45.5F, 45.5F, 45.5F, 99.5F, 99.5F, 99.5F};
    QTest::newRow("area 9x6 to 2x1") << ResizeMethod{ResizeFilter::Area} << QSize(9, 6) << QSize(2, 1)
                                     << Values{127.567F, 132.5F};
}

void TstResize::equalsTorch()
{
    QFETCH(ResizeMethod, method);
    QFETCH(QSize, from);
    QFETCH(QSize, to);
    QFETCH(Values, expected);
    const Values source = pattern(from);
    const Values result = resizePlane(source, from, to, method);
    QCOMPARE(result.size(), expected.size());
    const float difference = largestDifference(result, expected);
    QVERIFY2(difference <= 6e-4F, qPrintable(QString::number(difference))); // the values have six digits
}

void TstResize::keepsPictureOfSameSize()
{
    const QSize size(6, 9);
    const Values source = pattern(size);
    for (const auto filter : {ResizeFilter::Nearest, ResizeFilter::Bilinear, ResizeFilter::BilinearAntialias,
                              ResizeFilter::Area}) {
        QCOMPARE(resizePlane(source, size, size, {filter}), source);
        QVERIFY(filter == ResizeFilter::BilinearAntialias || AxisTable::make(6, 6, {filter}).isIdentity());
    }
}

void TstResize::keepsConstantPictures()
{
    for (int from = 1; from <= 33; from += 4) {
        for (int to = 1; to <= 40; to += 3) {
            const Values source(static_cast<std::size_t>(from * from), 7.25F);
            for (const auto filter : {ResizeFilter::Nearest, ResizeFilter::Bilinear,
                                      ResizeFilter::BilinearAntialias, ResizeFilter::Area}) {
                for (const bool corners : {false, true}) {
                    const Values result =
                        resizePlane(source, QSize(from, from), QSize(to, to), {filter, corners});
                    const Values expected(result.size(), 7.25F);
                    QVERIFY(largestDifference(result, expected) < 4e-6F);
                }
            }
        }
    }
}

void TstResize::readsInterleavedBytes()
{
    const QSize from(5, 3);
    const QSize to(8, 4);
    const Values plane = pattern(from);
    std::vector<std::uint8_t> bytes(16 * 3,
                                    99); // rows of 16 bytes: five pixels of three and one byte of padding
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 5; ++x)
            bytes[static_cast<std::size_t>(y * 16 + x * 3 + 1)] =
                static_cast<std::uint8_t>(plane[static_cast<std::size_t>(y * 5 + x)]);
    }
    const AxisTable horizontal = AxisTable::make(5, 8, {});
    const AxisTable vertical = AxisTable::make(3, 4, {});
    PlaneResizer<std::uint8_t> resizer(horizontal, vertical, bytes.data() + 1, 16, 3);
    Values result(32);
    for (int y = 0; y < 4; ++y)
        resizer.row(y, result.data() + y * 8);
    QCOMPARE(result, resizePlane(plane, from, to, {}));
}

void TstResize::rowsComeInAnyOrder()
{
    const QSize from(9, 17);
    const QSize to(4, 6);
    const Values source = pattern(from);
    for (const auto filter : {ResizeFilter::Bilinear, ResizeFilter::BilinearAntialias, ResizeFilter::Area}) {
        const Values expected = resizePlane(source, from, to, {filter});
        const AxisTable horizontal = AxisTable::make(9, 4, {filter});
        const AxisTable vertical = AxisTable::make(17, 6, {filter});
        PlaneResizer<float> resizer(horizontal, vertical, source.data(), 9);
        for (const int y : {5, 0, 3, 3, 1, 4, 2}) {
            Values row(4);
            resizer.row(y, row.data());
            QVERIFY(std::equal(row.begin(), row.end(), expected.begin() + y * 4));
        }
    }
}

/// A map of a quarter of the input's size, of which the first 13 of 20 input pixels show the picture.
void TstResize::windowIsUpsamplingThenCutting()
{
    const Values source = pattern(QSize(5, 1));
    const Values whole = resizePlane(source, QSize(5, 1), QSize(20, 1), {});
    const AxisTable window = AxisTable::window(5, 13, 0.25, 3 * 0.25, ResizeFilter::Bilinear);
    const AxisTable single = AxisTable::make(1, 1, {});
    PlaneResizer<float> resizer(window, single, source.data(), 5);
    Values result(13);
    resizer.row(0, result.data());
    QVERIFY(largestDifference(result, Values(whole.begin() + 3, whole.begin() + 16)) < 1e-4F);
}

BADCASE_REGISTER_TEST(TstResize)

#include "tst_resize.moc"
