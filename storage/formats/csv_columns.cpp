// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/csv_columns.h"

#include "storage/formats/csv_reader.h"

#include <QCoreApplication>
#include <QSet>

namespace badcase::formats {

namespace {

constexpr char kFieldPrefix[] = "field:";

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::CsvColumns", text);
}

int findColumn(const QStringList& header, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        const auto index = columnNamed(header, QString::fromLatin1(name));
        if (index >= 0)
            return index;
    }
    return -1;
}

/// A column such as "product_label", if it is the only one that ends so.
int onlyColumnEndingIn(const QStringList& header, const QString& ending)
{
    int found = -1;
    for (int i = 0; i < header.size(); ++i) {
        if (!header.at(i).endsWith(ending, Qt::CaseInsensitive) || columnField(header.at(i)) != header.at(i))
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

void guess(CsvColumns& columns, const QStringList& header)
{
    columns.id = findColumn(header, {"id", "sample_id", "sample", "image_id", "item_id"});
    columns.path = findColumn(header, {"path", "image_path", "file_path", "filepath", "image", "img", "file",
                                       "filename", "file_name", "image_name"});
    columns.label =
        findColumn(header, {"label", "labels", "class", "classes", "category", "class_name", "target"});
    if (columns.label < 0)
        columns.label = onlyColumnEndingIn(header, QStringLiteral("_label"));
    columns.split = findColumn(header, {"split", "subset", "fold"});
    columns.mask = findColumn(header, {"mask", "mask_path"});
}

Result<void> applyMapping(CsvColumns& columns, QHash<int, QString>& named, const QString& table,
                          const QStringList& header, const ReadOptions& options)
{
    const QHash<QString, int*> roles{{QStringLiteral("id"), &columns.id},
                                     {QStringLiteral("path"), &columns.path},
                                     {QStringLiteral("label"), &columns.label},
                                     {QStringLiteral("split"), &columns.split},
                                     {QStringLiteral("mask"), &columns.mask}};
    for (auto it = options.columns.cbegin(); it != options.columns.cend(); ++it) {
        const int index = it.value().isEmpty() ? -1 : static_cast<int>(header.indexOf(it.value()));
        if (index < 0 && !it.value().isEmpty())
            return fail(ErrorCode::InvalidArgument,
                        tr("%1 has no column \"%2\"; it has: %3")
                            .arg(table, it.value(), header.join(QStringLiteral(", "))));
        if (int* role = roles.value(it.key(), nullptr))
            *role = index;
        else if (index >= 0)
            named.insert(index, it.key());
    }
    return {};
}

} // namespace

Result<CsvColumns> chooseColumns(const QString& table, const QStringList& header, const ReadOptions& options,
                                 bool ours)
{
    CsvColumns columns;
    guess(columns, header);
    QHash<int, QString> named;
    BADCASE_TRY(applyMapping(columns, named, table, header, options));
    if (columns.id < 0 && columns.path < 0)
        return fail(ErrorCode::InvalidArgument, tr("%1: no column says which sample a row is; name one "
                                                   "\"id\" or \"path\", or say which it is. The "
                                                   "columns are: %2")
                                                    .arg(table, header.join(QStringLiteral(", "))));
    if (columns.label < 0 && columns.mask < 0)
        columns.problems.push_back(
            {table, QStringLiteral("missing-column"),
             tr("%1 has no column \"label\", \"labels\" or \"class\"; its samples have no label")
                 .arg(table)});
    const QSet<int> taken{columns.id, columns.path, columns.label, columns.split, columns.mask};
    QSet<QString> names;
    for (int i = 0; i < header.size(); ++i) {
        const QString& column = header.at(i);
        const bool verdict = ours && column == QStringLiteral("verdict");
        if (taken.contains(i) || verdict || column.isEmpty())
            continue;
        const QString name = named.value(i, columnField(column));
        if (names.contains(name)) {
            columns.problems.push_back(
                {table, QStringLiteral("duplicate-column"),
                 tr("%1 has two columns \"%2\"; the first is used").arg(table, column)});
            continue;
        }
        names.insert(name);
        columns.fields.emplace_back(i, name);
    }
    return columns;
}

QHash<QString, QString> CsvColumns::roles(const QStringList& header) const
{
    QHash<QString, QString> result;
    const std::pair<const char*, int> all[] = {
        {"id", id}, {"path", path}, {"label", label}, {"split", split}, {"mask", mask}};
    for (const auto& [role, index] : all) {
        if (index >= 0)
            result.insert(QString::fromLatin1(role), header.at(index));
    }
    return result;
}

QString fieldColumn(const QString& field)
{
    static const QSet<QString> taken{
        QStringLiteral("id"),    QStringLiteral("path"), QStringLiteral("label"),  QStringLiteral("labels"),
        QStringLiteral("split"), QStringLiteral("mask"), QStringLiteral("verdict")};
    const QString prefix = QString::fromLatin1(kFieldPrefix);
    // Trimmed, because a reader trims column names.
    const bool awkward = field.isEmpty() || field != field.trimmed();
    return taken.contains(field.toLower()) || field.startsWith(prefix) || awkward ? prefix + field : field;
}

QString columnField(const QString& column)
{
    const QString prefix = QString::fromLatin1(kFieldPrefix);
    return column.startsWith(prefix) ? column.sliced(prefix.size()) : column;
}

} // namespace badcase::formats
