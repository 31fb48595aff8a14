// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Sliders over masks of several classes: an offset for each class, added to its log-probability before the
/// largest one decides (a threshold t of a class is an offset of -log t). A pixel is remembered as its best
/// two classes, how far they are apart, and its label; so a tick does not touch pixels. It is exact wherever
/// no third class comes in, and how many pixels that may concern is part of the answer.

#include "inference/analysis/segmentation_score.h"
#include "inference/core/cancel.h"

#include <cstdint>
#include <span>
#include <vector>

namespace badcase::analysis {

/// Offsets are whole numbers of such steps of the natural logarithm. At steps nothing is rounded.
inline constexpr double kOffsetStep = 1.0 / 16;
/// 8-bit probabilities lie at most so many steps apart, 0 taken as half a step of 1/255: larger differences
/// of offsets change nothing more.
inline constexpr int kLargestMargin = 100;

/// The decision that the table follows, pixel by pixel: the class with the largest log(max(q, 1/2)) + offset
/// * kOffsetStep, the lowest at ties. `planes` as of MaskPlanes with several classes, `offsets` one a class.
/// Without offsets it is the decision of the planes themselves.
ClassMap decideWithOffsets(const MaskPlanes& planes, std::span<const int> offsets);

/// One image. About 5 bytes for each different (best class, second class, label, distance) and 16 for each
/// different (best, second, label): tens of kilobytes.
class MaskOffsetCuts {
public:
    MaskOffsetCuts() = default;
    /// About 2 ns a pixel and class. InvalidArgument when the sizes or the numbers of classes differ, or with
    /// less than two classes; TooLarge above 2^32 - 1 pixels.
    static Result<MaskOffsetCuts> create(const MaskPlanes& planes, const ClassMap& label,
                                         const SegmentationRules& rules);

    /// Adds the counts of countPixels() after decideWithOffsets() to `counts`, as if there were no third
    /// class.
    void addTo(ConfusionCounts& counts, std::span<const int> offsets) const;
    /// Pixels that a third class may win: only these can differ from the decision itself. 0 while no offset
    /// is larger than those of a pixel's best two classes.
    qint64 uncertain(std::span<const int> offsets) const;
    qint64 pixels() const { return m_pixels; } ///< that count
    qsizetype bytes() const;

private:
    /// Pixels with the same classes; their distances rise from `first` on.
    struct Group {
        std::uint8_t best = 0;
        std::uint8_t second = 0;
        std::uint8_t label = 0;
        std::uint32_t first = 0;
        std::uint32_t end = 0;
    };
    /// Distances that occur, and how many pixels have this one or a smaller one.
    struct Steps {
        std::vector<Group> groups;
        std::vector<std::uint8_t> distances;
        std::vector<std::uint32_t> counts;

        void add(Group group, std::span<const std::uint32_t> histogram);
        /// Pixels of a group with a distance below `distance`.
        std::uint32_t below(const Group& group, int distance) const;
        std::uint32_t all(const Group& group) const { return counts[group.end - 1]; }
        qsizetype bytes() const;
    };

    qint64 m_pixels = 0;
    Steps m_seconds; ///< from the best class to the second
    Steps m_thirds;  ///< from the best to the third, whatever the label
};

/// The scores of many images at one position of the sliders.
struct OffsetScores {
    SegmentationScore score;
    qint64 pixels = 0;    ///< that count
    qint64 uncertain = 0; ///< of them, pixels that a third class may have won

    /// The largest error of the pooled pixel accuracy.
    double uncertainShare() const { return pixels > 0 ? double(uncertain) / double(pixels) : 0.0; }
};

/// O(images * (groups + K^2)). The cuts must have been made with these rules.
OffsetScores offsetScores(std::span<const MaskOffsetCuts> images, const SegmentationRules& rules,
                          std::span<const int> offsets);

} // namespace badcase::analysis
