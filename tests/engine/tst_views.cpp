// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/preprocess.h"
#include "inference/engine/views.h"
#include "inference/media/rgb_qimage.h"
#include "tests/support/test_support.h"

#include <QLocale>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <numeric>

using namespace badcase;
using namespace badcase::engine;

using Turn = View::Turn;
using Matrix = QList<QList<int>>;

namespace {

constexpr std::array kAllTurns{Turn::Identity, Turn::HFlip,  Turn::VFlip,     Turn::Rot90,
                               Turn::Rot180,   Turn::Rot270, Turn::Transpose, Turn::AntiTranspose};

/// Every value of the plane is different.
std::vector<float> countingPlane(QSize size)
{
    std::vector<float> plane(static_cast<std::size_t>(size.width()) *
                             static_cast<std::size_t>(size.height()));
    std::iota(plane.begin(), plane.end(), 1.0F);
    return plane;
}

std::vector<float> turned(const std::vector<float>& plane, QSize size, Turn turn)
{
    std::vector<float> out(plane.size(), -1.0F);
    applyTurn(turn, plane.data(), size, out.data());
    return out;
}

ClassMap countingMap(QSize size)
{
    ClassMap map(size, 0);
    auto pixels = map.mutablePixels();
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<std::uint8_t>((i * 7 + i / 256) % 251);
    return map;
}

/// Pixel number n has the colour (n, n / 256, 201): all different up to 65536 pixels.
RgbImage countingImage(QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    for (int y = 0; y < size.height(); ++y) {
        uchar* row = image.scanLine(y);
        for (int x = 0; x < size.width(); ++x) {
            const int n = y * size.width() + x;
            row[3 * x] = static_cast<uchar>(n % 256);
            row[3 * x + 1] = static_cast<uchar>(n / 256);
            row[3 * x + 2] = 201;
        }
    }
    return media::toRgbImage(image);
}

int numberAt(const RgbImage& image, int x, int y)
{
    const uchar* pixel = image.constScanLine(y) + 3 * x;
    return pixel[2] == 201 ? pixel[1] * 256 + pixel[0] : -1;
}

Matrix matrixOf(const RgbImage& image)
{
    Matrix matrix;
    for (int y = 0; y < image.height(); ++y) {
        QList<int> row;
        for (int x = 0; x < image.width(); ++x)
            row << numberAt(image, x, y);
        matrix << row;
    }
    return matrix;
}

Matrix flippedRows(Matrix matrix)
{
    for (auto& row : matrix)
        std::reverse(row.begin(), row.end());
    return matrix;
}

Matrix transposed(const Matrix& matrix)
{
    Matrix out;
    for (qsizetype x = 0; x < matrix.front().size(); ++x) {
        QList<int> row;
        for (const auto& source : matrix)
            row << source[x];
        out << row;
    }
    return out;
}

/// The turns composed of mirrored rows and transposes alone, with no index arithmetic: a quarter
/// counter-clockwise, for one, is mirroring the rows and transposing.
Matrix expectedTurn(const Matrix& m, Turn turn)
{
    switch (turn) {
    case Turn::Identity:
        return m;
    case Turn::HFlip:
        return flippedRows(m);
    case Turn::VFlip:
        return transposed(flippedRows(transposed(m)));
    case Turn::Rot90:
        return transposed(flippedRows(m));
    case Turn::Rot180:
        return flippedRows(transposed(flippedRows(transposed(m))));
    case Turn::Rot270:
        return flippedRows(transposed(m));
    case Turn::Transpose:
        return transposed(m);
    case Turn::AntiTranspose:
        return transposed(flippedRows(transposed(flippedRows(transposed(m)))));
    }
    return {};
}

std::vector<View> turnsOnly(std::initializer_list<Turn> turns)
{
    std::vector<View> views;
    for (const Turn turn : turns)
        views.push_back({turn, 1.0});
    return views;
}

CardInput plainCard(ResizeMode resize = ResizeMode::None)
{
    CardInput card;
    card.scale = 1.0;
    card.resize = resize;
    return card;
}

} // namespace

Q_DECLARE_METATYPE(Turn)
Q_DECLARE_METATYPE(std::vector<View>)

class TstViews : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void turnsEqualNumpy_data();
    void turnsEqualNumpy();
    void turnsAreMirrorsAndTransposes();
    void undoIsExactForEverySize();
    void identitySharesThePicture();
    void turnsAreClosed();
    void viewsRoundTrip();
    void parsesLists_data();
    void parsesLists();
    void listsRoundTrip();
    void refusesWhatIsNoView_data();
    void refusesWhatIsNoView();
    void scaleMultipliesTheTarget();
    void scaleOneChangesNothing();
    void scaledInputsUseTheCardsFilter();
    void inputsAreTurned();
};

/// Expected: numpy's fliplr, flipud, rot90, T and rot90(m, 2).T of [[0, 1, 2], [3, 4, 5]].
void TstViews::turnsEqualNumpy_data()
{
    QTest::addColumn<Turn>("turn");
    QTest::addColumn<Matrix>("expected");
    QTest::newRow("identity") << Turn::Identity << Matrix{{0, 1, 2}, {3, 4, 5}};
    QTest::newRow("hflip") << Turn::HFlip << Matrix{{2, 1, 0}, {5, 4, 3}};
    QTest::newRow("vflip") << Turn::VFlip << Matrix{{3, 4, 5}, {0, 1, 2}};
    QTest::newRow("rot90") << Turn::Rot90 << Matrix{{2, 5}, {1, 4}, {0, 3}};
    QTest::newRow("rot180") << Turn::Rot180 << Matrix{{5, 4, 3}, {2, 1, 0}};
    QTest::newRow("rot270") << Turn::Rot270 << Matrix{{3, 0}, {4, 1}, {5, 2}};
    QTest::newRow("transpose") << Turn::Transpose << Matrix{{0, 3}, {1, 4}, {2, 5}};
    QTest::newRow("antitranspose") << Turn::AntiTranspose << Matrix{{5, 2}, {4, 1}, {3, 0}};
}

void TstViews::turnsEqualNumpy()
{
    QFETCH(Turn, turn);
    QFETCH(Matrix, expected);
    const RgbImage picture = countingImage(QSize(3, 2));
    QCOMPARE(matrixOf(applyTurn(picture, turn)), expected);
    QCOMPARE((View{turn, 1.0}.toText()), QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE((View{turn, 1.0}.swapsSides()), expected.size() == 3);
}

/// Sizes on both sides of a block of the copy, with padded rows, the three kinds of pixels.
void TstViews::turnsAreMirrorsAndTransposes()
{
    for (const QSize size : {QSize(1, 1), QSize(1, 9), QSize(7, 1), QSize(4, 4), QSize(33, 31), QSize(32, 64),
                             QSize(65, 97), QSize(130, 70)}) {
        const RgbImage picture = countingImage(size);
        const std::vector<float> plane = countingPlane(size);
        const ClassMap map = countingMap(size);
        for (const Turn turn : kAllTurns) {
            const Matrix expected = expectedTurn(matrixOf(picture), turn);
            const RgbImage view = applyTurn(picture, turn);
            QCOMPARE(view.size(), viewSize(size, turn));
            QCOMPARE(matrixOf(view), expected);
            const std::vector<float> planeView = turned(plane, size, turn);
            const ClassMap mapView = applyTurn(map, turn);
            QCOMPARE(mapView.size(), view.size());
            std::size_t i = 0;
            for (const auto& row : expected) {
                for (const int number : row) {
                    QCOMPARE(planeView[i], static_cast<float>(number + 1));
                    QCOMPARE(mapView.pixels()[i], map.pixels()[static_cast<std::size_t>(number)]);
                    ++i;
                }
            }
        }
    }
}

void TstViews::undoIsExactForEverySize()
{
    for (int width = 1; width <= 33; ++width) {
        for (int height = 1; height <= 33; ++height) {
            const QSize size(width, height);
            const RgbImage picture = countingImage(size);
            const std::vector<float> plane = countingPlane(size);
            const ClassMap map = countingMap(size);
            for (const Turn turn : kAllTurns) {
                const std::vector<float> view = turned(plane, size, turn);
                std::vector<float> back(view.size(), -1.0F);
                undoTurn(turn, view.data(), viewSize(size, turn), back.data());
                QCOMPARE(back, plane);
                QCOMPARE(undoTurn(applyTurn(map, turn), turn), map);
                QCOMPARE(applyTurn(applyTurn(picture, turn), inverseOf(turn)), picture);
            }
        }
    }
}

void TstViews::identitySharesThePicture()
{
    const RgbImage picture = countingImage(QSize(5, 4));
    QCOMPARE(applyTurn(picture, Turn::Identity).constBits(), picture.constBits());
    for (const Turn turn : kAllTurns) {
        QVERIFY(applyTurn(RgbImage(), turn).isNull());
        QVERIFY(applyTurn(ClassMap(), turn).isNull());
    }
}

/// Any two turns make a third, each one once in every row and column of the table: the eight are a group.
void TstViews::turnsAreClosed()
{
    const QSize size(5, 3);
    const std::vector<float> plane = countingPlane(size);
    std::vector<std::vector<float>> results;
    for (const Turn turn : kAllTurns)
        results.push_back(turned(plane, size, turn));
    std::array<std::array<int, 8>, 8> seen{};
    for (std::size_t a = 0; a < 8; ++a) {
        for (std::size_t b = 0; b < 8; ++b) {
            const QSize once = viewSize(size, kAllTurns[a]);
            const auto both = turned(turned(plane, size, kAllTurns[a]), once, kAllTurns[b]);
            const QSize twice = viewSize(once, kAllTurns[b]);
            int found = 0;
            for (std::size_t c = 0; c < 8; ++c) {
                if (results[c] == both && viewSize(size, kAllTurns[c]) == twice) {
                    ++found;
                    ++seen[a][c];
                    QCOMPARE(c == 0, kAllTurns[b] == inverseOf(kAllTurns[a]));
                }
            }
            QCOMPARE(found, 1);
        }
        QCOMPARE(seen[a], (std::array<int, 8>{1, 1, 1, 1, 1, 1, 1, 1}));
    }
}

void TstViews::viewsRoundTrip()
{
    QRandomGenerator random(4);
    for (const Turn turn : kAllTurns) {
        for (int i = 0; i < 200; ++i) {
            const double drawn =
                View::kSmallestScale + random.generateDouble() * (View::kLargestScale - View::kSmallestScale);
            const View view{turn, i == 0 ? 1.0 : i == 1 ? 0.75 : drawn};
            const auto parsed = View::parse(view.toText());
            QVERIFY_RESULT(parsed);
            QCOMPARE(*parsed, view);
        }
    }
    QCOMPARE((View{Turn::HFlip, 0.75}.toText()), QStringLiteral("hflip@scale:0.75"));
    QCOMPARE((View{Turn::Identity, 1.5}.toText()), QStringLiteral("scale:1.5"));
    QCOMPARE(View().toText(), QStringLiteral("identity"));
    const auto spaced = View::parse(QStringLiteral(" identity@scale:2 "));
    QVERIFY_RESULT(spaced);
    QCOMPARE(*spaced, (View{Turn::Identity, 2.0}));
}

void TstViews::parsesLists_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::vector<View>>("expected");
    const auto d4 = turnsOnly({Turn::Identity, Turn::HFlip, Turn::VFlip, Turn::Rot90, Turn::Rot180,
                               Turn::Rot270, Turn::Transpose, Turn::AntiTranspose});
    const std::vector<View> alone{View()};
    QTest::newRow("nothing") << "" << alone;
    QTest::newRow("blanks") << "  " << alone;
    QTest::newRow("none") << "none" << alone;
    QTest::newRow("identity") << "identity" << alone;
    QTest::newRow("d4") << "d4" << d4;
    QTest::newRow("flips") << "flips" << turnsOnly({Turn::Identity, Turn::HFlip, Turn::VFlip, Turn::Rot180});
    QTest::newRow("one") << "hflip" << turnsOnly({Turn::Identity, Turn::HFlip});
    QTest::newRow("identity named") << "hflip, identity" << turnsOnly({Turn::Identity, Turn::HFlip});
    QTest::newRow("scales") << "scale:0.75,hflip@scale:1.25"
                            << std::vector<View>{{}, {Turn::Identity, 0.75}, {Turn::HFlip, 1.25}};
    QTest::newRow("only") << "only:hflip,rot90" << turnsOnly({Turn::HFlip, Turn::Rot90});
    QTest::newRow("only, identity last") << "only:hflip,identity" << turnsOnly({Turn::HFlip, Turn::Identity});
    QTest::newRow("only d4") << "only:d4" << d4;
    std::vector<View> more = d4;
    more.push_back({Turn::Identity, 0.5});
    QTest::newRow("a group and more") << "d4,scale:0.5" << more;
}

void TstViews::parsesLists()
{
    QFETCH(QString, text);
    QFETCH(std::vector<View>, expected);
    const auto views = parseViews(text);
    QVERIFY_RESULT(views);
    QCOMPARE(*views, expected);
}

void TstViews::listsRoundTrip()
{
    QRandomGenerator random(11);
    for (int i = 0; i < 500; ++i) {
        std::vector<View> views;
        for (const Turn turn : kAllTurns) {
            for (const double scale : {1.0, 0.5, 0.75, 1.1}) {
                if (random.bounded(4) == 0)
                    views.push_back({turn, scale});
            }
        }
        std::shuffle(views.begin(), views.end(), random);
        if (views.empty())
            continue;
        const auto parsed = parseViews(viewsToText(views));
        QVERIFY_RESULT(parsed);
        QCOMPARE(*parsed, views);
    }
    for (const char* text :
         {"d4", "flips", "identity", "identity,hflip", "only:hflip", "only:rot90,identity"})
        QCOMPARE(viewsToText(*parseViews(QString::fromLatin1(text))), QString::fromLatin1(text));
}

void TstViews::refusesWhatIsNoView_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("says");
    const QStringList forms{"d4", "flips", "none", "antitranspose", "scale:F", "only:", "hflip@scale:0.75"};
    for (const char* text : {"rot45", "hflip;vflip", "hflip,,vflip", "HFLIP", "only:", "only:none", "scale:",
                             "scale:0", "scale:-1", "scale:nan", "scale:inf", "scale:0.05", "scale:11",
                             "hflip@0.5", "hflip@", "@scale:0.5", "hflip@scale:0.5@scale:0.5", "none,hflip"})
        QTest::newRow(text) << text << (QStringList{text} + forms);
    QTest::newRow("twice") << "hflip,vflip,hflip" << QStringList{"hflip twice", "hflip,vflip,hflip"};
    QTest::newRow("identity twice") << "identity,identity" << QStringList{"identity twice"};
    QTest::newRow("only identity twice") << "only:identity,identity" << QStringList{"identity twice"};
    QTest::newRow("in a group") << "d4,rot90" << QStringList{"rot90 twice"};
    QTest::newRow("scale of one") << "hflip,hflip@scale:1" << QStringList{"hflip twice"};
}

void TstViews::refusesWhatIsNoView()
{
    QFETCH(QString, text);
    QFETCH(QStringList, says);
    const auto views = parseViews(text);
    QVERIFY(!views);
    QCOMPARE(views.error().code, ErrorCode::InvalidArgument);
    for (const QString& part : says)
        QVERIFY2(views.error().message.contains(part),
                 qPrintable(part + QStringLiteral(" | ") + views.error().message));
}

void TstViews::scaleMultipliesTheTarget()
{
    const QString name = QStringLiteral("cat.png");
    CardInput card = plainCard(ResizeMode::Bilinear);
    card.padMultiple = 4;
    auto geometry = planInput(card, QSize(5, 3), name, 0.5); // 2.5 and 1.5: half up
    QVERIFY_RESULT(geometry);
    QCOMPARE(*geometry, (Geometry{QSize(5, 3), QSize(3, 2), QSize(4, 4), 0, 0}));
    geometry = planInput(card, QSize(3, 1), name, 0.1);
    QVERIFY_RESULT(geometry);
    QCOMPARE(geometry->resized, QSize(1, 1));
    card.width = 10;
    card.height = 8;
    geometry = planInput(card, QSize(500, 300), name, 0.75);
    QVERIFY_RESULT(geometry);
    QCOMPARE(geometry->resized, QSize(8, 6));
    QCOMPARE(geometry->native, QSize(500, 300));
    // What a card refuses at its own size, it refuses at any other.
    card.resize = ResizeMode::None;
    QCOMPARE(planInput(card, QSize(5, 4), name, 2.0).error().code, ErrorCode::InvalidArgument);
    const auto huge = planInput(plainCard(), QSize(4000, 4000), name, 10.0);
    QVERIFY(!huge);
    QCOMPARE(huge.error().code, ErrorCode::TooLarge);
    QVERIFY(huge.error().message.contains(name));
    QCOMPARE(planInput(plainCard(), QSize(2000000000, 1), name, 10.0).error().code, ErrorCode::TooLarge);
}

void TstViews::scaleOneChangesNothing()
{
    const RgbImage picture = countingImage(QSize(19, 13));
    for (const auto resize :
         {ResizeMode::None, ResizeMode::Bilinear, ResizeMode::Nearest, ResizeMode::Area}) {
        CardInput card = plainCard(resize);
        if (resize != ResizeMode::None)
            card.width = 11;
        const auto before = prepareInput(picture, card, QStringLiteral("a"));
        const auto viewed = prepareInput(picture, card, QStringLiteral("a"), View{Turn::Identity, 1.0});
        QVERIFY_RESULT(before);
        QVERIFY_RESULT(viewed);
        QCOMPARE(viewed->geometry, before->geometry);
        QCOMPARE(viewed->tensors.front().values, before->tensors.front().values);
    }
}

/// A scaled view is what a card with that size makes; without a filter of its own, bilinear, antialiased when
/// shrinking.
void TstViews::scaledInputsUseTheCardsFilter()
{
    const RgbImage picture = countingImage(QSize(20, 12));
    const auto valuesOf = [&](const CardInput& card, double scale) {
        const auto input = prepareInput(picture, card, QStringLiteral("a"), View{Turn::Identity, scale});
        return input ? input->tensors.front().values : std::vector<float>();
    };
    for (const double scale : {0.3, 0.5, 0.75, 1.25, 2.0}) {
        const int width = static_cast<int>(20 * scale + 0.5);
        const int height = static_cast<int>(12 * scale + 0.5);
        for (const auto resize :
             {ResizeMode::None, ResizeMode::Bilinear, ResizeMode::Nearest, ResizeMode::Area}) {
            CardInput fixed = plainCard(resize == ResizeMode::None ? ResizeMode::Bilinear : resize);
            fixed.width = width;
            fixed.height = height;
            fixed.antialias = resize == ResizeMode::None && scale < 1.0;
            const std::vector<float> expected = valuesOf(fixed, 1.0);
            QCOMPARE(expected.size(), static_cast<std::size_t>(3 * width * height));
            QCOMPARE(valuesOf(plainCard(resize), scale), expected);
        }
    }
}

void TstViews::inputsAreTurned()
{
    const RgbImage picture = countingImage(QSize(7, 4));
    CardInput card = plainCard();
    card.padMultiple = 8;
    for (const Turn turn : kAllTurns) {
        const auto input = prepareInput(picture, card, QStringLiteral("a"), View{turn, 1.0});
        QVERIFY_RESULT(input);
        const Matrix expected = expectedTurn(matrixOf(picture), turn);
        const QSize size(static_cast<int>(expected.front().size()), static_cast<int>(expected.size()));
        QCOMPARE(input->geometry, (Geometry{size, size, QSize(8, 8), 0, 0}));
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x)
                QCOMPARE(input->tensors.front().values[static_cast<std::size_t>(y * 8 + x)],
                         static_cast<float>(expected[y][x]));
        }
    }
}

BADCASE_REGISTER_TEST(TstViews)

#include "tst_views.moc"
