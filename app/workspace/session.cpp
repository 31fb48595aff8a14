// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/session.h"

#include "app/workspace/import_run_service.h"
#include "storage/prediction_repository.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>

namespace badcase::workspace {

namespace {

/// What the window shows of a project beside its samples.
struct Facts {
    qint64 samples = 0;
    bool videos = false;
    QStringList splits;
    QStringList textFields;
    std::vector<storage::RunRecord> runs;
};

Result<Facts> readFacts(storage::Connection& connection)
{
    Facts facts;
    storage::SampleRepository samples(connection);
    BADCASE_ASSIGN(facts.samples, samples.count());
    storage::SampleFilter videos;
    videos.kinds = {SampleKind::Video};
    BADCASE_ASSIGN(const auto firstVideo, storage::querySamples(connection, videos, {}, {}, 1));
    facts.videos = !firstVideo.empty();
    BADCASE_ASSIGN(facts.splits, samples.splits());
    BADCASE_ASSIGN(auto fields, samples.fieldNames());
    facts.textFields = readingOrder(std::move(fields));
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

Result<void> Session::open(const QString& path, storage::OpenMode mode)
{
    // Our own lock would refuse a second opening.
    if (m_project && QFileInfo(m_project->path()) == QFileInfo(path))
        close();
    BADCASE_ASSIGN(auto project, Project::open(path, mode));
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
    const Project* before = m_project.get();
    Q_EMIT closing();
    m_jobs.endProjectJobs();
    if (m_project.get() != before) // a listener was quicker
        return;
    m_queryCancel.cancel();
    m_scoreCancel.cancel();
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
    m_hasVideos = false;
    m_splits.clear();
    m_textFields.clear();
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
            m_hasVideos = facts->videos;
            m_splits = facts->splits;
            m_textFields = facts->textFields;
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
    m_scoreCancel.cancel();
    m_scoreCancel = CancelToken();
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
        [project = m_project, run = m_run, depth, cancel = m_scoreCancel](storage::Connection& connection) {
            return RunScores::load(*project, connection, run, depth, cancel);
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
    if (!m_run.isValid() && order.key != Key::Name && order.key != Key::Imported && order.key != Key::TextQuality)
        order = {}; // nothing to sort by yet; the wish is kept for the first run
    m_querying = true;
    Q_EMIT queryingChanged();
    m_analysis->run(
        this,
        [filter, order, cancel = m_queryCancel, progress = queryProgress(generation)](
            storage::Connection& connection) -> Result<SelectionIds> {
            BADCASE_ASSIGN(auto ids, storage::querySamples(connection, filter, order, cancel, {}, progress));
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

/// Says how far a search is, but not of one that is over at once. Called on the thread that searches.
ProgressCallback Session::queryProgress(quint64 generation)
{
    constexpr qint64 kMomentMs = 150;
    const auto clock = std::make_shared<QElapsedTimer>();
    return [this, generation, clock](const Progress& progress) {
        if (!clock->isValid())
            clock->start();
        if (clock->elapsed() < kMomentMs || progress.total <= 0)
            return;
        clock->start();
        const double share = static_cast<double>(progress.done) / static_cast<double>(progress.total);
        QMetaObject::invokeMethod(
            this,
            [this, generation, share] {
                if (generation == m_queryGeneration && m_querying)
                    Q_EMIT queryProgressed(share);
            },
            Qt::QueuedConnection);
    };
}

} // namespace badcase::workspace
