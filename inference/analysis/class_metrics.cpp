// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/class_metrics.h"

namespace badcase::analysis {

namespace {

double ratio(qint64 above, qint64 below)
{
    return below > 0 ? static_cast<double>(above) / static_cast<double>(below) : 0.0;
}

} // namespace

ClassMetrics classMetrics(qint64 support, qint64 predicted, qint64 correct)
{
    return {support,
            predicted,
            correct,
            ratio(correct, predicted),
            ratio(correct, support),
            ratio(2 * correct, support + predicted)};
}

ClassificationMetrics classificationMetrics(const ConfusionCounts& counts, MacroClasses classes)
{
    ClassificationMetrics out;
    out.samples = counts.total();
    out.perClass.reserve(static_cast<std::size_t>(counts.classes()));
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    double recallOfLabelled = 0;
    qint64 predicted = 0;
    int averaged = 0;
    int labelled = 0;
    for (int k = 0; k < counts.classes(); ++k) {
        const ClassMetrics one = classMetrics(counts.support(k), counts.predicted(k), counts.at(k, k));
        out.perClass.push_back(one);
        predicted += one.predicted;
        if (one.support > 0) {
            ++labelled;
            recallOfLabelled += one.recall;
        }
        if (classes == MacroClasses::All || one.isPresent()) {
            ++averaged;
            precision += one.precision;
            recall += one.recall;
            f1 += one.f1;
        }
    }
    if (counts.total() == 0)
        return out;
    out.accuracy = ratio(counts.correct(), counts.total());
    out.f1Micro = ratio(2 * counts.correct(), counts.total() + predicted);
    out.balancedAccuracy = recallOfLabelled / labelled;
    out.precisionMacro = precision / averaged;
    out.recallMacro = recall / averaged;
    out.f1Macro = f1 / averaged;
    return out;
}

} // namespace badcase::analysis
