// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/segment_edit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace badcase::viewer {

namespace {

bool isIndex(const Segments& segments, int index)
{
    return index >= 0 && index < static_cast<int>(segments.size());
}

Segment& at(Segments& segments, int index)
{
    return segments[static_cast<std::size_t>(index)];
}

void sort(Segments& segments)
{
    std::ranges::stable_sort(segments, [](const Segment& a, const Segment& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
}

bool isSame(double a, double b)
{
    return std::abs(a - b) <= kSameTime;
}

/// The end of whatever lies before `time` and the begin of whatever lies behind it; segments that `skip` says
/// are passed over.
struct Gap {
    double from = 0;
    double to = 0;
};

template <class Skip>
Gap gapAround(const Segments& segments, double begin, double end, double duration, Skip skip)
{
    Gap gap{0, duration};
    for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
        const Segment& other = segments[static_cast<std::size_t>(i)];
        if (skip(i))
            continue;
        if (other.end <= begin + kSameTime)
            gap.from = std::max(gap.from, other.end);
        if (other.begin >= end - kSameTime)
            gap.to = std::min(gap.to, other.begin);
    }
    return gap;
}

/// The neighbour that shares this edge, -1 without.
int sharing(const Segments& segments, int index, Edge edge)
{
    const Segment& segment = segments[static_cast<std::size_t>(index)];
    for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
        const Segment& other = segments[static_cast<std::size_t>(i)];
        if (i != index &&
            (edge == Edge::Begin ? isSame(other.end, segment.begin) : isSame(other.begin, segment.end)))
            return i;
    }
    return -1;
}

/// std::clamp for limits that may stand the wrong way round in data that was not made here: then nothing
/// moves.
double limited(double value, double low, double high, double otherwise)
{
    return low <= high ? std::clamp(value, low, high) : otherwise;
}

} // namespace

int segmentAt(const Segments& segments, double time)
{
    int best = -1;
    double shortest = std::numeric_limits<double>::infinity();
    for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
        const Segment& segment = segments[static_cast<std::size_t>(i)];
        if (time >= segment.begin && time < segment.end && segment.length() < shortest) {
            best = i;
            shortest = segment.length();
        }
    }
    return best;
}

Segments withEdgeMoved(Segments segments, int index, Edge edge, double time, double duration, bool together)
{
    if (!isIndex(segments, index) || !std::isfinite(time))
        return segments;
    const int partner = together ? sharing(segments, index, edge) : -1;
    Segment& segment = at(segments, index);
    const auto skip = [&](int i) { return i == index || i == partner; };
    const Gap gap = gapAround(segments, segment.begin, segment.end, duration, skip);
    const bool isBegin = edge == Edge::Begin;
    double low = isBegin ? gap.from : segment.begin + kShortestSegment;
    double high = isBegin ? segment.end - kShortestSegment : gap.to;
    if (partner >= 0 && isBegin)
        low = std::max(low, at(segments, partner).begin + kShortestSegment);
    if (partner >= 0 && !isBegin)
        high = std::min(high, at(segments, partner).end - kShortestSegment);
    const double to = limited(time, low, high, isBegin ? segment.begin : segment.end);
    (isBegin ? segment.begin : segment.end) = to;
    if (partner >= 0)
        (isBegin ? at(segments, partner).end : at(segments, partner).begin) = to;
    sort(segments);
    return segments;
}

Segments withSegmentMoved(Segments segments, int index, double delta, double duration)
{
    if (!isIndex(segments, index) || !std::isfinite(delta))
        return segments;
    Segment& segment = at(segments, index);
    const double length = segment.length();
    const Gap gap =
        gapAround(segments, segment.begin, segment.end, duration, [index](int i) { return i == index; });
    segment.begin = limited(segment.begin + delta, gap.from, gap.to - length, segment.begin);
    segment.end = segment.begin + length;
    sort(segments);
    return segments;
}

Segments withSplit(Segments segments, double time)
{
    const int index = segmentAt(segments, time);
    if (index < 0)
        return segments;
    Segment& left = at(segments, index);
    if (time - left.begin < kShortestSegment || left.end - time < kShortestSegment)
        return segments;
    Segment right = left;
    left.end = right.begin = time;
    segments.insert(segments.begin() + index + 1, std::move(right));
    sort(segments);
    return segments;
}

Segments withMerged(Segments segments, int index)
{
    if (!isIndex(segments, index) || !isIndex(segments, index + 1))
        return segments;
    const Segment next = at(segments, index + 1);
    Segment& segment = at(segments, index);
    segment.end = std::max(segment.end, next.end);
    segment.labels = unionOfLabels({segment, next});
    segments.erase(segments.begin() + index + 1);
    return segments;
}

Segments withRemoved(Segments segments, int index)
{
    if (isIndex(segments, index))
        segments.erase(segments.begin() + index);
    return segments;
}

Segments withInserted(Segments segments, double begin, double end, const LabelSet& labels, double duration,
                      std::optional<int>* index)
{
    if (index)
        index->reset();
    if (!std::isfinite(begin) || !std::isfinite(end) || segmentAt(segments, begin) >= 0)
        return segments;
    const Gap gap = gapAround(segments, begin, begin, duration, [](int) { return false; });
    Segment segment{std::max(begin, gap.from), std::min(end, gap.to), labels};
    if (segment.length() < kShortestSegment)
        return segments;
    const auto place = std::ranges::upper_bound(segments, segment.begin, {}, &Segment::begin);
    if (index)
        *index = static_cast<int>(place - segments.begin());
    segments.insert(place, std::move(segment));
    return segments;
}

Segments withLabels(Segments segments, int index, const LabelSet& labels)
{
    if (isIndex(segments, index))
        at(segments, index).labels = labels;
    return segments;
}

double snapped(double time, const std::vector<double>& candidates, double tolerance)
{
    double best = time;
    double distance = tolerance;
    for (const double candidate : candidates) {
        if (std::abs(candidate - time) <= distance) {
            distance = std::abs(candidate - time);
            best = candidate;
        }
    }
    return best;
}

} // namespace badcase::viewer
