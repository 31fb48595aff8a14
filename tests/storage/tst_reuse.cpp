// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/run_repository.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <limits>

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

namespace {

RunId addRun(ProjectFixture& fixture, const QString& name, const QString& key)
{
    RunRecord run;
    run.name = name;
    run.computeKey = key;
    return must(RunRepository(*fixture.connection).create(run));
}

ClassChunk chunkOf(const std::vector<SampleId>& samples, const std::vector<std::optional<quint64>>& contents)
{
    ClassChunk chunk;
    chunk.probabilities.samples = samples;
    chunk.probabilities.columns = 2;
    std::vector<float> values;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::vector<float> row{0.25F, 0.75F};
        chunk.decisions.push_back(decisionOf(samples[i], std::span<const float>(row), Activation::Softmax));
        chunk.decisions.back().content = contents[i];
        values.insert(values.end(), row.begin(), row.end());
    }
    chunk.probabilities.values = std::move(values);
    return chunk;
}

} // namespace

/// What a later run needs to know of an earlier one.
class TstReuse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void runsAreFoundByKey();
    void contentsRoundTrip();
    void contentsOfMasks();
};

void TstReuse::runsAreFoundByKey()
{
    ProjectFixture fixture(1);
    const RunId first = addRun(fixture, QStringLiteral("a"), QStringLiteral("k1"));
    addRun(fixture, QStringLiteral("b"), QStringLiteral("k2"));
    addRun(fixture, QStringLiteral("c"), {});
    addRun(fixture, QStringLiteral("d"), {});
    const RunId last = addRun(fixture, QStringLiteral("e"), QStringLiteral("k1"));
    fixture.close();
    fixture.open();
    RunRepository runs(*fixture.connection);
    const auto found = must(runs.withComputeKey(QStringLiteral("k1")));
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found.front().id, first);
    QCOMPARE(found.back().id, last);
    QCOMPARE(found.back().computeKey, QStringLiteral("k1"));
    QVERIFY(must(runs.find(QStringLiteral("c"))).computeKey.isEmpty());
    QVERIFY(must(runs.withComputeKey(QLatin1String(""))).empty()); // not known is not equal to not known
    QVERIFY(must(runs.withComputeKey(QStringLiteral("k3"))).empty());
    QCOMPARE(must(scalar(*fixture.connection,
                         QStringLiteral("SELECT COUNT(*) FROM runs WHERE compute_key IS NULL"))),
             2);
}

void TstReuse::contentsRoundTrip()
{
    ProjectFixture fixture(5);
    const auto ids = fixture.ids();
    const RunId run = addRun(fixture, QStringLiteral("a"), QStringLiteral("k"));
    PredictionRepository predictions(*fixture.connection);
    constexpr quint64 kLargest = std::numeric_limits<quint64>::max();
    ClassChunk chunk = chunkOf({ids[0], ids[1], ids[2]}, {0, kLargest, std::nullopt});
    chunk.failed.push_back({ids[3], QStringLiteral("broken")});
    QVERIFY_RESULT(predictions.write(run, chunk));
    auto places = must(predictions.contents(run));
    std::ranges::sort(places, {}, &ContentPlace::content);
    QCOMPARE(places, (std::vector<ContentPlace>{{0, run, ids[0]}, {kLargest, run, ids[1]}}));
    // A sample that failed and is mended has a content from then on.
    QVERIFY_RESULT(predictions.write(run, chunkOf({ids[3]}, {7})));
    QCOMPARE(must(predictions.contents(run)).size(), std::size_t(3));
    QVERIFY(must(predictions.contents(RunId(99))).empty());
    fixture.mustBeSound();
}

void TstReuse::contentsOfMasks()
{
    ProjectFixture fixture(2, 3, Task::Segmentation);
    const auto ids = fixture.ids();
    const RunId run = fixture.addRun(QStringLiteral("m"), Task::Segmentation);
    MaskChunk chunk;
    MaskRow row;
    row.decision.sample = ids[1];
    row.decision.content = 42;
    row.prediction.decision = ClassMap(QSize(3, 2), 1);
    row.prediction.probability = ClassMap(QSize(3, 2), 200);
    chunk.rows.push_back(row);
    PredictionRepository predictions(*fixture.connection);
    QVERIFY_RESULT(predictions.write(run, chunk));
    QCOMPARE(must(predictions.contents(run)), (std::vector<ContentPlace>{{42, run, ids[1]}}));
}

BADCASE_REGISTER_TEST(TstReuse)
#include "tst_reuse.moc"
