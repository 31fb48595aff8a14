// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_records.h"

#include <algorithm>

namespace badcase::storage {

namespace {

/// The rule of core's decide(), for both widths.
template <class T>
Decision decisionOfRow(SampleId sample, std::span<const T> row, Activation activation)
{
    Decision decision;
    decision.sample = sample;
    if (row.empty())
        return decision;
    const auto best = std::max_element(row.begin(), row.end());
    decision.confidence = static_cast<double>(*best);
    double second = 0; // what a lone class competes with
    for (auto it = row.begin(); it != row.end(); ++it) {
        if (it != best)
            second = std::max(second, static_cast<double>(*it));
    }
    decision.margin = decision.confidence - second;
    if (activation == Activation::Softmax) {
        decision.decided = LabelSet::single(static_cast<ClassIndex>(best - row.begin()));
        return decision;
    }
    std::vector<ClassIndex> classes;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] >= T(0.5))
            classes.push_back(static_cast<ClassIndex>(i));
    }
    decision.decided = LabelSet(std::move(classes));
    return decision;
}

} // namespace

Decision decisionOf(SampleId sample, std::span<const float> probabilities, Activation activation)
{
    return decisionOfRow(sample, probabilities, activation);
}

Decision decisionOf(SampleId sample, std::span<const double> probabilities, Activation activation)
{
    return decisionOfRow(sample, probabilities, activation);
}

} // namespace badcase::storage
