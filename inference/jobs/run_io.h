// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the samples of a run come from and where its results go. jobs declares it; app/workspace implements
/// both over storage.

#include "inference/core/cancel.h"
#include "inference/core/ids.h"
#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/media/media_root.h"

#include <QString>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace badcase::jobs {

/// A sample to run. `root` and `member` say where its picture or video is.
struct JobSample {
    SampleId id;
    QString name;
    std::shared_ptr<media::MediaRoot> root;
    QString member;
    SampleKind kind = SampleKind::Image;
    Fields texts = {}; ///< where the model reads any
};

/// Where samples come from. Called on the worker thread only.
class SampleSource {
public:
    virtual ~SampleSource() = default;
    virtual qint64 total() const = 0; ///< samples still to do
    /// At most `maximum` further samples; empty at the end.
    virtual Result<std::vector<JobSample>> next(int maximum) = 0;
};

/// What the model said of each frame of a video that it saw, or of parts of its time, in order.
struct FrameScores {
    std::vector<double> seconds; ///< from the first frame of the video
    int columns = 0;             ///< classes of the project
    std::vector<float> values;   ///< probabilities, frames x columns
    std::vector<double> ends = {}; ///< of parts, which begin at `seconds`; empty: they are moments
};

/// What the model said of one view of a sample, in the order of the plan's views.
struct ViewResult {
    std::vector<float> probabilities; ///< of classes, in the order of the schema
    MaskPlanes planes;                ///< of a mask
};

/// Contents (see content_hash.h) whose results are there already, made with the very settings of this run.
/// Called on all threads of a run.
class KnownResults {
public:
    virtual ~KnownResults() = default;
    virtual bool has(quint64 content) const = 0;
};

/// The sample's content is one of KnownResults: nothing was computed, and the sink takes the result from
/// where it is.
struct ReusedResult {};

/// What became of one sample.
struct SampleResult {
    SampleId id;
    QString name;
    std::variant<ClassPrediction, MaskPrediction, Error, ReusedResult> outcome;
    std::optional<FrameScores> frames = {}; ///< of a video that succeeded; `outcome` is their mean
    std::vector<ViewResult> views = {};       ///< where the plan keeps them
    QString warning = {};                   ///< the sample succeeded although its file is damaged
    std::optional<quint64> content =
        {}; ///< nothing: not asked for (RunPlan::known), or the file was not read
};

/// The memory of what can be large in a result.
qint64 heldBytes(const SampleResult& result);

/// Where results go. open(), write() and close() are called on the worker thread, which is where an
/// implementation opens and closes its own database connection.
class ResultSink {
public:
    virtual ~ResultSink() = default;
    virtual Result<void> open() = 0;
    /// Durable when it returns: a kill after this loses nothing of `results`. Results come in the order of
    /// the source; only the last chunk of a run that was stopped may leave some out. After an error nothing
    /// more is written.
    virtual Result<void> write(std::vector<SampleResult> results) = 0;
    /// Called once after a successful open().
    virtual Result<void> close(Outcome outcome) = 0;
};

} // namespace badcase::jobs
