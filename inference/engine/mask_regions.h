// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The pieces of a class map, found by joining runs of equal pixels, and what is done with them by their
/// area: small ones go, holes are filled. Pure functions, thread-safe. Time is proportional to the pixels,
/// memory is 16 bytes a run of equal pixels (a few percent of the pixels in masks of things, all of them in
/// noise).

#include "inference/core/class_map.h"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace badcase::engine {

/// Of which values a step speaks, and what stands where nothing is.
struct MaskValues {
    std::array<bool, 256> chosen{};
    std::uint8_t empty = ClassMap::kUnset; ///< the background class; kUnset where there is none

    bool hasBackground() const { return empty != ClassMap::kUnset; }
    bool isEmpty(std::uint8_t value) const { return value == empty || value == ClassMap::kUnset; }
};

/// Whether pixels that touch only at their corners hang together.
enum class Contact { Sides, SidesAndCorners };

/// Every pixel of a map belongs to one run of its row and to one region of equal values. Regions are numbered
/// by their first pixel, row after row.
class MaskRegions {
public:
    struct Run {
        int begin = 0; ///< columns begin..end - 1
        int end = 0;
        std::int32_t region = 0;
        std::uint8_t value = 0;
    };
    /// `above` and `below` lie in neighbouring rows and share `length` columns; 0: they touch at a corner.
    using ContactVisitor = std::function<void(const Run& above, const Run& below, int length)>;

    /// `meaning[v]` is taken for every value v of the map.
    MaskRegions(const ClassMap& map, const std::array<std::uint8_t, 256>& meaning, Contact contact);
    /// Every value means itself.
    MaskRegions(const ClassMap& map, Contact contact);

    int count() const { return static_cast<int>(m_areas.size()); }
    const std::vector<qint64>& areas() const { return m_areas; }
    const std::vector<std::uint8_t>& values() const { return m_values; }
    int height() const { return static_cast<int>(m_rows.size()) - 1; }
    std::span<const Run> row(int y) const;
    void visitContacts(const ContactVisitor& visitor) const;

private:
    void findRuns(const ClassMap& map, const std::array<std::uint8_t, 256>& meaning);
    void joinRuns(Contact contact);
    void numberRegions();

    std::vector<Run> m_runs;
    std::vector<std::size_t> m_rows; ///< the first run of each row, and the number of runs
    std::vector<qint64> m_areas;
    std::vector<std::uint8_t> m_values;
};

/// Two regions that touch over `length` pixel sides (or corners, where the caller counts those).
struct RegionContact {
    int a = 0;
    int b = 0;
    qint64 length = 0;
};

/// Lets regions with fewer than `minimum` pixels that `mayVanish` join the neighbour with the longest common
/// border (the first one at ties), smaller ones first, until none is left that has a neighbour. Regions with
/// the same entry in `values` that come to touch are one from then on; without `values` no two are. Returns
/// for each region the one whose name it bears in the end.
std::vector<int> joinSmallRegions(std::vector<qint64> areas, std::vector<RegionContact> contacts,
                                  const std::vector<bool>& mayVanish, qint64 minimum,
                                  std::span<const std::uint8_t> values = {});

/// Pieces of chosen values with fewer than `minimum` pixels become empty; without a background they join
/// their neighbours (joinSmallRegions()). Pieces hang together over sides and corners.
void removeSmallPieces(ClassMap& map, const MaskValues& values, qint64 minimum);

/// Fills holes of up to `largest` pixels (0: any) in chosen values: pieces of empty pixels, over their sides,
/// that do not touch the border of the map and touch pixels of one value only.
void fillHoles(ClassMap& map, const MaskValues& values, qint64 largest);

} // namespace badcase::engine
