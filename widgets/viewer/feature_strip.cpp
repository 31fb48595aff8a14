// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/feature_strip.h"

#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace badcase::viewer {

using theme::Role;

namespace {

constexpr int kTitleHeight = 28;
constexpr int kStripHeight = 64;
constexpr int kNumberHeight = 16;
constexpr int kLegendWidth = 56;
constexpr int kLegendBar = 10;
constexpr int kReadoutHeight = 22;
constexpr int kMaxSide = 720;

} // namespace

FeatureStrip::FeatureStrip(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus); // keys belong to the page
    setAccessibleName(tr("Similarity of the frames"));
}

void FeatureStrip::setPicture(FeaturePicture picture)
{
    m_picture = std::move(picture);
    m_smallest = m_picture.similarity.smallest();
    setHovered(std::nullopt);
    makeMap();
    setAccessibleDescription(tr("%1: %n frames", nullptr, m_picture.similarity.frames).arg(m_picture.name));
    update();
}

/// Similarities of real features lie close together: colours span what is there, and the legend says what
/// that is.
double FeatureStrip::shareOf(float similarity) const
{
    const float span = 1 - m_smallest;
    return span > 1e-6F ? std::clamp(double((similarity - m_smallest) / span), 0.0, 1.0) : 1.0;
}

QColor FeatureStrip::colorOf(float similarity) const
{
    if (std::isnan(similarity))
        return theme::color(Role::Hairline);
    return theme::mix(theme::color(Role::Canvas), theme::color(Role::Accent), shareOf(similarity));
}

void FeatureStrip::makeMap()
{
    const auto& similarity = m_picture.similarity;
    m_map = QImage();
    if (!similarity.hasMatrix())
        return;
    m_map = QImage(similarity.frames, similarity.frames, QImage::Format_RGB32);
    for (int y = 0; y < similarity.frames; ++y) {
        auto* line = reinterpret_cast<QRgb*>(m_map.scanLine(y));
        for (int x = 0; x < similarity.frames; ++x)
            line[x] = colorOf(similarity.at(x, y)).rgb();
    }
}

// --- where things are

/// Width of map and strip: the map is square, and everything under it must have room.
int FeatureStrip::side() const
{
    const int wide = width() - 2 * (theme::kPadding + kLegendWidth);
    if (!m_picture.similarity.hasMatrix())
        return std::max(0, wide);
    const int high =
        height() - kTitleHeight - kStripHeight - 2 * kNumberHeight - kReadoutHeight - 4 * theme::kGap;
    return std::clamp(std::min(wide, high), 0, kMaxSide);
}

QRect FeatureStrip::mapRect() const
{
    const int size = m_picture.similarity.hasMatrix() ? side() : 0;
    const int content = size + kStripHeight + 2 * kNumberHeight + theme::kGap;
    const int top =
        std::max(kTitleHeight + theme::kGap, (height() - content - kReadoutHeight + kTitleHeight) / 2);
    return QRect((width() - side()) / 2, top, size > 0 ? side() : 0, size);
}

QRect FeatureStrip::stripRect() const
{
    const QRect map = mapRect();
    return QRect((width() - side()) / 2, map.top() + map.height() + kNumberHeight + theme::kGap, side(),
                 kStripHeight);
}

double FeatureStrip::frameLeft(int frame) const
{
    const int frames = std::max(1, m_picture.similarity.frames);
    return (width() - side()) / 2 + double(frame) * side() / frames;
}

std::optional<FramePair> FeatureStrip::pairAt(QPoint position) const
{
    const int frames = m_picture.similarity.frames;
    const QRect map = mapRect();
    const auto cell = [&](int offset) {
        return std::clamp(static_cast<int>(double(offset) * frames / std::max(1, side())), 0, frames - 1);
    };
    if (frames > 0 && map.contains(position))
        return FramePair{cell(position.x() - map.left()), cell(position.y() - map.top())};
    const QRect strip = stripRect();
    if (frames < 2 || !strip.contains(position))
        return std::nullopt;
    // Bars stand between two frames, so half a frame to the right.
    const double place = double(position.x() - strip.left()) * frames / std::max(1, side()) - 0.5;
    const int left = std::clamp(static_cast<int>(std::floor(place)), 0, frames - 2);
    return FramePair{left, left + 1};
}

// --- painting

void FeatureStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Role::Canvas));
    paintTitle(painter);
    if (m_picture.similarity.frames < 1) {
        painter.setPen(theme::color(Role::Text2));
        painter.drawText(rect(), Qt::AlignCenter, tr("The file has no frames"));
        return;
    }
    paintMap(painter);
    paintStrip(painter);
    paintNumbers(painter);
    paintLegend(painter);
    paintHovered(painter);
}

void FeatureStrip::paintTitle(QPainter& painter) const
{
    painter.setFont(theme::captionFont());
    painter.setPen(theme::color(Role::Text2));
    const QString text =
        tr("%n frames, %1 values each (%2); how alike they are", nullptr, m_picture.similarity.frames)
            .arg(m_picture.dimensions)
            .arg(m_picture.type);
    painter.drawText(
        QRect(theme::kPadding, theme::kGap, width() - 2 * theme::kPadding, kTitleHeight - theme::kGap),
        Qt::AlignHCenter | Qt::AlignVCenter, text);
}

void FeatureStrip::paintMap(QPainter& painter) const
{
    if (m_map.isNull())
        return;
    const QRect map = mapRect();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, map.width() < m_map.width());
    painter.drawImage(map, m_map);
    painter.setPen(theme::color(Role::Hairline));
    painter.drawRect(map.adjusted(-1, -1, 0, 0));
}

void FeatureStrip::paintStrip(QPainter& painter) const
{
    const QRect strip = stripRect();
    painter.setPen(theme::color(Role::Hairline));
    painter.drawLine(strip.bottomLeft(), strip.bottomRight());
    const auto& neighbours = m_picture.similarity.neighbours;
    const double step = double(side()) / m_picture.similarity.frames;
    const double gap = step > 4 ? 1 : 0;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        if (std::isnan(neighbours[i]))
            continue;
        const double height = std::max(1.0, shareOf(neighbours[i]) * (kStripHeight - 2));
        const double left = frameLeft(static_cast<int>(i)) + step / 2;
        painter.fillRect(QRectF(left + gap, strip.bottom() - height, std::max(1.0, step - 2 * gap), height),
                         theme::color(Role::Accent));
    }
}

/// Frame numbers under map and strip, as many as have room.
void FeatureStrip::paintNumbers(QPainter& painter) const
{
    painter.setFont(theme::captionNumberFont());
    painter.setPen(theme::color(Role::Text2));
    const int frames = m_picture.similarity.frames;
    const double step = double(side()) / frames;
    const int room = painter.fontMetrics().horizontalAdvance(QString::number(frames)) + theme::kGap;
    int every = 1;
    for (const int factor : {2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000}) {
        if (step * every >= room)
            break;
        every = factor;
    }
    const QRect strip = stripRect();
    const QRect map = mapRect();
    for (int frame = 0; frame < frames; frame += every) {
        const double center = frameLeft(frame) + step / 2;
        const QRectF box(center - room, strip.bottom() + 2, 2 * room, kNumberHeight);
        const QString text = QString::number(frame);
        painter.drawText(box, Qt::AlignHCenter | Qt::AlignTop, text);
        if (map.isEmpty())
            continue;
        painter.drawText(QRectF(center - room, map.bottom() + 2, 2 * room, kNumberHeight),
                         Qt::AlignHCenter | Qt::AlignTop, text);
        const double middle = map.top() + (frame + 0.5) * step;
        painter.drawText(QRectF(map.left() - kLegendWidth, middle - kNumberHeight / 2.0,
                                kLegendWidth - theme::kUnit, kNumberHeight),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

void FeatureStrip::paintLegend(QPainter& painter) const
{
    const QRect strip = stripRect();
    const QRect map = mapRect().isEmpty() ? strip : mapRect();
    const QRect bar(map.right() + theme::kGap, map.top(), kLegendBar, std::min(map.height(), 160));
    QLinearGradient gradient(bar.topLeft(), bar.bottomLeft());
    gradient.setColorAt(0, colorOf(1));
    gradient.setColorAt(1, colorOf(m_smallest));
    painter.fillRect(bar, gradient);
    painter.setPen(theme::color(Role::Hairline));
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    painter.setFont(theme::captionNumberFont());
    painter.setPen(theme::color(Role::Text2));
    const QRect numbers(bar.right() + theme::kUnit, bar.top(), kLegendWidth - kLegendBar - theme::kUnit,
                        bar.height());
    painter.drawText(numbers, Qt::AlignLeft | Qt::AlignTop, QStringLiteral("1.00"));
    painter.drawText(numbers, Qt::AlignLeft | Qt::AlignBottom, QString::number(m_smallest, 'f', 2));
}

QString FeatureStrip::readoutText() const
{
    if (!m_hovered)
        return {};
    const float value = m_picture.similarity.at(m_hovered->a, m_hovered->b);
    const QString number =
        std::isnan(value) ? tr("not known (a frame is all zero)") : QString::number(value, 'f', 3);
    return tr("frames %1 and %2: %3").arg(m_hovered->a).arg(m_hovered->b).arg(number);
}

void FeatureStrip::paintHovered(QPainter& painter) const
{
    const QString text = readoutText();
    if (text.isEmpty())
        return;
    const double step = double(side()) / m_picture.similarity.frames;
    const QRect map = mapRect();
    painter.setPen(QPen(theme::color(Role::Text), 1));
    painter.setBrush(Qt::NoBrush);
    if (!map.isEmpty())
        painter.drawRect(
            QRectF(map.left() + m_hovered->a * step, map.top() + m_hovered->b * step, step, step));
    painter.setFont(theme::captionNumberFont());
    const QRect pill(theme::kGap, height() - kReadoutHeight - theme::kGap,
                     painter.fontMetrics().horizontalAdvance(text) + 16, kReadoutHeight);
    theme::drawRounded(&painter, pill, theme::withAlpha(theme::color(Role::Panel), 0.9), Qt::transparent,
                       theme::kRadius);
    painter.setPen(theme::color(Role::Text));
    painter.drawText(pill, Qt::AlignCenter, text);
}

// --- the mouse

void FeatureStrip::setHovered(std::optional<FramePair> pair)
{
    if (pair == m_hovered)
        return;
    m_hovered = pair;
    Q_EMIT pairHovered(pair);
    update();
}

void FeatureStrip::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(pairAt(event->position().toPoint()));
}

void FeatureStrip::leaveEvent(QEvent* event)
{
    setHovered(std::nullopt);
    QWidget::leaveEvent(event);
}

void FeatureStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        makeMap(); // its colours are the theme's
    QWidget::changeEvent(event);
}

} // namespace badcase::viewer
