// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/run_charts.h"

#include "app/workspace/import_run_decisions.h"
#include "widgets/panels/controls.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/class_colors.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>
#include <cmath>

namespace badcase::window {

using workspace::LabelSource;

namespace {

constexpr int kRefreshMs = 400;

QString tabText(RunCharts::Chart chart)
{
    switch (chart) {
    case RunCharts::Chart::PrecisionRecall:
        return RunCharts::tr("PR");
    case RunCharts::Chart::Roc:
        return RunCharts::tr("ROC");
    case RunCharts::Chart::Iou:
        return RunCharts::tr("IoU");
    case RunCharts::Chart::Dice:
        return RunCharts::tr("Dice");
    case RunCharts::Chart::Loss:
        return RunCharts::tr("Loss");
    case RunCharts::Chart::Confidence:
        return RunCharts::tr("Confidence");
    }
    return {};
}

QString tabToolTip(RunCharts::Chart chart)
{
    switch (chart) {
    case RunCharts::Chart::PrecisionRecall:
        return RunCharts::tr("Precision over recall, one class against the rest");
    case RunCharts::Chart::Roc:
        return RunCharts::tr("True over false positive rate, one class against the rest");
    case RunCharts::Chart::Iou:
        return RunCharts::tr("Mean intersection over union of each image");
    case RunCharts::Chart::Dice:
        return RunCharts::tr("Mean Dice of each image");
    case RunCharts::Chart::Loss:
        return RunCharts::tr("Loss of each sample, in nats");
    case RunCharts::Chart::Confidence:
        return RunCharts::tr("Probability of the decision for each sample");
    }
    return {};
}

QString axisText(RunCharts::Chart chart)
{
    switch (chart) {
    case RunCharts::Chart::Iou:
        return RunCharts::tr("IoU of an image");
    case RunCharts::Chart::Dice:
        return RunCharts::tr("Dice of an image");
    case RunCharts::Chart::Loss:
        return RunCharts::tr("loss of a sample");
    default:
        return RunCharts::tr("probability of the decision");
    }
}

template <class Real>
std::vector<double> asDoubles(const std::vector<Real>& values)
{
    return {values.begin(), values.end()};
}

std::vector<double> valuesOf(const storage::SampleColumns& columns, RunCharts::Chart chart)
{
    switch (chart) {
    case RunCharts::Chart::Iou:
        return asDoubles(columns.iouCorrected);
    case RunCharts::Chart::Dice:
        return asDoubles(columns.diceCorrected);
    case RunCharts::Chart::Loss:
        return columns.lossCorrected;
    default:
        return asDoubles(columns.confidence);
    }
}

const std::optional<storage::ValueRange>& rangeOf(const storage::SampleFilter& filter, RunCharts::Chart chart)
{
    switch (chart) {
    case RunCharts::Chart::Iou:
        return filter.iou;
    case RunCharts::Chart::Dice:
        return filter.dice;
    case RunCharts::Chart::Loss:
        return filter.loss;
    default:
        return filter.confidence;
    }
}

/// The end of a loss axis: losses have no upper bound, the others end at 1.
double upperEnd(const std::vector<double>& values, RunCharts::Chart chart)
{
    if (chart != RunCharts::Chart::Loss)
        return 1;
    double largest = 1;
    for (const double value : values)
        if (std::isfinite(value))
            largest = std::max(largest, value);
    return std::ceil(largest);
}

} // namespace

RunCharts::RunCharts(workspace::Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_tabs(new QTabBar),
      m_caption(new panels::RoleLabel({}, theme::Role::Text2)),
      m_stack(new QStackedWidget),
      m_curves(new plots::CurvePlot),
      m_histogram(new plots::HistogramPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, theme::kPadding, 0);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Charts"));
    m_caption->setFont(theme::captionFont());
    head->addWidget(m_tabs);
    head->addStretch(1);
    head->addWidget(m_caption);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_curves);
    m_stack->addWidget(m_histogram);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshMs);
    connect(&m_refreshTimer, &QTimer::timeout, this, &RunCharts::refresh);
    connect(m_tabs, &QTabBar::currentChanged, this, &RunCharts::refresh);
    connect(m_curves, &plots::CurvePlot::thresholdPicked, this, &RunCharts::thresholdPicked);
    connect(m_histogram, &plots::HistogramPlot::rangeSelected, this, [this](double low, double high) {
        storage::ValueRange range;
        range.from = low;
        // The brush leaves its upper border out, except at the end of the axis; the filter has it in.
        const bool toEnd = m_columns && high >= upperEnd(valuesOf(*m_columns, chart()), chart());
        range.to = toEnd ? high : std::nextafter(high, low);
        Q_EMIT rangeChosen(chart(), range);
    });
    connect(m_histogram, &plots::HistogramPlot::rangeCleared, this,
            [this] { Q_EMIT rangeChosen(chart(), {}); });
    connect(&m_session, &workspace::Session::curvesReady, this, &RunCharts::takeCurves);
    connect(&m_session, &workspace::Session::columnsReady, this, [this](const auto& columns) {
        m_asking = false;
        if (!std::exchange(m_outdated, false))
            m_columns = columns;
        refresh();
    });
    connect(&m_session, &workspace::Session::failed, this, [this] { m_asking = false; });
    connect(&m_session, &workspace::Session::currentRunChanged, this, [this] {
        m_asking = m_outdated = false; // answers for the run before are not sent
        m_columns.reset();
        m_loaded.clear();
        rebuildTabs();
    });
    connect(&m_session, &workspace::Session::closed, this, [this] {
        m_asking = m_outdated = false;
        m_columns.reset();
        m_loaded.clear();
    });
    connect(&m_session, &workspace::Session::changed, this, &RunCharts::invalidate);
    rebuildTabs();
}

void RunCharts::rebuildTabs()
{
    const bool masks = m_session.schema().task() == Task::Segmentation;
    const std::vector<Chart> charts =
        masks ? std::vector{Chart::Iou, Chart::Dice, Chart::Confidence}
              : std::vector{Chart::PrecisionRecall, Chart::Roc, Chart::Loss, Chart::Confidence};
    if (charts != m_charts) {
        const QSignalBlocker blocker(m_tabs);
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        m_charts = charts;
        for (const Chart chart : m_charts)
            m_tabs->setTabToolTip(m_tabs->addTab(tabText(chart)), tabToolTip(chart));
    }
    refresh();
}

RunCharts::Chart RunCharts::chart() const
{
    return m_charts[static_cast<std::size_t>(std::max(0, m_tabs->currentIndex()))];
}

void RunCharts::setChart(Chart chart)
{
    const auto found = std::ranges::find(m_charts, chart);
    if (found != m_charts.end())
        m_tabs->setCurrentIndex(static_cast<int>(found - m_charts.begin()));
}

bool RunCharts::isCurve() const
{
    return chart() == Chart::PrecisionRecall || chart() == Chart::Roc;
}

void RunCharts::setLabels(LabelSource labels)
{
    if (labels == m_labels)
        return;
    m_labels = labels;
    m_outdated = m_asking;
    m_loaded.clear();
    refresh();
}

void RunCharts::setClasses(std::vector<ClassIndex> classes)
{
    if (classes.size() > kMostCurves)
        classes.resize(kMostCurves);
    if (classes == m_classes)
        return;
    m_classes = std::move(classes);
    refresh();
}

void RunCharts::invalidate()
{
    // What is on screen stays until its successor is there: nothing flickers while somebody judges samples.
    m_outdated = m_asking;
    for (auto& curves : m_loaded)
        curves.index = kNoClass;
    m_columns.reset();
    m_refreshTimer.start();
}

void RunCharts::showFilter(const storage::SampleFilter& filter)
{
    m_filter = filter;
    showBrush();
}

void RunCharts::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void RunCharts::refresh()
{
    m_stack->setCurrentWidget(isCurve() ? static_cast<QWidget*>(m_curves) : m_histogram);
    if (isCurve())
        showCurves();
    else
        showHistogram();
    ask();
}

QString RunCharts::noProbabilitiesText() const
{
    const auto* run = m_session.currentRunRecord();
    return run && workspace::hasDecisionsOnly(*run)
               ? tr("This run has decisions only: there are no probabilities to draw")
               : QString();
}

/// The next thing the visible chart lacks.
void RunCharts::ask()
{
    if (m_asking || !isVisible() || !m_session.currentRunRecord())
        return;
    if (!isCurve()) {
        if (!m_columns) {
            m_asking = true;
            m_session.requestColumns();
        }
        return;
    }
    if (!noProbabilitiesText().isEmpty())
        return;
    for (const ClassIndex index : m_classes) {
        const auto found = m_loaded.constFind(index);
        if (found != m_loaded.constEnd() && found->index == index)
            continue;
        m_asking = true;
        m_session.requestCurves(index, m_labels);
        return;
    }
}

void RunCharts::takeCurves(const workspace::ClassCurves& curves)
{
    m_asking = false;
    if (!std::exchange(m_outdated, false))
        m_loaded.insert(curves.index, curves);
    refresh();
}

void RunCharts::showCurves()
{
    const Schema schema = m_session.schema();
    const auto palette = theme::classPalette(schema);
    std::vector<plots::Curve> curves;
    for (const ClassIndex index : m_classes) {
        const auto found = m_loaded.constFind(index);
        if (found == m_loaded.constEnd() || index >= schema.size())
            continue;
        const bool pr = chart() == Chart::PrecisionRecall;
        curves.push_back({index, schema.at(index).name, palette.color(index), pr ? found->pr : found->roc,
                          pr ? found->averagePrecision : found->rocAuc});
    }
    m_curves->setEmptyText(m_classes.empty() ? tr("Choose classes in the table above to see their curves")
                                             : noProbabilitiesText());
    m_curves->setCurves(chart() == Chart::PrecisionRecall ? plots::CurveKind::PrecisionRecall
                                                          : plots::CurveKind::Roc,
                        std::move(curves));
    m_caption->setText(m_labels == LabelSource::Given ? tr("against labels as given")
                                                      : tr("against corrected labels"));
}

void RunCharts::showHistogram()
{
    m_caption->setText(chart() == Chart::Confidence ? tr("drag to select samples")
                                                    : tr("corrected labels, drag to select samples"));
    if (!m_columns)
        return;
    const std::vector<double> values = valuesOf(*m_columns, chart());
    const QString unknown = noProbabilitiesText();
    m_histogram->setEmptyText(
        unknown.isEmpty() ? tr("No sample has this score: it needs labels and a finished run") : unknown);
    m_histogram->setValues(values, axisText(chart()), 0, upperEnd(values, chart()));
    showBrush();
}

void RunCharts::showBrush()
{
    if (isCurve())
        return;
    const auto& range = rangeOf(m_filter, chart());
    if (!range)
        m_histogram->clearBrush();
    else if (!m_histogram->hasBrush() || m_histogram->brush().first != range->from ||
             std::abs(m_histogram->brush().second - range->to) > 1e-9)
        m_histogram->setBrush(range->from, range->to);
}

} // namespace badcase::window
