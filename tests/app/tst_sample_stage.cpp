// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/sample_stage.h"
#include "tests/app/pixelless_project.h"
#include "tests/support/test_support.h"
#include "widgets/panels/text_card.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/canvas.h"
#include "widgets/viewer/feature_strip.h"

using namespace badcase;
using window::SampleStage;
using window::ThumbnailColors;
using window::test::PixellessProject;

namespace {

/// The thumbnail that the window's own loader makes.
QImage thumbnailOf(PixellessProject& project, const char* name, int pixels = 96)
{
    window::ThumbnailLoader loader(project.dir.filePath(QStringLiteral("thumbnails.db")));
    loader.setProject(project.bench.session.project());
    std::optional<QImage> got;
    loader.request({1, project.id(name), pixels}, [&](const QImage& image) { got = image; });
    if (!QTest::qWaitFor([&] { return got.has_value(); }, 5000))
        qFatal("no answer");
    return *got;
}

/// Whether something is written on a card.
int inkOf(const QImage& card)
{
    int ink = 0;
    for (int y = 2; y < card.height() - 2; ++y) {
        for (int x = 2; x < card.width() - 2; ++x)
            ink += card.pixel(x, y) != card.pixel(2, 2) ? 1 : 0;
    }
    return ink;
}

} // namespace

/// What is seen of samples without pixels, on the stage and as thumbnails.
class TstSampleStage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void everyKindHasItsPlace();
    void theFormerSampleStaysUntilTheNextIsThere();
    void featuresHaveThumbnails();
    void textsHaveThumbnails();
    void thumbnailsFollowTheTheme();
};

void TstSampleStage::everyKindHasItsPlace()
{
    PixellessProject project;
    auto& loader = project.bench.loader;
    auto* canvas = new viewer::Canvas;
    SampleStage stage(loader, canvas);
    stage.resize(600, 500);
    stage.show();
    const auto show = [&](const char* name) { loader.setCurrent(project.id(name)); };
    QCOMPARE(stage.currentWidget(), canvas);
    show("features");
    QTRY_COMPARE(stage.currentWidget(), stage.features());
    QCOMPARE(stage.features()->picture().name, QStringLiteral("features"));
    QCOMPARE(stage.features()->picture().similarity.frames, 6);
    QCOMPARE(stage.features()->picture().similarity.at(0, 1), 1.0F);
    QCOMPARE(stage.features()->picture().similarity.at(2, 3), 0.0F);
    show("texts");
    QTRY_COMPARE(stage.currentWidget(), stage.texts());
    QVERIFY(stage.texts()->toPlainText().contains(QStringLiteral("今天买一送一")));
    show("picture");
    QTRY_COMPARE(stage.currentWidget(), canvas);
    show("bare");
    QTRY_COMPARE(stage.currentWidget(), stage.texts());
    QVERIFY(!stage.texts()->toPlainText().contains(QStringLiteral("今天")));
    show("damaged"); // what is wrong is a message, and messages are the canvas's
    QTRY_COMPARE(stage.currentWidget(), canvas);
    show("features");
    QTRY_COMPARE(stage.currentWidget(), stage.features());
    loader.setCurrent({});
    QCOMPARE(stage.currentWidget(), canvas);
}

void TstSampleStage::theFormerSampleStaysUntilTheNextIsThere()
{
    PixellessProject project;
    auto& loader = project.bench.loader;
    SampleStage stage(loader, new viewer::Canvas);
    loader.setCurrent(project.id("texts"));
    QTRY_COMPARE(stage.currentWidget(), stage.texts());
    loader.setCurrent(project.id("features"));
    QVERIFY(loader.isReady(project.id("features")) || stage.currentWidget() == stage.texts());
    QTRY_COMPARE(stage.currentWidget(), stage.features());
}

void TstSampleStage::featuresHaveThumbnails()
{
    PixellessProject project;
    const auto colors = ThumbnailColors::ofTheme();
    for (int time = 0; time < 2; ++time) { // made, then from the cache
        const QImage map = thumbnailOf(project, "features");
        QCOMPARE(map.size(), QSize(96, 96));
        QCOMPARE(map.pixelColor(8, 8).rgb(), colors.alike.rgb());   // frames 0 and 0
        QCOMPARE(map.pixelColor(40, 8).rgb(), colors.alike.rgb());  // 2 and 0
        QCOMPARE(map.pixelColor(56, 8).rgb(), colors.unlike.rgb()); // 3 and 0
        QCOMPARE(map.pixelColor(88, 56).rgb(), colors.alike.rgb()); // 5 and 3
    }
    QVERIFY(thumbnailOf(project, "damaged").isNull());
}

void TstSampleStage::textsHaveThumbnails()
{
    PixellessProject project;
    const QImage card = thumbnailOf(project, "texts", 128);
    QCOMPARE(card.size(), QSize(128, 128));
    QVERIFY(inkOf(card) > 50);
    QVERIFY(inkOf(thumbnailOf(project, "bare", 128)) > 10); // its name
    // Long texts without a space wrap and stay on the card.
    const auto colors = ThumbnailColors::ofTheme();
    const QString line = QStringLiteral("限时五折全场包邮").repeated(100);
    const QImage full =
        window::textThumbnail(QStringLiteral("s"), {{QStringLiteral("title"), line}}, 128, colors);
    const QImage half =
        window::textThumbnail(QStringLiteral("s"), {{QStringLiteral("title"), line.left(8)}}, 128, colors);
    QVERIFY(inkOf(full) > 3 * inkOf(half));
    QVERIFY(!window::textThumbnail({}, {}, 1, colors).isNull());
}

void TstSampleStage::thumbnailsFollowTheTheme()
{
    PixellessProject project;
    auto& theme = theme::Theme::instance();
    const auto mode = theme.mode();
    for (const auto next : {theme::Mode::Dark, theme::Mode::Light}) {
        theme.setMode(next);
        QCOMPARE(thumbnailOf(project, "texts").pixelColor(3, 3).rgb(),
                 theme::color(theme::Role::Panel).rgb());
        QCOMPARE(thumbnailOf(project, "features").pixelColor(56, 8).rgb(),
                 theme::color(theme::Role::Canvas).rgb());
    }
    theme.setMode(mode);
}

BADCASE_REGISTER_TEST(TstSampleStage)
#include "tst_sample_stage.moc"
