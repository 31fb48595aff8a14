// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Questions "what would the model say if ...?" and their answers, kept with the run that was asked.

#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "storage/connection.h"

#include <QDateTime>
#include <QJsonObject>

#include <vector>

namespace badcase::storage {

/// `before` and `after`: probabilities in schema order, equally many.
struct WhatIfRecord {
    qint64 id = 0;
    RunId run;
    SampleId sample;
    QDateTime at; ///< UTC
    QString author;
    QJsonObject edits;
    std::vector<float> before;
    std::vector<float> after;
};

/// On the connection's thread.
class WhatIfRepository {
public:
    explicit WhatIfRepository(Connection& connection) : m_connection(connection) {}

    /// One transaction; returns the new id (`record.id` is not looked at). InvalidArgument when `before` and
    /// `after` differ in length.
    Result<qint64> add(const WhatIfRecord& record);
    /// Newest first, at most `limit`. Corrupt when an answer cannot be read.
    Result<std::vector<WhatIfRecord>> list(RunId run, SampleId sample, int limit = 20);

private:
    Connection& m_connection;
};

} // namespace badcase::storage
