// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "a model that a server runs": what the server says of it, and how a run loads it.

#include "app/workspace/model_service.h"
#include "inference/engine/remote/remote_model.h"
#include "inference/jobs/run_types.h"

#include <QJsonObject>

namespace badcase::workspace {

struct RunRequest;

struct ServerModel {
    engine::RemoteAddress address;
    engine::RemoteModelInfo info;

    /// What stands for the SHA-256 of a file: "remote:" and a hash of the address, the version and the
    /// platform. Another model behind the same name and version cannot be told; one that gets a new version
    /// number can.
    QString identity() const;
    /// A version is told. Without one, results of another day may come from another model.
    bool hasVersion() const { return !address.version.isEmpty() || !info.versions.isEmpty(); }
    /// What stands for a file in a run. There is nothing to consent to, since nothing is executed here.
    ModelInfo asModel() const;
    QJsonObject toJson() const; ///< the keys of the command line's `inspect --server`
};

/// Whether this is the identity of a model of a server.
bool isServerModel(const QString& identity);

/// Whether a model is named by a web address in place of a file's path.
bool isWebAddress(const QString& path);

/// The address that a run's samples are sent to; empty for a model of this computer.
QString serverOf(const RunRequest& request);

/// inspectModel() for a path, askServer() for a web address.
Result<ModelInfo> inspectModelAt(const QString& path, const TrustStore& trust, const CancelToken& cancel);

/// Waits for the server's answers, in any thread. `model` may be empty when the address names it. Errors:
/// those of parseRemoteAddress() and askRemoteModel().
Result<ServerModel> askServer(const QString& server, const QString& model, const CancelToken& cancel = {});

/// askServer() for a run; InvalidArgument also for what only models of this computer can do, and without a
/// card.
Result<ServerModel> serverForRun(const RunRequest& request, const CancelToken& cancel);

/// The card of the request with the model's name, where it has none of its own.
std::optional<QJsonObject> cardForServer(const RunRequest& request, const ServerModel& server);

/// Opens the model anew in each lane. `inputNames` are those of the card, in its order; empty: the server's
/// order.
jobs::ModelLoader serverLoader(const ServerModel& server, const RunRequest& request,
                               const QStringList& inputNames, const CancelToken& cancel);

} // namespace badcase::workspace
