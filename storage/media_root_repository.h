// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where a project's media are: folders and zip archives that sample paths start from.

#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "storage/connection.h"

#include <QString>

#include <vector>

namespace badcase::storage {

struct MediaRootRecord {
    MediaRootId id;
    bool isZip = false;
    QString path;          ///< absolute and cleaned
    bool relative = false; ///< kept relative to the project file, so that both can be moved together
};

/// On the connection's thread. A root below the project's folder, or at most two folders up from it, is
/// stored relative to the project file.
class MediaRootRepository {
public:
    explicit MediaRootRepository(Connection& connection) : m_connection(connection) {}

    /// The id of `absolutePath`, adding it when it is new. Starts its own transaction.
    Result<MediaRootId> add(const QString& absolutePath, bool isZip);
    Result<std::vector<MediaRootRecord>> list();
    /// Says that the media of a root are somewhere else now (same relative paths below it). AlreadyExists
    /// when that is another root's place.
    Result<void> repoint(MediaRootId id, const QString& absolutePath, bool isZip);

private:
    Connection& m_connection;
};

} // namespace badcase::storage
