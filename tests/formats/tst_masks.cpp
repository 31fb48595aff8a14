// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstMasks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void joinsByStem_data();
    void joinsByStem();
    void findsFolders();
    void tellsTheEncodingOfASet_data();
    void tellsTheEncodingOfASet();
    void reportsStrangeValues();
    void honoursIgnore();
    void reportsSizes();
    void readsCamvid();
    void readsNuclei();
};

namespace {

using Kind = MaskEncoding::Kind;

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

void addPair(const QTemporaryDir& dir, const QString& stem, const ClassMap& mask)
{
    writeFile(dir.filePath(QStringLiteral("images/%1.png").arg(stem)),
              pngPicture(mask.width(), mask.height(), 3));
    writeFile(dir.filePath(QStringLiteral("masks/%1.png").arg(stem)), pngMask(mask));
}

ClassMap filled(std::uint8_t value)
{
    return ClassMap(QSize(6, 4), value);
}

/// One value with a stripe of another.
ClassMap striped(std::uint8_t value, std::uint8_t stripe)
{
    ClassMap map(QSize(6, 4), value);
    for (std::size_t i = 0; i < 6; ++i)
        map.mutablePixels()[i] = stripe;
    return map;
}

} // namespace

void TstMasks::joinsByStem_data()
{
    QTest::addColumn<bool>("zip");
    QTest::newRow("folder") << false;
    QTest::newRow("zip") << true;
}

void TstMasks::joinsByStem()
{
    QFETCH(bool, zip);
    QTemporaryDir dir;
    const ClassMap mask = bandMask(6, 6, 3);
    for (const char* stem : {"a", "b", "c.v1", "d"})
        writeFile(dir.filePath(QStringLiteral("set/images/%1.png").arg(stem)), pngPicture(6, 6, 1));
    for (const char* stem : {"a", "c.v1", "d", "e"}) // b is missing: position would join b with c.v1
        writeFile(dir.filePath(QStringLiteral("set/masks/%1_seg.png").arg(stem)), pngMask(mask));
    writeFile(dir.filePath("set/masks/stray.png"), pngMask(mask));
    QString source = dir.filePath("set");
    if (zip) {
        QVERIFY(zipFolder(source, dir.filePath("set.zip")));
        source = dir.filePath("set.zip");
    }
    ReadOptions options = from(source);
    options.maskSuffix = "_seg";
    const auto import = importAll("masks", options, makeSchema(Task::Segmentation, {"x", "y", "z"}));
    QVERIFY_RESULT(import);
    const Collector& found = import->found;
    QCOMPARE(found.names(), QStringList({"a", "b", "c.v1", "d"}));
    QCOMPARE(found.find("c.v1")->mask->path, QStringLiteral("masks/c.v1_seg.png"));
    QVERIFY(!found.find("b")->mask);
    QCOMPARE(import->pairs.matched, 3);
    QCOMPARE(import->pairs.missingMask, 1);
    QCOMPARE(import->pairs.extraMask, 1);
    QCOMPARE(found.count("missing-mask"), 1);
    QCOMPARE(found.count("extra-mask"), 1);
    QCOMPARE(found.count("order-shift"), 1);
    QVERIFY2(found.message("order-shift").contains("position 2"), qPrintable(found.message("order-shift")));
    for (const auto& problem : found.problems)
        QVERIFY(isWarning(problem));
}

void TstMasks::findsFolders()
{
    QTemporaryDir dir;
    QTemporaryDir elsewhere;
    writeFile(dir.filePath("test/a.png"), pngPicture(6, 4, 1));
    writeFile(elsewhere.filePath("annot/a.png"), pngMask(filled(0)));
    const Schema schema = makeSchema(Task::Segmentation, {"x", "y"});
    const auto without = importAll("masks", from(dir.path()), schema);
    QVERIFY(!without);
    QVERIFY(without.error().message.contains("images"));
    ReadOptions options = from(dir.path());
    options.imagesDir = dir.filePath("test"); // absolute, but below the source
    options.masksDir = elsewhere.filePath("annot");
    const auto import = importAll("masks", options, schema);
    QVERIFY_RESULT(import);
    QCOMPARE(import->pairs.matched, 1);
    QCOMPARE(import->found.records[0].media->root, dir.path());
    QCOMPARE(import->found.records[0].media->path, QStringLiteral("test/a.png"));
    QCOMPARE(import->found.records[0].mask->root, elsewhere.filePath("annot"));
    options.masksDir = "../outside";
    QVERIFY(!importAll("masks", options, schema));
}

void TstMasks::tellsTheEncodingOfASet_data()
{
    QTest::addColumn<QList<ClassMap>>("masks");
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("strange"); ///< masks with values that are no class
    QTest::newRow("index") << QList<ClassMap>{striped(0, 1), striped(2, 1)} << 3 << int(Kind::Index) << 0;
    QTest::newRow("two values") << QList<ClassMap>{filled(0), striped(0, 255), filled(255)} << 2
                                << int(Kind::Binary) << 0;
    QTest::newRow("index with void") << QList<ClassMap>{striped(0, 255), striped(2, 1)} << 3
                                     << int(Kind::Index) << 1;
    QTest::newRow("all background") << QList<ClassMap>{filled(0), filled(0)} << 2 << int(Kind::Index) << 0;
}

void TstMasks::tellsTheEncodingOfASet()
{
    QFETCH(QList<ClassMap>, masks);
    QFETCH(int, classes);
    QFETCH(int, kind);
    QFETCH(int, strange);
    QTemporaryDir dir;
    QStringList names;
    for (int i = 0; i < classes; ++i)
        names << QStringLiteral("class %1").arg(i);
    for (qsizetype i = 0; i < masks.size(); ++i)
        addPair(dir, QString::number(i), masks.at(i));
    const auto import = importAll("masks", from(dir.path()), makeSchema(Task::Segmentation, names));
    QVERIFY_RESULT(import);
    for (const auto& record : import->found.records)
        QCOMPARE(int(record.maskEncoding.kind), kind);
    QCOMPARE(import->found.count("mask-values"), strange);
}

void TstMasks::reportsStrangeValues()
{
    QTemporaryDir dir;
    addPair(dir, "good", striped(0, 2));
    addPair(dir, "odd", striped(1, 77));
    writeFile(dir.filePath("images/broken.png"), pngPicture(6, 4, 1));
    writeFile(dir.filePath("masks/broken.png"), pngMask(filled(1)).first(50));
    const auto import = importAll("masks", from(dir.path()), makeSchema(Task::Segmentation, {"x", "y", "z"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.count("mask-values"), 1);
    QVERIFY2(import->found.message("mask-values").contains("77 (6 px)"),
             qPrintable(import->found.message("mask-values")));
    QVERIFY(import->found.find("odd")->mask);
    QCOMPARE(import->found.count("undecodable-mask"), 1);
    QVERIFY(import->found.message("undecodable-mask").contains("broken.png"));
    QVERIFY(!import->found.find("broken")->mask);

    QTemporaryDir grey; // a soft mask among two-valued ones
    addPair(grey, "a", striped(0, 255));
    addPair(grey, "b", striped(0, 255));
    ClassMap soft = striped(0, 255);
    soft.mutablePixels()[20] = 130;
    addPair(grey, "c", soft);
    const auto binary = importAll("masks", from(grey.path()), makeSchema(Task::Segmentation, {"x", "y"}));
    QVERIFY_RESULT(binary);
    QVERIFY2(binary->found.count("mask-values") >= 1,
             "a third value in a two-valued set must not pass in silence");
}

void TstMasks::honoursIgnore()
{
    QTemporaryDir dir;
    addPair(dir, "a", striped(0, 255));
    addPair(dir, "b", striped(2, 255));
    ReadOptions options = from(dir.path());
    options.ignoreIndex = 255;
    const auto import = importAll("masks", options, makeSchema(Task::Segmentation, {"x", "y", "z"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.count("mask-values"), 0);
    const auto schema =
        importAll("masks", from(dir.path()), makeSchema(Task::Segmentation, {"x", "y", "z"}, 255));
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->found.count("mask-values"), 0);
}

void TstMasks::reportsSizes()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("images/a.png"), pngPicture(6, 4, 1));
    writeFile(dir.filePath("masks/a.png"), pngMask(ClassMap(QSize(4, 6), 0)));
    writeFile(dir.filePath("images/b.png"), pngPicture(6, 4, 1));
    writeFile(dir.filePath("images/b.jpg"), pngPicture(6, 4, 1)); // same stem
    writeFile(dir.filePath("masks/b.png"), pngMask(ClassMap(QSize(6, 4), 0)));
    const auto import = importAll("masks", from(dir.path()), makeSchema(Task::Segmentation, {"x", "y"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->pairs.sizeMismatch, 1);
    QCOMPARE(import->found.count("size-mismatch"), 1);
    QVERIFY(import->found.message("size-mismatch").contains("4 x 6"));
    QVERIFY(!import->found.find("a")->mask);
    QCOMPARE(import->found.count("duplicate"), 1);
    QCOMPARE(import->found.find("b")->media->path, QStringLiteral("images/b.jpg"));
}

void TstMasks::readsCamvid()
{
    NEEDS_SHARED();
    const auto schema = Schema::parse(Task::Segmentation, readFile(shared("data/camvid/classes.json")));
    QVERIFY_RESULT(schema);
    QCOMPARE(guessFormat(shared("data/camvid/CamVid")), QStringLiteral("masks"));
    ReadOptions options = from(shared("data/camvid/CamVid"));
    const std::pair<const char*, int> splits[] = {{"test", 20}, {"train", 46}};
    for (const auto& [split, count] : splits) {
        options.imagesDir = QString::fromLatin1(split);
        options.masksDir = options.imagesDir + QStringLiteral("annot");
        QElapsedTimer timer;
        timer.start();
        const auto import = importAll("masks", options, *schema);
        QVERIFY_RESULT(import);
        const qint64 elapsed = timer.elapsed();
        QCOMPARE(import->pairs.matched, qint64(count));
        QVERIFY2(import->found.problems.empty(),
                 qPrintable(import->found.problems.empty() ? QString() : import->found.problems[0].message));
        QCOMPARE(import->found.records[0].size, QSize(480, 360));
        QCOMPARE(import->found.records[0].maskEncoding.kind, Kind::Index);
        qInfo("%d masks of 480 x 360 checked in %lld ms", count, static_cast<long long>(elapsed));
    }
}

void TstMasks::readsNuclei()
{
    NEEDS_SHARED();
    const auto import = importAll("masks", from(shared("data/seg_binary/dsb2018")),
                                  makeSchema(Task::Segmentation, {"background", "nucleus"}));
    QVERIFY_RESULT(import);
    QCOMPARE(import->pairs.matched, 70);
    QVERIFY2(import->found.problems.empty(),
             qPrintable(import->found.problems.empty() ? QString() : import->found.problems[0].message));
    for (const auto& record : import->found.records)
        QCOMPARE(record.maskEncoding.kind, Kind::Binary);
}

BADCASE_REGISTER_TEST(TstMasks)
#include "tst_masks.moc"
