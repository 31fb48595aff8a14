// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/segment_packing.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>

#include <algorithm>
#include <tuple>

namespace badcase::storage {

namespace {

/// Bytes of a stretch without classes: a list cannot claim more of them than its bytes hold.
constexpr qint64 kSmallestScored = 8 + 8 + 4;
constexpr qint64 kBytesPerScore = 4 + 8;

void prepare(QDataStream& stream)
{
    stream.setVersion(QDataStream::Qt_6_0);
    stream.setByteOrder(QDataStream::LittleEndian);
}

std::optional<ScoredSegment> readScored(QDataStream& stream)
{
    ScoredSegment segment;
    qint32 scores = 0;
    stream >> segment.begin >> segment.end >> scores;
    if (stream.status() != QDataStream::Ok || scores < 0 ||
        scores > stream.device()->bytesAvailable() / kBytesPerScore)
        return {};
    for (qint32 i = 0; i < scores; ++i) {
        qint32 index = 0;
        double probability = 0;
        stream >> index >> probability;
        segment.scores.emplace_back(index, probability);
    }
    return segment;
}

} // namespace

QJsonArray segmentsToJson(const std::vector<Segment>& segments)
{
    QJsonArray list;
    for (const Segment& segment : segments) {
        QJsonArray classes;
        for (const ClassIndex index : segment.labels)
            classes.append(index);
        list.append(QJsonArray{segment.begin, segment.end, classes});
    }
    return list;
}

std::optional<std::vector<Segment>> segmentsFromJson(const QJsonArray& json)
{
    std::vector<Segment> segments;
    for (const QJsonValue& value : json) {
        const QJsonArray parts = value.toArray();
        if (parts.size() != 3 || !parts[0].isDouble() || !parts[1].isDouble() || !parts[2].isArray())
            return {};
        std::vector<ClassIndex> classes;
        for (const QJsonValue& index : parts[2].toArray())
            classes.push_back(index.toInt());
        segments.push_back({parts[0].toDouble(), parts[1].toDouble(), LabelSet(std::move(classes))});
    }
    return segments;
}

QString segmentsToText(const std::vector<Segment>& segments)
{
    return QString::fromUtf8(QJsonDocument(segmentsToJson(segments)).toJson(QJsonDocument::Compact));
}

std::optional<std::vector<Segment>> segmentsFromText(const QString& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isArray() ? segmentsFromJson(document.array()) : std::nullopt;
}

std::vector<Segment> inOrder(std::vector<Segment> segments)
{
    std::stable_sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) {
        return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
    });
    return segments;
}

QByteArray packScored(const std::vector<ScoredSegment>& segments)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    prepare(stream);
    stream << static_cast<qint32>(segments.size());
    for (const ScoredSegment& segment : segments) {
        stream << segment.begin << segment.end << static_cast<qint32>(segment.scores.size());
        for (const auto& [index, probability] : segment.scores)
            stream << static_cast<qint32>(index) << probability;
    }
    return bytes;
}

std::optional<std::vector<ScoredSegment>> unpackScored(const QByteArray& bytes)
{
    QDataStream stream(bytes);
    prepare(stream);
    qint32 count = 0;
    stream >> count;
    if (stream.status() != QDataStream::Ok || count < 0 || count > bytes.size() / kSmallestScored)
        return {};
    std::vector<ScoredSegment> segments;
    for (qint32 i = 0; i < count; ++i) {
        auto segment = readScored(stream);
        if (!segment)
            return {};
        segments.push_back(std::move(*segment));
    }
    return stream.status() == QDataStream::Ok && stream.atEnd() ? std::optional(std::move(segments))
                                                                : std::nullopt;
}

} // namespace badcase::storage
