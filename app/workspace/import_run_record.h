// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The record of a run whose predictions are imported: begun, ended, or taken back as a whole. Shared by the
/// forms in which predictions come. On the connection's thread.

#include "app/workspace/import_run_service.h"

#include <span>

namespace badcase::workspace {

/// The name is free, or belongs to an import that was killed, which goes. InvalidArgument: no name.
/// AlreadyExists: it is taken.
Result<void> claimImportName(storage::Connection& connection, const QString& name);

/// Whether a run is an import that has not ended (or was killed).
bool isUnfinishedImport(const storage::RunRecord& run);

/// The record of an import that begins now. `settings`: what its form has to say beside the file's name.
storage::RunRecord importedRun(const ImportRunRequest& request, Task task, Activation activation,
                               const QJsonObject& settings);

/// What is said when nobody has answered whether the predictions are out-of-fold.
QString outOfFoldNotice();

/// Ends an import. `written`: how the writing of its predictions went; `clamped`: rows whose values had to be
/// moved a little. A run that cannot be completed, or in which no row could be used (InvalidArgument), is
/// removed.
Result<ImportRunReport> concludeImport(storage::Connection& connection, ImportRunReport report,
                                       const ImportRunRequest& request, const Result<void>& written,
                                       qint64 clamped);

/// Scores of `samples` (invalid ones are passed over) are counted again if the journal has gone on since
/// `before`: an analyst may have corrected a sample between the reading of its label and the writing of its
/// score.
Result<void> followChangesSince(JournalId before, Project& project, storage::Connection& connection,
                                std::span<const SampleId> samples);

} // namespace badcase::workspace
