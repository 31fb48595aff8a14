// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the sliders of classes ask of other threads: the run, curves, bands, gains, the best places.

#include "app/window/background.h"
#include "app/window/class_tune_pane.h"
#include "app/window/tune_form.h"
#include "app/workspace/tune_classes.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/status_notice.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>

namespace badcase::window {

using panels::StatusNotice;
using workspace::kCommonSlider;

namespace {

constexpr int kBandPositions = 97;
constexpr int kClassesAtAGlance = 12;

} // namespace

void ClassTunePane::load()
{
    const auto* run = session().currentRunRecord();
    if (!run)
        return;
    m_outdated = false;
    m_cancelReading.cancel();
    m_cancelReading = CancelToken();
    if (!m_tuner)
        showEmpty(tr("Reading the run"), tr("The probabilities of %1 are being read.").arg(run->name));
    session().background().run(
        this,
        [project = session().project(), name = run->name, labels = m_labels, cancel = m_cancelReading](storage::Connection& connection) {
            return workspace::readClassTuningData(*project, connection, name, {labels, {}, {}}, cancel);
        },
        [this, reading = ++m_reading](Result<std::shared_ptr<const workspace::ClassTuningData>> read) {
            if (reading != m_reading)
                return;
            if (read)
                return take(std::move(*read));
            dropTuner();
            showEmpty(tr("This run cannot be tuned"), read.error().message);
        });
}

/// Sliders that were moved stay where they are when only labels have changed.
void ClassTunePane::take(std::shared_ptr<const workspace::ClassTuningData> read)
{
    const bool first = !m_tuner;
    if (!first && m_tuner->isDragging()) { // not under the hand of the user
        m_outdated = true;
        return m_settle.start();
    }
    forgetReport();
    m_objective->setSchema(read->schema);
    auto tuner = workspace::ClassTuner::create(read, m_objective->choice());
    m_objective->showProblem(tuner ? QString() : tuner.error().message);
    if (!tuner) { // a cost matrix that is still to be chosen: the usual figure until then
        tuner = workspace::ClassTuner::create(read, {workspace::objectiveNames(read->schema.task(), read->schema.hasParents()).first()});
        if (!tuner)
            return showEmpty(tr("This run cannot be tuned"), tuner.error().message);
    }
    if (!first)
        (*tuner)->standAs(*m_tuner);
    const int selected = first ? kCommonSlider : m_tuner->selected();
    m_tuner = std::move(*tuner);
    m_tuner->select(selected);
    m_stack->setCurrentIndex(1);
    m_find->setVisible(read->schema.size() > kClassesAtAGlance);
    showSliders();
}

void ClassTunePane::takeCurve(const workspace::TuneCurve& curve)
{
    m_best = plots::SliderSpan{curve.best.lo, curve.best.hi};
    m_plot->setCurves({{{}, {}, curve.x, curve.y}});
    m_plot->setPlateaus(std::nullopt, m_best);
}

void ClassTunePane::askCurve()
{
    m_cancelCurve = CancelToken();
    inBackground(
        this, [work = m_tuner->curveWork(), cancel = m_cancelCurve] { return work(cancel); },
        [this, generation = m_generation](const Result<workspace::TuneCurve>& curve) {
            if (!curve || generation != m_generation || !m_tuner)
                return;
            takeCurve(*curve);
            m_plot->setPosition(m_tuner->position());
        });
}

void ClassTunePane::askBand()
{
    if (!m_tuner || !isVisible() || m_tuner->isDragging())
        return;
    m_cancelBand.cancel();
    m_cancelBand = CancelToken();
    m_plot->setBusyText(tr("The band is being made"));
    inBackground(
        this, [work = m_tuner->bandWork(kBandPositions), cancel = m_cancelBand] { return work(cancel); },
        [this, generation = m_generation](const Result<workspace::TuneBand>& band) {
            if (generation != m_generation)
                return;
            m_plot->setBusyText({});
            if (band)
                m_plot->setBand(0, {band->x, band->low, band->high});
        });
}

void ClassTunePane::askGains()
{
    if (!m_tuner || !isVisible() || m_tuner->isDragging())
        return;
    m_cancelGains.cancel();
    m_cancelGains = CancelToken();
    inBackground(
        this, [work = m_tuner->gainsWork(), cancel = m_cancelGains] { return work(cancel); },
        [this, cancel = m_cancelGains](const Result<std::vector<std::pair<int, double>>>& gains) {
            if (gains && !cancel.isCancelled() && m_tuner)
                m_list->setGains(*gains);
        });
}

void ClassTunePane::optimise()
{
    if (!m_tuner || m_job != 0)
        return;
    const workspace::TuneRequest request = this->request();
    m_notice->hide();
    m_optimise->setEnabled(false);
    auto found = std::make_shared<Result<workspace::TuneReport>>(fail(ErrorCode::Cancelled, QString()));
    const auto tuned = m_tuner->sharedData();
    m_job = session().jobs().start(
        tr("Optimise %1").arg(request.run),
        [tuned, request, found](const workspace::JobContext& job) -> Result<QString> {
            *found = workspace::tuneLoaded(*tuned, request, job.cancel, job.progress);
            if (!*found)
                return fail(found->error());
            return found->value().adviceText;
        },
        [guard = QPointer(this), found, tuned, request, before = m_tuner->set()](const workspace::JobState&) {
            if (!guard)
                return;
            guard->m_job = 0;
            guard->m_optimise->setEnabled(true);
            if (guard->m_tuner && guard->m_tuner->sharedData() == tuned)
                guard->optimised(*found, request, before);
        });
}

void ClassTunePane::optimised(const Result<workspace::TuneReport>& report, const workspace::TuneRequest& request,
                              const ThresholdSet& before)
{
    if (!report) {
        if (report.error().code != ErrorCode::Cancelled)
            m_notice->show(StatusNotice::Kind::Error, report.error().message, {}, report.error().detail);
        return;
    }
    if (m_tuner->objective() != workspace::objectiveOf(request) || m_tuner->set() != before) {
        m_notice->show(StatusNotice::Kind::Info, tr("The sliders have moved since Optimise was pressed, so they stay where they are."));
        return;
    }
    if (request.perClass)
        m_tuner->load(&report->set);
    else
        m_tuner->loadCommon(report->common);
    m_reported = Reported{*report, request};
    m_report->setText(report->adviceText);
    m_report->show();
    showSliders();
}

} // namespace badcase::window
