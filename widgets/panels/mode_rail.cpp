// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/mode_rail.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kEntry = 56;

} // namespace

ModeRail::ModeRail(QWidget* parent) : QWidget(parent)
{
    setFixedWidth(kWidth);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Modes"));
}

void ModeRail::setModes(const QList<ModeEntry>& modes)
{
    m_modes = modes;
    m_enabled = QList<bool>(modes.size(), true);
    setMinimumHeight(kEntry * static_cast<int>(modes.size()));
    update();
}

void ModeRail::setCurrent(int index)
{
    m_current = index;
    if (index >= 0 && index < m_modes.size())
        setAccessibleDescription(m_modes[index].text);
    update();
}

void ModeRail::setModeEnabled(int index, bool enabled)
{
    m_enabled[index] = enabled;
    update();
}

QRect ModeRail::box(int index) const
{
    return {0, theme::kUnit + index * kEntry, width() - 1, kEntry};
}

int ModeRail::modeAt(QPoint position) const
{
    for (int i = 0; i < m_modes.size(); ++i)
        if (box(i).contains(position))
            return i;
    return -1;
}

void ModeRail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Role::Window));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme::color(Role::Hairline));
    painter.setFont(theme::captionFont());
    for (int i = 0; i < m_modes.size(); ++i) {
        const QRect entry = box(i);
        const QRect tile = entry.adjusted(4, 2, -4, -2);
        const bool on = i == m_current;
        const bool usable = m_enabled[i];
        if (on || (i == m_hovered && usable))
            theme::drawRounded(&painter, tile, theme::color(on ? Role::Raised : Role::Hover), Qt::transparent,
                               theme::kRadius);
        if (on)
            theme::drawRounded(&painter, QRect(0, tile.top() + 8, 3, tile.height() - 16),
                               theme::color(Role::Accent), Qt::transparent, 1.5);
        const Role role = !usable ? Role::Disabled : on ? Role::Text : Role::Text2;
        QRect icon(0, 0, theme::kRailIconSize, theme::kRailIconSize);
        icon.moveCenter(QPoint(entry.center().x(), entry.top() + 21));
        theme::icon(m_modes[i].icon, on ? Role::Accent : role).paint(&painter, icon);
        painter.setPen(theme::color(role));
        const QRect text(tile.left(), entry.top() + 34, tile.width(), 16);
        painter.drawText(text, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(m_modes[i].text, Qt::ElideRight, text.width()));
    }
    if (m_keyboardFocus && m_current >= 0 && m_current < m_modes.size())
        theme::drawRounded(&painter, box(m_current).adjusted(4, 2, -4, -2), Qt::transparent,
                           theme::color(Role::Accent), theme::kRadius);
}

void ModeRail::mousePressEvent(QMouseEvent* event)
{
    const int index = modeAt(event->pos());
    if (event->button() == Qt::LeftButton && index >= 0 && m_enabled[index])
        Q_EMIT modeRequested(index);
}

void ModeRail::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = modeAt(event->pos());
    update();
}

void ModeRail::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void ModeRail::focusInEvent(QFocusEvent* event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void ModeRail::focusOutEvent(QFocusEvent*)
{
    m_keyboardFocus = false;
    update();
}

void ModeRail::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0)
        return QWidget::keyPressEvent(event);
    for (int i = m_current + step; i >= 0 && i < m_modes.size(); i += step)
        if (m_enabled[i])
            return Q_EMIT modeRequested(i);
}

bool ModeRail::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int index = modeAt(help->pos());
        if (index >= 0 && !m_modes[index].shortcut.isEmpty())
            QToolTip::showText(help->globalPos(),
                               tr("%1 (%2)", "name of a mode (its shortcut)")
                                   .arg(m_modes[index].text, m_modes[index].shortcut),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace badcase::panels
