// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/imagefolder_writer.h"

#include "storage/formats/file_names.h"
#include "storage/formats/media_copy.h"

#include <QCoreApplication>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::ImageFolderWriter", text);
}

} // namespace

ImageFolderWriter::ImageFolderWriter(ExportFolder& folder, const Schema& schema, FolderContent content)
    : FormatWriter(folder, schema), m_content(content)
{
    for (const ClassInfo& info : schema.classes())
        m_classFolders << info.name << encodeClassFolder(info.name);
}

Result<void> ImageFolderWriter::check() const
{
    for (const ClassInfo& info : m_schema.classes()) {
        if (encodeClassFolder(info.name).toUtf8().size() > kMaxNameBytes)
            return fail(ErrorCode::InvalidArgument,
                        tr("The class \"%1...\" has too long a name for a folder; export as csv")
                            .arg(info.name.first(40)));
    }
    return {};
}

/// [split/]class/ and the sample's own name, without the split and class folders that it came from: a sample
/// "train/cat/a.jpg" that is a dog now becomes "train/dog/a.jpg".
QString ImageFolderWriter::pathFor(const ExportEntry& entry, const QString& suffix) const
{
    QStringList parts = entry.name.split(u'/', Qt::SkipEmptyParts);
    const auto isSplitFolder = [&](const QString& folder) {
        return folder == entry.split || folder == encodeName(entry.split) || isSplitName(folder);
    };
    if (parts.size() > 1 && isSplitFolder(parts.first()))
        parts.removeFirst();
    if (parts.size() > 1 && m_classFolders.contains(parts.first()))
        parts.removeFirst();
    if (parts.isEmpty())
        parts << QStringLiteral("sample");
    // A name that is encoded already (the sample came from an export of ours) stays, so that exports can be
    // repeated.
    for (QString& part : parts) {
        if (encodeName(decodeName(part)) != part)
            part = encodeName(part);
    }
    if (!belongsTo(m_content, parts.last()) || mediaKindOf(parts.last()) != mediaKindOf(QStringLiteral("x.") + suffix))
        parts.last() += u'.' + suffix;
    parts.last() = boundedFileName(parts.last());
    parts.prepend(encodeClassFolder(entry.labels->first()));
    if (!entry.split.isEmpty())
        parts.prepend(encodeName(entry.split));
    return parts.join(u'/');
}

Result<FormatWriter::Outcome> ImageFolderWriter::add(const ExportRecord& record)
{
    if (!record.labels || record.labels->empty())
        return SampleProblem{
            record.name, QStringLiteral("unlabelled"),
            tr("\"%1\" has no label and so no class folder; csv can hold it").arg(record.name)};
    if (record.labels->size() > 1)
        return SampleProblem{record.name, QStringLiteral("several-labels"),
                             tr("\"%1\" has %2 labels but can be in one class folder only; csv can hold it")
                                 .arg(record.name)
                                 .arg(record.labels->size())};
    if (m_content == FolderContent::Videos)
        return addCopy(record);
    const Fetched fetched = fetch(record);
    if (const auto* problem = std::get_if<SampleProblem>(&fetched))
        return *problem;
    const Picture& picture = std::get<Picture>(fetched);
    ExportEntry entry = entryFor(record);
    const QString path = claimPath(entry, picture.suffix);
    BADCASE_ASSIGN(entry.media, m_folder.write(path, picture.data));
    return entry;
}

QString ImageFolderWriter::claimPath(ExportEntry& entry, const QString& suffix)
{
    const QString wanted = pathFor(entry, suffix);
    const QString path = m_paths.claim(wanted);
    if (path != wanted)
        entry.wanted = wanted;
    return path;
}

Result<FormatWriter::Outcome> ImageFolderWriter::addCopy(const ExportRecord& record)
{
    if (auto problem = mediaProblem(record))
        return std::move(*problem);
    if (!belongsTo(m_content, record.member))
        return SampleProblem{record.name, QStringLiteral("missing-media"),
                             tr("\"%1\" is no video; imagefolder or csv can hold it").arg(record.name)};
    ExportEntry entry = entryFor(record);
    const QString path = claimPath(entry, suffixOf(record.member));
    BADCASE_ASSIGN(const auto copied, copyMedia(m_folder, record, path));
    if (!copied)
        return SampleProblem{record.name, QStringLiteral("missing-media"),
                             tr("%1 cannot be read").arg(record.member)};
    entry.media = *copied;
    return entry;
}

Record ImageFolderWriter::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = entry.media->path;
    record.media = RecordFile{QString(), entry.media->path};
    record.split = entry.split;
    record.labels = entry.labels;
    return record;
}

} // namespace badcase::formats
