// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/export_entry.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace badcase::formats {

namespace {

/// Hidden, so that no reader of the folder sees it.
constexpr char kSpoolFile[] = ".entries";

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::EntrySpool", text);
}

QJsonObject fileToJson(const WrittenFile& file)
{
    return {{QStringLiteral("path"), file.path},
            {QStringLiteral("bytes"), file.bytes},
            {QStringLiteral("sha256"), QString::fromLatin1(file.sha256)}};
}

WrittenFile fileFromJson(const QJsonObject& object)
{
    return {object.value(QStringLiteral("path")).toString(),
            object.value(QStringLiteral("bytes")).toInteger(),
            object.value(QStringLiteral("sha256")).toString().toLatin1()};
}

QJsonArray segmentsToJson(const std::vector<RecordSegment>& segments)
{
    QJsonArray list;
    for (const RecordSegment& segment : segments)
        list.append(
            QJsonArray{segment.begin, segment.end, QJsonArray::fromStringList(segment.labels)});
    return list;
}

std::vector<RecordSegment> segmentsFromJson(const QJsonArray& list)
{
    std::vector<RecordSegment> segments;
    for (const auto& value : list) {
        const QJsonArray parts = value.toArray();
        RecordSegment segment{parts.at(0).toDouble(), parts.at(1).toDouble(), {}};
        for (const auto& label : parts.at(2).toArray())
            segment.labels << label.toString();
        segments.push_back(std::move(segment));
    }
    return segments;
}

QJsonArray spansToJson(const std::vector<TextSpan>& spans)
{
    QJsonArray list;
    for (const TextSpan& span : spans)
        list.append(QJsonArray{span.field, span.begin, span.end, span.text});
    return list;
}

std::vector<TextSpan> spansFromJson(const QJsonArray& list)
{
    std::vector<TextSpan> spans;
    for (const auto& value : list) {
        const QJsonArray parts = value.toArray();
        spans.push_back({parts.at(0).toString(), parts.at(1).toDouble(), parts.at(2).toDouble(),
                         parts.at(3).toString()});
    }
    return spans;
}

} // namespace

QJsonObject ExportEntry::forManifest() const
{
    QJsonObject object{{QStringLiteral("id"), name}};
    if (!split.isEmpty())
        object.insert(QStringLiteral("split"), split);
    if (labels)
        object.insert(QStringLiteral("labels"), QJsonArray::fromStringList(*labels));
    if (media)
        object.insert(QStringLiteral("media"), fileToJson(*media));
    if (mask)
        object.insert(QStringLiteral("mask"), fileToJson(*mask));
    if (annotation)
        object.insert(QStringLiteral("annotation"), fileToJson(*annotation));
    if (!wanted.isEmpty())
        object.insert(QStringLiteral("renamed_from"), wanted);
    return object;
}

QJsonObject ExportEntry::toJson() const
{
    QJsonObject object = forManifest();
    QJsonObject texts;
    for (auto it = fields.cbegin(); it != fields.cend(); ++it)
        texts.insert(it.key(), it.value());
    object.insert(QStringLiteral("fields"), texts);
    if (segments)
        object.insert(QStringLiteral("segments"), segmentsToJson(*segments));
    if (!spans.empty())
        object.insert(QStringLiteral("spans"), spansToJson(spans));
    if (!notes.isEmpty())
        object.insert(QStringLiteral("notes"), notes);
    object.insert(QStringLiteral("verdict"), verdict);
    object.insert(QStringLiteral("mask_pixels"), QString::fromLatin1(maskPixels));
    return object;
}

ExportEntry ExportEntry::fromJson(const QJsonObject& object)
{
    ExportEntry entry;
    entry.name = object.value(QStringLiteral("id")).toString();
    entry.split = object.value(QStringLiteral("split")).toString();
    if (const auto labels = object.value(QStringLiteral("labels")); labels.isArray()) {
        entry.labels.emplace();
        for (const auto& label : labels.toArray())
            *entry.labels << label.toString();
    }
    if (const auto media = object.value(QStringLiteral("media")); media.isObject())
        entry.media = fileFromJson(media.toObject());
    if (const auto mask = object.value(QStringLiteral("mask")); mask.isObject())
        entry.mask = fileFromJson(mask.toObject());
    if (const auto text = object.value(QStringLiteral("annotation")); text.isObject())
        entry.annotation = fileFromJson(text.toObject());
    const QJsonObject texts = object.value(QStringLiteral("fields")).toObject();
    for (auto it = texts.begin(); it != texts.end(); ++it)
        entry.fields.insert(it.key(), it.value().toString());
    if (const auto segments = object.value(QStringLiteral("segments")); segments.isArray())
        entry.segments = segmentsFromJson(segments.toArray());
    entry.spans = spansFromJson(object.value(QStringLiteral("spans")).toArray());
    entry.notes = object.value(QStringLiteral("notes")).toObject();
    entry.verdict = object.value(QStringLiteral("verdict")).toString();
    entry.maskPixels = object.value(QStringLiteral("mask_pixels")).toString().toLatin1();
    entry.wanted = object.value(QStringLiteral("renamed_from")).toString();
    return entry;
}

Result<std::unique_ptr<EntrySpool>> EntrySpool::create(const QString& folder)
{
    std::unique_ptr<EntrySpool> spool(new EntrySpool);
    spool->m_path = folder + u'/' + QString::fromLatin1(kSpoolFile);
    BADCASE_ASSIGN(spool->m_file, OutputFile::create(folder, QString::fromLatin1(kSpoolFile)));
    return spool;
}

Result<void> EntrySpool::append(const ExportEntry& entry)
{
    ++m_count;
    return m_file->write(QJsonDocument(entry.toJson()).toJson(QJsonDocument::Compact) + '\n');
}

Result<void> EntrySpool::close()
{
    BADCASE_TRY(m_file->finish());
    m_file.reset();
    return {};
}

Result<void> EntrySpool::forEach(const std::function<Result<void>(const ExportEntry&)>& visit) const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(m_path), file.errorString());
    qint64 seen = 0;
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject())
            break;
        ++seen;
        BADCASE_TRY(visit(ExportEntry::fromJson(document.object())));
    }
    if (seen != m_count)
        return fail(ErrorCode::Corrupt,
                    tr("%1 was damaged while the export was written; the disk may be failing").arg(m_path));
    return {};
}

void EntrySpool::remove()
{
    QFile::remove(m_path);
}

} // namespace badcase::formats
