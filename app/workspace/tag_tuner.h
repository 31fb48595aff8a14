// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Sliders of thresholds: multi-label.

#include "app/workspace/class_tuner.h"
#include "inference/analysis/tuning/threshold_sweep.h"

namespace badcase::workspace {

/// A threshold a class, each on its own scale of 0 to 1. The common slider sets all of them to one value. A slider event of
/// a class costs O(log N + flips), of the common one O(N K).
class TagTuner : public ClassTuner {
public:
    TagTuner(std::shared_ptr<const ClassTuningData> data, analysis::LabelObjective objective, ObjectiveChoice choice);

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
    TuneFlips allFlips() const override { return flipsBetween(m_start, present()); }
    double value() const override;
    double startValue() const override;
    analysis::ClassMetrics classNow(ClassIndex index) const override { return metricsAt(present(), index); }
    analysis::ClassMetrics classAtStart(ClassIndex index) const override { return metricsAt(m_start, index); }
    ThresholdSet set() const override;
    void load(const ThresholdSet* set) override;
    void loadCommon(double value) override;
    void standAs(const ClassTuner& other) override;
    Work<TuneCurve> curveWork() const override;
    Work<TuneBand> bandWork(int positions) const override;
    Work<std::vector<std::pair<int, double>>> gainsWork() const override;

private:
    const analysis::ThresholdTable& table() const { return m_data->tags; }
    analysis::Thresholds present() const; ///< with what is dragged
    analysis::ClassMetrics metricsAt(const analysis::Thresholds& thresholds, ClassIndex index) const;
    TuneFlips flipsBetween(const analysis::Thresholds& from, const analysis::Thresholds& to) const;
    void rebuild();

    analysis::LabelObjective m_objective;
    analysis::Thresholds m_thresholds;
    analysis::Thresholds m_start;
    double m_common = analysis::kPlainThreshold; ///< where the common slider was left
    double m_dragged = 0;
    double m_value = 0; ///< of m_thresholds
    std::optional<analysis::ThresholdSweep> m_sweep; ///< of the selected class
};

} // namespace badcase::workspace
