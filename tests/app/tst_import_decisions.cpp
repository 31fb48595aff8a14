// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/change_service.h"
#include "app/workspace/import_run_decisions.h"
#include "app/workspace/metrics_service.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;
using workspace::test::RunFixture;

/// A table of ids and classes is a run of decisions, without a single probability.
class TstImportDecisions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void tellsItsFiles_data();
    void tellsItsFiles();
    void countsAsTheRunWithProbabilities_data();
    void countsAsTheRunWithProbabilities();
    void hasNoProbabilities();
    void followsCorrections();
    void rowsThatCannotBe();
    void headingsAndNumbers();
    void refuses_data();
    void refuses();

private:
    ImportRunRequest request(const QByteArray& table)
    {
        ImportRunRequest made;
        made.name = QStringLiteral("decided");
        made.probabilities = m_dir.filePath(QStringLiteral("result.csv"));
        badcase::test::writeFile(made.probabilities, table);
        return made;
    }
    static MetricsRequest metrics(const QString& run)
    {
        MetricsRequest request;
        request.run = run;
        return request;
    }
    /// id,label of what the fixture's run has decided.
    static QByteArray decisionsOf(RunFixture& fixture)
    {
        QByteArray table = "id,label\n";
        const auto run = must(storage::RunRepository(*fixture.connection).list()).front();
        for (const auto& row :
             must(storage::SampleRepository(*fixture.connection).rows(fixture.ids(), run.id))) {
            if (!row.prediction || row.prediction->failed)
                continue;
            QStringList names;
            for (const ClassIndex index : row.prediction->decision.decided)
                names.append(QStringLiteral("c%1").arg(index));
            table += row.sample.name.toUtf8() + ',' + names.join(u'|').toUtf8() + '\n';
        }
        return table;
    }
    QTemporaryDir m_dir;
};

void TstImportDecisions::tellsItsFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("expected");
    QTest::newRow("id,label") << QByteArray("id,label\ns00000,c1\n") << true;
    QTest::newRow("no header") << QByteArray("s00000,c1\ns00001,c2\n") << true;
    QTest::newRow("other columns") << QByteArray("path,score,pred\na.jpg,0.5,c1\n") << true;
    QTest::newRow("turned round") << QByteArray("label,sample\nc1,s00000\n") << true;
    QTest::newRow("probabilities") << QByteArray("id,c0,c1,c2,c3\ns00000,1,0,0,0\n") << false;
    QTest::newRow("both") << QByteArray("id,label,p_c0,p_c1,p_c2,p_c3\ns00000,c0,1,0,0,0\n") << false;
    QTest::newRow("two classes") << QByteArray("c0,c1\n0.5,0.5\n") << false;
    QTest::newRow("ids only") << QByteArray("id\ns00000\n") << false;
    QTest::newRow("array") << QByteArray("\x93NUMPY\x01\x00 ,", 10) << false;
}

void TstImportDecisions::tellsItsFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, expected);
    RunFixture fixture(Task::Classification, 1);
    QCOMPARE(isDecisionFile(request(content).probabilities, fixture.project->schema(), {}), expected);
}

void TstImportDecisions::countsAsTheRunWithProbabilities_data()
{
    QTest::addColumn<int>("task");
    QTest::addColumn<bool>("parents");
    QTest::newRow("classification") << int(Task::Classification) << false;
    QTest::newRow("two levels") << int(Task::Classification) << true;
    QTest::newRow("multi-label") << int(Task::MultiLabel) << false;
}

/// What is counted from decisions is the same; what needs probabilities is null.
void TstImportDecisions::countsAsTheRunWithProbabilities()
{
    QFETCH(int, task);
    QFETCH(bool, parents);
    RunFixture fixture(static_cast<Task>(task), 300, parents);
    const auto report = importRun(*fixture.project, request(decisionsOf(fixture)), {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(report->samples, 299); // one failed
    QVERIFY(report->problems.empty());
    const auto runs = must(storage::RunRepository(*fixture.connection).list());
    const auto before = must(measure(*fixture.project, metrics(QStringLiteral("first"))));
    const auto after = must(measure(*fixture.project, metrics(QStringLiteral("decided"))));
    QStringList keys{"samples", "accuracy", "f1", "confusion", "co_confusion", "exact_match"};
    if (parents)
        keys << QStringLiteral("mean_f1");
    for (const QString& key : std::as_const(keys))
        QCOMPARE(after.value(key), before.value(key));
    QVERIFY(!after.value(QStringLiteral("f1")).toObject().value(QStringLiteral("macro")).isNull());
    for (const char* key : {"top5", "log_loss", "ece", "gap", "map", "hit_at_1"}) {
        if (before.contains(QLatin1String(key)))
            QVERIFY2(after.value(QLatin1String(key)).isNull(), key);
    }
    const auto scores =
        must(RunScores::load(*fixture.project, *fixture.connection, runs.back().id, RunScores::Depth::Full));
    const auto whole =
        must(RunScores::load(*fixture.project, *fixture.connection, runs.front().id, RunScores::Depth::Full));
    if (const auto* pair = scores.classification())
        QVERIFY(pair->corrected.leaves().confusion() ==
                whole.classification()->corrected.leaves().confusion());
    else
        QCOMPARE(scores.multiLabel()->given.metrics().f1Micro, whole.multiLabel()->given.metrics().f1Micro);
}

void TstImportDecisions::hasNoProbabilities()
{
    RunFixture fixture(Task::Classification, 3);
    const auto report = importRun(*fixture.project, request("s00000,c1\ns00001,c2\n"), {}, {});
    QVERIFY_RESULT(report);
    QVERIFY(hasDecisionsOnly(must(storage::RunRepository(*fixture.connection).find(report->run.id))));
    QCOMPARE(report->classes, (QStringList{"c1", "c2"}));
    storage::PredictionRepository predictions(*fixture.connection);
    const SampleId id = fixture.ids().front();
    const auto row = predictions.probabilities(report->run.id, id);
    QVERIFY(!row && row.error().code == ErrorCode::NotFound);
    int blocks = 0;
    must(predictions.eachProbabilities(report->run.id, {}, [&](const storage::ProbabilityMatrix&) {
        ++blocks;
        return Result<void>();
    }));
    QCOMPARE(blocks, 0);
    const auto stored =
        must(storage::SampleRepository(*fixture.connection).rows(std::span(&id, 1), report->run.id));
    const auto& decision = stored.front().prediction->decision;
    QVERIFY(decision.decided == LabelSet{1});
    QVERIFY(std::isnan(decision.given.loss) && std::isnan(decision.confidence) &&
            std::isnan(decision.margin));
    QVERIFY(must(storage::ProjectDatabase::verify(*fixture.connection)).ok());
}

/// A correction moves the score of a run of decisions, and those of other runs beside it.
void TstImportDecisions::followsCorrections()
{
    RunFixture fixture(Task::Classification, 20, true);
    const auto report = importRun(*fixture.project, request(decisionsOf(fixture)), {}, {});
    QVERIFY_RESULT(report);
    const auto depth = RunScores::Depth::Full;
    auto scores = must(RunScores::load(*fixture.project, *fixture.connection, report->run.id, depth));
    const SampleId id = fixture.ids().front();
    const auto row =
        must(storage::SampleRepository(*fixture.connection).rows(std::span(&id, 1), report->run.id));
    storage::ChangeGroup group;
    group.author = QStringLiteral("tester");
    const ClassIndex other = (row.front().given->first() + 1) % RunFixture::kClasses;
    group.changes.push_back({id, storage::SetCorrection{LabelSet{other}}});
    const auto event = ChangeService(*fixture.project, *fixture.connection).apply(group);
    QVERIFY_RESULT(event);
    QVERIFY(!event->scoreProblem);
    must(scores.update(*fixture.connection, {id}));
    const auto fresh = must(RunScores::load(*fixture.project, *fixture.connection, report->run.id, depth));
    QCOMPARE(workspace::test::difference(scores, fresh), QString());
    QCOMPARE(fresh.corrections(), 1);
}

void TstImportDecisions::rowsThatCannotBe()
{
    RunFixture fixture(Task::Classification, 5);
    const auto report =
        importRun(*fixture.project,
                  request("id,label\ns00000,c1\ns00001,zebra\ns00000,c2\n98765432109876543210987,c1\n"
                          ",c1\ns00002\ns00003, c3\n"),
                  {}, {});
    QVERIFY_RESULT(report);
    QStringList kinds;
    for (const auto& problem : report->problems)
        kinds.append(problem.kind);
    kinds.sort();
    QCOMPARE(kinds, (QStringList{"bad-row", "duplicate", "ragged-row", "unknown-class", "unknown-sample"}));
    QCOMPARE(report->samples, 2);
    QCOMPARE(report->failed, 1);
    QCOMPARE(report->unknown, 1);
    QCOMPARE(report->duplicates, 1);
    const auto failed =
        must(storage::PredictionRepository(*fixture.connection).failedSamples(report->run.id));
    QCOMPARE(failed.size(), 1U);
    QVERIFY(failed.front().message.contains(QStringLiteral("row 3: \"zebra\"")));
}

void TstImportDecisions::headingsAndNumbers()
{
    RunFixture fixture(Task::Classification, 5);
    auto heading = request("clip,what\ns00000,c1\nnew,c2\n");
    heading.create = true;
    const auto report = importRun(*fixture.project, heading, {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(report->samples, 2);
    QCOMPARE(report->created, 1);
    QVERIFY(report->notices.join(u' ').contains(QStringLiteral("clip,what")));

    auto numbers = request("id,label\ns00000,3\ns00001,0\n");
    numbers.name = QStringLiteral("numbers");
    const auto numbered = importRun(*fixture.project, numbers, {}, {});
    QVERIFY_RESULT(numbered);
    QCOMPARE(numbered->classes, (QStringList{"c0", "c3"}));
    QCOMPARE(numbered->toJson().value(QStringLiteral("class_order")).toString(),
             QStringLiteral("as-project"));

    auto mapped = request("id,label\ns00000,three\ns00001,c0\n");
    mapped.name = QStringLiteral("mapped");
    QCOMPARE(must(previewImportRun(*fixture.project, mapped)).unmatched, QStringList{"three"});
    mapped.classRenames = {{QStringLiteral("three"), QStringLiteral("c3")}};
    QVERIFY(must(previewImportRun(*fixture.project, mapped)).unmatched.isEmpty());
    QCOMPARE(must(importRun(*fixture.project, mapped, {}, {})).classes, (QStringList{"c0", "c3"}));
}

void TstImportDecisions::refuses_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("says");
    QTest::newRow("other classes") << QByteArray("id,label\ns00000,cat\ns00001,dog\n")
                                   << QStringLiteral("cat, dog");
    QTest::newRow("leading zeros") << QByteArray("id,label\ns00000,01\n") << QStringLiteral("it says 01");
    QTest::newRow("numbers beyond") << QByteArray("id,label\ns00000,4\n") << QStringLiteral("it says 4");
    QTest::newRow("no rows") << QByteArray("id,label\n") << QStringLiteral("no rows");
    QTest::newRow("nobody we know") << QByteArray("id,label\nx,c1\n")
                                    << QStringLiteral("none of the samples");
}

void TstImportDecisions::refuses()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, says);
    RunFixture fixture(Task::Classification, 3);
    const auto report = importRun(*fixture.project, request(table), {}, {});
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(says), qPrintable(report.error().message));
    QCOMPARE(must(storage::RunRepository(*fixture.connection).list()).size(), 1U);
}

BADCASE_REGISTER_TEST(TstImportDecisions)
#include "tst_import_decisions.moc"
