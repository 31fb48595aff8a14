// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/class_list.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstWechat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsRecords();
    void idsStayTexts();
    void joinsFeatures_data();
    void joinsFeatures();
    void saysWhatHasNoFeatures();
    void oneBadRecordStopsNothing();
    void readsWholeSets();
    void readsTables();
    void previewsWithoutReadingAll();
    void stopsWhenAsked();
    void goesOutByteForByte();
    void goesOutAndComesBack();
    void refusesWhatItCannotHold();
    void readsTheRealSet();
    void theRealSetGoesOutByteForByte();
};

namespace {

const QByteArray kTwo = "[{\"id\": \"11\", \"title\": \"猫咪😂\", \"asr\": \"\", \"ocr\": [{\"time\": 2, "
                        "\"text\": \"a\"}, {\"time\": 4.5, "
                        "\"text\": \"b\\\"c\"}], \"category_id\": \"0102\"}, {\"id\": \"12\", \"title\": "
                        "\"t\", \"asr\": \"x\", \"ocr\": [], "
                        "\"category_id\": \"0001\"}]";

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

const Schema& schema()
{
    static const Schema made = makeSchema(Task::Classification, {"0001", "0102"});
    return made;
}

Result<ExportSummary> exportTo(const QString& out, const Schema& classes, const std::vector<Record>& records)
{
    ExportOptions options;
    options.format = QStringLiteral("wechat");
    options.out = out;
    const auto rows = toExport(records, classes);
    return exportDataset(options, classes, sourceOf(rows), static_cast<qint64>(rows.size()), CancelToken(),
                         {});
}

} // namespace

void TstWechat::readsRecords()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("labeled.json"), kTwo);
    const auto import = importAll("wechat", from(dir.filePath("labeled.json")), schema());
    QVERIFY_RESULT(import);
    QVERIFY(import->found.problems.empty());
    QCOMPARE(import->found.names(), QStringList({"11", "12"}));
    const Record& first = import->found.records[0];
    QCOMPARE(first.kind, SampleKind::NoMedia);
    QCOMPARE(first.labels, labelled({"0102"}));
    QCOMPARE(first.split, QString());
    QCOMPARE(first.fields, Fields({{"title", QStringLiteral("猫咪😂")}, {"ocr", "a\nb\"c"}}));
    QCOMPARE(first.spans, std::vector<TextSpan>({{"ocr", 2, 2, "a"}, {"ocr", 4.5, 4.5, "b\"c"}}));
    QCOMPARE(import->found.records[1].fields, Fields({{"title", "t"}, {"asr", "x"}}));
}

void TstWechat::idsStayTexts()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("x.json"),
              "[{\"id\": 123456789012345678901234567890, \"title\": \"t\", \"category_id\": 102},"
              "{\"id\": \"99999999999999999999999999999999\", \"title\": 1.50}]");
    const auto import = importAll("wechat", from(dir.filePath("x.json")), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(),
             QStringList({"123456789012345678901234567890", "99999999999999999999999999999999"}));
    QCOMPARE(import->found.records[0].labels, labelled({"0102"})); // the zero in front is restored
    QVERIFY(!import->found.records[1].labels);
    QCOMPARE(import->found.records[1].fields.value("title"), QStringLiteral("1.50"));
}

void TstWechat::joinsFeatures_data()
{
    QTest::addColumn<QString>("annotations");
    QTest::addColumn<QString>("features"); ///< archive; a name without .zip is a folder
    QTest::addColumn<QString>("inside");   ///< folder in the archive
    QTest::addColumn<QString>("mediaRoot");
    QTest::newRow("contest's folders") << "annotations/labeled.json"
                                       << "zip_feats/labeled.zip"
                                       << ""
                                       << "";
    QTest::newRow("beside") << "labeled.json"
                            << "zip_feats/labeled.zip"
                            << "labeled/"
                            << "";
    QTest::newRow("by its name") << "labeled_s.json"
                                 << "labeled_feats_s.zip"
                                 << ""
                                 << "";
    QTest::newRow("the only one") << "part1.json"
                                  << "all_feats.zip"
                                  << "x/y/"
                                  << "";
    QTest::newRow("named") << "labeled.json"
                           << "else/z.zip"
                           << ""
                           << "else/z.zip";
    QTest::newRow("folder of archives") << "labeled.json"
                                        << "else/labeled.zip"
                                        << ""
                                        << "else";
    QTest::newRow("unpacked") << "labeled.json"
                              << "else"
                              << ""
                              << "else";
    QTest::newRow("unpacked below") << "labeled.json"
                                    << "else"
                                    << "labeled/"
                                    << "else";
}

void TstWechat::joinsFeatures()
{
    QFETCH(QString, annotations);
    QFETCH(QString, features);
    QFETCH(QString, inside);
    QFETCH(QString, mediaRoot);
    const QTemporaryDir dir;
    writeFile(dir.filePath("set/" + annotations), kTwo);
    const bool zip = features.endsWith(".zip");
    const QString unpacked = zip ? dir.filePath("unpacked") : dir.filePath("set/" + features);
    for (const char* id : {"11", "12", "other"})
        writeFile(unpacked + u'/' + inside + QLatin1String(id) + ".npy", QByteArray("npy ") + id);
    if (zip) {
        QDir().mkpath(QFileInfo(dir.filePath("set/" + features)).path());
        QVERIFY(zipFolder(unpacked, dir.filePath("set/" + features)));
    }
    ReadOptions options = from(dir.filePath("set/" + annotations));
    if (!mediaRoot.isEmpty())
        options.mediaRoot = dir.filePath("set/" + mediaRoot);
    const auto import = importAll("wechat", options, schema());
    QVERIFY_RESULT(import);
    QVERIFY(import->found.problems.empty());
    QCOMPARE(import->found.records.size(), std::size_t(2));
    for (const Record& record : import->found.records) {
        QCOMPARE(record.kind, SampleKind::Features);
        QCOMPARE(record.media->path, inside + record.name + ".npy");
        const auto root = media::MediaRoot::open(record.media->root);
        QVERIFY_RESULT(root);
        QCOMPARE((*root)->read(record.media->path).value(), "npy " + record.name.toUtf8());
        QCOMPARE(record.fileBytes, qint64(6));
    }
}

/// A few gaps are told one by one, many at once; none costs a sample.
void TstWechat::saysWhatHasNoFeatures()
{
    const QTemporaryDir dir;
    QByteArray text("[");
    for (int i = 0; i < 40; ++i) {
        const QByteArray id = QByteArray::number(i);
        text += (i ? ", " : "") + QByteArray("{\"id\": \"") + id + "\", \"title\": \"t\"}";
        if (i != 7)
            writeFile(dir.filePath("f/" + QString::fromLatin1(id) + ".npy"), "npy");
    }
    writeFile(dir.filePath("a.json"), text + ']');
    ReadOptions options = from(dir.filePath("a.json"));
    options.mediaRoot = dir.filePath("f");
    const auto few = importAll("wechat", options, schema());
    QVERIFY_RESULT(few);
    QCOMPARE(few->found.records.size(), std::size_t(40));
    QCOMPARE(few->found.problems.size(), std::size_t(1));
    QCOMPARE(few->found.problems[0].sample, QStringLiteral("7"));
    QCOMPARE(few->found.find("7")->kind, SampleKind::NoMedia);
    QVERIFY(isWarning(few->found.problems[0]));
    for (int i = 10; i < 40; ++i)
        QVERIFY(QFile::remove(dir.filePath(QStringLiteral("f/%1.npy").arg(i))));
    const auto many = importAll("wechat", options, schema());
    QVERIFY_RESULT(many);
    QCOMPARE(many->found.problems.size(), std::size_t(1));
    QVERIFY2(many->found.problems[0].message.contains("31 of 40"),
             qPrintable(many->found.problems[0].message));
}

void TstWechat::oneBadRecordStopsNothing()
{
    const QTemporaryDir dir;
    writeFile(
        dir.filePath("labeled.json"),
        "[{\"id\": \"1\", \"title\": \"a\"}, {\"id\": \"2\", \"title\": bad}, {\"title\": \"no id\"}, "
        "{\"id\": \"1\", \"title\": \"again\"}, {\"id\": \"3\", \"title\": null, \"ocr\": [{\"time\": 1}, "
        "{\"time\": -2, \"text\": \"y\"}, \"z\"], \"asr\": {\"x\": 1}}, {\"id\": \"4\"}, {\"id\": \"5\", "
        "\"ti");
    const auto import = importAll("wechat", from(dir.filePath("labeled.json")), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"1", "3", "4"}));
    QCOMPARE(import->found.records[0].fields.value("title"), QStringLiteral("a"));
    QCOMPARE(import->found.records[1].fields, Fields({{"ocr", "y\nz"}}));
    QVERIFY(import->found.records[1].spans.empty());
    QCOMPARE(import->found.count("duplicate"), 1);
    QCOMPARE(import->found.count("bad-row"), 3);
    for (const auto& problem : import->found.problems)
        QVERIFY(!isWarning(problem));
    QVERIFY(import->found.message("bad-row").contains("record 2"));
    writeFile(dir.filePath("table.json"), "id,label\n1,2\n");
    const auto other = importAll("wechat", from(dir.filePath("table.json")));
    QVERIFY(!other);
    QCOMPARE(other.error().code, ErrorCode::Corrupt);
}

void TstWechat::readsWholeSets()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("annotations/labeled.json"), kTwo);
    writeFile(dir.filePath("annotations/test_a.json"), "[{\"id\": \"21\", \"title\": \"t\"}]");
    writeFile(dir.filePath("annotations/unlabeled.json"), "[{\"id\": \"31\", \"title\": \"t\"}]");
    writeFile(dir.filePath("annotations/other.json"), "{\"x\": 1}");
    QCOMPARE(guessFormat(dir.path()), QStringLiteral("wechat"));
    QCOMPARE(guessFormat(dir.filePath("annotations/test_a.json")), QStringLiteral("wechat"));
    QCOMPARE(guessFormat(dir.filePath("annotations/other.json")), QString());
    const auto import = importAll("wechat", from(dir.path()), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"11", "12", "21", "31"}));
    QCOMPARE(import->found.find("11")->split, QStringLiteral("labeled"));
    QCOMPARE(import->found.find("21")->split, QStringLiteral("test_a"));
    QCOMPARE(import->found.find("31")->split, QStringLiteral("unlabeled"));
    const QTemporaryDir empty;
    const auto nothing = importAll("wechat", from(empty.path()));
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, ErrorCode::NotFound);
}

void TstWechat::readsTables()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("result.csv"), "\xEF\xBB\xBF"
                                          "11,0102\r\n12,0001\n\n13\n11,0001\n,0001\n14,\n");
    const auto import = importAll("wechat", from(dir.filePath("result.csv")), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"11", "12", "14"}));
    QCOMPARE(import->found.records[0].labels, labelled({"0102"}));
    QCOMPARE(import->found.records[1].labels, labelled({"0001"}));
    QVERIFY(!import->found.records[2].labels);
    QCOMPARE(import->found.count("ragged-row"), 1);
    QCOMPARE(import->found.count("duplicate"), 1);
    QCOMPARE(import->found.count("bad-row"), 1);
}

void TstWechat::previewsWithoutReadingAll()
{
    const QTemporaryDir dir;
    QByteArray text("[");
    for (int i = 0; i < 20000; ++i)
        text += (i ? ", " : "") + QByteArray("{\"id\": \"") + QByteArray::number(100000 + i) +
                "\", \"title\": \"title\", \"category_id\": \"0001\"}";
    writeFile(dir.filePath("labeled.json"), text + ']');
    const auto reader = readerFor("wechat");
    QVERIFY_RESULT(reader);
    const auto preview = (*reader)->preview(from(dir.filePath("labeled.json")), schema(), 20, CancelToken());
    QVERIFY_RESULT(preview);
    QCOMPARE(preview->records.size(), std::size_t(20));
    QCOMPARE(preview->classes, QStringList({"0001"}));
    QVERIFY2(preview->estimatedRecords > 19000 && preview->estimatedRecords < 21000,
             qPrintable(QString::number(preview->estimatedRecords)));
}

void TstWechat::stopsWhenAsked()
{
    const QTemporaryDir dir;
    QByteArray text("[");
    for (int i = 0; i < 2000; ++i)
        text += (i ? ", " : "") + QByteArray("{\"id\": \"") + QByteArray::number(i) + "\", \"title\": \"t\"}";
    writeFile(dir.filePath("labeled.json"), text + ']');
    const auto reader = readerFor("wechat");
    Collector cancelled;
    cancelled.cancels = true;
    const auto outcome =
        (*reader)->read(from(dir.filePath("labeled.json")), schema(), cancelled, cancelled.cancelAfterOne);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
    QVERIFY(!cancelled.records.empty() && cancelled.records.size() < 2000);
}

void TstWechat::goesOutByteForByte()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("labeled.json"), kTwo);
    const auto import = importAll("wechat", from(dir.filePath("labeled.json")), schema());
    QVERIFY_RESULT(import);
    const auto summary = exportTo(dir.filePath("out"), schema(), import->found.records);
    QVERIFY_RESULT(summary);
    QVERIFY(summary->verified);
    QCOMPARE(readFile(dir.filePath("out/labeled.json")), kTwo);
    QCOMPARE(readFile(dir.filePath("out/result.csv")), QByteArray("11,0102\n12,0001\n"));
    QVERIFY(!QFile::exists(dir.filePath("out/unlabeled.json")));
}

void TstWechat::goesOutAndComesBack()
{
    std::vector<Record> records;
    const auto add = [&](const QString& name, std::optional<QStringList> labels, const Fields& fields,
                         const std::vector<TextSpan>& spans) {
        Record record;
        record.name = name;
        record.split = name == "1" ? QStringLiteral("train") : QString();
        record.labels = std::move(labels);
        record.fields = fields;
        record.spans = spans;
        records.push_back(std::move(record));
    };
    // Lines without times, out of order, of several lines, of a text that was changed, in a field of one's
    // own.
    add("1", QStringList{"0001"},
        {{"ocr", "b\na\n\nlong\nline"}, {"title", QStringLiteral("引\"号\\")}, {"keywords", "k"}},
        {{"ocr", 1, 1, "a"}, {"ocr", 3, 3, "long\nline"}, {"ocr", 9, 9, "gone"}});
    add("2", {}, {{"asr", "x\ny"}}, {{"asr", 0.25, 2, "x"}});
    add("3", QStringList{"0102"}, {{"split", "s"}, {"id", "i"}}, {});
    const QTemporaryDir dir;
    const auto summary = exportTo(dir.filePath("out"), schema(), records);
    QVERIFY_RESULT(summary);
    QVERIFY(summary->verified);
    QCOMPARE(summary->samples, 3);
    QCOMPARE(readFile(dir.filePath("out/result.csv")), QByteArray("1,0001\n3,0102\n"));
    const auto again = importAll("wechat", from(dir.filePath("out")), schema());
    QVERIFY_RESULT(again);
    const Record& first = *again->found.find("1");
    QCOMPARE(first.split, QStringLiteral("train"));
    QCOMPARE(first.fields,
             Fields({{"ocr", "b\na\nlong\nline"}, {"title", QStringLiteral("引\"号\\")}, {"keywords", "k"}}));
    QCOMPARE(first.spans, std::vector<TextSpan>({{"ocr", 1, 1, "a"}, {"ocr", 3, 3, "long\nline"}}));
    const Record& second = *again->found.find("2");
    QVERIFY(!second.labels);
    QCOMPARE(second.fields.value("asr"), QStringLiteral("x\ny"));
    QCOMPARE(second.spans, std::vector<TextSpan>({{"asr", 0.25, 0.25, "x"}}));
    QVERIFY(again->found.find("3")->fields.isEmpty());
}

void TstWechat::refusesWhatItCannotHold()
{
    const QTemporaryDir dir;
    Record odd;
    odd.name = QStringLiteral("a,b");
    odd.labels = QStringList{"0001"};
    Record good;
    good.name = QStringLiteral("a");
    good.labels = QStringList{"0001"};
    const auto summary = exportTo(dir.filePath("out"), schema(), {odd, good});
    QVERIFY_RESULT(summary);
    QCOMPARE(summary->samples, 1);
    QCOMPARE(summary->problems.front().kind, QStringLiteral("bad-name"));
    QVERIFY(!exportTo(dir.filePath("out2"), makeSchema(Task::MultiLabel, {"0001"}), {good}));
    QVERIFY(!exportTo(dir.filePath("out3"), makeSchema(Task::Classification, {"0001", "x,y"}), {good}));
}

void TstWechat::readsTheRealSet()
{
    NEEDS_SHARED();
    const auto classes = readClassList(Task::Classification, shared("data/wechat2022/category_id_map.json"));
    QVERIFY_RESULT(classes);
    const auto import = importAll("wechat", from(shared("data/wechat2022/labeled_synthetic.json")), *classes);
    QVERIFY_RESULT(import);
    const auto& records = import->found.records;
    QCOMPARE(records.size(), std::size_t(3000));
    const auto features = std::count_if(records.begin(), records.end(),
                                        [](const Record& r) { return r.kind == SampleKind::Features; });
    QCOMPARE(features, 150);
    QCOMPARE(import->found.problems.size(), std::size_t(1));
    QVERIFY(import->found.message("kept-without-media").contains("2850 of 3000"));
    const Record& first = records[0];
    QCOMPARE(first.name, QStringLiteral("1000000000000002480"));
    QCOMPARE(first.fields.value("title"), QStringLiteral("剪辑英语旅行天气家居三农"));
    QCOMPARE(first.labels, labelled({"1610"}));
    QCOMPARE(first.media->path, QStringLiteral("1000000000000002480.npy"));
    QCOMPARE(first.fileBytes, qint64(9344));
    QCOMPARE(first.spans.size(), std::size_t(4));
    QCOMPARE(first.spans[3], (TextSpan{"ocr", 20, 20, QStringLiteral("汽车")}));
    for (const Record& record : records)
        QVERIFY(classes->indexOf(record.labels->first()) != kNoClass);
    const auto test = importAll("wechat", from(shared("data/wechat2022/test_a_synthetic.json")), *classes);
    QVERIFY_RESULT(test);
    QCOMPARE(test->found.records.size(), std::size_t(500));
    QVERIFY(std::none_of(test->found.records.begin(), test->found.records.end(),
                         [](const Record& record) { return record.labels.has_value(); }));
    const auto truth =
        importAll("wechat", from(shared("data/wechat2022/ground_truth_synthetic.csv")), *classes);
    QVERIFY_RESULT(truth);
    QCOMPARE(truth->found.records.size(), std::size_t(3000));
    QCOMPARE(truth->found.records[2].labels, records[2].labels);
    QCOMPARE(guessFormat(shared("data/wechat2022")), QStringLiteral("wechat"));
}

void TstWechat::theRealSetGoesOutByteForByte()
{
    NEEDS_SHARED();
    const auto classes = readClassList(Task::Classification, shared("data/wechat2022/category_id_map.json"));
    QVERIFY_RESULT(classes);
    const auto import = importAll("wechat", from(shared("data/wechat2022/labeled_synthetic.json")), *classes);
    QVERIFY_RESULT(import);
    const QTemporaryDir dir;
    const auto summary = exportTo(dir.filePath("out"), *classes, import->found.records);
    QVERIFY_RESULT(summary);
    QVERIFY(summary->verified);
    QVERIFY(readFile(dir.filePath("out/labeled.json")) ==
            readFile(shared("data/wechat2022/labeled_synthetic.json")));
    QVERIFY(readFile(dir.filePath("out/result.csv")) ==
            readFile(shared("data/wechat2022/ground_truth_synthetic.csv")));
}

BADCASE_REGISTER_TEST(TstWechat)
#include "tst_wechat.moc"
