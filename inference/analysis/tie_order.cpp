// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tie_order.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>

namespace badcase::analysis {

namespace {

/// Seeds std::mt19937 the way Python's random.seed(0) does: an array of the one word 0.
struct PythonSeed {
    using result_type = std::uint_least32_t;

    template <class Iterator>
    void generate(Iterator begin, Iterator end) const
    {
        const auto size = static_cast<std::uint32_t>(end - begin);
        const auto mixed = [&](std::uint32_t i) {
            const std::uint32_t before = begin[i - 1];
            return before ^ (before >> 30);
        };
        begin[0] = 19650218u;
        for (std::uint32_t i = 1; i < size; ++i)
            begin[i] = static_cast<result_type>(1812433253u * mixed(i) + i);
        std::uint32_t i = 1;
        const auto advance = [&] {
            if (++i >= size) {
                begin[0] = begin[size - 1];
                i = 1;
            }
        };
        for (std::uint32_t step = 0; step < size; ++step, advance())
            begin[i] = static_cast<result_type>(begin[i] ^ (mixed(i) * 1664525u));
        for (std::uint32_t step = 1; step < size; ++step, advance())
            begin[i] = static_cast<result_type>((begin[i] ^ (mixed(i) * 1566083941u)) - i);
        begin[0] = 0x80000000u;
    }
};

/// What std::sort does not promise: the very sequence of exchanges of numpy's indirect quicksort. Median of
/// three, the larger part kept for later, at most 16 elements by insertion.
class NumpySort {
public:
    explicit NumpySort(std::span<const double> values) : m_values(values), m_order(values.size())
    {
        std::iota(m_order.begin(), m_order.end(), 0u);
    }

    std::vector<std::uint32_t> ascending()
    {
        if (m_order.empty())
            return {};
        std::vector<Range> later{{0, static_cast<std::ptrdiff_t>(m_order.size()) - 1,
                                  2 * static_cast<int>(std::bit_width(m_order.size()) - 1)}};
        while (!later.empty()) {
            Range range = later.back();
            later.pop_back();
            if (range.depth < 0) {
                heapSort(range);
                continue;
            }
            while (range.last - range.first > kInsertion)
                range = split(range, later);
            insertionSort(range);
        }
        return std::move(m_order);
    }

private:
    static constexpr std::ptrdiff_t kInsertion = 15;
    struct Range {
        std::ptrdiff_t first;
        std::ptrdiff_t last; ///< inclusive
        int depth;           ///< splits left before heap sort takes over
    };

    std::uint32_t& index(std::ptrdiff_t i) { return m_order[static_cast<std::size_t>(i)]; }
    double value(std::ptrdiff_t i) { return m_values[index(i)]; }
    void orderPair(std::ptrdiff_t low, std::ptrdiff_t high)
    {
        if (value(high) < value(low))
            std::swap(index(high), index(low));
    }

    /// Parts the range at a pivot; puts the larger part away and returns the smaller.
    Range split(const Range& range, std::vector<Range>& later)
    {
        const std::ptrdiff_t middle = range.first + (range.last - range.first) / 2;
        orderPair(range.first, middle);
        orderPair(middle, range.last);
        orderPair(range.first, middle);
        const double pivot = value(middle);
        std::ptrdiff_t low = range.first;
        std::ptrdiff_t high = range.last - 1;
        std::swap(index(middle), index(high));
        for (;;) {
            while (value(++low) < pivot) {
            }
            while (pivot < value(--high)) {
            }
            if (low >= high)
                break;
            std::swap(index(low), index(high));
        }
        std::swap(index(low), index(range.last - 1));
        const Range left{range.first, low - 1, range.depth - 1};
        const Range right{low + 1, range.last, range.depth - 1};
        const bool leftIsSmaller = low - range.first < range.last - low;
        later.push_back(leftIsSmaller ? right : left);
        return leftIsSmaller ? left : right;
    }

    void insertionSort(const Range& range)
    {
        for (std::ptrdiff_t i = range.first + 1; i <= range.last; ++i) {
            const std::uint32_t moved = index(i);
            std::ptrdiff_t to = i;
            for (; to > range.first && m_values[moved] < value(to - 1); --to)
                index(to) = index(to - 1);
            index(to) = moved;
        }
    }

    /// Only reached by sequences made to defeat the quicksort.
    void heapSort(const Range& range)
    {
        const auto first = m_order.begin() + range.first;
        const auto last = m_order.begin() + range.last + 1;
        const auto less = [this](std::uint32_t a, std::uint32_t b) { return m_values[a] < m_values[b]; };
        std::make_heap(first, last, less);
        std::sort_heap(first, last, less);
    }

    std::span<const double> m_values;
    std::vector<std::uint32_t> m_order;
};

/// Positions of the pool on a binary heap with the smallest on top, after one push each.
std::vector<std::uint32_t> pushedOnHeap(std::span<const PooledScore> pool)
{
    const auto less = [&](std::uint32_t a, std::uint32_t b) {
        const PooledScore& left = pool[a];
        const PooledScore& right = pool[b];
        return left.score != right.score ? left.score < right.score : left.positive < right.positive;
    };
    std::vector<std::uint32_t> heap(pool.size());
    for (std::uint32_t i = 0; i < heap.size(); ++i) {
        std::uint32_t at = i;
        while (at > 0 && less(i, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = i;
    }
    return heap;
}

} // namespace

std::vector<std::uint32_t> numpyDescending(std::span<const double> scores)
{
    std::vector<std::uint32_t> order = NumpySort(scores).ascending();
    std::reverse(order.begin(), order.end());
    return order;
}

std::vector<std::uint32_t> pythonSample(std::uint32_t size)
{
    std::vector<std::uint32_t> pool(size);
    std::vector<std::uint32_t> out(size);
    std::iota(pool.begin(), pool.end(), 0u);
    PythonSeed seed;
    std::mt19937 random(seed);
    for (std::uint32_t i = 0; i < size; ++i) {
        const std::uint32_t left = size - i;
        const int shift = 32 - static_cast<int>(std::bit_width(left));
        std::uint32_t pick = 0;
        do {
            pick = static_cast<std::uint32_t>(random()) >> shift;
        } while (pick >= left);
        out[i] = pool[pick];
        pool[pick] = pool[left - 1];
    }
    return out;
}

std::vector<std::uint32_t> pooledRanks(std::span<const PooledScore> pool)
{
    const std::vector<std::uint32_t> heap = pushedOnHeap(pool);
    std::vector<std::uint32_t> order = pythonSample(static_cast<std::uint32_t>(pool.size()));
    for (std::uint32_t& at : order)
        at = heap[at];
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return pool[a].score > pool[b].score; });
    std::vector<std::uint32_t> ranks(pool.size());
    for (std::uint32_t rank = 0; rank < order.size(); ++rank)
        ranks[order[rank]] = rank;
    return ranks;
}

} // namespace badcase::analysis
