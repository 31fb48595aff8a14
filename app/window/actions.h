// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Every action of the window by a stable id: what menus, the command palette, the key sheet and the
/// shortcuts share.

#include <QAction>
#include <QHash>
#include <QList>
#include <QObject>

#include <functional>
#include <vector>

class QWidget;

namespace badcase::window {

/// What an action is from its birth.
struct ActionSpec {
    QString id;    ///< "label.keep"; stable, the key of stored shortcuts
    QString group; ///< title in the key sheet; empty: not listed there
    QString text;
    QList<QKeySequence> shortcuts = {};
    bool checkable = false;
    bool repeats = false; ///< while the key is held (next, previous)
};

/// Actions live on `window`, so that their keys work wherever the focus is. While somebody types, keys
/// without Ctrl or Alt belong to the text field. GUI thread.
class ActionRegistry : public QObject {
    Q_OBJECT
public:
    explicit ActionRegistry(QWidget* window);

    QAction* add(const ActionSpec& spec, std::function<void()> run);
    /// For checkable actions: called with the new state.
    QAction* addToggle(ActionSpec spec, std::function<void(bool)> run);

    QAction* action(const QString& id) const { return m_actions.value(id); } ///< null: unknown
    QList<QAction*> actions() const;                                         ///< in the order of adding
    const std::vector<ActionSpec>& specs() const { return m_specs; }

    /// Gives an action other keys and remembers them; the keys are taken from whoever had them.
    void setShortcuts(const QString& id, const QList<QKeySequence>& keys);
    void resetShortcuts(const QString& id);
    /// The id that has this key now; empty: free.
    QString ownerOf(const QKeySequence& key) const;

    /// Disabled actions say why in their tool tip; empty: enabled.
    void setReason(const QString& id, const QString& reason);

Q_SIGNALS:
    void shortcutsChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window;
    std::vector<ActionSpec> m_specs;
    QHash<QString, QAction*> m_actions;
};

} // namespace badcase::window
