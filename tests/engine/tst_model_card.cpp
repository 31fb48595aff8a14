// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/model_card.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace badcase;
using namespace badcase::engine;

namespace {

/// A smallest card with the value of one "a.b" key replaced, given as JSON text.
QByteArray cardWith(const QString& key, const QByteArray& json)
{
    QJsonObject root =
        QJsonDocument::fromJson(R"({"name":"m","task":"segmentation","classes":["sky","road","car"],
        "input":{"width":8,"height":6},"output":{}})")
            .object();
    const QJsonValue value = QJsonDocument::fromJson('[' + json + ']').array().at(0);
    const QStringList parts = key.split(u'.');
    if (parts.size() == 1) {
        root.insert(parts.first(), value);
    } else {
        QJsonObject inner = root.value(parts.first()).toObject();
        inner.insert(parts.last(), value);
        root.insert(parts.first(), inner);
    }
    return QJsonDocument(root).toJson();
}

Schema schemaOf(const QStringList& names)
{
    std::vector<ClassInfo> classes;
    for (const QString& name : names)
        classes.push_back({name});
    return *Schema::create(Task::Classification, classes);
}

ModelCard cardOf(const QStringList& names)
{
    ModelCard card;
    card.name = QStringLiteral("m");
    card.classes = names;
    return card;
}

} // namespace

class TstModelCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void fillsInDefaults();
    void readsTheSharedCards_data();
    void readsTheSharedCards();
    void namesTheWrongKey_data();
    void namesTheWrongKey();
    void refusesWhatIsNotAnObject();
    void readsManyClassesAtOnce();
    void knowsOneSigmoidChannel();
    void mapsByName();
    void refusesUnmatchedNames();
    void refusesBadRenames_data();
    void refusesBadRenames();
};

void TstModelCard::fillsInDefaults()
{
    const auto card =
        parseModelCard(R"({"task":"multilabel","classes":["a","b"]})", QStringLiteral("card.json"));
    QVERIFY_RESULT(card);
    CardInput input;
    input.resize = ResizeMode::None; // there is no size to resize to
    QVERIFY(card->input == input);
    QCOMPARE(card->output.activation, Activation::Sigmoid);
    QCOMPARE(card->channelCount(), 2);
    QVERIFY(!card->output.embedding && !card->ignoreIndex && card->palette.empty());
    const auto again =
        parseModelCard(QJsonDocument(modelCardToJsonObject(*card)).toJson(), QStringLiteral("again"));
    QVERIFY_RESULT(again);
    QVERIFY(*again == *card);
}

void TstModelCard::readsTheSharedCards_data()
{
    QTest::addColumn<int>("channels");
    QTest::newRow("camvid_unet") << 12;
    QTest::newRow("nuclei_unet") << 1;
    QTest::newRow("clothing_net") << 10;
}

void TstModelCard::readsTheSharedCards()
{
    NEEDS_SHARED();
    QFETCH(int, channels);
    QFile file(
        test::shared(QStringLiteral("models/%1/card.json").arg(QLatin1String(QTest::currentDataTag()))));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto card = parseModelCard(file.readAll(), file.fileName());
    QVERIFY_RESULT(card);
    QCOMPARE(card->name, QLatin1String(QTest::currentDataTag()));
    QCOMPARE(card->channelCount(), channels);
    const auto again =
        parseModelCard(QJsonDocument(modelCardToJsonObject(*card)).toJson(), QStringLiteral("again"));
    QVERIFY_RESULT(again);
    QVERIFY(*again == *card);
}

void TstModelCard::namesTheWrongKey_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* key, const char* json) {
        QTest::addRow("%s = %s", key, json) << QString::fromLatin1(key) << QByteArray(json);
    };
    row("task", "\"detection\"");
    row("task", "null");
    row("classes", "[]");
    row("classes", "[\"a\",\"a\"]");
    row("classes", "[\"a\",7]");
    row("input", "\"big\"");
    row("inputs", "[{}]");
    row("input.width", "0");
    row("input.width", "8.5");
    row("input.height", "null");
    row("input.channels", "\"CMYK\"");
    row("input.layout", "\"NHWC\"");
    row("input.dtype", "\"uint8\"");
    row("input.scale", "0");
    row("input.mean", "[0.5]");
    row("input.std", "[1, 0, 1]");
    row("input.resize", "\"lanczos\"");
    row("input.antialias", "1");
    row("input.antialais", "true");
    row("input.pad_multiple", "0");
    row("input.pad_mode", "\"magic\"");
    row("input.pad_side", "\"left\"");
    row("output.logits", "-1");
    row("output.activation", "\"relu\"");
    row("output.embedding", "0");
    row("output.upsample", "\"cubic\"");
    row("ignore_index", "256");
    row("palette_rgb", "[[0,0,0]]");
    row("palette_rgb", "[[0,0,0],[0,0,256],[1,1,1]]");
}

void TstModelCard::namesTheWrongKey()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, json);
    const auto card = parseModelCard(cardWith(key, json), QStringLiteral("folder/m.json"));
    QVERIFY(!card);
    QCOMPARE(card.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(card.error().message.startsWith(QLatin1String("folder/m.json: ")),
             qPrintable(card.error().message));
    QVERIFY2(card.error().message.contains(u'"' + key + u'"'), qPrintable(card.error().message));
}

void TstModelCard::refusesWhatIsNotAnObject()
{
    for (const char* text : {"", "[]", "{", "7", "{\"task\":"}) {
        const auto card = parseModelCard(text, QStringLiteral("m.json"));
        QVERIFY(!card);
        QVERIFY(card.error().message.contains(QLatin1String("m.json")));
    }
}

/// Comparing every name with every other one would take minutes.
void TstModelCard::readsManyClassesAtOnce()
{
    QJsonArray names;
    for (int i = 0; i < 200000; ++i)
        names.append(QString::number(i));
    QJsonObject root{{QStringLiteral("task"), QStringLiteral("classification")},
                     {QStringLiteral("classes"), names}};
    QElapsedTimer timer;
    timer.start();
    QVERIFY_RESULT(parseModelCard(QJsonDocument(root).toJson(), QStringLiteral("card.json")));
    names.append(QStringLiteral("0"));
    root.insert(QStringLiteral("classes"), names);
    QVERIFY(!parseModelCard(QJsonDocument(root).toJson(), QStringLiteral("card.json")));
    QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
}

void TstModelCard::knowsOneSigmoidChannel()
{
    const QByteArray binary = R"({"task":"binary_segmentation","classes":["background","cell"]})";
    const auto card = parseModelCard(binary, QStringLiteral("m.json"));
    QVERIFY_RESULT(card);
    QVERIFY(card->binary && card->isOneSigmoidChannel());
    QCOMPARE(card->channelCount(), 1);
    const auto softmax = parseModelCard(R"({"task":"binary_segmentation","classes":["background","cell"],
        "output":{"activation":"softmax"}})",
                                        QStringLiteral("m.json"));
    QVERIFY_RESULT(softmax);
    QCOMPARE(softmax->channelCount(), 2);
    QVERIFY(!parseModelCard(R"({"task":"binary_segmentation","classes":["a","b","c"]})",
                            QStringLiteral("m.json")));
    QVERIFY(!parseModelCard(cardWith(QStringLiteral("output.activation"), "\"sigmoid\""),
                            QStringLiteral("m.json")));
}

void TstModelCard::mapsByName()
{
    const ModelCard card = cardOf({QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("beta")});
    const Schema schema =
        schemaOf({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")});
    const auto renames = parseClassRenames(QStringLiteral(" beta = b ,"));
    QVERIFY_RESULT(renames);
    const auto mapping = mapClasses(card, schema, *renames);
    QVERIFY_RESULT(mapping);
    QCOMPARE(mapping->toSchema, (std::vector<ClassIndex>{2, 0, 1}));
    QCOMPARE(mapping->notInModel, QStringList{QStringLiteral("d")});
}

void TstModelCard::refusesUnmatchedNames()
{
    const ModelCard card = cardOf({QStringLiteral("cat"), QStringLiteral("Dog")});
    const auto mapping = mapClasses(card, schemaOf({QStringLiteral("cat"), QStringLiteral("dog")}));
    QVERIFY(!mapping);
    QCOMPARE(mapping.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(mapping.error().message.contains(QLatin1String("Dog")), qPrintable(mapping.error().message));
    QVERIFY2(mapping.error().message.contains(QLatin1String("dog")), qPrintable(mapping.error().message));
}

void TstModelCard::refusesBadRenames_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("no equals sign") << QStringLiteral("cat");
    QTest::newRow("nothing after it") << QStringLiteral("cat=");
    QTest::newRow("twice") << QStringLiteral("cat=cat,cat=dog");
    QTest::newRow("not in the model") << QStringLiteral("cow=cat");
    QTest::newRow("not in the project") << QStringLiteral("cat=cow");
    QTest::newRow("two become one") << QStringLiteral("cat=dog");
}

void TstModelCard::refusesBadRenames()
{
    QFETCH(QString, text);
    const QStringList names{QStringLiteral("cat"), QStringLiteral("dog")};
    const auto renames = parseClassRenames(text);
    if (!renames) {
        QCOMPARE(renames.error().code, ErrorCode::InvalidArgument);
        return;
    }
    const auto mapping = mapClasses(cardOf(names), schemaOf(names), *renames);
    QVERIFY(!mapping);
    QCOMPARE(mapping.error().code, ErrorCode::InvalidArgument);
}

BADCASE_REGISTER_TEST(TstModelCard)
#include "tst_model_card.moc"
