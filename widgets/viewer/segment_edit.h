// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What an analyst can do to the segments of a video, as pure functions: list in, list out, always sorted by
/// begin. None of them makes segments overlap that did not overlap before, none makes one shorter than
/// kShortestSegment or reach outside the video; a wish that would is met as far as it goes. Times are seconds
/// (inference/core/segment.h).

#include "inference/core/segment.h"

#include <optional>
#include <vector>

namespace badcase::viewer {

/// Shorter stretches are slips of the mouse.
inline constexpr double kShortestSegment = 0.04;
/// Boundaries nearer than this are one boundary: data sets write times with three decimals.
inline constexpr double kSameTime = 0.0015;

enum class Edge { Begin, End };

using Segments = std::vector<Segment>;

/// The segment at `time`, -1 when there is none. Of overlapping ones the shortest, so that each can be
/// reached.
int segmentAt(const Segments& segments, double time);

/// Moves one edge. With `together` a neighbour that begins or ends at the same time follows, as scene
/// boundaries do.
Segments withEdgeMoved(Segments segments, int index, Edge edge, double time, double duration, bool together);

/// Moves a whole segment by `delta` seconds between its neighbours.
Segments withSegmentMoved(Segments segments, int index, double delta, double duration);

/// Cuts the segment at `time` in two with the same labels; unchanged where there is none or a piece would be
/// too short.
Segments withSplit(Segments segments, double time);

/// Joins a segment with the one that follows it; it gets the labels of both. Unchanged for the last one.
Segments withMerged(Segments segments, int index);

Segments withRemoved(Segments segments, int index);

/// A new segment within [begin, end), cut back to the free stretch around `begin`. `index` gets its place;
/// unchanged, and nullopt in `index`, when that stretch is too short.
Segments withInserted(Segments segments, double begin, double end, const LabelSet& labels, double duration,
                      std::optional<int>* index = nullptr);

Segments withLabels(Segments segments, int index, const LabelSet& labels);

/// The nearest of `candidates` when it is within `tolerance`, else `time`.
double snapped(double time, const std::vector<double>& candidates, double tolerance);

} // namespace badcase::viewer
