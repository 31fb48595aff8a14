// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/segment_scores.h"

#include "storage/prediction_repository.h"
#include "storage/segment_repository.h"

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

Result<std::optional<SegmentScores>> SegmentScores::load(storage::Connection& connection, RunId run,
                                                         int classes, std::span<const SampleId> samples,
                                                         std::span<const SampleId> excluded,
                                                         const CancelToken& cancel)
{
    std::vector<SampleId> videos;
    std::vector<std::vector<ScoredSegment>> predictions;
    const auto visit = [&](const storage::PredictedSegments& predicted) -> Result<void> {
        if (std::ranges::binary_search(samples, predicted.sample)) {
            videos.push_back(predicted.sample);
            predictions.push_back(predicted.segments);
        }
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(connection).eachSegments(run, cancel, visit));
    if (videos.empty())
        return std::optional<SegmentScores>();
    SegmentScores scores;
    const analysis::SegmentMap map(classes, predictions);
    scores.m_maps = {map, map};
    BADCASE_ASSIGN(const auto lists, storage::SegmentRepository(connection).segments(videos));
    for (std::size_t i = 0; i < videos.size(); ++i) {
        const auto video = static_cast<int>(i);
        scores.m_videos.emplace(videos[i], video);
        scores.m_maps.given.setTruth(video, lists[i].given);
        if (!std::ranges::binary_search(excluded, videos[i]))
            scores.m_maps.corrected.setTruth(video, lists[i].effective());
    }
    // Ranks all classes here, in whatever thread loads, and not when a figure is first shown.
    (void)scores.m_maps.given.averageMap();
    (void)scores.m_maps.corrected.averageMap();
    return std::optional(std::move(scores));
}

Result<void> SegmentScores::update(storage::Connection& connection, SampleId sample, bool excluded)
{
    const auto found = m_videos.find(sample);
    if (found == m_videos.end())
        return {};
    BADCASE_ASSIGN(const auto lists, storage::SegmentRepository(connection).segments(sample));
    m_maps.corrected.setTruth(found->second, excluded ? std::nullopt : lists.effective());
    return {};
}

bool SegmentScores::isKnown() const
{
    return !std::isnan(m_maps.given.averageMap()) || !std::isnan(m_maps.corrected.averageMap());
}

} // namespace badcase::workspace
