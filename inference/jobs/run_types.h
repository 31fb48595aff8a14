// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Values that go into a run and come out of it.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/engine/backend.h"
#include "inference/engine/merge.h"
#include "inference/engine/model_card.h"
#include "inference/engine/postprocess.h"
#include "inference/engine/tiles.h"
#include "inference/engine/views.h"
#include "inference/engine/vocabularies.h"
#include "inference/jobs/frame_plan.h"
#include "inference/jobs/run_io.h"
#include "inference/jobs/sample_media.h"

#include <QString>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace badcase::jobs {

/// Loads the model with this many intra-op threads (which only the CPU heeds). Called once in each thread
/// that runs the model, one call at a time.
using ModelLoader = std::function<Result<std::unique_ptr<engine::LoadedModel>>(int threads)>;

/// In how many ways a picture is shown to the model, and what its answers are made into. A value, part of a run's
/// settings.
struct ViewPlan {
    std::vector<engine::View> views = {engine::View{}}; ///< of test-time augmentation, each different
    engine::MergeMode merge = engine::MergeMode::Mean;
    std::vector<double> weights = {1.0}; ///< one a view
    bool keep = false;                   ///< pass on what the model says of each view, too
    engine::TileSettings tiles = {};     ///< windows of each view (masks only)

    /// The picture as it is, once, and nothing kept of it: no views to be put together.
    bool isPlain() const { return views == std::vector{engine::View{}} && !tiles.isUsed() && !keep; }
};

/// How a run uses the machine. The initial values suit the command line.
struct RunOptions {
    int batch = 0; ///< samples a forward pass; 0: found by trial; fewer when memory runs out
    int cores = 0; ///< CPU cores to keep busy; 0: all that this process may use
    qint64 memoryBytes = qint64(768) << 20;       ///< inputs, outputs and unwritten results held at one time
    int chunkSamples = 64;                        ///< a chunk is written when it has this many results,
    qint64 chunkBytes = qint64(64) << 20;         ///< or this many bytes,
    std::chrono::milliseconds chunkInterval{250}; ///< or is this old
    int hopelessAfter =
        8; ///< the run fails when the model fails for this many samples and has succeeded for none
    bool background = false; ///< let other threads go first, so that a window stays responsive (Linux)
};

/// Everything a run needs.
struct RunPlan {
    ModelLoader load;
    engine::ModelCard card;
    std::vector<ClassIndex> toSchema; ///< project class of each model class (engine::ClassMapping)
    int schemaSize = 0;               ///< classes in the project
    /// How samples are read; the program sets allMedia().
    std::shared_ptr<const SampleMedia> media = std::make_shared<const SampleMedia>();
    engine::Vocabularies vocabularies = {}; ///< of the card
    /// Pictures, frames and features are blanked: zeros after normalisation, which is the mean colour.
    bool blankMedia = false;
    FramePlan frames = {}; ///< of those samples that are videos, for models of pictures
    ViewPlan views = {};
    engine::MaskFinish finish = {}; ///< of masks
    std::shared_ptr<SampleSource> source;
    std::shared_ptr<ResultSink> sink;
    /// Null: every sample is computed, and no content is hashed.
    std::shared_ptr<const KnownResults> known = {};
    RunOptions options;
    CancelToken cancel;
};

/// The stations of a sample, in order.
enum class Stage { Decode, Preprocess, Forward, Postprocess, Write };
inline constexpr int kStageCount = 5;
QString stageName(Stage stage); ///< "decode", "preprocess", ... (stable, for JSON)

/// Seconds spent in each stage, added up over threads.
struct StageSeconds {
    std::array<double, kStageCount> seconds{};
    double of(Stage stage) const { return seconds[static_cast<std::size_t>(stage)]; }
};

/// A score over a random part of a run's samples, for a look while the rest is being computed. jobs knows no
/// labels: whoever does fills it in.
struct EarlyScore {
    struct Figure {
        QString metric; ///< "accuracy", "macro_f1", ... (stable, for JSON)
        double value = 0.0;
        double low = 0.0; ///< 90 % interval for the score over all samples of the run
        double high = 0.0;
    };
    qint64 samples = 0;          ///< of the part that are labelled and done
    bool complete = false;       ///< the whole part is done: it stays as it is
    std::vector<Figure> figures; ///< the one to show first
};

/// How far a run is.
struct RunStats {
    qint64 done = 0;   ///< samples whose results are written, failed ones included
    qint64 failed = 0; ///< of these, samples with an error
    qint64 reused = 0; ///< of these, samples whose result another run had already
    qint64 total = 0;
    double elapsed = 0.0;              ///< seconds since the model was ready
    double imagesPerSecond = 0.0;      ///< over the last seconds; 0: not known yet
    std::optional<double> secondsLeft; ///< nothing: not known yet
    StageSeconds busy;
    int waiting = 0;   ///< samples waiting to be decoded
    int prepared = 0;  ///< inputs waiting for the model (devices only)
    int toFinish = 0;  ///< outputs waiting for post-processing (devices only)
    int unwritten = 0; ///< finished results waiting for the sink
    std::array<int, kStageCount> threads{};      ///< that do this stage, among others
    std::array<double, kStageCount> meanQueue{}; ///< of queue() over the run
    std::optional<EarlyScore> early;

    /// How much of the time its threads had a stage took, 0 to 1; 0 before the beginning.
    double share(Stage stage) const;
    /// What waits for a stage now. Preprocessing follows decoding in the same thread, so nothing waits for
    /// it.
    int queue(Stage stage) const;
};

/// How a run ended.
struct RunReport {
    Outcome outcome = Outcome::Failed;
    std::optional<Error> error; ///< always set when outcome is Failed
    RunStats stats;
    double seconds = 0.0; ///< with loading the model
    engine::DeviceInfo device;
    int lanes = 0;                       ///< copies of the model at work
    int threads = 0;                     ///< intra-op threads of each
    QString notice;                      ///< something the user should know although the run succeeded
    std::vector<SampleProblem> problems; ///< the first kMaxProblems: failed samples and damaged videos
    static constexpr std::size_t kMaxProblems = 1000;
};

/// Called on the worker thread, at most ten times a second and once at the end.
using StatsCallback = std::function<void(const RunStats&)>;

} // namespace badcase::jobs
