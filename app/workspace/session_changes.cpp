// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/review_commands.h"
#include "app/workspace/session.h"

namespace badcase::workspace {

void Session::change(Change change)
{
    if (!m_project)
        return;
    struct Answer {
        ChangeEvent event;
        std::shared_ptr<const ScoreSnapshot> snapshot;
    };
    m_interactive->run(
        this,
        [project = m_project, stage = m_backstage,
         change = std::move(change)](storage::Connection& connection) -> Result<Answer> {
            ChangeService service(*project, connection);
            Answer answer;
            BADCASE_ASSIGN(answer.event, change(service, connection));
            if (stage->reading != 0)
                stage->late.insert(stage->late.end(), answer.event.samples.begin(),
                                   answer.event.samples.end());
            if (stage->scores) {
                BADCASE_TRY(stage->scores->update(connection, answer.event.samples));
                answer.snapshot = snapshotOf(*stage->scores);
            }
            return answer;
        },
        [this](Result<Answer> answer) {
            if (!answer)
                return reportFailure(answer.error());
            // A snapshot of a run that is no longer shown is dropped; its successor is on its way.
            if (answer->snapshot && answer->snapshot->run.id == m_run && !m_loadingScores)
                showScores(answer->snapshot);
            announce(answer->event);
        });
}

void Session::announce(const ChangeEvent& event)
{
    if (!event.samples.empty())
        Q_EMIT changed(event.samples);
    updateUndoState();
    if (event.scoreProblem)
        reportFailure(*event.scoreProblem);
}

void Session::relabel(std::vector<SampleId> samples, const LabelSet& labels, const QString& reason)
{
    change([samples = std::move(samples), labels, reason](ChangeService& service, storage::Connection&) {
        return service.apply(commands::relabel(samples, labels, defaultAuthor(), reason));
    });
}

void Session::keep(std::vector<SampleId> samples)
{
    change([samples = std::move(samples)](ChangeService& service, storage::Connection&) {
        return service.apply(commands::keep(samples, defaultAuthor()));
    });
}

void Session::judge(std::vector<SampleId> samples, Verdict verdict)
{
    change([samples = std::move(samples), verdict](ChangeService& service, storage::Connection&) {
        return service.apply(commands::judge(samples, verdict, defaultAuthor()));
    });
}

void Session::comment(SampleId sample, const QString& text)
{
    change([sample, text](ChangeService& service, storage::Connection&) {
        return service.apply(commands::comment(sample, text, defaultAuthor()));
    });
}

void Session::replaceSegments(SampleId sample, const std::vector<Segment>& segments)
{
    change([sample, segments](ChangeService& service, storage::Connection& connection) -> Result<ChangeEvent> {
        BADCASE_ASSIGN(const auto group, commands::replaceSegments(connection, sample, segments, defaultAuthor()));
        return service.apply(group);
    });
}

void Session::takePrediction(std::vector<SampleId> samples)
{
    if (!m_run.isValid())
        return;
    change([samples = std::move(samples), run = m_run, masks = schema().task() == Task::Segmentation](
               ChangeService& service, storage::Connection& connection) -> Result<ChangeEvent> {
        BADCASE_ASSIGN(const auto group,
                       masks ? commands::takeMasks(connection, run, samples, defaultAuthor())
                             : commands::takeDecisions(connection, run, samples, defaultAuthor()));
        return service.apply(group);
    });
}

void Session::undo()
{
    change([](ChangeService& service, storage::Connection&) { return service.undo(1, defaultAuthor()); });
}

void Session::redo()
{
    change([](ChangeService& service, storage::Connection&) { return service.redo(1, defaultAuthor()); });
}

void Session::updateUndoState()
{
    if (!m_project) // a listener of changed() closed it
        return;
    m_interactive->run(
        this,
        [](storage::Connection& connection) -> Result<UndoState> {
            storage::ChangeStore store(connection);
            UndoState state;
            BADCASE_ASSIGN(state.undo, store.nextUndo());
            BADCASE_ASSIGN(state.redo, store.nextRedo());
            return state;
        },
        [this](Result<UndoState> state) {
            if (!state)
                return reportFailure(state.error());
            m_undo = std::move(*state);
            Q_EMIT undoStateChanged();
        });
}

} // namespace badcase::workspace
