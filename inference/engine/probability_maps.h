// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// All channels' probabilities of a picture, which is what views, tiles and models are merged as. A mask of
/// one model and one view needs none of it: decideMask() makes that row by row. Pure functions, thread-safe.

#include "inference/core/prediction.h"
#include "inference/engine/model_card.h"
#include "inference/engine/preprocess.h"
#include "inference/engine/views.h"

#include <QSize>

#include <cstddef>
#include <vector>

namespace badcase::engine {

/// One sample's score maps as the model gave them.
struct ScoreMaps {
    const float* values = nullptr; ///< C x H x W, finite
    int channels = 0;
    int height = 0;
    int width = 0;
};

/// Probabilities in the order of the model's channels, C x H x W float32: softmax sums to 1 over the
/// channels, sigmoid channels are independent. 4 bytes a channel and pixel, so a picture of 20,000 x 20,000
/// pixels and 12 classes has no room here; such pictures are decided without it.
struct ProbabilityMaps {
    int channels = 0;
    QSize size;
    std::vector<float> values;

    std::size_t planePixels() const
    {
        return static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
    }
    float* channel(int c) { return values.data() + planePixels() * static_cast<std::size_t>(c); }
    const float* channel(int c) const { return values.data() + planePixels() * static_cast<std::size_t>(c); }

    bool operator==(const ProbabilityMaps&) const = default;
};

/// Maps of zeros. std::bad_alloc when there is no memory for them.
ProbabilityMaps emptyMaps(int channels, QSize size);

/// The probabilities that decideMask() decides by, at the picture's own size: activation and resizing in the
/// card's order.
struct ScoreMaps;
ProbabilityMaps probabilityMaps(const ScoreMaps& maps, const ModelCard& card, const Geometry& geometry);

/// Maps of a view, back in the picture's orientation.
ProbabilityMaps undoTurn(ProbabilityMaps view, View::Turn turn);

/// Decides every pixel as decideMask() does. decideProbabilities(probabilityMaps(x)) is decideMask(x) but for
/// pixels where the two largest probabilities are the same float although their logits are not (softmax:
/// logits less than about 1e-7 apart; sigmoid: both beyond 17), where the lower channel wins. The stored
/// probabilities are equal; with several sigmoid channels, to one step at a rounding border.
MaskPrediction decideProbabilities(const ProbabilityMaps& maps, const ModelCard& card,
                                   const std::vector<ClassIndex>& toSchema);

} // namespace badcase::engine
