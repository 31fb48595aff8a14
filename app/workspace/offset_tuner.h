// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Sliders of offsets: classification.

#include "app/workspace/class_tuner.h"
#include "inference/analysis/tuning/prior_strength.h"
#include "inference/analysis/tuning/sweep_cursor.h"

namespace badcase::workspace {

/// The offset of a class is its slider plus what the prior strength gives it (analysis::priorOffsets). 28 N bytes beside
/// the data. A slider event costs O(log N + flips), for the prior strength O(N K); selecting or keeping O(N log N).
class OffsetTuner : public ClassTuner {
public:
    static constexpr double kRange = 6; ///< nats on either side: a factor of 400 on a probability
    static constexpr double kMaxTau = 1.5;

    OffsetTuner(std::shared_ptr<const ClassTuningData> data, analysis::Objective objective, ObjectiveChoice choice);

    Result<void> setObjective(const ObjectiveChoice& objective) override;
    std::vector<TuneSlider> sliders() const override;
    void select(int slider) override;
    std::optional<TuneCurve> curve() const override;
    std::optional<TuneSpan> plateau() const override;
    double position() const override;
    void dragTo(double value) override;
    void keep() override;
    void revert() override;
    TuneFlips dragFlips() const override;
    TuneFlips allFlips() const override;
    double value() const override;
    double startValue() const override { return m_objective.value(m_startCounts); }
    analysis::ClassMetrics classNow(ClassIndex index) const override;
    analysis::ClassMetrics classAtStart(ClassIndex index) const override;
    ThresholdSet set() const override;
    void load(const ThresholdSet* set) override;
    void loadCommon(double value) override;
    void standAs(const ClassTuner& other) override;
    Work<TuneCurve> curveWork() const override;
    Work<TuneBand> bandWork(int positions) const override;
    Work<std::vector<std::pair<int, double>>> gainsWork() const override;

private:
    const analysis::DecisionTable& table() const { return m_data->table; }
    analysis::Offsets total(double tau) const;
    analysis::ConfusionCounts count(const std::vector<ClassIndex>& decisions) const;
    const analysis::ConfusionCounts& counts() const;
    std::vector<ClassIndex> decisions() const;
    analysis::LogUnits priorOf(ClassIndex index) const { return m_prior[static_cast<std::size_t>(index)]; }
    analysis::LogUnits ownOf(ClassIndex index) const { return m_own[static_cast<std::size_t>(index)]; }
    void stand(double tau, analysis::Offsets own);
    void rank();
    void sweep();
    TuneFlips flipsFrom(const std::vector<ClassIndex>& before) const;
    TuneSpan spanOf(const analysis::Plateau& plateau) const;

    analysis::Objective m_objective;
    analysis::ClassPrior m_classPrior;
    double m_tau = 0;
    analysis::Offsets m_prior; ///< of m_tau
    analysis::Offsets m_own;
    analysis::RankedRows m_rows;
    analysis::ObjectiveState m_state;
    analysis::ConfusionCounts m_counts; ///< of m_rows
    std::optional<analysis::SweepCursor> m_cursor; ///< of the selected class; holds its sweep
    double m_dragTau = 0;
    std::vector<ClassIndex> m_dragDecisions; ///< while the prior strength is dragged
    analysis::ConfusionCounts m_dragCounts;
    std::vector<ClassIndex> m_startDecisions;
    analysis::ConfusionCounts m_startCounts;
};

} // namespace badcase::workspace
