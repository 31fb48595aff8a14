// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/schema_repository.h"

#include "storage/statement.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QUuid>

namespace badcase::storage {

namespace {

Result<void> setMeta(Connection& connection, const char* name, const QString& value)
{
    return execute(connection, QStringLiteral("INSERT INTO meta (name, value) VALUES (?, ?)"),
                   {QString::fromLatin1(name), bindableText(value)});
}

/// Absent: nullopt.
Result<std::optional<QString>> meta(Connection& connection, const char* name)
{
    Statement statement(connection, QStringLiteral("SELECT value FROM meta WHERE name = ?"));
    BADCASE_ASSIGN(const bool found, statement.first({QString::fromLatin1(name)}));
    return found ? std::optional(statement.text(0)) : std::nullopt;
}

/// Rows of the classes from `first` on; parents that are new get the next index.
Result<void> insertClasses(Connection& connection, const Schema& schema, int first)
{
    Statement parent(connection,
                     QStringLiteral("INSERT INTO class_parents (parent_index, name) VALUES (?, ?)"));
    BADCASE_ASSIGN(const qint64 knownParents,
                   scalar(connection, QStringLiteral("SELECT COUNT(*) FROM class_parents")));
    for (qsizetype i = knownParents; i < schema.parents().size(); ++i)
        BADCASE_TRY(parent.run({i, bindableText(schema.parents().at(i))}));
    Statement insert(connection,
                     QStringLiteral("INSERT INTO classes (class_index, name, parent_index, color) "
                                    "VALUES (?, ?, ?, ?)"));
    for (int i = first; i < schema.size(); ++i) {
        const int parentIndex = schema.parentOf(i);
        const auto color = schema.at(i).color;
        const QVariant null(QMetaType(QMetaType::LongLong));
        BADCASE_TRY(insert.run({i, schema.at(i).name, parentIndex < 0 ? null : QVariant(parentIndex),
                                color ? QVariant(static_cast<qint64>(*color)) : null}));
    }
    return {};
}

} // namespace

Result<void> initialiseSchema(Connection& connection, const Schema& schema)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(connection));
    BADCASE_TRY(setMeta(connection, "task", taskName(schema.task())));
    if (schema.ignoreIndex())
        BADCASE_TRY(setMeta(connection, "ignore_index", QString::number(*schema.ignoreIndex())));
    BADCASE_TRY(setMeta(connection, "uuid", QUuid::createUuid().toString(QUuid::WithoutBraces)));
    BADCASE_TRY(setMeta(connection, "created_at", QDateTime::currentDateTimeUtc().toString(Qt::ISODate)));
    BADCASE_TRY(setMeta(connection, "created_by", QCoreApplication::applicationVersion()));
    BADCASE_TRY(insertClasses(connection, schema, 0));
    return transaction.commit();
}

Result<Schema> SchemaRepository::load()
{
    BADCASE_ASSIGN(const auto taskText, meta(m_connection, "task"));
    const auto task = taskText ? taskFromName(*taskText) : std::nullopt;
    if (!task)
        return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("badcase::ProjectFile", "%1 does not say what its task is.")
                        .arg(m_connection.projectPath()));
    BADCASE_ASSIGN(const auto ignoreText, meta(m_connection, "ignore_index"));

    std::vector<ClassInfo> classes;
    Statement statement(
        m_connection,
        QStringLiteral("SELECT c.name, p.name, c.color FROM classes c LEFT JOIN class_parents p "
                       "ON p.parent_index = c.parent_index ORDER BY c.class_index"));
    BADCASE_TRY(statement.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, statement.next());
        if (!more)
            break;
        ClassInfo info{statement.text(0), statement.text(1), {}};
        if (!statement.isNull(2))
            info.color = static_cast<quint32>(statement.integer(2));
        classes.push_back(std::move(info));
    }
    return Schema::create(*task, std::move(classes),
                          ignoreText ? std::optional(ignoreText->toInt()) : std::nullopt);
}

Result<Schema> SchemaRepository::append(const std::vector<ClassInfo>& classes)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(const Schema before, load());
    std::vector<ClassInfo> all = before.classes();
    all.insert(all.end(), classes.begin(), classes.end());
    BADCASE_ASSIGN(Schema after, Schema::create(before.task(), std::move(all), before.ignoreIndex()));
    BADCASE_TRY(insertClasses(m_connection, after, before.size()));
    BADCASE_TRY(transaction.commit());
    return after;
}

Result<Schema> SchemaRepository::setIgnoreIndex(int index)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(const Schema before, load());
    if (before.ignoreIndex() == index)
        return before;
    if (before.ignoreIndex()) {
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::ProjectFile",
                                                "In %1 the mask value %2 counts nowhere already; it cannot be %3 too.")
                        .arg(m_connection.projectPath())
                        .arg(*before.ignoreIndex())
                        .arg(index));
    }
    BADCASE_ASSIGN(Schema after, Schema::create(before.task(), before.classes(), index));
    BADCASE_TRY(setMeta(m_connection, "ignore_index", QString::number(index)));
    BADCASE_TRY(transaction.commit());
    return after;
}

Result<QString> SchemaRepository::projectUuid()
{
    BADCASE_ASSIGN(const auto uuid, meta(m_connection, "uuid"));
    return uuid.value_or(QString());
}

} // namespace badcase::storage
