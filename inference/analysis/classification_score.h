// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The score of a classification run, kept up to date while labels change.

#include "inference/analysis/calibration.h"
#include "inference/analysis/label_fit.h"

#include <array>
#include <optional>

namespace badcase::analysis {

/// One sample at the level of the classes and, in a two-level schema, at that of their parents.
struct ScoredSample {
    LabelFit leaf;
    std::optional<LabelFit> parent = {};
};

/// Row of probabilities -> what ClassificationScore counts. Errors as fitLabel(), and InvalidArgument when
/// the row has not one probability for each class. `decision`: when it was made by another rule than the
/// argmax; its confidence is the probability of that class.
Result<ScoredSample> scoredSample(std::span<const float> probabilities, ClassIndex label,
                                  const Schema& schema, ClassIndex decision = kNoClass);
Result<ScoredSample> scoredSample(std::span<const double> probabilities, ClassIndex label,
                                  const Schema& schema, ClassIndex decision = kNoClass);

/// Counts of one level. Every member is O(1) to update and exact: remove() undoes add() to the last bit.
class LevelScore {
public:
    static constexpr int kTop = 5;

    LevelScore() = default;
    explicit LevelScore(int classes) : m_confusion(classes) {}

    void add(const LabelFit& fit) { accumulate(fit, 1); }
    void remove(const LabelFit& fit) { accumulate(fit, -1); }

    const ConfusionCounts& confusion() const { return m_confusion; }
    const Calibration& calibration() const { return m_calibration; }
    ClassificationMetrics metrics(MacroClasses classes = MacroClasses::Present) const
    {
        return classificationMetrics(m_confusion, classes);
    }
    /// The share of samples with at most four classes more likely than the label, the mean negative log of
    /// the label's probability, and the calibration error: over the samples whose probabilities are known,
    /// kUndefined when there are none.
    double top5() const;
    double logLoss() const;
    double expectedCalibrationError() const { return m_calibration.expectedError(); }

    bool operator==(const LevelScore&) const = default;

private:
    friend class ClassificationScore;
    void accumulate(const LabelFit& fit, int sign);

    ConfusionCounts m_confusion;
    Calibration m_calibration;
    qint64 m_ranked = 0; ///< samples with a whole row
    qint64 m_inTop = 0;
    qint64 m_lossCount = 0; ///< samples whose label probability is known
    ExactSum m_loss;
};

/// Both levels of a run's score. Samples are added once and then replaced as their labels change; it keeps no
/// samples, so memory is O(K^2) whatever their number. Samples without a label are simply not added.
class ClassificationScore {
public:
    explicit ClassificationScore(const Schema& schema);

    /// From columns of equal length: labels, decisions and, when known, the label's probability (else an
    /// empty span; NaN where unknown). Entries with label kNoClass are left out; those with decision kNoClass
    /// are misses. Top 5 and calibration need whole rows and stay undefined. O(N + K^2).
    static ClassificationScore fromColumns(const Schema& schema, std::span<const ClassIndex> labels,
                                           std::span<const ClassIndex> decisions,
                                           std::span<const float> labelProbabilities = {});

    void add(const ScoredSample& sample);
    void remove(const ScoredSample& sample);
    /// One sample's label changed: the same sample fitted to its old and to its new label. O(1).
    void replace(const ScoredSample& before, const ScoredSample& after);

    /// Where only the label is known, not the row: counts move, probability figures keep the old label.
    void relabel(ClassIndex from, ClassIndex to, ClassIndex decision);

    const LevelScore& leaves() const { return m_leaves; }
    const std::optional<LevelScore>& parents() const { return m_parents; } ///< absent in a one-level schema

    /// (micro F1 + macro F1 of both levels) / 4, macro over the classes present: the figure of the WeChat
    /// challenge. kUndefined in a one-level schema and when nothing was counted.
    double meanF1() const;

    bool operator==(const ClassificationScore&) const = default;

private:
    LevelScore m_leaves;
    std::optional<LevelScore> m_parents;
    std::vector<int> m_parentOf;
};

/// The score against the labels as the data set gives them, and as corrected, side by side. A correction
/// changes `corrected` only; a sample taken out as bad media is removed from `corrected` only.
template <class Score>
struct ScorePair {
    Score given;
    Score corrected;
};

} // namespace badcase::analysis
