// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning thresholds makes as large as possible, while decisions change one by one.

#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/tuning/threshold_table.h"

namespace badcase::analysis {

/// All of them: higher is better, as MultiLabelScore has them. Ranking figures (GAP, average precision) do
/// not depend on thresholds and are no objectives.
enum class LabelObjectiveKind {
    MicroF1,
    MacroF1,           ///< over all classes, those that never occur count 0
    ExactMatch,        ///< share of samples whose whole set is right
    SamplesF1,         ///< mean over samples
    PrecisionAtRecall, ///< precision of the target class where its recall is at least the bound
    RecallAtPrecision, ///< recall of the target class where its precision is at least the bound
};

struct LabelObjective {
    LabelObjectiveKind kind = LabelObjectiveKind::MicroF1;
    ClassIndex target = kNoClass; ///< of the last two
    double bound = 0;             ///< of the last two, in [0, 1]

    /// InvalidArgument: a target outside the classes, a bound that is not in [0, 1].
    Result<> check(int classes) const;
    /// The same double as in `metrics`; where a bound is not kept, how far from it, below 0. kUndefined when
    /// nothing was counted.
    double value(const MultiLabelMetrics& metrics) const;
};

/// Decisions of all rows and the counts behind an objective. Values depend on the decisions alone, not on the
/// way that led there; they equal LabelObjective::value() to the last bit except MacroF1 (within K 2^-50).
/// O(1) a change, 8 N bytes.
class ThresholdState {
public:
    /// `objective` is checked already. `weights`: empty, or one a row, 0 leaves it out; they are kept by
    /// reference.
    ThresholdState(const ThresholdTable& table, const LabelObjective& objective, const Thresholds& thresholds,
                   std::span<const int> weights = {});

    /// A class is decided for a row, or no more; it must not have been so already.
    void set(std::size_t row, ClassIndex index, bool positive, bool decided);
    double value() const;
    ClassMetrics classAt(ClassIndex index) const;

private:
    struct Row {
        std::uint16_t wrong = 0; ///< classes that are decided and not labelled, or the other way round
        std::uint16_t common = 0;
        std::uint16_t decided = 0;
        std::uint16_t labelled = 0;
    };
    struct Counts {
        qint64 support = 0;
        qint64 predicted = 0;
        qint64 correct = 0;
        qint64 f1 = 0; ///< in units of 2^-50
    };

    int weight(std::size_t row) const { return m_weights.empty() ? 1 : m_weights[row]; }
    void countRow(const Row& row, int weight, bool add);
    void countClass(Counts& counts, qint64 predicted, qint64 correct);

    LabelObjective m_objective;
    std::span<const int> m_weights;
    std::vector<Row> m_rows;
    std::vector<Counts> m_classes;
    qint64 m_samples = 0;
    qint64 m_exact = 0;
    Counts m_all;
    ExactSum m_sampleF1;
};

} // namespace badcase::analysis
