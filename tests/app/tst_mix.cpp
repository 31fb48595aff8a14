// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The mixer against what `combine` stores and `metrics` counts.

#include "app/commands/review_commands.h"
#include "app/workspace/change_service.h"
#include "app/workspace/combine_service.h"
#include "app/workspace/metrics_service.h"
#include "app/workspace/mix_board.h"
#include "storage/sample_columns.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;
using workspace::test::RunFixture;

namespace {

MixSource threeRuns()
{
    MixSource source;
    source.runs = {{QStringLiteral("first"), 1.0}, {QStringLiteral("second"), 1.0}, {QStringLiteral("third"), 1.0}};
    return source;
}

/// Runs "first", "second" and "third" over the same samples.
struct Three : RunFixture {
    explicit Three(Task task, bool withParents = false) : RunFixture(task, 80, withParents)
    {
        addRun(QStringLiteral("second"));
        addRun(QStringLiteral("third"));
    }
};

double figure(const QJsonObject& metrics, const char* key)
{
    const QJsonValue value = metrics.value(QLatin1String(key));
    return value.isObject() ? value[QStringLiteral("macro")].toDouble(-1) : value.toDouble(-1);
}

} // namespace

class TstMix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void decidesAsCombineStores_data();
    void decidesAsCombineStores();
    void theReportAddsUp_data();
    void theReportAddsUp();
    void correctionsAndBadMediaCount();
    void theCommandIsTheMix();
    void whatCannotBeMixedIsSaid();
};

void TstMix::decidesAsCombineStores_data()
{
    QTest::addColumn<Task>("task");
    QTest::addColumn<QString>("merge");
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        for (const char* merge : {"mean", "gmean", "logit", "max"})
            QTest::addRow("%s %s", task == Task::Classification ? "classes" : "tags", merge)
                << task << QString::fromLatin1(merge);
    }
}

void TstMix::decidesAsCombineStores()
{
    QFETCH(const Task, task);
    QFETCH(const QString, merge);
    Three fixture(task);
    const auto mix = must(loadClassMix(*fixture.project, threeRuns()));
    const auto mode = mixModeOf(must(engine::parseMergeMode(merge)));
    const auto board = must(loadMixBoard(fixture.project, threeRuns()));
    const std::vector<std::vector<double>> positions{{1, 1, 1}, {0.2, 0.7, 0.31}, {1, 0, 0.5}, {0, 1, 0}};
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const QString name = QStringLiteral("mixed %1").arg(i);
        const auto request = combineRequest(mix.source, mix.members, positions[i],
                                            must(engine::parseMergeMode(merge)), name);
        const auto summary = must(combineRuns(fixture.project, request, {}, {}));
        const auto stored = must(storage::loadColumns(*fixture.connection, summary.run.id));
        const auto decisions = mix.set.decide(mode, positions[i]);
        qint64 compared = 0;
        for (std::size_t row = 0; row < mix.samples.samples.size(); ++row) {
            const auto found = std::ranges::lower_bound(stored.samples, mix.samples.samples[row]);
            QVERIFY(found != stored.samples.end() && *found == mix.samples.samples[row]);
            const qint32 set = stored.decided[static_cast<std::size_t>(found - stored.samples.begin())];
            QCOMPARE(decisions.at(row), stored.sets[static_cast<std::size_t>(set)]);
            ++compared;
        }
        QVERIFY(compared > 50);
        MetricsRequest measured;
        measured.run = name;
        const QJsonObject metrics = must(measure(*fixture.project, measured));
        const auto macro = must(board->withObjective(QStringLiteral("macro_f1")));
        const auto reading = macro->read({must(engine::parseMergeMode(merge)), positions[i]});
        QVERIFY(std::abs(reading.value - figure(metrics, "f1")) < 1e-12);
        QCOMPARE(reading.error, 0.0);
        const auto exact = must(macro->readExactly({must(engine::parseMergeMode(merge)), positions[i]}, {}));
        QCOMPARE(exact.value, reading.value);
        QCOMPARE(exact.lost.size(), reading.lost.size());
    }
}

void TstMix::theReportAddsUp_data()
{
    QTest::addColumn<Task>("task");
    QTest::addColumn<bool>("withParents");
    QTest::newRow("classes") << Task::Classification << false;
    QTest::newRow("two levels") << Task::Classification << true;
    QTest::newRow("tags") << Task::MultiLabel << false;
}

void TstMix::theReportAddsUp()
{
    QFETCH(const Task, task);
    QFETCH(const bool, withParents);
    Three fixture(task, withParents);
    MixRequest request;
    request.source = threeRuns();
    request.fit = true;
    const MixReport report = must(mix(fixture.project, request));
    QCOMPARE(report.members.size(), std::size_t(3));
    QCOMPARE(report.pairs.size(), std::size_t(3));
    QCOMPARE(report.objective, mixObjectives(task, withParents).front());
    double best = report.members[0].alone;
    for (const auto& line : report.members) {
        best = std::max(best, line.alone);
        QVERIFY(std::abs(line.gainAlone - (line.alone - report.referenceValue)) < 1e-15);
        QVERIFY(!line.costMs);
    }
    QCOMPARE(report.referenceValue, best); // among runs the best is what a mix has to beat
    QVERIFY(std::abs(report.mixedGain.gain - (report.mixed - report.referenceValue)) < 1e-12);
    QVERIFY(report.fit && report.fit->logLoss <= report.fit->logLossEqual + 1e-9);
    QVERIFY(!report.adviceText.isEmpty());
    const QJsonObject json = report.toJson();
    for (const char* key : {"members", "pairs", "selection", "fit", "advice", "advice_text", "command", "p_gain"})
        QVERIFY2(json.contains(QLatin1String(key)), key);
    // Guesses have nothing to tell each other: nothing of it may look sure in the other direction.
    QVERIFY(report.mixedGain.interval.low <= report.mixedGain.interval.high);
    const MixReport again = must(mix(fixture.project, request));
    QCOMPARE(again.toJson(), json);
}

void TstMix::correctionsAndBadMediaCount()
{
    Three fixture(Task::Classification);
    const auto before = must(loadClassMix(*fixture.project, threeRuns()));
    MixSource given = threeRuns();
    given.labels = LabelSource::Given;
    const SampleId sample = before.samples.samples.front();
    ChangeService changes(*fixture.project, *fixture.connection);
    const SampleId relabelled[] = {sample};
    const SampleId bad[] = {before.samples.samples.back()};
    const LabelSet other = LabelSet::single((before.samples.labels.front().first() + 1) % RunFixture::kClasses);
    must(changes.apply(commands::relabel(relabelled, other, QStringLiteral("me"))));
    must(changes.apply(commands::judge(bad, Verdict::BadMedia, QStringLiteral("me"))));
    const auto corrected = must(loadClassMix(*fixture.project, threeRuns()));
    QCOMPARE(corrected.samples.samples.size() + 1, before.samples.samples.size());
    QCOMPARE(corrected.samples.labels.front(), other);
    const auto asGiven = must(loadClassMix(*fixture.project, given));
    QCOMPARE(asGiven.samples.labels, before.samples.labels);
}

void TstMix::theCommandIsTheMix()
{
    Three fixture(Task::Classification);
    const auto mix = must(loadClassMix(*fixture.project, threeRuns()));
    const auto request =
        combineRequest(mix.source, mix.members, {0.5, 0, 0.1}, engine::MergeMode::Mean, QStringLiteral("a b"));
    QCOMPARE(request.runs.size(), std::size_t(2));
    QCOMPARE(combineCommand(QStringLiteral("p.badcase"), request),
             QStringLiteral("badcase combine p.badcase --runs first:0.5,third:0.1 --merge mean --name 'a b'"));
}

void TstMix::whatCannotBeMixedIsSaid()
{
    Three fixture(Task::Classification);
    const auto refused = [&](const MixRequest& request, ErrorCode code) {
        const auto report = mix(fixture.project, request);
        return !report && report.error().code == code && !report.error().message.isEmpty();
    };
    MixRequest request;
    request.source.run = QStringLiteral("first"); // kept no views
    QVERIFY(refused(request, ErrorCode::NotFound));
    request.source = {};
    request.source.runs = {{QStringLiteral("first"), 1.0}};
    QVERIFY(refused(request, ErrorCode::InvalidArgument));
    request.source.runs.emplace_back(QStringLiteral("nobody"), 1.0);
    QVERIFY(refused(request, ErrorCode::NotFound));
    request.source = threeRuns();
    request.objective = QStringLiteral("beauty");
    QVERIFY(refused(request, ErrorCode::InvalidArgument));
    request.objective.clear();
    request.source.split = QStringLiteral("nowhere");
    QVERIFY(refused(request, ErrorCode::InvalidArgument));
    request.source.split.clear();
    request.merge = QStringLiteral("vote");
    QVERIFY(refused(request, ErrorCode::InvalidArgument));
}

BADCASE_REGISTER_TEST(TstMix)
#include "tst_mix.moc"
