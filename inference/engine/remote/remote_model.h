// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The second backend: a model that a server runs, asked through the Open Inference Protocol v2 over HTTP
/// (KServe, Triton, MLServer, OpenVINO Model Server, ...). Nothing is executed here, so there is no consent
/// to ask for; but what the samples show leaves this computer, and the user must be told so.

#include "inference/core/cancel.h"
#include "inference/engine/backend.h"
#include "inference/engine/remote/remote_address.h"
#include "inference/engine/remote/remote_info.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace badcase::engine {

struct RemoteOptions {
    /// What the card calls the inputs, in the order of forward(); each must be an input of the server's.
    /// Empty: the server's inputs in the server's order.
    QStringList inputNames = {};
    int requestsInFlight = 4; ///< what copies() says: so many lanes, each with one request under way
    /// Without a byte sent or received for so long, a request has failed. The server's computing counts.
    std::chrono::milliseconds timeout{30000};
    /// Further attempts when the connection fails or the server says that it is too busy (429, 502, 503,
    /// 504). Asking for the same result again changes nothing at the server. A request that timed out is not
    /// sent again.
    int retries = 3;
    /// Before the first further attempt; doubled before each more. A server's Retry-After is honoured.
    std::chrono::milliseconds firstPause{250};
    std::optional<bool> binary = {};         ///< nothing: as the server offers
    qint64 maxAnswerBytes = qint64(1) << 30; ///< a longer answer is refused
    QString caFile = {};                     ///< PEM; authorities that are trusted besides the system's
    CancelToken cancel = {};                 ///< ends what is under way, as interrupt() does
};

/// Asks a server what it has: live, ready, its own and the model's metadata. Blocks, in any thread.
/// NotFound (no such model), Cancelled, Backend (not reachable, not ready, not this protocol, certificate not
/// trusted; with the server's own words).
Result<RemoteModelInfo> askRemoteModel(const RemoteAddress& address, const RemoteOptions& options);

/// askRemoteModel(), and a model to run. Its forward() blocks its thread; device() is "remote". Outputs are
/// float32, in the order of the server's metadata (the answer's where that lists none); one that is not made
/// of numbers is a tensor of shape {0}. InvalidArgument when the server's inputs are not those of the card;
/// Unsupported for a type of input that cannot be sent. If $BADCASE_SERVER_TOKEN is set it is sent as a
/// bearer token, and kept nowhere.
Result<std::unique_ptr<LoadedModel>> openRemoteModel(const RemoteAddress& address,
                                                     const RemoteOptions& options);

} // namespace badcase::engine
