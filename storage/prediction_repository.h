// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Predictions of runs: written in durable chunks, read singly or as a stream.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "storage/connection.h"
#include "storage/prediction_records.h"

#include <functional>
#include <vector>

namespace badcase::storage {

/// On the connection's thread (a run's sink makes its connection on the worker thread). `view` 0 is the run's
/// merged result; the views of test-time augmentation count from 1, in the order of the run's settings.
class PredictionRepository {
public:
    explicit PredictionRepository(Connection& connection) : m_connection(connection) {}

    /// Rows a chunk of a bulk import should have (chosen by tests/benchmarks/bench_storage.cpp).
    static constexpr int kChunkRows = 256;

    /// One transaction: when it returned, nothing of the chunk can be lost. A sample that failed before may
    /// be written again; one that is done already is AlreadyExists. Wrong shapes are InvalidArgument.
    Result<void> write(RunId run, const ClassChunk& chunk);
    Result<void> write(RunId run, const MaskChunk& chunk);

    /// Stretches and scores along time that come beside the decisions (which may be written before or after);
    /// those that a sample has are replaced. One transaction. InvalidArgument on shapes that do not fit and
    /// on times that run backwards.
    Result<void> writeSequences(RunId run, const std::vector<PredictedSegments>& segments,
                                const std::vector<SequenceScores>& sequences);

    /// Scores against effective labels are derived from the journal. This writes those of all runs that
    /// follow its entries up to `position`, in one transaction. Updates of samples that their run has not
    /// done are left out.
    Result<void> followJournal(const std::vector<RunScoreUpdates>& updates, JournalId position);
    /// Samples of entries that followJournal() has not been told of: a kill came between a change and its
    /// scores.
    Result<std::vector<SampleId>> samplesBehindJournal();

    /// For resuming: ids in ascending order.
    Result<std::vector<SampleId>> doneSamples(RunId run);
    Result<std::vector<FailedSample>> failedSamples(RunId run);
    /// Of the done samples whose content is known; in any order.
    Result<std::vector<ContentPlace>> contents(RunId run);

    /// Probabilities of one sample in schema order; NotFound when the run has none.
    Result<std::vector<float>> probabilities(RunId run, SampleId sample, int view = 0);
    Result<std::vector<float>> embedding(RunId run, SampleId sample);
    /// Decision and probability map; NotFound when the run has none.
    Result<MaskPrediction> mask(RunId run, SampleId sample, int view = 0);

    /// The probabilities of every class of a kept view; of a run of one sigmoid channel also of view 0. NotFound where
    /// they were not kept.
    Result<MaskPlanes> planes(RunId run, SampleId sample, int view);

    /// nullopt where the run has none. Corrupt when they cannot be read.
    Result<std::optional<std::vector<ScoredSegment>>> segments(RunId run, SampleId sample);
    Result<std::optional<SequenceScores>> sequence(RunId run, SampleId sample);
    /// Those samples that have segments, in the order in which they were first written (a challenge breaks
    /// ties by it).
    Result<void> eachSegments(RunId run, const CancelToken& cancel,
                              const std::function<Result<void>(const PredictedSegments&)>& visit);

    /// Empty counts where the run or the sample has none.
    Result<PixelCounts> pixelCounts(RunId run, SampleId sample);
    /// Ascending samples, those with counts only.
    Result<void> eachPixelCounts(RunId run, const CancelToken& cancel,
                                 const std::function<Result<void>(SampleId, const PixelCounts&)>& visit);

    /// Every chunk of a run in the order of writing; memory is that of one chunk. Chunks may have any number
    /// of rows.
    Result<void> eachProbabilities(RunId run, const CancelToken& cancel,
                                   const std::function<Result<void>(const ProbabilityMatrix&)>& visit,
                                   int view = 0);
    Result<void> eachEmbeddings(RunId run, const CancelToken& cancel,
                                const std::function<Result<void>(const EmbeddingMatrix&)>& visit);

private:
    /// Inside the caller's transaction.
    Result<void> putSequences(RunId run, const std::vector<PredictedSegments>& segments,
                              const std::vector<SequenceScores>& sequences);

    Connection& m_connection;
};

} // namespace badcase::storage
