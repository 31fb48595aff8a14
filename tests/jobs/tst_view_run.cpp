// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Runs that show a picture in several views and windows, with a formula in place of a model: what they add up to can be
/// said without them.

#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::jobs;
using namespace badcase::test;

namespace {

std::vector<engine::View> viewsOf(const QString& text)
{
    return *engine::parseViews(text);
}

void setViews(FakeRun& run, const QString& text)
{
    run.views.views = viewsOf(text);
    run.views.weights.assign(run.views.views.size(), 1.0);
}

/// Pictures of several shapes whose pixels differ.
QStringList ramps()
{
    QStringList members;
    for (int i = 0; i < 12; ++i)
        members << QStringLiteral("%1-%2-%3-ramp").arg(9 + i % 4 * 7).arg(5 + i % 3 * 11).arg(i * 13);
    return members;
}

MaskPrediction maskOf(const FakeRun& run, std::size_t at)
{
    return std::get<MaskPrediction>(run.sink->result(at).outcome);
}

int largestDifference(const ClassMap& a, const ClassMap& b)
{
    int largest = a.size() == b.size() ? 0 : 255;
    for (std::size_t i = 0; largest < 255 && i < a.pixels().size(); ++i)
        largest = std::max(largest, std::abs(int(a.pixels()[i]) - int(b.pixels()[i])));
    return largest;
}

} // namespace

class TstViewRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void masksOfAPointwiseModelDoNotDependOnViews_data();
    void masksOfAPointwiseModelDoNotDependOnViews();
    void keptViewsAreInThePicturesOwnOrientation();
    void classesAreMergedWithWeights();
    void keptViewsOfClassesAreThoseOfThePlan();
    void aViewThatFailsFailsTheSampleOnly();
    void everyViewIsOnePass();
    void picturesThatCannotBeReadFailAlone();
    void cancelLeavesNoHalfSample();
    void automaticBatchesOfADeviceGrowUntilTheMemoryEnds();
};

void TstViewRun::masksOfAPointwiseModelDoNotDependOnViews_data()
{
    QTest::addColumn<QString>("views");
    QTest::addColumn<int>("tile");
    QTest::addColumn<double>("overlap");
    QTest::addColumn<double>("full");
    QTest::addColumn<bool>("onDevice");
    for (const bool device : {false, true}) {
        const char* where = device ? "device" : "cpu";
        QTest::addRow("d4 %s", where) << "d4" << 0 << 0.0 << 0.0 << device;
        QTest::addRow("flips %s", where) << "flips" << 0 << 0.0 << 0.0 << device;
        QTest::addRow("windows %s", where) << "identity" << 8 << 0.25 << 0.0 << device;
        QTest::addRow("windows without overlap %s", where) << "identity" << 5 << 0.0 << 0.0 << device;
        QTest::addRow("windows and the whole %s", where) << "identity" << 7 << 0.5 << 0.4 << device;
        QTest::addRow("windows of views %s", where) << "only:rot90,antitranspose,vflip" << 6 << 0.3 << 0.25 << device;
        QTest::addRow("windows larger than the picture %s", where) << "hflip" << 64 << 0.25 << 0.0 << device;
    }
}

void TstViewRun::masksOfAPointwiseModelDoNotDependOnViews()
{
    QFETCH(QString, views);
    QFETCH(int, tile);
    QFETCH(double, overlap);
    QFETCH(double, full);
    QFETCH(bool, onDevice);
    const auto fill = [&](FakeRun& run) {
        run.model.segmentation = run.model.pointwise = true;
        run.model.onDevice = onDevice;
    };
    FakeRun plain(ramps());
    fill(plain);
    QCOMPARE(plain.run().outcome, Outcome::Succeeded);
    FakeRun several(ramps());
    fill(several);
    setViews(several, views);
    several.views.tiles.size = tile;
    several.views.tiles.overlap = overlap;
    if (full > 0)
        several.views.tiles.fullImageWeight = full;
    QCOMPARE(several.run().outcome, Outcome::Succeeded);
    QCOMPARE(several.sink->ids(), plain.sink->ids());
    for (std::size_t i = 0; i < plain.sink->results.size(); ++i) {
        // Sums of floats may round a probability that lies between two steps to the other one.
        QVERIFY(largestDifference(maskOf(several, i).probability, maskOf(plain, i).probability) <= 1);
        QCOMPARE(maskOf(several, i).decision, maskOf(plain, i).decision);
    }
}

void TstViewRun::keptViewsAreInThePicturesOwnOrientation()
{
    FakeRun run(ramps());
    run.model.segmentation = run.model.pointwise = true;
    setViews(run, QStringLiteral("d4"));
    run.views.keep = true;
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    for (const SampleResult& result : run.sink->results) {
        QCOMPARE(result.views.size(), std::size_t(8));
        const MaskPlanes& first = result.views.front().planes;
        QCOMPARE(first.size, std::get<MaskPrediction>(result.outcome).probability.size());
        QCOMPARE(first.count, 2);
        for (const ViewResult& view : result.views)
            QCOMPARE(view.planes, first); // the model looks at one pixel at a time
    }
}

void TstViewRun::classesAreMergedWithWeights()
{
    // The mean of a picture does not depend on how it is turned; of a scaled one it may, by rounding.
    FakeRun run({QStringLiteral("8-8-50"), QStringLiteral("6-4-150")});
    setViews(run, QStringLiteral("hflip,rot90"));
    run.views.weights = {2.0, 1.0, 0.5};
    run.views.merge = engine::MergeMode::GeometricMean;
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    for (std::size_t i = 0; i < 2; ++i) {
        const double logit = i == 0 ? 0.5 : 1.5;
        const auto& classes = std::get<ClassPrediction>(run.sink->result(i).outcome);
        QVERIFY(std::abs(double(classes.probabilities[0]) - 1 / (1 + std::exp(-logit))) < 1e-6);
    }
}

void TstViewRun::keptViewsOfClassesAreThoseOfThePlan()
{
    FakeRun run(pictures(40));
    setViews(run, QStringLiteral("flips"));
    run.views.keep = true;
    run.options.batch = 3; // views of several pictures in one batch
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    QCOMPARE(run.sink->results.size(), std::size_t(40));
    for (const SampleResult& result : run.sink->results) {
        QCOMPARE(result.views.size(), std::size_t(4));
        const auto& merged = std::get<ClassPrediction>(result.outcome);
        for (const ViewResult& view : result.views)
            QCOMPARE(view.probabilities, merged.probabilities); // all four are alike, and four is a power of two
    }
}

void TstViewRun::aViewThatFailsFailsTheSampleOnly()
{
    for (const bool device : {false, true}) {
        FakeRun run(pictures(20));
        setViews(run, QStringLiteral("flips"));
        run.model.onDevice = device;
        run.model.throwsFor = [](float mean) { return mean == 7.0F; };
        run.model.nanFor = [](float mean) { return mean == 11.0F; };
        const RunReport report = run.run();
        QCOMPARE(report.outcome, Outcome::Succeeded);
        QCOMPARE(report.stats.failed, 2);
        for (std::size_t i = 0; i < 20; ++i)
            QCOMPARE(std::holds_alternative<Error>(run.sink->result(i).outcome), i == 7 || i == 11);
    }
}

void TstViewRun::everyViewIsOnePass()
{
    std::atomic<int> forwards = 0;
    FakeRun run(pictures(10));
    run.model.forwards = &forwards;
    run.options.batch = 1;
    setViews(run, QStringLiteral("d4"));
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    QCOMPARE(forwards.load(), 80);
}

void TstViewRun::picturesThatCannotBeReadFailAlone()
{
    FakeRun run({QStringLiteral("8-8-1"), QStringLiteral("broken"), QStringLiteral("8-8-2"),
                 QStringLiteral("missing.png"), QStringLiteral("8-8-3")});
    setViews(run, QStringLiteral("hflip"));
    const RunReport report = run.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 2);
    QCOMPARE(run.sink->ids(), (std::vector<qint64>{1, 2, 3, 4, 5}));
}

void TstViewRun::cancelLeavesNoHalfSample()
{
    FakeRun run(pictures(200));
    setViews(run, QStringLiteral("d4"));
    run.views.keep = true;
    run.model.delay = std::chrono::milliseconds(1);
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        run.cancel.cancel();
    });
    const RunReport report = run.run();
    stopper.join();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QVERIFY(run.sink->results.size() < 200);
    for (const SampleResult& result : run.sink->results) {
        QVERIFY(!std::holds_alternative<Error>(result.outcome));
        QCOMPARE(result.views.size(), std::size_t(8));
    }
}

/// A pass takes the same time for any batch, so a larger one always pays.
void TstViewRun::automaticBatchesOfADeviceGrowUntilTheMemoryEnds()
{
    std::atomic<int> largest = 0;
    FakeRun run(pictures(3000));
    run.model.onDevice = true;
    run.model.delay = std::chrono::milliseconds(10);
    run.model.largestBatch = 100;
    run.model.largestSeen = &largest;
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    QCOMPARE(run.sink->results.size(), std::size_t(3000));
    QVERIFY2(largest == 64, QByteArray::number(largest.load()).constData());

    largest = 0;
    FakeRun asked(pictures(300));
    asked.model.onDevice = true;
    asked.model.largestSeen = &largest;
    asked.options.batch = 8;
    QCOMPARE(asked.run().outcome, Outcome::Succeeded);
    QVERIFY(largest <= 8);
}

BADCASE_REGISTER_TEST(TstViewRun)
#include "tst_view_run.moc"
