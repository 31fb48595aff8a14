// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The menu at the foot of the rail: files, history, appearance, language, help.

#include <QMenu>

namespace badcase::window {

class ActionRegistry;

class WindowMenu : public QMenu {
    Q_OBJECT
public:
    explicit WindowMenu(ActionRegistry& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    void recentRequested(const QString& path);
    /// The choice is stored; it holds from the next start on.
    void languageChanged();

private:
    void addTheme(ActionRegistry& actions);
    void addLanguages();
    void fillRecent();

    QMenu* m_recent;
};

} // namespace badcase::window
