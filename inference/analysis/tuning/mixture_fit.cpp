// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mixture_fit.h"

#include "inference/analysis/tuning/folds.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::analysis {

namespace {

constexpr double kSmallGap = 1e-7;
constexpr int kMostRounds = 2000;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::heldOutMixture", text);
}

double mixedTruth(const float* truths, std::span<const double> weights)
{
    double sum = 0;
    for (std::size_t v = 0; v < weights.size(); ++v)
        sum += weights[v] * truths[v];
    return sum;
}

/// Sum of -log of the mixed truths of some rows.
class LossSum {
public:
    void add(const float* truths, std::span<const double> weights)
    {
        m_sum -= std::log(mixedTruth(truths, weights));
        ++m_count;
    }
    double mean() const { return m_count > 0 ? m_sum / static_cast<double>(m_count) : kUndefined; }

private:
    double m_sum = 0;
    qint64 m_count = 0;
};

class HeldOut {
public:
    HeldOut(const ClassMixSet& set, const MixObjective& objective, MixMode mode, const MixDecisions& reference,
            const MixtureFitOptions& options, const CancelToken& cancel, const ProgressCallback& progress)
        : m_set(set),
          m_objective(objective),
          m_mode(mode),
          m_reference(reference),
          m_options(options),
          m_cancel(cancel),
          m_progress(progress),
          m_truths(truthsOf(set)),
          m_answers(set.activation() == Activation::Softmax ? 1 : static_cast<std::size_t>(set.classes()))
    {}

    Result<HeldOutMixture> run()
    {
        HeldOutMixture out;
        const std::vector<double> equal(m_set.members(), 1.0 / static_cast<double>(m_set.members()));
        m_equal = m_set.decide(m_mode, equal);
        out.reference = score(m_reference);
        out.fit = fitMixture(m_truths, m_set.members(), {}, m_cancel);
        out.spread.assign(m_set.members(), {1, 0});
        tick();
        LossSum equalLoss;
        for (std::size_t i = 0; i < m_set.rows() * m_answers; ++i)
            equalLoss.add(m_truths.data() + i * m_set.members(), equal);
        out.logLossEqual = equalLoss.mean();
        LossSum heldOut;
        for (int repeat = 0; repeat < m_options.repeats; ++repeat)
            m_repeats.push_back(decideFolds(repeat, out, heldOut));
        out.logLossHeldOut = heldOut.mean();
        estimate(out);
        if (m_cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Fitting the weights was cancelled"));
        return out;
    }

private:
    double score(const MixDecisions& decisions, std::span<const int> weights = {}) const
    {
        return MixScore(m_set, m_objective, decisions, weights).value();
    }

    void tick()
    {
        ++m_done;
        if (m_progress)
            m_progress({m_done, static_cast<qint64>(m_options.folds) * m_options.repeats + 1, {}});
    }

    MixDecisions decideFolds(int repeat, HeldOutMixture& out, LossSum& loss)
    {
        const auto foldOf = assignFolds(m_set.strata(), {}, m_options.folds,
                                        m_options.seed * 1000 + static_cast<quint64>(repeat));
        MixDecisions held = m_equal;
        std::vector<int> counts(m_set.rows() * m_answers);
        for (int fold = 0; fold < m_options.folds && !m_cancel.isCancelled(); ++fold) {
            for (std::size_t i = 0; i < counts.size(); ++i)
                counts[i] = foldOf[i / m_answers] == fold ? 0 : 1;
            const MixtureFit fit = fitMixture(m_truths, m_set.members(), counts, m_cancel);
            const MixDecisions decided = m_set.decide(m_mode, fit.weights);
            for (std::size_t row = 0; row < m_set.rows(); ++row) {
                if (foldOf[row] != fold)
                    continue;
                if (held.sets.empty())
                    held.classes[row] = decided.classes[row];
                else
                    held.sets[row] = decided.sets[row];
                for (std::size_t i = row * m_answers; i < (row + 1) * m_answers; ++i)
                    loss.add(m_truths.data() + i * m_set.members(), fit.weights);
            }
            for (std::size_t v = 0; v < fit.weights.size(); ++v) {
                out.spread[v].low = std::min(out.spread[v].low, fit.weights[v]);
                out.spread[v].high = std::max(out.spread[v].high, fit.weights[v]);
            }
            tick();
        }
        return held;
    }

    void estimate(HeldOutMixture& out) const
    {
        GainDraws fitted;
        GainDraws equal;
        const double equalGain = score(m_equal) - out.reference;
        for (const MixDecisions& repeat : m_repeats) {
            fitted.repeats.push_back(score(repeat) - out.reference);
            equal.repeats.push_back(equalGain);
        }
        for (int round = 0; round < m_options.rounds && !m_cancel.isCancelled(); ++round) {
            const auto drawn = stratifiedWeights(m_set.strata(),
                                                 m_options.seed * 1'000'003 + static_cast<quint64>(round));
            const double base = score(m_reference, drawn);
            double sum = 0;
            for (const MixDecisions& repeat : m_repeats)
                sum += score(repeat, drawn) - base;
            fitted.rounds.push_back(sum / static_cast<double>(m_repeats.size()));
            equal.rounds.push_back(score(m_equal, drawn) - base);
        }
        out.fitted = honestGain(fitted, m_options.confidence);
        out.equal = honestGain(equal, m_options.confidence);
        out.overEqual = honestGain(fitted - equal, m_options.confidence);
        out.fitted.inSample = score(m_set.decide(m_mode, out.fit.weights)) - out.reference;
        out.equal.inSample = equalGain;
        out.overEqual.inSample = out.fitted.inSample - equalGain;
        out.advice = adviceOn(out.fitted, out.equal, out.overEqual);
    }

    const ClassMixSet& m_set;
    const MixObjective& m_objective;
    MixMode m_mode;
    const MixDecisions& m_reference;
    const MixtureFitOptions& m_options;
    const CancelToken& m_cancel;
    const ProgressCallback& m_progress;
    std::vector<float> m_truths;
    std::size_t m_answers; ///< a row
    MixDecisions m_equal;
    std::vector<MixDecisions> m_repeats;
    qint64 m_done = 0;
};

} // namespace

MixtureFit fitMixture(std::span<const float> truths, std::size_t members, std::span<const int> counts,
                      const CancelToken& cancel)
{
    MixtureFit out;
    out.weights.assign(members, 1.0 / static_cast<double>(members));
    const std::size_t rows = truths.size() / members;
    std::vector<double> pulls(members); ///< mean(p_v / sum w p): above 1 where more weight helps
    double total = 0;
    for (std::size_t row = 0; row < rows; ++row)
        total += counts.empty() ? 1 : counts[row];
    while (total > 0 && !cancel.isCancelled()) {
        std::ranges::fill(pulls, 0.0);
        out.logLoss = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const int count = counts.empty() ? 1 : counts[row];
            if (count == 0)
                continue;
            const float* truth = truths.data() + row * members;
            const double mixed = mixedTruth(truth, out.weights);
            out.logLoss -= count * std::log(mixed);
            const double scale = count / mixed;
            for (std::size_t v = 0; v < members; ++v)
                pulls[v] += truth[v] * scale;
        }
        out.logLoss /= total;
        for (double& pull : pulls)
            pull /= total;
        out.gap = std::max(0.0, std::log(std::ranges::max(pulls)));
        if (out.gap < kSmallGap || out.rounds >= kMostRounds)
            break;
        for (std::size_t v = 0; v < members; ++v)
            out.weights[v] *= pulls[v];
        const double sum = std::accumulate(out.weights.begin(), out.weights.end(), 0.0);
        for (double& weight : out.weights)
            weight /= sum;
        ++out.rounds;
    }
    return out;
}

std::vector<float> truthsOf(const ClassMixSet& set)
{
    constexpr auto kFloor = static_cast<float>(kMixFloor);
    std::vector<float> out;
    for (std::size_t row = 0; row < set.rows(); ++row) {
        const LabelSet& label = set.labels()[row];
        const bool oneClass = set.activation() == Activation::Softmax;
        for (ClassIndex k = oneClass ? label.first() : 0; k < (oneClass ? label.first() + 1 : set.classes()); ++k) {
            const bool isTrue = label.contains(k);
            for (std::size_t v = 0; v < set.members(); ++v) {
                const float p = set.row(v, row)[static_cast<std::size_t>(k)];
                out.push_back(std::max(isTrue ? p : 1.0f - p, kFloor));
            }
        }
    }
    return out;
}

Result<HeldOutMixture> heldOutMixture(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                                      const MixDecisions& reference, const MixtureFitOptions& options,
                                      const CancelToken& cancel, const ProgressCallback& progress)
{
    if (options.folds < 2 || set.rows() < static_cast<std::size_t>(options.folds))
        return fail(
            ErrorCode::InvalidArgument,
            tr("%1 samples cannot be parted into %2 folds; two or more folds with a sample each are needed")
                .arg(set.rows())
                .arg(options.folds));
    if (options.repeats < 2 || options.rounds < 2 || !(options.confidence > 0 && options.confidence < 1))
        return fail(ErrorCode::InvalidArgument,
                    tr("Two or more repeats and rounds and a confidence between 0 and 1 are needed"));
    return HeldOut(set, objective, mode, reference, options, cancel, progress).run();
}

} // namespace badcase::analysis
