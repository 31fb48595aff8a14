// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A model's score maps brought back to the size of the picture, row by row: padding cut off, resizing
/// undone. What is decided row by row and what is kept as whole maps both read from here. One object a
/// thread.

#include "inference/engine/postprocess.h"
#include "inference/engine/resize.h"

#include <vector>

namespace badcase::engine {

class NativeRows {
public:
    /// The pixels of `maps` must outlive it.
    NativeRows(const ScoreMaps& maps, const ModelCard& card, const Geometry& geometry);
    NativeRows(const NativeRows&) = delete; // the resizers refer to the tables
    NativeRows& operator=(const NativeRows&) = delete;

    /// True when the rows are probabilities already (UpsampleMode::ProbabilitiesBilinear), false for logits.
    bool areProbabilities() const { return !m_probabilities.empty(); }

    /// Writes row `y` of a channel, geometry.native.width() floats. Quickest from top to bottom.
    void read(int channel, int y, float* out) { m_resizers[static_cast<std::size_t>(channel)].row(y, out); }

private:
    AxisTable m_horizontal;
    AxisTable m_vertical;
    std::vector<float> m_probabilities; ///< at the model's resolution, when that is what is resized
    std::vector<PlaneResizer<float>> m_resizers;
};

} // namespace badcase::engine
