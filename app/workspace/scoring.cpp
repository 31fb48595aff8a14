// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/scoring.h"

#include "inference/analysis/sample_scores.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

namespace badcase::workspace {

namespace {

storage::SampleScores maskScores(const std::optional<analysis::ConfusionCounts>& counts,
                                 const analysis::SegmentationRules& rules)
{
    if (!counts)
        return {};
    const analysis::MaskScores scores = analysis::maskScores(*counts, rules);
    return {scores.loss, scores.iou, scores.dice};
}

} // namespace

double lossOf(std::span<const float> probabilities, const std::optional<LabelSet>& label, Activation activation)
{
    const auto scores = analysis::sampleScores(probabilities, label, activation);
    return scores ? scores->loss : storage::kUnknown;
}

storage::Decision scoreClasses(SampleId sample, std::span<const float> probabilities, Activation activation,
                               const std::optional<LabelSet>& given, const std::optional<LabelSet>& effective)
{
    storage::Decision decision = storage::decisionOf(sample, probabilities, activation);
    decision.given.loss = lossOf(probabilities, given, activation);
    decision.corrected.loss = effective == given ? decision.given.loss : lossOf(probabilities, effective, activation);
    return decision;
}

storage::Decision scoreClasses(SampleId sample, std::span<const double> probabilities, Activation activation,
                               const std::optional<LabelSet>& given, const std::optional<LabelSet>& effective)
{
    const std::vector<float> rounded(probabilities.begin(), probabilities.end());
    storage::Decision decision = scoreClasses(sample, std::span<const float>(rounded), activation, given, effective);
    const storage::Decision exact = storage::decisionOf(sample, probabilities, activation);
    decision.decided = exact.decided;
    decision.confidence = exact.confidence;
    decision.margin = exact.margin;
    return decision;
}

storage::Decision scoreMask(SampleId sample, const MaskPrediction& prediction, const analysis::SegmentationRules& rules,
                            const std::optional<analysis::ConfusionCounts>& given,
                            const std::optional<analysis::ConfusionCounts>& effective)
{
    storage::Decision decision;
    decision.sample = sample;
    decision.confidence = analysis::maskConfidence(prediction);
    decision.given = maskScores(given, rules);
    decision.corrected = maskScores(effective, rules);
    return decision;
}

QByteArray packCounts(const analysis::ConfusionCounts& counts)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << qint32(counts.classes());
    for (ClassIndex label = 0; label < counts.classes(); ++label) {
        for (ClassIndex decision = kNoClass; decision < counts.classes(); ++decision) {
            if (const qint64 count = counts.at(label, decision); count != 0)
                stream << qint16(label) << qint16(decision) << count;
        }
    }
    return bytes;
}

QByteArray packCounts(const std::optional<analysis::ConfusionCounts>& counts)
{
    return counts ? packCounts(*counts) : QByteArray();
}

Result<analysis::ConfusionCounts> unpackCounts(const QByteArray& bytes, int classes)
{
    const auto corrupt = [] {
        return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("badcase::Scoring", "The stored pixel counts of a mask are damaged"));
    };
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    qint32 stored = 0;
    stream >> stored;
    // Classes may have been added to the project since; counts of fewer classes stay valid.
    if (stream.status() != QDataStream::Ok || stored < 0 || stored > classes)
        return corrupt();
    analysis::ConfusionCounts counts(classes);
    while (!stream.atEnd()) {
        qint16 label = 0;
        qint16 decision = 0;
        qint64 count = 0;
        stream >> label >> decision >> count;
        if (stream.status() != QDataStream::Ok || !counts.accepts(label, decision) || count < 0)
            return corrupt();
        counts.add(label, decision, count);
    }
    return counts;
}

} // namespace badcase::workspace
