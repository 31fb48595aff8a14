// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/card_inputs.h"

#include <QCoreApplication>
#include <QSet>

#include <cmath>

namespace badcase::engine {

namespace {

enum class InputKind { Image, Frames, Features, Tokens };

const Names<InputKind> kKinds = {{"image", InputKind::Image},
                                 {"frames", InputKind::Frames},
                                 {"features", InputKind::Features},
                                 {"tokens", InputKind::Tokens}};
const Names<ChannelOrder> kChannels = {
    {"RGB", ChannelOrder::Rgb}, {"BGR", ChannelOrder::Bgr}, {"gray", ChannelOrder::Gray}};
const Names<ResizeMode> kResize = {{"none", ResizeMode::None},
                                   {"bilinear", ResizeMode::Bilinear},
                                   {"nearest", ResizeMode::Nearest},
                                   {"area", ResizeMode::Area}};
const Names<PadMode> kPadMode = {
    {"replicate", PadMode::Replicate}, {"reflect", PadMode::Reflect}, {"zero", PadMode::Zero}};
const Names<PadSide> kPadSide = {{"right-bottom", PadSide::RightBottom}, {"centre", PadSide::Centre}};
const Names<MissingRule> kMissing = {{"refuse", MissingRule::Refuse}, {"zeros", MissingRule::Zeros}};
const Names<FillRule> kFill = {{"zeros", FillRule::Zeros}, {"repeat", FillRule::Repeat}};
const Names<FrameLayout> kLayout = {
    {"NTCHW", FrameLayout::TimeFirst}, {"NCTHW", FrameLayout::ChannelsFirst}, {"NCHW", FrameLayout::Stacked}};
const Names<LengthRule> kLonger = {
    {"cut", LengthRule::Cut}, {"uniform", LengthRule::Uniform}, {"stride", LengthRule::Stride}};

const std::vector<const char*> kPictureKeys = {
    "width", "height", "channels",  "layout",        "dtype",        "scale",    "mean",
    "std",   "resize", "antialias", "align_corners", "pad_multiple", "pad_mode", "pad_side"};

constexpr int kMaxInputs = 16;
constexpr int kMaxFrames = 1024;
constexpr int kMaxRows = 1 << 16;
constexpr int kMaxTokens = 1 << 14;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ModelCard", text);
}

QString quoted(const QString& text)
{
    return QLatin1Char('"') + text + QLatin1Char('"');
}

std::vector<const char*> withKeys(std::vector<const char*> keys, std::initializer_list<const char*> more)
{
    keys.insert(keys.end(), more);
    return keys;
}

/// The keys of a picture but its layout.
CardInput readPicture(KeyReader& reader)
{
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

/// Zeros need a size that does not come from the sample.
MissingRule readMissing(KeyReader& reader, bool sizeIsKnown)
{
    const MissingRule rule = reader.choice("missing", kMissing, MissingRule::Refuse);
    if (rule == MissingRule::Zeros && !sizeIsKnown)
        reader.wrong(QStringLiteral("missing"), tr("\"refuse\", as the card does not say how many zeros"));
    return rule;
}

/// The name of a further argument; null, or no key: none.
QString readArgument(KeyReader& reader, const char* key)
{
    return reader.has(key) ? reader.text(key) : QString();
}

ImageInput readImage(KeyReader& reader)
{
    reader.onlyKeys(withKeys(kPictureKeys, {"name", "kind", "missing"}));
    reader.mustBe("layout", "NCHW");
    ImageInput input;
    input.picture = readPicture(reader);
    input.missing = readMissing(reader, input.picture.width.has_value());
    return input;
}

bool isPlan(const QString& plan)
{
    const QString kind = plan.section(u':', 0, 0);
    bool isNumber = false;
    const double number = plan.section(u':', 1).toDouble(&isNumber);
    if (kind == QLatin1String("every"))
        return isNumber && number >= 1 && number == std::floor(number);
    return plan == QLatin1String("uniform") || (kind == QLatin1String("rate") && isNumber && number > 0);
}

FramesInput readFrames(KeyReader& reader)
{
    reader.onlyKeys(
        withKeys(kPictureKeys, {"name", "kind", "count", "plan", "fill", "stills", "mask", "missing"}));
    FramesInput input;
    input.picture = readPicture(reader);
    input.count = reader.required("count", 1, kMaxFrames);
    input.plan = reader.text("plan", input.plan);
    if (!isPlan(input.plan))
        reader.wrong(QStringLiteral("plan"),
                     tr("\"uniform\", \"every:K\" or \"rate:R\", K and R being numbers"));
    input.layout = reader.choice("layout", kLayout, input.layout);
    input.fill = reader.choice("fill", kFill, input.fill);
    input.stills = reader.boolean("stills", input.stills);
    input.mask = readArgument(reader, "mask");
    input.missing = readMissing(reader, input.picture.width.has_value());
    return input;
}

FeaturesInput readFeatures(KeyReader& reader)
{
    reader.onlyKeys(
        {"name", "kind", "dtype", "length", "dim", "longer", "fill", "normalise", "rate", "mask", "missing"});
    reader.mustBe("dtype", "float32");
    FeaturesInput input;
    input.length = reader.integer("length", 1, kMaxRows);
    input.dim = reader.required("dim", 1, 1 << 20);
    input.longer = reader.choice("longer", kLonger, input.longer);
    input.fill = reader.choice("fill", kFill, input.fill);
    input.normalise = reader.boolean("normalise", input.normalise);
    input.rate = reader.positive("rate", input.rate);
    input.mask = readArgument(reader, "mask");
    input.missing = readMissing(reader, input.length.has_value());
    return input;
}

/// The vocabulary is looked for among the model's own files and nowhere else.
bool isFileName(const QString& name)
{
    return !name.isEmpty() && !name.contains(u'/') && !name.contains(u'\\') && !name.startsWith(u'.');
}

TokensInput readTokens(KeyReader& reader)
{
    reader.onlyKeys({"name", "kind", "dtype", "fields", "pairs", "joint", "vocabulary", "max_length",
                     "lowercase", "strip_accents", "chinese_spaces", "mask", "types"});
    reader.mustBe("dtype", "int64");
    TokensInput input;
    const QJsonArray fields = reader.value("fields").toArray();
    for (const auto& field : fields)
        input.fields << field.toString();
    if (input.fields.isEmpty() || input.fields.contains(QString()) || input.fields.removeDuplicates() > 0)
        reader.wrong(QStringLiteral("fields"), tr("a list of names of texts, such as [\"title\", \"asr\"]"));
    input.pairs = reader.boolean("pairs", input.pairs);
    input.joint = reader.text("joint", input.joint);
    input.vocabulary = reader.text("vocabulary", input.vocabulary);
    if (!isFileName(input.vocabulary))
        reader.wrong(QStringLiteral("vocabulary"),
                     tr("the name of a file beside the model or in its extra files"));
    input.maxLength = reader.integer("max_length", 2, kMaxTokens).value_or(input.maxLength);
    input.lowercase = reader.boolean("lowercase", input.lowercase);
    if (reader.has("strip_accents"))
        input.stripAccents = reader.boolean("strip_accents", false);
    input.chineseSpaces = reader.boolean("chinese_spaces", input.chineseSpaces);
    input.mask = readArgument(reader, "mask");
    input.types = readArgument(reader, "types");
    return input;
}

ModelInput readOne(const QJsonObject& object, qsizetype index, std::optional<Error>& error)
{
    KeyReader reader(object, QStringLiteral("inputs[%1].").arg(index), error);
    ModelInput input;
    input.name = reader.text("name");
    if (input.name.isEmpty())
        reader.wrong(QStringLiteral("name"), tr("a name"));
    if (!reader.has("kind"))
        reader.wrong(QStringLiteral("kind"), tr("\"image\", \"frames\", \"features\" or \"tokens\""));
    switch (reader.choice("kind", kKinds, InputKind::Image)) {
    case InputKind::Image:
        input.kind = readImage(reader);
        break;
    case InputKind::Frames:
        input.kind = readFrames(reader);
        break;
    case InputKind::Features:
        input.kind = readFeatures(reader);
        break;
    case InputKind::Tokens:
        input.kind = readTokens(reader);
        break;
    }
    return input;
}

/// Keys of each kind, written out.
struct Writer {
    QJsonObject operator()(const ImageInput& input) const
    {
        QJsonObject object = pictureInputToJson(input.picture);
        object.insert(QStringLiteral("kind"), nameOf(kKinds, InputKind::Image));
        object.insert(QStringLiteral("missing"), nameOf(kMissing, input.missing));
        return object;
    }
    QJsonObject operator()(const FramesInput& input) const
    {
        QJsonObject object = pictureInputToJson(input.picture);
        object.insert(QStringLiteral("kind"), nameOf(kKinds, InputKind::Frames));
        object.insert(QStringLiteral("count"), input.count);
        object.insert(QStringLiteral("plan"), input.plan);
        object.insert(QStringLiteral("layout"), nameOf(kLayout, input.layout));
        object.insert(QStringLiteral("fill"), nameOf(kFill, input.fill));
        object.insert(QStringLiteral("stills"), input.stills);
        object.insert(QStringLiteral("mask"), argument(input.mask));
        object.insert(QStringLiteral("missing"), nameOf(kMissing, input.missing));
        return object;
    }
    QJsonObject operator()(const FeaturesInput& input) const
    {
        return {{QStringLiteral("kind"), nameOf(kKinds, InputKind::Features)},
                {QStringLiteral("dtype"), QStringLiteral("float32")},
                {QStringLiteral("length"), input.length ? QJsonValue(*input.length) : QJsonValue()},
                {QStringLiteral("dim"), input.dim},
                {QStringLiteral("longer"), nameOf(kLonger, input.longer)},
                {QStringLiteral("fill"), nameOf(kFill, input.fill)},
                {QStringLiteral("normalise"), input.normalise},
                {QStringLiteral("rate"), input.rate},
                {QStringLiteral("mask"), argument(input.mask)},
                {QStringLiteral("missing"), nameOf(kMissing, input.missing)}};
    }
    QJsonObject operator()(const TokensInput& input) const
    {
        return {{QStringLiteral("kind"), nameOf(kKinds, InputKind::Tokens)},
                {QStringLiteral("dtype"), QStringLiteral("int64")},
                {QStringLiteral("fields"), QJsonArray::fromStringList(input.fields)},
                {QStringLiteral("pairs"), input.pairs},
                {QStringLiteral("joint"), input.joint},
                {QStringLiteral("vocabulary"), input.vocabulary},
                {QStringLiteral("max_length"), input.maxLength},
                {QStringLiteral("lowercase"), input.lowercase},
                {QStringLiteral("strip_accents"),
                 input.stripAccents ? QJsonValue(*input.stripAccents) : QJsonValue()},
                {QStringLiteral("chinese_spaces"), input.chineseSpaces},
                {QStringLiteral("mask"), argument(input.mask)},
                {QStringLiteral("types"), argument(input.types)}};
    }
    static QJsonValue argument(const QString& name)
    {
        return name.isEmpty() ? QJsonValue() : QJsonValue(name);
    }
};

} // namespace

const CardInput* ModelInput::picture() const
{
    if (const auto* image = std::get_if<ImageInput>(&kind))
        return &image->picture;
    const auto* frames = std::get_if<FramesInput>(&kind);
    return frames ? &frames->picture : nullptr;
}

QStringList ModelInput::arguments() const
{
    QStringList names{name};
    if (const auto* frames = std::get_if<FramesInput>(&kind))
        names << frames->mask;
    else if (const auto* features = std::get_if<FeaturesInput>(&kind))
        names << features->mask;
    else if (const auto* tokens = std::get_if<TokensInput>(&kind))
        names << tokens->mask << tokens->types;
    names.removeAll(QString());
    return names;
}

CardInput readPictureInput(const QJsonObject& object, std::optional<Error>& error)
{
    KeyReader reader(object, QStringLiteral("input."), error);
    reader.onlyKeys(kPictureKeys);
    reader.mustBe("layout", "NCHW");
    return readPicture(reader);
}

QJsonObject pictureInputToJson(const CardInput& input)
{
    const auto numbers = [](const std::vector<double>& values) {
        QJsonArray array;
        for (const double value : values)
            array.append(value);
        return array;
    };
    const auto optional = [](std::optional<int> value) { return value ? QJsonValue(*value) : QJsonValue(); };
    return {{QStringLiteral("width"), optional(input.width)},
            {QStringLiteral("height"), optional(input.height)},
            {QStringLiteral("channels"), nameOf(kChannels, input.channels)},
            {QStringLiteral("layout"), QStringLiteral("NCHW")},
            {QStringLiteral("dtype"), QStringLiteral("float32")},
            {QStringLiteral("scale"), input.scale},
            {QStringLiteral("mean"), numbers(input.mean)},
            {QStringLiteral("std"), numbers(input.std)},
            {QStringLiteral("resize"), nameOf(kResize, input.resize)},
            {QStringLiteral("antialias"), input.antialias},
            {QStringLiteral("align_corners"), input.alignCorners},
            {QStringLiteral("pad_multiple"), input.padMultiple},
            {QStringLiteral("pad_mode"), nameOf(kPadMode, input.padMode)},
            {QStringLiteral("pad_side"), nameOf(kPadSide, input.padSide)}};
}

std::vector<ModelInput> readInputs(const QJsonValue& value, std::optional<Error>& error)
{
    std::vector<ModelInput> inputs;
    KeyReader whole(QJsonObject{{QStringLiteral("inputs"), value}}, {}, error);
    const QJsonArray array = value.toArray();
    bool allObjects = !array.isEmpty() && array.size() <= kMaxInputs;
    for (const auto& element : array)
        allObjects = allObjects && element.isObject();
    if (!allObjects) {
        whole.wrong(QStringLiteral("inputs"), tr("a list of 1 to %1 objects, one an input").arg(kMaxInputs));
        return inputs;
    }
    QSet<QString> taken;
    for (const auto& element : array) {
        inputs.push_back(readOne(element.toObject(), static_cast<qsizetype>(inputs.size()), error));
        for (const QString& name : inputs.back().arguments()) {
            if (taken.contains(name))
                whole.wrong(QStringLiteral("inputs"),
                            tr("another name than %1 for one of two").arg(quoted(name)));
            taken.insert(name);
        }
    }
    return inputs;
}

QJsonArray inputsToJson(const std::vector<ModelInput>& inputs)
{
    QJsonArray array;
    for (const ModelInput& input : inputs) {
        QJsonObject object = std::visit(Writer(), input.kind);
        object.insert(QStringLiteral("name"), input.name);
        array.append(object);
    }
    return array;
}

} // namespace badcase::engine
