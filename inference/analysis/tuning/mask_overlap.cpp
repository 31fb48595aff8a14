// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_overlap.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::analysis {

MaskTruth::MaskTruth(const SegmentationRules& rules, ClassIndex thing)
{
    for (int value = 0; value < 256; ++value) {
        const bool counts = value < rules.classes && value != rules.ignoreIndex;
        m_roles[static_cast<std::size_t>(value)] =
            !counts ? kIgnoredPixel : (value == thing ? kLabelledPixel : kCountedPixel);
    }
}

std::vector<std::uint8_t> MaskTruth::roles(const ClassMap& label) const
{
    const auto pixels = label.pixels();
    std::vector<std::uint8_t> roles(pixels.size());
    std::ranges::transform(pixels, roles.begin(), [this](std::uint8_t value) { return m_roles[value]; });
    return roles;
}

Result<ClassMap> decidedPlane(const MaskPrediction& prediction, ClassIndex thing)
{
    if (prediction.decision.size() != prediction.probability.size())
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::MaskOverlap",
                                                "The mask is %1 x %2 pixels, its probabilities %3 x %4")
                        .arg(prediction.decision.width())
                        .arg(prediction.decision.height())
                        .arg(prediction.probability.width())
                        .arg(prediction.probability.height()));
    ClassMap plane = prediction.probability;
    const auto decision = prediction.decision.pixels();
    const auto values = plane.mutablePixels();
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = decision[i] == thing ? std::max<std::uint8_t>(values[i], 1) : 0;
    return plane;
}

MaskOverlap& MaskOverlap::operator+=(const MaskOverlap& other)
{
    pixels += other.pixels;
    labelled += other.labelled;
    decided += other.decided;
    both += other.both;
    return *this;
}

double MaskScoreSum::score(MaskObjective objective) const
{
    switch (objective) {
    case MaskObjective::MeanDice:
        return meanDice();
    case MaskObjective::MeanIou:
        return meanIou();
    case MaskObjective::PooledDice:
        return m_pooled.dice();
    case MaskObjective::PooledIou:
        return m_pooled.iou();
    }
    return kUndefined;
}

} // namespace badcase::analysis
