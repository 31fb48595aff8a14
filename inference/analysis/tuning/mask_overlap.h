// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Masks of one class against their label masks, as four counts of pixels an image: what every slider of
/// masks is made of. Values; thread-safe. The scores are those of segmentation_score.h to the last bit, where
/// only this one class scores.

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/exact_sum.h"
#include "inference/analysis/segmentation_score.h"
#include "inference/core/class_map.h"

#include <array>
#include <cstdint>
#include <vector>

namespace badcase::analysis {

/// The stops of a threshold slider: at stop b a pixel is decided to be inside when its 8-bit probability is
/// at least b. Stop 0 takes every pixel.
inline constexpr int kMaskStops = 256;

/// What a pixel of a label mask says of one class.
enum PixelRole : std::uint8_t {
    kIgnoredPixel = 0,  ///< counts nowhere
    kCountedPixel = 1,  ///< not of the class
    kLabelledPixel = 3, ///< of the class; its lowest bit says that it counts
};

/// The roles of the values of a label mask: the ignore index and values that are no class are ignored.
class MaskTruth {
public:
    MaskTruth(const SegmentationRules& rules, ClassIndex thing);

    std::uint8_t of(std::uint8_t value) const { return m_roles[value]; }
    std::vector<std::uint8_t> roles(const ClassMap& label) const; ///< one a pixel

private:
    std::array<std::uint8_t, 256> m_roles{};
};

/// The probabilities of class `thing` in a mask of one softmax over several classes, for sliders over its
/// pixels: that of a pixel decided so, at least 1, and 0 elsewhere. The stops from 1 on are then those of the
/// step "threshold" of this class. InvalidArgument when the two maps differ in size.
Result<ClassMap> decidedPlane(const MaskPrediction& prediction, ClassIndex thing);

/// Pixels of one image, or of many. Ignored ones are in none of the counts.
struct MaskOverlap {
    qint64 pixels = 0;
    qint64 labelled = 0;
    qint64 decided = 0;
    qint64 both = 0;

    /// NaN when no pixel counts, kEmptyEmptyScore when there is nothing and nothing was found.
    double dice() const
    {
        const qint64 sum = labelled + decided;
        return sum > 0 ? static_cast<double>(2 * both) / static_cast<double>(sum) : ofNothing();
    }
    double iou() const
    {
        const qint64 sum = labelled + decided;
        return sum > 0 ? static_cast<double>(both) / static_cast<double>(sum - both) : ofNothing();
    }
    /// 0 when nothing was decided (labelled), as in ClassMetrics.
    double precision() const { return ratio(both, decided); }
    double recall() const { return ratio(both, labelled); }

    MaskOverlap& operator+=(const MaskOverlap& other);
    bool operator==(const MaskOverlap&) const = default;

private:
    double ofNothing() const { return pixels > 0 ? kEmptyEmptyScore : kUndefined; }
    static double ratio(qint64 part, qint64 whole)
    {
        return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
    }
};

/// What a slider is to make as large as possible.
enum class MaskObjective { MeanDice, MeanIou, PooledDice, PooledIou };

/// Every objective is a sum over images divided by another one: what an image with a pixel that counts adds to both.
struct ScoreTerm {
    double above = 0;
    double below = 0;
};

inline ScoreTerm scoreTerm(const MaskOverlap& image, MaskObjective objective)
{
    const auto sum = static_cast<double>(image.labelled + image.decided);
    switch (objective) {
    case MaskObjective::MeanDice:
        return {image.dice(), 1};
    case MaskObjective::MeanIou:
        return {image.iou(), 1};
    case MaskObjective::PooledDice:
        return {static_cast<double>(2 * image.both), sum};
    case MaskObjective::PooledIou:
        return {static_cast<double>(image.both), sum - static_cast<double>(image.both)};
    }
    return {};
}

/// Scores of many images. The order in which they are added does not matter to a bit.
class MaskScoreSum {
public:
    void add(const MaskOverlap& image)
    {
        ++m_images;
        if (image.pixels == 0)
            return;
        ++m_scored;
        m_pooled += image;
        m_dice.add(image.dice());
        m_iou.add(image.iou());
    }

    qint64 images() const { return m_images; }
    qint64 scoredImages() const { return m_scored; } ///< those with a pixel that counts
    const MaskOverlap& pooled() const { return m_pooled; }
    double meanDice() const { return mean(m_dice); } ///< over scored images; NaN without any
    double meanIou() const { return mean(m_iou); }
    double score(MaskObjective objective) const;

    bool operator==(const MaskScoreSum&) const = default;

private:
    double mean(const ExactSum& sum) const
    {
        return m_scored > 0 ? sum.value() / static_cast<double>(m_scored) : kUndefined;
    }

    qint64 m_images = 0;
    qint64 m_scored = 0;
    MaskOverlap m_pooled;
    ExactSum m_dice;
    ExactSum m_iou;
};

/// Images by group (organ, source, split ...).
struct ImageGroups {
    int count = 0;
    std::vector<int> of = {}; ///< one an image, 0..count - 1; -1: in none. Empty: there are no groups.

    /// The group of an image, -1 when it has none.
    int at(qsizetype image) const { return of.empty() ? -1 : of[static_cast<std::size_t>(image)]; }
};

/// The scores of all images, and of those of each group.
struct GroupedMaskScores {
    MaskScoreSum all;
    std::vector<MaskScoreSum> groups;

    void add(const MaskOverlap& image, int group)
    {
        all.add(image);
        if (group >= 0)
            groups[static_cast<std::size_t>(group)].add(image);
    }
};

} // namespace badcase::analysis
