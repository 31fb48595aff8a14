// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/calibration_service.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <QJsonArray>

#include <cmath>
#include <random>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;
using workspace::test::RunFixture;

/// What `calibrate` says, against the score of the same run and against its definition.
class TstCalibration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void agreesWithMetrics();
    void countsOfAllDiagramsAreTheSamples();
    void tagsAreQuestionsOfTheirOwn();
    void binsHaveTheirSamples();
    void heldOutFiguresAreThoseOfTheFit();
    void wordsFollowTheTemperature();
    void refusals();
    void stops();
};

namespace {

CalibrationReport calibrated(RunFixture& fixture, const CalibrationRequest& request)
{
    return must(calibrate(*fixture.project, request));
}

CalibrationRequest first()
{
    CalibrationRequest request;
    request.run = QStringLiteral("first");
    return request;
}

/// Labels drawn with p^(1/truth), so that this temperature is the right one.
ProbabilityColumns drawn(int rows, double truth)
{
    ProbabilityColumns columns;
    columns.classes = 3;
    std::mt19937_64 random(4);
    std::normal_distribution<double> noise(0, 2);
    for (int i = 0; i < rows; ++i) {
        std::vector<double> logits{noise(random), noise(random), noise(random)};
        std::vector<double> right;
        double sum = 0;
        for (const double logit : logits) {
            sum += std::exp(logit);
            right.push_back(std::exp(logit / truth));
        }
        for (const double logit : logits)
            columns.values.push_back(static_cast<float>(std::exp(logit) / sum));
        columns.samples.push_back(SampleId(i + 1));
        columns.labels.push_back(
            LabelSet::single(std::discrete_distribution<int>(right.begin(), right.end())(random)));
    }
    return columns;
}

storage::RunRecord softmaxRun()
{
    storage::RunRecord run;
    run.name = QStringLiteral("made");
    return run;
}

} // namespace

void TstCalibration::agreesWithMetrics()
{
    RunFixture fixture(Task::Classification, 200);
    for (const auto labels : {LabelSource::Given, LabelSource::Corrected}) {
        for (const QString& split : {QString(), QStringLiteral("test")}) {
            CalibrationRequest request = first();
            request.labels = labels;
            request.split = split;
            const auto report = calibrated(fixture, request);
            MetricsRequest metrics{request.run, labels, split};
            const QJsonObject json = must(measure(*fixture.project, metrics));
            QCOMPARE(report.samples, json.value(QStringLiteral("samples")).toInteger());
            QVERIFY(std::abs(report.logLoss - json.value(QStringLiteral("log_loss")).toDouble()) < 1e-9);
            QVERIFY(std::abs(report.decisions.equalWidth.expectedError -
                             json.value(QStringLiteral("ece")).toDouble()) < 1e-12);
            QVERIFY(std::abs(report.temperature->fit.before.logLoss - report.logLoss) < 1e-6);
        }
    }
}

void TstCalibration::countsOfAllDiagramsAreTheSamples()
{
    RunFixture fixture(Task::Classification, 150);
    CalibrationRequest request = first();
    request.bins = 7;
    const auto report = calibrated(fixture, request);
    QCOMPARE(report.classes.size(), std::size_t(RunFixture::kClasses));
    QCOMPARE(report.decisions.equalWidth.bins.size(), std::size_t(7));
    double brier = 0;
    qint64 support = 0;
    for (const auto& one : report.classes) {
        for (const auto rule : {analysis::BinRule::EqualWidth, analysis::BinRule::EqualMass}) {
            qint64 count = 0;
            for (const auto& bin : one.now.by(rule).bins)
                count += bin.count;
            QCOMPARE(count, report.samples);
            QCOMPARE(one.tempered->by(rule).count, report.samples);
        }
        brier += one.now.brier;
        support += one.support;
    }
    QCOMPARE(support, report.samples);
    QVERIFY(std::abs(brier - report.brier) < 1e-12);
    const QJsonObject json = report.toJson(fixture.project->schema(), 2);
    QCOMPARE(json.value(QStringLiteral("per_class")).toArray().size(), RunFixture::kClasses);
    QCOMPARE(json.value(QStringLiteral("class_diagram"))[QStringLiteral("equal_width")].toArray().size(), 7);
}

void TstCalibration::tagsAreQuestionsOfTheirOwn()
{
    RunFixture fixture(Task::MultiLabel, 120);
    const auto report = calibrated(fixture, first());
    QVERIFY(!report.temperature.has_value());
    QVERIFY(!report.temperatureText().isEmpty());
    QCOMPARE(report.decisions.equalWidth.count, report.samples * RunFixture::kClasses);
    double brier = 0;
    double error = 0;
    for (const auto& one : report.classes) {
        QVERIFY(!one.tempered.has_value());
        brier += one.now.brier / RunFixture::kClasses;
        error += one.now.equalWidth.expectedError / RunFixture::kClasses;
    }
    QVERIFY(std::abs(brier - report.brier) < 1e-12);
    QVERIFY(std::abs(error - report.classwise) < 1e-12);
    QVERIFY(report.toJson(fixture.project->schema()).value(QStringLiteral("temperature")).isNull());
}

void TstCalibration::binsHaveTheirSamples()
{
    RunFixture fixture(Task::Classification, 150);
    const auto run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first")));
    const auto columns = must(loadForCalibration(*fixture.project, *fixture.connection, run, first()));
    const auto report = must(calibrationOf(columns, run, first()));
    for (const auto rule : {analysis::BinRule::EqualWidth, analysis::BinRule::EqualMass}) {
        for (const auto& bin : report.decisions.by(rule).bins)
            QCOMPARE(static_cast<qint64>(samplesInBin(columns, run.task, kNoClass, bin, rule).size()),
                     bin.count);
        for (const auto& one : report.classes)
            for (const auto& bin : one.now.by(rule).bins)
                QCOMPARE(static_cast<qint64>(samplesInBin(columns, run.task, one.index, bin, rule).size()),
                         bin.count);
    }
}

void TstCalibration::heldOutFiguresAreThoseOfTheFit()
{
    const auto columns = drawn(3000, 2.0);
    const auto report = must(calibrationOf(columns, softmaxRun(), {}));
    const auto& temperature = *report.temperature;
    QVERIFY(std::abs(temperature.fit.temperature - 2.0) < 0.15);
    QVERIFY(temperature.least() <= temperature.fit.temperature &&
            temperature.fit.temperature <= temperature.largest());
    QVERIFY(std::abs(temperature.decisions.equalWidth.expectedError - temperature.fit.heldOut.equalWidth) <
            1e-9);
    QVERIFY(std::abs(temperature.decisions.equalMass.expectedError - temperature.fit.heldOut.equalMass) <
            1e-9);
    QVERIFY(std::abs(temperature.classwise - temperature.fit.heldOut.classwise) < 1e-9);
    QVERIFY(temperature.brier < report.brier);
    QVERIFY(report.decisions.equalWidth.bias > 0.02); // too sure
}

void TstCalibration::wordsFollowTheTemperature()
{
    const auto words = [](double truth) {
        return must(calibrationOf(drawn(3000, truth), softmaxRun(), {})).temperatureText();
    };
    QVERIFY2(words(2.0).contains(u"too sure"), qPrintable(words(2.0)));
    QVERIFY2(words(0.5).contains(u"not sure enough"), qPrintable(words(0.5)));
    QVERIFY2(words(1.0).contains(u"No temperature is worth using"), qPrintable(words(1.0)));
    auto run = softmaxRun();
    QVERIFY(!must(calibrationOf(drawn(20, 1), run, {})).seenText().isEmpty());
    run.outOfFold = storage::OutOfFold::Yes;
    QVERIFY(must(calibrationOf(drawn(20, 1), run, {})).seenText().isEmpty());
    const auto few = must(calibrationOf(drawn(3, 1), run, {}));
    QVERIFY(!few.temperature && few.temperatureText().contains(u"folds"));
}

void TstCalibration::refusals()
{
    RunFixture fixture(Task::Classification, 30);
    CalibrationRequest request = first();
    request.split = QStringLiteral("dream");
    QCOMPARE(calibrate(*fixture.project, request).error().code, ErrorCode::NotFound);
    request = first();
    request.run = QStringLiteral("second");
    QCOMPARE(calibrate(*fixture.project, request).error().code, ErrorCode::NotFound);
    request = first();
    request.folds = 1;
    QCOMPARE(calibrate(*fixture.project, request).error().code, ErrorCode::InvalidArgument);
    request = first();
    request.bins = 0;
    QCOMPARE(calibrate(*fixture.project, request).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(calibrationOf({}, softmaxRun(), {}).error().code, ErrorCode::InvalidArgument);
    RunFixture masks(Task::Segmentation, 10);
    QCOMPARE(calibrate(*masks.project, first()).error().code, ErrorCode::InvalidArgument);
}

void TstCalibration::stops()
{
    const CancelToken cancel;
    cancel.cancel();
    QCOMPARE(calibrationOf(drawn(50, 1), softmaxRun(), {}, cancel).error().code, ErrorCode::Cancelled);
}

BADCASE_REGISTER_TEST(TstCalibration)
#include "tst_calibration.moc"
