// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The runs of the project and a new one.

#include "app/window/page.h"
#include "app/workspace/database_thread.h"
#include "app/workspace/run_service.h"

#include <QHash>

#include <memory>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace badcase::models {
class RunsModel;
class TableSortProxy;
} // namespace badcase::models
namespace badcase::panels {
class EmptyState;
class RoleLabel;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

class AblatePanel;
class CombinePanel;
class ImportPredictionsPanel;
class NewRunPanel;
class RunningStrip;

class RunsPage : public Page {
    Q_OBJECT
public:
    explicit RunsPage(PageContext& context, workspace::TrustStore trust = workspace::TrustStore(),
                      QWidget* parent = nullptr);

    void activate() override;
    /// A model file was dropped on the window or named on the command line.
    void setModel(const QString& path);
    NewRunPanel* newRun() const { return m_newRun; }
    ImportPredictionsPanel* importPanel() const { return m_import; }
    CombinePanel* combinePanel() const { return m_combine; }
    AblatePanel* ablatePanel() const { return m_ablate; }
    /// What stands below the table.
    enum class Form { NewRun, ImportPredictions, Combine, Ablate };
    void setForm(Form form);

private:
    QWidget* buildTable();
    void connectSession();
    void refresh();
    void reloadModels();
    void takeScore();
    void scoreNext();
    void stopScoring();
    void showTable();
    void updateButtons();
    const storage::RunRecord* chosenRun() const;

    void askDelete();
    void resumeChosen();
    void start(const workspace::RunRequest& request);
    void jobChanged(const workspace::JobState& job);
    void jobEnded(const workspace::JobState& job, const workspace::RunSummary& summary,
                  const workspace::RunRequest& request);

    workspace::TrustStore m_trust;
    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    QTableView* m_table;
    models::RunsModel* m_model;
    models::TableSortProxy* m_sorted;
    panels::RoleLabel* m_hint;
    QPushButton* m_resume;
    QPushButton* m_delete;
    panels::StatusNotice* m_confirm; ///< "delete?"
    panels::StatusNotice* m_notice;  ///< how the last run ended
    RunningStrip* m_running;
    NewRunPanel* m_newRun;
    ImportPredictionsPanel* m_import;
    CombinePanel* m_combine;
    AblatePanel* m_ablate;
    QStackedWidget* m_forms; ///< in the order of Form
    QPushButton* m_importButton;
    QPushButton* m_combineButton;
    QPushButton* m_ablateButton;

    QHash<qint64, storage::ModelRecord> m_models;
    QHash<qint64, workspace::Headline> m_scores; ///< by run, as far as they are known
    std::unique_ptr<workspace::DatabaseThread>
        m_scorer; ///< reads the scores of other runs; null while nobody asked
    CancelToken m_scoreCancel;
    bool m_scoring = false;
    quint64 m_scoreGeneration = 0;
    int m_job = 0; ///< 0: no run is going on
    QString m_activeRun;
    QString m_wantedRun; ///< becomes the current one when the list has it
    RunId m_toDelete;
    bool m_showing = false;
    RunId m_failedRun; ///< the notice's button leads to what failed in it; invalid: to the bad cases
};

} // namespace badcase::window
