// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The main window: puts rail, selection bar, pages, inspector and status strip in their places and connects
/// them. What they do is theirs.

#include "app/window/actions.h"
#include "app/window/labelling.h"
#include "app/window/navigator.h"
#include "app/window/project_files.h"
#include "app/window/workbench.h"

#include <QMainWindow>

class QSplitter;

namespace badcase::panels {
class CommandPalette;
class KeySheet;
class ModeRail;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

class InspectorDock;
class PageStack;
class SelectionBar;
class StatusStrip;
class WindowMenu;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    Workbench& bench() { return m_bench; }
    ActionRegistry& actionRegistry() { return m_actions; }
    ProjectFiles& files() { return m_files; }
    PageStack& pages() { return *m_pages; }
    InspectorDock& inspector() { return *m_inspector; }
    panels::StatusNotice& notice() { return *m_notice; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    QWidget* buildRail();
    QWidget* buildContent();
    void addActions();
    void connectProject();
    void connectRequests();
    void restoreLayout();
    void showMode();
    void showTitle();
    void showError(const Error& error);
    void showLocked(const QString& path, const Error& error);
    void showHint(const QString& text);
    void setInspectorShown(bool shown);

    Workbench m_bench;
    ActionRegistry m_actions;
    ProjectFiles m_files;
    Navigator m_navigator;
    Labelling m_labelling;
    WindowMenu* m_menu;
    panels::ModeRail* m_rail;
    SelectionBar* m_selectionBar;
    QWidget* m_selectionLine;
    panels::StatusNotice* m_notice;
    PageStack* m_pages;
    InspectorDock* m_inspector;
    StatusStrip* m_status;
    QSplitter* m_splitter;
    panels::CommandPalette* m_palette;
    panels::KeySheet* m_keySheet;
    bool m_inspectorShown = true;
    QString m_lockedProject;  ///< what the notice offers to open read-only
    bool m_hintShown = false; ///< the notice is one that goes with the next step
    bool m_closing = false;   ///< waits for jobs to stop
};

} // namespace badcase::window
