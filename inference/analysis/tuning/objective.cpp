// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/objective.h"

#include "inference/analysis/class_metrics.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

constexpr double kTermScale = static_cast<double>(std::int64_t(1) << 50);
constexpr double kCostScale = static_cast<double>(1 << 20);

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Objective", text);
}

double ratio(qint64 above, qint64 below)
{
    return below > 0 ? static_cast<double>(above) / static_cast<double>(below) : 0.0;
}

/// A feasible position counts its figure (0 or more), any other how far it is from being one (below 0): the
/// order in which the best is looked for.
double constrained(double figure, double bounded, double bound)
{
    return bounded >= bound ? figure : bounded - bound;
}

double targetValue(const ObjectiveSpec& spec, qint64 support, qint64 predicted, qint64 correct)
{
    const double precision = ratio(correct, predicted);
    const double recall = ratio(correct, support);
    return spec.kind == ObjectiveKind::PrecisionAtRecall ? constrained(precision, recall, spec.bound)
                                                         : constrained(recall, precision, spec.bound);
}

bool hasTarget(ObjectiveKind kind)
{
    return kind == ObjectiveKind::PrecisionAtRecall || kind == ObjectiveKind::RecallAtPrecision;
}

Result<> check(const ObjectiveSpec& spec, int classes, const std::vector<int>& parentOf)
{
    if (classes < 1 || (!parentOf.empty() && (parentOf.size() != static_cast<std::size_t>(classes) ||
                                              std::ranges::min(parentOf) < 0)))
        return fail(ErrorCode::InvalidArgument,
                    tr("Not every one of the %1 classes has a parent").arg(classes));
    if (spec.kind == ObjectiveKind::MeanF1 && parentOf.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("The mean F1 of both levels needs classes with parents; choose another objective"));
    if (hasTarget(spec.kind) && (spec.target < 0 || spec.target >= classes))
        return fail(
            ErrorCode::InvalidArgument,
            tr("The objective names class %1, but there are %2 classes").arg(spec.target).arg(classes));
    if (hasTarget(spec.kind) && !(spec.bound >= 0 && spec.bound <= 1))
        return fail(ErrorCode::InvalidArgument,
                    tr("The bound %1 is not a number from 0 to 1").arg(spec.bound));
    if (spec.kind != ObjectiveKind::Cost)
        return {};
    const auto cells = static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes);
    if (spec.costs.size() != cells)
        return fail(ErrorCode::InvalidArgument, tr("The cost matrix has %1 values where %2 classes need %3")
                                                    .arg(spec.costs.size())
                                                    .arg(classes)
                                                    .arg(cells));
    if (!std::ranges::all_of(spec.costs, [](double cost) { return std::abs(cost) <= Objective::kMaxCost; }))
        return fail(ErrorCode::InvalidArgument,
                    tr("The cost matrix holds a value that is not a number or beyond 1048576"));
    return {};
}

} // namespace

Result<Objective> Objective::create(ObjectiveSpec spec, int classes, std::vector<int> parentOf)
{
    BADCASE_TRY(check(spec, classes, parentOf));
    auto data = std::make_shared<Data>();
    data->classes = classes;
    data->parents = parentOf.empty() ? 0 : std::ranges::max(parentOf) + 1;
    data->parentOf = std::move(parentOf);
    if (spec.kind == ObjectiveKind::Cost) {
        for (const double cost : spec.costs)
            data->costs.push_back(std::llround(cost * kCostScale));
    }
    data->spec = std::move(spec);
    Objective objective;
    objective.m_data = std::move(data);
    return objective;
}

double Objective::value(const ConfusionCounts& leaves) const
{
    Q_ASSERT(leaves.classes() == classes());
    if (leaves.total() == 0)
        return kUndefined;
    const ObjectiveSpec& spec = m_data->spec;
    if (hasTarget(spec.kind))
        return targetValue(spec, leaves.support(spec.target), leaves.predicted(spec.target),
                           leaves.at(spec.target, spec.target));
    if (spec.kind == ObjectiveKind::Cost) {
        qint64 cost = 0;
        for (int label = 0; label < classes(); ++label) {
            for (int decision = 0; decision < classes(); ++decision)
                cost += leaves.at(label, decision) *
                        m_data->costs[static_cast<std::size_t>(label * classes() + decision)];
        }
        return -static_cast<double>(cost) / kCostScale / static_cast<double>(leaves.total());
    }
    const ClassificationMetrics metrics = classificationMetrics(leaves);
    switch (spec.kind) {
    case ObjectiveKind::Accuracy:
        return metrics.accuracy;
    case ObjectiveKind::MicroF1:
        return metrics.f1Micro;
    case ObjectiveKind::MacroF1:
        return metrics.f1Macro;
    case ObjectiveKind::MeanRecall:
        return metrics.balancedAccuracy;
    default:
        break;
    }
    const ClassificationMetrics above =
        classificationMetrics(leaves.merged(m_data->parentOf, m_data->parents));
    return (metrics.f1Micro + metrics.f1Macro + above.f1Micro + above.f1Macro) / 4;
}

ObjectiveState::ObjectiveState(Objective objective) : m_objective(std::move(objective))
{
    const ObjectiveKind kind = m_objective.spec().kind;
    if (kind == ObjectiveKind::MacroF1 || kind == ObjectiveKind::MeanF1)
        m_term = Term::F1;
    else if (kind == ObjectiveKind::MeanRecall)
        m_term = Term::Recall;
    m_twoLevels = kind == ObjectiveKind::MeanF1;
    m_leaves.tallies.resize(static_cast<std::size_t>(m_objective.classes()));
    if (m_twoLevels)
        m_parents.tallies.resize(static_cast<std::size_t>(m_objective.parents()));
}

ObjectiveState::ObjectiveState(Objective objective, std::span<const ClassIndex> labels,
                               std::span<const ClassIndex> decisions, std::span<const int> weights)
    : ObjectiveState(std::move(objective))
{
    Q_ASSERT(labels.size() == decisions.size() && (weights.empty() || weights.size() == labels.size()));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const int weight = weights.empty() ? 1 : weights[i];
        if (weight != 0)
            add(labels[i], decisions[i], weight);
    }
}

std::int64_t ObjectiveState::termOf(const Tally& tally) const
{
    double term = 0;
    if (m_term == Term::F1 && tally.isPresent())
        term = 2.0 * tally.correct / (static_cast<double>(tally.support) + tally.predicted);
    else if (m_term == Term::Recall && tally.support > 0)
        term = static_cast<double>(tally.correct) / tally.support;
    return static_cast<std::int64_t>(term * kTermScale + 0.5);
}

/// Applies a change to one class's counts and carries the sums along.
template <class Change>
void ObjectiveState::change(Level& level, ClassIndex index, const Change& apply)
{
    Tally& tally = level.tallies[static_cast<std::size_t>(index)];
    level.present -= tally.isPresent() ? 1 : 0;
    level.terms -= tally.term;
    level.correct -= tally.correct;
    apply(tally);
    level.present += tally.isPresent() ? 1 : 0;
    level.correct += tally.correct;
    if (m_term != Term::None)
        tally.term = termOf(tally);
    level.terms += tally.term;
}

void ObjectiveState::addTo(Level& level, ClassIndex label, ClassIndex decision, int weight)
{
    change(level, label, [&](Tally& tally) {
        level.labelled -= tally.support > 0 ? 1 : 0;
        tally.support += weight;
        level.labelled += tally.support > 0 ? 1 : 0;
    });
    change(level, decision, [&](Tally& tally) {
        tally.predicted += weight;
        tally.correct += label == decision ? weight : 0;
    });
}

void ObjectiveState::moveIn(Level& level, ClassIndex label, ClassIndex from, ClassIndex to, int weight)
{
    if (from == to)
        return;
    change(level, from, [&](Tally& tally) {
        tally.predicted -= weight;
        tally.correct -= label == from ? weight : 0;
    });
    change(level, to, [&](Tally& tally) {
        tally.predicted += weight;
        tally.correct += label == to ? weight : 0;
    });
}

void ObjectiveState::add(ClassIndex label, ClassIndex decision, int weight)
{
    const Objective::Data& data = *m_objective.m_data;
    addTo(m_leaves, label, decision, weight);
    m_total += weight;
    if (m_twoLevels)
        addTo(m_parents, data.parentOf[static_cast<std::size_t>(label)],
              data.parentOf[static_cast<std::size_t>(decision)], weight);
    if (!data.costs.empty())
        m_cost += weight * data.costs[static_cast<std::size_t>(label * data.classes + decision)];
}

void ObjectiveState::move(ClassIndex label, ClassIndex from, ClassIndex to, int weight)
{
    const Objective::Data& data = *m_objective.m_data;
    moveIn(m_leaves, label, from, to, weight);
    if (m_twoLevels)
        moveIn(m_parents, data.parentOf[static_cast<std::size_t>(label)],
               data.parentOf[static_cast<std::size_t>(from)], data.parentOf[static_cast<std::size_t>(to)],
               weight);
    if (!data.costs.empty()) {
        const qint64* row = data.costs.data() + static_cast<std::ptrdiff_t>(label) * data.classes;
        m_cost += weight * (row[to] - row[from]);
    }
}

double ObjectiveState::Level::meanTerm(int count) const
{
    return static_cast<double>(terms) / kTermScale / count;
}

double ObjectiveState::value() const
{
    if (m_total == 0)
        return kUndefined;
    const ObjectiveSpec& spec = m_objective.spec();
    const auto total = static_cast<double>(m_total);
    switch (spec.kind) {
    case ObjectiveKind::Accuracy:
    case ObjectiveKind::MicroF1:
        return static_cast<double>(m_leaves.correct) / total;
    case ObjectiveKind::MacroF1:
        return m_leaves.meanTerm(m_leaves.present);
    case ObjectiveKind::MeanF1:
        return (static_cast<double>(m_leaves.correct) / total + m_leaves.meanTerm(m_leaves.present) +
                static_cast<double>(m_parents.correct) / total + m_parents.meanTerm(m_parents.present)) /
               4;
    case ObjectiveKind::MeanRecall:
        return m_leaves.meanTerm(m_leaves.labelled);
    case ObjectiveKind::Cost:
        return -static_cast<double>(m_cost) / kCostScale / total;
    case ObjectiveKind::PrecisionAtRecall:
    case ObjectiveKind::RecallAtPrecision: {
        const Tally& target = tally(spec.target);
        return targetValue(spec, target.support, target.predicted, target.correct);
    }
    }
    return kUndefined;
}

bool ObjectiveState::operator==(const ObjectiveState& other) const
{
    return m_total == other.m_total && m_cost == other.m_cost && m_leaves == other.m_leaves &&
           m_parents == other.m_parents;
}

} // namespace badcase::analysis
