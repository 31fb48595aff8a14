// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <ctime>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

/// Exports that must not happen: the target stays as it was and nothing is left beside it.
class TstExportRefusals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void refusesTargets_data();
    void refusesTargets();
    void takesAnEmptyFolder();
    void cancelLeavesNothing_data();
    void cancelLeavesNothing();
    void fullDiskLeavesNothing();
    void sourceErrorLeavesNothing();
    void damageIsNoticed();
    void refusesWhatTheFormatCannotHold();
    void leftoversOfKilledExportsGo();

private:
    Result<ExportSummary> exportTo(const QString& out, const CancelToken& cancel = {},
                                   const ProgressCallback& progress = {});
    QStringList outEntries() const
    {
        return QDir(m_out->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_source;
    std::unique_ptr<QTemporaryDir> m_out;
    Schema m_schema;
    std::vector<ExportRecord> m_records;
};

void TstExportRefusals::init()
{
    failOnWarnings();
    m_source = std::make_unique<QTemporaryDir>();
    m_out = std::make_unique<QTemporaryDir>();
    m_schema = makeSchema(Task::Classification, {"cat", "dog"});
    m_records.clear();
    const auto root = media::MediaRoot::open(m_source->path()).value();
    for (int i = 0; i < 20; ++i) {
        ExportRecord record;
        record.name = QStringLiteral("%1.png").arg(i);
        record.root = root;
        record.member = record.name;
        record.labels = LabelSet::single(i % 2);
        writeFile(m_source->filePath(record.member), pngPicture(64, 64, i));
        m_records.push_back(record);
    }
}

Result<ExportSummary> TstExportRefusals::exportTo(const QString& out, const CancelToken& cancel,
                                                  const ProgressCallback& progress)
{
    return exportDataset({QStringLiteral("imagefolder"), out, {m_source->path()}, {}}, m_schema,
                         sourceOf(m_records), 20, cancel, progress);
}

void TstExportRefusals::refusesTargets_data()
{
    QTest::addColumn<QString>("target"); // SOURCE and OUT stand for the two folders
    QTest::addColumn<int>("code");
    const int source = int(ErrorCode::InvalidArgument);
    QTest::newRow("the source") << "SOURCE" << source;
    QTest::newRow("in the source") << "SOURCE/new/deep" << source;
    QTest::newRow("around the source") << "SOURCE/.." << source;
    QTest::newRow("in the source through a link") << "OUT/link/new" << source;
    QTest::newRow("in the source with dots") << "OUT/x/../link/./new" << source;
    QTest::newRow("not empty") << "OUT/full" << int(ErrorCode::AlreadyExists);
    QTest::newRow("a file") << "OUT/full/file" << int(ErrorCode::AlreadyExists);
    QTest::newRow("relative") << "out" << source;
}

void TstExportRefusals::refusesTargets()
{
    QFETCH(QString, target);
    QFETCH(int, code);
    QVERIFY(QFile::link(m_source->path(), m_out->filePath("link")));
    writeFile(m_out->filePath("full/file"), "mine");
    target.replace("SOURCE", m_source->path()).replace("OUT", m_out->path());
    const auto before = filesBelow(m_source->path());
    const auto outcome = exportTo(target);
    QVERIFY(!outcome);
    QCOMPARE(int(outcome.error().code), code);
    QVERIFY(filesBelow(m_source->path()) == before);
    QVERIFY(!QDir(m_source->filePath("new")).exists());
    QCOMPARE(readFile(m_out->filePath("full/file")), QByteArray("mine"));
    QCOMPARE(outEntries(), QStringList({"full", "link"}));
}

void TstExportRefusals::takesAnEmptyFolder()
{
    QVERIFY(QDir().mkpath(m_out->filePath("empty")));
    QVERIFY_RESULT(exportTo(m_out->filePath("empty")));
    QVERIFY(QFile::exists(m_out->filePath("empty/manifest.json")));
    const auto again = exportTo(m_out->filePath("empty"));
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
}

void TstExportRefusals::cancelLeavesNothing_data()
{
    QTest::addColumn<int>("after"); // of 20 samples written and 20 read back
    QTest::newRow("at once") << 0;
    QTest::newRow("while writing") << 7;
    QTest::newRow("while reading back") << 31;
}

void TstExportRefusals::cancelLeavesNothing()
{
    QFETCH(int, after);
    CancelToken cancel;
    if (after == 0)
        cancel.cancel();
    const auto outcome = exportTo(m_out->filePath("new/deep"), cancel, [&](const Progress& progress) {
        QCOMPARE(progress.total, 40);
        if (progress.done >= after)
            cancel.cancel();
    });
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
    QVERIFY2(outEntries().isEmpty(), qPrintable(outEntries().join(u' ')));
}

/// A limit on the size of files stands for a full disk: both fail in write().
void TstExportRefusals::fullDiskLeavesNothing()
{
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{2000, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto outcome = exportTo(m_out->filePath("new"));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::NoSpace);
    QVERIFY(!outcome.error().message.isEmpty());
    QVERIFY(outEntries().isEmpty());
    QVERIFY_RESULT(exportTo(m_out->filePath("new"))); // there is space again
}

void TstExportRefusals::sourceErrorLeavesNothing()
{
    int calls = 0;
    const RecordSource failing = [&]() -> Result<std::optional<ExportRecord>> {
        if (++calls > 5)
            return fail(ErrorCode::Io, QStringLiteral("the project cannot be read"));
        return std::optional<ExportRecord>(m_records[static_cast<std::size_t>(calls)]);
    };
    const auto outcome = exportDataset({QStringLiteral("csv"), m_out->filePath("new"), {}, {}}, m_schema,
                                       failing, 20, CancelToken(), {});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().message, QStringLiteral("the project cannot be read"));
    QVERIFY(outEntries().isEmpty());
    const RecordSource none = []() -> Result<std::optional<ExportRecord>> { return std::nullopt; };
    QVERIFY(!exportDataset({QStringLiteral("csv"), m_out->filePath("new"), {}, {}}, m_schema, none, 0,
                           CancelToken(), {}));
    QVERIFY(outEntries().isEmpty());
}

/// Somebody (or a failing disk) changes a file between writing and reading back.
void TstExportRefusals::damageIsNoticed()
{
    bool damaged = false;
    const auto outcome = exportTo(m_out->filePath("new"), {}, [&](const Progress& progress) {
        if (progress.done != 20 || damaged)
            return;
        const QString part =
            QDir(m_out->path()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).first();
        QByteArray bytes = readFile(m_out->filePath(part + "/cat/4.png"));
        bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
        writeFile(m_out->filePath(part + "/cat/4.png"), bytes);
        damaged = true;
    });
    QVERIFY(damaged);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Corrupt);
    QVERIFY2(outcome.error().message.contains("cat/4.png"), qPrintable(outcome.error().message));
    QVERIFY(outEntries().isEmpty());
}

void TstExportRefusals::refusesWhatTheFormatCannotHold()
{
    const Schema piped = makeSchema(Task::MultiLabel, {"a|b", "c"});
    const auto csv = exportDataset({QStringLiteral("csv"), m_out->filePath("new"), {}, {}}, piped,
                                   sourceOf(m_records), 20, CancelToken(), {});
    QVERIFY(!csv);
    QVERIFY(csv.error().message.contains("a|b"));
    const auto unknown = exportDataset({QStringLiteral("tfrecord"), m_out->filePath("new"), {}, {}}, m_schema,
                                       sourceOf(m_records), 20, CancelToken(), {});
    QVERIFY(!unknown);
    const auto masks = exportDataset({QStringLiteral("masks"), m_out->filePath("new"), {}, {}}, m_schema,
                                     sourceOf(m_records), 20, CancelToken(), {});
    QVERIFY(!masks); // no sample has a mask: nothing to export
    QVERIFY(masks.error().detail.contains("mask"));
    QVERIFY(outEntries().isEmpty());
}

void TstExportRefusals::leftoversOfKilledExportsGo()
{
    const auto leave = [this](const QString& name, int ageSeconds) {
        writeFile(m_out->filePath(name + "/cat/0.png"), "half a picture");
        const timespec times[2] = {{::time(nullptr) - ageSeconds, 0}, {::time(nullptr) - ageSeconds, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(m_out->filePath(name)).constData(), times, 0), 0);
    };
    leave(QStringLiteral(".new.export-killed"), 3600);
    leave(QStringLiteral(".new.export-locked"), 3600); // an export that is under way holds this one
    leave(QStringLiteral(".new.export-justin"), 1);
    leave(QStringLiteral(".new.export-of-mine"), 3600); // not a name that an export makes
    leave(QStringLiteral(".other.export-killed"), 3600);
    const int held =
        ::open(QFile::encodeName(m_out->filePath(QStringLiteral(".new.export-locked"))).constData(),
               O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    QCOMPARE(::flock(held, LOCK_EX), 0);
    QVERIFY_RESULT(exportTo(m_out->filePath(QStringLiteral("new"))));
    ::close(held);
    QCOMPARE(outEntries(), QStringList({".new.export-justin", ".new.export-locked", ".new.export-of-mine",
                                        ".other.export-killed", "new"}));
}

BADCASE_REGISTER_TEST(TstExportRefusals)
#include "tst_export_refusals.moc"
