// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/remote/remote_address.h"

#include <QCoreApplication>
#include <QStringList>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Remote", text);
}

QUrl extended(const QUrl& base, const QString& encodedPath)
{
    return QUrl::fromEncoded(base.toEncoded() + '/' + encodedPath.toLatin1(), QUrl::StrictMode);
}

QString encoded(const QString& name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}

Result<QUrl> plainHttpUrl(const QString& text)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool isHttp = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !isHttp || url.host().isEmpty()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("\"%1\" is no address of a server; one looks like https://host:8000").arg(text),
                    url.errorString());
    }
    if (!url.userInfo().isEmpty()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("The address of %1 has a user name or password in it, which would be stored with the "
                       "run. Put a token into the environment variable BADCASE_SERVER_TOKEN instead")
                        .arg(url.host()));
    }
    if (url.hasQuery() || url.hasFragment()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("The address \"%1\" must end before \"?\" and \"#\"").arg(text));
    }
    return url;
}

/// Splits what follows the last "v2" of a path off: "models", NAME, "versions", V.
QStringList takeModelPath(QUrl& url)
{
    QStringList parts = url.path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts);
    QStringList rest;
    const qsizetype v2 = parts.lastIndexOf(QStringLiteral("v2"));
    if (v2 >= 0 && (v2 + 1 == parts.size() || parts.at(v2 + 1) == QLatin1String("models"))) {
        rest = parts.mid(v2 + 1);
        parts = parts.mid(0, v2);
    }
    const QString prefix = parts.join(u'/');
    url.setPath(prefix.isEmpty() ? QString() : u'/' + prefix, QUrl::StrictMode);
    return rest;
}

} // namespace

QString RemoteAddress::text() const
{
    return QString::fromLatin1(modelUrl().toEncoded());
}

QString RemoteAddress::host() const
{
    return server.port() < 0 ? server.host() : QStringLiteral("%1:%2").arg(server.host()).arg(server.port());
}

QUrl RemoteAddress::serverUrl(const QString& path) const
{
    return extended(server, path);
}

QUrl RemoteAddress::modelUrl(const QString& action) const
{
    QString path = QStringLiteral("v2/models/") + encoded(model);
    if (!version.isEmpty())
        path += QStringLiteral("/versions/") + encoded(version);
    if (!action.isEmpty())
        path += u'/' + action;
    return extended(server, path);
}

Result<RemoteAddress> parseRemoteAddress(const QString& server, const QString& model)
{
    BADCASE_ASSIGN(QUrl url, plainHttpUrl(server));
    const QStringList rest = takeModelPath(url);
    const bool namesVersion = rest.size() == 4 && rest.at(2) == QLatin1String("versions");
    if (!rest.isEmpty() && rest.size() != 2 && !namesVersion) {
        return fail(ErrorCode::InvalidArgument, tr("\"%1\" does not end as the address of a model does: "
                                                   "/v2/models/NAME or /v2/models/NAME/versions/VERSION")
                                                    .arg(server));
    }
    RemoteAddress address;
    address.server = url;
    address.model = QUrl::fromPercentEncoding(rest.value(1).toLatin1());
    address.version = QUrl::fromPercentEncoding(rest.value(3).toLatin1());
    if (!model.isEmpty() && !address.model.isEmpty() && model != address.model) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("The address names the model \"%1\", not \"%2\"; give one of them").arg(address.model, model));
    }
    if (!model.isEmpty())
        address.model = model;
    if (address.model.isEmpty() || address.model == QLatin1String(".") ||
        address.model == QLatin1String("..")) {
        return fail(ErrorCode::InvalidArgument,
                    tr("Which model of %1? Name it as the server does, or give its address: %2")
                        .arg(address.host(),
                             QString::fromLatin1(url.toEncoded()) + QStringLiteral("/v2/models/NAME")));
    }
    return address;
}

} // namespace badcase::engine
