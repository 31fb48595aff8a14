// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_morphology.h"

#include "inference/engine/mask_distance.h"

#include <QRect>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace badcase::engine {

namespace {

/// The bounding rectangle of a value, `margin` pixels larger where the picture allows it; empty without one.
/// All pixels beyond the rectangle have a nearer one of another value on its rim, so nothing is measured
/// differently within it.
QRect boundsOf(const ClassMap& map, std::uint8_t value, int margin)
{
    const auto width = static_cast<std::size_t>(map.width());
    int left = map.width();
    int right = -1;
    int top = map.height();
    int bottom = -1;
    const std::uint8_t* row = map.pixels().data();
    for (int y = 0; y < map.height(); ++y, row += width) {
        const auto* first = static_cast<const std::uint8_t*>(std::memchr(row, value, width));
        if (first == nullptr)
            continue;
        const std::uint8_t* last = row + width - 1;
        while (*last != value)
            --last;
        left = std::min(left, static_cast<int>(first - row));
        right = std::max(right, static_cast<int>(last - row));
        top = std::min(top, y);
        bottom = y;
    }
    if (right < 0)
        return {};
    return QRect(QPoint(left, top), QPoint(right, bottom))
        .adjusted(-margin, -margin, margin, margin)
        .intersected(QRect(QPoint(0, 0), map.size()));
}

std::vector<std::uint8_t> insideOf(const ClassMap& map, std::uint8_t value, const QRect& window)
{
    std::vector<std::uint8_t> inside(static_cast<std::size_t>(window.width()) *
                                     static_cast<std::size_t>(window.height()));
    std::uint8_t* out = inside.data();
    for (int y = window.top(); y <= window.bottom(); ++y, out += window.width()) {
        const std::uint8_t* row = map.pixels().data() + std::ptrdiff_t(y) * map.width() + window.left();
        for (int x = 0; x < window.width(); ++x)
            out[x] = row[x] == value ? 1 : 0;
    }
    return inside;
}

MaskView viewOf(const std::vector<std::uint8_t>& inside, const QRect& window)
{
    return {inside.data(), window.width(), window.height(), window.width()};
}

/// visit(pixel of the map, pixel of the window) for all pixels of the window.
template <class Visitor>
void visitWindow(ClassMap& map, const std::vector<std::uint8_t>& inside, const QRect& window, Visitor visit)
{
    const std::uint8_t* in = inside.data();
    std::uint8_t* out =
        map.mutablePixels().data() + std::ptrdiff_t(window.top()) * map.width() + window.left();
    for (int y = 0; y < window.height(); ++y, in += window.width(), out += map.width()) {
        for (int x = 0; x < window.width(); ++x)
            visit(out[x], in[x]);
    }
}

} // namespace

void openClasses(ClassMap& map, const MaskValues& values, double radius)
{
    if (radius < 1)
        return; // such a disc is one pixel
    for (int value = 0; value < ClassMap::kUnset; ++value) {
        if (!values.chosen[static_cast<std::size_t>(value)])
            continue;
        const auto own = static_cast<std::uint8_t>(value);
        const QRect window = boundsOf(map, own, 1);
        if (window.isEmpty())
            continue;
        const auto eroded = erodeByDisc(viewOf(insideOf(map, own, window), window), radius);
        const auto opened = dilateByDisc(viewOf(eroded, window), radius);
        visitWindow(map, opened, window, [&](std::uint8_t& pixel, std::uint8_t inside) {
            pixel = pixel == own && inside == 0 ? values.empty : pixel;
        });
    }
}

void closeClasses(ClassMap& map, const MaskValues& values, double radius)
{
    if (radius < 1)
        return;
    const ClassMap before = map;
    const int margin = static_cast<int>(std::min(radius, double(kLongestSide))) + 2;
    for (int value = 0; value < ClassMap::kUnset; ++value) {
        if (!values.chosen[static_cast<std::size_t>(value)])
            continue;
        const auto own = static_cast<std::uint8_t>(value);
        const QRect window = boundsOf(before, own, margin);
        if (window.isEmpty())
            continue;
        const auto dilated = dilateByDisc(viewOf(insideOf(before, own, window), window), radius);
        const auto closed = erodeByDisc(viewOf(dilated, window), radius);
        visitWindow(map, closed, window, [&](std::uint8_t& pixel, std::uint8_t inside) {
            pixel = inside != 0 && values.isEmpty(pixel) ? own : pixel;
        });
    }
}

} // namespace badcase::engine
