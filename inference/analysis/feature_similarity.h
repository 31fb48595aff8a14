// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How alike the frames of a video are by their features: where the picture changes, without a picture.

#include "inference/core/result.h"

#include <span>
#include <vector>

namespace badcase::analysis {

/// Cosine similarities in [-1, 1]. NaN beside a frame whose features are all zero (padding) or not finite.
struct FrameSimilarity {
    int frames = 0;
    std::vector<float> matrix;     ///< frames x frames, row-major, symmetric; empty beyond kMaxMatrixFrames
    std::vector<float> neighbours; ///< frames - 1: of each frame to the next

    static constexpr int kMaxMatrixFrames = 512;

    bool hasMatrix() const { return !matrix.empty(); }
    /// Between two frames; NaN where it is not known.
    float at(int a, int b) const;
    /// The smallest of all known similarities of different frames; 1 when there are none.
    float smallest() const;
};

/// `features`: frames x dimensions, row-major. O(frames^2 * dimensions) up to kMaxMatrixFrames frames, beyond
/// O(frames * dimensions). InvalidArgument: a shape that does not fit the values, or no dimensions.
Result<FrameSimilarity> frameSimilarity(std::span<const float> features, int frames, int dimensions);

} // namespace badcase::analysis
