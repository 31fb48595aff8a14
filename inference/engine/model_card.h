// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A model's card: how a sample becomes its input and what its outputs mean. Written as JSON by whoever
/// trained the model ("meta.json" inside a TorchScript file or NAME.json beside it). Every value has one
/// meaning here; a card that leaves room for a guess is refused with the name of the key.

#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/core/schema.h"
#include "inference/engine/model_input.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace badcase::engine {

/// How a mask gets from the model's size to the picture's: logits first and then the activation, or the other
/// way round, or without blending.
enum class UpsampleMode { LogitsBilinear, ProbabilitiesBilinear, Nearest };

/// One of several classifiers in a model: the run is that of one of them.
struct OutputHead {
    QString name;
    Task task = Task::Classification; ///< or MultiLabel
    int logits = 0; ///< these three as of CardOutput
    std::optional<int> frames;
    std::optional<int> segments;
    Activation activation = Activation::Softmax;
    QStringList classes;

    bool operator==(const OutputHead&) const = default;
};

/// Which of the model's outputs is what. A lone tensor is output 0.
struct CardOutput {
    static constexpr int kNone = -1;
    int logits = 0; ///< kNone ("logits": null): the mean of the probabilities of the frames or segments
    Activation activation =
        Activation::Softmax;      ///< default: softmax, sigmoid for multilabel and binary_segmentation
    std::optional<int> embedding; ///< index of the embedding, nothing: none
    std::optional<int> embeddingDim;
    UpsampleMode upsample = UpsampleMode::LogitsBilinear;
    /// Index of logits of each frame (or row of features), N x T x C, in the order of the input; nothing: none.
    std::optional<int> frames;
    /// Index of logits of equal parts of the sample's time, N x S x C; nothing: none. Not both.
    std::optional<int> segments;
    std::vector<OutputHead> heads; ///< empty: the model has one
    QString head;                  ///< the chosen one; empty without heads

    /// The output with scores along time, where there is one.
    std::optional<int> sequence() const { return frames ? frames : segments; }
    bool operator==(const CardOutput&) const = default;
};

struct ModelCard {
    QString name;
    Task task = Task::Classification;
    /// "binary_segmentation": one sigmoid channel, or two softmax channels.
    bool binary = false;
    QStringList classes; ///< in the order of the model's channels; see channelCount() for the exception
    /// How pictures become tensors. Of a card with "inputs": that of its first input of pictures.
    CardInput input;
    /// What the model takes, in the order of its arguments, for a card with "inputs". Empty: one picture, as `input`
    /// says.
    std::vector<ModelInput> inputs;
    CardOutput output;
    std::optional<int> ignoreIndex;
    std::vector<quint32> palette; ///< 0xRRGGBB a class, or empty
    QString licence;
    QJsonObject training; ///< kept as it is, for people

    /// One sigmoid channel with two class names: the channel is the probability of the second. (In a
    /// multilabel model two classes are two channels.)
    bool isOneSigmoidChannel() const
    {
        return output.activation == Activation::Sigmoid && task != Task::MultiLabel && classes.size() == 2;
    }
    /// How many channels the logits must have.
    int channelCount() const { return isOneSigmoidChannel() ? 1 : static_cast<int>(classes.size()); }
    /// One picture a pass and nothing beside it: what views, tiles and the frames of videos one by one are for.
    bool takesPicturesOnly() const;
    bool readsTexts() const;
    bool readsPictures() const; ///< or frames
    bool readsFeatures() const;
    /// Names of the arguments of forward(), in order; empty for a card without "inputs".
    QStringList argumentNames() const;

    bool operator==(const ModelCard&) const = default;
};

/// Reads a card. InvalidArgument names the key, what stands there and what may stand there; `source` (a file
/// name) is put in front. Unknown keys inside "input", "inputs" and "output" are refused (a misspelt one would change
/// the numbers silently); at the top level they are let through.
Result<ModelCard> parseModelCard(const QByteArray& json, const QString& source);

/// The card with every default written out; parseModelCard() reads it back to an equal card.
QJsonObject modelCardToJsonObject(const ModelCard& card);

/// The card of another head of the model: its classes, task, activation and output. InvalidArgument lists the heads.
Result<ModelCard> cardOfHead(const ModelCard& card, const QString& head);

/// Which class of a project each class of a model is.
struct ClassMapping {
    std::vector<ClassIndex> toSchema; ///< one a class of the card, each different
    QStringList notInModel;           ///< classes of the project that the model never predicts
};

/// Matches by name (exact, case-sensitive), never by position. `renames` maps a model's class name to a
/// project's. InvalidArgument lists what matched nothing, and the names on both sides, or says which names a
/// rename mentions that do not exist, or which two classes would become one.
Result<ClassMapping> mapClasses(const ModelCard& card, const Schema& schema,
                                const QHash<QString, QString>& renames = {});

/// "model class=project class,..." as given to --map-classes.
Result<QHash<QString, QString>> parseClassRenames(const QString& text);

/// The card's task as cards and people write it: "binary_segmentation", ...
QString cardTaskName(const ModelCard& card);

} // namespace badcase::engine
