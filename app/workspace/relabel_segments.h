// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "correct segments from a file": a ground truth of TAAC 2021 becomes one group of the journal.

#include "app/workspace/relabel_service.h"

namespace badcase::workspace {

/// {"video": {"annotations": [{"segment": [t0, t1], "labels": [...]}]}}: the videos that the file lists get
/// its segments in place of theirs, and their labels follow where they are those of the segments (commands::
/// replaceSegments). Videos that have these segments already are unchanged. A video that cannot be applied
/// (unknown-sample, unknown-class, bad-segment, bad-row, duplicate) is a problem; all others are applied
/// together, or with `dryRun` only counted. One undo takes the whole file back. InvalidArgument: the file has
/// no segments. NotFound: it is no such file.
Result<RelabelReport> relabelSegmentsFromFile(Project& project, const QString& path, const QString& author,
                                              bool dryRun, const CancelToken& cancel = {});

} // namespace badcase::workspace
