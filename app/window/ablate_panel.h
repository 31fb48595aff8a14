// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Runs the model of the current run again without some of what it reads, and says what changed. The same use
/// case as `badcase ablate`.

#include "app/workspace/ablation_service.h"
#include "app/workspace/session.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace badcase::panels {
class RoleLabel;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

/// The ablation is a job of the session. GUI thread.
class AblatePanel : public QWidget {
    Q_OBJECT
public:
    AblatePanel(workspace::Session& session, workspace::TrustStore trust, QWidget* parent = nullptr);

    /// What would be run now.
    workspace::AblationRequest request() const;
    QPushButton* startButton() const { return m_start; }
    panels::StatusNotice* notice() const { return m_notice; }

Q_SIGNALS:
    void ablated(const QString& run); ///< the run is in the project
    void closeRequested();

private:
    QWidget* buildForm();
    void showRun();
    void check();
    QString missing() const; ///< what still has to be said; empty: nothing
    void start();
    void ended(const workspace::JobState& job, const QString& run);

    workspace::Session& m_session;
    workspace::TrustStore m_trust;
    panels::RoleLabel* m_run;
    QCheckBox* m_media;
    QVBoxLayout* m_texts;
    std::vector<QCheckBox*> m_fields; ///< named by their objectName()
    QLineEdit* m_name;
    panels::RoleLabel* m_hint;
    panels::StatusNotice* m_notice;
    QPushButton* m_start;
    QString m_shown; ///< the run that the form is about
    workspace::AblationMeans m_means;
    bool m_nameEdited = false;
    int m_job = 0;
};

} // namespace badcase::window
