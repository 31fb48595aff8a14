// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Media files into an export as they are, in pieces: a video need not fit the memory.

#include "inference/core/cancel.h"
#include "storage/formats/dataset_writer.h"
#include "storage/formats/export_files.h"

#include <optional>

namespace badcase::formats {

/// Why the media of a record cannot be exported: "missing-media", or "changed-media" when it is not the file
/// that was imported. nullopt: it can.
std::optional<SampleProblem> mediaProblem(const ExportRecord& record);

/// Copies the media of a record (without a mediaProblem()) to `path` in the export. nullopt: it cannot be
/// read to its end, and nothing of it stays. Errors are those of writing.
Result<std::optional<WrittenFile>> copyMedia(const ExportFolder& folder, const ExportRecord& record,
                                             const QString& path);

} // namespace badcase::formats
