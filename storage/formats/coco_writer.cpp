// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/coco_writer.h"

#include "inference/core/mask_outline.h"
#include "storage/formats/file_names.h"
#include "storage/formats/json_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace badcase::formats {

namespace {

constexpr qsizetype kImages = sizeof("images/") - 1;
const QString kHeight = QStringLiteral("height");
const QString kWidth = QStringLiteral("width");
const QString kObjects = QStringLiteral("objects");
const QString kCaption = QStringLiteral("caption");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Coco", text);
}

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

/// Run lengths as a text; or a list of corners, where they are wished for and give the same pixels.
QJsonValue segmentationOf(const MaskRuns& runs, bool polygon)
{
    std::vector<double> corners;
    QJsonArray numbers;
    for (const QPoint corner : polygon ? seamlessOutlineOf(runs) : std::vector<QPoint>()) {
        corners.insert(corners.end(), {double(corner.x()), double(corner.y())});
        numbers << corner.x() << corner.y();
    }
    if (const auto filled = rasterisePolygon(corners, runs.size); filled && *filled == runs)
        return numbers;
    return QString::fromLatin1(compressedText(runs));
}

/// [category, crowd, area, x, y, width, height, segmentation]
QJsonArray noteOf(const MaskRuns& runs, ClassIndex index, const QJsonValue& segmentation, bool crowd = false)
{
    const QRect box = maskBounds(runs);
    return {index + 1, crowd ? 1 : 0, maskArea(runs), box.x(),
            box.y(),   box.width(),   box.height(),   segmentation};
}

QByteArray annotationText(qint64 id, qint64 image, const QJsonArray& note, const QByteArray& size)
{
    QByteArray text = "{\"id\": " + number(id) + ", \"image_id\": " + number(image) +
                      ", \"category_id\": " + number(note.at(0).toInteger()) +
                      ", \"iscrowd\": " + number(note.at(1).toInteger()) +
                      ", \"area\": " + number(note.at(2).toInteger()) + ", \"bbox\": [";
    for (int i = 3; i < 7; ++i)
        text += (i > 3 ? ", " : "") + number(note.at(i).toInteger());
    text += "], \"segmentation\": ";
    if (note.at(7).isString())
        return text + "{\"size\": " + size + ", \"counts\": " + jsonText(note.at(7).toString()) + "}}";
    return text + '[' + QJsonDocument(note.at(7).toArray()).toJson(QJsonDocument::Compact) + "]}";
}

/// Writes texts with commas and line breaks between them.
class ListWriter {
public:
    explicit ListWriter(OutputFile& file) : m_file(file) {}
    Result<void> add(const QByteArray& text)
    {
        const QByteArray before = m_any ? ",\n" : "\n";
        m_any = true;
        return m_file.write(before + text);
    }

private:
    OutputFile& m_file;
    bool m_any = false;
};

QString fileFor(const char* what, const QString& split)
{
    const QString tail = split.isEmpty() ? QString() : u'_' + encodeName(split);
    return QStringLiteral("annotations/%1%2.json").arg(QString::fromLatin1(what), tail);
}

} // namespace

Result<void> CocoWriter::check() const
{
    if (m_schema.task() != Task::Segmentation)
        return fail(ErrorCode::InvalidArgument,
                    tr("The format \"coco\" holds objects with their pixels, but the labels of this project "
                       "are of whole samples: it has no place for them. csv can hold them"));
    if (m_classes.objects.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("The format \"coco\" needs a class besides the background"));
    return {};
}

Result<FormatWriter::Outcome> CocoWriter::add(const ExportRecord& record)
{
    const Fetched fetched = fetchMasked(record);
    if (const auto* problem = std::get_if<SampleProblem>(&fetched))
        return *problem;
    const Picture& picture = std::get<Picture>(fetched);
    const MaskRuns unset = runsOfClass(*record.mask, ClassMap::kUnset);
    const qint64 crowd = m_classes.outside == ClassMap::kUnset ? 0 : maskArea(unset);
    if (const qint64 count = unsayablePixels(*record.mask, m_classes); count > crowd)
        return SampleProblem{
            record.name, QStringLiteral("unset-pixels"),
            tr("%1 pixels of \"%2\" have values that are no class").arg(count - crowd).arg(record.name)};
    ExportEntry entry = entryFor(record);
    const QString path = claimImage(entry, picture.suffix);
    BADCASE_ASSIGN(entry.media, m_folder.write(path, picture.data));
    entry.maskPixels = maskHash(*record.mask);
    QJsonArray objects;
    for (const MaskComponent& piece :
         maskComponents(*record.mask, [&](std::uint8_t value) { return m_classes.isObject(value); }))
        objects.append(noteOf(piece.runs, piece.value, segmentationOf(piece.runs, m_polygons)));
    if (crowd > 0)
        objects.append(noteOf(unset, m_classes.objects.front(), segmentationOf(unset, false), true));
    entry.notes = {{kHeight, picture.size.height()}, {kWidth, picture.size.width()}, {kObjects, objects}};
    bool& captions = m_splits[entry.split];
    captions = captions || entry.fields.contains(kCaption);
    return entry;
}

QByteArray CocoWriter::categories() const
{
    QByteArray text;
    for (const ClassIndex index : m_classes.objects) {
        const ClassInfo& info = m_schema.at(index);
        text += (text.isEmpty() ? "\n{\"id\": " : ",\n{\"id\": ") + number(index + 1) +
                ", \"name\": " + jsonText(info.name) + ", \"supercategory\": " + jsonText(info.parent) + "}";
    }
    return text;
}

Result<void> CocoWriter::writeImages(OutputFile& file, const EntrySpool& entries, const QString& split) const
{
    ListWriter list(file);
    qint64 image = 0;
    BADCASE_TRY(file.write("{\"images\": ["));
    const auto writeEntry = [&](const ExportEntry& entry) -> Result<void> {
        ++image;
        if (entry.split != split)
            return {};
        return list.add("{\"id\": " + number(image) +
                        ", \"file_name\": " + jsonText(entry.media->path.sliced(kImages)) +
                        ", \"width\": " + number(entry.notes.value(kWidth).toInt()) +
                        ", \"height\": " + number(entry.notes.value(kHeight).toInt()) + "}");
    };
    BADCASE_TRY(entries.forEach(writeEntry));
    return file.write("\n],\n\"annotations\": [");
}

Result<WrittenFile> CocoWriter::writeObjects(const EntrySpool& entries, const QString& split) const
{
    BADCASE_ASSIGN(const auto file, OutputFile::create(m_folder.path(), fileFor("instances", split)));
    BADCASE_TRY(writeImages(*file, entries, split));
    ListWriter list(*file);
    qint64 image = 0;
    qint64 annotation = 0;
    const auto writeEntry = [&](const ExportEntry& entry) -> Result<void> {
        ++image;
        const QByteArray size = '[' + number(entry.notes.value(kHeight).toInt()) + ", " +
                                number(entry.notes.value(kWidth).toInt()) + ']';
        for (const auto& object : entry.notes.value(kObjects).toArray()) {
            ++annotation;
            if (entry.split == split)
                BADCASE_TRY(list.add(annotationText(annotation, image, object.toArray(), size)));
        }
        return {};
    };
    BADCASE_TRY(entries.forEach(writeEntry));
    BADCASE_TRY(file->write("\n],\n\"categories\": [" + categories() + "\n]}\n"));
    return file->finish();
}

Result<WrittenFile> CocoWriter::writeCaptions(const EntrySpool& entries, const QString& split) const
{
    BADCASE_ASSIGN(const auto file, OutputFile::create(m_folder.path(), fileFor("captions", split)));
    BADCASE_TRY(writeImages(*file, entries, split));
    ListWriter list(*file);
    qint64 image = 0;
    qint64 annotation = 0;
    const auto writeEntry = [&](const ExportEntry& entry) -> Result<void> {
        ++image;
        if (!entry.fields.contains(kCaption))
            return {};
        for (const QString& line : entry.fields.value(kCaption).split(u'\n')) {
            ++annotation;
            if (entry.split == split)
                BADCASE_TRY(list.add("{\"id\": " + number(annotation) + ", \"image_id\": " + number(image) +
                                     ", \"caption\": " + jsonText(line) + "}"));
        }
        return {};
    };
    BADCASE_TRY(entries.forEach(writeEntry));
    BADCASE_TRY(file->write("\n]}\n"));
    return file->finish();
}

Result<std::vector<WrittenFile>> CocoWriter::finish(const EntrySpool& entries)
{
    std::vector<WrittenFile> tables;
    for (auto it = m_splits.cbegin(); it != m_splits.cend(); ++it) {
        BADCASE_ASSIGN(tables.emplace_back(), writeObjects(entries, it.key()));
        if (it.value()) {
            BADCASE_ASSIGN(tables.emplace_back(), writeCaptions(entries, it.key()));
        }
    }
    return tables;
}

/// The sample is called by its picture's path then, whatever it was called before.
Record CocoWriter::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = entry.media->path.sliced(kImages);
    record.split = entry.split;
    record.media = RecordFile{QString(), entry.media->path};
    if (entry.fields.contains(kCaption))
        record.fields.insert(kCaption, entry.fields.value(kCaption));
    return record;
}

} // namespace badcase::formats
