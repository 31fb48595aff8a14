// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Data into a project: look at it first, map columns and classes, then import. Without an open project one
/// is made for the data.

#include "app/window/page.h"
#include "app/window/project_draft.h"
#include "app/workspace/import_service.h"

class QStackedWidget;

namespace badcase::models {
class ImportPreviewModel;
class ProblemsModel;
} // namespace badcase::models
namespace badcase::panels {
class EmptyState;
class ImportPanel;
class StatusNotice;
struct ImportRequest;
} // namespace badcase::panels

namespace badcase::window {

class ProjectDraftForm;

class ImportPage : public Page {
    Q_OBJECT
public:
    explicit ImportPage(PageContext& context, QWidget* parent = nullptr);
    ~ImportPage() override;

    /// A folder, zip or csv that was dropped on the window or chosen: its format is guessed and it is looked
    /// at.
    void setSource(const QString& source);
    panels::ImportPanel* panel() const { return m_panel; }
    ProjectDraftForm* projectForm() const { return m_project; }

Q_SIGNALS:
    /// A preview is on screen, or why there is none.
    void previewed();
    void startRequested();        ///< back to the start page
    void emptyProjectRequested(); ///< a project without data

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// An answer of the thread that looks at the data.
    struct Look {
        QString format;
        Result<formats::Preview> preview;
        QString classList;
        QString projectPath;
        MaskFolders folders = {};
    };

    void connectPanel();
    void connectSession();
    void begin();
    void takeChoice(int action);
    void look(const panels::ImportRequest& request, bool guess);
    void showLook(Look answer, const panels::ImportRequest& request, bool guess);
    void showPreview(const panels::ImportRequest& request);
    void showDraft();
    void showError(const QString& text);
    QStringList knownClasses() const;
    Result<void> createProject();
    void import(const panels::ImportRequest& request, bool dryRun);
    void ended(const workspace::JobState& job, const workspace::ImportReport& report, bool dryRun);
    void browse(bool folder);

    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    ProjectDraftForm* m_project;
    QWidget* m_projectLine;
    panels::StatusNotice* m_notice;
    panels::ImportPanel* m_panel;
    models::ImportPreviewModel* m_rows;
    models::ProblemsModel* m_problems;

    formats::Preview m_preview;
    QStringList m_shownColumns; ///< of the preview that the mapping boxes were made for
    QStringList m_shownClasses;
    QString m_source;
    quint64 m_generation = 0; ///< of the data that is being looked at
    CancelToken m_looking;
    int m_job = 0;
    bool m_creating = false; ///< the project that opens is the one that this page makes
    enum class Next { None, Cancel, Review, Run } m_next = Next::None; ///< what the notice's button does
};

/// What the panel asks for, as the use case wants it. `columns`: the csv's header was shown, so that a role
/// without a column is a choice and not a gap.
workspace::ImportRequest importRequestOf(const panels::ImportRequest& request, bool columns);

} // namespace badcase::window
