// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstImageFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsClassFolders_data();
    void readsClassFolders();
    void readsSplitFolders_data();
    void readsSplitFolders();
    void aClassMayBeCalledLikeASplit();
    void mapsClassesAndSplit();
    void reportsWhatItCannotRead();
    void previewShowsEveryClass();
    void stopsWhenAsked();
    void guessesFormats();
    void readsClothing();
    void reportsMalformedPictures();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

/// The folder itself, or a zip of it.
QString asSource(QTemporaryDir& dir, const QString& folder, bool zip)
{
    if (!zip)
        return dir.filePath(folder);
    const QString archive = dir.filePath(folder + QStringLiteral(".zip"));
    return zipFolder(dir.filePath(folder), archive) ? archive : QString();
}

} // namespace

void TstImageFolder::readsClassFolders_data()
{
    QTest::addColumn<bool>("zip");
    QTest::newRow("folder") << false;
    QTest::newRow("zip") << true;
}

void TstImageFolder::readsClassFolders()
{
    QFETCH(bool, zip);
    QTemporaryDir dir;
    writeFile(dir.filePath("set/cat/a.png"), pngPicture(8, 6, 1));
    writeFile(dir.filePath("set/cat/deep/er/b.PNG"), pngPicture(9, 6, 2));
    writeFile(dir.filePath("set/dog/a.png"), pngPicture(10, 6, 3));
    writeFile(dir.filePath("set/loose.png"), pngPicture(11, 6, 4));
    writeFile(dir.filePath("set/README.md"), "not a picture");
    writeFile(dir.filePath("set/.hidden/x.png"), pngPicture(1, 1, 5));
    const auto import = importAll("imagefolder", from(asSource(dir, "set", zip)));
    QVERIFY_RESULT(import);
    const Collector& found = import->found;
    QCOMPARE(found.names(), QStringList({"cat/a.png", "cat/deep/er/b.PNG", "dog/a.png", "loose.png"}));
    QVERIFY(found.problems.empty());
    QCOMPARE(found.records[0].labels, labelled({"cat"}));
    QCOMPARE(found.records[1].labels, labelled({"cat"}));
    QCOMPARE(found.records[2].labels, labelled({"dog"}));
    QVERIFY(!found.records[3].labels);
    QCOMPARE(found.records[1].size, QSize(9, 6));
    QCOMPARE(found.records[0].media->path, QStringLiteral("cat/a.png"));
    QVERIFY(found.records[0].fileBytes > 0);
    QCOMPARE(found.records[0].fileCrc != 0, zip);
    QCOMPARE(found.records[0].fileModified != 0, !zip);
}

void TstImageFolder::readsSplitFolders_data()
{
    readsClassFolders_data();
}

void TstImageFolder::readsSplitFolders()
{
    QFETCH(bool, zip);
    QTemporaryDir dir;
    writeFile(dir.filePath("set/train/cat/a.png"), pngPicture(8, 6, 1));
    writeFile(dir.filePath("set/train/loose.png"), pngPicture(8, 6, 1));
    writeFile(dir.filePath("set/Validation/dog/a.png"), pngPicture(8, 6, 2));
    writeFile(dir.filePath("set/bird/a.png"), pngPicture(8, 6, 2));
    const auto import = importAll("imagefolder", from(asSource(dir, "set", zip)));
    QVERIFY_RESULT(import);
    const Record* train = import->found.find("train/cat/a.png");
    QVERIFY(train);
    QCOMPARE(train->split, QStringLiteral("train"));
    QCOMPARE(train->labels, labelled({"cat"}));
    QVERIFY(!import->found.find("train/loose.png")->labels);
    QCOMPARE(import->found.find("Validation/dog/a.png")->split, QStringLiteral("Validation"));
    QCOMPARE(import->found.find("bird/a.png")->split, QString());
    QCOMPARE(import->found.find("bird/a.png")->labels, labelled({"bird"}));
}

void TstImageFolder::aClassMayBeCalledLikeASplit()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("test/a.png"), pngPicture(8, 6, 1));
    writeFile(dir.filePath("cat/a.png"), pngPicture(8, 6, 1));
    const auto import = importAll("imagefolder", from(dir.path()));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.find("test/a.png")->labels, labelled({"test"}));
    QCOMPARE(import->found.find("test/a.png")->split, QString());
}

void TstImageFolder::mapsClassesAndSplit()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("Cats/a.png"), pngPicture(8, 6, 1));
    ReadOptions options = from(dir.path());
    options.classes.insert("Cats", "cat");
    options.split = "holdout";
    const auto import = importAll("imagefolder", options);
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records[0].labels, labelled({"cat"}));
    QCOMPARE(import->found.records[0].split, QStringLiteral("holdout"));
}

void TstImageFolder::reportsWhatItCannotRead()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("cat/empty.jpg"), QByteArray());
    writeFile(dir.filePath("cat/page.jpg"), "<html>not found</html>");
    writeFile(dir.filePath("cat/phone.heic"), "x");
    writeFile(dir.filePath("cat/good.png"), pngPicture(8, 6, 1));
    const auto import = importAll("imagefolder", from(dir.path()));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"cat/good.png"}));
    QCOMPARE(import->found.count("undecodable"), 2);
    QVERIFY(import->found.message("undecodable").contains("cat/empty.jpg"));
    QCOMPARE(import->found.count("skipped-file"), 1);
    for (const auto& problem : import->found.problems)
        QCOMPARE(isWarning(problem), problem.kind == "skipped-file");
    QTemporaryDir empty;
    const auto nothing = importAll("imagefolder", from(empty.path()));
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, ErrorCode::NotFound);
    QVERIFY(!importAll("imagefolder", from("/no/such/folder")));
}

void TstImageFolder::previewShowsEveryClass()
{
    QTemporaryDir dir;
    for (int i = 0; i < 40; ++i) {
        writeFile(dir.filePath(QStringLiteral("train/cat/%1.png").arg(i)), pngPicture(4, 4, i));
        writeFile(dir.filePath(QStringLiteral("train/dog/%1.png").arg(i)), pngPicture(4, 4, i));
    }
    const auto reader = readerFor("imagefolder");
    QVERIFY_RESULT(reader);
    const auto before = filesBelow(dir.path());
    const auto preview = (*reader)->preview(from(dir.path()), Schema(), 10, CancelToken());
    QVERIFY_RESULT(preview);
    QCOMPARE(preview->classes, QStringList({"cat", "dog"}));
    QCOMPARE(preview->records.size(), std::size_t(10));
    QCOMPARE(preview->records.back().labels, labelled({"dog"}));
    QCOMPARE(filesBelow(dir.path()), before);
}

void TstImageFolder::stopsWhenAsked()
{
    QTemporaryDir dir;
    for (int i = 0; i < 600; ++i)
        writeFile(dir.filePath(QStringLiteral("cat/%1.png").arg(i, 4, 10, QChar(u'0'))), pngPicture(2, 2, i));
    const auto reader = readerFor("imagefolder");
    Collector cancelled;
    cancelled.cancels = true;
    const auto outcome = (*reader)->read(from(dir.path()), Schema(), cancelled, cancelled.cancelAfterOne);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
    QVERIFY(!cancelled.records.empty() && cancelled.records.size() < 600);
    Collector full;
    full.stopAfter = 300;
    const auto stopped = (*reader)->read(from(dir.path()), Schema(), full, CancelToken());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::NoSpace);
    QCOMPARE(full.records.size(), std::size_t(300));
}

void TstImageFolder::guessesFormats()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("a/cat/x.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("b/images/x.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("b/masks/x.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("c/images/x.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("c/texts/x.json"), "{}");
    writeFile(dir.filePath("d/test/x.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("d/testannot/x.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("e/labels.csv"), "path\n");
    writeFile(dir.filePath("e/images/x.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("f/notes.txt"), "x");
    const QMap<QString, QString> expected{{"a", "imagefolder"}, {"b", "masks"}, {"c", "taac"},
                                          {"d", "masks"},       {"e", "csv"},   {"f", ""}};
    for (auto it = expected.cbegin(); it != expected.cend(); ++it)
        QCOMPARE(guessFormat(dir.filePath(it.key())), it.value());
    QCOMPARE(guessFormat(dir.filePath("e/labels.csv")), QStringLiteral("csv"));
    QCOMPARE(guessFormat(dir.filePath("f/notes.txt")), QString());
    QVERIFY(zipFolder(dir.filePath("b"), dir.filePath("b.zip")));
    QCOMPARE(guessFormat(dir.filePath("b.zip")), QStringLiteral("masks"));
    const auto unknown = readerFor("tfrecord");
    QVERIFY(!unknown);
    QVERIFY(unknown.error().message.contains("imagefolder"));
}

void TstImageFolder::readsClothing()
{
    NEEDS_SHARED();
    const auto test = importAll("imagefolder", from(shared("data/pictures/clothing/test")));
    QVERIFY_RESULT(test);
    QCOMPARE(test->found.records.size(), std::size_t(372));
    QVERIFY(test->found.problems.empty());
    QSet<QString> classes;
    for (const auto& record : test->found.records) {
        classes.insert(record.labels->first());
        QVERIFY(!record.size.isEmpty());
    }
    QCOMPARE(classes.size(), 10);
}

void TstImageFolder::reportsMalformedPictures()
{
    NEEDS_SHARED();
    const auto import = importAll("imagefolder", from(shared("data/malformed/images")));
    QVERIFY_RESULT(import);
    QVERIFY(import->found.count("too-large") >= 1);
    for (const char* name : {"der_bomb_60000x60000.png", "der_empty.jpg", "der_html_named.jpg"})
        QVERIFY2(!import->found.find(name), name);
    for (const auto& problem : import->found.problems)
        QVERIFY2(problem.message.contains(problem.sample.section(u'/', -1)), qPrintable(problem.message));
}

BADCASE_REGISTER_TEST(TstImageFolder)
#include "tst_imagefolder.moc"
