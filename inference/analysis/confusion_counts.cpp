// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/confusion_counts.h"

#include <algorithm>

namespace badcase::analysis {

ConfusionCounts::ConfusionCounts(int classes)
    : m_classes(classes),
      m_cells(static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes + 1)),
      m_rows(static_cast<std::size_t>(classes)),
      m_columns(static_cast<std::size_t>(classes))
{}

ConfusionCounts ConfusionCounts::fromColumns(std::span<const ClassIndex> labels,
                                             std::span<const ClassIndex> decisions, int classes)
{
    Q_ASSERT(labels.size() == decisions.size());
    ConfusionCounts counts(classes);
    const std::size_t size = std::min(labels.size(), decisions.size());
    for (std::size_t i = 0; i < size; ++i) {
        if (counts.accepts(labels[i], decisions[i]))
            ++counts.m_cells[counts.cell(labels[i], decisions[i])];
    }
    counts.sumUp();
    return counts;
}

void ConfusionCounts::add(ClassIndex label, ClassIndex decision, qint64 count)
{
    Q_ASSERT(accepts(label, decision));
    m_cells[cell(label, decision)] += count;
    m_rows[static_cast<std::size_t>(label)] += count;
    if (decision != kNoClass)
        m_columns[static_cast<std::size_t>(decision)] += count;
    if (label == decision)
        m_correct += count;
    m_total += count;
}

void ConfusionCounts::move(ClassIndex fromLabel, ClassIndex toLabel, ClassIndex decision)
{
    remove(fromLabel, decision);
    add(toLabel, decision);
}

ConfusionCounts& ConfusionCounts::operator+=(const ConfusionCounts& other)
{
    Q_ASSERT(m_classes == other.m_classes);
    std::transform(m_cells.begin(), m_cells.end(), other.m_cells.begin(), m_cells.begin(), std::plus<>());
    sumUp();
    return *this;
}

ConfusionCounts& ConfusionCounts::operator-=(const ConfusionCounts& other)
{
    Q_ASSERT(m_classes == other.m_classes);
    std::transform(m_cells.begin(), m_cells.end(), other.m_cells.begin(), m_cells.begin(), std::minus<>());
    sumUp();
    return *this;
}

ConfusionCounts ConfusionCounts::merged(std::span<const int> groupOf, int groups) const
{
    Q_ASSERT(groupOf.size() == static_cast<std::size_t>(m_classes));
    ConfusionCounts out(groups);
    for (int label = 0; label < m_classes; ++label) {
        const int row = groupOf[static_cast<std::size_t>(label)];
        for (int decision = kNoClass; decision < m_classes; ++decision) {
            const int column = decision == kNoClass ? kNoClass : groupOf[static_cast<std::size_t>(decision)];
            out.m_cells[out.cell(row, column)] += at(label, decision);
        }
    }
    out.sumUp();
    return out;
}

void ConfusionCounts::sumUp()
{
    m_correct = 0;
    m_total = 0;
    std::fill(m_rows.begin(), m_rows.end(), 0);
    std::fill(m_columns.begin(), m_columns.end(), 0);
    for (int label = 0; label < m_classes; ++label) {
        const qint64* row = &m_cells[cell(label, kNoClass)];
        qint64 sum = row[0];
        for (int decision = 0; decision < m_classes; ++decision) {
            sum += row[decision + 1];
            m_columns[static_cast<std::size_t>(decision)] += row[decision + 1];
        }
        m_rows[static_cast<std::size_t>(label)] = sum;
        m_total += sum;
        m_correct += at(label, label);
    }
}

} // namespace badcase::analysis
