// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/threshold_state.h"

#include <QCoreApplication>

namespace badcase::analysis {

namespace {

constexpr double kScale = static_cast<double>(qint64(1) << 50);

double constrained(double figure, double bounded, double bound)
{
    return bounded >= bound ? figure : bounded - bound;
}

double targetValue(const LabelObjective& objective, const ClassMetrics& target)
{
    return objective.kind == LabelObjectiveKind::PrecisionAtRecall
               ? constrained(target.precision, target.recall, objective.bound)
               : constrained(target.recall, target.precision, objective.bound);
}

} // namespace

Result<> LabelObjective::check(int classes) const
{
    const bool hasTarget =
        kind == LabelObjectiveKind::PrecisionAtRecall || kind == LabelObjectiveKind::RecallAtPrecision;
    if (hasTarget && (target < 0 || target >= classes || !(bound >= 0 && bound <= 1)))
        return fail(
            ErrorCode::InvalidArgument,
            QCoreApplication::translate("badcase::LabelObjective",
                                        "The objective names class %1 of %2 and the bound %3; a class of the "
                                        "project and a number from 0 to 1 are needed")
                .arg(target)
                .arg(classes)
                .arg(bound));
    return {};
}

double LabelObjective::value(const MultiLabelMetrics& metrics) const
{
    switch (kind) {
    case LabelObjectiveKind::MicroF1:
        return metrics.f1Micro;
    case LabelObjectiveKind::MacroF1:
        return metrics.f1Macro;
    case LabelObjectiveKind::ExactMatch:
        return metrics.exactMatch;
    case LabelObjectiveKind::SamplesF1:
        return metrics.f1Samples;
    case LabelObjectiveKind::PrecisionAtRecall:
    case LabelObjectiveKind::RecallAtPrecision:
        break;
    }
    return metrics.samples == 0 ? kUndefined
                                : targetValue(*this, metrics.perClass[static_cast<std::size_t>(target)]);
}

ThresholdState::ThresholdState(const ThresholdTable& table, const LabelObjective& objective,
                               const Thresholds& thresholds, std::span<const int> weights)
    : m_objective(objective), m_weights(weights), m_rows(table.rows()), m_classes(thresholds.size())
{
    for (int k = 0; k < table.classes(); ++k) {
        Counts& counts = m_classes[static_cast<std::size_t>(k)];
        const auto labels = table.labels(k);
        const auto column = table.column(k);
        qint64 predicted = 0;
        qint64 correct = 0;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const bool positive = labels[i] != 0;
            const bool decided = column[i] >= thresholds[static_cast<std::size_t>(k)];
            Row& row = m_rows[i];
            row.labelled = static_cast<std::uint16_t>(row.labelled + (positive ? 1 : 0));
            row.decided = static_cast<std::uint16_t>(row.decided + (decided ? 1 : 0));
            row.common = static_cast<std::uint16_t>(row.common + (positive && decided ? 1 : 0));
            row.wrong = static_cast<std::uint16_t>(row.wrong + (positive != decided ? 1 : 0));
            counts.support += positive ? weight(i) : 0;
            predicted += decided ? weight(i) : 0;
            correct += positive && decided ? weight(i) : 0;
        }
        m_all.support += counts.support;
        countClass(counts, predicted, correct);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_samples += weight(i);
        countRow(m_rows[i], weight(i), true);
    }
}

void ThresholdState::countRow(const Row& row, int weight, bool add)
{
    m_exact += row.wrong == 0 ? (add ? weight : -weight) : 0;
    if (m_objective.kind != LabelObjectiveKind::SamplesF1)
        return;
    const double f1 = weight * classMetrics(row.labelled, row.decided, row.common).f1;
    if (add)
        m_sampleF1.add(f1);
    else
        m_sampleF1.remove(f1);
}

void ThresholdState::countClass(Counts& counts, qint64 predicted, qint64 correct)
{
    counts.predicted += predicted;
    counts.correct += correct;
    m_all.predicted += predicted;
    m_all.correct += correct;
    m_all.f1 -= counts.f1;
    counts.f1 =
        static_cast<qint64>(classMetrics(counts.support, counts.predicted, counts.correct).f1 * kScale + 0.5);
    m_all.f1 += counts.f1;
}

void ThresholdState::set(std::size_t row, ClassIndex index, bool positive, bool decided)
{
    const int count = weight(row);
    if (count == 0)
        return;
    const int sign = decided ? 1 : -1;
    Row& one = m_rows[row];
    countRow(one, count, false);
    one.decided = static_cast<std::uint16_t>(one.decided + sign);
    one.common = static_cast<std::uint16_t>(one.common + (positive ? sign : 0));
    one.wrong = static_cast<std::uint16_t>(one.wrong + (positive ? -sign : sign));
    countRow(one, count, true);
    countClass(m_classes[static_cast<std::size_t>(index)], sign * count, positive ? sign * count : 0);
}

double ThresholdState::value() const
{
    if (m_samples == 0)
        return kUndefined;
    const auto samples = static_cast<double>(m_samples);
    switch (m_objective.kind) {
    case LabelObjectiveKind::MicroF1:
        return classMetrics(m_all.support, m_all.predicted, m_all.correct).f1;
    case LabelObjectiveKind::MacroF1:
        return static_cast<double>(m_all.f1) / kScale / static_cast<double>(m_classes.size());
    case LabelObjectiveKind::ExactMatch:
        return static_cast<double>(m_exact) / samples;
    case LabelObjectiveKind::SamplesF1:
        return m_sampleF1.value() / samples;
    case LabelObjectiveKind::PrecisionAtRecall:
    case LabelObjectiveKind::RecallAtPrecision:
        break;
    }
    return targetValue(m_objective, classAt(m_objective.target));
}

ClassMetrics ThresholdState::classAt(ClassIndex index) const
{
    const Counts& counts = m_classes[static_cast<std::size_t>(index)];
    return classMetrics(counts.support, counts.predicted, counts.correct);
}

} // namespace badcase::analysis
