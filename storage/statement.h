// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A prepared statement: binds, runs and reads with typed values, and turns failures into Errors.

#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "storage/connection.h"

#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace badcase::storage {

/// Forward-only (Qt's SQLite driver would otherwise keep the whole result in memory). Prepared once, run as
/// often as wanted. On the connection's thread. An unfinished SELECT holds a snapshot: read to the end or
/// call finish().
class Statement {
public:
    Statement(Connection& connection, const QString& sql);

    /// Binds `values` in order and runs. Afterwards next() steps through rows.
    Result<void> run(const QVariantList& values = {});
    Result<bool> next();
    /// run() and the first row: false when there is none. Call finish() when the row was read.
    Result<bool> first(const QVariantList& values = {});
    void finish() { m_query.finish(); }

    bool isNull(int column) const { return m_query.value(column).isNull(); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    double real(int column) const; ///< NaN for NULL
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray blob(int column) const { return m_query.value(column).toByteArray(); }
    qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }
    qint64 affectedRows() const { return m_query.numRowsAffected(); }

private:
    Connection& m_connection;
    QSqlQuery m_query;
    bool m_prepared = false;
};

/// Runs one statement that returns nothing.
Result<void> execute(Connection& connection, const QString& sql, const QVariantList& values = {});
/// The first column of the first row, 0 without a row.
Result<qint64> scalar(Connection& connection, const QString& sql, const QVariantList& values = {});

/// NULL for invalid ids and for NaN.
template <class Tag>
QVariant bindable(Id<Tag> id)
{
    return id.isValid() ? QVariant(id.value) : QVariant(QMetaType(QMetaType::LongLong));
}
QVariant bindable(double value);
/// NULL for no bytes at all.
QVariant bindableBlob(const QByteArray& bytes);
/// QString() binds as NULL; this binds an empty text instead.
inline QVariant bindableText(const QString& text)
{
    return text.isNull() ? QString(QLatin1String("")) : text;
}

} // namespace badcase::storage
