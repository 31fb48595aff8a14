// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/class_list.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstClassList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsCategories();
    void readsTags();
    void tagsMayShareAnId();
    void leavesOtherFormsAlone();
    void saysWhatIsWrong();
    void findsLists();
    void readsTheRealOnes();
};

void TstClassList::readsCategories()
{
    const auto schema =
        parseClassList(Task::Classification,
                       R"({"level2": ["0102", "0001", "2200"], "level1_of_level2": {"0001": 0, "0102": 1}})");
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->names(), QStringList({"0102", "0001", "2200"}));
    QCOMPARE(schema->parents(), QStringList({"01", "00", "22"}));
}

void TstClassList::readsTags()
{
    const auto schema = parseClassList(Task::MultiLabel,
                                       "\xEF\xBB\xBF城市\t1\t场景\r\n推广页\t0\t形式\r\n\r\n家\t2\t场景\r\n");
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->task(), Task::MultiLabel);
    QCOMPARE(schema->names(), QStringList({"推广页", "城市", "家"}));
    QCOMPARE(schema->at(1).parent, QStringLiteral("场景"));
    const auto flat = parseClassList(Task::MultiLabel, "a\t0\nb\t1\n");
    QVERIFY_RESULT(flat);
    QVERIFY(!flat->hasParents());
}

void TstClassList::tagsMayShareAnId()
{
    const QByteArray text("中景\t0\n中近景\t0\n全景\t1\n");
    const auto schema = parseClassList(Task::MultiLabel, text);
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->names(), QStringList({"中景", "全景"}));
    QCOMPARE(tagAliases(text), (QHash<QString, QString>{{"中近景", "中景"}}));
    QVERIFY(tagAliases("name,parent\na,b\n").isEmpty());
}

void TstClassList::leavesOtherFormsAlone()
{
    const auto csv = parseClassList(Task::Classification, "name,parent\na,x\nb,x\n");
    QVERIFY_RESULT(csv);
    QCOMPARE(csv->names(), QStringList({"a", "b"}));
    const auto json = parseClassList(Task::Segmentation, R"({"names": ["a", "b"]})");
    QVERIFY_RESULT(json);
    QCOMPARE(json->size(), 2);
}

void TstClassList::saysWhatIsWrong()
{
    const auto numbers = parseClassList(Task::Classification, R"({"level2": [1, 2]})");
    QVERIFY(!numbers);
    QCOMPARE(numbers.error().code, ErrorCode::Corrupt);
    QVERIFY(!parseClassList(Task::MultiLabel, "a\tx\n")); // no number, so a csv without a header
    const QTemporaryDir dir;
    const auto absent = readClassList(Task::MultiLabel, dir.filePath("none.txt"));
    QVERIFY(!absent);
    QCOMPARE(absent.error().code, ErrorCode::NotFound);
    writeFile(dir.filePath("bad.json"), "{\"names\": [\"a\", \"a\"]}");
    const auto twice = readClassList(Task::MultiLabel, dir.filePath("bad.json"));
    QVERIFY(!twice);
    QVERIFY(twice.error().message.contains("bad.json"));
}

void TstClassList::findsLists()
{
    const QTemporaryDir dir;
    QCOMPARE(findClassListIn(dir.path()), QString());
    writeFile(dir.filePath("label_id_v2.txt"), "a\t0\n");
    QCOMPARE(findClassListIn(dir.path()), dir.filePath("label_id_v2.txt"));
    writeFile(dir.filePath("classes.csv"), "name\na\n");
    QCOMPARE(findClassListIn(dir.path()), dir.filePath("classes.csv"));
}

void TstClassList::readsTheRealOnes()
{
    NEEDS_SHARED();
    const auto categories =
        readClassList(Task::Classification, shared("data/wechat2022/category_id_map.json"));
    QVERIFY_RESULT(categories);
    QCOMPARE(categories->size(), 200);
    QCOMPARE(categories->parents().size(), 23);
    QCOMPARE(categories->names().first(), QStringLiteral("0000"));
    QCOMPARE(categories->at(categories->indexOf("1610")).parent, QStringLiteral("16"));
    for (const ClassInfo& info : categories->classes())
        QCOMPARE(info.parent, info.name.first(2));
    const auto tags = readClassList(Task::MultiLabel, shared("data/taac2021/label_id_synthetic.txt"));
    QVERIFY_RESULT(tags);
    QCOMPARE(tags->size(), 82);
    QCOMPARE(tags->indexOf(QStringLiteral("标签81")), 81);
}

BADCASE_REGISTER_TEST(TstClassList)
#include "tst_class_list.moc"
