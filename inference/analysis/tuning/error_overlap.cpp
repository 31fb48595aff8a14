// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/error_overlap.h"

#include "inference/analysis/class_metrics.h"

#include <cmath>

namespace badcase::analysis {

namespace {

bool isWrong(const LabelSet& label, const LabelSet& decision, ClassIndex k)
{
    return label.contains(k) != decision.contains(k);
}

void count(ErrorOverlap& out, bool firstWrong, bool secondWrong)
{
    ++(firstWrong ? (secondWrong ? out.bothWrong : out.onlySecond)
                  : (secondWrong ? out.onlyFirst : out.bothRight));
}

} // namespace

double ErrorOverlap::phi() const
{
    const auto a = static_cast<double>(bothRight);
    const auto b = static_cast<double>(onlyFirst);
    const auto c = static_cast<double>(onlySecond);
    const auto d = static_cast<double>(bothWrong);
    const double below = std::sqrt((a + b) * (c + d)) * std::sqrt((a + c) * (b + d));
    return below > 0 ? (a * d - b * c) / below : kUndefined;
}

double ErrorOverlap::q() const
{
    const double alike = static_cast<double>(bothRight) * static_cast<double>(bothWrong);
    const double apart = static_cast<double>(onlyFirst) * static_cast<double>(onlySecond);
    return alike + apart > 0 ? (alike - apart) / (alike + apart) : kUndefined;
}

double ErrorOverlap::disagreement() const
{
    return total() > 0 ? static_cast<double>(onlyFirst + onlySecond) / static_cast<double>(total()) : kUndefined;
}

double ErrorOverlap::doubleFault() const
{
    return total() > 0 ? static_cast<double>(bothWrong) / static_cast<double>(total()) : kUndefined;
}

ErrorOverlap errorOverlap(const ClassMixSet& set, const MixDecisions& first, const MixDecisions& second)
{
    ErrorOverlap out;
    for (std::size_t row = 0; row < set.rows(); ++row) {
        const LabelSet& label = set.labels()[row];
        const LabelSet a = first.at(row);
        const LabelSet b = second.at(row);
        if (set.activation() == Activation::Softmax) {
            count(out, a != label, b != label);
            continue;
        }
        for (ClassIndex k = 0; k < set.classes(); ++k)
            count(out, isWrong(label, a, k), isWrong(label, b, k));
    }
    return out;
}

} // namespace badcase::analysis
