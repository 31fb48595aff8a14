// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What only SQLite has: pragmas, scripts, the backup, the check, its error codes. Nothing outside
/// storage/sqlite/ includes sqlite3.h.

#include "inference/core/result.h"

#include <QSqlDatabase>
#include <QString>
#include <QStringList>

class QSqlError;
struct sqlite3;

namespace badcase::storage::sqlite {

/// "bdcs": written into the header of every project file.
inline constexpr qint32 kApplicationId = 0x62646373;

enum class Access { ReadWrite, ReadOnly, Immutable };

/// The C handle below a connection; null when Qt's plugin is not SQLite.
sqlite3* handleOf(const QSqlDatabase& database);

/// Opens `database` on `path` and sets it up for a project: foreign keys, WAL with synchronous=FULL (a commit
/// survives power loss), a bounded page cache, and no trust in functions that a foreign file's schema might
/// call. `pageSize` counts only for a file that does not exist yet.
Result<void> open(QSqlDatabase& database, const QString& path, Access access, int pageSize = 0);

/// An Error that names the project file, from what Qt reports of a statement on this connection.
Error toError(const QSqlDatabase& database, const QString& path, const QSqlError& error);
/// The same for a result code of the C interface.
Error toError(sqlite3* handle, const QString& path, int code, const QString& detail);

/// Runs all statements of `sql`.
Result<void> executeScript(QSqlDatabase& database, const QString& path, const QByteArray& sql);

Result<qint64> pragmaValue(QSqlDatabase& database, const QString& path, const QString& pragma);

/// A complete copy of the database, taken while others may write. It appears under its name whole and durable
/// or not at all: a half-written copy would be taken for a backup.
Result<void> backup(QSqlDatabase& database, const QString& path, const QString& target);

/// Makes a file's content, or a folder's names, survive power loss. False when that is not certain.
bool syncToDisk(const QString& path);

/// What SQLite's integrity and foreign-key checks complain of, at most 100 lines; empty for a sound file.
Result<QStringList> check(QSqlDatabase& database, const QString& path);

} // namespace badcase::storage::sqlite
