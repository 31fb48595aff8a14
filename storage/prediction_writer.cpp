// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/label_set_table.h"
#include "storage/prediction_packing.h"
#include "storage/prediction_repository.h"
#include "storage/statement.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

/// Where the probabilities of a decision are.
struct ChunkPlace {
    qint64 chunk = 0; ///< 0: none (masks)
    int row = 0;
};

/// Puts rows into `decisions` and counts them in the run. A row that is there already may only be replaced
/// when it was a failure.
class DecisionWriter {
public:
    DecisionWriter(Connection& connection, RunId run)
        : m_connection(connection),
          m_run(run),
          m_failedBefore(connection,
                         QStringLiteral("SELECT 1 FROM decisions WHERE run_id = ? AND sample_id = ? "
                                        "AND error IS NOT NULL")),
          m_put(connection,
                QStringLiteral(
                    "INSERT INTO decisions (run_id, sample_id, set_id, confidence, margin, loss_given, "
                    "loss_corrected, iou_given, iou_corrected, dice_given, dice_corrected, chunk_id, "
                    "chunk_row, error, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (run_id, sample_id) DO UPDATE SET set_id = excluded.set_id, "
                    "confidence = excluded.confidence, margin = excluded.margin, "
                    "loss_given = excluded.loss_given, loss_corrected = excluded.loss_corrected, "
                    "iou_given = excluded.iou_given, iou_corrected = excluded.iou_corrected, "
                    "dice_given = excluded.dice_given, dice_corrected = excluded.dice_corrected, "
                    "chunk_id = excluded.chunk_id, chunk_row = excluded.chunk_row, error = excluded.error, "
                    "content = excluded.content "
                    "WHERE decisions.error IS NOT NULL"))
    {}

    /// `place` null: a mask, which has no decided set.
    Result<void> put(const Decision& decision, const ChunkPlace* place)
    {
        QVariant set = m_null;
        if (place) {
            BADCASE_ASSIGN(const qint64 id, m_connection.labelSets().intern(decision.decided));
            set = id;
        }
        return putRow(decision.sample, set, decision, place ? QVariant(place->chunk) : m_null,
                      place ? QVariant(place->row) : m_null, m_null);
    }

    Result<void> putFailure(const FailedSample& failed)
    {
        return putRow(failed.sample, m_null, Decision{}, m_null, m_null, bindableText(failed.message));
    }

    /// After the last row.
    Result<void> finish()
    {
        return execute(m_connection,
                       QStringLiteral("UPDATE runs SET samples_done = samples_done + ?, "
                                      "samples_failed = samples_failed + ? WHERE id = ?"),
                       {m_done, m_failed, m_run.value});
    }

private:
    Result<void> putRow(SampleId sample, const QVariant& set, const Decision& d, const QVariant& chunk,
                        const QVariant& row, const QVariant& error)
    {
        BADCASE_ASSIGN(const bool again, m_failedBefore.first({m_run.value, sample.value}));
        m_failedBefore.finish();
        m_failed += (error.isNull() ? 0 : 1) - (again ? 1 : 0);
        m_done += error.isNull() ? 1 : 0;
        BADCASE_TRY(
            m_put.run({m_run.value, sample.value, set, bindable(d.confidence), bindable(d.margin),
                       bindable(d.given.loss), bindable(d.corrected.loss), bindable(d.given.iou),
                       bindable(d.corrected.iou), bindable(d.given.dice), bindable(d.corrected.dice), chunk,
                       row, error, d.content ? QVariant(static_cast<qint64>(*d.content)) : m_null}));
        if (m_put.affectedRows() == 1)
            return {};
        return fail(ErrorCode::AlreadyExists, say("The run has sample number %1 of %2 already.")
                                                  .arg(sample.value)
                                                  .arg(m_connection.projectPath()));
    }

    Connection& m_connection;
    RunId m_run;
    Statement m_failedBefore;
    Statement m_put;
    qint64 m_done = 0;   ///< what the rows put so far add to the run's counts
    qint64 m_failed = 0; ///< below zero when failures were mended
    const QVariant m_null{QMetaType(QMetaType::LongLong)};
};

std::size_t valueCount(const ProbabilityMatrix& matrix)
{
    return std::visit([](const auto& values) { return values.size(); }, matrix.values);
}

Result<void> checkShape(const ClassChunk& chunk)
{
    const ProbabilityMatrix& p = chunk.probabilities;
    const bool viewsFit = std::ranges::all_of(chunk.views, [&](const auto& view) {
        return view.size() == valueCount(p) && p.columns > 0;
    });
    const auto cells = p.samples.size() * static_cast<std::size_t>(qMax(0, p.columns));
    bool fits = viewsFit && valueCount(p) == cells && chunk.decisions.size() == p.samples.size();
    for (std::size_t i = 0; fits && i < p.samples.size(); ++i)
        fits = chunk.decisions[i].sample == p.samples[i];
    const EmbeddingMatrix& e = chunk.embeddings;
    if (e.columns > 0)
        fits = fits && e.samples == p.samples &&
               e.values.size() == e.samples.size() * static_cast<std::size_t>(e.columns);
    if (fits)
        return {};
    return fail(ErrorCode::InvalidArgument,
                say("Predictions of %1 samples in %2 columns do not fit together: %3 values, %4 decisions.")
                    .arg(p.samples.size())
                    .arg(p.columns)
                    .arg(valueCount(p))
                    .arg(chunk.decisions.size()));
}

Result<void> insertBlock(Connection& connection, qint64 chunk, BlockContent content, int view, int columns,
                         int valueBytes, const QByteArray& data)
{
    return execute(
        connection,
        QStringLiteral("INSERT INTO prediction_blocks (chunk_id, content, view, columns, value_bytes, data) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        {chunk, static_cast<int>(content), view, columns, valueBytes, data});
}

Result<qint64> insertChunk(Connection& connection, RunId run, const ClassChunk& chunk)
{
    const ProbabilityMatrix& matrix = chunk.probabilities;
    Statement insert(connection,
                     QStringLiteral("INSERT INTO prediction_chunks (run_id, samples) VALUES (?, ?)"));
    BADCASE_TRY(insert.run({run.value, pack(matrix.samples)}));
    const qint64 id = insert.insertedId();
    if (matrix.columns > 0) {
        const QByteArray data = std::visit([](const auto& values) { return pack(values); }, matrix.values);
        BADCASE_TRY(insertBlock(connection, id, BlockContent::Probabilities, 0, matrix.columns,
                                matrix.isDouble() ? 8 : 4, data));
    }
    for (std::size_t i = 0; i < chunk.views.size(); ++i)
        BADCASE_TRY(insertBlock(connection, id, BlockContent::Probabilities, static_cast<int>(i) + 1,
                                matrix.columns, 4, pack(chunk.views[i])));
    if (chunk.embeddings.columns > 0)
        BADCASE_TRY(insertBlock(connection, id, BlockContent::Embeddings, 0, chunk.embeddings.columns, 4,
                                pack(chunk.embeddings.values)));
    return id;
}

/// A run that failed half-way left maps of the sample behind only together with its decision, so none are
/// there.
Result<void> insertMap(Statement& insert, RunId run, SampleId sample, int view, MapContent content,
                       const ClassMap& map)
{
    return insert.run({run.value, sample.value, view, static_cast<int>(content), map.width(), map.height(),
                       compressMap(map)});
}

/// One plane is a probability map like that of the merged result; several stand one below the other.
Result<void> insertPlanes(Statement& insert, RunId run, SampleId sample, int view, const MaskPlanes& planes)
{
    const ClassMap stacked(QSize(planes.size.width(), planes.size.height() * planes.count), planes.bytes);
    return insertMap(insert, run, sample, view,
                     planes.count == 1 ? MapContent::Probability : MapContent::Planes, stacked);
}

/// The decision of one sigmoid channel follows from its probabilities, unless something was done with it afterwards.
bool followsFromProbability(const MaskPrediction& mask)
{
    return mask.activation == Activation::Sigmoid &&
           (mask.decision.isNull() || mask.decision == decisionMap({mask.activation, {}, mask.probability}));
}

} // namespace

Result<void> PredictionRepository::write(RunId run, const ClassChunk& chunk)
{
    BADCASE_TRY(checkShape(chunk));
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    DecisionWriter decisions(m_connection, run);
    if (chunk.probabilities.rows() > 0) {
        BADCASE_ASSIGN(const qint64 id, insertChunk(m_connection, run, chunk));
        ChunkPlace place{id, 0};
        for (const Decision& decision : chunk.decisions) {
            BADCASE_TRY(decisions.put(decision, &place));
            ++place.row;
        }
    }
    BADCASE_TRY(putSequences(run, chunk.segments, chunk.sequences));
    for (const FailedSample& failed : chunk.failed)
        BADCASE_TRY(decisions.putFailure(failed));
    BADCASE_TRY(decisions.finish());
    return transaction.commit();
}

Result<void> PredictionRepository::write(RunId run, const MaskChunk& chunk)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    DecisionWriter decisions(m_connection, run);
    Statement insert(m_connection,
                     QStringLiteral("INSERT INTO mask_maps (run_id, sample_id, view, content, width, height, "
                                    "data) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    Statement pixels(
        m_connection,
        QStringLiteral("INSERT INTO pixel_counts (run_id, sample_id, given, corrected) VALUES (?, ?, ?, ?)"));
    for (const MaskRow& row : chunk.rows) {
        const MaskPrediction& mask = row.prediction;
        const bool isSoftmax = mask.activation == Activation::Softmax;
        if (mask.probability.isNull() || (isSoftmax && mask.decision.size() != mask.probability.size()))
            return fail(ErrorCode::InvalidArgument,
                        say("The mask of sample number %1 is empty or its maps differ in size.")
                            .arg(row.decision.sample.value));
        BADCASE_TRY(decisions.put(row.decision, nullptr));
        BADCASE_TRY(insertMap(insert, run, row.decision.sample, 0, MapContent::Probability, mask.probability));
        for (std::size_t i = 0; i < row.views.size(); ++i)
            BADCASE_TRY(insertPlanes(insert, run, row.decision.sample, static_cast<int>(i) + 1, row.views[i]));
        if (!row.pixels.given.isEmpty() || !row.pixels.corrected.isEmpty())
            BADCASE_TRY(pixels.run({run.value, row.decision.sample.value, bindableBlob(row.pixels.given),
                                    bindableBlob(row.pixels.corrected)}));
        if (!followsFromProbability(mask))
            BADCASE_TRY(insertMap(insert, run, row.decision.sample, 0, MapContent::Decision, mask.decision));
    }
    for (const FailedSample& failed : chunk.failed)
        BADCASE_TRY(decisions.putFailure(failed));
    BADCASE_TRY(decisions.finish());
    return transaction.commit();
}

} // namespace badcase::storage
