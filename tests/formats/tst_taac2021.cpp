// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/class_list.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstTaac2021 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsTruths();
    void readsTaggings();
    void tagsDecideWhereBothAre();
    void findsMediaAndTexts();
    void oneBadVideoStopsNothing();
    void previewsAndGuesses();
    void goesOutByteForByte();
    void correctedSegmentsComeBack();
    void refusesWhatItCannotHold();
    void readsTheRealSet();
    void theRealSetGoesOutAndComesBack();
};

namespace {

const QByteArray kTruth = "{\"a.mp4\": {\"annotations\": [{\"segment\": [0.0, 1.843], \"labels\": [\"城市\", "
                          "\"家\"]}, {\"segment\": [1.843, "
                          "9.0], \"labels\": [\"城市\"]}]}, \"b.mp4\": {\"annotations\": [{\"segment\": "
                          "[0.0, 4.5], \"labels\": [\"推广页\"]}]}}";
const QByteArray kTags = "a.mp4\t城市,家\nb.mp4\t推广页\n";

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

const Schema& schema()
{
    static const Schema made = makeSchema(
        Task::MultiLabel, {QStringLiteral("推广页"), QStringLiteral("城市"), QStringLiteral("家")});
    return made;
}

Result<ExportSummary> exportTo(const QString& out, const Schema& classes, const std::vector<Record>& records)
{
    ExportOptions options;
    options.format = QStringLiteral("taac2021");
    options.out = out;
    const auto rows = toExport(records, classes);
    return exportDataset(options, classes, sourceOf(rows), static_cast<qint64>(rows.size()), CancelToken(),
                         {});
}

} // namespace

void TstTaac2021::readsTruths()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("train5k.txt"), kTruth);
    writeFile(dir.filePath("label_id.txt"), "推广页\t0\n城市\t1\n都市\t1\n家\t2\n");
    const auto import = importAll("taac2021", from(dir.filePath("train5k.txt")), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"a.mp4", "b.mp4"}));
    const Record& a = import->found.records[0];
    QCOMPARE(a.kind, SampleKind::NoMedia);
    QCOMPARE(a.labels, labelled({QStringLiteral("城市"), QStringLiteral("家")}));
    QCOMPARE(a.segments->size(), std::size_t(2));
    QCOMPARE(a.segments->at(1).begin, 1.843);
    QCOMPARE(a.segments->at(1).end, 9.0);
    QCOMPARE(a.segments->at(1).labels, QStringList{QStringLiteral("城市")});
    // Names that share an id are one class.
    writeFile(dir.filePath("train5k.txt"),
              QByteArray(kTruth).replace("\"城市\", \"家\"", "\"都市\", \"城市\""));
    const auto alias = importAll("taac2021", from(dir.filePath("train5k.txt")), schema());
    QVERIFY_RESULT(alias);
    QCOMPARE(alias->found.records[0].segments->at(0).labels, QStringList{QStringLiteral("城市")});
}

void TstTaac2021::readsTaggings()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("info.txt"), kTags + "c.mp4\t\r\nb.mp4\t家\nno tab\n");
    const auto import = importAll("taac2021", from(dir.filePath("info.txt")), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"a.mp4", "b.mp4", "c.mp4"}));
    QVERIFY(!import->found.records[0].segments);
    QCOMPARE(import->found.records[1].labels, labelled({QStringLiteral("推广页")}));
    QCOMPARE(import->found.records[2].labels, labelled({}));
    QCOMPARE(import->found.count("duplicate"), 1);
    QCOMPARE(import->found.count("ragged-row"), 1);
}

void TstTaac2021::tagsDecideWhereBothAre()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("gt.json"), kTruth);
    writeFile(dir.filePath("info.txt"), "a.mp4\t家,推广页\nb.mp4\t推广页\nz.mp4\t家\n");
    const auto import = importAll("taac2021", from(dir.path()), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"a.mp4", "b.mp4", "z.mp4"}));
    QCOMPARE(import->found.records[0].labels, labelled({QStringLiteral("家"), QStringLiteral("推广页")}));
    QCOMPARE(import->found.records[0].segments->size(), std::size_t(2));
    QVERIFY(!import->found.records[2].segments);
    QCOMPARE(import->found.count("labels-differ"), 1);
}

void TstTaac2021::findsMediaAndTexts()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("gt.json"), kTruth);
    writeFile(dir.filePath("videos/part1/a.mp4"), "video");
    writeFile(dir.filePath("video_npy/b.npy"), "features");
    writeFile(dir.filePath("audio_npy/b.npy"), "sound");
    writeFile(dir.filePath("text_txt/a.txt"),
              R"({"video_ocr": "字|幕", "video_asr": ["x", "", "y"], "title": "t"})");
    writeFile(dir.filePath("text_txt/b.txt"), "no json");
    const auto import = importAll("taac2021", from(dir.filePath("gt.json")), schema());
    QVERIFY_RESULT(import);
    const Record& a = *import->found.find("a.mp4");
    QCOMPARE(a.kind, SampleKind::Video);
    QCOMPARE(a.media->path, QStringLiteral("videos/part1/a.mp4"));
    QCOMPARE(a.fields, Fields({{"ocr", QStringLiteral("字|幕")}, {"asr", "x\ny"}, {"title", "t"}}));
    const Record& b = *import->found.find("b.mp4");
    QCOMPARE(b.kind, SampleKind::Features);
    QCOMPARE(b.media->path, QStringLiteral("video_npy/b.npy"));
    QCOMPARE(import->found.count("unreadable-text"), 1);
    QCOMPARE(import->found.count("kept-without-media"), 0);
    QVERIFY(QFile::remove(dir.filePath("video_npy/b.npy")));
    const auto fewer = importAll("taac2021", from(dir.filePath("gt.json")), schema());
    QVERIFY_RESULT(fewer);
    QCOMPARE(fewer->found.find("b.mp4")->kind, SampleKind::NoMedia);
    QCOMPARE(fewer->found.count("kept-without-media"), 1);
    // A folder that the user names is searched whatever its name is.
    writeFile(dir.filePath("clips/x/b.mp4"), "video b");
    ReadOptions options = from(dir.filePath("gt.json"));
    options.mediaRoot = dir.filePath("clips");
    const auto named = importAll("taac2021", options, schema());
    QVERIFY_RESULT(named);
    QCOMPARE(named->found.find("b.mp4")->media->path, QStringLiteral("x/b.mp4"));
}

void TstTaac2021::oneBadVideoStopsNothing()
{
    const QTemporaryDir dir;
    writeFile(
        dir.filePath("gt.json"),
        R"({"a.mp4": {"annotations": [{"segment": [3, 2], "labels": ["家"]}, {"segment": [4, 5], "labels": ["城市"]},
                  {"segment": [-1, 5]}, {"labels": ["家"]}, {"segment": [1, 2], "labels": ["家", "家"]}]},
                  "b.mp4": {"annotations": [nope]}, "a.mp4": {"annotations": []}, "c.mp4": {"annotations": []}})");
    const auto import = importAll("taac2021", from(dir.filePath("gt.json")), schema());
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.names(), QStringList({"a.mp4", "c.mp4"}));
    const Record& a = import->found.records[0];
    QCOMPARE(a.segments->size(), std::size_t(2));
    QCOMPARE(a.segments->at(0).begin, 1.0); // by begin
    QCOMPARE(a.segments->at(0).labels, QStringList{QStringLiteral("家")});
    QCOMPARE(import->found.count("bad-segment"), 3);
    QCOMPARE(import->found.count("bad-row"), 1);
    QCOMPARE(import->found.count("duplicate"), 1);
    QCOMPARE(import->found.records[1].labels, labelled({}));
}

void TstTaac2021::previewsAndGuesses()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("gt.json"), kTruth);
    writeFile(dir.filePath("pred.json"), R"({"a.mp4": {"result": [{"labels": [], "scores": []}]}})");
    writeFile(dir.filePath("coco.json"), R"({"info": {"x": 1}, "images": [{"id": 1}], "annotations": []})");
    writeFile(dir.filePath("info.txt"), kTags);
    QCOMPARE(guessFormat(dir.path()), QStringLiteral("taac2021"));
    QCOMPARE(guessFormat(dir.filePath("gt.json")), QStringLiteral("taac2021"));
    QCOMPARE(guessFormat(dir.filePath("info.txt")), QStringLiteral("taac2021"));
    QVERIFY(guessFormat(dir.filePath("coco.json")) != QStringLiteral("taac2021"));
    QCOMPARE(guessFormat(dir.filePath("pred.json")), QString());
    const auto reader = readerFor("taac2021");
    QVERIFY_RESULT(reader);
    const auto preview = (*reader)->preview(from(dir.path()), schema(), 10, CancelToken());
    QVERIFY_RESULT(preview);
    QCOMPARE(preview->records.size(), std::size_t(2));
    QCOMPARE(preview->estimatedRecords, 2);
    const QTemporaryDir empty;
    const auto nothing = importAll("taac2021", from(empty.path()));
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, ErrorCode::NotFound);
}

void TstTaac2021::goesOutByteForByte()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("gt.json"), kTruth);
    const auto import = importAll("taac2021", from(dir.path()), schema());
    QVERIFY_RESULT(import);
    const auto summary = exportTo(dir.filePath("out"), schema(), import->found.records);
    QVERIFY_RESULT(summary);
    QVERIFY(summary->verified);
    QCOMPARE(readFile(dir.filePath("out/train_gt.json")), kTruth);
    QCOMPARE(readFile(dir.filePath("out/tagging_info.txt")), kTags);
    QCOMPARE(readFile(dir.filePath("out/label_id.txt")), QByteArray("推广页\t0\n城市\t1\n家\t2\n"));
}

void TstTaac2021::correctedSegmentsComeBack()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("gt.json"), kTruth);
    auto import = importAll("taac2021", from(dir.path()), schema());
    QVERIFY_RESULT(import);
    Record& a = import->found.records[0];
    a.segments = std::vector<RecordSegment>{{2.25, 9.0, {QStringLiteral("推广页")}}, {0, 2.25, {}}};
    a.labels.reset(); // the union of the segments
    Record& b = import->found.records[1];
    b.labels = QStringList{QStringLiteral("家")}; // corrected without its segments
    Record tagged;
    tagged.name = QStringLiteral("c.mp4");
    tagged.labels = QStringList();
    import->found.records.push_back(tagged);
    const auto summary = exportTo(dir.filePath("out"), schema(), import->found.records);
    QVERIFY_RESULT(summary);
    QVERIFY(summary->verified);
    const auto again = importAll("taac2021", from(dir.filePath("out")), schema());
    QVERIFY_RESULT(again);
    const Record& a2 = *again->found.find("a.mp4");
    QCOMPARE(a2.segments->at(0).end, 2.25);
    QVERIFY(a2.segments->at(0).labels.isEmpty());
    QCOMPARE(a2.labels, labelled({QStringLiteral("推广页")}));
    QCOMPARE(again->found.find("b.mp4")->labels, labelled({QStringLiteral("家")}));
    QCOMPARE(again->found.find("c.mp4")->labels, labelled({}));
}

void TstTaac2021::refusesWhatItCannotHold()
{
    const QTemporaryDir dir;
    Record picture;
    picture.name = QStringLiteral("a.jpg");
    picture.labels = QStringList{QStringLiteral("家")};
    Record none;
    none.name = QStringLiteral("b.mp4");
    Record good;
    good.name = QStringLiteral("c.mp4");
    good.labels = QStringList{QStringLiteral("家")};
    const auto summary = exportTo(dir.filePath("out"), schema(), {picture, none, good});
    QVERIFY_RESULT(summary);
    QCOMPARE(summary->samples, 1);
    QCOMPARE(summary->problems[0].kind, QStringLiteral("bad-name"));
    QCOMPARE(summary->problems[1].kind, QStringLiteral("unlabelled"));
    QVERIFY(!exportTo(dir.filePath("out2"), makeSchema(Task::MultiLabel, {"a,b"}), {}));
}

void TstTaac2021::readsTheRealSet()
{
    NEEDS_SHARED();
    const auto classes = readClassList(Task::MultiLabel, shared("data/taac2021/label_id_synthetic.txt"));
    QVERIFY_RESULT(classes);
    QCOMPARE(guessFormat(shared("data/taac2021")), QStringLiteral("taac2021"));
    const auto import = importAll("taac2021", from(shared("data/taac2021")), *classes);
    QVERIFY_RESULT(import);
    QCOMPARE(import->found.records.size(), std::size_t(300));
    QCOMPARE(import->found.count("labels-differ"), 0); // the union is what the info of tags says
    const Record& first = import->found.records[0];
    QCOMPARE(first.name, QStringLiteral("c1c75535c1f4f0fe66e97f8f.mp4"));
    QCOMPARE(first.labels->size(), 7);
    QCOMPARE(first.segments->size(), std::size_t(4));
    QCOMPARE(first.segments->at(3).end, 38.808);
    const auto tagging =
        importAll("taac2021", from(shared("data/taac2021/tagging_info_synthetic.txt")), *classes);
    QVERIFY_RESULT(tagging);
    QCOMPARE(tagging->found.records.size(), std::size_t(300));
    QVERIFY(tagging->found.problems.empty());
}

void TstTaac2021::theRealSetGoesOutAndComesBack()
{
    NEEDS_SHARED();
    const auto classes = readClassList(Task::MultiLabel, shared("data/taac2021/label_id_synthetic.txt"));
    QVERIFY_RESULT(classes);
    const auto import =
        importAll("taac2021", from(shared("data/taac2021/train_gt_synthetic.json")), *classes);
    QVERIFY_RESULT(import);
    const QTemporaryDir dir;
    const auto summary = exportTo(dir.filePath("out"), *classes, import->found.records);
    QVERIFY_RESULT(summary);
    QVERIFY(summary->verified);
    QVERIFY(readFile(dir.filePath("out/train_gt.json")) ==
            readFile(shared("data/taac2021/train_gt_synthetic.json")));
    QVERIFY(readFile(dir.filePath("out/tagging_info.txt")) ==
            readFile(shared("data/taac2021/tagging_info_synthetic.txt")));
    QVERIFY(readFile(dir.filePath("out/label_id.txt")) ==
            readFile(shared("data/taac2021/label_id_synthetic.txt")));
}

BADCASE_REGISTER_TEST(TstTaac2021)
#include "tst_taac2021.moc"
