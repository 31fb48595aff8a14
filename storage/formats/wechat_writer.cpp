// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/wechat_writer.h"

#include "storage/formats/json_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::WechatWriter", text);
}

bool fitsTable(const QString& text)
{
    return !text.isEmpty() && text.trimmed() == text && !text.contains(u',') && !text.contains(u'\n') &&
           !text.contains(u'\r');
}

struct Piece {
    QString text;
    double time = -1; ///< < 0: not known
};

/// The pieces that a text was joined from: a span where one stands at this place, else a line.
std::vector<Piece> piecesOf(const ExportEntry& entry, const QString& field)
{
    std::vector<TextSpan> open;
    for (const TextSpan& span : entry.spans) {
        if (span.field == field && !span.text.isEmpty() && std::isfinite(span.begin) && span.begin >= 0)
            open.push_back(span);
    }
    const QString text = entry.fields.value(field);
    std::vector<Piece> pieces;
    for (qsizetype at = 0; at < text.size();) {
        const auto standsHere = [&](const TextSpan& span) {
            const qsizetype end = at + span.text.size();
            return QStringView(text).sliced(at).startsWith(span.text) &&
                   (end == text.size() || text.at(end) == u'\n');
        };
        Piece piece;
        if (const auto span = std::find_if(open.begin(), open.end(), standsHere); span != open.end()) {
            piece = {span->text, span->begin};
            open.erase(span);
        } else {
            const qsizetype end = text.indexOf(u'\n', at);
            piece.text = text.sliced(at, (end < 0 ? text.size() : end) - at);
        }
        at += piece.text.size() + 1;
        if (!piece.text.isEmpty())
            pieces.push_back(std::move(piece));
    }
    return pieces;
}

/// OCR is a list in this format; any other text is one only where times are known.
bool isListed(const ExportEntry& entry, const QString& field)
{
    return field == QStringLiteral("ocr") ||
           std::any_of(entry.spans.begin(), entry.spans.end(),
                       [&](const TextSpan& span) { return span.field == field; });
}

/// Seconds; whole ones as integers.
QByteArray timeText(double seconds)
{
    const bool whole = seconds == std::floor(seconds) && seconds < 1e15;
    return whole ? QByteArray::number(static_cast<qint64>(seconds)) : jsonNumber(seconds);
}

QByteArray listText(const std::vector<Piece>& pieces)
{
    QByteArray out("[");
    for (const Piece& piece : pieces) {
        out += out.size() > 1 ? ", {" : "{";
        if (piece.time >= 0)
            out += "\"time\": " + timeText(piece.time) + ", ";
        out += "\"text\": " + jsonText(piece.text) + '}';
    }
    return out += ']';
}

QByteArray recordText(const ExportEntry& entry)
{
    QStringList fields{QStringLiteral("title"), QStringLiteral("asr"), QStringLiteral("ocr")};
    for (auto it = entry.fields.cbegin(); it != entry.fields.cend(); ++it) {
        if (!fields.contains(it.key()))
            fields << it.key();
    }
    QByteArray out = "{\"id\": " + jsonText(entry.name);
    for (const QString& field : fields) {
        out += ", " + jsonText(field) + ": ";
        out +=
            isListed(entry, field) ? listText(piecesOf(entry, field)) : jsonText(entry.fields.value(field));
    }
    if (!entry.split.isEmpty())
        out += ", \"split\": " + jsonText(entry.split);
    if (entry.labels)
        out += ", \"category_id\": " + jsonText(entry.labels->first());
    return out += '}';
}

/// One of the JSON lists; opened at its first record.
class ListFile {
public:
    Result<void> open(const QString& folder, const QString& name)
    {
        BADCASE_ASSIGN(m_file, OutputFile::create(folder, name));
        return {};
    }
    Result<void> add(const QByteArray& record)
    {
        BADCASE_TRY(m_file->write((m_any ? ", " : "[") + record));
        m_any = true;
        return {};
    }
    Result<void> finish(std::vector<WrittenFile>& written)
    {
        if (!m_file)
            return {};
        BADCASE_TRY(m_file->write("]"));
        BADCASE_ASSIGN(written.emplace_back(), m_file->finish());
        return {};
    }

private:
    std::unique_ptr<OutputFile> m_file;
    bool m_any = false;
};

} // namespace

Result<void> WechatWriter::check() const
{
    if (m_schema.task() != Task::Classification)
        return fail(ErrorCode::InvalidArgument,
                    tr("The format \"wechat\" gives each sample one class; this project does not"));
    for (const ClassInfo& info : m_schema.classes()) {
        if (!fitsTable(info.name))
            return fail(ErrorCode::InvalidArgument,
                        tr("The class \"%1\" cannot stand in result.csv; rename it").arg(info.name));
    }
    return {};
}

Result<FormatWriter::Outcome> WechatWriter::add(const ExportRecord& record)
{
    ExportEntry entry = entryFor(record);
    if (!fitsTable(entry.name))
        return SampleProblem{record.name, QStringLiteral("bad-name"),
                             tr("\"%1\" cannot stand in result.csv; csv can hold it").arg(record.name)};
    if (entry.labels && entry.labels->size() != 1)
        return SampleProblem{record.name, QStringLiteral("several-labels"),
                             tr("\"%1\" has %2 labels, but this format gives each sample one")
                                 .arg(record.name)
                                 .arg(entry.labels->size())};
    // What the record says itself; a text of that name would contradict it.
    for (const auto* own : {"id", "split", "category_id"})
        entry.fields.remove(QString::fromLatin1(own));
    (entry.labels ? m_anyLabelled : m_anyUnlabelled) = true;
    return entry;
}

Result<std::vector<WrittenFile>> WechatWriter::finish(const EntrySpool& entries)
{
    ListFile labelled;
    ListFile unlabelled;
    std::unique_ptr<OutputFile> result;
    if (m_anyLabelled) {
        BADCASE_TRY(labelled.open(m_folder.path(), QStringLiteral("labeled.json")));
        BADCASE_ASSIGN(result, OutputFile::create(m_folder.path(), QStringLiteral("result.csv")));
    }
    if (m_anyUnlabelled)
        BADCASE_TRY(unlabelled.open(m_folder.path(), QStringLiteral("unlabeled.json")));
    const auto listed = entries.forEach([&](const ExportEntry& entry) -> Result<void> {
        if (!entry.labels)
            return unlabelled.add(recordText(entry));
        BADCASE_TRY(result->write(entry.name.toUtf8() + ',' + entry.labels->first().toUtf8() + '\n'));
        return labelled.add(recordText(entry));
    });
    BADCASE_TRY(listed);
    std::vector<WrittenFile> written;
    BADCASE_TRY(labelled.finish(written));
    BADCASE_TRY(unlabelled.finish(written));
    if (result) {
        BADCASE_ASSIGN(written.emplace_back(), result->finish());
    }
    return written;
}

Record WechatWriter::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = entry.name;
    record.kind = SampleKind::NoMedia;
    record.split = entry.split;
    record.labels = entry.labels;
    for (auto it = entry.fields.cbegin(); it != entry.fields.cend(); ++it) {
        if (!isListed(entry, it.key())) {
            record.fields.insert(it.key(), it.value());
            continue;
        }
        QStringList lines;
        for (const Piece& piece : piecesOf(entry, it.key())) {
            lines << piece.text;
            if (piece.time >= 0)
                record.spans.push_back({it.key(), piece.time, piece.time, piece.text});
        }
        if (!lines.isEmpty())
            record.fields.insert(it.key(), lines.join(u'\n'));
    }
    std::stable_sort(record.spans.begin(), record.spans.end(),
                     [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
    return record;
}

} // namespace badcase::formats
