// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/tiles.h"
#include "inference/media/rgb_qimage.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

using namespace badcase;
using namespace badcase::engine;

namespace {

TileSettings tilesOf(int size, double overlap, TileWeights weights = TileWeights::Gaussian)
{
    return {size, overlap, weights, {}};
}

RgbImage noise(QRandomGenerator& random, QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < 3 * size.width(); ++x)
            image.scanLine(y)[x] = static_cast<uchar>(random.bounded(256));
    }
    return media::toRgbImage(image);
}

/// A model that looks at one pixel only: a channel for red, one for the sum of green and blue.
ProbabilityMaps pointwiseModel(const RgbImage& image)
{
    ProbabilityMaps maps = emptyMaps(2, image.size());
    for (int y = 0; y < image.height(); ++y) {
        const uchar* pixel = image.constScanLine(y);
        for (int x = 0; x < image.width(); ++x, pixel += 3) {
            const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(y) * image.width() + x;
            maps.channel(0)[at] = static_cast<float>(1.0 / (1.0 + std::exp(pixel[0] / 25.0 - 5.0)));
            maps.channel(1)[at] = static_cast<float>(pixel[1] + pixel[2]) / 510.0F;
        }
    }
    return maps;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double difference = a.size() == b.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        difference = std::max(difference, std::abs(double(a[i]) - double(b[i])));
    return difference;
}

/// The position after `steps` steps on a line of `size` pixels for somebody who turns round at each end.
int walked(int start, int steps, int direction, int size)
{
    int position = start;
    for (int i = 0; i < steps; ++i) {
        if (size == 1)
            return 0;
        if (position + direction < 0 || position + direction >= size)
            direction = -direction;
        position += direction;
    }
    return position;
}

/// Bounded by a tile's length, sizes on both sides of it.
std::vector<QSize> pictureSizes()
{
    std::vector<QSize> sizes;
    for (const int width : {1, 2, 7, 8, 9, 15, 16, 17, 40, 61}) {
        for (const int height : {1, 5, 8, 16, 23, 33})
            sizes.emplace_back(width, height);
    }
    return sizes;
}

} // namespace

class TstTiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void settingsRoundTrip();
    void refusesSettings_data();
    void refusesSettings();
    void rectsByHand();
    void rectsCoverThePicture();
    void reflectsAtBorders();
    void reflectionIsAWalk();
    void windowIsTheFormula();
    void constantsStay();
    void tiledEqualsUntiled();
    void meanIsWeighted();
    void orderDoesNotMatter();
    void whatNoTileCoversIsZero();
    void blendsTheWhole();
};

void TstTiles::settingsRoundTrip()
{
    QRandomGenerator random(9);
    for (int i = 0; i < 300; ++i) {
        TileSettings settings =
            tilesOf(random.bounded(TileSettings::kSmallestSize, TileSettings::kLargestSize + 1),
                    random.generateDouble() * TileSettings::kLargestOverlap,
                    random.bounded(2) == 0 ? TileWeights::Flat : TileWeights::Gaussian);
        if (random.bounded(2) == 0)
            settings.fullImageWeight = random.generateDouble();
        const auto parsed = TileSettings::parse(settings.toText());
        QVERIFY_RESULT(parsed);
        QCOMPARE(*parsed, settings);
    }
    for (const QString& none : {QString(), QStringLiteral("none"), TileSettings().toText()}) {
        const auto parsed = TileSettings::parse(none);
        QVERIFY_RESULT(parsed);
        QCOMPARE(*parsed, TileSettings());
        QVERIFY(!parsed->isUsed());
    }
    const auto shortest = TileSettings::parse(QStringLiteral(" 512 "));
    QVERIFY_RESULT(shortest);
    QCOMPARE(shortest->toText(), QStringLiteral("512,overlap=0.25,weights=gaussian"));
    const auto any = TileSettings::parse(QStringLiteral("64, full=0.3, weights=flat"));
    QVERIFY_RESULT(any);
    QCOMPARE(*any, (TileSettings{64, 0.25, TileWeights::Flat, 0.3}));
}

void TstTiles::refusesSettings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    for (const auto& [text, part] :
         {std::pair("big", "big"), std::pair("8", "8"), std::pair("0", "0"), std::pair("-512", "-512"),
          std::pair("100000", "100000"), std::pair("512.5", "512.5"), std::pair("512,", ""),
          std::pair("512,overlap", "overlap"), std::pair("512,overlap=0.95", "overlap=0.95"),
          std::pair("512,overlap=-0.1", "overlap=-0.1"), std::pair("512,overlap=nan", "overlap=nan"),
          std::pair("512,weights=round", "weights=round"), std::pair("512,full=1.5", "full=1.5"),
          std::pair("512,full=", "full="), std::pair("512,gap=3", "gap=3"),
          std::pair("none,overlap=0.5", "none")})
        QTest::newRow(text) << text << QStringLiteral("\"%1\" in the tiles").arg(QLatin1String(part));
}

void TstTiles::refusesSettings()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const auto settings = TileSettings::parse(text);
    QVERIFY(!settings);
    QCOMPARE(settings.error().code, ErrorCode::InvalidArgument);
    for (const QString& words :
         {part, QLatin1Char('"') + text + QLatin1Char('"'), QStringLiteral("overlap=0 to 0.9"),
          QStringLiteral("gaussian or flat"), QStringLiteral("16 to 6000")})
        QVERIFY2(settings.error().message.contains(words), qPrintable(settings.error().message));
}

void TstTiles::rectsByHand()
{
    using Rects = std::vector<QRect>;
    QCOMPARE(tileRects(QSize(10, 7), tilesOf(4, 0.25)),
             (Rects{{0, 0, 4, 4}, {3, 0, 4, 4}, {6, 0, 4, 4}, {0, 3, 4, 4}, {3, 3, 4, 4}, {6, 3, 4, 4}}));
    QCOMPARE(tileRects(QSize(9, 4), tilesOf(4, 0.0)), (Rects{{0, 0, 4, 4}, {4, 0, 4, 4}, {5, 0, 4, 4}}));
    QCOMPARE(tileRects(QSize(3, 6), tilesOf(4, 0.5)), (Rects{{0, 0, 4, 4}, {0, 2, 4, 4}}));
    QCOMPARE(tileRects(QSize(2, 3), tilesOf(4, 0.5)), (Rects{{0, 0, 4, 4}}));
    QCOMPARE(tileRects(QSize(100, 50), TileSettings()), (Rects{{0, 0, 100, 50}}));
}

void TstTiles::rectsCoverThePicture()
{
    for (const QSize picture : pictureSizes()) {
        for (const int size : {1, 3, 8, 16}) {
            for (const double overlap : {0.0, 0.25, 0.5, 0.9}) {
                const auto rects = tileRects(picture, tilesOf(size, overlap));
                std::vector<int> covered(static_cast<std::size_t>(picture.width() * picture.height()));
                int right = 0;
                int bottom = 0;
                for (std::size_t i = 0; i < rects.size(); ++i) {
                    const QRect& rect = rects[i];
                    QCOMPARE(rect.size(), QSize(size, size));
                    QVERIFY(rect.x() >= 0 && rect.y() >= 0);
                    right = std::max(right, rect.x() + size);
                    bottom = std::max(bottom, rect.y() + size);
                    if (i > 0)
                        QVERIFY(rect.y() > rects[i - 1].y() ||
                                (rect.y() == rects[i - 1].y() && rect.x() > rects[i - 1].x()));
                    for (int y = rect.y(); y < std::min(rect.y() + size, picture.height()); ++y) {
                        for (int x = rect.x(); x < std::min(rect.x() + size, picture.width()); ++x)
                            ++covered[static_cast<std::size_t>(y * picture.width() + x)];
                    }
                }
                QVERIFY(*std::min_element(covered.begin(), covered.end()) >= 1);
                QCOMPARE(right, std::max(size, picture.width()));
                QCOMPARE(bottom, std::max(size, picture.height()));
            }
        }
    }
}

/// numpy's pad([0, 1, 2, 3], (3, 5), "reflect").
void TstTiles::reflectsAtBorders()
{
    QImage picture(4, 1, QImage::Format_RGB888);
    for (int x = 0; x < 4; ++x)
        picture.setPixelColor(x, 0, QColor(x, 100 + x, 200 + x));
    const QImage padded = media::toQImage(cropWithReflection(media::toRgbImage(picture), QRect(-3, -1, 12, 3)));
    QCOMPARE(padded.size(), QSize(12, 3));
    const QList<int> expected{3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2};
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 12; ++x) {
            const int value = expected[x];
            QCOMPARE(padded.pixelColor(x, y), QColor(value, 100 + value, 200 + value));
        }
    }
}

void TstTiles::reflectionIsAWalk()
{
    QRandomGenerator random(21);
    for (int trial = 0; trial < 200; ++trial) {
        const QSize size(random.bounded(1, 9), random.bounded(1, 9));
        const RgbImage rgb = noise(random, size);
        const QImage picture = media::toQImage(rgb);
        const QRect rect(random.bounded(-20, 20), random.bounded(-20, 20), random.bounded(1, 25),
                         random.bounded(1, 25));
        const QImage part = media::toQImage(cropWithReflection(rgb, rect));
        QCOMPARE(part.size(), rect.size());
        const auto source = [](int position, int length) {
            return position < 0 ? walked(0, -position, -1, length) : walked(0, position, 1, length);
        };
        for (int y = 0; y < rect.height(); ++y) {
            for (int x = 0; x < rect.width(); ++x)
                QCOMPARE(part.pixel(x, y), picture.pixel(source(rect.x() + x, size.width()),
                                                         source(rect.y() + y, size.height())));
        }
    }
    const RgbImage rgb = noise(random, QSize(31, 17));
    QCOMPARE(cropWithReflection(rgb, QRect(QPoint(), rgb.size())), rgb);
    QCOMPARE(media::toQImage(cropWithReflection(rgb, QRect(5, 3, 10, 9))), media::toQImage(rgb).copy(5, 3, 10, 9));
}

void TstTiles::windowIsTheFormula()
{
    for (const QSize tile : {QSize(1, 1), QSize(2, 5), QSize(16, 16), QSize(33, 20), QSize(64, 48)}) {
        const std::vector<float> window = tileWindow(tile, TileWeights::Gaussian);
        QCOMPARE(window.size(), static_cast<std::size_t>(tile.width() * tile.height()));
        std::vector<double> expected;
        for (int y = 0; y < tile.height(); ++y) {
            for (int x = 0; x < tile.width(); ++x) {
                const double dx = x - (tile.width() - 1) / 2.0;
                const double dy = y - (tile.height() - 1) / 2.0;
                expected.push_back(std::exp(-dx * dx / (2.0 * std::pow(tile.width() / 8.0, 2)) -
                                            dy * dy / (2.0 * std::pow(tile.height() / 8.0, 2))));
            }
        }
        const double largest = *std::max_element(expected.begin(), expected.end());
        for (std::size_t i = 0; i < window.size(); ++i)
            QVERIFY(std::abs(window[i] - std::max(expected[i], 1e-3 * largest)) < 1e-6 * largest);
        QVERIFY(*std::min_element(window.begin(), window.end()) > 0.0F);
        QCOMPARE(tileWindow(tile, TileWeights::Flat), std::vector<float>(window.size(), 1.0F));
    }
    // The corner of a tile of 64 is far below a thousandth, so it is held there.
    QVERIFY(std::abs(tileWindow(QSize(64, 64), TileWeights::Gaussian)[0] /
                         tileWindow(QSize(64, 64), TileWeights::Gaussian)[32 * 64 + 32] -
                     1e-3) < 1e-9);
}

void TstTiles::constantsStay()
{
    for (const QSize picture : pictureSizes()) {
        for (const int size : {1, 8, 16}) {
            for (const double overlap : {0.0, 0.25, 0.5, 0.9}) {
                for (const auto weights : {TileWeights::Gaussian, TileWeights::Flat}) {
                    const TileSettings settings = tilesOf(size, overlap, weights);
                    TileFuser fuser(2, picture, settings);
                    ProbabilityMaps tile = emptyMaps(2, QSize(size, size));
                    std::fill_n(tile.channel(0), tile.planePixels(), 0.7F);
                    std::fill_n(tile.channel(1), tile.planePixels(), 0.123F);
                    for (const QRect& rect : tileRects(picture, settings))
                        fuser.add(rect, tile);
                    const ProbabilityMaps fused = fuser.result();
                    QCOMPARE(fused.size, picture);
                    QCOMPARE(fused.channels, 2);
                    const auto pixels = static_cast<std::ptrdiff_t>(fused.planePixels());
                    QCOMPARE(std::count(fused.channel(0), fused.channel(0) + pixels, 0.7F), pixels);
                    QCOMPARE(std::count(fused.channel(1), fused.channel(1) + pixels, 0.123F), pixels);
                }
            }
        }
    }
}

/// To the bit, also where 64 tiles overlap.
void TstTiles::tiledEqualsUntiled()
{
    QRandomGenerator random(77);
    for (const QSize size : pictureSizes()) {
        const RgbImage picture = noise(random, size);
        const ProbabilityMaps whole = pointwiseModel(picture);
        for (const auto& settings :
             {tilesOf(1, 0.0), tilesOf(5, 0.4), tilesOf(8, 0.25), tilesOf(16, 0.5, TileWeights::Flat),
              tilesOf(16, 0.9), tilesOf(64, 0.25), TileSettings()}) {
            TileFuser fuser(2, size, settings);
            for (const QRect& rect : tileRects(size, settings))
                fuser.add(rect, pointwiseModel(cropWithReflection(picture, rect)));
            QVERIFY(fuser.result() == whole);
        }
    }
}

/// Two tiles of 16 pixels, 8 of them shared, one all 0.2 and one all 0.8.
void TstTiles::meanIsWeighted()
{
    const TileSettings settings = tilesOf(16, 0.5);
    TileFuser fuser(1, QSize(24, 16), settings);
    const auto rects = tileRects(QSize(24, 16), settings);
    QCOMPARE(rects.size(), std::size_t(2));
    const std::size_t pixels = 16 * 16;
    fuser.add(rects[0], {1, QSize(16, 16), std::vector<float>(pixels, 0.2F)});
    fuser.add(rects[1], {1, QSize(16, 16), std::vector<float>(pixels, 0.8F)});
    const ProbabilityMaps fused = fuser.result();
    const auto weight = [](double x) { return std::exp(-std::pow(x - 7.5, 2) / (2.0 * 2.0 * 2.0)); };
    for (int x = 0; x < 24; ++x) {
        // Row 7 lies at the centre, where no weight is small enough to be held.
        const double a = x < 16 ? std::max(weight(x), 1e-3 * weight(8)) : 0.0;
        const double b = x >= 8 ? std::max(weight(x - 8), 1e-3 * weight(8)) : 0.0;
        const double expected = (0.2 * a + 0.8 * b) / (a + b);
        QVERIFY(std::abs(fused.values[static_cast<std::size_t>(7 * 24 + x)] - expected) < 1e-6);
    }
}

void TstTiles::orderDoesNotMatter()
{
    QRandomGenerator random(5);
    const QSize size(61, 47);
    for (const double overlap : {0.25, 0.5, 0.9}) {
        const TileSettings settings = tilesOf(16, overlap);
        auto rects = tileRects(size, settings);
        std::vector<ProbabilityMaps> tiles;
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < rects.size(); ++i) {
            tiles.push_back(pointwiseModel(noise(random, QSize(16, 16))));
            order.push_back(i);
        }
        std::vector<float> first;
        for (int trial = 0; trial < 5; ++trial) {
            TileFuser fuser(2, size, settings);
            for (const std::size_t i : order)
                fuser.add(rects[i], tiles[i]);
            const std::vector<float> values = fuser.result().values;
            if (trial == 0)
                first = values;
            QVERIFY(largestDifference(values, first) < 1e-6);
            std::shuffle(order.begin(), order.end(), random);
        }
    }
}

void TstTiles::whatNoTileCoversIsZero()
{
    TileFuser fuser(1, QSize(4, 1), tilesOf(2, 0.0));
    fuser.add(QRect(0, 0, 2, 1), {1, QSize(2, 1), {0.5F, 0.25F}});
    QCOMPARE(fuser.result().values, (std::vector<float>{0.5F, 0.25F, 0.0F, 0.0F}));
}

void TstTiles::blendsTheWhole()
{
    const ProbabilityMaps tiles{1, QSize(3, 1), {0.0F, 0.5F, 1.0F}};
    const ProbabilityMaps whole{1, QSize(3, 1), {1.0F, 0.5F, 0.5F}};
    ProbabilityMaps blended = tiles;
    blendWhole(blended, whole, 0.25);
    QCOMPARE(blended.values, (std::vector<float>{0.25F, 0.5F, 0.875F}));
    blended = tiles;
    blendWhole(blended, whole, 0.0);
    QVERIFY(blended == tiles);
    blendWhole(blended, whole, 1.0);
    QVERIFY(blended == whole);
}

BADCASE_REGISTER_TEST(TstTiles)

#include "tst_tiles.moc"
