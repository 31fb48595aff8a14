// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/class_list.h"
#include "storage/formats/taac_predictions.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstTaacPredictions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsTags();
    void readsSegments();
    void reportsWhatDoesNotFit();
    void stopsWhenAsked();
    void theRealOnesGoOutAsTheyCame_data();
    void theRealOnesGoOutAsTheyCame();
};

namespace {

using Scores = std::vector<std::pair<ClassIndex, double>>;

class Keeper : public TaacPredictionVisitor {
public:
    std::vector<TaacPrediction> all;
    std::vector<SampleProblem> problems;

    Result<void> prediction(TaacPrediction prediction) override
    {
        all.push_back(std::move(prediction));
        return {};
    }
    void problem(SampleProblem problem) override { problems.push_back(std::move(problem)); }
    void progress(const Progress&) override {}
    int count(const QString& kind) const
    {
        return static_cast<int>(std::count_if(problems.begin(), problems.end(),
                                              [&](const SampleProblem& p) { return p.kind == kind; }));
    }
};

const Schema& schema()
{
    static const Schema made = makeSchema(Task::MultiLabel, {"x", "y", "z"});
    return made;
}

} // namespace

void TstTaacPredictions::readsTags()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath("p.json");
    writeFile(path, R"({"a.mp4": {"result": [{"labels": ["z", "Y", "x"], "scores": [0.2, 0.9, 0.5]}]}})");
    const auto track = taacPredictionTrack(path);
    QVERIFY_RESULT(track);
    QCOMPARE(*track, TaacTrack::Tagging);
    Keeper keeper;
    QVERIFY_RESULT(readTaacPredictions(path, schema(), {{"Y", "y"}}, keeper, CancelToken()));
    QCOMPARE(keeper.all.size(), std::size_t(1));
    QCOMPARE(keeper.all[0].video, QStringLiteral("a.mp4"));
    QCOMPARE(keeper.all[0].scores, Scores({{1, 0.9}, {0, 0.5}, {2, 0.2}}));
    QVERIFY(keeper.all[0].segments.empty());
    QVERIFY(keeper.problems.empty());
}

void TstTaacPredictions::readsSegments()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath("p.json");
    writeFile(path, R"({"a.mp4": {"result": []}, "b.mp4": {"result": [
        {"segment": [5.5, 9], "labels": ["x", "y"], "scores": [0.3, 0.4]},
        {"segment": [-0.5, 5.5], "labels": ["x"], "scores": [0.8]}]}})");
    const auto track = taacPredictionTrack(path);
    QVERIFY_RESULT(track);
    QCOMPARE(*track, TaacTrack::Structuring);
    Keeper keeper;
    QVERIFY_RESULT(readTaacPredictions(path, schema(), {}, keeper, CancelToken()));
    QCOMPARE(keeper.all.size(), std::size_t(2));
    const TaacPrediction& b = keeper.all[1];
    QCOMPARE(b.segments, std::vector<ScoredSegment>({{5.5, 9, {{1, 0.4}, {0, 0.3}}}, {-0.5, 5.5, {{0, 0.8}}}}));
    QCOMPARE(b.scores, Scores({{0, 0.8}, {1, 0.4}})); // of each class its best
}

void TstTaacPredictions::reportsWhatDoesNotFit()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath("p.json");
    writeFile(path,
              R"({"a.mp4": {"result": [{"segment": [0, 1], "labels": ["x", "new"], "scores": [0.3, 0.4]},
        {"segment": [2, 1], "labels": ["x"], "scores": [0.8]}, {"segment": [2, 3], "labels": ["x", "y"], "scores": [0.8]},
        {"segment": [2, 3], "labels": ["x"], "scores": ["high"]}]},
        "b.mp4": {"result": [NaN]}, "a.mp4": {"result": []}, "c.mp4": {"result": [{"segment": [0, 1], "labels": ["new"],
        "scores": [1]}]}})");
    Keeper keeper;
    QVERIFY_RESULT(readTaacPredictions(path, schema(), {}, keeper, CancelToken()));
    QCOMPARE(keeper.all.size(), std::size_t(2));
    QCOMPARE(keeper.all[0].segments, std::vector<ScoredSegment>({{0, 1, {{0, 0.3}}}}));
    QCOMPARE(keeper.count("unknown-class"), 1);
    QCOMPARE(keeper.count("bad-segment"), 3);
    QCOMPARE(keeper.count("bad-row"), 1);
    QCOMPARE(keeper.count("duplicate"), 1);
    writeFile(path, R"({"a.mp4": {"annotations": []}})");
    const auto none = taacPredictionTrack(path);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Corrupt);
    QVERIFY(!taacPredictionTrack(dir.filePath("absent.json")));
}

void TstTaacPredictions::stopsWhenAsked()
{
    const QTemporaryDir dir;
    writeFile(dir.filePath("p.json"), R"({"a.mp4": {"result": []}})");
    const CancelToken cancel;
    cancel.cancel();
    Keeper keeper;
    const auto outcome = readTaacPredictions(dir.filePath("p.json"), schema(), {}, keeper, cancel);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
}

void TstTaacPredictions::theRealOnesGoOutAsTheyCame_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("segments");
    QTest::newRow("tagging") << "data/taac2021/tagging_pred_synthetic.json" << false;
    QTest::newRow("structuring") << "data/taac2021/structuring_pred_synthetic.json" << true;
}

void TstTaacPredictions::theRealOnesGoOutAsTheyCame()
{
    NEEDS_SHARED();
    QFETCH(QString, file);
    QFETCH(bool, segments);
    const auto classes = readClassList(Task::MultiLabel, shared("data/taac2021/label_id_synthetic.txt"));
    QVERIFY_RESULT(classes);
    const auto track = taacPredictionTrack(shared(file));
    QVERIFY_RESULT(track);
    QCOMPARE(*track, segments ? TaacTrack::Structuring : TaacTrack::Tagging);
    Keeper first;
    QVERIFY_RESULT(readTaacPredictions(shared(file), *classes, {}, first, CancelToken()));
    QCOMPARE(first.all.size(), std::size_t(300));
    QVERIFY(first.problems.empty());
    QCOMPARE(first.all[0].scores.front(), segments ? (std::pair<ClassIndex, double>(3, 0.9169))
                                                   : (std::pair<ClassIndex, double>(81, 0.731)));
    if (!segments)
        QVERIFY(std::all_of(first.all.begin(), first.all.end(),
                            [](const auto& p) { return p.scores.size() == 20; }));

    const QTemporaryDir dir;
    const auto writer =
        TaacPredictionWriter::create(dir.path(), QStringLiteral("out.json"), *track, *classes);
    QVERIFY_RESULT(writer);
    for (const auto& prediction : first.all)
        QVERIFY_RESULT((*writer)->add(prediction));
    QVERIFY_RESULT((*writer)->finish());
    Keeper second;
    QVERIFY_RESULT(readTaacPredictions(dir.filePath("out.json"), *classes, {}, second, CancelToken()));
    QCOMPARE(second.all.size(), first.all.size());
    for (std::size_t i = 0; i < first.all.size(); ++i) {
        QCOMPARE(second.all[i].video, first.all[i].video);
        QVERIFY(second.all[i].scores == first.all[i].scores);
        QVERIFY(second.all[i].segments == first.all[i].segments);
    }
    // Tags stand best first in the contest's files, so these come out byte for byte.
    if (!segments)
        QVERIFY(readFile(dir.filePath("out.json")) == readFile(shared(file)));
    QVERIFY(!TaacPredictionWriter::create(dir.path(), QStringLiteral("out.json"), *track, *classes));
}

BADCASE_REGISTER_TEST(TstTaacPredictions)
#include "tst_taac_predictions.moc"
