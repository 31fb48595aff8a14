// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The interned label sets of a project: a set of classes <-> one integer (see label_sets in
/// 0001_initial.sql).

#include "inference/core/label.h"
#include "inference/core/result.h"

#include <QHash>
#include <QString>
#include <QVariant>

#include <optional>
#include <unordered_map>

namespace badcase::storage {

class Connection;

/// Cached; sets are only ever added. On the connection's thread.
class LabelSetTable {
public:
    explicit LabelSetTable(Connection& connection) : m_connection(connection) {}

    /// The id of a set, adding it when it is new. Inside a write transaction.
    Result<qint64> intern(const LabelSet& set);
    /// NULL for "not labelled".
    Result<QVariant> internOrNull(const std::optional<LabelSet>& set);
    Result<LabelSet> get(qint64 id);

    /// After a rollback: what was interned in it is gone.
    void forget();

private:
    void remember(qint64 id, const QString& key, const LabelSet& set);

    Connection& m_connection;
    QHash<QString, qint64> m_ids;
    std::unordered_map<qint64, LabelSet> m_sets;
};

QString labelSetKey(const LabelSet& set); ///< "3,17"
LabelSet labelSetFromKey(const QString& key);

} // namespace badcase::storage
