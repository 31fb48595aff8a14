// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/cross_fit.h"

#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/row_blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>
#include <optional>

namespace badcase::analysis {

namespace {

using Decisions = std::vector<ClassIndex>;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::crossFit", text);
}

/// One way of choosing offsets on some of the rows, and what it needs to decide others.
struct Rules {
    Offsets raw;
    Offsets tau;
    double tauChosen = 0;
    std::vector<qint64> counts; ///< labels that the rules were made on
};

class CrossFitter {
public:
    CrossFitter(const DecisionTable& table, const Objective& objective, const CrossFitOptions& options,
                const CancelToken& cancel, const ProgressCallback& progress)
        : m_table(table), m_objective(objective), m_options(options), m_cancel(cancel), m_progress(progress)
    {}

    Result<CrossFit> run();

private:
    /// The held-out decisions of one repeat.
    struct Repeat {
        std::vector<int> fold;
        std::vector<Decisions> byShrinkage; ///< one for each candidate
        Decisions tau;
        Decisions chosen; ///< each fold by the candidate that is best on the others
    };

    Result<Rules> tune(std::span<const int> weights, int threads);
    Result<> tuneFold(Repeat& repeat, int fold);
    Result<> tuneFolds();
    void chooseShrinkage(Repeat& repeat) const;
    double score(const Decisions& decisions, std::span<const int> weights = {}) const
    {
        return ObjectiveState(m_objective, m_table.labels(), decisions, weights).value();
    }
    void estimate(CrossFit& out) const;
    void settle(CrossFit& out) const;
    void tick();

    const DecisionTable& m_table;
    const Objective& m_objective;
    const CrossFitOptions& m_options;
    const CancelToken& m_cancel;
    const ProgressCallback& m_progress;
    std::mutex m_mutex;
    qint64 m_done = 0;
    Decisions m_base;
    std::vector<Repeat> m_repeats;
};

void CrossFitter::tick()
{
    const std::lock_guard lock(m_mutex);
    ++m_done;
    if (m_progress)
        m_progress({m_done, static_cast<qint64>(m_options.folds) * m_options.repeats + 1, {}});
}

Result<Rules> CrossFitter::tune(std::span<const int> weights, int threads)
{
    Rules rules;
    rules.counts.resize(static_cast<std::size_t>(m_table.classes()));
    for (std::size_t row = 0; row < m_table.rows(); ++row)
        rules.counts[static_cast<std::size_t>(m_table.label(row))] += weights.empty() ? 1 : weights[row];
    const ClassPrior prior{m_options.priorCounts.empty() ? rules.counts : m_options.priorCounts,
                           m_options.cap};
    BADCASE_ASSIGN(const PriorCurve curve,
                   priorCurve(m_table, m_objective, prior, m_options.taus, m_cancel, weights, threads));
    rules.tauChosen = curve.taus[curve.best];
    rules.tau = priorOffsets(prior, rules.tauChosen);
    SearchOptions search = m_options.search;
    search.threads = threads;
    BADCASE_ASSIGN(SearchResult found, searchOffsets(m_table, m_objective, search, m_cancel, {}, weights));
    rules.raw = std::move(found.offsets);
    tick();
    return rules;
}

Result<> CrossFitter::tuneFold(Repeat& repeat, int fold)
{
    std::vector<int> weights(m_table.rows());
    std::ranges::transform(repeat.fold, weights.begin(), [&](int other) { return other == fold ? 0 : 1; });
    BADCASE_ASSIGN(const Rules rules, tune(weights, 1));
    const auto decideFold = [&](const Offsets& offsets, Decisions& to) {
        const Decisions decisions = m_table.decide(offsets, 1);
        for (std::size_t row = 0; row < decisions.size(); ++row) {
            if (repeat.fold[row] == fold)
                to[row] = decisions[row];
        }
    };
    decideFold(rules.tau, repeat.tau);
    for (std::size_t i = 0; i < repeat.byShrinkage.size(); ++i)
        decideFold(shrunk(rules.raw, rules.counts, m_options.shrinkage[i]), repeat.byShrinkage[i]);
    return {};
}

Result<> CrossFitter::tuneFolds()
{
    const auto folds = static_cast<std::size_t>(m_options.folds);
    for (int i = 0; i < m_options.repeats; ++i) {
        Repeat repeat;
        repeat.fold = assignFolds(m_table.labels(), m_table.groups(), m_options.folds,
                                  m_options.seed * 1000 + static_cast<quint64>(i));
        repeat.byShrinkage.assign(m_options.shrinkage.size(), Decisions(m_table.rows()));
        repeat.tau.resize(m_table.rows());
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

void CrossFitter::chooseShrinkage(Repeat& repeat) const
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

void CrossFitter::estimate(CrossFit& out) const
{
    GainDraws perClass;
    GainDraws tau;
    for (const Repeat& repeat : m_repeats) {
        perClass.repeats.push_back(score(repeat.chosen) - out.base);
        tau.repeats.push_back(score(repeat.tau) - out.base);
    }
    for (int round = 0; round < m_options.rounds && !m_cancel.isCancelled(); ++round) {
        const auto weights =
            stratifiedWeights(m_table.labels(), m_options.seed * 1'000'003 + static_cast<quint64>(round));
        const double base = score(m_base, weights);
        double sumPerClass = 0;
        double sumTau = 0;
        for (const Repeat& repeat : m_repeats) {
            sumPerClass += score(repeat.chosen, weights) - base;
            sumTau += score(repeat.tau, weights) - base;
        }
        perClass.rounds.push_back(sumPerClass / static_cast<double>(m_repeats.size()));
        tau.rounds.push_back(sumTau / static_cast<double>(m_repeats.size()));
    }
    out.perClass = honestGain(perClass, m_options.confidence);
    out.tau = honestGain(tau, m_options.confidence);
    out.overTau = honestGain(perClass - tau, m_options.confidence);
}

/// The rules that are handed out: made on everything, shrunk by what did best over all held-out decisions.
void CrossFitter::settle(CrossFit& out) const
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
    out.offsets = shrunk(out.rawOffsets, m_table.support(), out.shrinkage);
    out.perClass.inSample = score(m_table.decide(out.offsets, m_options.threads)) - out.base;
    out.rawInSample = score(m_table.decide(out.rawOffsets, m_options.threads)) - out.base;
    out.tau.inSample = score(m_table.decide(out.tauOffsets, m_options.threads)) - out.base;
    out.overTau.inSample = out.perClass.inSample - out.tau.inSample;
    out.advice = adviceOn(out.perClass, out.tau, out.overTau);
}

Result<CrossFit> CrossFitter::run()
{
    CrossFit out;
    m_base = m_table.decide(Offsets(static_cast<std::size_t>(m_table.classes())), m_options.threads);
    out.base = score(m_base);
    BADCASE_TRY(tuneFolds());
    BADCASE_ASSIGN(Rules rules, tune({}, m_options.threads));
    estimate(out);
    if (m_cancel.isCancelled())
        return fail(ErrorCode::Cancelled, tr("The estimate of the gain was cancelled"));
    out.rawOffsets = std::move(rules.raw);
    out.tauOffsets = std::move(rules.tau);
    out.tauChosen = rules.tauChosen;
    settle(out);
    return out;
}

} // namespace

Offsets shrunk(const Offsets& offsets, std::span<const qint64> counts, double a)
{
    Q_ASSERT(offsets.size() == counts.size());
    Offsets out(offsets.size());
    for (std::size_t k = 0; k < out.size(); ++k) {
        const auto count = static_cast<double>(counts[k]);
        out[k] = count + a > 0 ? toLogUnits(toNats(offsets[k]) * count / (count + a)) : 0;
    }
    return out;
}

Result<CrossFit> crossFit(const DecisionTable& table, const Objective& objective,
                          const CrossFitOptions& options, const CancelToken& cancel,
                          const ProgressCallback& progress)
{
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
    return CrossFitter(table, objective, options, cancel, progress).run();
}

} // namespace badcase::analysis
