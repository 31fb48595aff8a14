// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/canvas.h"

#include <QApplication>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace badcase;
using namespace badcase::viewer;

namespace {

QImage gradient(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(x * 255 / size.width(), y * 255 / size.height(), 90));
    return image;
}

/// Left half class 0, right half class 1.
ClassMap halves(QSize size, int split)
{
    ClassMap map(size, 0);
    for (int y = 0; y < size.height(); ++y)
        for (int x = split; x < size.width(); ++x)
            map.mutablePixels()[static_cast<std::size_t>(y * size.width() + x)] = 1;
    return map;
}

Schema roadSchema()
{
    return *Schema::create(Task::Segmentation,
                           {{QStringLiteral("background"), {}, 0x000000u},
                            {QStringLiteral("道路 road"), {}, 0xff0000u},
                            {QStringLiteral("void")}},
                           2);
}

void wheel(Canvas& canvas, QPointF at, int delta)
{
    QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas, &event);
}

} // namespace

class TstCanvas : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void pointUnderCursorStays_data();
    void pointUnderCursorStays();
    void fitShowsEverything();
    void actualSizeIsOneDevicePixel();
    void zoomIsKeptForEqualSizes();
    void overlayColours();
    void overlayIsPaintedOverThePicture();
    void holdingHHidesTheOverlay();
    void hoverTellsClassAndProbability();
    void oldPictureStaysWhileLoading();
    void brokenFileIsSaid();
    void averagesAndVotes();
    void thinLinesSurviveZoomingOut();
    void largePicturesSettleInTheBackground();
    void odd_data();
    void odd();
};

void TstCanvas::pointUnderCursorStays_data()
{
    QTest::addColumn<QPointF>("cursor");
    QTest::addColumn<double>("ratio");
    QTest::newRow("middle") << QPointF(200, 150) << 1.0;
    QTest::newRow("corner") << QPointF(3, 4) << 1.0;
    QTest::newRow("edge, high dpi") << QPointF(399, 150) << 2.0;
}

void TstCanvas::pointUnderCursorStays()
{
    QFETCH(QPointF, cursor);
    QFETCH(double, ratio);
    ViewTransform view;
    view.setViewSize({400, 300}, ratio);
    view.setImageSize({4000, 3000});
    QVERIFY(view.isFitted());
    const QPointF before = view.toImage(cursor);
    for (const double factor : {1.19, 1.4, 2.0, 3.0, 0.8, 1.7, 0.5}) {
        view.zoomBy(factor, cursor);
        const QPointF now = view.toImage(cursor);
        QVERIFY2(QLineF(before, now).length() < 1e-6,
                 qPrintable(QStringLiteral("moved at zoom %1").arg(view.zoom())));
    }
    view.zoomBy(1e9, cursor);
    QVERIFY(view.zoom() <= ViewTransform::kMaxZoom + 1e-9);
    QVERIFY(QLineF(before, view.toImage(cursor)).length() < 1e-6);
}

void TstCanvas::fitShowsEverything()
{
    ViewTransform view;
    view.setViewSize({400, 300}, 1.0);
    view.setImageSize({1000, 3000});
    QCOMPARE(view.imageRectInView(), QRectF(150, 0, 100, 300));
    view.setViewSize({800, 600}, 1.0); // the fit is kept when the window grows
    QCOMPARE(view.imageRectInView(), QRectF(300, 0, 200, 600));
    view.setImageSize({100, 100}); // small pictures grow by whole steps
    QCOMPARE(view.scale(), 6.0);
    QCOMPARE(view.imageRectInView().center(), QPointF(400, 300));
}

void TstCanvas::actualSizeIsOneDevicePixel()
{
    ViewTransform view;
    view.setViewSize({400, 300}, 2.0);
    view.setImageSize({4000, 3000});
    view.actualSize({200, 150});
    QCOMPARE(view.zoom(), 1.0);
    QCOMPARE(view.scale(), 0.5);
}

void TstCanvas::zoomIsKeptForEqualSizes()
{
    Canvas canvas;
    canvas.resize(400, 300);
    canvas.show();
    canvas.setImage(gradient({1200, 900}));
    wheel(canvas, {100, 100}, 480);
    const QTransform zoomed = canvas.currentTransform().transform();
    QVERIFY(!canvas.currentTransform().isFitted());
    canvas.setImage(gradient({1200, 900}));
    QCOMPARE(canvas.currentTransform().transform(), zoomed);
    canvas.setImage(gradient({900, 1200}));
    QVERIFY(canvas.currentTransform().isFitted());
    canvas.setKeepZoom(false);
    wheel(canvas, {100, 100}, 480);
    canvas.setImage(gradient({900, 1200}));
    QVERIFY(canvas.currentTransform().isFitted());
}

void TstCanvas::overlayColours()
{
    Canvas canvas;
    canvas.setSchema(roadSchema());
    Picture picture;
    picture.image = gradient({8, 4});
    picture.label = halves({8, 4}, 4);
    picture.prediction = halves({8, 4}, 6);
    picture.label.mutablePixels()[7] = 2; // ignored
    canvas.setPicture(picture);

    canvas.setOverlayMode(OverlayMode::Label);
    QCOMPARE(canvas.overlayColorAt(0, 1), 0xff000000u);
    QCOMPARE(canvas.overlayColorAt(5, 1), 0xffff0000u);
    QCOMPARE(canvas.overlayColorAt(7, 0), 0u);
    canvas.setHiddenClasses({0});
    QCOMPARE(canvas.overlayColorAt(0, 1), 0u);

    const auto rgb = [](theme::Role role) { return theme::color(role).rgb(); };
    canvas.setOverlayMode(OverlayMode::Difference);
    QCOMPARE(canvas.overlayColorAt(0, 1), 0u);                           // background agrees: nothing
    QCOMPARE(canvas.overlayColorAt(4, 1), rgb(theme::Role::MaskMissed)); // road labelled, not predicted
    QCOMPARE(canvas.overlayColorAt(6, 1), rgb(theme::Role::MaskRight));
    QCOMPARE(canvas.overlayColorAt(7, 0), 0u); // ignored
    canvas.setPredictionMap(halves({8, 4}, 2), {}, Activation::Softmax);
    QCOMPARE(canvas.overlayColorAt(3, 1), rgb(theme::Role::MaskFalse)); // predicted, not labelled
    canvas.setOverlayMode(OverlayMode::None);
    QCOMPARE(canvas.overlayColorAt(6, 1), 0u);
    QCOMPARE(canvas.overlayColorAt(100, 1), 0u);
}

void TstCanvas::overlayIsPaintedOverThePicture()
{
    Canvas canvas;
    canvas.resize(400, 200);
    canvas.show();
    canvas.setSchema(roadSchema());
    Picture picture;
    picture.image = QImage(400, 200, QImage::Format_RGB32);
    picture.image.fill(Qt::white);
    picture.label = halves({400, 200}, 200);
    canvas.setPicture(picture);
    canvas.setHiddenClasses({0});
    canvas.setOverlayOpacity(1.0);
    const QImage full = canvas.grab().toImage();
    QCOMPARE(full.pixelColor(100, 100), QColor(Qt::white));
    QCOMPARE(full.pixelColor(199, 100), QColor(Qt::white));
    QCOMPARE(full.pixelColor(200, 100), QColor(Qt::red));
    canvas.setOverlayOpacity(0.5);
    const QColor half = canvas.grab().toImage().pixelColor(300, 100);
    QVERIFY(half.red() == 255 && std::abs(half.green() - 127) <= 1 && std::abs(half.blue() - 127) <= 1);
}

void TstCanvas::holdingHHidesTheOverlay()
{
    Canvas canvas;
    QSignalSpy hidden(&canvas, &Canvas::overlayHiddenChanged);
    QTest::keyPress(&canvas, Qt::Key_H);
    QVERIFY(canvas.isOverlayHidden());
    QTest::keyRelease(&canvas, Qt::Key_H);
    QVERIFY(!canvas.isOverlayHidden());
    QCOMPARE(hidden.count(), 2);
}

void TstCanvas::hoverTellsClassAndProbability()
{
    Canvas canvas;
    canvas.resize(400, 200);
    canvas.setSchema(roadSchema());
    Picture picture;
    picture.image = gradient({400, 200});
    picture.label = halves({400, 200}, 200);
    picture.prediction = halves({400, 200}, 100);
    picture.probability = ClassMap({400, 200}, 204);
    canvas.setPicture(picture);
    canvas.show();
    std::optional<PixelInfo> seen;
    connect(&canvas, &Canvas::pixelHovered, this, [&](const std::optional<PixelInfo>& info) { seen = info; });
    QTest::mouseMove(&canvas, QPoint(150, 20));
    QTRY_VERIFY(seen.has_value());
    QCOMPARE(seen->pixel, QPoint(150, 20));
    QCOMPARE(seen->label, 0);
    QCOMPARE(seen->prediction, 1);
    QCOMPARE(*seen->probability, 0.8);
    QVERIFY(!canvas.infoAt({400, 0}));
}

void TstCanvas::oldPictureStaysWhileLoading()
{
    Canvas canvas;
    canvas.resize(300, 200);
    canvas.show();
    canvas.setImage(gradient({300, 200}));
    const QImage before = canvas.grab().toImage();
    canvas.setLoading(QStringLiteral("next.jpg"));
    QCOMPARE(canvas.grab().toImage(), before);
    QCOMPARE(canvas.state(), Canvas::State::Shown);
    QTRY_VERIFY(canvas.grab().toImage() != before); // after 200 ms it says that it works
    canvas.setImage(gradient({300, 200}));
    QCOMPARE(canvas.grab().toImage(), before);
}

void TstCanvas::brokenFileIsSaid()
{
    Canvas canvas;
    canvas.resize(400, 300);
    canvas.setImage(gradient({300, 200}));
    canvas.setBroken(QStringLiteral("坏.jpg"), QStringLiteral("The file ends in the middle of the picture."));
    QCOMPARE(canvas.state(), Canvas::State::Broken);
    QVERIFY(canvas.accessibleDescription().contains(QStringLiteral("坏.jpg")));
    QVERIFY(!canvas.infoAt({0, 0}));
    QVERIFY(!canvas.grab().isNull());
}

void TstCanvas::averagesAndVotes()
{
    QImage image(1100, 2, QImage::Format_RGB32);
    for (int x = 0; x < 1100; ++x) {
        image.setPixel(x, 0, x % 2 ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
        image.setPixel(x, 1, x % 2 ? qRgb(255, 255, 255) : qRgb(0, 0, 0));
    }
    const ImagePyramid pyramid = ImagePyramid::build(image);
    QVERIFY(pyramid.levels.size() >= 2);
    QCOMPARE(pyramid.levels[1].size(), QSize(550, 1));
    QCOMPARE(pyramid.levels[1].pixel(10, 0), qRgb(128, 128, 128)); // no aliasing of a checkerboard
    QCOMPARE(levelForZoom(1.0, 5), 0);
    QCOMPARE(levelForZoom(0.5, 5), 0);
    QCOMPARE(levelForZoom(0.49, 5), 1);
    QCOMPARE(levelForZoom(0.01, 3), 2);
}

void TstCanvas::thinLinesSurviveZoomingOut()
{
    ClassMap map({2048, 2048}, 0);
    for (int x = 0; x < 2048; ++x)
        map.mutablePixels()[static_cast<std::size_t>(777 * 2048 + x)] = 1;
    const MapPyramid pyramid = MapPyramid::build(map);
    const ClassMap& smallest = pyramid.levels.back();
    QVERIFY(pyramid.levels.size() >= 3);
    QCOMPARE(std::count(smallest.pixels().begin(), smallest.pixels().end(), 1), smallest.width());
}

void TstCanvas::largePicturesSettleInTheBackground()
{
    Canvas canvas;
    canvas.resize(600, 400);
    canvas.show();
    Picture picture;
    picture.image = QImage(3000, 3000, QImage::Format_RGB32);
    picture.image.fill(Qt::gray);
    picture.label = ClassMap({3000, 3000}, 1);
    canvas.setPicture(picture);
    QCOMPARE(canvas.state(), Canvas::State::Shown); // shown at once, made smooth later
    canvas.setPicture(picture);                     // a second one lets go of the first build
    QTRY_VERIFY(canvas.isSettled());
    QVERIFY(!canvas.grab().isNull());
}

void TstCanvas::odd_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("one pixel") << QSize(1, 1);
    QTest::newRow("one line") << QSize(4001, 1);
    QTest::newRow("one column") << QSize(1, 4001);
    QTest::newRow("odd") << QSize(1023, 517);
}

void TstCanvas::odd()
{
    QFETCH(QSize, size);
    Canvas canvas;
    canvas.resize(321, 123);
    canvas.show();
    canvas.setSchema(roadSchema());
    Picture picture;
    picture.image = gradient(size);
    picture.label = ClassMap(size, 1);
    picture.prediction = ClassMap(QSize(7, 5), 0); // other size: resized
    picture.probability = ClassMap(QSize(7, 5), 255);
    canvas.setPicture(picture);
    for (const auto mode : {OverlayMode::Label, OverlayMode::Prediction, OverlayMode::Difference}) {
        canvas.setOverlayMode(mode);
        for (int i = 0; i < 12; ++i) {
            wheel(canvas, {i * 25.0, i * 9.0}, i % 3 == 2 ? -240 : 480);
            QVERIFY(!canvas.grab().isNull());
        }
        canvas.zoomToFit();
    }
}

BADCASE_REGISTER_TEST(TstCanvas)
#include "tst_canvas.moc"
