// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/threshold_cross_fit.h"

#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/row_blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

namespace badcase::analysis {

namespace {

using Decisions = std::vector<LabelSet>;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::crossFitThresholds", text);
}

std::vector<ClassIndex> rarestLabels(const ThresholdTable& table)
{
    std::vector<ClassIndex> out;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const LabelSet label = table.label(row);
        const auto rarest =
            std::ranges::min_element(label.classes(), {}, [&](ClassIndex k) { return table.support(k); });
        out.push_back(label.empty() ? table.classes() : *rarest);
    }
    return out;
}

struct Rules {
    Thresholds raw;
    double common = kPlainThreshold;
};

class ThresholdFitter {
public:
    ThresholdFitter(const ThresholdTable& table, const LabelObjective& objective,
                    const ThresholdCrossFitOptions& options, const CancelToken& cancel,
                    const ProgressCallback& progress)
        : m_table(table),
          m_objective(objective),
          m_options(options),
          m_cancel(cancel),
          m_progress(progress),
          m_strata(rarestLabels(table))
    {
        for (std::size_t row = 0; row < table.rows(); ++row)
            m_labels.push_back(table.label(row));
    }

    Result<ThresholdCrossFit> run();

private:
    struct Repeat {
        std::vector<int> fold;
        std::vector<Decisions> byShrinkage;
        Decisions common;
        Decisions chosen;
    };

    Thresholds same(double threshold) const
    {
        return Thresholds(static_cast<std::size_t>(m_table.classes()), threshold);
    }
    Result<Rules> tune(std::span<const int> weights);
    Result<> tuneFold(Repeat& repeat, int fold);
    Result<> tuneFolds();
    void chooseShrinkage(Repeat& repeat) const;
    double score(const Decisions& decisions, std::span<const int> weights = {}) const;
    double scoreOf(const Thresholds& thresholds) const
    {
        return ThresholdState(m_table, m_objective, thresholds).value();
    }
    void estimate(ThresholdCrossFit& out) const;
    void settle(ThresholdCrossFit& out) const;

    const ThresholdTable& m_table;
    const LabelObjective& m_objective;
    const ThresholdCrossFitOptions& m_options;
    const CancelToken& m_cancel;
    const ProgressCallback& m_progress;
    std::vector<ClassIndex> m_strata;
    std::vector<LabelSet> m_labels;
    std::mutex m_mutex;
    qint64 m_done = 0;
    std::vector<Repeat> m_repeats;
};

double ThresholdFitter::score(const Decisions& decisions, std::span<const int> weights) const
{
    MultiLabelScore score(m_table.classes());
    for (std::size_t row = 0; row < decisions.size(); ++row) {
        for (int copy = 0; copy < (weights.empty() ? 1 : weights[row]); ++copy)
            score.add(m_labels[row], decisions[row]);
    }
    return m_objective.value(score.metrics());
}

Result<Rules> ThresholdFitter::tune(std::span<const int> weights)
{
    Rules rules;
    double most = ThresholdState(m_table, m_objective, same(kPlainThreshold), weights).value();
    for (int i = 1; i <= m_options.commonSteps && !m_cancel.isCancelled(); ++i) {
        const double threshold = static_cast<double>(i) / (m_options.commonSteps + 1);
        const double value = ThresholdState(m_table, m_objective, same(threshold), weights).value();
        if (value > most) {
            most = value;
            rules.common = threshold;
        }
    }
    BADCASE_ASSIGN(ThresholdSearchResult found,
                   searchThresholds(m_table, m_objective, m_cancel, {}, weights));
    rules.raw = std::move(found.thresholds);
    const std::lock_guard lock(m_mutex);
    ++m_done;
    if (m_progress)
        m_progress({m_done, static_cast<qint64>(m_options.folds) * m_options.repeats + 1, {}});
    return rules;
}

Result<> ThresholdFitter::tuneFold(Repeat& repeat, int fold)
{
    std::vector<int> weights(m_table.rows());
    std::ranges::transform(repeat.fold, weights.begin(), [&](int other) { return other == fold ? 0 : 1; });
    BADCASE_ASSIGN(const Rules rules, tune(weights));
    const auto decideFold = [&](const Thresholds& thresholds, Decisions& to) {
        for (std::size_t row = 0; row < to.size(); ++row) {
            if (repeat.fold[row] == fold)
                to[row] = m_table.decide(row, thresholds);
        }
    };
    decideFold(same(rules.common), repeat.common);
    for (std::size_t i = 0; i < repeat.byShrinkage.size(); ++i)
        decideFold(shrunk(rules.raw, m_table, weights, m_options.shrinkage[i]), repeat.byShrinkage[i]);
    return {};
}

Result<> ThresholdFitter::tuneFolds()
{
    const auto folds = static_cast<std::size_t>(m_options.folds);
    for (int i = 0; i < m_options.repeats; ++i) {
        Repeat repeat;
        repeat.fold = assignFolds(m_strata, m_table.groups(), m_options.folds,
                                  m_options.seed * 1000 + static_cast<quint64>(i));
        repeat.byShrinkage.assign(m_options.shrinkage.size(), Decisions(m_table.rows()));
        repeat.common.resize(m_table.rows());
        m_repeats.push_back(std::move(repeat));
    }
    std::optional<Error> error;
    inRowBlocks(m_repeats.size() * folds, 1, m_options.threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t task = begin; task < end; ++task) {
            const auto done = tuneFold(m_repeats[task / folds], static_cast<int>(task % folds));
            if (done)
                continue;
            const std::lock_guard lock(m_mutex);
            error = done.error();
            return;
        }
    });
    if (error)
        return fail(*error);
    for (Repeat& repeat : m_repeats)
        chooseShrinkage(repeat);
    return {};
}

void ThresholdFitter::chooseShrinkage(Repeat& repeat) const
{
    repeat.chosen.resize(m_table.rows());
    std::vector<int> others(m_table.rows());
    for (int fold = 0; fold < m_options.folds; ++fold) {
        std::ranges::transform(repeat.fold, others.begin(), [&](int other) { return other == fold ? 0 : 1; });
        std::size_t best = 0;
        double most = score(repeat.byShrinkage[0], others);
        for (std::size_t i = 1; i < repeat.byShrinkage.size(); ++i) {
            const double value = score(repeat.byShrinkage[i], others);
            if (value >= most) { // of equals the one that changes less
                most = value;
                best = i;
            }
        }
        for (std::size_t row = 0; row < repeat.fold.size(); ++row) {
            if (repeat.fold[row] == fold)
                repeat.chosen[row] = repeat.byShrinkage[best][row];
        }
    }
}

void ThresholdFitter::estimate(ThresholdCrossFit& out) const
{
    Decisions base;
    for (std::size_t row = 0; row < m_table.rows(); ++row)
        base.push_back(m_table.decide(row, same(kPlainThreshold)));
    GainDraws perClass;
    GainDraws common;
    for (const Repeat& repeat : m_repeats) {
        perClass.repeats.push_back(score(repeat.chosen) - out.base);
        common.repeats.push_back(score(repeat.common) - out.base);
    }
    for (int round = 0; round < m_options.rounds && !m_cancel.isCancelled(); ++round) {
        const auto weights =
            stratifiedWeights(m_strata, m_options.seed * 1'000'003 + static_cast<quint64>(round));
        const double plain = score(base, weights);
        double sumPerClass = 0;
        double sumCommon = 0;
        for (const Repeat& repeat : m_repeats) {
            sumPerClass += score(repeat.chosen, weights) - plain;
            sumCommon += score(repeat.common, weights) - plain;
        }
        perClass.rounds.push_back(sumPerClass / static_cast<double>(m_repeats.size()));
        common.rounds.push_back(sumCommon / static_cast<double>(m_repeats.size()));
    }
    out.perClass = honestGain(perClass, m_options.confidence);
    out.common = honestGain(common, m_options.confidence);
    out.overCommon = honestGain(perClass - common, m_options.confidence);
}

void ThresholdFitter::settle(ThresholdCrossFit& out) const
{
    double most = 0;
    for (std::size_t i = 0; i < m_options.shrinkage.size(); ++i) {
        double sum = 0;
        for (const Repeat& repeat : m_repeats)
            sum += score(repeat.byShrinkage[i]);
        if (i == 0 || sum >= most) {
            most = sum;
            out.shrinkage = m_options.shrinkage[i];
        }
    }
    out.thresholds = shrunk(out.rawThresholds, m_table, {}, out.shrinkage);
    out.perClass.inSample = scoreOf(out.thresholds) - out.base;
    out.rawInSample = scoreOf(out.rawThresholds) - out.base;
    out.common.inSample = scoreOf(same(out.commonThreshold)) - out.base;
    out.overCommon.inSample = out.perClass.inSample - out.common.inSample;
    out.advice = adviceOn(out.perClass, out.common, out.overCommon);
}

Result<ThresholdCrossFit> ThresholdFitter::run()
{
    ThresholdCrossFit out;
    out.base = scoreOf(same(kPlainThreshold));
    BADCASE_TRY(tuneFolds());
    BADCASE_ASSIGN(Rules rules, tune({}));
    estimate(out);
    if (m_cancel.isCancelled())
        return fail(ErrorCode::Cancelled, tr("The estimate of the gain was cancelled"));
    out.rawThresholds = std::move(rules.raw);
    out.commonThreshold = rules.common;
    settle(out);
    return out;
}

} // namespace

Thresholds shrunk(const Thresholds& thresholds, const ThresholdTable& table, std::span<const int> weights,
                  double a)
{
    if (a <= 0)
        return thresholds;
    Thresholds out;
    for (int k = 0; k < table.classes(); ++k) {
        const auto labels = table.labels(k);
        double count = 0;
        for (std::size_t row = 0; row < labels.size(); ++row)
            count += labels[row] != 0 ? (weights.empty() ? 1 : weights[row]) : 0;
        const double t = std::clamp(thresholds[static_cast<std::size_t>(k)], 1e-6, 1 - 1e-6);
        out.push_back(1 / (1 + std::exp(-std::log(t / (1 - t)) * count / (count + a))));
    }
    return out;
}

Result<ThresholdCrossFit> crossFitThresholds(const ThresholdTable& table, const LabelObjective& objective,
                                             const ThresholdCrossFitOptions& options,
                                             const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_TRY(objective.check(table.classes()));
    if (options.folds < 2 || table.rows() < static_cast<std::size_t>(options.folds))
        return fail(
            ErrorCode::InvalidArgument,
            tr("%1 samples cannot be parted into %2 folds; two or more folds with a sample each are needed")
                .arg(table.rows())
                .arg(options.folds));
    const auto& candidates = options.shrinkage;
    if (candidates.empty() || !std::ranges::is_sorted(candidates) || !(candidates.front() >= 0))
        return fail(ErrorCode::InvalidArgument,
                    tr("The candidates of the shrinkage must be rising numbers from 0 on"));
    if (options.repeats < 2 || options.rounds < 2 || !(options.confidence > 0 && options.confidence < 1))
        return fail(ErrorCode::InvalidArgument,
                    tr("Two or more repeats and rounds and a confidence between 0 and 1 are needed"));
    return ThresholdFitter(table, objective, options, cancel, progress).run();
}

} // namespace badcase::analysis
