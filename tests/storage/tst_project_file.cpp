// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/activity_log.h"
#include "storage/change_store.h"
#include "storage/mask_repository.h"
#include "storage/media_root_repository.h"
#include "storage/migrations.h"
#include "storage/prediction_repository.h"
#include "storage/project_lock.h"
#include "storage/sample_repository.h"
#include "storage/schema_repository.h"
#include "storage/sqlite/file_header.h"
#include "storage/sqlite/sqlite_session.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QThread>

#include <sys/stat.h>
#include <unistd.h>

using namespace badcase;
using namespace badcase::storage;
using storage::test::makeSchema;
using storage::test::must;
using storage::test::ProjectFixture;

/// Opening, refusing, locking and migrating project files.
class TstProjectFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void createsAndOpens();
    void neverOverwrites();
    void refusesWhatIsNoProject_data();
    void refusesWhatIsNoProject();
    void refusesEveryTruncation();
    void refusesOtherDatabases();
    void refusesNewerFiles();
    void findsDamageInside();
    void aLogWithoutItsProjectIsNotTaken();
    void migratesWithBackup();
    void migratesTheFirstVersion();
    void failedMigrationLeavesFileAsItWas();
    void secondWriterIsToldWhoIsFirst();
    void readersNeedNoLock();
    void lockOfKilledProcessIsFree();
    void readOnlyFolder();
    void readOnlyFile();
    void oneConnectionPerThread();
    void mediaRootsMoveWithTheProject();
    void schemaRoundTripAndAppend();
    void activityLog();
};

namespace {

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QString childProgram()
{
    return badcase::test::binaryDir() + QStringLiteral("/tests/badcase_storage_child");
}

} // namespace

void TstProjectFile::createsAndOpens()
{
    ProjectFixture fixture(25);
    QVERIFY(!fixture.project->isReadOnly());
    QVERIFY(fixture.project->notice().isEmpty());
    fixture.open();
    const auto info = ProjectDatabase::info(*fixture.connection);
    QVERIFY_RESULT(info);
    QCOMPARE(info->samples, 25);
    QCOMPARE(info->classes, 5);
    QCOMPARE(info->labelled, 23);
    QCOMPARE(info->bySplit.value(QStringLiteral("test")), 9);
    QCOMPARE(info->byKind.value(QStringLiteral("image")), 25);
    QCOMPARE(info->schemaVersion, currentSchemaVersion());
    QVERIFY(info->bytes > 0);
    fixture.mustBeSound();
    fixture.close();
    // Nothing but the project itself stays behind.
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("p.badcase")});
}

void TstProjectFile::neverOverwrites()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.badcase"));
    writeAll(path, "precious");
    const auto created = ProjectDatabase::create(path, makeSchema(2));
    QVERIFY(!created);
    QCOMPARE(created.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(readAll(path), QByteArray("precious"));
    const auto nowhere =
        ProjectDatabase::create(folder.filePath(QStringLiteral("no/such/b.badcase")), makeSchema(2));
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
    QCOMPARE(ProjectDatabase::open(folder.filePath(QStringLiteral("none.badcase"))).error().code,
             ErrorCode::NotFound);
    QCOMPARE(ProjectDatabase::open(folder.path()).error().code, ErrorCode::InvalidArgument);
}

void TstProjectFile::refusesWhatIsNoProject_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("is empty");
    QTest::newRow("text") << QByteArray("id,label\n1,2\n") << QStringLiteral("not a database");
    QTest::newRow("zeros") << QByteArray(100000, '\0') << QStringLiteral("not a database");
    QTest::newRow("begins well") << QByteArray("SQLite format 3\0 and no more", 29)
                                 << QStringLiteral("cut off");
    QTest::newRow("random") << QByteArray("\x93NUMPY\x01\x00 and so on", 18)
                            << QStringLiteral("not a database");
}

void TstProjectFile::refusesWhatIsNoProject()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.badcase"));
    writeAll(path, content);
    const auto opened = ProjectDatabase::open(path);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Corrupt);
    QVERIFY2(opened.error().message.contains(path) && opened.error().message.contains(says),
             qPrintable(opened.error().message));
    QCOMPARE(readAll(path), content);
}

void TstProjectFile::refusesEveryTruncation()
{
    ProjectFixture fixture(300);
    fixture.close();
    const QByteArray whole = readAll(fixture.path());
    const QString path = fixture.folder.filePath(QStringLiteral("cut.badcase"));
    const qsizetype page = ProjectDatabase::kPageSize;
    for (qsizetype size : {qsizetype(1), qsizetype(15), qsizetype(16), qsizetype(99), qsizetype(100),
                           qsizetype(4096), page - 1, page, page + 1, 2 * page, 7 * page + 5,
                           whole.size() / 2, whole.size() - page, whole.size() - 1}) {
        QVERIFY(size < whole.size());
        writeAll(path, whole.left(size));
        for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
            const auto opened = ProjectDatabase::open(path, mode);
            QVERIFY2(!opened, qPrintable(QString::number(size)));
            QCOMPARE(opened.error().code, ErrorCode::Corrupt);
            QVERIFY(opened.error().message.contains(QStringLiteral("cut")));
        }
    }
    writeAll(path, whole);
    QVERIFY_RESULT(ProjectDatabase::open(path));
}

void TstProjectFile::refusesOtherDatabases()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("other.db"));
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(path);
        QVERIFY(other.open());
        QSqlQuery(other).exec(QStringLiteral("CREATE TABLE samples (id INTEGER)"));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    const auto opened = ProjectDatabase::open(path);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Corrupt);
    QVERIFY(opened.error().message.contains(QStringLiteral("another program")));
}

void TstProjectFile::refusesNewerFiles()
{
    ProjectFixture fixture(3);
    must(execute(*fixture.connection,
                 QStringLiteral("PRAGMA user_version = %1").arg(currentSchemaVersion() + 1)));
    fixture.close();
    const QByteArray before = readAll(fixture.path());
    const auto opened = ProjectDatabase::open(fixture.path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NewerVersion);
    QVERIFY(opened.error().message.contains(QStringLiteral("Update Badcase")));
    QCOMPARE(readAll(fixture.path()), before);
}

void TstProjectFile::findsDamageInside()
{
    ProjectFixture fixture(2000);
    fixture.close();
    QByteArray bytes = readAll(fixture.path());
    // The header stays as it was, so only verify() can see it.
    for (qsizetype at = 20 * ProjectDatabase::kPageSize; at < 24 * ProjectDatabase::kPageSize; ++at)
        bytes[at] = char(0x5a);
    QVERIFY(bytes.size() > 24 * ProjectDatabase::kPageSize);
    writeAll(fixture.path(), bytes);
    fixture.open();
    const auto report = ProjectDatabase::verify(*fixture.connection);
    QVERIFY(!report || !report->ok());
    fixture.close();
}

void TstProjectFile::aLogWithoutItsProjectIsNotTaken()
{
    ProjectFixture fixture(3);
    const QByteArray log = readAll(fixture.path() + QStringLiteral("-wal"));
    QVERIFY(!log.isEmpty());
    const QString path = fixture.folder.filePath(QStringLiteral("new.badcase"));
    writeAll(path + QStringLiteral("-wal"), log);
    const auto refused = ProjectDatabase::create(path, makeSchema(2));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::AlreadyExists);
    QVERIFY2(refused.error().message.contains(QStringLiteral("new.badcase-wal")),
             qPrintable(refused.error().message));
    QCOMPARE(readAll(path + QStringLiteral("-wal")), log); // it may be all that is left of that project
    QVERIFY(QFile::remove(path + QStringLiteral("-wal")));
    QVERIFY_RESULT(ProjectDatabase::create(path, makeSchema(2)));
}

void TstProjectFile::migratesWithBackup()
{
    ProjectFixture fixture(7);
    std::vector<Migration> steps = projectMigrations();
    const int now = currentSchemaVersion();
    steps.push_back(
        {now + 1, "CREATE TABLE later (x INTEGER); INSERT INTO later SELECT COUNT(*) FROM samples;"});
    const auto backups = migrate(*fixture.connection, steps);
    QVERIFY_RESULT(backups);
    QCOMPARE(backups->size(), 1);
    QCOMPARE(must(scalar(*fixture.connection, QStringLiteral("SELECT x FROM later"))), 7);
    QCOMPARE(must(scalar(*fixture.connection, QStringLiteral("PRAGMA user_version"))), now + 1);
    QVERIFY(must(migrate(*fixture.connection, steps)).isEmpty()); // nothing left to do
    QCOMPARE(migrate(*fixture.connection).error().code, ErrorCode::NewerVersion);

    // The backup is a project of the version before, whole.
    const auto backup = ProjectDatabase::open(backups->first());
    QVERIFY_RESULT(backup);
    auto connection = must((*backup)->connect());
    QCOMPARE(must(ProjectDatabase::info(*connection)).samples, 7);
    QVERIFY(must(ProjectDatabase::verify(*connection)).ok());
}

/// What the first version of Badcase had written: a corrected sample, and a run that failed for another one.
static void writeFirstVersion(const QString& path)
{
    const QString name = QStringLiteral("first version");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        must(sqlite::open(database, path, sqlite::Access::ReadWrite, ProjectDatabase::kPageSize));
        const auto run = [&](const QByteArray& sql) { must(sqlite::executeScript(database, path, sql)); };
        QCOMPARE(projectMigrations().front().version, 1);
        run(projectMigrations().front().sql);
        run("PRAGMA application_id = " + QByteArray::number(sqlite::kApplicationId) +
            "; PRAGMA user_version = 1;");
        run("INSERT INTO meta VALUES ('task', 'classification'), ('uuid', 'u');"
            "INSERT INTO classes VALUES (0, 'cat', NULL, NULL), (1, 'dog', NULL, NULL);"
            "INSERT INTO label_sets VALUES (1, '0'), (2, '1');"
            "INSERT INTO label_set_classes VALUES (0, 1), (1, 2);"
            "INSERT INTO samples (id, name, kind, split, given_set, effective_set) VALUES "
            "(1, 'a', 0, '', 1, 2), (2, 'b', 0, '', 2, 2);"
            "INSERT INTO journal_groups VALUES (1, 1000, 'ana', 'a dog', 0, NULL, 1);"
            "INSERT INTO journal VALUES (1, 1, 'relabel', 1, '{\"classes\":[0],\"corrected\":false}', "
            "'{\"classes\":[1],\"corrected\":true}');"
            "INSERT INTO corrections VALUES (1, 2, 1);"
            "INSERT INTO runs (id, name, task, activation, status, out_of_fold, device, settings, summary, "
            "error) "
            "VALUES (1, 'r', 'classification', 0, 1, 0, 'cpu', '{}', '{}', '');"
            "INSERT INTO prediction_chunks VALUES (1, 1, x'0100000000000000');"
            "INSERT INTO prediction_blocks VALUES (1, 1, 0, 0, 2, 4, x'0000003f0000003f');"
            "INSERT INTO decisions (run_id, sample_id, set_id, chunk_id, chunk_row) VALUES (1, 1, 1, 1, 0);"
            "INSERT INTO decisions (run_id, sample_id, error) VALUES (1, 2, 'broken');");
    }
    QSqlDatabase::removeDatabase(name);
}

void TstProjectFile::migratesTheFirstVersion()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.badcase"));
    writeFirstVersion(path);
    const auto project = ProjectDatabase::open(path);
    QVERIFY_RESULT(project);
    const QString backup = path + QStringLiteral(".v1.backup");
    QVERIFY2((*project)->notice().contains(backup), qPrintable((*project)->notice()));
    QCOMPARE(must(sqlite::readHeader(backup)).userVersion, 1);
    QVERIFY(QDir(folder.path()).entryList({QStringLiteral("*.partial")}).isEmpty());

    auto connection = must((*project)->connect());
    QCOMPARE(must(ProjectDatabase::info(*connection)).schemaVersion, currentSchemaVersion());
    QVERIFY(must(ProjectDatabase::verify(*connection)).ok());
    const RunRecord run = must(RunRepository(*connection).find(QStringLiteral("r")));
    QCOMPARE(run.samplesDone, 1);
    QCOMPARE(run.samplesFailed, 1);
    QVERIFY(run.computeKey.isEmpty()); // nobody knows what its pictures were
    QVERIFY(must(PredictionRepository(*connection).contents(run.id)).empty());
    PredictionRepository predictions(*connection);
    QCOMPARE(must(predictions.probabilities(run.id, SampleId(1))), (std::vector{0.5f, 0.5f}));
    QVERIFY(must(predictions.samplesBehindJournal()) == std::vector{SampleId(1)}); // nobody had kept the mark
    QVERIFY(must(MaskRepository(*connection).correctedSamples()).empty());
    const auto before = must(SampleRepository(*connection).detail(SampleId(1)));
    QVERIFY(before.row.corrected && before.row.labels == LabelSet{1});
    QCOMPARE(before.correctedBy->reason, QStringLiteral("a dog"));
    QCOMPARE(must(ChangeStore(*connection).undo(1, QStringLiteral("bo"))).groups, 1);
    QVERIFY(must(SampleRepository(*connection).detail(SampleId(1))).row.labels == LabelSet{0});
}

void TstProjectFile::failedMigrationLeavesFileAsItWas()
{
    ProjectFixture fixture(7);
    std::vector<Migration> steps = projectMigrations();
    const int now = currentSchemaVersion();
    steps.push_back(
        {now + 1, "CREATE TABLE later (x INTEGER); DELETE FROM meta; INSERT INTO nowhere VALUES (1);"});
    const auto failed = migrate(*fixture.connection, steps);
    QVERIFY(!failed);
    QCOMPARE(must(scalar(*fixture.connection, QStringLiteral("PRAGMA user_version"))), now);
    QCOMPARE(must(SchemaRepository(*fixture.connection).load()).size(), 5);
    QVERIFY(!scalar(*fixture.connection, QStringLiteral("SELECT COUNT(*) FROM later")));
    fixture.mustBeSound();
}

void TstProjectFile::secondWriterIsToldWhoIsFirst()
{
    ProjectFixture fixture(3);
    const auto second = ProjectDatabase::open(fixture.path());
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::Locked);
    QVERIFY2(second.error().message.contains(QString::number(getpid())) &&
                 second.error().message.contains(QSysInfo::machineHostName()),
             qPrintable(second.error().message));
    // Through a link it is the same project.
    const QString link = fixture.folder.filePath(QStringLiteral("link.badcase"));
    QVERIFY(QFile::link(fixture.path(), link));
    QCOMPARE(ProjectDatabase::open(link).error().code, ErrorCode::Locked);
    fixture.close();
    QVERIFY_RESULT(ProjectDatabase::open(fixture.path()));
}

void TstProjectFile::readersNeedNoLock()
{
    ProjectFixture fixture(3);
    const auto reader = ProjectDatabase::open(fixture.path(), OpenMode::ReadOnly);
    QVERIFY_RESULT(reader);
    auto connection = must((*reader)->connect());
    QCOMPARE(must(ProjectDatabase::info(*connection)).samples, 3);
    SampleWriter writer(*fixture.connection);
    must(writer.write(storage::test::makeSample(3, 5)));
    must(writer.finish());
    QCOMPARE(must(ProjectDatabase::info(*connection)).samples, 4);
    SampleWriter refused(*connection);
    must(refused.write(storage::test::makeSample(4, 5)));
    const auto finished = refused.finish();
    QVERIFY(!finished);
    QCOMPARE(finished.error().code, ErrorCode::ReadOnly);
    QVERIFY(finished.error().message.contains(fixture.path()));
}

void TstProjectFile::lockOfKilledProcessIsFree()
{
    ProjectFixture fixture(3);
    fixture.close();
    QProcess child;
    child.start(childProgram(), {QStringLiteral("hold"), fixture.path()});
    QVERIFY(child.waitForReadyRead(10000));
    QCOMPARE(child.readLine().trimmed(), QByteArray("open"));
    const auto refused = ProjectDatabase::open(fixture.path());
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(QString::number(child.processId())),
             qPrintable(refused.error().message));
    child.kill();
    QVERIFY(child.waitForFinished(10000));
    QVERIFY(QFileInfo::exists(fixture.path() + QStringLiteral(".lock"))); // left behind, and no hindrance
    QVERIFY_RESULT(ProjectDatabase::open(fixture.path()));
}

/// Rights mean nothing to root, so a child without them opens the file.
void TstProjectFile::readOnlyFolder()
{
    ProjectFixture fixture(3);
    fixture.close();
    QVERIFY(chmod(qPrintable(fixture.folder.path()), 0555) == 0);
    QVERIFY(chmod(qPrintable(fixture.path()), 0644) == 0);
    QProcess child;
    child.start(childProgram(), {QStringLiteral("open-as-nobody"), fixture.path()});
    QVERIFY(child.waitForFinished(10000));
    const QByteArray said = child.readAllStandardOutput();
    chmod(qPrintable(fixture.folder.path()), 0755);
    QVERIFY2(said.startsWith("read-only 3 "), said.constData());
    QVERIFY2(said.contains("read-only."), said.constData());
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("p.badcase")});
}

void TstProjectFile::readOnlyFile()
{
    ProjectFixture fixture(3);
    fixture.close();
    QVERIFY(chmod(qPrintable(fixture.folder.path()), 0777) == 0);
    QVERIFY(chmod(qPrintable(fixture.path()), 0444) == 0);
    QProcess child;
    child.start(childProgram(), {QStringLiteral("open-as-nobody"), fixture.path()});
    QVERIFY(child.waitForFinished(10000));
    const QByteArray said = child.readAllStandardOutput();
    QVERIFY2(said.startsWith("read-only 3 ") && said.contains("write-protected"), said.constData());
}

void TstProjectFile::oneConnectionPerThread()
{
    ProjectFixture fixture(50);
    qint64 seen = 0;
    std::unique_ptr<QThread> thread(QThread::create([&] {
        auto connection = must(fixture.project->connect());
        seen = must(ProjectDatabase::info(*connection)).samples;
    }));
    thread->start();
    QVERIFY(thread->wait(10000));
    QCOMPARE(seen, 50);
}

void TstProjectFile::mediaRootsMoveWithTheProject()
{
    QTemporaryDir base;
    QDir(base.path()).mkpath(QStringLiteral("one/images"));
    const QString path = base.filePath(QStringLiteral("one/p.badcase"));
    auto project = must(ProjectDatabase::create(path, makeSchema(2)));
    auto connection = must(project->connect());
    MediaRootRepository roots(*connection);
    const auto near = must(roots.add(base.filePath(QStringLiteral("one/images")), false));
    const auto beside = must(roots.add(base.filePath(QStringLiteral("media.zip")), true));
    const auto far = must(roots.add(QStringLiteral("/somewhere/else"), false));
    QCOMPARE(must(roots.add(base.filePath(QStringLiteral("one/./images/")), false)), near);
    connection.reset();
    project.reset();
    QVERIFY(QDir(base.path()).rename(QStringLiteral("one"), QStringLiteral("two")));

    project = must(ProjectDatabase::open(base.filePath(QStringLiteral("two/p.badcase"))));
    connection = must(project->connect());
    MediaRootRepository moved(*connection);
    const auto list = must(moved.list());
    QCOMPARE(list.size(), std::size_t(3));
    QCOMPARE(list[0].path, QFileInfo(base.filePath(QStringLiteral("two/images"))).canonicalFilePath());
    QVERIFY(list[0].relative && list[1].relative && !list[2].relative);
    QVERIFY(list[1].isZip && list[1].id == beside);
    QCOMPARE(list[2].path, QStringLiteral("/somewhere/else"));
    must(moved.repoint(far, QStringLiteral("/third/place"), false));
    QCOMPARE(must(moved.list())[2].path, QStringLiteral("/third/place"));
    QCOMPARE(moved.repoint(far, list[1].path, true).error().code, ErrorCode::AlreadyExists);
    must(moved.repoint(far, QStringLiteral("/third/place"), false)); // where it is: no collision with itself
    QCOMPARE(moved.repoint(MediaRootId(99), QStringLiteral("/x"), false).error().code, ErrorCode::NotFound);
}

void TstProjectFile::schemaRoundTripAndAppend()
{
    QTemporaryDir folder;
    const Schema schema =
        must(Schema::create(Task::Classification, {{QStringLiteral("a"), QStringLiteral("P"), 0x112233},
                                                   {QStringLiteral("商品"), {}, {}}}));
    auto project = must(ProjectDatabase::create(folder.filePath(QStringLiteral("p.badcase")), schema));
    auto connection = must(project->connect());
    SchemaRepository repository(*connection);
    QVERIFY(must(repository.load()) == schema);
    const auto appended = repository.append(
        {{QStringLiteral("b"), QStringLiteral("Q"), {}}, {QStringLiteral("c"), QStringLiteral("P"), {}}});
    QVERIFY_RESULT(appended);
    QVERIFY(must(repository.load()) == *appended);
    QCOMPARE(appended->indexOf(QStringLiteral("c")), 3);
    QVERIFY(!repository.append({{QStringLiteral("a"), {}, {}}}));
    QVERIFY(must(repository.load()) == *appended);
    QCOMPARE(must(repository.projectUuid()).size(), 36);
}

void TstProjectFile::activityLog()
{
    ProjectFixture fixture;
    ActivityLog log(*fixture.connection);
    Activity activity;
    activity.kind = Activity::Kind::Export;
    activity.format = QStringLiteral("csv");
    activity.location = QStringLiteral("/out");
    activity.details.insert(QStringLiteral("samples"), 12);
    must(log.add(activity));
    const auto all = must(log.list());
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all[0].kind, Activity::Kind::Export);
    QCOMPARE(all[0].details.value(QStringLiteral("samples")).toInt(), 12);
    QVERIFY(all[0].at.isValid());
}

BADCASE_REGISTER_TEST(TstProjectFile)
#include "tst_project_file.moc"
