// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/sample_scores.h"

#include "inference/analysis/label_fit.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::SampleScores", text);
}

SampleScores softmaxScores(std::span<const float> row, ClassIndex label)
{
    // Largest and second largest; with a label also the largest of the others.
    double top = 0;
    double second = 0;
    double rival = 0;
    for (std::size_t k = 0; k < row.size(); ++k) {
        const double p = static_cast<double>(row[k]);
        if (p > top) {
            second = top;
            top = p;
        } else {
            second = std::max(second, p);
        }
        if (static_cast<ClassIndex>(k) != label)
            rival = std::max(rival, p);
    }
    SampleScores scores;
    scores.confidence = top;
    scores.topMargin = top - second;
    if (label != kNoClass) {
        const double own = static_cast<double>(row[static_cast<std::size_t>(label)]);
        scores.loss = negativeLog(own);
        scores.margin = own - rival;
    }
    return scores;
}

SampleScores sigmoidScores(std::span<const float> row, const std::optional<LabelSet>& label)
{
    SampleScores scores;
    double confidence = 0;
    double nearest = 1;
    double loss = 0;
    double margin = 1;
    for (std::size_t k = 0; k < row.size(); ++k) {
        const double p = static_cast<double>(row[k]);
        confidence += std::max(p, 1 - p);
        nearest = std::min(nearest, std::abs(2 * p - 1));
        if (label) {
            const bool wanted = label->contains(static_cast<ClassIndex>(k));
            loss += negativeLog(wanted ? p : 1 - p);
            margin = std::min(margin, wanted ? 2 * p - 1 : 1 - 2 * p);
        }
    }
    const auto count = static_cast<double>(row.size());
    scores.confidence = confidence / count;
    scores.topMargin = nearest;
    if (label) {
        scores.loss = loss / count;
        scores.margin = margin;
    }
    return scores;
}

} // namespace

Result<SampleScores> sampleScores(std::span<const float> probabilities, const std::optional<LabelSet>& label,
                                  Activation activation)
{
    if (probabilities.empty())
        return fail(ErrorCode::InvalidArgument, tr("The sample has no probabilities"));
    if (!std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return std::isfinite(p); }))
        return fail(ErrorCode::InvalidArgument,
                    tr("The probabilities of a sample hold a value that is not a number"));
    if (label && !label->empty() &&
        (label->classes().front() < 0 || label->classes().back() >= static_cast<int>(probabilities.size())))
        return fail(ErrorCode::InvalidArgument, tr("The label is class %1, but there are %2 probabilities")
                                                    .arg(label->classes().back())
                                                    .arg(probabilities.size()));
    if (activation == Activation::Sigmoid)
        return sigmoidScores(probabilities, label);
    return softmaxScores(probabilities, label ? label->first() : kNoClass);
}

MaskScores maskScores(const ConfusionCounts& image, const SegmentationRules& rules)
{
    const SegmentationMetrics metrics = segmentationMetrics(image, rules);
    return {metrics.meanIou, metrics.meanDice, 1 - metrics.meanIou};
}

double maskConfidence(const MaskPrediction& prediction)
{
    if (prediction.probability.isNull())
        return kUndefined;
    quint64 sum = 0;
    const bool sigmoid = prediction.activation == Activation::Sigmoid;
    for (const std::uint8_t value : prediction.probability.pixels())
        sum += sigmoid ? std::max<unsigned>(value, 255u - value) : value;
    return static_cast<double>(sum) / (255.0 * static_cast<double>(prediction.probability.pixelCount()));
}

} // namespace badcase::analysis
