// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Threshold sets of a project, and runs whose decisions are made anew by one.

#include "inference/core/class_map.h"
#include "inference/core/ids.h"
#include "inference/core/threshold_set.h"
#include "storage/connection.h"
#include "storage/prediction_records.h"

#include <QDateTime>

#include <functional>
#include <optional>
#include <vector>

namespace badcase::storage {

struct ThresholdSetRecord {
    ThresholdSetId id;
    QDateTime at; ///< UTC
    QString author;
    ThresholdSet set;
};

/// The new decision for one sample. Classes: `decided`. Masks: the map and what it is worth.
struct Redecision {
    SampleId sample;
    LabelSet decided = {};
    QSize maskSize = {};
    QByteArray mask = {}; ///< compressMap(): so that many can wait for one transaction
    SampleScores given = {};
    SampleScores corrected = {};
    PixelCounts pixels = {};
};

/// On the connection's thread. Each function that writes is one transaction.
class ThresholdRepository {
public:
    /// `schema` is the project's: classes are stored by name.
    ThresholdRepository(Connection& connection, const Schema& schema) : m_connection(connection), m_schema(schema) {}

    /// InvalidArgument without a name or for another task, AlreadyExists when the name is taken.
    Result<ThresholdSetId> add(const ThresholdSet& set, const QString& author);
    Result<std::vector<ThresholdSetRecord>> list();             ///< oldest first
    Result<ThresholdSetRecord> find(const QString& name);       ///< NotFound lists the names there are
    /// InvalidArgument while a run is decided by it; names the run.
    Result<void> remove(const QString& name);

    /// Replaces the decisions of a run, all or nothing, and says who made them (an invalid id: the run itself).
    /// `each` is called inside the transaction and hands over row by row. Samples that the run has not done are passed
    /// over. Mask scores are replaced, too; losses are of probabilities and stay.
    Result<void> redecide(RunId run, ThresholdSetId set,
                          const std::function<Result<void>(const std::function<Result<void>(const Redecision&)>&)>& each);

    /// The map that the run itself decided, whatever set is applied; null where that follows from the probabilities.
    Result<ClassMap> ownMask(RunId run, SampleId sample);

private:
    Result<void> keepOwnMasks(RunId run, ThresholdSetId before, ThresholdSetId after);

    Connection& m_connection;
    const Schema& m_schema;
};

} // namespace badcase::storage
