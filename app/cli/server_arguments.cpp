// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/server_arguments.h"

#include "app/workspace/server_model.h"

#include <QFile>
#include <QJsonDocument>

namespace badcase::cli {

namespace {

Result<QJsonObject> readCard(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QStringLiteral("The card %1 cannot be read").arg(path),
                    file.errorString());
    constexpr qint64 kMostBytes = 1 << 20;
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(kMostBytes), &problem);
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("The card %1 is no JSON object").arg(path),
                    problem.errorString());
    return document.object();
}

void printTensors(const Output& output, const char* kind, const std::vector<engine::RemoteTensor>& tensors)
{
    for (const engine::RemoteTensor& tensor : tensors)
        output.line(
            QStringLiteral("  %1 %2: %3 %4")
                .arg(QLatin1String(kind), tensor.name, tensor.datatype, engine::shapeText(tensor.shape)));
}

} // namespace

std::vector<OptionSpec> serverRunOptions()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {
        option(
            "server", "URL",
            "a server that speaks the Open Inference Protocol v2 runs the model (--model is its name there); "
            "the samples are sent to it"),
        option("card", "FILE", "the model's card, instead of the file's own; a server needs one"),
        option("in-flight", "N", "requests to the server at a time (4)"),
        option("timeout", "S", "seconds that the server may stay silent (30)")};
}

Result<void> readServer(const Arguments& arguments, workspace::RunRequest& request)
{
    request.server = arguments.value(QStringLiteral("server"));
    if (arguments.has(QStringLiteral("card"))) {
        request.cardFile = arguments.value(QStringLiteral("card"));
        BADCASE_ASSIGN(request.card, readCard(request.cardFile));
    }
    BADCASE_ASSIGN(const auto inFlight, arguments.number(QStringLiteral("in-flight"), 1));
    BADCASE_ASSIGN(const auto timeout, arguments.number(QStringLiteral("timeout"), 1));
    if (workspace::serverOf(request).isEmpty() && (inFlight || timeout))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("--in-flight and --timeout belong to --server"));
    request.requestsInFlight = inFlight.value_or(0);
    request.serverTimeout = timeout.value_or(0);
    return {};
}

QString serverToInspect(const Arguments& arguments)
{
    if (arguments.has(QStringLiteral("server")))
        return arguments.value(QStringLiteral("server"));
    const QString model = arguments.positional(0);
    return workspace::isWebAddress(model) ? model : QString();
}

Result<int> inspectServer(const QString& server, const QString& model, Output& output,
                          const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto asked, workspace::askServer(server, model, cancel));
    const engine::RemoteModelInfo& info = asked.info;
    output.result(asked.toJson(), [&] {
        output.line(QStringLiteral("%1: %2, on %3 %4")
                        .arg(asked.address.text(),
                             info.platform.isEmpty() ? QStringLiteral("some platform") : info.platform,
                             info.serverName, info.serverVersion));
        printTensors(output, "input", info.inputs);
        printTensors(output, "output", info.outputs);
        output.line(info.hasBinaryTensors() ? QStringLiteral("Takes binary tensors")
                                            : QStringLiteral("Takes JSON only, which is slower"));
    });
    return int(kDone);
}

} // namespace badcase::cli
