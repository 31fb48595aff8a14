// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A first answer while the weights of views are dragged, without touching the planes: most pixels are
/// decided whatever the weights are, because all views lie on one side of the threshold; of the others a
/// sample is kept. How far the answer may be off is part of it, as a standard error and as bounds that always
/// hold. MaskMix::overlap() gives the exact counts afterwards. Building is O(pixels * views); thread-safe to
/// read.

#include "inference/analysis/interval.h"
#include "inference/analysis/tuning/mask_cut_table.h"
#include "inference/analysis/tuning/mask_mixer.h"

#include <span>
#include <utility>

namespace badcase::analysis {

struct MixSampleRules {
    int pixels = 2048; ///< kept of an image, at most; all of them when no more are ever in doubt
    std::uint64_t seed = 1;
};

/// Counts of one image as far as a sample knows them.
struct MixEstimate {
    qint64 pixels = 0; ///< that count
    qint64 labelled = 0;
    qint64 undecided = 0; ///< pixels that the weights decide, at this stop
    double both = 0;      ///< expected counts,
    double falsely = 0;   ///< of pixels inside that are not labelled,
    double bothError = 0; ///< and their standard errors, which are independent
    double falselyError = 0;
    bool anyInside = false; ///< some pixel is inside for certain
    /// With every undecided pixel decided well, and badly: no weights are better or worse. (Of one image:
    /// "well" is as its label says.)
    MaskOverlap well;
    MaskOverlap badly;

    /// By the expected counts; of an image where nothing is labelled 0 or kEmptyEmptyScore.
    double dice() const;
    double iou() const;
    /// Standard error, by the derivatives at the estimate. Where nothing is labelled the score is a step, and
    /// the error 1/2 at most.
    double diceError() const;
    double iouError() const;
};

/// The sample of one image: about 10 bytes a pixel kept, and 4 KiB of counts.
///
/// Pixels of which all views say the same are never in doubt. The others are in strata by their label and by
/// the middle of what their views say, in sixteenths, because only those with a middle near a threshold are
/// in doubt there; each stratum gives as many pixels, without repetition, as far as it has them. The share
/// that the mix puts inside, estimated from those in doubt, is applied to the exact number in doubt.
class MaskMixSample {
public:
    MaskMixSample() = default;
    /// `views`: at least one, each as long as `roles`; values as for MaskMix.
    MaskMixSample(std::span<const std::span<const std::uint8_t>> views, std::span<const std::uint8_t> roles,
                  const MixSampleRules& rules);

    MixEstimate estimate(const MaskMix& mix) const;
    qsizetype bytes() const;

private:
    struct Stratum {
        std::uint32_t pixels = 0; ///< of the image
        std::uint32_t kept = 0;
        std::uint8_t least = 255; ///< of the pixels kept: where all are decided, none needs to be asked
        std::uint8_t most = 0;
    };
    static constexpr std::size_t kMiddles = 16;

    void keep(std::span<const std::span<const std::uint8_t>> views, std::span<const std::uint8_t> roles,
              const std::vector<std::uint8_t>& least, const std::vector<std::uint8_t>& most,
              const MixSampleRules& rules);

    /// How many of the pixels kept of a stratum are in doubt, and how many of those are inside. `first`: its
    /// place.
    std::pair<std::uint32_t, std::uint32_t> doubts(const MaskMix& mix, const Stratum& stratum,
                                                   std::size_t first) const;

    MaskCuts m_sure;                            ///< of the least of the views: inside for certain
    MaskCuts m_possible;                        ///< of the most of them
    std::array<Stratum, 2 * kMiddles> m_strata; ///< of unlabelled pixels, then of labelled ones
    std::size_t m_views = 0;
    std::size_t m_kept = 0;
    std::vector<std::uint8_t> m_values; ///< [view][pixel], then their least and their most; by strata
};

/// What the samples of many images say of their scores.
struct MixAnswer {
    qint64 images = 0; ///< that score
    qint64 pixels = 0;
    qint64 undecided = 0;
    double meanDice = kUndefined;
    double meanIou = kUndefined;
    double meanDiceError = 0; ///< standard errors
    double meanIouError = 0;
    Interval diceBounds; ///< that no weights leave
    Interval iouBounds;
};

/// O(images * pixels kept * views): about 6 ms for 1,000 images with 2048 pixels of 8 views each.
MixAnswer mixAnswer(std::span<const MaskMixSample> images, const MaskMix& mix);

} // namespace badcase::analysis
