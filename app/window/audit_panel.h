// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Takes figures typed from a paper or a log and says, as one types, whether one confusion matrix can give
/// them. The same use case as `badcase audit`.

#include "app/workspace/audit_service.h"
#include "app/workspace/session.h"

#include <QWidget>

#include <array>
#include <optional>

class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace badcase::panels {
class RoleLabel;
}

namespace badcase::window {

/// Checks take milliseconds; what a training script makes of a run of masks is counted on the session's
/// thread. GUI thread.
class AuditPanel : public QWidget {
    Q_OBJECT
public:
    explicit AuditPanel(workspace::Session& session, QWidget* parent = nullptr);

    /// A button for the page that shows the panel; the page opens it.
    static QPushButton* makeOpener();
    /// Shows the panel for these labels of the current run; what was typed stays.
    void open(workspace::LabelSource labels);

    enum Field {
        Classes,
        Accuracy,
        MicroF1,
        MeanIou,
        MeanDice,
        WeightedIou,
        ClassIou,
        ClassDice,
        FieldCount
    };
    QLineEdit* field(Field field) const { return m_fields[field]; }
    QString verdict() const;
    QStringList findings() const;
    QString comparison() const;

Q_SIGNALS:
    void closeRequested();

private:
    QWidget* buildForm();
    QWidget* buildAnswer();
    Result<analysis::AuditFigures> typed() const;
    void check();
    void showAudit(const analysis::Audit& audit);
    void fillIn();
    std::optional<analysis::AuditFigures> ownFigures() const;
    void compare();

    workspace::Session& m_session;
    workspace::LabelSource m_labels = workspace::LabelSource::Corrected;
    std::array<QLineEdit*, FieldCount> m_fields{};
    QPushButton* m_fill;
    panels::RoleLabel* m_verdict;
    QVBoxLayout* m_findings;
    panels::RoleLabel* m_witness;
    QWidget* m_comparisonBox;
    QSpinBox* m_batch;
    panels::RoleLabel* m_comparison;
    quint64 m_asked = 0; ///< generation of the comparison
};

} // namespace badcase::window
