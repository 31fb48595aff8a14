// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/connection.h"

#include "storage/label_set_table.h"
#include "storage/sqlite/sqlite_session.h"

#include <QSqlError>
#include <QSqlQuery>

#include <atomic>

namespace badcase::storage {

namespace {

/// Never a thread's address or number: those are used again.
QString nextConnectionName()
{
    static std::atomic<quint64> counter{0};
    return QStringLiteral("badcase-project-%1").arg(++counter);
}

} // namespace

Connection::Connection(std::shared_ptr<const void> owner, QString path, bool readOnly)
    : m_owner(std::move(owner)),
      m_path(std::move(path)),
      m_readOnly(readOnly),
      m_name(nextConnectionName()),
      m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name)),
      m_labelSets(std::make_unique<LabelSetTable>(*this))
{}

Connection::~Connection()
{
    m_labelSets.reset(); // its statements must be gone before the database closes
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Error Connection::error(const QSqlError& error) const
{
    return sqlite::toError(m_database, m_path, error);
}

LabelSetTable& Connection::labelSets()
{
    return *m_labelSets;
}

Result<Transaction> Transaction::begin(Connection& connection)
{
    if (connection.m_inTransaction)
        return fail(ErrorCode::Internal,
                    QStringLiteral("A transaction is open already on %1").arg(connection.m_path));
    QSqlQuery query(connection.m_database);
    if (!query.exec(QStringLiteral("BEGIN IMMEDIATE")))
        return fail(connection.error(query.lastError()));
    connection.m_inTransaction = true;
    return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
{}

Transaction::~Transaction()
{
    rollback();
}

Result<void> Transaction::commit()
{
    QSqlQuery query(m_connection->m_database);
    if (!query.exec(QStringLiteral("COMMIT")))
        return fail(m_connection->error(query.lastError())); // the destructor rolls back
    m_connection->m_inTransaction = false;
    m_connection = nullptr;
    return {};
}

void Transaction::rollback()
{
    if (!m_connection)
        return;
    // SQLite has rolled back by itself after some errors (disk full); then this fails and nothing is left to
    // do.
    QSqlQuery(m_connection->m_database).exec(QStringLiteral("ROLLBACK"));
    m_connection->m_labelSets->forget();
    m_connection->m_inTransaction = false;
    m_connection = nullptr;
}

} // namespace badcase::storage
