// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/schema.h"

#include "inference/core/class_map.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace badcase {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("badcase::Schema", text); }

/// "#rrggbb", "rrggbb" or "r g b".
std::optional<quint32> parseColor(QString text)
{
    text = text.trimmed();
    bool ok = false;
    if (const auto parts = text.split(u' ', Qt::SkipEmptyParts); parts.size() == 3) {
        quint32 color = 0;
        for (const auto& part : parts) {
            const int value = part.toInt(&ok);
            if (!ok || value < 0 || value > 255)
                return {};
            color = (color << 8) | static_cast<quint32>(value);
        }
        return color;
    }
    if (text.startsWith(u'#'))
        text.remove(0, 1);
    const quint32 color = text.toUInt(&ok, 16);
    if (!ok || text.size() != 6)
        return {};
    return color;
}

/// The cells of one csv line. Quotes keep commas together, a doubled quote inside them is one quote.
QStringList splitCells(const QString& line)
{
    QStringList cells;
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (c == u'"' && quoted && i + 1 < line.size() && line.at(i + 1) == u'"') {
            cell += c;
            ++i;
        } else if (c == u'"' && (quoted || cell.trimmed().isEmpty())) {
            quoted = !quoted;
        } else if (c == u',' && !quoted) {
            cells.append(cell.trimmed());
            cell.clear();
        } else {
            cell += c;
        }
    }
    cells.append(cell.trimmed());
    return cells;
}

Result<Schema> parseJson(Task task, const QByteArray& text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::Corrupt, tr("The class list is not valid JSON (byte %1)").arg(error.offset), error.errorString());
    const QJsonObject root = document.object();
    const QJsonArray names = root.value(QStringLiteral("names")).toArray();
    const QJsonArray parents = root.value(QStringLiteral("parents")).toArray();
    const QJsonArray palette = root.value(QStringLiteral("palette_rgb")).toArray();
    if (names.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The class list has no \"names\""));
    if (!parents.isEmpty() && parents.size() != names.size())
        return fail(ErrorCode::InvalidArgument,
                    tr("The class list has %1 names but %2 parents").arg(names.size()).arg(parents.size()));
    std::vector<ClassInfo> classes;
    for (qsizetype i = 0; i < names.size(); ++i) {
        ClassInfo info{names.at(i).toString(), parents.isEmpty() ? QString() : parents.at(i).toString(), {}};
        if (const QJsonArray rgb = palette.at(i).toArray(); rgb.size() == 3) {
            quint32 color = 0;
            for (const auto& channel : rgb)
                color = (color << 8) | static_cast<quint32>(qBound(0, channel.toInt(), 255));
            info.color = color;
        }
        classes.push_back(std::move(info));
    }
    std::optional<int> ignore;
    if (const auto value = root.value(QStringLiteral("ignore_index")); value.isDouble())
        ignore = value.toInt();
    ParentNames above;
    const QJsonObject parentOf = root.value(QStringLiteral("parent_of")).toObject();
    for (auto it = parentOf.begin(); it != parentOf.end(); ++it) {
        if (!it.value().isString())
            return fail(ErrorCode::InvalidArgument, tr("\"parent_of\": the parent of \"%1\" is no name").arg(it.key()));
        above.insert(it.key(), it.value().toString());
    }
    return Schema::create(task, std::move(classes), ignore, above);
}

Result<Schema> parseCsv(Task task, const QByteArray& text)
{
    std::vector<ClassInfo> classes;
    ParentNames above;
    const auto lines = QString::fromUtf8(text).split(u'\n');
    QStringList header;
    for (const auto& raw : lines) {
        const QString line = raw.trimmed();
        if (line.isEmpty())
            continue;
        const QStringList cells = splitCells(line);
        if (header.isEmpty()) {
            header = cells;
            for (auto& cell : header)
                cell = cell.trimmed().remove(QChar(0xFEFF)).toLower();
            if (!header.contains(QStringLiteral("name")))
                return fail(ErrorCode::InvalidArgument, tr("The class list needs a header with a column \"name\""));
            continue;
        }
        const auto cell = [&](const QString& column) {
            const auto index = header.indexOf(column);
            return index >= 0 && index < cells.size() ? cells.at(index) : QString();
        };
        ClassInfo info{cell(QStringLiteral("name")), cell(QStringLiteral("parent")), {}};
        if (const QString color = cell(QStringLiteral("color")); !color.isEmpty()) {
            info.color = parseColor(color);
            if (!info.color)
                return fail(ErrorCode::InvalidArgument,
                            tr("Class \"%1\": \"%2\" is not a colour; use #rrggbb").arg(info.name, color));
        }
        if (const QString higher = cell(QStringLiteral("grandparent")); !higher.isEmpty()) {
            // The same on every line of a parent, or said once.
            const QString known = above.value(info.parent, higher);
            if (info.parent.isEmpty() || known != higher)
                return fail(ErrorCode::InvalidArgument,
                            info.parent.isEmpty()
                                ? tr("Class \"%1\" has a grandparent but no parent").arg(info.name)
                                : tr("\"%1\" has two parents, \"%2\" and \"%3\"").arg(info.parent, known, higher));
            above.insert(info.parent, higher);
        }
        classes.push_back(std::move(info));
    }
    return Schema::create(task, std::move(classes), {}, above);
}

} // namespace

QString taskName(Task task)
{
    switch (task) {
    case Task::Classification: return QStringLiteral("classification");
    case Task::MultiLabel: return QStringLiteral("multilabel");
    case Task::Segmentation: return QStringLiteral("segmentation");
    }
    return {};
}

std::optional<Task> taskFromName(const QString& name)
{
    for (const Task task : {Task::Classification, Task::MultiLabel, Task::Segmentation}) {
        if (taskName(task) == name)
            return task;
    }
    return {};
}

Result<Schema> Schema::create(Task task, std::vector<ClassInfo> classes, std::optional<int> ignoreIndex,
                              const ParentNames& above)
{
    Schema schema;
    schema.m_task = task;
    schema.m_ignoreIndex = ignoreIndex;
    QStringList parentOfClass;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const QString& name = classes[i].name;
        if (name.isEmpty())
            return fail(ErrorCode::InvalidArgument, tr("Class %1 has no name").arg(i));
        if (schema.m_index.contains(name))
            return fail(ErrorCode::InvalidArgument, tr("Two classes are called \"%1\"").arg(name));
        schema.m_index.insert(name, static_cast<ClassIndex>(i));
        parentOfClass.append(classes[i].parent);
    }
    if (ignoreIndex && *ignoreIndex != ClassMap::kUnset
        && (*ignoreIndex < 0 || *ignoreIndex >= static_cast<int>(classes.size())))
        return fail(ErrorCode::InvalidArgument, tr("The ignore index %1 is no class and not 255").arg(*ignoreIndex));
    if (task == Task::Segmentation && classes.size() > 254)
        return fail(ErrorCode::Unsupported, tr("Masks hold at most 254 classes, the class list has %1").arg(classes.size()));
    BADCASE_ASSIGN(schema.m_tree, ClassTree::create(parentOfClass, above));
    for (int i = 0; i < schema.m_tree.directParents(); ++i)
        schema.m_parents.append(schema.m_tree.parents()[static_cast<std::size_t>(i)].name);
    schema.m_classes = std::move(classes);
    return schema;
}

Result<Schema> Schema::parse(Task task, const QByteArray& text)
{
    QByteArray body = text;
    if (body.startsWith("\xEF\xBB\xBF"))
        body.remove(0, 3);
    body = body.trimmed();
    if (body.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The class list is empty"));
    return body.startsWith('{') ? parseJson(task, body) : parseCsv(task, body);
}

QByteArray Schema::toJson() const
{
    QJsonArray names;
    QJsonArray parents;
    QJsonArray palette;
    bool anyColor = false;
    for (const auto& info : m_classes) {
        names.append(info.name);
        parents.append(info.parent);
        if (info.color) {
            anyColor = true;
            palette.append(QJsonArray{int(*info.color >> 16 & 0xFF), int(*info.color >> 8 & 0xFF), int(*info.color & 0xFF)});
        } else {
            palette.append(QJsonValue::Null);
        }
    }
    QJsonObject root{{QStringLiteral("names"), names}};
    if (hasParents())
        root.insert(QStringLiteral("parents"), parents);
    if (const ParentNames above = m_tree.above(); !above.isEmpty()) {
        QJsonObject parentOf;
        for (auto it = above.begin(); it != above.end(); ++it)
            parentOf.insert(it.key(), it.value());
        root.insert(QStringLiteral("parent_of"), parentOf);
    }
    if (anyColor)
        root.insert(QStringLiteral("palette_rgb"), palette);
    if (m_ignoreIndex)
        root.insert(QStringLiteral("ignore_index"), *m_ignoreIndex);
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

QStringList Schema::names() const
{
    QStringList names;
    for (const auto& info : m_classes)
        names.append(info.name);
    return names;
}

} // namespace badcase
