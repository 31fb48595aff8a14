// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The rail at the left: one mode below the other, icon above a short word.

#include <QList>
#include <QString>
#include <QWidget>

namespace badcase::panels {

struct ModeEntry {
    QString icon;
    QString text;
    QString shortcut = {}; ///< shown in the tool tip; the window owns the shortcut itself
};

class ModeRail : public QWidget {
    Q_OBJECT
public:
    static constexpr int kWidth = 64;

    explicit ModeRail(QWidget* parent = nullptr);
    void setModes(const QList<ModeEntry>& modes);
    void setCurrent(int index); ///< without a signal
    int current() const { return m_current; }
    /// Modes without anything to show yet are dimmed, not hidden: nothing moves.
    void setModeEnabled(int index, bool enabled);

    QSize sizeHint() const override { return {kWidth, 400}; }

Q_SIGNALS:
    void modeRequested(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    int modeAt(QPoint position) const;
    QRect box(int index) const;
    QList<ModeEntry> m_modes;
    QList<bool> m_enabled;
    int m_current = 0;
    int m_hovered = -1;
    bool m_keyboardFocus = false;
};

} // namespace badcase::panels
