// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mix_pane.h"

#include "app/window/background.h"
#include "app/window/flip_lanes.h"
#include "app/window/mix_tables.h"
#include "widgets/models/table_model.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/tables.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPointer>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace badcase::window {

using panels::StatusNotice;

namespace {

constexpr int kRestMs = 250; ///< of the sliders, before what takes longer begins
constexpr std::size_t kLaneEntries = 500;

QString score(double value)
{
    return models::scoreOrDash(value);
}

std::vector<LaneEntry> entriesOf(const std::vector<workspace::MixChange>& changes, Task task)
{
    std::vector<LaneEntry> entries;
    for (const auto& change : changes) {
        if (entries.size() == kLaneEntries)
            break;
        LaneEntry entry{change.sample, change.before, change.after};
        if (task == Task::Segmentation)
            entry.text = QStringLiteral("%1 → %2").arg(score(change.scoreBefore), score(change.scoreAfter));
        else if (task == Task::MultiLabel)
            entry.text = MixPane::tr("%1 → %2 wrong").arg(change.scoreBefore).arg(change.scoreAfter);
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace

MixPane::MixPane(PageContext& context, QWidget* parent)
    : TunePane(context, parent),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState),
      m_controls(new MixControls),
      m_value(new panels::FlashLabel),
      m_gain(new panels::RoleLabel),
      m_facts(new panels::ElidedLabel({}, theme::Role::Text2)),
      m_curve(new plots::SliderCurvePlot),
      m_advice(new panels::RoleLabel),
      m_tableSwitch(new panels::SegmentedControl({tr("Members"), tr("Pairs")})),
      m_tables(new QStackedWidget),
      m_members(new MixMembersModel(this)),
      m_pairs(new MixPairsModel(this)),
      m_lanes(new FlipLanes(context))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_controls);
    row->addWidget(panels::makeHairline(Qt::Vertical));
    row->addWidget(buildRight(), 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &MixPane::settle);
    connect(m_empty, &panels::EmptyState::actionRequested, this, [this] { Q_EMIT modeRequested(Mode::Runs); });
    connect(m_controls, &MixControls::sourceChosen, this, &MixPane::load);
    connect(m_controls, &MixControls::objectiveChosen, this, &MixPane::chooseObjective);
    connect(m_controls, &MixControls::moved, this, &MixPane::showPosition);
    connect(m_controls, &MixControls::settled, &m_rest, qOverload<>(&QTimer::start));
    connect(m_controls, &MixControls::memberChosen, this, &MixPane::readCurve);
    connect(m_controls, &MixControls::fitRequested, this, [this] {
        m_wantsFit = analysis::areMixWeights(m_controls->position().weights);
        settle(); // now, so that a move just before does not take the fit back
    });
    connect(m_controls, &MixControls::selectRequested, this, &MixPane::applySelection);
    connect(m_controls, &MixControls::saveRequested, this, &MixPane::save);
    connect(m_curve, &plots::SliderCurvePlot::dragged, this, &MixPane::dragCurve);
    connect(m_curve, &plots::SliderCurvePlot::released, this, [this](double weight) {
        dragCurve(weight);
        m_rest.start();
    });
    connect(&session(), &workspace::Session::closing, this, [this] { m_cancel.cancel(); }); // nobody waits for it
    connect(&session(), &workspace::Session::closed, this, [this] {
        ++m_loadGeneration;
        m_cancel.cancel();
        m_poolCancel.cancel();
        m_board.reset();
        m_report.reset();
    });
}

MixPane::~MixPane()
{
    m_cancel.cancel();
    m_poolCancel.cancel();
}

QWidget* MixPane::buildRight()
{
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    auto* top = new QWidget;
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(theme::kPadding, theme::kGap, theme::kPadding, theme::kGap);
    layout->setSpacing(theme::kUnit);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::kGap);
    m_value->setObjectName(QStringLiteral("mixValue"));
    head->addWidget(m_value);
    head->addWidget(m_gain);
    head->addWidget(m_facts, 1);
    layout->addLayout(head);
    m_curve->setEmptyText(tr("Choose a member to see the figure over its weight"));
    layout->addWidget(m_curve, 1);
    splitter->addWidget(top);
    splitter->addWidget(buildTables());
    m_lanes->setEmptyText(tr("This mix decides as the reference does"));
    splitter->addWidget(m_lanes);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 3);
    splitter->setStretchFactor(2, 4);
    return splitter;
}

QWidget* MixPane::buildTables()
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme::kPadding, theme::kUnit, theme::kPadding, theme::kUnit);
    head->setSpacing(theme::kPadding);
    m_advice->setWordWrap(true);
    m_advice->setObjectName(QStringLiteral("mixAdvice"));
    head->addWidget(m_tableSwitch);
    head->addWidget(m_advice, 1);
    layout->addLayout(head);
    for (models::TableModel* model : {static_cast<models::TableModel*>(m_members), static_cast<models::TableModel*>(m_pairs)}) {
        auto* table = new QTableView;
        table->setModel(new models::TableSortProxy(model, this));
        panels::setUpTable(table);
        table->setSortingEnabled(true);
        table->sortByColumn(-1, Qt::AscendingOrder);
        m_tables->addWidget(table);
    }
    layout->addWidget(m_tables, 1);
    m_tableSwitch->setCurrent(0);
    connect(m_tableSwitch, &panels::SegmentedControl::chosen, this, [this](int index) {
        m_tableSwitch->setCurrent(index);
        m_tables->setCurrentIndex(index);
    });
    return box;
}

void MixPane::refresh(workspace::LabelSource labels)
{
    auto choices = mixChoices(session(), labels);
    if (choices.list.empty()) {
        m_empty->setContent(QStringLiteral("tune"), tr("Nothing to mix yet"),
                            tr("Mixing needs the views of a run, or two runs. Run a model again with several views and "
                               "let it keep them, or run or import a second model."),
                            {tr("Go to runs")});
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentIndex(1);
    QStringList names;
    for (const storage::RunRecord& run : session().runs())
        names.append(run.name);
    m_controls->setNameTaken(names);
    m_controls->setCanSave(session().isReadOnly() ? tr("This project can only be read, so a run could not be kept in it")
                                                  : QString());
    m_controls->setChoices(std::move(choices));
    m_controls->setObjectives(
        workspace::mixObjectives(session().schema().task(), session().schema().hasParents()));
    load();
}

void MixPane::load()
{
    const MixChoice* choice = m_controls->choice();
    if (!choice || !session().isOpen())
        return;
    m_cancel.cancel();
    m_poolCancel.cancel();
    m_cancel = CancelToken();
    m_poolCancel = CancelToken();
    m_loading = true;
    m_reporting = false;
    m_controls->setBusy(false);
    m_curve->setBusyText(tr("Reading what the members say…"));
    session().background().run(
        this,
        [project = session().project(), source = choice->source, cancel = m_cancel,
         objective = m_controls->objective()](storage::Connection&) -> Result<std::shared_ptr<workspace::MixBoard>> {
            BADCASE_ASSIGN(const auto board, workspace::loadMixBoard(project, source, cancel));
            return board->withObjective(objective);
        },
        [this, generation = ++m_loadGeneration](Result<std::shared_ptr<workspace::MixBoard>> board) {
            if (generation == m_loadGeneration)
                loaded(std::move(board));
        });
}

void MixPane::loaded(Result<std::shared_ptr<workspace::MixBoard>> board)
{
    m_loading = false;
    m_curve->setBusyText({});
    if (!board) {
        m_board.reset(); // what is on screen is of another source: nothing of it can be saved under this one's name
        return fail(board.error());
    }
    const bool sameMembers = m_board && m_board->source().run == (*board)->source().run &&
                             m_board->source().runs == (*board)->source().runs &&
                             m_board->members().size() == (*board)->members().size();
    m_board = std::move(*board);
    m_controls->notice()->hide();
    if (!sameMembers) {
        m_report.reset();
        m_members->setLines({}, false);
        m_pairs->setPairs({}, {});
        m_advice->setText({});
        m_controls->setMembers(m_board->members());
        const QString base = m_board->source().ofViews() ? m_board->source().run : QString();
        m_controls->suggestName(base.isEmpty() ? tr("mixed") : tr("%1 mixed").arg(base));
    }
    showPosition();
    settle();
}

void MixPane::chooseObjective()
{
    if (!m_board)
        return;
    auto board = m_board->withObjective(m_controls->objective());
    if (!board)
        return fail(board.error());
    m_board = std::move(*board);
    m_poolCancel.cancel();
    m_poolCancel = CancelToken();
    showPosition();
    settle();
}

void MixPane::showPosition()
{
    if (!m_board)
        return;
    ++m_exactGeneration; // what is being counted is of another position
    const auto position = m_controls->position();
    const int member = m_controls->currentMember();
    if (member >= 0)
        m_curve->setPosition(position.weights[static_cast<std::size_t>(member)]);
    if (!analysis::areMixWeights(position.weights)) {
        m_gain->setText(tr("At least one member has to count"));
        return;
    }
    m_reading = m_board->read(position);
    showReading();
    if (m_reading.exact)
        showLanes();
    m_rest.start();
}

void MixPane::showReading()
{
    const QString error = m_reading.error > 0 ? QStringLiteral(" ± %1").arg(m_reading.error, 0, 'f', 4) : QString();
    m_value->setText(score(m_reading.value) + error);
    const double gain = m_reading.value - m_reading.reference;
    const auto& reference = m_board->members()[m_board->reference(m_controls->merge())];
    m_gain->setRole(std::abs(gain) < 0.0005 ? theme::Role::Text2 : gain > 0 ? theme::Role::Good : theme::Role::Bad);
    m_gain->setText(tr("%1 against %2").arg(signedScore(gain), reference.name));
    QStringList facts;
    facts << tr("%n samples", nullptr, static_cast<int>(m_board->samples()));
    if (m_board->missing() > 0)
        facts << tr("%n left out, which not all have done", nullptr, static_cast<int>(m_board->missing()));
    if (m_report)
        facts << tr("%1 % decided whatever the weights").arg(100 * m_report->decided, 0, 'f', 1);
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

void MixPane::showLanes()
{
    const Task task = session().schema().task();
    const bool masks = task == Task::Segmentation;
    std::vector<Lane> lanes;
    lanes.push_back({masks ? tr("Better") : tr("Gained"), theme::Role::Good, QStringLiteral("plus"),
                     entriesOf(m_reading.gained, task)});
    lanes.push_back({masks ? tr("Worse") : tr("Lost"), theme::Role::Bad, QStringLiteral("minus"),
                     entriesOf(m_reading.lost, task)});
    if (!masks)
        lanes.push_back({tr("Wrong as before"), theme::Role::Text2, {}, entriesOf(m_reading.other, task)});
    m_lanes->setLanes(std::move(lanes));
}

template <class Task, class Done>
void MixPane::inPool(quint64& generation, Task task, Done done)
{
    inBackground(
        this, [board = m_board, cancel = m_poolCancel, task = std::move(task)] { return task(*board, cancel); },
        [this, &generation, mine = ++generation, board = m_board, done = std::move(done)](auto answer) mutable {
            if (mine == generation && board == m_board)
                done(std::move(answer));
        });
}

void MixPane::settle()
{
    m_rest.stop();
    if (!m_board || !analysis::areMixWeights(m_controls->position().weights))
        return;
    m_poolCancel.cancel(); // what is still being worked out is of another position
    m_poolCancel = CancelToken();
    readCurve();
    if (!m_reading.exact)
        readExactly();
    makeReport(std::exchange(m_wantsFit, false));
}

void MixPane::readCurve()
{
    const int member = m_controls->currentMember();
    const auto position = m_controls->position();
    if (!m_board || member < 0 || !analysis::areMixWeights(position.weights))
        return;
    const QString name = m_board->members()[static_cast<std::size_t>(member)].name;
    m_curve->setAxes(tr("Weight of %1").arg(name), {}, 0, 1);
    m_curve->setPosition(position.weights[static_cast<std::size_t>(member)]);
    inPool(
        m_curveGeneration,
        [position, member](const workspace::MixBoard& board, const CancelToken& cancel) {
            return board.curve(position, static_cast<std::size_t>(member), cancel);
        },
        [this, name](workspace::MixLine line) {
            if (line.sampled)
                m_curve->setAxes(tr("Weight of %1, estimated at %n stops", nullptr, static_cast<int>(line.x.size())).arg(name),
                                 {}, 0, 1);
            plots::SliderCurve curve;
            curve.x = std::move(line.x);
            curve.y = std::move(line.y);
            m_curve->setCurves({std::move(curve)});
            m_curve->setReference(1.0);
        });
}

/// With the samples that change; of masks it costs a pass over all pixels.
void MixPane::readExactly()
{
    inPool(
        m_exactGeneration,
        [position = m_controls->position()](const workspace::MixBoard& board, const CancelToken& cancel) {
            return board.readExactly(position, cancel);
        },
        [this](Result<workspace::MixReading> reading) {
            if (!reading)
                return fail(reading.error());
            m_reading = std::move(*reading);
            showReading();
            showLanes();
        });
}

void MixPane::makeReport(bool fit)
{
    if (!m_board || !analysis::areMixWeights(m_controls->position().weights))
        return;
    m_reporting = true;
    m_controls->setBusy(fit);
    workspace::MixRequest request;
    request.objective = m_controls->objective();
    request.fit = fit;
    inPool(
        m_reportGeneration,
        [position = m_controls->position(), request](const workspace::MixBoard& board, const CancelToken& cancel) {
            return board.report(position, request, cancel);
        },
        [this, fit](Result<workspace::MixReport> report) {
            m_reporting = false;
            m_controls->setBusy(false);
            if (!report)
                return fail(report.error());
            m_report = std::move(*report);
            showReport();
            if (fit)
                applyFit();
        });
}

void MixPane::showReport()
{
    QStringList names;
    for (const auto& line : m_report->members)
        names.append(line.name);
    m_members->setLines(m_report->members, session().schema().task() == Task::Segmentation);
    m_pairs->setPairs(m_report->pairs, names);
    panels::fitColumns(qobject_cast<QTableView*>(m_tables->widget(0)), MixMembersModel::Harmed);
    panels::fitColumns(qobject_cast<QTableView*>(m_tables->widget(1)), MixPairsModel::Second);
    m_controls->setGains(m_report->members);
    m_advice->setText(m_report->adviceText);
    showReading();
}

void MixPane::applyFit()
{
    const auto& fit = *m_report->fit;
    const double largest = *std::ranges::max_element(fit.weights);
    std::vector<double> weights;
    for (const double weight : fit.weights)
        weights.push_back(weight / largest);
    m_controls->setWeights(weights);
    m_controls->notice()->show(
        fit.advice == analysis::Advice::Keep ? StatusNotice::Kind::Good : StatusNotice::Kind::Info,
        tr("Fitted. On samples that the weights have not seen: %1 (%2 to %3) against the reference, %4 against equal weights.")
            .arg(signedScore(fit.fitted.heldOut), signedScore(fit.fitted.interval.low),
                 signedScore(fit.fitted.interval.high), signedScore(fit.overEqual.heldOut)));
    showPosition();
}

void MixPane::applySelection()
{
    if (!m_report)
        return;
    const auto& selection = m_report->selection;
    std::vector<double> weights(m_report->members.size());
    const auto present = m_controls->position().weights;
    QStringList names;
    for (const std::size_t member : selection.members) {
        weights[member] = present[member] > 0 ? present[member] : 1.0;
        names.append(m_report->members[member].name);
    }
    QString text = selection.members.size() == 1 ? tr("%1 alone").arg(names.front()) : names.join(QStringLiteral(" + "));
    for (const auto& step : selection.steps) {
        const QString name = m_report->members[step.member].name;
        const QString sure = QString::number(100 * step.gain.likelihood, 'f', 0);
        text += u'\n' + (step.kept ? tr("Added %1: %2, sure to %3 %") : tr("Left out %1: %2, sure to %3 % only"))
                            .arg(name, signedScore(step.gain.gain), sure);
    }
    m_controls->setWeights(weights);
    m_controls->notice()->show(selection.members.size() > 1 ? StatusNotice::Kind::Good : StatusNotice::Kind::Info, text);
    showPosition();
}

void MixPane::dragCurve(double weight)
{
    const int member = m_controls->currentMember();
    if (member < 0)
        return;
    m_controls->setWeight(member, std::clamp(weight, 0.0, 1.0));
    showPosition();
}

void MixPane::save()
{
    const auto position = m_controls->position();
    if (!m_board || m_loading || m_job != 0 || !analysis::areMixWeights(position.weights))
        return;
    m_controls->notice()->hide();
    const auto request = workspace::combineRequest(m_board->source(), m_board->members(), position.weights,
                                                   position.merge, m_controls->name());
    m_job = session().jobs().start(
        tr("Combine into %1").arg(request.name),
        [project = session().project(), request](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(const auto summary, workspace::combineRuns(project, request, job.cancel, job.progress));
            return tr("%n samples combined", nullptr, static_cast<int>(summary.samples));
        },
        [guard = QPointer(this), run = request.name](const workspace::JobState& job) {
            if (guard)
                guard->saved(job, run);
        });
}

void MixPane::saved(const workspace::JobState& job, const QString& run)
{
    m_job = 0;
    if (job.error)
        return fail(*job.error);
    m_controls->notice()->show(StatusNotice::Kind::Good, tr("%1: %2").arg(run, job.summary));
    session().reloadRuns();
}

void MixPane::fail(const Error& error)
{
    if (error.code != ErrorCode::Cancelled)
        m_controls->notice()->show(StatusNotice::Kind::Error, error.message, {}, error.detail);
}

} // namespace badcase::window
