// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "where is this said?": samples whose texts or name meet a query, with a glimpse of each.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "storage/connection.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace badcase::workspace {

/// One sample; `field` is the first in the order of readingOrder() that has a hit (kNameField: the name).
struct TextHit {
    QString sample;
    QString field;
    QString snippet;
};

struct TextSearchReport {
    QString query;
    QString field;        ///< the search was restricted to; empty: all
    qint64 count = 0;     ///< of all samples that match
    bool complete = true; ///< every sample was looked at
    std::vector<TextHit> hits;
    double seconds = 0;

    QJsonObject toJson() const; ///< the keys of the command line's `search`
};

/// From the index where it stands, from the texts elsewhere; never writes. The first `limit` hits in the
/// order of import. Progress counts samples. InvalidArgument when there is no field `field` (the message
/// names those there are) or when `query` has nothing to look for.
Result<TextSearchReport> searchTexts(storage::Connection& connection, const QString& query,
                                     const QString& field, int limit, const CancelToken& cancel = {},
                                     const ProgressCallback& progress = {});

} // namespace badcase::workspace
