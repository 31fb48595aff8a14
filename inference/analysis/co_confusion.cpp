// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/co_confusion.h"

namespace badcase::analysis {

CoConfusion::CoConfusion(int classes)
    : m_classes(classes),
      m_together(static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes)),
      m_confused(m_together.size()),
      m_given(static_cast<std::size_t>(classes)),
      m_predicted(static_cast<std::size_t>(classes))
{}

BinaryCounts CoConfusion::binary(ClassIndex index) const
{
    BinaryCounts counts;
    counts.bothYes = together(index, index);
    counts.onlyGiven = given(index) - counts.bothYes;
    counts.onlyPredicted = predicted(index) - counts.bothYes;
    counts.bothNo = m_samples - counts.bothYes - counts.onlyGiven - counts.onlyPredicted;
    return counts;
}

void CoConfusion::accumulate(const LabelSet& label, const LabelSet& decision, int sign)
{
    m_samples += sign;
    for (const ClassIndex a : label)
        m_given[static_cast<std::size_t>(a)] += sign;
    for (const ClassIndex b : decision) {
        m_predicted[static_cast<std::size_t>(b)] += sign;
        const bool wrong = !label.contains(b);
        for (const ClassIndex a : label) {
            m_together[cell(a, b)] += sign;
            m_confused[cell(a, b)] += wrong ? sign : 0;
        }
    }
}

} // namespace badcase::analysis
