// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QFile>

#include <cmath>

using namespace badcase::test;

namespace {

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

QStringList runOf(const QString& model, const QString& name, const QStringList& more = {})
{
    return QStringList{QStringLiteral("run"),     QStringLiteral("p.badcase"),
                       QStringLiteral("--model"), model,
                       QStringLiteral("--name"),  name,
                       QStringLiteral("--trust")} +
           more;
}

QByteArray cardWith(const char* scale)
{
    return QByteArray(R"({"task": "classification", "classes": ["red", "green", "blue"],
                          "input": {"width": 4, "height": 4, "scale": )") +
           scale + R"(}, "output": {"logits": 0, "activation": "softmax"}})";
}

} // namespace

/// Nothing is computed twice; what a run says while it goes on.
class TstCliReuse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void secondRunComputesNothing();
    void changedFileIsComputedAnew();
    void otherSettingsComputeAll();
    void sameFileUnderAnotherId();
    void masks();
    void earlyScoreAndStages();
    void progressOnStderr();

private:
    void makeColours(int each = 4)
    {
        writeColours(m_folder->path(QStringLiteral("data")), each);
        m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    }
    std::unique_ptr<CliFolder> m_folder;
};

void TstCliReuse::secondRunComputesNothing()
{
    makeColours();
    const QString model = fixtureModel(QStringLiteral("means"));
    const CliResult first = m_folder->run(runOf(model, QStringLiteral("first")));
    QVERIFY_STATUS(first, 0);
    QCOMPARE(first.number("reused"), 0); // the same colour thrice in a run is computed thrice
    const CliResult second = m_folder->run(runOf(model, QStringLiteral("second")));
    QVERIFY_STATUS(second, 0);
    QCOMPARE(second.number("reused"), 12);
    QCOMPARE(second.number("samples_done"), 12);
    QCOMPARE(second.real("forward_seconds"), 0.0);
    const QStringList measure = words("metrics p.badcase --run");
    const QJsonObject one = m_folder->run(measure + QStringList{QStringLiteral("first")}).json;
    QJsonObject other = m_folder->run(measure + QStringList{QStringLiteral("second")}).json;
    other.insert(QStringLiteral("run"), QStringLiteral("first"));
    QCOMPARE(other, one);
    QCOMPARE(one.value(QStringLiteral("accuracy")).toDouble(), 1.0);
    // Part of the samples: another set, the same results.
    const CliResult third =
        m_folder->run(runOf(model, QStringLiteral("third"), {QStringLiteral("--recompute")}));
    QVERIFY_STATUS(third, 0);
    QCOMPARE(third.number("reused"), 0);
    QVERIFY(third.real("forward_seconds") > 0.0);
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliReuse::changedFileIsComputedAnew()
{
    makeColours();
    const QString model = fixtureModel(QStringLiteral("means"));
    QVERIFY_STATUS(m_folder->run(runOf(model, QStringLiteral("first"))), 0);
    // Under the same name, and so small a change that the size of the file may stay.
    writePicture(m_folder->path(QStringLiteral("data/red/0.png")), QColor(0, 0, 251));
    const CliResult second = m_folder->run(runOf(model, QStringLiteral("second")));
    QVERIFY_STATUS(second, 0);
    QCOMPARE(second.number("reused"), 11);
    const double accuracy = m_folder->run(words("metrics p.badcase --run second")).real("accuracy");
    QVERIFY(std::abs(accuracy - 11.0 / 12) < 1e-12);
}

void TstCliReuse::otherSettingsComputeAll()
{
    makeColours();
    const QString model =
        modelWithCard(QStringLiteral("means"), m_folder->path(QStringLiteral("m")), cardWith("1"));
    QVERIFY_STATUS(m_folder->run(runOf(model, QStringLiteral("first"))), 0);
    writeFile(m_folder->path(QStringLiteral("m.json")), cardWith("0.5")); // the model file stays as it is
    const CliResult second = m_folder->run(runOf(model, QStringLiteral("second")));
    QVERIFY_STATUS(second, 0);
    QCOMPARE(second.number("reused"), 0);
    const CliResult frames =
        m_folder->run(runOf(model, QStringLiteral("third"), words("--frames uniform:3")));
    QVERIFY_STATUS(frames, 0);
    QCOMPARE(frames.number("reused"), 0);
    writeFile(m_folder->path(QStringLiteral("m.json")), cardWith("1"));
    const CliResult again = m_folder->run(runOf(model, QStringLiteral("fourth")));
    QVERIFY_STATUS(again, 0);
    QCOMPARE(again.number("reused"), 12);
}

void TstCliReuse::sameFileUnderAnotherId()
{
    // 40 samples share three pictures.
    writeManyRows(m_folder->path(), QStringLiteral("all.csv"), 40);
    m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("all.csv"));
    const QString model = fixtureModel(QStringLiteral("means"));
    QVERIFY_STATUS(m_folder->run(runOf(model, QStringLiteral("first"))), 0);
    writeManyRows(m_folder->path(), QStringLiteral("more.csv"), 60);
    QVERIFY_STATUS(m_folder->run(words("import p.badcase more.csv")), 0);
    const CliResult second = m_folder->run(runOf(model, QStringLiteral("second")));
    QVERIFY_STATUS(second, 0);
    QCOMPARE(second.number("samples_done"), 60);
    QCOMPARE(second.number("reused"), 60);
    QCOMPARE(m_folder->run(words("metrics p.badcase --run second")).real("accuracy"), 1.0);
}

void TstCliReuse::masks()
{
    writeRegions(m_folder->path(QStringLiteral("set")), 6);
    m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("set"),
                          words("--task segmentation --schema set/classes.json"), words("--format masks"));
    const CliResult first = m_folder->run(runOf(regionModel(), QStringLiteral("first")));
    QVERIFY_STATUS(first, 0);
    const CliResult second = m_folder->run(runOf(regionModel(), QStringLiteral("second")));
    QVERIFY_STATUS(second, 0);
    QCOMPARE(second.number("reused"), 6);
    QJsonObject one = m_folder->run(words("metrics p.badcase --run first --per-image")).json;
    QJsonObject other = m_folder->run(words("metrics p.badcase --run second --per-image")).json;
    other.insert(QStringLiteral("run"), QStringLiteral("first"));
    QCOMPARE(other, one);
    // All six images come first, so the early score is the score.
    for (const CliResult& run : {first, second}) {
        const QJsonObject early = run.json.value(QStringLiteral("early")).toObject();
        QCOMPARE(early.value(QStringLiteral("metric")).toString(), QStringLiteral("mean_dice_per_image"));
        QCOMPARE(early.value(QStringLiteral("samples")).toInt(), 6);
        QVERIFY(std::abs(early.value(QStringLiteral("value")).toDouble() -
                         one.value(QStringLiteral("mean_dice_per_image")).toDouble()) < 1e-9);
    }
}

void TstCliReuse::earlyScoreAndStages()
{
    writeManyRows(m_folder->path(), QStringLiteral("all.csv"), 900);
    m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("all.csv"));
    const CliResult run = m_folder->run(runOf(fixtureModel(QStringLiteral("means")), QStringLiteral("r")));
    QVERIFY_STATUS(run, 0);
    const QJsonObject early = run.json.value(QStringLiteral("early")).toObject();
    QCOMPARE(early.value(QStringLiteral("samples")).toInt(), 45);
    QVERIFY(early.value(QStringLiteral("complete")).toBool());
    QCOMPARE(early.value(QStringLiteral("metric")).toString(), QStringLiteral("accuracy"));
    QCOMPARE(early.value(QStringLiteral("value")).toDouble(), 1.0);
    QCOMPARE(early.value(QStringLiteral("high")).toDouble(), 1.0);
    QVERIFY(early.value(QStringLiteral("low")).toDouble() > 0.9);
    QCOMPARE(early.value(QStringLiteral("figures")).toArray().size(), 2);

    const QJsonArray stages = run.list("stages");
    QStringList names;
    for (const QJsonValue& value : stages) {
        names.append(value[QStringLiteral("stage")].toString());
        for (const char* key : {"seconds", "share", "queue"})
            QVERIFY2(value[QLatin1String(key)].isDouble() && value[QLatin1String(key)].toDouble() >= 0, key);
        QVERIFY(value[QStringLiteral("share")].toDouble() <= 1.0);
    }
    QCOMPARE(names, words("decode preprocess forward postprocess write"));
    QCOMPARE(run.real("busy"), stages[2][QStringLiteral("share")].toDouble());
    QCOMPARE(run.real("forward_seconds"), stages[2][QStringLiteral("seconds")].toDouble());
    QVERIFY(run.real("busy") > 0.0);
}

void TstCliReuse::progressOnStderr()
{
    writeManyRows(m_folder->path(), QStringLiteral("all.csv"), 900);
    m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("all.csv"));
    const auto process =
        m_folder->start(runOf(fixtureModel(QStringLiteral("means")), QStringLiteral("r")), true);
    const CliResult run = CliFolder::wait(*process);
    QVERIFY_STATUS(run, 0);
    QVERIFY2(run.err.contains("early score: accuracy 1.00 [0.9"), run.err.constData());
    QVERIFY2(run.err.contains("over 45 samples"), run.err.constData());
    QCOMPARE(run.err.count("early score:"), 1);
    QVERIFY2(run.err.contains("/s") && run.err.contains("model busy"), run.err.constData());
}

BADCASE_REGISTER_TEST(TstCliReuse)
#include "tst_cli_reuse.moc"
