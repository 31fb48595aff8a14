// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Threshold sets as files: for serving systems, and for other projects with the same classes.

#include "inference/core/schema.h"
#include "storage/connection.h"
#include "storage/threshold_repository.h"

#include <QJsonObject>

namespace badcase::workspace {

enum class Overwrite { No, Yes };

/// ThresholdSet::toJson() with "author" and "at".
QJsonObject setJson(const storage::ThresholdSetRecord& record, const Schema& schema);

/// Writes the set to `path`, or leaves what is there as it is. NotFound (the set), AlreadyExists, Io.
Result<void> exportSet(storage::Connection& connection, const Schema& schema, const QString& set, const QString& path,
                       Overwrite overwrite = Overwrite::No);

/// Takes what exportSet() wrote, from whatever project, as long as its classes are known here. `name`: another one than the
/// file's; returns the name. NotFound, Corrupt and InvalidArgument name the file; AlreadyExists.
Result<QString> importSet(storage::Connection& connection, const Schema& schema, const QString& path, const QString& name);

} // namespace badcase::workspace
