// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/taac2021_writer.h"

#include "storage/formats/file_names.h"
#include "storage/formats/json_text.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Taac2021Writer", text);
}

/// Fits a cell of tagging_info.txt.
bool fitsLine(const QString& text)
{
    return !text.isEmpty() && text.trimmed() == text && !text.contains(u'\t') && !text.contains(u'\n') &&
           !text.contains(u'\r');
}

QByteArray segmentText(const RecordSegment& segment)
{
    return "{\"segment\": [" + jsonNumber(segment.begin) + ", " + jsonNumber(segment.end) +
           "], \"labels\": " + jsonList(segment.labels) + '}';
}

QByteArray recordText(const ExportEntry& entry)
{
    QByteArray out = jsonText(entry.name) + ": {\"annotations\": [";
    QByteArray separator;
    for (const RecordSegment& segment : *entry.segments) {
        out += separator + segmentText(segment);
        separator = ", ";
    }
    return out += "]}";
}

} // namespace

Result<void> Taac2021Writer::check() const
{
    if (m_schema.task() == Task::Segmentation)
        return fail(ErrorCode::InvalidArgument,
                    tr("The format \"taac2021\" holds tags of videos; this project has masks"));
    for (const ClassInfo& info : m_schema.classes()) {
        if (!fitsLine(info.name) || info.name.contains(u','))
            return fail(ErrorCode::InvalidArgument,
                        tr("The class \"%1\" cannot be written: tags are joined by ',' and spaces around "
                           "them are dropped. Rename the class")
                            .arg(info.name));
    }
    return {};
}

Result<FormatWriter::Outcome> Taac2021Writer::add(const ExportRecord& record)
{
    ExportEntry entry = entryFor(record);
    if (!fitsLine(entry.name) || !hasVideoSuffix(entry.name))
        return SampleProblem{
            record.name, QStringLiteral("bad-name"),
            tr("\"%1\" is no name of a video file, which this format goes by; csv can hold it")
                .arg(record.name)};
    if (entry.segments) {
        std::stable_sort(entry.segments->begin(), entry.segments->end(),
                         [](const RecordSegment& a, const RecordSegment& b) { return a.begin < b.begin; });
        LabelSet all;
        for (const Segment& segment : *record.segments) {
            if (!std::isfinite(segment.begin) || !std::isfinite(segment.end) || segment.begin < 0 ||
                segment.end < segment.begin)
                return SampleProblem{
                    record.name, QStringLiteral("bad-segment"),
                    tr("\"%1\" has a segment that does not end after it begins").arg(record.name)};
            std::vector<ClassIndex> both = all.classes();
            both.insert(both.end(), segment.labels.begin(), segment.labels.end());
            all = LabelSet(std::move(both));
        }
        if (!entry.labels && (!all.empty() || canHaveNoClass(m_schema))) {
            entry.labels.emplace();
            for (const ClassIndex index : all)
                *entry.labels << m_schema.at(index).name;
        }
    }
    if (!entry.labels)
        return SampleProblem{record.name, QStringLiteral("unlabelled"),
                             tr("\"%1\" has neither labels nor segments").arg(record.name)};
    // What this format cannot hold.
    entry.split.clear();
    entry.fields.clear();
    entry.spans.clear();
    m_anySegments = m_anySegments || entry.segments;
    return entry;
}

QByteArray Taac2021Writer::labelIds() const
{
    QByteArray out;
    for (int i = 0; i < m_schema.size(); ++i) {
        const ClassInfo& info = m_schema.at(i);
        out += info.name.toUtf8() + '\t' + QByteArray::number(i);
        if (fitsLine(info.parent))
            out += '\t' + info.parent.toUtf8();
        out += '\n';
    }
    return out;
}

Result<std::vector<WrittenFile>> Taac2021Writer::finish(const EntrySpool& entries)
{
    BADCASE_ASSIGN(const auto tagging,
                   OutputFile::create(m_folder.path(), QStringLiteral("tagging_info.txt")));
    std::unique_ptr<OutputFile> truth;
    if (m_anySegments) {
        BADCASE_ASSIGN(truth, OutputFile::create(m_folder.path(), QStringLiteral("train_gt.json")));
    }
    QByteArray separator("{");
    const auto listed = entries.forEach([&](const ExportEntry& entry) -> Result<void> {
        BADCASE_TRY(tagging->write(entry.name.toUtf8() + '\t' + entry.labels->join(u',').toUtf8() + '\n'));
        if (!entry.segments)
            return {};
        BADCASE_TRY(truth->write(separator + recordText(entry)));
        separator = ", ";
        return {};
    });
    BADCASE_TRY(listed);
    std::vector<WrittenFile> written;
    BADCASE_ASSIGN(written.emplace_back(), tagging->finish());
    if (truth) {
        BADCASE_TRY(truth->write("}"));
        BADCASE_ASSIGN(written.emplace_back(), truth->finish());
    }
    BADCASE_ASSIGN(written.emplace_back(), m_folder.write(QStringLiteral("label_id.txt"), labelIds()));
    return written;
}

Record Taac2021Writer::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = entry.name;
    record.kind = SampleKind::NoMedia;
    record.labels = entry.labels;
    record.segments = entry.segments;
    return record;
}

} // namespace badcase::formats
