// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How well the segments that a run predicts meet the labelled ones, kept up to date while segments change.

#include "inference/analysis/classification_score.h"
#include "inference/analysis/segment_map.h"
#include "inference/core/cancel.h"
#include "storage/connection.h"

#include <unordered_map>

namespace badcase::workspace {

/// Against the segments as given and as corrected. A sample without segments, or for which the run has none,
/// counts on neither side. Not thread-safe, reading included.
class SegmentScores {
public:
    /// Nothing: the run has no segments of these samples. `samples`, and of these the `excluded`, which do
    /// not count as corrected: ascending. Memory and time are those of the predictions, about 100 bytes and a
    /// microsecond for each tag of each segment.
    static Result<std::optional<SegmentScores>> load(storage::Connection& connection, RunId run, int classes,
                                                     std::span<const SampleId> samples,
                                                     std::span<const SampleId> excluded,
                                                     const CancelToken& cancel = {});

    /// Reads the segments of a sample again. `excluded`: it does not count as corrected.
    Result<void> update(storage::Connection& connection, SampleId sample, bool excluded);

    const analysis::ScorePair<analysis::SegmentMap>& maps() const { return m_maps; }
    /// False when no sample with predicted segments has segments itself: there is no figure.
    bool isKnown() const;

private:
    SegmentScores() = default;

    std::unordered_map<SampleId, int> m_videos; ///< number of each sample in the maps
    analysis::ScorePair<analysis::SegmentMap> m_maps;
};

} // namespace badcase::workspace
