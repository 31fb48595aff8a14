// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/remote/http_exchange.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEventLoop>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>

#include <algorithm>

namespace badcase::engine {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// Between two looks at whether somebody wants to stop.
constexpr auto kWatchInterval = 50ms;
/// A server that wants to be left alone for longer is not waited for.
constexpr auto kLongestPause = 60s;
constexpr qsizetype kMostWords = 500;

const char kJsonLength[] = "Inference-Header-Content-Length";

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Remote", text);
}

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isBusy(int status)
{
    return status == 429 || (status >= 502 && status <= 504);
}

/// The connection, not what was asked: another attempt may well succeed.
bool isConnectionError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ContentReSendError:
        return true;
    default:
        return false;
    }
}

/// Servers answer with {"error": "..."}; proxies in front of them with whatever they like.
QString wordsOf(const QByteArray& body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    QString words = object.value(QStringLiteral("error")).toString();
    if (words.isEmpty())
        words = object.value(QStringLiteral("detail")).toString();
    if (words.isEmpty())
        words = QString::fromUtf8(body.left(kMostWords));
    return words.simplified().left(kMostWords);
}

bool saysTooLarge(const QString& words)
{
    const QString text = words.toLower();
    for (const char* sign : {"out of memory", "failed to allocate", "batch-size must be <=", "bad_alloc"}) {
        if (text.contains(QLatin1String(sign)))
            return true;
    }
    return false;
}

/// Seconds or a date; nothing when there is no such header.
std::optional<milliseconds> retryAfter(const QNetworkReply& reply)
{
    const QByteArray text = reply.rawHeader("Retry-After").trimmed();
    bool isNumber = false;
    const qlonglong seconds = text.toLongLong(&isNumber);
    if (isNumber)
        return milliseconds(1000 * std::clamp<qlonglong>(seconds, 0, 1000000));
    const QDateTime date = QDateTime::fromString(QString::fromLatin1(text), Qt::RFC2822Date);
    if (!date.isValid())
        return std::nullopt;
    return milliseconds(std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(date)));
}

bool isLoopback(const QUrl& server)
{
    return server.host() == QLatin1String("localhost") || QHostAddress(server.host()).isLoopback();
}

} // namespace

/// One try of a question.
struct HttpExchange::Attempt {
    Result<HttpAnswer> answer;
    bool again = false;                         ///< another try may succeed
    std::optional<milliseconds> notBefore = {}; ///< the server's wish
};

HttpExchange::HttpExchange(QString host, const RemoteOptions& options)
    : m_host(std::move(host)), m_options(options), m_network(std::make_unique<QNetworkAccessManager>())
{}

HttpExchange::~HttpExchange() = default;

Result<std::unique_ptr<HttpExchange>> HttpExchange::create(const RemoteAddress& address,
                                                           const RemoteOptions& options)
{
    const QEventLoop dispatcher; // gives a plain thread what timers need; it stays
    auto exchange = std::unique_ptr<HttpExchange>(new HttpExchange(address.host(), options));
    BADCASE_TRY(exchange->useToken(address.server, qgetenv("BADCASE_SERVER_TOKEN")));
    if (!options.caFile.isEmpty() && QSslCertificate::fromPath(options.caFile).isEmpty()) {
        return fail(ErrorCode::Io, tr("There is no certificate (PEM) in %1, which is to be trusted for %2")
                                       .arg(options.caFile, exchange->m_host));
    }
    return exchange;
}

Result<void> HttpExchange::useToken(const QUrl& server, const QByteArray& token)
{
    if (token.isEmpty())
        return {};
    if (std::ranges::any_of(token, [](char c) { return c <= ' ' || c > '~'; })) {
        return fail(ErrorCode::InvalidArgument,
                    tr("BADCASE_SERVER_TOKEN has spaces or characters in it that cannot stand in a request"));
    }
    if (server.scheme() != QLatin1String("https") && !isLoopback(server)) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("BADCASE_SERVER_TOKEN would be sent to %1 for everybody to read; use an https address, or "
               "unset the variable")
                .arg(m_host));
    }
    m_authorization = "Bearer " + token;
    return {};
}

bool HttpExchange::isStopped() const
{
    return m_interrupted.load(std::memory_order_relaxed) || m_options.cancel.isCancelled();
}

Error HttpExchange::cancelled() const
{
    return {ErrorCode::Cancelled, tr("The request to %1 was cancelled").arg(m_host)};
}

Result<HttpAnswer> HttpExchange::send(const HttpQuestion& question)
{
    milliseconds next = m_options.firstPause;
    for (int further = m_options.retries;; --further, next *= 2) {
        if (isStopped())
            return fail(cancelled());
        Attempt tried = attempt(question);
        const milliseconds wanted = tried.notBefore.value_or(next);
        if (!tried.again || further <= 0 || wanted > kLongestPause)
            return std::move(tried.answer);
        // Lanes that were refused together shall not come back together.
        const auto extra = milliseconds(QRandomGenerator::global()->bounded(qint64(next.count()) / 4 + 1));
        if (!pause(wanted + extra))
            return fail(cancelled());
    }
}

QNetworkRequest HttpExchange::requestFor(const HttpQuestion& question) const
{
    QNetworkRequest request(question.url);
    request.setTransferTimeout(static_cast<int>(m_options.timeout.count()));
    // Data go to the host that the user named and to no other.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Tensors hardly shrink, and a small answer must not unfold into a huge one.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("badcase"));
    if (!m_authorization.isEmpty())
        request.setRawHeader("Authorization", m_authorization);
    if (!question.body.isEmpty()) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, question.jsonBytes
                                                                  ? QStringLiteral("application/octet-stream")
                                                                  : QStringLiteral("application/json"));
    }
    if (question.jsonBytes)
        request.setRawHeader(kJsonLength, QByteArray::number(*question.jsonBytes));
    if (!m_options.caFile.isEmpty()) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.addCaCertificates(m_options.caFile);
        request.setSslConfiguration(tls);
    }
    return request;
}

HttpExchange::Attempt HttpExchange::attempt(const HttpQuestion& question)
{
    const QNetworkRequest request = requestFor(question);
    const std::unique_ptr<QNetworkReply> reply(
        question.body.isEmpty() ? m_network->get(request) : m_network->post(request, question.body));
    QStringList certificateProblems;
    QObject::connect(
        reply.get(), &QNetworkReply::sslErrors, reply.get(), [&](const QList<QSslError>& errors) {
            for (const QSslError& error : errors)
                certificateProblems << error.errorString(); // only to be told: they are never ignored
        });
    if (!waitFor(*reply)) {
        if (isStopped())
            return {fail(cancelled())};
        return {fail(ErrorCode::Backend, tr("%1 sends more than the %2 MB that an answer may have")
                                             .arg(m_host)
                                             .arg(m_options.maxAnswerBytes >> 20))};
    }
    const int status = statusOf(*reply);
    if (status >= 400)
        return {fail(statusError(status, reply->readAll())), isBusy(status), retryAfter(*reply)};
    if (reply->error() != QNetworkReply::NoError)
        return {fail(transportError(*reply, certificateProblems)), isConnectionError(reply->error())};
    return {read(*reply)};
}

/// Runs this thread's event loop until the answer is there. False: it was ended before, by somebody or for
/// its length.
bool HttpExchange::waitFor(QNetworkReply& reply) const
{
    QEventLoop loop;
    bool ended = false;
    const auto end = [&] { // abort() is no call for a slot of the reply's own signals
        ended = true;
        loop.quit();
    };
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (isStopped())
            end();
    });
    const auto checkLength = [&] {
        const qint64 announced = reply.header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (std::max(announced, reply.bytesAvailable()) > m_options.maxAnswerBytes)
            end();
    };
    QObject::connect(&reply, &QNetworkReply::metaDataChanged, &loop, checkLength);
    QObject::connect(&reply, &QNetworkReply::readyRead, &loop, checkLength);
    QObject::connect(&reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    watch.start(kWatchInterval);
    if (!reply.isFinished())
        loop.exec();
    if (ended)
        reply.abort();
    return !ended && reply.bytesAvailable() <= m_options.maxAnswerBytes;
}

bool HttpExchange::pause(milliseconds time) const
{
    QEventLoop loop;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (isStopped())
            loop.quit();
    });
    watch.start(kWatchInterval);
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    return !isStopped();
}

Result<HttpAnswer> HttpExchange::read(QNetworkReply& reply) const
{
    const int status = statusOf(reply);
    if (status >= 300) {
        const QUrl target = reply.url().resolved(reply.header(QNetworkRequest::LocationHeader).toUrl());
        return fail(ErrorCode::Backend, tr("%1 passes the request on to %2. Data go only to the address that "
                                           "you gave; give that one if it is right")
                                            .arg(m_host, target.toDisplayString()));
    }
    HttpAnswer answer{reply.readAll()};
    const QByteArray length = reply.rawHeader(kJsonLength);
    if (length.isEmpty())
        return answer;
    bool isNumber = false;
    const qint64 bytes = length.trimmed().toLongLong(&isNumber);
    if (!isNumber || bytes <= 0 || bytes > answer.body.size()) {
        return fail(ErrorCode::Backend, tr("%1 says that %2 of the %3 bytes of its answer are JSON")
                                            .arg(m_host, QString::fromLatin1(length.left(30)))
                                            .arg(answer.body.size()));
    }
    answer.jsonBytes = bytes;
    return answer;
}

Error HttpExchange::statusError(int status, const QByteArray& body) const
{
    const QString words = wordsOf(body);
    QString message = words.isEmpty() ? tr("%1 answers with the status %2").arg(m_host).arg(status)
                                      : QStringLiteral("%1: %2").arg(m_host, words);
    ErrorCode code = ErrorCode::Backend;
    if (status == 401 || status == 403)
        message += tr(" (a token is taken from the environment variable BADCASE_SERVER_TOKEN)");
    else if (status == 413 || saysTooLarge(words))
        code = ErrorCode::TooLarge;
    else if (status == 404)
        code = ErrorCode::NotFound;
    return {code, message, QStringLiteral("HTTP %1").arg(status)};
}

Error HttpExchange::transportError(const QNetworkReply& reply, const QStringList& certificateProblems) const
{
    if (reply.error() == QNetworkReply::OperationCanceledError) { // not by us: see waitFor()
        return {
            ErrorCode::Backend,
            tr("%1 did not answer within %2 s").arg(m_host).arg(double(m_options.timeout.count()) / 1000.0)};
    }
    if (reply.error() == QNetworkReply::SslHandshakeFailedError && !certificateProblems.isEmpty()) {
        return {ErrorCode::Backend,
                tr("The certificate of %1 is not trusted: %2 If it comes from an authority of your own, name "
                   "the file with that "
                   "authority's certificate in BADCASE_SERVER_CA")
                    .arg(m_host, certificateProblems.first() + QStringLiteral(".")),
                certificateProblems.join(QStringLiteral("; "))};
    }
    return {ErrorCode::Backend, tr("%1 cannot be reached: %2").arg(m_host, reply.errorString()), {}};
}

} // namespace badcase::engine
