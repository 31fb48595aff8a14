// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The threshold slider over many masks: the counts of every image at every 8-bit stop, so that a position of
/// the slider is a scan of two rows of numbers, whatever the pixels. Exact at all 256 stops, because stored
/// probabilities are 8 bits. Several independent classes (sigmoid channels) are several tables; for a class
/// of a softmax see decidedPlane().

#include "inference/analysis/tuning/mask_overlap.h"

#include <span>

namespace badcase::analysis {

/// Pixels of one image at each stop: decided[b] have a probability q >= b, both[b] of them are labelled so.
/// decided[0] are all that count, both[0] all that are labelled.
struct MaskCuts {
    std::array<std::uint32_t, kMaskStops> decided{};
    std::array<std::uint32_t, kMaskStops> both{};

    MaskOverlap at(int stop) const
    {
        const auto b = static_cast<std::size_t>(stop);
        return {decided[0], both[0], decided[b], both[b]};
    }
    bool operator==(const MaskCuts&) const = default;
};

/// About 2 ns a pixel. `probability` holds round(255 * p). Pure, thread-safe. InvalidArgument when the sizes
/// differ, TooLarge above 2^32 - 1 pixels.
Result<MaskCuts> maskCuts(const ClassMap& probability, const ClassMap& label, const MaskTruth& truth);

/// 2 KiB an image, ordered by stop. Reading is thread-safe; set() for different images is, too. An image that
/// was not set has no pixel that counts.
class MaskCutTable {
public:
    explicit MaskCutTable(qsizetype images);

    qsizetype images() const { return m_images; }
    qsizetype bytes() const;
    /// Also when the label of an image has changed.
    void set(qsizetype image, const MaskCuts& cuts);

    MaskOverlap overlap(qsizetype image, int stop) const;
    /// The counts of all images at a stop, in their order.
    std::span<const std::uint32_t> decided(int stop) const { return row(m_decided, stop); }
    std::span<const std::uint32_t> both(int stop) const { return row(m_both, stop); }

    /// O(images): one tick of a slider. `groups` as long as the table, or without entries.
    MaskScoreSum scores(int stop) const;
    GroupedMaskScores scores(int stop, const ImageGroups& groups) const;
    /// With a stop of its own for each image: the thresholds of its group, say.
    GroupedMaskScores scores(std::span<const std::uint8_t> stops, const ImageGroups& groups) const;

private:
    std::span<const std::uint32_t> row(const std::vector<std::uint32_t>& counts, int stop) const
    {
        return std::span(counts).subspan(static_cast<std::size_t>(stop) * static_cast<std::size_t>(m_images),
                                         static_cast<std::size_t>(m_images));
    }

    qsizetype m_images = 0;
    std::vector<std::uint32_t> m_decided; ///< [stop][image]
    std::vector<std::uint32_t> m_both;
};

/// The share of labelled pixels among those of each probability, over all images of a table: what the 256
/// values mean when the model's probabilities are not to be taken at their word. Never falling with the
/// value: the least-squares fit under that condition (pool adjacent violators). Values that no pixel has lie
/// between their neighbours, on the line through these. q / 255 for a table without pixels.
std::array<double, kMaskStops> calibratedProbabilities(const MaskCutTable& table);

} // namespace badcase::analysis
