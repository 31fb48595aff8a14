// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/remote/remote_info.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace badcase::engine {

namespace {

constexpr qsizetype kMaxTensors = 1000;
constexpr qsizetype kMaxRank = 16;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Remote", text);
}

Result<QJsonObject> objectOf(const QByteArray& json, const QString& host, const QString& path)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject()) {
        return fail(
            ErrorCode::Backend,
            tr("%1 does not speak the Open Inference Protocol: %2 gives no JSON object").arg(host, path),
            problem.errorString());
    }
    return document.object();
}

QStringList strings(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue& item : value.toArray()) {
        if (item.isString())
            list << item.toString();
    }
    return list;
}

Result<RemoteTensor> tensorOf(const QJsonValue& value, const QString& host, const QString& key)
{
    const QJsonObject object = value.toObject();
    RemoteTensor tensor;
    tensor.name = object.value(QStringLiteral("name")).toString();
    tensor.datatype = object.value(QStringLiteral("datatype")).toString();
    const QJsonArray shape = object.value(QStringLiteral("shape")).toArray();
    if (tensor.name.isEmpty() || shape.size() > kMaxRank) {
        return fail(
            ErrorCode::Backend,
            tr("%1 describes the model in a way that makes no sense: \"%2\" needs a name and a shape each")
                .arg(host, key));
    }
    for (const QJsonValue& side : shape) {
        const double number = side.toDouble(std::nan(""));
        if (!(number >= -1.0 && number <= 1e12) || number != std::floor(number)) {
            return fail(ErrorCode::Backend,
                        tr("%1 gives \"%2\" a shape that makes no sense").arg(host, tensor.name));
        }
        tensor.shape.push_back(static_cast<std::int64_t>(number));
    }
    return tensor;
}

Result<std::vector<RemoteTensor>> tensorsOf(const QJsonObject& model, const QString& host, const QString& key)
{
    const QJsonArray list = model.value(key).toArray(); // null and absent: not told
    if (list.size() > kMaxTensors)
        return fail(ErrorCode::Backend,
                    tr("%1 lists %2 tensors in \"%3\"").arg(host).arg(list.size()).arg(key));
    std::vector<RemoteTensor> tensors;
    QStringList names;
    for (const QJsonValue& value : list) {
        BADCASE_ASSIGN(RemoteTensor tensor, tensorOf(value, host, key));
        if (names.contains(tensor.name))
            return fail(ErrorCode::Backend,
                        tr("%1 lists \"%2\" twice in \"%3\"").arg(host, tensor.name, key));
        names << tensor.name;
        tensors.push_back(std::move(tensor));
    }
    return tensors;
}

QJsonArray toJson(const std::vector<RemoteTensor>& tensors)
{
    QJsonArray list;
    for (const RemoteTensor& tensor : tensors) {
        QJsonArray shape;
        for (const std::int64_t side : tensor.shape)
            shape.append(static_cast<qint64>(side));
        list.append(QJsonObject{{QStringLiteral("name"), tensor.name},
                                {QStringLiteral("datatype"), tensor.datatype},
                                {QStringLiteral("shape"), shape}});
    }
    return list;
}

} // namespace

QString shapeText(const std::vector<std::int64_t>& shape)
{
    QStringList sides;
    for (const std::int64_t side : shape)
        sides << QString::number(side);
    return QStringLiteral("[%1]").arg(sides.join(QStringLiteral(", ")));
}

QJsonObject RemoteModelInfo::toJson() const
{
    return {{QStringLiteral("server_name"), serverName},
            {QStringLiteral("server_version"), serverVersion},
            {QStringLiteral("extensions"), QJsonArray::fromStringList(extensions)},
            {QStringLiteral("binary_tensors"), hasBinaryTensors()},
            {QStringLiteral("model"), model},
            {QStringLiteral("versions"), QJsonArray::fromStringList(versions)},
            {QStringLiteral("platform"), platform},
            {QStringLiteral("inputs"), engine::toJson(inputs)},
            {QStringLiteral("outputs"), engine::toJson(outputs)}};
}

Result<RemoteModelInfo> parseRemoteInfo(const QByteArray& serverJson, const QByteArray& modelJson,
                                        const QString& host)
{
    BADCASE_ASSIGN(const QJsonObject server, objectOf(serverJson, host, QStringLiteral("v2")));
    BADCASE_ASSIGN(const QJsonObject model, objectOf(modelJson, host, QStringLiteral("v2/models/NAME")));
    RemoteModelInfo info;
    info.serverName = server.value(QStringLiteral("name")).toString();
    info.serverVersion = server.value(QStringLiteral("version")).toString();
    info.extensions = strings(server.value(QStringLiteral("extensions")));
    info.model = model.value(QStringLiteral("name")).toString();
    info.versions = strings(model.value(QStringLiteral("versions")));
    info.platform = model.value(QStringLiteral("platform")).toString();
    BADCASE_ASSIGN(info.inputs, tensorsOf(model, host, QStringLiteral("inputs")));
    BADCASE_ASSIGN(info.outputs, tensorsOf(model, host, QStringLiteral("outputs")));
    return info;
}

} // namespace badcase::engine
