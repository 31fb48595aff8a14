// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/pyramid.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace badcase::viewer {

namespace {

constexpr int kSmallestSide = 512; // below this a level saves nothing

/// (a + b + c + d + 2) / 4 in each of the four bytes of a pixel.
quint32 average(quint32 a, quint32 b, quint32 c, quint32 d)
{
    constexpr quint32 kMask = 0x00ff00ffu;
    const quint32 low = ((a & kMask) + (b & kMask) + (c & kMask) + (d & kMask) + 0x00020002u) >> 2;
    const quint32 high =
        (((a >> 8) & kMask) + ((b >> 8) & kMask) + ((c >> 8) & kMask) + ((d >> 8) & kMask) + 0x00020002u) >>
        2;
    return (low & kMask) | ((high & kMask) << 8);
}

QImage halved(const QImage& image)
{
    const int width = (image.width() + 1) / 2;
    const int height = (image.height() + 1) / 2;
    QImage out(width, height, image.format());
    const int whole = image.width() / 2;
    for (int y = 0; y < height; ++y) {
        const auto* top = reinterpret_cast<const quint32*>(image.constScanLine(2 * y));
        const auto* bottom =
            reinterpret_cast<const quint32*>(image.constScanLine(std::min(2 * y + 1, image.height() - 1)));
        auto* target = reinterpret_cast<quint32*>(out.scanLine(y));
        for (int x = 0; x < whole; ++x)
            target[x] = average(top[2 * x], top[2 * x + 1], bottom[2 * x], bottom[2 * x + 1]);
        if (whole < width)
            target[whole] = average(top[2 * whole], top[2 * whole], bottom[2 * whole], bottom[2 * whole]);
    }
    return out;
}

std::uint8_t vote(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d)
{
    if (a == b && b == c && c == d) // the common case by far
        return a;
    const std::array<std::uint8_t, 4> values{a, b, c, d};
    std::uint8_t best = a;
    auto bestCount = std::ptrdiff_t{0};
    for (const std::uint8_t value : values) {
        const auto count = std::count(values.begin(), values.end(), value);
        if (count > bestCount || (count == bestCount && best == 0)) {
            best = value;
            bestCount = count;
        }
    }
    return best;
}

ClassMap halved(const ClassMap& map)
{
    const QSize size((map.width() + 1) / 2, (map.height() + 1) / 2);
    ClassMap out(size, ClassMap::kUnset);
    const auto source = map.pixels();
    const auto target = out.mutablePixels();
    const auto stride = static_cast<std::size_t>(map.width());
    std::size_t at = 0;
    for (int y = 0; y < size.height(); ++y) {
        const auto top = source.subspan(static_cast<std::size_t>(2 * y) * stride, stride);
        const auto bottom =
            source.subspan(static_cast<std::size_t>(std::min(2 * y + 1, map.height() - 1)) * stride, stride);
        for (int x = 0; x < size.width(); ++x) {
            const auto left = static_cast<std::size_t>(2 * x);
            const auto right = std::min(left + 1, stride - 1);
            target[at++] = vote(top[left], top[right], bottom[left], bottom[right]);
        }
    }
    return out;
}

} // namespace

int levelForZoom(double zoom, int levels)
{
    if (zoom >= 0.5 || levels <= 1)
        return 0;
    const int level = static_cast<int>(std::floor(-std::log2(zoom)));
    return std::clamp(level, 0, levels - 1);
}

ImagePyramid ImagePyramid::single(const QImage& image)
{
    const auto format = image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
    return {{image.convertToFormat(format)}};
}

ImagePyramid ImagePyramid::build(const QImage& image, const CancelToken& cancel)
{
    ImagePyramid pyramid = single(image);
    while (!cancel.isCancelled() &&
           std::max(pyramid.levels.back().width(), pyramid.levels.back().height()) > kSmallestSide)
        pyramid.levels.push_back(halved(pyramid.levels.back()));
    return pyramid;
}

MapPyramid MapPyramid::single(const ClassMap& map)
{
    return {{map}};
}

MapPyramid MapPyramid::build(const ClassMap& map, const CancelToken& cancel)
{
    MapPyramid pyramid = single(map);
    while (!map.isNull() && !cancel.isCancelled() &&
           std::max(pyramid.levels.back().width(), pyramid.levels.back().height()) > kSmallestSide)
        pyramid.levels.push_back(halved(pyramid.levels.back()));
    return pyramid;
}

} // namespace badcase::viewer
