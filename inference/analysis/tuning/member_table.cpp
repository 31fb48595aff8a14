// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/member_table.h"

#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/quantile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

struct Tally {
    qint64 support = 0;
    qint64 predicted = 0;
    qint64 correct = 0;
};

std::vector<Tally> tallies(const ClassMixSet& set, const MixDecisions& decisions)
{
    std::vector<Tally> out(static_cast<std::size_t>(set.classes()));
    for (std::size_t row = 0; row < set.rows(); ++row) {
        const LabelSet decided = decisions.at(row);
        for (const ClassIndex k : set.labels()[row]) {
            ++out[static_cast<std::size_t>(k)].support;
            out[static_cast<std::size_t>(k)].correct += decided.contains(k) ? 1 : 0;
        }
        for (const ClassIndex k : decided)
            ++out[static_cast<std::size_t>(k)].predicted;
    }
    return out;
}

double f1(const Tally& tally)
{
    return classMetrics(tally.support, tally.predicted, tally.correct).f1;
}

std::vector<double> only(std::size_t members, std::size_t member)
{
    std::vector<double> weights(members);
    weights[member] = 1;
    return weights;
}

double scoreOf(const ClassMixSet& set, const MixObjective& objective, const MixDecisions& decisions)
{
    return MixScore(set, objective, decisions).value();
}

} // namespace

std::vector<WorseClass> worseClasses(const ClassMixSet& set, const MixDecisions& before, const MixDecisions& after)
{
    const auto first = tallies(set, before);
    const auto second = tallies(set, after);
    std::vector<WorseClass> out;
    for (std::size_t k = 0; k < first.size(); ++k) {
        const WorseClass one{static_cast<ClassIndex>(k), first[k].support, f1(first[k]), f1(second[k])};
        if (one.after < one.before)
            out.push_back(one);
    }
    std::ranges::stable_sort(out, {}, [](const WorseClass& one) { return one.after - one.before; });
    return out;
}

MemberTable memberTable(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                        std::span<const double> weights)
{
    MemberTable table;
    const MixDecisions mixed = set.decide(mode, weights);
    table.mixed = scoreOf(set, objective, mixed);
    for (std::size_t member = 0; member < set.members(); ++member) {
        MemberRow row;
        row.alone = scoreOf(set, objective, set.decide(mode, only(set.members(), member)));
        std::vector<double> others(weights.begin(), weights.end());
        others[member] = 0;
        if (!areMixWeights(others)) {
            row.gainWhenAdded = kUndefined;
        } else if (weights[member] > 0) {
            const MixDecisions without = set.decide(mode, others);
            row.gainWhenAdded = table.mixed - scoreOf(set, objective, without);
            row.flipsWhenAdded = countFlips(mixFlips(set, without, mixed));
            row.worse = worseClasses(set, without, mixed);
        }
        table.members.push_back(std::move(row));
    }
    return table;
}

PairedGain pairedGain(const ClassMixSet& set, const MixObjective& objective, const MixDecisions& before,
                      const MixDecisions& after, const GainRules& rules, const CancelToken& cancel)
{
    PairedGain out;
    out.gain = scoreOf(set, objective, after) - scoreOf(set, objective, before);
    std::vector<double> draws;
    for (int round = 0; round < rules.rounds && !cancel.isCancelled(); ++round) {
        const auto drawn =
            stratifiedWeights(set.strata(), rules.seed * 1'000'003 + static_cast<quint64>(round));
        MixScore score(set, objective, before, drawn);
        const double base = score.value();
        score.change(before, after);
        if (const double gain = score.value() - base; !std::isnan(gain))
            draws.push_back(gain);
    }
    const auto above = std::ranges::count_if(draws, [](double gain) { return gain > 0; });
    out.likelihood = draws.empty() ? 0.0 : static_cast<double>(above) / static_cast<double>(draws.size());
    std::ranges::sort(draws);
    out.interval = draws.empty() ? Interval{out.gain, out.gain} : quantileInterval(draws, rules.confidence);
    return out;
}

Result<MemberSelection> selectMembers(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                                      std::span<const double> weights, std::size_t first, const GainRules& rules,
                                      const CancelToken& cancel, double sure)
{
    MemberSelection out;
    out.members.push_back(first);
    std::vector<double> chosen(set.members());
    chosen[first] = weights[first];
    MixDecisions present = set.decide(mode, chosen);
    out.start = scoreOf(set, objective, present);
    while (out.members.size() < set.members() && !cancel.isCancelled()) {
        SelectionStep step;
        MixDecisions best;
        for (std::size_t member = 0; member < set.members(); ++member) {
            if (chosen[member] > 0)
                continue;
            std::vector<double> tried = chosen;
            tried[member] = weights[member];
            MixDecisions decisions = set.decide(mode, tried);
            const double value = scoreOf(set, objective, decisions);
            if (best.rows() == 0 || value > step.value) {
                step.member = member;
                step.value = value;
                best = std::move(decisions);
            }
        }
        step.gain = pairedGain(set, objective, present, best, rules, cancel);
        step.kept = step.gain.likelihood > sure;
        out.steps.push_back(step);
        if (!step.kept)
            break;
        out.members.push_back(step.member);
        chosen[step.member] = weights[step.member];
        present = std::move(best);
    }
    if (cancel.isCancelled())
        return fail(ErrorCode::Cancelled,
                    QCoreApplication::translate("badcase::selectMembers", "The choice of members was cancelled"));
    return out;
}

} // namespace badcase::analysis
