// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/model_service.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace badcase::workspace {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("badcase::Models", text); }

void insertTensors(QJsonObject& json, const engine::SafeTensorsInfo& info)
{
    QJsonObject dtypes;
    const auto byType = info.parametersByType();
    for (auto it = byType.begin(); it != byType.end(); ++it)
        dtypes.insert(it.key(), it.value());
    QJsonObject metadata;
    for (auto it = info.metadata.begin(); it != info.metadata.end(); ++it)
        metadata.insert(it.key(), it.value());
    json.insert(QStringLiteral("tensors"), qint64(info.tensors.size()));
    json.insert(QStringLiteral("parameters"), info.parameters());
    json.insert(QStringLiteral("dtypes"), dtypes);
    json.insert(QStringLiteral("metadata"), metadata);
}

} // namespace

QJsonObject ModelInfo::toJson() const
{
    QJsonObject json{{QStringLiteral("path"), file.path},
                     {QStringLiteral("format"), engine::modelFormatName(file.format)},
                     {QStringLiteral("sha256"), file.sha256},
                     {QStringLiteral("bytes"), file.bytes},
                     {QStringLiteral("card"), QJsonValue::Null},
                     {QStringLiteral("trusted"), trusted}};
    if (file.card) {
        json.insert(QStringLiteral("card"), engine::modelCardToJsonObject(*file.card));
        json.insert(QStringLiteral("card_source"), file.cardSource);
    }
    if (file.cardProblem)
        json.insert(QStringLiteral("card_problem"), file.cardProblem->message);
    if (!file.writtenBy.isEmpty())
        json.insert(QStringLiteral("written_by"), file.writtenBy);
    json.insert(QStringLiteral("code_files"), QJsonArray::fromStringList(file.codeFiles));
    if (file.tensors)
        insertTensors(json, *file.tensors);
    if (file.tensorsProblem)
        json.insert(QStringLiteral("tensors_problem"), file.tensorsProblem->message);
    return json;
}

Result<ModelInfo> inspectModel(const QString& path, const TrustStore& trust, const CancelToken& cancel)
{
    ModelInfo info;
    BADCASE_ASSIGN(info.file, engine::inspectModelFile(path, cancel));
    info.trusted = trust.isTrusted(info.file.sha256);
    return info;
}

Result<Schema> schemaOfCard(const engine::ModelCard& card)
{
    std::vector<ClassInfo> classes;
    for (qsizetype i = 0; i < card.classes.size(); ++i) {
        ClassInfo info{card.classes.at(i), {}, {}};
        if (static_cast<std::size_t>(i) < card.palette.size())
            info.color = card.palette[static_cast<std::size_t>(i)];
        classes.push_back(std::move(info));
    }
    return Schema::create(card.task, std::move(classes), card.ignoreIndex);
}

Result<engine::ModelCard> cardForRun(const engine::ModelFile& file, const std::optional<QJsonObject>& edited,
                                     const Schema& schema, const QString& head)
{
    const QString name = QFileInfo(file.path).fileName();
    std::optional<engine::ModelCard> card = file.card;
    if (edited) {
        BADCASE_ASSIGN(card, engine::parseModelCard(QJsonDocument(*edited).toJson(), name));
    } else if (!card) {
        if (file.cardProblem)
            return fail(*file.cardProblem);
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 has no card that says how a picture becomes its input and what its outputs mean. Put a %2.json beside "
                       "it, or fill in the form on the Runs page")
                        .arg(name, QFileInfo(file.path).completeBaseName()));
    }
    if (!head.isEmpty()) {
        BADCASE_ASSIGN(card, engine::cardOfHead(*card, head));
    }
    if (card->task != schema.task()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 is a model for %2, but this project's task is %3")
                        .arg(name, engine::cardTaskName(*card), taskName(schema.task())));
    }
    if (card->name.isEmpty())
        card->name = QFileInfo(file.path).completeBaseName();
    return *card;
}

Result<void> askForConsent(const ModelInfo& info, bool consented, TrustStore trust)
{
    if (info.trusted)
        return {};
    const QString name = QFileInfo(info.file.path).fileName();
    if (consented)
        return trust.trust(info.file.sha256, name);
    return fail(ErrorCode::NotTrusted,
                tr("%1 has never been run here. A model file is a program; run it only if you trust where it comes from (--trust "
                   "on the command line)")
                    .arg(name),
                tr("SHA-256 %1").arg(info.file.sha256));
}

} // namespace badcase::workspace
