// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One slider for how sure a model is: p^(1/T), divided by its sum. It changes no decision, only
/// probabilities.

#include "inference/analysis/calibration.h"
#include "inference/analysis/tuning/decision_table.h"
#include "inference/core/cancel.h"

namespace badcase::analysis {

/// How well probabilities fit the labels; all 0 or more, lower is better, kUndefined when nothing was
/// counted.
struct ProbabilityFit {
    double logLoss = 0;    ///< mean of -log p of the label, natural logarithm
    double equalWidth = 0; ///< expected calibration error of the decisions: bins of equal width (Calibration)
    double equalMass = 0;  ///< the same with bins of equally many samples (reliability.h)
    double classwise = 0;  ///< mean over classes of the error of all p_k, bins of equal width
};

inline constexpr double kLeastTemperature = 0.05;
inline constexpr double kLargestTemperature = 20;

/// `temperatures`: one a row, or one for all. O(N K).
ProbabilityFit probabilityFit(const DecisionTable& table, std::span<const double> temperatures,
                              int bins = Calibration::kDefaultBins);

/// Mean log loss at one temperature over the rows whose `weights` (empty, or one a row) are not 0. The same
/// number whatever the threads. O(N K), an exponential each.
double logLossAt(const DecisionTable& table, double temperature, std::span<const int> weights = {},
                 int threads = 0);

/// The probabilities of a table at one temperature a row (or one for all), without holding them: 16 bytes a row.
/// Thread-safe as any constant. Making it is O(N K), an exponential each.
class TemperedProbabilities {
public:
    TemperedProbabilities(const DecisionTable& table, std::span<const double> temperatures);
    std::size_t rows() const { return m_table.rows(); }
    double at(std::size_t row, ClassIndex index) const;

private:
    struct Row {
        double scale = 0; ///< from log units to the exponent
        double shift = 0; ///< so that the row sums to 1
    };
    DecisionTable m_table;
    std::vector<Row> m_rows;
};

struct TemperatureFit {
    double temperature = 1;           ///< fitted to all rows: the one to use
    std::vector<double> ofFolds = {}; ///< what it is without each fold: their spread says how sure it is
    std::vector<double> ofRows = {};  ///< of each row, without the fold it is in: those of heldOut
    ProbabilityFit before;            ///< at T = 1
    ProbabilityFit heldOut;           ///< each row with the temperature of the folds it is not in
};

/// Golden section over log T in [kLeastTemperature, kLargestTemperature] down to 1e-4 (the log loss is convex
/// in 1/T, so it has one minimum). Folds as assignFolds(). About 25 (folds + 1) passes of O(N K): for the
/// background. InvalidArgument: fewer rows than folds, fewer than 2 folds. Cancelled between passes.
Result<TemperatureFit> fitTemperature(const DecisionTable& table, int folds, quint64 seed,
                                      const CancelToken& cancel, int threads = 0);

} // namespace badcase::analysis
