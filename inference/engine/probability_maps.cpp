// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/probability_maps.h"

#include "inference/engine/mask_rows.h"
#include "inference/engine/native_rows.h"

namespace badcase::engine {

ProbabilityMaps emptyMaps(int channels, QSize size)
{
    ProbabilityMaps maps{channels, size, {}};
    maps.values.resize(maps.planePixels() * static_cast<std::size_t>(channels));
    return maps;
}

ProbabilityMaps probabilityMaps(const ScoreMaps& maps, const ModelCard& card, const Geometry& geometry)
{
    NativeRows rows(maps, card, geometry);
    ProbabilityMaps out = emptyMaps(maps.channels, geometry.native);
    const int width = geometry.native.width();
    const bool isSoftmax = card.output.activation == Activation::Softmax;
    std::vector<float> scratch(2 * static_cast<std::size_t>(width));
    for (int y = 0; y < geometry.native.height(); ++y) {
        const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(y) * width;
        for (int c = 0; c < maps.channels; ++c) {
            float* row = out.channel(c) + start;
            rows.read(c, y, row);
            if (!isSoftmax && !rows.areProbabilities())
                sigmoidRow(row, width, row);
        }
        if (isSoftmax && !rows.areProbabilities())
            softmaxPlanes(out.values.data() + start, maps.channels, out.planePixels(), width, scratch.data());
    }
    return out;
}

ProbabilityMaps undoTurn(ProbabilityMaps view, View::Turn turn)
{
    if (turn == View::Turn::Identity)
        return view;
    ProbabilityMaps out = emptyMaps(view.channels, viewSize(view.size, turn));
    for (int c = 0; c < view.channels; ++c)
        undoTurn(turn, view.channel(c), view.size, out.channel(c));
    return out;
}

} // namespace badcase::engine
