// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_packing.h"
#include "storage/prediction_repository.h"
#include "storage/segment_packing.h"
#include "storage/sqlite/cursor.h"
#include "storage/statement.h"

#include <QCoreApplication>

#include <cmath>

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

Error damaged(const Connection& connection)
{
    return {ErrorCode::Corrupt, say("%1 has damaged scores of a video. Delete the run and run it again.")
                                    .arg(connection.projectPath())};
}

Result<void> checkSequence(const SequenceScores& sequence)
{
    const auto cells = sequence.times.size() * static_cast<std::size_t>(qMax(0, sequence.columns));
    if (sequence.columns > 0 && sequence.values.size() == cells)
        return {};
    return fail(ErrorCode::InvalidArgument,
                say("The scores along time of sample number %1 do not fit together: %2 rows, %3 columns, %4 "
                    "values.")
                    .arg(sequence.sample.value)
                    .arg(sequence.times.size())
                    .arg(sequence.columns)
                    .arg(sequence.values.size()));
}

Result<void> checkSegments(const PredictedSegments& predicted)
{
    for (const ScoredSegment& segment : predicted.segments) {
        if (!std::isfinite(segment.begin) || !std::isfinite(segment.end) || segment.end < segment.begin)
            return fail(ErrorCode::InvalidArgument,
                        say("A predicted segment of sample number %1 goes from second %2 to second %3.")
                            .arg(predicted.sample.value)
                            .arg(segment.begin)
                            .arg(segment.end));
    }
    return {};
}

QByteArray packTimes(const std::vector<TimeRange>& times)
{
    std::vector<double> flat;
    flat.reserve(times.size() * 2);
    for (const TimeRange& time : times) {
        flat.push_back(time.begin);
        flat.push_back(time.end);
    }
    return pack(flat);
}

} // namespace

Result<void> PredictionRepository::putSequences(RunId run, const std::vector<PredictedSegments>& segments,
                                                const std::vector<SequenceScores>& sequences)
{
    if (!segments.empty()) {
        Statement put(m_connection,
                      QStringLiteral("INSERT INTO predicted_segments (run_id, sample_id, segments) "
                                     "VALUES (?, ?, ?) ON CONFLICT (run_id, sample_id) DO UPDATE SET "
                                     "segments = excluded.segments"));
        for (const PredictedSegments& predicted : segments) {
            BADCASE_TRY(checkSegments(predicted));
            BADCASE_TRY(put.run({run.value, predicted.sample.value, packScored(predicted.segments)}));
        }
    }
    if (sequences.empty())
        return {};
    Statement put(m_connection,
                  QStringLiteral("INSERT INTO sequence_scores (run_id, sample_id, content, columns, times, "
                                 "scores) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, sample_id) "
                                 "DO UPDATE SET content = excluded.content, columns = excluded.columns, "
                                 "times = excluded.times, scores = excluded.scores"));
    for (const SequenceScores& sequence : sequences) {
        BADCASE_TRY(checkSequence(sequence));
        // An empty sequence must not bind as NULL.
        const auto blob = [](const QByteArray& bytes) { return bytes.isNull() ? QByteArray("") : bytes; };
        BADCASE_TRY(
            put.run({run.value, sequence.sample.value, static_cast<int>(sequence.content), sequence.columns,
                     blob(packTimes(sequence.times)), blob(pack(sequence.values))}));
    }
    return {};
}

Result<void> PredictionRepository::writeSequences(RunId run, const std::vector<PredictedSegments>& segments,
                                                  const std::vector<SequenceScores>& sequences)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_TRY(putSequences(run, segments, sequences));
    return transaction.commit();
}

Result<std::optional<std::vector<ScoredSegment>>> PredictionRepository::segments(RunId run, SampleId sample)
{
    Statement row(m_connection, QStringLiteral("SELECT segments FROM predicted_segments "
                                               "WHERE run_id = ? AND sample_id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({run.value, sample.value}));
    if (!found)
        return std::optional<std::vector<ScoredSegment>>();
    auto segments = unpackScored(row.blob(0));
    return segments ? Result<std::optional<std::vector<ScoredSegment>>>(std::move(segments))
                    : fail(damaged(m_connection));
}

Result<void>
PredictionRepository::eachSegments(RunId run, const CancelToken& cancel,
                                   const std::function<Result<void>(const PredictedSegments&)>& visit)
{
    sqlite::Cursor row(m_connection,
                       QStringLiteral("SELECT sample_id, segments FROM predicted_segments WHERE run_id = ? "
                                      "ORDER BY id"),
                       {run.value}, cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return {};
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, say("Stopped reading predictions."));
        auto segments = unpackScored(row.blob(1));
        if (!segments)
            return fail(damaged(m_connection));
        BADCASE_TRY(visit({row.sampleId(0), std::move(*segments)}));
    }
}

Result<std::optional<SequenceScores>> PredictionRepository::sequence(RunId run, SampleId sample)
{
    Statement row(m_connection, QStringLiteral("SELECT content, columns, times, scores FROM sequence_scores "
                                               "WHERE run_id = ? AND sample_id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({run.value, sample.value}));
    if (!found)
        return std::optional<SequenceScores>();
    SequenceScores sequence;
    sequence.sample = sample;
    sequence.content =
        row.integer(0) == 0 ? SequenceScores::Content::Frames : SequenceScores::Content::Segments;
    const auto flat = unpack<double>(row.blob(2));
    for (std::size_t i = 0; i + 1 < flat.size(); i += 2)
        sequence.times.push_back({flat[i], flat[i + 1]});
    sequence.values = unpack<float>(row.blob(3));
    const auto columns = static_cast<std::size_t>(qMax<qint64>(0, row.integer(1)));
    const bool fits =
        columns > 0 && (sequence.times.empty() ? sequence.values.empty()
                                               : sequence.values.size() / sequence.times.size() == columns &&
                                                     sequence.values.size() % sequence.times.size() == 0);
    if (!fits || columns > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return fail(damaged(m_connection));
    sequence.columns = static_cast<int>(columns);
    return std::optional(std::move(sequence));
}

} // namespace badcase::storage
