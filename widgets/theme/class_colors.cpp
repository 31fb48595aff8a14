// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/theme/class_colors.h"

#include "widgets/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace badcase::theme {

namespace {

/// Chosen one after the other, each as far as possible from all before it, in a perceptual space and in that
/// space as seen with protanopia and deuteranopia. The first ones are therefore the best separated.
constexpr std::array<QRgb, 20> kClassColors = {
    0xff498de5, 0xffbfdf2d, 0xffbe260b, 0xfff7bbc5, 0xff1c8f6e, 0xff954394, 0xffb1913c,
    0xfffd6db4, 0xff6bd4f9, 0xff694ccd, 0xff27d271, 0xff8a5c45, 0xff98a6d5, 0xff8975be,
    0xff84aa83, 0xffced39e, 0xffc697fe, 0xffbf6f93, 0xff835978, 0xffe84d64,
};

/// Shades of one colour: lightness moves around the base, hue a little, so that siblings stay a family.
QColor shade(const QColor& base, int child, int count)
{
    if (count <= 1)
        return base;
    float h = 0;
    float s = 0;
    float l = 0;
    base.getHslF(&h, &s, &l);
    const double t = count == 1 ? 0.0 : 2.0 * child / (count - 1) - 1.0; // -1 .. 1
    const double lightness = std::clamp(static_cast<double>(l), 0.40, 0.66) + 0.18 * t;
    const double hue = h < 0 ? 0.0 : std::fmod(h + 0.025 * t + 1.0, 1.0);
    return QColor::fromHslF(static_cast<float>(hue), s, static_cast<float>(std::clamp(lightness, 0.2, 0.86)));
}

} // namespace

QColor classColor(int index)
{
    if (index < 0)
        return QColor(128, 128, 128);
    const QColor base = QColor::fromRgb(kClassColors[static_cast<std::size_t>(index) % kClassColors.size()]);
    const int round = index / static_cast<int>(kClassColors.size());
    if (round == 0)
        return base;
    // Later rounds: darker, lighter, much darker, ... of the same twenty.
    const int strength = 118 + 22 * ((round - 1) / 2 % 4);
    return round % 2 == 1 ? base.darker(strength) : base.lighter(strength);
}

ClassPalette::ClassPalette(std::span<const int> parents, std::span<const std::optional<quint32>> own)
{
    Q_ASSERT(parents.size() == own.size());
    std::map<int, int> children;
    for (const int parent : parents)
        ++children[parent];
    std::map<int, int> seen;
    m_colors.reserve(parents.size());
    for (std::size_t i = 0; i < parents.size(); ++i) {
        const int ordinal = seen[parents[i]]++;
        if (own[i])
            m_colors.push_back(0xff000000u | *own[i]);
        else if (parents[i] >= 0)
            m_colors.push_back(shade(classColor(parents[i]), ordinal, children[parents[i]]).rgb());
        else
            m_colors.push_back(classColor(static_cast<int>(i)).rgb());
    }
}

QColor ClassPalette::color(int index) const
{
    if (index < 0 || index >= size())
        return QColor(128, 128, 128);
    return QColor::fromRgb(m_colors[static_cast<std::size_t>(index)]);
}

QColor sequential(double t)
{
    t = std::isfinite(t) ? std::clamp(t, 0.0, 1.0) : 0.0;
    // Three stops a scheme; straight lines between them keep lightness monotonous.
    const bool dark = Theme::instance().scheme() == Scheme::Dark;
    const QColor low = dark ? QColor(0x24, 0x2f, 0x3d) : QColor(0xe9, 0xf1, 0xfb);
    const QColor middle = dark ? QColor(0x2f, 0x6f, 0xb5) : QColor(0x6f, 0xa8, 0xe0);
    const QColor high = dark ? QColor(0xbf, 0xe2, 0xff) : QColor(0x0b, 0x2f, 0x66);
    return t < 0.5 ? mix(low, middle, 2 * t) : mix(middle, high, 2 * t - 1);
}

QColor textOn(const QColor& background)
{
    const QColor black(0x11, 0x14, 0x18);
    return contrast(black, background) >= contrast(Qt::white, background) ? black : QColor(Qt::white);
}

} // namespace badcase::theme
