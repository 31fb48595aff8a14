// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/yolo_writer.h"

#include "inference/core/mask_outline.h"
#include "storage/formats/file_names.h"
#include "storage/formats/yolo_files.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Yolo", text);
}

/// What YOLO calls a split: "train", "val" or "test"; empty for others.
QString keyOf(const QString& split)
{
    const QString lower = split.toLower();
    if (lower.startsWith(QStringLiteral("train")))
        return QStringLiteral("train");
    if (lower.startsWith(QStringLiteral("val")) || lower == QStringLiteral("dev"))
        return QStringLiteral("val");
    return lower.startsWith(QStringLiteral("test")) ? QStringLiteral("test") : QString();
}

} // namespace

Result<void> YoloSegmentWriter::check() const
{
    if (m_classes.objects.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("The format \"yolo\" needs a class besides the background"));
    return {};
}

QByteArray YoloSegmentWriter::labelLines(const ClassMap& mask) const
{
    QByteArray text;
    for (const MaskComponent& piece :
         maskComponents(mask, [&](std::uint8_t value) { return m_classes.isObject(value); })) {
        const auto number =
            std::find(m_classes.objects.begin(), m_classes.objects.end(), ClassIndex(piece.value));
        text += QByteArray::number(number - m_classes.objects.begin());
        // Six digits place a corner within a hundredth of a pixel; a corner is read back to the nearest
        // fifth.
        for (const QPoint corner : outlineOf(piece.runs)) {
            text += ' ' + QByteArray::number(double(corner.x()) / mask.width(), 'f', 6);
            text += ' ' + QByteArray::number(double(corner.y()) / mask.height(), 'f', 6);
        }
        text += '\n';
    }
    return text;
}

Result<FormatWriter::Outcome> YoloSegmentWriter::add(const ExportRecord& record)
{
    const Fetched fetched = fetchMasked(record);
    if (const auto* problem = std::get_if<SampleProblem>(&fetched))
        return *problem;
    const Picture& picture = std::get<Picture>(fetched);
    if (const qint64 count = unsayablePixels(*record.mask, m_classes); count > 0)
        return SampleProblem{
            record.name, QStringLiteral("unset-pixels"),
            tr("%1 pixels of \"%2\" belong to no class, which polygons cannot say beside a background")
                .arg(count)
                .arg(record.name)};
    ExportEntry entry = entryFor(record);
    // Stems are unique over all splits, because they are the names of the samples.
    const QString claimed = claimImage(entry, picture.suffix);
    const QString file = m_stems.claim(stemOf(claimed) + QStringLiteral(".txt"));
    const QString path = claimed.section(u'/', 0, -2) + u'/' + stemOf(file) + u'.' + picture.suffix;
    if (path != claimed && entry.wanted.isEmpty())
        entry.wanted = claimed;
    BADCASE_ASSIGN(entry.media, m_folder.write(path, picture.data));
    BADCASE_ASSIGN(entry.annotation, m_folder.write(yoloLabelMember(path), labelLines(*record.mask)));
    entry.maskPixels = maskHash(*record.mask);
    m_splits.insert(entry.split);
    return entry;
}

Result<std::vector<WrittenFile>> YoloSegmentWriter::finish(const EntrySpool&)
{
    YoloConfig config;
    config.path = QStringLiteral(".");
    QStringList splits(m_splits.cbegin(), m_splits.cend());
    splits.sort();
    for (const QString& split : splits) {
        if (const QString key = keyOf(split); !key.isEmpty() && !config.pictures.contains(key))
            config.pictures.insert(key, {QStringLiteral("images/") + encodeName(split)});
    }
    // Trainers want both; where one is missing the other, or everything, stands in.
    const QString train = QStringLiteral("train");
    const QString val = QStringLiteral("val");
    if (!config.pictures.contains(train))
        config.pictures.insert(train, {QStringLiteral("images")});
    if (!config.pictures.contains(val))
        config.pictures.insert(val, config.pictures.value(train));
    for (const ClassIndex index : m_classes.objects)
        config.names << m_schema.at(index).name;
    std::vector<WrittenFile> tables;
    BADCASE_ASSIGN(tables.emplace_back(),
                   m_folder.write(QStringLiteral("data.yaml"), yoloConfigText(config)));
    return tables;
}

/// The sample is called by its stem then, whatever it was called before.
Record YoloSegmentWriter::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = decodeName(stemOf(entry.media->path));
    record.split = entry.split;
    record.media = RecordFile{QString(), entry.media->path};
    return record;
}

Result<FormatWriter::Outcome> YoloClassifyWriter::add(const ExportRecord& record)
{
    if (!record.split.isEmpty())
        return ImageFolderWriter::add(record);
    ExportRecord inTrain = record;
    inTrain.split = QStringLiteral("train");
    return ImageFolderWriter::add(inTrain);
}

Result<std::unique_ptr<FormatWriter>> yoloWriter(ExportFolder& folder, const Schema& schema)
{
    if (schema.task() == Task::Segmentation)
        return std::make_unique<YoloSegmentWriter>(folder, schema);
    if (schema.task() == Task::Classification)
        return std::make_unique<YoloClassifyWriter>(folder, schema);
    return fail(ErrorCode::InvalidArgument, tr("The format \"yolo\" holds masks or one class a picture, but "
                                               "this project gives several labels; csv can hold them"));
}

} // namespace badcase::formats
