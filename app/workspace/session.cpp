// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/session.h"

#include "app/commands/review_commands.h"
#include "app/workspace/import_run_service.h"
#include "storage/prediction_repository.h"

#include <algorithm>

namespace badcase::workspace {

namespace {

/// What the window shows of a project beside its samples.
struct Facts {
    qint64 samples = 0;
    QStringList splits;
    std::vector<storage::RunRecord> runs;
};

Result<Facts> readFacts(storage::Connection& connection)
{
    Facts facts;
    storage::SampleRepository samples(connection);
    BADCASE_ASSIGN(facts.samples, samples.count());
    BADCASE_ASSIGN(facts.splits, samples.splits());
    BADCASE_ASSIGN(facts.runs, storage::RunRepository(connection).list());
    return facts;
}

} // namespace

std::shared_ptr<const ScoreSnapshot> snapshotOf(const RunScores& scores)
{
    auto snapshot = std::make_shared<ScoreSnapshot>();
    snapshot->run = scores.record();
    snapshot->samples = scores.samples();
    snapshot->corrections = scores.corrections();
    snapshot->headlines = scores.headlines();
    snapshot->rules = scores.rules();
    if (const auto* pair = scores.classification())
        snapshot->classes = *pair;
    if (const auto* pair = scores.multiLabel())
        snapshot->multiLabel = *pair;
    if (const auto* pair = scores.coConfusion())
        snapshot->coConfusion = *pair;
    if (const auto* pair = scores.segmentation())
        snapshot->masks = *pair;
    return snapshot;
}

Session::Session(QObject* parent) : QObject(parent), m_ids(std::make_shared<const std::vector<SampleId>>()) {}

Session::~Session()
{
    close();
}

Result<void> Session::open(const QString& path)
{
    BADCASE_ASSIGN(auto project, Project::open(path));
    start(std::move(project));
    return {};
}

Result<void> Session::create(const QString& path, const Schema& schema)
{
    BADCASE_ASSIGN(auto project, Project::create(path, schema));
    start(std::move(project));
    return {};
}

void Session::start(std::shared_ptr<Project> project)
{
    close();
    m_project = std::move(project);
    m_interactive = std::make_unique<DatabaseThread>(m_project, QStringLiteral("project"),
                                                     DatabaseThread::AtClose::Finish);
    m_analysis = std::make_unique<DatabaseThread>(m_project, QStringLiteral("analysis"),
                                                  DatabaseThread::AtClose::Drop);
    m_backstage = std::make_shared<Backstage>();
    if (!m_project->isReadOnly()) {
        m_analysis->run(this, removeUnfinishedImports, [this](const Result<qint64>& removed) {
            if (!removed)
                reportFailure(removed.error());
            else if (*removed > 0)
                reloadRuns();
        });
        m_analysis->run(
            this,
            [project = m_project](storage::Connection& connection) {
                return ChangeService(*project, connection).rescoreAfterCrash();
            },
            [this](const Result<void>& result) {
                if (!result)
                    reportFailure(result.error());
            });
    }
    Q_EMIT opened();
    reloadFacts();
    query();
    updateUndoState();
    checkMedia();
}

void Session::close()
{
    if (!m_project)
        return;
    m_queryCancel.cancel();
    m_interactive.reset();
    m_analysis.reset();
    m_backstage.reset();
    m_project.reset();
    m_runs.clear();
    m_run = {};
    m_snapshot.reset();
    m_filter = {};
    m_order = kWorstFirst;
    m_ids = std::make_shared<const std::vector<SampleId>>();
    m_sampleCount = 0;
    m_splits.clear();
    m_undo = {};
    m_querying = m_loadingScores = false;
    Q_EMIT closed();
}

void Session::reportFailure(const Error& error)
{
    if (error.code != ErrorCode::Cancelled)
        Q_EMIT failed(error);
}

void Session::reloadFacts()
{
    m_interactive->run(
        this, [](storage::Connection& connection) { return readFacts(connection); },
        [this](Result<Facts> facts) {
            if (!facts)
                return reportFailure(facts.error());
            m_sampleCount = facts->samples;
            m_splits = facts->splits;
            m_runs = std::move(facts->runs);
            const bool known = std::ranges::any_of(m_runs, [&](const auto& run) { return run.id == m_run; });
            Q_EMIT samplesChanged();
            Q_EMIT runsChanged();
            if (!known)
                setCurrentRun(m_runs.empty() ? RunId() : m_runs.back().id);
        });
}

void Session::reloadRuns()
{
    if (!m_project)
        return;
    Q_EMIT schemaChanged();
    reloadFacts();
    query();
    loadScores();
}

const storage::RunRecord* Session::currentRunRecord() const
{
    const auto found = std::ranges::find(m_runs, m_run, &storage::RunRecord::id);
    return found == m_runs.end() ? nullptr : &*found;
}

void Session::setCurrentRun(RunId run)
{
    if (run == m_run)
        return;
    m_run = run;
    m_snapshot.reset();
    Q_EMIT currentRunChanged();
    Q_EMIT scoresChanged();
    loadScores();
    query();
}

void Session::deleteRun(RunId run)
{
    if (!m_project)
        return;
    m_interactive->run(
        this,
        [run](storage::Connection& connection) { return storage::RunRepository(connection).remove(run); },
        [this](const Result<void>& result) {
            if (!result)
                return reportFailure(result.error());
            reloadFacts();
        });
}

// --- scores

void Session::loadScores()
{
    const quint64 generation = ++m_scoreGeneration;
    m_loadingScores = m_run.isValid();
    if (!m_run.isValid()) {
        m_interactive->run(
            this,
            [stage = m_backstage](storage::Connection&) -> Result<void> {
                stage->scores.reset();
                stage->reading = 0;
                stage->late.clear();
                return {};
            },
            [](const Result<void>&) {});
        return showScores({});
    }
    // A mark in the queue of changes: the reading sees what was committed before it, and what comes after it
    // is kept to be counted again when the scores are attached.
    m_interactive->run(
        this,
        [stage = m_backstage, generation](storage::Connection&) -> Result<void> {
            stage->reading = generation;
            stage->late.clear();
            return {};
        },
        [this, generation](const Result<void>& result) {
            if (generation != m_scoreGeneration)
                return;
            if (!result)
                return reportFailure(result.error());
            readScores(generation);
        });
}

void Session::readScores(quint64 generation)
{
    const auto* record = currentRunRecord();
    const auto depth = RunScores::depthFor(record ? record->samplesDone : 0, schema().size());
    m_analysis->run(
        this,
        [project = m_project, run = m_run, depth](storage::Connection& connection) {
            return RunScores::load(*project, connection, run, depth);
        },
        [this, generation](Result<RunScores> scores) {
            if (generation != m_scoreGeneration)
                return;
            if (!scores) {
                m_loadingScores = false;
                return reportFailure(scores.error());
            }
            attachScores(std::move(*scores), generation);
        });
}

void Session::attachScores(RunScores scores, quint64 generation)
{
    // Changes that were made while the scores were being read may be in them or not: counting them again is
    // right either way.
    const auto loaded = std::make_shared<RunScores>(std::move(scores));
    m_interactive->run(
        this,
        [stage = m_backstage, loaded,
         generation](storage::Connection& connection) -> Result<std::shared_ptr<const ScoreSnapshot>> {
            stage->scores = std::move(*loaded);
            BADCASE_TRY(stage->scores->update(connection, stage->late));
            if (stage->reading == generation) {
                stage->reading = 0;
                stage->late.clear();
            }
            return snapshotOf(*stage->scores);
        },
        [this, generation](Result<std::shared_ptr<const ScoreSnapshot>> snapshot) {
            if (generation != m_scoreGeneration)
                return;
            m_loadingScores = false;
            if (!snapshot)
                return reportFailure(snapshot.error());
            showScores(std::move(*snapshot));
        });
}

void Session::showScores(std::shared_ptr<const ScoreSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    Q_EMIT scoresChanged();
}

// --- selection

void Session::setFilter(storage::SampleFilter filter)
{
    m_filter = std::move(filter);
    Q_EMIT filterChanged();
    query();
}

void Session::setOrder(storage::SampleOrder order)
{
    m_order = order;
    Q_EMIT filterChanged();
    query();
}

void Session::refreshSelection()
{
    query();
}

void Session::query()
{
    if (!m_project)
        return;
    m_queryCancel.cancel();
    m_queryCancel = CancelToken();
    const quint64 generation = ++m_queryGeneration;
    storage::SampleFilter filter = m_filter;
    filter.run = m_run;
    storage::SampleOrder order = m_order;
    using Key = storage::SampleOrder::Key;
    if (!m_run.isValid() && order.key != Key::Name && order.key != Key::Imported)
        order = {}; // nothing to sort by yet; the wish is kept for the first run
    m_querying = true;
    Q_EMIT queryingChanged();
    m_analysis->run(
        this,
        [filter, order, cancel = m_queryCancel](storage::Connection& connection) -> Result<SelectionIds> {
            BADCASE_ASSIGN(auto ids, storage::querySamples(connection, filter, order, cancel));
            return std::make_shared<const std::vector<SampleId>>(std::move(ids));
        },
        [this, generation](Result<SelectionIds> ids) {
            if (generation != m_queryGeneration)
                return;
            m_querying = false;
            Q_EMIT queryingChanged();
            if (!ids)
                return reportFailure(ids.error());
            m_ids = std::move(*ids);
            Q_EMIT selectionChanged();
        });
}

// --- changes

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
