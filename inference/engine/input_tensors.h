// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// From frames, rows of features and texts to the tensors of a model's inputs, as its card says. Pure
/// functions and values; where they come from is not known here. A picture's tensor is made by
/// prepareInput().
///
/// Tensors have no batch dimension. Errors name the sample.

#include "inference/core/result.h"
#include "inference/core/rgb_image.h"
#include "inference/core/sample.h"
#include "inference/engine/model_input.h"
#include "inference/engine/preprocess.h"
#include "inference/engine/wordpiece.h"

#include <QString>

#include <span>
#include <vector>

namespace badcase::engine {

/// Frames of one sample, taken in one after another, in order of time. Only the tensor is held; `input`
/// outlives it.
class FramesTensor {
public:
    FramesTensor(const FramesInput& input, QString name);

    bool isFull() const { return m_taken >= m_input->count; }
    int taken() const { return m_taken; } ///< places that a frame is in
    /// Preprocesses a frame and puts it into the next `times` places, as far as there are any
    /// left. InvalidArgument when the frame comes out at another size than the one before it, and as of
    /// planInput().
    Result<void> add(const RgbImage& rgb, int times = 1);
    /// The tensor, and the mask if the card asks for one. Corrupt when no frame was added.
    Result<std::vector<Tensor>> finish();
    const Geometry& geometry() const { return m_geometry; } ///< of each frame, after the first

private:
    std::size_t frameValues() const;

    const FramesInput* m_input; ///< outlives this
    QString m_name;
    Geometry m_geometry;
    std::vector<float> m_values; ///< T x C x H x W
    int m_taken = 0;
};

/// Which rows of an array of `rows` rows the model gets, ascending.
std::vector<qint64> featureRows(const FeaturesInput& input, qint64 rows);

/// `values`: the rows that featureRows() names, one behind the other, each of `input.dim` values. Corrupt
/// when a value is not finite or there is no row.
Result<std::vector<Tensor>> featureTensors(const FeaturesInput& input, std::span<const float> values,
                                           const QString& name);

/// Ids, then the mask and the types that the card asks for.
std::vector<Tensor> tokenTensors(const TokensInput& input, const WordPiece& vocabulary, const Fields& texts);
/// How a tokens input uses its vocabulary.
WordPieceOptions wordPieceOptions(const TokensInput& input);

/// Zeros (after normalisation: the mean colour) of the size that the card fixes. The mask says 1 with
/// `present` and 0 without it. InvalidArgument when the card leaves the size to the sample.
Result<std::vector<Tensor>> zeroTensors(const ModelInput& input, bool present, const QString& name);
/// Whether zeroTensors() can do it.
bool hasFixedSize(const ModelInput& input);

} // namespace badcase::engine
