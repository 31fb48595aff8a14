// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_scenes.h"
#include "inference/media/video_thumbnails.h"
#include "tests/media/media_test_data.h"
#include "tests/media/video_test_data.h"
#include "tests/support/test_support.h"

#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

using namespace badcase;
using namespace badcase::media;

/// Frames as pictures: colours, orientation, proportions; scenes and thumbnails.
class TstVideoPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void coloursAsTheProgram_data();
    void coloursAsTheProgram();
    void turnedUpright();
    void squarePixels();
    void sizes();
    void scenes();
    void scenesOfQuietFilms();
    void thumbnailIsNotBlank();
    void filmstrip();

private:
    static std::unique_ptr<VideoReader> open(const QString& path)
    {
        const auto source = VideoSource::file(path);
        auto reader =
            source ? VideoReader::open(*source) : Result<std::unique_ptr<VideoReader>>(fail(source.error()));
        return reader ? std::move(*reader) : nullptr;
    }
    static QString clip(const char* name)
    {
        return test::shared(QStringLiteral("data/videos/") + QLatin1String(name));
    }
    QTemporaryDir m_dir;
};

namespace {

/// The first frame as the ffmpeg program makes RGB of it.
QImage programPicture(const QString& path, QSize size, const QStringList& before = {})
{
    QProcess process;
    process.start(test::ffmpegProgram(), QStringList{"-v", "quiet"} + before +
                                             QStringList{"-i", path, "-map", "0:v:0", "-frames:v", "1",
                                                         "-pix_fmt", "rgb24", "-f", "rawvideo", "-"});
    process.closeWriteChannel();
    process.waitForFinished(-1);
    const QByteArray bytes = process.readAllStandardOutput();
    if (bytes.size() != qsizetype(size.width()) * size.height() * 3)
        return {};
    return QImage(reinterpret_cast<const uchar*>(bytes.constData()), size.width(), size.height(),
                  size.width() * 3, QImage::Format_RGB888)
        .copy();
}

/// The largest difference of any channel of any pixel; 256 when the sizes differ.
int largestDifference(const QImage& a, const QImage& b)
{
    if (a.size() != b.size() || a.isNull() || a.format() != b.format())
        return 256;
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar* left = a.constScanLine(y);
        const uchar* right = b.constScanLine(y);
        for (int x = 0; x < a.width() * 3; ++x)
            largest = std::max(largest, std::abs(int(left[x]) - int(right[x])));
    }
    return largest;
}

FrameOutput rgb(bool upright)
{
    FrameOutput output;
    output.pixels = PixelFormat::Rgb888;
    output.upright = upright;
    output.squarePixels = false;
    return output;
}

} // namespace

void TstVideoPictures::coloursAsTheProgram_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"torchcodec/bt709_full_range.mp4", "androidx/bt601.mov", "androidx/hdr10-av1.mp4",
          "androidx/hlg10-color-test.mp4", "imageio/cockatoo.mp4", "derived/car_mjpeg.avi",
          "androidx/bbb_2500ms.ts", "torchcodec/nasa_13013.mp4"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstVideoPictures::coloursAsTheProgram()
{
    NEEDS_SHARED();
    NEEDS_FFMPEG();
    QFETCH(QString, name);
    const QString path = test::shared(QStringLiteral("data/videos/") + name);
    const auto reader = open(path);
    QVERIFY(reader);
    FrameConverter converter;
    const auto image = converter.convert(*reader->read(0), rgb(false));
    QVERIFY_RESULT(image);
    const int difference = largestDifference(
        *image, programPicture(path, reader->info().size, {QStringLiteral("-noautorotate")}));
    QVERIFY2(difference <= 1, qPrintable(QString::number(difference)));
    // The display format holds the same colours.
    FrameOutput shown = rgb(false);
    shown.pixels = PixelFormat::Display;
    const auto display = converter.convert(*reader->read(0), shown);
    QVERIFY_RESULT(display);
    QCOMPARE(display->format(), QImage::Format_RGB32);
    const int shownDifference = largestDifference(display->convertToFormat(QImage::Format_RGB888), *image);
    QVERIFY2(shownDifference <= 6, // libswscale rounds more for screens when there are more than 8 bits
             qPrintable(QString::number(shownDifference)));
}

void TstVideoPictures::turnedUpright()
{
    NEEDS_SHARED();
    NEEDS_FFMPEG();
    const QString path = clip("derived/car_rot90_meta.mp4");
    const auto reader = open(path);
    QVERIFY(reader);
    QCOMPARE(reader->info().size, QSize(768, 432));
    QCOMPARE(reader->info().displaySize(), QSize(432, 768));
    FrameConverter converter;
    const auto image = converter.convert(*reader->read(0), rgb(true));
    QVERIFY_RESULT(image);
    QVERIFY(largestDifference(*image, programPicture(path, QSize(432, 768))) <= 1); // ffmpeg turns by itself
    // Mirrored and turned at once, as some phones' front cameras write it.
    auto index = std::make_shared<VideoIndex>(*reader->index());
    index->info.mirrored = true;
    const auto mirrored =
        VideoReader::open(*VideoSource::file(path), {.index = std::shared_ptr<const VideoIndex>(index)});
    QVERIFY_RESULT(mirrored);
    const auto other = converter.convert(*(*mirrored)->read(0), rgb(true));
    QVERIFY_RESULT(other);
    QCOMPARE(other->mirrored(true, false), *image);
}

void TstVideoPictures::squarePixels()
{
    NEEDS_SHARED();
    const auto reader = open(clip("derived/car_nonsquare_sar.mp4"));
    QVERIFY(reader);
    QCOMPARE(reader->info().pixelAspect, (Rational{32, 27}));
    QCOMPARE(reader->info().displaySize(), QSize(853, 480));
    FrameConverter converter;
    const auto frame = reader->read(0);
    QVERIFY_RESULT(frame);
    QCOMPARE(converter.convert(*frame)->size(), QSize(853, 480));
    FrameOutput stored;
    stored.squarePixels = false;
    QCOMPARE(converter.convert(*frame, stored)->size(), QSize(720, 480));
}

void TstVideoPictures::sizes()
{
    NEEDS_SHARED();
    const auto reader = open(clip("derived/car_rot90_meta.mp4"));
    QVERIFY(reader);
    FrameConverter converter;
    const auto frame = reader->read(3);
    QVERIFY_RESULT(frame);
    FrameOutput output;
    output.bound = QSize(100, 100);
    QCOMPARE(converter.convert(*frame, output)->size(), QSize(56, 100));
    output.bound = QSize(4000, 4000); // never enlarged
    QCOMPARE(converter.convert(*frame, output)->size(), QSize(432, 768));
    output.exact = QSize(224, 160);
    QCOMPARE(converter.convert(*frame, output)->size(), QSize(224, 160));
    // Scaled by the converter or by Qt afterwards: much the same picture.
    FrameOutput half;
    half.exact = QSize(108, 192);
    const QImage small = *converter.convert(*frame, half);
    const QImage whole = *converter.convert(*frame);
    QVERIFY(test::meanDifference(
                small, whole.scaled(108, 192, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)) < 4);
    const auto gif = open(clip("imageio/newtonscradle.gif"));
    QVERIFY(gif);
    QCOMPARE(converter.convert(*gif->read(5))->format(), QImage::Format_ARGB32_Premultiplied);
}

void TstVideoPictures::scenes()
{
    NEEDS_FFMPEG();
    const QString path = m_dir.filePath(QStringLiteral("scenes.mp4"));
    QVERIFY(test::ffmpegMakes(
        path, QStringLiteral(
                  "-f lavfi -i testsrc2=size=160x120:rate=25:duration=2 -f lavfi -i "
                  "smptebars=size=160x120:rate=25:duration=1.2 -f lavfi -i mandelbrot=size=160x120:rate=25 "
                  "-filter_complex \"[2]trim=duration=2,setsar=1[m];[0]setsar=1[a];[1]setsar=1[b];"
                  "[a][b][m]concat=n=3\" -c:v libx264 -g 250 -sc_threshold 0")));
    const auto reader = open(path);
    QVERIFY(reader);
    qint64 last = 0;
    const auto scenes = findScenes(*reader, {}, [&](const Progress& progress) { last = progress.done; });
    QVERIFY_RESULT(scenes);
    QCOMPARE(*scenes, std::vector<int>({0, 50, 80}));
    QCOMPARE(last, qint64(reader->count()));
    const CancelToken cancel;
    cancel.cancel();
    QCOMPARE(findScenes(*reader, cancel).error().code, ErrorCode::Cancelled);
}

void TstVideoPictures::scenesOfQuietFilms()
{
    NEEDS_SHARED();
    // One camera that never moves: cars pass, the light changes, nothing is cut.
    const auto reader = open(clip("intel/car-detection.mp4"));
    QVERIFY(reader);
    const auto scenes = findScenes(*reader);
    QVERIFY_RESULT(scenes);
    QCOMPARE(*scenes, std::vector<int>({0}));
}

void TstVideoPictures::thumbnailIsNotBlank()
{
    NEEDS_FFMPEG();
    for (const char* groups : {"-g 25", "-g 1000"}) {
        const QString path = m_dir.filePath(QStringLiteral("leader.mp4"));
        QVERIFY(test::ffmpegMakes(
            path, QStringLiteral("-f lavfi -i color=black:size=320x180:rate=25:duration=2 -f lavfi -i "
                                 "testsrc2=size=320x180:rate=25:duration=6 -filter_complex \"[0][1]concat\" "
                                 "-c:v libx264 -sc_threshold 0 ") +
                      QLatin1String(groups)));
        const auto image = videoThumbnail(*VideoSource::file(path), QSize(128, 128));
        QVERIFY_RESULT(image);
        QCOMPARE(image->size(), QSize(128, 72));
        QVERIFY(test::meanDifference(*image, [&] {
                    QImage black(image->size(), image->format());
                    black.fill(Qt::black);
                    return black;
                }()) > 20);
    }
    QVERIFY(!videoThumbnail(VideoSource::bytes("no video", QStringLiteral("a.mp4")), QSize(64, 64)));
}

void TstVideoPictures::filmstrip()
{
    NEEDS_FFMPEG();
    const QString path = m_dir.filePath(QStringLiteral("strip.mp4"));
    QVERIFY(test::ffmpegMakes(
        path, QStringLiteral("-f lavfi -i testsrc2=size=160x120:rate=25:duration=8 -c:v libx264 "
                             "-x264-params keyint=20:min-keyint=20:scenecut=0")));
    const auto reader = open(path);
    QVERIFY(reader);
    std::vector<int> cells;
    std::vector<int> frames;
    QVERIFY_RESULT(readFilmstrip(*reader, 6, QSize(80, 80), [&](const StripFrame& strip) {
        cells.push_back(strip.cell);
        frames.push_back(strip.frame);
        return strip.image.size() == QSize(80, 60);
    }));
    QCOMPARE(cells, std::vector<int>({0, 1, 2, 3, 4, 5}));
    // Middles of the cells: frames 16.7, 50, 83.3, 116.7, 150, 183.3; keys every 20.
    QCOMPARE(frames, std::vector<int>({20, 40, 80, 120, 140, 180}));
    QVERIFY2(reader->report().decodedFrames <= 8, "key frames only");
}

BADCASE_REGISTER_TEST(TstVideoPictures)
#include "tst_video_pictures.moc"
