// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/oip_server.h"

#include <QFloat16>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSemaphore>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>
#include <vector>

namespace badcase::test {

namespace {

/// What the client did wrong; becomes a 400.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void require(bool holds, const char* rule)
{
    if (!holds)
        throw Malformed(rule);
}

int elementBytes(const QString& type)
{
    const std::map<QString, int> sizes{{QStringLiteral("FP16"), 2},
                                       {QStringLiteral("FP32"), 4},
                                       {QStringLiteral("FP64"), 8},
                                       {QStringLiteral("INT32"), 4},
                                       {QStringLiteral("INT64"), 8}};
    const auto found = sizes.find(type);
    require(found != sizes.end(), "an unknown datatype");
    return found->second;
}

template <class T>
T numberAt(const char* bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

double element(const QString& type, const char* bytes)
{
    if (type == QLatin1String("FP16"))
        return double(float(numberAt<qfloat16>(bytes)));
    if (type == QLatin1String("FP32"))
        return double(numberAt<float>(bytes));
    if (type == QLatin1String("FP64"))
        return numberAt<double>(bytes);
    if (type == QLatin1String("INT32"))
        return double(numberAt<qint32>(bytes));
    return double(numberAt<qint64>(bytes));
}

void appendElement(QByteArray& bytes, const QString& type, double value)
{
    const auto append = [&](auto number) {
        bytes.append(reinterpret_cast<const char*>(&number), qsizetype(sizeof number));
    };
    if (type == QLatin1String("FP16"))
        append(qfloat16(float(value)));
    else if (type == QLatin1String("FP32"))
        append(float(value));
    else if (type == QLatin1String("FP64"))
        append(value);
    else if (type == QLatin1String("INT32"))
        append(qint32(value));
    else
        append(qint64(value));
}

QByteArray json(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray response(int status, const QByteArray& body, const QByteArray& headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " -\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           (headers.contains("Content-Type") ? QByteArray()
                                             : QByteArray("Content-Type: application/json\r\n")) +
           headers + "\r\n" + body;
}

QByteArray errorResponse(int status, const QByteArray& words, const QByteArray& headers = {})
{
    return response(status, json({{QStringLiteral("error"), QString::fromUtf8(words)}}), headers);
}

QJsonObject tensorJson(const QString& name, const QString& type, const std::vector<int>& shape)
{
    QJsonArray sides;
    for (const int side : shape)
        sides.append(side);
    return {
        {QStringLiteral("name"), name}, {QStringLiteral("datatype"), type}, {QStringLiteral("shape"), sides}};
}

} // namespace

struct OipServer::Request {
    QByteArray method;
    QByteArray path;
    std::map<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// An input as it came.
struct OipServer::Tensor {
    QString type;
    std::vector<qint64> shape;
    std::vector<double> values;

    static Tensor read(const QJsonObject& object, bool binary, QByteArrayView& raw);
};

OipServer::Tensor OipServer::Tensor::read(const QJsonObject& object, bool binary, QByteArrayView& raw)
{
    Tensor tensor;
    tensor.type = object.value(QStringLiteral("datatype")).toString();
    qint64 count = 1;
    require(object.value(QStringLiteral("shape")).isArray(), "an input needs a shape");
    for (const auto& side : object.value(QStringLiteral("shape")).toArray()) {
        require(side.toInteger(-1) > 0, "a side of a shape is a number above 0");
        tensor.shape.push_back(side.toInteger());
        count *= tensor.shape.back();
    }
    const QJsonValue size =
        object.value(QStringLiteral("parameters")).toObject().value(QStringLiteral("binary_data_size"));
    const bool hasData = object.contains(QStringLiteral("data"));
    require(size.isUndefined() == hasData, "an input has data or binary_data_size");
    if (!hasData) {
        require(binary, "binary tensors are not offered");
        const int width = elementBytes(tensor.type);
        require(size.toInteger(-1) == count * width, "binary_data_size does not fit the shape");
        require(raw.size() >= count * width, "the body ends before its tensors do");
        for (qint64 i = 0; i < count; ++i)
            tensor.values.push_back(element(tensor.type, raw.data() + i * width));
        raw = raw.sliced(count * width);
        return tensor;
    }
    require(tensor.type != QLatin1String("FP16"), "JSON cannot carry FP16");
    for (const auto& value : object.value(QStringLiteral("data")).toArray()) {
        require(value.isDouble(), "data are numbers");
        // What the server computes with is a tensor of the type, not of JSON's doubles.
        tensor.values.push_back(tensor.type == QLatin1String("FP32") ? double(float(value.toDouble()))
                                                                     : value.toDouble());
    }
    require(qint64(tensor.values.size()) == count, "data do not fit the shape");
    return tensor;
}

OipServer::OipServer() : OipServer(Behaviour()) {}

OipServer::OipServer(Behaviour behaviour)
    : m_behaviour(std::move(behaviour)),
      m_busyLeft(m_behaviour.busyTimes),
      m_resetsLeft(m_behaviour.resetTimes)
{
    QSemaphore listening;
    QObject::connect(
        &m_thread, &QThread::started, &m_thread,
        [&] {
            serve();
            listening.release();
        },
        Qt::DirectConnection);
    m_thread.start();
    listening.acquire();
}

OipServer::~OipServer()
{
    QMetaObject::invokeMethod(m_server, [this] {
        m_server->deleteLater(); // and its sockets
        m_thread.quit();
    });
    m_thread.wait();
}

QString OipServer::url() const
{
    return QStringLiteral("%1://127.0.0.1:%2")
        .arg(m_behaviour.certificate.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"))
        .arg(m_port);
}

QByteArray OipServer::lastHead() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastHead;
}

void OipServer::serve()
{
    if (m_behaviour.certificate.isEmpty()) {
        m_server = new QTcpServer;
    } else {
        auto* tls = new QSslServer;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(m_behaviour.certificate));
        configuration.setPrivateKey(QSslKey(m_behaviour.key, QSsl::Ec));
        tls->setSslConfiguration(configuration);
        m_server = tls;
    }
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("the test's server cannot listen");
    m_port = m_server->serverPort();
    QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_server, [this] { accept(); });
}

void OipServer::accept()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        const auto buffer = std::make_shared<QByteArray>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket,
                         [this, socket, buffer] { read(socket, *buffer); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read(socket, *buffer);
    }
}

void OipServer::read(QTcpSocket* socket, QByteArray& buffer)
{
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    Request request;
    QList<QByteArray> lines = buffer.left(end).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    request.method = first.value(0);
    request.path = first.value(1).replace("/versions/2", ""); // the one that it chooses anyway
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers[line.left(colon).trimmed().toLower()] = line.mid(colon + 1).trimmed();
    }
    const qsizetype length = request.headers["content-length"].toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    request.body = buffer.mid(end + 4, length);
    {
        const std::lock_guard lock(m_mutex);
        m_lastHead = buffer.left(end);
    }
    buffer.remove(0, end + 4 + length);
    answer(socket, request);
}

void OipServer::send(QTcpSocket* socket, const QByteArray& text)
{
    socket->write(text);
    socket->flush();
}

void OipServer::answer(QTcpSocket* socket, const Request& request)
{
    const Behaviour& is = m_behaviour;
    const auto credentials = request.headers.find("authorization");
    const bool isKnown = credentials != request.headers.end() && credentials->second == "Bearer " + is.token;
    if (!is.token.isEmpty() && !isKnown)
        return send(socket, errorResponse(401, "who are you?"));
    if (request.path == "/v2/models/means/infer" && request.method == "POST")
        return answerInfer(socket, request);
    if (request.method != "GET")
        return send(socket, errorResponse(405, "no such method here"));
    if (request.path == "/v2/health/live")
        return send(socket, response(is.liveStatus, {}));
    if (request.path == "/v2/health/ready")
        return send(socket, response(is.readyStatus, {}));
    if (request.path == "/v2") {
        QJsonArray extensions{QStringLiteral("model_repository")};
        if (is.binary)
            extensions.append(QStringLiteral("binary_tensor_data"));
        return send(socket, response(200, json({{QStringLiteral("name"), QStringLiteral("test server")},
                                                {QStringLiteral("version"), QStringLiteral("1.0")},
                                                {QStringLiteral("extensions"), extensions}})));
    }
    if (request.path != "/v2/models/means")
        return send(socket, errorResponse(404, "Request for unknown model"));
    if (!is.model.isEmpty())
        return send(socket, response(200, is.model));
    QJsonArray inputs{
        tensorJson(QStringLiteral("image"), is.imageType, {is.fixedBatch ? is.largestBatch : -1, 3, -1, -1})};
    if (!is.idsType.isEmpty())
        inputs.append(tensorJson(QStringLiteral("ids"), is.idsType, {-1, -1}));
    const QJsonArray outputs{tensorJson(QStringLiteral("embedding"), is.outputType, {-1, 3}),
                             tensorJson(QStringLiteral("words"), QStringLiteral("BYTES"), {-1}),
                             tensorJson(QStringLiteral("logits"), is.outputType, {-1, 3})};
    QJsonObject model{{QStringLiteral("name"), QStringLiteral("means")},
                      {QStringLiteral("versions"), QJsonArray{QStringLiteral("1"), QStringLiteral("2")}},
                      {QStringLiteral("platform"), QStringLiteral("test_means")}};
    model.insert(QStringLiteral("inputs"), is.metadata ? QJsonValue(inputs) : QJsonValue(QJsonArray()));
    model.insert(QStringLiteral("outputs"), is.metadata ? QJsonValue(outputs) : QJsonValue(QJsonArray()));
    send(socket, response(200, json(model)));
}

void OipServer::answerInfer(QTcpSocket* socket, const Request& request)
{
    ++m_inferences;
    m_mostAtOnce = std::max(m_mostAtOnce.load(), ++m_atOnce);
    QTimer::singleShot(m_behaviour.delayMs, socket, [this, socket, request] {
        --m_atOnce;
        const Behaviour& is = m_behaviour;
        if (is.silent)
            return;
        if (m_busyLeft > 0) {
            --m_busyLeft;
            return send(socket,
                        errorResponse(is.busyStatus, "too much to do",
                                      is.retryAfter.isEmpty() ? QByteArray()
                                                              : "Retry-After: " + is.retryAfter + "\r\n"));
        }
        if (!is.redirect.isEmpty())
            return send(socket, response(307, {}, "Location: " + is.redirect.toLatin1() + "\r\n"));
        if (!is.error.isEmpty())
            return send(socket, errorResponse(is.errorStatus, is.error));
        if (!is.infer.isEmpty()) {
            send(socket, is.infer);
            return socket->disconnectFromHost();
        }
        const QByteArray text = inferAnswer(request);
        if (m_resetsLeft > 0) {
            --m_resetsLeft;
            send(socket, text.left(text.size() / 2));
            return socket->disconnectFromHost();
        }
        send(socket, text);
    });
}

namespace {

struct Output {
    QString name;
    std::vector<double> values; ///< 3 a sample
};

/// means.pt, written down once more.
std::vector<Output> compute(const std::vector<double>& image, const std::vector<qint64>& shape,
                            const std::vector<double>& ids)
{
    const qint64 pixels = shape[2] * shape[3];
    Output logits{QStringLiteral("logits"), {}};
    Output embedding{QStringLiteral("embedding"), {}};
    for (qint64 plane = 0; plane < shape[0] * 3; ++plane) {
        const double* first = image.data() + plane * pixels;
        double sum = 0.0;
        for (qint64 i = 0; i < pixels; ++i)
            sum += first[i];
        double bias = 0.0;
        const qint64 each = qint64(ids.size()) / shape[0];
        for (qint64 i = 0; i < each; ++i)
            bias += ids[std::size_t(plane / 3 * each + i)];
        logits.values.push_back(10.0 * sum / double(pixels) + bias);
        embedding.values.push_back(first[0] + first[shape[3] - 1]);
    }
    return {embedding, logits};
}

} // namespace

QByteArray OipServer::inferAnswer(const Request& request)
{
    const Behaviour& is = m_behaviour;
    try {
        const auto header = request.headers.find("inference-header-content-length");
        const bool isBinary = header != request.headers.end();
        require(!isBinary || is.binary, "binary tensors are not offered");
        const qint64 length = isBinary ? header->second.toLongLong() : request.body.size();
        require(length > 0 && length <= request.body.size(),
                "the header's length is not that of JSON in the body");
        const QByteArray type = request.headers.at("content-type");
        require(type == (isBinary ? "application/octet-stream" : "application/json"), "another Content-Type");
        const QJsonObject body = QJsonDocument::fromJson(request.body.left(length)).object();
        require(body.value(QStringLiteral("inputs")).isArray(), "no inputs");
        QByteArrayView raw = QByteArrayView(request.body).sliced(length);
        std::map<QString, Tensor> inputs;
        for (const auto& input : body.value(QStringLiteral("inputs")).toArray())
            require(inputs
                        .emplace(input[QStringLiteral("name")].toString(),
                                 Tensor::read(input.toObject(), is.binary, raw))
                        .second,
                    "an input twice");
        require(raw.isEmpty(), "bytes that belong to no input");
        require(inputs.contains(QStringLiteral("image")), "no input \"image\"");
        require(inputs.size() == (is.idsType.isEmpty() ? 1U : 2U), "another number of inputs");
        const Tensor& image = inputs.at(QStringLiteral("image"));
        require(image.type == is.imageType && image.shape.size() == 4 && image.shape[1] == 3,
                "another type or shape");
        std::vector<double> ids;
        if (!is.idsType.isEmpty()) {
            const Tensor& tensor = inputs.at(QStringLiteral("ids"));
            require(tensor.type == is.idsType && tensor.shape.size() == 2 &&
                        tensor.shape[0] == image.shape[0],
                    "other ids");
            ids = tensor.values;
        }
        if (is.largestBatch > 0 && image.shape[0] > is.largestBatch) {
            return errorResponse(400, "inference request batch-size must be <= " +
                                          QByteArray::number(is.largestBatch));
        }

        std::map<QString, bool> wanted; // name -> as bytes
        const bool allBinary =
            body[QStringLiteral("parameters")][QStringLiteral("binary_data_output")].toBool();
        for (const auto& output : body.value(QStringLiteral("outputs")).toArray())
            wanted[output[QStringLiteral("name")].toString()] =
                output[QStringLiteral("parameters")][QStringLiteral("binary_data")].toBool(allBinary);
        const bool all = !body.contains(QStringLiteral("outputs"));
        QJsonArray list;
        QByteArray bytes;
        for (const Output& output : compute(image.values, image.shape, ids)) {
            if (!all && !wanted.contains(output.name))
                continue;
            QJsonObject entry = tensorJson(output.name, is.outputType, {int(image.shape[0]), 3});
            if (all ? allBinary : wanted[output.name]) {
                require(is.binary, "binary tensors are not offered");
                const qsizetype before = bytes.size();
                for (const double value : output.values)
                    appendElement(bytes, is.outputType, value);
                entry.insert(QStringLiteral("parameters"), QJsonObject{{QStringLiteral("binary_data_size"),
                                                                        qint64(bytes.size() - before)}});
            } else {
                QJsonArray data;
                for (const double value : output.values)
                    data.append(is.outputType == QLatin1String("FP32") ? double(float(value)) : value);
                entry.insert(QStringLiteral("data"), data);
            }
            list.prepend(entry);                        // not in the order of the metadata
            if (list.size() == 2 && !bytes.isEmpty()) { // its bytes neither
                const qsizetype half = bytes.size() / 2;
                bytes = bytes.mid(half) + bytes.left(half);
            }
            wanted.erase(output.name);
        }
        require(wanted.empty(), "an output that does not exist");
        const QByteArray head = json({{QStringLiteral("model_name"), QStringLiteral("means")},
                                      {QStringLiteral("model_version"), QStringLiteral("2")},
                                      {QStringLiteral("outputs"), list}});
        if (bytes.isEmpty())
            return response(200, head);
        return response(200, head + bytes,
                        "Content-Type: application/octet-stream\r\nInference-Header-Content-Length: " +
                            QByteArray::number(head.size()) + "\r\n");
    } catch (const std::exception& problem) {
        ++m_malformed;
        return errorResponse(400, problem.what());
    }
}

} // namespace badcase::test
