// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "run": a model over samples of a project, stored as a run that can be resumed.

#include "app/workspace/model_service.h"
#include "app/workspace/project.h"
#include "inference/jobs/run_types.h"
#include "storage/run_repository.h"

#include <QHash>
#include <QJsonObject>

#include <optional>

namespace badcase::workspace {

struct RunRequest {
    QString model; ///< path
    QString name;  ///< of the run
    QString split; ///< empty: all
    std::optional<std::vector<SampleId>>
        samples; ///< only these (a selection of the window); kept with the run
    QString device = QStringLiteral("auto");
    int batch = 0;       ///< 0: automatic
    /// Which frames of those samples that are videos; their probabilities are the mean over these frames.
    /// Nothing: the default of FramePlan, or what the run that is resumed was begun with.
    std::optional<jobs::FramePlan> frames = {};
    bool trust = false;  ///< the user consents to execute this very file
    bool resume = false; ///< go on with the run of this name, over the samples that it was begun with
    QHash<QString, QString> classRenames; ///< model class -> project class
    std::optional<QJsonObject> card;      ///< instead of the file's own
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
