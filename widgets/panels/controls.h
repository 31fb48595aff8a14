// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small pieces that every panel is made of. GUI thread.

#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QFrame>
#include <QLabel>
#include <QList>
#include <QPixmap>
#include <QPushButton>
#include <QToolButton>

class QBoxLayout;

namespace badcase::panels {

/// A label in the colour of a role, also after a theme change.
class RoleLabel : public QLabel {
    Q_OBJECT
public:
    explicit RoleLabel(const QString& text = {}, theme::Role role = theme::Role::Text,
                       QWidget* parent = nullptr);
    void setRole(theme::Role role);
    theme::Role role() const { return m_role; }

private:
    void recolor();
    theme::Role m_role;
};

/// One line of text, elided in the middle when there is no room; the whole text is then the tool tip.
class ElidedLabel : public QWidget {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, theme::Role role = theme::Role::Text,
                         QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return m_text; }
    void setRole(theme::Role role);
    void setElideMode(Qt::TextElideMode mode) { m_mode = mode; }
    /// Says more about the text; the tool tip shows it also when nothing is elided.
    void setNote(const QString& note);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateToolTip();
    QString m_text;
    QString m_note;
    theme::Role m_role;
    Qt::TextElideMode m_mode = Qt::ElideMiddle;
};

/// Two or more choices in one frame, one of them on. Left and Right move.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(const QStringList& texts, QWidget* parent = nullptr);
    int current() const { return m_current; }
    /// Without a signal: the owner says what is so. -1: none of them.
    void setCurrent(int index);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(int index); ///< by the user

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRect segment(int index) const;
    int segmentAt(QPoint position) const;
    void choose(int index);
    QStringList m_texts;
    int m_current = 0;
    int m_hovered = -1;
};

/// A number that lights up softly for theme::kFlashMs when it changes. Right-aligned, tabular figures.
class FlashLabel : public QWidget {
    Q_OBJECT
public:
    explicit FlashLabel(QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return m_text; }
    void setRole(theme::Role role);
    bool isLit() const { return m_strength > 0; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    QString m_text;
    theme::Role m_role = theme::Role::Text;
    double m_strength = 0;
    int m_timer = 0;
};

/// Caption above a section: 11 px, secondary colour.
QLabel* makeSectionLabel(const QString& text);
/// The one next step of a panel, filled with the accent.
QPushButton* makePrimaryButton(const QString& text);
/// An icon without a frame; `toolTip` is its accessible name, too.
QToolButton* makeIconButton(const QString& icon, const QString& toolTip);
QFrame* makeHairline(Qt::Orientation orientation);
/// A square of a class's colour.
QPixmap makeSwatch(const QColor& color, int size, double devicePixelRatio);

/// A size hint changed. Qt tells the layouts only of widgets that have been visible already; a panel that is
/// filled before it is first shown would keep the sizes of its empty state.
void invalidateLayouts(QWidget* from);

/// Turns a "key" into what people read on the keyboard: "Ctrl+Shift+Z".
QString keyText(int key);

} // namespace badcase::panels
