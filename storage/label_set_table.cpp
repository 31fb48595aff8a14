// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/label_set_table.h"

#include "storage/statement.h"

#include <QStringList>

namespace badcase::storage {

namespace {
/// Multi-label sets can be as many as samples; beyond this the cache starts anew.
constexpr std::size_t kCachedSets = 200'000;
} // namespace

QString labelSetKey(const LabelSet& set)
{
    if (set.size() == 1)
        return QString::number(set.first());
    QStringList parts;
    for (const ClassIndex index : set)
        parts += QString::number(index);
    return parts.isEmpty() ? QString(QLatin1String("")) : parts.join(QLatin1Char(','));
}

LabelSet labelSetFromKey(const QString& key)
{
    std::vector<ClassIndex> classes;
    for (const auto part : QStringView(key).split(QLatin1Char(','), Qt::SkipEmptyParts))
        classes.push_back(part.toInt());
    return LabelSet(std::move(classes));
}

void LabelSetTable::remember(qint64 id, const QString& key, const LabelSet& set)
{
    if (m_sets.size() >= kCachedSets)
        forget();
    m_ids.insert(key, id);
    m_sets.emplace(id, set);
}

void LabelSetTable::forget()
{
    m_ids.clear();
    m_sets.clear();
}

Result<qint64> LabelSetTable::intern(const LabelSet& set)
{
    const QString key = labelSetKey(set);
    if (const auto it = m_ids.constFind(key); it != m_ids.cend())
        return it.value();

    BADCASE_ASSIGN(qint64 id, scalar(m_connection,
                                     QStringLiteral("SELECT id FROM label_sets WHERE classes = ?"), {key}));
    if (id == 0) {
        Statement insert(m_connection, QStringLiteral("INSERT INTO label_sets (classes) VALUES (?)"));
        BADCASE_TRY(insert.run({key}));
        id = insert.insertedId();
        Statement member(m_connection,
                         QStringLiteral("INSERT INTO label_set_classes (class_index, set_id) VALUES (?, ?)"));
        for (const ClassIndex index : set)
            BADCASE_TRY(member.run({index, id}));
    }
    remember(id, key, set);
    return id;
}

Result<QVariant> LabelSetTable::internOrNull(const std::optional<LabelSet>& set)
{
    if (!set)
        return QVariant(QMetaType(QMetaType::LongLong));
    BADCASE_ASSIGN(const qint64 id, intern(*set));
    return QVariant(id);
}

Result<LabelSet> LabelSetTable::get(qint64 id)
{
    if (const auto it = m_sets.find(id); it != m_sets.end())
        return it->second;
    Statement statement(m_connection, QStringLiteral("SELECT classes FROM label_sets WHERE id = ?"));
    BADCASE_ASSIGN(const bool found, statement.first({id}));
    if (!found)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("%1 lacks label set %2").arg(m_connection.projectPath()).arg(id));
    const QString key = statement.text(0);
    statement.finish();
    LabelSet set = labelSetFromKey(key);
    remember(id, key, set);
    return set;
}

} // namespace badcase::storage
