// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/run_repository.h"
#include "storage/sample_columns.h"
#include "storage/threshold_repository.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

namespace {

using Put = std::function<Result<void>(const Redecision&)>;

ThresholdSet offsetSet(const QString& name, std::vector<double> offsets)
{
    ThresholdSet set;
    set.name = name;
    set.offsets = std::move(offsets);
    set.evidence = {{QStringLiteral("objective"), QStringLiteral("macro_f1")}, {QStringLiteral("before"), 0.1 + 0.2}};
    return set;
}

ClassChunk chunkOf(const std::vector<SampleId>& samples, const std::vector<float>& row)
{
    ClassChunk chunk;
    chunk.probabilities.samples = samples;
    chunk.probabilities.columns = static_cast<int>(row.size());
    std::vector<float> values;
    for (const SampleId id : samples) {
        chunk.decisions.push_back(decisionOf(id, std::span<const float>(row), Activation::Softmax));
        values.insert(values.end(), row.begin(), row.end());
    }
    chunk.probabilities.values = std::move(values);
    return chunk;
}

LabelSet decidedOf(ProjectFixture& fixture, RunId run, SampleId sample)
{
    const auto columns = must(loadColumns(*fixture.connection, run, {}));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns.samples[i] == sample)
            return columns.sets[static_cast<std::size_t>(columns.decided[i])];
    }
    return {};
}

} // namespace

/// Threshold sets in the project file, and decisions that are made anew.
class TstThresholdSets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void decidesByItsRule();
    void jsonRoundTrip();
    void jsonThatDoesNotFit();
    void setsAreKept();
    void classesAreDecidedAnew();
    void nothingChangesWhenItFails();
    void ownMasksComeBack();
};

void TstThresholdSets::decidesByItsRule()
{
    const std::vector<float> row{0.5F, 0.3F, 0.2F};
    QCOMPARE(offsetSet({}, {}).decide(std::span<const float>(row)), LabelSet{0});
    QCOMPARE(offsetSet({}, {0, 0.6}).decide(std::span<const float>(row)), LabelSet{1});
    QCOMPARE(offsetSet({}, {0, 0.6, 1.1}).decide(std::span<const float>(row)), LabelSet{2});
    const std::vector<double> tie{0.4, 0.4, 0.2};
    QCOMPARE(offsetSet({}, {}).decide(std::span<const double>(tie)), LabelSet{0});
    const std::vector<float> sure{1.0F, 0.0F};
    QCOMPARE(offsetSet({}, {0, 70}).decide(std::span<const float>(sure)), LabelSet{1}); // not beyond reach
    ThresholdSet tags;
    tags.task = Task::MultiLabel;
    tags.thresholds = {0.3, 0.3};
    const std::vector<float> some{0.3F, 0.29F, 0.5F};
    QCOMPARE(tags.decide(std::span<const float>(some)), (LabelSet{0, 2}));
}

void TstThresholdSets::jsonRoundTrip()
{
    const Schema schema = storage::test::makeSchema(3);
    const ThresholdSet set = offsetSet(QStringLiteral("a"), {0.1 + 0.2, -1.5, 0});
    QCOMPARE(must(ThresholdSet::fromJson(set.toJson(schema), schema)), set);
    QCOMPARE(set.toJson(schema)[QStringLiteral("offsets")][QStringLiteral("c1")].toDouble(), -1.5);
    // A set that was made before a class was added has nothing to say of it.
    QCOMPARE(must(ThresholdSet::fromJson(set.toJson(schema), storage::test::makeSchema(4))).offsets.at(3), 0.0);
    const Schema masks = storage::test::makeSchema(2, Task::Segmentation);
    ThresholdSet steps;
    steps.task = Task::Segmentation;
    steps.steps = QStringLiteral("threshold:0.4;min-area:30");
    QCOMPARE(must(ThresholdSet::fromJson(steps.toJson(masks), masks)), steps);
}

void TstThresholdSets::jsonThatDoesNotFit()
{
    const Schema schema = storage::test::makeSchema(2);
    const auto codeOf = [&](QJsonObject json) { return ThresholdSet::fromJson(json, schema).error().code; };
    QJsonObject json = offsetSet({}, {1, 2}).toJson(schema);
    QCOMPARE(codeOf({}), ErrorCode::Corrupt);
    QJsonObject other = json;
    other.insert(QStringLiteral("task"), QStringLiteral("multilabel"));
    QCOMPARE(codeOf(other), ErrorCode::InvalidArgument);
    other = json;
    other.remove(QStringLiteral("offsets"));
    QCOMPARE(codeOf(other), ErrorCode::Corrupt);
    other = json;
    other.insert(QStringLiteral("offsets"), QJsonObject{{QStringLiteral("nobody"), 1.0}});
    QCOMPARE(codeOf(other), ErrorCode::InvalidArgument);
    other.insert(QStringLiteral("offsets"), QJsonObject{{QStringLiteral("c0"), QStringLiteral("much")}});
    QCOMPARE(codeOf(other), ErrorCode::InvalidArgument);
}

void TstThresholdSets::setsAreKept()
{
    ProjectFixture fixture(3, 3);
    const Schema schema = storage::test::makeSchema(3);
    const ThresholdSet a = offsetSet(QStringLiteral("a"), {1, 2, 3});
    {
        ThresholdRepository sets(*fixture.connection, schema);
        must(sets.add(a, QStringLiteral("ann")));
        QCOMPARE(sets.add(a, {}).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(sets.add(offsetSet(QStringLiteral(" "), {}), {}).error().code, ErrorCode::InvalidArgument);
        ThresholdSet masks = a;
        masks.task = Task::Segmentation;
        QCOMPARE(sets.add(masks, {}).error().code, ErrorCode::InvalidArgument);
        must(sets.add(offsetSet(QStringLiteral("b"), {}), {}));
    }
    fixture.close();
    fixture.open();
    ThresholdRepository sets(*fixture.connection, schema);
    const auto all = must(sets.list());
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all.front().set, a);
    QCOMPARE(all.front().author, QStringLiteral("ann"));
    QVERIFY(all.front().at.isValid());
    QVERIFY(sets.find(QStringLiteral("c")).error().message.contains(QStringLiteral("a, b")));
    const RunId run = fixture.addRun(QStringLiteral("r"));
    must(sets.redecide(run, all.front().id, [](const Put&) { return Result<void>(); }));
    QCOMPARE(must(RunRepository(*fixture.connection).find(run)).thresholdSetName, QStringLiteral("a"));
    QVERIFY(sets.remove(QStringLiteral("a")).error().message.contains(QStringLiteral("\"r\"")));
    must(sets.remove(QStringLiteral("b")));
    must(sets.redecide(run, {}, [](const Put&) { return Result<void>(); }));
    QVERIFY(!must(RunRepository(*fixture.connection).find(run)).thresholdSet.isValid());
    must(sets.remove(QStringLiteral("a")));
    QVERIFY(must(sets.list()).empty());
    fixture.mustBeSound();
}

void TstThresholdSets::classesAreDecidedAnew()
{
    ProjectFixture fixture(4, 3);
    const Schema schema = storage::test::makeSchema(3);
    ThresholdRepository sets(*fixture.connection, schema);
    const ThresholdSetId set = must(sets.add(offsetSet(QStringLiteral("a"), {0, 0, 5}), {}));
    const RunId run = fixture.addRun(QStringLiteral("r"));
    const auto ids = fixture.ids();
    must(PredictionRepository(*fixture.connection).write(run, chunkOf({ids[0], ids[1]}, {0.5F, 0.3F, 0.2F})));
    must(sets.redecide(run, set, [&](const Put& put) -> Result<void> {
        BADCASE_TRY(put({ids[0], LabelSet{2}}));
        return put({ids[3], LabelSet{2}}); // which the run has not done
    }));
    QCOMPARE(decidedOf(fixture, run, ids[0]), LabelSet{2});
    QCOMPARE(decidedOf(fixture, run, ids[1]), LabelSet{0});
    QCOMPARE(must(loadColumns(*fixture.connection, run, {})).size(), std::size_t(2));
    fixture.mustBeSound();
}

void TstThresholdSets::nothingChangesWhenItFails()
{
    ProjectFixture fixture(2, 3);
    const Schema schema = storage::test::makeSchema(3);
    ThresholdRepository sets(*fixture.connection, schema);
    const ThresholdSetId set = must(sets.add(offsetSet(QStringLiteral("a"), {}), {}));
    const RunId run = fixture.addRun(QStringLiteral("r"));
    const auto ids = fixture.ids();
    must(PredictionRepository(*fixture.connection).write(run, chunkOf({ids[0], ids[1]}, {0.5F, 0.3F, 0.2F})));
    const auto done = sets.redecide(run, set, [&](const Put& put) -> Result<void> {
        BADCASE_TRY(put({ids[0], LabelSet{1, 2}})); // a set of classes that is new to the file
        return fail(ErrorCode::Cancelled, {});
    });
    QCOMPARE(done.error().code, ErrorCode::Cancelled);
    QCOMPARE(decidedOf(fixture, run, ids[0]), LabelSet{0});
    QVERIFY(!must(RunRepository(*fixture.connection).find(run)).thresholdSet.isValid());
    fixture.mustBeSound();
}

void TstThresholdSets::ownMasksComeBack()
{
    ProjectFixture fixture(1, 2, Task::Segmentation);
    const Schema schema = storage::test::makeSchema(2, Task::Segmentation);
    ThresholdRepository sets(*fixture.connection, schema);
    ThresholdSet steps;
    steps.task = Task::Segmentation;
    std::vector<ThresholdSetId> made;
    for (const char* text : {"threshold:0.4", "threshold:0.6"}) {
        steps.name = steps.steps = QLatin1String(text);
        made.push_back(must(sets.add(steps, {})));
    }
    const RunId run = fixture.addRun(QStringLiteral("r"), Task::Segmentation);
    const SampleId id = fixture.ids().front();
    const auto mapOf = [](char value) { return ClassMap(QSize(3, 2), QByteArray(6, value)); };
    MaskChunk chunk;
    MaskRow& row = chunk.rows.emplace_back();
    row.decision.sample = id;
    row.prediction = {Activation::Softmax, mapOf(1), mapOf(char(200))};
    PredictionRepository predictions(*fixture.connection);
    must(predictions.write(run, chunk));
    QCOMPARE(must(sets.ownMask(run, id)), mapOf(1));
    for (const ThresholdSetId set : made) {
        must(sets.redecide(run, set, [&](const Put& put) {
            Redecision redecision{id};
            redecision.maskSize = QSize(3, 2);
            redecision.mask = compressMap(mapOf(0));
            redecision.corrected.dice = 0.25;
            redecision.pixels.corrected = "counts";
            return put(redecision);
        }));
        QCOMPARE(must(predictions.mask(run, id)).decision, mapOf(0));
        QCOMPARE(must(sets.ownMask(run, id)), mapOf(1));
        QCOMPARE(must(predictions.pixelCounts(run, id)).corrected, QByteArray("counts"));
    }
    must(sets.redecide(run, {}, [&](const Put& put) { return put({id}); }));
    QCOMPARE(must(predictions.mask(run, id)).decision, mapOf(1));
    QCOMPARE(must(sets.ownMask(run, id)), mapOf(1));
    fixture.mustBeSound();
}

BADCASE_REGISTER_TEST(TstThresholdSets)
#include "tst_threshold_sets.moc"
