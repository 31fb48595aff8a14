// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/export_layout.h"

#include "storage/formats/file_names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace badcase::formats {

QString ExportLayout::nameOf(const QString& written) const
{
    return isOurs() ? decodeName(written) : written;
}

ExportLayout readExportLayout(const media::MediaRoot& root)
{
    const auto data = root.read(QString::fromLatin1(kLayoutFile), qint64(1) << 20);
    if (!data)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(*data).object();
    ExportLayout layout;
    layout.format = object.value(QStringLiteral("badcase_export")).toString();
    for (const auto& split : object.value(QStringLiteral("splits")).toArray())
        layout.splits << split.toString();
    return layout;
}

QByteArray exportLayoutJson(const ExportLayout& layout)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("badcase_export"), layout.format},
                                     {QStringLiteral("names"), QStringLiteral("percent-encoded")},
                                     {QStringLiteral("splits"), QJsonArray::fromStringList(layout.splits)}})
        .toJson(QJsonDocument::Indented);
}

} // namespace badcase::formats
