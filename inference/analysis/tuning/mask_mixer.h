// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Mixing the kept views (or several runs) of a mask of one class with weights: which pixels the mix puts
/// inside, exactly as `combine` stores it. The mix of a pixel with 8-bit values q_v is, in steps of 1/255,
///
/// - Mean: sum w_v q_v
/// - Logit (for one class the same as the geometric mean): 255 / (1 + exp(-sum w_v logit q_v)), where the
///   logarithms are taken of p and 1 - p not below 1e-7
/// - Max: the largest q_v of the views whose weight is not 0
///
/// and is stored as floor(mix + 1/2 + 1e-9) within 0..255; a pixel is inside at stop t when that is at least
/// t. Pure functions and values; thread-safe.

#include "inference/analysis/tuning/mask_overlap.h"
#include "inference/analysis/tuning/mix_rules.h"

#include <span>

namespace badcase::analysis {

/// Weights in parts of 2^16, so that the mean is made in integers: no sum depends on the order of its views,
/// and sum w q >= t - 1/2 is decided without rounding (the 1e-9 above is far below one part).
class MixWeights {
public:
    static constexpr std::uint32_t kOne = 65'536; ///< the sum of all parts

    /// Any weights, in any unit, rounded to parts of their sum: down, then the views with the largest
    /// remainders (the first ones at ties) get one part more. InvalidArgument when one is negative or not
    /// finite, or none is above 0.
    static Result<MixWeights> create(std::span<const double> weights);

    std::size_t views() const { return m_parts.size(); }
    std::span<const std::uint32_t> parts() const { return m_parts; }
    /// parts / 2^16: the weights with which `combine` stores exactly what is shown.
    std::vector<double> shares() const;

    bool operator==(const MixWeights&) const = default;

private:
    std::vector<std::uint32_t> m_parts;
};

/// One position of the sliders: decides pixels.
class MaskMix {
public:
    /// `stop` 0..255.
    MaskMix(MixMode mode, const MixWeights& weights, int stop);

    MixMode mode() const { return m_mode; }
    int stop() const { return m_stop; }
    std::size_t views() const { return m_views; }

    /// inside[i] = 1 where the mix is inside, else 0. `views`: one pointer a view to `pixels` values each.
    void decide(std::span<const std::uint8_t* const> views, std::size_t pixels, std::uint8_t* inside) const;

    /// Counts one image in full. `roles`: MaskTruth::roles() of its label; every view is as long. For the
    /// mean about 2 ns a pixel with 8 views.
    MaskOverlap overlap(std::span<const std::span<const std::uint8_t>> views,
                        std::span<const std::uint8_t> roles) const;

private:
    /// A weight of a view that fits into 16 bits with a sign; larger ones are made of several.
    struct Term {
        std::size_t view = 0;
        std::int16_t parts = 0;
    };

    void decideMean(std::span<const std::uint8_t* const> views, std::size_t pixels,
                    std::uint8_t* inside) const;
    void decideLogit(std::span<const std::uint8_t* const> views, std::size_t pixels,
                     std::uint8_t* inside) const;
    void decideMax(std::span<const std::uint8_t* const> views, std::size_t pixels,
                   std::uint8_t* inside) const;

    MixMode m_mode;
    int m_stop;
    std::size_t m_views;
    std::vector<Term> m_terms;
    std::vector<std::size_t> m_used;               ///< views whose weight is not 0
    std::vector<std::array<double, 256>> m_logits; ///< weighted, of the used ones
    double m_surelyBelow = 0;                      ///< sums of logits below are outside,
    double m_surelyInside = 0;                     ///< from here on inside; between, the rule itself is asked
};

} // namespace badcase::analysis
