// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How Canvas paints; what it does is in canvas.cpp.

#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/canvas.h"

#include <QElapsedTimer>
#include <QPainter>

#include <cmath>

namespace badcase::viewer {

using theme::Role;

namespace {

constexpr double kGridZoom = 8.0; ///< from here on pixels are big enough for lines between them
constexpr double kContourZoom = 4.0;
constexpr double kNearestZoom = 2.0; ///< from here on pixels are shown as squares

void paintPill(QPainter& painter, const QRect& pill, const QString& text)
{
    theme::drawRounded(&painter, pill, theme::withAlpha(theme::color(Role::Panel), 0.9), Qt::transparent,
                       theme::kRadius);
    painter.setPen(theme::color(Role::Text));
    painter.drawText(pill, Qt::AlignCenter, text);
}

QBrush checkerboard()
{
    constexpr int kCell = 8;
    QPixmap tile(2 * kCell, 2 * kCell);
    tile.fill(theme::color(Role::Canvas));
    QPainter painter(&tile);
    painter.fillRect(0, 0, kCell, kCell, theme::color(Role::Checker));
    painter.fillRect(kCell, kCell, kCell, kCell, theme::color(Role::Checker));
    return QBrush(tile);
}

} // namespace

void Canvas::paintEvent(QPaintEvent*)
{
    QElapsedTimer clock;
    clock.start();
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Role::Canvas));
    switch (m_state) {
    case State::Empty:
        paintMessage(painter, QStringLiteral("review"), {}, m_message);
        break;
    case State::Broken:
        paintMessage(painter, QStringLiteral("image-broken"), m_picture.name, m_message);
        break;
    case State::Loading:
        break;
    case State::Shown:
        paintPicture(painter);
        paintReadout(painter);
        break;
    }
    if (m_loadingMark) {
        painter.fillRect(QRect(0, 0, width(), 2), theme::color(Role::Accent));
        painter.setFont(theme::captionFont());
        const QString text = tr("Loading %1").arg(m_pendingName);
        const QFontMetrics metrics(painter.font());
        const QString elided = metrics.elidedText(text, Qt::ElideMiddle, width() / 2);
        paintPill(painter, QRect(8, 10, metrics.horizontalAdvance(elided) + 16, 22), elided);
    }
    m_lastPaintMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void Canvas::paintPicture(QPainter& painter)
{
    const QRectF visible = m_view.visibleImageRect();
    if (visible.isEmpty() || m_image.levels.empty())
        return;
    const double zoom = m_view.zoom();
    const int level = levelForZoom(zoom, static_cast<int>(m_image.levels.size()));
    const QImage& image = m_image.levels[static_cast<std::size_t>(level)];
    const double step = std::ldexp(1.0, level);
    // Whole source pixels around the visible part, so that nothing shifts by a fraction while panning.
    const QRect source = QRectF(visible.topLeft() / step, visible.size() / step)
                             .toAlignedRect()
                             .adjusted(-1, -1, 1, 1)
                             .intersected(image.rect());
    const QRectF target =
        m_view.toView(QRectF(QPointF(source.topLeft()) * step, QSizeF(source.size()) * step));
    if (image.hasAlphaChannel())
        painter.fillRect(m_view.imageRectInView(), checkerboard());
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          zoom < kNearestZoom && std::abs(zoom - 1.0) > 1e-9);
    painter.drawImage(target, image, QRectF(source));
    if (m_overlayHidden || !m_overlay.hasContent())
        return paintPixelGrid(painter);
    m_overlay.paint(painter, m_view, m_opacity);
    paintPixelGrid(painter);
    if (m_contours && zoom >= kContourZoom)
        m_overlay.paintContours(painter, m_view);
}

void Canvas::paintPixelGrid(QPainter& painter) const
{
    if (m_view.zoom() < kGridZoom)
        return;
    const QRect pixels = m_view.visibleImageRect().toAlignedRect();
    const QRectF area = m_view.toView(QRectF(pixels)).intersected(m_view.imageRectInView());
    // Fades in between 8x and 16x.
    const double strength = std::clamp((m_view.zoom() - kGridZoom) / kGridZoom, 0.25, 1.0);
    painter.setPen(QPen(QColor(128, 128, 128, static_cast<int>(110 * strength)), 0));
    QList<QLineF> lines;
    for (int x = pixels.left(); x <= pixels.right() + 1; ++x) {
        const double at = std::floor(m_view.toView(QPointF(x, 0)).x()) + 0.5;
        lines.append(QLineF(at, area.top(), at, area.bottom()));
    }
    for (int y = pixels.top(); y <= pixels.bottom() + 1; ++y) {
        const double at = std::floor(m_view.toView(QPointF(0, y)).y()) + 0.5;
        lines.append(QLineF(area.left(), at, area.right(), at));
    }
    painter.drawLines(lines);
}

QString Canvas::readoutText() const
{
    if (!m_hovered)
        return {};
    const auto nameOf = [this](ClassIndex index) {
        return index >= 0 && index < m_schema.size() ? m_schema.at(index).name : tr("none");
    };
    QString text = tr("%1, %2").arg(m_hovered->pixel.x()).arg(m_hovered->pixel.y());
    if (!m_picture.label.isNull())
        text += tr("   label %1").arg(nameOf(m_hovered->label));
    if (!m_picture.prediction.isNull())
        text += tr("   prediction %1").arg(nameOf(m_hovered->prediction));
    if (m_hovered->probability)
        text += QStringLiteral(" ") + QString::number(*m_hovered->probability, 'f', 2);
    return text;
}

void Canvas::paintReadout(QPainter& painter) const
{
    painter.setFont(theme::captionNumberFont());
    const QFontMetrics metrics(painter.font());
    const int y = height() - 22 - theme::kGap;
    const QString zoom = tr("%1 %").arg(100 * m_view.zoom(), 0, 'f', m_view.zoom() < 0.1 ? 1 : 0);
    const int zoomWidth = metrics.horizontalAdvance(zoom) + 16;
    paintPill(painter, QRect(width() - zoomWidth - theme::kGap, y, zoomWidth, 22), zoom);
    QString text = readoutText();
    if (text.isEmpty())
        return;
    text = metrics.elidedText(text, Qt::ElideMiddle, width() - zoomWidth - 5 * theme::kGap);
    paintPill(painter, QRect(theme::kGap, y, metrics.horizontalAdvance(text) + 16, 22), text);
}

void Canvas::paintMessage(QPainter& painter, const QString& icon, const QString& title,
                          const QString& text) const
{
    constexpr int kIcon = 40;
    const int textWidth = std::min(width() - 2 * theme::kPadding, 520);
    QRect box(0, 0, textWidth, 140);
    box.moveCenter(rect().center());
    painter.drawPixmap(QPoint(box.center().x() - kIcon / 2, box.top()),
                       theme::iconPixmap(icon,
                                         theme::color(m_state == State::Broken ? Role::Bad : Role::Disabled),
                                         kIcon, devicePixelRatioF()));
    int top = box.top() + kIcon + theme::kPadding;
    if (!title.isEmpty()) {
        painter.setFont(theme::titleFont());
        painter.setPen(theme::color(Role::Text));
        const QString elided = QFontMetrics(painter.font()).elidedText(title, Qt::ElideMiddle, textWidth);
        painter.drawText(QRect(box.left(), top, textWidth, 22), Qt::AlignHCenter | Qt::AlignVCenter, elided);
        top += 28;
    }
    painter.setFont(theme::bodyFont());
    painter.setPen(theme::color(Role::Text2));
    painter.drawText(QRect(box.left(), top, textWidth, 80),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text);
}

} // namespace badcase::viewer
