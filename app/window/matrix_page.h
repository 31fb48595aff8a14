// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the current run goes wrong: confusion matrix, figures of each class, curves and distributions.
/// Everything in it is one click away from its samples.

#include "app/window/page.h"
#include "app/window/run_charts.h"
#include "app/window/score_tables.h"

class QHBoxLayout;
class QStackedWidget;
class QLineEdit;
class QTableView;

namespace badcase::models {
class ClassMetricsModel;
class SampleGrid;
class TableSortProxy;
} // namespace badcase::models
namespace badcase::panels {
class ElidedLabel;
class EmptyState;
class SegmentedControl;
} // namespace badcase::panels
namespace badcase::plots {
class ConfusionMatrixView;
}

namespace badcase::window {

class AuditPanel;

class MatrixPage : public Page {
    Q_OBJECT
public:
    explicit MatrixPage(PageContext& context, QWidget* parent = nullptr);
    void activate() override;

private:
    QWidget* buildContent();
    QWidget* buildHead();
    QWidget* buildRight();
    void connectSession();

    void refresh();
    void showEmpty();
    void showScores();
    void fillTable();
    void showFilter();
    void showBinary();
    void chooseDefaultClass();
    void selectTableRows(const std::vector<ClassIndex>& classes);
    std::vector<ClassIndex> tableClasses() const;

    void filterCells(const std::vector<MatrixCell>& cells);
    void filterClasses();
    void filterRange(RunCharts::Chart chart, const std::optional<storage::ValueRange>& range);
    void lookUp(const std::vector<MatrixCell>& cells);
    void setLabels(int index);
    void tableSelected();
    void narrowTable(const QString& text);

    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    panels::SegmentedControl* m_labelSwitch;
    panels::SegmentedControl* m_valueSwitch;
    panels::SegmentedControl* m_orderSwitch;
    panels::SegmentedControl* m_foldSwitch; ///< where classes have parents
    panels::ElidedLabel* m_figures;
    plots::ConfusionMatrixView* m_matrix;
    panels::ElidedLabel* m_binary; ///< the chosen tag's own matrix
    QLineEdit* m_find; ///< narrows the table to classes whose name or parent has the text
    QTableView* m_table;
    models::ClassMetricsModel* m_classes;
    models::TableSortProxy* m_sorted;
    RunCharts* m_charts;
    AuditPanel* m_audit; ///< in place of the content while figures are checked
    models::SampleGrid* m_filmstrip;

    workspace::LabelSource m_labels = workspace::LabelSource::Corrected;
    ScoreTables m_tables;
    analysis::ClassAreas m_areas;
    bool m_askingAreas = false;
    bool m_areasOutdated = false;
    bool m_showing = false;       ///< the page changes its own widgets
    bool m_classesChosen = false; ///< by the user; else the page shows the curve of the worst class
    RunId m_shownRun;
    quint64 m_request = 0; ///< of samples that are being looked up
    std::vector<MatrixCell> m_wantedCells;
    /// The cells behind filter().ids, as long as these are the ids that were found for them.
    std::vector<MatrixCell> m_idCells;
    std::vector<SampleId> m_foundIds;
};

} // namespace badcase::window
