// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_sampling.h"
#include "inference/media/video_scenes.h"
#include "tests/support/test_support.h"

#include <QImage>

#include <limits>
#include <random>

using namespace badcase;
using namespace badcase::media;

/// What needs no video: the index as a value, and which frames are sampled.
class TstVideoIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void asksForFramesByTime();
    void keys();
    void storedAndRead();
    void damagedBytes();
    void uniform();
    void linspace();
    void everyK();
    void byRate();
    void sceneMeasure();

private:
    /// 25 frames a second from pts 5000, time base 1/1000; frame 6 stays for half a second.
    static VideoIndex made()
    {
        VideoIndex index;
        index.info.container = QStringLiteral("matroska,webm");
        index.info.codec = QStringLiteral("h264");
        index.info.pixelFormat = QStringLiteral("yuv420p");
        index.info.size = QSize(720, 480);
        index.info.pixelAspect = {32, 27};
        index.info.rotation = 270;
        index.info.mirrored = true;
        index.info.timeBase = {1, 1000};
        index.info.duration = 0.9;
        index.info.frameRate = 25;
        index.info.videoStreams = 2;
        index.info.colourMatrix = QStringLiteral("bt709");
        for (int i = 0; i < 12; ++i)
            index.pts.push_back(5000 + 40 * i + (i > 6 ? 460 : 0));
        index.keys = {{4960, 4900, 0, false}, {5000, 4960, 0, true}, {5240, 5200, 6, true}};
        index.damagedPackets = 3;
        return index;
    }
};

void TstVideoIndex::asksForFramesByTime()
{
    const VideoIndex index = made();
    QCOMPARE(index.seconds(0), 0.0);
    QCOMPARE(index.fileSeconds(0), 5.0);
    QCOMPARE(index.seconds(7), 0.74);
    QCOMPARE(index.endSeconds(), 0.94);
    QCOMPARE(index.frameAt(-1), 0);
    QCOMPARE(index.frameAt(0), 0);
    QCOMPARE(index.frameAt(0.039), 0);
    QCOMPARE(index.frameAt(0.04), 1);
    QCOMPARE(index.frameAt(0.73), 6); // it is still on screen
    QCOMPARE(index.frameAt(0.74), 7);
    QCOMPARE(index.frameAt(100), 11);
    for (int i = 0; i < index.count(); ++i)
        QCOMPARE(index.frameAt(index.seconds(i)), i);
    QCOMPARE(index.info.displaySize(), QSize(480, 853));
}

void TstVideoIndex::keys()
{
    const VideoIndex index = made();
    QVERIFY(index.isKey(0));
    QVERIFY(!index.isKey(5));
    QVERIFY(index.isKey(6));
    QCOMPARE(index.keyFor(0), 1);
    QCOMPARE(index.keyFor(5), 1);
    QCOMPARE(index.keyFor(11), 2);
    QCOMPARE(index.groupStart(11), 6);
    VideoIndex hiddenOnly = made();
    hiddenOnly.keys = {{4960, 4900, 0, false}};
    QVERIFY(!hiddenOnly.isKey(0));
    hiddenOnly.keys.clear();
    QCOMPARE(hiddenOnly.keyFor(5), -1);
    QCOMPARE(hiddenOnly.groupStart(5), 0);
}

void TstVideoIndex::storedAndRead()
{
    VideoIndex index = made();
    auto read = VideoIndex::fromBytes(index.toBytes());
    QVERIFY_RESULT(read);
    QCOMPARE(*read, index);
    index.origin = VideoIndex::Origin::Decoder;
    index.seekable = false;
    index.pts = {std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min(), 0, -1, 7};
    index.keys = {{std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(), 2, true}};
    read = VideoIndex::fromBytes(index.toBytes());
    QVERIFY_RESULT(read);
    QCOMPARE(*read, index);
    index.pts.clear();
    for (int i = 0; i < 10000; ++i)
        index.pts.push_back(i * 3003);
    index.keys.clear();
    QVERIFY2(index.toBytes().size() < 21000, "two bytes a frame");
}

void TstVideoIndex::damagedBytes()
{
    const QByteArray bytes = made().toBytes();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto read = VideoIndex::fromBytes(bytes.left(size));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Corrupt);
    }
    std::mt19937 generator(1);
    for (int round = 0; round < 20000; ++round) {
        QByteArray changed = bytes;
        for (int i = 0; i < 3; ++i)
            changed[qsizetype(generator() % unsigned(changed.size()))] = char(generator());
        const auto read = VideoIndex::fromBytes(changed);
        if (read)
            QVERIFY(read->count() <= bytes.size());
    }
    QByteArray newer = bytes;
    newer[5] = 9;
    QCOMPARE(VideoIndex::fromBytes(newer).error().code, ErrorCode::NewerVersion);
}

void TstVideoIndex::uniform()
{
    QCOMPARE(uniformFrames(100, 4), std::vector<int>({12, 37, 62, 87}));
    QCOMPARE(uniformFrames(3, 3), std::vector<int>({0, 1, 2}));
    QCOMPARE(uniformFrames(2, 5), std::vector<int>({0, 0, 1, 1, 1}));
    QCOMPARE(uniformFrames(1, 3), std::vector<int>({0, 0, 0}));
    QVERIFY(uniformFrames(0, 3).empty());
    QVERIFY(uniformFrames(10, 0).empty());
    QCOMPARE(uniformFrames(2000000000, 2), std::vector<int>({500000000, 1500000000}));
}

void TstVideoIndex::linspace()
{
    QCOMPARE(linspaceFrames(100, 4), std::vector<int>({0, 33, 66, 99}));
    QCOMPARE(linspaceFrames(377, 5), std::vector<int>({0, 94, 188, 282, 376}));
    QCOMPARE(linspaceFrames(10, 1), std::vector<int>({0}));
    QCOMPARE(linspaceFrames(1, 3), std::vector<int>({0, 0, 0}));
    QVERIFY(linspaceFrames(0, 3).empty());
}

void TstVideoIndex::everyK()
{
    QCOMPARE(everyFrame(10, 4), std::vector<int>({0, 4, 8}));
    QCOMPARE(everyFrame(10, 4, 3), std::vector<int>({3, 7}));
    QCOMPARE(everyFrame(3, 100), std::vector<int>({0}));
    QVERIFY(everyFrame(0, 1).empty());
}

void TstVideoIndex::byRate()
{
    // 0, 0.1, ... 0.9 s; frame 6 is shown from 0.24 to 0.74 s.
    QCOMPARE(framesAtRate(made(), 10), std::vector<int>({0, 2, 5, 6, 6, 6, 6, 6, 8, 11}));
    QCOMPARE(framesAtRate(made(), 25).size(), std::size_t(24));
    QVERIFY(framesAtRate(made(), 0).empty());
    QVERIFY(framesAtRate(VideoIndex(), 10).empty());
    VideoIndex wild = made();
    wild.pts.back() = std::numeric_limits<qint64>::max() / 4;
    QVERIFY(framesAtRate(wild, 30).size() <= 1000u * 12u);
}

void TstVideoIndex::sceneMeasure()
{
    const auto grey = [](int left, int right) {
        QImage image(SceneDetector::kWidth, SceneDetector::kHeight, QImage::Format_Grayscale8);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                image.scanLine(y)[x] = uchar(x < image.width() / 2 ? left : right);
        return image;
    };
    SceneDetector detector;
    QVERIFY(detector.push(grey(40, 200)));
    QVERIFY(!detector.push(grey(40, 200)));
    QCOMPARE(detector.difference(), 0.0);
    QVERIFY(!detector.push(grey(200, 40))); // all is different, but the scene is too young
    QCOMPARE(detector.difference(), 0.5);   // the same histogram, other places
    for (int i = 0; i < 12; ++i)
        QVERIFY(!detector.push(grey(200, 40)));
    QVERIFY(!detector.push(grey(201, 41))); // a little noise
    QVERIFY(detector.push(grey(100, 120)));
    QVERIFY(detector.difference() > 0.9);
    // Flicker is a state, not a row of cuts.
    int cuts = 0;
    for (int i = 0; i < 40; ++i)
        cuts += detector.push(i % 2 == 0 ? grey(20, 20) : grey(230, 230)) ? 1 : 0;
    QVERIFY2(cuts <= 1, qPrintable(QString::number(cuts)));
}

BADCASE_REGISTER_TEST(TstVideoIndex)
#include "tst_video_index.moc"
