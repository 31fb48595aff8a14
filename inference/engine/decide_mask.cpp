// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_rows.h"
#include "inference/engine/postprocess.h"
#include "inference/engine/resize.h"

#include <algorithm>
#include <array>

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

/// What decided channels and probabilities mean.
class PixelRule {
public:
    PixelRule(const ModelCard& card, const std::vector<ClassIndex>& toSchema)
    {
        for (std::size_t i = 0; i < toSchema.size(); ++i)
            m_class[i] = static_cast<std::uint8_t>(toSchema[i]);
        if (card.channelCount() == 1 && toSchema.size() == 2) {
            m_kind = Kind::OneChannel;
            m_sigmoidForm = m_class[0] + m_class[1] == 1;
        } else if (card.output.activation == Activation::Sigmoid) {
            m_kind = Kind::Independent;
        }
    }

    Activation form() const { return m_sigmoidForm ? Activation::Sigmoid : Activation::Softmax; }

    /// Turns a row of channel indices and of quantised probabilities into classes and what is stored as
    /// probability.
    void apply(const std::int32_t* index, int width, std::uint8_t* probability, std::uint8_t* decision) const
    {
        for (int x = 0; x < width; ++x) {
            const bool yes = probability[x] >= 128;
            switch (m_kind) {
            case Kind::Exclusive:
                decision[x] = m_class[static_cast<std::size_t>(index[x])];
                break;
            case Kind::Independent:
                decision[x] = yes ? m_class[static_cast<std::size_t>(index[x])] : ClassMap::kUnset;
                break;
            case Kind::OneChannel:
                decision[x] = m_class[yes ? 1 : 0];
                // Sigmoid form: always of class 1. Otherwise: of the decided class.
                if (m_sigmoidForm ? m_class[1] != 1 : !yes)
                    probability[x] = static_cast<std::uint8_t>(255 - probability[x]);
                break;
            }
        }
    }

private:
    enum class Kind { Exclusive, Independent, OneChannel };
    Kind m_kind = Kind::Exclusive;
    bool m_sigmoidForm = false;
    std::array<std::uint8_t, 256> m_class{};
};

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

/// Buffers and arithmetic of one row of the picture.
class RowDecider {
public:
    RowDecider(const ModelCard& card, const PixelRule& rule, int channels, int width)
        : m_rule(rule),
          m_activation(card.output.activation),
          m_isProbability(card.output.upsample == UpsampleMode::ProbabilitiesBilinear),
          m_channels(channels),
          m_width(width),
          m_rows(static_cast<std::size_t>(width) * static_cast<std::size_t>(channels)),
          m_best(static_cast<std::size_t>(width)),
          m_probability(static_cast<std::size_t>(width)),
          m_index(static_cast<std::size_t>(width))
    {}

    float* scores(int channel) { return m_rows.data() + static_cast<std::ptrdiff_t>(channel) * m_width; }

    /// Decides the row that was written to scores().
    void decide(std::uint8_t* decision, std::uint8_t* probability)
    {
        argmaxRow(m_rows.data(), m_channels, m_width, m_best.data(), m_index.data());
        if (m_isProbability)
            quantiseRow(m_best.data(), m_width, probability);
        else
            quantiseRow(activated(), m_width, probability);
        m_rule.apply(m_index.data(), m_width, probability, decision);
    }

private:
    const float* activated()
    {
        if (m_activation == Activation::Softmax)
            softmaxOfBestRow(m_rows.data(), m_channels, m_width, m_best.data(), m_probability.data());
        else
            sigmoidRow(m_best.data(), m_width, m_probability.data());
        return m_probability.data();
    }

    const PixelRule& m_rule;
    Activation m_activation;
    bool m_isProbability;
    int m_channels;
    int m_width;
    std::vector<float> m_rows; ///< a row of every channel, one after the other
    std::vector<float> m_best;
    std::vector<float> m_probability;
    std::vector<std::int32_t> m_index;
};

} // namespace

MaskPrediction decideMask(const ScoreMaps& maps, const ModelCard& card,
                          const std::vector<ClassIndex>& toSchema, const Geometry& geometry)
{
    const UpsampleMode mode = card.output.upsample;
    // A card that aligned corners on the way in means the same sampling grid on the way out.
    const ResizeMethod method{mode == UpsampleMode::Nearest ? ResizeFilter::Nearest : ResizeFilter::Bilinear,
                              card.input.alignCorners};
    const AxisBack horizontal = axisBack(maps.width, geometry.input.width(), geometry.resized.width(),
                                         geometry.left, geometry.native.width(), method);
    const AxisBack vertical = axisBack(maps.height, geometry.input.height(), geometry.resized.height(),
                                       geometry.top, geometry.native.height(), method);
    const std::vector<float> planes = mode == UpsampleMode::ProbabilitiesBilinear
                                          ? probabilityPlanes(maps, card.output.activation)
                                          : std::vector<float>();
    const float* values = (planes.empty() ? maps.values : planes.data()) +
                          static_cast<std::ptrdiff_t>(vertical.first) * maps.width + horizontal.first;
    const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(maps.height) * maps.width;
    std::vector<PlaneResizer<float>> resizers;
    for (int c = 0; c < maps.channels; ++c)
        resizers.emplace_back(horizontal.table, vertical.table, values + c * plane, maps.width);

    const int width = geometry.native.width();
    const PixelRule rule(card, toSchema);
    RowDecider decider(card, rule, maps.channels, width);
    MaskPrediction mask{rule.form(), ClassMap(geometry.native, 0), ClassMap(geometry.native, 0)};
    std::uint8_t* decision = mask.decision.mutablePixels().data();
    std::uint8_t* probability = mask.probability.mutablePixels().data();
    for (int y = 0; y < geometry.native.height(); ++y, decision += width, probability += width) {
        for (int c = 0; c < maps.channels; ++c)
            resizers[static_cast<std::size_t>(c)].row(y, decider.scores(c));
        decider.decide(decision, probability);
    }
    return mask;
}

} // namespace badcase::engine
