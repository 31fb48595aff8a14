// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/probability_check.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

void activate(std::span<double> row, Activation activation)
{
    if (activation == Activation::Sigmoid) {
        for (double& value : row)
            value = 1 / (1 + std::exp(-value));
        return;
    }
    const double largest = *std::max_element(row.begin(), row.end()); // so that exp() cannot overflow
    double sum = 0;
    for (double& value : row) {
        value = std::exp(value - largest);
        sum += value;
    }
    for (double& value : row)
        value /= sum;
}

} // namespace

QString RowVerdict::kindName() const
{
    switch (kind) {
    case Kind::Good:
        return {};
    case Kind::NotANumber:
        return QStringLiteral("not-a-number");
    case Kind::OutOfRange:
        return QStringLiteral("out-of-range");
    case Kind::BadSum:
        return QStringLiteral("bad-sum");
    }
    return {};
}

QString RowVerdict::text() const
{
    switch (kind) {
    case Kind::Good:
        return {};
    case Kind::NotANumber:
        return tr("a value is not a number");
    case Kind::OutOfRange:
        return tr("the value %1 is no probability").arg(culprit);
    case Kind::BadSum:
        return tr("its probabilities sum to %1, not to 1").arg(culprit);
    }
    return {};
}

RowVerdict takeRow(std::span<double> row, Activation activation, ValueMeaning meaning, double sumTolerance)
{
    RowVerdict verdict;
    if (row.empty() || !std::all_of(row.begin(), row.end(), [](double v) { return std::isfinite(v); })) {
        verdict.kind = RowVerdict::Kind::NotANumber;
        return verdict;
    }
    if (meaning == ValueMeaning::Logits) {
        activate(row, activation);
        return verdict;
    }
    for (double& value : row) {
        if (value < -kRangeTolerance || value > 1 + kRangeTolerance) {
            verdict.kind = RowVerdict::Kind::OutOfRange;
            verdict.culprit = value;
            return verdict;
        }
        verdict.clamped = verdict.clamped || value < 0 || value > 1;
        value = std::clamp(value, 0.0, 1.0);
    }
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    if (activation == Activation::Softmax && std::abs(sum - 1) > sumTolerance) {
        verdict.kind = RowVerdict::Kind::BadSum;
        verdict.culprit = sum;
    }
    return verdict;
}

} // namespace badcase::workspace
