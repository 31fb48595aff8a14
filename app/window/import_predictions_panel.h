// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Predictions that another program has written, as a run: which files, which classes, and whether the model
/// had seen the samples. The same use case as `badcase import-run`.

#include "app/workspace/import_run_service.h"
#include "app/workspace/session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace badcase::models {
class ProblemsModel;
}

namespace badcase::panels {
class RoleLabel;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

class ClassMappingTable;

/// Files are looked at in the background as soon as they are named; the import is a job of the session.
/// Nothing can be imported before somebody has said whether the predictions are out-of-fold ("not known" is
/// an answer). GUI thread.
class ImportPredictionsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ImportPredictionsPanel(workspace::Session& session, QWidget* parent = nullptr);

    enum class File { Probabilities, Ids, Classes, Embeddings };
    void setPath(File file, const QString& path);
    void setOutOfFold(storage::OutOfFold answer);
    /// What would be imported now.
    workspace::ImportRunRequest request() const;

    QPushButton* startButton() const { return m_start; }
    panels::StatusNotice* notice() const { return m_notice; }
    models::ProblemsModel* problems() const { return m_problems; }

Q_SIGNALS:
    void imported(const QString& run); ///< the run is in the project
    void closeRequested();

private:
    static constexpr int kFiles = 4;

    QWidget* buildForm();
    QWidget* buildFacts();
    void browse(File file);
    void look();
    void showPreview(const Result<workspace::ImportRunPreview>& preview);
    void suggestName();
    void check();
    QString missing() const; ///< what still has to be said; empty: nothing
    void start();
    void ended(const workspace::JobState& job, const workspace::ImportRunReport& report);

    workspace::Session& m_session;
    QLineEdit* m_paths[kFiles];
    QLineEdit* m_name;
    QComboBox* m_outOfFold;
    QCheckBox* m_logits;
    QCheckBox* m_create;
    panels::StatusNotice* m_notice;
    QPushButton* m_start;
    panels::RoleLabel* m_facts;
    ClassMappingTable* m_mapping;
    models::ProblemsModel* m_problems;
    QTableView* m_problemTable;

    quint64 m_generation = 0; ///< of the files that are being looked at
    std::optional<workspace::ImportRunPreview> m_preview;
    QString m_unreadable; ///< why there is no preview
    bool m_nameEdited = false;
    int m_job = 0;
};

} // namespace badcase::window
