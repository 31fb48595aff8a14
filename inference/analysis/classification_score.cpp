// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/classification_score.h"

#include <QCoreApplication>

#include <cmath>

namespace badcase::analysis {

namespace {

template <class Real>
Result<ScoredSample> scoredRow(std::span<const Real> probabilities, ClassIndex label, const Schema& schema, ClassIndex decision)
{
    if (probabilities.size() != static_cast<std::size_t>(schema.size()))
        return fail(
            ErrorCode::InvalidArgument,
            QCoreApplication::translate("badcase::ClassificationScore",
                                        "A sample has %1 probabilities, but the project has %2 classes")
                .arg(probabilities.size())
                .arg(schema.size()));
    ScoredSample sample;
    BADCASE_ASSIGN(sample.leaf, fitLabel(probabilities, label));
    if (decision >= 0 && decision < schema.size()) {
        sample.leaf.decision = decision;
        sample.leaf.confidence = static_cast<double>(probabilities[static_cast<std::size_t>(decision)]);
    }
    if (schema.hasParents()) {
        BADCASE_ASSIGN(sample.parent, fitParent(probabilities, sample.leaf, schema));
    }
    return sample;
}

} // namespace

Result<ScoredSample> scoredSample(std::span<const float> probabilities, ClassIndex label,
                                  const Schema& schema, ClassIndex decision)
{
    return scoredRow(probabilities, label, schema, decision);
}

Result<ScoredSample> scoredSample(std::span<const double> probabilities, ClassIndex label,
                                  const Schema& schema, ClassIndex decision)
{
    return scoredRow(probabilities, label, schema, decision);
}

double LevelScore::top5() const
{
    return m_ranked > 0 ? static_cast<double>(m_inTop) / static_cast<double>(m_ranked) : kUndefined;
}

double LevelScore::logLoss() const
{
    return m_lossCount > 0 ? m_loss.value() / static_cast<double>(m_lossCount) : kUndefined;
}

void LevelScore::accumulate(const LabelFit& fit, int sign)
{
    m_confusion.add(fit.label, fit.decision, sign);
    if (!std::isnan(fit.labelProbability)) {
        m_lossCount += sign;
        const double loss = negativeLog(fit.labelProbability);
        if (sign > 0)
            m_loss.add(loss);
        else
            m_loss.remove(loss);
    }
    if (!fit.hasProbabilities())
        return;
    m_ranked += sign;
    m_inTop += fit.labelRank < kTop ? sign : 0;
    if (sign > 0)
        m_calibration.add(fit.confidence, fit.label == fit.decision);
    else
        m_calibration.remove(fit.confidence, fit.label == fit.decision);
}

ClassificationScore::ClassificationScore(const Schema& schema) : m_leaves(schema.size())
{
    if (!schema.hasParents())
        return;
    m_parents.emplace(static_cast<int>(schema.parents().size()));
    for (int k = 0; k < schema.size(); ++k)
        m_parentOf.push_back(schema.parentOf(k));
}

ClassificationScore ClassificationScore::fromColumns(const Schema& schema, std::span<const ClassIndex> labels,
                                                     std::span<const ClassIndex> decisions,
                                                     std::span<const float> labelProbabilities)
{
    Q_ASSERT(labels.size() == decisions.size());
    Q_ASSERT(labelProbabilities.empty() || labelProbabilities.size() == labels.size());
    ClassificationScore score(schema);
    LevelScore& leaves = score.m_leaves;
    leaves.m_confusion = ConfusionCounts::fromColumns(labels, decisions, schema.size());
    if (score.m_parents)
        score.m_parents->m_confusion =
            leaves.m_confusion.merged(score.m_parentOf, static_cast<int>(schema.parents().size()));
    for (std::size_t i = 0; i < labelProbabilities.size(); ++i) {
        const double p = static_cast<double>(labelProbabilities[i]);
        if (std::isnan(p) || !leaves.m_confusion.accepts(labels[i], decisions[i]))
            continue;
        ++leaves.m_lossCount;
        leaves.m_loss.add(negativeLog(p));
    }
    return score;
}

void ClassificationScore::add(const ScoredSample& sample)
{
    m_leaves.add(sample.leaf);
    if (m_parents && sample.parent)
        m_parents->add(*sample.parent);
}

void ClassificationScore::remove(const ScoredSample& sample)
{
    m_leaves.remove(sample.leaf);
    if (m_parents && sample.parent)
        m_parents->remove(*sample.parent);
}

void ClassificationScore::replace(const ScoredSample& before, const ScoredSample& after)
{
    remove(before);
    add(after);
}

void ClassificationScore::relabel(ClassIndex from, ClassIndex to, ClassIndex decision)
{
    m_leaves.m_confusion.move(from, to, decision);
    if (m_parents) {
        const auto parent = [this](ClassIndex k) {
            return k == kNoClass ? kNoClass : m_parentOf[static_cast<std::size_t>(k)];
        };
        m_parents->m_confusion.move(parent(from), parent(to), parent(decision));
    }
}

double ClassificationScore::meanF1() const
{
    if (!m_parents)
        return kUndefined;
    const ClassificationMetrics leaves = m_leaves.metrics();
    const ClassificationMetrics parents = m_parents->metrics();
    return (leaves.f1Micro + leaves.f1Macro + parents.f1Micro + parents.f1Macro) / 4;
}

} // namespace badcase::analysis
