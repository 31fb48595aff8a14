// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>

#include <future>
#include <numeric>

using namespace badcase;
using namespace badcase::jobs;
using namespace badcase::test;
using namespace std::chrono_literals;

namespace {

std::vector<qint64> oneTo(qint64 last)
{
    std::vector<qint64> ids(static_cast<std::size_t>(last));
    std::iota(ids.begin(), ids.end(), 1);
    return ids;
}

} // namespace

/// How runs are stopped, by their owner or by a model that gives up.
class TstRunEnds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cancelsWithinASecond_data() { places(); }
    void cancelsWithinASecond();
    void interruptEndsAPassThatHangs_data() { places(); }
    void interruptEndsAPassThatHangs();
    void interruptBeforeTheModelIsThere();
    void deviceThatDisappears_data() { places(); }
    void deviceThatDisappears();
    void manyBadSamplesInARowAreNoReasonToStop();
    void loadThatIsCancelledIsNoFailure();
    void failsForEverySample_data();
    void failsForEverySample();
    void destructorCancels();
    void interruptedSamplesHaveNotFailed_data() { places(); }
    void interruptedSamplesHaveNotFailed();

private:
    static void places();
};

void TstRunEnds::places()
{
    QTest::addColumn<bool>("onDevice");
    QTest::newRow("cpu: lanes") << false;
    QTest::newRow("device: one lane and helpers") << true;
}

void TstRunEnds::cancelsWithinASecond()
{
    QFETCH(bool, onDevice);
    FakeRun fake(pictures(100000));
    fake.model.onDevice = onDevice;
    fake.model.delay = 20ms;
    std::promise<RunReport> ended; // the standard one: the thread sanitizer knows it, and does not know Qt's
    auto finished = ended.get_future();
    InferenceJob job(fake.plan());
    job.start({}, [&](RunReport report) { ended.set_value(std::move(report)); });
    QTest::qWait(300);
    QElapsedTimer timer;
    timer.start();
    job.cancel();
    QCOMPARE(finished.wait_for(10s), std::future_status::ready);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    const RunReport report = finished.get();
    job.wait();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QVERIFY(!report.error);
    QVERIFY(report.stats.done > 0); // what was finished is written
    QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Cancelled});
}

void TstRunEnds::interruptEndsAPassThatHangs()
{
    QFETCH(bool, onDevice);
    std::atomic<int> alive = 0;
    FakeRun fake(pictures(190));
    fake.model.onDevice = onDevice;
    fake.model.alive = &alive;
    fake.model.hangsFor = [](float mean) { return mean >= 120.0F; };
    fake.options.batch = 4;
    std::promise<RunReport> ended;
    auto finished = ended.get_future();
    InferenceJob job(fake.plan());
    job.start({}, [&](RunReport report) { ended.set_value(std::move(report)); });
    QCOMPARE(finished.wait_for(300ms), std::future_status::timeout);
    job.cancel(); // waits for the pass, in vain
    QCOMPARE(finished.wait_for(300ms), std::future_status::timeout);
    QElapsedTimer timer;
    timer.start();
    job.interrupt();
    QCOMPARE(finished.wait_for(10s), std::future_status::ready);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    const RunReport report = finished.get();
    job.wait();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QVERIFY(!report.error);
    QCOMPARE(report.stats.failed, 0); // an interrupted sample has not failed, it was not done
    QVERIFY2(report.stats.done > 60 && report.stats.done <= 120, qPrintable(QString::number(report.stats.done)));
    QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Cancelled});
    QCOMPARE(alive.load(), 0);
}

void TstRunEnds::interruptBeforeTheModelIsThere()
{
    FakeRun fake(pictures(50));
    fake.model.hangsFor = [](float) { return true; };
    InferenceJob job(fake.plan());
    job.interrupt();
    const RunReport report = job.run();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QCOMPARE(report.stats.done, 0);
}

/// What fails for samples that it could do before has gone: the run fails with the reason, and does not fill the project
/// with failures that say nothing of the samples.
void TstRunEnds::deviceThatDisappears()
{
    QFETCH(bool, onDevice);
    constexpr int kBefore = 300;
    std::atomic<int> forwards = 0;
    FakeRun fake(pictures(5000));
    fake.model.onDevice = onDevice;
    fake.model.forwards = &forwards;
    fake.model.worksFor = kBefore;
    fake.options.batch = 1;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QVERIFY(report.error);
    QCOMPARE(report.error->code, ErrorCode::Backend);
    QVERIFY2(report.error->message.contains(QLatin1String("the device has gone")), qPrintable(report.error->message));
    QVERIFY2(report.stats.done - report.stats.failed > kBefore / 2, qPrintable(QString::number(report.stats.done)));
    QVERIFY(report.stats.done - report.stats.failed <= kBefore);
    QVERIFY2(report.stats.failed < 100, qPrintable(QString::number(report.stats.failed)));
    QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Failed});
}

void TstRunEnds::manyBadSamplesInARowAreNoReasonToStop()
{
    FakeRun fake(pictures(200));
    fake.model.throwsFor = [](float mean) { return mean >= 20.0F && mean < 150.0F; };
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 130);
    QCOMPARE(fake.sink->ids(), oneTo(200));
}

void TstRunEnds::loadThatIsCancelledIsNoFailure()
{
    FakeRun fake(pictures(50));
    RunPlan plan = fake.plan();
    plan.load = [cancel = fake.cancel](int) -> Result<std::unique_ptr<engine::LoadedModel>> {
        cancel.cancel(); // by somebody else, while the model is being loaded
        return fail(ErrorCode::Cancelled, QStringLiteral("stopped"));
    };
    const RunReport report = InferenceJob(plan).run();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QVERIFY(!report.error);
}

void TstRunEnds::failsForEverySample_data()
{
    QTest::addColumn<int>("largestBatch");
    QTest::addColumn<bool>("nan");
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("out of memory") << 0 << false << 2 << int(ErrorCode::TooLarge) << "out of memory";
    QTest::newRow("not a number") << 99 << true << 2 << int(ErrorCode::Backend) << "sample 1";
    QTest::newRow("wrong shape") << 99 << false << 5 << int(ErrorCode::Backend) << "1 x 2";
}

void TstRunEnds::failsForEverySample()
{
    QFETCH(int, largestBatch);
    QFETCH(bool, nan);
    QFETCH(int, classes);
    QFETCH(int, code);
    QFETCH(QString, said);
    for (const bool onDevice : {false, true}) {
        FakeRun fake(pictures(3000));
        fake.model.onDevice = onDevice;
        fake.model.largestBatch = largestBatch;
        fake.model.nanFor = [nan](float) { return nan; };
        fake.model.classes = classes;
        const RunReport report = fake.run();
        QCOMPARE(report.outcome, Outcome::Failed);
        QVERIFY(report.error);
        QCOMPARE(int(report.error->code), code);
        QVERIFY2(report.error->message.contains(said), qPrintable(report.error->message));
        QVERIFY2(report.stats.done < 1500,
                 qPrintable(QString::number(report.stats.done))); // not to the bitter end
        QCOMPARE(report.stats.failed, report.stats.done);
        QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
        QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Failed});
    }
}

void TstRunEnds::destructorCancels()
{
    FakeRun fake(pictures(100000));
    fake.model.delay = 5ms;
    std::atomic<int> ended = 0;
    {
        InferenceJob job(fake.plan());
        job.start({}, [&](const RunReport& report) { ended = report.outcome == Outcome::Cancelled ? 1 : 2; });
        QTest::qWait(30);
    }
    QCOMPARE(ended.load(), 1);
}

void TstRunEnds::interruptedSamplesHaveNotFailed()
{
    QFETCH(bool, onDevice);
    std::atomic<int> interrupted = 0;
    FakeRun fake(pictures(500));
    fake.model.onDevice = onDevice;
    fake.model.delay = 2ms;
    fake.model.interrupted = &interrupted;
    fake.options.batch = 4;
    fake.options.chunkSamples = 8;
    InferenceJob job(fake.plan());
    const RunReport report = job.run([&](const RunStats& stats) { interrupted = stats.done > 20 ? 1 : 0; });
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QVERIFY(report.stats.done > 20 && report.stats.done < 500);
    QCOMPARE(report.stats.failed, 0);
    QVERIFY(report.problems.empty());
    QCOMPARE(qint64(fake.sink->results.size()), report.stats.done); // and what was done stays
}

BADCASE_REGISTER_TEST(TstRunEnds)
#include "tst_run_ends.moc"
