// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/matrix_page.h"

#include "app/window/audit_panel.h"
#include "widgets/models/class_metrics_model.h"
#include "widgets/models/sample_grid.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/tables.h"
#include "widgets/plots/confusion_matrix_view.h"
#include "widgets/theme/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace badcase::window {

using workspace::LabelSource;
using Columns = models::ClassMetricsModel::Columns;

namespace {
constexpr int kTableWidth = 524;      ///< class names keep their place beside five scores
constexpr int kClassesAtAGlance = 20; ///< more than these have a field to find them by
} // namespace

MatrixPage::MatrixPage(PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState),
      m_labelSwitch(new panels::SegmentedControl({tr("As given"), tr("Corrected")})),
      m_valueSwitch(new panels::SegmentedControl({tr("Row share"), tr("Column share"), tr("Counts")})),
      m_orderSwitch(new panels::SegmentedControl({tr("Schema"), tr("Errors"), tr("Support")})),
      m_foldSwitch(new panels::SegmentedControl({tr("Classes"), tr("Parents")})),
      m_figures(new panels::ElidedLabel({}, theme::Role::Text)),
      m_matrix(new plots::ConfusionMatrixView),
      m_binary(new panels::ElidedLabel({}, theme::Role::Text)),
      m_find(new QLineEdit),
      m_table(new QTableView),
      m_classes(new models::ClassMetricsModel(this)),
      m_sorted(new models::TableSortProxy(m_classes, this)),
      m_charts(new RunCharts(context.session)),
      m_audit(new AuditPanel(context.session)),
      m_filmstrip(new models::SampleGrid(&context.selection, &context.thumbnails))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildContent());
    m_stack->addWidget(m_audit);
    connect(m_audit, &AuditPanel::closeRequested, m_stack, [this] { m_stack->setCurrentIndex(1); });
    connect(m_empty, &panels::EmptyState::actionRequested, this, [this] {
        Q_EMIT modeRequested(session().isOpen() && session().sampleCount() > 0 ? Mode::Runs : Mode::Import);
    });
    connectSession();
    refresh();
}

QWidget* MatrixPage::buildContent()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setObjectName(QStringLiteral("matrixColumns"));
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(1);
    m_matrix->setFrameShape(QFrame::NoFrame);
    m_matrix->setAccessibleName(tr("Confusion matrix"));
    auto* left = new QWidget;
    auto* below = new QVBoxLayout(left);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(m_matrix, 1);
    below->addWidget(m_binary);
    m_binary->setFixedHeight(theme::kRowHeight);
    m_binary->setContentsMargins(theme::kGap, 0, theme::kGap, 0);
    columns->addWidget(left);
    columns->addWidget(buildRight());
    columns->setStretchFactor(0, 1);
    columns->setStretchFactor(1, 1);
    columns->setSizes({540, 500});
    layout->addWidget(columns, 1);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    m_filmstrip->setLayoutMode(models::SampleGrid::Layout::Filmstrip);
    m_filmstrip->setThumbSize(96);
    m_filmstrip->setFrameShape(QFrame::NoFrame);
    m_filmstrip->setEmptyText(tr("No sample passes the filter. Remove a chip above to see more."));
    layout->addWidget(m_filmstrip);
    connect(m_filmstrip, &models::SampleGrid::activated, this,
            [this] { Q_EMIT modeRequested(Mode::Review); });
    connect(m_matrix, &plots::ConfusionMatrixView::cellsSelected, this, &MatrixPage::filterCells);
    return content;
}

QWidget* MatrixPage::buildHead()
{
    auto* head = new QWidget;
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(theme::kPadding, theme::kUnit, theme::kPadding, theme::kUnit);
    layout->setSpacing(theme::kPadding);
    const auto add = [layout](const QString& caption, panels::SegmentedControl* control) {
        control->setAccessibleName(caption);
        control->setToolTip(caption);
        layout->addWidget(control);
    };
    add(tr("Labels that are scored against"), m_labelSwitch);
    add(tr("What the cells show"), m_valueSwitch);
    add(tr("Order of the classes"), m_orderSwitch);
    add(tr("Fold classes into their parents"), m_foldSwitch);
    connect(m_foldSwitch, &panels::SegmentedControl::chosen, this, [this](int index) {
        m_foldSwitch->setCurrent(index);
        m_matrix->foldTo(index);
    });
    connect(m_matrix, &plots::ConfusionMatrixView::foldingChanged, this,
            [this] { m_foldSwitch->setCurrent(m_matrix->content().folding().level().value_or(-1)); });
    m_labelSwitch->setCurrent(1);
    layout->addStretch(1);
    QPushButton* audit = m_audit->makeOpener();
    layout->addWidget(audit);
    connect(audit, &QPushButton::clicked, this, [this] {
        m_audit->open(m_labels);
        m_stack->setCurrentWidget(m_audit);
    });
    connect(m_labelSwitch, &panels::SegmentedControl::chosen, this, &MatrixPage::setLabels);
    connect(m_valueSwitch, &panels::SegmentedControl::chosen, this, [this](int index) {
        m_valueSwitch->setCurrent(index);
        constexpr std::array values{plots::MatrixValue::RowShare, plots::MatrixValue::ColumnShare,
                                    plots::MatrixValue::Count};
        m_matrix->setValue(values[static_cast<std::size_t>(index)]);
    });
    connect(m_orderSwitch, &panels::SegmentedControl::chosen, this, [this](int index) {
        m_orderSwitch->setCurrent(index);
        constexpr std::array orders{plots::MatrixOrder::Schema, plots::MatrixOrder::Errors,
                                    plots::MatrixOrder::Support};
        m_matrix->setOrder(orders[static_cast<std::size_t>(index)]);
    });
    return head;
}

QWidget* MatrixPage::buildRight()
{
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setObjectName(QStringLiteral("matrixRows"));
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(1);
    rows->setMinimumWidth(kTableWidth);
    m_table->setModel(m_sorted);
    panels::setUpClassTable(m_table);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    auto* scores = new QWidget; // the scores of all classes above those of each
    auto* column = new QVBoxLayout(scores);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_figures->setElideMode(Qt::ElideRight);
    m_figures->setFixedHeight(theme::kRowHeight);
    auto* line = new QHBoxLayout; // in line with the text of the table below
    line->setContentsMargins(theme::kGap, 0, theme::kGap, 0);
    line->addWidget(m_figures);
    column->addLayout(line);
    column->addWidget(panels::makeHairline(Qt::Horizontal));
    m_find->setPlaceholderText(tr("Find a class"));
    m_find->setAccessibleName(tr("Find a class in the table"));
    m_find->addAction(theme::icon(QStringLiteral("search"), theme::Role::Text2), QLineEdit::LeadingPosition);
    m_find->setClearButtonEnabled(true);
    m_sorted->setFilterKeyColumn(Columns::Name);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    column->addWidget(m_find);
    column->addWidget(m_table, 1);
    rows->addWidget(scores);
    rows->addWidget(m_charts);
    rows->setStretchFactor(0, 1);
    rows->setStretchFactor(1, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &MatrixPage::tableSelected);
    connect(m_find, &QLineEdit::textChanged, this, &MatrixPage::narrowTable);
    connect(m_charts, &RunCharts::rangeChosen, this, &MatrixPage::filterRange);
    connect(m_charts, &RunCharts::thresholdPicked, this, [this](ClassIndex index, double threshold) {
        m_wantedCells.clear();
        m_request = session().requestSamplesAbove(index, threshold);
    });
    return rows;
}

void MatrixPage::connectSession()
{
    auto* source = &session();
    for (const auto signal :
         {&workspace::Session::opened, &workspace::Session::closed, &workspace::Session::scoresChanged,
          &workspace::Session::runsChanged, &workspace::Session::samplesChanged})
        connect(source, signal, this, &MatrixPage::refresh);
    connect(source, &workspace::Session::filterChanged, this, &MatrixPage::showFilter);
    connect(source, &workspace::Session::currentRunChanged, this, [this] {
        m_areas = {};
        m_askingAreas = m_areasOutdated = false;
        m_classesChosen = false;
    });
    connect(source, &workspace::Session::failed, this, [this] { m_askingAreas = false; });
    connect(source, &workspace::Session::areasReady, this, [this](const analysis::ClassAreas& areas) {
        m_askingAreas = false;
        if (std::exchange(m_areasOutdated, false)) {
            m_askingAreas = true;
            return session().requestAreas(m_labels);
        }
        m_areas = areas;
        fillTable();
    });
    connect(source, &workspace::Session::samplesFound, this,
            [this](quint64 request, const std::vector<SampleId>& found) {
                if (request != m_request)
                    return; // the user has clicked elsewhere since
                storage::SampleFilter filter = session().filter();
                removeCells(filter);
                filter.ids = found;
                m_foundIds = found;
                m_idCells = m_wantedCells;
                session().setFilter(filter);
            });
}

void MatrixPage::activate()
{
    refresh();
    panels::fitColumns(m_table); // hidden tables do not know their fonts yet
    m_filmstrip->setFocus();     // arrows walk through the selection
}

// --- showing

void MatrixPage::refresh()
{
    if (!isVisible() && m_stack->currentWidget() != m_empty)
        return; // activate() follows
    if (!session().scores()) {
        showEmpty();
        return;
    }
    showScores();
}

void MatrixPage::showEmpty()
{
    const bool waiting = session().currentRun().isValid();
    m_stack->setCurrentWidget(m_empty);
    const QString icon = QStringLiteral("matrix");
    if (waiting)
        m_empty->setContent(icon, tr("Counting"), tr("The predictions of the run are being read."), {});
    else if (session().isOpen() && session().sampleCount() > 0)
        m_empty->setContent(
            icon, tr("Nothing to measure yet"),
            tr("This page shows which classes a model confuses. Run a model over the samples first."),
            {tr("Run a model")});
    else
        m_empty->setContent(
            icon, tr("Nothing to measure yet"),
            tr("This page shows which classes a model confuses. It needs samples with labels and a run."),
            {tr("Import samples")});
}

void MatrixPage::showScores()
{
    const QScopedValueRollback showing(m_showing, true);
    const auto snapshot = session().scores();
    const Schema schema = session().schema();
    const auto palette = theme::classPalette(schema);
    m_tables = scoreTables(snapshot, schema, m_labels);
    if (m_stack->currentWidget() != m_audit)
        m_stack->setCurrentIndex(1);
    m_foldSwitch->setVisible(schema.hasParents());
    m_binary->setVisible(m_tables.tags != nullptr);
    m_matrix->setEmptyText(tr("No sample of this run has a label to be measured against."));
    if (m_tables.tags)
        m_matrix->setTags(*m_tables.tags, schema.names(), palette, schema.tree());
    else
        m_matrix->setData(m_tables.confusion, schema.names(), palette, schema.tree());
    m_foldSwitch->setCurrent(m_matrix->content().folding().level().value_or(-1));
    m_filmstrip->setClassPalette(palette);

    m_figures->setText(figuresText(*snapshot, m_labels));
    m_figures->setNote(figuresNote(*snapshot));

    if (session().schema().task() != Task::Segmentation && isVisible()) {
        m_areasOutdated = m_askingAreas;
        if (!std::exchange(m_askingAreas, true))
            session().requestAreas(m_labels);
    }
    fillTable();
    showFilter();
}

void MatrixPage::fillTable()
{
    const QScopedValueRollback showing(m_showing, true);
    auto rows = m_tables.classes;
    for (auto& row : rows)
        if (const auto at = static_cast<std::size_t>(row.index); at < m_areas.averagePrecision.size())
            row.averagePrecision = m_areas.averagePrecision[at];
    const bool first =
        m_shownRun != session().currentRun() || m_classes->rowCount() != static_cast<int>(rows.size());
    m_classes->setRows(std::move(rows), theme::classPalette(session().schema()));
    bool columnsChanged = first;
    for (int column = 0; column < Columns::ColumnCount; ++column) {
        const bool hide = column > Columns::Support && !m_classes->hasValues(column);
        columnsChanged = columnsChanged || hide != m_table->isColumnHidden(column);
        m_table->setColumnHidden(column, hide);
    }
    if (columnsChanged)
        panels::fitColumns(m_table);
    m_shownRun = session().currentRun();
    m_find->setVisible(m_classes->rowCount() > kClassesAtAGlance || !m_find->text().isEmpty());
    chooseDefaultClass();
}

/// Until the user chooses, the curves are those of the class that is doing worst.
void MatrixPage::chooseDefaultClass()
{
    if (m_classesChosen)
        return;
    ClassIndex worst = kNoClass;
    double lowest = 2;
    for (const auto& row : m_tables.classes) {
        if (row.support > 0 && row.f1 < lowest) {
            lowest = row.f1;
            worst = row.index;
        }
    }
    m_charts->setClasses(worst == kNoClass ? std::vector<ClassIndex>() : std::vector{worst});
    showBinary();
}

void MatrixPage::showBinary()
{
    if (!m_tables.tags)
        return;
    const auto chosen = tableClasses();
    m_binary->setText(chosen.empty()
                          ? tr("Choose a class on the right to see how often it is found and missed")
                          : binaryText(*m_tables.tags, chosen.front(), session().schema()));
}

void MatrixPage::showFilter()
{
    const QScopedValueRollback showing(m_showing, true);
    const storage::SampleFilter& filter = session().filter();
    m_charts->showFilter(filter);
    if (!m_tables.confusion) {
        m_matrix->setSelectedCells(filter.ids && *filter.ids == m_foundIds ? m_idCells
                                                                           : std::vector<MatrixCell>());
        return selectTableRows(filter.effective.empty() ? filter.given : filter.effective);
    }
    const bool ours = filter.ids && *filter.ids == m_foundIds;
    const auto cells = ours ? m_idCells : cellsOf(filter, *m_tables.confusion);
    m_matrix->setSelectedCells(cells);
    std::vector<ClassIndex> rows = filter.effective.empty() ? filter.given : filter.effective;
    if (ours) { // whole rows of a segmentation's matrix are classes, too
        storage::SampleFilter worded;
        if (putCells(worded, m_idCells, *m_tables.confusion, LabelSource::Corrected))
            rows = worded.effective;
    }
    selectTableRows(rows);
}

void MatrixPage::selectTableRows(const std::vector<ClassIndex>& classes)
{
    const auto chosen = tableClasses();
    if (std::set(chosen.begin(), chosen.end()) == std::set(classes.begin(), classes.end()))
        return;
    QItemSelection selection;
    for (const ClassIndex index : classes) {
        const int row = m_classes->rowOf(index);
        if (row < 0)
            continue;
        const QModelIndex at = m_sorted->mapFromSource(m_classes->index(row, 0));
        if (!at.isValid())
            continue; // the table is narrowed to others
        selection.select(at, at.siblingAtColumn(Columns::ColumnCount - 1));
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

std::vector<ClassIndex> MatrixPage::tableClasses() const
{
    std::vector<ClassIndex> classes;
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
        classes.push_back(m_classes->classAt(m_sorted->mapToSource(row).row()));
    return classes;
}

// --- what the user chooses

/// Rows that go out of sight stay what the selection was made by.
void MatrixPage::narrowTable(const QString& text)
{
    const QScopedValueRollback showing(m_showing, true);
    m_sorted->setFilterFixedString(text.trimmed());
    showFilter();
}

void MatrixPage::tableSelected()
{
    const auto classes = tableClasses();
    if (!classes.empty()) {
        m_classesChosen = true;
        m_charts->setClasses(classes);
    }
    showBinary();
    if (!m_showing)
        filterClasses();
}

void MatrixPage::filterClasses()
{
    const auto classes = tableClasses();
    if (m_tables.confusion && session().schema().task() == Task::Segmentation && !classes.empty()) {
        storage::SampleFilter rows;
        rows.effective = classes;
        return lookUp(cellsOf(rows, *m_tables.confusion));
    }
    m_request = 0;
    storage::SampleFilter filter = session().filter();
    removeCells(filter);
    (m_labels == LabelSource::Given ? filter.given : filter.effective) = classes;
    session().setFilter(filter);
}

void MatrixPage::filterCells(const std::vector<MatrixCell>& cells)
{
    if (m_showing)
        return;
    if (m_tables.tags && !cells.empty())
        return lookUp(cells);
    if (!m_tables.confusion) {
        m_request = 0;
        storage::SampleFilter all = session().filter();
        removeCells(all);
        return session().setFilter(all);
    }
    const bool masks = session().schema().task() == Task::Segmentation;
    storage::SampleFilter filter = session().filter();
    if ((masks && !cells.empty()) || !putCells(filter, cells, *m_tables.confusion, m_labels))
        return lookUp(cells);
    m_request = 0;
    session().setFilter(filter);
}

void MatrixPage::lookUp(const std::vector<MatrixCell>& cells)
{
    m_wantedCells = cells;
    m_request = session().requestSamplesInCells(cells, m_labels);
}

void MatrixPage::filterRange(RunCharts::Chart chart, const std::optional<storage::ValueRange>& range)
{
    storage::SampleFilter filter = session().filter();
    switch (chart) {
    case RunCharts::Chart::Iou:
        filter.iou = range;
        break;
    case RunCharts::Chart::Dice:
        filter.dice = range;
        break;
    case RunCharts::Chart::Loss:
        filter.loss = range;
        break;
    case RunCharts::Chart::Confidence:
        filter.confidence = range;
        break;
    default:
        return;
    }
    session().setFilter(filter);
}

void MatrixPage::setLabels(int index)
{
    m_labelSwitch->setCurrent(index);
    m_labels = index == 0 ? LabelSource::Given : LabelSource::Corrected;
    m_charts->setLabels(m_labels);
    m_areas = {};
    refresh();
}

} // namespace badcase::window
