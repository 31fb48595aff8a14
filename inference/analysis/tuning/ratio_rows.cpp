// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/ratio_rows.h"

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/segmentation_score.h"
#include "inference/analysis/tuning/folds.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::analysis {

void RatioRows::add(std::span<const double> above, std::span<const double> below)
{
    Q_ASSERT(above.size() == m_terms && below.size() == m_terms);
    m_above.insert(m_above.end(), above.begin(), above.end());
    m_below.insert(m_below.end(), below.begin(), below.end());
}

double RatioRows::score(std::span<const int> weights) const
{
    std::vector<double> above(m_terms);
    std::vector<double> below(m_terms);
    bool any = false;
    for (std::size_t row = 0; row < size(); ++row) {
        if (weights[row] == 0)
            continue;
        any = true;
        for (std::size_t term = 0; term < m_terms; ++term) {
            above[term] += weights[row] * m_above[row * m_terms + term];
            below[term] += weights[row] * m_below[row * m_terms + term];
        }
    }
    double sum = 0;
    int defined = 0;
    for (std::size_t term = 0; term < m_terms; ++term) {
        if (below[term] <= 0)
            continue;
        sum += above[term] / below[term];
        ++defined;
    }
    if (defined > 0)
        return sum / defined;
    return any ? kEmptyEmptyScore : kUndefined;
}

Result<GainDraws> gainDraws(const RatioRows& before, std::span<const RatioRows> repeats, int rounds, quint64 seed,
                            const CancelToken& cancel)
{
    GainDraws draws;
    const std::vector<int> once(before.size(), 1);
    const double base = before.score(once);
    for (const RatioRows& rows : repeats)
        draws.repeats.push_back(rows.score(once) - base);
    for (int round = 0; round < rounds; ++round) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("badcase::RatioRows", "Cancelled"));
        const auto weights = poissonWeights(before.size(), seed + static_cast<quint64>(round));
        double sum = 0;
        for (const RatioRows& rows : repeats)
            sum += rows.score(weights);
        draws.rounds.push_back(sum / static_cast<double>(repeats.size()) - before.score(weights));
    }
    return draws;
}

} // namespace badcase::analysis
