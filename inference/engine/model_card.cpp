// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/model_card.h"

#include "inference/engine/card_inputs.h"

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

constexpr int kMaxOutput = 63; ///< index in the tuple

const Names<Task> kHeadTask = {{"classification", Task::Classification}, {"multilabel", Task::MultiLabel}};
const Names<Activation> kActivation = {{"softmax", Activation::Softmax}, {"sigmoid", Activation::Sigmoid}};
const Names<UpsampleMode> kUpsample = {{"logits_bilinear", UpsampleMode::LogitsBilinear},
                                       {"probabilities_bilinear", UpsampleMode::ProbabilitiesBilinear},
                                       {"nearest", UpsampleMode::Nearest}};

QStringList readClasses(const QJsonValue& value, KeyReader& reader)
{
    QStringList classes;
    QSet<QString> seen; // a card may come from anywhere and name a million classes
    const QJsonArray names = value.toArray();
    for (const auto& entry : names) {
        const QString name = entry.toString();
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

/// "logits", "frames" and "segments" of an output or of one of its heads. Null logits: the scores along time are all
/// there is.
template <class Scores>
void readScores(KeyReader& reader, Scores& scores)
{
    scores.logits = reader.integer("logits", 0, kMaxOutput).value_or(0);
    scores.frames = reader.integer("frames", 0, kMaxOutput);
    scores.segments = reader.integer("segments", 0, kMaxOutput);
    if (reader.value("logits").isNull())
        scores.logits = CardOutput::kNone;
    if (scores.frames && scores.segments)
        reader.wrong(QStringLiteral("segments"), tr("null beside scores of frames"));
    if (scores.logits == CardOutput::kNone && !scores.frames && !scores.segments)
        reader.wrong(QStringLiteral("logits"), tr("the index of an output, as there are no scores of frames"));
}

Activation usualActivation(Task task, bool binary)
{
    const bool softmax = task == Task::Classification || (task == Task::Segmentation && !binary);
    return softmax ? Activation::Softmax : Activation::Sigmoid;
}

std::vector<OutputHead> readHeads(const QJsonArray& array, Task task, std::optional<Error>& error)
{
    std::vector<OutputHead> heads;
    for (const auto& value : array) {
        KeyReader reader(value.toObject(), QStringLiteral("output.heads[%1].").arg(heads.size()), error);
        reader.onlyKeys({"name", "task", "logits", "frames", "segments", "activation", "classes"});
        OutputHead head;
        head.name = reader.text("name");
        const bool isTaken = std::ranges::find(heads, head.name, &OutputHead::name) != heads.end();
        if (head.name.isEmpty() || isTaken)
            reader.wrong(QStringLiteral("name"), tr("a name that no other head has"));
        head.task = reader.choice("task", kHeadTask, task);
        readScores(reader, head);
        head.activation = reader.choice("activation", kActivation, usualActivation(head.task, false));
        head.classes = readClasses(reader.value("classes"), reader);
        heads.push_back(std::move(head));
    }
    return heads;
}

CardOutput readOutput(const QJsonObject& object, const ModelCard& card, std::optional<Error>& error)
{
    KeyReader reader(object, QStringLiteral("output."), error);
    reader.onlyKeys({"logits", "activation", "embedding", "embedding_dim", "upsample", "frames", "segments",
                     "heads", "head"});
    CardOutput output;
    readScores(reader, output);
    output.activation = reader.choice("activation", kActivation, usualActivation(card.task, card.binary));
    output.embedding = reader.integer("embedding", 0, kMaxOutput);
    if (output.embedding == output.logits && !reader.has("heads"))
        reader.wrong(QStringLiteral("embedding"), tr("another output than the logits"));
    output.embeddingDim = reader.integer("embedding_dim", 1, 1 << 20);
    output.upsample = reader.choice("upsample", kUpsample, output.upsample);
    if (reader.has("heads") && reader.value("heads").toArray().isEmpty())
        reader.wrong(QStringLiteral("heads"), tr("a list of objects, one a classifier"));
    if (reader.has("heads") && card.task == Task::Segmentation)
        reader.wrong(QStringLiteral("heads"), tr("nothing for a segmentation"));
    output.heads = readHeads(reader.value("heads").toArray(), card.task, error);
    if (output.heads.empty() && reader.has("head"))
        reader.wrong(QStringLiteral("head"), tr("nothing without \"heads\""));
    if (output.heads.empty() || error)
        return output;
    const QString wanted = reader.has("head") ? reader.text("head") : output.heads.front().name;
    if (std::ranges::find(output.heads, wanted, &OutputHead::name) == output.heads.end())
        reader.wrong(QStringLiteral("head"), tr("the name of one of the heads"));
    output.head = wanted;
    return output;
}

void takeHead(ModelCard& card, const OutputHead& head)
{
    card.task = head.task;
    card.classes = head.classes;
    card.output.head = head.name;
    card.output.logits = head.logits;
    card.output.frames = head.frames;
    card.output.segments = head.segments;
    card.output.activation = head.activation;
}

/// With heads, what stands beside them is either left out or that of the chosen head.
void takeChosenHead(ModelCard& card, const QJsonObject& root, KeyReader& reader)
{
    const ModelCard written = card;
    const QJsonObject output = root.value(QLatin1String("output")).toObject();
    takeHead(card, *std::ranges::find(card.output.heads, card.output.head, &OutputHead::name));
    const auto differs = [&](const char* key, bool same) {
        if (output.contains(QLatin1String(key)) && !same)
            reader.wrong(QStringLiteral("output"), tr("the same %1 as its head \"%2\", or none")
                                                       .arg(QLatin1String(key), card.output.head));
    };
    differs("logits", written.output.logits == card.output.logits);
    differs("activation", written.output.activation == card.output.activation);
    differs("frames", written.output.frames == card.output.frames);
    differs("segments", written.output.segments == card.output.segments);
    if (written.task != card.task)
        reader.wrong(QStringLiteral("task"), tr("that of the head \"%1\"").arg(card.output.head));
    if (reader.has("classes") && readClasses(reader.value("classes"), reader) != card.classes)
        reader.wrong(QStringLiteral("classes"), tr("those of the head \"%1\", or nothing").arg(card.output.head));
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

bool isImage(const ModelInput& input)
{
    return std::holds_alternative<ImageInput>(input.kind);
}

/// Masks are drawn on one picture, and scores along time need something that has a time.
void checkInputs(const ModelCard& card, KeyReader& reader)
{
    const auto images = std::ranges::count_if(card.inputs, isImage);
    const bool hasFrames = std::ranges::any_of(card.inputs, [](const ModelInput& input) {
        return std::holds_alternative<FramesInput>(input.kind);
    });
    const bool hasTime = hasFrames || std::ranges::any_of(card.inputs, [](const ModelInput& input) {
        return std::holds_alternative<FeaturesInput>(input.kind);
    });
    if (card.task == Task::Segmentation && !card.inputs.empty() && (images != 1 || hasFrames))
        reader.wrong(QStringLiteral("inputs"), tr("exactly one image for a segmentation, and no frames"));
    if (card.output.sequence() && card.task == Task::Segmentation)
        reader.wrong(QStringLiteral("output"), tr("no scores of frames or segments for a segmentation"));
    if (card.output.sequence() && !hasTime)
        reader.wrong(QStringLiteral("output"),
                     tr("no scores of frames or segments, as no input is of the kind frames or features"));
    if (card.output.embedding &&
        (card.output.embedding == card.output.sequence() || *card.output.embedding == card.output.logits))
        reader.wrong(QStringLiteral("output"), tr("another output for the embedding than for the scores"));
}

/// What each key says on its own is right; do they agree?
void checkAgreement(const ModelCard& card, KeyReader& reader)
{
    checkInputs(card, reader);
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

/// Keys that a card has only when it needs them, so that cards of older runs still compare equal.
template <class Scores>
void insertScores(QJsonObject& object, const Scores& scores)
{
    object.insert(QStringLiteral("logits"),
                  scores.logits == CardOutput::kNone ? QJsonValue() : QJsonValue(scores.logits));
    if (scores.frames)
        object.insert(QStringLiteral("frames"), *scores.frames);
    if (scores.segments)
        object.insert(QStringLiteral("segments"), *scores.segments);
}

void readWhatItTakes(ModelCard& card, KeyReader& reader, std::optional<Error>& error)
{
    if (!reader.has("inputs")) {
        card.input = readPictureInput(reader.value("input").toObject(), error);
        return;
    }
    if (reader.has("input"))
        reader.wrong(QStringLiteral("input"), tr("nothing beside \"inputs\""));
    card.inputs = readInputs(reader.value("inputs"), error);
    const auto first =
        std::ranges::find_if(card.inputs, [](const ModelInput& input) { return input.picture() != nullptr; });
    if (first != card.inputs.end())
        card.input = *first->picture();
}

QJsonArray headsToJson(const std::vector<OutputHead>& heads)
{
    QJsonArray array;
    for (const OutputHead& head : heads) {
        QJsonObject object{{QStringLiteral("name"), head.name},
                           {QStringLiteral("task"), nameOf(kHeadTask, head.task)},
                           {QStringLiteral("activation"), nameOf(kActivation, head.activation)},
                           {QStringLiteral("classes"), QJsonArray::fromStringList(head.classes)}};
        insertScores(object, head);
        array.append(object);
    }
    return array;
}

} // namespace

bool ModelCard::takesPicturesOnly() const
{
    return inputs.empty() || (inputs.size() == 1 && isImage(inputs.front()));
}

bool ModelCard::readsTexts() const
{
    return std::ranges::any_of(
        inputs, [](const ModelInput& one) { return std::holds_alternative<TokensInput>(one.kind); });
}

bool ModelCard::readsPictures() const
{
    return inputs.empty() ||
           std::ranges::any_of(inputs, [](const ModelInput& one) { return one.picture() != nullptr; });
}

bool ModelCard::readsFeatures() const
{
    return std::ranges::any_of(
        inputs, [](const ModelInput& one) { return std::holds_alternative<FeaturesInput>(one.kind); });
}

QStringList ModelCard::argumentNames() const
{
    QStringList names;
    for (const ModelInput& one : inputs)
        names << one.arguments();
    return names;
}

Result<ModelCard> cardOfHead(const ModelCard& card, const QString& head)
{
    const auto found = std::ranges::find(card.output.heads, head, &OutputHead::name);
    if (found == card.output.heads.end()) {
        QStringList names;
        for (const OutputHead& known : card.output.heads)
            names << known.name;
        return fail(ErrorCode::InvalidArgument,
                    names.isEmpty()
                        ? tr("The model %1 has no heads to choose from; its card names none").arg(card.name)
                        : tr("The model %1 has no head \"%2\"; it has: %3")
                              .arg(card.name, head, names.join(QStringLiteral(", "))));
    }
    ModelCard chosen = card;
    takeHead(chosen, *found);
    return chosen;
}

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
    for (const char* key : {"input", "output", "training"}) {
        if (reader.has(key) && !reader.value(key).isObject())
            reader.wrong(QLatin1String(key), tr("an object"));
    }
    readWhatItTakes(card, reader, error);
    card.output = readOutput(reader.value("output").toObject(), card, error);
    if (card.output.heads.empty())
        card.classes = readClasses(reader.value("classes"), reader);
    else if (!error)
        takeChosenHead(card, root, reader);
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
    const auto optional = [](std::optional<int> value) { return value ? QJsonValue(*value) : QJsonValue(); };
    QJsonObject output{{QStringLiteral("activation"), nameOf(kActivation, card.output.activation)},
                       {QStringLiteral("embedding"), optional(card.output.embedding)},
                       {QStringLiteral("embedding_dim"), optional(card.output.embeddingDim)},
                       {QStringLiteral("upsample"), nameOf(kUpsample, card.output.upsample)}};
    insertScores(output, card.output);
    if (!card.output.heads.empty()) {
        output.insert(QStringLiteral("heads"), headsToJson(card.output.heads));
        output.insert(QStringLiteral("head"), card.output.head);
    }
    QJsonObject root{{QStringLiteral("name"), card.name},
                     {QStringLiteral("task"), cardTaskName(card)},
                     {QStringLiteral("classes"), QJsonArray::fromStringList(card.classes)},
                     {QStringLiteral("output"), output}};
    if (card.inputs.empty())
        root.insert(QStringLiteral("input"), pictureInputToJson(card.input));
    else
        root.insert(QStringLiteral("inputs"), inputsToJson(card.inputs));
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
