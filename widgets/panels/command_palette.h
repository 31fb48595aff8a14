// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Ctrl+K: every action by name, with its shortcut. Type to find, Enter to do, Escape to leave.

#include <QAction>
#include <QFrame>
#include <QList>
#include <QPointer>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace badcase::panels {

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    /// `host` is the window it lies over.
    explicit CommandPalette(QWidget* host);

    /// Actions without a text or that are invisible are left out; disabled ones are shown dimmed.
    void setActions(const QList<QAction*>& actions);
    void open();
    /// Names as they are listed now.
    QStringList listed() const;

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refill();
    void run();
    void leave();
    void place();

    QList<QPointer<QAction>> m_actions;
    QLineEdit* m_edit;
    QListView* m_list;
    QStandardItemModel* m_model;
    QPointer<QWidget> m_before; ///< had the focus when it was opened
};

} // namespace badcase::panels
