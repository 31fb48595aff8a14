// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/csv_reader.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;

class TstCsvReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void readsQuotesAndLineEnds();
    void tellsEncodings_data();
    void tellsEncodings();
    void namesTheRowThatIsNotUtf8();
    void reportsRaggedAndBrokenRows();
    void refusesEndlessCells();
    void tellsSeparators();
    void readsWhatItWrites();
    void readsMalformedTables();
};

namespace {

Result<std::unique_ptr<CsvReader>> readerOf(const QByteArray& text, const QString& encoding = {},
                                            CsvLimits limits = {})
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(text);
    buffer->open(QIODevice::ReadOnly);
    return CsvReader::create(std::move(buffer), QStringLiteral("/x/table.csv"), encoding, limits);
}

std::vector<CsvRow> rowsOf(CsvReader& reader)
{
    std::vector<CsvRow> rows;
    CsvRow row;
    for (;;) {
        const auto any = reader.next(row);
        if (!any) {
            CsvRow failed;
            failed.problem = SampleProblem{QString(), QString::fromLatin1(errorCodeName(any.error().code)),
                                           any.error().message};
            rows.push_back(failed);
            return rows;
        }
        if (!*any)
            return rows;
        rows.push_back(row);
    }
}

} // namespace

void TstCsvReader::readsQuotesAndLineEnds()
{
    const auto reader = readerOf("a,b\r\n1,\"x, \"\"y\"\"\"\r\n\r\n2,\"line 1\r\nline 2\"\n3,\r4,end");
    QVERIFY_RESULT(reader);
    QCOMPARE((*reader)->header(), QStringList({"a", "b"}));
    const auto rows = rowsOf(**reader);
    QCOMPARE(rows.size(), std::size_t(4));
    QCOMPARE(rows[0].cells, QStringList({"1", "x, \"y\""}));
    QCOMPARE(rows[1].cells, QStringList({"2", "line 1\r\nline 2"}));
    QCOMPARE(rows[1].line, 4);
    QCOMPARE(rows[1].number, 3);
    QCOMPARE(rows[2].cells, QStringList({"3", ""}));
    QCOMPARE(rows[3].cells, QStringList({"4", "end"}));
    QCOMPARE(rows[3].line, 7);
}

void TstCsvReader::tellsEncodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<bool>("note");
    const QString text = QStringLiteral("path,label\n服装/a.jpg,美食\n");
    const auto encoded = [&](QStringConverter::Encoding encoding, bool mark) {
        QStringEncoder encoder(encoding,
                               mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
        return QByteArray(encoder.encode(text));
    };
    QTest::newRow("utf-8") << text.toUtf8() << "UTF-8" << false;
    QTest::newRow("utf-8 with a mark") << QByteArray("\xEF\xBB\xBF") + text.toUtf8() << "UTF-8" << false;
    QTest::newRow("utf-16le") << encoded(QStringConverter::Utf16LE, true) << "UTF-16LE" << false;
    QTest::newRow("utf-16be") << encoded(QStringConverter::Utf16BE, true) << "UTF-16BE" << false;
    QTest::newRow("gbk") << QByteArray("path,label\n\xB7\xFE\xD7\xB0/a.jpg,\xC3\xC0\xCA\xB3\n") << "GB18030"
                         << true;
}

void TstCsvReader::tellsEncodings()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    QFETCH(bool, note);
    const auto reader = readerOf(bytes);
    QVERIFY_RESULT(reader);
    QCOMPARE((*reader)->encoding(), encoding);
    QCOMPARE((*reader)->note().has_value(), note);
    QCOMPARE((*reader)->header(), QStringList({"path", "label"}));
    const auto rows = rowsOf(**reader);
    QCOMPARE(rows.size(), std::size_t(1));
    QVERIFY(!rows[0].problem);
    QCOMPARE(rows[0].cells, QStringList({QStringLiteral("服装/a.jpg"), QStringLiteral("美食")}));
    if (note)
        QVERIFY((*reader)->note()->message.contains(QStringLiteral("line 2")));
}

void TstCsvReader::namesTheRowThatIsNotUtf8()
{
    const auto reader = readerOf("path,label\na.jpg,caf\xE9\nb.jpg,tea\n");
    QVERIFY_RESULT(reader);
    const auto rows = rowsOf(**reader);
    QCOMPARE(rows.size(), std::size_t(2));
    QVERIFY(rows[0].problem);
    QCOMPARE(rows[0].problem->kind, QStringLiteral("encoding"));
    QVERIFY(rows[0].problem->message.contains(QStringLiteral("row 2")));
    QVERIFY(!rows[1].problem);
    const auto named = readerOf("path,label\na.jpg,caf\xE9\n", QStringLiteral("ISO-8859-1"));
    QVERIFY_RESULT(named);
    QCOMPARE(rowsOf(**named)[0].cells[1], QStringLiteral("café"));
    const auto cut = readerOf("path,label\na.jpg,caf\xC3");
    QVERIFY_RESULT(cut);
    QVERIFY(rowsOf(**cut)[0].problem);
    const auto unknown = readerOf("a\n1\n", QStringLiteral("no-such-encoding"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::Unsupported);
}

void TstCsvReader::reportsRaggedAndBrokenRows()
{
    const auto reader = readerOf("a,b,c\n1,2\n1,2,3\n1,2,3,4\n\"x\"y,2,3\n1,\"open,3\n");
    QVERIFY_RESULT(reader);
    const auto rows = rowsOf(**reader);
    QCOMPARE(rows.size(), std::size_t(5));
    QCOMPARE(rows[0].problem->kind, QStringLiteral("ragged-row"));
    QVERIFY(rows[0].problem->message.contains(QStringLiteral("row 2 (line 2)")));
    QVERIFY(!rows[1].problem);
    QCOMPARE(rows[2].problem->kind, QStringLiteral("ragged-row"));
    QCOMPARE(rows[3].problem->kind, QStringLiteral("bad-row"));
    QCOMPARE(rows[4].problem->kind, QStringLiteral("bad-row"));
}

void TstCsvReader::refusesEndlessCells()
{
    const auto reader = readerOf("a,b\n1,\"" + QByteArray(5000, 'x'), QString(), CsvLimits{1000, 10});
    QVERIFY_RESULT(reader);
    const auto rows = rowsOf(**reader);
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0].problem->kind, QStringLiteral("too-large"));
    const auto wide = readerOf(QByteArray(50, ','), QString(), CsvLimits{1000, 10});
    QVERIFY(!wide);
    QCOMPARE(wide.error().code, ErrorCode::TooLarge);
    QVERIFY(!readerOf(QByteArray()));
    QVERIFY(!readerOf(QByteArray("\n\n")));
}

void TstCsvReader::tellsSeparators()
{
    const auto semicolons = readerOf("a;b\n1;2,5\n");
    QVERIFY_RESULT(semicolons);
    QCOMPARE(rowsOf(**semicolons)[0].cells, QStringList({"1", "2,5"}));
    const auto tabs = readerOf("a\tb\n1\t2\n");
    QVERIFY_RESULT(tabs);
    QCOMPARE((*tabs)->header().size(), 2);
}

/// Property: whatever the cells hold, reading gives back what was written.
void TstCsvReader::readsWhatItWrites()
{
    QRandomGenerator random(7);
    const QStringList bits{",", "\"", "\n", "\r", "\r\n", " ", "a", "=1+1", "é", "服", QStringLiteral("😀"),
                           ";", "\t", "|",  ""};
    QList<QStringList> table{{"c1", "c2", "c3"}};
    for (int i = 0; i < 2000; ++i) {
        QStringList cells;
        for (int c = 0; c < 3; ++c) {
            QString cell;
            for (int n = random.bounded(6); n > 0; --n)
                cell += bits.at(random.bounded(static_cast<int>(bits.size())));
            cells << cell;
        }
        table << cells;
    }
    QByteArray text;
    for (const auto& cells : table)
        text += csvLine(cells);
    const auto reader = readerOf(text);
    QVERIFY_RESULT(reader);
    const auto rows = rowsOf(**reader);
    QCOMPARE(static_cast<qsizetype>(rows.size()), table.size() - 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QVERIFY2(!rows[i].problem, qPrintable(rows[i].problem ? rows[i].problem->message : QString()));
        QCOMPARE(rows[i].cells, table.at(static_cast<qsizetype>(i) + 1));
    }
}

void TstCsvReader::readsMalformedTables()
{
    NEEDS_SHARED();
    const auto open = [](const char* name) {
        return CsvReader::open(
            test::shared(QStringLiteral("data/malformed/tables/") + QString::fromLatin1(name)));
    };
    QVERIFY(!open("empty.csv"));
    const auto crlf = open("bom_crlf.csv");
    QVERIFY_RESULT(crlf);
    QCOMPARE((*crlf)->header().first(), QStringLiteral("path"));
    QCOMPARE(rowsOf(**crlf)[1].cells, QStringList({"b,1.jpg", "dog \"x\""}));
    const auto utf16 = open("utf16.csv");
    QVERIFY_RESULT(utf16);
    QCOMPARE(rowsOf(**utf16)[0].cells, QStringList({"a.jpg", QStringLiteral("猫")}));
    const auto gbk = open("gbk.csv");
    QVERIFY_RESULT(gbk);
    QVERIFY((*gbk)->note());
    QCOMPARE(rowsOf(**gbk)[0].cells, QStringList({QStringLiteral("图片/a.jpg"), QStringLiteral("美食")}));
    const auto ragged = open("ragged.csv");
    QVERIFY_RESULT(ragged);
    for (const auto& row : rowsOf(**ragged))
        QCOMPARE(row.problem->kind, QStringLiteral("ragged-row"));
    const auto newline = open("newline_in_quotes.csv");
    QVERIFY_RESULT(newline);
    QCOMPARE(rowsOf(**newline)[0].cells[1], QStringLiteral("line1\nline2"));
}

BADCASE_REGISTER_TEST(TstCsvReader)
#include "tst_csv_reader.moc"
