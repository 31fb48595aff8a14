// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning makes as large as possible: figures that depend on counts only, updated in O(1).

#include "inference/analysis/confusion_counts.h"
#include "inference/core/result.h"

#include <memory>
#include <span>
#include <vector>

namespace badcase::analysis {

/// All of them: higher is better. Ranking figures (average precision, GAP) are no objectives: no threshold
/// changes them.
enum class ObjectiveKind {
    Accuracy,
    MicroF1,           ///< equals Accuracy: every sample has one decision
    MacroF1,           ///< over the classes that occur as a label or as a decision, as scikit-learn does
    MeanF1,            ///< WeChat's: (micro + macro F1, of the classes and of their parents) / 4
    MeanRecall,        ///< over the classes that have labels (balanced accuracy)
    Cost,              ///< minus the mean cost of a decision
    PrecisionAtRecall, ///< precision of the target class where its recall is at least the bound
    RecallAtPrecision, ///< recall of the target class where its precision is at least the bound
};

struct ObjectiveSpec {
    ObjectiveKind kind = ObjectiveKind::MeanF1;
    ClassIndex target = kNoClass; ///< of the last two
    double bound = 0;             ///< of the last two, in [0, 1]
    /// Of Cost: classes x classes, row = label, column = decision. Counted in steps of 2^-20, so that sums
    /// are exact.
    std::vector<double> costs = {};
};

/// An objective for one schema. Immutable, copies are cheap.
class Objective {
public:
    static constexpr double kMaxCost = 1 << 20;

    /// `parentOf`: empty, or one a class. InvalidArgument: MeanF1 without parents, a target or a bound out of
    /// range, a cost matrix of another size or with a value that is not finite or beyond +-kMaxCost.
    static Result<Objective> create(ObjectiveSpec spec, int classes, std::vector<int> parentOf = {});

    const ObjectiveSpec& spec() const { return m_data->spec; }
    int classes() const { return m_data->classes; }
    int parents() const { return m_data->parents; }
    const std::vector<int>& parentOf() const { return m_data->parentOf; }

    /// From the whole matrix, with the arithmetic of classificationMetrics() and
    /// ClassificationScore::meanF1(): the same doubles to the last bit. Where a bound is not kept: how far
    /// from it, as a number below 0. kUndefined when nothing was counted. O(K^2) with parents, else O(K).
    double value(const ConfusionCounts& leaves) const;

private:
    friend class ObjectiveState;
    struct Data {
        ObjectiveSpec spec;
        int classes = 0;
        int parents = 0;
        std::vector<int> parentOf;
        std::vector<qint64> costs; ///< in units of 2^-20
    };
    Objective() = default;
    std::shared_ptr<const Data> m_data;
};

/// The counts behind an objective while decisions change one by one. Values depend on the counts alone, not
/// on the way that led there: sums are kept as whole numbers of 2^-50, so they differ from Objective::value()
/// by at most K 2^-50. Counts are weighted (bootstrap, folds); they must stay below 2^31.
class ObjectiveState {
public:
    /// Of one class, at one level.
    struct Tally {
        std::int32_t support = 0;
        std::int32_t predicted = 0;
        std::int32_t correct = 0;
        std::int64_t term = 0; ///< its F1 or recall in units of 2^-50, where the objective has a mean of them
        bool isPresent() const { return support > 0 || predicted > 0; }
        bool operator==(const Tally&) const = default;
    };

    explicit ObjectiveState(Objective objective);
    /// Two columns of equal length without kNoClass; `weights`: empty, or one a row. O(N).
    ObjectiveState(Objective objective, std::span<const ClassIndex> labels,
                   std::span<const ClassIndex> decisions, std::span<const int> weights = {});

    const Objective& objective() const { return m_objective; }
    const Tally& tally(ClassIndex index) const { return m_leaves.tallies[static_cast<std::size_t>(index)]; }
    qint64 total() const { return m_total; }

    void add(ClassIndex label, ClassIndex decision, int weight = 1);
    /// A sample's decision changes. O(1).
    void move(ClassIndex label, ClassIndex from, ClassIndex to, int weight = 1);
    /// As Objective::value(), O(1).
    double value() const;

    bool operator==(const ObjectiveState& other) const;

private:
    enum class Term { None, F1, Recall };
    struct Level {
        std::vector<Tally> tallies;
        qint64 correct = 0;
        qint64 terms = 0;
        int present = 0;
        int labelled = 0;
        bool operator==(const Level&) const = default;
        double meanTerm(int count) const;
    };

    std::int64_t termOf(const Tally& tally) const;
    template <class Change>
    void change(Level& level, ClassIndex index, const Change& apply);
    void addTo(Level& level, ClassIndex label, ClassIndex decision, int weight);
    void moveIn(Level& level, ClassIndex label, ClassIndex from, ClassIndex to, int weight);

    Objective m_objective;
    Term m_term = Term::None;
    bool m_twoLevels = false;
    Level m_leaves;
    Level m_parents;
    qint64 m_total = 0;
    qint64 m_cost = 0;
};

} // namespace badcase::analysis
