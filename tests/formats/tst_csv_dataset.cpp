// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/record_stream.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstCsvDataset : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsColumns();
    void noClassIsNoLabelWhereThereIsExactlyOne();
    void readsSeveralLabels();
    void mapsColumns();
    void reportsRows();
    void findsMedia();
    void readsZipMedia();
    void keepsMissingWhenAsked();
    void previewGuesses();
    void readsClothing();
    void reportsMalformedTables();
    void oneSampleTooLargeForTheMemoryStopsNothing();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

} // namespace

void TstCsvDataset::readsColumns()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("pics/a.png"), pngPicture(7, 5, 1));
    writeFile(dir.filePath("table.csv"),
              "id,path,label,split,title,price\nx1,pics/a.png,cat,train,\"A, \"\"B\"\"\",=1+1\nx2,,dog,,,\n");
    const auto import = importAll("csv", from(dir.filePath("table.csv")));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"x1", "x2"}));
    const Record& first = import->found.records[0];
    QCOMPARE(first.media->path, QStringLiteral("pics/a.png"));
    QCOMPARE(first.media->root, dir.path());
    QCOMPARE(first.size, QSize(7, 5));
    QCOMPARE(first.split, QStringLiteral("train"));
    QCOMPARE(first.labels, labelled({"cat"}));
    QCOMPARE(first.fields, Fields({{"title", "A, \"B\""}, {"price", "=1+1"}}));
    const Record& second = import->found.records[1];
    QCOMPARE(second.kind, SampleKind::NoMedia);
    QVERIFY(!second.media);
    QVERIFY(second.fields.isEmpty());
}

/// "|" says "none of the classes", which is no label where a sample has exactly one.
void TstCsvDataset::noClassIsNoLabelWhereThereIsExactlyOne()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("t.csv"), "id,label\n1,a\n2,|\n3, | \n");
    const auto import =
        importAll("csv", from(dir.filePath("t.csv")), makeSchema(Task::Classification, {"a", "b"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records[0].labels, labelled({"a"}));
    QVERIFY(!import->found.records[1].labels);
    QVERIFY(!import->found.records[2].labels);
}

void TstCsvDataset::readsSeveralLabels()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("t.csv"), "id,labels\n1,a|b\n2,\n3,|\n4, b | a \n5,c|d\n");
    const auto import =
        importAll("csv", from(dir.filePath("t.csv")), makeSchema(Task::MultiLabel, {"a", "b", "c|d"}));
    QVERIFY_RESULT(import);
    const auto& records = import->found.records;
    QCOMPARE(records[0].labels, labelled({"a", "b"}));
    QVERIFY(!records[1].labels);
    QCOMPARE(records[2].labels, labelled(QStringList()));
    QCOMPARE(records[3].labels, labelled({"b", "a"}));
    QCOMPARE(records[4].labels, labelled({"c|d"}));
}

void TstCsvDataset::mapsColumns()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("t.csv"), "key,label,guess,note\n1,a,b,n\n");
    QVERIFY(!importAll("csv", from(dir.filePath("t.csv"))));
    ReadOptions options = from(dir.filePath("t.csv"));
    options.columns = {{"id", "key"}, {"label", "guess"}, {"remark", "note"}};
    options.classes = {{"b", "B"}};
    const auto import = importAll("csv", options);
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records[0].labels, labelled({"B"}));
    QCOMPARE(import->found.records[0].fields, Fields({{"remark", "n"}, {"label", "a"}}));
    options.columns.insert("split", "absent");
    const auto wrong = importAll("csv", options);
    QVERIFY(!wrong);
    QVERIFY(wrong.error().message.contains("absent") && wrong.error().message.contains("guess"));
}

void TstCsvDataset::reportsRows()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("set/a.png"), pngPicture(7, 5, 1));
    writeFile(dir.filePath("set/bad.png"), "no picture");
    writeFile(dir.filePath("secret.png"), pngPicture(7, 5, 1));
    writeFile(dir.filePath("set/t.csv"),
              "id,path,label\n1,a.png,x\n1,a.png,y\n2,../secret.png,x\n3,gone/b.png,x\n4,bad.png,x\n"
              "5,a.png\n,a.png,x\n6,/etc/passwd,x\n");
    const auto import = importAll("csv", from(dir.filePath("set/t.csv")));
    QVERIFY_RESULT(import);
    const Collector& found = import->found;
    QCOMPARE(found.names(), QStringList({"1"}));
    QCOMPARE(found.records[0].labels, labelled({"x"}));
    QCOMPARE(found.count("duplicate"), 1);
    QVERIFY(found.message("duplicate").contains("row 3"));
    QCOMPARE(found.count("unsafe-path"), 2);
    QVERIFY(found.message("unsafe-path").contains("../secret.png"));
    QCOMPARE(found.count("missing-media"), 1);
    QCOMPARE(found.count("undecodable"), 1);
    QCOMPARE(found.count("ragged-row"), 1);
    QCOMPARE(found.count("bad-row"), 1);
}

void TstCsvDataset::findsMedia()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("deep/one.JPG"), pngPicture(7, 5, 1));
    writeFile(dir.filePath("deep/two.png"), pngPicture(7, 5, 2));
    writeFile(dir.filePath("other/two.png"), pngPicture(7, 5, 3));
    writeFile(dir.filePath("top.webp"), pngPicture(7, 5, 4));
    const QByteArray absolute = dir.filePath("deep/two.png").toUtf8();
    writeFile(dir.filePath("t.csv"),
              "image,label\none,a\ntwo,a\ntop,a\n./deep\\one.JPG,a\n" + absolute + ",a\n");
    const auto import = importAll("csv", from(dir.filePath("t.csv")));
    QVERIFY_RESULT(import);
    const Collector& found = import->found;
    QCOMPARE(found.find("one")->media->path, QStringLiteral("deep/one.JPG"));
    QCOMPARE(found.find("top")->media->path, QStringLiteral("top.webp"));
    QCOMPARE(found.find("./deep\\one.JPG")->media->path, QStringLiteral("deep/one.JPG"));
    QCOMPARE(found.find(QString::fromUtf8(absolute))->media->path, QStringLiteral("deep/two.png"));
    QVERIFY(!found.find("two"));
    QVERIFY(found.message("missing-media").contains("Several files"));
}

void TstCsvDataset::readsZipMedia()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("pack/pics/a.png"), pngPicture(7, 5, 1));
    writeFile(dir.filePath("pack/list.csv"), "path,label\npics/a.png,cat\n");
    QVERIFY(zipFolder(dir.filePath("pack"), dir.filePath("pack.zip")));
    writeFile(dir.filePath("table.csv"), "path,label\npics/a.png,dog\n");
    ReadOptions options = from(dir.filePath("table.csv"));
    options.mediaRoot = "pack.zip";
    const auto outside = importAll("csv", options);
    QVERIFY_RESULT(outside);
    QCOMPARE(outside->found.records.size(), std::size_t(1));
    QCOMPARE(outside->found.records[0].media->root, dir.filePath("pack.zip"));
    QVERIFY(outside->found.records[0].fileCrc != 0);
    const auto inside = importAll("csv", from(dir.filePath("pack.zip")));
    QVERIFY_RESULT(inside);
    QCOMPARE(inside->found.records[0].labels, labelled({"cat"}));
    const auto folder = importAll("csv", from(dir.filePath("pack")));
    QVERIFY_RESULT(folder);
    QCOMPARE(folder->found.records.size(), std::size_t(1));
}

void TstCsvDataset::keepsMissingWhenAsked()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("t.csv"), "path,label\nx/gone.png,cat\n");
    ReadOptions options = from(dir.filePath("t.csv"));
    const auto skipped = importAll("csv", options);
    QVERIFY_RESULT(skipped);
    QVERIFY(skipped->found.records.empty());
    QCOMPARE(skipped->found.count("missing-media"), 1);
    options.keepMissing = true;
    const auto kept = importAll("csv", options);
    QVERIFY_RESULT(kept);
    QCOMPARE(kept->found.records[0].kind, SampleKind::NoMedia);
    QCOMPARE(kept->found.count("kept-without-media"), 1);
    QVERIFY(isWarning(kept->found.problems[0]));
}

void TstCsvDataset::previewGuesses()
{
    QTemporaryDir dir;
    QByteArray text("image_id,file_name,category,subset,caption\n");
    for (int i = 0; i < 5000; ++i)
        text += QByteArray::number(i) + ",,c" + QByteArray::number(i % 3) + ",train,some words\n";
    writeFile(dir.filePath("t.csv"), text);
    const auto reader = readerFor("csv");
    const auto preview = (*reader)->preview(from(dir.filePath("t.csv")), Schema(), 20, CancelToken());
    QVERIFY_RESULT(preview);
    QCOMPARE(preview->records.size(), std::size_t(20));
    QCOMPARE(preview->classes, QStringList({"c0", "c1", "c2"}));
    QCOMPARE(preview->guessed,
             (QHash<QString, QString>{
                 {"id", "image_id"}, {"path", "file_name"}, {"label", "category"}, {"split", "subset"}}));
    QVERIFY2(preview->estimatedRecords > 4000 && preview->estimatedRecords < 6500,
             qPrintable(QString::number(preview->estimatedRecords)));
}

void TstCsvDataset::readsClothing()
{
    NEEDS_SHARED();
    const auto subset = importAll("csv", from(shared("data/pictures/clothing/labels_subset.csv")));
    QVERIFY_RESULT(subset);
    // 981 rows, of which 201 name pictures of extra/ that are not there.
    QCOMPARE(subset->found.records.size(), std::size_t(780));
    QCOMPARE(subset->found.count("missing-media"), 201);
    QCOMPARE(subset->found.count("missing-column"),
             1); // folder_label and csv_label: nobody chooses for the user
    ReadOptions options = from(shared("data/pictures/clothing/labels_subset.csv"));
    options.columns.insert("label", "csv_label");
    const auto mapped = importAll("csv", options);
    QVERIFY_RESULT(mapped);
    QCOMPARE(mapped->found.count("missing-column"), 0);
    QVERIFY(mapped->found.records[0].labels);

    const auto images = importAll("csv", from(shared("data/pictures/clothing/images.csv")));
    QVERIFY_RESULT(images);
    const auto recorded = static_cast<int>(images->found.records.size());
    QVERIFY2(recorded >= 700, qPrintable(QString::number(recorded)));
    // Every row of the table is accounted for, one way or the other.
    int leftOut = 0;
    for (const auto& problem : images->found.problems)
        leftOut += isWarning(problem) ? 0 : 1;
    QCOMPARE(recorded + leftOut, 5403);
}

void TstCsvDataset::reportsMalformedTables()
{
    NEEDS_SHARED();
    const auto open = [](const char* name) {
        return importAll("csv",
                         from(shared(QStringLiteral("data/malformed/tables/") + QString::fromLatin1(name))));
    };
    QVERIFY(!open("empty.csv"));
    const auto noLabel = open("missing_col.csv");
    QVERIFY_RESULT(noLabel);
    QCOMPARE(noLabel->found.count("missing-column"), 1);
    const auto gbk = open("gbk.csv");
    QVERIFY_RESULT(gbk);
    QCOMPARE(gbk->found.count("file-encoding"), 1);
    const auto ragged = open("ragged.csv");
    QVERIFY_RESULT(ragged);
    QCOMPARE(ragged->found.count("ragged-row"), 2);
    for (const char* name :
         {"bom_crlf.csv", "newline_in_quotes.csv", "nan_scores.csv", "rle_bad.csv", "utf16.csv"}) {
        const auto import = open(name);
        QVERIFY_RESULT(import);
        QVERIFY2(!import->found.problems.empty(),
                 name); // at least the pictures are not there, or there is no label
    }
}

void TstCsvDataset::oneSampleTooLargeForTheMemoryStopsNothing()
{
    Collector found;
    RecordStream stream(found, {}, [](PendingRecord& pending) {
        if (pending.record.name == QStringLiteral("s7"))
            throw std::bad_alloc();
    });
    for (int i = 0; i < 600; ++i) {
        PendingRecord pending;
        pending.record.name = QStringLiteral("s%1").arg(i);
        QVERIFY_RESULT(stream.add(std::move(pending)));
    }
    QVERIFY_RESULT(stream.finish());
    QCOMPARE(found.records.size(), std::size_t(599));
    QCOMPARE(found.problems.size(), std::size_t(1));
    QCOMPARE(found.problems[0].sample, QStringLiteral("s7"));
    QCOMPARE(found.problems[0].kind, QStringLiteral("too-large"));
}

BADCASE_REGISTER_TEST(TstCsvDataset)
#include "tst_csv_dataset.moc"
