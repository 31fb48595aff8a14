// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/view_transform.h"

#include <algorithm>

namespace badcase::viewer {

void ViewTransform::setImageSize(QSizeF size)
{
    m_image = size;
    if (m_fitted)
        fit();
    else
        setScale(m_scale, QPointF(m_view.width() / 2, m_view.height() / 2));
}

void ViewTransform::setViewSize(QSizeF size, double devicePixelRatio)
{
    m_view = size;
    m_ratio = devicePixelRatio;
    if (m_fitted)
        fit();
    else
        keepInView();
}

double ViewTransform::fitScale() const
{
    if (m_image.isEmpty() || m_view.isEmpty())
        return 1.0;
    const double whole = std::min(m_view.width() / m_image.width(), m_view.height() / m_image.height());
    // Pictures smaller than the view are enlarged by whole steps only, so that their pixels stay square and
    // crisp.
    const double pixels = whole * m_ratio;
    if (pixels <= 1.0)
        return whole;
    return std::min(8.0, std::max(1.0, static_cast<double>(static_cast<int>(pixels)))) / m_ratio;
}

void ViewTransform::fit()
{
    m_fitted = true;
    m_scale = fitScale();
    keepInView();
}

void ViewTransform::actualSize(QPointF viewAnchor)
{
    setScale(1.0 / m_ratio, viewAnchor);
    m_fitted = false;
}

void ViewTransform::zoomBy(double factor, QPointF viewAnchor)
{
    setScale(m_scale * factor, viewAnchor);
    m_fitted = false;
}

void ViewTransform::panBy(QPointF viewDelta)
{
    m_offset += viewDelta;
    m_fitted = false;
    keepInView();
}

QRectF ViewTransform::visibleImageRect() const
{
    const QRectF view(toImage(QPointF(0, 0)), m_view / m_scale);
    return view.intersected(QRectF(QPointF(0, 0), m_image));
}

void ViewTransform::setScale(double scale, QPointF viewAnchor)
{
    const QPointF anchor = toImage(viewAnchor);
    const double lowest = std::min(fitScale(), 1.0 / m_ratio) / 4;
    m_scale = std::clamp(scale, lowest, kMaxZoom / m_ratio);
    m_offset = viewAnchor - anchor * m_scale;
    keepInView();
}

void ViewTransform::keepInView()
{
    // An axis on which the picture is smaller than the view is centred. Otherwise an edge may come as far as
    // the middle of the view: what is at the border of a picture can be looked at in the middle of the
    // screen.
    const auto place = [](double offset, double image, double view) {
        if (image <= view)
            return (view - image) / 2;
        return std::clamp(offset, view / 2 - image, view / 2);
    };
    m_offset = QPointF(place(m_offset.x(), m_image.width() * m_scale, m_view.width()),
                       place(m_offset.y(), m_image.height() * m_scale, m_view.height()));
}

} // namespace badcase::viewer
