// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/probe.h"
#include "inference/engine/torch_loader.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace {

using namespace badcase;

enum ExitStatus { kDone = 0, kFailed = 1, kWrongUse = 2, kMissed = 3 };

void print(FILE* stream, const QByteArray& text)
{
    std::fprintf(stream, "%s\n", text.constData());
    std::fflush(stream);
}

int failed(const Error& error)
{
    const QJsonObject object{{QStringLiteral("code"), QLatin1String(errorCodeName(error.code))},
                             {QStringLiteral("message"), error.message},
                             {QStringLiteral("detail"), error.detail}};
    const QJsonObject json{{QStringLiteral("badcase"), QCoreApplication::applicationVersion()},
                           {QStringLiteral("error"), object}};
    print(stdout, QJsonDocument(json).toJson(QJsonDocument::Compact));
    print(stderr, "badcase-probe: " + error.message.toUtf8() +
                      (error.detail.isEmpty() ? QByteArray() : "\n  " + error.detail.toUtf8()));
    return error.code == ErrorCode::InvalidArgument ? kWrongUse : kFailed;
}

} // namespace

int main(int argc, char** argv)
{
    engine::letTorchThreadsSleep(argv);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("badcase-probe"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BADCASE_VERSION));
    const auto request = probe::parseProbeRequest(QCoreApplication::arguments().mid(1));
    if (!request)
        return failed(request.error());
    if (request->help || request->version) {
        print(stdout,
              request->help ? probe::probeUsage().toUtf8() : QByteArray("badcase-probe " BADCASE_VERSION));
        return kDone;
    }
    const auto json = probe::runProbe(
        *request, [](const QString& what) { print(stderr, "badcase-probe: " + what.toUtf8()); });
    if (!json)
        return failed(json.error());
    print(stdout, QJsonDocument(*json).toJson(QJsonDocument::Compact));
    return request->check && !json->value(QStringLiteral("passed")).toBool() ? kMissed : kDone;
}
