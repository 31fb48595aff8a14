// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/project_database.h"
#include "storage/run_repository.h"
#include "storage/sample_query.h"
#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/engine/oip_server.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <cmath>

using namespace badcase;
using namespace badcase::test;

namespace {

/// The outputs of OipServer stand in another order than those of means.pt.
const char kCard[] = R"({"task": "classification", "classes": ["red", "green", "blue"],
    "input": {"width": 4, "height": 4, "resize": "bilinear"},
    "output": {"logits": 2, "embedding": 0, "activation": "softmax"}})";

/// One row of probabilities and embedding a sample.
Result<std::vector<std::vector<float>>> rowsOf(const QString& project, const QString& name)
{
    BADCASE_ASSIGN(const auto database, storage::ProjectDatabase::open(project, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto connection, database->connect());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(name));
    BADCASE_ASSIGN(const auto ids, storage::querySamples(*connection, {}));
    storage::PredictionRepository predictions(*connection);
    std::vector<std::vector<float>> rows;
    for (const SampleId id : ids) {
        BADCASE_ASSIGN(auto row, predictions.probabilities(run.id, id));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

/// A server in place of a model file.
class TstCliRemote : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
        QRandomGenerator random(5);
        for (int i = 0; i < 20; ++i) {
            const QColor color(random.bounded(256), random.bounded(256), random.bounded(256));
            writePicture(m_folder->path(QStringLiteral("data/%1/%2.png")
                                            .arg(i % 3 == 0   ? QStringLiteral("red")
                                                 : i % 3 == 1 ? QStringLiteral("green")
                                                              : QStringLiteral("blue"))
                                            .arg(i)),
                         color);
        }
        m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
        writeFile(m_folder->path(QStringLiteral("card.json")), kCard);
    }
    void equalsTheFile_data();
    void equalsTheFile();
    void saysWhatTheServerHas();
    void wrongUse();
    void serverErrorsAreTold();
    void stopsWithinASecond();

private:
    QStringList runOf(const OipServer& server, const QStringList& more = {}) const
    {
        return QStringList{QStringLiteral("run"),      QStringLiteral("p.badcase"),
                           QStringLiteral("--server"), server.url(),
                           QStringLiteral("--model"),  QStringLiteral("means"),
                           QStringLiteral("--card"),   QStringLiteral("card.json"),
                           QStringLiteral("--name"),   QStringLiteral("far")} +
               more;
    }

    std::unique_ptr<CliFolder> m_folder;
};

void TstCliRemote::equalsTheFile_data()
{
    QTest::addColumn<bool>("binary");
    QTest::newRow("bytes") << true;
    QTest::newRow("json") << false;
}

void TstCliRemote::equalsTheFile()
{
    QFETCH(bool, binary);
    OipServer::Behaviour behaviour;
    behaviour.binary = binary;
    behaviour.delayMs = 30;
    auto server = std::make_unique<OipServer>(behaviour);
    const CliResult near =
        m_folder->run({QStringLiteral("run"), QStringLiteral("p.badcase"), QStringLiteral("--model"),
                       fixtureModel(QStringLiteral("means")), QStringLiteral("--name"),
                       QStringLiteral("near"), QStringLiteral("--trust")});
    QVERIFY_STATUS(near, 0);
    const QStringList command = runOf(*server, {QStringLiteral("--in-flight"), QStringLiteral("3"),
                                                QStringLiteral("--batch"), QStringLiteral("2")});
    const CliResult far = CliFolder::wait(*m_folder->start(command, true)); // not quiet: with messages
    QVERIFY_STATUS(far, 0);
    QCOMPARE(far.number("samples_done"), 20);
    QCOMPARE(far.text("device"), QStringLiteral("remote"));
    QCOMPARE(far.text("notice").isEmpty(), binary);
    QVERIFY(far.err.contains(server->url().toUtf8())); // the user is told where pictures go
    QCOMPARE(server->malformed(), 0);
    QVERIFY2(server->mostAtOnce() >= 2 && server->mostAtOnce() <= 3,
             qPrintable(QString::number(server->mostAtOnce())));

    const QString project = m_folder->path(QStringLiteral("p.badcase"));
    const auto here = rowsOf(project, QStringLiteral("near"));
    const auto there = rowsOf(project, QStringLiteral("far"));
    QVERIFY_RESULT(here);
    QVERIFY_RESULT(there);
    QCOMPARE(there->size(), std::size_t(20));
    for (std::size_t i = 0; i < there->size(); ++i) {
        QCOMPARE((*there)[i].size(), std::size_t(3));
        for (std::size_t c = 0; c < 3; ++c)
            QVERIFY(std::abs((*there)[i][c] - (*here)[i][c]) < 1e-6F);
    }

    const CliResult again = m_folder->run(command + QStringList{QStringLiteral("--resume")});
    QVERIFY_STATUS(again, 0);
    QCOMPARE(again.number("resumed_from"), 20);
    const CliResult other =
        m_folder->run(command + QStringList{QStringLiteral("--resume"), QStringLiteral("--server"),
                                            server->url() + QStringLiteral("/v2/models/means/versions/2")});
    QVERIFY_STATUS(other, 2); // an older version would be another model
    const CliResult asked = m_folder->run(
        {QStringLiteral("what-if"), QStringLiteral("p.badcase"), QStringLiteral("--run"), QStringLiteral("far"),
         QStringLiteral("--sample"), QStringLiteral("red/0.png"), QStringLiteral("--blank-media")});
    QVERIFY_STATUS(asked, 1);
    QCOMPARE(asked.errorCode(), QStringLiteral("unsupported"));
    server.reset();
    QVERIFY_STATUS(m_folder->run(command), 1);
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliRemote::saysWhatTheServerHas()
{
    const OipServer server;
    const CliResult named = m_folder->run({QStringLiteral("inspect"), QStringLiteral("--server"),
                                           server.url(), QStringLiteral("--model"), QStringLiteral("means")});
    QVERIFY_STATUS(named, 0);
    QCOMPARE(named.text("model"), QStringLiteral("means"));
    QCOMPARE(named.text("platform"), QStringLiteral("test_means"));
    QVERIFY(named.json.value(QStringLiteral("binary_tensors")).toBool());
    QCOMPARE(named.list("inputs")[0][QStringLiteral("datatype")].toString(), QStringLiteral("FP32"));
    QCOMPARE(named.list("outputs").size(), 3);
    const CliResult byAddress =
        m_folder->run({QStringLiteral("inspect"), server.url() + QStringLiteral("/v2/models/means")});
    QVERIFY_STATUS(byAddress, 0);
    QCOMPARE(byAddress.json, named.json);
    const CliResult unknown =
        m_folder->run({QStringLiteral("inspect"), QStringLiteral("--server"), server.url(),
                       QStringLiteral("--model"), QStringLiteral("other")});
    QVERIFY_STATUS(unknown, 1);
    QCOMPARE(unknown.errorCode(), QStringLiteral("not-found"));
    QVERIFY_STATUS(m_folder->run({QStringLiteral("inspect")}), 2);
    QVERIFY_STATUS(m_folder->run({QStringLiteral("inspect"), QStringLiteral("--server"), server.url()}), 2);
}

void TstCliRemote::wrongUse()
{
    const OipServer server;
    QStringList withoutCard = runOf(server);
    withoutCard.remove(withoutCard.indexOf(QStringLiteral("--card")), 2);
    const CliResult noCard = m_folder->run(withoutCard);
    QVERIFY_STATUS(noCard, 2);
    QVERIFY(noCard.message().contains(QLatin1String("--card")));
    QVERIFY_STATUS(m_folder->run(runOf(server, {QStringLiteral("--in-flight"), QStringLiteral("0")})), 2);
    QVERIFY_STATUS(m_folder->run(runOf(server, {QStringLiteral("--card"), QStringLiteral("absent.json")})),
                   1);
    writeFile(m_folder->path(QStringLiteral("card.json")), "[1, 2]");
    QVERIFY_STATUS(m_folder->run(runOf(server)), 2);
    const CliResult noServer =
        m_folder->run({QStringLiteral("run"), QStringLiteral("p.badcase"), QStringLiteral("--model"),
                       fixtureModel(QStringLiteral("means")), QStringLiteral("--name"), QStringLiteral("r"),
                       QStringLiteral("--in-flight"), QStringLiteral("2")});
    QVERIFY_STATUS(noServer, 2);
    QVERIFY(noServer.message().contains(QLatin1String("--server")));
    QCOMPARE(server.inferences(), 0);
}

void TstCliRemote::serverErrorsAreTold()
{
    OipServer::Behaviour behaviour;
    behaviour.error = "the weather is bad";
    behaviour.errorStatus = 500;
    const OipServer server(behaviour);
    const CliResult failed = m_folder->run(runOf(server));
    QVERIFY_STATUS(failed, 1);
    QCOMPARE(failed.errorCode(), QStringLiteral("backend"));
    QVERIFY2(failed.message().contains(QLatin1String("the weather is bad")), qPrintable(failed.message()));

    // Some samples only: they are listed with the server's words, the others are done.
    behaviour = {};
    behaviour.busyStatus = 500;
    behaviour.busyTimes = 2; // a batch, then a sample of it
    const OipServer twice(behaviour);
    QStringList command = runOf(twice, {QStringLiteral("--in-flight"), QStringLiteral("1"),
                                        QStringLiteral("--batch"), QStringLiteral("4")});
    command[command.indexOf(QStringLiteral("far"))] = QStringLiteral("some");
    const CliResult some = m_folder->run(command);
    QVERIFY_STATUS(some, 3);
    QCOMPARE(some.number("samples_done"), 19);
    QCOMPARE(some.list("problems").size(), 1);
    const QString words = some.list("problems")[0][QStringLiteral("message")].toString();
    QVERIFY2(words.contains(QLatin1String("too much to do")), qPrintable(words));
}

void TstCliRemote::stopsWithinASecond()
{
    OipServer::Behaviour behaviour;
    behaviour.silent = true;
    const OipServer server(behaviour);
    const auto process = m_folder->start(runOf(server));
    QElapsedTimer timer;
    timer.start();
    while (server.inferences() == 0 && timer.elapsed() < 30000)
        QTest::qWait(20);
    QVERIFY(server.inferences() > 0);
    timer.restart();
    QVERIFY(CliFolder::interrupt(*process));
    const CliResult stopped = CliFolder::wait(*process);
    QVERIFY2(timer.elapsed() < 2000,
             qPrintable(QString::number(timer.elapsed()))); // with the end of the program
    QVERIFY_STATUS(stopped, 130);
    QCOMPARE(stopped.number("samples_failed"), 0);
}

BADCASE_REGISTER_TEST(TstCliRemote)
#include "tst_cli_remote.moc"
