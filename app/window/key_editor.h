// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Every action with its keys, and a field to press others. A key means one thing: it is taken from whoever
/// had it.

#include <QKeySequence>
#include <QWidget>

class QKeySequenceEdit;
class QPushButton;
class QTableWidget;

namespace badcase::panels {
class RoleLabel;
}

namespace badcase::window {

class ActionRegistry;

class KeyEditor : public QWidget {
    Q_OBJECT
public:
    explicit KeyEditor(ActionRegistry& actions, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void finished();

private:
    QString currentId() const;
    void showCurrent();
    void assign();
    void remove();
    void reset();

    ActionRegistry& m_actions;
    QTableWidget* m_table;
    QKeySequenceEdit* m_edit;
    QPushButton* m_remove;
    QPushButton* m_reset;
    panels::RoleLabel* m_message;
};

} // namespace badcase::window
