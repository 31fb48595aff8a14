// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/class_tune_pane.h"

#include "app/window/flip_lanes.h"
#include "app/window/set_saver.h"
#include "app/window/tune_form.h"
#include "app/workspace/import_run_decisions.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/status_notice.h"
#include "widgets/plots/slider_curve_plot.h"
#include "widgets/theme/class_colors.h"

#include <QComboBox>
#include <QHash>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace badcase::window {

using panels::StatusNotice;
using workspace::kCommonSlider;

namespace {

constexpr int kSettleMs = 150;
constexpr double kShownUnits = 1000; ///< scores have three decimals

QString signedScore(double value)
{
    return QStringLiteral("%1%2").arg(value < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"), theme::scoreText(std::abs(value)));
}

/// Widened when the set in force, or what was found, lies beyond the usual range.
panels::SliderRow rowOf(const workspace::TuneSlider& slider)
{
    panels::SliderRow row;
    row.id = slider.id;
    row.lo = std::min(slider.lo, slider.value);
    row.hi = std::max(slider.hi, slider.value);
    row.value = slider.value;
    row.neutral = slider.neutral;
    row.support = slider.support;
    return row;
}

/// One entry a sample: where several tags of it change, the line names all of them.
std::vector<LaneEntry> entriesOf(const std::vector<workspace::TuneFlip>& flips, const Schema& schema)
{
    std::vector<LaneEntry> entries;
    entries.reserve(flips.size());
    QHash<qint64, std::size_t> places;
    for (const auto& flip : flips) {
        if (flip.from != kNoClass && flip.to != kNoClass) {
            entries.push_back({flip.sample, flip.from, flip.to, {}});
            continue;
        }
        const QString tag = flip.from == kNoClass ? QStringLiteral("+ %1").arg(schema.at(flip.to).name)
                                                  : QStringLiteral("\u2212 %1").arg(schema.at(flip.from).name);
        const auto known = places.constFind(flip.sample.value);
        if (known != places.cend()) {
            entries[*known].text += QStringLiteral(", ") + tag;
            continue;
        }
        places.insert(flip.sample.value, entries.size());
        entries.push_back({flip.sample, kNoClass, kNoClass, tag});
    }
    return entries;
}

} // namespace

ClassTunePane::ClassTunePane(PageContext& context, QWidget* parent)
    : TunePane(context, parent),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState),
      m_objective(new ObjectiveForm),
      m_find(new QLineEdit),
      m_order(new QComboBox),
      m_list(new panels::SliderList),
      m_scope(new panels::SegmentedControl({tr("Each class"), tr("One number")})),
      m_optimise(panels::makePrimaryButton(tr("Optimise"))),
      m_reset(new QPushButton(tr("Reset"))),
      m_notice(new StatusNotice),
      m_report(new panels::RoleLabel({}, theme::Role::Text)),
      m_saver(new SetSaver(session(), [this] { return currentSet(); })),
      m_metric(new panels::RoleLabel({}, theme::Role::Text2)),
      m_value(new panels::FlashLabel),
      m_gain(new panels::FlashLabel),
      m_class(new panels::ElidedLabel({}, theme::Role::Text2)),
      m_plot(new plots::SliderCurvePlot),
      m_lanesTitle(new panels::RoleLabel({}, theme::Role::Text2)),
      m_lanes(new FlipLanes(context))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildContent());
    connect(m_empty, &panels::EmptyState::actionRequested, this, [this] {
        Q_EMIT modeRequested(session().sampleCount() > 0 ? Mode::Runs : Mode::Import);
    });
    connect(m_lanes, &FlipLanes::opened, this, [this] { Q_EMIT modeRequested(Mode::Review); });
    const auto outdated = [this] {
        m_outdated = true;
        if (isVisible())
            m_settle.start();
    };
    connect(&session(), &workspace::Session::changed, this, outdated);
    connect(&session(), &workspace::Session::samplesChanged, this, outdated);
    connect(&session(), &workspace::Session::closing, this, [this] { m_cancelReading.cancel(); }); // nobody waits for it
    connect(&session(), &workspace::Session::closed, this, [this] {
        dropTuner();
        m_run = {};
    });
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        if (m_outdated)
            return load();
        askBand();
        askGains();
    });
    connectSliders();
}

ClassTunePane::~ClassTunePane()
{
    for (const CancelToken* cancel : {&m_cancelReading, &m_cancelCurve, &m_cancelBand, &m_cancelGains})
        cancel->cancel();
}

void ClassTunePane::connectSliders()
{
    connect(m_list, &panels::SliderList::currentChanged, this, [this](int slider) {
        if (!m_tuner || m_tuner->selected() == slider)
            return;
        m_tuner->select(slider);
        showCurve();
    });
    connect(m_list, &panels::SliderList::dragged, this, &ClassTunePane::drag);
    connect(m_list, &panels::SliderList::released, this, &ClassTunePane::dropped);
    connect(m_list, &panels::SliderList::reverted, this, &ClassTunePane::reverted);
    connect(m_plot, &plots::SliderCurvePlot::dragged, this, [this](double value) {
        if (m_tuner)
            drag(m_tuner->selected(), value);
    });
    connect(m_plot, &plots::SliderCurvePlot::released, this, [this](double value) {
        if (m_tuner)
            dropped(m_tuner->selected(), value);
    });
    connect(m_plot, &plots::SliderCurvePlot::reverted, this, &ClassTunePane::reverted);
}

// --- what is shown

void ClassTunePane::showEmpty(const QString& title, const QString& text, const QStringList& actions)
{
    m_empty->setContent(QStringLiteral("tune"), title, text, actions);
    m_stack->setCurrentWidget(m_empty);
}

/// Whatever was asked about its sliders is of no interest any more.
void ClassTunePane::dropTuner()
{
    ++m_generation;
    for (const CancelToken* cancel : {&m_cancelCurve, &m_cancelBand, &m_cancelGains})
        cancel->cancel();
    m_tuner.reset();
    forgetReport();
}

/// A report is of the sliders, labels and figure that it was made for.
void ClassTunePane::forgetReport()
{
    m_reported.reset();
    m_report->hide();
}

void ClassTunePane::refresh(workspace::LabelSource labels)
{
    const auto* run = session().currentRunRecord();
    if (!run) {
        dropTuner();
        m_run = {};
        return showEmpty(tr("Nothing to tune yet"),
                         tr("Here thresholds and offsets are set, and you see at once what every position is worth and which "
                            "samples change. It needs samples with labels and a run."),
                         {session().sampleCount() > 0 ? tr("Run a model") : tr("Import samples")});
    }
    if (workspace::hasDecisionsOnly(*run)) {
        dropTuner();
        m_run = run->id;
        return showEmpty(tr("This run has no probabilities"),
                         tr("%1 was imported as decisions. Without probabilities there is nothing that a threshold could decide.")
                             .arg(run->name));
    }
    m_saver->refresh();
    const bool same = m_run == run->id && m_runSet == run->thresholdSetName;
    m_outdated = m_outdated || (same && m_samplesDone != run->samplesDone); // it has gone on
    if (m_tuner && same && m_labels == labels && !m_outdated)
        return;
    if (!same) {
        dropTuner(); // sliders of another run, or of another rule, say nothing here
        m_notice->hide();
    }
    m_run = run->id;
    m_runSet = run->thresholdSetName;
    m_samplesDone = run->samplesDone;
    m_labels = labels;
    load();
}

void ClassTunePane::objectiveChanged()
{
    if (!m_tuner)
        return;
    const auto changed = m_tuner->setObjective(m_objective->choice());
    m_objective->showProblem(changed ? QString() : changed.error().message);
    if (!changed)
        return;
    forgetReport();
    showSliders();
}

QString ClassTunePane::sliderName(int slider) const
{
    const ClassIndex index = workspace::classOfSlider(slider);
    if (index != kNoClass)
        return m_tuner->data().schema.at(index).name;
    return m_tuner->data().schema.task() == Task::MultiLabel ? tr("All classes") : tr("Prior strength");
}

void ClassTunePane::showSliders()
{
    const Schema& schema = m_tuner->data().schema;
    const auto palette = theme::classPalette(schema);
    std::vector<panels::SliderRow> rows;
    for (const auto& slider : m_tuner->sliders()) {
        panels::SliderRow row = rowOf(slider);
        row.name = sliderName(slider.id);
        row.sign = schema.task() != Task::MultiLabel && slider.id != kCommonSlider;
        if (const ClassIndex index = workspace::classOfSlider(slider.id); index != kNoClass) {
            row.group = schema.at(index).parent;
            row.color = palette.color(index);
        }
        rows.push_back(std::move(row));
    }
    m_list->setRows(std::move(rows));
    m_list->setCurrent(m_tuner->selected());
    showCurve();
}

void ClassTunePane::showCurve()
{
    ++m_generation;
    m_cancelCurve.cancel();
    m_cancelBand.cancel();
    const bool tags = m_tuner->data().schema.task() == Task::MultiLabel;
    const bool common = m_tuner->selected() == kCommonSlider;
    const auto sliders = m_tuner->sliders();
    const auto& slider = sliders[static_cast<std::size_t>(m_tuner->selected())];
    const QString axis = tags     ? tr("Threshold of %1").arg(sliderName(m_tuner->selected()))
                         : common ? tr("Prior strength")
                                  : tr("Offset of %1").arg(sliderName(m_tuner->selected()));
    m_plot->setAxes(axis, workspace::objectiveTitle(m_tuner->objective().name), slider.lo, slider.hi);
    m_plot->setReference(std::nullopt);
    m_best.reset();
    if (const auto curve = m_tuner->curve()) {
        takeCurve(*curve);
    } else {
        m_plot->setCurves({});
        askCurve();
    }
    showPosition();
    showFlips();
    m_settle.start();
}

/// Everything that follows a slider at once.
void ClassTunePane::showPosition()
{
    m_plot->setPosition(m_tuner->position());
    if (const auto here = m_tuner->plateau()) {
        m_plot->setPlateaus(plots::SliderSpan{here->lo, here->hi}, m_best);
    }
    const double value = m_tuner->value();
    const double gain = std::round((value - m_tuner->startValue()) * kShownUnits) / kShownUnits; // as it is written
    m_metric->setText(workspace::objectiveTitle(m_tuner->objective().name));
    m_value->setText(workspace::objectiveText(m_tuner->objective(), value, 3));
    m_gain->setText(signedScore(gain));
    m_gain->setRole(gain > 0 ? theme::Role::Good : gain < 0 ? theme::Role::Bad : theme::Role::Text2);
    m_gain->setToolTip(tr("Against the decisions of the run as they are, on these very samples"));
    showClass();
}

void ClassTunePane::showClass()
{
    const ClassIndex index = workspace::classOfSlider(m_tuner->selected());
    if (index == kNoClass)
        return m_class->setText({});
    const auto before = m_tuner->classAtStart(index);
    const auto now = m_tuner->classNow(index);
    const auto change = [](double from, double to) {
        return from == to ? theme::scoreText(to) : QStringLiteral("%1 \u2192 %2").arg(theme::scoreText(from), theme::scoreText(to));
    };
    m_class->setText(tr("%1: precision %2   recall %3   F1 %4")
                         .arg(sliderName(m_tuner->selected()), change(before.precision, now.precision),
                              change(before.recall, now.recall), change(before.f1, now.f1)));
}

void ClassTunePane::showFlips()
{
    const bool dragging = m_tuner->isDragging();
    const auto flips = dragging ? m_tuner->dragFlips() : m_tuner->allFlips();
    const Schema& schema = m_tuner->data().schema;
    m_lanesTitle->setText(dragging ? tr("Decisions that this drag changes") : tr("Decisions that the sliders change"));
    std::vector<Lane> lanes{{tr("Gained right"), theme::Role::Good, QStringLiteral("plus"), entriesOf(flips.gained, schema)},
                            {tr("Lost right"), theme::Role::Bad, QStringLiteral("minus"), entriesOf(flips.lost, schema)}};
    if (schema.task() != Task::MultiLabel)
        lanes.push_back({tr("Wrong to wrong"), theme::Role::Text2, QStringLiteral("compare"), entriesOf(flips.moved, schema)});
    m_lanes->setLanes(std::move(lanes));
}

// --- what the user does

void ClassTunePane::drag(int slider, double value)
{
    if (!m_tuner)
        return;
    if (m_tuner->selected() != slider) {
        m_tuner->select(slider);
        showCurve();
    }
    m_settle.stop();
    m_tuner->dragTo(value);
    m_list->setValue(slider, m_tuner->position());
    showPosition();
    showFlips();
}

void ClassTunePane::dropped(int slider, double value)
{
    if (!m_tuner)
        return;
    drag(slider, value);
    m_tuner->keep();
    forgetReport();
    if (slider == kCommonSlider && m_tuner->data().schema.task() == Task::MultiLabel) {
        for (const auto& each : m_tuner->sliders()) // the common one has set all of them
            m_list->setValue(each.id, each.value);
    }
    showPosition();
    showFlips();
    m_settle.start();
}

void ClassTunePane::reverted()
{
    if (!m_tuner)
        return;
    m_tuner->revert();
    m_list->setValue(m_tuner->selected(), m_tuner->position());
    showPosition();
    showFlips();
    m_settle.start();
}

void ClassTunePane::reset()
{
    if (!m_tuner)
        return;
    m_tuner->load(nullptr);
    forgetReport();
    showSliders();
}

std::optional<ThresholdSet> ClassTunePane::currentSet() const
{
    if (!m_tuner)
        return std::nullopt;
    ThresholdSet set = m_tuner->set();
    if (m_reported) {
        set.evidence = m_reported->report.evidence(m_reported->request);
        return set;
    }
    workspace::TuneReport report; // set by hand: what it gives here, and nothing of what it is worth elsewhere
    report.run = m_tuner->data().run.name;
    report.objective = m_tuner->objective().name;
    report.samples = static_cast<qint64>(m_tuner->data().samples.size());
    report.before = m_tuner->startValue();
    report.after = m_tuner->value();
    set.evidence = report.evidence(request());
    return set;
}

workspace::TuneRequest ClassTunePane::request() const
{
    workspace::TuneRequest request;
    request.run = m_tuner->data().run.name;
    request.labels = m_tuner->data().selection.labels;
    request.objective = m_tuner->objective().name;
    request.target = m_tuner->objective().target;
    request.bound = m_tuner->objective().bound;
    request.costs = m_tuner->objective().costs;
    request.perClass = m_scope->current() == 0;
    return request;
}

} // namespace badcase::window
