// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/controls.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"

#include <QKeyEvent>
#include <QKeySequence>
#include <QLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QTimerEvent>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

RoleLabel::RoleLabel(const QString& text, Role role, QWidget* parent) : QLabel(text, parent), m_role(role)
{
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &RoleLabel::recolor);
    recolor();
}

void RoleLabel::setRole(Role role)
{
    m_role = role;
    recolor();
}

void RoleLabel::recolor()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, theme::color(m_role));
    own.setColor(QPalette::Text, theme::color(m_role));
    own.setColor(QPalette::Link, theme::color(Role::Accent));
    setPalette(own);
}

ElidedLabel::ElidedLabel(const QString& text, Role role, QWidget* parent) : QWidget(parent), m_role(role)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void ElidedLabel::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setRole(Role role)
{
    m_role = role;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height() + 4};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 48), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(theme::color(isEnabled() ? m_role : Role::Disabled));
    const QRect place = contentsRect();
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_text, m_mode, place.width()));
}

void ElidedLabel::resizeEvent(QResizeEvent*)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    const bool elided = fontMetrics().horizontalAdvance(m_text) > contentsRect().width();
    const QString whole = elided ? m_text : QString();
    setToolTip(whole.isEmpty() || m_note.isEmpty() ? whole + m_note : whole + QStringLiteral("\n\n") + m_note);
}

void ElidedLabel::setNote(const QString& note)
{
    m_note = note;
    updateToolTip();
}

SegmentedControl::SegmentedControl(const QStringList& texts, QWidget* parent)
    : QWidget(parent), m_texts(texts)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(m_texts.join(QStringLiteral(", ")));
}

void SegmentedControl::setCurrent(int index)
{
    m_current = std::clamp(index, -1, static_cast<int>(m_texts.size()) - 1);
    setAccessibleDescription(m_texts.value(m_current));
    update();
}

QSize SegmentedControl::sizeHint() const
{
    int width = 0;
    for (const QString& text : m_texts)
        width = std::max(width, fontMetrics().horizontalAdvance(text));
    return {static_cast<int>(m_texts.size()) * (width + 16), theme::kControlHeight};
}

QRect SegmentedControl::segment(int index) const
{
    const auto count = static_cast<int>(m_texts.size());
    const int left = width() * index / count;
    return {left, 0, width() * (index + 1) / count - left, height()};
}

int SegmentedControl::segmentAt(QPoint position) const
{
    for (int i = 0; i < m_texts.size(); ++i)
        if (segment(i).contains(position))
            return i;
    return -1;
}

void SegmentedControl::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::drawRounded(&painter, rect(), theme::color(Role::Field),
                       theme::color(hasFocus() ? Role::Accent : Role::Hairline), theme::kRadius);
    for (int i = 0; i < m_texts.size(); ++i) {
        const QRect box = segment(i).adjusted(2, 2, -2, -2);
        const bool on = i == m_current && isEnabled();
        if (on || (i == m_hovered && isEnabled()))
            theme::drawRounded(&painter, box, theme::color(on ? Role::Selection : Role::Hover),
                               Qt::transparent, theme::kRadius - 1);
        painter.setPen(theme::color(!isEnabled() ? Role::Disabled : on ? Role::Text : Role::Text2));
        painter.drawText(box, Qt::AlignCenter,
                         fontMetrics().elidedText(m_texts[i], Qt::ElideMiddle, box.width() - 4));
    }
}

void SegmentedControl::mousePressEvent(QMouseEvent* event)
{
    const int index = segmentAt(event->pos());
    if (index >= 0)
        choose(index);
}

void SegmentedControl::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = segmentAt(event->pos());
    update();
}

void SegmentedControl::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void SegmentedControl::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left && m_current > 0)
        choose(m_current - 1);
    else if (event->key() == Qt::Key_Right && m_current + 1 < m_texts.size())
        choose(m_current + 1);
    else
        QWidget::keyPressEvent(event);
}

void SegmentedControl::choose(int index)
{
    if (index == m_current)
        return;
    setCurrent(index);
    Q_EMIT chosen(index);
}

FlashLabel::FlashLabel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FlashLabel::setText(const QString& text)
{
    if (text == m_text)
        return;
    const bool first = m_text.isEmpty();
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    if (!first && isVisible()) {
        m_strength = 1.0;
        if (!m_timer)
            m_timer = startTimer(theme::kFlashMs / 6);
    }
    update();
}

void FlashLabel::setRole(Role role)
{
    m_role = role;
    update();
}

QSize FlashLabel::sizeHint() const
{
    const QFontMetrics metrics(theme::numberFont());
    return {metrics.horizontalAdvance(m_text) + 8, metrics.height() + 4};
}

void FlashLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_strength > 0)
        theme::drawRounded(&painter, rect(), theme::withAlpha(theme::color(Role::Accent), 0.35 * m_strength),
                           Qt::transparent, theme::kRadius - 1);
    painter.setFont(theme::numberFont());
    painter.setPen(theme::color(m_role));
    painter.drawText(rect().adjusted(4, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, m_text);
}

void FlashLabel::timerEvent(QTimerEvent*)
{
    m_strength -= 1.0 / 6;
    if (m_strength <= 0.01) {
        m_strength = 0;
        killTimer(m_timer);
        m_timer = 0;
    }
    update();
}

QLabel* makeSectionLabel(const QString& text)
{
    auto* label = new RoleLabel(text, Role::Text2);
    QFont font = theme::captionFont();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QPushButton* makePrimaryButton(const QString& text)
{
    auto* button = new QPushButton(text);
    button->setProperty(theme::kPrimaryProperty, true);
    return button;
}

QToolButton* makeIconButton(const QString& icon, const QString& toolTip)
{
    auto* button = new QToolButton;
    button->setIcon(theme::icon(icon, Role::Text2));
    button->setIconSize({theme::kIconSize, theme::kIconSize});
    button->setAutoRaise(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QFrame* makeHairline(Qt::Orientation orientation)
{
    auto* line = new QFrame;
    line->setFrameShape(orientation == Qt::Horizontal ? QFrame::HLine : QFrame::VLine);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

QPixmap makeSwatch(const QColor& color, int size, double devicePixelRatio)
{
    QPixmap pixmap(qRound(size * devicePixelRatio), qRound(size * devicePixelRatio));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    theme::drawRounded(&painter, QRect(0, 0, size, size), color, Qt::transparent, 2);
    return pixmap;
}

void invalidateLayouts(QWidget* from)
{
    from->updateGeometry();
    for (QWidget* widget = from->parentWidget(); widget; widget = widget->parentWidget()) {
        if (QLayout* layout = widget->layout())
            layout->invalidate();
        widget->updateGeometry();
    }
}

QString keyText(int key)
{
    return QKeySequence(key).toString(QKeySequence::NativeText);
}

} // namespace badcase::panels
