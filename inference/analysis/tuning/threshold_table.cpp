// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/threshold_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace badcase::analysis {

namespace {

constexpr double kSlack = 1e-6;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ThresholdTable", text);
}

} // namespace

ThresholdTable::ThresholdTable() : m_data(std::make_shared<const Data>()) {}

template <class Real>
Result<ThresholdTable> ThresholdTable::make(std::span<const Real> probabilities, int classes,
                                            std::span<const std::optional<LabelSet>> labels,
                                            std::span<const int> groups)
{
    const auto width = static_cast<std::size_t>(std::max(classes, 0));
    if (classes < 1 || labels.size() > std::numeric_limits<std::uint32_t>::max() ||
        probabilities.size() != labels.size() * width || (!groups.empty() && groups.size() != labels.size()))
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 probabilities and %2 groups are not %3 samples with %4 classes")
                        .arg(probabilities.size())
                        .arg(groups.size())
                        .arg(labels.size())
                        .arg(classes));
    auto data = std::make_shared<Data>();
    data->classes = classes;
    data->support.resize(width);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!labels[i])
            continue;
        data->sources.push_back(static_cast<std::uint32_t>(i));
        if (!groups.empty())
            data->groups.push_back(groups[i]);
    }
    const std::size_t rows = data->sources.size();
    data->probabilities.resize(rows * width);
    data->labels.resize(rows * width);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t source = data->sources[row];
        for (std::size_t k = 0; k < width; ++k) {
            const double p = static_cast<double>(probabilities[source * width + k]);
            if (!(p >= -kSlack && p <= 1 + kSlack))
                return fail(ErrorCode::InvalidArgument,
                            tr("Sample %1 has a probability that is not a number from 0 to 1").arg(source));
            data->probabilities[k * rows + row] = std::clamp(p, 0.0, 1.0);
        }
        for (const ClassIndex k : *labels[source]) {
            if (k < 0 || k >= classes)
                return fail(ErrorCode::InvalidArgument,
                            tr("Sample %1 has the label %2, but there are %3 classes")
                                .arg(source)
                                .arg(k)
                                .arg(classes));
            data->labels[static_cast<std::size_t>(k) * rows + row] = 1;
            ++data->support[static_cast<std::size_t>(k)];
        }
    }
    ThresholdTable table;
    table.m_data = std::move(data);
    return table;
}

Result<ThresholdTable> ThresholdTable::create(std::span<const float> probabilities, int classes,
                                              std::span<const std::optional<LabelSet>> labels,
                                              std::span<const int> groups)
{
    return make(probabilities, classes, labels, groups);
}

Result<ThresholdTable> ThresholdTable::create(std::span<const double> probabilities, int classes,
                                              std::span<const std::optional<LabelSet>> labels,
                                              std::span<const int> groups)
{
    return make(probabilities, classes, labels, groups);
}

LabelSet ThresholdTable::label(std::size_t row) const
{
    std::vector<ClassIndex> out;
    for (int k = 0; k < classes(); ++k) {
        if (labels(k)[row] != 0)
            out.push_back(k);
    }
    return LabelSet(std::move(out));
}

LabelSet ThresholdTable::decide(std::size_t row, const Thresholds& thresholds) const
{
    std::vector<ClassIndex> out;
    for (int k = 0; k < classes(); ++k) {
        if (column(k)[row] >= thresholds[static_cast<std::size_t>(k)])
            out.push_back(k);
    }
    return LabelSet(std::move(out));
}

} // namespace badcase::analysis
