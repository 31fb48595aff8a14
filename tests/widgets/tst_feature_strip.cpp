// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/feature_strip.h"

#include <QSignalSpy>

#include <cmath>

using namespace badcase;
using namespace badcase::viewer;

namespace {

/// Frames of two values each: two scenes, the second one at a right angle to the first.
FeaturePicture scenes(int frames, int cut)
{
    std::vector<float> features;
    for (int frame = 0; frame < frames; ++frame) {
        features.push_back(frame < cut ? 1.0F : 0.0F);
        features.push_back(frame < cut ? 0.0F : 2.0F);
    }
    return {QStringLiteral("clip"), *analysis::frameSimilarity(features, frames, 2), 2,
            QStringLiteral("float16")};
}

struct Shown {
    explicit Shown(const FeaturePicture& picture, QSize size = {700, 700})
    {
        strip.resize(size);
        strip.setPicture(picture);
        strip.show();
    }
    QColor pixel(QPoint at)
    {
        const QImage image = strip.grab().toImage();
        return image.pixelColor(at * image.devicePixelRatio());
    }
    /// The middle of a cell of the map.
    QPoint cell(int a, int b) const
    {
        const QRect map = strip.mapRect();
        const double step = double(map.width()) / strip.picture().similarity.frames;
        return {static_cast<int>(map.left() + (a + 0.5) * step),
                static_cast<int>(map.top() + (b + 0.5) * step)};
    }
    FeatureStrip strip;
};

} // namespace

class TstFeatureStrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void scenesAreSquares();
    void hoveringTellsThePair();
    void paddingIsNotKnown();
    void withoutFrames();
    void oneFrame();
    void manyFramesHaveNoMap();
    void fitsAnySize_data();
    void fitsAnySize();
    void followsTheTheme();
};

void TstFeatureStrip::scenesAreSquares()
{
    Shown shown(scenes(8, 3));
    const QColor alike = theme::color(theme::Role::Accent);
    const QColor unlike = theme::color(theme::Role::Canvas);
    QCOMPARE(shown.pixel(shown.cell(1, 2)).rgb(), alike.rgb());
    QCOMPARE(shown.pixel(shown.cell(5, 7)).rgb(), alike.rgb());
    QCOMPARE(shown.pixel(shown.cell(1, 6)).rgb(), unlike.rgb());
    QCOMPARE(shown.pixel(shown.cell(6, 1)).rgb(), unlike.rgb());
    // Between the neighbours of the cut there is a gap in the bars, a pixel above the base line.
    const QRect bars = shown.strip.stripRect();
    const double step = bars.width() / 8.0;
    const auto bar = [&](int left) {
        return shown.pixel({static_cast<int>(bars.left() + (left + 1) * step), bars.bottom() - 20});
    };
    QCOMPARE(bar(0).rgb(), alike.rgb());
    QCOMPARE(bar(2).rgb(), unlike.rgb());
    QCOMPARE(bar(3).rgb(), alike.rgb());
}

void TstFeatureStrip::hoveringTellsThePair()
{
    Shown shown(scenes(8, 3));
    QSignalSpy hovered(&shown.strip, &FeatureStrip::pairHovered);
    QTest::mouseMove(&shown.strip, shown.cell(1, 6));
    QTRY_COMPARE(hovered.size(), 1);
    QCOMPARE(shown.strip.pairAt(shown.cell(1, 6)), std::optional(FramePair{1, 6}));
    QCOMPARE(shown.strip.readoutText(), QStringLiteral("frames 1 and 6: 0.000"));
    QTest::mouseMove(&shown.strip, shown.cell(4, 4));
    QTRY_COMPARE(shown.strip.readoutText(), QStringLiteral("frames 4 and 4: 1.000"));
    const QRect bars = shown.strip.stripRect();
    QTest::mouseMove(&shown.strip, {bars.left() + bars.width() * 3 / 8, bars.center().y()});
    QTRY_COMPARE(shown.strip.readoutText(), QStringLiteral("frames 2 and 3: 0.000"));
    QCOMPARE(shown.strip.pairAt({1, 1}), std::nullopt);
    // Another sample is not what the mouse was over.
    shown.strip.setPicture(scenes(4, 2));
    QVERIFY(shown.strip.readoutText().isEmpty());
}

void TstFeatureStrip::paddingIsNotKnown()
{
    const std::vector<float> features{1, 0, 1, 0, 0, 0}; // the last frame is padding
    Shown shown(
        {QStringLiteral("clip"), *analysis::frameSimilarity(features, 3, 2), 2, QStringLiteral("float32")});
    QTest::mouseMove(&shown.strip, shown.cell(0, 2));
    QTRY_VERIFY(shown.strip.readoutText().contains(QStringLiteral("not known")));
    QCOMPARE(shown.pixel(shown.cell(1, 2)).rgb(), theme::color(theme::Role::Hairline).rgb());
}

void TstFeatureStrip::withoutFrames()
{
    Shown shown({});
    QVERIFY(shown.strip.mapRect().isEmpty());
    QCOMPARE(shown.strip.pairAt({350, 350}), std::nullopt);
    shown.strip.grab(); // paints without a frame
    QVERIFY(shown.strip.readoutText().isEmpty());
}

void TstFeatureStrip::oneFrame()
{
    Shown shown(scenes(1, 1));
    QCOMPARE(shown.pixel(shown.cell(0, 0)).rgb(), theme::color(theme::Role::Accent).rgb());
    QCOMPARE(shown.strip.pairAt(shown.cell(0, 0)), std::optional(FramePair{0, 0}));
    QCOMPARE(shown.strip.pairAt(shown.strip.stripRect().center()), std::nullopt); // no neighbours
}

void TstFeatureStrip::manyFramesHaveNoMap()
{
    const int frames = analysis::FrameSimilarity::kMaxMatrixFrames + 100;
    Shown shown(scenes(frames, 300));
    QVERIFY(shown.strip.mapRect().isEmpty());
    const QRect bars = shown.strip.stripRect();
    QCOMPARE(shown.strip.pairAt({bars.left(), bars.center().y()}), std::optional(FramePair{0, 1}));
    QCOMPARE(shown.strip.pairAt({bars.right(), bars.center().y()}),
             std::optional(FramePair{frames - 2, frames - 1}));
    shown.strip.grab();
}

void TstFeatureStrip::fitsAnySize_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(160, 120), QSize(1600, 300), QSize(300, 1000), QSize(1600, 1000)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

void TstFeatureStrip::fitsAnySize()
{
    QFETCH(QSize, size);
    Shown shown(scenes(32, 10), size);
    const QRect map = shown.strip.mapRect();
    QCOMPARE(map.width(), map.height());
    QVERIFY(map.isEmpty() || shown.strip.rect().contains(map));
    QVERIFY(!map.intersects(shown.strip.stripRect()));
    shown.strip.grab();
}

void TstFeatureStrip::followsTheTheme()
{
    Shown shown(scenes(8, 3));
    auto& theme = theme::Theme::instance();
    theme.apply();
    const auto mode = theme.mode();
    for (const auto next : {theme::Mode::Dark, theme::Mode::Light}) {
        theme.setMode(next);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(shown.pixel(shown.cell(1, 6)).rgb(), theme::color(theme::Role::Canvas).rgb());
    }
    theme.setMode(mode);
}

BADCASE_REGISTER_TEST(TstFeatureStrip)
#include "tst_feature_strip.moc"
