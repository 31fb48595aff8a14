// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A model's card: how a picture becomes its input and what its outputs mean. Written as JSON by whoever
/// trained the model ("meta.json" inside a TorchScript file or NAME.json beside it). Every value has one
/// meaning here; a card that leaves room for a guess is refused with the name of the key.

#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/core/schema.h"

#include <QHash>
#include <QJsonObject>
#include <QSize>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace badcase::engine {

enum class ChannelOrder { Rgb, Bgr, Gray };
/// None: the picture keeps its size (and is only padded).
enum class ResizeMode { None, Bilinear, Nearest, Area };
/// What is written into padding: the edge pixel repeated, the picture mirrored, or zeros (after
/// normalisation).
enum class PadMode { Replicate, Reflect, Zero };
enum class PadSide { RightBottom, Centre };
/// How a mask gets from the model's size to the picture's: logits first and then the activation, or the other
/// way round, or without blending.
enum class UpsampleMode { LogitsBilinear, ProbabilitiesBilinear, Nearest };

/// From 8-bit pixels to the tensor: value = (pixel * scale - mean[c]) / std[c], float32, N x C x H x W.
/// The initial values are the defaults of keys that a card leaves out.
struct CardInput {
    std::optional<int> width;  ///< nothing: any
    std::optional<int> height; ///< nothing: any
    ChannelOrder channels = ChannelOrder::Rgb;
    double scale = 1.0 / 255.0;
    std::vector<double> mean = {0.0, 0.0, 0.0}; ///< one value a channel
    std::vector<double> std = {1.0, 1.0, 1.0};  ///< one value a channel, never 0
    ResizeMode resize = ResizeMode::Bilinear;
    bool antialias = false;
    bool alignCorners = false;
    int padMultiple = 1; ///< width and height are padded to a multiple of it, after resizing
    PadMode padMode = PadMode::Replicate;
    PadSide padSide = PadSide::RightBottom;

    int channelCount() const { return channels == ChannelOrder::Gray ? 1 : 3; }
    bool operator==(const CardInput&) const = default;
};

/// Which of the model's outputs is what. A lone tensor is output 0.
struct CardOutput {
    int logits = 0;
    Activation activation =
        Activation::Softmax;      ///< default: softmax, sigmoid for multilabel and binary_segmentation
    std::optional<int> embedding; ///< index of the embedding, nothing: none
    std::optional<int> embeddingDim;
    UpsampleMode upsample = UpsampleMode::LogitsBilinear;

    bool operator==(const CardOutput&) const = default;
};

struct ModelCard {
    QString name;
    Task task = Task::Classification;
    /// "binary_segmentation": one sigmoid channel, or two softmax channels.
    bool binary = false;
    QStringList classes; ///< in the order of the model's channels; see channelCount() for the exception
    CardInput input;
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

    bool operator==(const ModelCard&) const = default;
};

/// Reads a card. InvalidArgument names the key, what stands there and what may stand there; `source` (a file
/// name) is put in front. Unknown keys inside "input" and "output" are refused (a misspelt one would change
/// the numbers silently); at the top level they are let through.
Result<ModelCard> parseModelCard(const QByteArray& json, const QString& source);

/// The card with every default written out; parseModelCard() reads it back to an equal card.
QJsonObject modelCardToJsonObject(const ModelCard& card);

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
