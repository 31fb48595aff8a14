// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/model_card.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ModelCard", text);
}

/// One enumeration's names in a card; the first name of a value is the one that is written.
template <class Enum>
using Names = std::vector<std::pair<const char*, Enum>>;

const Names<ChannelOrder> kChannels = {
    {"RGB", ChannelOrder::Rgb}, {"BGR", ChannelOrder::Bgr}, {"gray", ChannelOrder::Gray}};
const Names<ResizeMode> kResize = {{"none", ResizeMode::None},
                                   {"bilinear", ResizeMode::Bilinear},
                                   {"nearest", ResizeMode::Nearest},
                                   {"area", ResizeMode::Area}};
const Names<PadMode> kPadMode = {
    {"replicate", PadMode::Replicate}, {"reflect", PadMode::Reflect}, {"zero", PadMode::Zero}};
const Names<PadSide> kPadSide = {{"right-bottom", PadSide::RightBottom}, {"centre", PadSide::Centre}};
const Names<Activation> kActivation = {{"softmax", Activation::Softmax}, {"sigmoid", Activation::Sigmoid}};
const Names<UpsampleMode> kUpsample = {{"logits_bilinear", UpsampleMode::LogitsBilinear},
                                       {"probabilities_bilinear", UpsampleMode::ProbabilitiesBilinear},
                                       {"nearest", UpsampleMode::Nearest}};

template <class Enum>
QString nameOf(const Names<Enum>& names, Enum value)
{
    for (const auto& [name, candidate] : names) {
        if (candidate == value)
            return QLatin1String(name);
    }
    return {};
}

/// JSON as a person would have written it, for error messages.
QString shown(const QJsonValue& value)
{
    if (value.isUndefined())
        return tr("nothing");
    const QString text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return text.mid(1, qMin<qsizetype>(text.size() - 2, 80));
}

/// Reads the keys of one JSON object and remembers the first thing that is wrong. After an error every reader
/// returns its fallback, so that the caller checks once at the end.
class KeyReader {
public:
    KeyReader(QJsonObject object, QString prefix, std::optional<Error>& error)
        : m_object(std::move(object)), m_prefix(std::move(prefix)), m_error(error)
    {}

    void wrong(const QString& key, const QString& expected)
    {
        if (m_error)
            return;
        m_error =
            Error{ErrorCode::InvalidArgument, tr("\"%1\" is %2 in the model card; expected %3")
                                                  .arg(m_prefix + key, shown(m_object.value(key)), expected)};
    }
    bool has(const char* key) const { return m_object.contains(QLatin1String(key)) && !value(key).isNull(); }
    QJsonValue value(const char* key) const { return m_object.value(QLatin1String(key)); }

    QString text(const char* key)
    {
        if (m_object.contains(QLatin1String(key)) && !value(key).isString())
            wrong(QLatin1String(key), tr("a text"));
        return value(key).toString();
    }
    bool boolean(const char* key, bool fallback)
    {
        if (m_object.contains(QLatin1String(key)) && !value(key).isBool())
            wrong(QLatin1String(key), tr("true or false"));
        return value(key).toBool(fallback);
    }
    double positive(const char* key, double fallback)
    {
        if (m_object.contains(QLatin1String(key)) && !(value(key).toDouble(0.0) > 0.0))
            wrong(QLatin1String(key), tr("a number above 0"));
        return value(key).toDouble(fallback);
    }
    /// A whole number, or nothing for null and for a key that is not there.
    std::optional<int> integer(const char* key, int minimum, int maximum)
    {
        if (!has(key))
            return {};
        const double number = value(key).toDouble(-1.0);
        if (!value(key).isDouble() || number != std::floor(number) || number < minimum || number > maximum) {
            wrong(QLatin1String(key), tr("a whole number from %1 to %2").arg(minimum).arg(maximum));
            return {};
        }
        return static_cast<int>(number);
    }
    template <class Enum>
    Enum choice(const char* key, const Names<Enum>& names, Enum fallback)
    {
        if (!has(key))
            return fallback;
        for (const auto& [name, candidate] : names) {
            if (value(key).toString() == QLatin1String(name))
                return candidate;
        }
        QStringList known;
        for (const auto& entry : names)
            known << QLatin1Char('"') + QLatin1String(entry.first) + QLatin1Char('"');
        wrong(QLatin1String(key), tr("one of %1").arg(known.join(QStringLiteral(", "))));
        return fallback;
    }
    /// As many numbers as the picture has channels.
    std::vector<double> perChannel(const char* key, int count, double fallback, bool zeroAllowed)
    {
        std::vector<double> values(static_cast<std::size_t>(count), fallback);
        if (!m_object.contains(QLatin1String(key)))
            return values;
        const QJsonArray array = value(key).toArray();
        bool good = array.size() == count;
        for (int i = 0; good && i < count; ++i) {
            values[static_cast<std::size_t>(i)] = array.at(i).toDouble();
            good = array.at(i).isDouble() && (zeroAllowed || array.at(i).toDouble() > 0.0);
        }
        if (!good)
            wrong(QLatin1String(key), zeroAllowed ? tr("%1 numbers, one a channel").arg(count)
                                                  : tr("%1 numbers above 0, one a channel").arg(count));
        return values;
    }
    void onlyKeys(std::initializer_list<const char*> known)
    {
        for (const QString& key : m_object.keys()) {
            const bool found = std::any_of(known.begin(), known.end(),
                                           [&](auto name) { return key == QLatin1String(name); });
            if (!found && !m_error)
                m_error = Error{
                    ErrorCode::InvalidArgument,
                    tr("\"%1\" in the model card is not a key that this version knows").arg(m_prefix + key)};
        }
    }
    void mustBe(const char* key, const char* only)
    {
        if (has(key) && value(key).toString() != QLatin1String(only))
            wrong(QLatin1String(key), QLatin1Char('"') + QLatin1String(only) + QLatin1Char('"'));
    }

private:
    QJsonObject m_object;
    QString m_prefix;
    std::optional<Error>& m_error;
};

constexpr int kMaxSide = 32767;

CardInput readInput(const QJsonObject& object, std::optional<Error>& error)
{
    KeyReader reader(object, QStringLiteral("input."), error);
    reader.onlyKeys({"width", "height", "channels", "layout", "dtype", "scale", "mean", "std", "resize",
                     "antialias", "align_corners", "pad_multiple", "pad_mode", "pad_side"});
    reader.mustBe("layout", "NCHW");
    reader.mustBe("dtype", "float32");
    CardInput input;
    input.width = reader.integer("width", 1, kMaxSide);
    input.height = reader.integer("height", 1, kMaxSide);
    if (input.width.has_value() != input.height.has_value())
        reader.wrong(input.width ? QStringLiteral("height") : QStringLiteral("width"),
                     tr("a number like the other side's, or null for both"));
    input.channels = reader.choice("channels", kChannels, input.channels);
    input.scale = reader.positive("scale", input.scale);
    input.mean = reader.perChannel("mean", input.channelCount(), 0.0, true);
    input.std = reader.perChannel("std", input.channelCount(), 1.0, false);
    // Without a size there is nothing to resize to, so "none" is what a missing key can only mean.
    input.resize = reader.choice("resize", kResize, input.width ? ResizeMode::Bilinear : ResizeMode::None);
    if (input.resize != ResizeMode::None && !input.width)
        reader.wrong(QStringLiteral("resize"), tr("\"none\", as width and height are null"));
    input.antialias = reader.boolean("antialias", input.antialias);
    input.alignCorners = reader.boolean("align_corners", input.alignCorners);
    input.padMultiple = reader.integer("pad_multiple", 1, 4096).value_or(input.padMultiple);
    input.padMode = reader.choice("pad_mode", kPadMode, input.padMode);
    input.padSide = reader.choice("pad_side", kPadSide, input.padSide);
    return input;
}

CardOutput readOutput(const QJsonObject& object, Activation activation, std::optional<Error>& error)
{
    KeyReader reader(object, QStringLiteral("output."), error);
    reader.onlyKeys({"logits", "activation", "embedding", "embedding_dim", "upsample"});
    CardOutput output;
    output.logits = reader.integer("logits", 0, 63).value_or(output.logits);
    output.activation = reader.choice("activation", kActivation, activation);
    output.embedding = reader.integer("embedding", 0, 63);
    if (output.embedding == output.logits)
        reader.wrong(QStringLiteral("embedding"), tr("another output than the logits"));
    output.embeddingDim = reader.integer("embedding_dim", 1, 1 << 20);
    output.upsample = reader.choice("upsample", kUpsample, output.upsample);
    return output;
}

QStringList readClasses(const QJsonObject& root, KeyReader& reader)
{
    QStringList classes;
    QSet<QString> seen; // a card may come from anywhere and name a million classes
    const QJsonArray names = root.value(QLatin1String("classes")).toArray();
    for (const auto& value : names) {
        const QString name = value.toString();
        if (name.isEmpty() || seen.contains(name)) {
            reader.wrong(QStringLiteral("classes"), tr("class names, each once and none of them empty"));
            return {};
        }
        seen.insert(name);
        classes << name;
    }
    if (classes.isEmpty())
        reader.wrong(QStringLiteral("classes"), tr("a list of class names in the order of the outputs"));
    return classes;
}

std::vector<quint32> readPalette(const QJsonObject& root, qsizetype classes, KeyReader& reader)
{
    std::vector<quint32> palette;
    if (!reader.has("palette_rgb"))
        return palette;
    const QJsonArray colors = root.value(QLatin1String("palette_rgb")).toArray();
    bool good = colors.size() == classes;
    for (const auto& color : colors) {
        const QJsonArray rgb = color.toArray();
        quint32 packed = 0;
        good = good && rgb.size() == 3;
        for (const auto& channel : rgb) {
            const double value = channel.toDouble(-1.0);
            good = good && value >= 0 && value <= 255 && value == std::floor(value);
            packed = (packed << 8) | (good ? static_cast<quint32>(value) : 0U);
        }
        palette.push_back(packed);
    }
    if (!good)
        reader.wrong(QStringLiteral("palette_rgb"),
                     tr("a list of [r, g, b] with values 0 to 255, one a class"));
    return palette;
}

void readTask(ModelCard& card, KeyReader& reader)
{
    const QString name = reader.text("task");
    card.binary = name == QLatin1String("binary_segmentation");
    const auto task = card.binary ? std::optional(Task::Segmentation) : taskFromName(name);
    if (!task)
        reader.wrong(QStringLiteral("task"),
                     tr("\"classification\", \"multilabel\", \"segmentation\" or \"binary_segmentation\""));
    card.task = task.value_or(Task::Classification);
}

/// What each key says on its own is right; do they agree?
void checkAgreement(const ModelCard& card, KeyReader& reader)
{
    if (card.binary && card.classes.size() != 2)
        reader.wrong(QStringLiteral("classes"), tr("two classes, as the task is binary_segmentation"));
    const bool sigmoid = card.output.activation == Activation::Sigmoid;
    if (card.task == Task::MultiLabel && !sigmoid)
        reader.wrong(QStringLiteral("output"), tr("activation sigmoid for multilabel"));
    if (card.task != Task::MultiLabel && sigmoid && card.classes.size() != 2)
        reader.wrong(
            QStringLiteral("classes"),
            tr("two classes, as one sigmoid channel tells the second from the first (independent classes are "
               "the task multilabel)"));
    if (card.task == Task::Segmentation && card.classes.size() > 255)
        reader.wrong(QStringLiteral("classes"), tr("at most 255 classes for a segmentation"));
}

} // namespace

Result<ModelCard> parseModelCard(const QByteArray& json, const QString& source)
{
    QJsonParseError parseError;
    const auto document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError || !document.isObject()) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("%1: the model card is not a JSON object (byte %2)").arg(source).arg(parseError.offset),
            parseError.errorString());
    }
    const QJsonObject root = document.object();
    std::optional<Error> error;
    KeyReader reader(root, {}, error);
    ModelCard card;
    card.name = reader.text("name");
    readTask(card, reader);
    card.classes = readClasses(root, reader);
    if (reader.has("inputs"))
        reader.wrong(QStringLiteral("inputs"),
                     tr("a single \"input\": models with several inputs cannot be run yet"));
    for (const char* key : {"input", "output", "training"}) {
        if (reader.has(key) && !reader.value(key).isObject())
            reader.wrong(QLatin1String(key), tr("an object"));
    }
    const bool softmax =
        card.task == Task::Classification || (card.task == Task::Segmentation && !card.binary);
    card.input = readInput(reader.value("input").toObject(), error);
    card.output = readOutput(reader.value("output").toObject(),
                             softmax ? Activation::Softmax : Activation::Sigmoid, error);
    card.ignoreIndex = reader.integer("ignore_index", 0, 255);
    card.palette = readPalette(root, card.classes.size(), reader);
    card.licence = reader.text("licence");
    card.training = reader.value("training").toObject();
    checkAgreement(card, reader);
    if (error) {
        error->message = source + QStringLiteral(": ") + error->message;
        return fail(std::move(*error));
    }
    return card;
}

QString cardTaskName(const ModelCard& card)
{
    return card.binary ? QStringLiteral("binary_segmentation") : taskName(card.task);
}

QJsonObject modelCardToJsonObject(const ModelCard& card)
{
    const auto numbers = [](const std::vector<double>& values) {
        QJsonArray array;
        for (const double value : values)
            array.append(value);
        return array;
    };
    const auto optional = [](std::optional<int> value) { return value ? QJsonValue(*value) : QJsonValue(); };
    const QJsonObject input{{QStringLiteral("width"), optional(card.input.width)},
                            {QStringLiteral("height"), optional(card.input.height)},
                            {QStringLiteral("channels"), nameOf(kChannels, card.input.channels)},
                            {QStringLiteral("layout"), QStringLiteral("NCHW")},
                            {QStringLiteral("dtype"), QStringLiteral("float32")},
                            {QStringLiteral("scale"), card.input.scale},
                            {QStringLiteral("mean"), numbers(card.input.mean)},
                            {QStringLiteral("std"), numbers(card.input.std)},
                            {QStringLiteral("resize"), nameOf(kResize, card.input.resize)},
                            {QStringLiteral("antialias"), card.input.antialias},
                            {QStringLiteral("align_corners"), card.input.alignCorners},
                            {QStringLiteral("pad_multiple"), card.input.padMultiple},
                            {QStringLiteral("pad_mode"), nameOf(kPadMode, card.input.padMode)},
                            {QStringLiteral("pad_side"), nameOf(kPadSide, card.input.padSide)}};
    const QJsonObject output{{QStringLiteral("logits"), card.output.logits},
                             {QStringLiteral("activation"), nameOf(kActivation, card.output.activation)},
                             {QStringLiteral("embedding"), optional(card.output.embedding)},
                             {QStringLiteral("embedding_dim"), optional(card.output.embeddingDim)},
                             {QStringLiteral("upsample"), nameOf(kUpsample, card.output.upsample)}};
    QJsonObject root{{QStringLiteral("name"), card.name},
                     {QStringLiteral("task"), cardTaskName(card)},
                     {QStringLiteral("classes"), QJsonArray::fromStringList(card.classes)},
                     {QStringLiteral("input"), input},
                     {QStringLiteral("output"), output}};
    if (card.ignoreIndex)
        root.insert(QStringLiteral("ignore_index"), *card.ignoreIndex);
    if (!card.palette.empty()) {
        QJsonArray palette;
        for (const quint32 color : card.palette)
            palette.append(QJsonArray{int(color >> 16 & 255), int(color >> 8 & 255), int(color & 255)});
        root.insert(QStringLiteral("palette_rgb"), palette);
    }
    if (!card.licence.isEmpty())
        root.insert(QStringLiteral("licence"), card.licence);
    if (!card.training.isEmpty())
        root.insert(QStringLiteral("training"), card.training);
    return root;
}

} // namespace badcase::engine
