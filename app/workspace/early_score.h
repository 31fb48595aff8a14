// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The score of a run over the random part of its samples that comes first (run_order.h), with the interval
/// in which the score over all of them is to be expected.

#include "inference/core/ids.h"
#include "inference/core/label.h"
#include "inference/core/schema.h"
#include "inference/jobs/run_types.h"

#include <chrono>
#include <optional>
#include <unordered_set>
#include <vector>

namespace badcase::workspace {

/// Fed with decisions as they are written, against the effective labels of that moment; samples without a
/// label count in nothing. The figures are those of `metrics`: accuracy (Wilson's interval) and macro F1; for
/// multi-label micro F1; for masks the mean Dice and IoU of an image. Intervals without a formula are
/// bootstrapped. Used from one thread.
class EarlyScoreMeter {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr double kConfidence = 0.9;
    static constexpr int kRounds = 200;              ///< of the bootstrap
    static constexpr std::size_t kLeastSamples = 10; ///< of an incomplete part; fewer say nothing
    static constexpr std::chrono::milliseconds kInterval{1000};

    /// `part` of the run's `samples` samples.
    EarlyScoreMeter(Task task, int classes, const std::vector<SampleId>& part, qint64 samples);

    /// Each sample counts once, and only when it is of the part.
    void addClasses(SampleId sample, const LabelSet& decided, const std::optional<LabelSet>& label);
    void addMask(SampleId sample, double dice, double iou); ///< NaN: there is no mask to compare with
    void addFailed(SampleId sample);

    /// Computed anew at most once in kInterval, and a last time when the part is complete. Nothing while too
    /// few samples have a label.
    const std::optional<jobs::EarlyScore>& score(Clock::time_point now = Clock::now());

private:
    using Figure = jobs::EarlyScore::Figure;
    struct Pair {
        LabelSet label;
        LabelSet decided;
    };
    bool take(SampleId sample);
    std::size_t counted() const { return m_pairs.size() + m_dice.size(); }
    std::vector<Figure> figures() const;
    std::vector<Figure> classFigures() const;
    Figure microF1() const;
    Figure mean(const QString& metric, const std::vector<double>& values) const;

    Task m_task;
    int m_classes;
    qint64 m_samples;
    std::unordered_set<SampleId> m_missing; ///< of the part
    qint64 m_seen = 0;
    std::vector<Pair> m_pairs;  ///< classification and multi-label
    std::vector<double> m_dice; ///< segmentation
    std::vector<double> m_iou;
    std::optional<jobs::EarlyScore> m_score;
    std::size_t m_scored = 0; ///< samples in m_score
    Clock::time_point m_last;
};

/// "accuracy 0.58 [0.54, 0.62] over 37 samples": for the command line; `metric` as it stands in JSON.
QString earlyScoreText(const jobs::EarlyScore& score);

} // namespace badcase::workspace
