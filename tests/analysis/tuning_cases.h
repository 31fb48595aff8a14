// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small random sets for the tests of tuning: full of ties, absent classes and rows that look alike.

#include "inference/analysis/tuning/decision_table.h"
#include "inference/analysis/tuning/objective.h"

#include <random>

namespace badcase::test {

struct TuningCase {
    int classes = 1;
    std::vector<float> probabilities; ///< softmax rows
    std::vector<ClassIndex> labels;
    std::vector<int> parentOf;
    analysis::DecisionTable table;
};

/// `rows` 0 and `classes` 1 are allowed. Probabilities are quotients of small whole numbers, so ties are
/// common; some classes never occur as a label.
TuningCase tuningCase(std::mt19937& random, int rows, int classes);

/// Offsets of a few steps, which make ties between classes, or any number.
analysis::Offsets randomOffsets(std::mt19937& random, int classes);

/// The decision by its definition, one row at a time.
ClassIndex decided(const analysis::DecisionTable& table, std::size_t row, const analysis::Offsets& offsets);
std::vector<ClassIndex> decidedAll(const analysis::DecisionTable& table, const analysis::Offsets& offsets);

/// Every objective that can be asked for with so many classes.
std::vector<analysis::Objective> allObjectives(std::mt19937& random, int classes,
                                               const std::vector<int>& parentOf);

} // namespace badcase::test
