// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning is to make as large as possible: a figure, and for some of them a class and a bound, or a cost matrix.

#include "app/workspace/tune_objective.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QPushButton;

namespace badcase::panels {
class RoleLabel;
}

namespace badcase::window {

/// GUI thread.
class ObjectiveForm : public QWidget {
    Q_OBJECT
public:
    explicit ObjectiveForm(QWidget* parent = nullptr);

    /// Another task or other classes: what was chosen stays where it is still to be had.
    void setSchema(const Schema& schema);
    workspace::ObjectiveChoice choice() const;
    void showProblem(const QString& text); ///< beneath; empty: none

Q_SIGNALS:
    void changed(); ///< by the user

private:
    void showParts();
    void chooseCosts();

    QComboBox* m_name;
    QWidget* m_bounded;
    QComboBox* m_target;
    QDoubleSpinBox* m_bound;
    QPushButton* m_costsButton;
    panels::RoleLabel* m_problem;
    QString m_costs;
};

} // namespace badcase::window
