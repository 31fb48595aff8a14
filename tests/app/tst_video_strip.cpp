// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/main_window.h"
#include "app/window/page_stack.h"
#include "app/window/review_page.h"
#include "app/window/video_strip.h"
#include "storage/media_root_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_writer.h"
#include "tests/support/test_support.h"
#include "widgets/panels/class_picker.h"
#include "widgets/panels/player_bar.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/canvas.h"
#include "widgets/viewer/timeline.h"

#include <QApplication>
#include <QLineEdit>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cmath>

using namespace badcase;
using namespace badcase::window;
using viewer::Lane;

namespace {

constexpr int kFrames = 100; // 4 s of 25 frames
const QSize kSize(320, 180);

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// A project with a video of four seconds (its picture tells the frame), a damaged one, and a picture.
class VideoFixture {
public:
    VideoFixture()
    {
        makeMedia();
        makeProject();
        window = std::make_unique<MainWindow>();
        window->resize(1280, 800);
        window->show();
        window->files().open(path());
    }
    QString path() const { return dir.filePath(QStringLiteral("video.badcase")); }
    ReviewPage& review() const { return window->pages().review(); }
    VideoStrip& strip() const { return *review().video(); }
    viewer::Canvas& canvas() const { return *review().canvas(); }
    viewer::Playback& playback() const { return strip().playback(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(),
                        static_cast<Qt::Key>(key), modifiers);
    }
    void select(const QString& name) const
    {
        auto& bench = window->bench();
        QTRY_COMPARE(bench.session.selection()->size(), std::size_t(4));
        const auto project = must(storage::ProjectDatabase::open(path(), storage::OpenMode::ReadOnly));
        const auto connection = must(project->connect());
        bench.selection.selectId(*must(storage::SampleRepository(*connection).find(name)));
    }
    storage::SampleSegmentLists segmentsInFile() const
    {
        const auto project = must(storage::ProjectDatabase::open(path(), storage::OpenMode::ReadOnly));
        const auto connection = must(project->connect());
        const auto id = must(storage::SampleRepository(*connection).find(QStringLiteral("clip.mp4")));
        return must(storage::SegmentRepository(*connection).segments(*id));
    }
    storage::SampleRow rowInFile() const
    {
        const auto project = must(storage::ProjectDatabase::open(path(), storage::OpenMode::ReadOnly));
        const auto connection = must(project->connect());
        const auto id = must(storage::SampleRepository(*connection).find(QStringLiteral("clip.mp4")));
        return must(storage::SampleRepository(*connection).rows(std::vector{*id})).front();
    }

    QTemporaryDir dir;
    std::unique_ptr<MainWindow> window;

private:
    void makeMedia() const
    {
        // Two seconds that grow brighter, two that grow darker again: a cut in the middle, and no two frames
        // alike.
        QProcess ffmpeg;
        ffmpeg.start(QStandardPaths::findExecutable(QStringLiteral("ffmpeg")),
                     {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-y"),
                      QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
                      QStringLiteral("testsrc2=size=320x180:rate=25:duration=4"), QStringLiteral("-c:v"),
                      QStringLiteral("mpeg4"), QStringLiteral("-g"), QStringLiteral("25"),
                      QStringLiteral("-bf"), QStringLiteral("2"), QStringLiteral("-q:v"), QStringLiteral("3"),
                      dir.filePath(QStringLiteral("clip.mp4"))});
        if (!ffmpeg.waitForFinished() || ffmpeg.exitCode() != 0)
            qFatal("ffmpeg: %s", ffmpeg.readAllStandardError().constData());
        QFile broken(dir.filePath(QStringLiteral("broken.mp4")));
        if (!broken.open(QIODevice::WriteOnly) || broken.write("no video at all") < 0)
            qFatal("cannot write");
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::darkCyan);
        picture.save(dir.filePath(QStringLiteral("picture.png")));
    }

    void makeProject() const
    {
        const Schema schema = must(Schema::create(
            Task::MultiLabel,
            {{QStringLiteral("poster")}, {QStringLiteral("drama")}, {QStringLiteral("screen")}}));
        const auto project = must(storage::ProjectDatabase::create(path(), schema));
        const auto connection = must(project->connect());
        const MediaRootId root = must(storage::MediaRootRepository(*connection).add(dir.path(), false));
        storage::SampleWriter writer(*connection);
        storage::ImportSample clip;
        clip.sample.name = QStringLiteral("clip.mp4");
        clip.sample.kind = SampleKind::Video;
        clip.sample.media = {root, QStringLiteral("clip.mp4")};
        clip.segments = std::vector<Segment>{{0, 2, {0}}, {2, 4, {1}}};
        clip.labels = LabelSet{0, 1};
        clip.spans = std::vector<TextSpan>{{QStringLiteral("ocr"), 1, 2, QStringLiteral("限时五折")}};
        must(writer.write(clip));
        storage::ImportSample broken;
        broken.sample.name = QStringLiteral("broken.mp4");
        broken.sample.kind = SampleKind::Video;
        broken.sample.media = {root, QStringLiteral("broken.mp4")};
        must(writer.write(broken));
        storage::ImportSample texts;
        texts.sample.name = QStringLiteral("texts only");
        texts.sample.kind = SampleKind::NoMedia;
        texts.fields.insert(QStringLiteral("title"), QStringLiteral("no pixels at all"));
        texts.segments = std::vector<Segment>{{0, 5, {2}}, {5, 8, {0}}};
        must(writer.write(texts));
        storage::ImportSample picture;
        picture.sample.name = QStringLiteral("picture.png");
        picture.sample.media = {root, QStringLiteral("picture.png")};
        must(writer.write(picture));
        must(writer.finish());
    }
};

} // namespace

/// The player on the Review page, on a real video.
class TstVideoStrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void showsPlaysAndSteps();
    void framesAreThoseOfTheReader();
    void quickEditsAddUp();
    void editsSegmentsWithUndo();
    void labelsOfASegment();
    void brokenVideoSaysWhy();
    void pictureTakesThePlaceOfAVideo();
    void stillsComeIntoTheFilm();
    void sampleWithoutPixelsHasItsTimes();

private:
    QTemporaryDir m_settings;
};

void TstVideoStrip::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty())
        QSKIP("the ffmpeg program is not installed");
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    theme::Theme::instance().apply();
}

void TstVideoStrip::init()
{
    badcase::test::failOnWarnings();
    QSettings().clear();
}

void TstVideoStrip::showsPlaysAndSteps()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("clip.mp4"));
    QTRY_COMPARE(fixture.canvas().state(), viewer::Canvas::State::Shown);
    QTRY_COMPARE(fixture.playback().frameCount(), kFrames);
    QVERIFY(std::abs(fixture.playback().duration() - 4) < 1e-6);
    QVERIFY(fixture.strip().isVisible());
    QVERIFY(std::abs(fixture.strip().timeline()->lanes().duration() - 4) < 1e-6);
    fixture.canvas().setFocus();
    fixture.press(Qt::Key_Period);
    QCOMPARE(fixture.playback().current(), 1);
    fixture.press(Qt::Key_Comma);
    QCOMPARE(fixture.playback().current(), 0);
    fixture.press(Qt::Key_Space);
    QVERIFY(fixture.playback().isPlaying());
    QTRY_VERIFY(fixture.playback().current() > 10);
    fixture.press(Qt::Key_Space);
    QVERIFY(!fixture.playback().isPlaying());
    fixture.press(Qt::Key_End);
    QCOMPARE(fixture.playback().current(), kFrames - 1);
    // Leaving the page stops it.
    fixture.press(Qt::Key_Space);
    fixture.window->pages().showMode(Mode::Matrix);
    QTRY_VERIFY(!fixture.playback().isPlaying());
}

void TstVideoStrip::framesAreThoseOfTheReader()
{
    VideoFixture fixture;
    const auto reader = must(media::VideoReader::open(
        must(media::VideoSource::file(fixture.dir.filePath(QStringLiteral("clip.mp4"))))));
    media::FrameConverter converter;
    fixture.select(QStringLiteral("clip.mp4"));
    QTRY_COMPARE(fixture.playback().frameCount(), kFrames);
    QImage shown;
    int index = -1;
    connect(&fixture.playback(), &viewer::Playback::frameShown, this, [&](int frame, const QImage& image) {
        index = frame;
        shown = image;
    });
    for (const int frame : {57, 3, 99, 98, 97, 24, 25, 26, 0}) {
        fixture.playback().seekFrame(frame);
        QTRY_COMPARE(index, frame);
        const QImage expected = must(converter.convert(must(reader->read(frame))));
        QCOMPARE(shown.size(), kSize);
        QCOMPARE(shown.convertToFormat(expected.format()), expected);
    }
}

/// Two edits before the file has answered the first: none is lost.
void TstVideoStrip::quickEditsAddUp()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("clip.mp4"));
    viewer::Timeline& timeline = *fixture.strip().timeline();
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(2));
    QTRY_COMPARE(fixture.playback().frameCount(), kFrames);
    fixture.playback().seek(1);
    timeline.splitAtPosition();
    fixture.playback().seek(3);
    timeline.splitAtPosition();
    QTRY_VERIFY(fixture.segmentsInFile().corrected && fixture.segmentsInFile().corrected->size() == 4);
}

void TstVideoStrip::editsSegmentsWithUndo()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("clip.mp4"));
    viewer::Timeline& timeline = *fixture.strip().timeline();
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(2));
    QTRY_COMPARE(fixture.playback().frameCount(), kFrames);
    fixture.playback().seek(1);
    fixture.canvas().setFocus();
    fixture.press(Qt::Key_S);
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(3));
    QTRY_VERIFY(timeline.content().isCorrected);
    const auto lists = fixture.segmentsInFile();
    QCOMPARE(lists.given->size(), std::size_t(2)); // never overwritten
    QCOMPARE(lists.corrected->at(1), (Segment{1, 2, {0}}));
    // Removing the last segment of a class takes the class from the video's labels, in the same step.
    timeline.selectSegment(2);
    fixture.press(Qt::Key_Delete);
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(2));
    QTRY_COMPARE(fixture.rowInFile().labels, LabelSet({0}));
    fixture.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(3));
    QCOMPARE(fixture.rowInFile().labels, LabelSet({0, 1}));
    fixture.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(2));
    QVERIFY(!timeline.content().isCorrected);
    QVERIFY(!fixture.segmentsInFile().corrected);
}

void TstVideoStrip::labelsOfASegment()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("clip.mp4"));
    viewer::Timeline& timeline = *fixture.strip().timeline();
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(2));
    timeline.selectSegment(1);
    fixture.canvas().setFocus();
    fixture.press(Qt::Key_L);
    auto* picker = fixture.strip().findChild<panels::ClassPicker*>();
    QTRY_VERIFY(picker->isVisible());
    auto* edit = picker->findChild<QLineEdit*>();
    QTest::keyClicks(edit, QStringLiteral("screen"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(timeline.content().truth[1].labels, LabelSet({1, 2}));
    QVERIFY(picker->isVisible()); // there may be more to tick
    QTRY_COMPARE(fixture.rowInFile().labels, LabelSet({0, 1, 2}));
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!picker->isVisible());
    QCOMPARE(fixture.rowInFile().labels, LabelSet({0, 1, 2}));
    QCOMPARE(fixture.rowInFile().verdict, Verdict::Relabel);
}

void TstVideoStrip::brokenVideoSaysWhy()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("broken.mp4"));
    QTRY_COMPARE(fixture.canvas().state(), viewer::Canvas::State::Broken);
    QVERIFY2(fixture.canvas().accessibleDescription().contains(QStringLiteral("broken.mp4")),
             qPrintable(fixture.canvas().accessibleDescription()));
    fixture.select(QStringLiteral("clip.mp4"));
    QTRY_COMPARE(fixture.canvas().state(), viewer::Canvas::State::Shown);
}

void TstVideoStrip::pictureTakesThePlaceOfAVideo()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("clip.mp4"));
    QTRY_COMPARE(fixture.playback().frameCount(), kFrames);
    fixture.canvas().setFocus();
    fixture.press(Qt::Key_Space);
    fixture.select(QStringLiteral("picture.png"));
    QTRY_VERIFY(!fixture.strip().isOpen());
    QTRY_COMPARE(fixture.canvas().state(), viewer::Canvas::State::Shown);
    QVERIFY(!fixture.strip().isVisible());
    QVERIFY(!fixture.window->actionRegistry().action(QStringLiteral("video.play"))->isEnabled());
}

void TstVideoStrip::stillsComeIntoTheFilm()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("clip.mp4"));
    viewer::Timeline& timeline = *fixture.strip().timeline();
    QTRY_COMPARE(fixture.playback().frameCount(), kFrames);
    const QColor ground = theme::color(theme::Role::Canvas);
    QTRY_VERIFY([&] {
        const QRect lane = timeline.lanes().lane(Lane::Kind::Film)->rect;
        const QImage film = timeline.grab(lane).toImage();
        int painted = 0;
        for (int x = 0; x < film.width(); x += 7)
            painted += film.pixelColor(x, film.height() / 2) != ground ? 1 : 0;
        return painted * 7 > film.width() / 2;
    }());
}

void TstVideoStrip::sampleWithoutPixelsHasItsTimes()
{
    VideoFixture fixture;
    fixture.select(QStringLiteral("texts only"));
    viewer::Timeline& timeline = *fixture.strip().timeline();
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(2));
    QVERIFY(fixture.strip().isVisible());
    QVERIFY(!fixture.strip().isVideo());
    QCOMPARE(timeline.lanes().duration(), 8.0);
    QVERIFY(!timeline.lanes().lane(Lane::Kind::Film));
    QVERIFY(!fixture.window->actionRegistry().action(QStringLiteral("video.play"))->isEnabled());
    QTest::mouseClick(&timeline, Qt::LeftButton, {},
                      QPoint(static_cast<int>(timeline.lanes().xOf(2)),
                             timeline.lanes().lanes().front().rect.center().y()));
    QVERIFY(std::abs(timeline.position() - 2) < 0.1);
    fixture.canvas().setFocus();
    fixture.press(Qt::Key_S);
    QTRY_COMPARE(timeline.content().truth.size(), std::size_t(3));
}

BADCASE_REGISTER_TEST(TstVideoStrip)
#include "tst_video_strip.moc"
