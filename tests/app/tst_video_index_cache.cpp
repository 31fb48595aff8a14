// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/video_frames.h"
#include "app/window/video_index_cache.h"
#include "tests/media/zip_builder.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::window;
using storage::CacheDatabase;
using storage::VideoIndexKey;

/// A kept index saves a scan, and never costs a right frame.
class TstVideoIndexCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { badcase::test::failOnWarnings(); }
    void isFoundForTheSameFile();
    void anotherFileIsNotFound();
    void membersOfArchivesHaveTheirChecksum();
    void damagedEntryIsNone();
    void playerKeepsWhatItHasRead();
    void wrongIndexNeverShowsWrongFrames_data();
    void wrongIndexNeverShowsWrongFrames();

private:
    QString clip(const char* name) const { return m_dir.filePath(QLatin1String(name)); }
    std::shared_ptr<media::MediaRoot> root() const;
    QString cachePath() const { return m_dir.filePath(QStringLiteral("cache-%1.db").arg(m_number)); }

    QTemporaryDir m_dir;
    int m_number = 0; ///< a cache of its own for each test
};

namespace {

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(*result);
}

void makeClip(const QString& path, int rate, int seconds)
{
    QProcess ffmpeg;
    ffmpeg.start(QStandardPaths::findExecutable(QStringLiteral("ffmpeg")),
                 {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-y"), QStringLiteral("-f"),
                  QStringLiteral("lavfi"), QStringLiteral("-i"),
                  QStringLiteral("testsrc2=size=64x48:rate=%1:duration=%2").arg(rate).arg(seconds),
                  QStringLiteral("-c:v"), QStringLiteral("mpeg4"), QStringLiteral("-g"), QStringLiteral("10"),
                  QStringLiteral("-bf"), QStringLiteral("2"), path});
    if (!ffmpeg.waitForFinished() || ffmpeg.exitCode() != 0)
        qFatal("ffmpeg: %s", ffmpeg.readAllStandardError().constData());
}

media::VideoIndexPtr indexOf(const QString& path)
{
    return must(media::buildVideoIndex(must(media::VideoSource::file(path))));
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

void replace(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// As the player looks at a video.
std::unique_ptr<VideoFrames> look(const std::shared_ptr<media::MediaRoot>& root, const QString& member,
                                  const QString& cachePath)
{
    const auto open = [root, member]() -> Result<VideoFrames::Media> {
        BADCASE_ASSIGN(auto source, media::VideoSource::member(*root, member));
        return VideoFrames::Media{std::move(source), root, member};
    };
    return std::make_unique<VideoFrames>(open, nullptr, cachePath);
}

} // namespace

void TstVideoIndexCache::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty())
        QSKIP("the ffmpeg program is not installed");
    makeClip(clip("a.mp4"), 25, 4);
    makeClip(clip("b.mp4"), 30, 2);
}

std::shared_ptr<media::MediaRoot> TstVideoIndexCache::root() const
{
    return must(media::MediaRoot::open(m_dir.path()));
}

void TstVideoIndexCache::isFoundForTheSameFile()
{
    ++m_number;
    const auto index = indexOf(clip("a.mp4"));
    {
        CacheDatabase database(cachePath());
        VideoIndexCache cache(database, root(), QStringLiteral("a.mp4"));
        QVERIFY(!cache.find());
        cache.keep(*index);
    }
    CacheDatabase database(cachePath()); // the program was started again
    VideoIndexCache cache(database, root(), QStringLiteral("a.mp4"));
    const auto found = cache.find();
    QVERIFY(found);
    QVERIFY(*found == *index);
    QVERIFY(!VideoIndexCache(database, root(), QStringLiteral("b.mp4")).find());
    QVERIFY(!VideoIndexCache(database, root(), QStringLiteral("absent.mp4")).find());
}

void TstVideoIndexCache::anotherFileIsNotFound()
{
    ++m_number;
    const QString path = clip("changing.mp4");
    replace(path, contentOf(clip("a.mp4")));
    CacheDatabase database(cachePath());
    VideoIndexCache before(database, root(), QStringLiteral("changing.mp4"));
    before.keep(*indexOf(path));
    QVERIFY(before.find());
    // The same size at another time, and another size.
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-100), QFileDevice::FileModificationTime));
    file.close();
    VideoIndexCache touched(database, root(), QStringLiteral("changing.mp4"));
    QVERIFY(!touched.find());
    replace(path, contentOf(clip("b.mp4")));
    QVERIFY(!VideoIndexCache(database, root(), QStringLiteral("changing.mp4")).find());
    // It changed while its index was built: nobody knows of which of both that is.
    touched.keep(*indexOf(path));
    QVERIFY(!touched.find());
    // Another FFmpeg may count otherwise.
    const auto stat = must(root()->stat(QStringLiteral("a.mp4")));
    database.insert(VideoIndexKey{root()->path(), QStringLiteral("a.mp4"), stat.modified, stat.bytes,
                                  stat.crc, QStringLiteral("older")},
                    indexOf(clip("a.mp4"))->toBytes());
    QVERIFY(!VideoIndexCache(database, root(), QStringLiteral("a.mp4")).find());
}

/// Archives have no times that can be relied on: a member with the same name and size but other bytes is told
/// apart by its checksum.
void TstVideoIndexCache::membersOfArchivesHaveTheirChecksum()
{
    ++m_number;
    const QString path = clip("videos.zip");
    QByteArray bytes = contentOf(clip("a.mp4"));
    replace(path, badcase::test::makeZip({{"a.mp4", bytes}}));
    CacheDatabase database(cachePath());
    VideoIndexCache cache(database, must(media::MediaRoot::open(path)), QStringLiteral("a.mp4"));
    cache.keep(*indexOf(clip("a.mp4")));
    QVERIFY(cache.find());
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    replace(path, badcase::test::makeZip({{"a.mp4", bytes}}));
    QVERIFY(!VideoIndexCache(database, must(media::MediaRoot::open(path)), QStringLiteral("a.mp4")).find());
}

void TstVideoIndexCache::damagedEntryIsNone()
{
    ++m_number;
    CacheDatabase database(cachePath());
    const auto stat = must(root()->stat(QStringLiteral("a.mp4")));
    const VideoIndexKey key{root()->path(), QStringLiteral("a.mp4"),     stat.modified, stat.bytes,
                            stat.crc,       media::videoLibraryVersion()};
    const QByteArray whole = indexOf(clip("a.mp4"))->toBytes();
    VideoIndexCache cache(database, root(), QStringLiteral("a.mp4"));
    for (const QByteArray& damaged : {QByteArray("no index"), whole.first(whole.size() / 2), whole + "x"}) {
        database.insert(key, damaged);
        QVERIFY(!cache.find());
    }
    database.insert(key, whole);
    QVERIFY(cache.find());
}

void TstVideoIndexCache::playerKeepsWhatItHasRead()
{
    ++m_number;
    {
        const auto frames = look(root(), QStringLiteral("a.mp4"), cachePath());
        QSignalSpy indexed(frames.get(), &viewer::FrameSource::indexed);
        QVERIFY(indexed.wait());
        // Kept while the video is still looked at.
        CacheDatabase database(cachePath());
        QVERIFY(VideoIndexCache(database, root(), QStringLiteral("a.mp4")).find());
    }
    const auto frames = look(root(), QStringLiteral("a.mp4"), cachePath());
    QSignalSpy indexed(frames.get(), &viewer::FrameSource::indexed);
    QVERIFY(indexed.wait());
    QVERIFY(*frames->index() == *indexOf(clip("a.mp4")));
    frames->want(57, 0);
    QTRY_VERIFY(!frames->frame(57).isNull());
    QCOMPARE(indexed.count(), 1);
}

/// An index that is not of this video under its key, as after a clock that was set back.
void TstVideoIndexCache::wrongIndexNeverShowsWrongFrames_data()
{
    QTest::addColumn<bool>("another");
    QTest::addColumn<int>("announcements");
    QTest::newRow("of another video") << true << 1;  // its head says so, before anything is shown
    QTest::newRow("with other times") << false << 2; // the frames themselves say so
}

void TstVideoIndexCache::wrongIndexNeverShowsWrongFrames()
{
    QFETCH(bool, another);
    QFETCH(int, announcements);
    ++m_number;
    const auto stat = must(root()->stat(QStringLiteral("a.mp4")));
    media::VideoIndex wrong = *indexOf(clip(another ? "b.mp4" : "a.mp4"));
    if (!another) {
        for (std::size_t i = 50; i < wrong.pts.size(); ++i)
            wrong.pts[i] += 3;
        wrong.pts.pop_back();
    }
    {
        CacheDatabase database(cachePath());
        database.insert(VideoIndexKey{root()->path(), QStringLiteral("a.mp4"), stat.modified, stat.bytes,
                                      stat.crc, media::videoLibraryVersion()},
                        wrong.toBytes());
    }
    const auto frames = look(root(), QStringLiteral("a.mp4"), cachePath());
    QSignalSpy indexed(frames.get(), &viewer::FrameSource::indexed);
    QVERIFY(indexed.wait());
    frames->want(57, 1);
    QTRY_COMPARE(indexed.count(), announcements);
    QCOMPARE(frames->times()->size(), std::size_t(100));
    const auto reader = must(media::VideoReader::open(must(media::VideoSource::file(clip("a.mp4")))));
    media::FrameConverter converter;
    for (const int number : {57, 0, 99}) {
        frames->want(number, 0);
        QTRY_VERIFY(!frames->frame(number).isNull());
        const QImage expected = must(converter.convert(must(reader->read(number))));
        QCOMPARE(frames->frame(number).convertToFormat(expected.format()), expected);
    }
    // The next time it is right from the beginning.
    CacheDatabase database(cachePath());
    const auto mended = VideoIndexCache(database, root(), QStringLiteral("a.mp4")).find();
    QVERIFY(mended);
    QCOMPARE(mended->count(), 100);
    QCOMPARE(indexed.count(), announcements);
}

BADCASE_REGISTER_TEST(TstVideoIndexCache)
#include "tst_video_index_cache.moc"
