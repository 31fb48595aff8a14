// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/format_writer.h"

#include "inference/media/image_reader.h"
#include "storage/formats/coco_writer.h"
#include "storage/formats/csv_dataset_writer.h"
#include "storage/formats/file_names.h"
#include "storage/formats/imagefolder_writer.h"
#include "storage/formats/kaggle_rle_writer.h"
#include "storage/formats/masks_writer.h"
#include "storage/formats/media_copy.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/taac2021_writer.h"
#include "storage/formats/videos_writer.h"
#include "storage/formats/wechat_writer.h"
#include "storage/formats/yolo_writer.h"

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

QByteArray maskHash(const ClassMap& mask)
{
    return QCryptographicHash::hash(mask.bytes(), QCryptographicHash::Sha256).toHex();
}

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
    if (auto missing = mediaProblem(record))
        return std::move(*missing);
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
    if (record.segments) {
        entry.segments.emplace();
        for (const Segment& segment : *record.segments) {
            RecordSegment& named = entry.segments->emplace_back(RecordSegment{segment.begin, segment.end, {}});
            for (const ClassIndex index : segment.labels)
                named.labels << m_schema.at(index).name;
        }
    }
    for (const TextSpan& span : record.spans)
        entry.spans.push_back({wellFormed(span.field).trimmed(), span.begin, span.end, wellFormed(span.text)});
    for (auto it = record.fields.cbegin(); it != record.fields.cend(); ++it) {
        if (!it.value().isEmpty())
            entry.fields.insert(wellFormed(it.key()).trimmed(), wellFormed(it.value()));
    }
    return entry;
}

FormatWriter::Fetched FormatWriter::fetchMasked(const ExportRecord& record) const
{
    if (!record.mask || record.mask->isNull())
        return SampleProblem{record.name, QStringLiteral("unlabelled"),
                             tr("\"%1\" has no mask").arg(record.name)};
    Fetched fetched = fetch(record);
    const auto* picture = std::get_if<Picture>(&fetched);
    if (!picture || record.mask->size() == picture->size)
        return fetched;
    return SampleProblem{record.name, QStringLiteral("size-mismatch"),
                         tr("The mask of \"%1\" is %2 x %3 but its picture is %4 x %5")
                             .arg(record.name)
                             .arg(record.mask->width())
                             .arg(record.mask->height())
                             .arg(picture->size.width())
                             .arg(picture->size.height())};
}

QString FormatWriter::claimImage(ExportEntry& entry, const QString& suffix)
{
    const QString folder = entry.split.isEmpty() ? QString() : encodeName(entry.split) + u'/';
    QString bare = entry.name;
    if (hasImageSuffix(bare))
        bare.chop(suffixOf(bare).size() + 1);
    if (!folder.isEmpty() && bare.startsWith(folder)) // it comes from an export of ours
        bare.remove(0, folder.size());
    // A name that is encoded already stays, so that exports can be repeated.
    if (encodeName(decodeName(bare)) != bare)
        bare = encodeName(bare);
    const QString stem = boundedFileName(bare.isEmpty() ? QStringLiteral("sample") : bare);
    // Stems are told apart and not only whole names: what is beside a picture (labels/a.txt) is called by it.
    const QString wanted = QStringLiteral("images/") + folder + stem;
    const QString path = m_paths.claim(wanted + QStringLiteral(".txt")).chopped(4);
    if (path != wanted)
        entry.wanted = wanted + u'.' + suffix;
    return path + u'.' + suffix;
}

Result<void> FormatWriter::writeMask(const ClassMap& mask, const QString& path, ExportEntry& entry)
{
    BADCASE_ASSIGN(const QByteArray png, media::encodeMaskPng(mask));
    BADCASE_ASSIGN(entry.mask, m_folder.write(path, png));
    entry.maskPixels = maskHash(mask);
    return {};
}

Result<std::unique_ptr<FormatWriter>> writerFor(const ExportOptions& options, ExportFolder& folder,
                                                const Schema& schema)
{
    const QString& format = options.format;
    if (format == QStringLiteral("imagefolder"))
        return std::make_unique<ImageFolderWriter>(folder, schema);
    if (format == QStringLiteral("csv"))
        return std::make_unique<CsvDatasetWriter>(folder, schema);
    if (format == QStringLiteral("masks"))
        return std::make_unique<MasksWriter>(folder, schema);
    if (format == QStringLiteral("wechat"))
        return std::make_unique<WechatWriter>(folder, schema);
    if (format == QStringLiteral("taac2021"))
        return std::make_unique<Taac2021Writer>(folder, schema);
    if (format == QStringLiteral("videos"))
        return std::make_unique<VideosWriter>(folder, schema);
    if (format == QStringLiteral("kaggle-rle"))
        return std::make_unique<KaggleRleWriter>(folder, schema);
    if (format == QStringLiteral("coco"))
        return std::make_unique<CocoWriter>(folder, schema, options.polygons);
    if (format == QStringLiteral("yolo"))
        return yoloWriter(folder, schema);
    return fail(ErrorCode::InvalidArgument, tr("\"%1\" is no export format; there are: %2")
                                                .arg(format, writerFormats().join(QStringLiteral(", "))));
}

} // namespace badcase::formats
