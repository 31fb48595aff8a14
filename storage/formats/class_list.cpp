// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/class_list.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace badcase::formats {

namespace {

/// A class list of more than this is something else.
constexpr qint64 kMaxBytes = qint64(64) << 20;
/// Nobody waits for a look at a folder of a million pictures.
constexpr int kMaxLooked = 5000;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::ClassList", text);
}

QByteArray withoutMark(const QByteArray& text)
{
    return text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text;
}

/// One line of a label_id.txt.
struct TagLine {
    QString tag;
    int id = 0;
    QString dimension;
};

/// nullopt: the text is no label_id.txt.
std::optional<std::vector<TagLine>> tagLines(const QByteArray& text)
{
    std::vector<TagLine> lines;
    const QStringList rows = QString::fromUtf8(withoutMark(text)).split(u'\n');
    for (const QString& row : rows) {
        if (row.trimmed().isEmpty())
            continue;
        const QStringList cells = row.split(u'\t');
        bool isNumber = false;
        const int id = cells.size() < 2 ? -1 : cells.at(1).trimmed().toInt(&isNumber);
        const QString tag = cells.first().trimmed();
        if (!isNumber || id < 0 || cells.size() > 3 || tag.isEmpty())
            return std::nullopt;
        lines.push_back({tag, id, cells.size() > 2 ? cells.at(2).trimmed() : QString()});
    }
    if (lines.empty())
        return std::nullopt;
    return lines;
}

Result<Schema> schemaOfTags(Task task, std::vector<TagLine> lines)
{
    std::stable_sort(lines.begin(), lines.end(),
                     [](const TagLine& a, const TagLine& b) { return a.id < b.id; });
    std::vector<ClassInfo> classes;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i == 0 || lines[i].id != lines[i - 1].id)
            classes.push_back({lines[i].tag, lines[i].dimension, {}});
    }
    return Schema::create(task, std::move(classes));
}

Result<Schema> schemaOfCategories(Task task, const QJsonObject& root)
{
    const QJsonObject parents = root.value(QStringLiteral("level1_of_level2")).toObject();
    std::vector<ClassInfo> classes;
    for (const auto& value : root.value(QStringLiteral("level2")).toArray()) {
        const QString id = value.toString();
        if (id.size() < 3)
            return fail(ErrorCode::Corrupt,
                        tr("\"%1\" is no category id; four digits were expected").arg(id));
        // The first digits are level 1; the map says the same as a number.
        const QJsonValue number = parents.value(id);
        const QString parent = number.isDouble()
                                   ? QStringLiteral("%1").arg(number.toInt(), 2, 10, QLatin1Char('0'))
                                   : number.toString(id.first(2));
        classes.push_back({id, parent, {}});
    }
    return Schema::create(task, std::move(classes));
}

} // namespace

Result<Schema> parseClassList(Task task, const QByteArray& text)
{
    if (auto lines = tagLines(text))
        return schemaOfTags(task, std::move(*lines));
    const QJsonObject root = QJsonDocument::fromJson(withoutMark(text)).object();
    if (root.value(QStringLiteral("level2")).isArray() && !root.contains(QStringLiteral("names")))
        return schemaOfCategories(task, root);
    return Schema::parse(task, text);
}

Result<Schema> readClassList(Task task, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorCode::Io : ErrorCode::NotFound,
                    tr("Cannot read the class list %1").arg(path), file.errorString());
    if (file.size() > kMaxBytes)
        return fail(ErrorCode::TooLarge, tr("%1 is too large for a class list").arg(path));
    auto schema = parseClassList(task, file.readAll());
    if (!schema)
        return fail(schema.error().code, tr("%1: %2").arg(path, schema.error().message),
                    schema.error().detail);
    return schema;
}

QHash<QString, QString> tagAliases(const QByteArray& text)
{
    QHash<QString, QString> aliases;
    const auto lines = tagLines(text);
    if (!lines)
        return aliases;
    QHash<int, QString> first;
    for (const TagLine& line : *lines) {
        if (const auto known = first.constFind(line.id); known == first.cend())
            first.insert(line.id, line.tag);
        else if (*known != line.tag)
            aliases.insert(line.tag, *known);
    }
    return aliases;
}

QString findClassListIn(const QString& folder)
{
    const QDir dir(folder);
    for (const auto* name : {"classes.json", "classes.csv", "category_id_map.json", "label_id.txt"}) {
        if (const QString path = dir.filePath(QLatin1String(name)); QFileInfo(path).isFile())
            return QDir::cleanPath(path);
    }
    QStringList named;
    QDirIterator it(folder, QDir::Files);
    for (int seen = 0; it.hasNext() && seen < kMaxLooked; ++seen) {
        const QString path = it.next();
        if (it.fileName().startsWith(QStringLiteral("label_id")) &&
            it.fileName().endsWith(QStringLiteral(".txt")))
            named << QDir::cleanPath(path);
    }
    return named.isEmpty() ? QString() : *std::min_element(named.begin(), named.end());
}

} // namespace badcase::formats
