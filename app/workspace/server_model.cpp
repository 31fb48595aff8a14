// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/server_model.h"

#include "app/workspace/run_service.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace badcase::workspace {

namespace {

const QLatin1String kName("name");
const QLatin1String kRemote("remote:");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Models", text);
}

/// The same for questions and runs; what belongs to this computer comes from its environment.
engine::RemoteOptions optionsFor(const CancelToken& cancel)
{
    engine::RemoteOptions options;
    options.caFile = qEnvironmentVariable("BADCASE_SERVER_CA");
    options.cancel = cancel;
    return options;
}

QStringList described(const std::vector<engine::RemoteTensor>& tensors)
{
    QStringList list;
    for (const engine::RemoteTensor& tensor : tensors)
        list << QStringLiteral("%1 %2 %3").arg(tensor.name, tensor.datatype, engine::shapeText(tensor.shape));
    return list;
}

} // namespace

QString ServerModel::identity() const
{
    const QString version = address.version.isEmpty() ? info.versions.join(u',') : address.version;
    const QStringList parts{QString::fromLatin1(address.server.toEncoded()), address.model, version,
                            info.platform};
    return kRemote +
           QString::fromLatin1(
               QCryptographicHash::hash(parts.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex());
}

ModelInfo ServerModel::asModel() const
{
    ModelInfo model;
    model.file.path = address.text();
    model.file.sha256 = identity();
    model.trusted = true;
    const QString separator = QStringLiteral(", ");
    model.server = QStringLiteral("%1 %2\n%3 \u2192 %4")
                       .arg(info.serverName, info.serverVersion, described(info.inputs).join(separator),
                            described(info.outputs).join(separator));
    return model;
}

QJsonObject ServerModel::toJson() const
{
    QJsonObject json = info.toJson();
    json.insert(QStringLiteral("address"), address.text());
    json.insert(QStringLiteral("identity"), identity());
    return json;
}

bool isServerModel(const QString& identity)
{
    return identity.startsWith(kRemote);
}

bool isWebAddress(const QString& path)
{
    return path.startsWith(QLatin1String("http://")) || path.startsWith(QLatin1String("https://"));
}

QString serverOf(const RunRequest& request)
{
    return request.server.isEmpty() && isWebAddress(request.model) ? request.model : request.server;
}

Result<ModelInfo> inspectModelAt(const QString& path, const TrustStore& trust, const CancelToken& cancel)
{
    if (!isWebAddress(path))
        return inspectModel(path, trust, cancel);
    BADCASE_ASSIGN(const ServerModel server, askServer(path, {}, cancel));
    return server.asModel();
}

Result<ServerModel> askServer(const QString& server, const QString& model, const CancelToken& cancel)
{
    ServerModel asked;
    BADCASE_ASSIGN(asked.address, engine::parseRemoteAddress(server, model));
    BADCASE_ASSIGN(asked.info, engine::askRemoteModel(asked.address, optionsFor(cancel)));
    return asked;
}

Result<ServerModel> serverForRun(const RunRequest& request, const CancelToken& cancel)
{
    const QString model = isWebAddress(request.model) ? QString() : request.model;
    BADCASE_ASSIGN(const engine::RemoteAddress address, engine::parseRemoteAddress(serverOf(request), model));
    if (!request.card) {
        return fail(ErrorCode::InvalidArgument, tr("A server does not say how a picture becomes the input of "
                                                   "%1 and what its outputs mean. Give the card "
                                                   "that does (--card FILE on the command line)")
                                                    .arg(address.model));
    }
    const bool plain = request.precision.isEmpty() || request.precision == QLatin1String("fp32");
    if (!plain) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("The server decides in what numbers %1 computes; leave the precision out").arg(address.model));
    }
    return askServer(address.text(), {}, cancel);
}

std::optional<QJsonObject> cardForServer(const RunRequest& request, const ServerModel& server)
{
    std::optional<QJsonObject> card = request.card;
    if (card && card->value(kName).toString().isEmpty())
        card->insert(kName, server.address.model);
    return card;
}

jobs::ModelLoader serverLoader(const ServerModel& server, const RunRequest& request,
                               const QStringList& inputNames, const CancelToken& cancel)
{
    engine::RemoteOptions options = optionsFor(cancel);
    options.inputNames = inputNames;
    if (request.requestsInFlight > 0)
        options.requestsInFlight = request.requestsInFlight;
    if (request.serverTimeout > 0)
        options.timeout = std::chrono::seconds(request.serverTimeout);
    return [address = server.address, options](int) { return engine::openRemoteModel(address, options); };
}

} // namespace badcase::workspace
