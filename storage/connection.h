// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One connection of one thread to a project file, and transactions on it. Repositories are made on a
/// Connection and share its thread.

#include "inference/core/result.h"

#include <QSqlDatabase>
#include <QString>

#include <memory>
#include <unordered_map>

class QSqlError;

namespace badcase::storage {

class LabelSetTable;
class ProjectDatabase;

/// RAII over a QSqlDatabase connection. Belongs to the thread that made it: use and destroy it there.
/// Made by ProjectDatabase::connect().
class Connection {
public:
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    const QString& projectPath() const { return m_path; }
    bool isReadOnly() const { return m_readOnly; }
    QSqlDatabase& database() { return m_database; }

    /// Maps what SQLite said to an Error whose message names the project file: NoSpace, ReadOnly, Locked,
    /// Corrupt, Cancelled, Io or Internal.
    Error error(const QSqlError& error) const;

    /// The interned label sets (label_set_table.h), cached for this connection.
    LabelSetTable& labelSets();

private:
    friend class ProjectDatabase;
    friend class Transaction;
    friend struct ConnectionAccess;
    Connection(std::shared_ptr<const void> owner, QString path, bool readOnly);

    std::shared_ptr<const void> m_owner; ///< keeps the project, and so its lock, while we live
    QString m_path;
    bool m_readOnly;
    QString m_name;
    QSqlDatabase m_database;
    std::unique_ptr<LabelSetTable> m_labelSets;
    bool m_inTransaction = false;
};

/// A write transaction: takes the write lock at once (BEGIN IMMEDIATE, so it never fails half-way with
/// "busy"), rolls back when destroyed without commit(). Not nestable. After commit() returned, a kill or
/// power loss loses nothing of it.
class Transaction {
public:
    static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Connection& connection) : m_connection(&connection) {}
    void rollback();
    Connection* m_connection;
};

} // namespace badcase::storage
