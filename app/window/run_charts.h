// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The charts of the current run below the class table: curves of the chosen classes and distributions of
/// per-sample scores.

#include "app/workspace/session.h"
#include "widgets/plots/curve_plot.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <vector>

class QStackedWidget;
class QTabBar;

namespace badcase::plots {
class HistogramPlot;
}
namespace badcase::panels {
class RoleLabel;
}

namespace badcase::window {

/// Asks the session for what the visible tab needs, and only while it is visible. One question is under way
/// at a time: clicking through classes does not pile up work. GUI thread.
class RunCharts : public QWidget {
    Q_OBJECT
public:
    enum class Chart { PrecisionRecall, Roc, Iou, Dice, Loss, Confidence };

    explicit RunCharts(workspace::Session& session, QWidget* parent = nullptr);

    /// Curves are drawn against these labels. Distributions always show labels in force: what a brush selects
    /// by.
    void setLabels(workspace::LabelSource labels);
    /// At most kMostCurves of them are drawn.
    void setClasses(std::vector<ClassIndex> classes);
    /// Shows the ranges of the filter as brushes; emits nothing.
    void showFilter(const storage::SampleFilter& filter);
    /// Everything that was loaded is of another run or other labels.
    void invalidate();

    void setChart(Chart chart);
    Chart chart() const;
    plots::HistogramPlot* histogram() const { return m_histogram; }
    plots::CurvePlot* curves() const { return m_curves; }

    static constexpr std::size_t kMostCurves = 5;

Q_SIGNALS:
    /// The range of a per-sample score that the user has brushed; nothing: cleared.
    void rangeChosen(badcase::window::RunCharts::Chart chart,
                     const std::optional<badcase::storage::ValueRange>& range);
    void thresholdPicked(badcase::ClassIndex index, double threshold);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void rebuildTabs();
    void refresh();
    void ask();
    void showCurves();
    void showHistogram();
    void showBrush();
    void takeCurves(const workspace::ClassCurves& curves);
    bool isCurve() const;
    QString noProbabilitiesText() const; ///< why nothing can be drawn of the current run; empty: it can

    workspace::Session& m_session;
    QTabBar* m_tabs;
    panels::RoleLabel* m_caption;
    QStackedWidget* m_stack;
    plots::CurvePlot* m_curves;
    plots::HistogramPlot* m_histogram;
    std::vector<Chart> m_charts; ///< of the tabs
    workspace::LabelSource m_labels = workspace::LabelSource::Corrected;
    std::vector<ClassIndex> m_classes;
    QHash<ClassIndex, workspace::ClassCurves> m_loaded;
    std::shared_ptr<const storage::SampleColumns> m_columns;
    storage::SampleFilter m_filter;
    bool m_asking = false;
    bool m_outdated = false; ///< what is being answered is of older labels
    QTimer m_refreshTimer;   ///< labels change faster than curves can be made
};

} // namespace badcase::window
