// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Precision, recall, F1 and their means, read off a confusion matrix.

#include "inference/analysis/confusion_counts.h"

#include <limits>
#include <vector>

namespace badcase::analysis {

/// "There is no such number", for example the accuracy of nothing. Printed as null.
inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Which classes a macro mean runs over.
enum class MacroClasses {
    Present, ///< those that occur as a label or as a decision: what scikit-learn does when not told otherwise
    All,     ///< every class of the schema; an absent one counts as 0
};

/// One class against all others. A ratio with nothing below the line is 0 (scikit-learn's zero_division=0).
struct ClassMetrics {
    qint64 support = 0;   ///< labelled so
    qint64 predicted = 0; ///< decided so
    qint64 correct = 0;   ///< both
    double precision = 0;
    double recall = 0;
    double f1 = 0; ///< 2 TP / (2 TP + FP + FN)

    bool isPresent() const { return support > 0 || predicted > 0; }
    bool operator==(const ClassMetrics&) const = default;
};

ClassMetrics classMetrics(qint64 support, qint64 predicted, qint64 correct);

/// All in [0, 1]; kUndefined when nothing was counted.
struct ClassificationMetrics {
    qint64 samples = 0;
    double accuracy = kUndefined;
    double balancedAccuracy = kUndefined; ///< mean recall of the classes that have labels
    double f1Micro = kUndefined;          ///< equals accuracy when every sample has one decision
    double f1Macro = kUndefined;
    double precisionMacro = kUndefined;
    double recallMacro = kUndefined;
    std::vector<ClassMetrics> perClass; ///< one for each class of the schema, present or not
};

/// O(K).
ClassificationMetrics classificationMetrics(const ConfusionCounts& counts,
                                            MacroClasses classes = MacroClasses::Present);

} // namespace badcase::analysis
