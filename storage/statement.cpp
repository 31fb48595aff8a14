// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/statement.h"

#include <QSqlError>

#include <cmath>
#include <limits>

namespace badcase::storage {

Statement::Statement(Connection& connection, const QString& sql)
    : m_connection(connection), m_query(connection.database())
{
    m_query.setForwardOnly(true);
    m_prepared = m_query.prepare(sql);
}

Result<void> Statement::run(const QVariantList& values)
{
    if (!m_prepared)
        return fail(m_connection.error(m_query.lastError()));
    m_query.finish();
    for (int i = 0; i < values.size(); ++i)
        m_query.bindValue(i, values[i]);
    if (!m_query.exec())
        return fail(m_connection.error(m_query.lastError()));
    return {};
}

Result<bool> Statement::next()
{
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        return fail(m_connection.error(m_query.lastError()));
    m_query.finish();
    return false;
}

Result<bool> Statement::first(const QVariantList& values)
{
    BADCASE_TRY(run(values));
    return next();
}

double Statement::real(int column) const
{
    const QVariant value = m_query.value(column);
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

Result<void> execute(Connection& connection, const QString& sql, const QVariantList& values)
{
    Statement statement(connection, sql);
    return statement.run(values);
}

Result<qint64> scalar(Connection& connection, const QString& sql, const QVariantList& values)
{
    Statement statement(connection, sql);
    BADCASE_ASSIGN(const bool found, statement.first(values));
    return found ? statement.integer(0) : 0;
}

QVariant bindable(double value)
{
    return std::isnan(value) ? QVariant(QMetaType(QMetaType::Double)) : QVariant(value);
}

QVariant bindableBlob(const QByteArray& bytes)
{
    return bytes.isEmpty() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(bytes);
}

} // namespace badcase::storage
