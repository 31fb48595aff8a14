// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/key_sheet.h"

#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kColumn = 300;
constexpr int kKeys = 104;
constexpr int kLine = 24;
constexpr int kMargin = 24;

int heightOf(const KeyGroup& group)
{
    return kLine * (static_cast<int>(group.hints.size()) + 1) + theme::kPadding;
}

} // namespace

KeySheet::KeySheet(QWidget* host) : QWidget(host)
{
    hide();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Keys"));
    host->installEventFilter(this);
}

void KeySheet::setGroups(const QList<KeyGroup>& groups)
{
    m_groups = groups;
    QStringList spoken;
    for (const KeyGroup& group : groups)
        for (const KeyHint& hint : group.hints)
            spoken.append(hint.keys + QStringLiteral(": ") + hint.text);
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    update();
}

void KeySheet::open()
{
    m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus(Qt::ShortcutFocusReason);
}

void KeySheet::leave()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

int KeySheet::columnCount() const
{
    return std::clamp((width() - 4 * kMargin) / kColumn, 1, std::max(1, static_cast<int>(m_groups.size())));
}

void KeySheet::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::withAlpha(theme::color(Role::Window), 0.72));
    // Each group goes below the shortest column so far.
    QList<int> heights(columnCount(), 0);
    QList<QPoint> places;
    for (const KeyGroup& group : m_groups) {
        const auto shortest = std::min_element(heights.begin(), heights.end());
        places.append({static_cast<int>(shortest - heights.begin()), *shortest});
        *shortest += heightOf(group);
    }
    const int tallest = *std::max_element(heights.begin(), heights.end());
    const auto columns = static_cast<int>(heights.size());
    QRect sheet(0, 0, columns * kColumn + 2 * kMargin - theme::kPadding,
                tallest + 2 * kMargin - theme::kPadding);
    sheet.moveCenter(rect().center());
    theme::drawRounded(&painter, sheet, theme::color(Role::Panel), theme::color(Role::Hairline),
                       2 * theme::kRadius);
    for (int i = 0; i < m_groups.size(); ++i) {
        const QPoint at(sheet.left() + kMargin + places[i].x() * kColumn,
                        sheet.top() + kMargin + places[i].y());
        QFont bold = theme::bodyFont();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(theme::color(Role::Text));
        painter.drawText(QRect(at, QSize(kColumn - kMargin, kLine)), Qt::AlignVCenter, m_groups[i].title);
        painter.setFont(theme::bodyFont());
        int line = at.y() + kLine;
        for (const KeyHint& hint : m_groups[i].hints) {
            painter.setPen(theme::color(Role::Accent));
            painter.drawText(QRect(at.x(), line, kKeys - 8, kLine), Qt::AlignVCenter, hint.keys);
            painter.setPen(theme::color(Role::Text2));
            const QRect text(at.x() + kKeys, line, kColumn - kKeys - kMargin, kLine);
            painter.drawText(text, Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(hint.text, Qt::ElideMiddle, text.width()));
            line += kLine;
        }
    }
}

void KeySheet::keyPressEvent(QKeyEvent*)
{
    leave();
}
void KeySheet::mousePressEvent(QMouseEvent*)
{
    leave();
}

bool KeySheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace badcase::panels
