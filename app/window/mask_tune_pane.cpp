// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mask_tune_pane.h"

#include "app/window/flip_lanes.h"
#include "app/window/mask_preview.h"
#include "app/window/mask_tune_reader.h"
#include "app/window/mask_tune_words.h"
#include "app/window/set_saver.h"
#include "app/workspace/tune_masks.h"
#include "app/workspace/tune_objective.h"
#include "inference/engine/mask_steps.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/status_notice.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QComboBox>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

namespace badcase::window {

using panels::StatusNotice;
using workspace::MaskPosition;

namespace {

constexpr int kSettleMs = 150;

} // namespace

MaskTunePane::~MaskTunePane() = default;

// --- what is read

void MaskTunePane::connectReader()
{
    connect(m_reader, &MaskTuneReader::progressed, this, [this](qint64 done, qint64 total) {
        m_progress->setRange(0, total > 0 ? 1000 : 0);
        if (total > 0)
            m_progress->setValue(static_cast<int>(1000 * done / total));
        if (total > 0)
            m_loadingText->setText(tr("Reading the masks once: %1 of %2").arg(locale().toString(done), locale().toString(total)));
    });
    connect(m_reader, &MaskTuneReader::loaded, this, &MaskTunePane::showData);
    connect(m_reader, &MaskTuneReader::failed, this, &MaskTunePane::loadFailed);
    connect(m_reader, &MaskTuneReader::surveyed, this, [this](const std::shared_ptr<const workspace::MaskSurvey>& survey) {
        if (!m_tuner)
            return;
        m_tuner->setSurvey(survey);
        showCurves();
        showPosition();
    });
    connect(m_reader, &MaskTuneReader::banded, this, [this](const std::shared_ptr<const workspace::MaskBands>& bands) {
        if (!m_tuner)
            return;
        m_tuner->setBands(bands);
        showBands();
    });
    connect(m_reader, &MaskTuneReader::dataChanged, this, [this] {
        if (!m_tuner)
            return;
        m_tuner->setSurvey({}); // of tables that have changed
        m_tuner->setBands({});
        forgetReport();
        showNotes();
        showSliders();
        ask();
    });
    connect(&session(), &workspace::Session::changed, m_reader, &MaskTuneReader::followSamples);
    connect(&session(), &workspace::Session::closed, this, [this] {
        m_reader->clear();
        m_tuner.reset();
        m_run = {};
    });
}

void MaskTunePane::showEmpty(const QString& title, const QString& text, const QString& action, std::function<void()> next)
{
    m_tuner.reset();
    m_next = std::move(next);
    m_empty->setContent(QStringLiteral("tune"), title, text, action.isEmpty() ? QStringList() : QStringList{action});
    m_stack->setCurrentWidget(m_empty);
}

void MaskTunePane::refresh(workspace::LabelSource labels)
{
    const auto* run = session().currentRunRecord();
    m_saver->refresh();
    if (!run) {
        m_reader->clear();
        m_run = {};
        const bool any = session().sampleCount() > 0;
        return showEmpty(tr("Nothing to tune yet"),
                         tr("Here the threshold and the smallest area of masks are set, and you see at once what every "
                            "position is worth and which images change. It needs label masks and a run."),
                         any ? tr("Run a model") : tr("Import samples"),
                         [this, any] { Q_EMIT modeRequested(any ? Mode::Runs : Mode::Import); });
    }
    const bool wentOn = m_run == run->id && m_samplesDone != run->samplesDone;
    m_samplesDone = run->samplesDone;
    if (m_run == run->id && m_labels == labels && !wentOn && (m_tuner || m_reader->isLoading() || m_stopped)) {
        if (m_tuner && m_runSet != run->thresholdSetName)
            m_reader->followRule();
        m_runSet = run->thresholdSetName;
        return;
    }
    m_run = run->id;
    m_runSet = run->thresholdSetName;
    m_labels = labels;
    load();
}

void MaskTunePane::load()
{
    const auto* run = session().currentRunRecord();
    if (!run)
        return;
    m_tuner.reset();
    m_stopped = false;
    forgetReport();
    m_notice->hide();
    m_progress->setRange(0, 0);
    m_loadingText->setText(tr("Reading the masks of %1 once").arg(run->name));
    m_stack->setCurrentWidget(m_loading);
    m_reader->load(run->name, m_labels);
}

void MaskTunePane::loadFailed(const Error& error)
{
    if (m_tuner) // another rule could not be followed
        return m_notice->show(StatusNotice::Kind::Error, error.message, {}, error.detail);
    m_stopped = error.code == ErrorCode::Cancelled;
    if (m_stopped)
        return showEmpty(tr("Reading was stopped"), tr("The sliders need the masks of the run."), tr("Read them"),
                         [this] { load(); });
    const QString text = error.detail.isEmpty() ? error.message : error.message + u'\n' + error.detail;
    showEmpty(error.code == ErrorCode::NotFound ? tr("No label masks to compare with") : tr("These masks cannot be tuned"),
              text);
}

void MaskTunePane::showNotes()
{
    m_note->setText(maskNotes(m_tuner->data()));
    m_note->setVisible(!m_note->text().isEmpty());
}

void MaskTunePane::showData()
{
    m_tuner = std::make_unique<workspace::MaskTuner>(m_reader->data(), workspace::MaskGrouping());
    if (const auto objective = workspace::maskObjective(m_objective->currentData().toString()))
        m_tuner->setObjective(*objective);
    fillChoices();
    showNotes();
    m_stack->setCurrentIndex(m_stack->count() - 1);
    showSliders();
    chooseGrouping();
}

void MaskTunePane::fillChoices()
{
    const auto& masks = m_tuner->data();
    const QSignalBlocker quietClass(m_class);
    m_class->clear();
    for (const auto& thing : masks.things())
        m_class->addItem(masks.schema().at(thing.index).name);
    m_class->setVisible(masks.things().size() > 1);
    const QSignalBlocker quietBy(m_groupBy);
    m_groupBy->clear();
    m_groupBy->addItem(tr("Not told apart"), QString());
    if (session().splits().size() > 1)
        m_groupBy->addItem(tr("By split"), QStringLiteral("split"));
    for (const QString& field : session().textFields())
        m_groupBy->addItem(tr("By %1").arg(field), QStringLiteral("field:") + field);
    m_groupBy->setCurrentIndex(std::max(0, m_groupBy->findData(m_by)));
    m_groupBy->setVisible(m_groupBy->count() > 1);
}

void MaskTunePane::chooseGrouping()
{
    if (!m_tuner)
        return;
    m_by = m_groupBy->currentData().toString();
    session().background().run(
        this,
        [masks = m_reader->data(), by = m_by](storage::Connection& connection) { return masks->grouping(connection, by); },
        [this, masks = m_reader->data(), by = m_by](const Result<workspace::MaskGrouping>& grouping) {
            if (!m_tuner || m_reader->data() != masks || by != m_by)
                return;
            if (!grouping)
                m_notice->show(StatusNotice::Kind::Error, grouping.error().message);
            m_tuner->setGrouping(grouping.value_or(workspace::MaskGrouping()));
            fillGroups();
            forgetReport();
            ask();
            showPosition();
        });
}

void MaskTunePane::fillGroups()
{
    const QSignalBlocker quiet(m_group);
    const QStringList& names = m_tuner->grouping().names;
    m_group->clear();
    m_group->addItem(tr("All images"));
    m_group->addItems(names);
    m_group->setVisible(!names.isEmpty());
}

// --- what is shown

void MaskTunePane::showSliders()
{
    const MaskPosition before = m_tuner->inForce();
    std::vector<panels::SliderRow> rows;
    panels::SliderRow threshold;
    threshold.id = kThreshold;
    threshold.name = tr("Threshold");
    threshold.lo = workspace::maskThreshold(analysis::kLowestMaskStop);
    threshold.value = m_tuner->threshold();
    threshold.neutral = workspace::maskThreshold(before.stop);
    threshold.decimals = 3;
    threshold.sign = false;
    rows.push_back(threshold);
    if (m_tuner->data().hasAreas()) {
        panels::SliderRow area;
        area.id = kArea;
        area.name = tr("Area");
        area.hi = static_cast<double>(m_tuner->areas().size()) - 1;
        area.value = m_tuner->position().area;
        area.neutral = before.area;
        area.decimals = 0;
        for (const std::uint32_t pixels : m_tuner->areas())
            area.texts.append(pixels > 1 ? tr("\u2265 %1 px").arg(locale().toString(pixels)) : tr("any"));
        rows.push_back(std::move(area));
    }
    m_list->setRows(std::move(rows));
    if (m_list->current() < 0)
        m_list->setCurrent(kThreshold);
    m_list->setFixedHeight(static_cast<int>(m_list->rows().size()) * theme::kRowHeight);
    m_plot->setReference(threshold.neutral);
    showCurves();
    showPosition();
}

/// What the sliders cannot answer by themselves.
void MaskTunePane::ask()
{
    if (!m_tuner)
        return;
    if (m_tuner->needsSurvey()) {
        showCurves();
        m_reader->askSurvey(*m_tuner);
    }
    if (m_tuner->bands())
        return showBands();
    m_plot->setBusyText(tr("The band is being made"));
    m_reader->askBands(*m_tuner);
}

void MaskTunePane::showCurves()
{
    m_plot->setAxes(tr("threshold"), workspace::objectiveTitle(workspace::maskObjectiveName(m_tuner->objective())), 0, 1);
    m_plot->setCurves(maskCurvesOf(*m_tuner));
    m_plot->setPosition(m_tuner->threshold());
    m_plot->setPlateaus(std::nullopt, std::nullopt); // of another curve
    if (m_tuner->bands())
        showBands();
}

void MaskTunePane::showBands()
{
    const workspace::MaskBands* bands = m_tuner->bands();
    if (!bands)
        return;
    m_plot->setBusyText({});
    if (!m_tuner->needsSurvey())
        m_plot->setBand(0, maskBandOf(*m_tuner));
    m_plot->setPlateaus(std::nullopt, maskPlateauOf(*m_tuner));
    m_advice->setText(maskAdvice(*m_tuner));
}

void MaskTunePane::showPosition()
{
    const workspace::MaskStanding standing = m_tuner->standing();
    m_plot->setPosition(m_tuner->threshold());
    const QString figure = workspace::objectiveTitle(workspace::maskObjectiveName(m_tuner->objective()));
    const bool oneOfMany = m_class->count() > 1; // the report has the figure of all classes together
    m_metric->setText(oneOfMany ? tr("%1 of %2").arg(figure, m_class->currentText()) : figure);
    const double gain = standing.now - standing.before;
    m_value->setText(std::isnan(standing.now) ? QString(QChar(0x2014)) : theme::scoreText(standing.now));
    m_gain->setText(std::isnan(gain) ? QString() : maskChangeText(gain));
    m_gain->setRole(gain > 0 ? theme::Role::Good : gain < 0 ? theme::Role::Bad : theme::Role::Text2);
    m_gain->setToolTip(tr("Against what the run decides now, on these very images"));
    m_where->setText(maskCounts(standing));
    showGroups(standing);
    std::vector<std::pair<int, double>> gains{{kThreshold, m_tuner->stopGain()}};
    if (m_tuner->data().hasAreas())
        gains.emplace_back(kArea, m_tuner->areaGain());
    m_list->setGains(gains);
    m_preview->setRule(m_tuner->isMoved() ? std::optional(m_tuner->set({})) : std::nullopt);
    m_lanes->setLanes({{tr("Gain most"), theme::Role::Good, QStringLiteral("plus"), maskEntries(standing.gainMost)},
                       {tr("Lose most"), theme::Role::Bad, QStringLiteral("minus"), maskEntries(standing.loseMost)}});
}

void MaskTunePane::showGroups(const workspace::MaskStanding& standing)
{
    m_groupScores->setText(maskGroupScores(m_tuner->grouping().names, standing));
    m_groupScores->setVisible(!standing.groupsNow.empty());
}

// --- what the user does

void MaskTunePane::connectSliders()
{
    const auto remember = [this] { m_dragFrom = m_tuner ? std::optional(m_tuner->position()) : std::nullopt; };
    connect(m_list, &panels::SliderList::dragStarted, this, remember);
    connect(m_list, &panels::SliderList::dragged, this, &MaskTunePane::drag);
    connect(m_list, &panels::SliderList::released, this, &MaskTunePane::dropped);
    connect(m_list, &panels::SliderList::reverted, this, &MaskTunePane::reverted);
    connect(m_plot, &plots::SliderCurvePlot::dragStarted, this, remember);
    connect(m_plot, &plots::SliderCurvePlot::dragged, this, [this](double x) { drag(kThreshold, x); });
    connect(m_plot, &plots::SliderCurvePlot::released, this, [this](double x) { dropped(kThreshold, x); });
    connect(m_plot, &plots::SliderCurvePlot::reverted, this, &MaskTunePane::reverted);
    connect(m_class, &QComboBox::activated, this, [this](int index) {
        if (!m_tuner)
            return;
        m_tuner->setThing(index);
        showSliders();
        ask();
    });
    connect(m_objective, &QComboBox::activated, this, [this] {
        if (!m_tuner)
            return;
        m_tuner->setObjective(workspace::maskObjective(m_objective->currentData().toString()).value());
        forgetReport();
        showCurves();
        showPosition();
        ask();
    });
    connect(m_groupBy, &QComboBox::activated, this, &MaskTunePane::chooseGrouping);
    connect(m_group, &QComboBox::activated, this, [this](int index) {
        if (!m_tuner)
            return;
        m_tuner->setGroup(index - 1);
        showCurves();
        showPosition();
    });
    connect(m_reset, &QPushButton::clicked, this, &MaskTunePane::reset);
    connect(m_optimise, &QPushButton::clicked, this, &MaskTunePane::optimise);
    connect(m_lanes, &FlipLanes::opened, this, [this] { Q_EMIT modeRequested(Mode::Review); });
    connect(m_empty, &panels::EmptyState::actionRequested, this, [this] {
        if (const auto next = m_next)
            next();
    });
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, &MaskTunePane::ask);
}

void MaskTunePane::drag(int slider, double value)
{
    if (!m_tuner)
        return;
    MaskPosition position = m_tuner->position();
    const int area = position.area;
    if (slider == kThreshold)
        position.stop = engine::probabilityStop(value);
    else
        position.area = static_cast<int>(std::lround(value));
    m_settle.stop();
    m_tuner->setPosition(position);
    m_list->setValue(slider, slider == kThreshold ? value : m_tuner->position().area);
    if (m_tuner->position().area != area)
        showCurves();
    showPosition();
}

void MaskTunePane::dropped(int slider, double value)
{
    if (!m_tuner)
        return;
    drag(slider, value);
    m_dragFrom.reset();
    if (slider == kThreshold)
        m_list->setValue(kThreshold, m_tuner->threshold());
    forgetReport();
    m_settle.start();
}

void MaskTunePane::reverted()
{
    if (!m_tuner || !m_dragFrom)
        return;
    m_tuner->setPosition(*m_dragFrom);
    m_dragFrom.reset();
    m_list->setValue(kThreshold, m_tuner->threshold());
    m_list->setValue(kArea, m_tuner->position().area);
    showCurves();
    showPosition();
    m_settle.start();
}

void MaskTunePane::reset()
{
    if (!m_tuner)
        return;
    m_tuner->loadInForce();
    forgetReport();
    showSliders();
    m_settle.start();
}

workspace::TuneRequest MaskTunePane::request() const
{
    workspace::TuneRequest request;
    request.run = m_tuner->data().run().name;
    request.objective = workspace::maskObjectiveName(m_tuner->objective());
    request.labels = m_labels;
    request.groupBy = m_by;
    return request;
}

std::optional<ThresholdSet> MaskTunePane::currentSet() const
{
    if (!m_tuner)
        return std::nullopt;
    ThresholdSet set = m_tuner->set({});
    workspace::TuneReport report; // set by hand: what it gives here, and nothing of what it is worth elsewhere
    if (m_reported) {
        report = *m_reported;
    } else {
        const auto standing = m_tuner->standing(0);
        report.run = m_tuner->data().run().name;
        report.objective = request().objective;
        report.samples = standing.images;
        report.before = standing.before;
        report.after = standing.now;
    }
    set.evidence = report.evidence(request());
    return set;
}

void MaskTunePane::forgetReport()
{
    m_reported.reset();
    m_report->hide();
}

void MaskTunePane::optimise()
{
    if (!m_tuner || m_job != 0)
        return;
    m_notice->hide();
    m_optimise->setEnabled(false);
    m_reader->beginUse();
    const auto masks = m_reader->data();
    auto found = std::make_shared<Result<workspace::TuneReport>>(fail(ErrorCode::Cancelled, QString()));
    m_job = session().jobs().start(
        tr("Optimise %1").arg(request().run),
        [project = session().project(), masks, request = request(), found](const workspace::JobContext& job) -> Result<QString> {
            *found = workspace::tuneMasks(project, *masks, request, job.cancel, job.progress);
            if (!*found)
                return fail(found->error());
            return found->value().adviceText;
        },
        [guard = QPointer(this), found, masks](const workspace::JobState&) {
            if (!guard)
                return;
            guard->m_job = 0;
            guard->m_optimise->setEnabled(true);
            if (guard->m_reader->data() != masks)
                return;
            guard->optimised(*found);
            guard->m_reader->endUse();
        });
}

void MaskTunePane::optimised(const Result<workspace::TuneReport>& report)
{
    if (!m_tuner)
        return;
    if (!report) {
        if (report.error().code != ErrorCode::Cancelled)
            m_notice->show(StatusNotice::Kind::Error, report.error().message, {}, report.error().detail);
        return;
    }
    if (const auto loaded = m_tuner->load(report->set); !loaded)
        return m_notice->show(StatusNotice::Kind::Error, loaded.error().message);
    m_reported = *report;
    m_report->setText(maskReport(*report));
    m_report->show();
    showSliders();
    ask();
}

} // namespace badcase::window
