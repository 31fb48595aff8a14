// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What an import of predictions settles before it writes: the file, its classes, and that it holds what it
/// is said to hold.

#include "app/workspace/import_run_service.h"
#include "app/workspace/probability_source.h"
#include "inference/media/array_reader.h"

namespace badcase::workspace {

/// Most rows of a file are looked at before anything is written.
inline constexpr qint64 kProbeRows = 1000;

struct ImportRunPlan {
    std::unique_ptr<ProbabilitySource> source;
    std::optional<media::ArrayReader> embeddings;
    std::vector<ClassIndex> toSchema; ///< of each column
    bool byName = false;              ///< classes were matched by their names
    Activation activation = Activation::Softmax;
    double sumTolerance = kSumTolerance;
    QStringList notices;
};

/// Class names of the columns as the file, or the class list beside it, says; empty: nobody says.
Result<QStringList> columnClasses(const ProbabilitySource& source, const ImportRunRequest& request,
                                  const Schema& schema);

/// InvalidArgument as importRun() says. Reads headers and the first rows; `source` stands at its begin after
/// it.
Result<ImportRunPlan> planImportRun(const Schema& schema, const ImportRunRequest& request);

} // namespace badcase::workspace
