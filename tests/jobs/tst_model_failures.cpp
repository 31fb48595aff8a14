// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>

#include <future>

using namespace badcase;
using namespace badcase::jobs;
using namespace badcase::test;
using namespace std::chrono_literals;

/// Models that hang, fail always, or stop working: the run ends with the reason, and what it had done stays.
class TstModelFailures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void failsForEverySample_data();
    void failsForEverySample();
    void interruptEndsAPassThatHangs_data();
    void interruptEndsAPassThatHangs();
    void interruptBeforeTheModelIsThere();
    void deviceThatDisappears_data() { interruptEndsAPassThatHangs_data(); }
    void deviceThatDisappears();
    void manyBadSamplesInARowAreNoReasonToStop();
    void loadThatIsCancelledIsNoFailure();
};

void TstModelFailures::failsForEverySample_data()
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

void TstModelFailures::failsForEverySample()
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

void TstModelFailures::interruptEndsAPassThatHangs_data()
{
    QTest::addColumn<bool>("onDevice");
    QTest::newRow("cpu: lanes") << false;
    QTest::newRow("device: one lane and helpers") << true;
}

void TstModelFailures::interruptEndsAPassThatHangs()
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
    QVERIFY2(report.stats.done > 60 && report.stats.done <= 120,
             qPrintable(QString::number(report.stats.done)));
    QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Cancelled});
    QCOMPARE(alive.load(), 0);
}

void TstModelFailures::interruptBeforeTheModelIsThere()
{
    FakeRun fake(pictures(50));
    fake.model.hangsFor = [](float) { return true; };
    InferenceJob job(fake.plan());
    job.interrupt();
    const RunReport report = job.run();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QCOMPARE(report.stats.done, 0);
}

/// What fails for samples that it could do before has gone: the run fails with the reason, and does not fill
/// the project with failures that say nothing of the samples.
void TstModelFailures::deviceThatDisappears()
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
    QVERIFY2(report.error->message.contains(QLatin1String("the device has gone")),
             qPrintable(report.error->message));
    QVERIFY2(report.stats.done - report.stats.failed > kBefore / 2,
             qPrintable(QString::number(report.stats.done)));
    QVERIFY(report.stats.done - report.stats.failed <= kBefore);
    QVERIFY2(report.stats.failed < 100, qPrintable(QString::number(report.stats.failed)));
    QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Failed});
}

void TstModelFailures::manyBadSamplesInARowAreNoReasonToStop()
{
    FakeRun fake(pictures(200));
    fake.model.throwsFor = [](float mean) { return mean >= 20.0F && mean < 150.0F; };
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 130);
    QCOMPARE(fake.sink->results.size(), std::size_t(200));
}

void TstModelFailures::loadThatIsCancelledIsNoFailure()
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

BADCASE_REGISTER_TEST(TstModelFailures)
#include "tst_model_failures.moc"
