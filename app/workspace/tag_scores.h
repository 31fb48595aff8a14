// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The ranking metrics of a multi-label run (GAP, mAP, Hit@1), kept up to date while labels change.

#include "inference/analysis/classification_score.h"
#include "inference/analysis/tag_ranking.h"
#include "inference/core/cancel.h"
#include "storage/connection.h"

namespace badcase::workspace {

/// Against the labels as given and as corrected. Both sides share one order of equal scores, drawn when the run is
/// loaded (analysis::RankedScores), so a figure after corrections can differ from that of a run loaded afresh in
/// the digits that ties decide, and in those only. Not thread-safe.
class TagScores {
public:
    /// One sample of the run. A null label does not count on its side.
    struct Row {
        SampleId id;
        const LabelSet* given = nullptr;
        const LabelSet* effective = nullptr;
    };

    /// `rows`: ascending ids. Reads every probability of the run; a second for 4,000,000 of them.
    static Result<TagScores> load(storage::Connection& connection, RunId run, int classes, std::span<const Row> rows,
                                  const CancelToken& cancel = {});

    /// False for a sample that had no label at loading and therefore has no place in the rankings.
    bool holds(SampleId id) const { return rowOf(id) >= 0; }
    /// The corrected label of a held sample changes; null: it does not count.
    void move(SampleId id, const LabelSet* before, const LabelSet* after);

    const analysis::ScorePair<analysis::TagRanking>& rankings() const { return m_rankings; }

private:
    TagScores(std::vector<SampleId> ids, const std::shared_ptr<const analysis::RankedScores>& scores);
    qint64 rowOf(SampleId id) const; ///< -1: not held

    std::vector<SampleId> m_ids; ///< of the rows of the rankings, ascending
    analysis::ScorePair<analysis::TagRanking> m_rankings;
};

} // namespace badcase::workspace
