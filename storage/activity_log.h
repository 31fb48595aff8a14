// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Imports and exports, logged beside the journal (they are not undone).

#include "inference/core/result.h"
#include "storage/connection.h"

#include <QDateTime>
#include <QJsonObject>

#include <vector>

namespace badcase::storage {

struct Activity {
    enum class Kind { Import = 0, Export = 1 };
    qint64 id = 0;
    Kind kind = Kind::Import;
    QDateTime at; ///< UTC; invalid when adding: now
    QString author;
    QString format;
    QString location;    ///< source or target, absolute
    QJsonObject details; ///< options, counts, manifest
};

/// On the connection's thread.
class ActivityLog {
public:
    explicit ActivityLog(Connection& connection) : m_connection(connection) {}
    Result<void> add(const Activity& activity);
    Result<std::vector<Activity>> list(); ///< newest first

private:
    Connection& m_connection;
};

} // namespace badcase::storage
