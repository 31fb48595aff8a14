// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QFileInfo>

#include <csignal>

#include <sys/resource.h>

using namespace badcase;
using namespace badcase::storage;
using storage::test::makeSample;
using storage::test::must;
using storage::test::ProjectFixture;

/// A full disk in every kind of writing: NoSpace, a message that names the project, and nothing saved before
/// is lost.
class TstDiskFull : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void eachWriterReportsIt_data();
    void eachWriterReportsIt();
};

namespace {

/// Makes files of this process stop growing at `bytes` (the kernel then refuses as it does on a full disk).
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before = {};
};

Result<void> import(ProjectFixture& fixture, int first)
{
    SampleWriter writer(*fixture.connection, SampleWriter::Mode::Write, 200);
    for (int i = first; i < first + 1000; ++i)
        BADCASE_TRY(writer.write(makeSample(i, 5)));
    return writer.finish();
}

Result<void> relabel(ProjectFixture& fixture, int round)
{
    ChangeGroup group{{}, QStringLiteral("me")};
    for (int i = 1; i <= 100; ++i)
        group.changes.push_back({SampleId(i), SetComment{QString(500, QChar(u'a' + round % 26))}});
    BADCASE_ASSIGN(const auto outcome, ChangeStore(*fixture.connection).apply(group));
    return outcome.changed == 100 ? Result<void>()
                                  : fail(ErrorCode::Internal, QStringLiteral("not all changed"));
}

Result<void> predict(ProjectFixture& fixture, RunId run, int round)
{
    ClassChunk chunk;
    chunk.probabilities.columns = 2000;
    chunk.probabilities.values = std::vector<float>(10 * 2000, 0.25f);
    for (int i = 0; i < 10; ++i) {
        chunk.probabilities.samples.push_back(SampleId(1 + round * 10 + i));
        Decision decision;
        decision.sample = chunk.probabilities.samples.back();
        chunk.decisions.push_back(decision);
    }
    return PredictionRepository(*fixture.connection).write(run, chunk);
}

} // namespace

void TstDiskFull::eachWriterReportsIt_data()
{
    QTest::addColumn<QString>("writer");
    QTest::addColumn<bool>("bySQLite");
    for (const char* writer : {"import", "relabel", "run"}) {
        QTest::addRow("%s, files cannot grow", writer) << QString::fromLatin1(writer) << false;
        QTest::addRow("%s, database is full", writer) << QString::fromLatin1(writer) << true;
    }
}

void TstDiskFull::eachWriterReportsIt()
{
    QFETCH(QString, writer);
    QFETCH(bool, bySQLite);
    ProjectFixture fixture(1000);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    must(execute(*fixture.connection, QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    if (bySQLite)
        must(execute(*fixture.connection,
                     QStringLiteral("PRAGMA max_page_count = %1")
                         .arg(must(scalar(*fixture.connection, QStringLiteral("PRAGMA page_count"))) + 30)));
    int written = 0; // rounds that were said to be saved
    Result<void> result;
    {
        std::unique_ptr<FileSizeLimit> limit;
        if (!bySQLite)
            limit = std::make_unique<FileSizeLimit>(
                static_cast<rlim_t>(QFileInfo(fixture.path()).size() + 600'000));
        for (int round = 0; result && round < 90; ++round) {
            if (writer == QLatin1String("import"))
                result = import(fixture, 1000 * (round + 1));
            else if (writer == QLatin1String("relabel"))
                result = relabel(fixture, round);
            else
                result = predict(fixture, run, round);
            written += result ? 1 : 0;
        }
    }
    QVERIFY(!result);
    QVERIFY2(result.error().code == ErrorCode::NoSpace,
             qPrintable(result.error().message + result.error().detail));
    QVERIFY(result.error().message.contains(fixture.path()) &&
            result.error().message.contains(QStringLiteral("disk is full")));

    const auto check = [&] {
        fixture.mustBeSound();
        if (writer == QLatin1String("import"))
            QVERIFY(must(SampleRepository(*fixture.connection).count()) >= 1000 * (written + 1));
        else if (writer == QLatin1String("relabel"))
            QCOMPARE(must(scalar(*fixture.connection, QStringLiteral("SELECT COUNT(*) FROM journal"))),
                     written * 100);
        else
            QCOMPARE(must(PredictionRepository(*fixture.connection).doneSamples(run)).size(),
                     static_cast<std::size_t>(written * 10));
    };
    check(); // the connection that failed is still good
    fixture.open();
    check();
    QVERIFY_RESULT(relabel(fixture, 25)); // with room again, work goes on
}

BADCASE_REGISTER_TEST(TstDiskFull)
#include "tst_disk_full.moc"
