// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sqlite/cursor.h"

#include "storage/sqlite/sqlite_session.h"

#include <QSqlDriver>

#include <sqlite3.h>

#include <limits>

namespace badcase::storage::sqlite {

namespace {

/// Instructions of SQLite's virtual machine between two looks at the token: about a millisecond.
constexpr int kInstructionsPerLook = 20000;

int isCancelled(void* token)
{
    return static_cast<const CancelToken*>(token)->isCancelled() ? 1 : 0;
}

int bindValue(sqlite3_stmt* statement, int index, const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::Bool:
        return sqlite3_bind_int64(statement, index, value.toLongLong());
    case QMetaType::Double:
        return sqlite3_bind_double(statement, index, value.toDouble());
    default: {
        const QByteArray utf8 = value.toString().toUtf8();
        return sqlite3_bind_text(statement, index, utf8.constData(), static_cast<int>(utf8.size()),
                                 SQLITE_TRANSIENT);
    }
    }
}

} // namespace

Cursor::Cursor(Connection& connection, const QString& sql, const QVariantList& values, CancelToken cancel)
    : m_path(connection.projectPath()), m_handle(handleOf(connection.database())), m_cancel(std::move(cancel))
{
    const QByteArray utf8 = sql.toUtf8();
    m_code =
        m_handle ? sqlite3_prepare_v2(m_handle, utf8.constData(), -1, &m_statement, nullptr) : SQLITE_MISUSE;
    for (int i = 0; m_code == SQLITE_OK && i < values.size(); ++i)
        m_code = bindValue(m_statement, i + 1, values[i]);
    if (m_handle)
        sqlite3_progress_handler(m_handle, kInstructionsPerLook, &isCancelled, &m_cancel);
}

Cursor::~Cursor()
{
    sqlite3_finalize(m_statement);
    if (m_handle)
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
}

Result<bool> Cursor::next()
{
    const int code = m_code == SQLITE_OK ? sqlite3_step(m_statement) : m_code;
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    const QString detail = m_handle ? QString::fromUtf8(sqlite3_errmsg(m_handle)) : QString();
    return fail(toError(m_handle, m_path, code, detail));
}

bool Cursor::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 Cursor::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Cursor::real(int column) const
{
    return isNull(column) ? std::numeric_limits<double>::quiet_NaN()
                          : sqlite3_column_double(m_statement, column);
}

QString Cursor::text(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray Cursor::blob(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return QByteArray(data, sqlite3_column_bytes(m_statement, column));
}

} // namespace badcase::storage::sqlite
