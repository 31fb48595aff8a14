// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The controls that Style paints by itself (see style.cpp for which).

#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace badcase::theme {

void drawRounded(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line, double radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, radius > 0);
    painter->setBrush(fill.alpha() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(line.alpha() ? QPen(line, 1) : QPen(Qt::NoPen));
    // With a pen, the path runs through pixel centres; without, along pixel edges.
    const QRectF edge = line.alpha() ? QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) : QRectF(rect);
    if (radius > 0)
        painter->drawRoundedRect(edge, radius, radius);
    else
        painter->drawRect(line.alpha() ? QRectF(rect).adjusted(0, 0, -1, -1) : edge);
    painter->restore();
}

void Style::drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool over = enabled && (option->state & State_MouseOver);
    const bool down = option->state & (State_Sunken | State_On);
    const bool primary = widget && widget->property(kPrimaryProperty).toBool();
    const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    const bool quiet =
        (widget && widget->property(kQuietProperty).toBool()) || (tool && (option->state & State_AutoRaise));

    QColor fill = color(Role::Raised);
    QColor line = color(Role::Hairline);
    if (primary && enabled) {
        fill = color(Role::Accent);
        if (over)
            fill = mix(fill, color(Role::Text), 0.12);
        line = Qt::transparent;
    } else if (down) {
        fill = color(Role::Selection);
        line = quiet ? QColor(Qt::transparent) : mix(color(Role::Hairline), color(Role::Accent), 0.5);
    } else if (quiet) {
        fill = over ? color(Role::Hover) : QColor(Qt::transparent);
        line = Qt::transparent;
    } else if (!enabled) {
        fill = Qt::transparent;
    } else if (over) {
        fill = color(Role::Hover);
    }
    if (option->state & State_HasFocus && option->state & State_KeyboardFocusChange)
        line = color(primary ? Role::Text : Role::Accent);
    drawRounded(painter, option->rect, fill, line, kRadius);
}

void Style::drawCheck(const QStyleOption* option, QPainter* painter, bool round) const
{
    const bool enabled = option->state & State_Enabled;
    const bool on = option->state & (State_On | State_NoChange);
    QRect box(0, 0, 14, 14);
    box.moveCenter(option->rect.center());
    const QColor fill =
        on ? color(enabled ? Role::Accent : Role::Disabled) : color(enabled ? Role::Field : Role::Panel);
    const QColor line = on ? QColor(Qt::transparent)
                        : (option->state & State_MouseOver)
                            ? color(Role::Accent)
                            : mix(color(Role::Hairline), color(Role::Text2), 0.4);
    drawRounded(painter, box, fill, line, round ? 7 : 3);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QPointF o = QRectF(box).topLeft();
    painter->setPen(QPen(color(Role::OnAccent), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(Role::OnAccent));
        painter->drawEllipse(QRectF(box).center(), 2.6, 2.6);
    } else if (option->state & State_NoChange) {
        painter->drawLine(o + QPointF(3.5, 7), o + QPointF(10.5, 7));
    } else {
        painter->drawPolyline(QPolygonF{o + QPointF(3.3, 7.3), o + QPointF(5.9, 10), o + QPointF(10.7, 4.3)});
    }
    painter->restore();
}

void Style::drawHeader(const QStyleOptionHeader* option, QPainter* painter) const
{
    const QRect r = option->rect;
    const bool over = option->state & State_MouseOver && option->state & State_Enabled;
    painter->fillRect(r, color(over ? Role::Hover : Role::Panel));
    if (option->orientation == Qt::Horizontal)
        painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), color(Role::Hairline));
    else
        painter->fillRect(QRect(r.right(), r.top(), 1, r.height()), color(Role::Hairline));
}

void Style::drawTab(const QStyleOptionTab* option, QPainter* painter) const
{
    const QRect r = option->rect;
    const bool selected = option->state & State_Selected;
    if (!selected && option->state & State_MouseOver && option->state & State_Enabled)
        drawRounded(painter, r.adjusted(2, 2, -2, -2), color(Role::Hover), Qt::transparent, kRadius);
    if (selected)
        painter->fillRect(QRect(r.left() + 6, r.bottom() - 1, r.width() - 12, 2), color(Role::Accent));
}

void Style::drawComboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget) const
{
    Q_UNUSED(widget);
    const bool enabled = option->state & State_Enabled;
    const bool over = enabled && option->state & State_MouseOver;
    const bool focused = option->state & State_HasFocus;
    if (option->frame) {
        const Role fill = option->editable ? Role::Field : over ? Role::Hover : Role::Raised;
        drawRounded(painter, option->rect, enabled ? color(fill) : QColor(Qt::transparent),
                    color(focused ? Role::Accent : Role::Hairline), kRadius);
    }
    QRect arrow(0, 0, 12, 12);
    const bool leftToRight = option->direction == Qt::LeftToRight;
    arrow.moveCenter(QPoint(leftToRight ? option->rect.right() - 12 : option->rect.left() + 12,
                            option->rect.center().y()));
    icon(QStringLiteral("chevron-down"), enabled ? Role::Text2 : Role::Disabled).paint(painter, arrow);
}

void Style::drawSlider(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const QRect handle = subControlRect(CC_Slider, option, SC_SliderHandle, widget);
    const QRect groove = subControlRect(CC_Slider, option, SC_SliderGroove, widget);
    const bool horizontal = option->orientation == Qt::Horizontal;
    const QPoint middle = handle.center();
    const QRect line = horizontal ? QRect(groove.left(), middle.y() - 1, groove.width(), 3)
                                  : QRect(middle.x() - 1, groove.top(), 3, groove.height());
    drawRounded(painter, line, mix(color(Role::Hairline), color(Role::Text2), 0.15), Qt::transparent, 1.5);
    QRect filled = line;
    if (horizontal && option->upsideDown)
        filled.setLeft(middle.x());
    else if (horizontal)
        filled.setRight(middle.x());
    else if (option->upsideDown)
        filled.setTop(middle.y());
    else
        filled.setBottom(middle.y());
    const QColor accent = color(enabled ? Role::Accent : Role::Disabled);
    drawRounded(painter, filled, accent, Qt::transparent, 1.5);
    const bool active = option->state & (State_MouseOver | State_HasFocus | State_Sunken);
    const int radius = enabled && active ? 7 : 6;
    const QRect knob(middle.x() - radius + 1, middle.y() - radius + 1, 2 * radius, 2 * radius);
    drawRounded(painter, knob, enabled ? accent : color(Role::Panel), enabled ? color(Role::Panel) : accent,
                radius);
}

/// A scroll bar lies on what its area lies on: a field, or (QAbstractScrollArea::viewport() says so) the panel.
static QPalette::ColorRole backgroundOf(const QWidget* bar)
{
    for (const QWidget* parent = bar ? bar->parentWidget() : nullptr; parent; parent = parent->parentWidget()) {
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(parent))
            return area->viewport()->backgroundRole();
    }
    return QPalette::Base;
}

void Style::drawScrollBar(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const
{
    const bool horizontal = option->orientation == Qt::Horizontal;
    if (!widget || !widget->testAttribute(Qt::WA_NoSystemBackground))
        painter->fillRect(option->rect, option->palette.color(backgroundOf(widget)));
    if (option->minimum == option->maximum)
        return;
    const QRect thumb = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool active =
        option->activeSubControls & SC_ScrollBarSlider && option->state & (State_MouseOver | State_Sunken);
    const QColor fill = mix(color(Role::Hairline), color(Role::Text2), active ? 0.7 : 0.3);
    drawRounded(painter, horizontal ? thumb.adjusted(1, 2, -1, -2) : thumb.adjusted(2, 1, -2, -1), fill,
                Qt::transparent, 3);
}

void Style::drawSpinBox(const QStyleOptionSpinBox* option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool focused = option->state & State_HasFocus;
    if (option->frame)
        drawRounded(painter, option->rect, color(enabled ? Role::Field : Role::Panel),
                    color(focused ? Role::Accent : Role::Hairline), kRadius);
    if (option->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag step, const QString& name) {
        QRect box(0, 0, 10, 10);
        box.moveCenter(subControlRect(CC_SpinBox, option, part, widget).center());
        const bool usable = enabled && option->stepEnabled & step;
        const bool over = usable && option->activeSubControls & part && option->state & State_MouseOver;
        icon(name, !usable ? Role::Disabled : over ? Role::Accent : Role::Text2).paint(painter, box);
    };
    arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, QStringLiteral("chevron-up"));
    arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, QStringLiteral("chevron-down"));
}

void Style::drawProgress(const QStyleOption* option, QPainter* painter) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (!bar)
        return;
    QRect r = bar->rect;
    if (bar->maximum > bar->minimum) {
        const double share = double(bar->progress - bar->minimum) / (double(bar->maximum) - bar->minimum);
        r.setWidth(qRound(r.width() * qBound(0.0, share, 1.0)));
    } else {
        // Not known yet how much there is: a standing, half-lit bar; the numbers beside it move.
        painter->setOpacity(0.4);
    }
    if (r.width() > 0)
        drawRounded(painter, r, color(Role::Accent), Qt::transparent, 2);
    painter->setOpacity(1.0);
}

} // namespace badcase::theme
