// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/media/media_test_data.h"
#include "tests/media/video_test_data.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <random>

using namespace badcase;
using namespace badcase::media;

/// The kinds of files that are hard to count in, made here: our frames are those of the ffmpeg program, in
/// order and at random.
class TstVideoMade : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void kinds_data();
    void kinds();
    void cutOutOfAStream();
    void seeksOnlyWhereItSavesWork();
    void readFramesInAnyOrder();
    void keyFramesAlone();

private:
    static void compareWithProgram(const QString& path);
    QTemporaryDir m_dir;
};

void TstVideoMade::kinds_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("arguments");
    const auto row = [](const char* name, const char* ending, const char* arguments) {
        QTest::newRow(name) << QStringLiteral("clip.") + QLatin1String(ending)
                            << QString::fromLatin1(arguments);
    };
    row("h264 open groups mp4", "mp4",
        "-c:v libx264 -x264-params open-gop=1:keyint=20:min-keyint=20:bframes=3:scenecut=0");
    row("h264 open groups mkv", "mkv",
        "-c:v libx264 -x264-params open-gop=1:keyint=20:min-keyint=20:bframes=3:scenecut=0");
    row("h264 open groups ts", "ts",
        "-c:v libx264 -x264-params open-gop=1:keyint=20:min-keyint=20:bframes=3:scenecut=0");
    row("h264 intra refresh", "mkv", "-c:v libx264 -x264-params intra-refresh=1:keyint=25:bframes=0");
    row("h264 pyramid, many references", "mp4",
        "-c:v libx264 -x264-params keyint=30:bframes=8:b-pyramid=normal:ref=8");
    row("h264 interlaced", "mkv", "-c:v libx264 -flags +ildct+ilme -x264-params tff=1:keyint=20");
    row("h264 4:4:4", "mp4", "-c:v libx264 -pix_fmt yuv444p -g 20");
    row("h264 10 bit", "mp4", "-c:v libx264 -pix_fmt yuv420p10le -g 20");
    row("h264 fragmented", "mp4", "-c:v libx264 -g 20 -movflags frag_keyframe+empty_moov");
    row("h264 late start ts", "ts", "-c:v libx264 -g 20 -output_ts_offset 12.5");
    row("h264 flv", "flv", "-c:v libx264 -g 20");
    row("h264 avi without pts", "avi", "-c:v libx264 -g 20 -bf 2");
    row("h264 raw stream", "h264", "-c:v libx264 -g 20 -bf 2");
    row("hevc open groups mp4", "mp4",
        "-c:v libx265 -x265-params log-level=none:open-gop=1:keyint=20:min-keyint=20:bframes=3");
    row("hevc open groups mkv", "mkv",
        "-c:v libx265 -x265-params log-level=none:open-gop=1:keyint=20:min-keyint=20:bframes=3");
    row("hevc open groups ts", "ts",
        "-c:v libx265 -x265-params log-level=none:open-gop=1:keyint=20:min-keyint=20:bframes=3");
    row("mpeg4 avi, no pts", "avi", "-c:v mpeg4 -bf 2 -g 12");
    row("mpeg4 mp4", "mp4", "-c:v mpeg4 -bf 2 -g 12");
    row("mpeg2 program stream", "mpg", "-c:v mpeg2video -bf 2 -g 12");
    row("mpeg2 transport stream", "ts", "-c:v mpeg2video -bf 2 -g 12 -sc_threshold 1000000000");
    row("mpeg1", "mpg", "-c:v mpeg1video -bf 2 -g 12");
    row("vp8 hidden pictures", "webm",
        "-c:v libvpx -auto-alt-ref 1 -lag-in-frames 16 -g 30 -deadline realtime");
    row("vp9 hidden pictures, odd size", "webm",
        "-c:v libvpx-vp9 -vf scale=161:121 -auto-alt-ref 1 -lag-in-frames 20 -g 30 -deadline realtime "
        "-cpu-used 8");
    row("vp9 mp4", "mp4",
        "-c:v libvpx-vp9 -auto-alt-ref 1 -lag-in-frames 20 -g 30 -deadline realtime -cpu-used 8");
    row("mjpeg avi", "avi", "-c:v mjpeg -q:v 4");
    row("mjpeg mov", "mov", "-c:v mjpeg -q:v 4");
    row("prores", "mov", "-c:v prores_ks");
    row("ffv1 10 bit", "mkv", "-c:v ffv1 -pix_fmt yuv422p10le -g 10");
    row("theora", "ogv", "-c:v libtheora -g 20");
    row("wmv", "wmv", "-c:v wmv2 -g 20");
    row("flash", "flv", "-c:v flv1 -g 20");
    row("animated gif", "gif", "-vf scale=80:60");
    row("uneven times", "mp4",
        "-vf select='not(eq(mod(n\\,7)\\,3))+lt(n\\,10)' -fps_mode vfr -c:v libx264 -g 20 -bf 3");
    row("uneven times mkv", "mkv", "-vf select='gt(random(1)\\,0.4)' -fps_mode vfr -c:v libx264 -g 20 -bf 3");
    row("grey", "mkv", "-c:v ffv1 -pix_fmt gray");
    row("turned", "mov", "-c:v libx264 -g 20 -metadata:s:v rotate=90");
}

/// In order, and 40 frames in random order.
void TstVideoMade::compareWithProgram(const QString& path)
{
    const auto program = test::ffmpegHashes(path);
    QVERIFY(!program.isEmpty());
    const auto sequential = VideoReader::open(*VideoSource::file(path));
    QVERIFY_RESULT(sequential);
    const auto hashes = test::hashesInOrder(**sequential);
    QCOMPARE(hashes.size(), program.size());
    QCOMPARE(hashes, program);
    QVERIFY2(!(*sequential)->report().indexRebuilt, "the packets should have told");

    const auto random = VideoReader::open(*VideoSource::file(path), {.index = (*sequential)->index()});
    QVERIFY_RESULT(random);
    std::mt19937 generator(11);
    for (int i = 0; i < 40; ++i) {
        const int number = i == 0 ? int(program.size()) - 1 : int(generator() % unsigned(program.size()));
        const auto frame = (*random)->read(number);
        QVERIFY_RESULT(frame);
        QVERIFY2(frame->md5() == program[number],
                 qPrintable(QStringLiteral("frame %1 at visit %2").arg(number).arg(i)));
    }
}

void TstVideoMade::kinds()
{
    NEEDS_FFMPEG();
    QFETCH(QString, file);
    QFETCH(QString, arguments);
    const QString path = m_dir.filePath(file);
    if (!test::ffmpegMakes(
            path, QStringLiteral("-f lavfi -i testsrc2=size=160x120:rate=25:duration=4 -pix_fmt yuv420p ") +
                      arguments))
        QSKIP("this ffmpeg cannot make such a file");
    compareWithProgram(path);
}

/// Recordings begin and end anywhere; copies out of a film keep the pictures before their first one in an
/// edit list.
void TstVideoMade::cutOutOfAStream()
{
    NEEDS_FFMPEG();
    const QString whole = m_dir.filePath(QStringLiteral("whole.ts"));
    for (const char* codec :
         {"libx264 -x264-params open-gop=1:keyint=20:min-keyint=20:bframes=3", "mpeg2video -bf 2 -g 12"}) {
        QVERIFY(test::ffmpegMakes(
            whole, QStringLiteral("-f lavfi -i testsrc2=size=160x120:rate=25:duration=6 -c:v ") +
                       QLatin1String(codec)));
        const QByteArray bytes = test::fileBytes(whole);
        constexpr qsizetype kPacket = 188;
        for (const int percent : {13, 37, 61}) {
            QFile cut(m_dir.filePath(QStringLiteral("cut.ts")));
            QVERIFY(cut.open(QIODevice::WriteOnly));
            // The tables that say which stream is video stand in the first packets.
            cut.write(bytes.left(3 * kPacket) + bytes.mid(bytes.size() / kPacket * percent / 100 * kPacket));
            cut.close();
            compareWithProgram(cut.fileName());
        }
    }
    const QString film = m_dir.filePath(QStringLiteral("film.mp4"));
    QVERIFY(test::ffmpegMakes(
        film, QStringLiteral("-f lavfi -i testsrc2=size=160x120:rate=25:duration=6 -c:v libx264 "
                             "-x264-params keyint=50:bframes=3")));
    const QString part = m_dir.filePath(QStringLiteral("part.mp4"));
    QVERIFY(test::ffmpegMakes(part, QStringLiteral("-ss 3.3 -i %1 -c copy").arg(film)));
    compareWithProgram(part);
    const auto index = buildVideoIndex(*VideoSource::file(part));
    QVERIFY_RESULT(index);
    QVERIFY2((*index)->count() < 80, "the edit list leaves out what is before 3.3 s");
}

void TstVideoMade::seeksOnlyWhereItSavesWork()
{
    NEEDS_FFMPEG();
    const QString path = m_dir.filePath(QStringLiteral("groups.mp4"));
    QVERIFY(test::ffmpegMakes(
        path, QStringLiteral("-f lavfi -i testsrc2=size=160x120:rate=25:duration=8 -c:v libx264 "
                             "-x264-params keyint=50:min-keyint=50:scenecut=0:bframes=2")));
    const auto reader = VideoReader::open(*VideoSource::file(path));
    QVERIFY_RESULT(reader);
    QCOMPARE((*reader)->count(), 200);
    QCOMPARE((*reader)->index()->origin, VideoIndex::Origin::Packets);
    const auto seeksFor = [&](int number) {
        const int before = (*reader)->report().seeks;
        return (*reader)->read(number) ? (*reader)->report().seeks - before : -1;
    };
    QCOMPARE(seeksFor(0), 0);
    QCOMPARE(seeksFor(1), 0);
    QCOMPARE(seeksFor(30), 0);  // same group, ahead
    QCOMPARE(seeksFor(30), 0);  // the same frame again
    QCOMPARE(seeksFor(160), 1); // beyond key frames
    QCOMPARE(seeksFor(170), 0);
    QCOMPARE(seeksFor(169), 1); // back
    int decoded = (*reader)->report().decodedFrames;
    for (int number = 0; number < 200; ++number)
        QVERIFY(seeksFor(number) >= 0);
    decoded = (*reader)->report().decodedFrames - decoded;
    QVERIFY2(decoded <= 205, qPrintable(QString::number(decoded)));
    QVERIFY(!(*reader)->read(200));
    QVERIFY(!(*reader)->read(-1));
    QCOMPARE((*reader)->read(200).error().code, ErrorCode::InvalidArgument);
}

void TstVideoMade::readFramesInAnyOrder()
{
    NEEDS_FFMPEG();
    const QString path = m_dir.filePath(QStringLiteral("order.mp4"));
    QVERIFY(test::ffmpegMakes(
        path, QStringLiteral("-f lavfi -i testsrc2=size=160x120:rate=25:duration=4 -c:v libx264 -g 25")));
    const auto program = test::ffmpegHashes(path);
    const auto reader = VideoReader::open(*VideoSource::file(path));
    QVERIFY_RESULT(reader);
    const std::vector<int> numbers{80, 3, 99, 3, 40, 80};
    QList<QByteArray> hashes(qsizetype(numbers.size()));
    std::vector<int> visited;
    QVERIFY_RESULT((*reader)->readFrames(
        numbers, [&](const VideoFrame& frame, std::span<const int> positions) -> Result<bool> {
            visited.push_back(frame.number());
            for (const int at : positions)
                hashes[at] = frame.md5();
            return true;
        }));
    QCOMPARE(visited, std::vector<int>({3, 40, 80, 99}));
    for (qsizetype i = 0; i < hashes.size(); ++i)
        QCOMPARE(hashes[i], program[numbers[std::size_t(i)]]);
    const auto images = (*reader)->readImages(numbers, {});
    QVERIFY_RESULT(images);
    QCOMPARE(images->size(), numbers.size());
    QCOMPARE(images->front(), images->back());
    QVERIFY((*images)[0] != (*images)[1]);
}

void TstVideoMade::keyFramesAlone()
{
    NEEDS_FFMPEG();
    const QString path = m_dir.filePath(QStringLiteral("keys.mp4"));
    QVERIFY(test::ffmpegMakes(
        path, QStringLiteral("-f lavfi -i testsrc2=size=160x120:rate=25:duration=8 -c:v libx264 "
                             "-x264-params keyint=50:min-keyint=50:scenecut=0:bframes=2")));
    const auto program = test::ffmpegHashes(path);
    const auto reader = VideoReader::open(*VideoSource::file(path));
    QVERIFY_RESULT(reader);
    const int before = (*reader)->report().decodedFrames;
    for (const int number : {120, 60, 199, 10}) {
        const auto frame = (*reader)->readKeyFrame(number);
        QVERIFY_RESULT(frame);
        QCOMPARE(frame->number(), number / 50 * 50);
        QCOMPARE(frame->md5(), program[frame->number()]);
    }
    QCOMPARE((*reader)->report().decodedFrames - before, 4);
    // Afterwards the reader is as exact as before.
    for (const int number : {61, 120, 121}) {
        const auto frame = (*reader)->read(number);
        QVERIFY_RESULT(frame);
        QCOMPARE(frame->md5(), program[number]);
    }
}

BADCASE_REGISTER_TEST(TstVideoMade)
#include "tst_video_made.moc"
