// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How well one row of probabilities fits one label.

#include "inference/analysis/class_metrics.h"
#include "inference/core/result.h"
#include "inference/core/schema.h"

#include <span>

namespace badcase::analysis {

/// What the scores need to know of a sample; the row itself can be forgotten.
struct LabelFit {
    ClassIndex label = kNoClass;
    ClassIndex decision = kNoClass;
    double labelProbability =
        kUndefined;                 ///< clipped and divided by the row's sum, as scikit-learn's log_loss does
    double confidence = kUndefined; ///< probability of the decision, as it stands in the row
    int labelRank = -1;             ///< classes more likely than the label; ties go to the lower index

    bool hasProbabilities() const { return labelRank >= 0; }
};

/// Probabilities are kept this far away from 0 and 1 before their logarithm is taken (2^-52, what
/// scikit-learn takes for float64).
inline constexpr double kProbabilityClip = std::numeric_limits<double>::epsilon();

/// -log of a clipped probability, natural logarithm.
double negativeLog(double probability);

/// Softmax rows in schema order; the decision is the argmax (lowest index at ties). O(K).
/// InvalidArgument: a probability that is not a finite number, or a label outside the row.
Result<LabelFit> fitLabel(std::span<const float> probabilities, ClassIndex label);
Result<LabelFit> fitLabel(std::span<const double> probabilities, ClassIndex label);

/// The same one level up, from the fit of the same row below: probabilities are summed within a parent, while
/// the decision is the parent of the class decided below (not the most likely parent), as the two-level F1
/// has it. InvalidArgument: a row that does not fit the schema, or a schema without parents.
Result<LabelFit> fitParent(std::span<const float> probabilities, const LabelFit& leaf, const Schema& schema);
Result<LabelFit> fitParent(std::span<const double> probabilities, const LabelFit& leaf, const Schema& schema);

} // namespace badcase::analysis
