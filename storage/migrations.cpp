// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/migrations.h"

#include "storage/sqlite/sqlite_session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

// Outside every namespace, as Q_INIT_RESOURCE demands.
static void initMigrationResources()
{
    Q_INIT_RESOURCE(storage_migrations);
}

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

std::vector<Migration> readMigrations()
{
    initMigrationResources();
    std::vector<Migration> steps;
    const QDir folder(QStringLiteral(":/storage/migrations"));
    for (const QString& name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            steps.push_back({name.left(4).toInt(), file.readAll()});
    }
    return steps;
}

QString freeBackupName(const QString& project, qint64 version)
{
    const QString base = QStringLiteral("%1.v%2.backup").arg(project).arg(version);
    QString name = base;
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = QStringLiteral("%1.%2").arg(base).arg(i);
    return name;
}

} // namespace

const std::vector<Migration>& projectMigrations()
{
    static const std::vector<Migration> steps = readMigrations();
    return steps;
}

Result<QStringList> migrate(Connection& connection, const std::vector<Migration>& steps)
{
    QSqlDatabase& database = connection.database();
    const QString& path = connection.projectPath();
    BADCASE_ASSIGN(qint64 version, sqlite::pragmaValue(database, path, QStringLiteral("user_version")));
    if (version > steps.back().version)
        return fail(ErrorCode::NewerVersion, say("%1 was made by a newer Badcase (file version %2, this "
                                                 "program knows %3). Update Badcase to open it.")
                                                 .arg(QDir::toNativeSeparators(path))
                                                 .arg(version)
                                                 .arg(steps.back().version));
    const bool isNewFile = version == 0; // nothing to back up, also between its first steps
    QStringList backups;
    for (const Migration& step : steps) {
        if (step.version <= version)
            continue;
        if (!isNewFile) {
            const QString backup = freeBackupName(path, version);
            BADCASE_TRY(sqlite::backup(database, path, backup));
            backups += backup;
        }
        BADCASE_ASSIGN(Transaction transaction, Transaction::begin(connection));
        BADCASE_TRY(sqlite::executeScript(database, path, step.sql));
        const QString stamp = QStringLiteral("PRAGMA application_id = %1; PRAGMA user_version = %2;")
                                  .arg(sqlite::kApplicationId)
                                  .arg(step.version);
        BADCASE_TRY(sqlite::executeScript(database, path, stamp.toUtf8()));
        BADCASE_TRY(transaction.commit());
        version = step.version;
    }
    return backups;
}

} // namespace badcase::storage
