// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSemaphore>

#include <algorithm>
#include <cmath>
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

bool isRight(const SampleResult& result, int value)
{
    const auto* prediction = std::get_if<ClassPrediction>(&result.outcome);
    const double expected = 1.0 / (1.0 + std::exp(-value / 100.0));
    return prediction && std::abs(prediction->probabilities[0] - expected) < 1e-6;
}

} // namespace

class TstInferenceJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void finishes_data();
    void finishes();
    void nothingToDo();
    void startsAsynchronously();
    void runsOnce();
    void brokenPicturesAreReported_data() { finishes_data(); }
    void brokenPicturesAreReported();
    void outOfMemoryHalvesBatches_data() { finishes_data(); }
    void outOfMemoryHalvesBatches();
    void oneBadSampleFailsAlone();
    void hopelessModelEndsTheRun();
    void modelThatFailsForAllSamplesFails();
    void modelThatCannotBeLoaded();
    void laterCopyThatCannotBeLoaded();
    void fewSamplesGetMoreThreads();
    void fullDiskKeepsWhatWasWritten();
    void sinkThatDoesNotOpenOrClose();
    void sourceThatFails();
    void memoryIsBounded_data() { finishes_data(); }
    void memoryIsBounded();
    void progressIsThrottledAndTrue();
    void aServerHasALaneForEachRequest();
    void masksComeThrough();
    void mixedShapesAreBucketed();
    void thousandRandomRuns();
};

void TstInferenceJob::finishes_data()
{
    QTest::addColumn<bool>("onDevice");
    QTest::newRow("cpu: lanes") << false;
    QTest::newRow("device: one lane and helpers") << true;
}

void TstInferenceJob::finishes()
{
    QFETCH(bool, onDevice);
    std::atomic<int> alive = 0;
    FakeRun fake(pictures(500));
    fake.model.onDevice = onDevice;
    fake.model.alive = &alive;
    const RunReport report = fake.run();
    QVERIFY2(report.outcome == Outcome::Succeeded,
             qPrintable(report.error ? report.error->message : QString()));
    QVERIFY(!report.error);
    QCOMPARE(report.stats.done, 500);
    QCOMPARE(report.stats.failed, 0);
    QCOMPARE(report.stats.total, 500);
    QCOMPARE(report.lanes, onDevice ? 1 : 2);
    QVERIFY(report.stats.imagesPerSecond > 0.0);
    QVERIFY(report.stats.busy.of(Stage::Decode) > 0.0);
    QVERIFY(report.stats.busy.of(Stage::Forward) > 0.0);
    QCOMPARE(fake.sink->ids(), oneTo(500));
    for (std::size_t i = 0; i < 500; ++i)
        QVERIFY(isRight(fake.sink->result(i), static_cast<int>(i % 200)));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Succeeded});
    QCOMPARE(fake.sink->threads.size(), std::size_t(1)); // open, write and close in one thread
    QCOMPARE(alive.load(), 0);
}

void TstInferenceJob::nothingToDo()
{
    FakeRun fake(QStringList{});
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QVERIFY(fake.threadsAsked.empty()); // no model is loaded for nothing
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Succeeded});
}

void TstInferenceJob::startsAsynchronously()
{
    FakeRun fake(pictures(50));
    QSemaphore finished;
    RunReport report;
    int calls = 0;
    std::thread::id worker;
    InferenceJob job(fake.plan());
    QVERIFY(!job.isRunning());
    job.start([&](const RunStats&) { worker = std::this_thread::get_id(); },
              [&](RunReport ended) {
                  report = std::move(ended);
                  ++calls;
                  finished.release();
              });
    QVERIFY(finished.tryAcquire(1, 10000));
    job.wait();
    QVERIFY(!job.isRunning());
    QCOMPARE(calls, 1);
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QVERIFY(worker != std::this_thread::get_id());
    QVERIFY(fake.sink->threads.contains(worker));
}

void TstInferenceJob::runsOnce()
{
    FakeRun fake(pictures(3));
    InferenceJob job(fake.plan());
    QCOMPARE(job.run().outcome, Outcome::Succeeded);
    QCOMPARE(job.run().outcome, Outcome::Failed);
    QCOMPARE(fake.sink->opened, 1);
}

void TstInferenceJob::brokenPicturesAreReported()
{
    QFETCH(bool, onDevice);
    QStringList members = pictures(40);
    members[3] = QStringLiteral("broken.png");
    members[20] = QStringLiteral("missing.png");
    FakeRun fake(members);
    fake.model.onDevice = onDevice;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.done, 40);
    QCOMPARE(report.stats.failed, 2);
    QCOMPARE(fake.sink->ids(), oneTo(40));
    QVERIFY(std::holds_alternative<Error>(fake.sink->result(3).outcome));
    QVERIFY(std::holds_alternative<Error>(fake.sink->result(20).outcome));
    QVERIFY(isRight(fake.sink->result(4), 4));
    QCOMPARE(report.problems.size(), std::size_t(2));
    QCOMPARE(report.problems[0].sample, QStringLiteral("sample 4"));
    QCOMPARE(report.problems[0].kind, QStringLiteral("undecodable"));
    QVERIFY(report.problems[0].message.contains(QLatin1String("broken.png")));
    QCOMPARE(report.problems[1].kind, QStringLiteral("missing-media"));
}

void TstInferenceJob::outOfMemoryHalvesBatches()
{
    QFETCH(bool, onDevice);
    FakeRun fake(pictures(100));
    fake.model.onDevice = onDevice;
    fake.model.largestBatch = 3;
    fake.options.batch = 16;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 0);
    QCOMPARE(fake.sink->ids(), oneTo(100));
    for (std::size_t i = 0; i < 100; ++i)
        QVERIFY(isRight(fake.sink->result(i), static_cast<int>(i)));
}

void TstInferenceJob::oneBadSampleFailsAlone()
{
    FakeRun fake(pictures(60));
    fake.model.throwsFor = [](float mean) { return mean == 7.0F; };
    fake.model.nanFor = [](float mean) { return mean == 50.0F; };
    fake.options.batch = 8;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 2);
    QCOMPARE(fake.sink->ids(), oneTo(60));
    for (const std::size_t bad : {std::size_t(7), std::size_t(50)}) {
        const auto* error = std::get_if<Error>(&fake.sink->result(bad).outcome);
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::Backend);
        QVERIFY(error->message.startsWith(QStringLiteral("sample %1").arg(bad + 1)));
    }
    QCOMPARE(report.problems[0].kind, QStringLiteral("model-error"));
}

void TstInferenceJob::hopelessModelEndsTheRun()
{
    std::atomic<int> forwards = 0;
    FakeRun fake(pictures(2000));
    fake.model.throwsFor = [](float) { return true; };
    fake.model.forwards = &forwards;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QVERIFY(report.error);
    QCOMPARE(report.error->code, ErrorCode::Backend);
    QVERIFY(report.error->message.contains(QLatin1String("the model threw")));
    // Other lanes go on until they hear of it; how far depends on the machine, but the end is far away.
    QVERIFY2(forwards < 1000, qPrintable(QString::number(forwards)));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Failed});
}

void TstInferenceJob::modelThatFailsForAllSamplesFails()
{
    FakeRun fake(pictures(3)); // fewer than it takes to give up early
    fake.model.classes = 5;    // a wrong shape
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QVERIFY2(report.error->message.contains(QLatin1String("1 x 2")), qPrintable(report.error->message));
    QCOMPARE(fake.sink->ids(), oneTo(3));
}

void TstInferenceJob::modelThatCannotBeLoaded()
{
    FakeRun fake(pictures(10));
    fake.failLoads = 99;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error->code, ErrorCode::Unsupported);
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Failed});
    QVERIFY(fake.sink->results.empty());
}

void TstInferenceJob::laterCopyThatCannotBeLoaded()
{
    FakeRun fake(pictures(100));
    fake.failLoads = -1;
    fake.model.delay = 1ms; // long enough for the second lane to try
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.lanes, 1);
    QCOMPARE(fake.sink->ids(), oneTo(100));
    QVERIFY2(report.notice.contains(QLatin1String("newer LibTorch")), qPrintable(report.notice));
}

void TstInferenceJob::fewSamplesGetMoreThreads()
{
    FakeRun single(pictures(1));
    single.options.cores = 4;
    QCOMPARE(single.run().outcome, Outcome::Succeeded);
    QCOMPARE(single.threadsAsked, std::vector<int>{4});
    FakeRun many(pictures(50));
    many.options.cores = 4;
    many.model.delay = 2ms;
    QCOMPARE(many.run().outcome, Outcome::Succeeded);
    QCOMPARE(many.threadsAsked, std::vector<int>(4, 1));
}

void TstInferenceJob::fullDiskKeepsWhatWasWritten()
{
    FakeRun fake(pictures(1000));
    fake.options.chunkSamples = 10;
    fake.sink->failChunk = 3;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error->code, ErrorCode::NoSpace);
    QCOMPARE(fake.sink->chunks.size(), std::size_t(3));
    QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
    QCOMPARE(fake.sink->ids(), oneTo(report.stats.done));
    QCOMPARE(fake.sink->closed, std::vector<Outcome>{Outcome::Failed});
    QVERIFY(fake.source->taken() < 1000);
}

void TstInferenceJob::sinkThatDoesNotOpenOrClose()
{
    FakeRun locked(pictures(5));
    locked.sink->failOpen = true;
    RunReport report = locked.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error->code, ErrorCode::Locked);
    QVERIFY(locked.threadsAsked.empty());
    QVERIFY(locked.sink->closed.empty());
    FakeRun unclosed(pictures(5));
    unclosed.sink->failClose = true;
    report = unclosed.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error->code, ErrorCode::Io);
}

void TstInferenceJob::sourceThatFails()
{
    FakeRun fake(pictures(200));
    fake.source->failAt = 100;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error->message, QStringLiteral("the project cannot be read"));
    QCOMPARE(fake.sink->closed.size(), std::size_t(1));
}

/// One slow sample at the front: the others must not pile up behind it without limit.
void TstInferenceJob::memoryIsBounded()
{
    QFETCH(bool, onDevice);
    QStringList members;
    for (int i = 0; i < 300; ++i)
        members << QStringLiteral("200-100-1"); // 240 kB of input and 40 kB of masks each
    FakeRun fake(members);
    fake.model.onDevice = onDevice;
    fake.model.segmentation = true;
    fake.model.delay = 1ms;
    fake.options.memoryBytes = 2 << 20;
    fake.options.chunkBytes = 1 << 20;
    int most = 0;
    qint64 furthest = 0;
    const RunReport report = InferenceJob(fake.plan()).run([&](const RunStats& stats) {
        most = std::max(most, stats.prepared + stats.toFinish + stats.unwritten);
        furthest = std::max(furthest, fake.source->taken() - stats.done);
    });
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(fake.sink->ids(), oneTo(300));
    QVERIFY2(most <= 60, qPrintable(QString::number(most)));
    QVERIFY2(furthest <= 120, qPrintable(QString::number(furthest)));
    QVERIFY(*std::max_element(fake.sink->chunks.begin(), fake.sink->chunks.end()) <= 64);
}

void TstInferenceJob::progressIsThrottledAndTrue()
{
    FakeRun fake(pictures(400));
    fake.model.delay = 3ms;
    fake.options.chunkInterval = 20ms;
    fake.options.batch = 1; // larger ones would be over before there is progress to be told
    std::vector<RunStats> seen;
    QElapsedTimer timer;
    timer.start();
    const RunReport report = InferenceJob(fake.plan()).run([&](const RunStats& stats) {
        seen.push_back(stats);
        if (stats.done > static_cast<qint64>(fake.sink->results.size()))
            QFAIL("more is shown as done than was written");
    });
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QVERIFY(static_cast<qint64>(seen.size()) <= timer.elapsed() / 100 + 2);
    QVERIFY(seen.size() >= 3);
    for (std::size_t i = 1; i < seen.size(); ++i)
        QVERIFY(seen[i].done >= seen[i - 1].done);
    const RunStats& middle = seen[seen.size() / 2];
    QVERIFY(middle.imagesPerSecond > 50.0);
    QVERIFY(middle.secondsLeft);
    QVERIFY(*middle.secondsLeft >= 0.0);
    QCOMPARE(seen.back().done, 400);
}

void TstInferenceJob::aServerHasALaneForEachRequest()
{
    std::atomic<int> forwards = 0;
    FakeRun fake(pictures(300));
    fake.model.copies = 5;
    fake.model.delay = 1ms;
    fake.model.forwards = &forwards;
    fake.options.cores = 2;
    const RunReport report = fake.run();
    QVERIFY2(report.outcome == Outcome::Succeeded,
             qPrintable(report.error ? report.error->message : QString()));
    QCOMPARE(report.lanes, 5);
    QCOMPARE(fake.threadsAsked.size(), std::size_t(5));
    QCOMPARE(fake.sink->ids(), oneTo(300));
    for (std::size_t i = 0; i < 300; ++i)
        QVERIFY(isRight(fake.sink->result(i), static_cast<int>(i % 200)));
    QVERIFY2(forwards <= 150, qPrintable(QString::number(forwards))); // in batches: each request travels

    FakeRun few(pictures(2));
    few.model.copies = 5;
    few.model.delay = 100ms; // the second lane has time to come
    QCOMPARE(few.run().lanes, 2);
}

void TstInferenceJob::masksComeThrough()
{
    FakeRun fake({QStringLiteral("5-3-200"), QStringLiteral("7-7-0")});
    fake.model.segmentation = true;
    QCOMPARE(fake.run().outcome, Outcome::Succeeded);
    const auto& mask = std::get<MaskPrediction>(fake.sink->result(0).outcome);
    QCOMPARE(mask.decision, ClassMap(QSize(5, 3), 0));
    QCOMPARE(mask.probability, ClassMap(QSize(5, 3), 225)); // 255 / (1 + exp(-2))
    QCOMPARE(std::get<MaskPrediction>(fake.sink->result(1).outcome).decision.size(), QSize(7, 7));
}

void TstInferenceJob::mixedShapesAreBucketed()
{
    QStringList members;
    for (int i = 0; i < 120; ++i)
        members << QStringLiteral("%1-4-%2").arg(4 + i % 3).arg(i);
    for (const bool onDevice : {false, true}) {
        std::atomic<int> forwards = 0;
        FakeRun fake(members);
        fake.model.onDevice = onDevice;
        fake.model.forwards = &forwards;
        fake.options.batch = 6;
        QCOMPARE(fake.run().outcome, Outcome::Succeeded);
        QCOMPARE(fake.sink->ids(), oneTo(120));
        for (std::size_t i = 0; i < 120; ++i)
            QVERIFY(isRight(fake.sink->result(i), static_cast<int>(i)));
        QVERIFY2(forwards < 120, qPrintable(QString::number(forwards)));
    }
}

/// Any interleaving ends, and ends right. Small runs of random shape, many of them.
void TstInferenceJob::thousandRandomRuns()
{
    QRandomGenerator random(20260101);
    for (int round = 0; round < 1000; ++round) {
        const int count = random.bounded(1, 40);
        QStringList members;
        for (int i = 0; i < count; ++i)
            members << (random.bounded(10) == 0
                            ? QStringLiteral("broken")
                            : QStringLiteral("%1-3-%2").arg(3 + random.bounded(2)).arg(i));
        FakeRun fake(members);
        fake.options.cores = random.bounded(1, 4);
        fake.options.batch = random.bounded(0, 5);
        fake.options.chunkSamples = random.bounded(1, 20);
        fake.options.chunkInterval = std::chrono::milliseconds(random.bounded(0, 3));
        fake.options.memoryBytes = random.bounded(2) == 0 ? 100 : 1 << 20;
        fake.model.onDevice = random.bounded(2) == 0;
        fake.model.largestBatch = random.bounded(1, 6);
        fake.model.delay = std::chrono::microseconds(random.bounded(0, 100));
        const int cancelAt = random.bounded(4) == 0 ? random.bounded(count) : -1;
        if (random.bounded(8) == 0)
            fake.sink->failChunk = random.bounded(3);
        const CancelToken cancel = fake.cancel;
        fake.model.nanFor = [cancel, cancelAt](float mean) {
            if (mean == static_cast<float>(cancelAt))
                cancel.cancel();
            return false;
        };
        const RunReport report = fake.run();
        QCOMPARE(fake.sink->closed.size(), std::size_t(1));
        QCOMPARE(fake.sink->closed.front(), report.outcome);
        QCOMPARE(report.outcome == Outcome::Failed, report.error.has_value());
        if (report.outcome == Outcome::Succeeded)
            QCOMPARE(fake.sink->ids(), oneTo(count));
        else
            QVERIFY(std::ranges::is_sorted(fake.sink->ids()));
        QCOMPARE(report.stats.done, static_cast<qint64>(fake.sink->results.size()));
    }
}

BADCASE_REGISTER_TEST(TstInferenceJob)

#include "tst_inference_job.moc"
