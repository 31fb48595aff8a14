// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/statement.h"

namespace badcase::storage {

namespace {

Result<void> updateDecisions(Connection& connection, RunId run, const std::vector<ScoreUpdate>& updates)
{
    Statement update(
        connection,
        QStringLiteral(
            "UPDATE decisions SET loss_given = ?, iou_given = ?, dice_given = ?, loss_corrected = ?, "
            "iou_corrected = ?, dice_corrected = ? "
            "WHERE run_id = ? AND sample_id = ? AND error IS NULL"));
    // A sample without a given mask has no row until somebody draws it one, or an import brings one.
    const auto putPixels = [](const char* column) {
        return QStringLiteral("INSERT INTO pixel_counts (run_id, sample_id, %1) "
                              "SELECT run_id, sample_id, ? FROM decisions "
                              "WHERE run_id = ? AND sample_id = ? AND error IS NULL "
                              "ON CONFLICT (run_id, sample_id) DO UPDATE SET %1 = excluded.%1")
            .arg(QLatin1String(column));
    };
    Statement given(connection, putPixels("given"));
    Statement corrected(connection, putPixels("corrected"));
    for (const ScoreUpdate& u : updates) {
        BADCASE_TRY(update.run({bindable(u.given.loss), bindable(u.given.iou), bindable(u.given.dice),
                                bindable(u.corrected.loss), bindable(u.corrected.iou),
                                bindable(u.corrected.dice), run.value, u.sample.value}));
        if (u.givenPixels)
            BADCASE_TRY(given.run({bindableBlob(*u.givenPixels), run.value, u.sample.value}));
        if (u.correctedPixels)
            BADCASE_TRY(corrected.run({bindableBlob(*u.correctedPixels), run.value, u.sample.value}));
    }
    return {};
}

} // namespace

Result<void> PredictionRepository::followJournal(const std::vector<RunScoreUpdates>& updates,
                                                 JournalId position)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    for (const RunScoreUpdates& one : updates)
        BADCASE_TRY(updateDecisions(m_connection, one.run, one.updates));
    BADCASE_TRY(
        execute(m_connection,
                QStringLiteral("INSERT INTO meta (name, value) VALUES ('scores_follow_journal_to', ?) "
                               "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
                {QString::number(position.value)}));
    return transaction.commit();
}

Result<std::vector<SampleId>> PredictionRepository::samplesBehindJournal()
{
    std::vector<SampleId> samples;
    Statement row(
        m_connection,
        QStringLiteral(
            "SELECT DISTINCT sample_id FROM journal WHERE id > COALESCE((SELECT CAST(value AS INTEGER) "
            "FROM meta WHERE name = 'scores_follow_journal_to'), 0) ORDER BY sample_id"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return samples;
        samples.push_back(SampleId(row.integer(0)));
    }
}

Result<PixelCounts> PredictionRepository::pixelCounts(RunId run, SampleId sample)
{
    Statement row(
        m_connection,
        QStringLiteral("SELECT given, corrected FROM pixel_counts WHERE run_id = ? AND sample_id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({run.value, sample.value}));
    return found ? PixelCounts{row.blob(0), row.blob(1)} : PixelCounts{};
}

Result<void>
PredictionRepository::eachPixelCounts(RunId run, const CancelToken& cancel,
                                      const std::function<Result<void>(SampleId, const PixelCounts&)>& visit)
{
    Statement row(m_connection,
                  QStringLiteral("SELECT sample_id, given, corrected FROM pixel_counts WHERE run_id = ? "
                                 "AND (given IS NOT NULL OR corrected IS NOT NULL) "
                                 "ORDER BY sample_id"));
    BADCASE_TRY(row.run({run.value}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return {};
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, {});
        BADCASE_TRY(visit(SampleId(row.integer(0)), {row.blob(1), row.blob(2)}));
    }
}

} // namespace badcase::storage
