// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Fusion made flat and dense: one hairline, corners of 4 px, controls 24 and rows 28 px high, no gradients.
/// Colours come from Theme at paint time, so a theme change needs no new style. Theme::apply() installs it.

#include <QProxyStyle>

class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;

namespace badcase::theme {

/// Dynamic properties that widgets may carry to look different:
///   "badcasePrimary" (bool) on a QPushButton: filled with the accent, for the one next step of a panel
///   "badcaseQuiet" (bool) on a QAbstractButton: no frame until the mouse is over it
inline constexpr char kPrimaryProperty[] = "badcasePrimary";
inline constexpr char kQuietProperty[] = "badcaseQuiet";

class Style : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;

private:
    // style_controls.cpp
    void drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawCheck(const QStyleOption* option, QPainter* painter, bool round) const;
    void drawHeader(const QStyleOptionHeader* option, QPainter* painter) const;
    void drawTab(const QStyleOptionTab* option, QPainter* painter) const;
    void drawComboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget) const;
    void drawSlider(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const;
    void drawScrollBar(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const;
    void drawSpinBox(const QStyleOptionSpinBox* option, QPainter* painter, const QWidget* widget) const;
    void drawProgress(const QStyleOption* option, QPainter* painter) const;
};

/// A filled rounded rectangle with a hairline on whole device pixels. `fill` or `line` may be transparent.
void drawRounded(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line, double radius);

} // namespace badcase::theme
