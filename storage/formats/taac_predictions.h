// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Predictions of the Tencent Advertising Algorithm Contest 2021, both tracks:
/// - tagging: {"video": {"result": [{"labels": [...], "scores": [...]}]}}
/// - structuring: {"video": {"result": [{"segment": [t0, t1], "labels": [...], "scores": [...]}, ...]}}
/// Read as a stream and written in the same form. A file holds the best tags only (20 in the contest's): what
/// it does not name has no known probability, which scores count as 0.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/core/schema.h"
#include "inference/core/segment.h"
#include "storage/formats/export_files.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace badcase::formats {

enum class TaacTrack { Tagging, Structuring };

/// What a file says of one video. Scores are probabilities (0..1, not checked here), best first (equal ones
/// as in the file), at most one of each class. Segments are as they stand: a model may begin one before 0.
struct TaacPrediction {
    QString video; ///< the sample's name
    /// Tagging: as given. Structuring: of each class its best over the segments.
    std::vector<std::pair<ClassIndex, double>> scores;
    std::vector<ScoredSegment> segments; ///< structuring only, as in the file
};

/// Receives what readTaacPredictions() finds, in its thread.
class TaacPredictionVisitor {
public:
    virtual ~TaacPredictionVisitor() = default;
    /// An error ends the reading.
    virtual Result<void> prediction(TaacPrediction prediction) = 0;
    /// Kinds: bad-row, duplicate (the video is left out); unknown-class, bad-segment (that part is left out).
    virtual void problem(SampleProblem problem) = 0;
    virtual void progress(const Progress& progress) = 0;
};

/// Told from the first video that has a result. NotFound, Io, Corrupt: no predictions.
Result<TaacTrack> taacPredictionTrack(const QString& path);

/// Streams all videos in the file's order. `classes`: tag in the file -> class of the schema (mapping of the
/// user); label_id*.txt beside the file is looked at for further names of a class. Each unknown tag is
/// reported once. Errors: NotFound, Io, Corrupt, Cancelled, or the visitor's.
Result<void> readTaacPredictions(const QString& path, const Schema& schema,
                                 const QHash<QString, QString>& classes, TaacPredictionVisitor& visitor,
                                 const CancelToken& cancel);

/// Writes a file of predictions. Unfinished, it stays as it is and is no valid file.
class TaacPredictionWriter {
public:
    /// Refuses to write over a file.
    static Result<std::unique_ptr<TaacPredictionWriter>> create(const QString& folder, const QString& file,
                                                                TaacTrack track, const Schema& schema);
    Result<void> add(const TaacPrediction& prediction);
    Result<WrittenFile> finish();

private:
    TaacPredictionWriter(TaacTrack track, const Schema& schema) : m_track(track), m_schema(schema) {}

    TaacTrack m_track;
    Schema m_schema;
    std::unique_ptr<OutputFile> m_file;
    bool m_any = false;
};

} // namespace badcase::formats
