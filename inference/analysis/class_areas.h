// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Average precision and ROC area of every class of a table of probabilities.

#include "inference/analysis/ranking.h"
#include "inference/core/label.h"
#include "inference/core/schema.h"

namespace badcase::analysis {

/// One value a class; kUndefined where a class has no positives (or, for the ROC area, no negatives).
struct ClassAreas {
    std::vector<double> averagePrecision;
    std::vector<double> rocAuc;
};

/// A table of probabilities in row-major order, one row a sample; it does not own them.
template <class Real>
struct ProbabilityTable {
    std::span<const Real> values;
    int classes = 0;

    std::size_t rows() const { return classes > 0 ? values.size() / static_cast<std::size_t>(classes) : 0; }
};

/// Class k against all others. O(N) a class for float, O(N log N) for double; 16 bytes a row beside the
/// table. InvalidArgument: a probability that is NaN, or as many labels as rows missing.
Result<ClassAreas> classAreas(ProbabilityTable<float> table, std::span<const ClassIndex> labels);
Result<ClassAreas> classAreas(ProbabilityTable<double> table, std::span<const ClassIndex> labels);
Result<ClassAreas> classAreas(ProbabilityTable<float> table, std::span<const LabelSet> labels);
Result<ClassAreas> classAreas(ProbabilityTable<double> table, std::span<const LabelSet> labels);

/// Ranks one class of the table, for its curves. Errors as classAreas().
Result<Ranking> rankClass(ProbabilityTable<float> table, std::span<const ClassIndex> labels,
                          ClassIndex index);
Result<Ranking> rankClass(ProbabilityTable<double> table, std::span<const ClassIndex> labels,
                          ClassIndex index);
Result<Ranking> rankClass(ProbabilityTable<float> table, std::span<const LabelSet> labels, ClassIndex index);
Result<Ranking> rankClass(ProbabilityTable<double> table, std::span<const LabelSet> labels, ClassIndex index);

/// The table one level up: probabilities summed within each parent, in the order of schema.parents().
std::vector<double> summedByParent(ProbabilityTable<float> table, const Schema& schema);
std::vector<double> summedByParent(ProbabilityTable<double> table, const Schema& schema);

} // namespace badcase::analysis
