// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Servers that are busy, slow, silent, wrong or somebody else.

#include "tests/engine/remote_fixture.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QFile>

#include <cmath>
#include <thread>

using namespace badcase;
using namespace badcase::engine;
using namespace badcase::test;

namespace {

QByteArray http(const QByteArray& body, const QByteArray& headers = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers +
           "\r\n" + body;
}

QByteArray binary(const QByteArray& json, const QByteArray& raw)
{
    return http(json + raw, "Inference-Header-Content-Length: " + QByteArray::number(json.size()) + "\r\n");
}

QByteArray output(const char* name, const char* shape, const QByteArray& rest)
{
    return QByteArray("{\"name\":\"") + name + "\",\"datatype\":\"FP32\",\"shape\":" + shape + "," + rest +
           "}";
}

QByteArray outputs(const QByteArray& list)
{
    return "{\"outputs\":[" + list + "]}";
}

const char kZeros[] = "\"data\":[0,0,0]";

QString fixture(const char* name)
{
    return test::sourceDir() + QStringLiteral("/tests/engine/fixtures/") + QLatin1String(name);
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// How long a request to a server that never answers takes to end when `stop` is called after a while.
template <class Stop>
qint64 millisecondsToStop(LoadedModel& model, ErrorCode* ended, Stop stop)
{
    QElapsedTimer since;
    std::thread stopper([&] {
        std::this_thread::sleep_for(200ms);
        since.start();
        stop();
    });
    const auto answer = model.forward(pictures(1));
    stopper.join();
    *ended = answer ? ErrorCode::Internal : answer.error().code;
    return since.elapsed();
}

} // namespace

class TstRemoteFailures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnWarnings();
        qunsetenv("BADCASE_SERVER_TOKEN");
    }
    void busyServersAreAskedAgain_data();
    void busyServersAreAskedAgain();
    void waitsAsLongAsTheServerWishes();
    void errorsAreNotAskedAgain_data();
    void errorsAreNotAskedAgain();
    void connectionsThatAreCut();
    void silentServersTimeOut();
    void stopsAtOnce();
    void answersThatBreakTheRules_data();
    void answersThatBreakTheRules();
    void answersThatAreTooLong();
    void dataGoToNoOtherHost();
    void certificatesAreVerified();
    void tokens();
    void serversThatAreNotReady_data();
    void serversThatAreNotReady();
};

void TstRemoteFailures::busyServersAreAskedAgain_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {429, 502, 503, 504})
        QTest::addRow("%d", status) << status;
}

void TstRemoteFailures::busyServersAreAskedAgain()
{
    QFETCH(int, status);
    OipServer::Behaviour behaviour;
    behaviour.busyStatus = status;
    behaviour.busyTimes = 7;
    const OipServer server(behaviour);
    const auto model = open(server.url());
    QVERIFY_RESULT(model);
    const auto never = (*model)->forward(pictures(1)); // once, and three times more
    QVERIFY(!never);
    QCOMPARE(never.error().code, ErrorCode::Backend);
    QVERIFY(never.error().message.contains(QLatin1String("too much to do")));
    QCOMPARE(never.error().detail, QStringLiteral("HTTP %1").arg(status));
    QCOMPARE(server.inferences(), 4);
    const auto answer = (*model)->forward(pictures(1)); // three times more, and then it has time
    QVERIFY_RESULT(answer);
    QCOMPARE(server.inferences(), 8);
}

void TstRemoteFailures::waitsAsLongAsTheServerWishes()
{
    OipServer::Behaviour behaviour;
    behaviour.busyTimes = 1;
    behaviour.retryAfter = "1";
    const OipServer soon(behaviour);
    const auto patient = open(soon.url());
    QVERIFY_RESULT(patient);
    QElapsedTimer timer;
    timer.start();
    QVERIFY_RESULT((*patient)->forward(pictures(1)));
    QVERIFY2(timer.elapsed() >= 950, qPrintable(QString::number(timer.elapsed())));

    behaviour.retryAfter = "7200";
    const OipServer late(behaviour);
    const auto model = open(late.url());
    QVERIFY_RESULT(model);
    QVERIFY(!(*model)->forward(pictures(1))); // and nobody waits two hours
    QCOMPARE(late.inferences(), 1);
}

void TstRemoteFailures::errorsAreNotAskedAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("code");
    QTest::newRow("400") << 400 << QByteArray("the weather is bad") << int(ErrorCode::Backend);
    QTest::newRow("404") << 404 << QByteArray("no such version") << int(ErrorCode::NotFound);
    QTest::newRow("500") << 500 << QByteArray("it broke") << int(ErrorCode::Backend);
    QTest::newRow("413") << 413 << QByteArray("a large body") << int(ErrorCode::TooLarge);
    QTest::newRow("memory") << 500 << QByteArray("CUDA out of memory. Tried to allocate")
                            << int(ErrorCode::TooLarge);
    QTest::newRow("batch") << 400 << QByteArray("inference request batch-size must be <= 8 for 'm'")
                           << int(ErrorCode::TooLarge);
}

void TstRemoteFailures::errorsAreNotAskedAgain()
{
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    QFETCH(int, code);
    OipServer::Behaviour behaviour;
    behaviour.error = words;
    behaviour.errorStatus = status;
    const OipServer server(behaviour);
    const auto model = open(server.url());
    QVERIFY_RESULT(model);
    const auto answer = (*model)->forward(pictures(1));
    QVERIFY(!answer);
    QCOMPARE(int(answer.error().code), code);
    QVERIFY(answer.error().message.contains(QString::fromLatin1(words)));
    QVERIFY(answer.error().message.contains(QLatin1String("127.0.0.1")));
    QCOMPARE(server.inferences(), 1);
}

void TstRemoteFailures::connectionsThatAreCut()
{
    OipServer::Behaviour behaviour;
    behaviour.resetTimes = 2;
    const OipServer server(behaviour);
    const auto model = open(server.url());
    QVERIFY_RESULT(model);
    const auto answer = (*model)->forward(pictures(2));
    QVERIFY_RESULT(answer);
    QVERIFY(std::abs((*answer)[2].values[4] - logit(pictures(2), 4)) < 1e-5F);
    QVERIFY(server.inferences() >= 3);

    behaviour.resetTimes = 1000;
    const OipServer always(behaviour);
    const auto second = open(always.url());
    QVERIFY_RESULT(second);
    const auto never = (*second)->forward(pictures(1));
    QVERIFY(!never);
    QCOMPARE(never.error().code, ErrorCode::Backend);
    QVERIFY(always.inferences() >= 4);
}

void TstRemoteFailures::silentServersTimeOut()
{
    OipServer::Behaviour behaviour;
    behaviour.silent = true;
    const OipServer server(behaviour);
    RemoteOptions options = quick();
    options.timeout = 1s;
    const auto model = open(server.url(), options);
    QVERIFY_RESULT(model);
    QElapsedTimer timer;
    timer.start();
    const auto answer = (*model)->forward(pictures(1));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Backend);
    QVERIFY2(answer.error().message.contains(QLatin1String("within 1 s")), qPrintable(answer.error().message));
    QVERIFY(timer.elapsed() >= 950 && timer.elapsed() < 8000);
    QCOMPARE(server.inferences(), 1);
}

void TstRemoteFailures::stopsAtOnce()
{
    OipServer::Behaviour behaviour;
    behaviour.silent = true;
    const OipServer silent(behaviour);
    behaviour = {};
    behaviour.busyTimes = 1000;
    behaviour.retryAfter = "30";
    const OipServer busy(behaviour);
    for (const OipServer* server : {&silent, &busy}) {
        ErrorCode ended;
        const auto interrupted = open(server->url());
        QVERIFY_RESULT(interrupted);
        QVERIFY(millisecondsToStop(**interrupted, &ended, [&] { (*interrupted)->interrupt(); }) < 1000);
        QCOMPARE(ended, ErrorCode::Cancelled);
        QCOMPARE((*interrupted)->forward(pictures(1)).error().code, ErrorCode::Cancelled); // and stays so
        RemoteOptions options = quick();
        const auto cancelled = open(server->url(), options);
        QVERIFY_RESULT(cancelled);
        QVERIFY(millisecondsToStop(**cancelled, &ended, [&] { options.cancel.cancel(); }) < 1000);
        QCOMPARE(ended, ErrorCode::Cancelled);
        QCOMPARE(open(server->url(), options).error().code, ErrorCode::Cancelled);
    }
}

void TstRemoteFailures::answersThatBreakTheRules_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& answer, const char* says) {
        QTest::newRow(name) << answer << QString::fromLatin1(says);
    };
    const QByteArray good = output("embedding", "[1,3]", kZeros);
    const QByteArray three(12, '\0');
    const char kTwelve[] = "\"parameters\":{\"binary_data_size\":12}";
    row("nothing", http({}), "JSON");
    row("a page", http("<html>it works</html>"), "JSON");
    row("an array", http("[]"), "outputs");
    row("no outputs", http("{\"model_name\":\"means\"}"), "outputs");
    row("one is missing", http(outputs(good)), "\"logits\"");
    row("one twice", http(outputs(good + "," + good)), "twice");
    row("another width", http(outputs(good + "," + output("logits", "[1,7]", "\"data\":[0,0,0,0,0,0,0]"))),
        "[1, 7]");
    row("another rank", http(outputs(good + "," + output("logits", "[3]", kZeros))), "[-1, 3]");
    row("too few data", http(outputs(good + "," + output("logits", "[1,3]", "\"data\":[0,0]"))), "[1, 3]");
    row("too many data", http(outputs(good + "," + output("logits", "[1,3]", "\"data\":[0,0,0,0]"))),
        "[1, 3]");
    row("texts", http(outputs(good + "," + output("logits", "[1,3]", "\"data\":[\"a\",\"b\",\"c\"]"))),
        "numbers");
    row("no shape", http(outputs(good + ",{\"name\":\"logits\",\"datatype\":\"FP32\"}")), "shape");
    row("a negative side", http(outputs(good + "," + output("logits", "[-1,3]", kZeros))), "shape");
    row("half a side", http(outputs(good + "," + output("logits", "[1.5,2]", kZeros))), "shape");
    row("a shape beyond all memory",
        http(outputs(good + "," + output("logits", "[1000000000,1000000000,1000000000]", kZeros))), "shape");
    row("a shape that overflows to 0",
        http(outputs(good + "," + output("logits", "[4294967296,4294967296]", "\"data\":[]"))), "shape");
    row("NaN", http(outputs(good + "," + output("logits", "[1,3]", "\"data\":[0,NaN,0]"))), "NaN");
    row("deep",
        http(outputs(
            good + "," +
            output("logits", "[1,3]", "\"data\":" + QByteArray(200, '[') + "0" + QByteArray(200, ']')))),
        "numbers");
    row("bytes that are not there",
        binary(outputs(good + "," + output("logits", "[1,3]", kTwelve)), three.left(11)), "11");
    row("bytes beyond", binary(outputs(good + "," + output("logits", "[1,3]", kTwelve)), three + "x"),
        "no output");
    row("a size beyond all",
        binary(
            outputs(good + "," +
                    output("logits", "[1,3]", "\"parameters\":{\"binary_data_size\":4611686018427387904}")),
            three),
        "bytes");
    row("a negative size",
        binary(outputs(good + "," + output("logits", "[1,3]", "\"parameters\":{\"binary_data_size\":-12}")),
               three),
        "bytes");
    row("bytes of another shape", binary(outputs(good + "," + output("logits", "[2,3]", kTwelve)), three),
        "[2, 3]");
    row("JSON longer than the body", http("{}", "Inference-Header-Content-Length: 99999999999\r\n"),
        "99999999999");
    row("a length that is none", http("{}", "Inference-Header-Content-Length: -5\r\n"), "-5");
}

void TstRemoteFailures::answersThatBreakTheRules()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, says);
    OipServer::Behaviour behaviour;
    behaviour.infer = answer;
    const OipServer server(behaviour);
    const auto model = open(server.url());
    QVERIFY_RESULT(model);
    const auto outcome = (*model)->forward(pictures(1));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Backend);
    QVERIFY2(outcome.error().message.contains(says), qPrintable(outcome.error().message));
    QVERIFY(outcome.error().message.contains(QLatin1String("127.0.0.1")));
    QCOMPARE(server.inferences(), 1);
}

void TstRemoteFailures::answersThatAreTooLong()
{
    RemoteOptions options = quick();
    options.maxAnswerBytes = 1 << 20;
    QElapsedTimer timer;
    timer.start();
    const QByteArray unannounced = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + QByteArray(3 << 20, ' ');
    for (const QByteArray& answer :
         {QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\n{"), unannounced}) {
        OipServer::Behaviour behaviour;
        behaviour.infer = answer;
        const OipServer server(behaviour);
        const auto model = open(server.url(), options);
        QVERIFY_RESULT(model);
        const auto outcome = (*model)->forward(pictures(1));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Backend);
        QVERIFY2(outcome.error().message.contains(QLatin1String("1 MB")),
                 qPrintable(outcome.error().message));
    }
    QVERIFY(timer.elapsed() < 8000);
}

void TstRemoteFailures::dataGoToNoOtherHost()
{
    const OipServer other;
    OipServer::Behaviour behaviour;
    behaviour.redirect = other.url() + QStringLiteral("/v2/models/means/infer");
    const OipServer server(behaviour);
    const auto model = open(server.url());
    QVERIFY_RESULT(model);
    const auto outcome = (*model)->forward(pictures(1));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.contains(other.url()));
    QCOMPARE(other.inferences(), 0);
    QVERIFY(other.lastHead().isEmpty());
}

void TstRemoteFailures::certificatesAreVerified()
{
    OipServer::Behaviour behaviour;
    behaviour.certificate = contents(fixture("test_server_cert.pem"));
    behaviour.key = contents(fixture("test_server_key.pem"));
    QVERIFY(!behaviour.certificate.isEmpty() && !behaviour.key.isEmpty());
    const OipServer server(behaviour);
    QVERIFY(server.url().startsWith(QLatin1String("https://")));
    const auto refused = open(server.url());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Backend);
    QVERIFY2(refused.error().message.contains(QLatin1String("not trusted")),
             qPrintable(refused.error().message));
    QVERIFY(refused.error().message.contains(QLatin1String("BADCASE_SERVER_CA")));
    QVERIFY(server.lastHead().isEmpty()); // it was asked nothing

    RemoteOptions options = quick();
    options.caFile = fixture("test_server_cert.pem");
    const auto model = open(server.url(), options);
    QVERIFY_RESULT(model);
    const auto answer = (*model)->forward(pictures(3));
    QVERIFY_RESULT(answer);
    QVERIFY(std::abs((*answer)[2].values[8] - logit(pictures(3), 8)) < 1e-5F);

    options.caFile = fixture("test_server_key.pem"); // no certificate in it
    const auto noCertificate = open(server.url(), options);
    QVERIFY(!noCertificate);
    QCOMPARE(noCertificate.error().code, ErrorCode::Io);
}

void TstRemoteFailures::tokens()
{
    OipServer::Behaviour behaviour;
    behaviour.token = "abc.DEF-123";
    const OipServer server(behaviour);
    const auto without = open(server.url());
    QVERIFY(!without);
    QVERIFY(without.error().message.contains(QLatin1String("BADCASE_SERVER_TOKEN")));
    qputenv("BADCASE_SERVER_TOKEN", "wrong");
    const auto wrong = open(server.url());
    QVERIFY(!wrong);
    QVERIFY(!(wrong.error().message + wrong.error().detail).contains(QLatin1String("wrong")));
    qputenv("BADCASE_SERVER_TOKEN", behaviour.token);
    const auto right = open(server.url());
    QVERIFY_RESULT(right);
    QVERIFY_RESULT((*right)->forward(pictures(1)));

    // Not in the clear to others, and nothing that would make a second header.
    const auto inTheClear = open(QStringLiteral("http://203.0.113.1:8000"));
    QVERIFY(!inTheClear);
    QCOMPARE(inTheClear.error().code, ErrorCode::InvalidArgument);
    QVERIFY(inTheClear.error().message.contains(QLatin1String("https")));
    qputenv("BADCASE_SERVER_TOKEN", "a\r\nX: y");
    QVERIFY(!open(server.url()));
    qunsetenv("BADCASE_SERVER_TOKEN");
}

void TstRemoteFailures::serversThatAreNotReady_data()
{
    QTest::addColumn<int>("live");
    QTest::addColumn<int>("ready");
    QTest::addColumn<QByteArray>("model");
    QTest::newRow("no such protocol") << 404 << 200 << QByteArray();
    QTest::newRow("starting") << 200 << 503 << QByteArray();
    QTest::newRow("400") << 200 << 400 << QByteArray();
    QTest::newRow("a page instead of metadata") << 200 << 200 << QByteArray("<html>");
    QTest::newRow("a nameless input")
        << 200 << 200 << QByteArray("{\"inputs\":[{\"datatype\":\"FP32\",\"shape\":[1]}]}");
    QTest::newRow("a shape of texts")
        << 200 << 200 << QByteArray("{\"inputs\":[{\"name\":\"a\",\"shape\":[\"x\"]}]}");
    QTest::newRow("an input twice") << 200 << 200
                                    << QByteArray("{\"inputs\":[{\"name\":\"a\"},{\"name\":\"a\"}]}");
}

void TstRemoteFailures::serversThatAreNotReady()
{
    QFETCH(int, live);
    QFETCH(int, ready);
    QFETCH(QByteArray, model);
    OipServer::Behaviour behaviour;
    behaviour.liveStatus = live;
    behaviour.readyStatus = ready;
    behaviour.model = model;
    QString url;
    {
        const OipServer server(behaviour);
        url = server.url();
        const auto opened = open(url);
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(QLatin1String("127.0.0.1")),
                 qPrintable(opened.error().message));
        QCOMPARE(server.inferences(), 0);
    }
    const auto gone = open(url); // nobody listens there now
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::Backend);
    QVERIFY(gone.error().message.contains(QLatin1String("cannot be reached")));
}

BADCASE_REGISTER_TEST(TstRemoteFailures)
#include "tst_remote_failures.moc"
