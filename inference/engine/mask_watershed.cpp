// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_watershed.h"

#include "inference/engine/mask_distance.h"

#include <QCoreApplication>
#include <QRect>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <numeric>

namespace badcase::engine {

namespace {

/// A stretch of pixels of a piece.
struct PieceRun {
    int y = 0;
    int begin = 0;
    int end = 0;
};

/// The pixels of one piece in a window with a frame of one pixel around it, so that every pixel has eight
/// neighbours; and what splitting it needs. Used again and again, because a picture may hold thousands of
/// small pieces.
class PieceSplitter {
public:
    PieceSplitter(QSize picture, const WatershedRule& rule, const CancelToken& cancel)
        : m_picture(picture), m_rule(rule), m_cancel(cancel)
    {}

    /// False when it was cancelled.
    bool split(std::span<const PieceRun> runs)
    {
        paint(runs);
        if (!measure() || !flood(order(runs)))
            return false;
        mergeSmall(runs);
        return true;
    }

    /// Writes the objects, numbered from `first` on by their first pixel; returns their number.
    std::int32_t write(std::span<const PieceRun> runs, std::int32_t first, std::int32_t* labels)
    {
        std::vector<std::int32_t> numbers(m_basins.size(), 0);
        std::int32_t count = 0;
        for (const PieceRun& run : runs) {
            std::int32_t* out = labels + std::ptrdiff_t(run.y) * m_picture.width();
            const std::int32_t* in = m_labels.data() + rowStart(run.y);
            for (int x = run.begin; x < run.end; ++x) {
                std::int32_t& number = numbers[static_cast<std::size_t>(root(in[x - m_left]))];
                if (number == 0)
                    number = first + count++;
                out[x] = number;
            }
        }
        return count;
    }

private:
    struct Basin {
        std::int32_t parent = 0;
        double summit = 0; ///< in pixels
    };

    std::ptrdiff_t rowStart(int y) const { return std::ptrdiff_t(y - m_top) * m_stride; }

    void paint(std::span<const PieceRun> runs)
    {
        m_left = m_picture.width();
        int right = 0;
        for (const PieceRun& run : runs) {
            m_left = std::min(m_left, run.begin);
            right = std::max(right, run.end);
        }
        --m_left; // the frame
        m_top = runs.front().y - 1;
        m_stride = right + 1 - m_left;
        m_height = runs.back().y + 2 - m_top;
        const auto pixels = static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(m_height);
        m_inside.assign(pixels, 0);
        m_labels.assign(pixels, 0);
        m_squares.resize(pixels);
        for (const PieceRun& run : runs)
            std::memset(m_inside.data() + rowStart(run.y) + (run.begin - m_left), 1,
                        static_cast<std::size_t>(run.end - run.begin));
    }

    /// Distances, of the part of the window that is in the picture: outside of it is no edge.
    bool measure()
    {
        const int x0 = m_left < 0 ? 1 : 0;
        const int y0 = m_top < 0 ? 1 : 0;
        const int x1 = m_left + m_stride > m_picture.width() ? m_stride - 1 : m_stride;
        const int y1 = m_top + m_height > m_picture.height() ? m_height - 1 : m_height;
        const std::ptrdiff_t corner = std::ptrdiff_t(y0) * m_stride + x0;
        return squaredDistances({m_inside.data() + corner, x1 - x0, y1 - y0, m_stride},
                                m_squares.data() + corner, m_stride, m_cancel);
    }

    /// The piece's pixels from the innermost outwards, row after row among equals.
    const std::vector<std::int32_t>& order(std::span<const PieceRun> runs)
    {
        std::size_t count = 0;
        std::uint32_t highest = 0;
        visit(runs, [&](std::ptrdiff_t at) {
            ++count;
            highest = std::max(highest, m_squares[static_cast<std::size_t>(at)]);
        });
        m_order.resize(count);
        if (highest <= 2 * count + 64)
            countingSort(runs, highest);
        else
            comparisonSort(runs); // a squared distance beyond the area: a line at the border, or no edge
        return m_order;
    }

    template <class Visitor>
    void visit(std::span<const PieceRun> runs, Visitor visitor) const
    {
        for (const PieceRun& run : runs) {
            const std::ptrdiff_t start = rowStart(run.y) - m_left;
            for (int x = run.begin; x < run.end; ++x)
                visitor(start + x);
        }
    }

    void countingSort(std::span<const PieceRun> runs, std::uint32_t highest)
    {
        m_places.assign(std::size_t(highest) + 2, 0);
        const auto rank = [&](std::ptrdiff_t at) {
            return highest - m_squares[static_cast<std::size_t>(at)];
        };
        visit(runs, [&](std::ptrdiff_t at) { ++m_places[rank(at) + 1]; });
        std::partial_sum(m_places.begin(), m_places.end(), m_places.begin());
        visit(runs,
              [&](std::ptrdiff_t at) { m_order[m_places[rank(at)]++] = static_cast<std::int32_t>(at); });
    }

    void comparisonSort(std::span<const PieceRun> runs)
    {
        std::size_t next = 0;
        visit(runs, [&](std::ptrdiff_t at) { m_order[next++] = static_cast<std::int32_t>(at); });
        const auto square = [this](std::int32_t at) { return m_squares[static_cast<std::size_t>(at)]; };
        if (!std::ranges::is_sorted(m_order, std::ranges::greater(), square)) // no edge: all are equal
            std::ranges::stable_sort(m_order, std::ranges::greater(), square);
    }

    bool flood(const std::vector<std::int32_t>& order)
    {
        constexpr std::size_t kBetweenLooks = 1 << 16;
        m_basins.clear();
        m_basins.push_back({}); // label 0 is none
        for (std::size_t begin = 0; begin < order.size(); begin += kBetweenLooks) {
            if (m_cancel.isCancelled())
                return false;
            const std::size_t end = std::min(order.size(), begin + kBetweenLooks);
            for (std::size_t i = begin; i < end; ++i)
                take(static_cast<std::size_t>(order[i]));
        }
        return true;
    }

    void take(std::size_t at)
    {
        const std::ptrdiff_t s = m_stride;
        const std::array<std::ptrdiff_t, 8> around{-s, -1, 1, s, -s - 1, -s + 1, s - 1, s + 1};
        std::array<std::int32_t, 8> near{};
        std::int32_t first = 0;
        bool several = false;
        for (std::size_t i = 0; i < around.size(); ++i) {
            near[i] = m_labels[at + static_cast<std::size_t>(around[i])];
            several = several || (first != 0 && near[i] != 0 && near[i] != first);
            first = first == 0 ? near[i] : first;
        }
        const double height = std::sqrt(double(m_squares[at]));
        if (first == 0) {
            first = static_cast<std::int32_t>(m_basins.size());
            m_basins.push_back({first, height});
        }
        if (!several) {
            m_labels[at] = root(first);
            return;
        }
        std::int32_t own = root(near[steepest(at, height, around, near)]);
        m_labels[at] = own;
        for (const std::int32_t label : near) {
            if (label != 0 && root(label) != own)
                own = meet(own, root(label), height);
        }
    }

    /// The neighbour of a basin to which the distance rises most, per pixel of the way; sides before corners
    /// at ties.
    std::size_t steepest(std::size_t at, double height, const std::array<std::ptrdiff_t, 8>& around,
                         const std::array<std::int32_t, 8>& near) const
    {
        std::size_t best = 0;
        double slope = -1;
        for (std::size_t i = 0; i < around.size(); ++i) {
            if (near[i] == 0)
                continue;
            const double rise =
                std::sqrt(double(m_squares[at + static_cast<std::size_t>(around[i])])) - height;
            const double here = i < 4 ? rise : rise * std::numbers::sqrt2 / 2;
            if (here > slope) {
                slope = here;
                best = i;
            }
        }
        return best;
    }

    /// Two basins touch at `height`; returns the first one's root afterwards. It owns the pixel where they
    /// touch, so what joins hangs together.
    std::int32_t meet(std::int32_t basin, std::int32_t other, double height)
    {
        const double mine = m_basins[static_cast<std::size_t>(basin)].summit;
        const double others = m_basins[static_cast<std::size_t>(other)].summit;
        // The one that was there first stands for both at ties.
        const bool otherIsLower = others < mine || (others == mine && other > basin);
        const double lower = std::min(mine, others);
        const double enough = m_rule.height > 0 ? m_rule.height : std::max(1.0, 0.1 * lower);
        if (lower - height >= enough)
            return basin;
        const std::int32_t kept = otherIsLower ? basin : other;
        m_basins[static_cast<std::size_t>(otherIsLower ? other : basin)].parent = kept;
        return kept;
    }

    std::int32_t root(std::int32_t label)
    {
        while (m_basins[static_cast<std::size_t>(label)].parent != label) {
            auto& parent = m_basins[static_cast<std::size_t>(label)].parent;
            parent = m_basins[static_cast<std::size_t>(parent)].parent;
            label = parent;
        }
        return label;
    }

    void mergeSmall(std::span<const PieceRun> runs)
    {
        std::vector<qint64> areas(m_basins.size(), 0);
        visit(runs, [&](std::ptrdiff_t at) { ++areas[rootAt(at)]; });
        const auto isSmall = [&](std::size_t basin) { return areas[basin] < m_rule.minimum; };
        const auto objects = std::ranges::count_if(areas, [](qint64 area) { return area > 0; });
        if (objects < 2 || std::ranges::none_of(areas, [&](qint64 a) { return a > 0 && a < m_rule.minimum; }))
            return;
        std::vector<RegionContact> contacts;
        visit(runs, [&](std::ptrdiff_t at) {
            const std::size_t own = rootAt(at);
            for (const std::ptrdiff_t step : {1, m_stride - 1, m_stride, m_stride + 1}) {
                if (m_labels[static_cast<std::size_t>(at + step)] == 0)
                    continue;
                const std::size_t other = rootAt(at + step);
                if (own != other && (isSmall(own) || isSmall(other)))
                    contacts.push_back({static_cast<int>(own), static_cast<int>(other), 1});
            }
        });
        const std::vector<bool> all(m_basins.size(), true);
        const auto names = joinSmallRegions(std::move(areas), std::move(contacts), all, m_rule.minimum);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] != static_cast<int>(i))
                m_basins[i].parent = names[i];
        }
    }

    std::size_t rootAt(std::ptrdiff_t at)
    {
        return static_cast<std::size_t>(root(m_labels[static_cast<std::size_t>(at)]));
    }

    QSize m_picture;
    WatershedRule m_rule;
    CancelToken m_cancel;
    int m_left = 0; ///< of the window, in the picture; -1 is possible
    int m_top = 0;
    int m_stride = 0;
    int m_height = 0;
    std::vector<std::uint8_t> m_inside;
    std::vector<std::uint32_t> m_squares;
    std::vector<std::int32_t> m_labels; ///< basins
    std::vector<std::int32_t> m_order;
    std::vector<std::uint32_t> m_places;
    std::vector<Basin> m_basins;
};

/// The runs of every region of a chosen value, region after region.
class Pieces {
public:
    Pieces(const MaskRegions& regions, const MaskValues& values)
        : m_starts(static_cast<std::size_t>(regions.count()) + 1, 0)
    {
        const auto visit = [&](auto visitor) {
            for (int y = 0; y < regions.height(); ++y) {
                for (const auto& run : regions.row(y)) {
                    if (values.chosen[run.value])
                        visitor(static_cast<std::size_t>(run.region), PieceRun{y, run.begin, run.end});
                }
            }
        };
        visit([&](std::size_t region, const PieceRun&) { ++m_starts[region + 1]; });
        std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
        m_runs.resize(m_starts.back());
        std::vector<std::size_t> next = m_starts;
        visit([&](std::size_t region, const PieceRun& run) { m_runs[next[region]++] = run; });
    }

    std::span<const PieceRun> of(std::size_t region) const
    {
        return {m_runs.data() + m_starts[region], m_starts[region + 1] - m_starts[region]};
    }

private:
    std::vector<std::size_t> m_starts;
    std::vector<PieceRun> m_runs;
};

} // namespace

Result<InstanceMap> splitObjects(ClassMap& map, const MaskValues& values, const WatershedRule& rule,
                                 const CancelToken& cancel)
{
    InstanceMap instances{map.size(), std::vector<std::int32_t>(static_cast<std::size_t>(map.pixelCount())),
                          0};
    const MaskRegions regions(map, Contact::SidesAndCorners);
    const Pieces pieces(regions, values);
    PieceSplitter splitter(map.size(), rule, cancel);
    std::uint8_t* const pixels = map.mutablePixels().data();
    for (std::size_t i = 0; i < regions.areas().size(); ++i) {
        const auto runs = pieces.of(i);
        if (runs.empty())
            continue;
        if (regions.areas()[i] < rule.minimum) {
            for (const PieceRun& run : runs)
                std::memset(pixels + std::ptrdiff_t(run.y) * map.width() + run.begin, values.empty,
                            static_cast<std::size_t>(run.end - run.begin));
            continue;
        }
        if (cancel.isCancelled() || !splitter.split(runs))
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("badcase::MaskSteps", "Cancelled"));
        instances.count += splitter.write(runs, instances.count + 1, instances.labels.data());
    }
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
