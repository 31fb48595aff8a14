// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the channel that won at a pixel and its 8-bit probability mean in the project: the class, and the
/// number that is stored. Immutable, thread-safe.

#include "inference/core/prediction.h"
#include "inference/engine/model_card.h"

#include <array>
#include <cstdint>
#include <vector>

namespace badcase::engine {

class PixelRule {
public:
    /// `toSchema` as in Postprocessor::create().
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

    /// The form of MaskPrediction that the pixels are in.
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

} // namespace badcase::engine
