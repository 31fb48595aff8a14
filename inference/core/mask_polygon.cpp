// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Filling a polygon as COCO's tools do (see mask_runs.h). Masks of data sets were made that way; another
/// rule, however sensible, would move their borders.

#include "inference/core/mask_runs.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace badcase {

namespace {

constexpr double kFinest = 5.0; ///< steps in a pixel
constexpr double kFarthest = 1e6;

struct GridPoint {
    int u = 0;
    int v = 0;
};

/// Collects where the outline passes the middle of a column of pixels: each such place turns inside and
/// outside below it.
class Crossings {
public:
    explicit Crossings(QSize size) : m_size(size) {}

    /// The outline's next point in fifths of pixels; neighbours in the walk differ by at most one step in u.
    void visit(GridPoint point)
    {
        if (m_started && point.u != m_last.u)
            cross(point.u < m_last.u ? point.u : point.u - 1, std::min(point.v, m_last.v));
        m_last = point;
        m_started = true;
    }

    MaskRuns runs()
    {
        std::sort(m_places.begin(), m_places.end());
        std::vector<MaskRun> inside;
        for (std::size_t i = 0; i < m_places.size(); i += 2) {
            const qint64 end =
                i + 1 < m_places.size() ? m_places[i + 1] : qint64(m_size.width()) * m_size.height();
            if (end > m_places[i])
                inside.push_back({m_places[i], end});
        }
        return runsOf(m_size, inside);
    }

private:
    void cross(int u, int v)
    {
        const double column = (u + 0.5) / kFinest - 0.5;
        if (std::floor(column) != column || column < 0 || column > m_size.width() - 1)
            return;
        const double height = m_size.height();
        const double row = std::ceil(std::clamp((v + 0.5) / kFinest - 0.5, 0.0, height));
        m_places.push_back(qint64(column) * m_size.height() + qint64(row));
    }

    QSize m_size;
    std::vector<qint64> m_places;
    GridPoint m_last;
    bool m_started = false;
};

/// Walks an edge step by step along its longer side, always computed from the end with the smaller coordinate
/// there, so that an edge gives the same points in both directions.
void walk(GridPoint from, GridPoint to, Crossings& crossings)
{
    const int du = std::abs(to.u - from.u);
    const int dv = std::abs(to.v - from.v);
    const bool alongU = du >= dv;
    const bool reverse = alongU ? from.u > to.u : from.v > to.v;
    const GridPoint low = reverse ? to : from;
    const GridPoint high = reverse ? from : to;
    const int steps = std::max(du, dv);
    const int rise = alongU ? high.v - low.v : high.u - low.u;
    const double slope = steps == 0 ? 0.0 : double(rise) / steps;
    for (int step = 0; step <= steps; ++step) {
        const int t = reverse ? steps - step : step;
        if (alongU)
            crossings.visit({low.u + t, int(low.v + slope * t + 0.5)});
        else
            crossings.visit({int(low.u + slope * t + 0.5), low.v + t});
    }
}

} // namespace

Result<MaskRuns> rasterisePolygon(std::span<const double> corners, QSize size)
{
    const auto bad = [](double value) { return !(std::abs(value) <= kFarthest); };
    if (corners.size() < 4 || corners.size() % 2 != 0)
        return fail(
            ErrorCode::Corrupt,
            QCoreApplication::translate("badcase::MaskRuns", "A polygon of %1 numbers is no list of corners")
                .arg(corners.size()));
    if (std::any_of(corners.begin(), corners.end(), bad))
        return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("badcase::MaskRuns",
                                                "A polygon has a corner that is far outside every picture"));
    // The cast cuts towards zero, also where a corner is left of or above the picture: that is what the
    // others do.
    std::vector<GridPoint> points(corners.size() / 2 + 1);
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        points[i] = {int(kFinest * corners[2 * i] + 0.5), int(kFinest * corners[2 * i + 1] + 0.5)};
    points.back() = points.front();
    Crossings crossings(size);
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        walk(points[i], points[i + 1], crossings);
    return crossings.runs();
}

} // namespace badcase
