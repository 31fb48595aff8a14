// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/change_service.h"
#include "app/workspace/import_run_service.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <QtEndian>

#include <bit>
#include <cmath>
#include <limits>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;
using workspace::test::RunFixture;

namespace {

constexpr int kClasses = RunFixture::kClasses;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Rows of probabilities and the ids that they belong to.
struct Table {
    QStringList names;
    std::vector<double> values; ///< kClasses a row

    void add(const QString& name, std::initializer_list<double> row)
    {
        names.append(name);
        values.insert(values.end(), row);
    }
};

template <class T, class Bits>
QByteArray npy(const std::vector<double>& values, const char* descr, int columns)
{
    QByteArray text = QByteArray("{'descr': '") + descr + "', 'fortran_order': False, 'shape': (" +
                      QByteArray::number(static_cast<qint64>(values.size()) / columns) + ", " +
                      QByteArray::number(columns) + "), }\n";
    QByteArray bytes("\x93NUMPY\x01\x00", 8);
    bytes.append(static_cast<char>(text.size() & 0xff))
        .append(static_cast<char>(text.size() >> 8))
        .append(text);
    for (const double value : values) {
        const Bits bits = qToLittleEndian(std::bit_cast<Bits>(static_cast<T>(value)));
        bytes.append(reinterpret_cast<const char*>(&bits), sizeof(Bits));
    }
    return bytes;
}

QByteArray npy32(const std::vector<double>& values, int columns = kClasses)
{
    return npy<float, quint32>(values, "<f4", columns);
}

QByteArray npy64(const std::vector<double>& values, int columns = kClasses)
{
    return npy<double, quint64>(values, "<f8", columns);
}

QByteArray idTable(const QStringList& names)
{
    return "id\n" + names.join(u'\n').toUtf8() + '\n';
}

QStringList kinds(const ImportRunReport& report)
{
    QStringList list;
    for (const auto& problem : report.problems)
        list.append(problem.kind);
    return list;
}

/// The predictions of a run in ascending order of samples, with the names.
Table predictionsOf(RunFixture& fixture, RunId run)
{
    Table table;
    storage::SampleRepository samples(*fixture.connection);
    const auto visit = [&](const storage::ProbabilityMatrix& matrix) -> Result<void> {
        for (const auto& row : must(samples.rows(matrix.samples)))
            table.names.append(row.sample.name);
        std::visit(
            [&](const auto& values) {
                table.values.insert(table.values.end(), values.begin(), values.end());
            },
            matrix.values);
        return {};
    };
    must(storage::PredictionRepository(*fixture.connection).eachProbabilities(run, {}, visit));
    return table;
}

} // namespace

class TstImportRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void equalsTheRunItIsACopyOf_data();
    void equalsTheRunItIsACopyOf();
    void doublesStayDoubles();
    void classesByName();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void badRowsAreToldAndLeftOut();
    void aLittleOutsideIsClamped();
    void logits();
    void createsSamples();
    void idsWithoutHeader();
    void tableThatNamesItself();
    void embeddings();
    void cancelledLeavesNothing();
    void killedIsSweptAway();
    void followsCorrections();

private:
    ImportRunRequest request(const Table& table, bool wide = false)
    {
        ImportRunRequest made;
        made.name = QStringLiteral("imported");
        made.probabilities = file(QStringLiteral("p.npy"), wide ? npy64(table.values) : npy32(table.values));
        made.ids = file(QStringLiteral("ids.csv"), idTable(table.names));
        made.outOfFold = storage::OutOfFold::Yes;
        return made;
    }
    QString file(const QString& name, const QByteArray& bytes)
    {
        badcase::test::writeFile(m_dir.filePath(name), bytes);
        return m_dir.filePath(name);
    }
    QTemporaryDir m_dir;
};

void TstImportRun::equalsTheRunItIsACopyOf_data()
{
    QTest::addColumn<int>("task");
    QTest::addColumn<bool>("parents");
    QTest::newRow("classification") << int(Task::Classification) << false;
    QTest::newRow("two levels") << int(Task::Classification) << true;
    QTest::newRow("multi-label") << int(Task::MultiLabel) << false;
}

/// Scores, decisions and losses of an imported run are those of the run whose probabilities it holds; the
/// order of the rows does not matter.
void TstImportRun::equalsTheRunItIsACopyOf()
{
    QFETCH(int, task);
    QFETCH(bool, parents);
    RunFixture fixture(static_cast<Task>(task), 700, parents);
    const auto runs = must(storage::RunRepository(*fixture.connection).list());
    const Table table = predictionsOf(fixture, runs.front().id);
    QCOMPARE(table.names.size(), 699); // one failed
    Table reversed;
    for (qsizetype i = table.names.size(); i-- > 0;) {
        reversed.names.append(table.names.at(i));
        reversed.values.insert(reversed.values.end(), table.values.begin() + i * kClasses,
                               table.values.begin() + (i + 1) * kClasses);
    }
    const auto report = importRun(*fixture.project, request(reversed), {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(report->samples, 699);
    QCOMPARE(report->failed, 0);
    QVERIFY(report->problems.empty());
    QVERIFY(report->run.outOfFold == storage::OutOfFold::Yes);
    const auto stored = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("imported")));
    QCOMPARE(stored.samplesDone, 699);
    QVERIFY(stored.status == storage::RunStatus::Finished && !stored.model.isValid());
    const auto depth = RunScores::Depth::Full;
    const auto before = must(RunScores::load(*fixture.project, *fixture.connection, runs.front().id, depth));
    const auto after = must(RunScores::load(*fixture.project, *fixture.connection, stored.id, depth));
    QCOMPARE(workspace::test::difference(before, after), QString());
    storage::SampleRepository samples(*fixture.connection);
    const auto ids = fixture.ids();
    const auto a = must(samples.rows(ids, runs.front().id));
    const auto b = must(samples.rows(ids, stored.id));
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!b[i].prediction)
            continue;
        const auto& x = a[i].prediction->decision;
        const auto& y = b[i].prediction->decision;
        QVERIFY(x.decided == y.decided);
        QCOMPARE(y.margin, x.margin);
        QCOMPARE(y.confidence, x.confidence);
        QVERIFY(y.given.loss == x.given.loss || (std::isnan(x.given.loss) && std::isnan(y.given.loss)));
    }
}

void TstImportRun::doublesStayDoubles()
{
    RunFixture fixture(Task::Classification, 3);
    Table table;
    const double close = 0.3 + 1e-12; // the same as 0.3 in single precision
    table.add(QStringLiteral("s00000"), {0.3, close, 0.2, 0.2});
    const auto report = importRun(*fixture.project, request(table, true), {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(predictionsOf(fixture, report->run.id).values, table.values);
    const SampleId id = fixture.ids().front();
    const auto rows =
        must(storage::SampleRepository(*fixture.connection).rows(std::span(&id, 1), report->run.id));
    QVERIFY(rows.front().prediction->decision.decided == LabelSet{1});
}

void TstImportRun::classesByName()
{
    RunFixture fixture(Task::Classification, 3);
    Table table;
    table.add(QStringLiteral("s00000"), {0.1, 0.2, 0.3, 0.4});
    auto wanted = request(table);
    const auto inOrder = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(inOrder);
    QVERIFY(inOrder->notices.first().contains(QStringLiteral("c0, c1, c2, c3"))); // what was assumed is said
    wanted.name = QStringLiteral("by name");
    wanted.classes = file(QStringLiteral("classes.csv"), "name\nc3\nc2\nc0\nc1\n");
    const auto byName = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(byName);
    QCOMPARE(byName->classes, (QStringList{"c3", "c2", "c0", "c1"}));
    const auto values = predictionsOf(fixture, byName->run.id).values;
    QCOMPARE(values, (std::vector<double>{0.3F, 0.4F, 0.2F, 0.1F}));
    // Another name is refused until somebody says what it means.
    wanted.name = QStringLiteral("mapped");
    wanted.classes = file(QStringLiteral("classes.csv"), "name\nc3\nc2\nzero\nc1\n");
    const auto refused = importRun(*fixture.project, wanted, {}, {});
    QVERIFY(!refused && refused.error().message.contains(QStringLiteral("zero")));
    wanted.classRenames = {{QStringLiteral("zero"), QStringLiteral("c0")}};
    QVERIFY_RESULT(importRun(*fixture.project, wanted, {}, {}));
}

void TstImportRun::refusesWhatCannotBe_data()
{
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<QByteArray>("ids");
    QTest::addColumn<QString>("says");
    const QByteArray two = npy32({1, 0, 0, 0, 0, 1, 0, 0});
    QTest::newRow("more rows than ids") << two << QByteArray("id\ns00000\n") << QStringLiteral("1 ids");
    QTest::newRow("fewer rows") << two << QByteArray("id\ns00000\ns00001\ns00002\n")
                                << QStringLiteral("3 ids");
    QTest::newRow("columns") << npy32({1, 0, 0}, 3) << QByteArray("id\ns00000\n")
                             << QStringLiteral("3 columns");
    QTest::newRow("logits") << npy32({5, 1, -3, 0, 2, 8, 1, 0}) << QByteArray("id\ns00000\ns00001\n")
                            << QStringLiteral("logits");
    QTest::newRow("counts") << npy32({0.5, 0.9, 0.9, 0.1, 0.5, 0.9, 0.9, 0.1})
                            << QByteArray("id\ns00000\ns00001\n") << QStringLiteral("sum to 2.4");
    QTest::newRow("nobody we know") << two << QByteArray("id\nx\ny\n")
                                    << QStringLiteral("none of the samples");
    QTest::newRow("no rows") << npy32({}) << QByteArray("id\n") << QStringLiteral("no rows");
    QTest::newRow("one dimension") << npy32({1, 0}).replace("(0, 4)", "(2,)  ") << QByteArray("id\ns00000\n")
                                   << QStringLiteral("shape 2");
    QTest::newRow("cut off") << two.chopped(1) << QByteArray("id\ns00000\ns00001\n")
                             << QStringLiteral("cut off");
}

void TstImportRun::refusesWhatCannotBe()
{
    QFETCH(QByteArray, values);
    QFETCH(QByteArray, ids);
    QFETCH(QString, says);
    RunFixture fixture(Task::Classification, 3);
    ImportRunRequest wanted;
    wanted.name = QStringLiteral("imported");
    wanted.probabilities = file(QStringLiteral("p.npy"), values);
    wanted.ids = file(QStringLiteral("ids.csv"), ids);
    const auto report = importRun(*fixture.project, wanted, {}, {});
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(says), qPrintable(report.error().message));
    QCOMPARE(must(storage::RunRepository(*fixture.connection).list()).size(), 1U);
}

void TstImportRun::badRowsAreToldAndLeftOut()
{
    RunFixture fixture(Task::Classification, 12);
    Table table;
    table.add(QStringLiteral("s00000"), {1, 0, 0, 0});
    table.add(QStringLiteral("s00001"), {kNaN, 0, 0, 1});
    table.add(QStringLiteral("s00002"), {0.5, 0.4, 0, 0});
    table.add(QStringLiteral("s00003"), {1.5, -0.5, 0, 0});
    table.add(QStringLiteral("s00000"), {0, 1, 0, 0});
    table.add(QStringLiteral("12345678901234567890123"), {0, 1, 0, 0}); // an id beyond 64 bits is a text
    for (const char* name : {"s00004", "s00006", "s00007", "s00008"})
        table.add(QLatin1String(name), {0, 0, 0, 1});
    const auto report = importRun(*fixture.project, request(table), {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(kinds(*report),
             (QStringList{"duplicate", "unknown-sample", "not-a-number", "bad-sum", "out-of-range"}));
    QVERIFY(report->problems[1].sample == QStringLiteral("12345678901234567890123"));
    QVERIFY(report->problems[3].message.contains(QStringLiteral("row 3")));
    QCOMPARE(report->samples, 5);
    QCOMPARE(report->failed, 3);
    QCOMPARE(report->duplicates, 1);
    QCOMPARE(report->unknown, 1);
    const auto stored = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("imported")));
    QCOMPARE(stored.samplesFailed, 3);
    // Of two rows the first counts.
    const auto first = must(
        storage::PredictionRepository(*fixture.connection).probabilities(stored.id, fixture.ids().front()));
    QCOMPARE(first, (std::vector<float>{1, 0, 0, 0}));
    const auto again = importRun(*fixture.project, request(table), {}, {});
    QVERIFY(!again && again.error().code == ErrorCode::AlreadyExists);
}

void TstImportRun::aLittleOutsideIsClamped()
{
    RunFixture fixture(Task::Classification, 4);
    Table table;
    table.add(QStringLiteral("s00000"), {1.00009, -0.00009, 0, 0});
    table.add(QStringLiteral("s00001"), {1, 0, 0, 0});
    const auto report = importRun(*fixture.project, request(table), {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(report->samples, 2);
    QVERIFY(report->notices.last().contains(QStringLiteral("1 rows")));
    QCOMPARE(predictionsOf(fixture, report->run.id).values, (std::vector<double>{1, 0, 0, 0, 1, 0, 0, 0}));
    table.add(QStringLiteral("s00002"), {1.0002, 0, 0, 0});
    auto wanted = request(table);
    wanted.name = QStringLiteral("second");
    QCOMPARE(must(importRun(*fixture.project, wanted, {}, {})).failed, 1);
}

void TstImportRun::logits()
{
    RunFixture fixture(Task::Classification, 3);
    Table table;
    table.add(QStringLiteral("s00000"), {1000, 1000, 0, 0}); // would overflow without care
    table.add(QStringLiteral("s00001"), {0, std::log(3.0), -1e30, -1e30});
    auto wanted = request(table, true);
    wanted.meaning = ValueMeaning::Logits;
    const auto report = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(report);
    const auto values = predictionsOf(fixture, report->run.id).values;
    QCOMPARE(values[0], 0.5);
    QCOMPARE(values[4], 0.25);
    QCOMPARE(values[5], 0.75);

    RunFixture several(Task::MultiLabel, 3);
    const auto sigmoid = importRun(*several.project, wanted, {}, {});
    QVERIFY_RESULT(sigmoid);
    QCOMPARE(predictionsOf(several, sigmoid->run.id).values[5], 0.75);
}

void TstImportRun::createsSamples()
{
    RunFixture fixture(Task::Classification, 3);
    Table table;
    for (const char* name : {"s00001", "new a", "new b", "new c", "new a"})
        table.add(QLatin1String(name), {0, 0, 1, 0});
    auto wanted = request(table);
    wanted.ids =
        file(QStringLiteral("ids.csv"), "id,label\ns00001,\nnew a,c2\nnew b,3\nnew c,nothing\nnew a,c1\n");
    wanted.create = true;
    const auto report = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(report->created, 3);
    QCOMPARE(report->samples, 4);
    QCOMPARE(kinds(*report), (QStringList{"unknown-class", "duplicate"}));
    storage::SampleRepository samples(*fixture.connection);
    const auto a = must(samples.detail(*must(samples.find(QStringLiteral("new a"))), report->run.id));
    QVERIFY(a.row.sample.kind == SampleKind::NoMedia);
    QVERIFY(a.row.given == std::optional(LabelSet{2}));
    QVERIFY(a.row.prediction->decision.given.loss < 1e-6);
    const auto b = must(samples.detail(*must(samples.find(QStringLiteral("new b")))));
    QVERIFY(b.row.given == std::optional(LabelSet{3}));
    const auto c = must(samples.detail(*must(samples.find(QStringLiteral("new c")))));
    QVERIFY(!c.row.given);
}

void TstImportRun::idsWithoutHeader()
{
    RunFixture fixture(Task::Classification, 3);
    Table table;
    table.add(QStringLiteral("s00000"), {0, 0, 1, 0});
    table.add(QStringLiteral("s00002"), {0, 1, 0, 0});
    auto wanted = request(table);
    wanted.ids = file(QStringLiteral("ids.csv"), "s00000,c1\ns00002,c2\n");
    const auto bare = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(bare);
    QCOMPARE(bare->samples, 2);
    QVERIFY(bare->problems.empty());
    wanted.name = QStringLiteral("odd header");
    wanted.ids = file(QStringLiteral("ids.csv"), "vid,what\ns00000,c1\nnew,c2\n");
    wanted.create = true;
    const auto odd = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(odd);
    QCOMPARE(odd->created, 1); // the header is none
    QVERIFY(odd->problems.empty());
}

void TstImportRun::tableThatNamesItself()
{
    RunFixture fixture(Task::Classification, 4);
    ImportRunRequest wanted;
    wanted.name = QStringLiteral("table");
    wanted.probabilities =
        file(QStringLiteral("p.csv"), "path,pred,p_c3,p_c2,p_c1,p_c0\ns00001,c0,0,0,0.25,0.75\n"
                                      "s00000,c3,1,0,0\ns00002,c1,0,x,1,0\ns00003,c0,0,0,0,1\n");
    const auto report = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(report->samples, 2);
    QCOMPARE(kinds(*report), (QStringList{"ragged-row", "not-a-number"}));
    QVERIFY(report->run.outOfFold == storage::OutOfFold::Unknown);
    QCOMPARE(predictionsOf(fixture, report->run.id).values,
             (std::vector<double>{0.75, 0.25, 0, 0, 1, 0, 0, 0}));
    wanted.name = QStringLiteral("other");
    wanted.probabilities = file(QStringLiteral("p.csv"), "id,a,b\ns00001,0.5,0.5\n");
    const auto refused = importRun(*fixture.project, wanted, {}, {});
    QVERIFY(!refused && refused.error().message.contains(QStringLiteral("a, b")));
}

void TstImportRun::embeddings()
{
    RunFixture fixture(Task::Classification, 3);
    Table table;
    for (const char* name : {"s00000", "s00001", "s00002"})
        table.add(QLatin1String(name), {0, 0, 1, 0});
    auto wanted = request(table);
    wanted.embeddings = file(QStringLiteral("e.npy"), npy32({1, 2, kNaN, 4, 5, 6}, 2));
    const auto report = importRun(*fixture.project, wanted, {}, {});
    QVERIFY_RESULT(report);
    QCOMPARE(report->samples, 2);
    QCOMPARE(kinds(*report), QStringList{"not-a-number"});
    storage::PredictionRepository predictions(*fixture.connection);
    QCOMPARE(must(predictions.embedding(report->run.id, fixture.ids()[2])), (std::vector<float>{5, 6}));
    wanted.name = QStringLiteral("short");
    wanted.embeddings = file(QStringLiteral("e.npy"), npy32({1, 2, 3, 4}, 2));
    QVERIFY(!importRun(*fixture.project, wanted, {}, {}));
}

void TstImportRun::cancelledLeavesNothing()
{
    RunFixture fixture(Task::Classification, 9000);
    Table table;
    for (int i = 0; i < 9000; ++i)
        table.add(badcase::test::rowName(i), {0, 0, 1, 0});
    CancelToken cancel;
    qint64 seen = 0;
    const auto report = importRun(*fixture.project, request(table), cancel, [&](const Progress& progress) {
        seen = progress.done;
        cancel.cancel();
    });
    QVERIFY(!report && report.error().code == ErrorCode::Cancelled);
    QVERIFY(seen > 0 && seen < 9000);
    QCOMPARE(must(storage::RunRepository(*fixture.connection).list()).size(), 1U);
    QVERIFY(must(storage::ProjectDatabase::verify(*fixture.connection)).ok());
}

void TstImportRun::killedIsSweptAway()
{
    RunFixture fixture(Task::Classification, 3);
    storage::RunRepository runs(*fixture.connection);
    storage::RunRecord half; // as a kill leaves it
    half.name = QStringLiteral("imported");
    half.settings = {{QStringLiteral("source"), QStringLiteral("import")}};
    must(runs.create(half));
    storage::RunRecord model = half; // an interrupted run of a model can be resumed and stays
    model.name = QStringLiteral("model");
    model.settings = {};
    must(runs.create(model));
    Table table;
    table.add(QStringLiteral("s00000"), {0, 0, 1, 0});
    QVERIFY_RESULT(importRun(*fixture.project, request(table), {}, {})); // takes the name over
    half.name = QStringLiteral("another");
    must(runs.create(half));
    QCOMPARE(must(removeUnfinishedImports(*fixture.connection)), 1);
    QStringList names;
    for (const auto& run : must(runs.list()))
        names.append(run.name);
    QCOMPARE(names, (QStringList{"first", "model", "imported"}));
}

/// Losses of an imported run follow a correction as those of any other run.
void TstImportRun::followsCorrections()
{
    RunFixture fixture(Task::Classification, 3);
    Table table;
    table.add(QStringLiteral("s00000"), {0.1, 0.2, 0.3, 0.4});
    const auto report = importRun(*fixture.project, request(table, true), {}, {});
    QVERIFY_RESULT(report);
    const SampleId id = fixture.ids().front();
    storage::ChangeGroup group;
    group.author = QStringLiteral("tester");
    group.changes.push_back({id, storage::SetCorrection{LabelSet{3}}});
    must(ChangeService(*fixture.project, *fixture.connection).apply(group));
    const auto rows =
        must(storage::SampleRepository(*fixture.connection).rows(std::span(&id, 1), report->run.id));
    QVERIFY(std::abs(rows.front().prediction->decision.corrected.loss + std::log(0.4)) < 1e-6);
}

BADCASE_REGISTER_TEST(TstImportRun)
#include "tst_import_run.moc"
