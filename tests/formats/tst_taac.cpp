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

class TstTaac : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void joinsThree_data();
    void joinsThree();
    void readsTexts();
    void noLabelsInAListIsAnAnswerWhereThereMayBeSeveral();
    void reportsWhatDoesNotFit();
    void doesWithoutMasks();
};

namespace {

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

void addSample(const QString& folder, const QString& stem)
{
    writeFile(folder + QStringLiteral("/images/%1.png").arg(stem), pngPicture(6, 4, 3));
    writeFile(folder + QStringLiteral("/masks/%1.png").arg(stem), pngMask(ClassMap(QSize(6, 4), 1)));
    writeFile(folder + QStringLiteral("/texts/%1.json").arg(stem),
              "{\"text\":\"" + stem.toUtf8() + "\",\"keywords\":[\"k1\",\"k2\"]}");
}

const Schema& schema()
{
    static const Schema made = makeSchema(Task::Segmentation, {"background", "product"});
    return made;
}

} // namespace

void TstTaac::joinsThree_data()
{
    QTest::addColumn<bool>("zip");
    QTest::newRow("folder") << false;
    QTest::newRow("zip") << true;
}

void TstTaac::joinsThree()
{
    QFETCH(bool, zip);
    QTemporaryDir dir;
    const QString folder = dir.filePath("set");
    for (const char* stem : {"001", "002", "003", "004"})
        addSample(folder, QString::fromLatin1(stem));
    QString source = folder;
    if (zip) {
        QVERIFY(zipFolder(folder, dir.filePath("set.zip")));
        source = dir.filePath("set.zip");
    }
    const auto import = importAll("taac", from(source), schema());
    QVERIFY_RESULT(import);
    QVERIFY2(import->found.problems.empty(), qPrintable(import->found.message("mask-values")));
    QCOMPARE(import->found.names(), QStringList({"001", "002", "003", "004"}));
    QCOMPARE(import->pairs.matched, 4);
    for (const auto& record : import->found.records) {
        QCOMPARE(record.fields.value("text"), record.name);
        QCOMPARE(record.fields.value("keywords"), QStringLiteral("k1, k2"));
        QCOMPARE(record.mask->path, QStringLiteral("masks/%1.png").arg(record.name));
    }
}

void TstTaac::readsTexts()
{
    QTemporaryDir dir;
    for (const char* stem : {"a", "b", "c"})
        addSample(dir.path(), QString::fromLatin1(stem));
    writeFile(dir.filePath("texts/a.json"), "\xEF\xBB\xBF{\"text\":\"买一送一\",\"price\":9.5,\"new\":true,"
                                            "\"none\":null,\"more\":{\"k\":[1]},\"label\":\"x|y\"}");
    writeFile(dir.filePath("texts/b.json"), "{\"labels\":[\"x\",\"z\"],\"tag\":\"t\"}");
    const auto import = importAll("taac", from(dir.path()), schema());
    QVERIFY_RESULT(import);
    const Record& a = *import->found.find("a");
    QCOMPARE(a.fields, Fields({{"text", QStringLiteral("买一送一")},
                               {"price", "9.5"},
                               {"new", "true"},
                               {"more", "{\"k\":[1]}"}}));
    QCOMPARE(a.labels, labelled({"x", "y"}));
    QCOMPARE(import->found.find("b")->labels, labelled({"x", "z"}));
    QVERIFY(!import->found.find("c")->labels);
    ReadOptions options = from(dir.path());
    options.columns.insert("label", "tag");
    options.classes.insert("t", "T");
    const auto mapped = importAll("taac", options, schema());
    QVERIFY_RESULT(mapped);
    QCOMPARE(mapped->found.find("b")->labels, labelled({"T"}));
}

void TstTaac::noLabelsInAListIsAnAnswerWhereThereMayBeSeveral()
{
    QTemporaryDir dir;
    writeFile(dir.filePath("images/a.png"), pngPicture(6, 4, 3));
    writeFile(dir.filePath("texts/a.json"), "{\"label\":[]}");
    const auto one = importAll("taac", from(dir.path()), makeSchema(Task::Classification, {"x", "y"}));
    QVERIFY_RESULT(one);
    QVERIFY(!one->found.find("a")->labels);
    const auto several = importAll("taac", from(dir.path()), makeSchema(Task::MultiLabel, {"x", "y"}));
    QVERIFY_RESULT(several);
    QCOMPARE(several->found.find("a")->labels, labelled(QStringList()));
}

void TstTaac::reportsWhatDoesNotFit()
{
    QTemporaryDir dir;
    for (const char* stem : {"1", "2", "3", "4", "5"})
        addSample(dir.path(), QString::fromLatin1(stem));
    QVERIFY(QFile::remove(dir.filePath("masks/2.png"))); // shifts every later pair by position
    QVERIFY(QFile::remove(dir.filePath("texts/3.json")));
    writeFile(dir.filePath("texts/4.json"), "{\"text\": "); // cut off
    writeFile(dir.filePath("texts/5.json"), "[1, 2]");
    writeFile(dir.filePath("masks/extra.png"), pngMask(ClassMap(QSize(6, 4), 0)));
    writeFile(dir.filePath("masks/4.png"), pngMask(ClassMap(QSize(3, 4), 0)));
    writeFile(dir.filePath("masks/5.png"), pngMask(ClassMap(QSize(6, 4), 9)));
    writeFile(dir.filePath("masks/1.bmp"), pngMask(ClassMap(QSize(6, 4), 0))); // a second mask of stem 1
    const auto import = importAll("taac", from(dir.path()), schema());
    QVERIFY_RESULT(import);
    const Collector& found = import->found;
    QCOMPARE(found.records.size(), std::size_t(5));
    QCOMPARE(import->pairs.missingMask, 1);
    QCOMPARE(import->pairs.missingText, 1);
    QCOMPARE(import->pairs.extraMask, 1);
    QCOMPARE(import->pairs.extraText, 0);
    QCOMPARE(import->pairs.sizeMismatch, 1);
    QCOMPARE(import->pairs.matched, 3);
    QCOMPARE(found.count("unreadable-text"), 2);
    QVERIFY(found.message("unreadable-text").contains("4.json"));
    QCOMPARE(found.count("mask-values"), 1);
    QCOMPARE(found.count("duplicate-file"), 1);
    QCOMPARE(found.count("order-shift"), 2); // masks and texts
    QVERIFY(found.message("order-shift").contains("join 4 pairs") &&
            found.message("order-shift").contains("position 2"));
    QVERIFY(found.find("5")->mask);
    QVERIFY(!found.find("4")->mask);
}

void TstTaac::doesWithoutMasks()
{
    QTemporaryDir dir;
    addSample(dir.path(), "a");
    QDir(dir.filePath("masks")).removeRecursively();
    const auto import = importAll("taac", from(dir.path()), schema());
    QVERIFY_RESULT(import);
    QVERIFY(import->found.problems.empty());
    QCOMPARE(import->pairs.missingMask, 0);
    QDir(dir.filePath("images")).removeRecursively();
    QVERIFY(!importAll("taac", from(dir.path()), schema()));
}

BADCASE_REGISTER_TEST(TstTaac)
#include "tst_taac.moc"
