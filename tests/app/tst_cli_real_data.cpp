// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/project_database.h"
#include "storage/run_repository.h"
#include "storage/sample_repository.h"
#include "storage/schema_repository.h"
#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/app/real_projects.h"
#include "tests/engine/npy.h"
#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::test;

namespace {

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

QStringList runOf(const QString& project, const QString& model)
{
    return {QStringLiteral("run"),     project,
            QStringLiteral("--model"), shared(QStringLiteral("models/%1/%1.pt").arg(model)),
            QStringLiteral("--name"),  QStringLiteral("r"),
            QStringLiteral("--trust")};
}

/// Probabilities of run "r" by sample name, with the classes in the order of `classes`.
Result<QHash<QString, std::vector<float>>> probabilitiesOf(const QString& project, const QStringList& classes)
{
    BADCASE_ASSIGN(const auto database, storage::ProjectDatabase::open(project, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto connection, database->connect());
    BADCASE_ASSIGN(const Schema schema, storage::SchemaRepository(*connection).load());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(QStringLiteral("r")));
    storage::SampleRepository samples(*connection);
    QHash<QString, std::vector<float>> rows;
    const auto visit = [&](const storage::ProbabilityMatrix& matrix) -> Result<void> {
        BADCASE_ASSIGN(const auto found, samples.rows(matrix.samples));
        const auto& values = std::get<std::vector<float>>(matrix.values);
        for (std::size_t i = 0; i < found.size(); ++i) {
            std::vector<float> row;
            for (const QString& name : classes)
                row.push_back(values[i * static_cast<std::size_t>(matrix.columns) +
                                     static_cast<std::size_t>(schema.indexOf(name))]);
            rows.insert(found[i].sample.name, std::move(row));
        }
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(*connection).eachProbabilities(run.id, {}, visit));
    return rows;
}

std::span<const float> rowOf(const engine::Tensor& tensor, std::size_t row)
{
    const auto width = static_cast<std::size_t>(tensor.shape.at(1));
    return std::span(tensor.values).subspan(row * width, width);
}

/// Support, precision and recall by class name: two projects may have the same classes in another order.
QJsonObject countsByClass(const CliResult& metrics)
{
    QJsonObject classes;
    for (const auto& value : metrics.list("per_class")) {
        const QJsonObject one = value.toObject();
        classes.insert(one.value(QStringLiteral("class")).toString(),
                       QJsonArray{one.value(QStringLiteral("support")),
                                  one.value(QStringLiteral("precision")),
                                  one.value(QStringLiteral("recall"))});
    }
    return classes;
}

double marginOf(std::span<const float> row)
{
    std::vector<float> sorted(row.begin(), row.end());
    std::ranges::sort(sorted, std::greater());
    return sorted.at(0) - sorted.at(1);
}

} // namespace

/// The whole loop on the command line with real pictures and real models, against the field's own numbers.
class TstCliRealData : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void clothingLoop();
    void clothingProbabilities();
    void camvidLoop();
    void nucleiDice();

private:
    void makeClothing(const CliFolder& folder);
};

void TstCliRealData::makeClothing(const CliFolder& folder)
{
    folder.makeProject(QStringLiteral("c.badcase"), shared(QStringLiteral("data/pictures/clothing/test")), {},
                       words("--format imagefolder --split test"));
    const CliResult run = folder.run(runOf(QStringLiteral("c.badcase"), QStringLiteral("clothing_net")));
    QVERIFY_STATUS(run, 0);
    QCOMPARE(run.number("samples_done"), 372);
}

void TstCliRealData::clothingLoop()
{
    NEEDS_SHARED();
    CliFolder folder;
    makeClothing(folder);
    const QJsonObject expected =
        realReference(QStringLiteral("clothing_net")).value(QStringLiteral("test")).toObject();
    const CliResult before = folder.run(words("metrics c.badcase --run r"));
    QCOMPARE(before.real("accuracy"), expected.value(QStringLiteral("accuracy")).toDouble()); // 0.586
    QVERIFY(std::abs(
                before.json.value(QStringLiteral("f1")).toObject().value(QStringLiteral("macro")).toDouble() -
                expected.value(QStringLiteral("f1_macro")).toDouble()) < 1e-6);
    QVERIFY(std::abs(before.real("log_loss") - expected.value(QStringLiteral("log_loss")).toDouble()) < 1e-4);
    QCOMPARE(before.number("samples"), 372);

    const QStringList classes =
        folder.run(words("info c.badcase")).json.value(QStringLiteral("classes")).toVariant().toStringList();
    const auto rows = probabilitiesOf(folder.path(QStringLiteral("c.badcase")), classes);
    QVERIFY_RESULT(rows);
    // Take the model's word where it is surest and differs from the label: the corrected score must rise by
    // just these.
    QByteArray table = "id,label,reason\n";
    int corrected = 0;
    for (auto it = rows->begin(); it != rows->end(); ++it) {
        const QString decided = classes.at(argmax(it.value()));
        if (decided != it.key().section(u'/', 0, 0) && *std::ranges::max_element(it.value()) > 0.8f) {
            table += QStringLiteral("%1,%2,sure\n").arg(it.key(), decided).toUtf8();
            ++corrected;
        }
    }
    QVERIFY(corrected > 5);
    writeFile(folder.path(QStringLiteral("fix.csv")), table);
    const CliResult relabel = folder.run(words("relabel c.badcase --from fix.csv"));
    QVERIFY_STATUS(relabel, 0);
    QCOMPARE(relabel.number("changed"), corrected);
    QCOMPARE(folder.run(words("metrics c.badcase --run r --labels given")).real("accuracy"),
             before.real("accuracy"));
    QVERIFY(std::abs(folder.run(words("metrics c.badcase --run r")).real("accuracy") -
                     before.real("accuracy") - corrected / 372.0) < 1e-9);

    for (const QString& format : {QStringLiteral("imagefolder"), QStringLiteral("csv")}) {
        const CliResult exported =
            folder.run({QStringLiteral("export"), QStringLiteral("c.badcase"), QStringLiteral("--format"),
                        format, QStringLiteral("--out"), format});
        QVERIFY_STATUS(exported, 0);
        QCOMPARE(exported.number("samples"), 372);
        QVERIFY(exported.json.value(QStringLiteral("verified")).toBool());
        const QString again = format + QStringLiteral(".badcase");
        const QString source = format == QLatin1String("csv") ? QStringLiteral("csv/samples.csv") : format;
        folder.makeProject(again, source);
        QCOMPARE(folder.run({QStringLiteral("info"), again}).number("samples"), 372);
        // The same model over the exported data scores as it does against the corrected labels here.
        QVERIFY_STATUS(folder.run(runOf(again, QStringLiteral("clothing_net"))), 0);
        const CliResult metrics =
            folder.run({QStringLiteral("metrics"), again, QStringLiteral("--run"), QStringLiteral("r"),
                        QStringLiteral("--labels"), QStringLiteral("given")});
        const CliResult here = folder.run(words("metrics c.badcase --run r"));
        QCOMPARE(metrics.real("accuracy"), here.real("accuracy"));
        QCOMPARE(countsByClass(metrics), countsByClass(here));
    }
}

void TstCliRealData::clothingProbabilities()
{
    NEEDS_SHARED();
    CliFolder folder;
    makeClothing(folder);
    const auto card = readCard(QStringLiteral("clothing_net"));
    QVERIFY_RESULT(card);
    const auto rows = probabilitiesOf(folder.path(QStringLiteral("c.badcase")), card->classes);
    QVERIFY_RESULT(rows);
    const auto expected = readNpy(shared(QStringLiteral("models/clothing_net/reference/probs.npy")));
    QVERIFY_RESULT(expected);
    const auto ids = readCsv(shared(QStringLiteral("models/clothing_net/reference/ids.csv")));
    QCOMPARE(ids.size(), std::size_t(372));
    double largest = 0;
    double sum = 0;
    int unlike = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto mine = rows->constFind(ids[i].at(1).section(u'/', 1)); // "test/pants/x.jpg"
        QVERIFY2(mine != rows->constEnd(), qPrintable(ids[i].at(1)));
        const auto theirs = rowOf(*expected, i);
        const std::vector<float>& ours = *mine;
        for (std::size_t c = 0; c < ours.size(); ++c) {
            const double difference = std::abs(double(ours[c]) - double(theirs[c]));
            largest = std::max(largest, difference);
            sum += difference;
        }
        if (marginOf(theirs) > 0.01 && argmax(ours) != argmax(theirs))
            ++unlike;
    }
    qInfo("probabilities differ by %g at most, %g on average (two JPEG decoders)", largest,
          sum / double(ids.size() * 10));
    QCOMPARE(unlike, 0);
    QVERIFY(largest < 0.02);
    QVERIFY(sum / double(ids.size() * 10) < 0.0005);
}

void TstCliRealData::camvidLoop()
{
    NEEDS_SHARED();
    CliFolder folder;
    const QString camvid = shared(QStringLiteral("data/camvid"));
    folder.makeProject(QStringLiteral("s.badcase"), camvid + QStringLiteral("/CamVid"),
                       {QStringLiteral("--task"), QStringLiteral("segmentation"), QStringLiteral("--schema"),
                        camvid + QStringLiteral("/classes.json")},
                       words("--format masks --images test --masks testannot --split test"));
    QVERIFY_STATUS(folder.run(runOf(QStringLiteral("s.badcase"), QStringLiteral("camvid_unet"))), 0);
    const CliResult metrics = folder.run(words("metrics s.badcase --run r"));
    QVERIFY_STATUS(metrics, 0);
    const QJsonObject expected = realReference(QStringLiteral("camvid_unet"));
    for (const char* key : {"mean_iou", "pixel_accuracy", "mean_dice_pooled"}) {
        const double theirs = expected.value(QLatin1String(key)).toDouble(-1);
        QVERIFY2(std::abs(metrics.real(key) - theirs) < 0.001, key);
    }
    QCOMPARE(metrics.number("ignore_index"), 11);

    const CliResult exported = folder.run(words("export s.badcase --format masks --out out"));
    QVERIFY_STATUS(exported, 0);
    QCOMPARE(exported.number("samples"), 20);
    folder.makeProject(QStringLiteral("again.badcase"), QStringLiteral("out"),
                       words("--task segmentation --schema out/classes.json"), words("--format masks"));
    QVERIFY_STATUS(folder.run(runOf(QStringLiteral("again.badcase"), QStringLiteral("camvid_unet"))), 0);
    const CliResult again = folder.run(words("metrics again.badcase --run r"));
    QCOMPARE(again.list("confusion"), metrics.list("confusion")); // every pixel of every mask came through
    QCOMPARE(folder.run(words("export s.badcase --format masks --out out2")).number("bytes"),
             exported.number("bytes"));
    QCOMPARE(readFile(folder.path(QStringLiteral("out2/manifest.json"))),
             readFile(folder.path(QStringLiteral("out/manifest.json"))));
}

void TstCliRealData::nucleiDice()
{
    NEEDS_SHARED();
    CliFolder folder;
    const auto expected = nucleiReference(QStringLiteral("dice_per_image"), 0.5);
    const int test = makeNuclei(folder, QStringLiteral("n.badcase"));
    QVERIFY(test > 0);
    QVERIFY_STATUS(folder.run(nucleiRun(QStringLiteral("r"))), 0);
    const CliResult metrics = folder.run(words("metrics n.badcase --run r --per-image"));
    QCOMPARE(metrics.list("per_image").size(), test);
    double sum = 0;
    for (const auto& value : metrics.list("per_image")) {
        const QString id = value.toObject().value(QStringLiteral("sample")).toString();
        QVERIFY2(expected.contains(id), qPrintable(id));
        QVERIFY2(std::abs(value.toObject().value(QStringLiteral("dice")).toDouble() - expected.value(id)) <
                     0.001,
                 qPrintable(id));
        sum += expected.value(id);
    }
    QVERIFY(std::abs(metrics.real("mean_dice_per_image") - sum / test) < 0.001);
    QCOMPARE(metrics.list("per_class").size(), 1); // the background is no class
}

BADCASE_REGISTER_TEST(TstCliRealData)
#include "tst_cli_real_data.moc"
