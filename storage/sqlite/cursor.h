// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Reading many rows: the C interface costs a third of QSqlQuery's QVariants, and it can be stopped half-way.

#include "inference/core/cancel.h"
#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "storage/connection.h"

#include <QByteArray>
#include <QString>
#include <QVariantList>

struct sqlite3;
struct sqlite3_stmt;

namespace badcase::storage::sqlite {

/// Steps through the rows of one SELECT. At most one cursor with a token a connection at a time (SQLite has
/// one progress handler). On the connection's thread. Values of NULL read as 0, NaN or empty.
class Cursor {
public:
    /// `values` bind the ?s in order: integers, doubles or strings. Errors show at the first next().
    Cursor(Connection& connection, const QString& sql, const QVariantList& values = {},
           CancelToken cancel = {});
    ~Cursor();
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    /// False at the end. Cancelled soon after the token was.
    Result<bool> next();

    bool isNull(int column) const;
    qint64 integer(int column) const;
    double real(int column) const; ///< NaN for NULL
    QString text(int column) const;
    QByteArray blob(int column) const; ///< a deep copy
    SampleId sampleId(int column) const { return SampleId(integer(column)); }

private:
    QString m_path;
    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_statement = nullptr;
    CancelToken m_cancel;
    int m_code = 0; ///< of preparing and binding
};

} // namespace badcase::storage::sqlite
