// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/media_root.h"
#include "tests/media/media_test_data.h"
#include "tests/media/video_test_data.h"
#include "tests/media/zip_builder.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <random>

using namespace badcase;
using namespace badcase::media;

/// Every shared clip: our frames are those of the ffmpeg program, however they are reached.
class TstVideoClips : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void framesInOrder_data();
    void framesInOrder();
    void randomAccess_data() { framesInOrder_data(); }
    void randomAccess();
    void times_data() { framesInOrder_data(); }
    void times();
    void codecWithoutDecoder();
    void secondStreamIsLeftAlone();
    void memberOfAZip();
    void cleanupTestCase();

private:
    static Result<std::unique_ptr<VideoReader>> open(const QString& clip)
    {
        return VideoReader::open(*VideoSource::file(test::shared(QStringLiteral("data/videos/") + clip)));
    }
    int m_equal = 0;
};

namespace {

constexpr auto kWithoutDecoder = "androidx/sample_vvc.mp4"; // in FFmpeg 5.1

/// Hashing six minutes of 1080p takes minutes: of longer clips so many frames are compared in order, and
/// random ones everywhere, unless BADCASE_TEST_LONG is set.
constexpr int kMostFrames = 2000;
constexpr int kFramesOfLong = 300;

int framesToCompare(int count)
{
    return count > kMostFrames && !qEnvironmentVariableIsSet("BADCASE_TEST_LONG") ? kFramesOfLong : -1;
}

} // namespace

void TstVideoClips::framesInOrder_data()
{
    NEEDS_SHARED();
    QTest::addColumn<QString>("clip");
    const auto clips = test::sharedClips();
    QCOMPARE(clips.size(), 64);
    for (const QString& clip : clips) {
        if (clip != QLatin1String(kWithoutDecoder))
            QTest::newRow(qPrintable(clip)) << clip;
    }
}

void TstVideoClips::framesInOrder()
{
    NEEDS_FFMPEG();
    QFETCH(QString, clip);
    const auto reader = open(clip);
    QVERIFY_RESULT(reader);
    const int count = (*reader)->count();
    const int atMost = framesToCompare(count);
    const auto hashes = test::hashesInOrder(**reader, atMost);
    QVERIFY(!(*reader)->report().indexRebuilt);
    const auto program = test::ffmpegHashes(test::shared(QStringLiteral("data/videos/") + clip), atMost);
    QCOMPARE(hashes.size(), program.size());
    QCOMPARE(hashes, program);
    const auto reference = test::referenceHashes(clip);
    QVERIFY(!reference.isEmpty());
    QCOMPARE(hashes.mid(0, reference.size()), reference);
    ++m_equal;
}

void TstVideoClips::randomAccess()
{
    QFETCH(QString, clip);
    const auto sequential = open(clip);
    const auto random = open(clip);
    QVERIFY_RESULT(sequential);
    QVERIFY_RESULT(random);
    const int count = (*sequential)->count();
    constexpr int kVisits = 24;
    std::vector<int> numbers{count - 1, 0};
    std::mt19937 generator(7);
    // Far frames of the two long clips cost a minute each to reach in order: their first minute has to do.
    const int most = count > kMostFrames ? 1500 : count;
    for (int i = 0; i < kVisits; ++i)
        numbers.push_back(int(generator() % unsigned(most)));
    numbers.push_back(numbers.back() + 1 < count ? numbers.back() + 1 : 0); // the neighbour, without a seek
    QHash<int, QByteArray> byNumber;
    for (const int number : numbers) {
        const auto frame = (*random)->read(number);
        QVERIFY_RESULT(frame);
        QCOMPARE(frame->number(), number);
        byNumber.insert(number, frame->md5());
    }
    QVERIFY(!(*random)->report().indexRebuilt);
    for (int number = 0; number < most; ++number) {
        const auto frame = (*sequential)->read(number);
        QVERIFY_RESULT(frame);
        if (byNumber.contains(number))
            QVERIFY2(frame->md5() == byNumber.value(number), qPrintable(QString::number(number)));
    }
}

void TstVideoClips::times()
{
    QFETCH(QString, clip);
    const auto index =
        buildVideoIndex(*VideoSource::file(test::shared(QStringLiteral("data/videos/") + clip)));
    QVERIFY_RESULT(index);
    auto reference = test::referenceTimes(clip);
    if (reference.isEmpty()) // of the two long clips there is no list: the packets' times, sorted
        reference = test::packetTimes(test::shared(QStringLiteral("data/videos/") + clip));
    QCOMPARE((*index)->count(), int(reference.size()));
    constexpr double kMicrosecond = 1e-6; // the reference has six digits
    for (int i = 0; i < reference.size(); ++i)
        QVERIFY2(std::abs((*index)->fileSeconds(i) - reference[i]) <= kMicrosecond,
                 qPrintable(QString::number(i)));
    QCOMPARE((*index)->seconds(0), 0.0);
    QVERIFY((*index)->isKey(0));
    for (int i = 0; i < (*index)->count(); i += 7)
        QCOMPARE((*index)->frameAt((*index)->seconds(i)), i);
}

void TstVideoClips::codecWithoutDecoder()
{
    NEEDS_SHARED();
    const auto reader = open(QLatin1String(kWithoutDecoder));
    if (reader)
        QSKIP("this FFmpeg decodes VVC");
    QCOMPARE(reader.error().code, ErrorCode::Unsupported);
    QVERIFY2(reader.error().message.contains(u"sample_vvc.mp4"), qPrintable(reader.error().message));
    QVERIFY2(reader.error().message.contains(u"vv"), qPrintable(reader.error().message));
    QVERIFY2(reader.error().message.contains(u"decoder"), qPrintable(reader.error().message));
}

void TstVideoClips::secondStreamIsLeftAlone()
{
    NEEDS_SHARED();
    const auto reader = open(QStringLiteral("torchcodec/nasa_13013.mp4"));
    QVERIFY_RESULT(reader);
    QCOMPARE((*reader)->info().videoStreams, 2);
    QCOMPARE((*reader)->info().size, QSize(320, 180));
    const auto empty = open(QStringLiteral("androidx/sample_empty_track.mp4"));
    QVERIFY_RESULT(empty);
    QCOMPARE((*empty)->count(), 30);
}

void TstVideoClips::memberOfAZip()
{
    NEEDS_SHARED();
    const QString clip = test::shared(QStringLiteral("data/videos/intel_asl/bird.mkv"));
    const QByteArray bytes = test::fileBytes(clip);
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("clips.zip")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(test::makeZip({{"stored/bird.mkv", bytes, false}, {"deflated/bird.mkv", bytes, true}}));
    file.close();
    const auto zip = MediaRoot::open(file.fileName());
    QVERIFY_RESULT(zip);
    const auto folder = MediaRoot::open(test::shared(QStringLiteral("data/videos")));
    QVERIFY_RESULT(folder);
    const auto hashes = [](const Result<VideoSource>& source) {
        auto reader =
            source ? VideoReader::open(*source) : Result<std::unique_ptr<VideoReader>>(fail(source.error()));
        return reader ? test::hashesInOrder(**reader) : QList<QByteArray>();
    };
    const auto expected = hashes(VideoSource::file(clip));
    QCOMPARE(expected.size(), 63);
    QCOMPARE(hashes(VideoSource::member(**zip, QStringLiteral("stored/bird.mkv"))), expected);
    QCOMPARE(hashes(VideoSource::member(**zip, QStringLiteral("deflated/bird.mkv"))), expected);
    QCOMPARE(hashes(VideoSource::member(**folder, QStringLiteral("intel_asl/bird.mkv"))), expected);
    QVERIFY(!VideoSource::member(**folder, QStringLiteral("../README.md")));
    QVERIFY(!VideoSource::member(**zip, QStringLiteral("stored/none.mkv")));
}

void TstVideoClips::cleanupTestCase()
{
    if (m_equal > 0)
        qInfo("%d of 63 clips that FFmpeg 5.1 decodes are equal to the ffmpeg program, frame by frame",
              m_equal);
}

BADCASE_REGISTER_TEST(TstVideoClips)
#include "tst_video_clips.moc"
