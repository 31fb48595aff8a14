// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>


using namespace badcase::test;

namespace {

const QStringList kRunMeans{QStringLiteral("run"),     QStringLiteral("p.badcase"),
                            QStringLiteral("--model"), fixtureModel(QStringLiteral("means")),
                            QStringLiteral("--name"),  QStringLiteral("r"),
                            QStringLiteral("--trust")};

/// Keys that an object lacks, as a text for a failing test.
QByteArray missing(const QJsonObject& object, const QStringList& keys)
{
    QStringList absent;
    for (const QString& key : keys) {
        if (!object.contains(key))
            absent.append(key);
    }
    return absent.join(QStringLiteral(", ")).toUtf8();
}

QStringList keys(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

} // namespace

#define QVERIFY_KEYS(object, list)                                                                           \
    QVERIFY2(missing(object, keys(list)).isEmpty(), ("missing: " + missing(object, keys(list))).constData())

/// Keys, exit statuses and streams of the command line are a contract: scripts depend on them.
class TstCliContract : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void everyVerbHasItsKeys();
    void segmentationHasItsKeys();
    void multiLabelHasItsKeys();
    void wrongUseIsTwo_data();
    void wrongUseIsTwo();
    void failureIsOne_data();
    void failureIsOne();
    void failedSamplesAreThree();
    void interruptedIs130AndCanGoOn();
    void withoutJsonItSpeaksToPeople();
    void dryRunsWriteNothing();
    void secondImportUpdates();
    void correctionsMoveOneScoreOnly();
    void undoAndRedoAcrossProcesses();
};

void TstCliContract::everyVerbHasItsKeys()
{
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")));
    writeFile(folder.path(QStringLiteral("fix.csv")),
              "id,label,verdict,reason\nred/0.png,blue,relabel,it is\n");
    const struct {
        QStringList arguments;
        const char* keys;
    } calls[] = {
        {keys("create p.badcase --task classification"), "classes task"},
        {keys("import p.badcase data --format imagefolder --split test"),
         "added updated skipped failed problems"},
        {{QStringLiteral("inspect"), fixtureModel(QStringLiteral("means"))},
         "format sha256 bytes card trusted"},
        {kRunMeans,
         "run samples_done samples_failed problems device threads seconds images_per_second forward_seconds "
         "decode_seconds resumed_from"},
        {keys("metrics p.badcase --run r"),
         "run labels samples task accuracy f1 top5 log_loss ece confusion per_class"},
        {keys("relabel p.badcase --from fix.csv"),
         "changed unchanged failed problems journal_from journal_to"},
        {keys("journal p.badcase"), "entries"},
        {keys("export p.badcase --format csv --out out"), "format out samples bytes verified manifest"},
        {keys("info p.badcase"),
         "task samples by_kind by_split classes runs corrections verdicts schema_version bytes"},
        {keys("verify p.badcase"), "ok database missing_media changed_media problems"},
    };
    for (const auto& call : calls) {
        const CliResult result = folder.run(call.arguments);
        QVERIFY_STATUS(result, 0);
        QVERIFY2(result.oneObject, result.words().constData());
        QVERIFY2(!result.out.toLower().contains("nan"), result.out.constData());
        QVERIFY_KEYS(result.json, call.keys);
        QVERIFY(!result.text("badcase").isEmpty());
        if (call.arguments.at(0) != QLatin1String("inspect"))
            QCOMPARE(result.text("project"), QStringLiteral("p.badcase"));
    }
    const QJsonObject metrics = folder.run(keys("metrics p.badcase --run r")).json;
    QVERIFY_KEYS(metrics.value(QStringLiteral("f1")).toObject(), "micro macro");
    QVERIFY_KEYS(metrics.value(QStringLiteral("per_class")).toArray().at(0).toObject(),
                 "class support precision recall f1 ap roc_auc");
    const QJsonObject entry = folder.run(keys("journal p.badcase")).list("entries").at(0).toObject();
    QVERIFY_KEYS(entry, "id at author kind sample from to reason");
    QCOMPARE(entry.value(QStringLiteral("author")).toString(), QStringLiteral("tester"));
}

void TstCliContract::segmentationHasItsKeys()
{
    CliFolder folder;
    writeRegions(folder.path(QStringLiteral("data")));
    writePicture(folder.path(QStringLiteral("data/images/lonely.png")), Qt::red, {24, 16});
    QVERIFY_STATUS(folder.run(keys("create p.badcase --task segmentation --schema data/classes.json")), 0);
    const CliResult imported = folder.run(keys("import p.badcase data --format masks"));
    QVERIFY_KEYS(imported.json.value(QStringLiteral("pairs")).toObject(),
                 "matched missing_mask missing_text extra_mask extra_text size_mismatch");
    QCOMPARE(imported.json.value(QStringLiteral("pairs")).toObject().value(QStringLiteral("matched")).toInt(),
             4);
    QCOMPARE(
        imported.json.value(QStringLiteral("pairs")).toObject().value(QStringLiteral("missing_mask")).toInt(),
        1);
    const CliResult run =
        folder.run({QStringLiteral("run"), QStringLiteral("p.badcase"), QStringLiteral("--model"),
                    regionModel(), QStringLiteral("--name"), QStringLiteral("r"), QStringLiteral("--trust")});
    QVERIFY_STATUS(run, 0);
    QCOMPARE(run.number("samples_done"), 5);
    const CliResult metrics = folder.run(keys("metrics p.badcase --run r --per-image"));
    QVERIFY_KEYS(metrics.json,
                 "run labels samples task mean_iou mean_iou_per_image pixel_accuracy mean_dice_pooled "
                 "mean_dice_per_image empty_empty ignore_index confusion per_class per_image");
    QCOMPARE(metrics.number("empty_empty"), 1);
    QCOMPARE(metrics.list("per_class").size(), 5);
    QVERIFY_KEYS(metrics.list("per_class").at(0).toObject(), "class iou dice");
    QCOMPARE(metrics.list("per_image").size(), 4); // the picture without a mask has no score
    QVERIFY_KEYS(metrics.list("per_image").at(0).toObject(), "sample dice iou");
}

void TstCliContract::multiLabelHasItsKeys()
{
    CliFolder folder;
    for (const char* colour : {"red", "green", "blue"})
        writePicture(folder.path(QStringLiteral("%1.png").arg(QLatin1String(colour))),
                     QColor(QLatin1String(colour)));
    writeFile(folder.path(QStringLiteral("t.csv")),
              "id,path,labels\na,red.png,red|green\nb,green.png,green\nc,blue.png,|\n");
    writeFile(folder.path(QStringLiteral("classes.csv")), "name\nred\ngreen\nblue\n");
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"),
                       keys("--task multilabel --schema classes.csv"));
    QStringList run = kRunMeans;
    run[3] = modelWithCard(
        QStringLiteral("means"), folder.path(QStringLiteral("m")),
        R"({"task": "multilabel", "classes": ["red", "green", "blue"], "input": {"width": 4, "height": 4,
                               "mean": [0.5, 0.5, 0.5]}, "output": {"logits": 0, "activation": "sigmoid", "embedding": 1}})");
    QVERIFY_STATUS(folder.run(run), 0);
    const CliResult metrics = folder.run(keys("metrics p.badcase --run r"));
    QVERIFY_KEYS(metrics.json, "run labels samples task gap map per_class");
    QCOMPARE(metrics.number("samples"), 3);
    QVERIFY_KEYS(metrics.list("per_class").at(0).toObject(), "class support precision recall f1 ap");
    writeFile(folder.path(QStringLiteral("fix.csv")), "id,label\na,red\nc,blue|red\n");
    QVERIFY_STATUS(folder.run(keys("relabel p.badcase --from fix.csv")), 0);
    const QJsonArray entries = folder.run(keys("journal p.badcase")).list("entries");
    QCOMPARE(entries.at(0).toObject().value(QStringLiteral("from")).toString(), QStringLiteral("red|green"));
    const QJsonArray classes = folder.run(keys("metrics p.badcase --run r")).list("per_class");
    QCOMPARE(classes.at(1).toObject().value(QStringLiteral("support")).toInt(), 1); // green: only b is left
    QCOMPARE(classes.at(0).toObject().value(QStringLiteral("support")).toInt(),
             2); // red: a, and c by correction
}

void TstCliContract::wrongUseIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const char* line :
         {"frobnicate p.badcase", "info", "info p.badcase too many", "info p.badcase --sideways",
          "create q.badcase", "create q.badcase --task painting", "import p.badcase data --format nonsense",
          "import p.badcase data --ignore many", "run p.badcase",
          "run p.badcase --model m.pt --name r --batch 0", "metrics p.badcase",
          "metrics p.badcase --run r --labels guessed", "relabel p.badcase", "export p.badcase --format csv",
          "export p.badcase --format csv --out o --labels best", "journal p.badcase --undo 0",
          "journal p.badcase --undo 1 --redo 1", "export p.badcase --format nonsense --out o",
          "export p.badcase --format csv --out data/inside"})
        QTest::newRow(line) << keys(line);
}

void TstCliContract::wrongUseIsTwo()
{
    QFETCH(QStringList, arguments);
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 1);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    const QStringList before = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    const CliResult result = folder.run(arguments);
    QVERIFY_STATUS(result, 2);
    QVERIFY2(result.oneObject, result.words().constData());
    QCOMPARE(result.errorCode(), QStringLiteral("invalid-argument"));
    QVERIFY(!result.message().isEmpty());
    QVERIFY(result.json.value(QStringLiteral("error")).toObject().contains(QStringLiteral("detail")));
    QVERIFY2(result.err.contains(result.message().toUtf8()), "people read stderr");
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), before);
}

void TstCliContract::failureIsOne_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* line, const char* code, const char* names) {
        QTest::newRow(line) << keys(line) << QString::fromLatin1(code) << QString::fromLatin1(names);
    };
    row("info absent.badcase", "not-found", "absent.badcase");
    row("create p.badcase --task classification", "already-exists", "p.badcase");
    row("create q.badcase --task classification --schema absent.json", "not-found", "absent.json");
    row("import p.badcase absent --format imagefolder", "not-found", "absent");
    row("metrics p.badcase --run absent", "not-found", "absent");
    row("inspect absent.pt", "not-found", "absent.pt");
    row("run p.badcase --model absent.pt --name r", "not-found", "absent.pt");
    row("relabel p.badcase --from absent.csv", "not-found", "absent.csv");
    row("export p.badcase --format csv --out full", "already-exists", "full");
}

void TstCliContract::failureIsOne()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, code);
    QFETCH(QString, names);
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 1);
    writeFile(folder.path(QStringLiteral("full/of.txt")), "things");
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    const CliResult result = folder.run(arguments);
    QVERIFY_STATUS(result, 1);
    QVERIFY2(result.oneObject, result.words().constData());
    QCOMPARE(result.errorCode(), code);
    QVERIFY2(result.message().contains(names), qPrintable(result.message()));
    QCOMPARE(readFile(folder.path(QStringLiteral("full/of.txt"))), QByteArray("things"));
}

void TstCliContract::failedSamplesAreThree()
{
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 2);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    QFile::remove(folder.path(QStringLiteral("data/red/1.png")));
    const CliResult run = folder.run(kRunMeans);
    QVERIFY_STATUS(run, 3);
    QCOMPARE(run.number("samples_done"), 5);
    QCOMPARE(run.number("samples_failed"), 1);
    QCOMPARE(run.list("problems").size(), 1);
    QCOMPARE(run.list("problems").at(0).toObject().value(QStringLiteral("sample")).toString(),
             QStringLiteral("red/1.png"));
    writeFile(folder.path(QStringLiteral("fix.csv")),
              "id,label\nred/0.png,green\nnobody.png,red\nblue/0.png,purple\n");
    const CliResult relabel = folder.run(keys("relabel p.badcase --from fix.csv"));
    QVERIFY_STATUS(relabel, 3);
    QCOMPARE(relabel.number("changed"), 1);
    QCOMPARE(relabel.number("failed"), 2);
    const CliResult exported = folder.run(keys("export p.badcase --format imagefolder --out out"));
    QVERIFY_STATUS(exported, 3);
    QCOMPARE(exported.number("samples"), 5);
    QVERIFY(exported.json.value(QStringLiteral("verified")).toBool());
}

void TstCliContract::interruptedIs130AndCanGoOn()
{
    CliFolder folder;
    constexpr int kRows = 30'000;
    writeManyRows(folder.path(), QStringLiteral("many.csv"), kRows);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("many.csv"));
    const auto process = folder.start(kRunMeans, true);
    process->setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("run ")) { // the first chunk is written
        QVERIFY2(process->waitForReadyRead(20'000), said.constData());
        said += process->readAllStandardError();
    }
    QVERIFY2(CliFolder::interrupt(*process), said.constData());
    const CliResult stopped = CliFolder::wait(*process);
    QVERIFY_STATUS(stopped, 130);
    QVERIFY2(stopped.oneObject, stopped.words().constData());
    const qint64 done = stopped.number("samples_done");
    QVERIFY2(done > 0 && done < kRows, stopped.out.constData());
    folder.mustBeSound(QStringLiteral("p.badcase"));
    QVERIFY_STATUS(folder.run(kRunMeans), 1); // the name is taken
    const CliResult resumed = folder.run(kRunMeans + QStringList{QStringLiteral("--resume")});
    QVERIFY_STATUS(resumed, 0);
    QCOMPARE(resumed.number("resumed_from"), done);
    QCOMPARE(resumed.number("samples_done"), kRows - done);
    QCOMPARE(folder.run(keys("metrics p.badcase --run r")).number("samples"), kRows);
}

void TstCliContract::withoutJsonItSpeaksToPeople()
{
    CliFolder folder;
    QProcess process;
    process.start(badcaseProgram(), {QStringLiteral("--help")});
    const CliResult help = CliFolder::wait(process);
    QVERIFY_STATUS(help, 0);
    for (const char* verb :
         {"create FILE", "import FILE SOURCE", "run FILE", "metrics FILE", "relabel FILE", "export FILE",
          "journal FILE", "info FILE", "verify FILE", "inspect [MODEL]", "demo [DIR]"})
        QVERIFY2(help.out.contains(verb), verb);
    process.start(badcaseProgram(), {QStringLiteral("--version")});
    QVERIFY(CliFolder::wait(process).out.startsWith("badcase "));
    process.start(badcaseProgram(), {QStringLiteral("info"), folder.path(QStringLiteral("absent.badcase"))});
    const CliResult failed = CliFolder::wait(process);
    QVERIFY_STATUS(failed, 1);
    QVERIFY(failed.out.isEmpty());
    QVERIFY(failed.err.startsWith("badcase: "));
}

void TstCliContract::dryRunsWriteNothing()
{
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 2);
    folder.makeProject(QStringLiteral("p.badcase"));
    const QByteArray empty = readFile(folder.path(QStringLiteral("p.badcase")));
    const CliResult import = folder.run(keys("import p.badcase data --dry-run"));
    QVERIFY_STATUS(import, 0);
    QCOMPARE(import.number("added"), 6);
    QCOMPARE(readFile(folder.path(QStringLiteral("p.badcase"))), empty);
    QCOMPARE(folder.run(keys("info p.badcase")).number("samples"), 0);

    QVERIFY_STATUS(folder.run(keys("import p.badcase data")), 0);
    writeFile(folder.path(QStringLiteral("fix.csv")), "id,label\nred/0.png,green\nred/1.png,red\n");
    const CliResult relabel = folder.run(keys("relabel p.badcase --from fix.csv --dry-run"));
    QVERIFY_STATUS(relabel, 0);
    QCOMPARE(relabel.number("changed"), 2); // the second one is a verdict
    QVERIFY(relabel.json.value(QStringLiteral("journal_from")).isNull());
    const QJsonObject info = folder.run(keys("info p.badcase")).json;
    QCOMPARE(info.value(QStringLiteral("corrections")).toInt(), 0);
    QVERIFY(info.value(QStringLiteral("verdicts")).toObject().isEmpty());
    QVERIFY(folder.run(keys("journal p.badcase")).list("entries").isEmpty());
}

void TstCliContract::secondImportUpdates()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("t.csv"), 9);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"));
    const CliResult again = folder.run(keys("import p.badcase t.csv"));
    QVERIFY_STATUS(again, 0);
    QCOMPARE(again.number("added"), 0);
    QCOMPARE(again.number("updated"), 0);
    QCOMPARE(again.number("skipped"), 9);
    QByteArray table = readFile(folder.path(QStringLiteral("t.csv")));
    table.replace("s00004,pictures/green.png,green", "s00004,pictures/green.png,red");
    writeFile(folder.path(QStringLiteral("t.csv")), table + "s00009,pictures/red.png,red,new\n");
    const CliResult third = folder.run(keys("import p.badcase t.csv"));
    QCOMPARE(third.number("added"), 1);
    QCOMPARE(third.number("updated"), 1);
    QCOMPARE(third.number("skipped"), 8);
    QCOMPARE(folder.run(keys("info p.badcase")).number("samples"), 10);
}

void TstCliContract::correctionsMoveOneScoreOnly()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("t.csv"), 12);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"));
    QVERIFY_STATUS(folder.run(kRunMeans), 0);
    QCOMPARE(folder.run(keys("metrics p.badcase --run r")).real("accuracy"), 1.0);
    // s00000 is red and the model says so; s00003 is taken out.
    writeFile(folder.path(QStringLiteral("fix.csv")), "id,label,verdict\ns00000,green,\ns00003,,bad-media\n");
    QVERIFY_STATUS(folder.run(keys("relabel p.badcase --from fix.csv --author ada")), 0);
    const CliResult given = folder.run(keys("metrics p.badcase --run r --labels given"));
    QCOMPARE(given.real("accuracy"), 1.0);
    QCOMPARE(given.number("samples"), 12);
    const CliResult corrected = folder.run(keys("metrics p.badcase --run r"));
    QCOMPARE(corrected.text("labels"), QStringLiteral("corrected"));
    QCOMPARE(corrected.number("samples"), 11);
    QCOMPARE(corrected.real("accuracy"), 10.0 / 11.0);
    const QJsonArray entries = folder.run(keys("journal p.badcase")).list("entries");
    QCOMPARE(entries.at(0).toObject().value(QStringLiteral("author")).toString(), QStringLiteral("ada"));
    QCOMPARE(entries.at(0).toObject().value(QStringLiteral("from")).toString(), QStringLiteral("red"));
    QCOMPARE(entries.at(0).toObject().value(QStringLiteral("to")).toString(), QStringLiteral("green"));
}

void TstCliContract::undoAndRedoAcrossProcesses()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("t.csv"), 12);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"));
    QVERIFY_STATUS(folder.run(kRunMeans), 0);
    const auto accuracy = [&] { return folder.run(keys("metrics p.badcase --run r")).real("accuracy"); };
    for (const int row : {0, 1, 2}) { // three groups, each makes one more sample a bad case
        writeFile(folder.path(QStringLiteral("fix.csv")),
                  QStringLiteral("id,label\n%1,%2\n")
                      .arg(rowName(row), row == 0 ? QStringLiteral("green") : QStringLiteral("red"))
                      .toUtf8());
        QVERIFY_STATUS(folder.run(keys("relabel p.badcase --from fix.csv")), 0);
    }
    QCOMPARE(accuracy(), 9.0 / 12.0);
    QVERIFY_STATUS(folder.run(keys("journal p.badcase --undo 2")), 0);
    QCOMPARE(accuracy(), 11.0 / 12.0);
    QVERIFY_STATUS(folder.run(keys("journal p.badcase --redo 1")), 0);
    QCOMPARE(accuracy(), 10.0 / 12.0);
    QVERIFY_STATUS(folder.run(keys("journal p.badcase --undo 100")), 0);
    QCOMPARE(accuracy(), 1.0);
    const CliResult nothing = folder.run(keys("journal p.badcase --undo 1"));
    QVERIFY_STATUS(nothing, 0);
    QVERIFY(nothing.list("entries").isEmpty());
    QVERIFY_STATUS(folder.run(keys("journal p.badcase --redo 3")), 0);
    QCOMPARE(accuracy(), 9.0 / 12.0);
    const QJsonArray all = folder.run(keys("journal p.badcase --limit 1000")).list("entries");
    QCOMPARE(all.size(),
             6 + 4 + 2 + 4 + 6); // each group: label and verdict; undone and redone ones are entries too
    for (qsizetype i = 1; i < all.size(); ++i) {
        QVERIFY(all.at(i).toObject().value(QStringLiteral("id")).toInteger() >
                all.at(i - 1).toObject().value(QStringLiteral("id")).toInteger());
    }
}

BADCASE_REGISTER_TEST(TstCliContract)
#include "tst_cli_contract.moc"
