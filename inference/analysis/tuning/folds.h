// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Parts of a set on which something is tuned and scored in turns, and random weights for its rows.

#include "inference/core/ids.h"

#include <span>
#include <vector>

namespace badcase::analysis {

/// The fold of each row, in [0, folds). Stratified by `labels` (0 or more): without groups each label's rows
/// are spread evenly, to one row. `groups`: empty, or one a row; rows of one group stay together, the largest
/// groups are placed first, each where its labels are rarest. The same seed gives the same folds. O(N log N),
/// with groups O(N folds).
std::vector<int> assignFolds(std::span<const ClassIndex> labels, std::span<const int> groups, int folds,
                             quint64 seed);

/// Weights of one bootstrap sample: how often each row was drawn, with repetition, as many rows of each label
/// as there are ("stratified by class", so that no class of 19 samples vanishes). The same seed gives the
/// same weights. O(N).
std::vector<int> stratifiedWeights(std::span<const ClassIndex> labels, quint64 seed);

/// Weights that are independent Poisson(1) numbers. O(N).
std::vector<int> poissonWeights(std::size_t rows, quint64 seed);

} // namespace badcase::analysis
