// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QJsonDocument>

#include <cmath>

using namespace badcase;
using namespace badcase::test;

namespace {

constexpr double kExact = 1e-12;

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

QString data(const char* name)
{
    return shared(QStringLiteral("data/taac2021/") + QLatin1String(name));
}

QJsonObject objectIn(const QString& path)
{
    return QJsonDocument::fromJson(readFile(path)).object();
}

/// What the model finds in a video, at a probability of one half, as the truth of it.
QJsonObject annotationsOf(const QJsonValue& prediction)
{
    QJsonArray annotations;
    for (const auto found : prediction[QStringLiteral("result")].toArray()) {
        const auto tags = found[QStringLiteral("labels")].toArray();
        QJsonArray labels;
        for (int i = 0; i < tags.size(); ++i) {
            if (found[QStringLiteral("scores")][i].toDouble() >= 0.5)
                labels.append(tags[i]);
        }
        const auto ends = found[QStringLiteral("segment")].toArray();
        if (ends[0].toDouble() >= 0 && !labels.isEmpty())
            annotations.append(
                QJsonObject{{QStringLiteral("segment"), ends}, {QStringLiteral("labels"), labels}});
    }
    return {{QStringLiteral("annotations"), annotations}};
}

/// Truths compared by what they say: begin, end and the set of tags of each segment, by begin.
QJsonArray sorted(const QJsonValue& video)
{
    QMap<double, QJsonArray> segments;
    for (const auto one : video[QStringLiteral("annotations")].toArray()) {
        QStringList tags = one[QStringLiteral("labels")].toVariant().toStringList();
        tags.sort();
        const auto ends = one[QStringLiteral("segment")].toArray();
        segments.insert(ends[0].toDouble(),
                        {ends[0].toDouble(), ends[1].toDouble(), QJsonArray::fromStringList(tags)});
    }
    QJsonArray list;
    for (const auto& segment : segments)
        list.append(segment);
    return list;
}

/// Nothing, or the two numbers in words.
QString unlike(double found, double expected, double tolerance)
{
    return std::abs(found - expected) <= tolerance
               ? QString()
               : QStringLiteral("%1, not %2").arg(found, 0, 'g', 17).arg(expected, 0, 'g', 17);
}

double segmentMap(const CliResult& metrics)
{
    return metrics.json[QStringLiteral("segment_map")][QStringLiteral("mean")].toDouble(-1);
}

} // namespace

/// Segments and tags of TAAC 2021 from the challenge's files to corrected ones, against its own figures.
class TstCliTaac2021 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void figuresEqualTheChallenge();
    void correctionsMoveTheScore();
    void wrongUse();

private:
    void makeProject(const CliFolder& folder);
    QJsonObject writeCorrections(const CliFolder& folder);
};

void TstCliTaac2021::makeProject(const CliFolder& folder)
{
    folder.makeProject(QStringLiteral("t.badcase"), data("train_gt_synthetic.json"),
                       {QStringLiteral("--task"), QStringLiteral("multilabel"), QStringLiteral("--schema"),
                        data("label_id_synthetic.txt")},
                       words("--format taac2021"));
    for (const char* track : {"tagging", "structuring"}) {
        const CliResult run = folder.run(
            words("import-run t.badcase --out-of-fold yes") +
            QStringList{
                QStringLiteral("--name"), QLatin1String(track), QStringLiteral("--predictions"),
                data(qPrintable(QStringLiteral("%1_pred_synthetic.json").arg(QLatin1String(track))))});
        QVERIFY_STATUS(run, 0);
        QCOMPARE(run.number("samples"), 300);
        QCOMPARE(run.list("problems").size(), 0);
        QCOMPARE(run.text("out_of_fold"), QStringLiteral("yes"));
    }
}

/// fix.json: in every tenth video the model is right.
QJsonObject TstCliTaac2021::writeCorrections(const CliFolder& folder)
{
    const QJsonObject predictions = objectIn(data("structuring_pred_synthetic.json"));
    QJsonObject fixes;
    const QStringList videos = predictions.keys();
    for (qsizetype i = 0; i < videos.size(); i += 10)
        fixes.insert(videos.at(i), annotationsOf(predictions.value(videos.at(i))));
    writeFile(folder.path(QStringLiteral("fix.json")), QJsonDocument(fixes).toJson());
    return fixes;
}

void TstCliTaac2021::figuresEqualTheChallenge()
{
    NEEDS_SHARED();
    CliFolder folder;
    makeProject(folder);
    const QJsonObject expected = objectIn(shared(QStringLiteral("data/reference/taac2021/metrics.json")));
    const CliResult tagging = folder.run(words("metrics t.badcase --run tagging"));
    QVERIFY_STATUS(tagging, 0);
    QCOMPARE(tagging.number("samples"), 300);
    QCOMPARE(unlike(tagging.real("gap"), expected[QStringLiteral("gap20")].toDouble(), kExact), QString());
    QCOMPARE(unlike(tagging.real("map"), expected[QStringLiteral("map_macro_present")].toDouble(), kExact),
             QString());
    QVERIFY(!tagging.json.contains(QStringLiteral("segment_map")));

    const CliResult structuring = folder.run(words("metrics t.badcase --run structuring --labels given"));
    QVERIFY_STATUS(structuring, 0);
    QCOMPARE(unlike(segmentMap(structuring), expected[QStringLiteral("structuring_average_mAP")].toDouble(),
                    kExact),
             QString());
    const QJsonObject overlaps = expected[QStringLiteral("structuring_mAP_at_tiou")].toObject();
    QCOMPARE(overlaps.size(), 10);
    for (const QString& overlap : overlaps.keys()) {
        QCOMPARE(
            unlike(
                structuring.json[QStringLiteral("segment_map")][QStringLiteral("tiou")][overlap].toDouble(-1),
                overlaps.value(overlap).toDouble(), kExact),
            QString());
    }
    QCOMPARE(structuring.json[QStringLiteral("segment_map")][QStringLiteral("per_class")].toArray().size(),
             82);
    folder.mustBeSound(QStringLiteral("t.badcase"));
}

void TstCliTaac2021::correctionsMoveTheScore()
{
    NEEDS_SHARED();
    CliFolder folder;
    makeProject(folder);
    const QStringList measureSegments = words("metrics t.badcase --run structuring");
    const QStringList measureTags = words("metrics t.badcase --run tagging");
    const double before = segmentMap(folder.run(measureSegments));
    const double gapBefore = folder.run(measureTags).real("gap");
    const QJsonObject fixes = writeCorrections(folder);
    const CliResult dry = folder.run(words("relabel t.badcase --segments fix.json --dry-run"));
    QVERIFY_STATUS(dry, 0);
    QCOMPARE(dry.number("changed"), 30);
    QVERIFY(dry.json.value(QStringLiteral("journal_from")).isNull());
    const CliResult relabel = folder.run(words("relabel t.badcase --segments fix.json --author judge"));
    QVERIFY_STATUS(relabel, 0);
    QCOMPARE(relabel.number("changed"), 30);
    QCOMPARE(relabel.number("failed"), 0);

    const double after = segmentMap(folder.run(measureSegments));
    QVERIFY2(after > before + 0.01, qPrintable(QStringLiteral("%1, then %2").arg(before).arg(after)));
    QCOMPARE(segmentMap(folder.run(measureSegments + words("--labels given"))), before);
    QVERIFY(folder.run(measureTags).real("gap") != gapBefore); // labels follow the segments
    bool told = false;
    for (const auto entry : folder.run(words("journal t.badcase")).list("entries"))
        told = told || (entry[QStringLiteral("kind")].toString() == QLatin1String("segments") &&
                        entry[QStringLiteral("to")].toString().contains(QStringLiteral("标签")));
    QVERIFY(told);

    QVERIFY_STATUS(folder.run(words("journal t.badcase --undo 1")), 0);
    QCOMPARE(unlike(segmentMap(folder.run(measureSegments)), before, 0), QString());
    QCOMPARE(unlike(folder.run(measureTags).real("gap"), gapBefore, 0), QString());
    QVERIFY_STATUS(folder.run(words("journal t.badcase --redo 1")), 0);
    QCOMPARE(unlike(segmentMap(folder.run(measureSegments)), after, 0), QString());

    const CliResult given =
        folder.run(words("export t.badcase --format taac2021 --labels given --out given"));
    const CliResult corrected = folder.run(words("export t.badcase --format taac2021 --out corrected"));
    QVERIFY_STATUS(given, 0);
    QVERIFY_STATUS(corrected, 0);
    QVERIFY(corrected.json.value(QStringLiteral("verified")).toBool());
    const QJsonObject truth = objectIn(data("train_gt_synthetic.json"));
    const QJsonObject asGiven = objectIn(folder.path(QStringLiteral("given/train_gt.json")));
    const QJsonObject asCorrected = objectIn(folder.path(QStringLiteral("corrected/train_gt.json")));
    QCOMPARE(asCorrected.keys(), truth.keys());
    for (const QString& video : truth.keys()) {
        QCOMPARE(sorted(asGiven.value(video)), sorted(truth.value(video)));
        QCOMPARE(sorted(asCorrected.value(video)), sorted(fixes.contains(video) ? fixes.value(video) : truth.value(video)));
    }
    // Whoever starts from the export has the corrected score as given.
    folder.makeProject(QStringLiteral("again.badcase"), QStringLiteral("corrected"),
                       words("--task multilabel --schema corrected/classes.json"),
                       words("--format taac2021"));
    QVERIFY_STATUS(folder.run(words("import-run again.badcase --name structuring --predictions") +
                              QStringList{data("structuring_pred_synthetic.json")}),
                   0);
    QCOMPARE(unlike(segmentMap(folder.run(words("metrics again.badcase --run structuring --labels given"))),
                    after, kExact),
             QString());
}

void TstCliTaac2021::wrongUse()
{
    CliFolder folder;
    writeFile(folder.path(QStringLiteral("classes.csv")), "name\nx\ny\n");
    folder.makeProject(QStringLiteral("p.badcase"), {}, words("--task multilabel --schema classes.csv"));
    writeFile(folder.path(QStringLiteral("table.csv")), "id,x,y\na.mp4,0.5,0.5\n");
    const QStringList import = words("import-run p.badcase --name r");
    QVERIFY_STATUS(folder.run(import), 2);
    QVERIFY_STATUS(folder.run(import + words("--predictions table.csv")), 2);
    QVERIFY_STATUS(folder.run(import + words("--predictions absent.json")), 1);
    QVERIFY_STATUS(folder.run(words("relabel p.badcase --from table.csv --segments table.csv")), 2);
    QCOMPARE(folder.run(words("info p.badcase")).list("runs").size(), 0);
}

BADCASE_REGISTER_TEST(TstCliTaac2021)
#include "tst_cli_taac2021.moc"
