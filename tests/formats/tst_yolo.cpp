// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/schema_source.h"
#include "storage/formats/yolo_yaml.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstYolo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsYaml_data();
    void readsYaml();
    void refusesYaml_data();
    void refusesYaml();
    void readsPolygons();
    void boxesAreNoMasks();
    void readsFoldersByClass();
    void findsFoldersOfOtherMachines();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

void makeSet(const QTemporaryDir& dir, const QMap<QString, QByteArray>& labels)
{
    writeFile(dir.filePath("data.yaml"), "path: ../datasets/x  # somewhere\ntrain: images/train\nval: "
                                         "images/val\nnames:\n  0: car\n  1: tree\n");
    for (auto it = labels.cbegin(); it != labels.cend(); ++it) {
        writeFile(dir.filePath("images/" + it.key() + ".png"), pngPicture(10, 8, int(it.key().size())));
        if (!it.value().isNull())
            writeFile(dir.filePath("labels/" + it.key() + ".txt"), it.value());
    }
}

} // namespace

void TstYolo::readsYaml_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray head =
        "# comment\n---\npath: /data/set\ntrain: images/train # here\nval:\n  - a\n  - 'b c'\n";
    QTest::newRow("map") << head + "names:\n  0: car\n  1: \"fire: hydrant\"\n";
    QTest::newRow("map out of order") << head + "names:\r\n  1: 'fire: hydrant'\r\n  0: car\r\n";
    QTest::newRow("list") << head + "nc: 2\nnames: [car, 'fire: hydrant']\n";
    QTest::newRow("list over lines") << head + "names: ['car',\n  'fire: hydrant']\n";
    QTest::newRow("items") << head + "names:\n- car\n- \"fire: hydrant\"\n";
    QTest::newRow("flow map") << head + "names: {0: car, 1: 'fire: hydrant'}\n";
    QTest::newRow("others are passed over")
        << head + "roboflow:\n  workspace: &x !!weird\n  url: >\n    a\nkpt_shape: [17, 3]\n"
                  "download: |\n  import os\n  x = {}\nnames: [car, 'fire: hydrant']\n";
}

void TstYolo::readsYaml()
{
    QFETCH(QByteArray, text);
    const auto config = parseYoloConfig(text, "data.yaml");
    QVERIFY_RESULT(config);
    QCOMPARE(config->names, QStringList({"car", "fire: hydrant"}));
    QCOMPARE(config->path, QStringLiteral("/data/set"));
    QCOMPARE(config->pictures.value("train"), QStringList({"images/train"}));
    QCOMPARE(config->pictures.value("val"), QStringList({"a", "b c"}));
    const auto again = parseYoloConfig(yoloConfigText(*config), "data.yaml");
    QVERIFY_RESULT(again);
    QCOMPARE(again->names, config->names);
}

void TstYolo::refusesYaml_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("no names") << QByteArray("train: a\n") << "names";
    QTest::newRow("anchor") << QByteArray("train: a\nnames: &n [a, b]\n") << "line 2";
    QTest::newRow("number that is none") << QByteArray("names:\n  0: a\n  b: c\n") << "line 3";
    QTest::newRow("huge number") << QByteArray("names:\n  999999999: a\n") << "line 2";
    QTest::newRow("open list") << QByteArray("names: [a, b\n") << "line 1";
    QTest::newRow("no key") << QByteArray("just text\n") << "line 1";
    QTest::newRow("folded") << QByteArray("path: >\n  a\nnames: [a]\n") << "line 1";
    QTest::newRow("open quote") << QByteArray("names: ['a, b]\n") << "line 1";
}

void TstYolo::refusesYaml()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, line);
    const auto config = parseYoloConfig(text, "data.yaml");
    QVERIFY(!config);
    QVERIFY2(config.error().message.contains(line), qPrintable(config.error().message));
}

void TstYolo::readsPolygons()
{
    QTemporaryDir dir;
    makeSet(dir,
            {{"train/a", "1 0.2 0.25 0.6 0.25 0.6 0.75 0.2 0.75\n\n0 0.3 0.5 0.4 0.5 0.4 0.625 0.3 0.625\n"},
             {"val/bb", ""},
             {"val/ccc", QByteArray()},
             {"val/dddd", "0 0.1 0.1 0.5\n"},
             {"val/a", ""},
             {"train/eeeee", "0 10 10 50 10 50 50\n"},
             {"train/ffffff", "7 0.1 0.1 0.5 0.1 0.5 0.5\n"}});
    const Schema schema = makeSchema(Task::Segmentation, {"background", "tree", "car"});
    const auto import = importAll("yolo", from(dir.path()), schema);
    QVERIFY_RESULT(import);
    const Collector& found = import->found;
    ClassMap a(QSize(10, 8), 0);
    for (int y = 2; y < 6; ++y) {
        for (int x = 2; x < 6; ++x)
            a.mutablePixels()[std::size_t(y * 10 + x)] = 1;
    }
    a.mutablePixels()[43] = 2; // the small one above the large one
    QVERIFY(*found.find("a")->maskMap == a);
    QCOMPARE(found.find("a")->split, QStringLiteral("train"));
    QVERIFY(*found.find("bb")->maskMap == ClassMap(QSize(10, 8), 0)); // an empty file: nothing there
    QCOMPARE(found.find("bb")->split, QStringLiteral("val"));
    QVERIFY(!found.find("ccc")->maskMap);
    QCOMPARE(found.count("missing-mask"), 1);
    QCOMPARE(found.count("duplicate"), 1);
    QCOMPARE(found.count("undecodable-mask"), 2); // three numbers, and pixels instead of fractions
    QCOMPARE(found.count("unknown-class"), 1);
    QCOMPARE(guessFormat(dir.path()), QStringLiteral("yolo"));
    QCOMPARE(schemaFromDataset(dir.filePath("data.yaml"), Task::Segmentation).value().names(),
             QStringList({"background", "car", "tree"}));
}

void TstYolo::boxesAreNoMasks()
{
    QTemporaryDir dir;
    makeSet(dir, {{"train/a", "1 0.5 0.5 0.2 0.2\n0 0.5 0.5 0.1 0.1\n"}, {"train/bb", ""}});
    const auto masks = importAll("yolo", from(dir.filePath("data.yaml")),
                                 makeSchema(Task::Segmentation, {"background", "car", "tree"}));
    QVERIFY_RESULT(masks);
    QVERIFY(!masks->found.find("a")->maskMap);
    QVERIFY(masks->found.message("undecodable-mask").contains("box"));
    const auto labels = importAll("yolo", from(dir.path()), makeSchema(Task::MultiLabel, {"car", "tree"}));
    QVERIFY_RESULT(labels);
    QCOMPARE(labels->found.find("a")->labels, labelled({"tree", "car"}));
    QCOMPARE(labels->found.find("bb")->labels, labelled({}));
}

void TstYolo::readsFoldersByClass()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("train/cat/1.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("val/dog/1.png"), pngPicture(4, 4, 2));
    const auto import = importAll("yolo", from(dir.path()), makeSchema(Task::Classification, {"cat", "dog"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.find("val/dog/1.png")->labels, labelled({"dog"}));
    QCOMPARE(import->found.find("val/dog/1.png")->split, QStringLiteral("val"));
}

void TstYolo::findsFoldersOfOtherMachines()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("data.yaml"),
              "path: /home/somebody/set\ntrain: ../train/images\nval: list.txt\ntest: gone\nnames: [x]\n");
    writeFile(dir.filePath("train/images/a.png"), pngPicture(4, 4, 1));
    writeFile(dir.filePath("train/labels/a.txt"), "0 0 0 1 0 1 1 0 1\n");
    writeFile(dir.filePath("more/b.png"), pngPicture(4, 4, 2));
    writeFile(dir.filePath("more/b.txt"), "");
    writeFile(dir.filePath("list.txt"), "./more/b.png\n../../outside.png\n");
    const auto import =
        importAll("yolo", from(dir.path()), makeSchema(Task::Segmentation, {"background", "x"}));
    QVERIFY_RESULT(import);
    QVERIFY(*import->found.find("a")->maskMap == ClassMap(QSize(4, 4), 1));
    QVERIFY(*import->found.find("b")->maskMap == ClassMap(QSize(4, 4), 0));
    QCOMPARE(import->found.count("missing-folder"), 1);
    QCOMPARE(import->found.count("missing-media"), 1);
}

BADCASE_REGISTER_TEST(TstYolo)
#include "tst_yolo.moc"
