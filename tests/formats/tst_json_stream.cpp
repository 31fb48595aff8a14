// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/json_stream.h"
#include "storage/formats/json_text.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstJsonStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsLists_data();
    void readsLists();
    void readsMaps();
    void aBrokenRecordCostsItself_data();
    void aBrokenRecordCostsItself();
    void crossesPieces();
    void refusesOtherFiles();
    void givesNumbersAsTheyStand();
    void writesWhatItReads();
};

namespace {

struct Found {
    QStringList ids;    ///< of good records; "!" for a broken one
    QStringList faults; ///< what is said of the broken ones
    QStringList keys;
};

Result<Found> readAll(const QString& path, JsonStream::Shape shape)
{
    BADCASE_ASSIGN(const auto stream, JsonStream::open(path, shape));
    Found found;
    for (;;) {
        BADCASE_ASSIGN(const auto item, stream->next());
        if (!item)
            return found;
        found.ids << (item->fault.isEmpty() ? item->object.value("id").toString() : QStringLiteral("!"));
        found.keys << item->key;
        if (!item->fault.isEmpty())
            found.faults << item->fault;
    }
}

QString fileOf(const QTemporaryDir& dir, const QByteArray& text)
{
    const QString path = dir.filePath("x.json");
    writeFile(path, text);
    return path;
}

} // namespace

void TstJsonStream::readsLists_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("list") << QByteArray("[{\"id\":\"a\"}, {\"id\":\"b\"}]") << QStringList{"a", "b"};
    QTest::newRow("empty") << QByteArray(" [ ] ") << QStringList();
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[{\"id\":\"a\"}]") << QStringList{"a"};
    QTest::newRow("lines") << QByteArray("{\"id\":\"a\"}\n{\"id\":\"b\"}\n") << QStringList{"a", "b"};
    QTest::newRow("pretty") << QByteArray(
                                   "[\r\n  {\r\n    \"id\": \"a\"\r\n  },\r\n  {\"id\": \"b\"}\r\n]\r\n")
                            << QStringList{"a", "b"};
    QTest::newRow("brackets and quotes in texts")
        << QByteArray(R"([{"t":"}]{[\"\\","id":"a"},{"id":"b\\"},{"id":"c\""}])")
        << QStringList{"a", "b\\", "c\""};
}

void TstJsonStream::readsLists()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, ids);
    const QTemporaryDir dir;
    const auto found = readAll(fileOf(dir, text), JsonStream::Shape::List);
    QVERIFY_RESULT(found);
    QCOMPARE(found->ids, ids);
}

void TstJsonStream::readsMaps()
{
    const QTemporaryDir dir;
    const auto found =
        readAll(fileOf(dir, R"({"a.mp4": {"id":"1","in":[{"x":{}}]}, "\u6807\"q": {"id":"2"}})"),
                JsonStream::Shape::Map);
    QVERIFY_RESULT(found);
    QCOMPARE(found->ids, QStringList({"1", "2"}));
    QCOMPARE(found->keys, QStringList({"a.mp4", QStringLiteral("标\"q")}));
}

void TstJsonStream::aBrokenRecordCostsItself_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("bad word") << QByteArray(R"([{"id":"a"},{"id":nul},{"id":"c"}])")
                              << QStringList{"a", "!", "c"};
    QTest::newRow("no object") << QByteArray(R"([{"id":"a"},17,{"id":"c"}])") << QStringList{"a", "!", "c"};
    QTest::newRow("lost quote") << QByteArray(R"([{"id":"a"},{"id":"b},{"id":"c","t":"x"},{"id":"d"}])")
                                << QStringList{"a", "!", "c", "d"};
    QTest::newRow("lost bracket") << QByteArray(
                                         R"([{"id":"a"},{"id":"b","o":[{"t":1},{"id":"c"},{"id":"d"}])")
                                  << QStringList{"a", "!", "c", "d"};
    QTest::newRow("not UTF-8") << QByteArray("[{\"id\":\"a\"},{\"id\":\"\xFF\xFE\"},{\"id\":\"c\"}]")
                               << QStringList{"a", "!", "c"};
    QTest::newRow("cut off") << QByteArray(R"([{"id":"a"},{"id":"b"},{"id":"c","t":"...)")
                             << QStringList{"a", "b", "!"};
    QTest::newRow("last bracket is lost")
        << QByteArray(R"([{"id":"a"},{"id":"b"})") << QStringList{"a", "b", "!"};
}

void TstJsonStream::aBrokenRecordCostsItself()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, ids);
    const QTemporaryDir dir;
    const auto found = readAll(fileOf(dir, text), JsonStream::Shape::List);
    QVERIFY_RESULT(found);
    QCOMPARE(found->ids, ids);
    QVERIFY(!found->faults.first().isEmpty());
}

/// Records lie across the pieces in which the file is read, whatever their lengths.
void TstJsonStream::crossesPieces()
{
    const QTemporaryDir dir;
    QByteArray text("[");
    QStringList ids;
    for (int i = 0; i < 6000; ++i) {
        const QString id = QString::number(i);
        ids << id;
        text += (i ? ",\n" : "") + QByteArray("{\"id\":\"") + id.toUtf8() + "\",\"t\":\"" +
                QByteArray(i * 7919 % 1500, 'x') + "\\\"}\"}";
    }
    QVERIFY(text.size() > 3 << 20);
    const auto found = readAll(fileOf(dir, text + ']'), JsonStream::Shape::List);
    QVERIFY_RESULT(found);
    QCOMPARE(found->ids, ids);
}

void TstJsonStream::refusesOtherFiles()
{
    const QTemporaryDir dir;
    for (const char* text : {"", "   ", "id,label\n", "17"}) {
        const auto found = readAll(fileOf(dir, text), JsonStream::Shape::List);
        QVERIFY2(!found, text);
        QCOMPARE(found.error().code, ErrorCode::Corrupt);
    }
    QVERIFY(!readAll(fileOf(dir, "[{}]"), JsonStream::Shape::Map));
    const auto absent = readAll(dir.filePath("none.json"), JsonStream::Shape::List);
    QVERIFY(!absent);
    QCOMPARE(absent.error().code, ErrorCode::NotFound);
}

void TstJsonStream::givesNumbersAsTheyStand()
{
    const QByteArray object(
        R"({ "a" : {"id": 1}, "s": "\"id\": 2", "id" : 12345678901234567890123 , "e": -1.50e3})");
    QCOMPARE(rawMember(object, "id"), QByteArray("12345678901234567890123"));
    QCOMPARE(rawMember(object, "e"), QByteArray("-1.50e3"));
    QCOMPARE(rawMember(object, "a"), QByteArray("{\"id\": 1}"));
    QCOMPARE(rawMember(object, "none"), QByteArray());
    QCOMPARE(rawMember("{}", "id"), QByteArray());
}

void TstJsonStream::writesWhatItReads()
{
    for (const QString& text : {QStringLiteral("plain"), QStringLiteral("标签\"\\/\n\r\t\b\f"),
                                QString(QChar(1)), QStringLiteral("😂"), QString()}) {
        const QByteArray written = jsonText(text);
        QCOMPARE(QJsonDocument::fromJson('[' + written + ']').array().at(0).toString(), text);
    }
    QCOMPARE(jsonText(QStringLiteral("a/标\x7f")), QByteArray("\"a/标\x7f\""));
    QCOMPARE(jsonNumber(3), QByteArray("3.0"));
    QCOMPARE(jsonNumber(1.843), QByteArray("1.843"));
    QCOMPARE(jsonNumber(0.1 + 0.2), QByteArray("0.30000000000000004"));
    QCOMPARE(jsonList({"a", "b"}), QByteArray("[\"a\", \"b\"]"));
}

BADCASE_REGISTER_TEST(TstJsonStream)
#include "tst_json_stream.moc"
