// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sqlite/sqlite_session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QVariant>

#include <sqlite3.h>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace badcase::storage::sqlite {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

constexpr int kBusyTimeoutMs = 5000;
/// Pages held in memory by one connection. Enough for the inner pages of every index at 1,000,000 samples.
constexpr int kCacheKiB = 32 * 1024;

/// SQLite calls only ENOSPC "full"; quotas and file size limits are the same to a user.
bool isOutOfSpace(sqlite3* handle, int primary)
{
    if (primary == SQLITE_FULL)
        return true;
    if (primary != SQLITE_IOERR || !handle)
        return false;
    const int systemError = sqlite3_system_errno(handle);
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
}

} // namespace

sqlite3* handleOf(const QSqlDatabase& database)
{
    const QVariant handle = database.driver()->handle();
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return nullptr;
    return *static_cast<sqlite3* const*>(handle.constData());
}

Error toError(sqlite3* handle, const QString& path, int code, const QString& detail)
{
    const QString file = QDir::toNativeSeparators(path);
    const int primary = code & 0xff;
    if (isOutOfSpace(handle, primary))
        return {ErrorCode::NoSpace,
                say("Cannot save to %1: the disk is full. Nothing saved before is lost; free some space and "
                    "try again.")
                    .arg(file),
                detail};
    switch (primary) {
    case SQLITE_READONLY:
        return {ErrorCode::ReadOnly, say("Cannot save to %1: it is open read-only.").arg(file), detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::Locked,
                say("%1 is being written by another program. Try again when it is done.").arg(file), detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt,
                say("%1 is damaged. Run \"badcase verify\" on it and go back to a backup copy.").arg(file),
                detail};
    case SQLITE_CONSTRAINT:
        return {ErrorCode::InvalidArgument,
                say("%1 cannot take this: it refers to something that is not there, or is there twice.")
                    .arg(file),
                detail};
    case SQLITE_INTERRUPT:
        return {ErrorCode::Cancelled, say("Stopped reading %1.").arg(file), detail};
    case SQLITE_NOMEM:
        return {ErrorCode::TooLarge, say("Not enough memory to read %1.").arg(file), detail};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return {ErrorCode::Io,
                say("Cannot read or write %1. Check the disk and the rights of its folder.").arg(file),
                detail};
    default:
        return {ErrorCode::Internal, say("A request to %1 failed. Please report this.").arg(file), detail};
    }
}

Error toError(const QSqlDatabase& database, const QString& path, const QSqlError& error)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber);
    sqlite3* handle = database.isOpen() ? handleOf(database) : nullptr;
    return toError(handle, path, isNumber ? code : SQLITE_ERROR,
                   error.databaseText() + QLatin1Char(' ') + error.driverText());
}

Result<void> open(QSqlDatabase& database, const QString& path, Access access, int pageSize)
{
    QString options = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyTimeoutMs);
    if (access != Access::ReadWrite)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    // As a URI because of "immutable"; encoding every special character keeps ?, # and % in names harmless.
    QString uri = QStringLiteral("file:") + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    if (access == Access::Immutable)
        uri += QStringLiteral("?immutable=1");
    database.setConnectOptions(options);
    database.setDatabaseName(uri);
    if (!database.open())
        return fail(toError(database, path, database.lastError()));

    QByteArray setup = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";
    setup += "PRAGMA cache_size = -" + QByteArray::number(kCacheKiB) + ";";
    if (pageSize > 0)
        setup += "PRAGMA page_size = " + QByteArray::number(pageSize) + ";";
    if (access == Access::ReadWrite)
        setup += "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
    return executeScript(database, path, setup);
}

Result<void> executeScript(QSqlDatabase& database, const QString& path, const QByteArray& sql)
{
    sqlite3* handle = handleOf(database);
    if (!handle)
        return fail(ErrorCode::Internal, say("Qt's SQLite driver is missing (package libqt6sql6-sqlite)."));
    char* message = nullptr;
    const int code = sqlite3_exec(handle, sql.constData(), nullptr, nullptr, &message);
    if (code == SQLITE_OK)
        return {};
    const QString detail = QString::fromUtf8(message);
    sqlite3_free(message);
    return fail(toError(handle, path, sqlite3_extended_errcode(handle), detail));
}

Result<qint64> pragmaValue(QSqlDatabase& database, const QString& path, const QString& pragma)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("PRAGMA ") + pragma) || !query.next())
        return fail(toError(database, path, query.lastError()));
    return query.value(0).toLongLong();
}

Result<void> backup(QSqlDatabase& database, const QString& path, const QString& target)
{
    const QString partial = target + QStringLiteral(".partial");
    QFile::remove(partial); // of an attempt that was killed
    QSqlQuery query(database);
    query.prepare(QStringLiteral("VACUUM INTO ?"));
    query.addBindValue(partial);
    if (!query.exec()) {
        const Error error = toError(database, path, query.lastError());
        QFile::remove(partial);
        return fail(error);
    }
    if (syncToDisk(partial) && QFile::rename(partial, target)) {
        (void)syncToDisk(QFileInfo(target).absolutePath());
        return {};
    }
    QFile::remove(partial);
    return fail(ErrorCode::Io, say("Cannot write the backup %1. Check the disk and the rights of its folder.")
                                   .arg(QDir::toNativeSeparators(target)));
}

bool syncToDisk(const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

Result<QStringList> check(QSqlDatabase& database, const QString& path)
{
    QStringList problems;
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("PRAGMA integrity_check(100)")))
        return fail(toError(database, path, query.lastError()));
    while (query.next()) {
        if (const QString line = query.value(0).toString(); line != QLatin1String("ok"))
            problems += line;
    }
    if (query.lastError().isValid())
        problems += query.lastError().databaseText();
    if (query.exec(QStringLiteral("PRAGMA foreign_key_check"))) {
        while (query.next() && problems.size() < 100)
            problems +=
                QStringLiteral("%1 row %2 refers to a missing row of %3")
                    .arg(query.value(0).toString(), query.value(1).toString(), query.value(2).toString());
    }
    return problems;
}

} // namespace badcase::storage::sqlite
