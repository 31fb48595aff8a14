// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The form of "import-run" that names its videos and tags itself: predictions of the Tencent Advertising
/// Algorithm Contest 2021, of tags or of segments with tags.
///
/// A sample's row of probabilities has what the file says of each tag, and 0 for the tags that it does not
/// name (the contest's files have the 20 best of 82): for segments, the best score of a tag in any segment.
/// The segments are kept too, in the order of the file. Scores are float64. Videos that the file does not
/// name are not in the run; one with an empty result is, with 0 for every tag.

#include "app/workspace/import_run_service.h"

namespace badcase::workspace {

/// Told from the first character: tables and arrays do not begin with '{'. False when it cannot be read.
bool isPredictionFile(const QString& path);

/// importRun() for such a file. A score outside [0, 1] makes the whole video unusable. InvalidArgument also:
/// the project's samples have one label only, a table of ids, class list or embeddings is given, the values
/// are said to be logits, no tag is a class of the project.
Result<ImportRunReport> importPredictions(Project& project, const ImportRunRequest& request,
                                          const CancelToken& cancel, const ProgressCallback& progress);

/// previewImportRun() for such a file. The tags are not looked at.
Result<ImportRunPreview> previewPredictions(const Schema& schema, const ImportRunRequest& request);

} // namespace badcase::workspace
