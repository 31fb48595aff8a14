// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where a model of a server is, as the Open Inference Protocol v2 addresses it.

#include "inference/core/result.h"

#include <QString>
#include <QUrl>

namespace badcase::engine {

struct RemoteAddress {
    QUrl server;     ///< http or https, host, perhaps a port and a path in front of v2
    QString model;   ///< the name there
    QString version; ///< empty: the one that the server chooses

    /// "https://host:8000/v2/models/NAME[/versions/V]": what parseRemoteAddress() reads back.
    QString text() const;
    QString host() const; ///< with the port if there is one
    /// "v2", "v2/health/ready", ...
    QUrl serverUrl(const QString& path) const;
    /// Of this model: empty for its metadata, "ready", "infer".
    QUrl modelUrl(const QString& action = {}) const;

    bool operator==(const RemoteAddress&) const = default;
};

/// `server` may be the server's address, also with "/v2", or that of one model
/// (".../v2/models/NAME/versions/V"), which makes `model` needless. InvalidArgument that says what is missing
/// or in the way: no http address, user names and passwords (they would be stored with the run), queries, two
/// names for the model.
Result<RemoteAddress> parseRemoteAddress(const QString& server, const QString& model = {});

} // namespace badcase::engine
