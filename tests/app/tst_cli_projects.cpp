// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/project_database.h"
#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <sys/stat.h>

using namespace badcase;
using namespace badcase::test;

namespace {

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

/// Runs one statement on a database file behind the program's back.
void alter(const QString& path, const QString& statement)
{
    const QString name = QStringLiteral("alter");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        if (!database.open() || !QSqlQuery(database).exec(statement))
            qFatal("cannot alter %s", qPrintable(path));
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace

/// A project file that is damaged, of somebody else, of the future, protected or in use: the right code and
/// words that name the file, and not a byte of it changed.
class TstCliProjects : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void refusesWhatIsNoProject_data();
    void refusesWhatIsNoProject();
    void findsADamagedPage();
    void refusesASecondWriter();
    void readsWithoutRights();
};

void TstCliProjects::refusesWhatIsNoProject_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("code");
    QTest::newRow("cut in half") << QStringLiteral("half") << QStringLiteral("corrupt");
    QTest::newRow("cut to a few bytes") << QStringLiteral("stub") << QStringLiteral("corrupt");
    QTest::newRow("empty") << QStringLiteral("empty") << QStringLiteral("corrupt");
    QTest::newRow("a text") << QStringLiteral("text") << QStringLiteral("corrupt");
    QTest::newRow("another program's database") << QStringLiteral("foreign") << QStringLiteral("corrupt");
    QTest::newRow("of a newer Badcase") << QStringLiteral("newer") << QStringLiteral("newer-version");
}

void TstCliProjects::refusesWhatIsNoProject()
{
    QFETCH(QString, damage);
    QFETCH(QString, code);
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("t.csv"), 3000);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"));
    const QString path = folder.path(QStringLiteral("p.badcase"));
    const QByteArray whole = readFile(path);
    if (damage == QLatin1String("half"))
        writeFile(path, whole.left(whole.size() / 2));
    else if (damage == QLatin1String("stub"))
        writeFile(path, whole.left(50));
    else if (damage == QLatin1String("empty"))
        writeFile(path, {});
    else if (damage == QLatin1String("text"))
        writeFile(path, "Dear diary,\n");
    else if (damage == QLatin1String("foreign"))
        alter(path, QStringLiteral("PRAGMA application_id = 1234"));
    else
        alter(path, QStringLiteral("PRAGMA user_version = 9999"));
    const QByteArray before = readFile(path);
    writeFile(folder.path(QStringLiteral("fix.csv")), "id,label\ns00000,green\n");
    for (const char* call :
         {"info p.badcase", "verify p.badcase", "import p.badcase t.csv", "relabel p.badcase --from fix.csv",
          "export p.badcase --format csv --out out", "journal p.badcase --undo 1"}) {
        const CliResult result = folder.run(words(call));
        QVERIFY_STATUS(result, 1);
        QVERIFY2(result.oneObject, result.words().constData());
        QCOMPARE(result.errorCode(), code);
        QVERIFY2(result.message().contains(QLatin1String("p.badcase")), qPrintable(result.message()));
    }
    QCOMPARE(readFile(path), before);
    QVERIFY(!QDir(folder.path(QStringLiteral("out"))).exists());
}

void TstCliProjects::findsADamagedPage()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("t.csv"), 3000);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"));
    const QString path = folder.path(QStringLiteral("p.badcase"));
    QByteArray bytes = readFile(path);
    const qsizetype page = storage::ProjectDatabase::kPageSize;
    QVERIFY(bytes.size() > 12 * page);
    for (qsizetype at = bytes.size() - 3 * page; at < bytes.size() - 2 * page; ++at)
        bytes[at] = char(0x5a);
    writeFile(path, bytes);
    const CliResult verify = folder.run(words("verify p.badcase"));
    QVERIFY_STATUS(verify, 1);
    QVERIFY2(verify.oneObject, verify.words().constData());
    // Either the file opens and verify lists the damage, or it cannot be opened and the error says so.
    const bool told = verify.errorCode() == QLatin1String("corrupt") ||
                      (!verify.json.value(QStringLiteral("ok")).toBool(true) &&
                       verify.text("database") != QLatin1String("ok"));
    QVERIFY2(told, verify.words().constData());
}

void TstCliProjects::refusesASecondWriter()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("t.csv"), 30);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"));
    auto open = storage::ProjectDatabase::open(folder.path(QStringLiteral("p.badcase")));
    QVERIFY_RESULT(open);
    writeFile(folder.path(QStringLiteral("fix.csv")), "id,label\ns00000,green\n");
    for (const char* call :
         {"import p.badcase t.csv", "relabel p.badcase --from fix.csv", "journal p.badcase --undo 1"}) {
        const CliResult result = folder.run(words(call));
        QVERIFY_STATUS(result, 1);
        QCOMPARE(result.errorCode(), QStringLiteral("locked"));
        QVERIFY2(result.message().contains(QString::number(QCoreApplication::applicationPid())),
                 qPrintable(result.message()));
    }
    for (const char* call :
         {"info p.badcase", "verify p.badcase", "journal p.badcase"}) // reading disturbs nobody
        QVERIFY_STATUS(folder.run(words(call)), 0);
    open->reset();
    QVERIFY_STATUS(folder.run(words("relabel p.badcase --from fix.csv")), 0);
}

void TstCliProjects::readsWithoutRights()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("t.csv"), 30);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("t.csv"));
    writeFile(folder.path(QStringLiteral("fix.csv")), "id,label\ns00000,green\n");
    QVERIFY(chmod(qPrintable(folder.path(QStringLiteral("p.badcase"))), 0444) == 0);
    QVERIFY(chmod(qPrintable(folder.path()), 0555) == 0);
    const QByteArray before = readFile(folder.path(QStringLiteral("p.badcase")));
    const CliResult info = folder.runAsNobody(words("info p.badcase"));
    const CliResult verify = folder.runAsNobody(words("verify p.badcase"));
    const CliResult relabel = folder.runAsNobody(words("relabel p.badcase --from fix.csv"));
    const CliResult import = folder.runAsNobody(words("import p.badcase t.csv"));
    chmod(qPrintable(folder.path()), 0755);
    QVERIFY_STATUS(info, 0);
    QCOMPARE(info.number("samples"), 30);
    QVERIFY_STATUS(verify, 0);
    for (const CliResult& result : {relabel, import}) {
        QVERIFY_STATUS(result, 1);
        QCOMPARE(result.errorCode(), QStringLiteral("read-only"));
    }
    QCOMPARE(readFile(folder.path(QStringLiteral("p.badcase"))), before);
}

BADCASE_REGISTER_TEST(TstCliProjects)
#include "tst_cli_projects.moc"
