// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/segment_map.h"

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/tie_order.h"

#include <algorithm>

namespace badcase::analysis {

namespace {

/// Area under the interpolated curve: each hit adds the best precision from there on.
double interpolatedPrecision(const std::vector<bool>& hits, qint64 positives)
{
    std::vector<double> precision(hits.size());
    qint64 found = 0;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        found += hits[i] ? 1 : 0;
        precision[i] = static_cast<double>(found) / static_cast<double>(i + 1);
    }
    double best = 0;
    double sum = 0;
    for (std::size_t i = hits.size(); i-- > 0;) {
        best = std::max(best, precision[i]);
        sum += hits[i] ? best : 0;
    }
    return sum / static_cast<double>(positives);
}

} // namespace

double temporalIou(double beginA, double endA, double beginB, double endB)
{
    const double shared = std::max(0.0, std::min(endA, endB) - std::max(beginA, beginB));
    const double together = (endB - beginB) + (endA - beginA) - shared;
    return together > 0 ? shared / together : 0;
}

std::array<double, SegmentMap::kThresholds> SegmentMap::thresholds()
{
    constexpr double kFirst = 0.5;
    constexpr double kLast = 0.95;
    std::array<double, kThresholds> out{};
    for (int i = 0; i < kThresholds; ++i)
        out[static_cast<std::size_t>(i)] = i * ((kLast - kFirst) / (kThresholds - 1)) + kFirst;
    out.back() = kLast;
    return out;
}

SegmentMap::SegmentMap(int classes, std::span<const std::vector<ScoredSegment>> predictions)
    : m_classes(static_cast<std::size_t>(classes)),
      m_truth(predictions.size()),
      m_predicted(predictions.size())
{
    std::vector<std::vector<double>> scores(m_classes.size());
    for (std::size_t video = 0; video < predictions.size(); ++video) {
        for (const ScoredSegment& segment : predictions[video]) {
            for (const auto& [index, score] : segment.scores) {
                if (index < 0 || index >= classes)
                    continue;
                const auto k = static_cast<std::size_t>(index);
                m_classes[k].predictions.push_back({static_cast<int>(video), segment.begin, segment.end});
                scores[k].push_back(score);
                m_predicted[video].push_back(index);
            }
        }
    }
    for (std::size_t k = 0; k < m_classes.size(); ++k) {
        std::vector<Prediction> sorted;
        sorted.reserve(scores[k].size());
        for (const std::uint32_t i : numpyDescending(scores[k]))
            sorted.push_back(m_classes[k].predictions[i]);
        m_classes[k].predictions = std::move(sorted);
    }
}

void SegmentMap::setTruth(int video, const std::optional<std::vector<Segment>>& truth)
{
    auto& known = m_truth[static_cast<std::size_t>(video)];
    if (known == truth)
        return;
    if (known.has_value() != truth.has_value()) {
        m_counted += truth ? 1 : -1;
        touchPredictions(video); // they begin or cease to be false alarms
    }
    if (known)
        removeTruth(video, *known);
    known = truth;
    if (known)
        insertTruth(video, *known);
}

void SegmentMap::insertTruth(int video, const std::vector<Segment>& truth)
{
    for (const Segment& segment : truth) {
        for (const ClassIndex index : segment.labels) {
            if (index < 0 || index >= static_cast<int>(m_classes.size()))
                continue;
            ClassState& state = m_classes[static_cast<std::size_t>(index)];
            state.truth[video].push_back({segment.begin, segment.end});
            ++state.positives;
            state.stale = true;
        }
    }
}

void SegmentMap::removeTruth(int video, const std::vector<Segment>& truth)
{
    for (const Segment& segment : truth) {
        for (const ClassIndex index : segment.labels) {
            if (index < 0 || index >= static_cast<int>(m_classes.size()))
                continue;
            ClassState& state = m_classes[static_cast<std::size_t>(index)];
            state.truth.remove(video); // all of the class at its first stretch
            --state.positives;
            state.stale = true;
        }
    }
}

void SegmentMap::touchPredictions(int video)
{
    for (const ClassIndex index : m_predicted[static_cast<std::size_t>(video)])
        m_classes[static_cast<std::size_t>(index)].stale = true;
}

std::array<double, SegmentMap::kThresholds> SegmentMap::rank(const ClassState& state) const
{
    std::array<double, kThresholds> out{};
    if (state.positives == 0 || state.predictions.empty())
        return out;
    const auto limits = thresholds();
    QHash<int, std::vector<Stretch>> truth = state.truth;
    std::array<std::vector<bool>, kThresholds> hits;
    std::vector<double> overlaps;
    for (const Prediction& prediction : state.predictions) {
        if (!m_truth[static_cast<std::size_t>(prediction.video)])
            continue;
        for (auto& list : hits)
            list.push_back(false);
        const auto found = truth.find(prediction.video);
        if (found == truth.end())
            continue;
        overlaps.clear();
        for (const Stretch& stretch : *found)
            overlaps.push_back(temporalIou(prediction.begin, prediction.end, stretch.begin, stretch.end));
        const auto order = numpyDescending(overlaps);
        for (std::size_t t = 0; t < hits.size(); ++t) {
            const auto bit = static_cast<std::uint16_t>(1u << t);
            const auto free = std::find_if(order.begin(), order.end(),
                                           [&](std::uint32_t i) { return ((*found)[i].taken & bit) == 0; });
            if (free == order.end() || overlaps[*free] < limits[t])
                continue;
            (*found)[*free].taken = static_cast<std::uint16_t>((*found)[*free].taken | bit);
            hits[t].back() = true;
        }
    }
    for (std::size_t t = 0; t < hits.size(); ++t)
        out[t] = interpolatedPrecision(hits[t], state.positives);
    return out;
}

const SegmentMap::ClassState& SegmentMap::settled(ClassIndex index) const
{
    ClassState& state = m_classes[static_cast<std::size_t>(index)];
    if (state.stale) {
        state.precision = rank(state);
        state.stale = false;
    }
    return state;
}

double SegmentMap::averagePrecision(ClassIndex index, int threshold) const
{
    return settled(index).precision[static_cast<std::size_t>(threshold)];
}

double SegmentMap::meanAveragePrecision(int threshold) const
{
    if (m_counted == 0 || m_classes.empty())
        return kUndefined;
    double sum = 0;
    for (std::size_t k = 0; k < m_classes.size(); ++k)
        sum += averagePrecision(static_cast<ClassIndex>(k), threshold);
    return sum / static_cast<double>(m_classes.size());
}

double SegmentMap::averageMap() const
{
    double sum = 0;
    for (int t = 0; t < kThresholds; ++t)
        sum += meanAveragePrecision(t);
    return sum / kThresholds;
}

} // namespace badcase::analysis
