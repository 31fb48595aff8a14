// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/known_predictions.h"
#include "app/workspace/run_storage.h"
#include "app/workspace/scoring.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;
using workspace::test::RunFixture;

namespace {

const QString kKey = QStringLiteral("key");

/// Predictions of one run, as the pipeline would hand them to the sink.
class Maker {
public:
    Maker(RunFixture& fixture, Task task) : m_fixture(fixture), m_task(task) {}

    storage::RunRecord run(const QString& name, const QString& key = kKey)
    {
        storage::RunRecord run;
        run.name = name;
        run.task = m_task;
        run.activation = m_task == Task::MultiLabel ? Activation::Sigmoid : Activation::Softmax;
        run.computeKey = key;
        run.id = must(storage::RunRepository(*m_fixture.connection).create(run));
        return run;
    }
    jobs::SampleResult computed(SampleId id, quint64 content, bool frames = false)
    {
        jobs::SampleResult result{id, QStringLiteral("s"), Error{}};
        result.content = content;
        if (m_task == Task::Segmentation) {
            result.outcome = MaskPrediction{Activation::Softmax, m_fixture.randomMask(),
                                            ClassMap(RunFixture::kMaskSize, 180)};
            return result;
        }
        ClassPrediction prediction;
        for (int c = 0; c < RunFixture::kClasses; ++c)
            prediction.probabilities.push_back(float(m_fixture.random.generateDouble()));
        prediction.embedding = {float(m_fixture.random.generateDouble()), 2.0F};
        if (frames)
            result.frames = jobs::FrameScores{{0.5, 1.5}, RunFixture::kClasses, {1, 2, 3, 4, 5, 6, 7, 8}};
        result.outcome = std::move(prediction);
        return result;
    }
    static jobs::SampleResult reused(SampleId id, quint64 content)
    {
        jobs::SampleResult result{id, QStringLiteral("s"), jobs::ReusedResult{}};
        result.content = content;
        return result;
    }
    void write(const storage::RunRecord& run, std::vector<jobs::SampleResult> results,
               std::shared_ptr<const KnownPredictions> known = {})
    {
        StorageResultSink sink(m_fixture.project, run, {std::move(known), {}});
        must(sink.open());
        must(sink.write(std::move(results)));
        must(sink.close(Outcome::Succeeded));
    }

private:
    RunFixture& m_fixture;
    Task m_task;
};

} // namespace

/// A reused prediction is in the new run what it was in the old one, scored against the labels of now.
class TstRunReuse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void classesAreCopied_data();
    void classesAreCopied();
    void masksAreCopied();
    void onlyRunsOfTheSameKeyAreKnown();
    void aRunThatIsGoneFailsTheSample();
};

void TstRunReuse::classesAreCopied_data()
{
    QTest::addColumn<Task>("task");
    QTest::newRow("classification") << Task::Classification;
    QTest::newRow("multi-label") << Task::MultiLabel;
}

void TstRunReuse::classesAreCopied()
{
    QFETCH(Task, task);
    RunFixture fixture(task, 12);
    Maker maker(fixture, task);
    const auto ids = fixture.ids();
    const auto before = maker.run(QStringLiteral("before"));
    maker.write(before, {maker.computed(ids[0], 100), maker.computed(ids[1], 101, true)});
    const auto after = maker.run(QStringLiteral("after"));
    const auto known = must(KnownPredictions::load(*fixture.connection, kKey, after.id));
    QCOMPARE(known->size(), std::size_t(2));
    // One under its own id, one under another: a copy of the file elsewhere in the data set.
    maker.write(after, {Maker::reused(ids[0], 100), Maker::reused(ids[7], 101)}, known);

    storage::PredictionRepository predictions(*fixture.connection);
    const auto same = [&](SampleId now, SampleId then) {
        return must(predictions.probabilities(after.id, now)) ==
                   must(predictions.probabilities(before.id, then)) &&
               must(predictions.embedding(after.id, now)) == must(predictions.embedding(before.id, then));
    };
    QVERIFY(same(ids[0], ids[0]) && same(ids[7], ids[1]));
    QVERIFY(!must(predictions.sequence(after.id, ids[0])));
    auto sequence = must(predictions.sequence(before.id, ids[1]));
    QVERIFY(sequence);
    sequence->sample = ids[7];
    QVERIFY(must(predictions.sequence(after.id, ids[7])) == sequence);
    // Decisions and losses are those of the sample it is now.
    const auto row =
        must(storage::SampleRepository(*fixture.connection).rows(std::vector{ids[7]}, after.id)).front();
    const auto expected = scoreClasses(ids[7], must(predictions.probabilities(after.id, ids[7])),
                                       after.activation, row.given, row.labels);
    QCOMPARE(row.prediction->decision.decided, expected.decided);
    QCOMPARE(row.prediction->decision.given.loss, expected.given.loss);
    // The new run is known to those after it.
    QCOMPARE(must(predictions.contents(after.id)).size(), std::size_t(2));
}

void TstRunReuse::masksAreCopied()
{
    RunFixture fixture(Task::Segmentation, 12);
    Maker maker(fixture, Task::Segmentation);
    const auto ids = fixture.ids();
    const auto before = maker.run(QStringLiteral("before"));
    maker.write(before, {maker.computed(ids[2], 7)});
    const auto after = maker.run(QStringLiteral("after"));
    maker.write(after, {Maker::reused(ids[2], 7), Maker::reused(ids[3], 7)},
                must(KnownPredictions::load(*fixture.connection, kKey, after.id)));
    storage::PredictionRepository predictions(*fixture.connection);
    const MaskPrediction then = must(predictions.mask(before.id, ids[2]));
    for (const SampleId id : {ids[2], ids[3]}) {
        const MaskPrediction now = must(predictions.mask(after.id, id));
        QVERIFY(now.decision == then.decision && now.probability == then.probability);
    }
    QCOMPARE(must(predictions.pixelCounts(after.id, ids[2])).given,
             must(predictions.pixelCounts(before.id, ids[2])).given);
    QVERIFY(must(predictions.pixelCounts(after.id, ids[3])).given !=
            must(predictions.pixelCounts(before.id, ids[2])).given); // against its own mask
}

void TstRunReuse::onlyRunsOfTheSameKeyAreKnown()
{
    RunFixture fixture(Task::Classification, 12);
    Maker maker(fixture, Task::Classification);
    const auto ids = fixture.ids();
    const auto same = maker.run(QStringLiteral("same"));
    auto failed = maker.computed(ids[2], 3);
    failed.outcome = Error{ErrorCode::Corrupt, QStringLiteral("broken")};
    auto unread = maker.computed(ids[3], 4);
    unread.content.reset();
    maker.write(same, {maker.computed(ids[0], 1), failed, unread});
    maker.write(maker.run(QStringLiteral("other"), QStringLiteral("other key")), {maker.computed(ids[1], 2)});
    maker.write(maker.run(QStringLiteral("keyless"), {}), {maker.computed(ids[4], 5)});
    const auto known = must(KnownPredictions::load(*fixture.connection, kKey, RunId()));
    QVERIFY(known->has(1));
    for (const quint64 content : {2, 3, 4, 5})
        QVERIFY(!known->has(content));
    QCOMPARE(known->place(1)->run, same.id);
    QCOMPARE(known->place(1)->sample, ids[0]);
    QVERIFY(!known->place(2));
    QCOMPARE(must(KnownPredictions::load(*fixture.connection, kKey, same.id))->size(),
             std::size_t(0)); // its own
    QCOMPARE(must(KnownPredictions::load(*fixture.connection, {}, RunId()))->size(), std::size_t(0));
}

void TstRunReuse::aRunThatIsGoneFailsTheSample()
{
    RunFixture fixture(Task::Classification, 12);
    Maker maker(fixture, Task::Classification);
    const auto ids = fixture.ids();
    const auto before = maker.run(QStringLiteral("before"));
    maker.write(before, {maker.computed(ids[0], 1)});
    const auto after = maker.run(QStringLiteral("after"));
    const auto known = must(KnownPredictions::load(*fixture.connection, kKey, after.id));
    must(storage::RunRepository(*fixture.connection).remove(before.id));
    maker.write(after, {Maker::reused(ids[0], 1), maker.computed(ids[1], 2)}, known);
    storage::PredictionRepository predictions(*fixture.connection);
    const auto failed = must(predictions.failedSamples(after.id));
    QCOMPARE(failed.size(), std::size_t(1));
    QCOMPARE(failed.front().sample, ids[0]);
    QCOMPARE(must(predictions.doneSamples(after.id)), std::vector{ids[1]}); // resuming computes the other
}

BADCASE_REGISTER_TEST(TstRunReuse)
#include "tst_run_reuse.moc"
