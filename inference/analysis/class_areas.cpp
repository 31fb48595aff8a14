// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/class_areas.h"

#include <QCoreApplication>

namespace badcase::analysis {

namespace {

bool isOf(ClassIndex label, ClassIndex index)
{
    return label == index;
}
bool isOf(const LabelSet& label, ClassIndex index)
{
    return label.contains(index);
}

template <class Real, class Label>
Result<Ranking> rankColumn(ProbabilityTable<Real> table, std::span<const Label> labels, ClassIndex index)
{
    if (labels.size() != table.rows())
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::ClassAreas",
                                                "%1 rows of probabilities do not fit %2 labels")
                        .arg(table.rows())
                        .arg(labels.size()));
    std::vector<Real> scores(table.rows());
    std::vector<std::uint8_t> truth(table.rows());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        scores[i] =
            table.values[i * static_cast<std::size_t>(table.classes) + static_cast<std::size_t>(index)];
        truth[i] = isOf(labels[i], index) ? 1 : 0;
    }
    return Ranking::create(std::span<const Real>(scores), truth);
}

template <class Real, class Label>
Result<ClassAreas> areasOf(ProbabilityTable<Real> table, std::span<const Label> labels)
{
    ClassAreas out;
    for (int k = 0; k < table.classes; ++k) {
        BADCASE_ASSIGN(const Ranking ranking, rankColumn(table, labels, k));
        out.averagePrecision.push_back(ranking.averagePrecision());
        out.rocAuc.push_back(ranking.rocAuc());
    }
    return out;
}

template <class Real>
std::vector<double> parentSums(ProbabilityTable<Real> table, const Schema& schema)
{
    const auto parents = static_cast<std::size_t>(schema.parents().size());
    const auto classes = static_cast<std::size_t>(table.classes);
    std::vector<double> sums(table.rows() * parents);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t k = 0; k < classes; ++k)
            sums[row * parents + static_cast<std::size_t>(schema.parentOf(static_cast<ClassIndex>(k)))] +=
                static_cast<double>(table.values[row * classes + k]);
    }
    return sums;
}

} // namespace

Result<ClassAreas> classAreas(ProbabilityTable<float> table, std::span<const ClassIndex> labels)
{
    return areasOf(table, labels);
}

Result<ClassAreas> classAreas(ProbabilityTable<double> table, std::span<const ClassIndex> labels)
{
    return areasOf(table, labels);
}

Result<ClassAreas> classAreas(ProbabilityTable<float> table, std::span<const LabelSet> labels)
{
    return areasOf(table, labels);
}

Result<ClassAreas> classAreas(ProbabilityTable<double> table, std::span<const LabelSet> labels)
{
    return areasOf(table, labels);
}

Result<Ranking> rankClass(ProbabilityTable<float> table, std::span<const ClassIndex> labels, ClassIndex index)
{
    return rankColumn(table, labels, index);
}

Result<Ranking> rankClass(ProbabilityTable<float> table, std::span<const LabelSet> labels, ClassIndex index)
{
    return rankColumn(table, labels, index);
}

Result<Ranking> rankClass(ProbabilityTable<double> table, std::span<const ClassIndex> labels,
                          ClassIndex index)
{
    return rankColumn(table, labels, index);
}

Result<Ranking> rankClass(ProbabilityTable<double> table, std::span<const LabelSet> labels, ClassIndex index)
{
    return rankColumn(table, labels, index);
}

std::vector<double> summedByParent(ProbabilityTable<float> table, const Schema& schema)
{
    return parentSums(table, schema);
}

std::vector<double> summedByParent(ProbabilityTable<double> table, const Schema& schema)
{
    return parentSums(table, schema);
}

} // namespace badcase::analysis
