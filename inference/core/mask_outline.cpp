// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/mask_outline.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace badcase {

namespace {

/// Joins the runs of neighbouring columns that share a row. Runs are cut at the ends of columns.
class RunJoiner {
public:
    explicit RunJoiner(const MaskRuns& mask) : m_height(mask.size.height())
    {
        for (const MaskRun& run : insideRuns(mask)) {
            for (qint64 begin = run.begin; begin < run.end;) {
                const qint64 end = std::min(run.end, (begin / m_height + 1) * m_height);
                m_runs.push_back({begin, end});
                begin = end;
            }
        }
        m_parent.resize(m_runs.size());
        std::iota(m_parent.begin(), m_parent.end(), std::size_t(0));
        joinColumns();
    }

    /// The runs of each piece, pieces by their first run.
    std::vector<std::vector<MaskRun>> pieces()
    {
        std::vector<std::vector<MaskRun>> result;
        std::vector<std::size_t> indexOf(m_runs.size());
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            const std::size_t root = find(i);
            if (root == i) { // the first run of a piece is its root
                indexOf[i] = result.size();
                result.emplace_back();
            }
            result[indexOf[root]].push_back(m_runs[i]);
        }
        return result;
    }

private:
    void joinColumns()
    {
        std::size_t left = 0; // the first run that may touch the current one in the column before
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            const qint64 begin =
                m_runs[i].begin - m_height; // where the current one lies in the column before
            const qint64 end = m_runs[i].end - m_height;
            while (left < i && m_runs[left].end <= begin)
                ++left;
            for (std::size_t j = left; j < i && m_runs[j].begin < end; ++j)
                join(i, j);
        }
    }
    std::size_t find(std::size_t i)
    {
        while (m_parent[i] != i)
            i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b)
    {
        const std::size_t first = find(a);
        const std::size_t second = find(b);
        m_parent[std::max(first, second)] = std::min(first, second);
    }

    qint64 m_height;
    std::vector<MaskRun> m_runs;
    std::vector<std::size_t> m_parent;
};

/// Walks the sides of the pixels of a piece with the piece on the right hand.
class OutlineTracer {
public:
    explicit OutlineTracer(const MaskRuns& component)
        : m_bounds(maskBounds(component)),
          m_stride(m_bounds.width() + 2),
          m_inside(std::size_t(m_stride) * std::size_t(m_bounds.height() + 2)),
          m_leftSide(m_inside.size(), -1)
    {
        const qint64 height = component.size.height();
        for (const MaskRun& run : insideRuns(component)) {
            for (qint64 i = run.begin; i < run.end; ++i)
                m_inside[cell({int(i / height) - m_bounds.left(), int(i % height) - m_bounds.top()})] = true;
        }
    }

    /// `maxHoles`: a piece with more of them has no outline.
    std::vector<QPoint> trace(std::size_t maxHoles = std::numeric_limits<std::size_t>::max())
    {
        std::vector<Ring> holes;
        bool outer = true;
        for (int y = 0; y < m_bounds.height(); ++y) {
            for (int x = 0; x < m_bounds.width(); ++x) {
                const QPoint pixel(x, y);
                if (!inside(pixel) || inside({x - 1, y}) || m_leftSide[cell(pixel)] >= 0)
                    continue;
                const Ring ring = traceRing(pixel);
                if (!outer)
                    holes.push_back(ring);
                outer = false;
            }
        }
        if (holes.size() > maxHoles)
            return {};
        // From the left: what a hole's seam meets is then joined already.
        std::stable_sort(holes.begin(), holes.end(), [](const Ring& a, const Ring& b) { return a.x < b.x; });
        for (const Ring& hole : holes)
            joinHole(hole);
        return corners();
    }

private:
    struct Node {
        QPoint point;
        int next = -1;
    };
    /// `node` is at the top of a side that has the piece on its left; of those of a ring, one farthest left.
    struct Ring {
        int node = -1;
        int x = 0;
    };

    std::size_t cell(QPoint pixel) const
    {
        return std::size_t(pixel.y() + 1) * std::size_t(m_stride) + std::size_t(pixel.x() + 1);
    }
    bool inside(QPoint pixel) const { return m_inside[cell(pixel)]; }

    /// The ring that runs up the left side of `start`. One node a lattice point.
    Ring traceRing(QPoint start)
    {
        static constexpr std::array<QPoint, 4> steps{QPoint(1, 0), QPoint(0, 1), QPoint(-1, 0),
                                                     QPoint(0, -1)};
        // The pixel on the right hand of a side that leaves a lattice point in each direction: below, left
        // of, above, right.
        static constexpr std::array<QPoint, 4> rightHand{QPoint(0, 0), QPoint(-1, 0), QPoint(-1, -1),
                                                         QPoint(0, -1)};
        static constexpr std::array<QPoint, 4> leftHand{QPoint(0, -1), QPoint(0, 0), QPoint(-1, 0),
                                                        QPoint(-1, -1)};
        constexpr int kUp = 3;
        Ring ring{-1, m_bounds.width() + 1};
        const int first = static_cast<int>(m_nodes.size());
        const QPoint begin = start + QPoint(0, 1);
        QPoint point = begin;
        int direction = kUp;
        do {
            const int node = static_cast<int>(m_nodes.size());
            m_nodes.push_back({point, node + 1});
            if (direction == kUp)
                m_leftSide[cell(point + rightHand[kUp])] = node + 1;
            if (direction == 1 && point.x() < ring.x)
                ring = {node, point.x()};
            point += steps[std::size_t(direction)];
            // Right, straight on, left: staying at the same pixel keeps pieces apart that only share a
            // corner.
            for (const int turn : {1, 0, 3}) {
                const auto next = std::size_t((direction + turn) % 4);
                if (inside(point + rightHand[next]) && !inside(point + leftHand[next])) {
                    direction = static_cast<int>(next);
                    break;
                }
            }
        } while (point != begin || direction != kUp); // a side and its direction are met once
        m_nodes.back().next = first;
        const QPoint last = m_nodes.back().point;
        if (last.x() == begin.x() && last.y() > begin.y())
            m_leftSide[cell(last + rightHand[kUp])] = first; // the ring's last side runs up to where it began
        return ring;
    }

    /// Goes left from the hole to the next side of the piece and splices the hole in there.
    void joinHole(const Ring& hole)
    {
        const Node from = m_nodes[std::size_t(hole.node)];
        QPoint pixel(from.point.x() - 1, from.point.y());
        while (inside(pixel - QPoint(1, 0)))
            pixel.rx() -= 1;
        const auto hit = std::size_t(m_leftSide[cell(pixel)]);
        const Node at = m_nodes[hit];
        // at -> copy of the hole's node -> ... round ... -> hole's node -> copy of at -> what followed
        m_nodes[hit].next = static_cast<int>(m_nodes.size());
        m_nodes.push_back(from);
        m_nodes[std::size_t(hole.node)].next = static_cast<int>(m_nodes.size());
        m_nodes.push_back(at);
    }

    /// The whole outline without the points on straight stretches.
    std::vector<QPoint> corners() const
    {
        std::vector<QPoint> points;
        if (m_nodes.empty())
            return points;
        const auto straight = [](QPoint a, QPoint b, QPoint c) {
            const QPoint first = b - a;
            const QPoint second = c - b;
            return QPoint::dotProduct(first, second) >
                   0; // every step is along an axis: positive means the same way
        };
        int node = 0;
        do {
            const QPoint point = m_nodes[std::size_t(node)].point + m_bounds.topLeft();
            if (points.size() > 1 && straight(points[points.size() - 2], points.back(), point))
                points.pop_back();
            points.push_back(point);
            node = m_nodes[std::size_t(node)].next;
        } while (node != 0);
        if (points.size() > 2 && straight(points[points.size() - 2], points.back(), points.front()))
            points.pop_back();
        if (points.size() > 2 && straight(points.back(), points.front(), points[1]))
            points.erase(points.begin());
        return points;
    }

    QRect m_bounds;
    int m_stride; ///< one cell of nothing on every side
    std::vector<bool> m_inside;
    std::vector<int> m_leftSide; ///< pixel -> the node above its left side, where that is a side of the piece
    std::vector<Node> m_nodes;
};

} // namespace

std::vector<MaskComponent> maskComponents(const ClassMap& map,
                                          const std::function<bool(std::uint8_t)>& wanted)
{
    std::array<bool, 256> present{};
    for (const std::uint8_t value : map.pixels())
        present[value] = true;
    std::vector<MaskComponent> components;
    for (int value = 0; value < 256; ++value) {
        const auto byte = static_cast<std::uint8_t>(value);
        if (!present[std::size_t(value)] || !wanted(byte))
            continue;
        for (const auto& piece : RunJoiner(runsOfClass(map, byte)).pieces())
            components.push_back({byte, runsOf(map.size(), piece)});
    }
    return components;
}

std::vector<QPoint> outlineOf(const MaskRuns& component)
{
    return OutlineTracer(component).trace();
}

std::vector<QPoint> seamlessOutlineOf(const MaskRuns& component)
{
    return OutlineTracer(component).trace(0);
}

} // namespace badcase
