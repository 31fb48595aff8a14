// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Two sliders over many masks at once: the threshold, and the area below which pieces are removed. Exact at
/// every pair of stops: equal to deciding the mask at the threshold, removing its small pieces and counting.
/// The pieces are those of the step "min-area" of a run whose mask has a background: pixels that touch by
/// sides or corners hang together, ignored pixels belong to them (the model knows nothing of labels), and a
/// piece stays when it has at least so many pixels. (Where several classes have no background, that step
/// gives small pieces to their neighbours instead, which these tables do not follow.)

#include "inference/analysis/tuning/mask_overlap.h"
#include "inference/core/cancel.h"

#include <bit>
#include <memory>
#include <span>

namespace badcase::analysis {

/// Area stops are looked up as bits of a word.
inline constexpr int kMostAreaStops = 32;

/// At most `count` different areas in pixels, rising evenly in their logarithm from 1 (no piece is removed)
/// to `largest`. Neighbours that round to the same area are one.
std::vector<std::uint32_t> areaStops(int count = kMostAreaStops, std::uint32_t largest = 46'341);

/// One image at every pair of stops. A piece counts at an area stop when it has at least as many pixels; the
/// counts of a threshold therefore only change at the stops between which it has pieces, and only these are
/// kept: 2 KiB and 8 bytes a change. Thresholds at which no pixel appears share the counts of the next one.
class MaskAreaCuts {
public:
    MaskAreaCuts() = default;

    /// `area`: index of the area stop.
    MaskOverlap at(int stop, int area) const { return counted(place(stop, area)); }

    qsizetype bytes() const { return m_bytes; }

private:
    friend class AreaCutsBuilder;
    friend class MaskComponentTable;
    struct Pair {
        std::uint32_t first = 0;
        std::uint32_t second = 0;
    };

    /// The change that holds at a pair of stops; null when no piece is left.
    const Pair* place(int stop, int area) const
    {
        if (!m_pairs)
            return nullptr;
        const Pair row = m_pairs[stop];
        const int kept = std::popcount(row.first >> area);
        return kept > 0 ? &m_pairs[row.second + static_cast<unsigned>(kept - 1)] : nullptr;
    }
    MaskOverlap counted(const Pair* change) const
    {
        if (change == nullptr)
            return {m_pixels, m_labelled, 0, 0};
        return {m_pixels, m_labelled, change->first, change->second};
    }

    std::uint32_t m_pixels = 0;
    std::uint32_t m_labelled = 0;
    qsizetype m_bytes = 0;
    /// One block of memory, so that a look-up waits for it twice and no more. First one pair a threshold: bit
    /// k of `first` says that there are pieces as large as area stop k but not as k + 1, `second` is the
    /// place of its changes. Then the changes, from the largest area to the smallest: pixels decided, and
    /// those of them that are labelled so, in pieces of at least this area.
    std::unique_ptr<Pair[]> m_pairs;
};

/// Time is that of a component tree: pixels are added from the most probable down and join what they touch;
/// about 20 ms for 512 x 512 pixels and 0.6 s for 3000 x 3000. Takes 8 bytes a pixel meanwhile. Pure,
/// thread-safe. `areas` rise, 1 to kMostAreaStops of them. InvalidArgument when they do not or when the sizes
/// differ; TooLarge above 2^30 pixels.
Result<MaskAreaCuts> maskAreaCuts(const ClassMap& probability, const ClassMap& label, const MaskTruth& truth,
                                  std::span<const std::uint32_t> areas);

/// Scores at every pair of stops.
struct MaskAreaGrid {
    MaskObjective objective = MaskObjective::MeanDice;
    int areas = 0;
    std::vector<double> scores; ///< [stop][area]; NaN when no image scores
    int bestStop = 0;           ///< the lowest threshold, then the smallest area, at ties
    int bestArea = 0;

    double at(int stop, int area) const
    {
        return scores[static_cast<std::size_t>(stop) * static_cast<std::size_t>(areas) +
                      static_cast<std::size_t>(area)];
    }
};

/// Reading is thread-safe; set() for different images is, too.
class MaskComponentTable {
public:
    /// `areas` as for maskAreaCuts(), with which the cuts must have been made.
    MaskComponentTable(qsizetype images, std::vector<std::uint32_t> areas);

    qsizetype images() const { return qsizetype(m_images.size()); }
    std::span<const std::uint32_t> areas() const { return m_areas; }
    qsizetype bytes() const;
    void set(qsizetype image, MaskAreaCuts cuts);

    MaskOverlap overlap(qsizetype image, int stop, int area) const
    {
        return m_images[static_cast<std::size_t>(image)].at(stop, area);
    }
    /// O(images): one tick of both sliders.
    GroupedMaskScores scores(int stop, int area, const ImageGroups& groups = {}) const;
    /// All pairs, over the images of one group or (-1) all. O(images * stops * areas), some seconds for
    /// 10,000 images. Cancelled.
    Result<MaskAreaGrid> grid(MaskObjective objective, const ImageGroups& groups = {}, int group = -1,
                              const CancelToken& cancel = {}) const;

private:
    std::vector<std::uint32_t> m_areas;
    std::vector<MaskAreaCuts> m_images;
};

} // namespace badcase::analysis
