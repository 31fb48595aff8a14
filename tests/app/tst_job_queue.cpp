// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/job_queue.h"
#include "tests/support/test_support.h"

#include <QSignalSpy>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

using namespace badcase;
using namespace badcase::workspace;
using Status = JobState::Status;

/// A job ends exactly once, as succeeded, failed or cancelled, whatever happens around it.
class TstJobQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void endsOnceInEachWay();
    void oneAfterTheOther();
    void cancelsWhatRunsAndWhatWaits();
    void stopsNowWhatDoesNotHeedACancel();
    void listenersMayChangeTheList();
    void reportsProgressSparingly();
    void goesAwayWhileBusy();
};

namespace {

JobQueue::Work succeeds()
{
    return [](const JobContext&) -> Result<QString> { return QStringLiteral("12 done"); };
}

/// Works until it is cancelled.
JobQueue::Work endless()
{
    return [](const JobContext& context) -> Result<QString> {
        while (!context.cancel.isCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return fail(ErrorCode::Cancelled, QStringLiteral("stopped"));
    };
}

} // namespace

void TstJobQueue::endsOnceInEachWay()
{
    JobQueue queue;
    QSignalSpy finished(&queue, &JobQueue::finished);
    QStringList told;
    const auto done = [&told](const JobState& state) {
        told.append(QStringLiteral("%1:%2").arg(state.title).arg(int(state.status)));
    };
    queue.start(QStringLiteral("good"), succeeds(), done);
    queue.start(
        QStringLiteral("bad"),
        [](const JobContext&) -> Result<QString> { return fail(ErrorCode::Io, QStringLiteral("no disk")); },
        done);
    const int third = queue.start(QStringLiteral("stopped"), endless(), done);
    QTRY_COMPARE(finished.count(), 2);
    queue.cancel(third);
    queue.cancel(third);
    QTRY_COMPARE(finished.count(), 3);
    QTest::qWait(20);
    QCOMPARE(finished.count(), 3);
    QCOMPARE(told, (QStringList{QStringLiteral("good:%1").arg(int(Status::Succeeded)),
                                QStringLiteral("bad:%1").arg(int(Status::Failed)),
                                QStringLiteral("stopped:%1").arg(int(Status::Cancelled))}));
    const auto jobs = queue.jobs();
    QCOMPARE(jobs.size(), std::size_t(3));
    QCOMPARE(jobs[0].summary, QStringLiteral("12 done"));
    QVERIFY(!jobs[0].error);
    QCOMPARE(jobs[1].error->message, QStringLiteral("no disk"));
    QVERIFY(!jobs[2].error);
    QVERIFY(!queue.isBusy());
    queue.cancel(jobs[0].id); // over: nothing happens
    QCOMPARE(queue.jobs()[0].status, Status::Succeeded);
}

void TstJobQueue::oneAfterTheOther()
{
    JobQueue queue;
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    QStringList order;
    for (int i = 0; i < 20; ++i) {
        queue.start(
            QString::number(i),
            [&](const JobContext&) -> Result<QString> {
                most = std::max(most.load(), ++running);
                std::this_thread::sleep_for(std::chrono::microseconds(200));
                --running;
                return QString();
            },
            [&order](const JobState& state) { order.append(state.title); });
    }
    QCOMPARE(queue.jobs().at(1).status, Status::Waiting);
    QTRY_COMPARE(order.size(), 20);
    QCOMPARE(most.load(), 1);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(order.at(i), QString::number(i));
}

void TstJobQueue::cancelsWhatRunsAndWhatWaits()
{
    JobQueue queue;
    QSignalSpy finished(&queue, &JobQueue::finished);
    int ran = 0;
    int doneOfWaiting = 0;
    const int first = queue.start(QStringLiteral("first"), endless());
    const int waiting = queue.start(
        QStringLiteral("waiting"),
        [&ran](const JobContext&) -> Result<QString> {
            ++ran;
            return QString();
        },
        [&doneOfWaiting](const JobState& state) {
            ++doneOfWaiting;
            QCOMPARE(state.status, Status::Cancelled);
        });
    const int last = queue.start(QStringLiteral("last"), succeeds());
    queue.cancel(waiting);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(doneOfWaiting, 1); // whoever started it hears of its end too
    queue.dismiss(first);       // runs: stays
    QCOMPARE(queue.jobs().size(), std::size_t(3));
    queue.cancel(first);
    QTRY_COMPARE(finished.count(), 3);
    QCOMPARE(ran, 0);
    QCOMPARE(queue.jobs().at(2).status, Status::Succeeded);
    for (const int id : {first, waiting, last, 999})
        queue.dismiss(id);
    QVERIFY(queue.jobs().empty());
}

void TstJobQueue::stopsNowWhatDoesNotHeedACancel()
{
    const JobQueue::Work hangs = [](const JobContext& context) -> Result<QString> {
        while (!context.cancel.isInterrupted()) // in the middle of a step
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return fail(ErrorCode::Cancelled, QStringLiteral("stopped"));
    };
    JobQueue queue;
    QSignalSpy finished(&queue, &JobQueue::finished);
    const int job = queue.start(QStringLiteral("hangs"), hangs);
    queue.cancel(job);
    QTest::qWait(50);
    QCOMPARE(finished.count(), 0);
    queue.stopNow(job);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(queue.jobs().front().status, Status::Cancelled);
    // Closing the project does not wait for the step either.
    queue.start(QStringLiteral("hangs"), hangs);
    queue.endProjectJobs();
    QCOMPARE(finished.count(), 2);
}

void TstJobQueue::listenersMayChangeTheList()
{
    JobQueue queue;
    int ended = 0;
    connect(&queue, &JobQueue::finished, this, [&](const JobState& state) {
        ++ended;
        queue.dismiss(state.id);
        if (ended == 1)
            queue.start(QStringLiteral("follows"), succeeds());
    });
    const int first = queue.start(QStringLiteral("first"), endless());
    const int second = queue.start(QStringLiteral("second"), succeeds());
    queue.cancel(second); // dismissed while it is being cancelled
    queue.cancel(first);
    QTRY_COMPARE(ended, 3);
    QVERIFY(queue.jobs().empty());
    QVERIFY(!queue.isBusy());
}

void TstJobQueue::reportsProgressSparingly()
{
    JobQueue queue;
    int reports = 0;
    qint64 last = -1;
    connect(&queue, &JobQueue::changed, this, [&](const JobState& state) {
        ++reports;
        QVERIFY(state.progress.done >= last);
        last = state.progress.done;
    });
    QSignalSpy finished(&queue, &JobQueue::finished);
    queue.start(QStringLiteral("busy"), [](const JobContext& context) -> Result<QString> {
        for (qint64 i = 1; i <= 100'000; ++i)
            context.progress({i, 100'000, {}});
        return QString();
    });
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(last, 100'000);
    QVERIFY2(reports < 20, QByteArray::number(reports).constData());
}

void TstJobQueue::goesAwayWhileBusy()
{
    std::atomic<int> ended = 0;
    int told = 0;
    {
        JobQueue queue;
        for (int i = 0; i < 3; ++i) {
            queue.start(
                QStringLiteral("job"),
                [&ended](const JobContext& context) -> Result<QString> {
                    while (!context.cancel.isCancelled())
                        std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    ++ended;
                    return fail(ErrorCode::Cancelled, {});
                },
                [&told](const JobState&) { ++told; });
        }
        QTest::qWait(10);
    }
    QCOMPARE(ended.load(), 1); // awaited; the others never began
    QCoreApplication::processEvents();
    QCOMPARE(told, 0);
}

BADCASE_REGISTER_TEST(TstJobQueue)
#include "tst_job_queue.moc"
