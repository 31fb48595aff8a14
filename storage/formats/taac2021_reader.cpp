// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/taac2021_reader.h"

#include "storage/formats/file_names.h"
#include "storage/formats/json_stream.h"
#include "storage/formats/media_gaps.h"
#include "storage/formats/preview_collector.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/taac2021_files.h"
#include "storage/formats/video_folders.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace badcase::formats {

namespace {

constexpr qint64 kMaxTextBytes = qint64(16) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Taac2021Reader", text);
}

/// What is read or heard in a video, into the fields "ocr" and "asr".
void readTexts(PendingRecord& pending)
{
    if (pending.textMember.isEmpty())
        return;
    const auto data = pending.textRoot->read(pending.textMember, kMaxTextBytes);
    if (!data) {
        pending.addProblem(QStringLiteral("unreadable-text"), data.error().message);
        return;
    }
    const QJsonDocument document =
        QJsonDocument::fromJson(data->startsWith("\xEF\xBB\xBF") ? data->sliced(3) : *data);
    if (!document.isObject()) {
        pending.addProblem(
            QStringLiteral("unreadable-text"),
            tr("%1 is not a JSON object in UTF-8; the sample has no texts").arg(pending.textMember));
        return;
    }
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString field = it.key().startsWith(QStringLiteral("video_")) ? it.key().sliced(6) : it.key();
        QStringList lines;
        if (it.value().isArray()) {
            for (const auto& line : it.value().toArray())
                lines << line.toVariant().toString();
            lines.removeAll(QString());
        } else {
            lines << it.value().toVariant().toString();
        }
        if (const QString text = lines.join(u'\n'); !text.isEmpty() && !field.isEmpty())
            pending.record.fields.insert(field, text);
    }
}

/// A set on its way into records.
class SetReader {
public:
    SetReader(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
              const CancelToken& cancel, qint64 limit)
        : m_options(options),
          m_cancel(cancel),
          m_mayHaveNoClass(canHaveNoClass(schema)),
          m_stream(
              visitor, cancel,
              [](PendingRecord& pending) {
                  inspectMedia(pending);
                  if (pending.usable)
                      readTexts(pending);
              },
              limit)
    {}

    Result<void> run();
    qint64 expected() const { return m_expected; }

private:
    Result<void> readTruth(const QString& path);
    Result<void> readTagging(const QString& path);
    Result<void> addTaggedOnly(const QString& path);
    std::vector<RecordSegment> segmentsOf(const QJsonObject& object, PendingRecord& pending) const;
    void labelFrom(PendingRecord& pending, const QString& path) const;
    void addFiles(PendingRecord& pending, MediaGaps& gaps) const;
    QString className(const QString& tag) const
    {
        return mappedClass(m_options, m_files.aliases.value(tag, tag));
    }

    const ReadOptions& m_options;
    CancelToken m_cancel;
    bool m_mayHaveNoClass;
    RecordStream m_stream;
    Taac2021Files m_files;
    VideoFolders m_folders;
    QHash<QString, QStringList> m_tags; ///< video -> classes, from the infos of tags
    QStringList m_tagged;               ///< its keys, in the order of the file
    QSet<QString> m_names;
    qint64 m_expected = 0;
};

Result<void> SetReader::run()
{
    BADCASE_ASSIGN(m_files, taac2021Files(m_options.source));
    const bool named = !m_options.mediaRoot.isEmpty();
    const QString base = named ? QDir(m_files.folder).absoluteFilePath(m_options.mediaRoot) : m_files.folder;
    BADCASE_ASSIGN(m_folders, VideoFolders::build(base, named, m_cancel));
    for (const QString& path : m_files.taggings)
        BADCASE_TRY(readTagging(path));
    for (const QString& path : m_files.truths)
        BADCASE_TRY(readTruth(path));
    if (!m_files.taggings.isEmpty())
        BADCASE_TRY(addTaggedOnly(m_files.taggings.first()));
    return m_stream.finish();
}

/// Segments with their classes, by begin; what is none is reported and left out.
std::vector<RecordSegment> SetReader::segmentsOf(const QJsonObject& object, PendingRecord& pending) const
{
    std::vector<RecordSegment> segments;
    int number = 0;
    for (const auto& value : object.value(QStringLiteral("annotations")).toArray()) {
        const QJsonObject annotation = value.toObject();
        ++number;
        const auto ends = taacSegment(annotation.value(QStringLiteral("segment")));
        if (!ends || ends->first < 0) {
            pending.addProblem(QStringLiteral("bad-segment"),
                               tr("%1: segment %2 is no [begin, end] in seconds; it was left out")
                                   .arg(pending.record.name)
                                   .arg(number));
            continue;
        }
        RecordSegment segment{ends->first, ends->second, {}};
        for (const auto& label : annotation.value(QStringLiteral("labels")).toArray()) {
            if (const QString name = className(label.toString()); !name.isEmpty())
                segment.labels << name;
        }
        segment.labels.removeDuplicates();
        segments.push_back(std::move(segment));
    }
    std::stable_sort(segments.begin(), segments.end(),
                     [](const RecordSegment& a, const RecordSegment& b) { return a.begin < b.begin; });
    return segments;
}

/// The union of the segments' classes, or what the info of tags says.
void SetReader::labelFrom(PendingRecord& pending, const QString& path) const
{
    Record& record = pending.record;
    QStringList names;
    for (const RecordSegment& segment : *record.segments)
        names << segment.labels;
    names.removeDuplicates();
    if (const auto tags = m_tags.constFind(record.name); tags != m_tags.cend()) {
        if (QSet<QString>(tags->begin(), tags->end()) != QSet<QString>(names.begin(), names.end()))
            pending.addProblem(QStringLiteral("labels-differ"),
                               tr("%1: the tags of its segments in %2 are others than its tags in %3; the "
                                  "latter are its labels")
                                   .arg(record.name, fileNameOf(path), fileNameOf(m_files.taggings.first())));
        names = *tags;
    }
    if (!names.isEmpty() || m_mayHaveNoClass)
        record.labels = names;
}

void SetReader::addFiles(PendingRecord& pending, MediaGaps& gaps) const
{
    const QString name = pending.record.name;
    if (const auto found = m_folders.media(name)) {
        setMedia(pending, m_folders.root(), found->member, found->stat);
        gaps.found();
    } else {
        gaps.missing(name);
    }
    if (const auto text = m_folders.text(name)) {
        pending.textMember = *text;
        pending.textRoot = m_folders.root();
    }
}

Result<void> SetReader::readTruth(const QString& path)
{
    BADCASE_ASSIGN(const auto json, JsonStream::open(path, JsonStream::Shape::Map));
    MediaGaps gaps(fileNameOf(path), m_folders.root()->path());
    qint64 seen = 0;
    while (!m_stream.full()) {
        BADCASE_ASSIGN(const auto item, json->next());
        if (!item)
            break;
        ++seen;
        PendingRecord pending;
        Record& record = pending.record;
        record.name =
            item->key.isEmpty() ? tr("%1, record %2").arg(fileNameOf(path)).arg(item->number) : item->key;
        record.kind = SampleKind::NoMedia;
        record.split = m_options.split;
        if (!item->fault.isEmpty()) {
            pending.refuse(QStringLiteral("bad-row"),
                           tr("%1 in %2 cannot be read: %3").arg(record.name, fileNameOf(path), item->fault));
        } else if (m_names.contains(record.name)) {
            pending.refuse(
                QStringLiteral("duplicate"),
                tr("%1: \"%2\" is there already; the first one is kept").arg(fileNameOf(path), record.name));
        } else {
            m_names.insert(record.name);
            record.segments = segmentsOf(item->object, pending);
            labelFrom(pending, path);
            addFiles(pending, gaps);
        }
        BADCASE_TRY(m_stream.add(std::move(pending)));
    }
    m_expected += json->bytesRead() > 0 ? seen * json->bytesTotal() / json->bytesRead() : 0;
    return m_stream.full() ? Result<void>() : gaps.report(m_stream);
}

/// Keeps the tags of all videos of an info; they are few (a contest has 10,000).
Result<void> SetReader::readTagging(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(path), file.errorString());
    for (qint64 number = 1; !file.atEnd(); ++number) {
        if (m_cancel.isCancelled())
            return fail(cancelledError());
        QString line = QString::fromUtf8(file.readLine());
        while (line.endsWith(u'\n') || line.endsWith(u'\r'))
            line.chop(1);
        if (number == 1 && line.startsWith(QChar(0xFEFF)))
            line.remove(0, 1);
        if (line.isEmpty())
            continue;
        const QString place = tr("%1, line %2").arg(fileNameOf(path)).arg(number);
        const QStringList cells = line.split(u'\t');
        if (cells.size() != 2 || cells.first().isEmpty()) {
            BADCASE_TRY(m_stream.addProblem(
                {place, QStringLiteral("ragged-row"), tr("%1 is not \"video<TAB>tag,tag\"").arg(place)}));
            continue;
        }
        if (m_tags.contains(cells.first())) {
            BADCASE_TRY(m_stream.addProblem(
                {cells.first(), QStringLiteral("duplicate"),
                 tr("%1: \"%2\" is there already; the first one is kept").arg(place, cells.first())}));
            continue;
        }
        QStringList names;
        for (const QString& tag : cells.last().split(u',', Qt::SkipEmptyParts))
            names << className(tag.trimmed());
        names.removeAll(QString());
        names.removeDuplicates();
        m_tags.insert(cells.first(), names);
        m_tagged << cells.first();
    }
    return {};
}

/// Videos that have tags but no segments.
Result<void> SetReader::addTaggedOnly(const QString& path)
{
    MediaGaps gaps(fileNameOf(path), m_folders.root()->path());
    for (const QString& name : m_tagged) {
        if (m_names.contains(name))
            continue;
        ++m_expected;
        if (m_stream.full())
            continue;
        PendingRecord pending;
        pending.record.name = name;
        pending.record.kind = SampleKind::NoMedia;
        pending.record.split = m_options.split;
        if (const QStringList names = m_tags.value(name); !names.isEmpty() || m_mayHaveNoClass)
            pending.record.labels = names;
        addFiles(pending, gaps);
        BADCASE_TRY(m_stream.add(std::move(pending)));
    }
    // A list of labels for samples that are there already needs no media.
    const bool say = m_folders.hasMedia() && !m_stream.full();
    return say ? gaps.report(m_stream) : Result<void>();
}

} // namespace

Result<Preview> Taac2021Reader::preview(const ReadOptions& options, const Schema& schema, int limit,
                                        const CancelToken& cancel)
{
    PreviewCollector collector;
    SetReader reader(options, schema, collector, cancel, limit);
    BADCASE_TRY(reader.run());
    collector.preview.estimatedRecords = reader.expected();
    return std::move(collector.preview);
}

Result<PairCounts> Taac2021Reader::read(const ReadOptions& options, const Schema& schema,
                                        RecordVisitor& visitor, const CancelToken& cancel)
{
    SetReader reader(options, schema, visitor, cancel, -1);
    BADCASE_TRY(reader.run());
    return PairCounts{};
}

} // namespace badcase::formats
