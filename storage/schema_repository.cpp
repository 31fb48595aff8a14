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

/// Numbers of the parents in the file, by name. They need not be those of the schema's tree, which shift when
/// classes with new parents are appended.
Result<QHash<QString, qint64>> parentNumbers(Connection& connection)
{
    QHash<QString, qint64> numbers;
    Statement row(connection, QStringLiteral("SELECT name, parent_index FROM class_parents"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return numbers;
        numbers.insert(row.text(0), row.integer(1));
    }
}

/// Adds the parents that are new, and says which is above which.
Result<QHash<QString, qint64>> putParents(Connection& connection, const ClassTree& tree)
{
    BADCASE_ASSIGN(auto numbers, parentNumbers(connection));
    Statement insert(connection,
                     QStringLiteral("INSERT INTO class_parents (parent_index, name) VALUES (?, ?)"));
    for (const ParentInfo& parent : tree.parents()) {
        if (numbers.contains(parent.name))
            continue;
        const qint64 number = numbers.size();
        BADCASE_TRY(insert.run({number, bindableText(parent.name)}));
        numbers.insert(parent.name, number);
    }
    Statement above(connection, QStringLiteral("UPDATE class_parents SET above_index = ? WHERE name = ?"));
    const ParentNames names = tree.above();
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        BADCASE_TRY(above.run({numbers.value(it.value()), it.key()}));
    return numbers;
}

/// Rows of the classes from `first` on.
Result<void> insertClasses(Connection& connection, const Schema& schema, int first)
{
    BADCASE_ASSIGN(const auto parents, putParents(connection, schema.tree()));
    Statement insert(connection,
                     QStringLiteral("INSERT INTO classes (class_index, name, parent_index, color) "
                                    "VALUES (?, ?, ?, ?)"));
    for (int i = first; i < schema.size(); ++i) {
        const ClassInfo& info = schema.at(i);
        const QVariant null(QMetaType(QMetaType::LongLong));
        const auto parent = parents.constFind(info.parent);
        BADCASE_TRY(insert.run({i, info.name, parent == parents.cend() ? null : QVariant(*parent),
                                info.color ? QVariant(static_cast<qint64>(*info.color)) : null}));
    }
    return {};
}

/// Parents that have a parent.
Result<ParentNames> namesAbove(Connection& connection)
{
    ParentNames above;
    Statement row(connection, QStringLiteral("SELECT p.name, a.name FROM class_parents p "
                                             "JOIN class_parents a ON a.parent_index = p.above_index"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return above;
        above.insert(row.text(0), row.text(1));
    }
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
    BADCASE_ASSIGN(const ParentNames above, namesAbove(m_connection));
    return Schema::create(*task, std::move(classes),
                          ignoreText ? std::optional(ignoreText->toInt()) : std::nullopt, above);
}

Result<Schema> SchemaRepository::append(const std::vector<ClassInfo>& classes)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(const Schema before, load());
    std::vector<ClassInfo> all = before.classes();
    all.insert(all.end(), classes.begin(), classes.end());
    BADCASE_ASSIGN(Schema after, Schema::create(before.task(), std::move(all), before.ignoreIndex(),
                                                before.tree().above()));
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
                    QCoreApplication::translate(
                        "badcase::ProjectFile",
                        "In %1 the mask value %2 counts nowhere already; it cannot be %3 too.")
                        .arg(m_connection.projectPath())
                        .arg(*before.ignoreIndex())
                        .arg(index));
    }
    BADCASE_ASSIGN(Schema after,
                   Schema::create(before.task(), before.classes(), index, before.tree().above()));
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
