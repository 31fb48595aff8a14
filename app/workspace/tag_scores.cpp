// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/tag_scores.h"

#include "storage/prediction_repository.h"

#include <algorithm>

namespace badcase::workspace {

namespace {

/// Probabilities of the samples that have a label, one row each in the order of their ids.
struct LabelledTable {
    std::vector<const TagScores::Row*> rows;
    std::vector<float> values;
};

Result<LabelledTable> readTable(storage::Connection& connection, RunId run, int classes,
                                std::span<const TagScores::Row> rows, const CancelToken& cancel)
{
    LabelledTable table;
    for (const TagScores::Row& row : rows) {
        if (row.given || row.effective)
            table.rows.push_back(&row);
    }
    const auto width = static_cast<std::size_t>(classes);
    table.values.resize(table.rows.size() * width);
    std::vector<bool> seen(table.rows.size());
    const auto visit = [&](const storage::ProbabilityMatrix& matrix) -> Result<void> {
        const auto columns = static_cast<std::size_t>(matrix.columns);
        for (std::size_t r = 0; r < matrix.samples.size(); ++r) {
            const auto found = std::ranges::lower_bound(table.rows, matrix.samples[r], {},
                                                        [](const TagScores::Row* row) { return row->id; });
            if (found == table.rows.end() || (*found)->id != matrix.samples[r])
                continue;
            const auto at = static_cast<std::size_t>(found - table.rows.begin());
            seen[at] = true;
            std::visit(
                [&](const auto& values) {
                    for (std::size_t c = 0; c < std::min(columns, width); ++c)
                        table.values[at * width + c] = static_cast<float>(values[r * columns + c]);
                },
                matrix.values);
        }
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(connection).eachProbabilities(run, cancel, visit));
    // Samples without probabilities close up.
    std::size_t kept = 0;
    for (std::size_t at = 0; at < seen.size(); ++at) {
        if (!seen[at])
            continue;
        table.rows[kept] = table.rows[at];
        std::copy_n(table.values.begin() + static_cast<std::ptrdiff_t>(at * width), width,
                    table.values.begin() + static_cast<std::ptrdiff_t>(kept * width));
        ++kept;
    }
    table.rows.resize(kept);
    table.values.resize(kept * width);
    return table;
}

} // namespace

TagScores::TagScores(std::vector<SampleId> ids, const std::shared_ptr<const analysis::RankedScores>& scores)
    : m_ids(std::move(ids)), m_rankings{analysis::TagRanking(scores), analysis::TagRanking(scores)}
{}

Result<TagScores> TagScores::load(storage::Connection& connection, RunId run, int classes, std::span<const Row> rows,
                                  const CancelToken& cancel)
{
    BADCASE_ASSIGN(const LabelledTable table, readTable(connection, run, classes, rows, cancel));
    std::vector<SampleId> ids;
    std::vector<LabelSet> ties;
    for (const Row* row : table.rows) {
        ids.push_back(row->id);
        ties.push_back(row->given ? *row->given : *row->effective);
    }
    BADCASE_ASSIGN(const auto scores, analysis::RankedScores::create({table.values, classes}, ties));
    TagScores tags(std::move(ids), scores);
    for (std::size_t at = 0; at < table.rows.size(); ++at) {
        if (const LabelSet* label = table.rows[at]->given)
            tags.m_rankings.given.add(at, *label);
        if (const LabelSet* label = table.rows[at]->effective)
            tags.m_rankings.corrected.add(at, *label);
    }
    return tags;
}

qint64 TagScores::rowOf(SampleId id) const
{
    const auto found = std::ranges::lower_bound(m_ids, id);
    return found != m_ids.end() && *found == id ? found - m_ids.begin() : -1;
}

void TagScores::move(SampleId id, const LabelSet* before, const LabelSet* after)
{
    const auto row = static_cast<std::size_t>(rowOf(id));
    auto& ranking = m_rankings.corrected;
    if (before && after)
        ranking.replace(row, *before, *after);
    else if (before)
        ranking.remove(row, *before);
    else if (after)
        ranking.add(row, *after);
}

} // namespace badcase::workspace
