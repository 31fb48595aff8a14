// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Runs as the table of runs shows them, and how an interrupted one goes on: pure functions.

#include "app/workspace/run_scores.h"
#include "app/workspace/run_service.h"
#include "widgets/models/runs_model.h"

#include <optional>

namespace badcase::window {

/// `model` is empty for imported predictions; `score` when it is known; `active`: it is running in this
/// window now.
models::RunRow runRow(const storage::RunRecord& run, const QString& model,
                      const std::optional<workspace::Headline>& score, bool active);

/// Whether there is something left to do and it is known what: interrupted, cancelled or failed, and made
/// here with a model.
bool canResume(const storage::RunRecord& run);
/// The request that goes on with the run; the file at `modelPath` has to be the same one.
workspace::RunRequest resumeRequest(const storage::RunRecord& run, const QString& modelPath);

} // namespace badcase::window
