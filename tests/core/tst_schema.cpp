// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/schema.h"
#include "tests/support/test_support.h"

#include <QFile>

using namespace badcase;

class TstSchema : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void loadsCamvid();
    void readsJson();
    void readsCsv();
    void csvColors_data();
    void csvColors();
    void roundTrips();
    void refuses_data();
    void refuses();
    void refusesTooManyMaskClasses();
    void findsNames();
    void parentsInOrderOfAppearance();
    void taskNames();
};

namespace {

Result<Schema> parse(const char* text)
{
    return Schema::parse(Task::Classification, QByteArray(text));
}

} // namespace

void TstSchema::loadsCamvid()
{
    NEEDS_SHARED();
    QFile file(test::shared(QStringLiteral("data/camvid/classes.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto schema = Schema::parse(Task::Segmentation, file.readAll());
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->size(), 12);
    QCOMPARE(schema->ignoreIndex(), std::optional<int>(11));
    const auto again = Schema::parse(Task::Segmentation, schema->toJson());
    QVERIFY_RESULT(again);
    QVERIFY(*again == *schema);
}

void TstSchema::readsJson()
{
    const auto schema = parse("\xEF\xBB\xBF  {\"names\": [\"sky\", \"路\"], \"parents\": [\"up\", \"down\"],"
                              " \"palette_rgb\": [[1, 2, 255], null], \"ignore_index\": 255}");
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->names(), (QStringList{QStringLiteral("sky"), QStringLiteral("路")}));
    QCOMPARE(schema->at(0).color, std::optional<quint32>(0x0102FF));
    QVERIFY(!schema->at(1).color.has_value());
    QCOMPARE(schema->at(1).parent, QStringLiteral("down"));
    QCOMPARE(schema->ignoreIndex(), std::optional<int>(255));
    QCOMPARE(schema->task(), Task::Classification);
}

void TstSchema::readsCsv()
{
    const auto schema =
        parse("\xEF\xBB\xBFName,parent,color\r\ncat, animal ,#ff8000\r\n\r\n\"dog\",animal,\r\ncar\r\n");
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->names(),
             (QStringList{QStringLiteral("cat"), QStringLiteral("dog"), QStringLiteral("car")}));
    QCOMPARE(schema->at(0).parent, QStringLiteral("animal"));
    QCOMPARE(schema->at(0).color, std::optional<quint32>(0xFF8000));
    QVERIFY(!schema->at(1).color.has_value());
    QVERIFY(schema->at(2).parent.isEmpty());
    // Quotes keep commas and quotes in a name.
    const auto quoted = parse("name,parent\n\"red, round\",\"a \"\"b\"\"\"\n 5\" plate ,c\n");
    QVERIFY_RESULT(quoted);
    QCOMPARE(quoted->at(0).name, QStringLiteral("red, round"));
    QCOMPARE(quoted->at(0).parent, QStringLiteral("a \"b\""));
    QCOMPARE(quoted->at(1).name, QStringLiteral("5\" plate"));
    // Columns are found by name, whatever their order.
    const auto turned = parse("color,name\n00ff00,leaf\n");
    QVERIFY_RESULT(turned);
    QCOMPARE(turned->at(0).color, std::optional<quint32>(0x00FF00));
}

void TstSchema::csvColors_data()
{
    QTest::addColumn<QString>("color");
    QTest::addColumn<qint64>("expected"); // -1: refused
    QTest::newRow("with #") << QStringLiteral("#0a0B0c") << qint64(0x0A0B0C);
    QTest::newRow("without #") << QStringLiteral("ffffff") << qint64(0xFFFFFF);
    QTest::newRow("three numbers") << QStringLiteral("255 0 16") << qint64(0xFF0010);
    QTest::newRow("number above 255") << QStringLiteral("256 0 0") << qint64(-1);
    QTest::newRow("two numbers") << QStringLiteral("1 2") << qint64(-1);
    QTest::newRow("short") << QStringLiteral("#fff") << qint64(-1);
    QTest::newRow("a word") << QStringLiteral("orange") << qint64(-1);
}

void TstSchema::csvColors()
{
    QFETCH(const QString, color);
    QFETCH(const qint64, expected);
    const auto schema = Schema::parse(Task::Classification, "name,color\na," + color.toUtf8());
    if (expected < 0) {
        QVERIFY(!schema);
        QVERIFY(schema.error().message.contains(color));
    } else {
        QVERIFY_RESULT(schema);
        QCOMPARE(qint64(schema->at(0).color.value()), expected);
    }
}

void TstSchema::roundTrips()
{
    const std::vector<ClassInfo> classes{{QStringLiteral("a \"b\", c"), QStringLiteral("x"), 0x000001},
                                         {QStringLiteral("t-shirt/T恤"), {}, {}}};
    for (const Task task : {Task::Classification, Task::MultiLabel, Task::Segmentation}) {
        for (const auto ignore : {std::optional<int>(), std::optional<int>(0), std::optional<int>(255)}) {
            const auto schema = Schema::create(task, classes, ignore);
            QVERIFY_RESULT(schema);
            const auto again = Schema::parse(task, schema->toJson());
            QVERIFY_RESULT(again);
            QVERIFY(*again == *schema);
            QCOMPARE(again->toJson(), schema->toJson());
        }
    }
}

void TstSchema::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing") << QByteArray() << ErrorCode::InvalidArgument;
    QTest::newRow("blanks") << QByteArray(" \n ") << ErrorCode::InvalidArgument;
    QTest::newRow("broken JSON") << QByteArray("{\"names\": [") << ErrorCode::Corrupt;
    QTest::newRow("no names") << QByteArray("{\"classes\": [\"a\"]}") << ErrorCode::InvalidArgument;
    QTest::newRow("empty name") << QByteArray("{\"names\": [\"a\", \"\"]}") << ErrorCode::InvalidArgument;
    QTest::newRow("a name that is a number")
        << QByteArray("{\"names\": [\"a\", 3]}") << ErrorCode::InvalidArgument;
    QTest::newRow("twice the same") << QByteArray("{\"names\": [\"a\", \"a\"]}")
                                    << ErrorCode::InvalidArgument;
    QTest::newRow("too few parents") << QByteArray("{\"names\": [\"a\", \"b\"], \"parents\": [\"x\"]}")
                                     << ErrorCode::InvalidArgument;
    QTest::newRow("ignore index beyond the classes")
        << QByteArray("{\"names\": [\"a\"], \"ignore_index\": 1}") << ErrorCode::InvalidArgument;
    QTest::newRow("negative ignore index")
        << QByteArray("{\"names\": [\"a\"], \"ignore_index\": -1}") << ErrorCode::InvalidArgument;
    QTest::newRow("csv without the column name")
        << QByteArray("class,parent\na,b\n") << ErrorCode::InvalidArgument;
    QTest::newRow("csv, twice the same") << QByteArray("name\na\na\n") << ErrorCode::InvalidArgument;
    QTest::newRow("csv, empty name") << QByteArray("name,parent\n,x\n") << ErrorCode::InvalidArgument;
}

void TstSchema::refuses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const ErrorCode, code);
    const auto schema = Schema::parse(Task::Classification, text);
    QVERIFY(!schema);
    QCOMPARE(schema.error().code, code);
    QVERIFY(!schema.error().message.isEmpty());
}

void TstSchema::refusesTooManyMaskClasses()
{
    std::vector<ClassInfo> classes;
    for (int k = 0; k < 255; ++k)
        classes.push_back({QString::number(k)});
    QVERIFY_RESULT(Schema::create(Task::Classification, classes));
    const auto masks = Schema::create(Task::Segmentation, classes);
    QVERIFY(!masks);
    QCOMPARE(masks.error().code, ErrorCode::Unsupported);
    classes.pop_back();
    QVERIFY_RESULT(Schema::create(Task::Segmentation, classes));
}

void TstSchema::findsNames()
{
    const auto schema =
        Schema::create(Task::Classification, {{QStringLiteral("Cat")}, {QStringLiteral("cat")}});
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->indexOf(QStringLiteral("cat")), 1);
    QCOMPARE(schema->indexOf(QStringLiteral("Cat")), 0);
    QCOMPARE(schema->indexOf(QStringLiteral("CAT")), kNoClass);
    QCOMPARE(schema->indexOf({}), kNoClass);
    QVERIFY(!schema->hasParents());
    QCOMPARE(schema->parentOf(1), -1);
}

void TstSchema::parentsInOrderOfAppearance()
{
    const auto schema = Schema::create(Task::Classification, {{QStringLiteral("a"), QStringLiteral("z")},
                                                              {QStringLiteral("b"), QStringLiteral("y")},
                                                              {QStringLiteral("c"), QStringLiteral("z")}});
    QVERIFY_RESULT(schema);
    QVERIFY(schema->hasParents());
    QCOMPARE(schema->parents(), (QStringList{QStringLiteral("z"), QStringLiteral("y")}));
    QCOMPARE(schema->parentOf(0), 0);
    QCOMPARE(schema->parentOf(1), 1);
    QCOMPARE(schema->parentOf(2), 0);
}

void TstSchema::taskNames()
{
    for (const Task task : {Task::Classification, Task::MultiLabel, Task::Segmentation})
        QCOMPARE(taskFromName(taskName(task)), std::optional<Task>(task));
    QCOMPARE(taskName(Task::MultiLabel), QStringLiteral("multilabel"));
    QVERIFY(!taskFromName(QStringLiteral("Segmentation")).has_value());
}

BADCASE_REGISTER_TEST(TstSchema)
#include "tst_schema.moc"
