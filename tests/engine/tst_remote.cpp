// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Models of a server: addresses, what is sent, and the numbers that come back.

#include "inference/engine/inference_model.h"
#include "inference/engine/remote/infer_message.h"
#include "tests/engine/remote_fixture.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <thread>

using namespace badcase;
using namespace badcase::engine;
using namespace badcase::test;

class TstRemote : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void addresses_data();
    void addresses();
    void addressesThatAreNone_data();
    void addressesThatAreNone();
    void saysWhatTheServerHas();
    void sameNumbersEitherWay_data();
    void sameNumbersEitherWay();
    void inputsMeetByName();
    void inputsThatCannotBeSent();
    void severalInFlight();
    void tooLargeBatchesAreHalved();
    void numbersInJsonAreExact();
    void damagedAnswersAreNeverBelieved();
};

void TstRemote::addresses_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* server, const char* model, const char* text) {
        QTest::newRow(server) << QString::fromLatin1(server) << QString::fromUtf8(model)
                              << QString::fromLatin1(text);
    };
    row("http://host:8000", "m", "http://host:8000/v2/models/m");
    row("https://host/", "m", "https://host/v2/models/m");
    row("http://host/v2", "m", "http://host/v2/models/m");
    row("http://host/a/v2/b/", "m", "http://host/a/v2/b/v2/models/m");
    row("http://host/v2/models/net", "", "http://host/v2/models/net");
    row("http://host/p/v2/models/net/versions/3", "net", "http://host/p/v2/models/net/versions/3");
    row("http://[::1]:80", "a/b \u7f51", "http://[::1]:80/v2/models/a%2Fb%20%E7%BD%91");
    row("http://host/v2/models/a%2Fb", "", "http://host/v2/models/a%2Fb");
}

void TstRemote::addresses()
{
    QFETCH(QString, server);
    QFETCH(QString, model);
    QFETCH(QString, text);
    const auto address = parseRemoteAddress(server, model);
    QVERIFY_RESULT(address);
    QCOMPARE(address->text(), text);
    const auto again = parseRemoteAddress(address->text());
    QVERIFY_RESULT(again);
    QVERIFY(*again == *address);
    QCOMPARE(address->modelUrl(QStringLiteral("infer")).toString(QUrl::FullyEncoded),
             text + QStringLiteral("/infer"));
}

void TstRemote::addressesThatAreNone_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* server, const char* model, const char* says) {
        QTest::newRow(server) << QString::fromLatin1(server) << QString::fromLatin1(model)
                              << QString::fromLatin1(says);
    };
    row("host:8000", "m", "https://");
    row("ftp://host", "m", "https://");
    row("http://", "m", "https://");
    row("", "m", "https://");
    row("http://me:secret@host", "m", "BADCASE_SERVER_TOKEN");
    row("http://host?key=1", "m", "\"?\"");
    row("http://host", "", "Which model");
    row("http://host/v2", "..", "Which model");
    row("http://host/v2/models", "m", "/v2/models/NAME");
    row("http://host/v2/models/m/infer", "m", "/v2/models/NAME");
    row("http://host/v2/models/a", "b", "not \"b\"");
}

void TstRemote::addressesThatAreNone()
{
    QFETCH(QString, server);
    QFETCH(QString, model);
    QFETCH(QString, says);
    const auto address = parseRemoteAddress(server, model);
    QVERIFY(!address);
    QCOMPARE(address.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(address.error().message.contains(says), qPrintable(address.error().message));
    QVERIFY(!address.error().message.contains(QLatin1String("secret")));
}

void TstRemote::saysWhatTheServerHas()
{
    const OipServer server;
    const auto address = parseRemoteAddress(server.url() + QStringLiteral("/v2/models/means/versions/2"));
    QVERIFY_RESULT(address);
    const auto info = askRemoteModel(*address, quick());
    QVERIFY_RESULT(info);
    QCOMPARE(info->serverName, QStringLiteral("test server"));
    QVERIFY(info->hasBinaryTensors());
    QCOMPARE(info->versions, (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
    QCOMPARE(info->platform, QStringLiteral("test_means"));
    QCOMPARE(info->inputs,
             (std::vector<RemoteTensor>{{QStringLiteral("image"), QStringLiteral("FP32"), {-1, 3, -1, -1}}}));
    QCOMPARE(info->outputs.size(), std::size_t(3));
    const QJsonObject json = info->toJson();
    QCOMPARE(json[QStringLiteral("outputs")][2][QStringLiteral("name")].toString(), QStringLiteral("logits"));
    QCOMPARE(json[QStringLiteral("outputs")][2][QStringLiteral("shape")].toArray(), (QJsonArray{-1, 3}));
    QCOMPARE(server.inferences(), 0);
    QVERIFY(server.lastHead().contains("Accept-Encoding: identity"));
    QVERIFY(!server.lastHead().contains("Authorization"));
}

void TstRemote::sameNumbersEitherWay_data()
{
    QTest::addColumn<bool>("binary");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("ids");
    QTest::addColumn<QString>("outputType");
    const auto row = [](bool isBinary, const char* image, const char* idsType, const char* result) {
        QTest::addRow("%s %s %s -> %s", isBinary ? "bytes" : "json", image, idsType, result)
            << isBinary << QString::fromLatin1(image) << QString::fromLatin1(idsType)
            << QString::fromLatin1(result);
    };
    row(true, "FP32", "", "FP32");
    row(true, "FP16", "", "FP32");
    row(true, "FP64", "INT64", "FP64");
    row(true, "FP32", "INT32", "FP16");
    row(true, "FP32", "INT64", "INT32");
    row(true, "FP32", "", "INT64");
    row(false, "FP32", "", "FP32");
    row(false, "FP64", "INT64", "FP64");
    row(false, "FP32", "INT32", "FP32");
}

void TstRemote::sameNumbersEitherWay()
{
    QFETCH(bool, binary);
    QFETCH(QString, image);
    QFETCH(QString, ids);
    QFETCH(QString, outputType);
    OipServer::Behaviour behaviour;
    behaviour.binary = binary;
    behaviour.imageType = image;
    behaviour.idsType = ids;
    behaviour.outputType = outputType;
    const OipServer server(behaviour);
    const auto model = open(server.url());
    QVERIFY_RESULT(model);
    QCOMPARE((*model)->device().id, QStringLiteral("remote"));
    QCOMPARE((*model)->copies(), 4);
    QCOMPARE((*model)->notice().isEmpty(), binary);
    for (const int count : {1, 5}) {
        std::vector<Tensor> inputs{pictures(count)};
        if (!ids.isEmpty())
            inputs.push_back(::ids(count));
        const auto answer = (*model)->forward(inputs);
        QVERIFY_RESULT(answer);
        QCOMPARE(answer->size(), std::size_t(3)); // in the order of the metadata, not of the answer
        QCOMPARE((*answer)[0].shape, (std::vector<std::int64_t>{count, 3}));
        QCOMPARE((*answer)[1].shape, (std::vector<std::int64_t>{0})); // texts
        QCOMPARE((*answer)[2].shape, (std::vector<std::int64_t>{count, 3}));
        const float tolerance = outputType == QLatin1String("FP16") ? 0.02F : 1e-5F;
        for (int plane = 0; plane < count * 3; ++plane) {
            const float bias = ids.isEmpty() ? 0.0F : float(4 * (plane / 3) - 1);
            float expected[] = {embedding(inputs[0], plane), logit(inputs[0], plane) + bias};
            if (outputType.startsWith(QLatin1String("INT")))
                std::ranges::transform(expected, expected, [](float value) { return std::trunc(value); });
            QVERIFY(std::abs((*answer)[0].values[std::size_t(plane)] - expected[0]) <= tolerance);
            QVERIFY(std::abs((*answer)[2].values[std::size_t(plane)] - expected[1]) <= tolerance);
        }
    }
    QCOMPARE(server.malformed(), 0);
    QCOMPARE(server.inferences(), 2);
}

void TstRemote::inputsMeetByName()
{
    OipServer::Behaviour behaviour;
    behaviour.idsType = QStringLiteral("INT64");
    const OipServer server(behaviour);
    RemoteOptions options = quick();
    options.inputNames = {QStringLiteral("ids"), QStringLiteral("image")};
    const auto model = open(server.url(), options);
    QVERIFY_RESULT(model);
    const std::vector<Tensor> inputs{ids(2), pictures(2)};
    const auto answer = (*model)->forward(inputs);
    QVERIFY_RESULT(answer);
    QVERIFY(std::abs((*answer)[2].values[0] - (logit(inputs[1], 0) - 1.0F)) < 1e-5F);
    const auto tooFew = (*model)->forward(pictures(1));
    QVERIFY(!tooFew);
    QCOMPARE(tooFew.error().code, ErrorCode::InvalidArgument);

    options.inputNames = {QStringLiteral("picture"), QStringLiteral("ids")};
    const auto unknown = open(server.url(), options);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::InvalidArgument);
    QVERIFY(unknown.error().message.contains(QLatin1String("\"picture\"")) &&
            unknown.error().message.contains(QLatin1String("image, ids")));

    // A server that does not say what it takes can be used with names.
    behaviour = {};
    behaviour.metadata = false;
    const OipServer taciturn(behaviour);
    const auto nameless = open(taciturn.url());
    QVERIFY(!nameless);
    QVERIFY(nameless.error().message.contains(QLatin1String("card")));
    options.inputNames = {QStringLiteral("image")};
    const auto named = open(taciturn.url(), options);
    QVERIFY_RESULT(named);
    const auto own = (*named)->forward(pictures(1)); // then in the order of the answer
    QVERIFY_RESULT(own);
    QCOMPARE(own->size(), std::size_t(2));
    QVERIFY(std::abs((*own)[0].values[0] - logit(pictures(1), 0)) < 1e-5F);
    QCOMPARE(server.malformed() + taciturn.malformed(), 0);
}

void TstRemote::inputsThatCannotBeSent()
{
    OipServer::Behaviour behaviour;
    behaviour.imageType = QStringLiteral("UINT8");
    const OipServer bytes(behaviour);
    const auto unsupported = open(bytes.url());
    QVERIFY(!unsupported);
    QCOMPARE(unsupported.error().code, ErrorCode::Unsupported);
    QVERIFY(unsupported.error().message.contains(QLatin1String("UINT8")));
    behaviour.imageType = QStringLiteral("FP16");
    behaviour.binary = false;
    const OipServer halves(behaviour);
    const auto asText = open(halves.url());
    QVERIFY(!asText);
    QCOMPARE(asText.error().code, ErrorCode::Unsupported);

    behaviour = {};
    behaviour.idsType = QStringLiteral("INT32");
    const OipServer server(behaviour);
    const auto model = open(server.url());
    QVERIFY_RESULT(model);
    const auto wrong = [&](const std::vector<Tensor>& inputs, const char* says) {
        const auto answer = (*model)->forward(inputs);
        return !answer && answer.error().code == ErrorCode::InvalidArgument &&
               answer.error().message.contains(QLatin1String(says));
    };
    Tensor large = ids(1);
    large.integers[1] = qint64(1) << 40;
    QVERIFY(wrong({pictures(1), large}, "1099511627776"));
    QVERIFY(wrong({ids(1), ids(1)}, "\"image\""));
    QVERIFY(wrong({pictures(1), pictures(1)}, "\"ids\""));
    Tensor grey{{1, 1, 2, 3}, std::vector<float>(6)};
    QVERIFY(wrong({grey, ids(1)}, "[-1, 3, -1, -1]"));
    QCOMPARE(server.inferences(), 0); // nothing wrong was sent

    behaviour = {};
    behaviour.binary = false;
    const OipServer text(behaviour);
    const auto second = open(text.url());
    QVERIFY_RESULT(second);
    Tensor nan = pictures(1);
    nan.values[3] = std::numeric_limits<float>::quiet_NaN();
    const auto answer = (*second)->forward(nan);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::InvalidArgument);
}

void TstRemote::severalInFlight()
{
    OipServer::Behaviour behaviour;
    behaviour.delayMs = 100;
    const OipServer server(behaviour);
    std::atomic<int> right = 0;
    std::vector<std::thread> lanes;
    for (int lane = 0; lane < 4; ++lane) {
        lanes.emplace_back([&, lane] {
            const auto model = open(server.url());
            for (int i = 0; model && i < 2; ++i) {
                const Tensor input = pictures(lane + 1);
                const auto answer = (*model)->forward(input);
                right += answer && std::abs((*answer)[2].values.back() - logit(input, 3 * lane + 2)) < 1e-5F;
            }
        });
    }
    for (std::thread& lane : lanes)
        lane.join();
    QCOMPARE(right.load(), 8);
    QCOMPARE(server.inferences(), 8);
    QVERIFY2(server.mostAtOnce() > 1 && server.mostAtOnce() <= 4,
             qPrintable(QString::number(server.mostAtOnce())));
}

void TstRemote::tooLargeBatchesAreHalved()
{
    ModelCard card;
    card.name = QStringLiteral("means");
    card.classes = {QStringLiteral("r"), QStringLiteral("g"), QStringLiteral("b")};
    card.output.logits = 2;
    for (const bool fixed : {false, true}) {
        OipServer::Behaviour behaviour;
        behaviour.largestBatch = fixed ? 1 : 2;
        behaviour.fixedBatch = fixed;
        const OipServer server(behaviour);
        auto remote = open(server.url());
        QVERIFY_RESULT(remote);
        auto post = Postprocessor::create(card, {0, 1, 2}, 3);
        QVERIFY_RESULT(post);
        InferenceModel model(std::move(*remote), std::make_shared<const Postprocessor>(std::move(*post)));
        std::vector<PreparedInput> inputs;
        for (int i = 0; i < 5; ++i) {
            const QSize size(3, 2);
            Tensor picture = pictures(i + 1);
            picture.values.erase(picture.values.begin(), picture.values.begin() + 18 * i);
            picture.shape.erase(picture.shape.begin());
            inputs.push_back({QStringLiteral("s%1").arg(i), {size, size, size, 0, 0}, {std::move(picture)}});
        }
        const auto slices = model.forward(inputs);
        QCOMPARE(slices.size(), std::size_t(5));
        for (int i = 0; i < 5; ++i) {
            const auto& slice = slices[std::size_t(i)];
            QVERIFY_RESULT(slice);
            QVERIFY(std::abs((*slice->outputs)[2].values[std::size_t(3 * slice->index)] -
                             logit(pictures(5), 3 * i)) < 1e-5F);
        }
        QCOMPARE(model.batchLimit(), fixed ? 1 : 2);
        QCOMPARE(server.inferences(), fixed ? 5 : 5); // 1 1 1 1 1, or 5 3 2 2 1
    }
}

/// What stands in the JSON, read by a parser that is not ours, is the very float.
void TstRemote::numbersInJsonAreExact()
{
    Tensor tensor{{1, 0}, {0.0F, 0.1F, 1e-45F, std::numeric_limits<float>::max(), -1.17549435e-38F}};
    QRandomGenerator random(7);
    while (tensor.values.size() < 20000) {
        const float value = std::bit_cast<float>(random.generate());
        if (std::isfinite(value))
            tensor.values.push_back(value);
    }
    tensor.shape[1] = std::int64_t(tensor.values.size());
    const std::vector<RemoteTensor> inputs{{QStringLiteral("x \"y\""), QStringLiteral("FP32"), {-1, -1}}};
    const auto question = encodeInfer(QUrl(), inputs, std::span(&tensor, 1), {}, false);
    QVERIFY_RESULT(question);
    QVERIFY(!question->jsonBytes);
    const QJsonObject body = QJsonDocument::fromJson(question->body).object();
    const QJsonValue input = body[QStringLiteral("inputs")][0];
    QCOMPARE(input[QStringLiteral("name")].toString(), QStringLiteral("x \"y\""));
    const QJsonArray data = input[QStringLiteral("data")].toArray();
    QCOMPARE(data.size(), qsizetype(tensor.values.size()));
    for (qsizetype i = 0; i < data.size(); ++i)
        QCOMPARE(std::bit_cast<quint32>(float(data[i].toDouble())),
                 std::bit_cast<quint32>(tensor.values[std::size_t(i)]));
}

/// Whatever is damaged: an error, or tensors that hold what their shapes say.
void TstRemote::damagedAnswersAreNeverBelieved()
{
    const std::vector<RemoteTensor> expected{{QStringLiteral("a"), QStringLiteral("FP32"), {-1, 4}},
                                             {QStringLiteral("b"), QStringLiteral("FP16"), {}}};
    const QByteArray json =
        "{\"outputs\":[{\"name\":\"a\",\"datatype\":\"FP32\",\"shape\":[2,4],\"parameters\":{\"binary_data_"
        "size\":32}},{\"name\":\"b\",\"datatype\":\"INT32\",\"shape\":[1,2],\"data\":[[1,2]]}]}";
    const HttpAnswer good{json + QByteArray(32, '\1'), json.size()};
    const auto whole = decodeInfer(good, expected, QStringLiteral("host"));
    QVERIFY_RESULT(whole);
    QCOMPARE((*whole)[1].values, (std::vector<float>{1.0F, 2.0F}));
    QRandomGenerator random(11);
    int refused = 0;
    for (int round = 0; round < 20000; ++round) {
        HttpAnswer damaged = good;
        for (int times = random.bounded(1, 4); times > 0; --times) {
            const auto at = random.bounded(damaged.body.size());
            switch (random.bounded(4)) {
            case 0:
                damaged.body[at] = char(random.bounded(256));
                break;
            case 1:
                damaged.body.remove(at, random.bounded(1, 9));
                break;
            case 2:
                damaged.body.insert(at, "0123456789-[]{},"[random.bounded(16)]);
                break;
            default:
                damaged.jsonBytes = random.bounded(1, damaged.body.size() + 1);
            }
            damaged.jsonBytes = std::min(*damaged.jsonBytes, qint64(damaged.body.size()));
        }
        const auto answer = decodeInfer(damaged, expected, QStringLiteral("host"));
        refused += !answer;
        if (!answer)
            continue;
        QCOMPARE(answer->size(), std::size_t(2));
        for (const Tensor& tensor : *answer)
            QVERIFY(tensor.shape == std::vector<std::int64_t>{0} ||
                    tensor.size() == std::int64_t(tensor.values.size()));
    }
    QVERIFY(refused > 10000);
}

BADCASE_REGISTER_TEST(TstRemote)
#include "tst_remote.moc"
