// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/tag_tuner.h"

#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/quantile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

using analysis::Thresholds;
using analysis::ThresholdState;
using analysis::ThresholdSweep;

constexpr int kBandRounds = 100;
constexpr double kConfidence = 0.9;
constexpr int kCommonStops = 101;

/// In the type of the probabilities, as ThresholdSet::decide() compares: 0.3 means the 0.3 that is stored.
double asStored(double threshold)
{
    return static_cast<double>(static_cast<float>(threshold));
}

Thresholds thresholdsOf(const ThresholdSet* set, int classes)
{
    Thresholds thresholds(static_cast<std::size_t>(classes), analysis::kPlainThreshold);
    for (std::size_t k = 0; set && k < std::min(thresholds.size(), set->thresholds.size()); ++k)
        thresholds[k] = asStored(set->thresholds[k]);
    return thresholds;
}

ResultError stopped()
{
    return fail(ErrorCode::Cancelled, QCoreApplication::translate("badcase::Tuning", "Stopped"));
}

double valueAt(const analysis::ThresholdTable& table, const analysis::LabelObjective& objective, double common,
               std::span<const int> weights = {})
{
    return ThresholdState(table, objective, Thresholds(static_cast<std::size_t>(table.classes()), common), weights).value();
}

std::vector<double> stops(int count)
{
    std::vector<double> x;
    for (int i = 0; i < count; ++i)
        x.push_back(asStored(double(i) / (count - 1)));
    return x;
}

} // namespace

TagTuner::TagTuner(std::shared_ptr<const ClassTuningData> data, analysis::LabelObjective objective, ObjectiveChoice choice)
    : ClassTuner(std::move(data)),
      m_objective(objective),
      m_thresholds(thresholdsOf(m_data->inForce ? &*m_data->inForce : nullptr, m_data->schema.size())),
      m_start(m_thresholds)
{
    m_choice = std::move(choice);
    rebuild();
}

Result<void> TagTuner::setObjective(const ObjectiveChoice& objective)
{
    BADCASE_ASSIGN(m_objective, labelObjective(objective, m_data->schema));
    m_choice = objective;
    keep();
    rebuild();
    return {};
}

void TagTuner::rebuild()
{
    const ThresholdState state(table(), m_objective, m_thresholds);
    m_value = state.value();
    m_sweep.reset();
    const ClassIndex index = classOfSlider(m_selected);
    if (index != kNoClass)
        m_sweep.emplace(table(), state, index, m_thresholds[static_cast<std::size_t>(index)]);
}

std::vector<TuneSlider> TagTuner::sliders() const
{
    const double common = m_dragging && m_selected == kCommonSlider ? m_dragged : m_common;
    std::vector<TuneSlider> list{{kCommonSlider, 0, 1, analysis::kPlainThreshold, common, static_cast<qint64>(table().rows())}};
    const Thresholds values = present();
    for (ClassIndex k = 0; k < table().classes(); ++k)
        list.push_back({sliderOf(k), 0, 1, analysis::kPlainThreshold, values[static_cast<std::size_t>(k)], table().support(k)});
    return list;
}

void TagTuner::select(int slider)
{
    keep();
    m_selected = slider;
    rebuild();
}

std::optional<TuneCurve> TagTuner::curve() const
{
    if (!m_sweep)
        return std::nullopt;
    TuneCurve curve;
    // Thresholds rise where the intervals fall; x[i] itself still belongs to the interval below, a difference of one point.
    for (std::size_t i = m_sweep->intervals(); i-- > 0;) {
        curve.x.push_back(std::clamp(m_sweep->below(i), 0.0, 1.0));
        curve.y.push_back(m_sweep->value(i));
    }
    const auto best = m_sweep->best();
    curve.best = {best.above, best.upTo, best.centre, best.value};
    return curve;
}

std::optional<TuneSpan> TagTuner::plateau() const
{
    if (!m_sweep)
        return std::nullopt;
    const std::size_t here = m_sweep->intervalAt(position());
    std::size_t first = here;
    std::size_t last = here;
    while (first > 0 && m_sweep->value(first - 1) == m_sweep->value(here))
        --first;
    while (last + 1 < m_sweep->intervals() && m_sweep->value(last + 1) == m_sweep->value(here))
        ++last;
    const double lo = std::clamp(m_sweep->below(last), 0.0, 1.0);
    const double hi = std::clamp(m_sweep->upTo(first), 0.0, 1.0);
    return TuneSpan{lo, hi, (lo + hi) / 2, m_sweep->value(here)};
}

double TagTuner::position() const
{
    if (m_dragging)
        return m_dragged;
    const ClassIndex index = classOfSlider(m_selected);
    return index == kNoClass ? m_common : m_thresholds[static_cast<std::size_t>(index)];
}

void TagTuner::dragTo(double value)
{
    m_dragging = true;
    m_dragged = asStored(std::clamp(value, 0.0, 1.0));
}

Thresholds TagTuner::present() const
{
    if (!m_dragging)
        return m_thresholds;
    const ClassIndex index = classOfSlider(m_selected);
    if (index == kNoClass)
        return Thresholds(m_thresholds.size(), m_dragged);
    Thresholds thresholds = m_thresholds;
    thresholds[static_cast<std::size_t>(index)] = m_dragged;
    return thresholds;
}

void TagTuner::keep()
{
    if (!m_dragging)
        return;
    m_thresholds = present();
    if (m_selected == kCommonSlider)
        m_common = m_dragged;
    m_dragging = false;
    rebuild();
}

void TagTuner::revert()
{
    m_dragging = false;
}

TuneFlips TagTuner::flipsBetween(const Thresholds& from, const Thresholds& to) const
{
    TuneFlips flips;
    for (ClassIndex k = 0; k < table().classes(); ++k) {
        const double before = from[static_cast<std::size_t>(k)];
        const double after = to[static_cast<std::size_t>(k)];
        if (before == after)
            continue;
        const auto column = table().column(k);
        const auto labelled = table().labels(k);
        for (std::size_t row = 0; row < column.size(); ++row) {
            const bool was = column[row] >= before;
            const bool is = column[row] >= after;
            if (was == is)
                continue;
            auto& lane = is == (labelled[row] != 0) ? flips.gained : flips.lost;
            lane.push_back({m_data->samples[table().sourceRow(row)], is ? kNoClass : k, is ? k : kNoClass});
        }
    }
    return flips;
}

TuneFlips TagTuner::dragFlips() const
{
    return m_dragging ? flipsBetween(m_thresholds, present()) : TuneFlips();
}

double TagTuner::value() const
{
    if (!m_dragging)
        return m_value;
    return m_sweep ? m_sweep->valueAt(m_dragged) : valueAt(table(), m_objective, m_dragged);
}

double TagTuner::startValue() const
{
    return ThresholdState(table(), m_objective, m_start).value();
}

analysis::ClassMetrics TagTuner::metricsAt(const Thresholds& thresholds, ClassIndex index) const
{
    const auto column = table().column(index);
    const auto labelled = table().labels(index);
    qint64 decided = 0;
    qint64 correct = 0;
    for (std::size_t row = 0; row < column.size(); ++row) {
        const bool is = column[row] >= thresholds[static_cast<std::size_t>(index)];
        decided += is ? 1 : 0;
        correct += is && labelled[row] != 0 ? 1 : 0;
    }
    return analysis::classMetrics(table().support(index), decided, correct);
}

ThresholdSet TagTuner::set() const
{
    ThresholdSet set;
    set.task = Task::MultiLabel;
    set.thresholds = present();
    return set;
}

void TagTuner::load(const ThresholdSet* set)
{
    m_dragging = false;
    m_common = analysis::kPlainThreshold;
    m_thresholds = thresholdsOf(set, table().classes());
    rebuild();
}

void TagTuner::loadCommon(double value)
{
    m_dragging = false;
    m_common = asStored(value);
    m_thresholds.assign(m_thresholds.size(), m_common);
    rebuild();
}

void TagTuner::standAs(const ClassTuner& other)
{
    const auto& same = static_cast<const TagTuner&>(other);
    m_dragging = false;
    m_common = same.m_selected == kCommonSlider ? same.position() : same.m_common;
    m_thresholds = same.present();
    m_thresholds.resize(static_cast<std::size_t>(table().classes()), analysis::kPlainThreshold);
    rebuild();
}

ClassTuner::Work<TuneCurve> TagTuner::curveWork() const
{
    return [data = m_data, objective = m_objective](const CancelToken& cancel) -> Result<TuneCurve> {
        TuneCurve curve;
        curve.exact = false;
        curve.x = stops(kCommonStops);
        for (const double x : curve.x) {
            if (cancel.isCancelled())
                return stopped();
            curve.y.push_back(valueAt(data->tags, objective, x));
        }
        const auto best = static_cast<std::size_t>(std::ranges::max_element(curve.y) - curve.y.begin());
        curve.best = {curve.x[best], curve.x[best], curve.x[best], curve.y[best]};
        return curve;
    };
}

ClassTuner::Work<TuneBand> TagTuner::bandWork(int positions) const
{
    const ClassIndex index = classOfSlider(m_selected);
    return [data = m_data, objective = m_objective, thresholds = m_thresholds, index,
            x = stops(positions)](const CancelToken& cancel) -> Result<TuneBand> {
        std::vector<std::vector<double>> values(x.size()); // [position][round]
        for (int round = 0; round < kBandRounds; ++round) {
            if (cancel.isCancelled())
                return stopped();
            const auto weights = analysis::poissonWeights(data->tags.rows(), static_cast<quint64>(round) + 1);
            std::optional<ThresholdSweep> sweep;
            if (index != kNoClass) {
                const ThresholdState state(data->tags, objective, thresholds, weights);
                sweep.emplace(data->tags, state, index, thresholds[static_cast<std::size_t>(index)], weights);
            }
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double value = sweep ? sweep->valueAt(x[i]) : valueAt(data->tags, objective, x[i], weights);
                if (!std::isnan(value))
                    values[i].push_back(value);
            }
        }
        TuneBand band{x, {}, {}};
        for (auto& column : values) {
            std::ranges::sort(column);
            const auto limits = analysis::quantileInterval(column, kConfidence);
            band.low.push_back(limits.low);
            band.high.push_back(limits.high);
        }
        return band;
    };
}

ClassTuner::Work<std::vector<std::pair<int, double>>> TagTuner::gainsWork() const
{
    return [data = m_data, objective = m_objective, thresholds = m_thresholds](const CancelToken& cancel) -> Result<std::vector<std::pair<int, double>>> {
        const ThresholdState state(data->tags, objective, thresholds);
        std::vector<std::pair<int, double>> gains;
        for (ClassIndex k = 0; k < data->tags.classes(); ++k) {
            if (cancel.isCancelled())
                return stopped();
            const ThresholdSweep sweep(data->tags, state, k, thresholds[static_cast<std::size_t>(k)]);
            gains.emplace_back(sliderOf(k), sweep.best().value - state.value());
        }
        return gains;
    };
}

} // namespace badcase::workspace
