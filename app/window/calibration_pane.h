// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Do the probabilities of the current run mean what they say? The same use case as `badcase calibrate`.

#include "app/window/calibration_figures.h"
#include "app/window/tune_pane.h"
#include "app/workspace/calibration_service.h"

#include <memory>
#include <optional>

class QStackedWidget;
class QTableView;

namespace badcase::models {
class ClassCalibrationModel;
class TableSortProxy;
} // namespace badcase::models
namespace badcase::panels {
class ElidedLabel;
class EmptyState;
class SegmentedControl;
} // namespace badcase::panels
namespace badcase::plots {
class ReliabilityPlot;
}

namespace badcase::window {

/// The diagram of all decisions, or of the class that is chosen in the table; figures before and after one
/// temperature, the latter on samples it was not fitted to. A click on a point selects its samples.
/// Probabilities are read on the session's thread for long work, and measured on Qt's pool; one measurement
/// is under way at a time.
class CalibrationPane : public TunePane {
    Q_OBJECT
public:
    explicit CalibrationPane(PageContext& context, QWidget* parent = nullptr);
    ~CalibrationPane() override;

    void refresh(workspace::LabelSource labels) override;

    /// Null until the first measurement has come.
    std::shared_ptr<const workspace::CalibrationReport> report() const { return m_report; }
    ClassIndex shownClass() const { return m_class; } ///< kNoClass: all decisions

private:
    /// What a measurement is of.
    struct Subject {
        RunId run;
        workspace::LabelSource labels = workspace::LabelSource::Corrected;
        std::shared_ptr<const workspace::ScoreSnapshot> scores; ///< changes with every label
        bool operator==(const Subject&) const = default;
    };

    QWidget* buildContent();
    QWidget* buildHead();
    QWidget* buildRight();

    void measure();
    void compute(workspace::ProbabilityColumns columns, const storage::RunRecord& run);
    void take(Result<workspace::CalibrationReport> report);
    void showEmpty(const QString& title, const QString& text, const QStringList& actions);
    bool showWhatIsMissing();
    void showReport();
    void showDiagram();
    void showTable();
    void chooseScope(int index);
    void chooseClass();
    void selectBin(const analysis::ReliabilityBin& bin);
    workspace::CalibrationRequest request() const;
    analysis::BinRule rule() const;

    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    panels::SegmentedControl* m_ruleSwitch;
    panels::SegmentedControl* m_scopeSwitch;
    panels::ElidedLabel* m_caption;
    plots::ReliabilityPlot* m_plot;
    CalibrationFigures* m_figures;
    QTableView* m_table;
    models::ClassCalibrationModel* m_classes;
    models::TableSortProxy* m_sorted;

    workspace::LabelSource m_labels = workspace::LabelSource::Corrected;
    std::shared_ptr<const workspace::CalibrationReport> m_report;
    std::optional<Subject> m_measured; ///< what m_report, or the error that is shown, is of
    std::optional<Subject> m_underWay;
    CancelToken m_cancel; ///< of what is under way
    ClassIndex m_class = kNoClass;
    bool m_showing = false; ///< the pane changes its own widgets
};

} // namespace badcase::window
