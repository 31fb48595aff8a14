// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/runs_page.h"

#include "app/window/ablate_panel.h"
#include "app/window/combine_panel.h"
#include "app/window/import_predictions_panel.h"
#include "app/window/new_run_panel.h"
#include "app/window/run_rows.h"
#include "app/window/running_strip.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/tables.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPointer>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace badcase::window {

using panels::StatusNotice;

namespace {

constexpr int kLeastRows = 5; ///< of the table, its header among them

/// The main score of a run that is not the current one.
Result<std::optional<workspace::Headline>>
scoreOf(workspace::Project& project, storage::Connection& connection, RunId run, const CancelToken& cancel)
{
    BADCASE_ASSIGN(
        const auto scores,
        workspace::RunScores::load(project, connection, run, workspace::RunScores::Depth::Columns, cancel));
    const auto lines = scores.headlines();
    return lines.empty() ? std::nullopt : std::optional(lines.front());
}

} // namespace

RunsPage::RunsPage(PageContext& context, workspace::TrustStore trust, QWidget* parent)
    : Page(context, parent),
      m_trust(std::move(trust)),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState),
      m_table(new QTableView),
      m_model(new models::RunsModel(this)),
      m_sorted(new models::TableSortProxy(m_model, this)),
      m_hint(new panels::RoleLabel({}, theme::Role::Text2)),
      m_resume(new QPushButton(tr("Resume"))),
      m_delete(new QPushButton(tr("Delete"))),
      m_confirm(new StatusNotice),
      m_notice(new StatusNotice),
      m_running(new RunningStrip),
      m_newRun(new NewRunPanel(context.session, m_trust)),
      m_import(new ImportPredictionsPanel(context.session)),
      m_combine(new CombinePanel(context.session)),
      m_ablate(new AblatePanel(context.session, m_trust)),
      m_forms(new QStackedWidget),
      m_importButton(new QPushButton(tr("Import predictions…"))),
      m_combineButton(new QPushButton(tr("Combine…"))),
      m_ablateButton(new QPushButton(tr("Run without…")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("runsRows"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(buildTable());
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    m_forms->addWidget(m_newRun);
    m_forms->addWidget(m_import);
    m_forms->addWidget(m_combine);
    m_forms->addWidget(m_ablate);
    area->setWidget(m_forms);
    splitter->addWidget(area);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    m_stack->addWidget(splitter);
    connect(m_empty, &panels::EmptyState::actionRequested, this,
            [this] { Q_EMIT modeRequested(Mode::Import); });
    connect(m_newRun, &NewRunPanel::startRequested, this, &RunsPage::start);
    connect(m_importButton, &QPushButton::clicked, this, [this] { setForm(Form::ImportPredictions); });
    connect(m_combineButton, &QPushButton::clicked, this, [this] { setForm(Form::Combine); });
    connect(m_ablateButton, &QPushButton::clicked, this, [this] { setForm(Form::Ablate); });
    connect(m_import, &ImportPredictionsPanel::closeRequested, this, [this] { setForm(Form::NewRun); });
    connect(m_combine, &CombinePanel::closeRequested, this, [this] { setForm(Form::NewRun); });
    connect(m_ablate, &AblatePanel::closeRequested, this, [this] { setForm(Form::NewRun); });
    const auto showRun = [this](const QString& run) {
        m_wantedRun = run;
        session().reloadRuns();
    };
    connect(m_import, &ImportPredictionsPanel::imported, this, showRun);
    connect(m_combine, &CombinePanel::combined, this, showRun);
    connect(m_ablate, &AblatePanel::ablated, this, [this] { session().reloadRuns(); });
    connect(m_running, &RunningStrip::cancelRequested, this, [this] { session().jobs().cancel(m_job); });
    connect(m_running, &RunningStrip::stopNowRequested, this, [this] { session().jobs().stopNow(m_job); });
    connectSession();
    reloadModels();
    takeScore();
    refresh();
}

QWidget* RunsPage::buildTable()
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme::kPadding, theme::kUnit, theme::kPadding, theme::kUnit);
    head->setSpacing(theme::kGap);
    head->addWidget(m_hint, 1);
    head->addWidget(m_importButton);
    m_combineButton->setToolTip(tr("Mix runs, or the views that a run kept, into a new run"));
    head->addWidget(m_combineButton);
    m_ablateButton->setToolTip(tr("What does the model draw on? Run it again without a text, or without the picture"));
    head->addWidget(m_ablateButton);
    head->addWidget(m_resume);
    head->addWidget(m_delete);
    layout->addLayout(head);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    auto* notices = new QVBoxLayout;
    notices->setContentsMargins(theme::kGap, 2, theme::kGap, 2);
    for (QWidget* part : {static_cast<QWidget*>(m_running), static_cast<QWidget*>(m_confirm),
                          static_cast<QWidget*>(m_notice)}) {
        part->hide();
        notices->addWidget(part);
    }
    m_resume->setToolTip(tr("Go on with the samples that are missing"));
    m_confirm->setWrapping(true);
    m_notice->setWrapping(true);
    m_running->setContentsMargins(0, theme::kGap, 0, theme::kGap);
    layout->addLayout(notices);
    m_table->setObjectName(QStringLiteral("runs"));
    m_table->setModel(m_sorted);
    panels::setUpRunsTable(m_table);
    m_table->setMinimumHeight(kLeastRows * theme::kRowHeight); // also below the bars of a run under way
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->sortByColumn(models::RunsModel::Started, Qt::DescendingOrder);
    layout->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const auto* run = chosenRun(); run && !m_showing)
            session().setCurrentRun(run->id);
        updateButtons();
    });
    connect(m_table, &QTableView::doubleClicked, this, [this] { Q_EMIT modeRequested(Mode::Matrix); });
    connect(m_delete, &QPushButton::clicked, this, &RunsPage::askDelete);
    connect(m_resume, &QPushButton::clicked, this, &RunsPage::resumeChosen);
    connect(m_confirm, &StatusNotice::actionRequested, this, [this] {
        m_confirm->hide();
        m_notice->hide(); // it may tell of the run that goes
        m_scores.remove(m_toDelete.value);
        session().deleteRun(m_toDelete);
    });
    connect(m_notice, &StatusNotice::actionRequested, this, [this] {
        storage::SampleFilter filter;
        if (m_failedRun.isValid()) {
            session().setCurrentRun(m_failedRun);
            filter.hasProblem = true;
        } else {
            filter.badCases = true;
        }
        session().setFilter(filter);
        Q_EMIT modeRequested(Mode::Review);
    });
    return box;
}

void RunsPage::connectSession()
{
    auto* source = &session();
    connect(source, &workspace::Session::opened, this, [this] {
        m_models.clear();
        m_scores.clear();
        m_notice->hide();
        m_confirm->hide();
        refresh();
    });
    connect(source, &workspace::Session::closed, this, [this] {
        stopScoring();
        refresh();
    });
    connect(source, &workspace::Session::samplesChanged, this, &RunsPage::refresh);
    connect(source, &workspace::Session::runsChanged, this, [this] {
        ++m_scoreGeneration;
        reloadModels();
        refresh();
        const auto& runs = session().runs();
        const auto wanted = std::ranges::find(runs, m_wantedRun, &storage::RunRecord::name);
        if (!m_wantedRun.isEmpty() && wanted != runs.end()) {
            m_wantedRun.clear();
            session().setCurrentRun(wanted->id);
        }
    });
    connect(source, &workspace::Session::currentRunChanged, this, &RunsPage::showTable);
    connect(source, &workspace::Session::scoresChanged, this, [this] {
        takeScore();
        showTable();
    });
    connect(source, &workspace::Session::changed, this, [this] {
        // Corrections move the scores of every run; those of the others are read again when somebody looks.
        const auto current = m_scores.constFind(session().currentRun().value);
        const auto kept = current == m_scores.constEnd() ? std::nullopt : std::optional(*current);
        m_scores.clear();
        ++m_scoreGeneration;
        if (kept)
            m_scores.insert(session().currentRun().value, *kept);
    });
    connect(&source->jobs(), &workspace::JobQueue::changed, this, &RunsPage::jobChanged);
}

void RunsPage::activate()
{
    refresh();
    panels::fitColumns(m_table); // hidden tables do not know their fonts yet
    scoreNext();
}

void RunsPage::setForm(Form form)
{
    m_forms->setCurrentIndex(static_cast<int>(form));
    m_importButton->setEnabled(form != Form::ImportPredictions);
    m_combineButton->setEnabled(form != Form::Combine);
    m_ablateButton->setEnabled(form != Form::Ablate);
}

void RunsPage::setModel(const QString& path)
{
    setForm(Form::NewRun);
    m_newRun->setModelPath(path);
}

// --- the table

void RunsPage::refresh()
{
    const bool ready = session().isOpen() && session().sampleCount() > 0;
    if (!ready)
        m_empty->setContent(QStringLiteral("runs"), tr("No runs yet"),
                            tr("A run is one model over samples of the project. Import samples first."),
                            {tr("Import samples")});
    m_stack->setCurrentIndex(ready ? 1 : 0);
    showTable();
    if (isVisible())
        scoreNext();
}

void RunsPage::reloadModels()
{
    if (!session().isOpen())
        return;
    session().database().run(
        this, [](storage::Connection& connection) { return storage::RunRepository(connection).models(); },
        [this](const Result<std::vector<storage::ModelRecord>>& models) {
            if (!models)
                return;
            for (const auto& model : *models)
                m_models.insert(model.id.value, model);
            showTable();
            panels::fitColumns(m_table);
        });
}

/// The current run's score is counted already.
void RunsPage::takeScore()
{
    if (const auto scores = session().scores(); scores && !scores->headlines.empty())
        m_scores.insert(scores->run.id.value, scores->headlines.front());
}

/// Scores of the runs that are not the current one, one after the other on a thread of their own: queries do
/// not wait for them.
void RunsPage::scoreNext()
{
    if (m_scoring || !session().isOpen())
        return;
    for (const auto& run : session().runs()) {
        if (run.samplesDone == 0 || m_scores.contains(run.id.value) || run.id == session().currentRun())
            continue;
        if (!m_scorer)
            m_scorer = std::make_unique<workspace::DatabaseThread>(
                session().project(), QStringLiteral("scores"), workspace::DatabaseThread::AtClose::Drop);
        m_scoring = true;
        m_scorer->run(
            this,
            [project = session().project(), id = run.id, cancel = m_scoreCancel](
                storage::Connection& connection) { return scoreOf(*project, connection, id, cancel); },
            [this, id = run.id,
             generation = m_scoreGeneration](const Result<std::optional<workspace::Headline>>& score) {
                m_scoring = false;
                // A run without a score is remembered as such, so that it is not asked for again.
                if (generation == m_scoreGeneration)
                    m_scores.insert(id.value, score && *score
                                                  ? **score
                                                  : workspace::Headline{{}, {}, std::nan(""), std::nan("")});
                showTable();
                if (isVisible())
                    scoreNext();
            });
        return;
    }
}

/// The project closes: nothing may hold it.
void RunsPage::stopScoring()
{
    m_scoreCancel.cancel();
    m_scorer.reset();
    m_scoreCancel = CancelToken();
    m_scoring = false;
}

void RunsPage::showTable()
{
    const QScopedValueRollback showing(m_showing, true);
    std::vector<models::RunRow> rows;
    for (const auto& run : session().runs()) {
        const auto score = m_scores.constFind(run.id.value);
        const auto model = m_models.constFind(run.model.value);
        const QString name = model == m_models.constEnd() ? QString()
                             : model->name.isEmpty()      ? QFileInfo(model->path).fileName()
                                                          : model->name;
        rows.push_back(runRow(run, name, score == m_scores.constEnd() ? std::nullopt : std::optional(*score),
                              m_job != 0 && run.name == m_activeRun));
    }
    const bool fit = m_model->rowCount() != static_cast<int>(rows.size());
    m_model->setRows(std::move(rows));
    if (fit)
        panels::fitColumns(m_table);
    const int row = m_model->rowOf(session().currentRun());
    if (row >= 0)
        m_table->setCurrentIndex(m_sorted->mapFromSource(m_model->index(row, 0)));
    else
        m_table->clearSelection();
    m_hint->setText(m_model->rowCount() > 0 ? tr("The chosen run is the one that every page shows")
                    : m_job != 0            ? tr("The first run: its results are shown when it ends")
                                 : tr("No run yet: choose a model below and run it over the samples"));
    updateButtons();
}

const storage::RunRecord* RunsPage::chosenRun() const
{
    const RunId id = m_model->idAt(m_sorted->mapToSource(m_table->currentIndex()).row());
    const auto& runs = session().runs();
    const auto found = std::ranges::find(runs, id, &storage::RunRecord::id);
    return found == runs.end() ? nullptr : &*found;
}

void RunsPage::updateButtons()
{
    const auto* run = chosenRun();
    const bool active = run && m_job != 0 && run->name == m_activeRun;
    const bool writable = !session().isReadOnly();
    m_delete->setEnabled(run && !active && writable);
    // Which file made it is asked of the project; until that is known there is nothing to go on with.
    const bool resumable =
        run && !active && m_job == 0 && writable && canResume(*run) && m_models.contains(run->model.value);
    m_resume->setVisible(resumable);
    const bool anyDone =
        std::ranges::any_of(session().runs(), [](const auto& one) { return one.samplesDone > 0; });
    m_combineButton->setVisible(anyDone);
    m_ablateButton->setVisible(run && run->samplesDone > 0 && !workspace::ablationMeans(*run).isEmpty());
}

void RunsPage::askDelete()
{
    const auto* run = chosenRun();
    if (!run)
        return;
    m_toDelete = run->id;
    m_confirm->show(
        StatusNotice::Kind::Warning,
        tr("Delete the run %1 with the predictions of %n samples? This cannot be undone. Labels stay.",
           nullptr, static_cast<int>(run->samplesDone))
            .arg(run->name),
        tr("Delete the run"));
    m_confirm->setFocus();
}

// --- running

void RunsPage::resumeChosen()
{
    const auto* run = chosenRun();
    if (!run || !canResume(*run))
        return;
    const auto model = m_models.constFind(run->model.value);
    workspace::RunRequest request =
        resumeRequest(*run, model == m_models.constEnd() ? QString() : model->path);
    const QString sha256 = model == m_models.constEnd() ? QString() : model->sha256;
    if (m_trust.isTrusted(sha256))
        return start(request);
    m_newRun->askConsent(request, sha256, model == m_models.constEnd() ? -1 : model->bytes);
}

void RunsPage::start(const workspace::RunRequest& request)
{
    if (m_job != 0 || !session().isOpen())
        return;
    m_activeRun = request.name;
    m_notice->hide();
    m_confirm->hide();
    m_newRun->setFailure({});
    m_running->setCanStopNow(request.isolate);
    const auto summary = std::make_shared<workspace::RunSummary>();
    m_job = session().jobs().start(
        tr("Run %1").arg(request.name),
        [project = session().project(), request, trust = m_trust,
         summary](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(*summary, workspace::runModel(project, request, trust, job.cancel, job.stats));
            if (summary->report.error)
                return fail(*summary->report.error);
            if (summary->report.outcome == Outcome::Cancelled)
                return fail(ErrorCode::Cancelled, tr("Cancelled after %n samples", nullptr,
                                                     static_cast<int>(summary->report.stats.done)));
            const QString done = tr("%n samples", nullptr, static_cast<int>(summary->report.stats.done));
            const auto reused = static_cast<int>(summary->report.stats.reused);
            return reused == 0
                       ? done
                       : tr("%1, %n of them computed by other runs before", nullptr, reused).arg(done);
        },
        [guard = QPointer(this), summary, request](const workspace::JobState& job) {
            if (guard)
                guard->jobEnded(job, *summary, request);
        });
    m_newRun->setEnabled(false);
    showTable();
}

void RunsPage::jobChanged(const workspace::JobState& job)
{
    if (job.id != m_job || job.isOver())
        return;
    m_running->show();
    m_running->setJob(job);
}

void RunsPage::jobEnded(const workspace::JobState& job, const workspace::RunSummary& summary,
                        const workspace::RunRequest& request)
{
    using Status = workspace::JobState::Status;
    m_job = 0;
    m_activeRun.clear();
    m_running->hide();
    m_newRun->setEnabled(true);
    const auto failed = static_cast<int>(summary.report.stats.failed);
    const QString show = failed > 0 ? tr("Show them") : QString();
    m_failedRun = failed > 0 ? summary.run.id : RunId();
    if (job.status == Status::Succeeded && failed > 0)
        m_notice->show(StatusNotice::Kind::Warning,
                       tr("%1: %2, %n failed", nullptr, failed).arg(request.name, job.summary), show);
    else if (job.status == Status::Succeeded)
        m_notice->show(
            StatusNotice::Kind::Good,
            tr("%1: %2 in %3 s")
                .arg(request.name, job.summary, QLocale().toString(summary.report.seconds, 'f', 1)),
            tr("See the bad cases"), summary.report.notice);
    else if (job.status == Status::Cancelled && failed > 0)
        m_notice->show(StatusNotice::Kind::Warning,
                       tr("%1: %2, %n failed. Resume tries them again and goes on from there.", nullptr, failed)
                           .arg(request.name, job.summary),
                       show);
    else if (job.status == Status::Cancelled)
        m_notice->show(StatusNotice::Kind::Info,
                       tr("%1: %2. Resume goes on from there.").arg(request.name, job.summary));
    else
        m_notice->show(StatusNotice::Kind::Error, job.error ? job.error->message : tr("The run failed"), show,
                       job.error ? job.error->detail : QString());
    if (summary.run.id.isValid()) {
        // A run that has done nothing would leave every page empty; its notice leads to what failed.
        if (summary.report.stats.done > summary.report.stats.failed || summary.resumedFrom > 0)
            m_wantedRun = request.name;
        session().reloadRuns();
    }
    updateButtons();
}

} // namespace badcase::window
