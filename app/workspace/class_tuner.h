// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The sliders of classes, without a window: where they stand, what every position gives, and which samples change.

#include "app/workspace/class_tuning_data.h"
#include "app/workspace/tune_objective.h"
#include "inference/analysis/class_metrics.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace badcase::workspace {

/// Slider 0 is the common one (prior strength, or one threshold for all); slider 1 + c is that of class c.
inline constexpr int kCommonSlider = 0;
inline int sliderOf(ClassIndex index)
{
    return index + 1;
}
inline ClassIndex classOfSlider(int slider)
{
    return slider - 1; // kNoClass for the common one
}

struct TuneSlider {
    int id = kCommonSlider;
    double lo = 0;
    double hi = 1;
    double neutral = 0; ///< where the model itself decides
    double value = 0;
    qint64 support = 0; ///< labelled samples of the class; of the common one all
};

/// Positions with the same value of the objective, both ends included.
struct TuneSpan {
    double lo = 0;
    double hi = 0;
    double centre = 0; ///< where to put the slider
    double value = 0;
};

/// The objective over all positions of one slider: y[i] from x[i] on.
struct TuneCurve {
    std::vector<double> x;
    std::vector<double> y;
    double lo = 0;
    double hi = 1;
    TuneSpan best;
    bool exact = true; ///< false: only the positions in x were computed
};

struct TuneBand {
    std::vector<double> x;
    std::vector<double> low;
    std::vector<double> high;
};

/// A sample whose decision changes. Multi-label: `to` is a tag that is added, or `from` one that is taken away.
struct TuneFlip {
    SampleId sample;
    ClassIndex from = kNoClass;
    ClassIndex to = kNoClass;
    bool operator==(const TuneFlip&) const = default;
};

struct TuneFlips {
    std::vector<TuneFlip> gained; ///< wrong -> right
    std::vector<TuneFlip> lost;   ///< right -> wrong
    std::vector<TuneFlip> moved;  ///< wrong -> wrong
    std::size_t size() const { return gained.size() + lost.size() + moved.size(); }
};

/// A drag begins with the first dragTo() and ends with keep() or revert(); select() keeps. What is said of "the start" is
/// the rule that decides the run now (data().inForce, or the model itself). One thread; the works below run on any.
class ClassTuner {
public:
    template <class Value>
    using Work = std::function<Result<Value>(const CancelToken&)>;

    /// Sliders stand where the run is decided now. InvalidArgument as classObjective() and labelObjective().
    static Result<std::unique_ptr<ClassTuner>> create(std::shared_ptr<const ClassTuningData> data,
                                                      const ObjectiveChoice& objective);
    virtual ~ClassTuner() = default;

    const ClassTuningData& data() const { return *m_data; }
    const std::shared_ptr<const ClassTuningData>& sharedData() const { return m_data; }
    const ObjectiveChoice& objective() const { return m_choice; }
    /// The sliders stay where they are.
    virtual Result<void> setObjective(const ObjectiveChoice& objective) = 0;

    virtual std::vector<TuneSlider> sliders() const = 0;
    virtual void select(int slider) = 0;
    int selected() const { return m_selected; }
    /// Of the selected slider. Nothing for the common one, whose curve takes longer: curveWork().
    virtual std::optional<TuneCurve> curve() const = 0;
    virtual std::optional<TuneSpan> plateau() const = 0; ///< around the present position, likewise
    virtual double position() const = 0;                 ///< of the selected slider

    virtual void dragTo(double value) = 0; ///< limited to the slider's range
    virtual void keep() = 0;
    virtual void revert() = 0;
    bool isDragging() const { return m_dragging; }
    virtual TuneFlips dragFlips() const = 0; ///< since the drag began
    virtual TuneFlips allFlips() const = 0;  ///< since the start; O(N)

    virtual double value() const = 0;      ///< of the objective, at this moment
    virtual double startValue() const = 0; ///< and at the start
    virtual analysis::ClassMetrics classNow(ClassIndex index) const = 0;
    virtual analysis::ClassMetrics classAtStart(ClassIndex index) const = 0;

    virtual ThresholdSet set() const = 0; ///< without a name and evidence
    /// Sliders where a set has them; null: where the model itself decides.
    virtual void load(const ThresholdSet* set) = 0;
    /// The common slider at `value`, and nothing but it.
    virtual void loadCommon(double value) = 0;
    /// Every slider where it stands in a tuner of the same task and classes, what is dragged included.
    virtual void standAs(const ClassTuner& other) = 0;

    // What takes longer, on copies: the tuner may go on, or go away, meanwhile.
    virtual Work<TuneCurve> curveWork() const = 0; ///< of the common slider
    /// Bootstrap band of the selected slider at at most `positions` places; null where there is none.
    virtual Work<TuneBand> bandWork(int positions) const = 0;
    /// For each class slider: what its best position would add to the objective, all others left alone.
    virtual Work<std::vector<std::pair<int, double>>> gainsWork() const = 0;

protected:
    explicit ClassTuner(std::shared_ptr<const ClassTuningData> data) : m_data(std::move(data)) {}

    std::shared_ptr<const ClassTuningData> m_data;
    ObjectiveChoice m_choice;
    int m_selected = kCommonSlider;
    bool m_dragging = false;
};

} // namespace badcase::workspace
