// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/wechat_reader.h"

#include "storage/formats/file_names.h"
#include "storage/formats/json_stream.h"
#include "storage/formats/media_gaps.h"
#include "storage/formats/preview_collector.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/wechat_files.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <future>

namespace badcase::formats {

namespace {

/// Records that are parsed while as many are stored.
constexpr std::size_t kBatch = 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::WechatReader", text);
}

/// A text or number as it stands in the file; empty for anything else.
QString plainText(const JsonStream::Item& item, const QString& key)
{
    const QJsonValue value = item.object.value(key);
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return QString::fromUtf8(rawMember(item.text, key));
    return value.isBool() ? value.toVariant().toString() : QString();
}

/// A list of texts, or of {time, text}: one line a piece.
void addPieces(const QString& field, const QJsonArray& pieces, Record& record)
{
    QStringList lines;
    for (const auto& piece : pieces) {
        const QString text =
            (piece.isObject() ? piece.toObject().value(QStringLiteral("text")) : QJsonValue(piece))
                .toString();
        if (text.isEmpty())
            continue;
        lines << text;
        const double time = piece.toObject().value(QStringLiteral("time")).toDouble(-1);
        if (std::isfinite(time) && time >= 0)
            record.spans.push_back({field, time, time, text});
    }
    if (!lines.isEmpty())
        record.fields.insert(field, lines.join(u'\n'));
}

/// Categories are four digits; a file that has them as numbers has lost the zeros in front.
QString categoryOf(const JsonStream::Item& item)
{
    const QString key = QStringLiteral("category_id");
    const QString text = plainText(item, key);
    return item.object.value(key).isDouble() ? text.rightJustified(4, u'0') : text;
}

/// Turns what stands in the files of a set into records.
class Conversion {
public:
    explicit Conversion(const ReadOptions& options) : m_options(options) {}

    PendingRecord ofItem(const JsonStream::Item& item, const WechatPart& part, MediaGaps& gaps);
    PendingRecord ofLine(const QString& line, qint64 number, const WechatPart& part);

private:
    /// False: the name is missing or taken, and the record refused.
    bool name(PendingRecord& pending, const QString& id, const QString& place);

    const ReadOptions& m_options;
    QSet<QString> m_names;
};

bool Conversion::name(PendingRecord& pending, const QString& id, const QString& place)
{
    pending.record.name = id.isEmpty() ? place : id;
    if (id.isEmpty()) {
        pending.refuse(QStringLiteral("bad-row"), tr("%1 has no id").arg(place));
        return false;
    }
    if (m_names.contains(id)) {
        pending.refuse(QStringLiteral("duplicate"),
                       tr("%1: \"%2\" is there already; the first one is kept").arg(place, id));
        return false;
    }
    m_names.insert(id);
    return true;
}

PendingRecord Conversion::ofItem(const JsonStream::Item& item, const WechatPart& part, MediaGaps& gaps)
{
    PendingRecord pending;
    Record& record = pending.record;
    const QString place = tr("%1, record %2").arg(fileNameOf(part.path)).arg(item.number);
    if (!item.fault.isEmpty()) {
        record.name = place;
        pending.refuse(QStringLiteral("bad-row"), tr("%1 cannot be read: %2").arg(place, item.fault));
        return pending;
    }
    if (!name(pending, plainText(item, QStringLiteral("id")), place))
        return pending;
    record.kind = SampleKind::NoMedia;
    record.split = part.split.isEmpty() ? m_options.split : part.split;
    for (auto it = item.object.begin(); it != item.object.end(); ++it) {
        if (it.key() == QStringLiteral("id"))
            continue;
        if (it.key() == QStringLiteral("category_id")) {
            if (const QString category = categoryOf(item); !category.isEmpty())
                record.labels = QStringList{mappedClass(m_options, category)};
        } else if (it.value().isArray()) {
            addPieces(it.key(), it.value().toArray(), record);
        } else if (const QString text = plainText(item, it.key()); text.isEmpty()) {
            continue;
        } else if (it.key() == QStringLiteral("split")) {
            record.split = text;
        } else {
            record.fields.insert(it.key(), text);
        }
    }
    std::stable_sort(record.spans.begin(), record.spans.end(),
                     [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
    if (!part.features)
        return pending;
    if (const auto found = part.features->find(record.name)) {
        gaps.found();
        setMedia(pending, part.features->root(), found->member, found->stat);
    } else {
        gaps.missing(record.name);
    }
    return pending;
}

PendingRecord Conversion::ofLine(const QString& line, qint64 number, const WechatPart& part)
{
    PendingRecord pending;
    const QString place = tr("%1, line %2").arg(fileNameOf(part.path)).arg(number);
    const QStringList cells = line.split(u',');
    if (cells.size() != 2) {
        pending.record.name = place;
        pending.refuse(
            QStringLiteral("ragged-row"),
            tr("%1 is not \"id,category_id\" but \"%2\"").arg(place, line.first(qMin(line.size(), 80))));
        return pending;
    }
    if (!name(pending, cells.first().trimmed(), place))
        return pending;
    pending.record.kind = SampleKind::NoMedia;
    pending.record.split = m_options.split;
    if (const QString category = cells.last().trimmed(); !category.isEmpty())
        pending.record.labels = QStringList{mappedClass(m_options, category)};
    return pending;
}

/// What one part has given, to say how many records there are likely to be.
struct Extent {
    qint64 seen = 0;
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0;

    qint64 records() const
    {
        return bytesRead <= 0
                   ? 0
                   : qint64(double(seen) * double(std::max(bytesRead, bytesTotal)) / double(bytesRead));
    }
};

/// Records of a file, read one batch ahead on a helper thread: parsing goes on while the last ones are
/// stored.
class ItemsAhead {
public:
    struct Batch {
        std::vector<JsonStream::Item> items; ///< empty: the file is at its end
        qint64 bytesRead = 0;
    };

    ItemsAhead(JsonStream& stream, std::size_t size) : m_stream(stream), m_size(size) { start(size); }
    ~ItemsAhead() { m_next.wait(); }
    Q_DISABLE_COPY_MOVE(ItemsAhead)

    Result<Batch> next()
    {
        Result<Batch> batch = m_next.get();
        const bool more = batch && !batch->items.empty();
        start(more ? m_size : 0);
        return batch;
    }

private:
    void start(std::size_t size)
    {
        m_next = std::async(std::launch::async, [this, size]() -> Result<Batch> {
            Batch batch;
            while (batch.items.size() < size) {
                BADCASE_ASSIGN(auto item, m_stream.next());
                if (!item)
                    break;
                batch.items.push_back(std::move(*item));
            }
            batch.bytesRead = m_stream.bytesRead();
            return batch;
        });
    }

    JsonStream& m_stream;
    std::size_t m_size;
    std::future<Result<Batch>> m_next; // behind what the thread uses
};

/// At most `limit` records when it is not negative.
Result<Extent> readList(const WechatPart& part, Conversion& conversion, qint64 limit, RecordStream& stream,
                        qint64 before)
{
    BADCASE_ASSIGN(const auto json, JsonStream::open(part.path, JsonStream::Shape::List));
    ItemsAhead ahead(*json, limit < 0 ? kBatch : static_cast<std::size_t>(limit));
    MediaGaps gaps(fileNameOf(part.path), part.features ? part.features->root()->path() : QString());
    Extent extent{0, 0, json->bytesTotal()};
    while (limit < 0 || extent.seen < limit) {
        BADCASE_ASSIGN(const ItemsAhead::Batch batch, ahead.next());
        extent.bytesRead = batch.bytesRead;
        if (batch.items.empty())
            break;
        for (const JsonStream::Item& item : batch.items)
            BADCASE_TRY(stream.add(conversion.ofItem(item, part, gaps)));
        extent.seen += static_cast<qint64>(batch.items.size());
        stream.setTotal(before + extent.records());
    }
    if (limit < 0)
        BADCASE_TRY(gaps.report(stream));
    return extent;
}

Result<Extent> readTable(const WechatPart& part, Conversion& conversion, qint64 limit, RecordStream& stream)
{
    QFile file(part.path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(part.path), file.errorString());
    Extent extent{0, 0, file.size()};
    qint64 number = 0;
    while (!file.atEnd() && (limit < 0 || extent.seen < limit)) {
        QString line = QString::fromUtf8(file.readLine());
        extent.bytesRead = file.pos();
        ++number;
        if (number == 1 && line.startsWith(QChar(0xFEFF)))
            line.remove(0, 1);
        if (line.trimmed().isEmpty())
            continue;
        ++extent.seen;
        BADCASE_TRY(stream.add(conversion.ofLine(line.trimmed(), number, part)));
    }
    return extent;
}

} // namespace

Result<Preview> WechatReader::preview(const ReadOptions& options, const Schema&, int limit,
                                      const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto parts, wechatParts(options, cancel));
    PreviewCollector collector;
    RecordStream stream(collector, cancel, inspectMedia, limit);
    Conversion conversion(options);
    const qint64 each = std::max<qint64>(1, limit / static_cast<qint64>(parts.size()));
    qint64 expected = 0;
    for (const WechatPart& part : parts) {
        BADCASE_ASSIGN(const Extent extent, part.isTable() ? readTable(part, conversion, each, stream)
                                                           : readList(part, conversion, each, stream, 0));
        expected += extent.records();
    }
    BADCASE_TRY(stream.finish());
    collector.preview.estimatedRecords = expected;
    return std::move(collector.preview);
}

Result<PairCounts> WechatReader::read(const ReadOptions& options, const Schema&, RecordVisitor& visitor,
                                      const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto parts, wechatParts(options, cancel));
    RecordStream stream(visitor, cancel, inspectMedia);
    Conversion conversion(options);
    qint64 before = 0;
    for (const WechatPart& part : parts) {
        BADCASE_ASSIGN(const Extent extent, part.isTable() ? readTable(part, conversion, -1, stream)
                                                           : readList(part, conversion, -1, stream, before));
        before += extent.seen;
    }
    stream.setTotal(before);
    BADCASE_TRY(stream.finish());
    return PairCounts{};
}

} // namespace badcase::formats
