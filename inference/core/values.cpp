// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/label.h"
#include "inference/core/prediction.h"
#include "inference/core/sample.h"

#include <algorithm>

namespace badcase {

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::None: return {};
    case Verdict::Keep: return QStringLiteral("keep");
    case Verdict::Relabel: return QStringLiteral("relabel");
    case Verdict::Ambiguous: return QStringLiteral("ambiguous");
    case Verdict::BadMedia: return QStringLiteral("bad-media");
    }
    return {};
}

std::optional<Verdict> verdictFromName(const QString& name)
{
    for (const Verdict verdict : {Verdict::None, Verdict::Keep, Verdict::Relabel, Verdict::Ambiguous, Verdict::BadMedia}) {
        if (verdictName(verdict) == name)
            return verdict;
    }
    return {};
}

QString sampleKindName(SampleKind kind)
{
    switch (kind) {
    case SampleKind::Image: return QStringLiteral("image");
    case SampleKind::Video: return QStringLiteral("video");
    case SampleKind::Features: return QStringLiteral("features");
    case SampleKind::NoMedia: return QStringLiteral("none");
    }
    return {};
}

ClassIndex argmax(std::span<const float> values)
{
    if (values.empty())
        return kNoClass;
    return static_cast<ClassIndex>(std::max_element(values.begin(), values.end()) - values.begin());
}

LabelSet decide(std::span<const float> probabilities, Activation activation)
{
    if (activation == Activation::Softmax)
        return LabelSet::single(argmax(probabilities));
    std::vector<ClassIndex> classes;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        if (probabilities[i] >= 0.5f)
            classes.push_back(static_cast<ClassIndex>(i));
    }
    return LabelSet(std::move(classes));
}

ClassMap decisionMap(const MaskPrediction& prediction)
{
    if (!prediction.decision.isNull())
        return prediction.decision;
    ClassMap decision = prediction.probability;
    for (auto& pixel : decision.mutablePixels())
        pixel = pixel >= 128 ? 1 : 0;
    return decision;
}

QStringList readingOrder(QStringList fields)
{
    static const QStringList known{QStringLiteral("title"), QStringLiteral("ocr"), QStringLiteral("asr"),
                                   QStringLiteral("keywords")};
    const auto rank = [](const QString& name) {
        const auto at = known.indexOf(name.toLower());
        return at < 0 ? known.size() : at;
    };
    std::ranges::stable_sort(fields, {}, rank);
    return fields;
}

} // namespace badcase
