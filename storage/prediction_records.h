// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a run says of samples, as values that go into and come out of the project file.

#include "inference/core/class_map.h"
#include "inference/core/ids.h"
#include "inference/core/label.h"
#include "inference/core/prediction.h"
#include "inference/core/segment.h"

#include <QByteArray>
#include <QString>

#include <limits>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace badcase::storage {

/// NaN: not known (no label, another task). Stored as NULL.
inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// How well a prediction fits one kind of label. `loss` is the per-sample loss in nats that analysis defines;
/// `iou` and `dice` are the per-image scores of a mask.
struct SampleScores {
    double loss = kUnknown;
    double iou = kUnknown;
    double dice = kUnknown;
};

/// The decision of a run for a sample by its plain rule (argmax, or p >= 0.5), and its scores.
/// Masks have no decided classes: an empty set.
struct Decision {
    SampleId sample;
    LabelSet decided;
    double confidence =
        kUnknown;             ///< largest probability; for a mask the mean probability of the decided class
    double margin = kUnknown; ///< largest minus second largest probability
    SampleScores given;       ///< against the labels of the data set
    SampleScores corrected;   ///< against the effective labels
    std::optional<quint64> content = {}; ///< a hash of what the model was shown; nothing: not known
};

/// Whose prediction was made of which content.
struct ContentPlace {
    quint64 content = 0;
    RunId run;
    SampleId sample;
    bool operator==(const ContentPlace&) const = default;
};

/// decided, confidence and margin of one row of probabilities.
Decision decisionOf(SampleId sample, std::span<const float> probabilities, Activation activation);
Decision decisionOf(SampleId sample, std::span<const double> probabilities, Activation activation);

/// A decision as read back; failed samples have an error and nothing else.
struct RunRow {
    Decision decision;
    bool failed = false;
    QString error;
};

struct FailedSample {
    SampleId sample;
    QString message;
};

/// Probabilities of some samples: rows x columns in row-major order, columns in schema order, in the type
/// they came in. No columns: only the decisions of these samples are known.
struct ProbabilityMatrix {
    std::vector<SampleId> samples;
    int columns = 0;
    std::variant<std::vector<float>, std::vector<double>> values;

    int rows() const { return static_cast<int>(samples.size()); }
    bool isDouble() const { return values.index() == 1; }
};

/// Embeddings of some samples, rows x columns, float32.
struct EmbeddingMatrix {
    std::vector<SampleId> samples;
    int columns = 0;
    std::vector<float> values;
};

/// The stretches that a run finds in one video, in the order that it gives them.
struct PredictedSegments {
    SampleId sample;
    std::vector<ScoredSegment> segments;
};

/// Seconds from the first displayed frame. begin == end: a moment.
struct TimeRange {
    double begin = 0;
    double end = 0;
    bool operator==(const TimeRange&) const = default;
};

/// Probabilities of one sample along time: a row for each frame that the model saw or for each segment, rows
/// x columns in row-major order, columns in schema order.
struct SequenceScores {
    enum class Content { Frames = 0, Segments = 1 };
    SampleId sample;
    Content content = Content::Frames;
    std::vector<TimeRange> times; ///< one a row, by begin
    int columns = 0;
    std::vector<float> values;

    int rows() const { return static_cast<int>(times.size()); }
    bool operator==(const SequenceScores&) const = default;
};

/// One durable unit of a classification run.
struct ClassChunk {
    ProbabilityMatrix probabilities;
    std::vector<Decision> decisions; ///< one a row, same order
    EmbeddingMatrix embeddings =
        {}; ///< no columns: the model has none; else the same samples in the same order
    /// Of each view of test-time augmentation that is kept: rows x columns probabilities of the same samples, float32.
    std::vector<std::vector<float>> views = {};
    std::vector<FailedSample> failed = {};
    std::vector<PredictedSegments> segments = {}; ///< of those samples that have them
    std::vector<SequenceScores> sequences = {};   ///< likewise
};

/// Confusion of one image's pixels, packed by the caller, against the given and the effective mask. Empty: there is no mask.
struct PixelCounts {
    QByteArray given;
    QByteArray corrected;
};

struct MaskRow {
    MaskPrediction prediction;
    Decision decision; ///< names the sample
    PixelCounts pixels = {};
    std::vector<MaskPlanes> views = {}; ///< of each view that is kept
};

/// One durable unit of a segmentation run.
struct MaskChunk {
    std::vector<MaskRow> rows;
    std::vector<FailedSample> failed = {};
};

struct ScoreUpdate {
    SampleId sample;
    SampleScores given;
    SampleScores corrected;
    std::optional<QByteArray> correctedPixels = {}; ///< absent: they stay
    std::optional<QByteArray> givenPixels = {};     ///< likewise
};

struct RunScoreUpdates {
    RunId run;
    std::vector<ScoreUpdate> updates;
};

} // namespace badcase::storage
