// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/mask_runs.h"
#include "storage/formats/coco_index.h"
#include "storage/formats/schema_source.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstCoco : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsEveryForm();
    void flattensLargeToSmall();
    void crowdsAreIgnored();
    void labelsAndCaptions();
    void reportsProblems();
    void makesASchema();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void exportsCaptions();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

const QByteArray kCategories =
    R"("categories":[{"id":7,"name":"car","supercategory":"vehicle"},{"id":3,"name":"tree","supercategory":"plant"}])";

/// A file with pictures a.png (8 x 6, id 1) and b.png (8 x 6, id 2).
QByteArray cocoText(const QByteArray& annotations)
{
    return R"({"info":{"text":"a \"quoted\" ] }"},"annotations":[)" + annotations +
           R"(],"images":[{"id":1,"file_name":"a.png","height":6,"width":8},{"height":6,"width":8,"id":2,"file_name":"b.png"}],)" +
           kCategories + "}";
}

Result<Import> importText(const QTemporaryDir& dir, const QByteArray& annotations, const Schema& schema)
{
    writeFile(dir.filePath("pics/a.png"), pngPicture(8, 6, 1));
    writeFile(dir.filePath("pics/b.png"), pngPicture(8, 6, 2));
    writeFile(dir.filePath("annotations/instances_val2017.json"), cocoText(annotations));
    return importAll("coco", from(dir.filePath("annotations/instances_val2017.json")), schema);
}

Schema threeClasses(std::optional<int> ignore = {})
{
    return makeSchema(Task::Segmentation, {"background", "tree", "car"}, ignore);
}

} // namespace

void TstCoco::readsEveryForm()
{
    QTemporaryDir dir;
    MaskRuns runs{QSize(8, 6), {10, 5, 33}};
    const auto import = importText(
        dir,
        R"({"image_id":1,"id":1,"category_id":3,"iscrowd":0,"segmentation":{"size":[6,8],"counts":[10,5,33]}},
                                      {"image_id":2,"id":2,"category_id":3,"segmentation":{"size":[6,8],"counts":")" +
            compressedText(runs) + R"("}},
                                      {"segmentation":[[5,1,7,1,7,3,5,3],[3,4,5,4,5,6,3,6]],"image_id":2,"id":3,"category_id":7})",
        threeClasses());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.problems.size(), std::size_t(0));
    QCOMPARE(import->found.names(), QStringList({"a.png", "b.png"}));
    ClassMap a(QSize(8, 6), 0);
    paintRuns(runs, 1, a);
    QVERIFY(*import->found.find("a.png")->maskMap == a);
    ClassMap b = a;
    for (const auto& [x, y] : {std::pair{5, 1}, {6, 1}, {5, 2}, {6, 2}, {3, 4}, {4, 4}, {3, 5}, {4, 5}})
        b.mutablePixels()[std::size_t(y * 8 + x)] = 2;
    QVERIFY(*import->found.find("b.png")->maskMap == b);
    QCOMPARE(import->found.find("a.png")->split, QStringLiteral("val2017"));
    QCOMPARE(import->found.find("a.png")->media->path, QStringLiteral("pics/a.png"));
    QCOMPARE(guessFormat(dir.path()), QStringLiteral("coco"));
    const auto folder = importAll("coco", from(dir.path()), threeClasses());
    QVERIFY_RESULT(folder);
    QVERIFY(*folder->found.find("b.png")->maskMap == b);
}

void TstCoco::flattensLargeToSmall()
{
    QTemporaryDir dir;
    // The small one comes first in the file and stays visible all the same.
    const auto import =
        importText(dir,
                   R"({"image_id":1,"id":1,"category_id":3,"segmentation":[[2,2,4,2,4,4,2,4]]},
                                      {"image_id":1,"id":2,"category_id":7,"segmentation":[[0,0,8,0,8,6,0,6]]})",
                   threeClasses());
    QVERIFY_RESULT(import);
    const ClassMap& map = *import->found.find("a.png")->maskMap;
    QCOMPARE(map.at(2, 2), 1);
    QCOMPARE(map.at(4, 4), 2);
    QCOMPARE(map.bytes().count('\1'), 4);
    QCOMPARE(import->found.count("overlap"), 1);
    QVERIFY(import->found.message("overlap").contains("4 pixels"));
    QVERIFY(*import->found.find("b.png")->maskMap == ClassMap(QSize(8, 6), 0)); // a picture without objects
}

void TstCoco::crowdsAreIgnored()
{
    QTemporaryDir dir;
    const QByteArray text =
        R"({"image_id":1,"id":1,"category_id":3,"iscrowd":0,"segmentation":[[0,0,8,0,8,6,0,6]]},
                               {"image_id":1,"id":2,"category_id":7,"iscrowd":1,"segmentation":{"size":[6,8],"counts":[0,6,42]}},
                               {"image_id":2,"id":3,"category_id":7,"iscrowd":1,"segmentation":{"size":[6,8],"counts":[0,6,42]}})";
    const auto ignored = importText(dir, text, threeClasses(255));
    QVERIFY_RESULT(ignored);
    QCOMPARE(ignored->found.find("a.png")->maskMap->at(0, 0), 1); // below the object
    QCOMPARE(ignored->found.find("b.png")->maskMap->at(0, 0), 255);
    QCOMPARE(ignored->found.find("b.png")->maskMap->at(1, 0), 0);
    const auto normal = importText(dir, text, threeClasses());
    QVERIFY_RESULT(normal);
    QCOMPARE(normal->found.find("b.png")->maskMap->at(0, 0), 2);
}

void TstCoco::labelsAndCaptions()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("annotations/captions_val2017.json"),
              R"({"images":[{"id":1,"file_name":"a.png"},{"id":2,"file_name":"b.png"}],"annotations":[
                 {"image_id":2,"id":5,"caption":"first é"},{"image_id":2,"id":6,"caption":"second"}]})");
    QVERIFY_RESULT(importText(dir,
                              R"({"image_id":1,"id":1,"category_id":3},{"image_id":1,"id":2,"category_id":7},
                                 {"image_id":1,"id":3,"category_id":3})",
                              threeClasses()));
    const auto import = importAll("coco", from(dir.path()), makeSchema(Task::MultiLabel, {"car", "tree"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.find("a.png")->labels, labelled({"tree", "car"}));
    QCOMPARE(import->found.find("b.png")->labels, labelled({})); // looked at, and nothing found
    QCOMPARE(import->found.find("b.png")->fields.value("caption"), QStringLiteral("first é\nsecond"));
    QVERIFY(!import->found.find("a.png")->fields.contains("caption"));
    const auto captions = importAll("coco", from(dir.filePath("annotations/captions_val2017.json")),
                                    makeSchema(Task::MultiLabel, {"car"}));
    QVERIFY_RESULT(captions);
    QVERIFY(!captions->found.find("b.png")->labels);
    QCOMPARE(captions->found.find("b.png")->fields.size(), 1);
}

void TstCoco::reportsProblems()
{
    QTemporaryDir dir;
    const auto import = importText(dir,
                                   R"({"image_id":1,"id":1,"category_id":99,"segmentation":[[0,0,8,0,8,6]]},
                                      {"image_id":77,"id":2,"category_id":3,"segmentation":[[0,0,8,0,8,6]]},
                                      {"image_id":2,"id":3,"category_id":3,"segmentation":{"size":[8,6],"counts":[48]}})",
                                   threeClasses());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.count("unknown-class"), 1);
    QCOMPARE(import->found.count("unknown-image"), 1);
    QVERIFY(import->found.message("unknown-image").contains("77"));
    QCOMPARE(import->found.count("undecodable-mask"), 1); // width and height exchanged
    QVERIFY(!import->found.find("b.png")->maskMap);
    const auto box = importText(
        dir, R"({"image_id":1,"id":1,"category_id":3,"bbox":[1,1,2,2],"segmentation":[]})", threeClasses());
    QVERIFY_RESULT(box);
    QVERIFY(!box->found.find("a.png")->maskMap);
    QVERIFY(box->found.message("undecodable-mask").contains("box"));
    QFile::remove(dir.filePath("pics/b.png"));
    const auto missing = importAll("coco", from(dir.path()), threeClasses());
    QVERIFY_RESULT(missing);
    QCOMPARE(missing->found.count("missing-media"), 1);
    writeFile(dir.filePath("pics/b.png"), pngPicture(9, 6, 2));
    const auto wrongSize = importAll("coco", from(dir.path()), threeClasses());
    QVERIFY_RESULT(wrongSize);
    QCOMPARE(wrongSize->found.count("size-mismatch"), 1);
}

void TstCoco::makesASchema()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("x.json"), cocoText(""));
    const auto schema = schemaFromDataset(dir.filePath("x.json"), Task::Segmentation);
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->names(), QStringList({"background", "car", "tree"}));
    QCOMPARE(schema->at(1).parent, QStringLiteral("vehicle"));
    const auto labels = schemaFromDataset(dir.filePath("x.json"), Task::MultiLabel);
    QVERIFY_RESULT(labels);
    QCOMPARE(labels->names(), QStringList({"car", "tree"}));
    writeFile(dir.filePath("classes.json"), R"({"names":["a","b"]})"); // our own form goes on as it was
    QCOMPARE(schemaFromDataset(dir.filePath("classes.json"), Task::Segmentation).value().names(),
             QStringList({"a", "b"}));
}

void TstCoco::refusesBrokenFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a list") << QByteArray("[1, 2]");
    QTest::newRow("no pictures") << QByteArray(R"({"annotations":[]})");
    QTest::newRow("cut in a text") << cocoText("").first(30);
    QTest::newRow("cut in a list") << cocoText("").chopped(30);
    QTest::newRow("no comma") << QByteArray(R"({"images":[{"id":1 "file_name":"a"}]})");
    QTest::newRow("no id") << QByteArray(R"({"images":[{"file_name":"a"}]})");
    QTest::newRow("annotation of nothing") << cocoText(R"({"id":1})");
    QTest::newRow("deep") << QByteArray(R"({"images":)") + QByteArray(100000, '[');
    QTest::newRow("images of objects") << QByteArray(R"({"images":{"id":1}})");
}

void TstCoco::refusesBrokenFiles()
{
    QFETCH(QByteArray, text);
    QTemporaryDir dir;
    writeFile(dir.filePath("x.json"), text);
    const auto index = CocoIndex::open(dir.filePath("x.json"), CancelToken());
    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::Corrupt);
    QVERIFY(index.error().message.contains("x.json"));
}

void TstCoco::exportsCaptions()
{
    QTemporaryDir dir;
    QTemporaryDir out;
    auto import = importText(
        dir, R"({"image_id":1,"id":1,"category_id":3,"segmentation":[[2,2,4,2,4,4,2,4]]})", threeClasses());
    QVERIFY_RESULT(import);
    import->found.records[1].fields.insert("caption", QStringLiteral("one\n\n\"three\" 猫"));
    import->found.records[1].fields.insert("other", "not held");
    ExportOptions options;
    options.format = "coco";
    options.out = out.filePath("x");
    options.sources = {dir.path()};
    const auto records = toExport(import->found.records, threeClasses());
    QVERIFY_RESULT(exportDataset(options, threeClasses(), sourceOf(records), -1, CancelToken(), {}));
    const auto again = importAll("coco", from(out.filePath("x")), threeClasses());
    QVERIFY_RESULT(again);
    QCOMPARE(again->found.names(), QStringList({"val2017/a.png", "val2017/b.png"}));
    QCOMPARE(again->found.find("val2017/b.png")->fields,
             (Fields{{"caption", QStringLiteral("one\n\n\"three\" 猫")}}));
}

BADCASE_REGISTER_TEST(TstCoco)
#include "tst_coco.moc"
