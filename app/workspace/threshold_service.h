// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Threshold sets of a project: saved, exchanged, and put in charge of a run's decisions.

#include "app/workspace/project.h"
#include "inference/analysis/segmentation_score.h"
#include "inference/core/cancel.h"
#include "storage/run_repository.h"
#include "storage/threshold_repository.h"

#include <QJsonObject>

namespace badcase::workspace {

/// What a set says of one stored mask, and what that is worth. `given` and `corrected`: nothing where there is no mask
/// to compare with.
struct RedecidedMask {
    SampleId sample;
    ClassMap decision;
    storage::Decision scores;
    std::optional<analysis::ConfusionCounts> given;
    std::optional<analysis::ConfusionCounts> corrected;
};

/// Decides the stored masks of a run anew. On one connection, by one thread.
/// One sigmoid channel: the steps work on the stored probabilities, in place of the run's own steps. Softmax: on what
/// the run decided, after its own steps.
class MaskRedecider {
public:
    /// `set` nothing: the run's own decisions.
    static Result<MaskRedecider> create(Project& project, storage::Connection& connection, const storage::RunRecord& run,
                                        const ThresholdSet* set, const CancelToken& cancel = {});
    /// NotFound for a sample that the run has not done.
    Result<RedecidedMask> decide(SampleId sample);

private:
    MaskRedecider(Project& project, storage::Connection& connection, const storage::RunRecord& run);

    Project& m_project;
    storage::Connection& m_connection;
    storage::RunRecord m_run;
    Schema m_schema;
    analysis::SegmentationRules m_rules;
    std::function<Result<MaskPrediction>(MaskPrediction)> m_finish; ///< null: as it is
};

struct DecideSummary {
    storage::RunRecord run; ///< afterwards
    qint64 samples = 0;
    qint64 changed = 0; ///< classes: decisions that are not those before; masks: likewise, by any pixel that counts

    QJsonObject toJson() const;
};

/// Puts `set` (a name; empty: the run's own rule) in charge of a run: decisions, matrix, filters, exports and scores
/// follow. All or nothing; blocks, so call it on a thread of its own. Errors: NotFound (run, set), InvalidArgument (a run
/// that is going on, one without probabilities), Cancelled (nothing is changed).
Result<DecideSummary> decideRun(const std::shared_ptr<Project>& project, const QString& run, const QString& set,
                                const CancelToken& cancel = {}, const ProgressCallback& progress = {});

/// While work adds samples to a run that a set decides, the run decides for itself, so that all of it is decided by one rule
/// at any time. Uncopied; blocks as decideRun().
class SetAside {
public:
    /// Gives the run its own decisions back. Nothing happens to a run that decides for itself, or that is not there.
    static Result<SetAside> take(const std::shared_ptr<Project>& project, const QString& run);
    /// The set decides again, the new samples too.
    Result<void> putBack();

private:
    std::shared_ptr<Project> m_project;
    QString m_run;
    QString m_set; ///< empty: nothing was set aside
};

/// Several sets of one kind as one: the mean of their offsets or thresholds, as competitors average thresholds over
/// splits and seeds. Of masks, whose steps must be the same but for their numbers, the mean of each number (areas and
/// radii rounded). InvalidArgument when they do not go together.
Result<ThresholdSet> meanOf(const std::vector<ThresholdSet>& sets, const QString& name, const Schema& schema);

} // namespace badcase::workspace
