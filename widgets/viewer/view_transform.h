// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where a picture lies in a view: pure arithmetic, no widget. View coordinates are logical pixels of the
/// widget, image coordinates are pixels of the picture (0,0 is the outer corner of the first pixel).

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace badcase::viewer {

class ViewTransform {
public:
    static constexpr double kMaxZoom = 64.0; ///< device pixels per image pixel

    /// A change of either size keeps the zoom; while fitted, the fit is kept instead.
    void setImageSize(QSizeF size);
    void setViewSize(QSizeF size, double devicePixelRatio);

    /// The whole picture, centred, never enlarged beyond 1:1 unless it is tiny (then up to 8:1 keeps it
    /// visible).
    void fit();
    /// One image pixel is one device pixel.
    void actualSize(QPointF viewAnchor);
    /// Zooms so that the image point under `viewAnchor` stays under it, as long as the picture covers the
    /// view; a picture smaller than the view is kept centred.
    void zoomBy(double factor, QPointF viewAnchor);
    void panBy(QPointF viewDelta);

    /// Logical pixels per image pixel.
    double scale() const { return m_scale; }
    /// Device pixels per image pixel: 1.0 is "100 %".
    double zoom() const { return m_scale * m_ratio; }
    bool isFitted() const { return m_fitted; }
    double fitScale() const;

    QPointF toView(QPointF image) const { return image * m_scale + m_offset; }
    QPointF toImage(QPointF view) const { return (view - m_offset) / m_scale; }
    QRectF toView(QRectF image) const { return {toView(image.topLeft()), image.size() * m_scale}; }
    QRectF imageRectInView() const { return toView(QRectF(QPointF(0, 0), m_image)); }
    /// The part of the picture that is on screen, in image pixels.
    QRectF visibleImageRect() const;
    QTransform transform() const { return QTransform(m_scale, 0, 0, m_scale, m_offset.x(), m_offset.y()); }

private:
    void setScale(double scale, QPointF viewAnchor);
    void keepInView();

    QSizeF m_image;
    QSizeF m_view;
    double m_ratio = 1.0;
    double m_scale = 1.0;
    QPointF m_offset;
    bool m_fitted = true;
};

} // namespace badcase::viewer
