// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Mixing classes with weights: the objective of the whole set at one position of the sliders, and at every position
/// of one of them. Plain values; one object a thread.

#include "inference/analysis/classification_score.h"
#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/tuning/class_mix_set.h"
#include "inference/analysis/tuning/objective.h"
#include "inference/analysis/tuning/threshold_state.h"

#include <optional>
#include <variant>

namespace badcase::analysis {

/// Of one label a sample (softmax), or of sets (sigmoid); it must fit the set that is scored.
using MixObjective = std::variant<Objective, LabelObjective>;

/// The objective behind decisions that change one by one, as the metrics of the program count them.
class MixScore {
public:
    /// `weights`: empty, or how often each row counts; kept by reference.
    MixScore(const ClassMixSet& set, const MixObjective& objective, const MixDecisions& decisions,
             std::span<const int> weights = {});

    void change(std::size_t row, const LabelSet& from, const LabelSet& to);
    /// Every row that differs.
    void change(const MixDecisions& from, const MixDecisions& to);
    double value() const;

private:
    ClassMixSet m_set;
    std::span<const int> m_weights;
    std::optional<ObjectiveState> m_classes;
    LabelObjective m_labelObjective;
    std::optional<MultiLabelScore> m_tags;
};

/// How many classes are decided and not labelled, or the other way round: a class in place of another counts twice.
int wrongClasses(const LabelSet& label, const LabelSet& decision);

/// A sample whose decision another mix changes. Fewer classes are wrong: gained; more: lost.
struct MixFlip {
    std::size_t row = 0;
    int before = 0; ///< wrongClasses()
    int after = 0;
    bool isGained() const { return after < before; }
    bool isLost() const { return after > before; }
};
std::vector<MixFlip> mixFlips(const ClassMixSet& set, const MixDecisions& before, const MixDecisions& after);

struct FlipCounts {
    qint64 gained = 0; ///< wrong to right
    qint64 lost = 0;   ///< right to wrong
    qint64 other = 0;  ///< from wrong to wrong
    bool operator==(const FlipCounts&) const = default;
};
FlipCounts countFlips(std::span<const MixFlip> flips);

/// What stands under the sliders: weights, and what they give. A change costs what is in doubt (ClassMixSet) and what
/// flips.
class ClassMixer {
public:
    ClassMixer(ClassMixSet set, MixObjective objective);

    const ClassMixSet& set() const { return m_set; }
    const MixObjective& objective() const { return m_objective; }
    /// areMixWeights(); at first all are 1.
    void setPosition(MixMode mode, std::vector<double> weights);
    MixMode mode() const { return m_mode; }
    const std::vector<double>& weights() const { return m_weights; }
    const MixDecisions& decisions() const { return m_decisions; }
    double value() const { return m_score.value(); }
    std::vector<MixFlip> flipsFrom(const MixDecisions& reference) const
    {
        return mixFlips(m_set, reference, m_decisions);
    }

private:
    ClassMixSet m_set;
    MixObjective m_objective;
    MixMode m_mode = MixMode::Mean;
    std::vector<double> m_weights;
    MixDecisions m_decisions;
    MixScore m_score;
};

/// A figure over the weight of one member: y[i] holds from x[i] up to x[i + 1].
struct MixCurve {
    std::vector<double> x;
    std::vector<double> y;
};

/// Every position of one member's weight in [0, most], the others staying as they are. Exact: sums are straight lines
/// over the weight, so the places where decisions change are computed, not sampled. Only within 1e-7 (relative) of
/// such a place the rounding of `combine` may put it on the other side. Where no other member has a weight, 0 stands
/// for the smallest weight above it. O(candidates^2 a row in doubt, and N).
MixCurve mixCurve(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                  std::span<const double> weights, std::size_t member, double most = 1.0);

} // namespace badcase::analysis
