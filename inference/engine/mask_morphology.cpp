// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_morphology.h"

#include "inference/engine/mask_disc.h"
#include "inference/engine/mask_distance.h"

#include <QRect>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace badcase::engine {

namespace {

/// The first pixel from `x` on with another value: eight at a time.
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

/// The bounding rectangle of every value: one look at the map, however many classes there are.
class ValueBounds {
public:
    explicit ValueBounds(const ClassMap& map) : m_picture(QPoint(0, 0), map.size())
    {
        const std::uint8_t* row = map.pixels().data();
        for (int y = 0; y < map.height(); ++y, row += map.width()) {
            for (int x = 0; x < map.width();) {
                const int end = endOfEqual(row, x, map.width());
                Bounds& bounds = m_bounds[row[x]];
                bounds.left = std::min(bounds.left, x);
                bounds.right = std::max(bounds.right, end - 1);
                bounds.top = std::min(bounds.top, y);
                bounds.bottom = y;
                x = end;
            }
        }
    }

    /// `margin` pixels larger where the picture allows it; empty without a pixel of the value. All pixels
    /// beyond it have a nearer one of another value on its rim, so nothing is measured differently within it.
    QRect of(std::uint8_t value, int margin) const
    {
        const Bounds& bounds = m_bounds[value];
        if (bounds.right < 0)
            return {};
        return QRect(QPoint(bounds.left, bounds.top), QPoint(bounds.right, bounds.bottom))
            .adjusted(-margin, -margin, margin, margin)
            .intersected(m_picture);
    }

private:
    struct Bounds {
        int left = kLongestSide;
        int right = -1;
        int top = kLongestSide;
        int bottom = -1;
    };

    QRect m_picture;
    std::array<Bounds, 256> m_bounds{};
};

/// visit(pixel of the map) for the pixels of the window that are in `these` and not in `others`; few, so that
/// the map is hardly touched.
template <class Visitor>
void visitBits(ClassMap& map, const QRect& window, const BitPlane& these, const BitPlane& others,
               Visitor visit)
{
    std::uint8_t* pixels =
        map.mutablePixels().data() + std::ptrdiff_t(window.top()) * map.width() + window.left();
    for (int y = 0; y < window.height(); ++y, pixels += map.width()) {
        for (int i = 0; i < these.words(); ++i) {
            for (std::uint64_t bits = these.row(y)[i] & ~others.row(y)[i]; bits != 0; bits &= bits - 1)
                visit(pixels[i * BitPlane::kBits + std::countr_zero(bits)]);
        }
    }
}

/// visit(value, its window) for every chosen value that the map has and that is something.
template <class Visitor>
void visitClasses(const ClassMap& map, const MaskValues& values, int margin, Visitor visit)
{
    const ValueBounds bounds(map);
    for (int value = 0; value < ClassMap::kUnset; ++value) {
        const auto own = static_cast<std::uint8_t>(value);
        const QRect window = bounds.of(own, margin);
        if (values.chosen[own] && !values.isEmpty(own) && !window.isEmpty())
            visit(own, window);
    }
}

} // namespace

void openClasses(ClassMap& map, const MaskValues& values, double radius)
{
    if (radius < 1)
        return; // such a disc is one pixel
    visitClasses(map, values, 1, [&](std::uint8_t own, const QRect& window) {
        const BitPlane inside(map, own, window);
        const BitPlane opened = dilateByDisc(erodeByDisc(inside, radius), radius);
        visitBits(map, window, inside, opened, [&](std::uint8_t& pixel) { pixel = values.empty; });
    });
}

void closeClasses(ClassMap& map, const MaskValues& values, double radius)
{
    if (radius < 1)
        return;
    const int margin = static_cast<int>(std::min(radius, double(kLongestSide))) + 2;
    visitClasses(map, values, margin, [&](std::uint8_t own, const QRect& window) {
        // Only what is empty changes, so every class still is what it was before the others were closed.
        const BitPlane inside(map, own, window);
        const BitPlane closed = erodeByDisc(dilateByDisc(inside, radius), radius);
        visitBits(map, window, closed, inside, [&](std::uint8_t& pixel) {
            if (values.isEmpty(pixel))
                pixel = own;
        });
    });
}

} // namespace badcase::engine
