// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/multilabel_score.h"

#include <cmath>

namespace badcase::analysis {

MultiLabelScore::MultiLabelScore(int classes) : m_classes(static_cast<std::size_t>(classes)) {}

void MultiLabelScore::accumulate(const LabelSet& label, const LabelSet& decision, int sign)
{
    qint64 common = 0;
    for (const ClassIndex k : label)
        m_classes.at(static_cast<std::size_t>(k)).support += sign;
    for (const ClassIndex k : decision) {
        Counts& counts = m_classes.at(static_cast<std::size_t>(k));
        counts.predicted += sign;
        if (label.contains(k)) {
            counts.correct += sign;
            ++common;
        }
    }
    m_samples += sign;
    m_exact += label == decision ? sign : 0;
    const double f1 = classMetrics(label.size(), decision.size(), common).f1;
    if (sign > 0)
        m_sampleF1.add(f1);
    else
        m_sampleF1.remove(f1);
}

MultiLabelMetrics MultiLabelScore::metrics() const
{
    MultiLabelMetrics out;
    out.samples = m_samples;
    Counts all;
    double f1 = 0;
    for (const Counts& counts : m_classes) {
        all.support += counts.support;
        all.predicted += counts.predicted;
        all.correct += counts.correct;
        out.perClass.push_back(classMetrics(counts.support, counts.predicted, counts.correct));
        f1 += out.perClass.back().f1;
    }
    if (m_samples == 0)
        return out;
    const ClassMetrics micro = classMetrics(all.support, all.predicted, all.correct);
    out.precisionMicro = micro.precision;
    out.recallMicro = micro.recall;
    out.f1Micro = micro.f1;
    out.f1Macro = f1 / static_cast<double>(m_classes.size());
    out.exactMatch = static_cast<double>(m_exact) / static_cast<double>(m_samples);
    out.f1Samples = m_sampleF1.value() / static_cast<double>(m_samples);
    return out;
}

double meanOfDefined(const std::vector<double>& values)
{
    double sum = 0;
    int count = 0;
    for (const double value : values) {
        if (std::isnan(value))
            continue;
        sum += value;
        ++count;
    }
    return count > 0 ? sum / count : kUndefined;
}

} // namespace badcase::analysis
