// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/class_mixer.h"

#include <algorithm>
#include <limits>

namespace badcase::analysis {

namespace {

/// A weight that counts and moves no sum: with it Max has its second position.
constexpr double kLeastWeight = 1e-9;
/// Sums that differ by less are equal, as they are after the rounding of `combine`; the lower class has them then.
constexpr double kSame = 1e-9;

/// From `weight` on a row is decided so.
struct Turn {
    double weight = 0;
    std::uint32_t row = 0;
    ClassIndex index = kNoClass; ///< softmax: the class; sigmoid: the tag that changes sides
    bool decided = true;
};

/// The turns of rows in doubt while one weight rises.
class TurnFinder {
public:
    TurnFinder(const ClassMixSet& set, MixMode mode, std::span<const double> weights, std::size_t member,
               double most)
        : m_set(set), m_mode(mode), m_weights(weights.begin(), weights.end()), m_member(member), m_most(most)
    {
        m_weights[member] = 0;
    }

    std::vector<Turn> find()
    {
        for (const auto& doubt : m_set.doubts()) {
            if (m_set.activation() == Activation::Softmax)
                ofClasses(doubt);
            else
                ofTags(doubt);
        }
        std::ranges::stable_sort(m_turns, {}, [](const Turn& turn) { return std::pair(turn.weight, turn.row); });
        return std::move(m_turns);
    }

private:
    double level(std::size_t candidate, double middle = 0) const
    {
        const auto terms = m_set.terms(m_mode, candidate);
        double sum = 0;
        for (std::size_t member = 0; member < terms.size(); ++member)
            sum += m_weights[member] * (terms[member] - middle);
        return sum;
    }
    double slope(std::size_t candidate) const { return m_set.terms(m_mode, candidate)[m_member]; }

    /// The upper envelope of the candidates' lines, from its left end to the right.
    void ofClasses(const ClassMixSet::Doubt& doubt)
    {
        m_lines.clear();
        std::size_t best = 0;
        for (std::size_t c = doubt.first; c < doubt.first + doubt.count; ++c) {
            m_lines.emplace_back(level(c), slope(c));
            if (m_lines.back().first > m_lines[best].first + kSame)
                best = m_lines.size() - 1;
        }
        double at = 0;
        while (true) {
            std::size_t next = best;
            double where = std::numeric_limits<double>::infinity();
            for (std::size_t c = 0; c < m_lines.size(); ++c) {
                if (m_lines[c].second <= m_lines[best].second + kSame)
                    continue;
                const double crossing = (m_lines[best].first - m_lines[c].first) /
                                        (m_lines[c].second - m_lines[best].second);
                const bool steeper =
                    crossing < where + kSame && m_lines[c].second > m_lines[next].second + kSame;
                if (crossing < where - kSame || steeper) {
                    where = crossing;
                    next = c;
                }
            }
            where = std::max({where, at, kLeastWeight}); // at 0 itself the member is left out
            if (next == best || where > m_most)
                return;
            best = next;
            at = where;
            m_turns.push_back({where, doubt.row, m_set.candidate(doubt.first + best)});
        }
    }

    /// A tag is decided while sum w (term - middle) >= 0.
    void ofTags(const ClassMixSet::Doubt& doubt)
    {
        const double middle = m_mode == MixMode::Logit ? 0.0 : 0.5;
        for (std::size_t c = doubt.first; c < doubt.first + doubt.count; ++c) {
            const double height = level(c, middle);
            const double rise = slope(c) - middle;
            if ((height >= 0) == (rise >= 0))
                continue;
            const double where = std::max(-height / rise, kLeastWeight);
            if (where <= m_most)
                m_turns.push_back({where, doubt.row, m_set.candidate(c), rise > 0});
        }
    }

    const ClassMixSet& m_set;
    MixMode m_mode;
    std::vector<double> m_weights;
    std::size_t m_member;
    double m_most;
    std::vector<std::pair<double, double>> m_lines;
    std::vector<Turn> m_turns;
};

LabelSet turned(const LabelSet& set, const Turn& turn, bool oneClass)
{
    if (oneClass)
        return LabelSet::single(turn.index);
    std::vector<ClassIndex> classes = set.classes();
    std::erase(classes, turn.index);
    if (turn.decided)
        classes.push_back(turn.index);
    return LabelSet(std::move(classes));
}

} // namespace

MixScore::MixScore(const ClassMixSet& set, const MixObjective& objective, const MixDecisions& decisions,
                   std::span<const int> weights)
    : m_set(set), m_weights(weights)
{
    if (const auto* classes = std::get_if<Objective>(&objective)) {
        m_classes.emplace(*classes, set.strata(), decisions.classes, weights);
        return;
    }
    m_labelObjective = std::get<LabelObjective>(objective);
    m_tags.emplace(set.classes());
    for (std::size_t row = 0; row < set.rows(); ++row) {
        for (int i = 0; i < (weights.empty() ? 1 : weights[row]); ++i)
            m_tags->add(set.labels()[row], decisions.sets[row]);
    }
}

void MixScore::change(std::size_t row, const LabelSet& from, const LabelSet& to)
{
    const int weight = m_weights.empty() ? 1 : m_weights[row];
    const LabelSet& label = m_set.labels()[row];
    if (m_classes && weight > 0)
        m_classes->move(label.first(), from.first(), to.first(), weight);
    for (int i = 0; m_tags && i < weight; ++i) {
        m_tags->remove(label, from);
        m_tags->add(label, to);
    }
}

void MixScore::change(const MixDecisions& from, const MixDecisions& to)
{
    for (const auto& doubt : m_set.doubts()) {
        if (!from.sameAt(doubt.row, to))
            change(doubt.row, from.at(doubt.row), to.at(doubt.row));
    }
}

double MixScore::value() const
{
    return m_classes ? m_classes->value() : m_labelObjective.value(m_tags->metrics());
}

int wrongClasses(const LabelSet& label, const LabelSet& decision)
{
    int common = 0;
    for (const ClassIndex k : label)
        common += decision.contains(k) ? 1 : 0;
    return label.size() + decision.size() - 2 * common;
}

std::vector<MixFlip> mixFlips(const ClassMixSet& set, const MixDecisions& before, const MixDecisions& after)
{
    std::vector<MixFlip> out;
    for (const auto& doubt : set.doubts()) {
        if (before.sameAt(doubt.row, after))
            continue;
        const LabelSet& label = set.labels()[doubt.row];
        out.push_back({doubt.row, wrongClasses(label, before.at(doubt.row)),
                       wrongClasses(label, after.at(doubt.row))});
    }
    return out;
}

FlipCounts countFlips(std::span<const MixFlip> flips)
{
    FlipCounts counts;
    for (const MixFlip& flip : flips)
        ++(flip.isGained() ? counts.gained : flip.isLost() ? counts.lost : counts.other);
    return counts;
}

ClassMixer::ClassMixer(ClassMixSet set, MixObjective objective)
    : m_set(std::move(set)),
      m_objective(std::move(objective)),
      m_weights(m_set.members(), 1.0),
      m_decisions(m_set.decide(m_mode, m_weights)),
      m_score(m_set, m_objective, m_decisions)
{}

void ClassMixer::setPosition(MixMode mode, std::vector<double> weights)
{
    MixDecisions next = m_set.decide(mode, weights);
    m_score.change(m_decisions, next);
    m_mode = mode;
    m_weights = std::move(weights);
    m_decisions = std::move(next);
}

MixCurve mixCurve(const ClassMixSet& set, const MixObjective& objective, MixMode mode,
                  std::span<const double> weights, std::size_t member, double most)
{
    std::vector<double> start(weights.begin(), weights.end());
    start[member] = 0;
    const bool alone = !areMixWeights(start);
    if (alone)
        start[member] = most;
    MixDecisions decisions = set.decide(mode, start);
    MixScore score(set, objective, decisions);
    MixCurve curve{{0.0}, {score.value()}};
    if (alone)
        return curve; // its own decisions, however little it weighs
    if (mode == MixMode::Max) {
        start[member] = most;
        score.change(decisions, set.decide(mode, start));
        curve.x.push_back(kLeastWeight);
        curve.y.push_back(score.value());
        return curve;
    }
    const auto turns = TurnFinder(set, mode, weights, member, most).find();
    const bool oneClass = set.activation() == Activation::Softmax;
    for (std::size_t i = 0; i < turns.size();) {
        const double at = turns[i].weight;
        for (; i < turns.size() && turns[i].weight == at; ++i) {
            const std::size_t row = turns[i].row;
            const LabelSet before = decisions.at(row);
            const LabelSet after = turned(before, turns[i], oneClass);
            score.change(row, before, after);
            if (oneClass)
                decisions.classes[row] = after.first();
            else
                decisions.sets[row] = after;
        }
        curve.x.push_back(at);
        curve.y.push_back(score.value());
    }
    return curve;
}

} // namespace badcase::analysis
