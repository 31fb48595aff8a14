// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The ranking metrics of tagging, kept up to date while labels change: global average precision over each
/// sample's best 20 tags (TAAC 2021, YouTube-8M), average precision of every tag, Hit@1, PERR.

#include "inference/analysis/class_areas.h"
#include "inference/analysis/exact_sum.h"
#include "inference/analysis/step_precision.h"

#include <cstdint>
#include <memory>

namespace badcase::analysis {

/// The scores of a run in each of the orders that the metrics need; the scores themselves are forgotten.
/// Immutable; shared by the rankings against given and against corrected labels. Memory for N samples with
/// `kept` classes each: N (6 kept + 4 min(20, kept) + 2) bytes.
class RankedScores {
public:
    static constexpr int kPooled = 20; ///< tags of a sample that count in the global average precision

    /// `ties`: the labels that decide in which order the challenge's program puts equal scores of different
    /// samples (tie_order.h), one set a row. Within a row equal scores go by class index.
    /// `kept`: classes of a row that are ranked, the best ones; the others count as if all had one score
    /// below every kept one. 0: all. At least kPooled otherwise. InvalidArgument: a score that is NaN, or a
    /// number of label sets that does not fit. O(N K + N kept log N).
    static Result<std::shared_ptr<const RankedScores>> create(ProbabilityTable<float> table,
                                                              std::span<const LabelSet> ties, int kept = 0);

    std::size_t rows() const { return m_rows; }
    int classes() const { return m_classes; }

private:
    friend class TagRanking;
    static constexpr int kNotKept = -1;

    void rankRows(ProbabilityTable<float> table);
    void rankClasses(ProbabilityTable<float> table);
    void rankPool(ProbabilityTable<float> table, std::span<const LabelSet> ties);

    std::size_t entry(std::size_t row, int slot) const
    {
        return row * static_cast<std::size_t>(m_slots) + static_cast<std::size_t>(slot);
    }
    std::size_t poolRank(std::size_t row, int slot) const
    {
        return m_poolRank[row * static_cast<std::size_t>(m_pooled) + static_cast<std::size_t>(slot)];
    }
    /// Place of a class among the row's scores, best first.
    int slotOf(std::size_t row, ClassIndex index) const;
    /// Step of the class's own ranking on which the row stands.
    std::size_t step(std::size_t row, int slot, ClassIndex index) const;

    std::size_t m_rows = 0;
    int m_classes = 0;
    int m_slots = 0;                      ///< kept classes a row
    int m_pooled = 0;                     ///< min(kPooled, classes)
    std::vector<std::uint16_t> m_classOf; ///< [row][slot]
    std::vector<std::uint16_t> m_above;   ///< [row]: kept scores above 0
    std::vector<std::uint32_t> m_step;    ///< [row][slot]
    std::vector<std::uint32_t> m_steps; ///< [class]: steps of its ranking, without that of the rows not kept
    std::vector<std::uint32_t> m_poolRank; ///< [row][slot < m_pooled]
};

/// The metrics for one state of the labels. Rows count once they are added. Every figure equals that of a
/// ranking built anew to the last bit. replace() costs a few microseconds a changed class; add() and remove()
/// of a single row in a large set cost the next reading one pass over the pool (about 0.1 s at 1,000,000
/// samples).
class TagRanking {
public:
    explicit TagRanking(std::shared_ptr<const RankedScores> scores);

    /// Classes outside the scores are not allowed; a row counts at most once.
    void add(std::size_t row, const LabelSet& label);
    void remove(std::size_t row, const LabelSet& label);
    void replace(std::size_t row, const LabelSet& before, const LabelSet& after);

    qint64 samples() const { return m_samples; }

    /// Average precision over all samples' best 20 tags in one list; all labels count as positives, also
    /// those outside the best 20. kUndefined without labels.
    double gap() const;
    /// Of one tag, ties grouped as scikit-learn does; kUndefined without positives.
    double averagePrecision(ClassIndex index) const;
    /// Mean over the tags that have positives.
    double meanAveragePrecision() const;
    /// Share of samples whose best tag is one of its labels.
    double hitAtOne() const;
    /// Mean precision of as many best tags as the sample has labels ("precision at equal recall rate"). A
    /// sample without labels counts 0, as does a tag with score 0.
    double precisionAtEqualRecall() const;

private:
    void countRow(std::size_t row, const LabelSet& label, int sign);

    std::shared_ptr<const RankedScores> m_scores;
    StepPrecision<std::uint8_t> m_pool;
    std::vector<StepPrecision<std::uint32_t>> m_tags;
    std::vector<qint64> m_positives; ///< of each tag
    qint64 m_allPositives = 0;
    qint64 m_samples = 0;
    qint64 m_hits = 0;
    ExactSum m_equalRecall;
};

} // namespace badcase::analysis
