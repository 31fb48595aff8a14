// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/theme/theme.h"

#include "widgets/theme/style.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QFontInfo>
#include <QLocale>
#include <QPalette>
#include <QPointer>
#include <QScopedValueRollback>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QStyleHints>
#endif

namespace badcase::theme {

namespace {

/// In the order of Role. Text roles keep at least 4.5:1 on Window, Panel, Raised, Field and Selection
/// (tst_theme).
constexpr std::array<QRgb, kRoleCount> kDark = {
    0xff1b1d20, // Window
    0xff22252a, // Panel
    0xff2e3238, // Raised
    0xff181a1d, // Field
    0xff2a2e34, // Hover
    0xff383d44, // Hairline
    0xffe6e8eb, // Text
    0xffaeb4bc, // Text2
    0xff6b727b, // Disabled
    0xff62a8f8, // Accent
    0xff0a1420, // OnAccent
    0xff274363, // Selection
    0xff45c5b3, // Good
    0xffe2b550, // Warn
    0xfff39a55, // Bad
    0xffa3bbd8, // Given
    0xffbda3f7, // Corrected
    0xffe5c767, // Suggestion
    0xff131416, // Canvas
    0xff24262a, // Checker
    0xff2fb5a4, // MaskRight
    0xfff08a33, // MaskMissed
    0xffe04fc4, // MaskFalse
};

constexpr std::array<QRgb, kRoleCount> kLight = {
    0xffeef0f2, // Window
    0xfff8f9fa, // Panel
    0xffffffff, // Raised
    0xffffffff, // Field
    0xffe6e9ed, // Hover
    0xffd3d7dc, // Hairline
    0xff1b1f24, // Text
    0xff505862, // Text2
    0xff8e959d, // Disabled
    0xff1a63c4, // Accent
    0xffffffff, // OnAccent
    0xffcfe2f9, // Selection
    0xff08655a, // Good
    0xff795000, // Warn
    0xff9c430a, // Bad
    0xff3d566f, // Given
    0xff5f3db8, // Corrected
    0xff6d5400, // Suggestion
    0xffdfe2e6, // Canvas
    0xffcfd3d8, // Checker
    0xff1c9e8e, // MaskRight
    0xffe67a1c, // MaskMissed
    0xffcf35b0, // MaskFalse
};

QPalette makePalette(Scheme scheme)
{
    const auto c = [scheme](Role role) { return Theme::colorOf(scheme, role); };
    QPalette p;
    p.setColor(QPalette::Window, c(Role::Panel));
    p.setColor(QPalette::WindowText, c(Role::Text));
    p.setColor(QPalette::Base, c(Role::Field));
    p.setColor(QPalette::AlternateBase, c(Role::Panel));
    p.setColor(QPalette::Text, c(Role::Text));
    p.setColor(QPalette::Button, c(Role::Raised));
    p.setColor(QPalette::ButtonText, c(Role::Text));
    p.setColor(QPalette::BrightText, c(Role::Bad));
    p.setColor(QPalette::ToolTipBase, c(Role::Raised));
    p.setColor(QPalette::ToolTipText, c(Role::Text));
    p.setColor(QPalette::PlaceholderText, c(Role::Text2));
    p.setColor(QPalette::Highlight, c(Role::Selection));
    p.setColor(QPalette::HighlightedText, c(Role::Text));
    p.setColor(QPalette::Link, c(Role::Accent));
    p.setColor(QPalette::LinkVisited, c(Role::Accent));
    p.setColor(QPalette::Light, c(Role::Raised));
    p.setColor(QPalette::Midlight, c(Role::Hover));
    p.setColor(QPalette::Mid, c(Role::Hairline));
    p.setColor(QPalette::Dark, c(Role::Hairline));
    p.setColor(QPalette::Shadow, c(Role::Window));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText,
          QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, c(Role::Disabled));
    p.setColor(QPalette::Disabled, QPalette::Base, c(Role::Panel));
    return p;
}

double luminance(const QColor& color)
{
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QFont sizedFont(int pixels)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    return font;
}

QFont tabular(QFont font)
{
    // Before Qt 6.7 font features cannot be asked for; the common UI fonts (DejaVu Sans, Noto Sans,
    // Cantarell, Segoe UI, the CJK families) have tabular figures as their default.
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature(QFont::Tag("tnum"), 1);
#endif
    return font;
}

} // namespace

Theme& Theme::instance()
{
    static QPointer<Theme> theme;
    if (!theme) {
        Q_ASSERT_X(qApp, "Theme", "needs a QApplication");
        theme = new Theme(qApp);
    }
    return *theme;
}

Theme::Theme(QObject* parent)
    : QObject(parent), m_scheme(detectSystemScheme()), m_systemFont(QApplication::font())
{
    parent->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::refresh);
#endif
}

QColor Theme::colorOf(Scheme scheme, Role role)
{
    const auto& table = scheme == Scheme::Dark ? kDark : kLight;
    return QColor::fromRgb(table[static_cast<std::size_t>(role)]);
}

QColor Theme::color(Role role) const
{
    return colorOf(m_scheme, role);
}

void Theme::apply()
{
    m_applied = true;
    QFont font = m_systemFont;
    font.setPixelSize(13);
    // Left to itself, the font system may take any weight and any country's form for Chinese letters.
    QStringList families{QFontInfo(m_systemFont).family()}; // resolved: the name may be empty or an alias
    families << QStringLiteral("Noto Sans CJK SC") << QStringLiteral("Source Han Sans SC")
             << QStringLiteral("Noto Sans SC") << QStringLiteral("WenQuanYi Micro Hei");
    font.setFamilies(families);
    QApplication::setFont(font);
    QApplication::setStyle(new Style);
    refresh();
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    refresh();
}

Scheme Theme::detectSystemScheme()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (const auto hint = QGuiApplication::styleHints()->colorScheme(); hint != Qt::ColorScheme::Unknown)
        return hint == Qt::ColorScheme::Dark ? Scheme::Dark : Scheme::Light;
#endif
    // A default palette brings the platform's own back, whatever was set before; dark desktops have light
    // text on dark.
    const QPalette ours = QGuiApplication::palette();
    QGuiApplication::setPalette(QPalette());
    const QPalette system = QGuiApplication::palette();
    QGuiApplication::setPalette(ours);
    return system.color(QPalette::WindowText).lightnessF() > system.color(QPalette::Window).lightnessF()
               ? Scheme::Dark
               : Scheme::Light;
}

void Theme::refresh()
{
    const QScopedValueRollback guard(m_detecting, true);
    switch (m_mode) {
    case Mode::System:
        m_scheme = detectSystemScheme();
        break;
    case Mode::Light:
        m_scheme = Scheme::Light;
        break;
    case Mode::Dark:
        m_scheme = Scheme::Dark;
        break;
    }
    if (!m_applied)
        return;
    const QPalette palette = makePalette(m_scheme);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(bodyFont());
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    // Qt 6.4 tells of a changed desktop theme only by this event; our own setPalette() causes it too, hence
    // the guard.
    if (event->type() == QEvent::ThemeChange && !m_detecting && m_mode == Mode::System && m_applied)
        QMetaObject::invokeMethod(this, &Theme::refresh, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

QColor color(Role role)
{
    return Theme::instance().color(role);
}

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto blend = [share](float x, float y) { return static_cast<float>(x + (y - x) * share); };
    return QColor::fromRgbF(blend(a.redF(), b.redF()), blend(a.greenF(), b.greenF()),
                            blend(a.blueF(), b.blueF()), blend(a.alphaF(), b.alphaF()));
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

QFont bodyFont()
{
    return sizedFont(13);
}
QFont captionFont()
{
    return sizedFont(11);
}

QFont titleFont()
{
    QFont font = sizedFont(15);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont numberFont()
{
    return tabular(bodyFont());
}
QFont captionNumberFont()
{
    return tabular(captionFont());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QString percentText(double share)
{
    return QCoreApplication::translate("badcase::theme", "%1 %", "percentage").arg(100.0 * share, 0, 'f', 1);
}

QString scoreText(double score)
{
    return QString::number(score, 'f', 3);
}

} // namespace badcase::theme
