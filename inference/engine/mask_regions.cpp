// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_regions.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace badcase::engine {

namespace {

std::array<std::uint8_t, 256> identity()
{
    std::array<std::uint8_t, 256> table{};
    std::iota(table.begin(), table.end(), std::uint8_t(0));
    return table;
}

/// The first pixel behind `x` with another value than pixel `x`: eight at a time.
int endOfEqual(const std::uint8_t* row, int x, int width)
{
    const std::uint8_t value = row[x];
    const std::uint64_t eight = value * 0x0101010101010101ULL;
    for (; x + 8 <= width; x += 8) {
        std::uint64_t pixels = 0;
        std::memcpy(&pixels, row + x, sizeof pixels);
        if (pixels != eight)
            break;
    }
    while (x < width && row[x] == value)
        ++x;
    return x;
}

/// All contacts of two neighbouring rows. Their runs tile the rows, so runs that touch only at a corner end
/// or begin at the same column.
template <class Run, class Visitor>
void walkRows(std::span<Run> above, std::span<Run> below, Visitor visit)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < above.size() && j < below.size()) {
        Run& upper = above[i];
        Run& lower = below[j];
        visit(upper, lower, std::min(upper.end, lower.end) - std::max(upper.begin, lower.begin));
        if (upper.end == lower.end && i + 1 < above.size()) {
            visit(above[i], below[j + 1], 0);
            visit(above[i + 1], below[j], 0);
        }
        const bool upperEnds = upper.end <= lower.end;
        const bool lowerEnds = lower.end <= upper.end;
        i += upperEnds ? 1 : 0;
        j += lowerEnds ? 1 : 0;
    }
}

template <class Links>
int rootOf(Links& parent, int i)
{
    auto at = static_cast<std::size_t>(i);
    while (parent[at] != static_cast<int>(at)) {
        parent[at] = parent[static_cast<std::size_t>(parent[at])];
        at = static_cast<std::size_t>(parent[at]);
    }
    return static_cast<int>(at);
}

/// The contacts as they are between the roots, each pair once, in order; those within a root are gone.
void gather(std::vector<RegionContact>& contacts, std::vector<int>& parent)
{
    for (RegionContact& contact : contacts) {
        const int a = rootOf(parent, contact.a);
        const int b = rootOf(parent, contact.b);
        contact = {std::min(a, b), std::max(a, b), contact.length};
    }
    std::ranges::sort(contacts, {}, [](const RegionContact& c) { return std::pair(c.a, c.b); });
    std::size_t kept = 0;
    for (const RegionContact& contact : contacts) {
        if (contact.a == contact.b)
            continue;
        if (kept > 0 && contacts[kept - 1].a == contact.a && contacts[kept - 1].b == contact.b)
            contacts[kept - 1].length += contact.length;
        else
            contacts[kept++] = contact;
    }
    contacts.resize(kept);
}

/// What joinSmallRegions() works on.
struct Joining {
    std::vector<int> parent;
    std::vector<qint64> areas;

    void join(int from, int to)
    {
        parent[static_cast<std::size_t>(from)] = to;
        areas[static_cast<std::size_t>(to)] += areas[static_cast<std::size_t>(from)];
    }
};

/// The neighbour with the longest border for every region of the contacts, -1 for those without one.
std::vector<int> longestNeighbours(const std::vector<RegionContact>& contacts, std::size_t count)
{
    std::vector<int> neighbour(count, -1);
    std::vector<qint64> longest(count, 0);
    const auto offer = [&](int region, int other, qint64 length) {
        const auto at = static_cast<std::size_t>(region);
        if (length > longest[at]) {
            longest[at] = length;
            neighbour[at] = other;
        }
    };
    for (const RegionContact& contact : contacts) {
        offer(contact.a, contact.b, contact.length);
        offer(contact.b, contact.a, contact.length);
    }
    return neighbour;
}

/// One region on each side of a contact, as long as one of them is small.
std::vector<RegionContact> contactsOfSmall(const MaskRegions& regions, const std::vector<bool>& small)
{
    std::vector<RegionContact> contacts;
    const auto note = [&](int a, int b, int length) {
        if (a != b && (small[static_cast<std::size_t>(a)] || small[static_cast<std::size_t>(b)]))
            contacts.push_back({a, b, length});
    };
    for (int y = 0; y < regions.height(); ++y) {
        const auto row = regions.row(y);
        for (std::size_t i = 1; i < row.size(); ++i)
            note(row[i - 1].region, row[i].region, 1);
    }
    regions.visitContacts([&](const MaskRegions::Run& above, const MaskRegions::Run& below, int length) {
        note(above.region, below.region, length);
    });
    return contacts;
}

/// Paints every run whose region has another value than it had.
void paintRegions(ClassMap& map, const MaskRegions& regions, const std::vector<std::uint8_t>& values)
{
    std::uint8_t* pixels = map.mutablePixels().data();
    for (int y = 0; y < regions.height(); ++y, pixels += map.width()) {
        for (const auto& run : regions.row(y)) {
            const std::uint8_t value = values[static_cast<std::size_t>(run.region)];
            if (value != run.value)
                std::memset(pixels + run.begin, value, static_cast<std::size_t>(run.end - run.begin));
        }
    }
}

} // namespace

MaskRegions::MaskRegions(const ClassMap& map, const std::array<std::uint8_t, 256>& meaning, Contact contact)
{
    findRuns(map, meaning);
    joinRuns(contact);
    numberRegions();
}

MaskRegions::MaskRegions(const ClassMap& map, Contact contact) : MaskRegions(map, identity(), contact) {}

void MaskRegions::findRuns(const ClassMap& map, const std::array<std::uint8_t, 256>& meaning)
{
    const int width = map.width();
    const std::uint8_t* row = map.pixels().data();
    m_rows.push_back(0);
    for (int y = 0; y < map.height(); ++y, row += width) {
        for (int x = 0; x < width;) {
            const std::uint8_t value = meaning[row[x]];
            const int end = endOfEqual(row, x, width);
            if (x > 0 && m_runs.back().value == value)
                m_runs.back().end = end;
            else
                m_runs.push_back({x, end, static_cast<std::int32_t>(m_runs.size()), value});
            x = end;
        }
        m_rows.push_back(m_runs.size());
    }
}

std::span<const MaskRegions::Run> MaskRegions::row(int y) const
{
    const auto at = static_cast<std::size_t>(y);
    return {m_runs.data() + m_rows[at], m_rows[at + 1] - m_rows[at]};
}

void MaskRegions::joinRuns(Contact contact)
{
    // Until they are numbered, `region` is the index of a run of the same region, the first one its own.
    const auto root = [this](std::int32_t i) {
        auto at = static_cast<std::size_t>(i);
        while (m_runs[at].region != static_cast<std::int32_t>(at)) {
            m_runs[at].region = m_runs[static_cast<std::size_t>(m_runs[at].region)].region;
            at = static_cast<std::size_t>(m_runs[at].region);
        }
        return static_cast<std::int32_t>(at);
    };
    const int least = contact == Contact::Sides ? 1 : 0;
    const std::span<Run> runs(m_runs);
    for (std::size_t y = 1; y + 1 < m_rows.size(); ++y) {
        walkRows(runs.subspan(m_rows[y - 1], m_rows[y] - m_rows[y - 1]),
                 runs.subspan(m_rows[y], m_rows[y + 1] - m_rows[y]), [&](Run& above, Run& below, int length) {
                     if (above.value != below.value || length < least)
                         return;
                     const std::int32_t a = root(above.region);
                     const std::int32_t b = root(below.region);
                     m_runs[static_cast<std::size_t>(std::max(a, b))].region = std::min(a, b);
                 });
    }
}

void MaskRegions::numberRegions()
{
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        Run& run = m_runs[i];
        if (run.region == static_cast<std::int32_t>(i)) {
            run.region = count();
            m_areas.push_back(0);
            m_values.push_back(run.value);
        } else {
            run.region = m_runs[static_cast<std::size_t>(run.region)].region; // has its number already
        }
        m_areas[static_cast<std::size_t>(run.region)] += run.end - run.begin;
    }
}

void MaskRegions::visitContacts(const ContactVisitor& visitor) const
{
    for (int y = 1; y < height(); ++y)
        walkRows(row(y - 1), row(y), visitor);
}

std::vector<int> joinSmallRegions(std::vector<qint64> areas, std::vector<RegionContact> contacts,
                                  const std::vector<bool>& mayVanish, qint64 minimum,
                                  std::span<const std::uint8_t> values)
{
    const std::size_t count = areas.size();
    Joining joining{std::vector<int>(count), std::move(areas)};
    std::iota(joining.parent.begin(), joining.parent.end(), 0);
    // A round lets every small region with a neighbour join one, so each halves their number at least.
    for (bool joined = true; joined;) {
        joined = false;
        gather(contacts, joining.parent);
        for (const RegionContact& contact : contacts) {
            const int a = rootOf(joining.parent, contact.a);
            const int b = rootOf(joining.parent, contact.b);
            if (!values.empty() && a != b &&
                values[static_cast<std::size_t>(a)] == values[static_cast<std::size_t>(b)]) {
                joining.join(std::max(a, b), std::min(a, b));
                joined = true;
            }
        }
        if (joined)
            continue;
        const std::vector<int> neighbours = longestNeighbours(contacts, count);
        std::vector<std::pair<qint64, int>> small;
        for (std::size_t i = 0; i < count; ++i) {
            if (neighbours[i] >= 0 && mayVanish[i] && joining.areas[i] < minimum)
                small.emplace_back(joining.areas[i], static_cast<int>(i));
        }
        std::ranges::sort(small);
        for (const auto& [area, region] : small) {
            const int target = rootOf(joining.parent, neighbours[static_cast<std::size_t>(region)]);
            // It may have grown in this round.
            if (target != region && joining.areas[static_cast<std::size_t>(region)] < minimum) {
                joining.join(region, target);
                joined = true;
            }
        }
    }
    std::vector<int> names(count);
    for (std::size_t i = 0; i < count; ++i)
        names[i] = rootOf(joining.parent, static_cast<int>(i));
    return names;
}

void removeSmallPieces(ClassMap& map, const MaskValues& values, qint64 minimum)
{
    const MaskRegions regions(map, Contact::SidesAndCorners);
    std::vector<std::uint8_t> after = regions.values();
    const std::size_t count = after.size();
    std::vector<bool> chosen(count);
    std::vector<bool> small(count);
    for (std::size_t i = 0; i < count; ++i) {
        chosen[i] = values.chosen[after[i]];
        small[i] = chosen[i] && regions.areas()[i] < minimum;
    }
    if (values.hasBackground()) {
        for (std::size_t i = 0; i < count; ++i)
            after[i] = small[i] ? values.empty : after[i];
    } else {
        const std::vector<int> names = joinSmallRegions(regions.areas(), contactsOfSmall(regions, small),
                                                        chosen, minimum, regions.values());
        for (std::size_t i = 0; i < count; ++i)
            after[i] = regions.values()[static_cast<std::size_t>(names[i])];
    }
    paintRegions(map, regions, after);
}

void fillHoles(ClassMap& map, const MaskValues& values, qint64 largest)
{
    std::array<std::uint8_t, 256> meaning = identity();
    meaning[ClassMap::kUnset] = values.empty; // both are nothing
    const MaskRegions regions(map, meaning, Contact::Sides);
    constexpr int kUnknown = -1;
    constexpr int kNone = -2;
    std::vector<int> around(static_cast<std::size_t>(regions.count()), kUnknown);
    const auto meet = [&](const MaskRegions::Run& hole, int value) {
        if (hole.value != values.empty)
            return;
        int& known = around[static_cast<std::size_t>(hole.region)];
        if (known == kUnknown)
            known = value;
        else if (known != value)
            known = kNone;
    };
    for (int y = 0; y < regions.height(); ++y) {
        const auto row = regions.row(y);
        const bool edge = y == 0 || y + 1 == regions.height();
        for (std::size_t i = 0; i < row.size(); ++i) {
            meet(row[i], i == 0 || edge ? kNone : int(row[i - 1].value));
            meet(row[i], i + 1 == row.size() ? kNone : int(row[i + 1].value));
        }
    }
    regions.visitContacts([&](const MaskRegions::Run& above, const MaskRegions::Run& below, int length) {
        if (length == 0 || above.region == below.region)
            return;
        meet(above, below.value);
        meet(below, above.value);
    });
    std::vector<std::uint8_t> after = regions.values();
    for (std::size_t i = 0; i < after.size(); ++i) {
        const int value = around[i];
        if (value >= 0 && values.chosen[static_cast<std::size_t>(value)] &&
            (largest == 0 || regions.areas()[i] <= largest))
            after[i] = static_cast<std::uint8_t>(value);
    }
    // Runs hold what their pixels mean; only filled holes differ from it.
    paintRegions(map, regions, after);
}

} // namespace badcase::engine
