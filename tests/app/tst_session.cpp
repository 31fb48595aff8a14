// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_service.h"
#include "app/workspace/session.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <QSignalSpy>
#include <QThread>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::difference;
using workspace::test::must;
using workspace::test::RunFixture;

/// The session speaks in signals: what it says must be true by then, and late answers must not be heard.
class TstSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void openShowsTheProject();
    void openFailsWithWords();
    void lastQueryWins();
    void changesAreAnnouncedWhenDurable();
    void undoAndRedo();
    void failedChangeSaysSo();
    void scoresAreRightAfterAnyOrderOfAnswers();
    void closingWhileBusy();
    void closingFromASlot();
    void closingLetsGoOfTheFile();
    void closingEndsTheJobsOfTheProject();
    void deletingTheCurrentRun();
    void curvesAndAreas();
};

namespace {

/// Waits until a project, its runs, scores and selection are there.
bool isSettled(const Session& session)
{
    return session.isOpen() && !session.isQuerying() && session.scores() && session.sampleCount() > 0;
}

QString labelsOf(const QString& path, SampleId id)
{
    auto project = must(Project::open(path, storage::OpenMode::ReadOnly));
    const auto connection = must(project->connect());
    const auto row = must(storage::SampleRepository(*connection).rows(std::vector{id})).front();
    return row.labels ? project->schema().at(row.labels->first()).name : QString();
}

} // namespace

void TstSession::openShowsTheProject()
{
    RunFixture fixture(Task::Classification, 40);
    fixture.close();
    Session session;
    QSignalSpy opened(&session, &Session::opened);
    QSignalSpy selected(&session, &Session::selectionChanged);
    QVERIFY_RESULT(session.open(fixture.path()));
    QCOMPARE(opened.count(), 1); // at once
    QTRY_VERIFY(isSettled(session));
    QTRY_VERIFY(session.selection()->size() == 40); // worst first: what has no loss comes last
    session.setOrder({storage::SampleOrder::Key::Imported, false});
    QTRY_VERIFY(!session.isQuerying() && session.selection()->front() == SampleId(1));
    QCOMPARE(session.selection()->size(), std::size_t(40));
    QVERIFY(selected.count() > 0);
    QCOMPARE(session.runs().size(), std::size_t(1));
    QCOMPARE(session.currentRunRecord()->name, QStringLiteral("first"));
    QCOMPARE(session.scores()->samples, 39);
    QCOMPARE(session.splits(), (QStringList{QStringLiteral("test"), QStringLiteral("train")}));
    QVERIFY(!session.undoState().undo);
    QSignalSpy closed(&session, &Session::closed);
    session.close();
    QCOMPARE(closed.count(), 1);
    QVERIFY(session.selection()->empty() && !session.scores() && session.runs().empty());
    session.close(); // a second time is nothing
    session.refreshSelection();
    session.undo();
    session.deleteRun(RunId(1));
    QCOMPARE(closed.count(), 1);
    must(Project::open(fixture.path())); // it let go of the file
}

void TstSession::openFailsWithWords()
{
    RunFixture fixture(Task::Classification, 5); // holds the file open for writing
    Session session;
    const auto locked = session.open(fixture.path());
    QVERIFY(!locked);
    QCOMPARE(locked.error().code, ErrorCode::Locked);
    QVERIFY(!session.isOpen());
    const auto absent = session.open(fixture.path() + QStringLiteral(".not"));
    QVERIFY(!absent && absent.error().code == ErrorCode::NotFound);
}

void TstSession::lastQueryWins()
{
    RunFixture fixture(Task::Classification, 200);
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    storage::SampleFilter filter;
    for (int i = 0; i < 30; ++i) { // each is asked for before the last one was answered
        filter.text = i == 29 ? QStringLiteral("s00007") : QStringLiteral("s000%1").arg(i % 10);
        session.setFilter(filter);
    }
    QVERIFY(session.isQuerying());
    QTRY_VERIFY(!session.isQuerying());
    QTest::qWait(50); // nothing that was asked for earlier may come now
    QCOMPARE(*session.selection(), std::vector{SampleId(8)});
    session.setFilter({});
    session.setOrder({storage::SampleOrder::Key::Loss, true});
    QTRY_VERIFY(!session.isQuerying());
    QCOMPARE(session.selection()->size(), std::size_t(200)); // also the one that the run has not done
}

void TstSession::changesAreAnnouncedWhenDurable()
{
    RunFixture fixture(Task::Classification, 40);
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    const SampleId id(1);
    const double before = session.scores()->headlines.at(1).given;
    QString inFile;
    connect(&session, &Session::changed, this, [&] { inFile = labelsOf(fixture.path(), id); });
    QSignalSpy changed(&session, &Session::changed);
    QSignalSpy scored(&session, &Session::scoresChanged);
    const QString was = labelsOf(fixture.path(), id);
    const ClassIndex other = was == QLatin1String("c0") ? 1 : 0;
    session.relabel({id}, LabelSet::single(other));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).value<std::vector<SampleId>>(), std::vector{id});
    QCOMPARE(inFile, QStringLiteral("c%1").arg(other)); // durable by the time it was said
    QCOMPARE(scored.count(), 1);
    QCOMPARE(session.scores()->corrections, 1);
    QCOMPARE(session.scores()->headlines.at(1).given, before);
    session.judge({SampleId(2)}, Verdict::BadMedia);
    session.comment(SampleId(3), QStringLiteral("look again"));
    QTRY_COMPARE(changed.count(), 3);
    QCOMPARE(session.scores()->corrections, 2);
    session.comment(SampleId(3), QStringLiteral("look again")); // no change: nothing to announce
    session.keep({id});
    QTRY_COMPARE(changed.count(), 4);
    QCOMPARE(labelsOf(fixture.path(), id), was);
    QCOMPARE(session.scores()->corrections, 1);
}

void TstSession::undoAndRedo()
{
    RunFixture fixture(Task::Segmentation, 20);
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    const double before = session.scores()->headlines.at(0).corrected;
    QSignalSpy changed(&session, &Session::changed);
    session.takePrediction({SampleId(1), SampleId(2), SampleId(3)});
    QTRY_COMPARE(changed.count(), 1);
    const double after = session.scores()->headlines.at(0).corrected;
    QVERIFY(after > before);
    QTRY_VERIFY(session.undoState().undo && !session.undoState().redo);
    session.undo();
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(session.scores()->headlines.at(0).corrected, before);
    QTRY_VERIFY(!session.undoState().undo && session.undoState().redo);
    session.close(); // the journal is the undo stack: it survives
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    session.redo();
    QTRY_COMPARE(changed.count(), 3);
    QCOMPARE(session.scores()->headlines.at(0).corrected, after);
}

void TstSession::failedChangeSaysSo()
{
    RunFixture fixture(Task::Classification, 10);
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    QSignalSpy failed(&session, &Session::failed);
    QSignalSpy changed(&session, &Session::changed);
    session.relabel({SampleId(1)}, LabelSet::single(99));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.at(0).at(0).value<Error>().code, ErrorCode::InvalidArgument);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(session.scores()->corrections, 0);
}

/// Changes, switches of the run and reloads in any order: when all is quiet the scores are those of a fresh
/// count.
void TstSession::scoresAreRightAfterAnyOrderOfAnswers()
{
    RunFixture fixture(Task::Classification, 150);
    const RunId second = fixture.addRun(QStringLiteral("second"));
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    const RunId first = session.runs().front().id;
    for (int round = 0; round < 15; ++round) {
        for (int i = 0; i < 6; ++i) {
            const SampleId id(1 + fixture.random.bounded(150));
            switch (fixture.random.bounded(5)) {
            case 0:
                session.setCurrentRun(session.currentRun() == first ? second : first);
                break;
            case 1:
                session.reloadRuns();
                break;
            case 2:
                session.undo();
                break;
            default:
                session.relabel({id}, LabelSet::single(fixture.random.bounded(RunFixture::kClasses)));
                break;
            }
            if (fixture.random.bounded(3) == 0)
                QTest::qWait(fixture.random.bounded(4));
        }
        bool quiet = false;
        QSignalSpy failed(&session, &Session::failed);
        // Behind everything that was asked for so far, on both threads and back, twice: an answer may ask
        // again.
        for (int i = 0; i < 4; ++i) {
            quiet = false;
            session.database().run(
                this, [](storage::Connection&) { return Result<void>(); },
                [&](const Result<void>&) { quiet = true; });
            QTRY_VERIFY(quiet);
            QTRY_VERIFY(!session.isQuerying());
        }
        QTRY_VERIFY(session.scores() && session.scores()->run.id == session.currentRun());
        QCOMPARE(failed.count(), 0);
        const auto fresh = [&] {
            const auto connection = must(session.project()->connect());
            return *snapshotOf(must(RunScores::load(*session.project(), *connection, session.currentRun(),
                                                    RunScores::Depth::Full)));
        };
        const ScoreSnapshot wanted = fresh();
        QTRY_COMPARE(session.scores()->corrections, wanted.corrections);
        QTRY_VERIFY(session.scores()->classes->corrected == wanted.classes->corrected);
        QVERIFY(session.scores()->classes->given == wanted.classes->given);
    }
}

void TstSession::closingWhileBusy()
{
    RunFixture fixture(Task::Classification, 100);
    fixture.close();
    for (int i = 0; i < 10; ++i) {
        Session session;
        QSignalSpy closed(&session, &Session::closed);
        QVERIFY_RESULT(session.open(fixture.path()));
        for (int k = 0; k < i; ++k) {
            session.relabel({SampleId(1 + k)}, LabelSet::single(i % 4));
            session.refreshSelection();
            QCoreApplication::processEvents();
        }
        session.close();
        QSignalSpy selected(&session, &Session::selectionChanged);
        QSignalSpy changed(&session, &Session::changed);
        QTest::qWait(5);
        QCOMPARE(closed.count(), 1);
        QCOMPARE(selected.count() + changed.count(), 0); // nothing is heard of a project that is closed
        if (i % 2 == 0)
            QVERIFY_RESULT(session.open(fixture.path())); // and the session goes away while it is busy again
    }
    must(Project::open(fixture.path()));
}

void TstSession::closingFromASlot()
{
    RunFixture fixture(Task::Classification, 20);
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    connect(&session, &Session::changed, &session, &Session::close);
    QSignalSpy closed(&session, &Session::closed);
    session.relabel({SampleId(1)}, LabelSet::single(2));
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(!session.isOpen());
    QCOMPARE(labelsOf(fixture.path(), SampleId(1)), QStringLiteral("c2"));
}

/// Whatever the project was asked for a moment ago, the file can be opened again at once.
void TstSession::closingLetsGoOfTheFile()
{
    RunFixture fixture(Task::Classification, 3000);
    fixture.addRun(QStringLiteral("second"));
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QSignalSpy chosen(&session, &Session::currentRunChanged);
    QVERIFY(chosen.wait());
    session.close(); // the scores are about to be read
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    session.requestAreas();
    session.setCurrentRun(session.runs().front().id);
    QVERIFY_RESULT(session.open(fixture.path())); // without a close() of ours

    // A job stays in the list when it is over, but what it worked on does not.
    QSignalSpy finished(&session.jobs(), &JobQueue::finished);
    session.jobs().start(QStringLiteral("look"),
                         [project = session.project()](const JobContext&) -> Result<QString> {
                             BADCASE_ASSIGN(const auto connection, project->connect());
                             return project->name();
                         });
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(session.jobs().jobs().size(), std::size_t(1));
    session.close();
    QVERIFY_RESULT(session.open(fixture.path()));
    session.close();
    QVERIFY_RESULT(session.open(fixture.path(), storage::OpenMode::ReadOnly));
    QVERIFY(session.isReadOnly());
}

void TstSession::closingEndsTheJobsOfTheProject()
{
    constexpr int kRows = 60'000;
    RunFixture fixture(Task::Classification, 5);
    fixture.close();
    QTemporaryDir dir;
    badcase::test::writeManyRows(dir.path(), QStringLiteral("many.csv"), kRows);
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    ImportRequest request;
    request.options.source = dir.filePath(QStringLiteral("many.csv"));
    request.addClasses = true;
    std::vector<JobState::Status> ends;
    bool openAtTheEnd = true;
    const auto done = [&](const JobState& job) {
        ends.push_back(job.status);
        openAtTheEnd = openAtTheEnd && session.isOpen();
    };
    const auto import = [&session, &request] {
        return [project = session.project(), request](const JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(const auto report, importDataset(*project, request, job.cancel, job.progress));
            return report.cancelled ? Result<QString>(fail(ErrorCode::Cancelled, QStringLiteral("stopped")))
                                    : QStringLiteral("all");
        };
    };
    bool begun = false;
    connect(&session.jobs(), &JobQueue::changed, this,
            [&](const JobState& job) { begun = begun || job.progress.done > 0; });
    session.jobs().start(QStringLiteral("import"), import(), done);
    session.jobs().start(QStringLiteral("waits"), import(), done);
    const int demo = session.jobs().start(
        QStringLiteral("demo"),
        [](const JobContext& job) -> Result<QString> {
            while (!job.cancel.isCancelled())
                QThread::msleep(1);
            return fail(ErrorCode::Cancelled, QStringLiteral("stopped"));
        },
        {}, JobQueue::Scope::Application);
    QTRY_VERIFY(begun);
    session.close();
    QCOMPARE(ends, (std::vector{JobState::Status::Cancelled, JobState::Status::Cancelled}));
    QVERIFY(openAtTheEnd); // they could still say what they have done
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(session.sampleCount() >= 5); // it was stopped in the middle
    QVERIFY(session.sampleCount() < 5 + kRows);
    // What has nothing to do with the project goes on.
    QVERIFY(session.jobs().isBusy());
    session.close();
    QVERIFY(session.jobs().isBusy());
    session.jobs().cancel(demo);
    QTRY_VERIFY(!session.jobs().isBusy());
}

void TstSession::deletingTheCurrentRun()
{
    RunFixture fixture(Task::Classification, 20);
    fixture.addRun(QStringLiteral("second"));
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    QCOMPARE(session.currentRunRecord()->name, QStringLiteral("second")); // the newest
    session.deleteRun(session.currentRun());
    QTRY_VERIFY(session.runs().size() == 1 && session.scores() &&
                session.scores()->run.name == QLatin1String("first"));
    session.deleteRun(session.currentRun());
    QTRY_VERIFY(session.runs().empty());
    QTRY_VERIFY(!session.scores() && !session.currentRun().isValid());
    session.relabel({SampleId(1)}, LabelSet::single(3)); // labels can be worked on without any run
    QTRY_COMPARE(labelsOf(fixture.path(), SampleId(1)), QStringLiteral("c3"));
}

void TstSession::curvesAndAreas()
{
    RunFixture fixture(Task::Classification, 40);
    fixture.close();
    Session session;
    QVERIFY_RESULT(session.open(fixture.path()));
    QTRY_VERIFY(isSettled(session));
    QSignalSpy areas(&session, &Session::areasReady);
    QSignalSpy curves(&session, &Session::curvesReady);
    session.requestAreas();
    session.requestCurves(1);
    QTRY_COMPARE(curves.count(), 1);
    QTRY_COMPARE(areas.count(), 1);
    const auto all = areas.at(0).at(0).value<analysis::ClassAreas>();
    const auto one = curves.at(0).at(0).value<ClassCurves>();
    QCOMPARE(one.index, 1);
    QCOMPARE(one.averagePrecision, all.averagePrecision.at(1));
    QCOMPARE(one.rocAuc, all.rocAuc.at(1));
    QVERIFY(one.pr.size() > 2 && one.roc.size() > 2);
}

BADCASE_REGISTER_TEST(TstSession)
#include "tst_session.moc"
