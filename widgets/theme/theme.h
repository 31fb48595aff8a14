// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The colours, fonts and measures of the window. Everything here belongs to the GUI thread.

#include <QColor>
#include <QFont>
#include <QObject>

namespace badcase::theme {

/// What a colour is for. Widgets ask for a role, never for a colour of their own.
enum class Role {
    Window,     ///< behind everything
    Panel,      ///< inspector, rail, bars
    Raised,     ///< buttons, chips, menus
    Field,      ///< text fields, tables, lists
    Hover,      ///< under the mouse
    Hairline,   ///< the one line between regions
    Text,       ///< primary text
    Text2,      ///< captions, secondary text
    Disabled,   ///< text of what cannot be used now
    Accent,     ///< the one accent: focus, primary button, links
    OnAccent,   ///< text on Accent
    Selection,  ///< selected rows and cells (Text stays readable on it)
    Good,       ///< right (teal)
    Warn,       ///< look here
    Bad,        ///< wrong, failed (orange)
    Given,      ///< what the data set says
    Corrected,  ///< what an analyst says
    Suggestion, ///< what a model suggests
    Canvas,     ///< around pictures
    Checker,    ///< second colour of the transparency checkerboard
    MaskRight,  ///< mask difference: label and prediction agree
    MaskMissed, ///< mask difference: labelled, not predicted
    MaskFalse,  ///< mask difference: predicted, not labelled
};
inline constexpr int kRoleCount = static_cast<int>(Role::MaskFalse) + 1;

enum class Scheme { Light, Dark };
enum class Mode { System, Light, Dark };

/// Distances in px; everything is a multiple of kUnit.
inline constexpr int kUnit = 4;
inline constexpr int kPadding = 12;   ///< inside panels
inline constexpr int kGap = 8;        ///< between controls
inline constexpr int kRowHeight = 28; ///< rows of tables and lists
inline constexpr int kControlHeight = 24;
inline constexpr int kRadius = 4;
inline constexpr int kIconSize = 16;
inline constexpr int kRailIconSize = 20;
inline constexpr int kFlashMs = 150; ///< how long a changed number stays lit

/// The one theme of the program. It is made at the first call of instance() and lives as long as the
/// QApplication.
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& instance();

    /// Puts style, palette, fonts and tool tips on the application. Call once, before the first widget is
    /// shown.
    void apply();
    /// System follows the desktop, also while the program runs; Light and Dark override it.
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    Scheme scheme() const { return m_scheme; }
    QColor color(Role role) const;

    /// The colour of a role in a scheme that need not be the current one (tests, printing).
    static QColor colorOf(Scheme scheme, Role role);

Q_SIGNALS:
    /// After palette and style have changed. Widgets that keep coloured pixmaps rebuild them here.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit Theme(QObject* parent);
    void refresh();
    static Scheme detectSystemScheme();

    Mode m_mode = Mode::System;
    Scheme m_scheme = Scheme::Light;
    bool m_applied = false;
    bool m_detecting = false;
    QFont m_systemFont;
};

/// Shorthand for Theme::instance().color(role).
QColor color(Role role);
/// A mixed into B: 0 gives a, 1 gives b.
QColor mix(const QColor& a, const QColor& b, double share);
/// `color` with another alpha, 0..1.
QColor withAlpha(QColor color, double alpha);

QFont bodyFont();    ///< 13 px
QFont captionFont(); ///< 11 px
QFont titleFont();   ///< 15 px, for empty states
/// Body font with tabular figures, so that numbers below one another line up.
QFont numberFont();
QFont captionNumberFont();

/// WCAG 2 contrast ratio, 1..21.
double contrast(const QColor& a, const QColor& b);

/// Percent with one decimal ("12.5 %"), scores with three (".471" is never printed without its zero:
/// "0.471").
QString percentText(double share);
QString scoreText(double score);

} // namespace badcase::theme
