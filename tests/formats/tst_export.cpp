// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_reader.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

/// Exports that succeed: what is written is right, is read back by us and by a trainer's Python, and repeats
/// exactly.
class TstExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void imagefolderFollowsTheLabel();
    void imagefolderRoundTrip();
    void csvRoundTrip_data();
    void csvRoundTrip();
    void masksRoundTrip();
    void collisionsAreResolvedAndListed();
    void badSamplesAreLeftOut();
    void repeatsByteForByte_data();
    void repeatsByteForByte();
    void manifestListsEveryFile();
    void pythonReadsEveryFormat_data();
    void pythonReadsEveryFormat();
    void exportsClothing();
    void exportsCamvid();
};

namespace {

constexpr int kSamples = 12;

ReadOptions from(const QString& source)
{
    ReadOptions options;
    options.source = source;
    return options;
}

/// A made data set of every kind, in memory except for its pictures.
struct MadeSet {
    QTemporaryDir dir;
    Schema schema;
    std::vector<ExportRecord> records;

    ExportOptions options(const QString& format, const QString& name) const
    {
        ExportOptions result;
        result.format = format;
        result.out = out.filePath(name);
        result.sources = {dir.path()};
        result.manifest = {{QStringLiteral("project"), QStringLiteral("p.badcase")},
                           {QStringLiteral("journal"), 17},
                           {QStringLiteral("labels"), QStringLiteral("corrected")}};
        return result;
    }
    QTemporaryDir out;
};

std::unique_ptr<MadeSet> madeSet(Task task)
{
    auto set = std::make_unique<MadeSet>();
    set->schema = makeSchema(task, {"cat", "t/shirt: 50%", QStringLiteral("猫"), "test", ".x "});
    const auto root = media::MediaRoot::open(set->dir.path()).value();
    for (int i = 0; i < kSamples; ++i) {
        ExportRecord record;
        record.name = i % 3 == 0 ? QStringLiteral("in/ner %1.png").arg(i) : QStringLiteral("s%1?").arg(i);
        record.member = QStringLiteral("pics/%1.png").arg(i);
        const ClassMap mask = bandMask(10 + i, 8, 4);
        writeFile(set->dir.filePath(record.member), pngPicture(10 + i, 8, i));
        record.root = root;
        record.split = i % 2 ? QStringLiteral("train") : QStringLiteral("my fold/1");
        record.fields = {{"title", QStringLiteral("买 \"%1\", =1+1\r\nzwei").arg(i)},
                         {"label", "a field called label"},
                         {"odd", i % 4 ? "" : "x"}};
        record.verdict = i == 4 ? QStringLiteral("keep") : QString();
        if (task == Task::Classification)
            record.labels = LabelSet::single(i % set->schema.size());
        if (task == Task::Segmentation)
            record.mask = mask;
        set->records.push_back(record);
    }
    return set;
}

Result<ExportSummary> exportSet(const MadeSet& set, const ExportOptions& options)
{
    return exportDataset(options, set.schema, sourceOf(set.records), static_cast<qint64>(set.records.size()),
                         CancelToken(), {});
}

QJsonObject manifestOf(const ExportSummary& summary)
{
    return QJsonDocument::fromJson(readFile(summary.manifest)).object();
}

/// Sample name -> its entry of the manifest.
QHash<QString, QJsonObject> entriesOf(const QJsonObject& manifest)
{
    QHash<QString, QJsonObject> entries;
    for (const auto& value : manifest.value("files").toArray())
        entries.insert(value.toObject().value("id").toString(), value.toObject());
    return entries;
}

QStringList labelNames(const LabelSet& labels, const Schema& schema)
{
    QStringList names;
    for (const ClassIndex index : labels)
        names << schema.at(index).name;
    return names;
}

} // namespace

void TstExport::imagefolderFollowsTheLabel()
{
    QTemporaryDir dir;
    QTemporaryDir out;
    writeFile(dir.filePath("train/cat/sub/a.png"), pngPicture(4, 4, 1));
    const Schema schema = makeSchema(Task::Classification, {"cat", "dog"});
    auto import = importAll("imagefolder", from(dir.path()));
    QVERIFY_RESULT(import);
    auto records = toExport(import->found.records, schema);
    records[0].labels = LabelSet::single(1); // corrected: it was a dog
    ExportOptions options{"imagefolder", out.filePath("new/clean"), {dir.path()}, {}};
    const auto summary = exportDataset(options, schema, sourceOf(records), 1, CancelToken(), {});
    QVERIFY_RESULT(summary);
    QCOMPARE(filesBelow(out.filePath("new/clean")).keys(),
             QStringList({"classes.json", "dataset.json", "manifest.json", "train/dog/sub/a.png"}));
    QVERIFY(summary->verified);
    QCOMPARE(summary->samples, 1);
    qint64 bytes = 0;
    for (const auto& contents : filesBelow(out.filePath("new/clean")))
        bytes += contents.size();
    QCOMPARE(summary->bytes, bytes);
}

void TstExport::imagefolderRoundTrip()
{
    const auto set = madeSet(Task::Classification);
    const auto summary = exportSet(*set, set->options("imagefolder", "a"));
    QVERIFY_RESULT(summary);
    QCOMPARE(summary->samples, kSamples);
    const auto import = importAll("imagefolder", from(set->out.filePath("a")), set->schema);
    QVERIFY_RESULT(import);
    QVERIFY(import->found.problems.empty());
    const auto entries = entriesOf(manifestOf(*summary));
    for (const ExportRecord& record : set->records) {
        const QString path = entries.value(record.name).value("media").toObject().value("path").toString();
        const Record* found = import->found.find(path);
        QVERIFY2(found, qPrintable(path));
        QCOMPARE(found->labels, labelled(labelNames(*record.labels, set->schema)));
        QCOMPARE(found->split, record.split);
        QCOMPARE(readFile(set->out.filePath("a/") + path), readFile(set->dir.filePath(record.member)));
    }
    // An export of the import is the same set of pictures at the same places.
    ExportOptions again = set->options("imagefolder", "b");
    const auto second = exportDataset(
        again, set->schema, sourceOf(toExport(import->found.records, set->schema)), -1, CancelToken(), {});
    QVERIFY_RESULT(second);
    auto first = filesBelow(set->out.filePath("a"));
    auto repeated = filesBelow(set->out.filePath("b"));
    first.remove("manifest.json"); // there the samples are called by their paths now
    repeated.remove("manifest.json");
    QCOMPARE(repeated, first);
}

void TstExport::csvRoundTrip_data()
{
    QTest::addColumn<int>("task");
    QTest::newRow("classification") << int(Task::Classification);
    QTest::newRow("segmentation") << int(Task::Segmentation);
}

void TstExport::csvRoundTrip()
{
    QFETCH(int, task);
    auto set = madeSet(Task(task));
    set->records[1].root.reset(); // a sample of texts only
    set->records[1].member.clear();
    set->records[1].mask.reset();
    if (Task(task) == Task::Classification)
        set->records[2].labels.reset();
    const auto summary = exportSet(*set, set->options("csv", "a"));
    QVERIFY_RESULT(summary);
    const auto import = importAll("csv", from(set->out.filePath("a")), set->schema);
    QVERIFY_RESULT(import);
    QVERIFY2(import->found.problems.empty(),
             qPrintable(import->found.problems.empty() ? QString() : import->found.problems[0].message));
    QCOMPARE(import->found.records.size(), set->records.size());
    const auto again = toExport(import->found.records, set->schema);
    for (std::size_t i = 0; i < again.size(); ++i) {
        const ExportRecord& given = set->records[i];
        const ExportRecord& found = again[i];
        QCOMPARE(found.name, given.name);
        QCOMPARE(found.split, given.split);
        QCOMPARE(found.labels, given.labels);
        QVERIFY(found.mask == given.mask);
        Fields fields = given.fields;
        fields.removeIf([](const auto& it) { return it.value().isEmpty(); });
        QCOMPARE(found.fields, fields);
        QCOMPARE(found.root != nullptr, given.root != nullptr);
        if (given.root)
            QCOMPARE(found.root->read(found.member).value(), given.root->read(given.member).value());
    }
}

void TstExport::masksRoundTrip()
{
    auto set = madeSet(Task::Segmentation);
    set->records[3].mask = ClassMap(set->records[3].mask->size(), ClassMap::kUnset);
    set->records[3].mask->mutablePixels()[0] = 0; // only 0 and 255: must not come back as two-valued
    const auto summary = exportSet(*set, set->options("masks", "a"));
    QVERIFY_RESULT(summary);
    const auto import = importAll("masks", from(set->out.filePath("a")), set->schema);
    QVERIFY_RESULT(import);
    QCOMPARE(import->pairs.matched, kSamples);
    const auto again = toExport(import->found.records, set->schema);
    for (const ExportRecord& given : set->records) {
        const QString name = given.name.endsWith(".png") ? given.name.chopped(4) : given.name;
        const auto found =
            std::find_if(again.begin(), again.end(), [&](const ExportRecord& r) { return r.name == name; });
        QVERIFY2(found != again.end(), qPrintable(name));
        QVERIFY(found->mask == given.mask);
        QCOMPARE(found->split, given.split);
        QCOMPARE(found->root->read(found->member).value(), given.root->read(given.member).value());
    }
    const auto second =
        exportDataset(set->options("masks", "b"), set->schema, sourceOf(again), -1, CancelToken(), {});
    QVERIFY_RESULT(second);
    QVERIFY(filesBelow(set->out.filePath("b/masks")) == filesBelow(set->out.filePath("a/masks")));
}

void TstExport::collisionsAreResolvedAndListed()
{
    auto set = madeSet(Task::Classification);
    for (std::size_t i = 0; i < 3; ++i) {
        set->records[i].name = i == 1 ? "cat/SAME.png" : (i == 0 ? "cat/same.png" : "same.png");
        set->records[i].labels = LabelSet::single(0);
        set->records[i].split.clear();
    }
    const auto summary = exportSet(*set, set->options("imagefolder", "a"));
    QVERIFY_RESULT(summary);
    const auto entries = entriesOf(manifestOf(*summary));
    QCOMPARE(entries["cat/same.png"]["media"].toObject()["path"].toString(), QStringLiteral("cat/same.png"));
    QCOMPARE(entries["cat/SAME.png"]["media"].toObject()["path"].toString(),
             QStringLiteral("cat/SAME~2.png"));
    QCOMPARE(entries["cat/SAME.png"]["renamed_from"].toString(), QStringLiteral("cat/SAME.png"));
    QCOMPARE(entries["same.png"]["media"].toObject()["path"].toString(), QStringLiteral("cat/same~3.png"));
}

void TstExport::badSamplesAreLeftOut()
{
    auto set = madeSet(Task::Classification);
    QVERIFY(QFile::remove(set->dir.filePath("pics/1.png")));
    set->records[2].fileBytes = 12345; // as it was at import
    writeFile(set->dir.filePath("pics/3.png"), "broken");
    set->records[4].labels.reset();
    set->records[5].labels = LabelSet{0, 1};
    const auto summary = exportSet(*set, set->options("imagefolder", "a"));
    QVERIFY_RESULT(summary);
    QCOMPARE(summary->samples, kSamples - 5);
    QStringList kinds;
    for (const auto& problem : summary->problems)
        kinds << problem.kind;
    QCOMPARE(kinds,
             QStringList({"missing-media", "changed-media", "undecodable", "unlabelled", "several-labels"}));
    QCOMPARE(manifestOf(*summary)["left_out"].toArray().size(), 5);
}

void TstExport::repeatsByteForByte_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("task");
    QTest::newRow("imagefolder") << "imagefolder" << int(Task::Classification);
    QTest::newRow("csv") << "csv" << int(Task::Classification);
    QTest::newRow("masks") << "masks" << int(Task::Segmentation);
    QTest::newRow("kaggle-rle") << "kaggle-rle" << int(Task::Segmentation);
    QTest::newRow("coco") << "coco" << int(Task::Segmentation);
    QTest::newRow("yolo, masks") << "yolo" << int(Task::Segmentation);
    QTest::newRow("yolo, classes") << "yolo" << int(Task::Classification);
}

void TstExport::repeatsByteForByte()
{
    QFETCH(QString, format);
    QFETCH(int, task);
    const auto set = madeSet(Task(task));
    QVERIFY_RESULT(exportSet(*set, set->options(format, "a")));
    QTest::qSleep(1100); // a clock time in whole seconds would differ
    QVERIFY_RESULT(exportSet(*set, set->options(format, "b")));
    QVERIFY(filesBelow(set->out.filePath("a")) == filesBelow(set->out.filePath("b")));
    QCOMPARE(QDir(set->out.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList({"a", "b"}));
}

void TstExport::manifestListsEveryFile()
{
    const auto set = madeSet(Task::Segmentation);
    const auto summary = exportSet(*set, set->options("masks", "a"));
    QVERIFY_RESULT(summary);
    const QJsonObject manifest = manifestOf(*summary);
    QCOMPARE(manifest["project"].toString(), QStringLiteral("p.badcase"));
    QCOMPARE(manifest["journal"].toInt(), 17);
    QCOMPARE(manifest["samples"].toInt(), kSamples);
    auto files = filesBelow(set->out.filePath("a"));
    files.remove("manifest.json");
    const auto check = [&](const QJsonObject& file) {
        const QByteArray contents = files.take(file["path"].toString());
        QCOMPARE(file["bytes"].toInt(), contents.size());
        QCOMPARE(file["sha256"].toString().toLatin1(),
                 QCryptographicHash::hash(contents, QCryptographicHash::Sha256).toHex());
    };
    for (const auto& value : manifest["files"].toArray()) {
        check(value.toObject()["media"].toObject());
        check(value.toObject()["mask"].toObject());
    }
    for (const auto& value : manifest["tables"].toArray())
        check(value.toObject());
    QVERIFY2(files.isEmpty(), qPrintable(QStringList(files.keys()).join(u' ')));
    // Keys in order, at the top too (the file is written piece by piece).
    const QByteArray text = readFile(summary->manifest);
    qsizetype last = -1;
    for (const QString& key : manifest.keys()) {
        const auto at = text.indexOf("\n  \"" + key.toUtf8() + "\": ");
        QVERIFY2(at > last, qPrintable(key));
        last = at;
    }
}

void TstExport::pythonReadsEveryFormat_data()
{
    repeatsByteForByte_data();
}

void TstExport::pythonReadsEveryFormat()
{
    QFETCH(QString, format);
    QFETCH(int, task);
    const auto set = madeSet(Task(task));
    QVERIFY_RESULT(exportSet(*set, set->options(format, "a")));
    QProcess python;
    python.start("python3", {sourceDir() + "/tests/formats/read_exports.py", format, set->out.filePath("a")});
    QVERIFY(python.waitForFinished(60000));
    const QByteArray output = python.readAllStandardOutput();
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    const QJsonObject read = QJsonDocument::fromJson(output).object();
    QCOMPARE(read["length"].toInt(), kSamples);
    // What the trainer's loader saw, against what we exported.
    QHash<QString, QJsonObject> items;
    for (const auto& value : read["items"].toArray())
        items.insert(value.toObject()["path"].toString(), value.toObject());
    const auto entries =
        entriesOf(QJsonDocument::fromJson(readFile(set->out.filePath("a/manifest.json"))).object());
    for (const ExportRecord& record : set->records) {
        const QString path = entries[record.name]["media"].toObject()["path"].toString();
        QVERIFY2(items.contains(path), qPrintable(path));
        const QJsonObject item = items.value(path);
        QCOMPARE(item["size"].toArray().at(0).toInt(), 8);
        if (record.labels)
            QCOMPARE(item["target"].toInt(), record.labels->first());
        if (record.mask) {
            QCOMPARE(item["mask_sha256"].toString().toLatin1(),
                     QCryptographicHash::hash(record.mask->bytes(), QCryptographicHash::Sha256).toHex());
        }
    }
}

void TstExport::exportsClothing()
{
    NEEDS_SHARED();
    const auto import = importAll("imagefolder", from(shared("data/pictures/clothing/test")));
    QVERIFY_RESULT(import);
    QStringList names;
    for (const auto& record : import->found.records)
        names << record.labels->first();
    names.removeDuplicates();
    const Schema schema = makeSchema(Task::Classification, names);
    QTemporaryDir out;
    for (const char* format : {"imagefolder", "csv"}) {
        ExportOptions options{
            QString::fromLatin1(format), out.filePath(QString::fromLatin1(format)), {shared("data")}, {}};
        const auto summary = exportDataset(options, schema, sourceOf(toExport(import->found.records, schema)),
                                           372, CancelToken(), {});
        QVERIFY_RESULT(summary);
        QCOMPARE(summary->samples, 372);
        QVERIFY(summary->problems.empty());
    }
    const auto again = importAll("imagefolder", from(out.filePath("imagefolder")), schema);
    QVERIFY_RESULT(again);
    QCOMPARE(again->found.names(), import->found.names()); // untouched labels: the same paths
}

void TstExport::exportsCamvid()
{
    NEEDS_SHARED();
    const auto schema = Schema::parse(Task::Segmentation, readFile(shared("data/camvid/classes.json")));
    QVERIFY_RESULT(schema);
    ReadOptions options = from(shared("data/camvid/CamVid"));
    options.imagesDir = "test";
    options.masksDir = "testannot";
    const auto import = importAll("masks", options, *schema);
    QVERIFY_RESULT(import);
    QTemporaryDir out;
    const auto records = toExport(import->found.records, *schema);
    const auto summary = exportDataset({"masks", out.filePath("x"), {shared("data")}, {}}, *schema,
                                       sourceOf(records), 20, CancelToken(), {});
    QVERIFY_RESULT(summary);
    const auto again = importAll("masks", from(out.filePath("x")), *schema);
    QVERIFY_RESULT(again);
    const auto back = toExport(again->found.records, *schema);
    QCOMPARE(back.size(), records.size());
    for (std::size_t i = 0; i < back.size(); ++i) {
        QCOMPARE(back[i].name, records[i].name);
        QVERIFY(back[i].mask == records[i].mask);
    }
}

BADCASE_REGISTER_TEST(TstExport)
#include "tst_export.moc"
