// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/segmentation_score.h"

#include "inference/analysis/class_metrics.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace badcase::analysis {

namespace {

double mean(const ExactSum& sum, qint64 count)
{
    return count > 0 ? sum.value() / static_cast<double>(count) : kUndefined;
}

/// Pixel value -> row or column: values that are no class share one last place.
using Places = std::array<std::uint8_t, 256>;

Places placesOf(int classes, std::optional<int> ignoreIndex)
{
    Places places;
    for (int value = 0; value < 256; ++value)
        places[static_cast<std::size_t>(value)] = static_cast<std::uint8_t>(std::min(value, classes));
    if (ignoreIndex && *ignoreIndex < 256)
        places[static_cast<std::size_t>(*ignoreIndex)] = static_cast<std::uint8_t>(classes);
    return places;
}

/// Histogram of pairs, (row << shift) | column. Neighbouring pixels mostly fall on the same pair; four
/// interleaved histograms keep an increment from waiting for the one before it.
std::vector<std::uint32_t> pairHistogram(std::span<const std::uint8_t> labels,
                                         std::span<const std::uint8_t> decisions, const Places& rows,
                                         const Places& columns, int shift)
{
    const std::size_t size = std::size_t(1) << (2 * shift);
    std::vector<std::uint32_t> counts(4 * size);
    const auto pair = [&](std::size_t i) {
        return (static_cast<std::size_t>(rows[labels[i]]) << shift) | columns[decisions[i]];
    };
    std::size_t i = 0;
    for (; i + 4 <= labels.size(); i += 4) {
        ++counts[pair(i)];
        ++counts[size + pair(i + 1)];
        ++counts[2 * size + pair(i + 2)];
        ++counts[3 * size + pair(i + 3)];
    }
    for (; i < labels.size(); ++i)
        ++counts[pair(i)];
    for (std::size_t k = 0; k < size; ++k)
        counts[k] += counts[size + k] + counts[2 * size + k] + counts[3 * size + k];
    counts.resize(size);
    return counts;
}

} // namespace

SegmentationRules SegmentationRules::of(const Schema& schema, Activation activation)
{
    const bool binary = activation == Activation::Sigmoid && schema.size() <= 2;
    return {schema.size(), schema.ignoreIndex(), !binary};
}

bool SegmentationRules::scores(ClassIndex index) const
{
    return index >= 0 && index < classes && index != ignoreIndex && (backgroundScores || index != 0);
}

Result<ConfusionCounts> countPixels(const ClassMap& label, const ClassMap& decision,
                                    const SegmentationRules& rules)
{
    if (label.size() != decision.size())
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::SegmentationScore",
                                                "The label mask is %1 x %2 pixels, the predicted one %3 x %4")
                        .arg(label.width())
                        .arg(label.height())
                        .arg(decision.width())
                        .arg(decision.height()));
    const int shift = static_cast<int>(std::bit_width(static_cast<unsigned>(rules.classes)));
    const auto histogram =
        pairHistogram(label.pixels(), decision.pixels(), placesOf(rules.classes, rules.ignoreIndex),
                      placesOf(rules.classes, {}), shift);
    ConfusionCounts counts(rules.classes);
    for (int row = 0; row < rules.classes; ++row) {
        for (int column = 0; column <= rules.classes; ++column) {
            const auto pixels =
                histogram[(static_cast<std::size_t>(row) << shift) | static_cast<std::size_t>(column)];
            if (pixels > 0)
                counts.add(row, column == rules.classes ? kNoClass : column, pixels);
        }
    }
    return counts;
}

SegmentationMetrics segmentationMetrics(const ConfusionCounts& counts, const SegmentationRules& rules)
{
    SegmentationMetrics out;
    out.pixels = counts.total();
    double iou = 0;
    double dice = 0;
    int defined = 0;
    for (int k = 0; k < counts.classes(); ++k) {
        if (!rules.scores(k))
            continue;
        const qint64 both = counts.at(k, k);
        const qint64 sum = counts.support(k) + counts.predicted(k);
        OverlapMetrics one{k, kUndefined, kUndefined};
        if (sum > 0) {
            one.iou = static_cast<double>(both) / static_cast<double>(sum - both);
            one.dice = static_cast<double>(2 * both) / static_cast<double>(sum);
            iou += one.iou;
            dice += one.dice;
            ++defined;
        }
        out.perClass.push_back(one);
    }
    const bool any = out.pixels > 0;
    out.pixelAccuracy =
        any ? static_cast<double>(counts.correct()) / static_cast<double>(out.pixels) : kUndefined;
    const double undefined = any ? kEmptyEmptyScore : kUndefined;
    out.meanIou = defined > 0 ? iou / defined : undefined;
    out.meanDice = defined > 0 ? dice / defined : undefined;
    return out;
}

void SegmentationScore::add(const ConfusionCounts& image)
{
    m_pooled += image;
    ++m_images;
    const SegmentationMetrics metrics = segmentationMetrics(image, m_rules);
    if (metrics.pixels == 0)
        return;
    ++m_scoredImages;
    m_iou.add(metrics.meanIou);
    m_dice.add(metrics.meanDice);
}

void SegmentationScore::remove(const ConfusionCounts& image)
{
    m_pooled -= image;
    --m_images;
    const SegmentationMetrics metrics = segmentationMetrics(image, m_rules);
    if (metrics.pixels == 0)
        return;
    --m_scoredImages;
    m_iou.remove(metrics.meanIou);
    m_dice.remove(metrics.meanDice);
}

void SegmentationScore::replace(const ConfusionCounts& before, const ConfusionCounts& after)
{
    remove(before);
    add(after);
}

double SegmentationScore::meanIouPerImage() const
{
    return mean(m_iou, m_scoredImages);
}

double SegmentationScore::meanDicePerImage() const
{
    return mean(m_dice, m_scoredImages);
}

} // namespace badcase::analysis
