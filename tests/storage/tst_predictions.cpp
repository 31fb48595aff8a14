// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/run_repository.h"
#include "storage/sample_repository.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

/// Runs, models, packed probabilities, embeddings and mask maps.
class TstPredictions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void chunksRoundTrip_data();
    void chunksRoundTrip();
    void failedSamplesCanBeDoneLater();
    void refusesWrongShapesAndRepeats();
    void masksRoundTrip();
    void scoresAreUpdated();
    void runsAndModels();
    void countsWhatARunHasDone();
    void refusesBlocksOfAnotherShape_data();
    void refusesBlocksOfAnotherShape();
    void removedRunLeavesNothing();
    void decisionRule();
};

namespace {

template <class T>
ClassChunk makeChunk(const std::vector<SampleId>& samples, int columns, QRandomGenerator& random,
                     int embedding = 0)
{
    ClassChunk chunk;
    chunk.probabilities.samples = samples;
    chunk.probabilities.columns = columns;
    std::vector<T> values;
    for (const SampleId id : samples) {
        std::vector<T> row(static_cast<std::size_t>(columns));
        for (T& p : row)
            p = static_cast<T>(random.generateDouble());
        chunk.decisions.push_back(decisionOf(id, std::span<const T>(row), Activation::Softmax));
        values.insert(values.end(), row.begin(), row.end());
    }
    chunk.probabilities.values = std::move(values);
    if (embedding > 0) {
        chunk.embeddings.samples = samples;
        chunk.embeddings.columns = embedding;
        for (std::size_t i = 0; i < samples.size() * static_cast<std::size_t>(embedding); ++i)
            chunk.embeddings.values.push_back(static_cast<float>(random.generateDouble() - 0.5));
    }
    return chunk;
}

template <class T>
void compareRoundTrip()
{
    ProjectFixture fixture(100, 7);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    PredictionRepository predictions(*fixture.connection);
    QRandomGenerator random(5);
    std::vector<T> written;
    std::vector<float> embeddings;
    const auto ids = fixture.ids();
    for (std::size_t first = 0; first < ids.size(); first += 33) {
        const std::vector<SampleId> part(ids.begin() + static_cast<std::ptrdiff_t>(first),
                                         ids.begin() +
                                             static_cast<std::ptrdiff_t>(std::min(ids.size(), first + 33)));
        const ClassChunk chunk = makeChunk<T>(part, 7, random, 3);
        must(predictions.write(run, chunk));
        const auto& values = std::get<std::vector<T>>(chunk.probabilities.values);
        written.insert(written.end(), values.begin(), values.end());
        embeddings.insert(embeddings.end(), chunk.embeddings.values.begin(), chunk.embeddings.values.end());
    }
    fixture.open();
    PredictionRepository again(*fixture.connection);
    std::vector<T> read;
    std::vector<SampleId> samples;
    must(again.eachProbabilities(run, {}, [&](const ProbabilityMatrix& matrix) -> Result<void> {
        const auto* values = std::get_if<std::vector<T>>(&matrix.values); // in the type they came in
        if (!values || matrix.columns != 7)
            return fail(ErrorCode::Internal, QStringLiteral("wrong type"));
        read.insert(read.end(), values->begin(), values->end());
        samples.insert(samples.end(), matrix.samples.begin(), matrix.samples.end());
        return {};
    }));
    QVERIFY(read == written);
    QVERIFY(samples == ids);
    QVERIFY(must(again.doneSamples(run)) == ids);
    std::vector<float> embedded;
    must(again.eachEmbeddings(run, {}, [&](const EmbeddingMatrix& matrix) -> Result<void> {
        embedded.insert(embedded.end(), matrix.values.begin(), matrix.values.end());
        return {};
    }));
    QVERIFY(embedded == embeddings);
    for (const std::size_t i : {std::size_t(0), std::size_t(32), std::size_t(33), std::size_t(99)}) {
        const auto row = must(again.probabilities(run, ids[i]));
        QCOMPARE(row.size(), std::size_t(7));
        for (std::size_t c = 0; c < 7; ++c)
            QCOMPARE(row[c], static_cast<float>(written[i * 7 + c]));
        QCOMPARE(must(again.embedding(run, ids[i]))[2], embeddings[i * 3 + 2]);
    }
    QCOMPARE(again.probabilities(run, ids[0], 1).error().code, ErrorCode::NotFound);
    fixture.mustBeSound();
}

ClassMap randomMap(QSize size, int values, QRandomGenerator& random)
{
    ClassMap map(size, std::uint8_t(0));
    for (auto& pixel : map.mutablePixels())
        pixel = static_cast<std::uint8_t>(random.bounded(values));
    return map;
}

} // namespace

void TstPredictions::chunksRoundTrip_data()
{
    QTest::addColumn<bool>("wide");
    QTest::newRow("float32") << false;
    QTest::newRow("float64") << true;
}

void TstPredictions::chunksRoundTrip()
{
    QFETCH(bool, wide);
    if (wide)
        compareRoundTrip<double>();
    else
        compareRoundTrip<float>();
}

void TstPredictions::failedSamplesCanBeDoneLater()
{
    ProjectFixture fixture(4);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    PredictionRepository predictions(*fixture.connection);
    QRandomGenerator random(1);
    ClassChunk first = makeChunk<float>({SampleId(1)}, 5, random);
    first.failed = {{SampleId(2), QStringLiteral("cannot decode 2.jpg")},
                    {SampleId(3), QStringLiteral("NaN")}};
    must(predictions.write(run, first));
    QCOMPARE(must(predictions.failedSamples(run)).size(), std::size_t(2));
    QCOMPARE(must(predictions.failedSamples(run))[0].message, QStringLiteral("cannot decode 2.jpg"));
    must(predictions.write(run, makeChunk<float>({SampleId(2)}, 5, random)));
    QVERIFY(must(predictions.doneSamples(run)) == (std::vector<SampleId>{SampleId(1), SampleId(2)}));
    QCOMPARE(must(predictions.probabilities(run, SampleId(2))).size(), std::size_t(5));
    QCOMPARE(predictions.probabilities(run, SampleId(3)).error().code, ErrorCode::NotFound);
    const auto record = must(RunRepository(*fixture.connection).find(run));
    QCOMPARE(record.samplesDone, 2);
    QCOMPARE(record.samplesFailed, 1);
}

void TstPredictions::refusesWrongShapesAndRepeats()
{
    ProjectFixture fixture(4);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    PredictionRepository predictions(*fixture.connection);
    QRandomGenerator random(1);
    ClassChunk chunk = makeChunk<float>({SampleId(1), SampleId(2)}, 5, random);
    ClassChunk wrong = chunk;
    wrong.probabilities.columns = 4;
    QCOMPARE(predictions.write(run, wrong).error().code, ErrorCode::InvalidArgument);
    wrong = chunk;
    wrong.decisions.pop_back();
    QCOMPARE(predictions.write(run, wrong).error().code, ErrorCode::InvalidArgument);
    must(predictions.write(run, chunk));
    const ClassChunk repeat = makeChunk<float>({SampleId(3), SampleId(2)}, 5, random);
    QCOMPARE(predictions.write(run, repeat).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(must(predictions.doneSamples(run)).size(), std::size_t(2)); // nothing of the repeat
    const ClassChunk unknown = makeChunk<float>({SampleId(999)}, 5, random);
    QVERIFY(!predictions.write(run, unknown));
    fixture.mustBeSound();
}

void TstPredictions::masksRoundTrip()
{
    ProjectFixture fixture(4, 5, Task::Segmentation);
    QRandomGenerator random(3);
    for (const Activation activation : {Activation::Softmax, Activation::Sigmoid}) {
        const RunId run =
            fixture.addRun(QString::number(static_cast<int>(activation)), Task::Segmentation, activation);
        PredictionRepository predictions(*fixture.connection);
        MaskChunk chunk;
        for (int i = 1; i <= 3; ++i) {
            MaskRow row;
            row.decision.sample = SampleId(i);
            row.decision.corrected.iou = i / 4.0;
            row.prediction.activation = activation;
            row.prediction.probability = randomMap(QSize(13 + i, 7), 256, random);
            if (activation == Activation::Softmax)
                row.prediction.decision = randomMap(QSize(13 + i, 7), 5, random);
            chunk.rows.push_back(row);
        }
        chunk.failed = {{SampleId(4), QStringLiteral("broken")}};
        must(predictions.write(run, chunk));
        for (const MaskRow& row : chunk.rows) {
            const auto read = must(predictions.mask(run, row.decision.sample));
            QVERIFY(read.activation == activation);
            QVERIFY(read.probability == row.prediction.probability);
            if (activation == Activation::Softmax)
                QVERIFY(read.decision == row.prediction.decision);
            for (int x = 0; activation == Activation::Sigmoid && x < read.decision.width(); ++x)
                QCOMPARE(read.decision.at(x, 3), read.probability.at(x, 3) >= 128 ? 1 : 0);
        }
        QCOMPARE(predictions.mask(run, SampleId(4)).error().code, ErrorCode::NotFound);
    }
    fixture.mustBeSound();
}

void TstPredictions::scoresAreUpdated()
{
    ProjectFixture fixture(2);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    PredictionRepository predictions(*fixture.connection);
    QRandomGenerator random(1);
    must(predictions.write(run, makeChunk<float>({SampleId(1), SampleId(2)}, 5, random)));
    must(predictions.followJournal({{run, {{SampleId(2), {1.5, 0.25, 0.75}, {2.5, kUnknown, 0.5}}}}},
                                   JournalId(1)));
    const auto row =
        must(SampleRepository(*fixture.connection).detail(SampleId(2), run)).row.prediction->decision;
    QCOMPARE(row.given.loss, 1.5);
    QCOMPARE(row.given.dice, 0.75);
    QCOMPARE(row.corrected.loss, 2.5);
    QVERIFY(std::isnan(row.corrected.iou));
}

void TstPredictions::runsAndModels()
{
    ProjectFixture fixture(2);
    RunRepository runs(*fixture.connection);
    ModelRecord model{{},
                      QStringLiteral("ab12"),
                      QStringLiteral("/m.pt"),
                      QStringLiteral("net"),
                      77,
                      {{QStringLiteral("task"), QStringLiteral("x")}},
                      {},
                      {}};
    const auto id = must(runs.putModel(model));
    model.path = QStringLiteral("/moved.pt");
    QCOMPARE(must(runs.putModel(model)), id);
    must(runs.setTrusted(id, QStringLiteral("ana"), QDateTime::fromMSecsSinceEpoch(5000, Qt::UTC)));
    const auto stored = must(runs.models());
    QCOMPARE(stored.size(), std::size_t(1)); // the same file is the same model
    QCOMPARE(stored[0].path, QStringLiteral("/moved.pt"));
    QCOMPARE(stored[0].card, model.card);
    QCOMPARE(stored[0].trustedBy, QStringLiteral("ana"));

    RunRecord run;
    run.name = QStringLiteral("first");
    run.model = id;
    run.task = Task::MultiLabel;
    run.activation = Activation::Sigmoid;
    run.settings = {{QStringLiteral("batch"), 8}};
    run.startedAt = QDateTime::fromMSecsSinceEpoch(1000, Qt::UTC);
    run.id = must(runs.create(run));
    QCOMPARE(runs.create(run).error().code, ErrorCode::AlreadyExists);
    run.status = RunStatus::Finished;
    run.summary = {{QStringLiteral("seconds"), 1.5}};
    run.finishedAt = run.startedAt.addSecs(2);
    must(runs.update(run));
    const auto read = must(runs.find(QStringLiteral("first")));
    QCOMPARE(read.id, run.id);
    QVERIFY(read.model == id && read.task == Task::MultiLabel && read.activation == Activation::Sigmoid);
    QVERIFY(read.status == RunStatus::Finished && read.outOfFold == OutOfFold::Unknown);
    QCOMPARE(read.settings, run.settings);
    QCOMPARE(read.summary, run.summary);
    QCOMPARE(read.finishedAt, run.finishedAt);
    const auto missing = runs.find(QStringLiteral("second"));
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(missing.error().message.contains(QStringLiteral("first")));
}

void TstPredictions::countsWhatARunHasDone()
{
    ProjectFixture fixture(6);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    PredictionRepository predictions(*fixture.connection);
    QRandomGenerator random(1);
    const auto counts = [&] {
        fixture.mustBeSound(); // verify() compares them with the decisions
        const RunRecord record = must(RunRepository(*fixture.connection).find(run));
        return std::pair(record.samplesDone, record.samplesFailed);
    };
    ClassChunk chunk = makeChunk<float>({SampleId(1), SampleId(2)}, 5, random);
    chunk.failed = {{SampleId(3), QStringLiteral("broken")}, {SampleId(4), QStringLiteral("gone")}};
    must(predictions.write(run, chunk));
    QCOMPARE(counts(), std::pair(qint64(2), qint64(2)));

    chunk = makeChunk<float>({SampleId(3), SampleId(5)}, 5, random); // 3 is mended
    chunk.failed = {{SampleId(4), QStringLiteral("still gone")}};
    must(predictions.write(run, chunk));
    QCOMPARE(counts(), std::pair(qint64(4), qint64(1)));

    chunk = makeChunk<float>({SampleId(6), SampleId(1)}, 5, random); // 1 is done already: nothing is written
    QCOMPARE(predictions.write(run, chunk).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(counts(), std::pair(qint64(4), qint64(1)));
}

void TstPredictions::refusesBlocksOfAnotherShape_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("unknown type") << QStringLiteral("value_bytes = 2, columns = columns * 2");
    QTest::newRow("negative") << QStringLiteral("value_bytes = -4, columns = -columns");
    QTest::newRow("more columns") << QStringLiteral("columns = columns + 1");
    QTest::newRow("far too many columns") << QStringLiteral("columns = 9223372036854775807");
    QTest::newRow("cut off") << QStringLiteral("data = SUBSTR(data, 1, 4)");
}

void TstPredictions::refusesBlocksOfAnotherShape()
{
    QFETCH(QString, damage);
    ProjectFixture fixture(3);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    PredictionRepository predictions(*fixture.connection);
    QRandomGenerator random(1);
    must(predictions.write(run, makeChunk<float>(fixture.ids(), 5, random)));
    must(execute(*fixture.connection, QStringLiteral("UPDATE prediction_blocks SET ") + damage));
    int visits = 0;
    const auto all = predictions.eachProbabilities(run, {}, [&](const ProbabilityMatrix&) {
        ++visits;
        return Result<void>();
    });
    QVERIFY(!all);
    QCOMPARE(all.error().code, ErrorCode::Corrupt);
    QCOMPARE(visits, 0);
    const auto last = predictions.probabilities(run, SampleId(3));
    QVERIFY(!last);
    QCOMPARE(last.error().code, ErrorCode::Corrupt);
}

void TstPredictions::removedRunLeavesNothing()
{
    ProjectFixture fixture(10);
    QRandomGenerator random(1);
    PredictionRepository predictions(*fixture.connection);
    const RunId keep = fixture.addRun(QStringLiteral("keep")), drop = fixture.addRun(QStringLiteral("drop"));
    for (const RunId run : {keep, drop})
        must(predictions.write(run, makeChunk<float>(fixture.ids(), 5, random, 2)));
    RunRepository runs(*fixture.connection);
    must(runs.remove(drop));
    QCOMPARE(runs.remove(drop).error().code, ErrorCode::NotFound);
    QVERIFY(must(predictions.doneSamples(drop)).empty());
    QCOMPARE(must(predictions.doneSamples(keep)).size(), std::size_t(10));
    QCOMPARE(must(scalar(*fixture.connection, QStringLiteral("SELECT COUNT(*) FROM prediction_blocks"))), 2);
    fixture.mustBeSound();
}

void TstPredictions::decisionRule()
{
    const std::vector<float> tie = {0.1f, 0.4f, 0.4f, 0.1f};
    const Decision single = decisionOf(SampleId(3), std::span<const float>(tie), Activation::Softmax);
    QVERIFY(single.decided == LabelSet{1}); // the lowest index at ties
    QCOMPARE(single.margin, 0.0);
    const std::vector<double> several = {0.5, 0.49, 0.9};
    const Decision multi = decisionOf(SampleId(3), std::span<const double>(several), Activation::Sigmoid);
    QVERIFY(multi.decided == (LabelSet{0, 2}));
    QCOMPARE(multi.confidence, 0.9);
    QCOMPARE(multi.margin, 0.4);
    for (const Activation activation : {Activation::Softmax, Activation::Sigmoid}) {
        const std::vector<float> row = {0.5f, 0.2f, 0.5f};
        QVERIFY(decisionOf(SampleId(1), std::span<const float>(row), activation).decided ==
                decide(row, activation));
    }
}

BADCASE_REGISTER_TEST(TstPredictions)
#include "tst_predictions.moc"
