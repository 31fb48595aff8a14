// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tag_ranking.h"

#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/tie_order.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::analysis {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Ranking", text);
}

} // namespace

Result<std::shared_ptr<const RankedScores>> RankedScores::create(ProbabilityTable<float> table,
                                                                 std::span<const LabelSet> ties, int kept)
{
    if (table.rows() != ties.size())
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 scores do not fit %2 labels").arg(table.rows()).arg(ties.size()));
    if (std::any_of(table.values.begin(), table.values.end(), [](float s) { return std::isnan(s); }))
        return fail(ErrorCode::InvalidArgument,
                    tr("A score is not a number, so the samples cannot be ranked"));
    auto scores = std::make_shared<RankedScores>();
    scores->m_rows = table.rows();
    scores->m_classes = table.classes;
    scores->m_pooled = std::min(kPooled, table.classes);
    scores->m_slots = kept == 0 ? table.classes : std::clamp(kept, scores->m_pooled, table.classes);
    scores->rankRows(table);
    scores->rankClasses(table);
    scores->rankPool(table, ties);
    return std::shared_ptr<const RankedScores>(std::move(scores));
}

void RankedScores::rankRows(ProbabilityTable<float> table)
{
    m_classOf.resize(m_rows * static_cast<std::size_t>(m_slots));
    m_above.resize(m_rows);
    std::vector<std::uint16_t> order(static_cast<std::size_t>(m_classes));
    for (std::size_t row = 0; row < m_rows; ++row) {
        const float* scores = table.values.data() + row * order.size();
        std::iota(order.begin(), order.end(), std::uint16_t(0));
        std::partial_sort(order.begin(), order.begin() + m_slots, order.end(),
                          [scores](std::uint16_t a, std::uint16_t b) {
                              return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
                          });
        std::copy_n(order.begin(), m_slots, m_classOf.begin() + static_cast<std::ptrdiff_t>(entry(row, 0)));
        m_above[row] = static_cast<std::uint16_t>(std::count_if(
            order.begin(), order.begin() + m_slots, [scores](std::uint16_t k) { return scores[k] > 0; }));
    }
}

void RankedScores::rankClasses(ProbabilityTable<float> table)
{
    struct Item {
        float score;
        std::uint32_t entry;
    };
    m_step.resize(m_classOf.size());
    m_steps.assign(static_cast<std::size_t>(m_classes), 0);
    std::vector<std::vector<Item>> items(static_cast<std::size_t>(m_classes));
    for (std::size_t row = 0; row < m_rows; ++row) {
        for (int slot = 0; slot < m_slots; ++slot) {
            const std::uint16_t k = m_classOf[entry(row, slot)];
            items[k].push_back({table.values[row * static_cast<std::size_t>(m_classes) + k],
                                static_cast<std::uint32_t>(entry(row, slot))});
        }
    }
    for (std::size_t k = 0; k < items.size(); ++k) {
        auto& list = items[k];
        std::sort(list.begin(), list.end(), [](const Item& a, const Item& b) { return a.score > b.score; });
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i > 0 && list[i].score != list[i - 1].score)
                ++m_steps[k];
            m_step[list[i].entry] = m_steps[k];
        }
        m_steps[k] += list.empty() ? 0 : 1;
        list = {};
    }
}

void RankedScores::rankPool(ProbabilityTable<float> table, std::span<const LabelSet> ties)
{
    // The challenge's program pools class by class, and in each class sample by sample.
    std::vector<std::uint32_t> starts(static_cast<std::size_t>(m_classes) + 1);
    for (std::size_t row = 0; row < m_rows; ++row) {
        for (int slot = 0; slot < m_pooled; ++slot)
            ++starts[m_classOf[entry(row, slot)] + std::size_t(1)];
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<PooledScore> pool(m_rows * static_cast<std::size_t>(m_pooled));
    m_poolRank.resize(pool.size()); // first the place in the pool, then the rank
    for (std::size_t row = 0; row < m_rows; ++row) {
        for (int slot = 0; slot < m_pooled; ++slot) {
            const std::uint16_t k = m_classOf[entry(row, slot)];
            const std::uint32_t place = starts[k]++;
            pool[place] = {table.values[row * static_cast<std::size_t>(m_classes) + k],
                           ties[row].contains(k)};
            m_poolRank[row * static_cast<std::size_t>(m_pooled) + static_cast<std::size_t>(slot)] = place;
        }
    }
    const std::vector<std::uint32_t> ranks = pooledRanks(pool);
    for (std::uint32_t& place : m_poolRank)
        place = ranks[place];
}

int RankedScores::slotOf(std::size_t row, ClassIndex index) const
{
    const auto begin = m_classOf.begin() + static_cast<std::ptrdiff_t>(entry(row, 0));
    const auto found = std::find(begin, begin + m_slots, static_cast<std::uint16_t>(index));
    return found == begin + m_slots ? kNotKept : static_cast<int>(found - begin);
}

std::size_t RankedScores::step(std::size_t row, int slot, ClassIndex index) const
{
    return slot == kNotKept ? m_steps[static_cast<std::size_t>(index)] : m_step[entry(row, slot)];
}

TagRanking::TagRanking(std::shared_ptr<const RankedScores> scores)
    : m_scores(std::move(scores)),
      m_pool(m_scores->m_poolRank.size()),
      m_positives(static_cast<std::size_t>(m_scores->m_classes))
{
    m_tags.reserve(m_positives.size());
    for (const std::uint32_t steps : m_scores->m_steps)
        m_tags.emplace_back(std::size_t(steps) + 1); // the last one for rows in which the class was not kept
}

void TagRanking::countRow(std::size_t row, const LabelSet& label, int sign)
{
    m_allPositives += sign * label.size();
    int hits = 0; // labels among as many best tags as there are labels
    for (const ClassIndex k : label) {
        m_positives[static_cast<std::size_t>(k)] += sign;
        const int slot = m_scores->slotOf(row, k);
        if (slot == RankedScores::kNotKept)
            continue;
        m_hits += slot == 0 ? sign : 0;
        hits += slot < std::min<int>(label.size(), m_scores->m_above[row]) ? 1 : 0;
    }
    const double share = label.empty() ? 0.0 : static_cast<double>(hits) / label.size();
    if (sign > 0)
        m_equalRecall.add(share);
    else
        m_equalRecall.remove(share);
}

void TagRanking::add(std::size_t row, const LabelSet& label)
{
    ++m_samples;
    countRow(row, label, 1);
    for (int slot = 0; slot < m_scores->m_pooled; ++slot)
        m_pool.addEntry(m_scores->poolRank(row, slot),
                        label.contains(m_scores->m_classOf[m_scores->entry(row, slot)]));
    for (ClassIndex k = 0; k < m_scores->m_classes; ++k)
        m_tags[static_cast<std::size_t>(k)].addEntry(m_scores->step(row, m_scores->slotOf(row, k), k),
                                                     label.contains(k));
}

void TagRanking::remove(std::size_t row, const LabelSet& label)
{
    --m_samples;
    countRow(row, label, -1);
    for (int slot = 0; slot < m_scores->m_pooled; ++slot)
        m_pool.removeEntry(m_scores->poolRank(row, slot),
                           label.contains(m_scores->m_classOf[m_scores->entry(row, slot)]));
    for (ClassIndex k = 0; k < m_scores->m_classes; ++k)
        m_tags[static_cast<std::size_t>(k)].removeEntry(m_scores->step(row, m_scores->slotOf(row, k), k),
                                                        label.contains(k));
}

void TagRanking::replace(std::size_t row, const LabelSet& before, const LabelSet& after)
{
    countRow(row, before, -1);
    countRow(row, after, 1);
    std::vector<ClassIndex> changed;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(changed));
    for (const ClassIndex k : changed) {
        const int slot = m_scores->slotOf(row, k);
        const bool positive = after.contains(k);
        m_tags[static_cast<std::size_t>(k)].setPositive(m_scores->step(row, slot, k), positive);
        if (slot != RankedScores::kNotKept && slot < m_scores->m_pooled)
            m_pool.setPositive(m_scores->poolRank(row, slot), positive);
    }
}

double TagRanking::gap() const
{
    return m_pool.value(m_allPositives);
}

double TagRanking::averagePrecision(ClassIndex index) const
{
    const auto k = static_cast<std::size_t>(index);
    return m_tags[k].value(m_positives[k]);
}

double TagRanking::meanAveragePrecision() const
{
    std::vector<double> values;
    for (ClassIndex k = 0; k < m_scores->m_classes; ++k)
        values.push_back(averagePrecision(k));
    return meanOfDefined(values);
}

double TagRanking::hitAtOne() const
{
    return m_samples > 0 ? static_cast<double>(m_hits) / static_cast<double>(m_samples) : kUndefined;
}

double TagRanking::precisionAtEqualRecall() const
{
    return m_samples > 0 ? m_equalRecall.value() / static_cast<double>(m_samples) : kUndefined;
}

} // namespace badcase::analysis
