// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/review_commands.h"
#include "app/workspace/import_run_segments.h"
#include "app/workspace/journal_json.h"
#include "app/workspace/metrics_service.h"
#include "app/workspace/relabel_segments.h"
#include "app/workspace/session.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "storage/segment_repository.h"
#include "tests/app/made_data.h"
#include "tests/app/video_project.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::difference;
using workspace::test::must;
using workspace::test::VideoProject;

namespace {

constexpr auto kSegments = R"({
    "b.mp4": {"result": [{"segment": [4, 8], "labels": ["z"], "scores": [0.5]},
                         {"segment": [0, 8], "labels": ["z", "x"], "scores": [0.25, 0.875]}]},
    "a.mp4": {"result": [{"segment": [-0.5, 10], "labels": ["x"], "scores": [0.75]},
                         {"segment": [10, 20], "labels": ["z"], "scores": [0.625]}]},
    "c.mp4": {"result": []}})";

QStringList kinds(const std::vector<SampleProblem>& problems)
{
    QStringList list;
    for (const auto& problem : problems)
        list.append(problem.kind);
    list.sort();
    return list;
}

} // namespace

/// Predictions of tags and of segments become runs, and the score of segments follows their correction.
class TstImportSegments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void tagsBecomeARow();
    void segmentsBecomeARowAndAreKept();
    void problemsAreTold();
    void aCutFileIsTold();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void createsSamples();
    void previewSaysWhatItIs();
    void scoreFollowsSegments();
    void scoreLeavesOutBadMedia();
    void theScoreBarMoves();
    void correctsFromAFile();
    void problemsOfCorrections();

private:
    ImportRunRequest request(const VideoProject& videos, const QByteArray& json) const
    {
        ImportRunRequest made;
        made.name = QStringLiteral("r");
        made.probabilities = videos.write(QStringLiteral("p.json"), json);
        return made;
    }
    ImportRunReport import(VideoProject& videos, const QByteArray& json) const
    {
        return must(importRun(*videos.project, request(videos, json), {}, {}));
    }
};

void TstImportSegments::tagsBecomeARow()
{
    VideoProject videos;
    const auto report =
        import(videos, R"({"b.mp4": {"result": [{"labels": ["x", "z"], "scores": [0.9, 0.2]}]},
                                           "a.mp4": {"result": [{"labels": ["y"], "scores": [0.7]}]}})");
    QCOMPARE(report.samples, 2);
    QVERIFY(report.problems.empty());
    QCOMPARE(report.classes, QStringList({"x", "y", "z"}));
    storage::PredictionRepository predictions(*videos.connection);
    QCOMPARE(must(predictions.probabilities(report.run.id, videos.id("b.mp4"))),
             std::vector<float>({0.9f, 0.0f, 0.2f}));
    QVERIFY(!must(predictions.segments(report.run.id, videos.id("b.mp4"))));
    const auto row = videos.row("a.mp4", report.run.id);
    QCOMPARE(row.prediction->decision.decided, LabelSet{1});
    QCOMPARE(row.prediction->decision.confidence, 0.7); // as in the file, not rounded to float
    QVERIFY(!videos.row("c.mp4", report.run.id).prediction);
    QCOMPARE(report.run.settings.value(QStringLiteral("track")).toString(), QStringLiteral("tagging"));
    const auto json = must(measure(*videos.project, {report.run.name, LabelSource::Given, {}, false}));
    QVERIFY(json.value(QStringLiteral("gap")).isDouble());
    QVERIFY(!json.contains(QStringLiteral("segment_map")));
}

void TstImportSegments::segmentsBecomeARowAndAreKept()
{
    VideoProject videos;
    const auto report = import(videos, kSegments);
    QCOMPARE(report.samples, 3);
    QCOMPARE(report.classes, QStringList({"x", "z"}));
    QVERIFY(report.notices.join(u' ').contains(u'y')); // the file says nothing of it
    storage::PredictionRepository predictions(*videos.connection);
    QCOMPARE(must(predictions.probabilities(report.run.id, videos.id("b.mp4"))),
             std::vector<float>({0.875f, 0.0f, 0.5f}));
    QCOMPARE(must(predictions.probabilities(report.run.id, videos.id("c.mp4"))),
             std::vector<float>({0.0f, 0.0f, 0.0f}));
    QVERIFY(must(predictions.segments(report.run.id, videos.id("c.mp4")))->empty());
    const auto kept = must(predictions.segments(report.run.id, videos.id("b.mp4")));
    QVERIFY(*kept == (std::vector<ScoredSegment>{{4, 8, {{2, 0.5}}}, {0, 8, {{0, 0.875}, {2, 0.25}}}}));
    QStringList order;
    must(predictions.eachSegments(report.run.id, {},
                                  [&](const storage::PredictedSegments& one) -> Result<void> {
                                      order.append(videos.name(one.sample));
                                      return {};
                                  }));
    QCOMPARE(order, QStringList({"b.mp4", "a.mp4", "c.mp4"})); // of the file
}

void TstImportSegments::problemsAreTold()
{
    VideoProject videos;
    const auto report = import(videos, R"({
        "a.mp4": {"result": [{"segment": [0, 9], "labels": ["x", "ghost"], "scores": [1.00005, 0.5]}]},
        "b.mp4": {"result": [{"segment": [0, 9], "labels": ["x"], "scores": [0.5]},
                             {"segment": [0, 9], "labels": ["x"], "scores": [-3]}]},
        "c.mp4": {"result": [{"segment": [9, 3], "labels": ["x"], "scores": [0.5]},
                             {"segment": [0, 3], "labels": ["y"], "scores": [0.5]}]},
        "new.mp4": {"result": []},
        "a.mp4": {"result": []}})");
    QCOMPARE(report.samples, 2);
    QCOMPARE(report.failed, 1); // b.mp4: a score that is hidden by a better one is wrong all the same
    QCOMPARE(report.unknown, 1);
    QCOMPARE(report.duplicates, 1);
    QCOMPARE(kinds(report.problems),
             QStringList({"bad-segment", "duplicate", "out-of-range", "unknown-class", "unknown-sample"}));
    storage::PredictionRepository predictions(*videos.connection);
    QCOMPARE(must(predictions.probabilities(report.run.id, videos.id("a.mp4"))).at(0), 1.0f);
    QCOMPARE(must(predictions.segments(report.run.id, videos.id("a.mp4")))->front().scores.front().second,
             1.0);
    QVERIFY(report.notices.join(u' ').contains(QStringLiteral("0.0001"))); // what was set to 1
    const auto failed = must(predictions.failedSamples(report.run.id));
    QCOMPARE(failed.size(), std::size_t(1));
    QVERIFY(failed.front().message.contains(QStringLiteral("-3")));
}

void TstImportSegments::aCutFileIsTold()
{
    VideoProject videos;
    const QByteArray whole(kSegments);
    const auto report = import(videos, whole.first(whole.indexOf("\"a.mp4\"") + 40));
    QCOMPARE(report.samples, 1); // what stands before the cut
    QCOMPARE(kinds(report.problems), QStringList({"bad-row"}));
}

void TstImportSegments::refusesWhatCannotBe_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("code");
    const QByteArray good(kSegments);
    QTest::newRow("one label a sample") << good << "single" << int(ErrorCode::InvalidArgument);
    QTest::newRow("a table of ids") << good << "ids" << int(ErrorCode::InvalidArgument);
    QTest::newRow("logits") << good << "logits" << int(ErrorCode::InvalidArgument);
    QTest::newRow("no name") << good << "no name" << int(ErrorCode::InvalidArgument);
    QTest::newRow("no predictions") << QByteArray("{}") << QString() << int(ErrorCode::Corrupt);
    QTest::newRow("unknown tags") << QByteArray(
                                         R"({"a.mp4": {"result": [{"labels": ["ghost"], "scores": [0.5]}]}})")
                                  << QString() << int(ErrorCode::InvalidArgument);
    QTest::newRow("unknown videos") << QByteArray(
                                           R"({"q.mp4": {"result": [{"labels": ["x"], "scores": [0.5]}]}})")
                                    << QString() << int(ErrorCode::InvalidArgument);
}

void TstImportSegments::refusesWhatCannotBe()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, change);
    QFETCH(int, code);
    VideoProject videos(change == QLatin1String("single") ? Task::Classification : Task::MultiLabel);
    ImportRunRequest wanted = request(videos, json);
    if (change == QLatin1String("ids"))
        wanted.ids = videos.write(QStringLiteral("ids.csv"), "id\na.mp4\n");
    if (change == QLatin1String("logits"))
        wanted.meaning = ValueMeaning::Logits;
    if (change == QLatin1String("no name"))
        wanted.name.clear();
    const auto report = importRun(*videos.project, wanted, {}, {});
    QVERIFY(!report);
    QCOMPARE(int(report.error().code), code);
    QVERIFY(must(storage::RunRepository(*videos.connection).list()).empty());
}

void TstImportSegments::createsSamples()
{
    VideoProject videos;
    auto wanted = request(videos, R"({"new.mp4": {"result": [{"labels": ["x"], "scores": [0.5]}]},
                                      "a.mp4": {"result": [{"labels": ["Y"], "scores": [0.5]}]}})");
    wanted.create = true;
    wanted.classRenames = {{QStringLiteral("Y"), QStringLiteral("y")}};
    const auto report = must(importRun(*videos.project, wanted, {}, {}));
    QCOMPARE(report.created, 1);
    QCOMPARE(report.samples, 2);
    QVERIFY(report.problems.empty());
    QCOMPARE(videos.row("new.mp4", report.run.id).sample.kind, SampleKind::NoMedia);
    QCOMPARE(videos.row("a.mp4", report.run.id).prediction->decision.decided, LabelSet{1});
    // Its name is taken now, and a cancelled import leaves nothing.
    QCOMPARE(importRun(*videos.project, wanted, {}, {}).error().code, ErrorCode::AlreadyExists);
    const CancelToken cancel;
    cancel.cancel();
    wanted.name = QStringLiteral("s");
    QCOMPARE(importRun(*videos.project, wanted, cancel, {}).error().code, ErrorCode::Cancelled);
    QCOMPARE(must(storage::RunRepository(*videos.connection).list()).size(), std::size_t(1));
}

void TstImportSegments::previewSaysWhatItIs()
{
    VideoProject videos;
    const auto good = must(previewImportRun(*videos.project, request(videos, kSegments)));
    QVERIFY(!good.problem && good.namesSamples && good.namesClasses);
    QVERIFY(good.notices.front().contains(QStringLiteral("egments")));
    VideoProject single(Task::Classification);
    QVERIFY(must(previewImportRun(*single.project, request(single, kSegments))).problem);
}

void TstImportSegments::scoreFollowsSegments()
{
    VideoProject videos;
    const RunId run = import(videos, kSegments).run.id;
    const auto load = [&] {
        return must(RunScores::load(*videos.project, *videos.connection, run, RunScores::Depth::Full));
    };
    RunScores scores = load();
    const Headline before = scores.headlines().front();
    QCOMPARE(before.key, QStringLiteral("segment_map"));
    // x: both found at every overlap but 0.95 of a (10 of 10.5 seconds); y: never predicted; z: 8 seconds are
    // labelled, half of them predicted above a false alarm.
    QVERIFY(before.given > 0.3 && before.given < 0.7);
    QCOMPARE(before.corrected, before.given);
    ChangeService changes(*videos.project, *videos.connection);
    const auto apply = [&](const Result<storage::ChangeGroup>& group) {
        must(scores.update(*videos.connection, must(changes.apply(must(group))).samples));
    };
    // The analyst sees that the model is right about the second half of a, and that c has nothing.
    apply(commands::replaceSegments(*videos.connection, videos.id("a.mp4"), {{0, 10, {0}}, {10, 20, {2}}},
                                    QStringLiteral("t")));
    apply(commands::replaceSegments(*videos.connection, videos.id("c.mp4"), {}, QStringLiteral("t")));
    const Headline after = scores.headlines().front();
    QCOMPARE(after.given, before.given);
    QVERIFY(after.corrected > before.corrected);
    QCOMPARE(difference(scores, load()), QString());
    QCOMPARE(scores.corrections(), 2);
    const auto json =
        must(measure(*videos.project, {QStringLiteral("r"), LabelSource::Corrected, {}, false}));
    QCOMPARE(json[QStringLiteral("segment_map")][QStringLiteral("mean")].toDouble(), after.corrected);
    const auto given = must(measure(*videos.project, {QStringLiteral("r"), LabelSource::Given, {}, false}));
    QCOMPARE(given[QStringLiteral("segment_map")][QStringLiteral("mean")].toDouble(), after.given);
    must(scores.update(*videos.connection, must(changes.undo(2, QStringLiteral("t"))).samples));
    QCOMPARE(scores.headlines().front().corrected, before.corrected);
    QCOMPARE(difference(scores, load()), QString());
    QCOMPARE(scores.corrections(), 0);
}

void TstImportSegments::scoreLeavesOutBadMedia()
{
    VideoProject videos;
    const RunId run = import(videos, kSegments).run.id;
    RunScores scores =
        must(RunScores::load(*videos.project, *videos.connection, run, RunScores::Depth::Columns));
    ChangeService changes(*videos.project, *videos.connection);
    const std::vector all{videos.id("a.mp4"), videos.id("b.mp4"), videos.id("c.mp4")};
    const auto event = must(changes.apply(commands::judge(all, Verdict::BadMedia, QStringLiteral("t"))));
    must(scores.update(*videos.connection, event.samples));
    QVERIFY(std::isnan(scores.headlines().front().corrected)); // nothing is left
    QVERIFY(scores.headlines().front().given > 0);
    QCOMPARE(difference(scores, must(RunScores::load(*videos.project, *videos.connection, run,
                                                     RunScores::Depth::Columns))),
             QString());
}

void TstImportSegments::theScoreBarMoves()
{
    VideoProject videos;
    import(videos, kSegments);
    const SampleId video = videos.id("a.mp4");
    videos.connection.reset();
    videos.project.reset();
    Session session;
    QVERIFY_RESULT(session.open(videos.path(QStringLiteral("p.badcase"))));
    const auto headline = [&] { return session.scores() ? session.scores()->headlines.front() : Headline(); };
    QTRY_COMPARE(headline().key, QStringLiteral("segment_map"));
    const double given = headline().given;
    QCOMPARE(headline().corrected, given);
    session.replaceSegments(video, {{0, 10, {0}}, {10, 20, {2}}});
    QTRY_VERIFY(headline().corrected > given);
    QCOMPARE(headline().given, given);
    session.undo();
    QTRY_COMPARE(headline().corrected, given);
}

void TstImportSegments::correctsFromAFile()
{
    VideoProject videos;
    const QString file = videos.write(QStringLiteral("fix.json"), R"({
        "a.mp4": {"annotations": [{"segment": [10, 20.5], "labels": ["z"]}, {"segment": [0, 10], "labels": ["x"]}]},
        "b.mp4": {"annotations": [{"segment": [0, 8], "labels": ["z", "x"]}]}})");
    const auto dry = must(relabelSegmentsFromFile(*videos.project, file, QStringLiteral("t"), true));
    QCOMPARE(dry.changed, 1);
    QVERIFY(!dry.from.isValid());
    QVERIFY(!videos.row("a.mp4").segmentsCorrected);

    const auto report = must(relabelSegmentsFromFile(*videos.project, file, QStringLiteral("t"), false));
    QCOMPARE(report.changed, 1);
    QCOMPARE(report.unchanged, 1); // b: the same in another order of tags
    QCOMPARE(report.failed, 0);
    QCOMPARE(videos.row("a.mp4").labels, LabelSet({0, 2})); // they were those of the segments, and follow
    const auto lists = must(storage::SegmentRepository(*videos.connection).segments(videos.id("a.mp4")));
    QVERIFY(*lists.effective() == (std::vector<Segment>{{0, 10, {0}}, {10, 20.5, {2}}}));
    storage::ChangeStore store(*videos.connection);
    const auto entries = must(store.entries(10));
    QCOMPARE(qint64(entries.size()), report.to.value - report.from.value + 1);
    QStringList lines;
    for (const auto& entry : journalJson(entries, videos.project->schema()))
        lines.append(entry[QStringLiteral("to")].toString());
    QVERIFY2(lines.contains(QStringLiteral("0-10 x; 10-20.5 z")), qPrintable(lines.join(u'|')));
    QVERIFY(lines.contains(QStringLiteral("x|z")));

    QVERIFY(must(relabelSegmentsFromFile(*videos.project, file, QStringLiteral("t"), false)).unchanged == 2);
    must(ChangeService(*videos.project, *videos.connection).undo(1, QStringLiteral("t")));
    QVERIFY(!videos.row("a.mp4").segmentsCorrected);
    QCOMPARE(videos.row("a.mp4").labels, LabelSet({0, 1}));
}

void TstImportSegments::problemsOfCorrections()
{
    VideoProject videos;
    const QString file = videos.write(QStringLiteral("fix.json"), R"({
        "a.mp4": {"annotations": [{"segment": [0, 10], "labels": ["ghost"]}]},
        "b.mp4": {"annotations": [{"segment": [0, 4], "labels": ["x"]}, {"segment": [9, 4], "labels": ["x"]}]},
        "new.mp4": {"annotations": []},
        "c.mp4": {"annotations": []}})");
    const auto report = must(relabelSegmentsFromFile(*videos.project, file, QStringLiteral("t"), false));
    QCOMPARE(report.changed, 1);
    QCOMPARE(report.failed, 3);
    QCOMPARE(kinds(report.problems), QStringList({"bad-segment", "unknown-class", "unknown-sample"}));
    QVERIFY(!videos.row("a.mp4").segmentsCorrected && !videos.row("b.mp4").segmentsCorrected);
    QCOMPARE(videos.row("c.mp4").labels, LabelSet());
    const QString tags = videos.write(QStringLiteral("tags.txt"), "a.mp4\tx,y\n");
    const auto none = relabelSegmentsFromFile(*videos.project, tags, QStringLiteral("t"), false);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(relabelSegmentsFromFile(*videos.project, videos.write(QStringLiteral("p.json"), kSegments),
                                     QStringLiteral("t"), false)
                 .error()
                 .code,
             ErrorCode::NotFound);
}

BADCASE_REGISTER_TEST(TstImportSegments)
#include "tst_import_segments.moc"
