// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/calibration_pane.h"

#include "app/window/background.h"
#include "app/window/score_tables.h"
#include "app/workspace/import_run_decisions.h"
#include "widgets/models/class_calibration_model.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/tables.h"
#include "widgets/plots/reliability_plot.h"
#include "widgets/theme/class_names.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include <cmath>

namespace badcase::window {

using analysis::BinRule;
using workspace::CalibrationReport;
using workspace::LabelSource;
using Columns = models::ClassCalibrationModel::Columns;

namespace {

constexpr int kTableWidth = 460;

plots::ReliabilityCurve curveOf(const QString& name, const workspace::Reliabilities& both, BinRule rule)
{
    const auto& diagram = both.by(rule);
    return {QCoreApplication::translate("badcase::window::CalibrationPane", "%1, ECE %2").arg(name, models::scoreOrDash(diagram.expectedError)),
            diagram.bins, both.equalWidth.bins};
}

} // namespace

CalibrationPane::CalibrationPane(PageContext& context, QWidget* parent)
    : TunePane(context, parent),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState),
      m_ruleSwitch(new panels::SegmentedControl({tr("Equal width"), tr("Equal mass")})),
      m_scopeSwitch(new panels::SegmentedControl({tr("All classes"), tr("One class")})),
      m_caption(new panels::ElidedLabel({}, theme::Role::Text2)),
      m_plot(new plots::ReliabilityPlot),
      m_figures(new CalibrationFigures),
      m_table(new QTableView),
      m_classes(new models::ClassCalibrationModel(this)),
      m_sorted(new models::TableSortProxy(m_classes, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildContent());
    connect(m_empty, &panels::EmptyState::actionRequested, this, [this] {
        if (!session().currentRunRecord())
            Q_EMIT modeRequested(session().isOpen() && session().sampleCount() > 0 ? Mode::Runs
                                                                                   : Mode::Import);
        else
            measure();
    });
    connect(&context.session, &workspace::Session::closing, this, [this] { m_cancel.cancel(); }); // nobody waits for it
    connect(&context.session, &workspace::Session::closed, this, [this] {
        m_cancel.cancel();
        m_underWay.reset();
        m_measured.reset();
        m_report.reset();
        showWhatIsMissing();
    });
    showWhatIsMissing();
}

CalibrationPane::~CalibrationPane()
{
    m_cancel.cancel();
}

QWidget* CalibrationPane::buildContent()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setObjectName(QStringLiteral("calibrationColumns"));
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(1);
    columns->addWidget(m_plot);
    columns->addWidget(buildRight());
    columns->setStretchFactor(0, 1);
    columns->setStretchFactor(1, 0);
    columns->setSizes({640, kTableWidth + 60});
    layout->addWidget(columns, 1);
    connect(m_plot, &plots::ReliabilityPlot::binPicked, this, &CalibrationPane::selectBin);
    return content;
}

QWidget* CalibrationPane::buildHead()
{
    auto* head = new QWidget;
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(theme::kPadding, theme::kUnit, theme::kPadding, theme::kUnit);
    layout->setSpacing(theme::kPadding);
    m_ruleSwitch->setAccessibleName(tr("Bins"));
    m_ruleSwitch->setToolTip(tr("Bins that are all as wide, or that hold equally many samples"));
    m_scopeSwitch->setAccessibleName(tr("What the diagram shows"));
    m_scopeSwitch->setToolTip(
        tr("All decisions, or the probabilities of the class that is chosen in the table"));
    layout->addWidget(m_ruleSwitch);
    layout->addWidget(m_scopeSwitch);
    layout->addWidget(m_caption, 1);
    m_caption->setElideMode(Qt::ElideRight);
    connect(m_ruleSwitch, &panels::SegmentedControl::chosen, this, [this](int index) {
        m_ruleSwitch->setCurrent(index);
        showReport();
    });
    connect(m_scopeSwitch, &panels::SegmentedControl::chosen, this, &CalibrationPane::chooseScope);
    return head;
}

QWidget* CalibrationPane::buildRight()
{
    auto* right = new QWidget;
    right->setMinimumWidth(kTableWidth);
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_figures);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    m_table->setModel(m_sorted);
    panels::setUpClassTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->sortByColumn(Columns::Error, Qt::DescendingOrder); // worst first
    m_table->setAccessibleName(tr("Classes and how far their probabilities are off"));
    layout->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CalibrationPane::chooseClass);
    return right;
}

analysis::BinRule CalibrationPane::rule() const
{
    return m_ruleSwitch->current() == 1 ? BinRule::EqualMass : BinRule::EqualWidth;
}

workspace::CalibrationRequest CalibrationPane::request() const
{
    workspace::CalibrationRequest request;
    if (const auto* run = session().currentRunRecord())
        request.run = run->name;
    request.labels = m_labels;
    return request;
}

// --- measuring

void CalibrationPane::refresh(LabelSource labels)
{
    m_labels = labels;
    if (showWhatIsMissing())
        return;
    const Subject wanted{session().currentRun(), labels, session().scores()};
    if (m_underWay == wanted)
        return;
    if (m_report && m_measured == wanted)
        showReport();
    else
        measure();
}

/// True when there is nothing to measure; then it says so.
bool CalibrationPane::showWhatIsMissing()
{
    const storage::RunRecord* run = session().currentRunRecord();
    if (!run || workspace::hasDecisionsOnly(*run)) { // what is being measured is of another run
        m_cancel.cancel();
        m_underWay.reset();
    }
    if (!run) {
        const bool samples = session().isOpen() && session().sampleCount() > 0;
        showEmpty(tr("Nothing to calibrate yet"),
                  samples ? tr("This page shows whether the probabilities of a model mean what they say. Run "
                               "a model over "
                               "the samples first.")
                          : tr("This page shows whether the probabilities of a model mean what they say. It "
                               "needs samples "
                               "with labels and a run."),
                  {samples ? tr("Run a model") : tr("Import samples")});
        return true;
    }
    if (run->task == Task::Segmentation) {
        showEmpty(
            tr("Masks are not calibrated here"),
            tr("The threshold of a mask is tuned by its Dice; reliability is measured for classes and tags."),
            {});
        return true;
    }
    if (workspace::hasDecisionsOnly(*run)) {
        showEmpty(tr("This run has decisions only"),
                  tr("%1 was imported without probabilities, so there is nothing that could be calibrated.")
                      .arg(run->name),
                  {});
        return true;
    }
    return false;
}

void CalibrationPane::showEmpty(const QString& title, const QString& text, const QStringList& actions)
{
    m_empty->setContent(QStringLiteral("tune"), title, text, actions);
    m_stack->setCurrentWidget(m_empty);
}

void CalibrationPane::measure()
{
    const auto* run = session().currentRunRecord();
    if (!run)
        return;
    m_cancel.cancel(); // nobody waits any more for what is of an older state
    m_cancel = CancelToken();
    m_underWay = Subject{run->id, m_labels, session().scores()};
    if (m_report && m_measured && m_measured->run == run->id)
        m_plot->setBusyText(tr("measuring again")); // what is shown stays until its successor is there
    else
        showEmpty(tr("Measuring"), tr("The probabilities of %1 are being read.").arg(run->name), {});
    session().background().run(
        this,
        [project = session().project(), run = *run, request = request(),
         cancel = m_cancel](storage::Connection& connection) -> Result<workspace::ProbabilityColumns> {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled, QString());
            return workspace::loadForCalibration(*project, connection, run, request, cancel);
        },
        [this, run = *run, cancel = m_cancel](Result<workspace::ProbabilityColumns> columns) {
            if (cancel.isCancelled())
                return;
            if (columns)
                compute(std::move(*columns), run);
            else
                take(fail(columns.error()));
        });
}

void CalibrationPane::compute(workspace::ProbabilityColumns columns, const storage::RunRecord& run)
{
    inBackground(
        this,
        [columns = std::make_shared<const workspace::ProbabilityColumns>(std::move(columns)), run,
         request = request(), cancel = m_cancel]() -> Result<CalibrationReport> {
            return workspace::calibrationOf(*columns, run, request, cancel);
        },
        [this, cancel = m_cancel](Result<CalibrationReport> report) {
            if (!cancel.isCancelled())
                take(std::move(report));
        });
}

void CalibrationPane::take(Result<CalibrationReport> report)
{
    m_measured = std::exchange(m_underWay, std::nullopt);
    m_plot->setBusyText({});
    if (!report) {
        m_report.reset();
        showEmpty(tr("This run could not be measured"), report.error().message, {tr("Try again")});
        return;
    }
    m_report = std::make_shared<const CalibrationReport>(std::move(*report));
    showReport();
}

// --- showing

void CalibrationPane::showReport()
{
    if (!m_report)
        return;
    const QScopedValueRollback showing(m_showing, true);
    if (m_class >= static_cast<int>(m_report->classes.size()))
        m_class = kNoClass;
    m_stack->setCurrentIndex(1);
    m_figures->setReport(*m_report);
    showTable();
    showDiagram();
}

void CalibrationPane::showTable()
{
    const Schema schema = session().schema();
    std::vector<models::ClassCalibrationRow> rows;
    for (const auto& one : m_report->classes) {
        models::ClassCalibrationRow row{one.index,     theme::classPath(schema, one.index),
                                        one.support,   one.meanProbability,
                                        one.frequency, one.now.by(rule()).expectedError};
        if (one.tempered)
            row.temperedError = one.tempered->by(rule()).expectedError;
        rows.push_back(std::move(row));
    }
    const bool first = m_classes->rowCount() != static_cast<int>(rows.size()) ||
                       m_table->isColumnHidden(Columns::TemperedError) == m_report->temperature.has_value();
    m_classes->setRows(std::move(rows), theme::classPalette(schema));
    m_table->setColumnHidden(Columns::TemperedError, !m_report->temperature);
    if (first)
        panels::fitColumns(m_table);
}

void CalibrationPane::showDiagram()
{
    const bool one = m_class != kNoClass;
    const auto& temperature = m_report->temperature;
    m_scopeSwitch->setCurrent(one ? 1 : 0);
    const QString tempered = tr("with T, held out");
    const QString labels =
        m_labels == LabelSource::Given ? tr("against labels as given") : tr("against corrected labels");
    const QString samples = tr("%n samples", nullptr, static_cast<int>(m_report->samples));
    if (one) {
        const auto& shown = m_report->classes[static_cast<std::size_t>(m_class)];
        const QString name = theme::classPath(session().schema(), m_class);
        m_caption->setText(tr("%1, %2, %3; click a point to select its samples").arg(name, samples, labels));
        m_plot->setAxes(tr("probability of %1").arg(name), tr("share that is %1").arg(name));
        m_plot->setCurves(curveOf(tr("now"), shown.now, rule()),
                          shown.tempered ? std::optional(curveOf(tempered, *shown.tempered, rule()))
                                         : std::nullopt);
        return;
    }
    const bool tags = m_report->task == Task::MultiLabel;
    m_caption->setText(tr("%1, %2; click a point to select its samples").arg(samples, labels));
    m_plot->setAxes(tags ? tr("probability of a tag") : tr("probability of the decision"),
                    tags ? tr("share that is labelled so") : tr("share that is right"));
    m_plot->setCurves(curveOf(tr("now"), m_report->decisions, rule()),
                      temperature ? std::optional(curveOf(tempered, temperature->decisions, rule()))
                                  : std::nullopt);
}

// --- what the user chooses

void CalibrationPane::chooseScope(int index)
{
    if (index == 0)
        m_table->clearSelection();
    else if (m_class == kNoClass)
        m_table->selectRow(0);
}

void CalibrationPane::chooseClass()
{
    if (m_showing || !m_report)
        return;
    const auto chosen = m_table->selectionModel()->selectedRows();
    m_class = chosen.isEmpty() ? kNoClass : m_classes->classAt(m_sorted->mapToSource(chosen.front()).row());
    showDiagram();
}

void CalibrationPane::selectBin(const analysis::ReliabilityBin& bin)
{
    const auto* run = session().currentRunRecord();
    if (!run || !m_report)
        return;
    session().background().run(
        this,
        [project = session().project(), run = *run, request = request(), index = m_class, bin,
         rule = rule()](storage::Connection& connection) -> Result<std::vector<SampleId>> {
            BADCASE_ASSIGN(const auto columns,
                           workspace::loadForCalibration(*project, connection, run, request));
            return workspace::samplesInBin(columns, run.task, index, bin, rule);
        },
        [this, run = run->id](Result<std::vector<SampleId>> found) {
            if (!found || run != session().currentRun())
                return;
            storage::SampleFilter filter = session().filter();
            removeCells(filter);
            filter.ids = *found;
            session().setFilter(filter);
        });
}

} // namespace badcase::window
