// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/format_writer.h"

#include "inference/media/image_reader.h"
#include "storage/formats/csv_dataset_writer.h"
#include "storage/formats/file_names.h"
#include "storage/formats/imagefolder_writer.h"
#include "storage/formats/masks_writer.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::FormatWriter", text);
}

QString suffixOfFormat(const QByteArray& format)
{
    if (format == "jpeg")
        return QStringLiteral("jpg");
    const QString name = QString::fromLatin1(format);
    return imageSuffixes().contains(name) ? name : QStringLiteral("png");
}

} // namespace

QString wellFormed(const QString& text)
{
    return QString::fromUtf8(text.toUtf8());
}

QString PathRegistry::claim(const QString& path)
{
    const QString suffix = suffixOf(path);
    const QString tail = suffix.isEmpty() ? QString() : u'.' + suffix;
    QString candidate = path;
    if (m_taken.contains(path.toCaseFolded())) {
        // A thousand pictures called 1.jpg must not each try all the numbers of those before it.
        int& number = m_nextOf.insert(path.toCaseFolded(), m_nextOf.value(path.toCaseFolded(), 2)).value();
        do
            candidate = path.first(path.size() - tail.size()) + QStringLiteral("~%1").arg(number++) + tail;
        while (m_taken.contains(candidate.toCaseFolded()));
    }
    m_taken.insert(candidate.toCaseFolded());
    return candidate;
}

FormatWriter::Fetched FormatWriter::fetch(const ExportRecord& record) const
{
    const auto problem = [&](const char* kind, const QString& message) {
        return SampleProblem{record.name, QString::fromLatin1(kind), message};
    };
    if (!record.root || record.member.isEmpty())
        return problem("missing-media", tr("\"%1\" has no media file").arg(record.name));
    const auto stat = record.root->stat(record.member);
    if (!stat)
        return problem("missing-media", stat.error().message);
    const bool otherSize = record.fileBytes >= 0 && stat->bytes != record.fileBytes;
    const bool otherCrc = record.fileCrc != 0 && stat->crc != 0 && stat->crc != record.fileCrc;
    if (otherSize || otherCrc)
        return problem("changed-media",
                       tr("%1 has changed since it was imported; import it again").arg(record.member));
    auto data = record.root->read(record.member);
    if (!data)
        return problem("missing-media", data.error().message);
    const auto header = media::readImageHeader(*data, record.member);
    if (!header)
        return problem("undecodable", header.error().message);
    const QString suffix =
        hasImageSuffix(record.member) ? suffixOf(record.member) : suffixOfFormat(header->format);
    return Picture{std::move(*data), header->size, suffix};
}

ExportEntry FormatWriter::entryFor(const ExportRecord& record) const
{
    ExportEntry entry;
    entry.name = wellFormed(record.name);
    entry.split = wellFormed(record.split);
    entry.verdict = record.verdict;
    if (record.labels && (!record.labels->empty() || canHaveNoClass(m_schema))) {
        entry.labels.emplace();
        for (const ClassIndex index : *record.labels)
            *entry.labels << m_schema.at(index).name;
    }
    for (auto it = record.fields.cbegin(); it != record.fields.cend(); ++it) {
        if (!it.value().isEmpty())
            entry.fields.insert(wellFormed(it.key()).trimmed(), wellFormed(it.value()));
    }
    return entry;
}

Result<void> FormatWriter::writeMask(const ClassMap& mask, const QString& path, ExportEntry& entry)
{
    BADCASE_ASSIGN(const QByteArray png, media::encodeMaskPng(mask));
    BADCASE_ASSIGN(entry.mask, m_folder.write(path, png));
    entry.maskPixels = QCryptographicHash::hash(mask.bytes(), QCryptographicHash::Sha256).toHex();
    return {};
}

Result<std::unique_ptr<FormatWriter>> writerFor(const QString& format, ExportFolder& folder,
                                                const Schema& schema)
{
    if (format == QStringLiteral("imagefolder"))
        return std::make_unique<ImageFolderWriter>(folder, schema);
    if (format == QStringLiteral("csv"))
        return std::make_unique<CsvDatasetWriter>(folder, schema);
    if (format == QStringLiteral("masks"))
        return std::make_unique<MasksWriter>(folder, schema);
    return fail(ErrorCode::InvalidArgument, tr("\"%1\" is no export format; there are: %2")
                                                .arg(format, writerFormats().join(QStringLiteral(", "))));
}

} // namespace badcase::formats
