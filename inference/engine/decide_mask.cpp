// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_rows.h"
#include "inference/engine/native_rows.h"
#include "inference/engine/pixel_rule.h"
#include "inference/engine/postprocess.h"
#include "inference/engine/probability_maps.h"

#include <algorithm>

namespace badcase::engine {

namespace {

/// Buffers and arithmetic of one row of the picture.
class RowDecider {
public:
    RowDecider(const PixelRule& rule, Activation activation, bool isProbability, int channels, int width)
        : m_rule(rule),
          m_activation(activation),
          m_isProbability(isProbability),
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

/// Decides a picture whose rows `read(channel, y, out)` writes.
template <class Read>
MaskPrediction decideRows(const PixelRule& rule, RowDecider& decider, QSize size, int channels, Read read)
{
    MaskPrediction mask{rule.form(), ClassMap(size, 0), ClassMap(size, 0)};
    std::uint8_t* decision = mask.decision.mutablePixels().data();
    std::uint8_t* probability = mask.probability.mutablePixels().data();
    for (int y = 0; y < size.height(); ++y, decision += size.width(), probability += size.width()) {
        for (int c = 0; c < channels; ++c)
            read(c, y, decider.scores(c));
        decider.decide(decision, probability);
    }
    return mask;
}

} // namespace

MaskPrediction decideMask(const ScoreMaps& maps, const ModelCard& card,
                          const std::vector<ClassIndex>& toSchema, const Geometry& geometry)
{
    NativeRows rows(maps, card, geometry);
    const PixelRule rule(card, toSchema);
    RowDecider decider(rule, card.output.activation, rows.areProbabilities(), maps.channels,
                       geometry.native.width());
    return decideRows(rule, decider, geometry.native, maps.channels,
                      [&rows](int channel, int y, float* out) { rows.read(channel, y, out); });
}

MaskPrediction decideProbabilities(const ProbabilityMaps& maps, const ModelCard& card,
                                   const std::vector<ClassIndex>& toSchema)
{
    const PixelRule rule(card, toSchema);
    RowDecider decider(rule, card.output.activation, true, maps.channels, maps.size.width());
    return decideRows(rule, decider, maps.size, maps.channels, [&maps](int channel, int y, float* out) {
        const int width = maps.size.width();
        std::copy_n(maps.channel(channel) + static_cast<std::ptrdiff_t>(y) * width, width, out);
    });
}

} // namespace badcase::engine
