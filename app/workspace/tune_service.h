// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "tune": the best thresholds of a run, and what they will be worth on samples they have not seen.

#include "app/workspace/project.h"
#include "app/workspace/run_scores.h"
#include "inference/analysis/interval.h"
#include "inference/analysis/tuning/honest_gain.h"
#include "inference/core/cancel.h"
#include "inference/core/threshold_set.h"

#include <QJsonObject>

#include <optional>

namespace badcase::workspace {

struct TuneRequest {
    QString run;
    QString objective;     ///< as on the command line; with "class" and "bound" below for the two bounded ones
    bool perClass = false; ///< a number for each class; else one for all
    int folds = 5;
    QString save = {};     ///< name of the new threshold set; empty: nothing is written
    LabelSource labels = LabelSource::Corrected;
    QString split = {};    ///< tuned on these only; empty: on all
    QString groupBy = {};  ///< a text field whose equal values never part (folds), or by which masks are told apart
    QString target = {};   ///< class of precision_at_recall and recall_at_precision
    double bound = 0;      ///< of them, in [0, 1]
    QString costs = {};    ///< file of a cost matrix, for "cost"
    quint64 seed = 1;
};

/// What is said of tuning, whatever the task.
struct TuneReport {
    QString run;
    QString objective;
    qint64 samples = 0;
    double before = 0;
    double after = 0; ///< with `set`, on the samples it was tuned on
    std::optional<analysis::HonestGain> gain; ///< differences to `before`; nothing: not asked for or not known
    ThresholdSet set;
    double common = 0; ///< classes, one number for all: the prior strength, or the threshold
    qint64 gained = 0; ///< wrong before, right with `set`; masks: images that score higher
    qint64 lost = 0;
    analysis::Advice advice = analysis::Advice::NotWorthIt;
    QString adviceText; ///< one or two plain sentences
    QJsonObject more = {}; ///< what only this task has; its keys are added to the report's

    /// Of the held-out value; a share never leaves [0, 1]. Nothing without a gain.
    std::optional<analysis::Interval> heldOutInterval() const;
    /// The keys of the command line's `tune`: objective, before, after, after_held_out, interval (of after_held_out),
    /// gain {in_sample, held_out, interval}, offsets | thresholds | steps, flips, advice, advice_text.
    QJsonObject toJson(const Schema& schema) const;
    /// What a saved set remembers of it.
    QJsonObject evidence(const TuneRequest& request) const;
};

/// Blocks; call it on a thread of its own. InvalidArgument: an objective that the task has not (its own are named), a run
/// without probabilities; NotFound; AlreadyExists before any work when `save` is taken; Cancelled (nothing is saved).
Result<TuneReport> tune(const std::shared_ptr<Project>& project, const TuneRequest& request,
                        const CancelToken& cancel = {}, const ProgressCallback& progress = {});

/// The names that `tune --objective` takes for a task, the usual one first.
QStringList tuneObjectives(Task task, bool withParents);

/// For the window: saves a set under a name, with what is known of it. AlreadyExists, InvalidArgument.
Result<void> saveSet(Project& project, const ThresholdSet& set);

} // namespace badcase::workspace
