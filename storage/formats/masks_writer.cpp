// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/masks_writer.h"

#include "storage/formats/csv_reader.h"
#include "storage/formats/file_names.h"

#include <QCoreApplication>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::MasksWriter", text);
}

/// "test/a.png" -> "test%2Fa": one flat folder, and the name can be told from the stem.
QString stemFor(const QString& name)
{
    const QString bare = hasImageSuffix(name) ? name.first(name.size() - suffixOf(name).size() - 1) : name;
    const QString stem = encodeName(bare.isEmpty() ? QStringLiteral("sample") : bare);
    return boundedFileName(stem);
}

} // namespace

Result<FormatWriter::Outcome> MasksWriter::add(const ExportRecord& record)
{
    if (!record.mask || record.mask->isNull())
        return SampleProblem{record.name, QStringLiteral("unlabelled"),
                             tr("\"%1\" has no mask").arg(record.name)};
    const Fetched fetched = fetch(record);
    if (const auto* problem = std::get_if<SampleProblem>(&fetched))
        return *problem;
    const Picture& picture = std::get<Picture>(fetched);
    if (record.mask->size() != picture.size)
        return SampleProblem{record.name, QStringLiteral("size-mismatch"),
                             tr("The mask of \"%1\" is %2 x %3 but its picture is %4 x %5")
                                 .arg(record.name)
                                 .arg(record.mask->width())
                                 .arg(record.mask->height())
                                 .arg(picture.size.width())
                                 .arg(picture.size.height())};
    ExportEntry entry = entryFor(record);
    // The stem is what joins the two files, so stems are told apart and not only whole names: the mask claims
    // it.
    const QString wanted = QStringLiteral("masks/") + stemFor(entry.name) + QStringLiteral(".png");
    const QString maskPath = m_paths.claim(wanted);
    if (maskPath != wanted)
        entry.wanted = wanted;
    BADCASE_TRY(writeMask(*record.mask, maskPath, entry));
    BADCASE_ASSIGN(
        entry.media,
        m_folder.write(QStringLiteral("images/") + stemOf(maskPath) + u'.' + picture.suffix, picture.data));
    m_anySplit = m_anySplit || !entry.split.isEmpty();
    return entry;
}

Result<std::vector<WrittenFile>> MasksWriter::finish(const EntrySpool& entries)
{
    std::vector<WrittenFile> tables;
    if (!m_anySplit)
        return tables;
    BADCASE_ASSIGN(const auto file, OutputFile::create(m_folder.path(), QStringLiteral("splits.csv")));
    BADCASE_TRY(file->write(csvLine({QStringLiteral("id"), QStringLiteral("split")})));
    BADCASE_TRY(entries.forEach([&](const ExportEntry& entry) {
        return file->write(csvLine({expected(entry).name, entry.split}));
    }));
    BADCASE_ASSIGN(tables.emplace_back(), file->finish());
    return tables;
}

/// The sample is called by its stem then, whatever it was called before.
Record MasksWriter::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = decodeName(stemOf(entry.media->path));
    record.split = entry.split;
    record.media = RecordFile{QString(), entry.media->path};
    record.mask = RecordFile{QString(), entry.mask->path};
    return record;
}

} // namespace badcase::formats
