// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_watershed.h"

#include "inference/engine/mask_basins.h"
#include "inference/engine/mask_distance.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace badcase::engine {

namespace {

/// Which basins are one object. They are numbered as they were taken, from 1 on.
class BasinForest {
public:
    explicit BasinForest(const Basins& basins)
        : m_parents(basins.taken().size()), m_summits(m_parents.size()), m_numbers(m_parents.size())
    {
        std::iota(m_parents.begin(), m_parents.end(), 0);
        for (std::size_t i = 1; i < m_parents.size(); ++i) {
            m_summits[i] = std::sqrt(double(basins.summitSquare(basins.taken()[i])));
            m_numbers[static_cast<std::size_t>(basins.taken()[i])] = static_cast<std::int32_t>(i);
        }
    }

    std::size_t size() const { return m_parents.size(); }

    /// Of the object to which a basin belongs. `label` is the basin's number by rows.
    std::int32_t rootOf(std::int32_t label) { return root(m_numbers[static_cast<std::size_t>(label)]); }

    /// The lower one joins the other where they meet, unless it stands high enough above that. What matters
    /// is where two basins meet first: if they stay two objects there, they do at all lower meeting points.
    void join(const std::vector<BasinContact>& contacts, const WatershedRule& rule)
    {
        for (const BasinContact& contact : contacts) {
            const std::int32_t a = rootOf(contact.a);
            const std::int32_t b = rootOf(contact.b);
            if (a == b)
                continue;
            // Numbers fall with the summits; the one that was there first stands for both at ties.
            const auto kept = static_cast<std::size_t>(std::min(a, b));
            const auto other = static_cast<std::size_t>(std::max(a, b));
            const double lower = m_summits[other];
            const double enough = rule.height > 0 ? rule.height : std::max(1.0, 0.1 * lower);
            if (!(lower - std::sqrt(double(contact.square)) >= enough))
                m_parents[other] = static_cast<std::int32_t>(kept);
        }
    }

    /// Objects with fewer pixels than `minimum` join neighbours. areas[root].
    void joinSmall(const std::vector<BasinContact>& contacts, std::vector<qint64> areas, qint64 minimum)
    {
        const auto isSmall = [&](std::int32_t root) {
            return areas[static_cast<std::size_t>(root)] < minimum;
        };
        std::vector<RegionContact> ofSmall;
        for (const BasinContact& contact : contacts) {
            const std::int32_t a = rootOf(contact.a);
            const std::int32_t b = rootOf(contact.b);
            if (a != b && (isSmall(a) || isSmall(b)))
                ofSmall.push_back({a, b, contact.length});
        }
        if (ofSmall.empty())
            return;
        const std::vector<bool> all(size(), true);
        const auto names = joinSmallRegions(std::move(areas), std::move(ofSmall), all, minimum);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] != static_cast<int>(i))
                m_parents[i] = names[i];
        }
    }

private:
    std::int32_t root(std::int32_t number)
    {
        auto at = static_cast<std::size_t>(number);
        while (m_parents[at] != static_cast<std::int32_t>(at)) {
            m_parents[at] = m_parents[static_cast<std::size_t>(m_parents[at])];
            at = static_cast<std::size_t>(m_parents[at]);
        }
        return static_cast<std::int32_t>(at);
    }

    std::vector<std::int32_t> m_parents;
    std::vector<double> m_summits;       ///< in pixels
    std::vector<std::int32_t> m_numbers; ///< of basins by rows
};

/// visit(label, begin, end) for the stretches of equal labels within begin..end - 1 of a row.
template <class Visitor>
void visitStretches(const std::int32_t* row, int begin, int end, Visitor visit)
{
    for (int x = begin; x < end;) {
        const int from = x;
        const std::int32_t label = row[from];
        do
            ++x;
        while (x < end && row[x] == label);
        visit(label, from, x);
    }
}

/// Pixels of every object, by its root.
std::vector<qint64> areasOf(const InstanceMap& instances, BasinForest& forest)
{
    std::vector<qint64> areas(forest.size(), 0);
    const int width = instances.size.width();
    for (int y = 0; y < instances.size.height(); ++y) {
        visitStretches(instances.labels.data() + std::ptrdiff_t(y) * width, 0, width,
                       [&](std::int32_t label, int begin, int end) {
                           if (label != 0)
                               areas[static_cast<std::size_t>(forest.rootOf(label))] += end - begin;
                       });
    }
    return areas;
}

/// From basins to objects, numbered by the first pixel of their piece, then by their own.
void numberObjects(InstanceMap& instances, BasinForest& forest, const MaskRegions& regions)
{
    struct Object {
        std::int32_t piece = 0;
        std::int32_t root = 0;
    };
    std::vector<Object> objects;
    std::vector<bool> seen(forest.size(), false);
    const int width = instances.size.width();
    std::int32_t* const labels = instances.labels.data();
    for (int y = 0; y < instances.size.height(); ++y) {
        std::int32_t* const row = labels + std::ptrdiff_t(y) * width;
        for (const MaskRegions::Run& run : regions.row(y)) {
            if (row[run.begin] == 0)
                continue; // of no chosen value, or small as a whole
            visitStretches(row, run.begin, run.end, [&](std::int32_t label, int begin, int end) {
                const std::int32_t root = forest.rootOf(label);
                if (!seen[static_cast<std::size_t>(root)])
                    objects.push_back({run.region, root});
                seen[static_cast<std::size_t>(root)] = true;
                std::fill(row + begin, row + end, root);
            });
        }
    }
    std::ranges::stable_sort(objects, {}, &Object::piece);
    std::vector<std::int32_t> numbers(forest.size(), 0);
    for (const Object& object : objects)
        numbers[static_cast<std::size_t>(object.root)] = ++instances.count;
    for (std::int32_t& label : instances.labels)
        label = numbers[static_cast<std::size_t>(label)];
}

/// Pieces that are small as a whole become empty.
void dropSmallPieces(ClassMap& map, const MaskRegions& regions, const MaskValues& values, qint64 minimum)
{
    std::uint8_t* row = map.mutablePixels().data();
    for (int y = 0; y < map.height(); ++y, row += map.width()) {
        for (const MaskRegions::Run& run : regions.row(y)) {
            if (values.chosen[run.value] && regions.areas()[static_cast<std::size_t>(run.region)] < minimum)
                std::memset(row + run.begin, values.empty, static_cast<std::size_t>(run.end - run.begin));
        }
    }
}

} // namespace

Result<InstanceMap> splitObjects(ClassMap& map, const MaskValues& values, const WatershedRule& rule,
                                 const CancelToken& cancel)
{
    const auto cancelled = [] {
        return fail(ErrorCode::Cancelled, QCoreApplication::translate("badcase::MaskSteps", "Cancelled"));
    };
    const auto pixels = static_cast<std::size_t>(map.pixelCount());
    const MaskRegions regions(map, Contact::SidesAndCorners);
    if (rule.minimum > 1)
        dropSmallPieces(map, regions, values, rule.minimum);
    std::vector<std::uint32_t> squares(pixels);
    const MaskView view{map.pixels().data(), map.width(), map.height()};
    if (!squaredDistances(view, values.chosen, squares.data(), cancel))
        return cancelled();
    InstanceMap instances{map.size(), std::vector<std::int32_t>(pixels), 0};
    Basins basins(view.pixels, squares.data(), view.width, view.height, instances.labels.data());
    if (!basins.find(cancel))
        return cancelled();
    BasinForest forest(basins);
    forest.join(basins.contacts(), rule);
    if (rule.minimum > 1)
        forest.joinSmall(basins.contacts(), areasOf(instances, forest), rule.minimum);
    numberObjects(instances, forest, regions);
    return instances;
}

std::vector<MaskRuns> instanceRuns(const InstanceMap& instances)
{
    const int height = instances.size.height();
    const int width = instances.size.width();
    constexpr int kColumns = 32; // turned at once: a walk down one column misses the cache at every pixel
    std::vector<std::int32_t> columns(std::size_t(kColumns) * static_cast<std::size_t>(height));
    std::vector<std::vector<MaskRun>> inside(static_cast<std::size_t>(instances.count));
    for (int left = 0; left < width; left += kColumns) {
        const int count = std::min(kColumns, width - left);
        for (int y = 0; y < height; ++y) {
            const std::int32_t* row = instances.labels.data() + std::ptrdiff_t(y) * width + left;
            for (int x = 0; x < count; ++x)
                columns[std::size_t(x) * std::size_t(height) + std::size_t(y)] = row[x];
        }
        const qint64 first = qint64(left) * height;
        const qint64 total = qint64(count) * height;
        for (qint64 begin = 0; begin < total;) {
            const std::int32_t label = columns[static_cast<std::size_t>(begin)];
            qint64 end = begin + 1;
            while (end < total && columns[static_cast<std::size_t>(end)] == label)
                ++end;
            if (label != 0)
                inside[static_cast<std::size_t>(label - 1)].push_back({first + begin, first + end});
            begin = end;
        }
    }
    std::vector<MaskRuns> runs;
    runs.reserve(inside.size());
    for (const auto& object : inside)
        runs.push_back(runsOf(instances.size, object));
    return runs;
}

} // namespace badcase::engine
