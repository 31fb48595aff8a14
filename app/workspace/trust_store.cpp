// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/trust_store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

namespace badcase::workspace {

namespace {

QJsonObject readList(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

} // namespace

TrustStore::TrustStore(QString path) : m_path(std::move(path))
{
    if (m_path.isEmpty()) {
        m_path = QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
                     .filePath(QStringLiteral("badcase/trusted-models.json"));
    }
}

bool TrustStore::isTrusted(const QString& sha256) const { return !sha256.isEmpty() && readList(m_path).contains(sha256); }

Result<void> TrustStore::trust(const QString& sha256, const QString& name)
{
    QJsonObject list = readList(m_path);
    list.insert(sha256, QJsonObject{{QStringLiteral("name"), name},
                                    {QStringLiteral("at"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}});
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(list).toJson()) < 0 || !file.commit()) {
        return fail(ErrorCode::Io,
                    QCoreApplication::translate("badcase::TrustStore", "Cannot remember the consent in %1").arg(m_path),
                    file.errorString());
    }
    return {};
}

} // namespace badcase::workspace
