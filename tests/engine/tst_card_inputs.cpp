// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/model_card.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace badcase;
using namespace badcase::engine;

namespace {

/// Every kind of input, each with keys that are no defaults.
const QByteArray kFullCard = R"({"name":"m","task":"classification","classes":["a","b"],"inputs":[
  {"name":"cover","kind":"image","width":32,"height":24,"channels":"BGR","mean":[0.5,0.4,0.3],"missing":"zeros"},
  {"name":"clip","kind":"frames","count":6,"plan":"rate:2.5","width":16,"height":16,"layout":"NCTHW","fill":"repeat",
   "stills":true,"mask":"clip_mask","missing":"zeros"},
  {"name":"rows","kind":"features","length":32,"dim":768,"longer":"stride","fill":"repeat","normalise":true,"rate":2,
   "mask":"rows_mask","missing":"zeros"},
  {"name":"ids","kind":"tokens","fields":["title","asr"],"pairs":false,"joint":" | ","vocabulary":"words.txt",
   "max_length":64,"lowercase":false,"strip_accents":true,"chinese_spaces":false,"mask":"ids_mask","types":"kinds"}],
  "output":{"logits":1,"embedding":2}})";

const QByteArray kHeads = R"({"name":"m","task":"multilabel","inputs":[
  {"name":"rows","kind":"features","dim":4}],
  "output":{"embedding":5,"head":"tags","heads":[
    {"name":"topic","task":"classification","logits":null,"frames":0,"classes":["a","b","c"]},
    {"name":"tags","logits":1,"segments":2,"classes":["x","y"]}]}})";

Result<ModelCard> parsed(const QByteArray& json)
{
    return parseModelCard(json, QStringLiteral("m.json"));
}

Result<ModelCard> again(const ModelCard& card)
{
    return parsed(QJsonDocument(modelCardToJsonObject(card)).toJson());
}

/// kFullCard with one key of one input replaced, or removed by "absent".
QByteArray with(int input, const QString& key, const QByteArray& json)
{
    QJsonObject root = QJsonDocument::fromJson(kFullCard).object();
    QJsonArray inputs = root.value(QStringLiteral("inputs")).toArray();
    QJsonObject object = inputs.at(input).toObject();
    if (json == "absent")
        object.remove(key);
    else
        object.insert(key, QJsonDocument::fromJson('[' + json + ']').array().at(0));
    inputs[input] = object;
    root.insert(QStringLiteral("inputs"), inputs);
    return QJsonDocument(root).toJson();
}

} // namespace

class TstCardInputs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void readsEveryKey();
    void fillsInDefaults();
    void namesArguments();
    void namesTheWrongKey_data();
    void namesTheWrongKey();
    void agrees_data();
    void agrees();
    void choosesAHead();
    void refusesContradictionsOfHeads_data();
    void refusesContradictionsOfHeads();
    void onePictureInAListIsAPicture();
};

void TstCardInputs::readsEveryKey()
{
    const auto card = parsed(kFullCard);
    QVERIFY_RESULT(card);
    QCOMPARE(card->inputs.size(), std::size_t(4));
    const auto& image = std::get<ImageInput>(card->inputs[0].kind);
    QCOMPARE(image.picture.channels, ChannelOrder::Bgr);
    QCOMPARE(image.missing, MissingRule::Zeros);
    QVERIFY(card->input == image.picture);
    const auto& frames = std::get<FramesInput>(card->inputs[1].kind);
    QCOMPARE(frames.count, 6);
    QCOMPARE(frames.plan, QStringLiteral("rate:2.5"));
    QCOMPARE(frames.layout, FrameLayout::ChannelsFirst);
    QVERIFY(frames.stills);
    const auto& features = std::get<FeaturesInput>(card->inputs[2].kind);
    QCOMPARE(features.length, std::optional(32));
    QCOMPARE(features.dim, 768);
    QCOMPARE(features.longer, LengthRule::Stride);
    QVERIFY(features.normalise);
    const auto& tokens = std::get<TokensInput>(card->inputs[3].kind);
    QCOMPARE(tokens.fields, (QStringList{QStringLiteral("title"), QStringLiteral("asr")}));
    QCOMPARE(tokens.stripAccents, std::optional(true));
    QVERIFY(!tokens.lowercase && !tokens.pairs && !tokens.chineseSpaces);
    QVERIFY(!card->takesPicturesOnly());
    QVERIFY(card->readsTexts() && card->readsPictures() && card->readsFeatures());
    const auto second = again(*card);
    QVERIFY_RESULT(second);
    QVERIFY(*second == *card);
}

void TstCardInputs::fillsInDefaults()
{
    const auto card = parsed(R"({"task":"classification","classes":["a","b"],"inputs":[
        {"name":"f","kind":"frames","count":3},{"name":"t","kind":"tokens","fields":["title"]}]})");
    QVERIFY_RESULT(card);
    FramesInput frames;
    frames.count = 3;
    frames.picture.resize = ResizeMode::None; // there is no size to resize to
    QVERIFY(std::get<FramesInput>(card->inputs[0].kind) == frames);
    TokensInput tokens;
    tokens.fields = QStringList{QStringLiteral("title")};
    QVERIFY(std::get<TokensInput>(card->inputs[1].kind) == tokens);
    const auto second = again(*card);
    QVERIFY_RESULT(second);
    QVERIFY(*second == *card);
}

void TstCardInputs::namesArguments()
{
    const auto card = parsed(kFullCard);
    QVERIFY_RESULT(card);
    QCOMPARE(card->argumentNames().join(u' '),
             QStringLiteral("cover clip clip_mask rows rows_mask ids ids_mask kinds"));
    const auto plain = parsed(R"({"task":"classification","classes":["a","b"]})");
    QVERIFY_RESULT(plain);
    QVERIFY(plain->argumentNames().isEmpty());
    QVERIFY(plain->takesPicturesOnly() && plain->readsPictures() && !plain->readsTexts());
}

void TstCardInputs::namesTheWrongKey_data()
{
    QTest::addColumn<int>("input");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](int input, const char* key, const char* json) {
        QTest::addRow("%d %s = %s", input, key, json)
            << input << QString::fromLatin1(key) << QByteArray(json);
    };
    row(0, "name", "absent");
    row(0, "name", "\"\"");
    row(0, "kind", "absent");
    row(0, "kind", "\"audio\"");
    row(0, "layout", "\"NTCHW\"");
    row(0, "count", "3");
    row(0, "width", "null");
    row(1, "count", "absent");
    row(1, "count", "0");
    row(1, "plan", "\"uniform:3\"");
    row(1, "plan", "\"every:1.5\"");
    row(1, "plan", "\"rate:-1\"");
    row(1, "layout", "\"NHWC\"");
    row(1, "fill", "\"edge\"");
    row(1, "stills", "1");
    row(1, "mask", "7");
    row(1, "missing", "\"skip\"");
    row(2, "dim", "absent");
    row(2, "dim", "0");
    row(2, "length", "-1");
    row(2, "longer", "\"random\"");
    row(2, "rate", "0");
    row(2, "normalize", "true");
    row(3, "fields", "absent");
    row(3, "fields", "[]");
    row(3, "fields", "[\"title\",\"title\"]");
    row(3, "fields", "[\"title\",4]");
    row(3, "max_length", "1");
    row(3, "vocabulary", "\"../vocab.txt\"");
    row(3, "vocabulary", "\"/etc/passwd\"");
    row(3, "vocabulary", "\"\"");
    row(3, "dtype", "\"float32\"");
    row(3, "types", "[]");
}

void TstCardInputs::namesTheWrongKey()
{
    QFETCH(int, input);
    QFETCH(QString, key);
    QFETCH(QByteArray, json);
    const auto card = parsed(with(input, key, json));
    QVERIFY(!card);
    QCOMPARE(card.error().code, ErrorCode::InvalidArgument);
    const QString full = QStringLiteral("inputs[%1].").arg(input);
    const QString& message = card.error().message;
    QVERIFY2(message.startsWith(QLatin1String("m.json: ")), qPrintable(message));
    QVERIFY2(message.contains(u'"' + full + key + u'"'), qPrintable(message));
}

void TstCardInputs::agrees_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("about");
    const auto row = [](const char* name, const QByteArray& json, const char* about) {
        QTest::newRow(name) << json << QString::fromLatin1(about);
    };
    const QByteArray rows = R"({"name":"r","kind":"features","dim":4})";
    const QByteArray image = R"({"name":"i","kind":"image"})";
    row("names twice",
        R"({"task":"classification","classes":["a","b"],"inputs":[)" + image + "," + image + "]}", "inputs");
    row("a mask's name twice",
        R"({"task":"classification","classes":["a","b"],"inputs":[{"name":"r","kind":"features","dim":4,"mask":"r"}]})",
        "inputs");
    row("input beside inputs",
        R"({"task":"classification","classes":["a","b"],"input":{},"inputs":[)" + image + "]}", "input");
    row("no input", R"({"task":"classification","classes":["a","b"],"inputs":[]})", "inputs");
    row("an input that is no object", R"({"task":"classification","classes":["a","b"],"inputs":[7]})",
        "inputs");
    row("masks of features", R"({"task":"segmentation","classes":["a","b","c"],"inputs":[)" + rows + "]}",
        "inputs");
    row("masks of two pictures",
        R"({"task":"segmentation","classes":["a","b","c"],"inputs":[)" + image +
            R"(,{"name":"j","kind":"image"}]})",
        "inputs");
    row("scores of frames of a picture",
        R"({"task":"classification","classes":["a","b"],"inputs":[)" + image + R"(],"output":{"frames":1}})",
        "output");
    row("frames and segments",
        R"({"task":"classification","classes":["a","b"],"inputs":[)" + rows +
            R"(],"output":{"frames":1,"segments":2}})",
        "output.segments");
    row("no scores at all",
        R"({"task":"classification","classes":["a","b"],"inputs":[)" + rows +
            R"(],"output":{"logits":null}})",
        "output.logits");
    row("an embedding that is scores",
        R"({"task":"classification","classes":["a","b"],"inputs":[)" + rows +
            R"(],"output":{"frames":1,"embedding":1}})",
        "output");
    row("zeros of no size",
        R"({"task":"classification","classes":["a","b"],"inputs":[{"name":"r","kind":"features","dim":4,"missing":"zeros"}]})",
        "inputs[0].missing");
}

void TstCardInputs::agrees()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, about);
    const auto card = parsed(json);
    QVERIFY(!card);
    QVERIFY2(card.error().message.contains(u'"' + about + u'"'), qPrintable(card.error().message));
}

void TstCardInputs::choosesAHead()
{
    const auto card = parsed(kHeads);
    QVERIFY_RESULT(card);
    QCOMPARE(card->task, Task::MultiLabel);
    QCOMPARE(card->classes.join(u' '), QStringLiteral("x y"));
    QCOMPARE(card->output.logits, 1);
    QCOMPARE(card->output.segments, std::optional(2));
    QVERIFY(!card->output.frames);
    const auto topic = cardOfHead(*card, QStringLiteral("topic"));
    QVERIFY_RESULT(topic);
    QCOMPARE(topic->task, Task::Classification);
    QCOMPARE(topic->classes.size(), 3);
    QCOMPARE(topic->output.activation, Activation::Softmax);
    QCOMPARE(topic->output.logits, CardOutput::kNone);
    QCOMPARE(topic->output.sequence(), std::optional(0));
    for (const ModelCard& one : {*card, *topic}) {
        const auto second = again(one);
        QVERIFY_RESULT(second);
        QVERIFY(*second == one);
    }
    const auto none = cardOfHead(*card, QStringLiteral("scene"));
    QVERIFY(!none);
    QVERIFY(none.error().message.contains(QLatin1String("topic, tags")));
    const auto plain = parsed(kFullCard);
    QVERIFY_RESULT(plain);
    QVERIFY(!cardOfHead(*plain, QStringLiteral("topic")));
}

void TstCardInputs::refusesContradictionsOfHeads_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("unknown head") << QByteArray(R"("head":"tags")") << QByteArray(R"("head":"scene")");
    QTest::newRow("other task") << QByteArray(R"("head":"tags")") << QByteArray(R"("head":"topic")");
    QTest::newRow("an embedding that is logits")
        << QByteArray(R"("embedding":5)") << QByteArray(R"("embedding":1)");
    QTest::newRow("other classes") << QByteArray(R"("task":"multilabel")")
                                   << QByteArray(R"("task":"multilabel","classes":["x","z"])");
    QTest::newRow("other logits") << QByteArray(R"("embedding":5)")
                                  << QByteArray(R"("embedding":5,"logits":3)");
    QTest::newRow("a name twice") << QByteArray(R"("name":"topic")") << QByteArray(R"("name":"tags")");
    QTest::newRow("no classes") << QByteArray(R"(,"classes":["a","b","c"])") << QByteArray();
    QTest::newRow("misspelt") << QByteArray(R"("frames":0)") << QByteArray(R"("frame":0)");
}

void TstCardInputs::refusesContradictionsOfHeads()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray json = kHeads;
    QVERIFY(json.contains(from));
    json.replace(from, to);
    const auto card = parsed(json);
    QVERIFY(!card);
    QCOMPARE(card.error().code, ErrorCode::InvalidArgument);
}

void TstCardInputs::onePictureInAListIsAPicture()
{
    const auto card = parsed(
        R"({"task":"segmentation","classes":["a","b","c"],"inputs":[{"name":"x","kind":"image","pad_multiple":32}]})");
    QVERIFY_RESULT(card);
    QVERIFY(card->takesPicturesOnly());
    QCOMPARE(card->input.padMultiple, 32);
    QCOMPARE(card->argumentNames(), QStringList{QStringLiteral("x")});
}

BADCASE_REGISTER_TEST(TstCardInputs)
#include "tst_card_inputs.moc"
