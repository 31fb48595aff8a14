// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_distance.h"
#include "inference/engine/mask_morphology.h"
#include "inference/engine/mask_regions.h"
#include "inference/engine/mask_steps.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace badcase::engine {

namespace {

using Kind = MaskStep::Kind;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskSteps", text);
}

ResultError refuse(const QString& message)
{
    return fail(ErrorCode::InvalidArgument, message);
}

QString sizeText(QSize size)
{
    return QStringLiteral("%1 x %2").arg(size.width()).arg(size.height());
}

/// The background as masks hold it: kUnset for none.
std::uint8_t emptyValue(const MaskPrediction& prediction, const MaskStepContext& context)
{
    if (context.background)
        return static_cast<std::uint8_t>(*context.background);
    return prediction.activation == Activation::Sigmoid ? 0 : ClassMap::kUnset;
}

MaskValues valuesOf(const MaskStep& step, std::uint8_t empty)
{
    MaskValues values;
    values.empty = empty;
    if (step.classIndex != kNoClass) {
        values.chosen[static_cast<std::size_t>(step.classIndex)] = true;
        return values;
    }
    for (std::size_t value = 0; value < values.chosen.size(); ++value)
        values.chosen[value] = !values.isEmpty(static_cast<std::uint8_t>(value));
    return values;
}

Result<> check(const std::vector<MaskStep>& steps, const MaskPrediction& prediction,
               const MaskStepContext& context)
{
    const bool binary = prediction.activation == Activation::Sigmoid;
    const ClassIndex last = binary ? 1 : ClassMap::kUnset - 1;
    if (context.background && (*context.background < 0 || *context.background > last))
        return refuse(tr("The mask has no class %1 that could be its background").arg(*context.background));
    const std::uint8_t empty = emptyValue(prediction, context);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const MaskStep& step = steps[i];
        if (step.classIndex != kNoClass && (step.classIndex < 0 || step.classIndex > last))
            return refuse(
                tr("A mask step speaks of class %1, which the mask does not have").arg(step.classIndex));
        if (step.classIndex != kNoClass && step.classIndex == empty)
            return refuse(tr("A mask step speaks of class %1, the background; name another class")
                              .arg(step.classIndex));
        if (i > 0 && step.kind == Kind::Threshold && steps[i - 1].kind != Kind::Threshold)
            return refuse(tr("Thresholds of masks come before all other steps"));
        if (i + 1 < steps.size() && step.kind == Kind::Watershed)
            return refuse(tr("A watershed comes after all other steps of a mask"));
        if (step.kind == Kind::Threshold && prediction.probability.isNull())
            return refuse(tr("A threshold needs the probabilities of the mask, and none were kept"));
    }
    if (!prediction.decision.isNull() && !prediction.probability.isNull() &&
        prediction.decision.size() != prediction.probability.size())
        return refuse(
            tr("A mask of %1 pixels has probabilities of %2")
                .arg(sizeText(prediction.decision.size()), sizeText(prediction.probability.size())));
    const QSize size =
        prediction.decision.isNull() ? prediction.probability.size() : prediction.decision.size();
    if (std::max(size.width(), size.height()) > kLongestSide)
        return fail(ErrorCode::TooLarge,
                    tr("A mask of %1 pixels is too large for steps: no side may exceed %2")
                        .arg(sizeText(size))
                        .arg(kLongestSide));
    return {};
}

/// Thresholds as stops, one a class: a pixel stays from its class's stop on. The background stays always.
using Stops = std::array<int, 256>;

bool readStops(const std::vector<MaskStep>& steps, std::uint8_t empty, Stops& stops)
{
    stops.fill(0);
    bool any = false;
    for (const MaskStep& step : steps) {
        if (step.kind != Kind::Threshold)
            continue;
        any = true;
        const MaskValues values = valuesOf(step, empty);
        for (std::size_t i = 0; i < stops.size(); ++i)
            stops[i] = values.chosen[i] ? probabilityStop(step.value) : stops[i];
    }
    return any;
}

/// One channel: the thing where its probability reaches the stop.
ClassMap decideBinary(const ClassMap& probability, int stop, std::uint8_t empty)
{
    ClassMap decision = probability;
    const auto thing = static_cast<std::uint8_t>(1 - empty);
    for (auto& pixel : decision.mutablePixels()) {
        const int own = thing == 1 ? pixel : 255 - pixel;
        pixel = own >= stop ? thing : empty;
    }
    return decision;
}

void removeImprobable(ClassMap& decision, const ClassMap& probability, const Stops& stops, std::uint8_t empty)
{
    const auto pixels = decision.mutablePixels();
    const auto values = probability.pixels();
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = values[i] < stops[pixels[i]] ? empty : pixels[i];
}

ClassMap decided(const std::vector<MaskStep>& steps, const MaskPrediction& prediction, std::uint8_t empty)
{
    Stops stops{};
    if (!readStops(steps, empty, stops))
        return decisionMap(prediction);
    if (prediction.activation == Activation::Sigmoid)
        return decideBinary(prediction.probability, stops[static_cast<std::size_t>(1 - empty)], empty);
    ClassMap decision = prediction.decision;
    removeImprobable(decision, prediction.probability, stops, empty);
    return decision;
}

Result<> applyStep(const MaskStep& step, const MaskValues& values, const CancelToken& cancel,
                   SteppedMask& mask)
{
    switch (step.kind) {
    case Kind::Threshold:
        break; // has decided the mask
    case Kind::MinArea:
        removeSmallPieces(mask.decision, values, static_cast<qint64>(step.value));
        break;
    case Kind::FillHoles:
        fillHoles(mask.decision, values, static_cast<qint64>(step.value));
        break;
    case Kind::Open:
        openClasses(mask.decision, values, step.value);
        break;
    case Kind::Close:
        closeClasses(mask.decision, values, step.value);
        break;
    case Kind::Watershed: {
        BADCASE_ASSIGN(mask.instances,
                       splitObjects(mask.decision, values, {step.value, step.minimum}, cancel));
        break;
    }
    }
    return {};
}

} // namespace

Result<SteppedMask> applyMaskSteps(const std::vector<MaskStep>& steps, const MaskPrediction& prediction,
                                   const MaskStepContext& context)
{
    BADCASE_TRY(check(steps, prediction, context));
    const std::uint8_t empty = emptyValue(prediction, context);
    SteppedMask mask{decided(steps, prediction, empty)};
    for (const MaskStep& step : steps) {
        if (context.cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Cancelled"));
        if (!mask.decision.isNull())
            BADCASE_TRY(applyStep(step, valuesOf(step, empty), context.cancel, mask));
    }
    return mask;
}

} // namespace badcase::engine
