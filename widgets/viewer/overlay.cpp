// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/overlay.h"

#include "widgets/theme/theme.h"
#include "widgets/viewer/view_transform.h"

#include <QPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace badcase::viewer {

namespace {

constexpr int kCacheKiB = 128 * 1024;
constexpr double kContourPixels = 250'000; // more than that on screen and lines are closer than one can see

quint64 tileKey(int level, int tx, int ty)
{
    return (static_cast<quint64>(level) << 48) | (static_cast<quint64>(ty) << 24) | static_cast<quint64>(tx);
}

} // namespace

Overlay::Overlay() : m_tiles(kCacheKiB)
{
    recolor();
}

void Overlay::setMaps(MapPyramid label, MapPyramid prediction)
{
    m_label = std::move(label);
    m_prediction = std::move(prediction);
    m_tiles.clear();
}

void Overlay::setColors(theme::ClassPalette palette, std::optional<int> ignoreIndex)
{
    m_palette = std::move(palette);
    m_ignore = ignoreIndex;
    recolor();
}

void Overlay::setHiddenClasses(const QSet<ClassIndex>& hidden)
{
    if (hidden == m_hidden)
        return;
    m_hidden = hidden;
    recolor();
}

void Overlay::setMode(OverlayMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    m_tiles.clear();
}

void Overlay::recolor()
{
    for (int value = 0; value < 256; ++value) {
        const auto at = static_cast<std::size_t>(value);
        m_ignored[at] = value == ClassMap::kUnset || value == m_ignore;
        m_visible[at] = !m_ignored[at] && !m_hidden.contains(value);
        m_lut[at] = m_visible[at] ? m_palette.color(value).rgb() : 0u;
    }
    m_right = theme::color(theme::Role::MaskRight).rgb();
    m_missed = theme::color(theme::Role::MaskMissed).rgb();
    m_false = theme::color(theme::Role::MaskFalse).rgb();
    m_tiles.clear();
}

bool Overlay::hasContent() const
{
    switch (m_mode) {
    case OverlayMode::None:
        return false;
    case OverlayMode::Label:
        return !m_label.isNull();
    case OverlayMode::Prediction:
        return !m_prediction.isNull();
    case OverlayMode::Difference:
        return !m_label.isNull() && !m_prediction.isNull();
    }
    return false;
}

QRgb Overlay::colorAt(int x, int y) const
{
    if (!hasContent() || !QRect(QPoint(0, 0), levelSize(0)).contains(x, y))
        return 0;
    return makeTile(0, QRect(x, y, 1, 1)).pixel(0, 0);
}

int Overlay::levelCount() const
{
    const auto labels = static_cast<int>(m_label.levels.size());
    const auto predictions = static_cast<int>(m_prediction.levels.size());
    if (m_mode == OverlayMode::Label)
        return labels;
    return m_mode == OverlayMode::Prediction ? predictions : std::min(labels, predictions);
}

QSize Overlay::levelSize(int level) const
{
    const auto& pyramid = m_mode == OverlayMode::Prediction ? m_prediction : m_label;
    return pyramid.levels[static_cast<std::size_t>(level)].size();
}

const QImage* Overlay::tile(int level, int tx, int ty)
{
    const quint64 key = tileKey(level, tx, ty);
    if (const QImage* cached = m_tiles.object(key))
        return cached;
    const QRect whole(QPoint(0, 0), levelSize(level));
    const QRect pixels = QRect(tx * kTileSide, ty * kTileSide, kTileSide, kTileSide).intersected(whole);
    auto* image = new QImage(makeTile(level, pixels));
    m_tiles.insert(key, image, std::max(1, static_cast<int>(image->sizeInBytes() / 1024)));
    return image;
}

QImage Overlay::makeTile(int level, const QRect& pixels) const
{
    QImage image(pixels.size(), QImage::Format_ARGB32_Premultiplied);
    const auto at = static_cast<std::size_t>(level);
    const bool difference = m_mode == OverlayMode::Difference;
    const ClassMap& first = m_mode == OverlayMode::Prediction ? m_prediction.levels[at] : m_label.levels[at];
    const auto a = first.pixels();
    const auto b = difference ? m_prediction.levels[at].pixels() : a;
    for (int y = 0; y < pixels.height(); ++y) {
        const auto start =
            static_cast<std::size_t>(pixels.y() + y) * static_cast<std::size_t>(first.width()) +
            static_cast<std::size_t>(pixels.x());
        auto* target = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < pixels.width(); ++x) {
            const std::uint8_t label = a[start + static_cast<std::size_t>(x)];
            if (!difference) {
                target[x] = m_lut[label];
                continue;
            }
            const std::uint8_t predicted = b[start + static_cast<std::size_t>(x)];
            if (m_ignored[label])
                target[x] = 0;
            else if (m_visible[label])
                target[x] = label == predicted ? m_right : m_missed;
            else
                target[x] = m_visible[predicted] && label != predicted ? m_false : 0u;
        }
    }
    return image;
}

void Overlay::paint(QPainter& painter, const ViewTransform& view, double opacity)
{
    if (!hasContent() || opacity <= 0)
        return;
    const int level = levelForZoom(view.zoom(), levelCount());
    const double step = std::ldexp(1.0, level); // image pixels per pixel of the level
    const QRectF visible = view.visibleImageRect();
    if (visible.isEmpty())
        return;
    const QSize size = levelSize(level);
    const int tx0 = static_cast<int>(visible.left() / step) / kTileSide;
    const int ty0 = static_cast<int>(visible.top() / step) / kTileSide;
    const int tx1 = std::min(static_cast<int>(visible.right() / step), size.width() - 1) / kTileSide;
    const int ty1 = std::min(static_cast<int>(visible.bottom() / step), size.height() - 1) / kTileSide;
    const double ratio = painter.device()->devicePixelRatioF();
    // Edges of neighbouring tiles are rounded to the same device pixel, so there is neither a gap nor an
    // overlap.
    const auto snapped = [ratio](double v) { return std::round(v * ratio) / ratio; };
    painter.save();
    painter.setOpacity(opacity);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, view.zoom() < 1.0);
    for (int ty = ty0; ty <= ty1; ++ty) {
        for (int tx = tx0; tx <= tx1; ++tx) {
            const QImage* image = tile(level, tx, ty);
            const QPointF from = view.toView(QPointF(tx * kTileSide, ty * kTileSide) * step);
            const QPointF to = view.toView(
                QPointF(tx * kTileSide + image->width(), ty * kTileSide + image->height()) * step);
            const QRectF target(QPointF(snapped(from.x()), snapped(from.y())),
                                QPointF(snapped(to.x()), snapped(to.y())));
            painter.drawImage(target, *image);
        }
    }
    painter.restore();
}

void Overlay::paintContours(QPainter& painter, const ViewTransform& view) const
{
    const MapPyramid& pyramid = m_mode == OverlayMode::Prediction ? m_prediction : m_label;
    if (!hasContent() || pyramid.isNull())
        return;
    const ClassMap& map = pyramid.levels.front();
    const QRect area = view.visibleImageRect().toAlignedRect().intersected(QRect(QPoint(0, 0), map.size()));
    if (static_cast<double>(area.width()) * area.height() > kContourPixels)
        return;
    QList<QLineF> lines;
    // On pixel centres of the screen, or neighbouring pieces would be rounded apart.
    const auto corner = [&view](int x, int y) {
        const QPointF at = view.toView(QPointF(x, y));
        return QPointF(std::floor(at.x()) + 0.5, std::floor(at.y()) + 0.5);
    };
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const std::uint8_t here = map.at(x, y);
            const auto differs = [&](int nx, int ny) {
                if (nx >= map.width() || ny >= map.height())
                    return false;
                const std::uint8_t there = map.at(nx, ny);
                return there != here && (m_visible[here] || m_visible[there]);
            };
            if (differs(x + 1, y))
                lines.append(QLineF(corner(x + 1, y), corner(x + 1, y + 1)));
            if (differs(x, y + 1))
                lines.append(QLineF(corner(x, y + 1), corner(x + 1, y + 1)));
        }
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Dark below light: seen on every picture.
    painter.setPen(QPen(QColor(20, 20, 20), 3, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
    painter.setPen(QPen(QColor(245, 245, 245), 1, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
    painter.restore();
}

} // namespace badcase::viewer
