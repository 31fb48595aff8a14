// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/csv_columns.h"
#include "storage/formats/csv_reader.h"
#include "storage/formats/kaggle_rle_reader.h"

#include <QCoreApplication>

namespace badcase::formats {

namespace {

struct Role {
    const char* name;
    int RleColumns::*column;
    std::vector<const char*> known;
};

const std::vector<Role>& roles()
{
    static const std::vector<Role> all{
        {"id", &RleColumns::id, {"id", "image_id", "imageid", "img_id", "image", "filename", "file_name"}},
        {"mask",
         &RleColumns::rle,
         {"rle", "encodedpixels", "segmentation", "rle_mask", "mask_rle", "encoding", "encoded_pixels"}},
        {"label", &RleColumns::label, {"class", "classid", "class_id", "label", "category"}},
        {"split", &RleColumns::split, {"split", "subset"}},
        {"height", &RleColumns::height, {"img_height", "image_height", "height"}},
        {"width", &RleColumns::width, {"img_width", "image_width", "width"}},
        {"path", &RleColumns::path, {"path", "image_path", "file_path"}},
    };
    return all;
}

} // namespace

Result<RleColumns> RleColumns::choose(const QString& table, const QStringList& header,
                                      const ReadOptions& options)
{
    RleColumns columns;
    QSet<int> taken;
    for (const Role& role : roles()) {
        const QString name = QString::fromLatin1(role.name);
        int& column = columns.*role.column;
        if (options.columns.contains(name)) {
            const QString wanted = options.columns.value(name);
            column = wanted.isEmpty() ? -1 : static_cast<int>(header.indexOf(wanted));
            if (column < 0 && !wanted.isEmpty())
                return fail(ErrorCode::InvalidArgument,
                            QCoreApplication::translate("badcase::formats::KaggleRle",
                                                        "%1 has no column \"%2\"; it has: %3")
                                .arg(table, wanted, header.join(QStringLiteral(", "))));
        } else {
            for (std::size_t i = 0; i < role.known.size() && column < 0; ++i)
                column = columnNamed(header, QString::fromLatin1(role.known[i]));
        }
        taken.insert(column);
    }
    if (columns.id < 0)
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate(
                        "badcase::formats::KaggleRle",
                        "%1: no column says which picture a row is; name one \"id\". The columns are: %2")
                        .arg(table, header.join(QStringLiteral(", "))));
    QHash<QString, QString> fieldOf;
    for (auto it = options.columns.cbegin(); it != options.columns.cend(); ++it)
        fieldOf.insert(it.value(), it.key());
    QSet<QString> names;
    for (int i = 0; i < header.size(); ++i) {
        const QString name = fieldOf.value(header.at(i), columnField(header.at(i)));
        if (taken.contains(i) || header.at(i).isEmpty() || names.contains(name))
            continue;
        names.insert(name);
        columns.fields.emplace_back(i, name);
    }
    return columns;
}

QHash<QString, QString> RleColumns::named(const QStringList& header) const
{
    QHash<QString, QString> names;
    for (const Role& role : roles()) {
        if (const int column = this->*role.column; column >= 0)
            names.insert(QString::fromLatin1(role.name), header.at(column));
    }
    return names;
}

QString RleColumns::fieldColumn(const QString& field)
{
    for (const Role& role : roles()) {
        for (const char* known : role.known) {
            if (field.compare(QLatin1String(known), Qt::CaseInsensitive) == 0)
                return QStringLiteral("field:") + field;
        }
    }
    return formats::fieldColumn(field);
}

bool looksLikeRleTable(const QStringList& header)
{
    const auto columns = RleColumns::choose(QString(), header, ReadOptions());
    return columns && columns->rle >= 0;
}

} // namespace badcase::formats
