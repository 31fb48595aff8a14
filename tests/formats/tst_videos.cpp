// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstVideos : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsClassFolders();
    void takesTheClassFromTheName();
    void reportsWhatIsNoVideo();
    void tablesNameVideos();
    void goesOutAndComesBack_data();
    void goesOutAndComesBack();
    void previewsAndGuesses();
    void readsTheRealClips();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

Result<ExportSummary> exportAs(const QString& format, const QString& out, const Schema& schema,
                               const std::vector<Record>& records)
{
    ExportOptions options;
    options.format = format;
    options.out = out;
    const auto rows = toExport(records, schema);
    return exportDataset(options, schema, sourceOf(rows), static_cast<qint64>(rows.size()), CancelToken(),
                         {});
}

} // namespace

void TstVideos::readsClassFolders()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("train/walk/a.mp4"), "video a");
    writeFile(dir.filePath("train/run/b.MKV"), "video b");
    writeFile(dir.filePath("val/run/c.webm"), "video c");
    writeFile(dir.filePath("val/run/d.gif"), "video d");
    writeFile(dir.filePath("val/run/e.npy"), "features");
    const auto import = importAll("videos", from(dir.path()));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"train/run/b.MKV", "train/walk/a.mp4", "val/run/c.webm",
                                                 "val/run/d.gif", "val/run/e.npy"}));
    const Record& a = *import->found.find("train/walk/a.mp4");
    QCOMPARE(a.kind, SampleKind::Video);
    QCOMPARE(a.split, QStringLiteral("train"));
    QCOMPARE(a.labels, labelled({"walk"}));
    QCOMPARE(a.fileBytes, qint64(7));
    QVERIFY(a.size.isEmpty());
    QCOMPARE(import->found.find("val/run/d.gif")->kind, SampleKind::Video);
    QCOMPARE(import->found.find("val/run/e.npy")->kind, SampleKind::Features);
    QVERIFY(import->found.problems.empty());
}

void TstVideos::takesTheClassFromTheName()
{
    const QTemporaryDir dir;
    for (const char* name : {"milk.mkv", "thank you_02.mkv", "walk (3).mkv", "h264.mkv", "7.mkv"})
        writeFile(dir.filePath(QLatin1String(name)), "x");
    ReadOptions options = from(dir.path());
    const auto flat = importAll("videos", options);
    QVERIFY_RESULT(flat);
    QVERIFY(!flat->found.find("milk.mkv")->labels);
    options.classFrom = QStringLiteral("name");
    const auto named = importAll("videos", options);
    QVERIFY_RESULT(named);
    QCOMPARE(named->found.find("milk.mkv")->labels, labelled({"milk"}));
    QCOMPARE(named->found.find("thank you_02.mkv")->labels, labelled({"thank you"}));
    QCOMPARE(named->found.find("walk (3).mkv")->labels, labelled({"walk"}));
    QCOMPARE(named->found.find("h264.mkv")->labels, labelled({"h264"}));
    QCOMPARE(named->found.find("7.mkv")->labels, labelled({"7"}));
    options.classFrom = QStringLiteral("moon");
    QVERIFY(!importAll("videos", options));
}

void TstVideos::reportsWhatIsNoVideo()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("walk/empty.mp4"), QByteArray());
    writeFile(dir.filePath("walk/cover.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("walk/notes.txt"), "x");
    writeFile(dir.filePath("walk/good.mp4"), "x");
    const auto import = importAll("videos", from(dir.path()));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"walk/good.mp4"}));
    QCOMPARE(import->found.count("undecodable"), 1);
    QCOMPARE(import->found.count("skipped-file"), 1);
    QVERIFY(import->found.message("skipped-file").contains("cover.png"));
    // The other way round: a folder of pictures says that it left the videos out.
    const auto pictures = importAll("imagefolder", from(dir.path()));
    QVERIFY_RESULT(pictures);
    QCOMPARE(pictures->found.names(), QStringList({"walk/cover.png"}));
    QCOMPARE(pictures->found.count("skipped-file"), 2);
    const QTemporaryDir empty;
    const auto nothing = importAll("videos", from(empty.path()));
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, ErrorCode::NotFound);
}

void TstVideos::tablesNameVideos()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("clips/a.mp4"), "video");
    writeFile(dir.filePath("feats/b.npy"), "features");
    writeFile(dir.filePath("p.png"), pngPicture(6, 4, 1));
    writeFile(dir.filePath("set.csv"),
              "id,path,label,title\n1,clips/a.mp4,x,t\n2,feats/b,y,\n3,p.png,x,\n4,a,y,\n");
    const auto import = importAll("csv", from(dir.filePath("set.csv")));
    QVERIFY_RESULT(import);
    QVERIFY2(import->found.problems.empty(), qPrintable(import->found.message("missing-media")));
    QCOMPARE(import->found.find("1")->kind, SampleKind::Video);
    QCOMPARE(import->found.find("1")->fields.value("title"), QStringLiteral("t"));
    QCOMPARE(import->found.find("2")->kind, SampleKind::Features);
    QCOMPARE(import->found.find("2")->media->path, QStringLiteral("feats/b.npy"));
    QCOMPARE(import->found.find("3")->kind, SampleKind::Image);
    QCOMPARE(import->found.find("3")->size, QSize(6, 4));
    QCOMPARE(import->found.find("4")->media->path, QStringLiteral("clips/a.mp4")); // by its stem
}

void TstVideos::goesOutAndComesBack_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("videos") << "videos";
    QTest::newRow("csv") << "csv";
}

void TstVideos::goesOutAndComesBack()
{
    QFETCH(QString, format);
    const QTemporaryDir dir;
    const QByteArray large(3 << 20, 'v'); // larger than one piece of the copy
    writeFile(dir.filePath("set/train/walk/a.mp4"), large);
    writeFile(dir.filePath("set/train/run: fast/a.mkv"), "video b");
    writeFile(dir.filePath("set/test/walk/a.npy"), "features");
    const Schema schema = makeSchema(Task::Classification, {"walk", "run: fast"});
    auto import = importAll("videos", from(dir.filePath("set")), schema);
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records.size(), std::size_t(3));
    for (auto& record : import->found.records) {
        if (record.name == "train/walk/a.mp4")
            record.labels = QStringList{"run: fast"}; // a correction
    }
    const auto summary = exportAs(format, dir.filePath("out"), schema, import->found.records);
    QVERIFY_RESULT(summary);
    QVERIFY(summary->verified);
    QCOMPARE(summary->samples, 3);
    const auto again = importAll(format, from(dir.filePath("out")), schema);
    QVERIFY_RESULT(again);
    QCOMPARE(again->found.records.size(), std::size_t(3));
    QHash<QByteArray, Record> byContent;
    for (const auto& record : again->found.records)
        byContent.insert(readFile(record.media->root + u'/' + record.media->path), record);
    QCOMPARE(byContent.value(large).labels, labelled({"run: fast"}));
    QCOMPARE(byContent.value(large).kind, SampleKind::Video);
    QCOMPARE(byContent.value("video b").labels, labelled({"run: fast"}));
    QCOMPARE(byContent.value("features").kind, SampleKind::Features);
    QCOMPARE(byContent.value("features").split, QStringLiteral("test"));
}

void TstVideos::previewsAndGuesses()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("walk/a.mp4"), "x");
    writeFile(dir.filePath("run/a.mp4"), "x");
    QCOMPARE(guessFormat(dir.path()), QStringLiteral("videos"));
    const auto reader = readerFor("videos");
    QVERIFY_RESULT(reader);
    QCOMPARE((*reader)->format(), QStringLiteral("videos"));
    const auto preview = (*reader)->preview(from(dir.path()), Schema(), 10, CancelToken());
    QVERIFY_RESULT(preview);
    QCOMPARE(preview->classes, QStringList({"run", "walk"}));
    QCOMPARE(preview->records.size(), std::size_t(2));
}

void TstVideos::readsTheRealClips()
{
    NEEDS_SHARED();
    const auto all = importAll("videos", from(shared("data/videos")));
    QVERIFY_RESULT(all);
    const auto in = [&](const QString& name) {
        return std::count_if(all->found.records.begin(), all->found.records.end(), [&](const Record& record) {
            return record.labels == labelled({name}) && record.kind == SampleKind::Video;
        });
    };
    QCOMPARE(all->found.records.size(), std::size_t(64));
    QCOMPARE(in("intel_asl"), 20);
    QCOMPARE(in("imageio"), 3);
    QCOMPARE(in("androidx"), 23);
    ReadOptions options = from(shared("data/videos/intel_asl"));
    options.classFrom = QStringLiteral("name");
    const auto signs = importAll("videos", options);
    QVERIFY_RESULT(signs);
    QCOMPARE(signs->found.records.size(), std::size_t(20));
    QCOMPARE(signs->found.find("thanks.mkv")->labels, labelled({"thanks"}));
}

BADCASE_REGISTER_TEST(TstVideos)
#include "tst_videos.moc"
