// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Colours of masks over a picture, made tile by tile and only for what is on screen.

#include "inference/core/ids.h"
#include "widgets/theme/class_colors.h"
#include "widgets/viewer/pyramid.h"

#include <QCache>
#include <QImage>
#include <QRectF>
#include <QSet>

#include <array>
#include <optional>

class QPainter;

namespace badcase::viewer {

class ViewTransform;

enum class OverlayMode { None, Label, Prediction, Difference };

/// Label map + prediction map -> tiles of premultiplied colours, cached until something that colours them
/// changes. Opacity is not in the tiles: it is applied while painting and costs nothing to change.
///
/// Difference, with V the visible classes: right where label = prediction in V; missed where the label is in
/// V and the prediction differs; false where the prediction is in V and the label is another class outside V.
/// Hiding all classes but one therefore shows that class against the rest. Pixels whose label is the ignore
/// index or unset have no colour.
class Overlay {
public:
    static constexpr int kTileSide = 256;

    Overlay();

    void setMaps(MapPyramid label, MapPyramid prediction);
    void setColors(theme::ClassPalette palette, std::optional<int> ignoreIndex);
    void setHiddenClasses(const QSet<ClassIndex>& hidden);
    void setMode(OverlayMode mode);
    OverlayMode mode() const { return m_mode; }
    const MapPyramid& label() const { return m_label; }
    const MapPyramid& prediction() const { return m_prediction; }

    /// Whether the mode has a map to show.
    bool hasContent() const;
    /// The colour of one pixel (level 0); transparent where nothing is shown.
    QRgb colorAt(int x, int y) const;

    /// Paints what is visible; `scale` of the view is taken from `view`.
    void paint(QPainter& painter, const ViewTransform& view, double opacity);
    /// Class outlines for high zoom: one line between pixels of different classes.
    void paintContours(QPainter& painter, const ViewTransform& view) const;

    /// Takes the theme's colours anew (after Theme::changed).
    void recolor();

private:
    int levelCount() const;
    QSize levelSize(int level) const;
    const QImage* tile(int level, int tx, int ty);
    QImage makeTile(int level, const QRect& pixels) const;

    MapPyramid m_label;
    MapPyramid m_prediction;
    theme::ClassPalette m_palette;
    std::optional<int> m_ignore;
    QSet<ClassIndex> m_hidden;
    OverlayMode m_mode = OverlayMode::Label;
    std::array<QRgb, 256> m_lut{}; ///< class -> colour, 0 where hidden
    std::array<bool, 256> m_visible{};
    std::array<bool, 256> m_ignored{};
    QRgb m_right = 0;
    QRgb m_missed = 0;
    QRgb m_false = 0;
    QCache<quint64, QImage> m_tiles; ///< cost in KiB
};

} // namespace badcase::viewer
