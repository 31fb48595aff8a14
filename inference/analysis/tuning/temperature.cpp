// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/temperature.h"

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/reliability.h"
#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/row_blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace badcase::analysis {

namespace {

/// Below e^-40 of the largest a term changes no double.
constexpr double kNegligible = -40;

LogUnits largestOf(const DecisionTable& table, std::size_t row)
{
    const auto classes = static_cast<std::size_t>(table.classes());
    const LogUnits* logs = table.column(row / DecisionTable::kBlock, 0) + row % DecisionTable::kBlock;
    LogUnits most = logs[0];
    for (std::size_t k = 1; k < classes; ++k)
        most = std::max(most, logs[k * DecisionTable::kBlock]);
    return most;
}

/// exp((z_k - max z) / T) of a row into `to`; returns their sum.
double weightsOf(const DecisionTable& table, std::size_t row, double temperature, std::vector<double>& to)
{
    const auto classes = static_cast<std::size_t>(table.classes());
    const LogUnits* logs = table.column(row / DecisionTable::kBlock, 0) + row % DecisionTable::kBlock;
    const LogUnits most = largestOf(table, row);
    const double scale = 1.0 / (kNat * temperature);
    double sum = 0;
    for (std::size_t k = 0; k < classes; ++k) {
        const double power = (logs[k * DecisionTable::kBlock] - most) * scale;
        to[k] = power > kNegligible ? std::exp(power) : 0.0;
        sum += to[k];
    }
    return sum;
}

double lossOf(const DecisionTable& table, std::size_t row, double temperature, double sum)
{
    return std::log(sum) + (largestOf(table, row) - table.at(row, table.label(row))) / (kNat * temperature);
}

class TemperatureSearch {
public:
    TemperatureSearch(const DecisionTable& table, std::span<const int> weights, int threads,
                      const CancelToken& cancel)
        : m_table(table), m_weights(weights), m_threads(threads), m_cancel(cancel)
    {}

    double best() const
    {
        constexpr double kShare = 1 / std::numbers::phi;
        double low = std::log(kLeastTemperature);
        double high = std::log(kLargestTemperature);
        double left = high - kShare * (high - low);
        double right = low + kShare * (high - low);
        double atLeft = at(left);
        double atRight = at(right);
        while (high - low > 1e-4 && !m_cancel.isCancelled()) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - kShare * (high - low);
                atLeft = at(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + kShare * (high - low);
                atRight = at(right);
            }
        }
        return std::exp((low + high) / 2);
    }

private:
    double at(double logTemperature) const
    {
        return logLossAt(m_table, std::exp(logTemperature), m_weights, m_threads);
    }

    const DecisionTable& m_table;
    std::span<const int> m_weights;
    int m_threads;
    const CancelToken& m_cancel;
};

} // namespace

double logLossAt(const DecisionTable& table, double temperature, std::span<const int> weights, int threads)
{
    constexpr std::size_t kPart =
        4096; // summed in parts of fixed size, so that threads do not change the sum
    std::vector<double> sums((table.rows() + kPart - 1) / kPart);
    inRowBlocks(table.rows(), kPart, threads, [&](std::size_t begin, std::size_t end) {
        std::vector<double> row(static_cast<std::size_t>(table.classes()));
        for (std::size_t i = begin; i < end; ++i) {
            const int weight = weights.empty() ? 1 : weights[i];
            if (weight != 0)
                sums[i / kPart] +=
                    weight * lossOf(table, i, temperature, weightsOf(table, i, temperature, row));
        }
    });
    const qint64 count = weights.empty() ? static_cast<qint64>(table.rows())
                                         : std::accumulate(weights.begin(), weights.end(), qint64(0));
    return count > 0 ? std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(count)
                     : kUndefined;
}

ProbabilityFit probabilityFit(const DecisionTable& table, std::span<const double> temperatures, int bins)
{
    Q_ASSERT(temperatures.size() == 1 || temperatures.size() == table.rows());
    if (table.rows() == 0)
        return {kUndefined, kUndefined, kUndefined, kUndefined};
    ProbabilityFit out;
    Calibration decisions(bins);
    std::vector<Calibration> classes(static_cast<std::size_t>(table.classes()), Calibration(bins));
    std::vector<Statement> confidences;
    std::vector<double> row(classes.size());
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const double temperature = temperatures.size() == 1 ? temperatures[0] : temperatures[i];
        const double sum = weightsOf(table, i, temperature, row);
        const auto label = static_cast<std::size_t>(table.label(i));
        std::size_t best = 0;
        for (std::size_t k = 0; k < row.size(); ++k) {
            if (table.at(i, static_cast<ClassIndex>(k)) > table.at(i, static_cast<ClassIndex>(best)))
                best = k;
            classes[k].add(row[k] / sum, k == label);
        }
        decisions.add(row[best] / sum, best == label);
        confidences.push_back({row[best] / sum, best == label});
        out.logLoss += lossOf(table, i, temperature, sum);
    }
    out.logLoss /= static_cast<double>(table.rows());
    out.equalWidth = decisions.expectedError();
    out.equalMass = reliability(confidences, BinRule::EqualMass, bins).expectedError;
    for (const Calibration& one : classes)
        out.classwise += one.expectedError() / static_cast<double>(classes.size());
    return out;
}

TemperedProbabilities::TemperedProbabilities(const DecisionTable& table, std::span<const double> temperatures)
    : m_table(table), m_rows(table.rows())
{
    Q_ASSERT(temperatures.size() == 1 || temperatures.size() == table.rows());
    std::vector<double> weights(static_cast<std::size_t>(table.classes()));
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const double temperature = temperatures.size() == 1 ? temperatures[0] : temperatures[i];
        const double sum = weightsOf(table, i, temperature, weights);
        const double scale = 1.0 / (kNat * temperature);
        m_rows[i] = {scale, largestOf(table, i) * scale + std::log(sum)};
    }
}

double TemperedProbabilities::at(std::size_t row, ClassIndex index) const
{
    return std::min(1.0, std::exp(m_table.at(row, index) * m_rows[row].scale - m_rows[row].shift));
}

Result<TemperatureFit> fitTemperature(const DecisionTable& table, int folds, quint64 seed,
                                      const CancelToken& cancel, int threads)
{
    if (folds < 2 || table.rows() < static_cast<std::size_t>(folds))
        return fail(
            ErrorCode::InvalidArgument,
            QCoreApplication::translate("badcase::fitTemperature",
                                        "%1 samples cannot be parted into %2 folds; two or more folds with a "
                                        "sample each are needed")
                .arg(table.rows())
                .arg(folds));
    TemperatureFit out;
    const std::vector<int> foldOf = assignFolds(table.labels(), table.groups(), folds, seed);
    std::vector<int> weights(table.rows());
    out.ofRows.resize(table.rows());
    for (int fold = 0; fold < folds; ++fold) {
        std::ranges::transform(foldOf, weights.begin(), [&](int other) { return other == fold ? 0 : 1; });
        out.ofFolds.push_back(TemperatureSearch(table, weights, threads, cancel).best());
    }
    out.temperature = TemperatureSearch(table, {}, threads, cancel).best();
    if (cancel.isCancelled())
        return fail(
            ErrorCode::Cancelled,
            QCoreApplication::translate("badcase::fitTemperature", "Fitting the temperature was cancelled"));
    for (std::size_t i = 0; i < out.ofRows.size(); ++i)
        out.ofRows[i] = out.ofFolds[static_cast<std::size_t>(foldOf[i])];
    out.heldOut = probabilityFit(table, out.ofRows);
    const double plain = 1;
    out.before = probabilityFit(table, {&plain, 1});
    return out;
}

} // namespace badcase::analysis
