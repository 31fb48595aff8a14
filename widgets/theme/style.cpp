// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/theme/style.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QSlider>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

namespace badcase::theme {

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return 14;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return kIconSize;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_HeaderMargin:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return kGap;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return kUnit;
    case PM_ToolTipLabelFrameWidth:
        return kUnit;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_Slider_AbsoluteSetButtons: // a click on the groove goes there at once
        return Qt::LeftButton | Qt::MiddleButton;
    case SH_Slider_PageSetButtons:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 450;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const bool iconOnly = button && button->text.isEmpty();
        result = QSize(iconOnly ? kControlHeight : size.width() + 20, kControlHeight);
        break;
    }
    case CT_ToolButton:
        result = QSize(qMax(kControlHeight, size.width() + 8), qMax(kControlHeight, size.height() + 6));
        break;
    case CT_ComboBox:
        result = QSize(size.width() + 36, kControlHeight);
        break;
    case CT_SpinBox:
        result.rwidth() += 8; // the padding of subControlRect()
        [[fallthrough]];
    case CT_LineEdit:
        result.setHeight(kControlHeight);
        break;
    case CT_HeaderSection:
        result.setHeight(kRowHeight);
        break;
    case CT_ItemViewItem:
        result.setHeight(qMax(kRowHeight, result.height()));
        break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(qMax(26, result.height()));
        break;
    case CT_TabBarTab:
        result.setHeight(kRowHeight);
        break;
    default:
        break;
    }
    return result;
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    switch (element) {
    case SE_LineEditContents:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            return option->rect.adjusted(5, 1, -5, -1);
        break;
    case SE_HeaderArrow: {
        // Beside the text: at the right of names, at the left of numbers.
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        const bool number = header && header->textAlignment & Qt::AlignRight;
        const QRect r = option->rect;
        return QRect(number ? r.left() + 2 : r.right() - 14, r.center().y() - 4, 10, 10);
    }
    case SE_HeaderLabel:
        return option->rect.adjusted(kGap, 0, -kGap, 0);
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return option->rect.adjusted(6, 1, -24, -1);
    if (control == CC_SpinBox && part == SC_SpinBoxEditField)
        return option->rect.adjusted(5, 1, -20, -1);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool focused = option->state & State_HasFocus;
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        return drawButton(option, painter, widget);
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && frame->lineWidth == 0)
            return; // e.g. inside a spin box or a table cell: the outer control has the frame
        const QColor fill =
            element == PE_PanelLineEdit ? color(enabled ? Role::Field : Role::Panel) : Qt::transparent;
        drawRounded(painter, option->rect, fill, color(focused ? Role::Accent : Role::Hairline), kRadius);
        return;
    }
    case PE_Frame:
    case PE_FrameWindow:
        drawRounded(painter, option->rect, Qt::transparent, color(Role::Hairline), 0);
        return;
    case PE_FrameMenu:
        return; // PE_PanelMenu paints both
    case PE_PanelMenu:
        painter->fillRect(option->rect, color(Role::Raised));
        drawRounded(painter, option->rect, Qt::transparent, color(Role::Hairline), 0);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, color(Role::Raised));
        drawRounded(painter, option->rect, Qt::transparent, color(Role::Hairline), 0);
        return;
    case PE_FrameFocusRect:
        if (!(option->state & State_KeyboardFocusChange))
            return; // who uses the mouse knows where it is
        drawRounded(painter, option->rect, Qt::transparent, color(Role::Accent), kRadius - 1);
        return;
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
        painter->fillRect(QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1),
                          color(Role::Hairline));
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(option, painter, false);
    case PE_IndicatorRadioButton:
        return drawCheck(option, painter, true);
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight: {
        const QString name = element == PE_IndicatorArrowDown   ? QStringLiteral("chevron-down")
                             : element == PE_IndicatorArrowUp   ? QStringLiteral("chevron-up")
                             : element == PE_IndicatorArrowLeft ? QStringLiteral("chevron-left")
                                                                : QStringLiteral("chevron-right");
        QRect box(0, 0, 12, 12);
        box.moveCenter(option->rect.center());
        icon(name, enabled ? Role::Text2 : Role::Disabled).paint(painter, box);
        return;
    }
    case PE_IndicatorHeaderArrow:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            icon(header->sortIndicator == QStyleOptionHeader::SortUp ? QStringLiteral("chevron-up")
                                                                     : QStringLiteral("chevron-down"),
                 Role::Accent)
                .paint(painter, option->rect);
        return;
    case PE_IndicatorBranch: {
        if (!(option->state & State_Children))
            return;
        QRect box(0, 0, 12, 12);
        box.moveCenter(option->rect.center());
        icon(option->state & State_Open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
             Role::Text2)
            .paint(painter, box);
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    switch (element) {
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return drawHeader(header, painter);
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, color(Role::Panel));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          color(Role::Hairline));
        return;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            return drawTab(tab, painter);
        break;
    case CE_Splitter: {
        const bool upright =
            option->state & State_Horizontal; // Qt's "horizontal" splitter has an upright handle
        const QRect r = option->rect;
        const QColor line = color(option->state & State_MouseOver ? Role::Accent : Role::Hairline);
        painter->fillRect(upright ? QRect(r.center().x(), r.top(), 1, r.height())
                                  : QRect(r.left(), r.center().y(), r.width(), 1),
                          line);
        return;
    }
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (element == CE_ProgressBarGroove)
            drawRounded(painter, option->rect, color(Role::Hover), Qt::transparent, 2);
        else
            drawProgress(option, painter);
        return;
    case CE_ShapedFrame:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            const QRect r = frame->rect;
            painter->fillRect(frame->frameShape == QFrame::HLine
                                  ? QRect(r.left(), r.center().y(), r.width(), 1)
                                  : QRect(r.center().x(), r.top(), 1, r.height()),
                              color(Role::Hairline));
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button && widget && widget->property(kPrimaryProperty).toBool() &&
            (option->state & State_Enabled)) {
            QStyleOptionButton accented(*button);
            accented.palette.setColor(QPalette::ButtonText, color(Role::OnAccent));
            return QProxyStyle::drawControl(element, &accented, painter, widget);
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return drawComboBox(combo, painter, widget);
        break;
    case CC_Slider:
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return drawSlider(slider, painter, widget);
        break;
    case CC_ScrollBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return drawScrollBar(bar, painter, widget);
        break;
    case CC_ToolButton:
        if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            QStyleOptionToolButton plain(*tool);
            plain.features &= ~QStyleOptionToolButton::HasMenu; // the menu needs no arrow of its own
            return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        }
        break;
    case CC_SpinBox:
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
            return drawSpinBox(spin, painter, widget);
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
        qobject_cast<QScrollBar*>(widget) || qobject_cast<QSlider*>(widget) ||
        qobject_cast<QHeaderView*>(widget) || qobject_cast<QTabBar*>(widget) ||
        widget->inherits("QSplitterHandle"))
        widget->setAttribute(Qt::WA_Hover);
}

} // namespace badcase::theme
