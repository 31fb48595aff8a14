// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/csv_dataset_writer.h"

#include "storage/formats/csv_columns.h"
#include "storage/formats/csv_reader.h"
#include "storage/formats/file_names.h"
#include "storage/formats/media_copy.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::CsvDatasetWriter", text);
}

} // namespace

Result<void> CsvDatasetWriter::check() const
{
    if (m_schema.task() != Task::MultiLabel)
        return {};
    for (const ClassInfo& info : m_schema.classes()) {
        if (info.name.contains(u'|') || info.name.trimmed() != info.name)
            return fail(ErrorCode::InvalidArgument, tr("The class \"%1\" cannot be written: several labels "
                                                       "are joined by '|', and spaces around names "
                                                       "are dropped. Rename the class")
                                                        .arg(info.name));
    }
    return {};
}

QString CsvDatasetWriter::pathFor(const ExportEntry& entry, const QString& suffix) const
{
    QStringList parts = entry.name.split(u'/', Qt::SkipEmptyParts);
    for (QString& part : parts)
        part = encodeName(part);
    if (parts.isEmpty())
        parts << QStringLiteral("sample");
    // What is read back is told by the suffix: features of "a.mp4" must not be called so.
    if (mediaKindOf(parts.last()) != mediaKindOf(QStringLiteral("x.") + suffix))
        parts.last() += u'.' + suffix;
    parts.last() = boundedFileName(parts.last());
    return QStringLiteral("media/") + parts.join(u'/');
}

QString CsvDatasetWriter::claimPath(ExportEntry& entry, const QString& suffix)
{
    const QString wanted = pathFor(entry, suffix);
    const QString path = m_paths.claim(wanted);
    if (path != wanted)
        entry.wanted = wanted;
    return path;
}

Result<std::optional<SampleProblem>> CsvDatasetWriter::addPicture(const ExportRecord& record,
                                                                  ExportEntry& entry)
{
    const Fetched fetched = fetch(record);
    if (const auto* problem = std::get_if<SampleProblem>(&fetched))
        return *problem;
    const Picture& picture = std::get<Picture>(fetched);
    if (record.mask && record.mask->size() != picture.size)
        return SampleProblem{record.name, QStringLiteral("size-mismatch"),
                             tr("The mask of \"%1\" does not have the size of its picture").arg(record.name)};
    BADCASE_ASSIGN(entry.media, m_folder.write(claimPath(entry, picture.suffix), picture.data));
    return std::nullopt;
}

Result<std::optional<SampleProblem>> CsvDatasetWriter::addCopy(const ExportRecord& record, ExportEntry& entry)
{
    if (auto problem = mediaProblem(record))
        return problem;
    BADCASE_ASSIGN(const auto copied, copyMedia(m_folder, record, claimPath(entry, suffixOf(record.member))));
    if (!copied)
        return SampleProblem{record.name, QStringLiteral("missing-media"),
                             tr("%1 cannot be read").arg(record.member)};
    entry.media = *copied;
    return std::nullopt;
}

Result<FormatWriter::Outcome> CsvDatasetWriter::add(const ExportRecord& record)
{
    ExportEntry entry = entryFor(record);
    if (entry.name.isEmpty())
        return SampleProblem{record.name, QStringLiteral("bad-name"),
                             tr("A sample without a name cannot be written")};
    const auto kind = mediaKindOf(record.member);
    if (!record.member.isEmpty()) {
        const bool copies = kind == SampleKind::Video || kind == SampleKind::Features;
        BADCASE_ASSIGN(auto problem, copies ? addCopy(record, entry) : addPicture(record, entry));
        if (problem)
            return std::move(*problem);
    }
    if (record.mask && !record.mask->isNull()) {
        const QString base =
            entry.media ? entry.media->path.sliced(6) : pathFor(entry, QStringLiteral("png")).sliced(6);
        const QString path = m_paths.claim(QStringLiteral("masks/") + base + QStringLiteral(".png"));
        BADCASE_TRY(writeMask(*record.mask, path, entry));
    }
    for (auto it = entry.fields.cbegin(); it != entry.fields.cend(); ++it)
        m_fields.insert(it.key());
    m_anyLabel = m_anyLabel || entry.labels;
    m_anyMask = m_anyMask || entry.mask;
    m_anyVerdict = m_anyVerdict || !entry.verdict.isEmpty();
    return entry;
}

/// Empty: not labelled. A lone '|': labelled, with no class (see CsvDatasetReader).
QString CsvDatasetWriter::labelCell(const std::optional<QStringList>& labels) const
{
    if (!labels)
        return {};
    return labels->isEmpty() ? QStringLiteral("|") : labels->join(u'|');
}

Result<std::vector<WrittenFile>> CsvDatasetWriter::finish(const EntrySpool& entries)
{
    QStringList fields(m_fields.cbegin(), m_fields.cend());
    std::sort(fields.begin(), fields.end());
    const bool labels = m_anyLabel || !m_anyMask;
    QStringList header{QStringLiteral("id"), QStringLiteral("path")};
    if (labels)
        header << (m_schema.task() == Task::MultiLabel ? QStringLiteral("labels") : QStringLiteral("label"));
    header << QStringLiteral("split");
    if (m_anyMask)
        header << QStringLiteral("mask");
    for (const QString& field : fields)
        header << fieldColumn(field);
    if (m_anyVerdict)
        header << QStringLiteral("verdict");

    BADCASE_ASSIGN(const auto file, OutputFile::create(m_folder.path(), QStringLiteral("samples.csv")));
    BADCASE_TRY(file->write(csvLine(header)));
    BADCASE_TRY(entries.forEach([&](const ExportEntry& entry) -> Result<void> {
        QStringList cells{entry.name, entry.media ? entry.media->path : QString()};
        if (labels)
            cells << labelCell(entry.labels);
        cells << entry.split;
        if (m_anyMask)
            cells << (entry.mask ? entry.mask->path : QString());
        for (const QString& field : fields)
            cells << entry.fields.value(field);
        if (m_anyVerdict)
            cells << entry.verdict;
        return file->write(csvLine(cells));
    }));
    BADCASE_ASSIGN(const WrittenFile written, file->finish());
    return std::vector<WrittenFile>{written};
}

Record CsvDatasetWriter::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = entry.name;
    record.split = entry.split;
    record.labels = entry.labels;
    record.fields = entry.fields;
    if (entry.media)
        record.media = RecordFile{QString(), entry.media->path};
    if (entry.mask)
        record.mask = RecordFile{QString(), entry.mask->path};
    return record;
}

} // namespace badcase::formats
