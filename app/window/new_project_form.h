// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A new project from the start page: for a data set that was dropped, or empty.

#include "app/window/project_draft.h"

#include <QWidget>

class QPushButton;

namespace badcase::panels {
class StatusNotice;
}

namespace badcase::window {

class ProjectDraftForm;

/// The data set is looked at in the background; its guesses do not replace what the user has chosen. GUI
/// thread.
class NewProjectForm : public QWidget {
    Q_OBJECT
public:
    explicit NewProjectForm(QWidget* parent = nullptr);

    /// `source` empty: a project without data yet.
    void start(const QString& source = {});

Q_SIGNALS:
    void createRequested(const QString& path, const badcase::Schema& schema, const QString& source);
    void cancelled();

private:
    void showDraft();
    void create();

    ProjectDraftForm* m_draft;
    panels::StatusNotice* m_notice;
    QPushButton* m_create;
    QString m_source;
    formats::Preview m_preview;
    quint64 m_generation = 0;
};

} // namespace badcase::window
