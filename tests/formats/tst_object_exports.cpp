// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/mask_runs.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

/// Masks out as runs, annotations and polygons, and in again: equal pixel by pixel.
class TstObjectExports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void masksComeBack_data();
    void masksComeBack();
    void unsetPixels_data();
    void unsetPixels();
    void polygonsComeBack();
    void realMasksComeBack_data();
    void realMasksComeBack();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

ClassMap noise(QSize size, int classes, quint32 seed)
{
    QRandomGenerator random(seed);
    ClassMap map(size, 0);
    for (std::uint8_t& pixel : map.mutablePixels())
        pixel = static_cast<std::uint8_t>(random.bounded(classes));
    return map;
}

struct Set {
    QTemporaryDir dir;
    QTemporaryDir out;
    std::vector<ExportRecord> records;

    void add(const QString& name, const QString& split, const ClassMap& mask)
    {
        ExportRecord record;
        record.root = media::MediaRoot::open(dir.path()).value();
        record.name = name;
        record.split = split;
        record.member = QStringLiteral("%1.png").arg(records.size());
        writeFile(dir.filePath(record.member), pngPicture(mask.width(), mask.height(), int(records.size())));
        record.mask = mask;
        records.push_back(record);
    }

    Result<ExportSummary> write(const QString& format, const Schema& schema, const QString& name,
                                bool polygons = false)
    {
        ExportOptions options;
        options.polygons = polygons;
        options.format = format;
        options.out = out.filePath(name);
        options.sources = {dir.path()};
        return exportDataset(options, schema, sourceOf(records), -1, CancelToken(), {});
    }
};

const Record* pictureOf(const Collector& found, const Set& set, const ExportRecord& given)
{
    const QByteArray wanted = given.root->read(given.member).value();
    for (const Record& record : found.records) {
        if (readFile(record.media->root + u'/' + record.media->path) == wanted)
            return &record;
    }
    Q_UNUSED(set)
    return nullptr;
}

void addFormats()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QStringList>("classes");
    for (const char* format : {"kaggle-rle", "coco", "yolo"}) {
        QTest::addRow("%s, one of two", format) << format << QStringList{"background", "nucleus"};
        QTest::addRow("%s, no background", format) << format << QStringList{"sky", "tree", "car"};
        QTest::addRow("%s, background in the middle", format)
            << format << QStringList{"sky", "_Background_", "car", "a, b: c"};
    }
}

} // namespace

void TstObjectExports::masksComeBack_data()
{
    addFormats();
}

void TstObjectExports::masksComeBack()
{
    QFETCH(QString, format);
    QFETCH(QStringList, classes);
    const Schema schema = makeSchema(Task::Segmentation, classes);
    Set set;
    const int count = int(classes.size());
    set.add("a/b c.png", "train", noise(QSize(31, 17), count, 1));
    set.add("d", "val", noise(QSize(16, 40), count, 2));
    set.add(QStringLiteral("猫?"), "", ClassMap(QSize(9, 9), std::uint8_t(schema.indexOf(classes[1]))));
    set.add("D", "train", ClassMap(QSize(5, 3), 0)); // letter case alone does not tell names apart
    const auto summary = set.write(format, schema, "out");
    QVERIFY_RESULT(summary);
    QCOMPARE(summary->samples, 4);
    QCOMPARE(guessFormat(set.out.filePath("out")), format);
    const auto import = importAll(format, from(set.out.filePath("out")), schema);
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records.size(), std::size_t(4));
    for (const ExportRecord& given : set.records) {
        const Record* found = pictureOf(import->found, set, given);
        QVERIFY(found && found->maskMap);
        QVERIFY2(*found->maskMap == *given.mask, qPrintable(given.name));
        QCOMPARE(found->split, given.split);
    }
    // What was read back gives the same labels again.
    Set again;
    again.records = toExport(import->found.records, schema);
    QVERIFY_RESULT(again.write(format, schema, "again"));
    const auto second = importAll(format, from(again.out.filePath("again")), schema);
    QVERIFY_RESULT(second);
    QStringList names = import->found.names();
    QStringList secondNames = second->found.names();
    names.sort();
    secondNames.sort();
    QCOMPARE(secondNames, names);
}

void TstObjectExports::unsetPixels_data()
{
    addFormats();
}

/// Pixels of no class come back as such or keep the sample out; they never turn into background in silence.
void TstObjectExports::unsetPixels()
{
    QFETCH(QString, format);
    QFETCH(QStringList, classes);
    const Schema schema = makeSchema(Task::Segmentation, classes);
    Set set;
    set.add("whole", "", noise(QSize(8, 8), int(classes.size()), 3));
    ClassMap mask = noise(QSize(7, 5), int(classes.size()), 4);
    mask.mutablePixels()[11] = ClassMap::kUnset;
    set.add("unset", "", mask);
    const bool held = format == "coco" || (classes.first() == "sky" && !classes.contains("_Background_"));
    const auto summary = set.write(format, schema, "out");
    QVERIFY_RESULT(summary);
    QCOMPARE(summary->samples, held ? 2 : 1);
    if (!held)
        QCOMPARE(summary->problems.front().kind, QStringLiteral("unset-pixels"));
    const auto import = importAll(format, from(set.out.filePath("out")), schema);
    QVERIFY_RESULT(import);
    if (const Record* found = pictureOf(import->found, set, set.records[1]))
        QVERIFY(*found->maskMap == mask);
}

/// Outlines of noise touch themselves at corners and have holes; a crowd region has no outline at all.
void TstObjectExports::polygonsComeBack()
{
    const Schema schema = makeSchema(Task::Segmentation, {"background", "cat", "dog"});
    Set set;
    for (quint32 seed = 0; seed < 20; ++seed)
        set.add(QString::number(seed), "", noise(QSize(23, 14 + int(seed)), 3, seed));
    ClassMap bands = bandMask(40, 30, 3);
    bands.mutablePixels()[0] = ClassMap::kUnset;
    set.add("bands", "", bands);
    QVERIFY_RESULT(set.write("coco", schema, "out", true));
    const QByteArray text = readFile(set.out.filePath("out/annotations/instances.json"));
    QVERIFY(text.contains("\"segmentation\": [["));
    QVERIFY(text.contains("\"iscrowd\": 1, "));
    const auto import = importAll("coco", from(set.out.filePath("out")), schema);
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records.size(), set.records.size());
    for (const ExportRecord& given : set.records) {
        const Record* found = pictureOf(import->found, set, given);
        QVERIFY(found && found->maskMap);
        QVERIFY2(*found->maskMap == *given.mask, qPrintable(given.name));
    }
}

void TstObjectExports::realMasksComeBack_data()
{
    QTest::addColumn<QString>("format");
    for (const char* format : {"kaggle-rle", "coco", "yolo"})
        QTest::newRow(format) << format;
}

void TstObjectExports::realMasksComeBack()
{
    NEEDS_SHARED();
    QFETCH(QString, format);
    const Schema schema = makeSchema(Task::Segmentation, {"background", "nucleus"});
    const auto nuclei = importAll("masks", from(shared("data/seg_binary/dsb2018")), schema);
    QVERIFY_RESULT(nuclei);
    Set set;
    set.records = toExport(nuclei->found.records, schema);
    QCOMPARE(set.records.size(), std::size_t(70));
    QVERIFY_RESULT(set.write(format, schema, "out"));
    const auto import = importAll(format, from(set.out.filePath("out")), schema);
    QVERIFY_RESULT(import);
    QVERIFY(import->found.problems.empty());
    int equal = 0;
    for (const ExportRecord& given : set.records) {
        for (const Record& record : import->found.records)
            equal += record.name.startsWith(given.name) && record.maskMap && *record.maskMap == *given.mask;
    }
    QCOMPARE(equal, 70);
}

BADCASE_REGISTER_TEST(TstObjectExports)
#include "tst_object_exports.moc"
