// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_thumbnails.h"
#include "tests/media/media_test_data.h"
#include "tests/media/video_test_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <random>
#include <thread>

using namespace badcase;
using namespace badcase::media;

/// Files that are cut, changed or something else: never a crash, never a hang, and what can be decoded is
/// what the ffmpeg program decodes.
class TstVideoDamage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void malformedFiles_data();
    void malformedFiles();
    void cutFiles_data();
    void cutFiles();
    void changedBytes_data() { cutFiles_data(); }
    void changedBytes();
    void noVideoAtAll_data();
    void noVideoAtAll();
    void otherFilesAreNotOpened();
    void limits();
    void cancelled();
    void timeIsUp();

private:
    /// A short clip of each kind, of the shared ones.
    static QByteArray clip(const QString& name)
    {
        return test::fileBytes(test::shared(QStringLiteral("data/videos/") + name));
    }
    QString written(const QByteArray& bytes, const QString& ending)
    {
        QFile file(m_dir.filePath(QStringLiteral("damaged.") + ending));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }
    /// In order, and then a few at random: equal to the program's, or an error that names the file.
    static void compareWithProgram(const QString& path);
    QTemporaryDir m_dir;
};

void TstVideoDamage::compareWithProgram(const QString& path)
{
    const auto program = test::ffmpegHashes(path);
    QElapsedTimer timer;
    timer.start();
    const auto reader = VideoReader::open(*VideoSource::file(path));
    if (!reader) {
        QVERIFY2(reader.error().message.contains(path), qPrintable(reader.error().message));
        QVERIFY2(program.isEmpty(), "ffmpeg decodes it");
        return;
    }
    const auto hashes = test::hashesInOrder(**reader);
    QCOMPARE(hashes, program);
    std::mt19937 generator(5);
    for (int i = 0; i < 6 && !program.isEmpty(); ++i) {
        const int number = int(generator() % unsigned(program.size()));
        const auto frame = (*reader)->read(number);
        QVERIFY_RESULT(frame);
        QCOMPARE(frame->md5(), program[number]);
    }
    QVERIFY2(timer.elapsed() < 60000, "it must not take for ever");
}

void TstVideoDamage::malformedFiles_data()
{
    NEEDS_SHARED();
    QTest::addColumn<QString>("path");
    const QDir dir(test::shared(QStringLiteral("data/malformed/videos")));
    const auto files = dir.entryList(QDir::Files);
    for (const QString& file : files)
        QTest::newRow(qPrintable(file)) << dir.filePath(file);
}

void TstVideoDamage::malformedFiles()
{
    NEEDS_FFMPEG();
    QFETCH(QString, path);
    compareWithProgram(path);
}

void TstVideoDamage::cutFiles_data()
{
    NEEDS_SHARED();
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"intel_asl/want.mkv", "androidx/h265_bframes.mp4", "androidx/bbb_642x642_768kbps_30fps_vp9.webm",
          "imageio/realshort.mp4", "androidx/sample.avi", "androidx/sample.flv", "androidx/bbb_2500ms.ts",
          "imageio/newtonscradle.gif", "androidx/hdr10-av1.mp4"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstVideoDamage::cutFiles()
{
    NEEDS_FFMPEG();
    QFETCH(QString, name);
    const QByteArray bytes = clip(name);
    const QString ending = name.section(u'.', -1);
    for (int percent = 1; percent < 100; percent += 7) {
        const QString path = written(bytes.left(bytes.size() * percent / 100), ending);
        compareWithProgram(path);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("cut at %1 %").arg(percent)));
    }
}

/// Damage inside may be anything: nothing crashes or hangs, there are as many frames as the program finds,
/// and random access agrees with order. Only files whose damage was noticed are left out of the last: what
/// libav puts in the place of lost pixels differs from run to run.
void TstVideoDamage::changedBytes()
{
    QFETCH(QString, name);
    NEEDS_FFMPEG();
    const QByteArray bytes = clip(name);
    std::mt19937 generator(3);
    for (int round = 0; round < 8; ++round) {
        QByteArray changed = bytes;
        for (int i = 0; i < 6; ++i)
            changed[qsizetype(generator() % unsigned(changed.size()))] = char(generator());
        const auto source = VideoSource::bytes(changed, name);
        QElapsedTimer timer;
        timer.start();
        const auto reader = VideoReader::open(source);
        if (!reader) {
            QVERIFY2(reader.error().message.contains(name), qPrintable(reader.error().message));
            continue;
        }
        const auto hashes = test::hashesInOrder(**reader);
        const QString path = written(changed, name.section(u'.', -1));
        // A changed time base or the like makes the program itself give up before it decodes anything.
        const auto program = test::ffmpegHashes(path);
        QVERIFY(program.isEmpty() || program.size() == hashes.size());
        const VideoReport report = (*reader)->report();
        const bool clean = report.damagedPackets == 0 && report.damagedFrames == 0;
        const auto again = VideoReader::open(source, {.index = (*reader)->index()});
        QVERIFY_RESULT(again);
        for (const int number : {(*reader)->count() - 1, (*reader)->count() / 2, 0}) {
            const auto frame = (*again)->read(number);
            if (frame && clean)
                QCOMPARE(frame->md5(), hashes[number]);
        }
        (void)videoThumbnail(source, QSize(64, 64));
        QVERIFY(timer.elapsed() < 60000);
    }
}

void TstVideoDamage::noVideoAtAll_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("a.mp4");
    QTest::newRow("html") << QByteArray("<html><body>404 Not Found</body></html>") << QStringLiteral("a.mp4");
    QTest::newRow("zeros") << QByteArray(100000, '\0') << QStringLiteral("a.mkv");
    QByteArray wave(
        "RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\0\x08\0\0", 44);
    QTest::newRow("sound only") << wave + QByteArray(2048, '\0') << QStringLiteral("a.wav");
}

void TstVideoDamage::noVideoAtAll()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    const auto reader = VideoReader::open(VideoSource::bytes(bytes, name));
    QVERIFY(!reader);
    QVERIFY(reader.error().code == ErrorCode::Corrupt || reader.error().code == ErrorCode::Unsupported);
    QVERIFY2(reader.error().message.contains(name), qPrintable(reader.error().message));
}

/// A playlist that names another file must not be followed, not even inside the folder.
void TstVideoDamage::otherFilesAreNotOpened()
{
    NEEDS_FFMPEG();
    const QString segment = m_dir.filePath(QStringLiteral("secret.ts"));
    QVERIFY(test::ffmpegMakes(
        segment, QStringLiteral("-f lavfi -i testsrc2=size=160x120:duration=1 -c:v mpeg2video")));
    for (const QByteArray& list :
         {QByteArray("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\nsecret.ts\n#EXT-X-ENDLIST\n"),
          QByteArray("ffconcat version 1.0\nfile secret.ts\n"),
          QByteArray("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\nhttp://127.0.0.1:9/"
                     "secret.ts\n#EXT-X-ENDLIST\n")}) {
        const QString path = written(list, QStringLiteral("m3u8"));
        QElapsedTimer timer;
        timer.start();
        const auto reader = VideoReader::open(*VideoSource::file(path));
        QVERIFY2(!reader, list.constData());
        QVERIFY(timer.elapsed() < 5000);
    }
}

void TstVideoDamage::limits()
{
    NEEDS_SHARED();
    const auto source = VideoSource::file(test::shared(QStringLiteral("data/videos/intel_asl/want.mkv")));
    VideoLimits few;
    few.maxFrames = 20;
    const auto tooLong = buildVideoIndex(*source, {}, few);
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().code, ErrorCode::TooLarge);
    VideoLimits small;
    small.maxPixels = 640 * 480 - 1;
    const auto tooLarge = buildVideoIndex(*source, {}, small);
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().code, ErrorCode::TooLarge);
    QVERIFY2(tooLarge.error().message.contains(u"640"), qPrintable(tooLarge.error().message));
    // The largest shared clip is within the ordinary limits.
    QVERIFY_RESULT(buildVideoIndex(
        *VideoSource::file(test::shared(QStringLiteral("data/videos/androidx/8k24fps_300ms.mp4")))));
}

void TstVideoDamage::cancelled()
{
    NEEDS_SHARED();
    const auto source =
        VideoSource::file(test::shared(QStringLiteral("data/videos/androidx/long_1080p_lowbitrate.mp4")));
    CancelToken cancel;
    auto reader = VideoReader::open(*source, {.cancel = cancel});
    QVERIFY_RESULT(reader);
    const auto frame = (*reader)->read(0);
    QVERIFY_RESULT(frame);
    QElapsedTimer timer;
    timer.start();
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        cancel.cancel();
    });
    Result<VideoFrame> last = *frame;
    for (int number = 1; last && number < (*reader)->count(); ++number)
        last = (*reader)->read(number);
    other.join();
    QVERIFY(!last);
    QCOMPARE(last.error().code, ErrorCode::Cancelled);
    QVERIFY2(timer.elapsed() < 5000, "it stops between two frames");
    const auto index = buildVideoIndex(*source, cancel);
    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::Cancelled);
}

void TstVideoDamage::timeIsUp()
{
    NEEDS_SHARED();
    const auto source =
        VideoSource::file(test::shared(QStringLiteral("data/videos/androidx/long_1080p_lowbitrate.mp4")));
    VideoLimits hurried;
    hurried.indexMs = 20;
    const auto index = buildVideoIndex(*source, {}, hurried, IndexMode::Decode);
    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::Io);
    QVERIFY2(index.error().message.contains(u"too long"), qPrintable(index.error().message));
    hurried = {};
    hurried.frameMs = 1;
    const auto reader = VideoReader::open(*source, {.threads = 1, .limits = hurried});
    QVERIFY_RESULT(reader);
    const auto frame = (*reader)->read(200);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, ErrorCode::Io);
}

BADCASE_REGISTER_TEST(TstVideoDamage)
#include "tst_video_damage.moc"
