// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_basins.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <tuple>

namespace badcase::engine {

namespace {

/// The eight neighbours, sides first, and the way back from each.
constexpr std::array<int, 8> kDx{0, -1, 1, 0, -1, 1, -1, 1};
constexpr std::array<int, 8> kDy{-1, 0, 0, 1, -1, -1, 1, 1};
constexpr std::array<int, 8> kBack{3, 2, 1, 0, 7, 6, 5, 4};
constexpr int kNoWay = -1;

/// Those that come before a pixel, row after row.
constexpr bool isBefore(int direction)
{
    return kDy[static_cast<std::size_t>(direction)] < 0 || direction == 1;
}

/// The neighbour that was taken before, of four, with the largest square; the first one at ties.
struct Highest {
    std::uint32_t square = 0; ///< one less than the pixel's own: none
    int direction = kNoWay;

    void offer(std::uint32_t other, int way)
    {
        const bool better = other > square;
        square = better ? other : square;
        direction = better ? way : direction;
    }
};

/// The steeper of the two ways up.
int steeper(std::uint32_t own, const Highest& side, const Highest& corner)
{
    if (corner.direction == kNoWay || corner.square <= side.square)
        return side.direction;
    if (side.direction == kNoWay)
        return corner.direction;
    const double height = std::sqrt(double(own));
    const double straight = std::sqrt(double(side.square)) - height;
    const double across = (std::sqrt(double(corner.square)) - height) * std::numbers::sqrt2 / 2;
    return across > straight ? corner.direction : side.direction;
}

constexpr bool areTwo(std::int32_t label, std::int32_t other)
{
    return (label != other) & (label != 0) & (other != 0);
}

bool metBefore(const BasinContact& one, const BasinContact& other)
{
    return std::tuple(other.square, one.pixel, one.direction) <
           std::tuple(one.square, other.pixel, other.direction);
}

} // namespace

/// Contacts by their basins: a table with open addresses, of which at most half are taken.
class Basins::Pairs {
public:
    Pairs() : m_places(1024) {}

    void note(const BasinContact& contact)
    {
        BasinContact* place = placeOf(contact);
        if (place->length == 0) {
            *place = contact;
            if (2 * ++m_count > m_places.size())
                grow();
            return;
        }
        const std::int64_t length = place->length + contact.length;
        if (metBefore(contact, *place))
            *place = contact;
        place->length = length;
    }

    std::vector<BasinContact> take()
    {
        std::erase_if(m_places, [](const BasinContact& contact) { return contact.length == 0; });
        std::ranges::sort(m_places, metBefore);
        return std::move(m_places);
    }

private:
    BasinContact* placeOf(const BasinContact& contact)
    {
        const std::uint64_t key = (std::uint64_t(contact.a) << 32) | std::uint64_t(contact.b);
        std::size_t at = (key * 0x9E3779B97F4A7C15ULL) >> 20;
        for (;; ++at) {
            BasinContact& place = m_places[at & (m_places.size() - 1)];
            if (place.length == 0 || (place.a == contact.a && place.b == contact.b))
                return &place;
        }
    }

    void grow()
    {
        std::vector<BasinContact> old(2 * m_places.size());
        old.swap(m_places);
        for (const BasinContact& contact : old) {
            if (contact.length != 0)
                *placeOf(contact) = contact;
        }
    }

    std::vector<BasinContact> m_places;
    std::size_t m_count = 0;
};

Basins::Basins(const std::uint8_t* values, const std::uint32_t* squares, int width, int height,
               std::int32_t* labels)
    : m_values(values), m_squares(squares), m_width(width), m_height(height), m_labels(labels), m_summits(1)
{
    for (std::size_t i = 0; i < m_around.size(); ++i)
        m_around[i] = std::ptrdiff_t(kDy[i]) * width + kDx[i];
}

bool Basins::find(const CancelToken& cancel)
{
    for (int y = 0; y < m_height; ++y) {
        if (cancel.isCancelled())
            return false;
        link(y);
    }
    for (int y = m_height - 1; y >= 0; --y) {
        if (cancel.isCancelled())
            return false;
        follow(y);
    }
    orderSummits();
    Pairs pairs;
    for (int y = 0; y < m_height; ++y) {
        if (cancel.isCancelled())
            return false;
        meet(y, pairs);
    }
    m_contacts = pairs.take();
    return true;
}

void Basins::link(int y)
{
    const std::ptrdiff_t start = std::ptrdiff_t(y) * m_width;
    const bool inner = y > 0 && y + 1 < m_height;
    for (int x = 0; x < m_width; ++x) {
        const std::ptrdiff_t at = start + x;
        const std::uint32_t own = m_squares[at];
        if (own == 0) {
            m_labels[at] = 0;
            continue;
        }
        // From 3 on, all neighbours within the picture are of the same piece.
        const bool plain = own > 2 && inner && x > 0 && x + 1 < m_width;
        const int way = plain ? wayFromInner(at) : wayFromAny(x, y);
        if (way == kNoWay) {
            m_labels[at] = static_cast<std::int32_t>(m_summits.size());
            m_summits.push_back(static_cast<std::uint32_t>(at));
            continue;
        }
        // Where the neighbour's basin is known already, this one's is.
        const std::int32_t known = isBefore(way) ? m_labels[at + m_around[static_cast<std::size_t>(way)]] : 0;
        m_labels[at] = known > 0 ? known : -1 - way;
    }
}

int Basins::wayFromInner(std::ptrdiff_t at) const
{
    const std::uint32_t* own = m_squares + at;
    const std::uint32_t* above = own - m_width;
    const std::uint32_t* below = own + m_width;
    const std::uint32_t square = *own;
    Highest side{square - 1};
    side.offer(above[0], 0);
    side.offer(own[-1], 1);
    side.offer(own[1] > square ? own[1] : 0, 2);
    side.offer(below[0] > square ? below[0] : 0, 3);
    Highest corner{square - 1};
    corner.offer(above[-1], 4);
    corner.offer(above[1], 5);
    corner.offer(below[-1] > square ? below[-1] : 0, 6);
    corner.offer(below[1] > square ? below[1] : 0, 7);
    return steeper(square, side, corner);
}

int Basins::wayFromAny(int x, int y) const
{
    const std::ptrdiff_t at = std::ptrdiff_t(y) * m_width + x;
    const std::uint32_t square = m_squares[at];
    Highest side{square - 1};
    Highest corner{square - 1};
    for (int i = 0; i < 8; ++i) {
        const auto direction = static_cast<std::size_t>(i);
        const int nx = x + kDx[direction];
        const int ny = y + kDy[direction];
        if (nx < 0 || ny < 0 || nx >= m_width || ny >= m_height)
            continue;
        const std::ptrdiff_t next = at + m_around[direction];
        if (m_values[next] != m_values[at] || (m_squares[next] == square && !isBefore(i)))
            continue;
        (i < 4 ? side : corner).offer(m_squares[next], i);
    }
    return steeper(square, side, corner);
}

/// Basins of a row's pixels whose way leads downwards or along it, when all below are known.
void Basins::follow(int y)
{
    const auto next = [this](std::ptrdiff_t at) {
        return at + m_around[static_cast<std::size_t>(-1 - m_labels[at])];
    };
    for (std::ptrdiff_t at = std::ptrdiff_t(y + 1) * m_width - 1; at >= std::ptrdiff_t(y) * m_width; --at) {
        if (m_labels[at] >= 0)
            continue;
        std::ptrdiff_t end = next(at);
        while (m_labels[end] < 0)
            end = next(end);
        const std::int32_t label = m_labels[end];
        for (std::ptrdiff_t on = at; on != end;) {
            const std::ptrdiff_t further = next(on);
            m_labels[on] = label;
            on = further;
        }
    }
}

void Basins::orderSummits()
{
    m_taken.resize(m_summits.size());
    std::iota(m_taken.begin(), m_taken.end(), 0);
    // Numbers are in the order of pixels.
    std::stable_sort(m_taken.begin() + 1, m_taken.end(),
                     [this](std::int32_t a, std::int32_t b) { return summitSquare(a) > summitSquare(b); });
}

void Basins::meet(int y, Pairs& pairs) const
{
    constexpr int kAtOnce = 16;
    const std::int32_t* row = m_labels + std::ptrdiff_t(y) * m_width;
    const std::int32_t* below = row + m_width;
    int x = 0;
    if (y + 1 < m_height && m_width > 0) {
        meetAt(x++, y, pairs);
        for (; x + kAtOnce < m_width; x += kAtOnce) {
            bool several = false; // most stretches hold one basin and what is none
            for (int i = x; i < x + kAtOnce; ++i)
                several |= areTwo(row[i], row[i + 1]) | areTwo(row[i], below[i - 1]) |
                           areTwo(row[i], below[i]) | areTwo(row[i], below[i + 1]);
            for (int i = x; several && i < x + kAtOnce; ++i)
                meetAt(i, y, pairs);
        }
    }
    for (; x < m_width; ++x)
        meetAt(x, y, pairs);
}

void Basins::meetAt(int x, int y, Pairs& pairs) const
{
    const std::ptrdiff_t at = std::ptrdiff_t(y) * m_width + x;
    const std::int32_t own = m_labels[at];
    if (own == 0)
        return;
    for (const int way : {2, 6, 3, 7}) {
        const auto direction = static_cast<std::size_t>(way);
        const int nx = x + kDx[direction];
        if (nx < 0 || nx >= m_width || y + kDy[direction] >= m_height)
            continue;
        const std::ptrdiff_t next = at + m_around[direction];
        const std::int32_t other = m_labels[next];
        if (other == own || other == 0 || m_values[next] != m_values[at])
            continue;
        // They meet when the lower one is taken, the later one among equals.
        const bool atOwn = m_squares[at] < m_squares[next];
        pairs.note({std::min(own, other), std::max(own, other), 1, std::min(m_squares[at], m_squares[next]),
                    static_cast<std::uint32_t>(atOwn ? at : next), atOwn ? way : kBack[direction]});
    }
}

} // namespace badcase::engine
