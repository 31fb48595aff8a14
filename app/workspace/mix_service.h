// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "mix": does mixing the kept views of a run, or several runs, help, which of them, with which weights, and
/// whom does it hurt? Nothing is written; `combine` makes a run of the answer.

#include "app/workspace/mix_report.h"

namespace badcase::workspace {

struct MixRequest {
    MixSource source;
    QString objective = {}; ///< one of mixObjectives(); empty: the first
    QString merge = {};     ///< "mean" (also when empty), "gmean", "logit", "max"
    bool fit = false;       ///< weights by likelihood, and what they bring on samples that they have not seen
    int folds = 5;
    quint64 seed = 1;
};

/// The names that `mix --objective` takes, the usual one first.
QStringList mixObjectives(Task task, bool withParents);
/// InvalidArgument names those there are.
Result<analysis::MixObjective> mixObjective(const QString& name, const Schema& schema);

/// Members and what they said of the samples: what the pane keeps in memory, and what mix() reports on.
struct ClassMix {
    MixSource source;
    std::vector<MixMember> members;
    MixSamples samples;
    analysis::ClassMixSet set;
    std::optional<std::size_t> plain; ///< plainMember()

    /// The plain view, or the member that is best alone.
    std::size_t reference(const analysis::MixObjective& objective, analysis::MixMode mode) const;
    std::vector<double> weights() const;
};
Result<ClassMix> loadClassMix(Project& project, const MixSource& source, const CancelToken& cancel = {},
                              const ProgressCallback& progress = {});

/// The report on loaded members; `weights` one a member, areMixWeights(). Cancelled. Any thread.
Result<MixReport> reportOn(const ClassMix& mix, const Schema& schema, const MixRequest& request,
                           const std::vector<double>& weights, const QString& project, const CancelToken& cancel = {},
                           const ProgressCallback& progress = {});

/// Blocks; call it on a thread of its own. Errors as mixMembers(), mixSamples() and mixObjective(); Cancelled.
Result<MixReport> mix(const std::shared_ptr<Project>& project, const MixRequest& request,
                      const CancelToken& cancel = {}, const ProgressCallback& progress = {});

} // namespace badcase::workspace
