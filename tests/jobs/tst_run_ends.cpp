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

/// How runs are stopped.
class TstRunEnds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cancelsWithinASecond_data() { places(); }
    void cancelsWithinASecond();
    void destructorCancels();
    void aStepAfterTheModelThatHearsOfTheCancelIsNoFailure_data() { places(); }
    void aStepAfterTheModelThatHearsOfTheCancelIsNoFailure();

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

/// The cancel comes within the pass of sample 11, so that its mask's steps find it cancelled.
void TstRunEnds::aStepAfterTheModelThatHearsOfTheCancelIsNoFailure()
{
    QFETCH(bool, onDevice);
    FakeRun fake(pictures(100));
    fake.model.onDevice = onDevice;
    fake.model.segmentation = true;
    fake.options.batch = 1;
    fake.options.cores = 1;
    fake.model.nanFor = [cancel = fake.cancel](float mean) {
        if (mean == 10.0F)
            cancel.cancel();
        return false;
    };
    RunPlan plan = fake.plan();
    plan.finish = {{{.kind = engine::MaskStep::Kind::FillHoles}}, {.cancel = fake.cancel}};
    const RunReport report = InferenceJob(std::move(plan)).run();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QCOMPARE(report.stats.failed, 0);
    QVERIFY(report.problems.empty());
    QVERIFY(onDevice || !fake.sink->results.empty()); // a helper may not have come to any yet
    for (const SampleResult& result : fake.sink->results) {
        QVERIFY(std::holds_alternative<MaskPrediction>(result.outcome));
        QVERIFY(result.id.value < 11);
    }
}

BADCASE_REGISTER_TEST(TstRunEnds)
#include "tst_run_ends.moc"
