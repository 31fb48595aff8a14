// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning by thresholds reads: the probabilities of N labelled multi-label samples for K classes.

#include "inference/core/label.h"
#include "inference/core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace badcase::analysis {

/// One threshold a class: it is decided where p >= threshold. Without tuning all are 0.5.
using Thresholds = std::vector<double>;
inline constexpr double kPlainThreshold = 0.5;

/// Immutable; copies share the memory (9 N K bytes). Thread-safe as any constant.
class ThresholdTable {
public:
    ThresholdTable();
    /// `probabilities`: sigmoid rows in class order, labels.size() x classes. Rows without labels (nullopt)
    /// are left out; an empty set is an answer. `groups`: empty, or one a row. InvalidArgument: sizes that do
    /// not fit, a label outside the classes, a value that is not finite or lies outside [0, 1] by more than
    /// 1e-6 (then limited).
    static Result<ThresholdTable> create(std::span<const float> probabilities, int classes,
                                         std::span<const std::optional<LabelSet>> labels,
                                         std::span<const int> groups = {});
    static Result<ThresholdTable> create(std::span<const double> probabilities, int classes,
                                         std::span<const std::optional<LabelSet>> labels,
                                         std::span<const int> groups = {});

    std::size_t rows() const { return m_data->sources.size(); }
    int classes() const { return m_data->classes; }
    /// All rows' probabilities of one class; all rows' labels of one class, 0 or 1.
    std::span<const double> column(ClassIndex index) const
    {
        return std::span(m_data->probabilities).subspan(static_cast<std::size_t>(index) * rows(), rows());
    }
    std::span<const std::uint8_t> labels(ClassIndex index) const
    {
        return std::span(m_data->labels).subspan(static_cast<std::size_t>(index) * rows(), rows());
    }
    qint64 support(ClassIndex index) const { return m_data->support[static_cast<std::size_t>(index)]; }
    std::span<const int> groups() const { return m_data->groups; }
    std::size_t sourceRow(std::size_t row) const { return m_data->sources[row]; }

    LabelSet label(std::size_t row) const;
    LabelSet decide(std::size_t row, const Thresholds& thresholds) const;

private:
    struct Data {
        int classes = 0;
        std::vector<double> probabilities; ///< class by class
        std::vector<std::uint8_t> labels;  ///< class by class
        std::vector<qint64> support;
        std::vector<std::uint32_t> sources;
        std::vector<int> groups;
    };
    template <class Real>
    static Result<ThresholdTable> make(std::span<const Real> probabilities, int classes,
                                       std::span<const std::optional<LabelSet>> labels,
                                       std::span<const int> groups);

    std::shared_ptr<const Data> m_data;
};

} // namespace badcase::analysis
