// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"
#include "storage/media_root_repository.h"
#include "storage/sample_repository.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::storage;
using storage::test::makeSample;
using storage::test::must;
using storage::test::ProjectFixture;

/// Imports: first, repeated, partial, dry.
class TstImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void roundTrip();
    void secondImportUpdatesAndNeverDuplicates();
    void whatIsNotSaidStays();
    void correctionsSurviveImports();
    void dryRunChangesNothing();
    void droppedBatchIsNotThere();
    void multiLabelSets();
};

void TstImport::roundTrip()
{
    ProjectFixture fixture;
    const auto root = must(MediaRootRepository(*fixture.connection).add(fixture.folder.path(), false));
    ImportSample full = makeSample(4, 5, root);
    full.sample.name = QStringLiteral("图片/很长 ' \" % _ \\ name");
    full.sample.kind = SampleKind::Video;
    full.sample.fileCrc = 0xfedcba98u;
    full.mask = MaskRef{{root, QStringLiteral("masks/4.png")}, {MaskEncoding::Kind::Palette}};
    full.fields = {{QStringLiteral("ocr"), QStringLiteral("限时促销 50%")},
                   {QStringLiteral("title"), QString()}};
    full.problems = {{QString(), QStringLiteral("size-mismatch"), QStringLiteral("4.png is smaller")}};
    ImportSample bare;
    bare.sample.name = QStringLiteral("bare");
    bare.sample.kind = SampleKind::NoMedia;
    SampleWriter writer(*fixture.connection);
    must(writer.write(full));
    must(writer.write(bare));
    QCOMPARE(writer.committed(), 0);
    must(writer.finish());
    QCOMPARE(writer.committed(), 2);

    SampleRepository samples(*fixture.connection);
    const auto id = must(samples.find(full.sample.name));
    QVERIFY(id.has_value());
    const auto detail = must(samples.detail(*id));
    Sample expected = full.sample;
    expected.id = *id;
    QCOMPARE(detail.row.sample, expected);
    QVERIFY(detail.row.given == full.labels && detail.row.labels == full.labels && !detail.row.corrected);
    QVERIFY(detail.mask == full.mask);
    QCOMPARE(detail.fields.value(QStringLiteral("ocr")), QStringLiteral("限时促销 50%"));
    QVERIFY(detail.fields.contains(QStringLiteral("title")));
    QCOMPARE(detail.problems.size(), std::size_t(1));
    QCOMPARE(detail.problems[0].kind, QStringLiteral("size-mismatch"));

    const auto other = must(samples.detail(*must(samples.find(QStringLiteral("bare")))));
    expected = bare.sample;
    expected.id = other.row.sample.id;
    QCOMPARE(other.row.sample, expected);
    QVERIFY(!other.row.given && !other.mask && other.fields.isEmpty());
    QCOMPARE(samples.detail(SampleId(99)).error().code, ErrorCode::NotFound);
    QCOMPARE(must(samples.fieldNames()), (QStringList{QStringLiteral("ocr"), QStringLiteral("title")}));
    fixture.mustBeSound();
}

void TstImport::secondImportUpdatesAndNeverDuplicates()
{
    ProjectFixture fixture(100);
    SampleWriter again(*fixture.connection, SampleWriter::Mode::Write, 7);
    for (int i = 0; i < 110; ++i) {
        ImportSample sample = makeSample(i, 5);
        if (i < 10)
            sample.sample.split = QStringLiteral("other");
        else if (i < 20)
            sample.labels = LabelSet::single((i + 1) % 5);
        else if (i < 30)
            sample.fields.insert(QStringLiteral("title"), QStringLiteral("new"));
        must(again.write(sample));
    }
    must(again.finish());
    QCOMPARE(again.counts().added, 10);
    QCOMPARE(again.counts().updated, 30);
    QCOMPARE(again.counts().unchanged, 70);
    SampleRepository samples(*fixture.connection);
    QCOMPARE(must(samples.count()), 110);
    const auto row = must(samples.detail(SampleId(16)));
    QVERIFY(row.row.given == LabelSet::single(1) && row.row.labels == LabelSet::single(1));
    QCOMPARE(must(samples.fields(SampleId(26))).value(QStringLiteral("title")), QStringLiteral("new"));
    fixture.mustBeSound();
}

void TstImport::whatIsNotSaidStays()
{
    ProjectFixture fixture;
    const auto root = must(MediaRootRepository(*fixture.connection).add(fixture.folder.path(), false));
    ImportSample full = makeSample(1, 5, root);
    full.mask = MaskRef{{root, QStringLiteral("m.png")}, {}};
    ImportSample text;
    text.sample.name = full.sample.name;
    text.sample.kind = SampleKind::NoMedia; // a table without paths
    text.fields = {{QStringLiteral("asr"), QStringLiteral("hello")}};
    SampleWriter writer(*fixture.connection);
    must(writer.write(full));
    must(writer.write(text));
    must(writer.finish());
    QCOMPARE(writer.counts().updated, 1);
    const auto detail = must(SampleRepository(*fixture.connection).detail(SampleId(1)));
    full.sample.id = SampleId(1);
    QCOMPARE(detail.row.sample, full.sample);
    QVERIFY(detail.row.given == full.labels && detail.mask == full.mask);
    QCOMPARE(detail.fields.size(), 2);
}

void TstImport::correctionsSurviveImports()
{
    ProjectFixture fixture(20);
    ChangeStore changes(*fixture.connection);
    must(changes.apply({{{SampleId(1), SetCorrection{LabelSet{3}}}}, QStringLiteral("me")}));
    SampleWriter again(*fixture.connection);
    ImportSample sample = makeSample(0, 5);
    sample.labels = LabelSet{4};
    must(again.write(sample));
    must(again.finish());
    SampleRepository samples(*fixture.connection);
    auto row = must(samples.detail(SampleId(1))).row;
    QVERIFY(row.given == LabelSet{4} && row.labels == LabelSet{3} && row.corrected);
    // Undoing afterwards shows the given label as it is now.
    const auto undone = must(changes.undo(1, QStringLiteral("me")));
    QVERIFY(undone.entries.at(0).to.labels == LabelSet{4});
    row = must(samples.detail(SampleId(1))).row;
    QVERIFY(row.labels == LabelSet{4} && !row.corrected);
    fixture.mustBeSound();
}

void TstImport::dryRunChangesNothing()
{
    ProjectFixture fixture(30);
    const auto before = must(SampleRepository(*fixture.connection).page({}, 100));
    SampleWriter dry(*fixture.connection, SampleWriter::Mode::DryRun, 8);
    for (int i = 20; i < 40; ++i) {
        ImportSample sample = makeSample(i, 5);
        if (i % 2 == 0)
            sample.fields.insert(QStringLiteral("ocr"), QStringLiteral("x"));
        must(dry.write(sample));
    }
    must(dry.finish());
    QCOMPARE(dry.counts().added, 10);
    QCOMPARE(dry.counts().updated, 5);
    QCOMPARE(dry.counts().unchanged, 5);
    QCOMPARE(dry.committed(), 0);
    const auto after = must(SampleRepository(*fixture.connection).page({}, 100));
    QCOMPARE(after.size(), before.size());
    QCOMPARE(must(SampleRepository(*fixture.connection).fieldNames()), QStringList{QStringLiteral("title")});
}

void TstImport::droppedBatchIsNotThere()
{
    ProjectFixture fixture;
    {
        SampleWriter writer(*fixture.connection, SampleWriter::Mode::Write, 10);
        for (int i = 0; i < 25; ++i)
            must(writer.write(makeSample(i, 5)));
        QCOMPARE(writer.committed(), 20);
    }
    QCOMPARE(must(SampleRepository(*fixture.connection).count()), 20);
}

void TstImport::multiLabelSets()
{
    ProjectFixture fixture(0, 12, Task::MultiLabel);
    SampleWriter writer(*fixture.connection);
    const std::vector<std::optional<LabelSet>> labels = {LabelSet{1, 11, 3}, LabelSet{}, std::nullopt,
                                                         LabelSet{3, 1, 11}};
    for (int i = 0; i < 4; ++i) {
        ImportSample sample = makeSample(i, 5);
        sample.labels = labels[static_cast<std::size_t>(i)];
        must(writer.write(sample));
    }
    must(writer.finish());
    const auto rows = must(SampleRepository(*fixture.connection).page({}, 10));
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(rows[i].given == labels[i]);
}

BADCASE_REGISTER_TEST(TstImport)
#include "tst_import.moc"
