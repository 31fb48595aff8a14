// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the keyboard says of samples: labels, verdicts, taking the model's answer, undo and redo. Every
/// change goes to all selected samples; after a change of a single one the next comes by itself.

#include "app/window/workbench.h"

namespace badcase::window {

class ActionRegistry;
class Navigator;

class Labelling : public QObject {
    Q_OBJECT
public:
    Labelling(Workbench& bench, Navigator& navigator, ActionRegistry& actions, QObject* parent = nullptr);

    void relabel(const LabelSet& labels);
    /// The n-th most likely class, from 0.
    void chooseLikely(int rank);
    void judge(Verdict verdict);
    void takePrediction();
    void revert();
    void comment(SampleId sample, const QString& text);
    void undo();
    void redo();

    bool autoAdvance() const { return m_autoAdvance; }
    void setAutoAdvance(bool on);
    /// Keys that label are off on pages without a sample.
    void setPageTakesLabels(bool on);

Q_SIGNALS:
    void classPickerRequested();
    void refused(const QString& reason); ///< nothing was changed

private:
    void addLabelActions();
    void addHistoryActions();
    /// The samples that a change is for; empty, and said why, when nothing may be changed.
    std::vector<SampleId> targets();
    void expectChange();
    void advance();
    void showHistory();
    void updateActions();

    Workbench& m_bench;
    Navigator& m_navigator;
    ActionRegistry& m_actions;
    bool m_autoAdvance = true;
    bool m_pageTakesLabels = true;
    SampleId m_advanceFrom;      ///< the sample whose change is under way, when the next is to come after it
    bool m_followChange = false; ///< an undo or redo shows what it has changed
};

/// "Undo: relabel 3 samples"; for menus. Empty `step`: `verb` alone.
QString historyText(const QString& verb, const std::optional<storage::PendingStep>& step);

} // namespace badcase::window
