// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The basins of a map of distances: which summit every pixel belongs to, and where basins meet. Walks along
/// the rows, so that the time is proportional to the pixels and memory is read in order.

#include "inference/core/cancel.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace badcase::engine {

/// Two basins that touch.
struct BasinContact {
    std::int32_t a = 0; ///< a < b
    std::int32_t b = 0;
    std::int64_t length = 0;  ///< neighbouring pixels, over sides and corners
    std::uint32_t square = 0; ///< of the highest pixel at which they meet
    std::uint32_t pixel = 0;  ///< its index
    int direction = 0;        ///< and the neighbour that was met
};

/// Pixels are taken from the innermost outwards, row after row among equals, and hang together with
/// neighbours (over sides and corners) of the same value. A pixel without a neighbour that was taken before
/// is a summit; any other one joins the basin of that neighbour to which the distance rises most, per pixel
/// of the way (sides before corners at ties). As that is known from nine pixels, nothing has to be sorted but
/// summits.
class Basins {
public:
    /// `squares` as from squaredDistances(): 0 for pixels of no basin. Writes every pixel's basin into
    /// `labels`: 1, 2, ... by rows of their summits, 0 for none. All are width * height.
    Basins(const std::uint8_t* values, const std::uint32_t* squares, int width, int height,
           std::int32_t* labels);

    /// False when it was cancelled.
    bool find(const CancelToken& cancel);

    /// The order in which the summits were taken: of number n in it, from 1 on, is basin taken()[n].
    const std::vector<std::int32_t>& taken() const { return m_taken; }
    std::uint32_t summitSquare(std::int32_t basin) const
    {
        return m_squares[m_summits[static_cast<std::size_t>(basin)]];
    }
    /// Each pair of basins that touch once, in the order in which they met.
    const std::vector<BasinContact>& contacts() const { return m_contacts; }

private:
    class Pairs;

    void link(int y);
    int wayFromInner(std::ptrdiff_t at) const;
    int wayFromAny(int x, int y) const;
    void follow(int y);
    void orderSummits();
    void meet(int y, Pairs& pairs) const;
    void meetAt(int x, int y, Pairs& pairs) const;

    const std::uint8_t* m_values;
    const std::uint32_t* m_squares;
    int m_width;
    int m_height;
    std::int32_t* m_labels; ///< until they are followed, -1 - the direction of the next pixel on the way up
    std::array<std::ptrdiff_t, 8> m_around;
    std::vector<std::uint32_t> m_summits; ///< their pixels; none for basin 0
    std::vector<std::int32_t> m_taken;
    std::vector<BasinContact> m_contacts;
};

} // namespace badcase::engine
