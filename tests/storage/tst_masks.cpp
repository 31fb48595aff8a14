// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

/// Corrected masks: kept for ever, put in force by the journal, and the pixel counts that follow them.
class TstMasks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void undoAndRedoAcrossRestarts();
    void keepsEveryMaskThatWasInForce();
    void sameMaskIsNoChange();
    void refusesWhatIsNoMaskOfTheSample_data();
    void refusesWhatIsNoMaskOfTheSample();
    void countsAsACorrection();
    void tellsOfDamage();
    void pixelCountsFollow();
    void scoresBehindTheJournalAreFoundAfterACrash();
};

namespace {

const QString kMe = QStringLiteral("me");

/// A mask for sample number `sample` of the fixture, which is 10 + i % 7 pixels wide and 20 high.
ClassMap maskFor(qint64 sample, std::uint8_t value)
{
    ClassMap mask(QSize(10 + static_cast<int>(sample - 1) % 7, 20), std::uint8_t(0));
    mask.mutablePixels().back() = value;
    return mask;
}

ChangeGroup setMask(qint64 sample, std::optional<ClassMap> mask, const QString& reason = {})
{
    return {{{SampleId(sample), SetMask{std::move(mask)}}}, kMe, reason};
}

std::optional<ClassMap> inForce(ProjectFixture& fixture, qint64 sample)
{
    return must(MaskRepository(*fixture.connection).corrected(SampleId(sample)));
}

struct SegmentationProject : ProjectFixture {
    explicit SegmentationProject(int samples) : ProjectFixture(samples, 5, Task::Segmentation) {}
};

MaskRow predictedMask(qint64 sample, const PixelCounts& pixels)
{
    MaskRow row;
    row.decision.sample = SampleId(sample);
    row.prediction.activation = Activation::Softmax;
    row.prediction.probability = maskFor(sample, 200);
    row.prediction.decision = maskFor(sample, 1);
    row.pixels = pixels;
    return row;
}

std::vector<qint64> samplesWithCounts(Connection& connection, RunId run)
{
    std::vector<qint64> samples;
    must(PredictionRepository(connection).eachPixelCounts(run, {}, [&](SampleId id, const PixelCounts&) {
        samples.push_back(id.value);
        return Result<void>();
    }));
    return samples;
}

} // namespace

void TstMasks::undoAndRedoAcrossRestarts()
{
    SegmentationProject fixture(3);
    const ClassMap first = maskFor(2, 1), second = maskFor(2, ClassMap::kUnset);
    must(ChangeStore(*fixture.connection).apply(setMask(2, first, QStringLiteral("first"))));
    must(ChangeStore(*fixture.connection).apply(setMask(2, second, QStringLiteral("second"))));
    QVERIFY(inForce(fixture, 2) == second);

    fixture.open();
    must(ChangeStore(*fixture.connection).undo(1, kMe));
    QVERIFY(inForce(fixture, 2) == first);
    fixture.open();
    QCOMPARE(must(ChangeStore(*fixture.connection).nextUndo())->kind, ChangeKind::Mask);
    must(ChangeStore(*fixture.connection).undo(1, kMe));
    QVERIFY(!inForce(fixture, 2));
    QVERIFY(!must(ChangeStore(*fixture.connection).nextUndo()));
    fixture.open();
    must(ChangeStore(*fixture.connection).redo(2, kMe));
    QVERIFY(inForce(fixture, 2) == second);
    QVERIFY(!inForce(fixture, 1) && !inForce(fixture, 3));

    must(ChangeStore(*fixture.connection).apply(setMask(2, {})));
    QVERIFY(!inForce(fixture, 2));
    must(ChangeStore(*fixture.connection).undo(1, kMe));
    QVERIFY(inForce(fixture, 2) == second);
    // The redo had made it again, but it is the second change that says why.
    QCOMPARE(must(SampleRepository(*fixture.connection).detail(SampleId(2))).correctedBy->reason,
             QStringLiteral("second"));
    fixture.mustBeSound();
}

void TstMasks::keepsEveryMaskThatWasInForce()
{
    SegmentationProject fixture(1);
    ChangeStore changes(*fixture.connection);
    for (std::uint8_t value = 1; value <= 4; ++value)
        must(changes.apply(setMask(1, maskFor(1, value))));
    must(changes.undo(4, kMe));
    must(changes.apply({{{SampleId(1), SetVerdict{Verdict::Keep}}}, kMe})); // no way back to them by redo
    auto entries = must(changes.entries(100));
    std::reverse(entries.begin(), entries.end());
    MaskRepository masks(*fixture.connection);
    std::uint8_t value = 1;
    for (const JournalEntry& entry : entries) {
        if (entry.kind != ChangeKind::Mask || entry.action != JournalAction::Do)
            continue;
        QVERIFY(must(masks.edit(entry.to.maskEdit)) == maskFor(1, value));
        if (value > 1)
            QVERIFY(must(masks.edit(entry.from.maskEdit)) == maskFor(1, value - 1));
        else
            QCOMPARE(entry.from.maskEdit, 0);
        ++value;
    }
    QCOMPARE(int(value), 5);
    QCOMPARE(masks.edit(999).error().code, ErrorCode::NotFound);
    fixture.mustBeSound();
}

void TstMasks::sameMaskIsNoChange()
{
    SegmentationProject fixture(2);
    ChangeStore changes(*fixture.connection);
    QCOMPARE(must(changes.apply(setMask(1, {}))).unchanged, 1); // there was none
    must(changes.apply(setMask(1, maskFor(1, 3))));
    const auto again = must(changes.apply(setMask(1, maskFor(1, 3))));
    QCOMPARE(again.changed, 0);
    QCOMPARE(again.unchanged, 1);
    QCOMPARE(must(scalar(*fixture.connection, QStringLiteral("SELECT COUNT(*) FROM mask_edits"))), 1);
    QCOMPARE(must(changes.entries(100)).size(), std::size_t(1));
}

void TstMasks::refusesWhatIsNoMaskOfTheSample_data()
{
    QTest::addColumn<ClassMap>("mask");
    QTest::addColumn<qint64>("sample");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no pixels") << ClassMap() << qint64(2) << ErrorCode::InvalidArgument;
    QTest::newRow("a class that is none") << maskFor(2, 5) << qint64(2) << ErrorCode::InvalidArgument;
    QTest::newRow("another picture's size") << maskFor(3, 1) << qint64(2) << ErrorCode::InvalidArgument;
    QTest::newRow("no such sample") << maskFor(2, 1) << qint64(77) << ErrorCode::NotFound;
}

void TstMasks::refusesWhatIsNoMaskOfTheSample()
{
    QFETCH(ClassMap, mask);
    QFETCH(qint64, sample);
    QFETCH(ErrorCode, code);
    SegmentationProject fixture(3);
    ChangeStore changes(*fixture.connection);
    const auto refused =
        changes.apply({{{SampleId(1), SetMask{maskFor(1, 1)}}, {SampleId(sample), SetMask{mask}}}, kMe});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QVERIFY(!inForce(fixture, 1)); // all or nothing
    QVERIFY(must(changes.entries(100)).empty());
    QCOMPARE(must(scalar(*fixture.connection, QStringLiteral("SELECT COUNT(*) FROM mask_edits"))), 0);
}

void TstMasks::countsAsACorrection()
{
    SegmentationProject fixture(4);
    must(ChangeStore(*fixture.connection)
             .apply({{{SampleId(2), SetMask{maskFor(2, 1)}},
                      {SampleId(2), SetCorrection{LabelSet{2}}},
                      {SampleId(3), SetMask{maskFor(3, 1)}}},
                     kMe}));
    SampleFilter corrected;
    corrected.corrected = true;
    QVERIFY(must(querySamples(*fixture.connection, corrected)) == (std::vector{SampleId(2), SampleId(3)}));
    corrected.corrected = false;
    QVERIFY(must(querySamples(*fixture.connection, corrected)) == (std::vector{SampleId(1), SampleId(4)}));
    QCOMPARE(must(ProjectDatabase::info(*fixture.connection)).corrections, 2);
    const auto detail = must(SampleRepository(*fixture.connection).detail(SampleId(3)));
    QVERIFY(detail.row.maskCorrected && !detail.row.corrected);
    QCOMPARE(detail.correctedBy->author, kMe);
    QVERIFY(must(MaskRepository(*fixture.connection).correctedSamples()) ==
            (std::vector{SampleId(2), SampleId(3)}));
}

void TstMasks::tellsOfDamage()
{
    SegmentationProject fixture(1);
    must(ChangeStore(*fixture.connection).apply(setMask(1, maskFor(1, 1))));
    must(execute(*fixture.connection, QStringLiteral("UPDATE mask_edits SET width = 2000000000")));
    const auto damaged = MaskRepository(*fixture.connection).corrected(SampleId(1));
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().code, ErrorCode::Corrupt);
}

void TstMasks::pixelCountsFollow()
{
    SegmentationProject fixture(3);
    const RunId run = fixture.addRun(QStringLiteral("r"), Task::Segmentation);
    PredictionRepository predictions(*fixture.connection);
    MaskChunk chunk;
    chunk.rows = {predictedMask(1, {"g1", "c1"}), predictedMask(2, {})}; // sample 2 has no given mask
    chunk.failed = {{SampleId(3), QStringLiteral("broken")}};
    must(predictions.write(run, chunk));
    QVERIFY(samplesWithCounts(*fixture.connection, run) == (std::vector<qint64>{1}));

    const auto follow = [&](std::vector<ScoreUpdate> updates) {
        must(predictions.followJournal({{run, std::move(updates)}}, JournalId(1)));
    };
    follow({{SampleId(1), {}, {}, QByteArray("C1")},
            {SampleId(2), {}, {}, QByteArray("C2")},
            {SampleId(3), {}, {}, QByteArray("C3")}});
    QCOMPARE(must(predictions.pixelCounts(run, SampleId(1))).given, QByteArray("g1"));
    QCOMPARE(must(predictions.pixelCounts(run, SampleId(1))).corrected, QByteArray("C1"));
    QCOMPARE(must(predictions.pixelCounts(run, SampleId(2))).given, QByteArray());
    QCOMPARE(must(predictions.pixelCounts(run, SampleId(2))).corrected, QByteArray("C2"));
    QVERIFY(samplesWithCounts(*fixture.connection, run) == (std::vector<qint64>{1, 2})); // 3 has failed

    follow({{SampleId(1), {}, {}}, {SampleId(2), {}, {}, QByteArray()}}); // one stays, one is taken back
    QCOMPARE(must(predictions.pixelCounts(run, SampleId(1))).corrected, QByteArray("C1"));
    QVERIFY(samplesWithCounts(*fixture.connection, run) == (std::vector<qint64>{1}));
    fixture.mustBeSound();
}

void TstMasks::scoresBehindTheJournalAreFoundAfterACrash()
{
    SegmentationProject fixture(4);
    const auto behind = [&] {
        return must(PredictionRepository(*fixture.connection).samplesBehindJournal());
    };
    const auto follow = [&] {
        must(PredictionRepository(*fixture.connection)
                 .followJournal({}, must(ChangeStore(*fixture.connection).position())));
    };
    QVERIFY(behind().empty());
    must(ChangeStore(*fixture.connection).apply(setMask(1, maskFor(1, 1))));
    follow();
    QVERIFY(behind().empty());

    // The process ends between a change and its scores, twice.
    must(ChangeStore(*fixture.connection).apply(setMask(4, maskFor(4, 1))));
    must(ChangeStore(*fixture.connection).apply({{{SampleId(2), SetCorrection{LabelSet{3}}}}, kMe}));
    fixture.open();
    QVERIFY(behind() == (std::vector{SampleId(2), SampleId(4)}));
    must(ChangeStore(*fixture.connection).undo(1, kMe)); // the same sample again
    fixture.open();
    QVERIFY(behind() == (std::vector{SampleId(2), SampleId(4)}));
    follow();
    fixture.open();
    QVERIFY(behind().empty());
    must(ChangeStore(*fixture.connection).redo(1, kMe));
    QVERIFY(behind() == std::vector{SampleId(2)});
}

BADCASE_REGISTER_TEST(TstMasks)
#include "tst_masks.moc"
