// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/offset_tuner.h"

#include "inference/analysis/tuning/curve_band.h"
#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/quantile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

using analysis::LogUnits;
using analysis::Offsets;

constexpr int kBandRounds = 100;
constexpr double kConfidence = 0.9;

analysis::OffsetRange rangeAround(LogUnits prior)
{
    return {analysis::toLogUnits(-OffsetTuner::kRange) + prior, analysis::toLogUnits(OffsetTuner::kRange) + prior};
}

Offsets offsetsOf(const ThresholdSet* set, int classes)
{
    Offsets offsets(static_cast<std::size_t>(classes), 0);
    for (std::size_t k = 0; set && k < std::min(offsets.size(), set->offsets.size()); ++k)
        offsets[k] = analysis::toLogUnits(set->offsets[k]);
    return offsets;
}

analysis::ClassMetrics metricsOf(const analysis::ConfusionCounts& counts, ClassIndex index)
{
    return analysis::classMetrics(counts.support(index), counts.predicted(index), counts.at(index, index));
}

ResultError stopped()
{
    return fail(ErrorCode::Cancelled, QCoreApplication::translate("badcase::Tuning", "Stopped"));
}

/// The objective at each prior strength, the other offsets added.
Result<std::vector<double>> valuesOfTaus(const analysis::DecisionTable& table, const analysis::Objective& objective,
                                         const analysis::ClassPrior& prior, const Offsets& own,
                                         std::span<const double> taus, const std::vector<int>& weights,
                                         const CancelToken& cancel)
{
    if (std::ranges::all_of(own, [](LogUnits offset) { return offset == 0; })) {
        BADCASE_ASSIGN(auto curve, analysis::priorCurve(table, objective, prior, taus, cancel, weights));
        return std::move(curve.values);
    }
    std::vector<double> values;
    for (const double tau : taus) {
        if (cancel.isCancelled())
            return stopped();
        Offsets offsets = analysis::priorOffsets(prior, tau);
        for (std::size_t k = 0; k < offsets.size(); ++k)
            offsets[k] += own[k];
        values.push_back(analysis::ObjectiveState(objective, table.labels(), table.decide(offsets), weights).value());
    }
    return values;
}

} // namespace

OffsetTuner::OffsetTuner(std::shared_ptr<const ClassTuningData> data, analysis::Objective objective, ObjectiveChoice choice)
    : ClassTuner(std::move(data)),
      m_objective(std::move(objective)),
      m_prior(static_cast<std::size_t>(m_data->schema.size()), 0),
      m_own(offsetsOf(m_data->inForce ? &*m_data->inForce : nullptr, m_data->schema.size())),
      m_rows(m_data->table, m_own),
      m_state(m_objective)
{
    m_choice = std::move(choice);
    m_classPrior.counts = m_data->trainingCounts.empty() ? table().support() : m_data->trainingCounts;
    m_startDecisions = m_rows.decisions();
    m_startCounts = count(m_startDecisions);
    rank();
}

Result<void> OffsetTuner::setObjective(const ObjectiveChoice& objective)
{
    BADCASE_ASSIGN(m_objective, classObjective(objective, m_data->schema));
    m_choice = objective;
    keep();
    rank();
    return {};
}

Offsets OffsetTuner::total(double tau) const
{
    Offsets offsets = analysis::priorOffsets(m_classPrior, tau);
    for (std::size_t k = 0; k < offsets.size(); ++k)
        offsets[k] = std::clamp(offsets[k] + m_own[k], -analysis::kMaxOffset, analysis::kMaxOffset);
    return offsets;
}

analysis::ConfusionCounts OffsetTuner::count(const std::vector<ClassIndex>& decisions) const
{
    return analysis::ConfusionCounts::fromColumns(table().labels(), decisions, table().classes());
}

/// The counts behind the objective of the rows as they are ranked, and the sweep of the selected class.
void OffsetTuner::rank()
{
    const auto decisions = m_rows.decisions();
    m_counts = count(decisions);
    m_state = analysis::ObjectiveState(m_objective, table().labels(), decisions);
    sweep();
}

void OffsetTuner::sweep()
{
    m_cursor.reset();
    const ClassIndex index = classOfSlider(m_selected);
    if (index == kNoClass)
        return;
    m_cursor.emplace(analysis::OffsetSweep(m_rows, m_state, index, rangeAround(priorOf(index))), m_counts);
}

std::vector<TuneSlider> OffsetTuner::sliders() const
{
    std::vector<TuneSlider> list{{kCommonSlider, 0, kMaxTau, 0, m_dragging && m_selected == kCommonSlider ? m_dragTau : m_tau,
                                  static_cast<qint64>(table().rows())}};
    for (ClassIndex k = 0; k < table().classes(); ++k) {
        const bool here = m_dragging && m_selected == sliderOf(k);
        list.push_back({sliderOf(k), -kRange, kRange, 0, here ? position() : analysis::toNats(ownOf(k)),
                        table().support()[static_cast<std::size_t>(k)]});
    }
    return list;
}

void OffsetTuner::select(int slider)
{
    keep();
    m_selected = slider;
    sweep();
}

TuneSpan OffsetTuner::spanOf(const analysis::Plateau& plateau) const
{
    const LogUnits prior = priorOf(classOfSlider(m_selected));
    return {analysis::toNats(plateau.lo - prior), analysis::toNats(plateau.hi - prior),
            analysis::toNats(plateau.centre - prior), plateau.value};
}

std::optional<TuneCurve> OffsetTuner::curve() const
{
    if (!m_cursor)
        return std::nullopt;
    const analysis::OffsetSweep& sweep = m_cursor->sweep();
    const LogUnits prior = priorOf(sweep.classIndex());
    TuneCurve curve;
    curve.lo = -kRange;
    curve.hi = kRange;
    curve.x.reserve(sweep.intervals());
    curve.y.reserve(sweep.intervals());
    for (std::size_t i = 0; i < sweep.intervals(); ++i) {
        curve.x.push_back(analysis::toNats(sweep.start(i) - prior));
        curve.y.push_back(sweep.value(i));
    }
    curve.best = spanOf(sweep.best());
    return curve;
}

std::optional<TuneSpan> OffsetTuner::plateau() const
{
    if (!m_cursor)
        return std::nullopt;
    return spanOf(m_cursor->sweep().plateauAt(m_cursor->offset()));
}

double OffsetTuner::position() const
{
    if (!m_cursor)
        return m_dragging ? m_dragTau : m_tau;
    return analysis::toNats(m_cursor->offset() - priorOf(classOfSlider(m_selected)));
}

void OffsetTuner::dragTo(double value)
{
    m_dragging = true;
    if (m_cursor) {
        const double limited = std::clamp(value, -kRange, kRange);
        m_cursor->moveTo(analysis::toLogUnits(limited) + priorOf(classOfSlider(m_selected)));
        return;
    }
    m_dragTau = std::clamp(value, 0.0, kMaxTau);
    m_dragDecisions = table().decide(total(m_dragTau));
    m_dragCounts = count(m_dragDecisions);
}

void OffsetTuner::keep()
{
    if (!m_dragging)
        return;
    m_dragging = false;
    if (m_cursor) {
        const ClassIndex index = classOfSlider(m_selected);
        m_own[static_cast<std::size_t>(index)] = m_cursor->offset() - priorOf(index);
        m_rows.setOffset(index, m_cursor->offset());
    } else {
        m_tau = m_dragTau;
        m_prior = analysis::priorOffsets(m_classPrior, m_tau);
        m_rows = analysis::RankedRows(table(), total(m_tau));
        m_dragDecisions.clear();
    }
    rank();
}

void OffsetTuner::revert()
{
    if (!m_dragging)
        return;
    m_dragging = false;
    m_dragDecisions.clear();
    if (m_cursor)
        m_cursor->moveTo(m_cursor->sweep().present());
}

const analysis::ConfusionCounts& OffsetTuner::counts() const
{
    if (m_cursor)
        return m_cursor->counts();
    return m_dragging ? m_dragCounts : m_counts;
}

std::vector<ClassIndex> OffsetTuner::decisions() const
{
    if (!m_dragging)
        return m_rows.decisions();
    if (!m_cursor)
        return m_dragDecisions;
    auto decisions = m_rows.decisions();
    const auto flips = analysis::flipsBetween(m_cursor->sweep(), m_cursor->sweep().present(), m_cursor->offset());
    for (const auto* lane : {&flips.gained, &flips.lost, &flips.moved}) {
        for (const analysis::Flip& flip : *lane)
            decisions[flip.row] = flip.to;
    }
    return decisions;
}

TuneFlips OffsetTuner::flipsFrom(const std::vector<ClassIndex>& before) const
{
    TuneFlips flips;
    const auto after = decisions();
    for (std::size_t row = 0; row < after.size(); ++row) {
        if (before[row] == after[row])
            continue;
        const ClassIndex label = table().label(row);
        auto& lane = after[row] == label ? flips.gained : before[row] == label ? flips.lost : flips.moved;
        lane.push_back({m_data->samples[table().sourceRow(row)], before[row], after[row]});
    }
    return flips;
}

TuneFlips OffsetTuner::dragFlips() const
{
    if (!m_dragging)
        return {};
    if (!m_cursor)
        return flipsFrom(m_rows.decisions());
    const auto rows = analysis::flipsBetween(m_cursor->sweep(), m_cursor->sweep().present(), m_cursor->offset());
    const auto named = [this](const std::vector<analysis::Flip>& lane) {
        std::vector<TuneFlip> flips;
        flips.reserve(lane.size());
        for (const analysis::Flip& flip : lane)
            flips.push_back({m_data->samples[table().sourceRow(flip.row)], flip.from, flip.to});
        return flips;
    };
    return {named(rows.gained), named(rows.lost), named(rows.moved)};
}

TuneFlips OffsetTuner::allFlips() const
{
    return flipsFrom(m_startDecisions);
}

double OffsetTuner::value() const
{
    if (m_cursor)
        return m_cursor->sweep().valueAt(m_cursor->offset());
    return m_dragging ? m_objective.value(m_dragCounts) : m_state.value();
}

analysis::ClassMetrics OffsetTuner::classNow(ClassIndex index) const
{
    return metricsOf(counts(), index);
}

analysis::ClassMetrics OffsetTuner::classAtStart(ClassIndex index) const
{
    return metricsOf(m_startCounts, index);
}

ThresholdSet OffsetTuner::set() const
{
    ThresholdSet set;
    set.task = Task::Classification;
    const bool tauMoves = m_dragging && !m_cursor;
    Offsets offsets = total(tauMoves ? m_dragTau : m_tau);
    if (m_dragging && m_cursor)
        offsets[static_cast<std::size_t>(classOfSlider(m_selected))] = m_cursor->offset();
    for (const LogUnits offset : offsets)
        set.offsets.push_back(analysis::toNats(offset));
    return set;
}

void OffsetTuner::load(const ThresholdSet* set)
{
    stand(0, offsetsOf(set, table().classes()));
}

void OffsetTuner::loadCommon(double value)
{
    stand(std::clamp(value, 0.0, kMaxTau), Offsets(m_own.size(), 0));
}

void OffsetTuner::standAs(const ClassTuner& other)
{
    const auto& same = static_cast<const OffsetTuner&>(other);
    Offsets own = same.m_own;
    if (same.m_dragging && same.m_cursor)
        own[static_cast<std::size_t>(classOfSlider(same.m_selected))] = same.m_cursor->offset() - same.priorOf(classOfSlider(same.m_selected));
    own.resize(m_own.size(), 0);
    stand(same.m_dragging && !same.m_cursor ? same.m_dragTau : same.m_tau, std::move(own));
}

void OffsetTuner::stand(double tau, Offsets own)
{
    m_dragging = false;
    m_tau = tau;
    m_own = std::move(own);
    m_prior = analysis::priorOffsets(m_classPrior, m_tau);
    m_rows = analysis::RankedRows(table(), total(m_tau));
    rank();
}

ClassTuner::Work<TuneCurve> OffsetTuner::curveWork() const
{
    return [data = m_data, objective = m_objective, prior = m_classPrior, own = m_own](const CancelToken& cancel) -> Result<TuneCurve> {
        TuneCurve curve;
        curve.x = analysis::priorGrid(64, kMaxTau);
        curve.hi = kMaxTau;
        curve.exact = false;
        BADCASE_ASSIGN(curve.y, valuesOfTaus(data->table, objective, prior, own, curve.x, {}, cancel));
        const auto best = static_cast<std::size_t>(std::ranges::max_element(curve.y) - curve.y.begin());
        std::size_t last = best;
        while (last + 1 < curve.y.size() && curve.y[last + 1] == curve.y[best])
            ++last;
        curve.best = {curve.x[best], curve.x[last], curve.x[(best + last) / 2], curve.y[best]};
        return curve;
    };
}

ClassTuner::Work<TuneBand> OffsetTuner::bandWork(int positions) const
{
    const auto places = [positions](double lo, double hi) {
        std::vector<double> x;
        for (int i = 0; i < positions; ++i)
            x.push_back(std::lerp(lo, hi, positions > 1 ? double(i) / (positions - 1) : 0.5));
        return x;
    };
    if (!m_cursor)
        return [data = m_data, objective = m_objective, prior = m_classPrior, own = m_own,
                x = places(0, kMaxTau)](const CancelToken& cancel) -> Result<TuneBand> {
            std::vector<std::vector<double>> values(x.size()); // [position][round]
            for (int round = 0; round < kBandRounds; ++round) {
                const auto weights = analysis::poissonWeights(data->table.rows(), static_cast<quint64>(round) + 1);
                BADCASE_ASSIGN(const auto row, valuesOfTaus(data->table, objective, prior, own, x, weights, cancel));
                for (std::size_t i = 0; i < x.size(); ++i) {
                    if (!std::isnan(row[i]))
                        values[i].push_back(row[i]);
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
    const ClassIndex index = classOfSlider(m_selected);
    return [rows = m_rows, objective = m_objective, index, prior = priorOf(index),
            x = places(-kRange, kRange)](const CancelToken& cancel) -> Result<TuneBand> {
        std::vector<LogUnits> offsets;
        for (const double place : x)
            offsets.push_back(analysis::toLogUnits(place) + prior);
        analysis::BandOptions options;
        options.rounds = kBandRounds;
        options.confidence = kConfidence;
        BADCASE_ASSIGN(const auto limits, analysis::curveBand(rows, objective, index, rangeAround(prior), offsets, options, cancel));
        TuneBand band{x, {}, {}};
        for (const analysis::Interval& interval : limits.values) {
            band.low.push_back(interval.low);
            band.high.push_back(interval.high);
        }
        return band;
    };
}

ClassTuner::Work<std::vector<std::pair<int, double>>> OffsetTuner::gainsWork() const
{
    return [rows = m_rows, state = m_state, prior = m_prior](const CancelToken& cancel) -> Result<std::vector<std::pair<int, double>>> {
        std::vector<std::pair<int, double>> gains;
        for (ClassIndex k = 0; k < rows.table().classes(); ++k) {
            if (cancel.isCancelled())
                return stopped();
            const analysis::OffsetSweep sweep(rows, state, k, rangeAround(prior[static_cast<std::size_t>(k)]));
            gains.emplace_back(sliderOf(k), sweep.best().value - state.value());
        }
        return gains;
    };
}

} // namespace badcase::workspace
