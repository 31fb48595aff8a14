// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/labelling.h"

#include "app/window/actions.h"
#include "app/window/navigator.h"
#include "app/window/settings.h"

#include <algorithm>

namespace badcase::window {

using workspace::Session;

namespace {

constexpr int kLikelyKeys = 9;

QString likelyId(int rank)
{
    return QStringLiteral("label.likely%1").arg(rank + 1);
}

} // namespace

QString historyText(const QString& verb, const std::optional<storage::PendingStep>& step)
{
    if (!step)
        return verb;
    const int count = static_cast<int>(step->changes);
    switch (step->kind) {
    case storage::ChangeKind::Relabel:
        return Labelling::tr("%1: label (%n changes)", nullptr, count).arg(verb);
    case storage::ChangeKind::Verdict:
        return Labelling::tr("%1: verdict (%n changes)", nullptr, count).arg(verb);
    case storage::ChangeKind::Comment:
        return Labelling::tr("%1: comment").arg(verb);
    case storage::ChangeKind::Mask:
        return Labelling::tr("%1: mask (%n changes)", nullptr, count).arg(verb);
    case storage::ChangeKind::Segments:
        return Labelling::tr("%1: segments (%n changes)", nullptr, count).arg(verb);
    }
    return verb;
}

Labelling::Labelling(Workbench& bench, Navigator& navigator, ActionRegistry& actions, QObject* parent)
    : QObject(parent),
      m_bench(bench),
      m_navigator(navigator),
      m_actions(actions),
      m_autoAdvance(Settings().autoAdvance())
{
    addLabelActions();
    addHistoryActions();
    connect(&bench.session, &Session::changed, this, [this](const std::vector<SampleId>& samples) {
        if (m_followChange) {
            m_followChange = false;
            // Stay where the change is visible; otherwise go to where it is.
            if (std::ranges::find(samples, m_bench.selection.currentId()) == samples.end())
                m_bench.selection.selectId(samples.front());
        } else if (std::ranges::find(samples, m_advanceFrom) != samples.end()) {
            advance();
        }
    });
    connect(&bench.session, &Session::undoStateChanged, this, [this] {
        advance(); // a verdict that stood already changes nothing, but the work goes on
        m_followChange = false;
        showHistory();
    });
    connect(&bench.session, &Session::failed, this, [this] {
        m_advanceFrom = {};
        m_followChange = false;
    });
    for (const auto signal :
         {&Session::opened, &Session::closed, &Session::currentRunChanged, &Session::schemaChanged})
        connect(&bench.session, signal, this, &Labelling::updateActions);
    connect(&bench.selection, &models::SampleSelection::selectionChanged, this, &Labelling::updateActions);
    connect(&bench.session, &Session::closed, this, &Labelling::showHistory);
    updateActions();
    showHistory();
}

void Labelling::addLabelActions()
{
    const QString group = tr("Label");
    for (int rank = 0; rank < kLikelyKeys; ++rank) {
        const auto key = static_cast<Qt::Key>(Qt::Key_1 + rank);
        m_actions.add(
            {likelyId(rank), QString(), tr("Label as the most likely class no. %1").arg(rank + 1), {key}},
            [this, rank] { chooseLikely(rank); });
    }
    m_actions.add({QStringLiteral("label.other"), group, tr("Label by typing a class"), {Qt::Key_C}},
                  [this] { Q_EMIT classPickerRequested(); });
    m_actions.add(
        {QStringLiteral("label.keep"), group, tr("Keep the given label"), {Qt::Key_Return, Qt::Key_Enter}},
        [this] { judge(Verdict::Keep); });
    m_actions.add({QStringLiteral("label.take"), group, tr("Take what the model says"), {Qt::Key_T}},
                  [this] { takePrediction(); });
    m_actions.add({QStringLiteral("label.ambiguous"), group, tr("Ambiguous"), {Qt::Key_A}},
                  [this] { judge(Verdict::Ambiguous); });
    m_actions.add({QStringLiteral("label.badMedia"), group, tr("Bad media"), {Qt::Key_X}},
                  [this] { judge(Verdict::BadMedia); });
    QAction* advances =
        m_actions.addToggle({QStringLiteral("label.autoAdvance"), QString(), tr("Go on after each verdict")},
                            [this](bool on) { setAutoAdvance(on); });
    advances->setChecked(m_autoAdvance);
}

void Labelling::addHistoryActions()
{
    const QString group = tr("Window");
    m_actions.add(
        {QStringLiteral("edit.undo"), group, tr("Undo"), {QKeySequence(Qt::CTRL | Qt::Key_Z)}, false, true},
        [this] { undo(); });
    m_actions.add({QStringLiteral("edit.redo"),
                   group,
                   tr("Redo"),
                   {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
                   false,
                   true},
                  [this] { redo(); });
}

std::vector<SampleId> Labelling::targets()
{
    if (!m_bench.session.isOpen())
        return {};
    if (m_bench.session.isReadOnly()) {
        Q_EMIT refused(tr("The project can only be read: nothing can be changed"));
        return {};
    }
    return m_bench.selection.ids();
}

void Labelling::expectChange()
{
    m_advanceFrom =
        m_autoAdvance && m_bench.selection.count() == 1 ? m_bench.selection.currentId() : SampleId();
}

void Labelling::advance()
{
    const SampleId from = m_advanceFrom;
    m_advanceFrom = {};
    // Whoever has moved on meanwhile is not moved again.
    if (from.isValid() && m_bench.selection.currentId() == from)
        m_navigator.move(1);
}

void Labelling::relabel(const LabelSet& labels)
{
    auto samples = targets();
    if (samples.empty())
        return;
    // With several labels a sample, each key changes one of them: the sample stays until it is complete.
    if (m_bench.session.schema().task() == Task::MultiLabel)
        m_advanceFrom = {};
    else
        expectChange();
    m_bench.session.relabel(std::move(samples), labels);
}

void Labelling::chooseLikely(int rank)
{
    const panels::SampleView* view = m_bench.loader.view();
    if (!view || rank >= static_cast<int>(view->top.size()) || m_bench.selection.count() != 1)
        return;
    const ClassIndex index = view->top[static_cast<std::size_t>(rank)].index;
    if (m_bench.session.schema().task() != Task::MultiLabel)
        return relabel(LabelSet::single(index));
    std::vector<ClassIndex> classes = view->correction.value_or(view->given.value_or(LabelSet())).classes();
    if (std::erase(classes, index) == 0)
        classes.push_back(index);
    relabel(LabelSet(std::move(classes)));
}

void Labelling::judge(Verdict verdict)
{
    auto samples = targets();
    if (samples.empty())
        return;
    if (verdict == Verdict::None) // taking a verdict back is looking again
        m_advanceFrom = {};
    else
        expectChange();
    if (verdict == Verdict::Keep)
        m_bench.session.keep(std::move(samples));
    else
        m_bench.session.judge(std::move(samples), verdict);
}

void Labelling::takePrediction()
{
    auto samples = targets();
    if (samples.empty() || !m_bench.session.currentRun().isValid())
        return;
    expectChange();
    m_bench.session.takePrediction(std::move(samples));
}

void Labelling::revert()
{
    auto samples = targets();
    if (samples.empty())
        return;
    m_advanceFrom = {};
    m_bench.session.keep(std::move(samples));
}

void Labelling::comment(SampleId sample, const QString& text)
{
    if (sample.isValid() && m_bench.session.isOpen() && !m_bench.session.isReadOnly())
        m_bench.session.comment(sample, text);
}

void Labelling::undo()
{
    m_followChange = true;
    m_bench.session.undo();
}

void Labelling::redo()
{
    m_followChange = true;
    m_bench.session.redo();
}

void Labelling::setAutoAdvance(bool on)
{
    m_autoAdvance = on;
    Settings().setAutoAdvance(on);
    m_actions.action(QStringLiteral("label.autoAdvance"))->setChecked(on);
}

void Labelling::setPageTakesLabels(bool on)
{
    m_pageTakesLabels = on;
    updateActions();
}

void Labelling::showHistory()
{
    const auto& state = m_bench.session.undoState();
    const bool writable = m_bench.session.isOpen() && !m_bench.session.isReadOnly();
    QAction* undo = m_actions.action(QStringLiteral("edit.undo"));
    undo->setText(historyText(tr("Undo"), state.undo));
    undo->setEnabled(writable && state.undo);
    QAction* redo = m_actions.action(QStringLiteral("edit.redo"));
    redo->setText(historyText(tr("Redo"), state.redo));
    redo->setEnabled(writable && state.redo);
}

void Labelling::updateActions()
{
    const auto& session = m_bench.session;
    const bool masks = session.schema().task() == Task::Segmentation;
    QString reason;
    if (!session.isOpen())
        reason = tr("No project is open");
    else if (session.isReadOnly())
        reason = tr("The project can only be read: nothing can be changed");
    else if (!m_pageTakesLabels)
        reason = tr("Go to Review to judge samples");
    else if (m_bench.selection.count() == 0)
        reason = tr("No sample is selected");
    for (const char* id : {"label.keep", "label.ambiguous", "label.badMedia"})
        m_actions.setReason(QLatin1String(id), reason);
    const QString noRun = session.currentRun().isValid() ? QString() : tr("No model has been run yet");
    m_actions.setReason(QStringLiteral("label.take"), reason.isEmpty() ? noRun : reason);
    const QString noClass = masks ? tr("Masks are corrected as a whole: take the model's mask") : QString();
    m_actions.setReason(QStringLiteral("label.other"), reason.isEmpty() ? noClass : reason);
    for (int rank = 0; rank < kLikelyKeys; ++rank)
        m_actions.setReason(likelyId(rank), !reason.isEmpty()    ? reason
                                            : !noClass.isEmpty() ? noClass
                                                                 : noRun);
}

} // namespace badcase::window
