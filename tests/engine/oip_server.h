// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A small server of the Open Inference Protocol v2 in a thread of its own. It follows the specification to
/// the letter and answers whatever breaks it with 400, so that a client that passes here has not been helped;
/// and it misbehaves in the ways that it is told to.
///
/// Its one model, "means", is that of tests/engine/fixtures/means.pt: "logits" are 10 x the mean of each
/// channel of "image", "embedding" the sums of the first row's ends. With `ids`, the sum of a sample's ids is
/// added to its logits.

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <memory>
#include <mutex>

class QTcpServer;
class QTcpSocket;

namespace badcase::test {

class OipServer {
public:
    struct Behaviour {
        bool binary = true;   ///< offers binary tensors
        bool metadata = true; ///< says what the model's inputs and outputs are
        QString imageType = QStringLiteral("FP32");
        QString idsType = {}; ///< there is an input "ids"; INT64 or INT32
        QString outputType = QStringLiteral("FP32");
        int largestBatch = -1; ///< 400 beyond, in Triton's words; said in the metadata when `fixedBatch`
        bool fixedBatch = false;
        int delayMs = 0;   ///< before an answer to infer
        int busyTimes = 0; ///< so many answers to infer are `busyStatus`
        int busyStatus = 503;
        QByteArray retryAfter = {}; ///< of those
        int resetTimes = 0;         ///< so many connections are cut in the middle of an answer to infer
        bool silent = false;        ///< never answers to infer
        QByteArray error = {};      ///< {"error": this}, with `errorStatus`
        int errorStatus = 400;
        QByteArray infer = {}; ///< the whole answer to infer, status line and headers included
        int liveStatus = 200;
        int readyStatus = 200;
        QByteArray model = {};       ///< the body of v2/models/means instead of the right one
        QString redirect = {};       ///< where infer is sent on to
        QByteArray token = {};       ///< 401 without it
        QByteArray certificate = {}; ///< PEM; then it speaks TLS
        QByteArray key = {};
    };

    OipServer(); ///< well-behaved
    explicit OipServer(Behaviour behaviour);
    ~OipServer();
    OipServer(const OipServer&) = delete;
    OipServer& operator=(const OipServer&) = delete;

    QString url() const;                            ///< "http://127.0.0.1:PORT"
    int inferences() const { return m_inferences; } ///< requests for infer, refused ones included
    int mostAtOnce() const { return m_mostAtOnce; } ///< of these
    int malformed() const { return m_malformed; }   ///< requests that broke the specification
    QByteArray lastHead() const;                    ///< request line and headers of the last request

private:
    struct Request;
    struct Tensor;
    void serve();
    void accept();
    void read(QTcpSocket* socket, QByteArray& buffer);
    void answer(QTcpSocket* socket, const Request& request);
    void answerInfer(QTcpSocket* socket, const Request& request);
    QByteArray inferAnswer(const Request& request);
    void send(QTcpSocket* socket, const QByteArray& response);

    const Behaviour m_behaviour;
    QThread m_thread;
    QTcpServer* m_server = nullptr;
    quint16 m_port = 0;
    int m_busyLeft;
    int m_resetsLeft;
    int m_atOnce = 0;
    std::atomic<int> m_inferences = 0;
    std::atomic<int> m_mostAtOnce = 0;
    std::atomic<int> m_malformed = 0;
    mutable std::mutex m_mutex;
    QByteArray m_lastHead;
};

} // namespace badcase::test
