// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/taac_predictions.h"

#include "storage/formats/file_names.h"
#include "storage/formats/json_stream.h"
#include "storage/formats/json_text.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/taac2021_files.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace badcase::formats {

namespace {

/// A cancel and the progress are looked at this often.
constexpr qint64 kStep = 256;

using Scores = std::vector<std::pair<ClassIndex, double>>;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::TaacPredictions", text);
}

QJsonArray resultsOf(const JsonStream::Item& item)
{
    return item.object.value(QStringLiteral("result")).toArray();
}

bool hasSegments(const QJsonArray& results)
{
    return results.at(0).toObject().contains(QStringLiteral("segment"));
}

/// Of each class its best score, in the order in which classes appear.
void addBest(Scores& scores, ClassIndex index, double value)
{
    const auto known =
        std::find_if(scores.begin(), scores.end(), [&](const auto& score) { return score.first == index; });
    if (known == scores.end())
        scores.emplace_back(index, value);
    else
        known->second = std::max(known->second, value);
}

void addAll(const Scores& more, Scores& scores)
{
    for (const auto& [index, value] : more)
        addBest(scores, index, value);
}

void sortBestFirst(Scores& scores)
{
    std::stable_sort(scores.begin(), scores.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
}

/// One file on its way into predictions.
class Reading {
public:
    Reading(const QString& path, const Schema& schema, const QHash<QString, QString>& classes,
            TaacPredictionVisitor& visitor)
        : m_file(fileNameOf(path)),
          m_schema(schema),
          m_classes(classes),
          m_aliases(taacAliasesBeside(path)),
          m_visitor(visitor)
    {}

    Result<void> add(const JsonStream::Item& item);

private:
    ClassIndex classOf(const QString& tag);
    std::optional<Scores> scoresOf(const QJsonObject& result);
    void addResult(const QJsonObject& result, TaacPrediction& prediction);
    void problem(const QString& video, const char* kind, const QString& message)
    {
        m_visitor.problem({video, QString::fromLatin1(kind), message});
    }

    QString m_file;
    const Schema& m_schema;
    const QHash<QString, QString>& m_classes;
    QHash<QString, QString> m_aliases;
    TaacPredictionVisitor& m_visitor;
    QSet<QString> m_videos;
    QSet<QString> m_unknown;
};

ClassIndex Reading::classOf(const QString& tag)
{
    const QString name = m_aliases.value(tag, tag);
    const ClassIndex index = m_schema.indexOf(m_classes.value(tag, m_classes.value(name, name)));
    if (index == kNoClass && !m_unknown.contains(tag)) {
        m_unknown.insert(tag);
        problem(
            m_file, "unknown-class",
            tr("%1: the tag \"%2\" is no class of the project; its scores are left out").arg(m_file, tag));
    }
    return index;
}

/// nullopt: labels and scores do not belong together.
std::optional<Scores> Reading::scoresOf(const QJsonObject& result)
{
    const QJsonArray labels = result.value(QStringLiteral("labels")).toArray();
    const QJsonArray values = result.value(QStringLiteral("scores")).toArray();
    if (labels.size() != values.size())
        return std::nullopt;
    Scores scores;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        if (!values.at(i).isDouble())
            return std::nullopt;
        const ClassIndex index = classOf(labels.at(i).toString());
        const double value = values.at(i).toDouble();
        if (index != kNoClass)
            addBest(scores, index, value);
    }
    sortBestFirst(scores);
    return scores;
}

void Reading::addResult(const QJsonObject& result, TaacPrediction& prediction)
{
    auto scores = scoresOf(result);
    if (!scores) {
        problem(prediction.video, "bad-segment",
                tr("%1: a result of %2 has not one number for each label; it was left out")
                    .arg(m_file, prediction.video));
        return;
    }
    if (!result.contains(QStringLiteral("segment"))) {
        addAll(*scores, prediction.scores);
        return;
    }
    const auto ends = taacSegment(result.value(QStringLiteral("segment")));
    if (!ends) {
        problem(prediction.video, "bad-segment",
                tr("%1: a segment of %2 is no [begin, end] in seconds; it was left out")
                    .arg(m_file, prediction.video));
        return;
    }
    addAll(*scores, prediction.scores);
    prediction.segments.push_back({ends->first, ends->second, std::move(*scores)});
}

Result<void> Reading::add(const JsonStream::Item& item)
{
    if (!item.fault.isEmpty()) {
        const QString name = item.key.isEmpty() ? tr("%1, record %2").arg(m_file).arg(item.number) : item.key;
        problem(name, "bad-row", tr("%1 in %2 cannot be read: %3").arg(name, m_file, item.fault));
        return {};
    }
    if (m_videos.contains(item.key)) {
        problem(item.key, "duplicate",
                tr("%1: \"%2\" is there already; the first one is kept").arg(m_file, item.key));
        return {};
    }
    m_videos.insert(item.key);
    TaacPrediction prediction{item.key, {}, {}};
    for (const auto& result : resultsOf(item))
        addResult(result.toObject(), prediction);
    sortBestFirst(prediction.scores);
    return m_visitor.prediction(std::move(prediction));
}

QByteArray resultText(const Scores& scores, const Schema& schema, const ScoredSegment* segment)
{
    QStringList names;
    QByteArray values;
    for (const auto& [index, score] : scores) {
        names << schema.at(index).name;
        values += (values.isEmpty() ? "" : ", ") + jsonNumber(score);
    }
    QByteArray out("{");
    if (segment)
        out += "\"segment\": [" + jsonNumber(segment->begin) + ", " + jsonNumber(segment->end) + "], ";
    return out += "\"labels\": " + jsonList(names) + ", \"scores\": [" + values + "]}";
}

} // namespace

Result<TaacTrack> taacPredictionTrack(const QString& path)
{
    BADCASE_ASSIGN(const auto json, JsonStream::open(path, JsonStream::Shape::Map));
    for (;;) {
        BADCASE_ASSIGN(const auto item, json->next());
        if (!item)
            break;
        if (const QJsonArray results = resultsOf(*item); !results.isEmpty())
            return hasSegments(results) ? TaacTrack::Structuring : TaacTrack::Tagging;
    }
    return fail(ErrorCode::Corrupt,
                tr("%1 holds no predictions; {\"video\": {\"result\": [...]}} was expected").arg(path));
}

Result<void> readTaacPredictions(const QString& path, const Schema& schema,
                                 const QHash<QString, QString>& classes, TaacPredictionVisitor& visitor,
                                 const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto json, JsonStream::open(path, JsonStream::Shape::Map));
    Reading reading(path, schema, classes, visitor);
    for (qint64 done = 0;; ++done) {
        if (cancel.isCancelled())
            return fail(cancelledError());
        BADCASE_ASSIGN(const auto item, json->next());
        if (!item)
            return {};
        BADCASE_TRY(reading.add(*item));
        if (done % kStep == 0)
            visitor.progress(
                {done, (done + 1) * json->bytesTotal() / std::max<qint64>(1, json->bytesRead()), item->key});
    }
}

Result<std::unique_ptr<TaacPredictionWriter>> TaacPredictionWriter::create(const QString& folder,
                                                                           const QString& file,
                                                                           TaacTrack track,
                                                                           const Schema& schema)
{
    std::unique_ptr<TaacPredictionWriter> writer(new TaacPredictionWriter(track, schema));
    BADCASE_ASSIGN(writer->m_file, OutputFile::create(folder, file));
    return writer;
}

Result<void> TaacPredictionWriter::add(const TaacPrediction& prediction)
{
    QByteArray out = (m_any ? ", " : "{") + jsonText(prediction.video) + ": {\"result\": [";
    if (m_track == TaacTrack::Tagging) {
        out += resultText(prediction.scores, m_schema, nullptr);
    } else {
        QByteArray separator;
        for (const ScoredSegment& segment : prediction.segments) {
            out += separator + resultText(segment.scores, m_schema, &segment);
            separator = ", ";
        }
    }
    m_any = true;
    return m_file->write(out + "]}");
}

Result<WrittenFile> TaacPredictionWriter::finish()
{
    BADCASE_TRY(m_file->write(m_any ? "}" : "{}"));
    return m_file->finish();
}

} // namespace badcase::formats
