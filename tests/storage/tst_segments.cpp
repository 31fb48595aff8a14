// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "storage/schema_repository.h"
#include "storage/segment_packing.h"
#include "storage/segment_repository.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <limits>

using namespace badcase;
using namespace badcase::storage;
using storage::test::makeSample;
using storage::test::must;
using storage::test::ProjectFixture;

/// Stretches of videos: given, corrected and predicted; timed texts; masks as numbers.
class TstSegments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void importAndImportAgain();
    void undoAndRedoAcrossRestarts();
    void correctionsThatSayNothingNew();
    void refusesWhatIsNoSegment_data();
    void refusesWhatIsNoSegment();
    void travelsWithItsLabels();
    void masksAsNumbers();
    void predictions();
    void refusesPredictionsThatDoNotFit();
    void tellsOfDamage();
    void parentsOfParents();
};

namespace {

const QString kMe = QStringLiteral("me");
/// Times that no decimal number of few digits holds.
const std::vector<Segment> kGiven{{0, 1.0 / 3, {1}}, {1.0 / 3, 12.7, {0, 2}}, {12.7, 12.7, {}}};
const std::vector<Segment> kOther{{0.5, 2, {3}}};
const std::vector<TextSpan> kSpans{{QStringLiteral("asr"), 0.1, 0.9, QStringLiteral("你好")},
                                   {QStringLiteral("ocr"), 2, 2, QString(QLatin1String(""))}};

/// Sample 1 with segments and spans, sample 2 with an empty list, sample 3 with neither.
struct VideoProject : ProjectFixture {
    VideoProject() : ProjectFixture(0, 5, Task::MultiLabel)
    {
        SampleWriter writer(*connection);
        for (int i = 0; i < 3; ++i)
            must(writer.write(video(i)));
        must(writer.finish());
    }

    static ImportSample video(int i)
    {
        ImportSample sample = makeSample(i, 5);
        sample.sample.kind = SampleKind::Video;
        if (i == 0) {
            sample.segments = {kGiven[1], kGiven[2], kGiven[0]};
            sample.spans = {kSpans[1], kSpans[0]};
        } else if (i == 1) {
            sample.segments.emplace();
        }
        return sample;
    }

    ImportCounts import(const ImportSample& sample, SampleWriter::Mode mode = SampleWriter::Mode::Write)
    {
        SampleWriter writer(*connection, mode);
        must(writer.write(sample));
        must(writer.finish());
        return writer.counts();
    }

    SampleSegmentLists lists(qint64 sample)
    {
        return must(SegmentRepository(*connection).segments(SampleId(sample)));
    }
};

ChangeGroup setSegments(qint64 sample, std::optional<std::vector<Segment>> segments,
                        const QString& reason = {})
{
    return {{{SampleId(sample), SetSegments{std::move(segments)}}}, kMe, reason};
}

PredictedSegments predictedFor(qint64 sample)
{
    return {SampleId(sample), {{1.0 / 3, 2, {{3, 0.7}, {1, 1e-17}}}, {2, 2, {}}}};
}

SequenceScores sequenceFor(qint64 sample)
{
    SequenceScores scores;
    scores.sample = SampleId(sample);
    scores.content = SequenceScores::Content::Segments;
    scores.times = {{0, 1.0 / 3}, {1.0 / 3, 9}};
    scores.columns = 3;
    scores.values = {0.1f, 0.2f, 0.7f, 1, 0, std::numeric_limits<float>::denorm_min()};
    return scores;
}

} // namespace

void TstSegments::importAndImportAgain()
{
    VideoProject project;
    QVERIFY(project.lists(1).given == kGiven); // by begin
    QVERIFY(project.lists(2).given && project.lists(2).given->empty());
    QVERIFY(!project.lists(3).given && !project.lists(99).given);
    SegmentRepository segments(*project.connection);
    QVERIFY(must(segments.spans(SampleId(1))) == kSpans);
    QVERIFY(must(segments.spans(SampleId(2))).empty());
    QVERIFY(must(segments.anyGiven()));
    const auto rows = must(SampleRepository(*project.connection).page({}, 10));
    QVERIFY(rows[0].hasSegments && rows[1].hasSegments && !rows[2].hasSegments && !rows[0].segmentsCorrected);

    QCOMPARE(project.import(VideoProject::video(0)).unchanged, 1);
    ImportSample silent = makeSample(0, 5); // says nothing of segments and spans
    silent.sample.kind = SampleKind::Video;
    QCOMPARE(project.import(silent).unchanged, 1);
    QVERIFY(project.lists(1).given == kGiven);
    ImportSample changed = VideoProject::video(0);
    changed.segments = kOther;
    QCOMPARE(project.import(changed, SampleWriter::Mode::DryRun).updated, 1);
    QVERIFY(project.lists(1).given == kGiven);
    QCOMPARE(project.import(changed).updated, 1);
    QVERIFY(project.lists(1).given == kOther);
    changed.spans->pop_back();
    QCOMPARE(project.import(changed).updated, 1);
    QVERIFY(must(segments.spans(SampleId(1))) == std::vector{kSpans[1]});
    project.mustBeSound();
}

void TstSegments::undoAndRedoAcrossRestarts()
{
    VideoProject project;
    const auto changes = [&] { return ChangeStore(*project.connection); };
    must(changes().apply(setSegments(1, kOther, QStringLiteral("first"))));
    must(changes().apply(setSegments(1, std::vector<Segment>(), QStringLiteral("none at all"))));
    QVERIFY(project.lists(1).effective() == std::vector<Segment>());
    QVERIFY(project.lists(1).given == kGiven); // never overwritten

    project.open();
    QCOMPARE(must(changes().nextUndo())->kind, ChangeKind::Segments);
    const auto undone = must(changes().undo(1, kMe));
    QCOMPARE(undone.entries.front().kind, ChangeKind::Segments);
    QVERIFY(undone.entries.front().from.segments == std::vector<Segment>());
    QVERIFY(undone.entries.front().to.segments == kOther);
    QVERIFY(project.lists(1).effective() == kOther);
    project.open();
    must(changes().undo(1, kMe));
    QVERIFY(!project.lists(1).corrected && project.lists(1).effective() == kGiven);
    QVERIFY(must(SegmentRepository(*project.connection).correctedSamples()).empty());
    project.open();
    must(changes().redo(2, kMe));
    QVERIFY(project.lists(1).corrected == std::vector<Segment>());
    QVERIFY(must(SegmentRepository(*project.connection).correctedSamples()) == std::vector{SampleId(1)});
    const auto detail = must(SampleRepository(*project.connection).detail(SampleId(1)));
    QVERIFY(detail.row.segmentsCorrected);
    QCOMPARE(detail.correctedBy->reason, QStringLiteral("none at all"));
    SampleFilter filter;
    filter.corrected = true;
    QVERIFY(must(querySamples(*project.connection, filter)) == std::vector{SampleId(1)});
    QCOMPARE(must(ProjectDatabase::info(*project.connection)).corrections, 1);

    // An import renews the given list and leaves the correction.
    ImportSample changed = VideoProject::video(0);
    changed.segments = kOther;
    project.import(changed);
    QVERIFY(project.lists(1).corrected == std::vector<Segment>() && project.lists(1).given == kOther);
    project.mustBeSound();
}

void TstSegments::correctionsThatSayNothingNew()
{
    VideoProject project;
    ChangeStore changes(*project.connection);
    const std::vector<Segment> shuffled{kGiven[2], kGiven[0], kGiven[1]};
    QCOMPARE(must(changes.apply(setSegments(1, shuffled))).unchanged, 1);
    QCOMPARE(must(changes.apply(setSegments(2, std::vector<Segment>()))).unchanged, 1);
    QCOMPARE(must(changes.apply(setSegments(3, {}))).unchanged, 1);
    // Without a given list an empty one does say something.
    QCOMPARE(must(changes.apply(setSegments(3, std::vector<Segment>()))).changed, 1);
    must(changes.apply(setSegments(1, kOther)));
    QCOMPARE(must(changes.apply(setSegments(1, kGiven))).changed, 1); // takes the correction back
    QVERIFY(!project.lists(1).corrected);
}

void TstSegments::refusesWhatIsNoSegment_data()
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::addColumn<double>("begin");
    QTest::addColumn<double>("end");
    QTest::addColumn<int>("label");
    QTest::newRow("backwards") << 2.0 << 1.0 << 0;
    QTest::newRow("before the video") << -0.1 << 1.0 << 0;
    QTest::newRow("without an end") << 0.0 << inf << 0;
    QTest::newRow("no number") << nan << 1.0 << 0;
    QTest::newRow("no number at the end") << 0.0 << nan << 0;
    QTest::newRow("no such class") << 0.0 << 1.0 << 5;
    QTest::newRow("negative class") << 0.0 << 1.0 << -1;
}

void TstSegments::refusesWhatIsNoSegment()
{
    QFETCH(double, begin);
    QFETCH(double, end);
    QFETCH(int, label);
    VideoProject project;
    const std::vector<Segment> bad{{begin, end, {label}}};
    const auto refused = ChangeStore(*project.connection).apply(setSegments(1, bad));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QVERIFY(project.lists(1).effective() == kGiven);
    QCOMPARE(ChangeStore(*project.connection).apply(setSegments(99, kOther)).error().code,
             ErrorCode::NotFound);
}

void TstSegments::travelsWithItsLabels()
{
    VideoProject project;
    ChangeStore changes(*project.connection);
    ChangeGroup group = setSegments(1, kOther);
    group.changes.push_back({SampleId(1), SetCorrection{LabelSet{3}}});
    QCOMPARE(must(changes.apply(group)).groups, 1);
    must(changes.undo(1, kMe));
    QVERIFY(project.lists(1).effective() == kGiven);
    const auto rows = must(SampleRepository(*project.connection).page({}, 1));
    QVERIFY(!rows[0].corrected && rows[0].labels == LabelSet{0});
}

void TstSegments::masksAsNumbers()
{
    ProjectFixture project(0, 5, Task::Segmentation);
    ClassMap map(QSize(10, 20), std::uint8_t(0));
    map.mutablePixels()[7] = 3;
    const auto import = [&](const ImportSample& sample) {
        SampleWriter writer(*project.connection);
        must(writer.write(sample));
        must(writer.finish());
        return writer.counts();
    };
    ImportSample sample = makeSample(0, 5);
    sample.maskMap = map;
    QCOMPARE(import(sample).added, 1);
    QCOMPARE(import(sample).unchanged, 1);
    SampleRepository samples(*project.connection);
    MaskRepository masks(*project.connection);
    const SampleId one[] = {SampleId(1)};
    const MaskRef ref = must(samples.masks(one)).front();
    QVERIFY(ref.isValid() && !ref.file.isValid() && ref.stored == SampleId(1));
    QVERIFY(must(masks.given(SampleId(1))) == map);
    QVERIFY(must(samples.rows(one)).front().hasMask);
    QCOMPARE(must(ProjectDatabase::info(*project.connection)).masks, 1);
    must(ChangeStore(*project.connection).apply({{{SampleId(1), SetMask{ClassMap(QSize(10, 20), 1)}}}, kMe}));
    QVERIFY(must(masks.given(SampleId(1))) == map);

    // A file takes the map's place, and a map the file's.
    must(execute(*project.connection, QStringLiteral("INSERT INTO media_roots VALUES (1, '/data', 0, 0)")));
    ImportSample file = makeSample(0, 5);
    file.mask = MaskRef{{MediaRootId(1), QStringLiteral("m.png")}, {}};
    QCOMPARE(import(file).updated, 1);
    QVERIFY(!must(masks.given(SampleId(1))));
    QVERIFY(must(samples.masks(one)).front() == *file.mask);
    QCOMPARE(import(sample).updated, 1);
    QCOMPARE(must(samples.masks(one)).front().stored, SampleId(1));
    project.mustBeSound();
}

void TstSegments::predictions()
{
    VideoProject project;
    const RunId run = project.addRun(QStringLiteral("r"), Task::MultiLabel, Activation::Sigmoid);
    PredictionRepository repository(*project.connection);
    ClassChunk chunk;
    chunk.probabilities = {{SampleId(1)}, 5, std::vector<float>(5, 0.25f)};
    chunk.decisions = {
        decisionOf(SampleId(1), std::span(std::get<0>(chunk.probabilities.values)), Activation::Sigmoid)};
    chunk.segments = {predictedFor(1)};
    chunk.sequences = {sequenceFor(1)};
    must(repository.write(run, chunk));
    SequenceScores empty = sequenceFor(3);
    empty.content = SequenceScores::Content::Frames;
    empty.times.clear();
    empty.values.clear();
    must(repository.writeSequences(run, {{SampleId(3), {}}}, {empty}));
    QVERIFY(must(repository.segments(run, SampleId(1))) == predictedFor(1).segments);
    QVERIFY(must(repository.sequence(run, SampleId(1))) == sequenceFor(1));
    QVERIFY(must(repository.segments(run, SampleId(3)))->empty());
    QVERIFY(must(repository.sequence(run, SampleId(3))) == empty);
    QVERIFY(!must(repository.segments(run, SampleId(2))) && !must(repository.sequence(run, SampleId(2))));
    must(repository.writeSequences(run, {predictedFor(3)}, {sequenceFor(3)})); // replaces
    QVERIFY(must(repository.sequence(run, SampleId(3))) == sequenceFor(3));
    must(repository.writeSequences(run, {predictedFor(2)}, {})); // an earlier sample, later
    std::vector<SampleId> seen;
    must(repository.eachSegments(run, {}, [&](const PredictedSegments& predicted) {
        seen.push_back(predicted.sample);
        return predicted.segments == predictedFor(1).segments ? Result<void>()
                                                              : fail(ErrorCode::Internal, {});
    }));
    QVERIFY(seen == (std::vector{SampleId(1), SampleId(3), SampleId(2)}));
    project.mustBeSound();

    must(RunRepository(*project.connection).remove(run));
    for (const char* table : {"predicted_segments", "sequence_scores"})
        QCOMPARE(must(scalar(*project.connection,
                             QStringLiteral("SELECT COUNT(*) FROM %1").arg(QLatin1String(table)))),
                 0);
}

void TstSegments::refusesPredictionsThatDoNotFit()
{
    VideoProject project;
    const RunId run = project.addRun(QStringLiteral("r"), Task::MultiLabel, Activation::Sigmoid);
    PredictionRepository repository(*project.connection);
    SequenceScores ragged = sequenceFor(1);
    ragged.values.pop_back();
    QCOMPARE(repository.writeSequences(run, {predictedFor(1)}, {ragged}).error().code,
             ErrorCode::InvalidArgument);
    QVERIFY(!must(repository.segments(run, SampleId(1)))); // nothing of it
    PredictedSegments early = predictedFor(1);
    early.segments[0].begin = -0.5; // models do that, and are scored by it
    must(repository.writeSequences(run, {early}, {}));
    QVERIFY(must(repository.segments(run, SampleId(1))) == early.segments);
    must(repository.writeSequences(run, {predictedFor(1)}, {}));
    PredictedSegments backwards = predictedFor(1);
    std::swap(backwards.segments[0].begin, backwards.segments[0].end);
    QCOMPARE(repository.writeSequences(run, {backwards}, {}).error().code, ErrorCode::InvalidArgument);
}

void TstSegments::tellsOfDamage()
{
    const QByteArray sound = packScored(predictedFor(1).segments);
    QVERIFY(unpackScored(sound) == predictedFor(1).segments);
    for (qsizetype size = 0; size < sound.size(); ++size)
        QVERIFY(!unpackScored(sound.first(size)));
    QVERIFY(!unpackScored(sound + 'x'));
    QVERIFY(!unpackScored(QByteArray(100, '\x7f')));
    for (const char16_t* text : {u"", u"{}", u"[1]", u"[[1,2]]", u"[[1,\"2\",[]]]", u"[[1,2,3]]"})
        QVERIFY(!segmentsFromText(QString::fromUtf16(text)));

    VideoProject project;
    const RunId run = project.addRun(QStringLiteral("r"), Task::MultiLabel, Activation::Sigmoid);
    PredictionRepository repository(*project.connection);
    must(repository.writeSequences(run, {predictedFor(1)}, {sequenceFor(1)}));
    for (const char* sql :
         {"UPDATE predicted_segments SET segments = x'01'", "UPDATE sequence_scores SET columns = 2",
          "UPDATE given_segments SET segments = '[[1,'"})
        must(execute(*project.connection, QLatin1String(sql)));
    QCOMPARE(repository.segments(run, SampleId(1)).error().code, ErrorCode::Corrupt);
    QCOMPARE(repository.sequence(run, SampleId(1)).error().code, ErrorCode::Corrupt);
    QCOMPARE(SegmentRepository(*project.connection).segments(SampleId(1)).error().code, ErrorCode::Corrupt);
    QVERIFY(!must(ProjectDatabase::verify(*project.connection)).ok());
}

void TstSegments::parentsOfParents()
{
    const auto infos = [](const QStringList& parents) {
        std::vector<ClassInfo> classes;
        for (const QString& parent : parents)
            classes.push_back({QStringLiteral("c%1").arg(classes.size()), parent, {}});
        return classes;
    };
    const ParentNames above{{QStringLiteral("cat"), QStringLiteral("animal")},
                            {QStringLiteral("animal"), QStringLiteral("thing")}};
    const Schema schema = must(Schema::create(
        Task::Classification, infos({QStringLiteral("cat"), QStringLiteral("car"), QStringLiteral("cat")}),
        {}, above));
    ProjectFixture project(schema);
    QVERIFY(must(SchemaRepository(*project.connection).load()) == schema);
    // New classes bring a new parent, and one directly below what was only a parent of parents.
    const Schema more = must(SchemaRepository(*project.connection)
                                 .append({{QStringLiteral("x"), QStringLiteral("plane"), {}},
                                          {QStringLiteral("y"), QStringLiteral("animal"), {}}}));
    QVERIFY(more.tree().above() == above);
    project.open();
    QVERIFY(must(SchemaRepository(*project.connection).load()) == more);
    QCOMPARE(more.tree().path(4), (QStringList{QStringLiteral("thing"), QStringLiteral("animal")}));
}

BADCASE_REGISTER_TEST(TstSegments)
#include "tst_segments.moc"
