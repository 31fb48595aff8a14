// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The fast ways of opening, closing and splitting give, pixel for pixel, what the plain ones do that follow
/// from their descriptions: every disc tried at every pixel, and a flood that takes sorted pixels one by one.

#include "inference/engine/mask_disc.h"
#include "inference/engine/mask_distance.h"
#include "inference/engine/mask_morphology.h"
#include "inference/engine/mask_watershed.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

using namespace badcase;
using namespace badcase::engine;

namespace {

/// Noise, noise that clings together, overlapping discs, or one value.
ClassMap randomMap(QSize size, int classes, std::mt19937& random)
{
    const auto value = [&] { return static_cast<std::uint8_t>(random() % static_cast<unsigned>(classes)); };
    ClassMap map(size, value());
    const auto pixels = map.mutablePixels();
    const auto width = static_cast<std::size_t>(size.width());
    const unsigned style = random() % 8;
    if (style == 0)
        return map;
    if (style < 4) {
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            const bool copy = style > 1 && i > width && random() % 8 != 0;
            pixels[i] = copy ? pixels[i - (random() % 2 == 0 ? 1 : width)] : value();
        }
        return map;
    }
    for (unsigned disc = 1 + random() % 12; disc > 0; --disc) {
        const int x0 = static_cast<int>(random() % width);
        const int y0 = static_cast<int>(random() % static_cast<unsigned>(size.height()));
        const int radius = static_cast<int>(random() % 14);
        const std::uint8_t own = value();
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            const int dx = static_cast<int>(i % width) - x0;
            const int dy = static_cast<int>(i / width) - y0;
            if (dx * dx + dy * dy <= radius * radius)
                pixels[i] = own;
        }
    }
    return map;
}

/// Calls check(map, number of classes) for sizes of 1..64 pixels, among them lines.
template <class Check>
void forMaps(unsigned seed, Check check)
{
    std::mt19937 random(seed);
    for (int side = 1; side <= 64; ++side) {
        const int other = 1 + static_cast<int>(random() % 64);
        for (const QSize size : {QSize(side, other), QSize(other, side), QSize(1, side), QSize(side, 1)}) {
            const int classes = 2 + static_cast<int>(random() % 4);
            check(randomMap(size, classes, random), random);
        }
    }
}

using Mask = std::vector<bool>;

/// Whether each pixel has one at a distance <= radius for which mask is `kind`.
Mask reached(const Mask& mask, bool kind, QSize size, double radius)
{
    Mask out(mask.size(), false);
    const int reach = static_cast<int>(std::min(radius, 2000.0));
    for (std::size_t i = 0; i < mask.size(); ++i) {
        const int x = static_cast<int>(i) % size.width();
        const int y = static_cast<int>(i) / size.width();
        for (int v = std::max(0, y - reach); v <= std::min(size.height() - 1, y + reach) && !out[i]; ++v) {
            for (int u = std::max(0, x - reach); u <= std::min(size.width() - 1, x + reach) && !out[i]; ++u)
                out[i] = (u - x) * (u - x) + (v - y) * (v - y) <= radius * radius &&
                         mask[static_cast<std::size_t>(v * size.width() + u)] == kind;
        }
    }
    return out;
}

Mask maskOf(const ClassMap& map, int value)
{
    Mask mask;
    for (const std::uint8_t pixel : map.pixels())
        mask.push_back(pixel == value);
    return mask;
}

Mask inverted(Mask mask)
{
    mask.flip();
    return mask;
}

ClassMap plainOpen(ClassMap map, const MaskValues& values, double radius)
{
    for (int value = 0; value < ClassMap::kUnset; ++value) {
        if (!values.chosen[static_cast<std::size_t>(value)])
            continue;
        const Mask eroded = inverted(reached(maskOf(map, value), false, map.size(), radius));
        const Mask opened = reached(eroded, true, map.size(), radius);
        for (std::size_t i = 0; i < opened.size(); ++i) {
            if (map.pixels()[i] == value && !opened[i])
                map.mutablePixels()[i] = values.empty;
        }
    }
    return map;
}

ClassMap plainClose(const ClassMap& map, const MaskValues& values, double radius)
{
    ClassMap after = map;
    for (int value = 0; value < ClassMap::kUnset; ++value) {
        if (!values.chosen[static_cast<std::size_t>(value)])
            continue;
        const Mask dilated = reached(maskOf(map, value), true, map.size(), radius);
        const Mask closed = inverted(reached(dilated, false, map.size(), radius));
        for (std::size_t i = 0; i < closed.size(); ++i) {
            if (closed[i] && values.isEmpty(after.pixels()[i]))
                after.mutablePixels()[i] = static_cast<std::uint8_t>(value);
        }
    }
    return after;
}

/// The watershed as it is described: pixels from the innermost outwards, one by one, with all eight
/// neighbours, each piece by itself.
class PlainFlood {
public:
    PlainFlood(const ClassMap& map, const MaskValues& values, const WatershedRule& rule)
        : m_map(map), m_rule(rule), m_squares(map.pixels().size()), m_labels(map.pixels().size(), 0)
    {
        const MaskView view{map.pixels().data(), map.width(), map.height()};
        squaredDistances(view, values.chosen, m_squares.data(), {});
    }

    InstanceMap split()
    {
        const MaskRegions regions(m_map, Contact::SidesAndCorners);
        std::vector<std::vector<std::size_t>> pieces(static_cast<std::size_t>(regions.count()));
        for (int y = 0; y < regions.height(); ++y) {
            for (const auto& run : regions.row(y)) {
                for (int x = run.begin; x < run.end; ++x)
                    pieces[static_cast<std::size_t>(run.region)].push_back(
                        static_cast<std::size_t>(y * m_map.width() + x));
            }
        }
        InstanceMap instances{m_map.size(), std::vector<std::int32_t>(m_labels.size(), 0), 0};
        for (const auto& piece : pieces) {
            if (m_squares[piece.front()] != 0 && std::ssize(piece) >= m_rule.minimum)
                splitPiece(piece, instances);
        }
        return instances;
    }

private:
    struct Basin {
        int parent = 0;
        double summit = 0;
    };

    void splitPiece(std::vector<std::size_t> piece, InstanceMap& instances)
    {
        const std::vector<std::size_t> byRows = piece;
        std::ranges::stable_sort(piece, std::ranges::greater(),
                                 [&](std::size_t at) { return m_squares[at]; });
        m_basins.assign(1, {});
        for (const std::size_t at : piece)
            take(at);
        mergeSmall(byRows);
        std::vector<std::int32_t> numbers(m_basins.size(), 0);
        for (const std::size_t at : byRows) {
            auto& number = numbers[static_cast<std::size_t>(root(m_labels[at]))];
            number = number == 0 ? ++instances.count : number;
            instances.labels[at] = number;
        }
    }

    /// The neighbours of the same piece, sides first; -1 for others.
    std::array<std::ptrdiff_t, 8> around(std::size_t at) const
    {
        constexpr int dx[] = {0, -1, 1, 0, -1, 1, -1, 1};
        constexpr int dy[] = {-1, 0, 0, 1, -1, -1, 1, 1};
        std::array<std::ptrdiff_t, 8> near{};
        for (std::size_t i = 0; i < near.size(); ++i) {
            const int x = static_cast<int>(at) % m_map.width() + dx[i];
            const int y = static_cast<int>(at) / m_map.width() + dy[i];
            const bool inside = x >= 0 && y >= 0 && x < m_map.width() && y < m_map.height();
            near[i] = inside && m_map.at(x, y) == m_map.pixels()[at] ? y * m_map.width() + x : -1;
        }
        return near;
    }

    void take(std::size_t at)
    {
        const double height = std::sqrt(double(m_squares[at]));
        int own = 0;
        double slope = -1;
        const auto near = around(at);
        for (std::size_t i = 0; i < near.size(); ++i) {
            if (labelAt(near[i]) == 0)
                continue;
            const double rise = std::sqrt(double(m_squares[static_cast<std::size_t>(near[i])])) - height;
            const double here = i < 4 ? rise : rise * std::numbers::sqrt2 / 2;
            if (here > slope) {
                slope = here;
                own = root(labelAt(near[i]));
            }
        }
        if (own == 0) {
            own = static_cast<int>(m_basins.size());
            m_basins.push_back({own, height});
        }
        m_labels[at] = own;
        for (const std::ptrdiff_t next : near) {
            if (labelAt(next) != 0 && root(labelAt(next)) != own)
                own = meet(own, root(labelAt(next)), height);
        }
    }

    int meet(int basin, int other, double height)
    {
        const double mine = m_basins[static_cast<std::size_t>(basin)].summit;
        const double others = m_basins[static_cast<std::size_t>(other)].summit;
        const bool otherIsLower = others < mine || (others == mine && other > basin);
        const double lower = std::min(mine, others);
        const double enough = m_rule.height > 0 ? m_rule.height : std::max(1.0, 0.1 * lower);
        if (lower - height >= enough)
            return basin;
        const int kept = otherIsLower ? basin : other;
        m_basins[static_cast<std::size_t>(otherIsLower ? other : basin)].parent = kept;
        return kept;
    }

    void mergeSmall(const std::vector<std::size_t>& piece)
    {
        std::vector<qint64> areas(m_basins.size(), 0);
        for (const std::size_t at : piece)
            ++areas[static_cast<std::size_t>(root(m_labels[at]))];
        std::vector<RegionContact> contacts;
        for (const std::size_t at : piece) {
            for (const std::ptrdiff_t next : around(at)) {
                if (next > std::ptrdiff_t(at) && root(labelAt(next)) != root(m_labels[at]))
                    contacts.push_back({root(m_labels[at]), root(labelAt(next)), 1});
            }
        }
        const std::vector<bool> all(m_basins.size(), true);
        const auto names = joinSmallRegions(std::move(areas), std::move(contacts), all, m_rule.minimum);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] != static_cast<int>(i))
                m_basins[i].parent = names[i];
        }
    }

    int labelAt(std::ptrdiff_t at) const { return at < 0 ? 0 : m_labels[static_cast<std::size_t>(at)]; }
    int root(int label) const
    {
        while (m_basins[static_cast<std::size_t>(label)].parent != label)
            label = m_basins[static_cast<std::size_t>(label)].parent;
        return label;
    }

    const ClassMap& m_map;
    WatershedRule m_rule;
    std::vector<std::uint32_t> m_squares;
    std::vector<int> m_labels;
    std::vector<Basin> m_basins;
};

/// All values but the empty one (the background 0, or none), or one of them.
MaskValues randomValues(std::mt19937& random)
{
    MaskValues values;
    values.empty = random() % 3 == 0 ? ClassMap::kUnset : std::uint8_t(0);
    const bool one = random() % 4 == 0;
    for (int value = values.empty == 0 ? 1 : 0; value < 6; ++value)
        values.chosen[static_cast<std::size_t>(value)] = !one || value == 2;
    return values;
}

} // namespace

class TstMaskReference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void opensAndCloses();
    void wideDiscs();
    void splits();
};

void TstMaskReference::opensAndCloses()
{
    forMaps(11, [](const ClassMap& map, std::mt19937& random) {
        const MaskValues values = randomValues(random);
        const double radius = random() % 2 == 0 ? double(random() % 21) : double(random() % 2100) / 100;
        ClassMap opened = map;
        openClasses(opened, values, radius);
        QCOMPARE(opened, plainOpen(map, values, radius));
        ClassMap closed = map;
        closeClasses(closed, values, radius);
        QCOMPARE(closed, plainClose(map, values, radius));
    });
}

/// Discs wider than a word, and those that are not laid as strips, end within the picture.
void TstMaskReference::wideDiscs()
{
    std::mt19937 random(5);
    for (const QSize size : {QSize(1700, 2), QSize(3, 1500), QSize(300, 11)}) {
        for (const double radius : {63.0, 64.0, 65.5, 127.0, 200.3, 511.5, 512.0, 600.7}) {
            ClassMap map(size, 0);
            for (int i = 0; i < 3; ++i)
                map.mutablePixels()[random() % static_cast<unsigned>(map.pixelCount())] = 1;
            const Mask mask = maskOf(map, 1);
            const BitPlane bits(map, 1, QRect(QPoint(0, 0), size));
            const BitPlane dilated = dilateByDisc(bits, radius);
            BitPlane others = bits;
            others.invert();
            const BitPlane eroded = erodeByDisc(others, radius);
            const Mask expected = reached(mask, true, size, radius);
            for (int y = 0; y < size.height(); ++y) {
                for (int x = 0; x < size.width(); ++x) {
                    const bool reaches = expected[static_cast<std::size_t>(y * size.width() + x)];
                    QCOMPARE(dilated.at(x, y), reaches);
                    QCOMPARE(eroded.at(x, y), !reaches);
                }
            }
        }
    }
}

void TstMaskReference::splits()
{
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
        forMaps(seed, [](const ClassMap& map, std::mt19937& random) {
            const MaskValues values = randomValues(random);
            const double heights[] = {0, 0, 0.001, 0.3, 0.5, 1, 2.5};
            const qint64 minimums[] = {0, 1, 2, 5, 20, 60};
            const WatershedRule rule{heights[random() % std::size(heights)],
                                     minimums[random() % std::size(minimums)]};
            const InstanceMap expected = PlainFlood(map, values, rule).split();
            ClassMap after = map;
            const auto result = splitObjects(after, values, rule);
            QVERIFY_RESULT(result);
            QCOMPARE(result->count, expected.count);
            QCOMPARE(result->labels, expected.labels);
            for (std::size_t i = 0; i < expected.labels.size(); ++i) {
                const std::uint8_t value = map.pixels()[i];
                const bool dropped = values.chosen[value] && expected.labels[i] == 0;
                QCOMPARE(after.pixels()[i], dropped ? values.empty : value);
            }
        });
    }
}

BADCASE_REGISTER_TEST(TstMaskReference)

#include "tst_mask_reference.moc"
