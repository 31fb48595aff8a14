// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The score of a multi-label run: every class is a yes-or-no question of its own.

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/exact_sum.h"
#include "inference/core/label.h"

#include <vector>

namespace badcase::analysis {

/// All in [0, 1]; kUndefined when nothing was counted. Conventions of scikit-learn's f1_score on an indicator
/// matrix.
struct MultiLabelMetrics {
    qint64 samples = 0;
    double exactMatch = kUndefined; ///< share of samples whose whole set is right
    double precisionMicro = kUndefined;
    double recallMicro = kUndefined;
    double f1Micro = kUndefined;
    double f1Macro = kUndefined;   ///< mean over all classes, those that never occur count 0
    double f1Samples = kUndefined; ///< mean over samples; 0 where label and decision are both empty
    std::vector<ClassMetrics> perClass;
};

/// Counts, updated in time proportional to the classes of the one sample, never to the data set.
class MultiLabelScore {
public:
    explicit MultiLabelScore(int classes);

    /// Classes outside the schema are not allowed.
    void add(const LabelSet& label, const LabelSet& decision) { accumulate(label, decision, 1); }
    void remove(const LabelSet& label, const LabelSet& decision) { accumulate(label, decision, -1); }
    void replace(const LabelSet& before, const LabelSet& after, const LabelSet& decision)
    {
        remove(before, decision);
        add(after, decision);
    }

    MultiLabelMetrics metrics() const; ///< O(K)

    bool operator==(const MultiLabelScore&) const = default;

private:
    struct Counts {
        qint64 support = 0;
        qint64 predicted = 0;
        qint64 correct = 0;
        bool operator==(const Counts&) const = default;
    };

    void accumulate(const LabelSet& label, const LabelSet& decision, int sign);

    qint64 m_samples = 0;
    qint64 m_exact = 0;
    ExactSum m_sampleF1;
    std::vector<Counts> m_classes;
};

/// Mean of the values that are defined (mean average precision over the classes that have positives);
/// kUndefined when none is.
double meanOfDefined(const std::vector<double>& values);

} // namespace badcase::analysis
