// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "combine": the stored answers of several runs, or of the kept views of one, mixed with weights into a
/// new run. No model is needed.

#include "app/workspace/project.h"
#include "inference/core/cancel.h"
#include "storage/run_repository.h"

#include <QJsonObject>

#include <utility>
#include <vector>

namespace badcase::workspace {

struct CombineRequest {
    std::vector<std::pair<QString, double>> runs; ///< name and weight
    /// With a single run: its kept views by "view:weight,..."; a view that is not named does not count. Empty: what the
    /// runs say on the whole.
    QString views;
    QString name;  ///< of the new run
    QString merge; ///< "mean" (also when empty), "gmean", "logit", "max"
    QString steps; ///< done with combined masks, as a run's
};

struct CombineSummary {
    storage::RunRecord run;
    qint64 samples = 0;
    qint64 missing = 0; ///< samples that not every run has done; they are left out
    qint64 resumedFrom = 0;
    double seconds = 0;

    QJsonObject toJson() const;
};

/// "A:0.6,B:0.4"; a run without a weight weighs 1. A name may hold colons when a weight follows.
Result<std::vector<std::pair<QString, double>>> parseRunWeights(const QString& text);

/// Blocks; call it on a thread of its own. Probabilities are mixed in double and stored as float32; masks are mixed from
/// what is stored of them, 8 bits a class. A combination that was cancelled or killed goes on when it is asked for again.
/// Errors: NotFound (a run, or views that were not kept; says what to do), InvalidArgument (runs of different tasks,
/// weights), AlreadyExists (the name), Cancelled (what is done by then stays).
Result<CombineSummary> combineRuns(const std::shared_ptr<Project>& project, const CombineRequest& request,
                                   const CancelToken& cancel, const ProgressCallback& progress);

} // namespace badcase::workspace
