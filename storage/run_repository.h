// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Models and runs of a project.

#include "inference/core/ids.h"
#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/core/schema.h"
#include "storage/connection.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace badcase::storage {

/// A model file. `trustedAt`/`trustedBy` record who allowed it to run in this project. They are history, not
/// consent: a project comes from anywhere, so consent is asked against the user's own list of SHA-256 sums.
struct ModelRecord {
    ModelId id;
    QString sha256; ///< lower-case hex; identifies the model
    QString path;   ///< where it was last, absolute
    QString name;
    qint64 bytes = 0;
    QJsonObject card;
    QDateTime trustedAt; ///< UTC; invalid: never
    QString trustedBy;
};

enum class RunStatus { Running = 0, Finished = 1, Cancelled = 2, Failed = 3 };
enum class OutOfFold { Unknown = 0, No = 1, Yes = 2 };

/// One model over samples with fixed settings, or imported predictions (no model). A run found Running at
/// opening was interrupted: it can be resumed.
struct RunRecord {
    RunId id;
    QString name; ///< unique in a project
    ModelId model;
    Task task = Task::Classification;
    Activation activation = Activation::Softmax;
    RunStatus status = RunStatus::Running;
    OutOfFold outOfFold = OutOfFold::Unknown;
    QString device;
    QJsonObject settings;     ///< the run's identity: card, preprocessing, views, split, ...
    QJsonObject summary;      ///< what it took and gave: seconds, images_per_second, cached scores, ...
    QDateTime startedAt;      ///< UTC
    QDateTime finishedAt;     ///< UTC; invalid while running
    QString error;            ///< why it failed
    qint64 samplesDone = 0;   ///< filled by list() and find(), counted by PredictionRepository
    qint64 samplesFailed = 0; ///< likewise
    /// Runs of one key say the same of the same content; empty: not known. Fixed when the run is created.
    QString computeKey = {};
    /// By which rule its decisions were made (ThresholdRepository::redecide()); invalid and empty: by its own. Filled by
    /// list() and find().
    ThresholdSetId thresholdSet = {};
    QString thresholdSetName = {};
};

/// On the connection's thread. Each function that writes is one transaction.
class RunRepository {
public:
    explicit RunRepository(Connection& connection) : m_connection(connection) {}

    /// Adds the model or updates path, name and card of the one with this hash.
    Result<ModelId> putModel(const ModelRecord& model);
    Result<std::vector<ModelRecord>> models();
    Result<void> setTrusted(ModelId model, const QString& by, const QDateTime& at);

    /// AlreadyExists when the name is taken.
    Result<RunId> create(const RunRecord& run);
    /// Status, device, settings, summary, finishedAt and error; the rest is fixed.
    Result<void> update(const RunRecord& run);
    Result<std::vector<RunRecord>> list();       ///< oldest first
    Result<RunRecord> find(const QString& name); ///< NotFound lists the names there are
    Result<RunRecord> find(RunId id);
    /// Finished or not, oldest first, those with their own decisions only. `computeKey` is not empty.
    Result<std::vector<RunRecord>> withComputeKey(const QString& computeKey);
    /// With all its predictions and maps.
    Result<void> remove(RunId run);

private:
    Connection& m_connection;
};

} // namespace badcase::storage
