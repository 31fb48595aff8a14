// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Who decides the current run: the model itself, or one of the project's threshold sets. Choosing another one makes the
/// decisions anew; sets are handed out as JSON, taken in, and deleted here.

#include "app/workspace/session.h"

#include <QWidget>

class QComboBox;
class QMenu;
class QToolButton;

namespace badcase::window {

/// GUI thread.
class DecidedBy : public QWidget {
    Q_OBJECT
public:
    explicit DecidedBy(workspace::Session& session, QWidget* parent = nullptr);
    QComboBox* choice() const { return m_choice; }

Q_SIGNALS:
    void failed(const badcase::Error& error);
    void said(const QString& text); ///< what was done

private:
    void refresh();
    void show(const QStringList& sets);
    void choose(int index);
    void fillMenu(const QStringList& sets);
    void exportSet(const QString& set);
    void importSet();
    void removeSet(const QString& set);

    workspace::Session& m_session;
    QComboBox* m_choice;
    QToolButton* m_more;
    QMenu* m_menu;
};

} // namespace badcase::window
