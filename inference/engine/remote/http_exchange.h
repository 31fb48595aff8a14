// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// HTTP as a blocking call for threads without an event loop of their own: timeouts, further attempts,
/// limits, cancel. Internal to this folder.

#include "inference/core/result.h"
#include "inference/engine/remote/remote_model.h"

#include <QByteArray>
#include <QUrl>

#include <atomic>
#include <memory>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;

namespace badcase::engine {

/// A POST of a body, or without one a GET.
struct HttpQuestion {
    QUrl url;
    QByteArray body = {};
    std::optional<qint64> jsonBytes = {}; ///< the body is so much JSON, then raw tensors; nothing: JSON alone
};

struct HttpAnswer {
    QByteArray body;
    std::optional<qint64> jsonBytes = {}; ///< as in HttpQuestion; checked to lie within the body
};

/// Used by the thread that made it, except for interrupt().
class HttpExchange {
public:
    /// InvalidArgument or Io when the token or the file of certificates cannot be used.
    static Result<std::unique_ptr<HttpExchange>> create(const RemoteAddress& address,
                                                        const RemoteOptions& options);
    ~HttpExchange();

    /// The answer with a status of success. Errors: Cancelled; TooLarge (413, or the server's memory was not
    /// enough); NotFound (404); Backend for the rest. They begin with the host and hold the server's own
    /// words.
    Result<HttpAnswer> send(const HttpQuestion& question);
    /// Any thread: send() under way, and every later one, returns Cancelled within a twentieth of a second.
    void interrupt() { m_interrupted.store(true, std::memory_order_relaxed); }

private:
    struct Attempt;

    HttpExchange(QString host, const RemoteOptions& options);
    bool isStopped() const;
    Result<void> useToken(const QUrl& server, const QByteArray& token);
    QNetworkRequest requestFor(const HttpQuestion& question) const;
    Attempt attempt(const HttpQuestion& question);
    bool waitFor(QNetworkReply& reply) const;
    bool pause(std::chrono::milliseconds time) const;
    Result<HttpAnswer> read(QNetworkReply& reply) const;
    Error statusError(int status, const QByteArray& body) const;
    Error transportError(const QNetworkReply& reply, const QStringList& certificateProblems) const;
    Error cancelled() const;

    QString m_host;
    RemoteOptions m_options;
    QByteArray m_authorization;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::atomic<bool> m_interrupted = false;
};

} // namespace badcase::engine
