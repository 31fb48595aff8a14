// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Mixes runs, or the kept views of one run, with weights into a new run. The same use case as `badcase combine`.

#include "app/workspace/combine_service.h"
#include "app/workspace/session.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QGridLayout;
class QLineEdit;
class QPushButton;

namespace badcase::panels {
class RoleLabel;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

/// The combination is a job of the session. GUI thread.
class CombinePanel : public QWidget {
    Q_OBJECT
public:
    explicit CombinePanel(workspace::Session& session, QWidget* parent = nullptr);

    /// What would be combined now.
    workspace::CombineRequest request() const;
    QPushButton* startButton() const { return m_start; }
    panels::StatusNotice* notice() const { return m_notice; }

Q_SIGNALS:
    void combined(const QString& run); ///< the run is in the project
    void closeRequested();

private:
    /// A run or a view that may take part.
    struct Row {
        QString name;
        QCheckBox* part;
        QDoubleSpinBox* weight;
    };

    QWidget* buildForm();
    void showSources();
    void showRows();
    void addRow(const QString& name, bool on);
    void clearRows();
    void suggestName();
    void check();
    QString missing() const; ///< what still has to be said; empty: nothing
    void start();
    void ended(const workspace::JobState& job, const QString& run);

    workspace::Session& m_session;
    QComboBox* m_source;
    QFormLayout* m_form;
    QGridLayout* m_rows;
    std::vector<Row> m_parts;
    QComboBox* m_merge;
    QLineEdit* m_steps;
    QLineEdit* m_name;
    panels::RoleLabel* m_hint;
    panels::StatusNotice* m_notice;
    QPushButton* m_start;
    bool m_nameEdited = false;
    int m_job = 0;
};

} // namespace badcase::window
