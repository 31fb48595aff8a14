// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The form of "import-run" that only says what was decided: a table of ids and classes, as competitions take
/// it ("id,category_id" without a header in the WeChat challenge of 2022, "id,label" with one elsewhere).
///
/// The run has decisions and no probabilities: losses, confidence and every figure that ranks or weighs
/// probabilities are unknown; accuracy, F1 and confusion are those of any other run. Several tags of a sample
/// are joined by '|'. Classes are told by their names; by their numbers (from 0) only where no row names one.

#include "app/workspace/import_run_service.h"

namespace badcase::workspace {

/// Told from the first line: two columns that are no classes, or an id and a class column beside others. A
/// table that has a column for a class holds probabilities. Reads a few kilobytes; false when it cannot.
bool isDecisionFile(const QString& path, const Schema& schema, const QHash<QString, QString>& renames);

/// Whether a run has decisions only: probabilities are not asked for, and their figures are unknown.
bool hasDecisionsOnly(const storage::RunRecord& run);

/// importRun() for such a file. A row that names no class of the project makes its sample unusable.
/// InvalidArgument also: the project has masks; a table of ids, a class list or embeddings are given; no row
/// names a class.
Result<ImportRunReport> importDecisions(Project& project, const ImportRunRequest& request,
                                        const CancelToken& cancel, const ProgressCallback& progress);

/// previewImportRun() for such a file; `classes` are those that the first rows name.
Result<ImportRunPreview> previewDecisions(const Schema& schema, const ImportRunRequest& request);

} // namespace badcase::workspace
