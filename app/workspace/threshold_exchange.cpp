// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/threshold_exchange.h"

#include "app/workspace/project.h"
#include "app/workspace/run_recipe.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Thresholds", text);
}

} // namespace

QJsonObject setJson(const storage::ThresholdSetRecord& record, const Schema& schema)
{
    QJsonObject json = record.set.toJson(schema);
    json.insert(QStringLiteral("author"), record.author);
    json.insert(QStringLiteral("at"), record.at.toString(Qt::ISODateWithMs));
    return json;
}

Result<void> exportSet(storage::Connection& connection, const Schema& schema, const QString& set, const QString& path,
                       Overwrite overwrite)
{
    BADCASE_ASSIGN(const auto record, storage::ThresholdRepository(connection, schema).find(set));
    if (overwrite == Overwrite::No && QFile::exists(path))
        return fail(ErrorCode::AlreadyExists, tr("%1 is there already").arg(path));
    QSaveFile file(path);
    const QByteArray text = QJsonDocument(setJson(record, schema)).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(ErrorCode::Io, tr("%1 cannot be written").arg(path), file.errorString());
    return {};
}

Result<QString> importSet(storage::Connection& connection, const Schema& schema, const QString& path, const QString& name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("%1 cannot be read").arg(path), file.errorString());
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return fail(ErrorCode::Corrupt, tr("%1 is no JSON object").arg(path), problem.errorString());
    auto set = ThresholdSet::fromJson(document.object(), schema);
    if (!set)
        return fail(set.error().code, QStringLiteral("%1: %2").arg(path, set.error().message));
    if (!name.isEmpty())
        set->name = name;
    if (set->task == Task::Segmentation) {
        if (const auto steps = parseSteps(set->steps, schema); !steps)
            return fail(steps.error().code, QStringLiteral("%1: %2").arg(path, steps.error().message));
    }
    BADCASE_TRY(storage::ThresholdRepository(connection, schema).add(*set, defaultAuthor()));
    return set->name;
}

} // namespace badcase::workspace
