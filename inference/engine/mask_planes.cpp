// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_planes.h"

#include "inference/engine/mask_rows.h"

#include <algorithm>

namespace badcase::engine {

MaskPlanes maskPlanes(const ProbabilityMaps& maps, const ModelCard& card,
                      const std::vector<ClassIndex>& toSchema, int schemaSize)
{
    const qsizetype pixels = qsizetype(maps.size.width()) * maps.size.height();
    const bool oneChannel = card.channelCount() == 1 && toSchema.size() == 2;
    const bool onePlane = oneChannel && toSchema[0] + toSchema[1] == 1;
    MaskPlanes planes{maps.size, onePlane ? 1 : schemaSize, {}};
    planes.bytes.fill(0, pixels * planes.count);
    const auto plane = [&](ClassIndex index) {
        return reinterpret_cast<std::uint8_t*>(planes.bytes.data()) + (onePlane ? 0 : pixels * index);
    };
    const auto quantise = [&](int channel, std::uint8_t* out) {
        quantiseRow(maps.values.data() + pixels * channel, static_cast<int>(pixels), out);
    };
    if (!oneChannel) {
        for (std::size_t c = 0; c < toSchema.size(); ++c)
            quantise(static_cast<int>(c), plane(toSchema[c]));
        return planes;
    }
    // The channel is the probability of the model's second class, what is left that of its first.
    std::uint8_t* second = plane(toSchema[1]);
    quantise(0, second);
    std::uint8_t* first = plane(toSchema[0]);
    if (!onePlane || toSchema[1] == 0)
        std::transform(second, second + pixels, first,
                       [](std::uint8_t q) { return static_cast<std::uint8_t>(255 - q); });
    return planes;
}

Result<MaskPlanes> mergePlanes(const std::vector<MaskPlanes>& planes, const std::vector<double>& weights,
                               MergeMode mode, Activation activation)
{
    BADCASE_ASSIGN(const auto shares, normalisedWeights(weights));
    const auto bytesOf = [](const QByteArray& bytes) {
        return std::span(reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                         static_cast<std::size_t>(bytes.size()));
    };
    std::vector<std::span<const std::uint8_t>> views;
    for (const MaskPlanes& one : planes)
        views.push_back(bytesOf(one.bytes));
    MaskPlanes merged{planes.front().size, planes.front().count, {}};
    merged.bytes.resize(planes.front().bytes.size());
    mergeBytes(mode, activation, shares, views, merged.count,
               std::span(reinterpret_cast<std::uint8_t*>(merged.bytes.data()),
                         static_cast<std::size_t>(merged.bytes.size())));
    return merged;
}

MaskPrediction decidePlanes(const MaskPlanes& planes)
{
    if (planes.count == 1) {
        MaskPrediction mask{Activation::Sigmoid, {}, ClassMap(planes.size, planes.bytes)};
        mask.decision = decisionMap(mask);
        return mask;
    }
    const qsizetype pixels = qsizetype(planes.size.width()) * planes.size.height();
    MaskPrediction mask{Activation::Softmax, ClassMap(planes.size, 0),
                        ClassMap(planes.size, planes.bytes.first(pixels))};
    const auto decision = mask.decision.mutablePixels();
    const auto best = mask.probability.mutablePixels();
    for (int c = 1; c < planes.count; ++c) {
        const auto* values = reinterpret_cast<const std::uint8_t*>(planes.bytes.constData()) + pixels * c;
        for (std::size_t i = 0; i < best.size(); ++i) {
            if (values[i] > best[i]) {
                best[i] = values[i];
                decision[i] = static_cast<std::uint8_t>(c);
            }
        }
    }
    return mask;
}

} // namespace badcase::engine
