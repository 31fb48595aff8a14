// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a server says of itself and of one model (GET v2 and GET v2/models/NAME). Everything that comes from
/// a server is checked before it is believed.

#include "inference/core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace badcase::engine {

struct RemoteTensor {
    QString name;
    QString datatype; ///< as the protocol writes it: "FP32", "INT64", "BYTES", ...; empty: not told
    /// With the batch in front; -1: any size. Empty: not told.
    std::vector<std::int64_t> shape;

    bool operator==(const RemoteTensor&) const = default;
};

struct RemoteModelInfo {
    QString serverName;
    QString serverVersion;
    QStringList extensions; ///< of the protocol that the server speaks
    QString model;
    QStringList versions; ///< that the server has; may be empty
    QString platform;     ///< "pytorch_libtorch", ...
    std::vector<RemoteTensor> inputs;
    std::vector<RemoteTensor> outputs;

    /// Tensors may travel as bytes instead of as numbers in JSON.
    bool hasBinaryTensors() const { return extensions.contains(QStringLiteral("binary_tensor_data")); }
    /// The keys of the command line's `inspect --server`.
    QJsonObject toJson() const;

    bool operator==(const RemoteModelInfo&) const = default;
};

/// The answers of v2 and of v2/models/NAME. Backend, naming `host` and the key, for anything else than the
/// protocol's objects.
Result<RemoteModelInfo> parseRemoteInfo(const QByteArray& serverJson, const QByteArray& modelJson,
                                        const QString& host);

/// "[-1, 3, 224, 224]", for messages.
QString shapeText(const std::vector<std::int64_t>& shape);

} // namespace badcase::engine
