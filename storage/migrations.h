// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The numbered steps that bring a project file from any older schema to the current one.

#include "inference/core/result.h"
#include "storage/connection.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace badcase::storage {

struct Migration {
    int version = 0; ///< of the file afterwards; 1, 2, 3 ...
    QByteArray sql;
};

/// The steps of this build, in order.
const std::vector<Migration>& projectMigrations();
inline int currentSchemaVersion()
{
    return projectMigrations().back().version;
}

/// Runs the steps above the file's user_version, each in one transaction with the new version, each after a
/// complete backup beside the file ("NAME.badcase.v1.backup"; never over an existing one). A new file
/// (version 0) needs no backup. Returns the backups made. NewerVersion when the file is ahead of `steps`.
Result<QStringList> migrate(Connection& connection,
                            const std::vector<Migration>& steps = projectMigrations());

} // namespace badcase::storage
