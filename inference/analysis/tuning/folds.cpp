// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/folds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>

namespace badcase::analysis {

namespace {

/// std::shuffle and std::uniform_int_distribution differ between standard libraries; this does not.
template <class Value>
void shuffle(std::vector<Value>& values, std::mt19937_64& random)
{
    for (std::size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[random() % i]);
}

std::vector<std::vector<std::uint32_t>> rowsByLabel(std::span<const ClassIndex> labels)
{
    std::vector<std::vector<std::uint32_t>> out;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const auto label = static_cast<std::size_t>(labels[row]);
        if (label >= out.size())
            out.resize(label + 1);
        out[label].push_back(static_cast<std::uint32_t>(row));
    }
    return out;
}

/// Puts groups into folds one by one.
class GroupPlacer {
public:
    GroupPlacer(std::span<const ClassIndex> labels, int folds)
        : m_labels(labels), m_sizes(static_cast<std::size_t>(folds))
    {
        for (const auto& rows : rowsByLabel(labels))
            m_support.push_back(static_cast<double>(rows.size()));
        m_counts.assign(m_sizes.size(), std::vector<double>(m_support.size()));
    }

    /// Where the group's labels are least at home so far; the smaller fold of equals.
    std::size_t place(const std::vector<std::uint32_t>& group)
    {
        std::size_t best = 0;
        double least = 0;
        for (std::size_t fold = 0; fold < m_sizes.size(); ++fold) {
            double share = m_sizes[fold] / static_cast<double>(m_labels.size());
            for (const std::uint32_t row : group)
                share += m_counts[fold][label(row)] / m_support[label(row)];
            if (fold == 0 || share < least) {
                best = fold;
                least = share;
            }
        }
        m_sizes[best] += static_cast<double>(group.size());
        for (const std::uint32_t row : group)
            ++m_counts[best][label(row)];
        return best;
    }

private:
    std::size_t label(std::uint32_t row) const { return static_cast<std::size_t>(m_labels[row]); }

    std::span<const ClassIndex> m_labels;
    std::vector<double> m_support;
    std::vector<double> m_sizes;
    std::vector<std::vector<double>> m_counts;
};

} // namespace

std::vector<int> assignFolds(std::span<const ClassIndex> labels, std::span<const int> groups, int folds,
                             quint64 seed)
{
    Q_ASSERT(folds > 0 && (groups.empty() || groups.size() == labels.size()));
    std::mt19937_64 random(seed);
    std::vector<int> out(labels.size());
    if (groups.empty()) {
        int next = 0; // goes on from label to label, so that the folds are equally large
        for (auto& rows : rowsByLabel(labels)) {
            shuffle(rows, random);
            for (const std::uint32_t row : rows)
                out[row] = next++ % folds;
        }
        return out;
    }
    std::map<int, std::vector<std::uint32_t>> byGroup;
    for (std::size_t row = 0; row < labels.size(); ++row)
        byGroup[groups[row]].push_back(static_cast<std::uint32_t>(row));
    std::vector<std::vector<std::uint32_t>> ordered;
    for (auto& [group, rows] : byGroup)
        ordered.push_back(std::move(rows));
    shuffle(ordered, random);
    std::ranges::stable_sort(ordered, std::ranges::greater(), &std::vector<std::uint32_t>::size);
    GroupPlacer placer(labels, folds);
    for (const auto& rows : ordered) {
        const std::size_t fold = placer.place(rows);
        for (const std::uint32_t row : rows)
            out[row] = static_cast<int>(fold);
    }
    return out;
}

std::vector<int> stratifiedWeights(std::span<const ClassIndex> labels, quint64 seed)
{
    std::mt19937_64 random(seed);
    std::vector<int> out(labels.size());
    for (const auto& rows : rowsByLabel(labels)) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            ++out[rows[random() % rows.size()]];
    }
    return out;
}

std::vector<int> poissonWeights(std::size_t rows, quint64 seed)
{
    // P(X <= n) as 64-bit numbers; beyond 15 the probability is below 1e-14.
    std::array<quint64, 16> upTo{};
    double term = std::exp(-1.0);
    double sum = 0;
    for (std::size_t n = 0; n < upTo.size(); ++n) {
        sum += term;
        upTo[n] = static_cast<quint64>(std::min(sum, 1.0 - 0x1p-53) * 0x1p64);
        term /= static_cast<double>(n + 1);
    }
    std::mt19937_64 random(seed);
    std::vector<int> out(rows);
    for (int& weight : out) {
        const quint64 drawn = random();
        while (weight + 1 < static_cast<int>(upTo.size()) && drawn >= upTo[static_cast<std::size_t>(weight)])
            ++weight;
    }
    return out;
}

} // namespace badcase::analysis
