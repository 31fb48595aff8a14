// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How several answers to one question (the views of a run, or runs) become one: what mixing masks and mixing
/// classes have in common. The definitions, and the divisions, are those of `combine`.

#include <span>
#include <vector>

namespace badcase::analysis {

/// With weights w of sum 1: Mean sums w p; Logit sums w log p (softmax) or w logit p (sigmoid) and normalises,
/// which is the geometric mean, too; Max takes the largest p of the members whose weight is not 0.
enum class MixMode { Mean, Logit, Max };

/// Logarithms are taken of p (and of 1 - p) not below this.
inline constexpr double kMixFloor = 1e-7;

/// Every weight is finite and not below 0, and one is above 0.
bool areMixWeights(std::span<const double> weights);

/// Weights with sum 1, by the very divisions that `combine` makes, so that sums agree with it to the last
/// bit. areMixWeights() must hold.
std::vector<double> mixShares(std::span<const double> weights);

} // namespace badcase::analysis
