// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How well predicted stretches of videos meet the labelled ones: mean average precision at temporal overlaps
/// of 0.50 to 0.95 (ActivityNet; track 1 of TAAC 2021).

#include "inference/core/segment.h"

#include <QHash>

#include <array>
#include <optional>
#include <span>

namespace badcase::analysis {

/// Length of what two stretches share over the length of what they cover together; 0 when that is nothing.
double temporalIou(double beginA, double endA, double beginB, double endB);

/// The average precision of every class at every overlap. Of one class: predictions go from the highest score
/// down (ties as numpy's argsort has them); each takes the labelled stretch of its video that it overlaps
/// most among those not taken, if the overlap is at least the threshold, else it is a false alarm. Precision
/// is interpolated: at each recall the best precision at that or a higher recall.
///
/// Labels change video by video; only the classes that the change touches are ranked again, at the next
/// reading. Not thread-safe, reading included.
class SegmentMap {
public:
    static constexpr int kThresholds = 10;
    /// 0.50, 0.55 ... 0.95, bit for bit those of numpy.linspace(0.5, 0.95, 10).
    static std::array<double, kThresholds> thresholds();

    SegmentMap() = default;
    /// `predictions`: of each video, in the order of the submission. Classes outside 0..classes - 1 are
    /// passed over. O(P log P).
    SegmentMap(int classes, std::span<const std::vector<ScoredSegment>> predictions);

    int videos() const { return static_cast<int>(m_truth.size()); }

    /// The labelled stretches of a video; a stretch with several labels counts once for each. Absent (as all
    /// are at first): the video does not count, nor do its predictions. O(stretches of the video).
    void setTruth(int video, const std::optional<std::vector<Segment>>& truth);

    /// 0 for a class without predictions or without labels.
    double averagePrecision(ClassIndex index, int threshold) const;
    /// Mean over all classes; absent ones count 0, as in the challenge. kUndefined when no video counts.
    double meanAveragePrecision(int threshold) const;
    /// Mean of the above over the thresholds: the score of the challenge.
    double averageMap() const;

private:
    struct Prediction {
        int video;
        double begin;
        double end;
    };
    struct Stretch {
        double begin;
        double end;
        std::uint16_t taken = 0; ///< one bit a threshold, while ranking
    };
    struct ClassState {
        std::vector<Prediction> predictions;    ///< best first
        QHash<int, std::vector<Stretch>> truth; ///< by video
        qint64 positives = 0;
        std::array<double, kThresholds> precision{};
        bool stale = false;
    };

    void insertTruth(int video, const std::vector<Segment>& truth);
    void removeTruth(int video, const std::vector<Segment>& truth);
    void touchPredictions(int video);
    std::array<double, kThresholds> rank(const ClassState& state) const;
    const ClassState& settled(ClassIndex index) const;

    mutable std::vector<ClassState> m_classes; ///< brought up to date by the readers
    std::vector<std::optional<std::vector<Segment>>> m_truth;
    std::vector<std::vector<ClassIndex>> m_predicted; ///< classes predicted in each video
    int m_counted = 0;
};

} // namespace badcase::analysis
