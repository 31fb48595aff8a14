// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// manifest.json: what an export holds and where it came from. Sorted keys, no clock time, one line a sample,
/// so that the same export gives the same bytes.

#include "storage/formats/export_entry.h"

#include <QJsonObject>

namespace badcase::formats {

inline constexpr char kManifestFile[] = "manifest.json";

/// Writes `facts` and, under "files", every entry. The file is streamed.
Result<WrittenFile> writeManifest(const QString& folder, QJsonObject facts, const EntrySpool& entries);

} // namespace badcase::formats
