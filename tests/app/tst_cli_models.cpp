// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>

using namespace badcase::test;

namespace {

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

QStringList runOf(const QString& model, const QStringList& more = {QStringLiteral("--trust")})
{
    return QStringList{QStringLiteral("run"),     QStringLiteral("p.badcase"),
                       QStringLiteral("--model"), model,
                       QStringLiteral("--name"),  QStringLiteral("r")} +
           more;
}

} // namespace

/// Models that may not run, do not fit, or fail.
class TstCliModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
        writeColours(m_folder->path(QStringLiteral("data")), 3);
        m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    }
    void asksForConsentOnce();
    void badModelsFailWithWords_data();
    void badModelsFailWithWords();
    void classesMeetByName();
    void cardBesideTheFile();
    void inspectListsTensors();

private:
    std::unique_ptr<CliFolder> m_folder;
};

void TstCliModels::asksForConsentOnce()
{
    const QString model = m_folder->path(QStringLiteral("m.pt"));
    QVERIFY(QFile::copy(fixtureModel(QStringLiteral("means")), model));
    const CliResult before = m_folder->run({QStringLiteral("inspect"), model});
    QVERIFY(!before.json.value(QStringLiteral("trusted")).toBool(true));
    const CliResult refused = m_folder->run(runOf(model, {}));
    QVERIFY_STATUS(refused, 1);
    QCOMPARE(refused.errorCode(), QStringLiteral("not-trusted"));
    QVERIFY(refused.message().contains(QLatin1String("m.pt")) &&
            refused.message().contains(QLatin1String("--trust")));
    QVERIFY(m_folder->run(words("info p.badcase")).list("runs").isEmpty()); // nothing began

    QVERIFY_STATUS(m_folder->run(runOf(model)), 0);
    QVERIFY(m_folder->run({QStringLiteral("inspect"), model}).json.value(QStringLiteral("trusted")).toBool());
    QStringList second = runOf(model, {});
    second.last() = QStringLiteral("second");
    QVERIFY_STATUS(m_folder->run(second), 0);

    // Consent is given to these bytes, not to the name; and it is this user's, not the project's.
    QFile::remove(model);
    QVERIFY(QFile::copy(fixtureModel(QStringLiteral("optional_aux")), model));
    QCOMPARE(m_folder->run(runOf(model, {})).errorCode(), QStringLiteral("not-trusted"));
    QVERIFY(QDir(m_folder->path(QStringLiteral("config"))).removeRecursively());
    second.last() = QStringLiteral("third");
    second[3] = fixtureModel(QStringLiteral("means"));
    QCOMPARE(m_folder->run(second).errorCode(), QStringLiteral("not-trusted"));
}

void TstCliModels::badModelsFailWithWords_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("card");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* model, const char* says, const char* card = "") {
        QTest::newRow(name) << QString::fromLatin1(model) << QString::fromLatin1(card)
                            << QString::fromLatin1(says);
    };
    row("it throws", "throws", "the weather is bad");
    row("another shape", "wrong_shape", "1 x 7");
    row("no tensor", "not_a_tensor", "expected a tensor");
    row("no memory", "out_of_memory", "memory");
    row("not a number", "nan", "NaN",
        R"({"task": "classification", "classes": ["red", "green", "blue"], "input": {"width": 4, "height": 4},
            "output": {"logits": 0, "activation": "softmax"}})");
    row("another input size", "fixed_size", "fixed_size",
        R"({"task": "classification", "classes": ["red", "green", "blue"], "input": {"width": 9, "height": 7},
            "output": {"logits": 0, "activation": "softmax"}})");
    row("an output that is not there", "means", "2",
        R"({"task": "classification", "classes": ["red", "green", "blue"], "input": {"width": 4, "height": 4},
            "output": {"logits": 2, "activation": "softmax"}})");
    row("no card", "nan", "no card");
}

void TstCliModels::badModelsFailWithWords()
{
    QFETCH(QString, model);
    QFETCH(QString, card);
    QFETCH(QString, says);
    QString file = m_folder->path(model + QStringLiteral(".pt"));
    if (card.isEmpty())
        QVERIFY(QFile::copy(fixtureModel(model), file));
    else
        file = modelWithCard(model, m_folder->path(model), card.toUtf8());
    const CliResult result = m_folder->run(runOf(file));
    QVERIFY2(result.status == 1 || result.status == 2, result.words().constData());
    QVERIFY2(result.oneObject, result.words().constData());
    QVERIFY2(result.message().contains(says), qPrintable(result.message()));
    QVERIFY2(result.message().contains(model), qPrintable(result.message()));
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
    // It stands in nobody's way: another model runs over the same samples.
    QStringList good = runOf(fixtureModel(QStringLiteral("means")));
    good[5] = QStringLiteral("good");
    QVERIFY_STATUS(m_folder->run(good), 0);
    QCOMPARE(m_folder->run(words("metrics p.badcase --run good")).real("accuracy"), 1.0);
}

void TstCliModels::classesMeetByName()
{
    // Other names, in another order: nothing may be matched by position.
    writeFile(m_folder->path(QStringLiteral("classes.json")), R"({"names": ["bleu", "vert", "red"]})");
    m_folder->makeProject(QStringLiteral("q.badcase"), QStringLiteral("data"),
                          words("--task classification --schema classes.json"),
                          words("--map-classes blue=bleu,green=vert"));
    QStringList call = runOf(fixtureModel(QStringLiteral("means")));
    call[1] = QStringLiteral("q.badcase");
    const CliResult refused = m_folder->run(call);
    QVERIFY_STATUS(refused, 2);
    for (const char* name : {"green", "blue", "vert", "bleu"})
        QVERIFY2(refused.message().contains(QLatin1String(name)), qPrintable(refused.message()));
    const CliResult half = m_folder->run(call + words("--map-classes green=vert"));
    QVERIFY_STATUS(half, 2);
    const CliResult unknown = m_folder->run(call + words("--map-classes green=vert,blue=azul"));
    QVERIFY_STATUS(unknown, 2);
    QVERIFY2(unknown.message().contains(QLatin1String("azul")), qPrintable(unknown.message()));
    QVERIFY_STATUS(m_folder->run(call + words("--map-classes green=vert,blue=bleu")), 0);
    QCOMPARE(m_folder->run(words("metrics q.badcase --run r")).real("accuracy"), 1.0);
}

void TstCliModels::cardBesideTheFile()
{
    const QString file = m_folder->path(QStringLiteral("nan.pt"));
    QVERIFY(QFile::copy(fixtureModel(QStringLiteral("nan")), file));
    QVERIFY(m_folder->run({QStringLiteral("inspect"), file}).json.value(QStringLiteral("card")).isNull());
    writeFile(m_folder->path(QStringLiteral("nan.json")),
              R"({"task": "segmentation", "classes": ["a", "b"], "input": {"width": 4,
        "height": 4}, "output": {"logits": 0, "activation": "softmax"}})");
    const CliResult inspected = m_folder->run({QStringLiteral("inspect"), file});
    QCOMPARE(inspected.json.value(QStringLiteral("card")).toObject().value(QStringLiteral("task")).toString(),
             QStringLiteral("segmentation"));
    const CliResult otherTask = m_folder->run(runOf(file));
    QVERIFY_STATUS(otherTask, 2);
    QVERIFY2(otherTask.message().contains(QLatin1String("classification")), qPrintable(otherTask.message()));
    writeFile(m_folder->path(QStringLiteral("nan.json")), "{\"task\": ");
    const CliResult broken = m_folder->run(runOf(file));
    QVERIFY2(broken.status == 1 || broken.status == 2, broken.words().constData());
    QVERIFY2(broken.message().contains(QLatin1String("nan.json")), qPrintable(broken.message()));
}

void TstCliModels::inspectListsTensors()
{
    const QString file = m_folder->path(QStringLiteral("m.safetensors"));
    QVERIFY(QFile::copy(sourceDir() + QStringLiteral("/tests/engine/fixtures/package.safetensors"), file));
    const CliResult inspected = m_folder->run({QStringLiteral("inspect"), file});
    QVERIFY_STATUS(inspected, 0);
    QCOMPARE(inspected.text("format"), QStringLiteral("safetensors"));
    QCOMPARE(inspected.json.value(QStringLiteral("tensors")).toInt(), 4);
    QCOMPARE(inspected.json.value(QStringLiteral("parameters")).toInt(), 12);
    QCOMPARE(inspected.json.value(QStringLiteral("dtypes")).toObject(),
             (QJsonObject{{QStringLiteral("F32"), 6}, {QStringLiteral("F16"), 5}, {QStringLiteral("I64"), 1}}));
    QCOMPARE(inspected.json.value(QStringLiteral("metadata")).toObject().value(QStringLiteral("format")).toString(),
             QStringLiteral("np"));
    const CliResult refused = m_folder->run(runOf(file));
    QVERIFY_STATUS(refused, 1);
    QVERIFY2(refused.message().contains(QLatin1String("torch.jit.script")), qPrintable(refused.message()));

    writeFile(file, QByteArray(8, '\x7f') + "{}");
    const CliResult damaged = m_folder->run({QStringLiteral("inspect"), file});
    QVERIFY_STATUS(damaged, 0);
    QVERIFY(damaged.text("tensors_problem").contains(QLatin1String("m.safetensors")));
    QVERIFY(!damaged.json.contains(QStringLiteral("tensors")));
}

BADCASE_REGISTER_TEST(TstCliModels)
#include "tst_cli_models.moc"
