// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/review_commands.h"
#include "app/workspace/change_service.h"
#include "app/workspace/metrics_service.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::difference;
using workspace::test::must;
using workspace::test::RunFixture;

/// Scores that follow every change by counting, against scores counted from nothing.
class TstRunScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void followsRandomChanges_data();
    void followsRandomChanges();
    void agreesWithMetrics_data();
    void agreesWithMetrics();
    void scoresFollowAfterAKill_data();
    void scoresFollowAfterAKill();
    void correctedMasksScorePerfectly();
    void classesAddedLaterKeepTheCounts();
    void tagsAreRanked();

private:
    static void tasks()
    {
        QTest::addColumn<int>("task");
        QTest::addColumn<bool>("parents");
        QTest::newRow("classification") << int(Task::Classification) << false;
        QTest::newRow("two levels") << int(Task::Classification) << true;
        QTest::newRow("multi-label") << int(Task::MultiLabel) << false;
        QTest::newRow("segmentation") << int(Task::Segmentation) << false;
    }
};

namespace {

storage::ChangeGroup randomChange(RunFixture& fixture, Task task, RunId run)
{
    const auto all = fixture.ids();
    std::vector<SampleId> some;
    for (int i = 0; i <= fixture.random.bounded(6); ++i)
        some.push_back(all[fixture.random.bounded(static_cast<quint32>(all.size()))]);
    const QString author = QStringLiteral("tester");
    constexpr Verdict kVerdicts[] = {Verdict::None, Verdict::Ambiguous, Verdict::BadMedia};
    switch (fixture.random.bounded(5)) {
    case 0:
        return commands::keep(some, author);
    case 1:
        return commands::judge(some, kVerdicts[fixture.random.bounded(3)], author);
    case 2:
        return commands::comment(some.front(), QString::number(fixture.random.bounded(5)), author);
    case 3:
        return task == Task::Segmentation
                   ? must(commands::takeMasks(*fixture.connection, run, some, author))
                   : must(commands::takeDecisions(*fixture.connection, run, some, author));
    default:
        return task == Task::Segmentation ? commands::replaceMask(some.front(), fixture.randomMask(), author)
                                          : commands::relabel(some, fixture.randomLabels(), author);
    }
}

RunScores load(RunFixture& fixture, RunId run, RunScores::Depth depth = RunScores::Depth::Full)
{
    return must(RunScores::load(*fixture.project, *fixture.connection, run, depth));
}

} // namespace

void TstRunScores::followsRandomChanges_data()
{
    tasks();
}

void TstRunScores::followsRandomChanges()
{
    QFETCH(int, task);
    QFETCH(bool, parents);
    RunFixture fixture(Task(task), 60, parents);
    const RunId first = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first"))).id;
    const RunId second = fixture.addRun(QStringLiteral("second"));
    RunScores full = load(fixture, first);
    RunScores columns = load(fixture, second, RunScores::Depth::Columns);
    QCOMPARE(full.samples(), 59); // one failed
    ChangeService changes(*fixture.project, *fixture.connection);
    for (int i = 0; i < 60; ++i) {
        const int what = fixture.random.bounded(10);
        const ChangeEvent event =
            what < 7   ? must(changes.apply(randomChange(fixture, Task(task), first)))
            : what < 9 ? must(changes.undo(1 + fixture.random.bounded(3), QStringLiteral("tester")))
                       : must(changes.redo(1 + fixture.random.bounded(3), QStringLiteral("tester")));
        must(full.update(*fixture.connection, event.samples));
        must(columns.update(*fixture.connection, event.samples));
        const QString unlikeFull = difference(full, load(fixture, first));
        QVERIFY2(unlikeFull.isEmpty(), qPrintable(QStringLiteral("step %1: %2").arg(i).arg(unlikeFull)));
        const QString unlikeColumns = difference(columns, load(fixture, second, RunScores::Depth::Columns));
        QVERIFY2(unlikeColumns.isEmpty(),
                 qPrintable(QStringLiteral("step %1: %2").arg(i).arg(unlikeColumns)));
    }
    // All taken back: both kinds of labels are one again.
    const ChangeEvent event = must(changes.undo(10'000, QStringLiteral("tester")));
    must(full.update(*fixture.connection, event.samples));
    QCOMPARE(full.corrections(), 0);
    for (const Headline& line : full.headlines())
        QCOMPARE(line.corrected, line.given);
}

void TstRunScores::agreesWithMetrics_data()
{
    tasks();
}

/// The window's numbers and the command line's are the same numbers.
void TstRunScores::agreesWithMetrics()
{
    QFETCH(int, task);
    QFETCH(bool, parents);
    RunFixture fixture(Task(task), 50, parents);
    const auto run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first")));
    ChangeService changes(*fixture.project, *fixture.connection);
    for (int i = 0; i < 20; ++i)
        must(changes.apply(randomChange(fixture, Task(task), run.id)));
    const RunScores scores = load(fixture, run.id);
    for (const LabelSource source : {LabelSource::Given, LabelSource::Corrected}) {
        const QJsonObject json = must(measure(*fixture.project, {run.name, source, {}, false}));
        for (const Headline& line : scores.headlines()) {
            const QString key = line.key;
            const QJsonObject f1 = json.value(QStringLiteral("f1")).toObject();
            const QJsonValue value = key == QLatin1String("macro_f1")   ? f1.value(QStringLiteral("macro"))
                                     : key == QLatin1String("micro_f1") ? f1.value(QStringLiteral("micro"))
                                                                        : json.value(key);
            QVERIFY2(value.isDouble(), qPrintable(key));
            QCOMPARE(value.toDouble(), source == LabelSource::Given ? line.given : line.corrected);
        }
    }
}

void TstRunScores::scoresFollowAfterAKill_data()
{
    tasks();
}

/// A process was killed after a change and before its scores: opening, or just the next change, brings both
/// up to date.
void TstRunScores::scoresFollowAfterAKill()
{
    QFETCH(int, task);
    QFETCH(bool, parents);
    const QString author = QStringLiteral("tester");
    for (const bool byNextChange : {false, true}) {
        RunFixture fixture(Task(task), 30, parents);
        RunFixture straight(Task(task), 30, parents);
        const RunId run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first"))).id;
        const SampleId one[] = {SampleId(1)};
        const SampleId two[] = {SampleId(2)};
        const LabelSet label{fixture.random.bounded(RunFixture::kClasses)};
        const ClassMap mask = fixture.randomMask();
        const auto change = [&] {
            return Task(task) == Task::Segmentation ? commands::replaceMask(one[0], mask, author)
                                                    : commands::relabel(one, label, author);
        };
        must(storage::ChangeStore(*fixture.connection).apply(change())); // the change, and then the kill
        fixture.close();
        fixture.open();
        ChangeService changes(*fixture.project, *fixture.connection);
        if (byNextChange)
            must(changes.apply(commands::judge(two, Verdict::Ambiguous, author)));
        else
            must(changes.rescoreAfterCrash());
        must(ChangeService(*straight.project, *straight.connection).apply(change()));
        const auto rows = [run](RunFixture& of) {
            return must(storage::SampleRepository(*of.connection).rows(std::vector{SampleId(1)}, run))
                .front();
        };
        const auto fixed = rows(fixture).prediction->decision;
        const auto wanted = rows(straight).prediction->decision;
        QVERIFY(fixed.corrected.loss == wanted.corrected.loss ||
                (std::isnan(fixed.corrected.loss) && std::isnan(wanted.corrected.loss)));
        QVERIFY(fixed.corrected.iou == wanted.corrected.iou || std::isnan(fixed.corrected.iou));
        const QString unlike = difference(load(fixture, run), load(straight, run));
        QVERIFY2(unlike.isEmpty(), qPrintable(unlike));
        QVERIFY(must(storage::PredictionRepository(*fixture.connection).samplesBehindJournal()).empty());
    }
}

void TstRunScores::correctedMasksScorePerfectly()
{
    RunFixture fixture(Task::Segmentation, 12);
    const RunId run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first"))).id;
    ChangeService changes(*fixture.project, *fixture.connection);
    const auto all = fixture.ids();
    must(changes.apply(must(commands::takeMasks(*fixture.connection, run, all, QStringLiteral("tester")))));
    const RunScores scores = load(fixture, run);
    QCOMPARE(scores.corrections(), 11);
    QCOMPARE(scores.headlines().front().corrected, 1.0);
    QVERIFY(scores.headlines().front().given < 0.5);
    must(changes.apply(commands::keep(all, QStringLiteral("tester"))));
    const RunScores back = load(fixture, run);
    QCOMPARE(back.headlines().front().corrected, back.headlines().front().given);
}

void TstRunScores::classesAddedLaterKeepTheCounts()
{
    RunFixture fixture(Task::Segmentation, 12);
    const RunId run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first"))).id;
    const double before = load(fixture, run).headlines().front().given;
    must(fixture.project->appendClasses(*fixture.connection, {ClassInfo{QStringLiteral("late"), {}, {}}}));
    QCOMPARE(load(fixture, run).headlines().front().given, before);
    must(ChangeService(*fixture.project, *fixture.connection)
             .apply(commands::replaceMask(SampleId(1), ClassMap(RunFixture::kMaskSize, 4),
                                          QStringLiteral("tester"))));
    QVERIFY(load(fixture, run).headlines().front().corrected < before);
}

void TstRunScores::tagsAreRanked()
{
    RunFixture fixture(Task::MultiLabel, 40);
    const auto run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first")));
    const RunScores before = load(fixture, run.id);
    QCOMPARE(before.headlines().front().key, QStringLiteral("gap"));
    QVERIFY(before.tags() && before.coConfusion());
    QVERIFY(!load(fixture, run.id, RunScores::Depth::Columns).tags());
    // Whoever takes the model's word for everything gets a perfect ranking of the first tag, or of none.
    ChangeService changes(*fixture.project, *fixture.connection);
    must(changes.apply(must(commands::takeDecisions(*fixture.connection, run.id, fixture.ids(), QStringLiteral("t")))));
    const RunScores after = load(fixture, run.id);
    QCOMPARE(after.tags()->given.gap(), before.tags()->given.gap());
    QVERIFY(after.tags()->corrected.gap() > before.tags()->corrected.gap());
    for (ClassIndex a = 0; a < RunFixture::kClasses; ++a) {
        for (ClassIndex b = 0; b < RunFixture::kClasses; ++b)
            QCOMPARE(after.coConfusion()->corrected.confused(a, b), 0);
        QCOMPARE(after.coConfusion()->corrected.binary(a).onlyGiven, 0);
    }
    const QJsonObject json = must(measure(*fixture.project, {run.name, LabelSource::Corrected, {}, false}));
    QVERIFY(json.value(QStringLiteral("co_confusion")).isArray());
    QVERIFY(json.value(QStringLiteral("perr")).isDouble());
}

BADCASE_REGISTER_TEST(TstRunScores)
#include "tst_run_scores.moc"
