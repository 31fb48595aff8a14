// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Who takes part in a mix, and what they said: the kept views of a run, or several runs. Nothing here writes.

#include "app/workspace/combine_service.h"
#include "app/workspace/run_scores.h"
#include "inference/analysis/tuning/class_mixer.h"
#include "inference/core/cancel.h"
#include "inference/engine/merge.h"

#include <optional>

namespace badcase::workspace {

/// What is mixed, as on the command line.
struct MixSource {
    QString run = {};   ///< of whose kept views; empty: `runs`
    QString views = {}; ///< "view:weight,..."; empty: all that it kept, with weight 1
    std::vector<std::pair<QString, double>> runs = {};
    LabelSource labels = LabelSource::Corrected;
    QString split = {}; ///< these samples only; empty: all

    bool ofViews() const { return !run.isEmpty(); }
};

struct MixMember {
    QString name; ///< of the view or the run
    storage::RunRecord run;
    int view = 0; ///< as in storage::PredictionRepository; 0: the run's own answer
    double weight = 1;
    std::optional<double> costMs; ///< of one sample, as its run took it (a view: its equal part); nothing: not known
};

/// At least two, in the order of their naming. NotFound: a run, or views that were not kept (says how to get them);
/// InvalidArgument: fewer than two, no weight above 0, runs that do not answer the same question.
Result<std::vector<MixMember>> mixMembers(storage::Connection& connection, const Schema& schema,
                                          const MixSource& source);

/// The picture as it is where that is a view; else nothing.
std::optional<std::size_t> plainMember(const std::vector<MixMember>& members);

/// How `combine` would store a mix.
CombineRequest combineRequest(const MixSource& source, const std::vector<MixMember>& members,
                              const std::vector<double>& weights, engine::MergeMode merge, const QString& name);
/// The same as a line for a shell, without the weights that are 0.
QString combineCommand(const QString& project, const CombineRequest& request);

/// What a merge is for analysis: "gmean" and "logit" are one.
analysis::MixMode mixModeOf(engine::MergeMode merge);

/// Labelled samples that every member has done, ascending.
struct MixSamples {
    std::vector<SampleId> samples;
    std::vector<LabelSet> labels; ///< empty sets for masks
    qint64 missing = 0;           ///< labelled samples that not every member has done
};
/// Of masks: every sample that all have done, whatever its label. InvalidArgument when there is none.
Result<MixSamples> mixSamples(storage::Connection& connection, const MixSource& source,
                              const std::vector<MixMember>& members, const CancelToken& cancel);

/// Classification and multi-label. 4 bytes a member, sample and class; InvalidArgument beyond 4 GiB.
Result<analysis::ClassMixSet> loadMixSet(storage::Connection& connection, const Schema& schema,
                                         const std::vector<MixMember>& members, const MixSamples& samples,
                                           const CancelToken& cancel, const ProgressCallback& progress = {});

} // namespace badcase::workspace
