// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_packing.h"
#include "storage/prediction_repository.h"
#include "storage/sqlite/cursor.h"
#include "storage/statement.h"

#include <QCoreApplication>

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

Error noPrediction(RunId run, SampleId sample)
{
    return {ErrorCode::NotFound,
            say("Run number %1 has no prediction for sample number %2.").arg(run.value).arg(sample.value)};
}

Error damagedBlock(const Connection& connection)
{
    return {ErrorCode::Corrupt, say("%1 has a damaged block of predictions. Delete the run and run it again.")
                                    .arg(connection.projectPath())};
}

/// Readers index by the shape that a block claims, so the claim is checked against its bytes first.
bool hasShape(const QByteArray& data, qint64 rows, qint64 columns, qint64 valueBytes)
{
    const bool knownType = valueBytes == sizeof(float) || valueBytes == sizeof(double);
    return knownType && columns > 0 && columns <= data.size() && data.size() == rows * columns * valueBytes;
}

/// One row of a packed matrix; NotFound when the run has none.
Result<std::vector<float>> readMatrixRow(Connection& connection, RunId run, SampleId sample,
                                         BlockContent content, int view)
{
    Statement row(
        connection,
        QStringLiteral("SELECT b.value_bytes, SUBSTR(b.data, d.chunk_row * b.columns * b.value_bytes + 1, "
                       "b.columns * b.value_bytes), b.columns FROM decisions d JOIN prediction_blocks b "
                       "ON b.chunk_id = d.chunk_id AND b.content = ? AND b.view = ? "
                       "WHERE d.run_id = ? AND d.sample_id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({static_cast<int>(content), view, run.value, sample.value}));
    if (!found)
        return fail(noPrediction(run, sample));
    const QByteArray bytes = row.blob(1);
    if (!hasShape(bytes, 1, row.integer(2), row.integer(0)))
        return fail(damagedBlock(connection));
    if (row.integer(0) == sizeof(float))
        return unpack<float>(bytes);
    const std::vector<double> wide = unpack<double>(bytes);
    return std::vector<float>(wide.begin(), wide.end());
}

/// A block as read by eachBlock().
struct Block {
    std::vector<SampleId> samples;
    int columns = 0;
    int valueBytes = 0;
    QByteArray data;
};

template <class Visit>
Result<void> eachBlock(Connection& connection, RunId run, BlockContent content, int view,
                       const CancelToken& cancel, Visit visit)
{
    sqlite::Cursor row(
        connection,
        QStringLiteral("SELECT c.samples, b.columns, b.value_bytes, b.data FROM prediction_chunks c "
                       "JOIN prediction_blocks b ON b.chunk_id = c.id "
                       "WHERE c.run_id = ? AND b.content = ? AND b.view = ? ORDER BY c.id"),
        {run.value, static_cast<int>(content), view}, cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return {};
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, say("Stopped reading predictions."));
        Block block{unpack<SampleId>(row.blob(0)), static_cast<int>(row.integer(1)),
                    static_cast<int>(row.integer(2)), row.blob(3)};
        const bool wide = content == BlockContent::Probabilities; // embeddings are always float32
        if (!hasShape(block.data, static_cast<qint64>(block.samples.size()), block.columns,
                      block.valueBytes) ||
            (!wide && block.valueBytes != sizeof(float)))
            return fail(damagedBlock(connection));
        BADCASE_TRY(visit(std::move(block)));
    }
}

/// One map of a sample; a null map when there is none.
Result<ClassMap> readMap(Connection& connection, RunId run, SampleId sample, int view, MapContent content)
{
    Statement row(connection,
                  QStringLiteral("SELECT width, height, data FROM mask_maps "
                                 "WHERE run_id = ? AND sample_id = ? AND view = ? AND content = ?"));
    BADCASE_ASSIGN(const bool found, row.first({run.value, sample.value, view, static_cast<int>(content)}));
    if (!found)
        return ClassMap();
    return decompressMap(row.blob(2),
                         QSize(static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1))));
}

} // namespace

Result<std::vector<SampleId>> PredictionRepository::doneSamples(RunId run)
{
    std::vector<SampleId> samples;
    sqlite::Cursor row(
        m_connection,
        QStringLiteral(
            "SELECT sample_id FROM decisions WHERE run_id = ? AND error IS NULL ORDER BY sample_id"),
        {run.value});
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return samples;
        samples.push_back(row.sampleId(0));
    }
}

Result<std::vector<FailedSample>> PredictionRepository::failedSamples(RunId run)
{
    std::vector<FailedSample> failed;
    sqlite::Cursor row(
        m_connection,
        QStringLiteral("SELECT sample_id, error FROM decisions WHERE run_id = ? AND error IS NOT NULL "
                       "ORDER BY sample_id"),
        {run.value});
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return failed;
        failed.push_back({row.sampleId(0), row.text(1)});
    }
}

Result<std::vector<ContentPlace>> PredictionRepository::contents(RunId run)
{
    std::vector<ContentPlace> places;
    sqlite::Cursor row(m_connection,
                       QStringLiteral("SELECT content, sample_id FROM decisions WHERE run_id = ? "
                                      "AND error IS NULL AND content IS NOT NULL"),
                       {run.value});
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return places;
        places.push_back({static_cast<quint64>(row.integer(0)), run, row.sampleId(1)});
    }
}

Result<std::vector<float>> PredictionRepository::probabilities(RunId run, SampleId sample, int view)
{
    return readMatrixRow(m_connection, run, sample, BlockContent::Probabilities, view);
}

Result<std::vector<float>> PredictionRepository::embedding(RunId run, SampleId sample)
{
    return readMatrixRow(m_connection, run, sample, BlockContent::Embeddings, 0);
}

Result<MaskPrediction> PredictionRepository::mask(RunId run, SampleId sample, int view)
{
    BADCASE_ASSIGN(
        const qint64 activation,
        scalar(m_connection, QStringLiteral("SELECT activation FROM runs WHERE id = ?"), {run.value}));
    MaskPrediction mask;
    mask.activation = static_cast<Activation>(activation);
    BADCASE_ASSIGN(mask.probability, readMap(m_connection, run, sample, view, MapContent::Probability));
    if (mask.probability.isNull())
        return fail(noPrediction(run, sample));
    BADCASE_ASSIGN(mask.decision, readMap(m_connection, run, sample, view, MapContent::Decision));
    if (mask.decision.isNull() && mask.activation == Activation::Sigmoid)
        mask.decision = decisionMap(mask);
    return mask;
}

Result<MaskPlanes> PredictionRepository::planes(RunId run, SampleId sample, int view)
{
    BADCASE_ASSIGN(const ClassMap merged, readMap(m_connection, run, sample, 0, MapContent::Probability));
    BADCASE_ASSIGN(ClassMap stacked, readMap(m_connection, run, sample, view, MapContent::Planes));
    BADCASE_ASSIGN(
        const qint64 activation,
        scalar(m_connection, QStringLiteral("SELECT activation FROM runs WHERE id = ?"), {run.value}));
    if (stacked.isNull() && static_cast<Activation>(activation) == Activation::Sigmoid) {
        BADCASE_ASSIGN(stacked, readMap(m_connection, run, sample, view, MapContent::Probability));
    }
    if (merged.isNull() || stacked.isNull())
        return fail(noPrediction(run, sample));
    if (stacked.width() != merged.width() || stacked.height() % merged.height() != 0)
        return fail(damagedBlock(m_connection));
    return MaskPlanes{merged.size(), stacked.height() / merged.height(), stacked.bytes()};
}

Result<void>
PredictionRepository::eachProbabilities(RunId run, const CancelToken& cancel,
                                        const std::function<Result<void>(const ProbabilityMatrix&)>& visit,
                                        int view)
{
    return eachBlock(m_connection, run, BlockContent::Probabilities, view, cancel, [&](Block block) {
        ProbabilityMatrix matrix{std::move(block.samples), block.columns, {}};
        if (block.valueBytes == sizeof(double))
            matrix.values = unpack<double>(block.data);
        else
            matrix.values = unpack<float>(block.data);
        return visit(matrix);
    });
}

Result<void>
PredictionRepository::eachEmbeddings(RunId run, const CancelToken& cancel,
                                     const std::function<Result<void>(const EmbeddingMatrix&)>& visit)
{
    return eachBlock(m_connection, run, BlockContent::Embeddings, 0, cancel, [&](Block block) {
        return visit(EmbeddingMatrix{std::move(block.samples), block.columns, unpack<float>(block.data)});
    });
}

} // namespace badcase::storage
