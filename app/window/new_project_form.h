// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A new project without data yet. One for a data set is made on the Import page, which has seen the data.

#include "app/window/project_draft.h"

#include <QWidget>

class QPushButton;

namespace badcase::panels {
class StatusNotice;
}

namespace badcase::window {

class ProjectDraftForm;

/// GUI thread.
class NewProjectForm : public QWidget {
    Q_OBJECT
public:
    explicit NewProjectForm(QWidget* parent = nullptr);

    void start();

Q_SIGNALS:
    void createRequested(const QString& path, const badcase::Schema& schema);
    void cancelled();

private:
    void showDraft();
    void create();

    ProjectDraftForm* m_draft;
    panels::StatusNotice* m_notice;
    QPushButton* m_create;
};

} // namespace badcase::window
