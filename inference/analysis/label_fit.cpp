// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/label_fit.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::LabelFit", text);
}

double clipped(double p)
{
    return std::clamp(p, kProbabilityClip, 1.0 - kProbabilityClip);
}

template <class Real>
Result<LabelFit> fitRow(std::span<const Real> row, ClassIndex label)
{
    if (label < 0 || static_cast<std::size_t>(label) >= row.size())
        return fail(ErrorCode::InvalidArgument,
                    tr("The label is class %1, but there are %2 probabilities").arg(label).arg(row.size()));
    const auto own = static_cast<std::size_t>(label);
    const double ownProbability = static_cast<double>(row[own]);
    double sum = 0;
    double plainSum = 0;
    std::size_t best = 0;
    int above = 0;
    for (std::size_t k = 0; k < row.size(); ++k) {
        const double p = static_cast<double>(row[k]);
        plainSum += p;
        sum += clipped(p);
        if (row[k] > row[best])
            best = k;
        above += p > ownProbability || (p == ownProbability && k < own) ? 1 : 0;
    }
    // One NaN or infinity makes the sum one, so that the loop needs no test of its own.
    if (!std::isfinite(plainSum))
        return fail(ErrorCode::InvalidArgument,
                    tr("The probabilities of a sample hold a value that is not a number"));
    return LabelFit{label, static_cast<ClassIndex>(best), clipped(ownProbability) / sum,
                    static_cast<double>(row[best]), above};
}

template <class Real>
Result<LabelFit> fitParentRow(std::span<const Real> row, const LabelFit& leaf, const Schema& schema)
{
    if (!schema.hasParents() || row.size() != static_cast<std::size_t>(schema.size()))
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 probabilities do not fit a schema of %2 classes under %3 parents")
                        .arg(row.size())
                        .arg(schema.size())
                        .arg(schema.parents().size()));
    std::vector<double> sums(static_cast<std::size_t>(schema.parents().size()));
    for (std::size_t k = 0; k < row.size(); ++k)
        sums[static_cast<std::size_t>(schema.parentOf(static_cast<ClassIndex>(k)))] +=
            static_cast<double>(row[k]);
    BADCASE_ASSIGN(LabelFit fit, fitRow(std::span<const double>(sums), schema.parentOf(leaf.label)));
    fit.decision = schema.parentOf(leaf.decision);
    fit.confidence = sums[static_cast<std::size_t>(fit.decision)];
    return fit;
}

} // namespace

double negativeLog(double probability)
{
    return -std::log(clipped(probability));
}

Result<LabelFit> fitLabel(std::span<const float> probabilities, ClassIndex label)
{
    return fitRow(probabilities, label);
}

Result<LabelFit> fitLabel(std::span<const double> probabilities, ClassIndex label)
{
    return fitRow(probabilities, label);
}

Result<LabelFit> fitParent(std::span<const float> probabilities, const LabelFit& leaf, const Schema& schema)
{
    return fitParentRow(probabilities, leaf, schema);
}

Result<LabelFit> fitParent(std::span<const double> probabilities, const LabelFit& leaf, const Schema& schema)
{
    return fitParentRow(probabilities, leaf, schema);
}

} // namespace badcase::analysis
