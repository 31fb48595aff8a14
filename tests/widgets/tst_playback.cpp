// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/viewer/playback.h"

#include <QSet>
#include <QSignalSpy>

using namespace badcase::viewer;

namespace {

/// Frames at given times; each is ready only when the test says so, or at once.
class FakeSource : public FrameSource {
public:
    explicit FakeSource(std::vector<double> times)
        : m_times(std::make_shared<const std::vector<double>>(std::move(times)))
    {}
    FrameTimes times() const override { return m_times; }
    void want(int index, int step) override
    {
        wanted.append(index);
        lastStep = step;
    }
    QImage frame(int index) const override
    {
        if (!instant && !m_ready.contains(index))
            return {};
        QImage image(1, 1, QImage::Format_RGB32);
        image.setPixel(0, 0, static_cast<uint>(index));
        return image;
    }
    void deliver(int index)
    {
        m_ready.insert(index);
        Q_EMIT frameReady(index);
    }

    bool instant = true;
    QList<int> wanted;
    int lastStep = 0;

private:
    FrameTimes m_times;
    QSet<int> m_ready;
};

/// 25 frames a second, with a hole: frame 5 stays for a second.
std::vector<double> unevenTimes()
{
    std::vector<double> times;
    for (int i = 0; i < 10; ++i)
        times.push_back(i * 0.04 + (i > 5 ? 0.96 : 0));
    return times;
}

QList<int> shownBy(const QSignalSpy& spy)
{
    QList<int> frames;
    for (const auto& call : spy)
        frames.append(call.at(0).toInt());
    return frames;
}

} // namespace

class TstPlayback : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void opensAtTheFirstFrame();
    void findsTheFrameOfATime();
    void stepsByFrameWhateverTheRate();
    void playsEveryFrameInOrderAndStops();
    void waitsForAFrameThatIsLate();
    void passesOverLateFramesOnlyWhenFast();
    void loopsARange();
    void goesOnOverABrokenFrame();
    void seekingWhilePlayingGoesOnFromThere();
};

void TstPlayback::opensAtTheFirstFrame()
{
    FakeSource source(unevenTimes());
    Playback playback;
    QSignalSpy opened(&playback, &Playback::opened);
    QSignalSpy shown(&playback, &Playback::frameShown);
    playback.setSource(&source);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(shownBy(shown), QList<int>{0});
    QVERIFY(!playback.isPlaying());
    QCOMPARE(playback.frameCount(), 10);
    QCOMPARE(playback.duration(), 9 * 0.04 + 0.96 + 0.04);
    playback.setSource(nullptr);
    QCOMPARE(playback.frameCount(), 0);
    QCOMPARE(playback.current(), -1);
    playback.play(); // nothing to play
    QVERIFY(!playback.isPlaying());
}

void TstPlayback::findsTheFrameOfATime()
{
    FakeSource source(unevenTimes());
    Playback playback;
    playback.setSource(&source);
    QCOMPARE(playback.frameAt(-3), 0);
    QCOMPARE(playback.frameAt(0), 0);
    QCOMPARE(playback.frameAt(0.0399), 0);
    QCOMPARE(playback.frameAt(0.04), 1);
    QCOMPARE(playback.frameAt(0.9), 5); // the hole
    QCOMPARE(playback.frameAt(99), 9);
}

void TstPlayback::stepsByFrameWhateverTheRate()
{
    FakeSource source(unevenTimes());
    Playback playback;
    playback.setSource(&source);
    playback.seekFrame(5);
    playback.step(1);
    QCOMPARE(playback.current(), 6);
    QCOMPARE(playback.position(), 1.2);
    playback.step(-2);
    QCOMPARE(playback.current(), 4);
    QCOMPARE(source.lastStep, -1); // what lies before is decoded ahead
    playback.step(-100);
    QCOMPARE(playback.current(), 0);
    playback.step(100);
    QCOMPARE(playback.current(), 9);
}

void TstPlayback::playsEveryFrameInOrderAndStops()
{
    FakeSource source(unevenTimes());
    Playback playback;
    playback.setSource(&source);
    playback.setSpeed(1);
    QSignalSpy shown(&playback, &Playback::frameShown);
    QSignalSpy playing(&playback, &Playback::playingChanged);
    playback.play();
    QTRY_COMPARE(playing.count(), 2);
    QCOMPARE(shownBy(shown), (QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
    QCOMPARE(playback.current(), 9);
    QCOMPARE(playback.passedOver(), 0);
    playback.play(); // from the begin again
    QCOMPARE(playback.current(), 0);
    playback.pause();
}

void TstPlayback::waitsForAFrameThatIsLate()
{
    FakeSource source({0, 0.01, 0.02, 0.03});
    source.instant = false;
    Playback playback;
    qint64 now = 0;
    playback.setNow([&now] { return now; });
    playback.setSource(&source);
    source.deliver(0);
    QSignalSpy shown(&playback, &Playback::frameShown);
    playback.play();
    now = 10;
    QTRY_COMPARE(source.wanted.last(), 1);
    now = 60'000; // the decoder took a minute
    QTest::qWait(30);
    QCOMPARE(source.wanted.last(), 1); // nothing is skipped meanwhile
    source.deliver(1);
    QCOMPARE(shownBy(shown), QList<int>{1});
    QTest::qWait(30);
    QCOMPARE(source.wanted.last(), 1); // and nothing raced through afterwards: frame 1 has its 10 ms
    now += 10;
    source.deliver(2);
    QTRY_COMPARE(source.wanted.last(), 2);
}

void TstPlayback::passesOverLateFramesOnlyWhenFast()
{
    std::vector<double> times;
    for (int i = 0; i < 100; ++i)
        times.push_back(i * 0.1);
    FakeSource source(times);
    Playback playback;
    qint64 now = 0;
    playback.setNow([&now] { return now; });
    playback.setSource(&source);
    playback.setSpeed(4);
    playback.play();
    now = 500; // two seconds of the video
    QTRY_COMPARE(playback.current(), 20);
    QCOMPARE(playback.passedOver(), 19);
    playback.pause();
}

void TstPlayback::loopsARange()
{
    FakeSource source(unevenTimes());
    Playback playback;
    playback.setSource(&source);
    playback.setLoop(Playback::Range(0.04, 0.12)); // frames 1 and 2
    QSignalSpy shown(&playback, &Playback::frameShown);
    playback.play();
    QTRY_VERIFY(shown.count() >= 6);
    playback.pause();
    QCOMPARE(shownBy(shown).mid(0, 6), (QList<int>{1, 2, 1, 2, 1, 2}));
    playback.setLoop(Playback::Range(0.5, 0.5));
    QVERIFY(!playback.loop());
}

void TstPlayback::goesOnOverABrokenFrame()
{
    FakeSource source({0, 0.01, 0.02, 0.03});
    source.instant = false;
    Playback playback;
    playback.setSource(&source);
    source.deliver(0);
    QSignalSpy failed(&playback, &Playback::frameFailed);
    playback.play();
    QTRY_COMPARE(source.wanted.last(), 1);
    Q_EMIT source.frameFailed(1, QStringLiteral("damaged"));
    QCOMPARE(failed.count(), 1);
    QTRY_COMPARE(source.wanted.last(), 2);
}

void TstPlayback::seekingWhilePlayingGoesOnFromThere()
{
    std::vector<double> times;
    for (int i = 0; i < 1000; ++i)
        times.push_back(i * 0.02);
    FakeSource source(times);
    Playback playback;
    playback.setSource(&source);
    playback.play();
    playback.seek(10);
    QCOMPARE(playback.current(), 500);
    QVERIFY(playback.isPlaying());
    QTRY_VERIFY(playback.current() > 502);
    QVERIFY(playback.current() < 900);
    playback.pause();
}

BADCASE_REGISTER_TEST(TstPlayback)
#include "tst_playback.moc"
