// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_component_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace badcase::analysis {

MaskComponentTable::MaskComponentTable(qsizetype images, std::vector<std::uint32_t> areas)
    : m_areas(std::move(areas)), m_images(static_cast<std::size_t>(images))
{}

qsizetype MaskComponentTable::bytes() const
{
    qsizetype sum = qsizetype(m_areas.size() * sizeof(std::uint32_t));
    for (const MaskAreaCuts& cuts : m_images)
        sum += cuts.bytes();
    return sum;
}

void MaskComponentTable::set(qsizetype image, MaskAreaCuts cuts)
{
    m_images[static_cast<std::size_t>(image)] = std::move(cuts);
}

GroupedMaskScores MaskComponentTable::scores(int stop, int area, const ImageGroups& groups) const
{
    GroupedMaskScores sums{{}, std::vector<MaskScoreSum>(static_cast<std::size_t>(groups.count))};
    // Every look-up waits for memory twice. Those of a block are independent of each other within each of the
    // loops, so that the processor waits for many of them at once.
    std::array<const MaskAreaCuts::Pair*, 64> places{};
    std::array<MaskOverlap, 64> overlaps;
    for (std::size_t start = 0; start < m_images.size(); start += places.size()) {
        const std::size_t count = std::min(places.size(), m_images.size() - start);
        for (std::size_t k = 0; k < count; ++k)
            places[k] = m_images[start + k].place(stop, area);
        for (std::size_t k = 0; k < count; ++k)
            overlaps[k] = m_images[start + k].counted(places[k]);
        for (std::size_t k = 0; k < count; ++k)
            sums.add(overlaps[k], groups.at(qsizetype(start + k)));
    }
    return sums;
}

Result<MaskAreaGrid> MaskComponentTable::grid(MaskObjective objective, const ImageGroups& groups, int group,
                                              const CancelToken& cancel) const
{
    const std::size_t areas = m_areas.size();
    std::vector<MaskScoreSum> sums(kMaskStops * areas);
    for (qsizetype i = 0; i < images(); ++i) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled,
                        QCoreApplication::translate("badcase::MaskComponentTable", "Cancelled"));
        if (group >= 0 && groups.at(i) != group)
            continue;
        for (int stop = 0; stop < kMaskStops; ++stop) {
            for (std::size_t k = 0; k < areas; ++k)
                sums[static_cast<std::size_t>(stop) * areas + k].add(overlap(i, stop, static_cast<int>(k)));
        }
    }
    MaskAreaGrid grid{objective, static_cast<int>(areas), {}, 0, 0};
    std::size_t best = 0;
    for (const MaskScoreSum& sum : sums) {
        grid.scores.push_back(sum.score(objective));
        if (grid.scores.back() > grid.scores[best])
            best = grid.scores.size() - 1;
    }
    grid.bestStop = static_cast<int>(best / areas);
    grid.bestArea = static_cast<int>(best % areas);
    return grid;
}

} // namespace badcase::analysis
