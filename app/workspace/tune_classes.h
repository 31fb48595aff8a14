// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Tuning of classes on data that are read already: what the command line does after reading, and "Optimise" in the window.

#include "app/workspace/class_tuning_data.h"
#include "app/workspace/tune_objective.h"
#include "app/workspace/tune_service.h"

namespace badcase::workspace {

ObjectiveChoice objectiveOf(const TuneRequest& request);

/// Classification: offsets by coordinate ascent, shrunk for rare classes (request.perClass), or one prior strength. Both
/// are cross-fitted, so that the advice can compare them. Saves nothing. Blocks; Cancelled. InvalidArgument as tune().
Result<TuneReport> tuneClasses(const ClassTuningData& data, const TuneRequest& request, const CancelToken& cancel = {},
                               const ProgressCallback& progress = {});

/// Multi-label: a threshold for each class, or one for all; likewise.
Result<TuneReport> tuneTags(const ClassTuningData& data, const TuneRequest& request, const CancelToken& cancel = {},
                            const ProgressCallback& progress = {});

/// What is to be said where a bound was missed before or still is; empty elsewhere. A gain is no difference of the figure then.
QString boundText(const TuneRequest& request, double before, double after);

/// Which of them the task needs.
Result<TuneReport> tuneLoaded(const ClassTuningData& data, const TuneRequest& request, const CancelToken& cancel = {},
                              const ProgressCallback& progress = {});

/// "The gain holds on new samples: ...". `value` writes a difference of the objective.
QString adviceText(analysis::Advice advice, bool perClass, Task task, const analysis::HonestGain& gain,
                   const analysis::HonestGain& common);

} // namespace badcase::workspace
