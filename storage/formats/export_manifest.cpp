// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/export_manifest.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace badcase::formats {

namespace {

/// A lone JSON value; Qt only writes arrays and objects.
QByteArray jsonOf(const QJsonValue& value)
{
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return wrapped.sliced(1, wrapped.size() - 2);
}

Result<void> writeFiles(OutputFile& file, const EntrySpool& entries)
{
    QByteArray separator("[\n    ");
    const auto written = entries.forEach([&](const ExportEntry& entry) -> Result<void> {
        BADCASE_TRY(
            file.write(separator + QJsonDocument(entry.forManifest()).toJson(QJsonDocument::Compact)));
        separator = ",\n    ";
        return {};
    });
    BADCASE_TRY(written);
    return file.write("\n  ]");
}

} // namespace

Result<WrittenFile> writeManifest(const QString& folder, QJsonObject facts, const EntrySpool& entries)
{
    const QString filesKey = QStringLiteral("files");
    facts.insert(filesKey, QJsonValue::Null); // takes its place among the sorted keys
    BADCASE_ASSIGN(const auto file, OutputFile::create(folder, QString::fromLatin1(kManifestFile)));
    QByteArray separator("{\n  ");
    for (auto it = facts.constBegin(); it != facts.constEnd(); ++it) {
        BADCASE_TRY(file->write(separator + jsonOf(it.key()) + ": "));
        if (it.key() == filesKey)
            BADCASE_TRY(writeFiles(*file, entries));
        else
            BADCASE_TRY(file->write(jsonOf(it.value())));
        separator = ",\n  ";
    }
    BADCASE_TRY(file->write("\n}\n"));
    return file->finish();
}

} // namespace badcase::formats
