// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/statement.h"
#include "storage/what_if_repository.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

/// Questions to a run's model and their answers.
class TstWhatIfs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void keepsWhatWasAsked();
    void newestFirstAndLimited();
    void goesWithItsRun();
    void refusesAndTellsOfDamage();
};

namespace {

WhatIfRecord record(RunId run, SampleId sample, float after = 0.25F)
{
    WhatIfRecord record;
    record.run = run;
    record.sample = sample;
    record.at = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    record.author = QStringLiteral("安娜");
    record.edits = {{QStringLiteral("blank_media"), true},
                    {QStringLiteral("fields"), QJsonObject{{QStringLiteral("title"), QStringLiteral("猫")}}}};
    record.before = {0.5F, 0.3F, 0.2F, 0.0F, 0.0F};
    record.after = {after, 0.1F, 0.65F, 0.0F, 1.0F / 3};
    return record;
}

} // namespace

void TstWhatIfs::keepsWhatWasAsked()
{
    ProjectFixture fixture(3);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    const SampleId sample = fixture.ids()[1];
    const WhatIfRecord asked = record(run, sample);
    const qint64 id = must(WhatIfRepository(*fixture.connection).add(asked));
    QVERIFY(id > 0);
    fixture.close();
    fixture.open(OpenMode::ReadOnly);
    WhatIfRepository repository(*fixture.connection);
    const auto list = must(repository.list(run, sample));
    QCOMPARE(list.size(), std::size_t(1));
    QCOMPARE(list[0].id, id);
    QCOMPARE(list[0].at, asked.at);
    QCOMPARE(list[0].author, asked.author);
    QCOMPARE(list[0].edits, asked.edits);
    QVERIFY(list[0].before == asked.before && list[0].after == asked.after); // to the bit
    QVERIFY(must(repository.list(run, fixture.ids()[0])).empty());
}

void TstWhatIfs::newestFirstAndLimited()
{
    ProjectFixture fixture(1);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    const SampleId sample = fixture.ids()[0];
    WhatIfRepository repository(*fixture.connection);
    for (int i = 0; i < 5; ++i)
        must(repository.add(record(run, sample, static_cast<float>(i))));
    const auto list = must(repository.list(run, sample, 3));
    QCOMPARE(list.size(), std::size_t(3));
    QCOMPARE(list[0].after[0], 4.0F);
    QCOMPARE(list[2].after[0], 2.0F);
}

void TstWhatIfs::goesWithItsRun()
{
    ProjectFixture fixture(1);
    const RunId first = fixture.addRun(QStringLiteral("a"));
    const RunId second = fixture.addRun(QStringLiteral("b"));
    const SampleId sample = fixture.ids()[0];
    WhatIfRepository repository(*fixture.connection);
    must(repository.add(record(first, sample)));
    must(repository.add(record(second, sample)));
    must(RunRepository(*fixture.connection).remove(first));
    QVERIFY(must(repository.list(first, sample)).empty());
    QCOMPARE(must(repository.list(second, sample)).size(), std::size_t(1));
    fixture.mustBeSound();
}

void TstWhatIfs::refusesAndTellsOfDamage()
{
    ProjectFixture fixture(1);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    const SampleId sample = fixture.ids()[0];
    WhatIfRepository repository(*fixture.connection);
    WhatIfRecord uneven = record(run, sample);
    uneven.after.pop_back();
    QCOMPARE(repository.add(uneven).error().code, ErrorCode::InvalidArgument);
    must(repository.add(record(run, sample)));
    must(execute(*fixture.connection, QStringLiteral("UPDATE what_ifs SET result = x'0102030405'")));
    const auto damaged = repository.list(run, sample);
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().code, ErrorCode::Corrupt);
    QVERIFY(damaged.error().message.contains(fixture.path()));
}

BADCASE_REGISTER_TEST(TstWhatIfs)
#include "tst_what_ifs.moc"
