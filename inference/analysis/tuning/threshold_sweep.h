// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One class's threshold in a multi-label project, exactly: what every position gives, and the best of all
/// classes.

#include "inference/analysis/tuning/threshold_state.h"
#include "inference/core/cancel.h"

namespace badcase::analysis {

/// A row as the slider passes it, from the most to the least probable.
struct ThresholdStep {
    double probability = 0;
    std::uint32_t row = 0;
    bool positive = false; ///< labelled with the class
};

/// Thresholds above `above` up to and including `upTo`, all with the same value of the objective.
struct ThresholdPlateau {
    double above = 0;
    double upTo = 1;
    double centre = 0.5; ///< where to put the slider
    double value = 0;
    bool contains(double threshold) const { return threshold > above && threshold <= upTo; }
    double width() const { return upTo - above; }
};

/// Between two neighbouring probabilities of a class no threshold changes anything, so N + 1 values are the
/// whole curve. Immutable, copies are cheap; describes the thresholds of the moment it was made at.
class ThresholdSweep {
public:
    /// `state` holds the decisions under thresholds of which `present` is this class's, with the same
    /// weights; rows of weight 0 are passed over. O(N log N).
    ThresholdSweep(const ThresholdTable& table, const ThresholdState& state, ClassIndex index, double present,
                   std::span<const int> weights = {});

    ClassIndex classIndex() const { return m_data->index; }
    double present() const { return m_data->present; }
    std::span<const ThresholdStep> steps() const { return m_data->steps; }

    /// Interval 0 decides nobody; interval i the rows with the i largest distinct probabilities. It holds the
    /// thresholds above below(i) up to and including upTo(i).
    std::size_t intervals() const { return m_data->values.size(); }
    std::size_t intervalAt(double threshold) const; ///< O(log N)
    double upTo(std::size_t interval) const;
    double below(std::size_t interval) const;
    double value(std::size_t interval) const { return m_data->values[interval]; }
    double valueAt(double threshold) const { return value(intervalAt(threshold)); }
    /// The first so many of steps() are decided.
    std::size_t crossedAt(double threshold) const { return m_data->crossed[intervalAt(threshold)]; }

    /// The widest plateau with the best value; of equally wide ones the one nearest to the present threshold.
    ThresholdPlateau best() const { return m_data->best; }
    /// The class's best F1 over all thresholds. For calibrated probabilities the threshold that gives it is
    /// half of it (Lipton et al., arXiv 1402.1892): a best threshold far from there says that they are not.
    double bestF1() const { return m_data->bestF1; }

private:
    struct Data {
        ClassIndex index = kNoClass;
        double present = kPlainThreshold;
        std::vector<ThresholdStep> steps;
        std::vector<double> cuts; ///< distinct probabilities, falling
        std::vector<std::size_t> crossed;
        std::vector<double> values;
        ThresholdPlateau best;
        double bestF1 = 0;
    };
    void walk(Data& data, ThresholdState state) const;
    ThresholdPlateau bestPlateau() const;

    std::shared_ptr<Data> m_data;
};

struct ThresholdSearchResult {
    Thresholds thresholds;
    double before = 0;
    double after = 0;
    bool settled = false; ///< no class alone improves any more
};

/// Coordinate ascent as searchOffsets(): one class after the other to its best plateau until none improves.
/// Macro F1 is a sum over classes, so there the first round is the optimum. `start`: {} for 0.5. Cancelled.
/// Any thread.
Result<ThresholdSearchResult> searchThresholds(const ThresholdTable& table, const LabelObjective& objective,
                                               const CancelToken& cancel, Thresholds start = {},
                                               std::span<const int> weights = {}, int maxRounds = 50,
                                               const ProgressCallback& progress = {});

} // namespace badcase::analysis
