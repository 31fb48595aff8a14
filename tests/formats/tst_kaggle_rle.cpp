// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/mask_runs.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstKaggleRle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsATable();
    void sizesOfTheTableMayBeWrong();
    void rowsOfClasses();
    void otherTasksTakeTheClasses();
    void reportsBadRows();
    void readsNuclei_data();
    void readsNuclei();
    void readsRetinas();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

ClassMap binary(QSize size, const QByteArray& runs)
{
    ClassMap map(size, 0);
    paintRuns(runsFromKaggle(runs, size).value(), 1, map);
    return map;
}

const Schema& twoClasses()
{
    static const Schema schema = makeSchema(Task::Segmentation, {"background", "tissue"});
    return schema;
}

} // namespace

void TstKaggleRle::readsATable()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("train_images/10044.png"), pngPicture(6, 4, 1));
    writeFile(dir.filePath("train_images/10274.png"), pngPicture(5, 5, 2));
    writeFile(dir.filePath("train.csv"),
              "id,organ,img_height,img_width,rle,age\n10044,spleen,4,6,2 3 9 4,37\n10274,lung,5,5,,\n"
              "404,lung,5,5,1 2,\n");
    writeFile(dir.filePath("sample_submission.csv"), "id,rle\n10044,\n");
    const auto import = importAll("kaggle-rle", from(dir.path()), twoClasses());
    QVERIFY_RESULT(import);
    const Collector& found = import->found;
    QCOMPARE(found.names(), QStringList({"10044", "10274"}));
    QCOMPARE(found.count("missing-media"), 1);
    QCOMPARE(found.find("10044")->media->path, QStringLiteral("train_images/10044.png"));
    QVERIFY(*found.find("10044")->maskMap == binary(QSize(6, 4), "2 3 9 4"));
    QVERIFY(*found.find("10274")->maskMap == ClassMap(QSize(5, 5), 0)); // no runs: nothing is there
    QCOMPARE(found.find("10044")->fields, (Fields{{"organ", "spleen"}, {"age", "37"}}));
    QCOMPARE(guessFormat(dir.path()), QStringLiteral("kaggle-rle"));
}

void TstKaggleRle::sizesOfTheTableMayBeWrong()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("a.png"), pngPicture(7, 5, 1)); // the table says 5 x 5
    writeFile(dir.filePath("b.png"), pngPicture(3, 3, 2)); // too small for its runs
    writeFile(dir.filePath("t.csv"), "id,img_height,img_width,rle\na,5,5,3 30\nb,5,5,3 20\n");
    const auto import = importAll("kaggle-rle", from(dir.filePath("t.csv")), twoClasses());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.count("size-mismatch"), 2);
    QCOMPARE(import->found.find("a")->size, QSize(7, 5));
    QVERIFY(*import->found.find("a")->maskMap == binary(QSize(7, 5), "3 30"));
    QVERIFY(!import->found.find("b")->maskMap);
    QCOMPARE(import->found.count("undecodable-mask"), 1);
    QVERIFY2(import->found.message("undecodable-mask").contains("3 x 3"),
             qPrintable(import->found.message("undecodable-mask")));
}

void TstKaggleRle::rowsOfClasses()
{
    QTemporaryDir dir;
    for (const char* name : {"a.jpg", "b.jpg"})
        writeFile(dir.filePath(QString::fromLatin1(name)), pngPicture(4, 4, name[0]));
    writeFile(
        dir.filePath("t.csv"),
        "ImageId,ClassId,EncodedPixels\na.jpg,car,1 8\nb.jpg,2,16 1\na.jpg,tree,5 2\na.jpg,ghost,1 1\n");
    const Schema schema = makeSchema(Task::Segmentation, {"background", "car", "tree"});
    const auto import = importAll("kaggle-rle", from(dir.filePath("t.csv")), schema);
    QVERIFY_RESULT(import);
    ClassMap a(QSize(4, 4), 0);
    paintRuns(runsFromKaggle("1 8", a.size()).value(), 1, a);
    paintRuns(runsFromKaggle("5 2", a.size()).value(), 2, a); // the smaller one above the larger
    QVERIFY(*import->found.find("a.jpg")->maskMap == a);
    QCOMPARE(import->found.find("b.jpg")->maskMap->at(3, 3), 2); // a class by its number
    QCOMPARE(import->found.count("unknown-class"), 1);
    QCOMPARE(import->found.count("overlap"), 1);
    QVERIFY(import->found.message("overlap").contains("2 pixels"));
}

void TstKaggleRle::otherTasksTakeTheClasses()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("a.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("t.csv"), "id,class,rle\na,car,1 2\na,tree,\na,car,5 2\n");
    const auto import =
        importAll("kaggle-rle", from(dir.filePath("t.csv")), makeSchema(Task::MultiLabel, {"car", "tree"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records[0].labels, labelled({"car"}));
    QVERIFY(!import->found.records[0].maskMap);
}

void TstKaggleRle::reportsBadRows()
{
    NEEDS_SHARED();
    QTemporaryDir dir;
    for (const char c : QByteArray("abcdefghi"))
        writeFile(dir.filePath(QString(QLatin1Char(c)) + ".png"), pngPicture(10, 10, c));
    writeFile(dir.filePath("train.csv"), readFile(shared("data/malformed/tables/rle_bad.csv")));
    const auto import = importAll("kaggle-rle", from(dir.path()), twoClasses());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records.size(), std::size_t(9)); // every sample is there, with or without its mask
    QStringList good;
    for (const Record& record : import->found.records) {
        if (record.maskMap)
            good << record.name;
    }
    QCOMPARE(good, QStringList({"g", "h"})); // nothing there, and all of it
    QCOMPARE(import->found.count("undecodable-mask"), 7);
}

void TstKaggleRle::readsNuclei_data()
{
    QTest::addColumn<QString>("table");
    QTest::newRow("a row a picture") << "train.csv";
    QTest::newRow("a row a nucleus") << "stage1_train_labels.csv";
}

void TstKaggleRle::readsNuclei()
{
    NEEDS_SHARED();
    QFETCH(QString, table);
    const Schema schema = makeSchema(Task::Segmentation, {"background", "nucleus"});
    ReadOptions options = from(shared("data/seg_binary/dsb2018/" + table));
    options.mediaRoot = "images";
    QElapsedTimer timer;
    timer.start();
    const auto import = importAll("kaggle-rle", options, schema);
    QVERIFY_RESULT(import);
    qInfo("%zu pictures in %lld ms", import->found.records.size(), static_cast<long long>(timer.elapsed()));
    const auto masks = importAll("masks", from(shared("data/seg_binary/dsb2018")), schema);
    QVERIFY_RESULT(masks);
    int equal = 0;
    for (const ExportRecord& mask : toExport(masks->found.records, schema)) {
        const Record* found = import->found.find(mask.name);
        QVERIFY2(found && found->maskMap, qPrintable(mask.name));
        equal += *found->maskMap == *mask.mask;
    }
    QCOMPARE(equal, 70);
}

void TstKaggleRle::readsRetinas()
{
    NEEDS_SHARED();
    const auto import =
        importAll("kaggle-rle", from(shared("data/seg_binary/chase_db1/train.csv")), twoClasses());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records.size(), std::size_t(28));
    for (const Record& record : import->found.records)
        QVERIFY(record.maskMap && record.maskMap->size() == QSize(999, 960));
}

BADCASE_REGISTER_TEST(TstKaggleRle)
#include "tst_kaggle_rle.moc"
