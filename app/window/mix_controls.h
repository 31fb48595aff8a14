// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The left side of the mixer: what is mixed, a slider a member, and what can be done with the weights.

#include "app/window/mix_choices.h"
#include "app/workspace/mix_board.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace badcase::panels {
class RoleLabel;
class SliderList;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

/// Shows state and emits requests. A weight is relative, 0..1: 1 counts fully, 0 not at all. GUI thread.
class MixControls : public QWidget {
    Q_OBJECT
public:
    explicit MixControls(QWidget* parent = nullptr);

    /// Keeps what was chosen when it is still there; emits nothing.
    void setChoices(MixChoices choices);
    const MixChoice* choice() const;
    void setObjectives(const QStringList& names);
    QString objective() const;
    engine::MergeMode merge() const;

    void setMembers(const std::vector<workspace::MixMember>& members);
    void setWeights(const std::vector<double>& weights); ///< emits nothing
    void setWeight(int member, double weight);            ///< likewise
    void setGains(const std::vector<workspace::MixMemberLine>& lines);
    workspace::MixPosition position() const;
    int currentMember() const;

    void setBusy(bool busy);            ///< something is being fitted
    void setCanSave(const QString& why); ///< empty: it can be saved
    void suggestName(const QString& name); ///< unless one was typed
    QString name() const;
    void setNameTaken(const QStringList& names);
    panels::StatusNotice* notice() const { return m_notice; }
    panels::SliderList* sliders() const { return m_sliders; }

Q_SIGNALS:
    void sourceChosen();
    void objectiveChosen();
    void moved();    ///< a weight or the merge, also in the middle of a drag
    void settled();  ///< the end of it
    void memberChosen();
    void fitRequested();
    void selectRequested();
    void saveRequested();

private:
    void buildTop(QVBoxLayout* layout);
    void buildBottom(QVBoxLayout* layout);
    void resetWeights();
    void updateSave();

    std::vector<MixChoice> m_choices;
    QComboBox* m_source;
    QComboBox* m_objective;
    QComboBox* m_merge;
    panels::SliderList* m_sliders;
    QPushButton* m_equal;
    QPushButton* m_fit;
    QPushButton* m_select;
    QLineEdit* m_name;
    QPushButton* m_save;
    panels::RoleLabel* m_hint;
    panels::StatusNotice* m_notice;
    QStringList m_taken;
    QString m_whyNot;
    bool m_nameEdited = false;
    std::vector<double> m_beforeDrag;
};

} // namespace badcase::window
