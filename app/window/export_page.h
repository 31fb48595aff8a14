// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The data set for the trainer: what goes out, how the last export ended, and earlier ones.

#include "app/window/page.h"
#include "app/workspace/export_service.h"
#include "storage/activity_log.h"

#include <vector>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace badcase::models {
class ProblemsModel;
}
namespace badcase::panels {
class EmptyState;
class ExportForm;
class RoleLabel;
class StatusNotice;
struct ExportRequest;
} // namespace badcase::panels

namespace badcase::window {

class ExportLogModel;
class RunningStrip;

class ExportPage : public Page {
    Q_OBJECT
public:
    explicit ExportPage(PageContext& context, QWidget* parent = nullptr);
    void activate() override;
    panels::ExportForm* form() const { return m_form; }

Q_SIGNALS:
    /// The export has ended, well or not, and the page says how.
    void ended();

private:
    QWidget* buildForm();
    QWidget* buildResult();
    void refresh();
    void refreshForm();
    void showLog(const std::vector<storage::Activity>& activities);
    void reloadLog();
    void count(const panels::ExportRequest& request);
    void start(const panels::ExportRequest& request);
    void showEnd(const workspace::JobState& job, const workspace::ExportReport& report);
    void openFolder(const QString& folder);

    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    panels::ExportForm* m_form;
    panels::StatusNotice* m_notice;
    QWidget* m_problemsBox;
    models::ProblemsModel* m_problems;
    ExportLogModel* m_log;
    QTableView* m_logTable;
    panels::RoleLabel* m_noLog;
    QPushButton* m_openLogged;
    QString m_lastFolder; ///< of the export that the notice speaks of
    QString m_forProject; ///< the form's suggestions are made for this project
    int m_job = 0;
    bool m_exporting = false; ///< the notice's button cancels, else it opens the folder
    quint64 m_countGeneration = 0;
};

} // namespace badcase::window
