// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/native_rows.h"

#include "inference/engine/mask_rows.h"

#include <utility>

namespace badcase::engine {

namespace {

/// The part of a score map that shows the picture along one axis, and how its pixels make the picture's.
struct AxisBack {
    int first = 0; ///< of the map
    AxisTable table;
};

/// Undoes resize and padding along one axis. Where the map is as fine as the input, the padding is cut off
/// first, so that nothing of it bleeds in. A coarser map has no pixel border there; its positions are those
/// of upsampling it to the input's size and cutting then.
AxisBack axisBack(int map, int input, int resized, int pad, int native, const ResizeMethod& method)
{
    if (map == input)
        return {pad, AxisTable::make(resized, native, method)};
    if (input == resized)
        return {0, AxisTable::make(map, native, method)};
    const double coarseness = static_cast<double>(map) / input;
    return {0,
            AxisTable::window(map, native, coarseness * resized / native, coarseness * pad, method.filter)};
}

/// The activation at the model's own resolution.
std::vector<float> probabilityPlanes(const ScoreMaps& maps, Activation activation)
{
    const std::size_t plane = static_cast<std::size_t>(maps.height) * static_cast<std::size_t>(maps.width);
    std::vector<float> values(maps.values, maps.values + plane * static_cast<std::size_t>(maps.channels));
    if (activation == Activation::Sigmoid) {
        for (int y = 0; y < maps.height * maps.channels; ++y) {
            float* row = values.data() + static_cast<std::ptrdiff_t>(y) * maps.width;
            sigmoidRow(row, maps.width, row);
        }
        return values;
    }
    std::vector<float> scratch(2 * static_cast<std::size_t>(maps.width));
    for (int y = 0; y < maps.height; ++y)
        softmaxPlanes(values.data() + static_cast<std::ptrdiff_t>(y) * maps.width, maps.channels, plane,
                      maps.width, scratch.data());
    return values;
}

} // namespace

NativeRows::NativeRows(const ScoreMaps& maps, const ModelCard& card, const Geometry& geometry)
{
    const UpsampleMode mode = card.output.upsample;
    // A card that aligned corners on the way in means the same sampling grid on the way out.
    const ResizeMethod method{mode == UpsampleMode::Nearest ? ResizeFilter::Nearest : ResizeFilter::Bilinear,
                              card.input.alignCorners};
    AxisBack horizontal = axisBack(maps.width, geometry.input.width(), geometry.resized.width(),
                                   geometry.left, geometry.native.width(), method);
    AxisBack vertical = axisBack(maps.height, geometry.input.height(), geometry.resized.height(),
                                 geometry.top, geometry.native.height(), method);
    m_horizontal = std::move(horizontal.table);
    m_vertical = std::move(vertical.table);
    if (mode == UpsampleMode::ProbabilitiesBilinear)
        m_probabilities = probabilityPlanes(maps, card.output.activation);
    const float* values = (m_probabilities.empty() ? maps.values : m_probabilities.data()) +
                          static_cast<std::ptrdiff_t>(vertical.first) * maps.width + horizontal.first;
    const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(maps.height) * maps.width;
    m_resizers.reserve(static_cast<std::size_t>(maps.channels));
    for (int c = 0; c < maps.channels; ++c)
        m_resizers.emplace_back(m_horizontal, m_vertical, values + c * plane, maps.width);
}

} // namespace badcase::engine
