// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a model takes, as its card says it: a picture, several pictures, features, texts. A model may take
/// any number of them; each becomes one tensor of forward(), or two or three where it asks for masks. Values,
/// as read by parseModelCard(); the initial ones are the defaults of keys that a card leaves out.

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace badcase::engine {

enum class ChannelOrder { Rgb, Bgr, Gray };
/// None: the picture keeps its size (and is only padded).
enum class ResizeMode { None, Bilinear, Nearest, Area };
/// What is written into padding: the edge pixel repeated, the picture mirrored, or zeros (after
/// normalisation).
enum class PadMode { Replicate, Reflect, Zero };
enum class PadSide { RightBottom, Centre };

/// From 8-bit pixels to the tensor: value = (pixel * scale - mean[c]) / std[c], float32, N x C x H x W.
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

/// A sample that has not got what an input needs: it fails, or the model gets zeros (and a mask of zeros).
enum class MissingRule { Refuse, Zeros };
/// What stands behind the last frame or row when there are fewer than the model takes. Masks say 0 there in
/// any case.
enum class FillRule { Zeros, Repeat };

/// One picture.
struct ImageInput {
    CardInput picture;
    MissingRule missing = MissingRule::Refuse; ///< Zeros only with a width and a height

    bool operator==(const ImageInput&) const = default;
};

/// How the frames of a sample lie in the tensor.
enum class FrameLayout {
    TimeFirst,     ///< "NTCHW"
    ChannelsFirst, ///< "NCTHW"
    Stacked,       ///< "NCHW": the channels of the first frame, then those of the second, ...
};

/// Several pictures of one size: the frames of a clip, or slices as channels.
struct FramesInput {
    CardInput picture; ///< of each frame
    int count = 8;     ///< T
    /// Which frames of a video: "uniform" (the middle of each of `count` equal parts; one that is named twice
    /// is there twice), "every:K" or "rate:R" (the first `count` of those).
    QString plan = QStringLiteral("uniform");
    FrameLayout layout = FrameLayout::TimeFirst;
    FillRule fill = FillRule::Zeros;
    bool stills = false; ///< a picture is a clip of `count` times itself; else it has no frames
    QString mask; ///< name of a further argument, int64, N x T, 1 for a frame and 0 for a filled place;
                  ///< empty: none
    MissingRule missing = MissingRule::Refuse; ///< Zeros only with a width and a height

    bool operator==(const FramesInput&) const = default;
};

/// Which rows of an array that has more than the model takes.
enum class LengthRule {
    Cut,     ///< the first `length`
    Uniform, ///< row floor((i + 1/2) n / length), the middle of each of `length` equal parts
    Stride,  ///< every floor(n / length)th from the first, as the WeChat challenge's code does it
};

/// Features of frames, or of a whole sample: an array of rows in an .npy file, float32, N x L x D.
struct FeaturesInput {
    std::optional<int> length; ///< L; nothing: as many rows as the sample has
    int dim = 0;               ///< D
    LengthRule longer = LengthRule::Uniform;
    FillRule fill = FillRule::Zeros;
    bool normalise = false; ///< each row divided by its Euclidean length; rows of zeros stay
    double rate = 1.0;      ///< rows a second, for scores along time
    QString mask;           ///< as of FramesInput, N x L
    MissingRule missing = MissingRule::Refuse; ///< Zeros only with a length

    bool operator==(const FeaturesInput&) const = default;
};

/// Texts of a sample as token ids, int64, N x L. A sample without a text has an empty one.
struct TokensInput {
    QStringList fields; ///< names of texts in their order
    /// Each field is a part of its own, behind a separator token; else one part, joined by `joint`.
    bool pairs = true;
    QString joint = QStringLiteral(" "); ///< empty texts are left out of the join
    QString vocabulary =
        QStringLiteral("vocab.txt"); ///< name of a file in the model's extra files, or beside it
    int maxLength = 128;             ///< L; what is longer is cut, the longest part first
    bool lowercase = true;
    std::optional<bool> stripAccents; ///< nothing: as lowercase
    bool chineseSpaces = true;
    QString mask;  ///< name of a further argument, int64, 1 for a token and 0 for padding; empty: none
    QString types; ///< name of another, 0 for the first part and 1 for later ones; empty: none

    bool operator==(const TokensInput&) const = default;
};

/// One input of a card with "inputs".
struct ModelInput {
    QString name;
    std::variant<ImageInput, FramesInput, FeaturesInput, TokensInput> kind;

    const CardInput* picture() const; ///< of an image or frames input, else null
    /// What forward() takes for it, by name and in order: the values, then the masks that are asked for.
    QStringList arguments() const;
    bool operator==(const ModelInput&) const = default;
};

} // namespace badcase::engine
