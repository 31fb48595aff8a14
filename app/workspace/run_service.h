// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "run": a model over samples of a project, stored as a run that can be resumed.

#include "app/workspace/blanking.h"
#include "app/workspace/model_service.h"
#include "app/workspace/project.h"
#include "inference/jobs/run_types.h"
#include "storage/run_repository.h"

#include <QHash>
#include <QJsonObject>

#include <optional>

namespace badcase::workspace {

struct RunRequest {
    QString model; ///< path, or the web address of a server's model
    QString name;  ///< of the run
    QString split; ///< empty: all
    QString head = {};      ///< which of the model's classifiers; empty: the one that its card has chosen
    Blanking blank = {};    ///< what the model is not shown
    /// A run of the project: its views, windows, steps, precision and frames hold where this request says nothing, and
    /// its name is kept with the new run.
    QString basedOn = {};
    std::optional<std::vector<SampleId>>
        samples; ///< only these (a selection of the window); kept with the run
    QString device = QStringLiteral("auto");
    int batch = 0;       ///< 0: automatic
    QString precision;   ///< fp32 (also when empty), fp16 or bf16
    QString views;       ///< of test-time augmentation, as engine::parseViews() takes them; empty: the picture as it is
    QString merge;       ///< of the views: "mean" (also when empty), "gmean", "logit", "max"
    QString viewWeights; ///< "view:weight,..."; views that it does not name weigh 1; empty: all the same
    bool keepViews = false; ///< store what the model says of each view, so that they can be mixed later
    int tile = 0;           ///< side of a square window of the picture in pixels; 0: the whole picture at once
    double overlap = 0.25;  ///< of neighbouring windows, as a share of their side
    QString tileWeights;    ///< "gaussian" (also when empty) or "flat"
    double fullWeight = 0.0; ///< with windows: the share of the whole picture's answer in the sum, 0 to 1
    QString steps;           ///< what is done with decided masks, as engine::parseMaskSteps() takes them
    /// Let the model run in a process of its own: it can be stopped within a pass, and takes nothing with it when it
    /// crashes.
    bool isolate = false;
    QString server; ///< instead of a file: URL of a server that speaks the Open Inference Protocol; `model` is the name there
    int requestsInFlight = 0; ///< to the server at the same time; 0: the usual number
    int serverTimeout = 0;    ///< seconds that it may stay silent; 0: the usual time
    /// Which frames of those samples that are videos; their probabilities are the mean over these frames.
    /// Nothing: the default of FramePlan, or what the run that is resumed was begun with.
    std::optional<jobs::FramePlan> frames = {};
    /// Take what other runs of the project have computed with the same settings of the same contents.
    bool reuse = true;
    bool trust = false;  ///< the user consents to execute this very file
    bool resume = false; ///< go on with the run of this name, over the samples that it was begun with
    QHash<QString, QString> classRenames; ///< model class -> project class
    std::optional<QJsonObject> card;      ///< instead of the file's own
    QString cardFile; ///< where `card` was read from, if from a file; vocabularies for a server's model lie beside it
    bool background = false;              ///< leave the window its share of the processor
};

struct RunSummary {
    storage::RunRecord run;
    jobs::RunReport report;
    qint64 resumedFrom = 0; ///< samples that were done before
    std::vector<SampleProblem> problems;

    QJsonObject toJson() const; ///< the keys of the command line's `run`
};

/// Blocks until the run has ended; call it on the thread that shall own the model. Results are written while
/// it goes on: a kill loses at most the last chunk, and `resume` goes on at the first missing sample. Errors
/// before the first sample: NotTrusted (nobody has consented to this file; the message has its hash),
/// InvalidArgument (card, classes, name), AlreadyExists (a run of this name; resume it or choose another),
/// Backend. A run that began and failed is not an Error: it is stored as failed, with the reason, and what it
/// had done stays.
Result<RunSummary> runModel(const std::shared_ptr<Project>& project, const RunRequest& request,
                            TrustStore trust, const CancelToken& cancel, const jobs::StatsCallback& progress);

} // namespace badcase::workspace
