// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a page is for, while it has nothing to show, and the one next step.

#include <QStringList>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace badcase::panels {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    /// The first action is the primary one.
    EmptyState(const QString& icon, const QString& title, const QString& text, const QStringList& actions,
               QWidget* parent = nullptr);
    void setContent(const QString& icon, const QString& title, const QString& text,
                    const QStringList& actions);

Q_SIGNALS:
    void actionRequested(int index);

private:
    class Picture;
    Picture* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace badcase::panels
