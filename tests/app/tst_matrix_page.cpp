// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/matrix_page.h"
#include "app/window/workbench.h"
#include "app/workspace/scoring.h"
#include "storage/prediction_repository.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/models/class_metrics_model.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/plots/confusion_matrix_view.h"
#include "widgets/plots/histogram_plot.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>
#include <memory>

using namespace badcase;
using window::MatrixPage;
using window::RunCharts;
using window::Workbench;
using workspace::LabelSource;
using workspace::test::RunFixture;

namespace {

/// A Matrix page on a project of random predictions, shown and filled.
struct Opened {
    explicit Opened(Task task, int samples = 300, bool parents = false) : fixture(task, samples, parents)
    {
        fixture.close();
        workspace::test::must(bench.session.open(fixture.path()));
        page = std::make_unique<MatrixPage>(bench.context);
        page->resize(1200, 800);
        page->show();
        filled = QTest::qWaitFor(
            [this] { return bench.session.scores() != nullptr && !bench.session.isQuerying(); }, 10000);
    }
    template <class Widget>
    Widget* find() const
    {
        return page->findChild<Widget*>();
    }
    const analysis::ConfusionCounts& counts() const
    {
        const auto scores = bench.session.scores();
        return scores->classes ? scores->classes->corrected.leaves().confusion()
                               : scores->masks->corrected.confusion();
    }
    bool settled()
    {
        return QTest::qWaitFor([this] { return !bench.session.isQuerying(); }, 10000);
    }
    qint64 selected() const { return static_cast<qint64>(bench.session.selection()->size()); }

    RunFixture fixture;
    Workbench bench;
    std::unique_ptr<MatrixPage> page;
    bool filled = false;
};

void clickMatrix(plots::ConfusionMatrixView* view, QPoint position, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, position);
}

} // namespace

/// Every part of the Matrix page is one click away from its samples.
class TstMatrixPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void cellsSelectTheirSamples();
    void headersSelectClasses();
    void foldedCellsSelectAllBelow();
    void tagCellsSelectTheirSamples();
    void tableRowsSelectClasses();
    void givenLabelsAreFilteredAsGiven();
    void brushedLossIsARange();
    void maskCellsSelectImages();
    void maskIouIsBrushed();
    void verdictsMoveTheNumbersAndKeepTheSelection();
    void curvesComeForTheChosenClass();
    void withoutARunItOffersTheNextStep();
    void cellsAndFiltersAreInverse();
};

void TstMatrixPage::cellsSelectTheirSamples()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    auto* view = opened.find<plots::ConfusionMatrixView>();
    const auto& layout = view->matrixLayout();
    clickMatrix(view, layout.cellRect(1, 2).center());
    QCOMPARE(opened.bench.session.filter().cells, (std::vector<window::MatrixCell>{{1, 2}}));
    QVERIFY(opened.settled());
    QCOMPARE(opened.selected(), opened.counts().at(1, 2));

    clickMatrix(view, layout.cellRect(3, 0).center(), Qt::ControlModifier);
    QVERIFY(opened.settled());
    QCOMPARE(opened.selected(), opened.counts().at(1, 2) + opened.counts().at(3, 0));

    opened.bench.session.setFilter({}); // the chips were removed elsewhere
    QVERIFY(view->selectedCells().empty());
}

void TstMatrixPage::foldedCellsSelectAllBelow()
{
    Opened opened(Task::Classification, 300, true);
    QVERIFY(opened.filled);
    auto* view = opened.find<plots::ConfusionMatrixView>();
    QVERIFY(view->content().folding().hasParents());
    view->foldTo(1);
    QVERIFY(view->content().rows() < RunFixture::kClasses);
    const qint64 wanted = view->content().count(0, 1);
    QVERIFY(wanted > 0);
    clickMatrix(view, view->matrixLayout().cellRect(0, 1).center());
    QVERIFY(opened.settled());
    QCOMPARE(opened.selected(), wanted);
    QCOMPARE(view->selectedCells().size(), view->content().pairsAt({0, 1}).size());
}

void TstMatrixPage::tagCellsSelectTheirSamples()
{
    Opened opened(Task::MultiLabel);
    QVERIFY(opened.filled);
    auto* view = opened.find<plots::ConfusionMatrixView>();
    QVERIFY(view->isVisible() && view->content().isTags());
    const auto scores = opened.bench.session.scores();
    const auto& tags = scores->coConfusion->corrected;
    const auto select = [&](int row, int column) {
        QSignalSpy found(&opened.bench.session, &workspace::Session::samplesFound);
        clickMatrix(view, view->matrixLayout().cellRect(row, column).center());
        return found.wait(10000) && opened.settled();
    };
    QVERIFY(tags.confused(1, 2) > 0);
    QVERIFY(select(1, 2)); // 1 is given, 2 is said without being given
    QCOMPARE(opened.selected(), tags.confused(1, 2));
    QCOMPARE(view->selectedCells(), (std::vector<window::MatrixCell>{{1, 2}}));
    QVERIFY(select(3, 3)); // found
    QCOMPARE(opened.selected(), tags.binary(3).bothYes);
    QVERIFY(select(0, RunFixture::kClasses)); // missed
    QCOMPARE(opened.selected(), tags.binary(0).onlyGiven);
    QVERIFY(QTest::qWaitFor([&] { return !view->selectedCells().empty(); }));
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(opened.settled());
    QCOMPARE(opened.selected(), 300); // the one that failed, too
}

void TstMatrixPage::headersSelectClasses()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    auto* view = opened.find<plots::ConfusionMatrixView>();
    clickMatrix(view, view->matrixLayout().rowHeaderRect(2).center());
    QCOMPARE(opened.bench.session.filter().effective, std::vector<ClassIndex>{2});
    QVERIFY(opened.bench.session.filter().cells.empty());
    clickMatrix(view, view->matrixLayout().columnHeaderRect(1).center());
    QCOMPARE(opened.bench.session.filter().predicted, std::vector<ClassIndex>{1});
    QVERIFY(opened.bench.session.filter().effective.empty());
    QCOMPARE(view->selectedCells().size(), std::size_t(RunFixture::kClasses));
}

void TstMatrixPage::tableRowsSelectClasses()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    auto* table = opened.find<QTableView>();
    auto* model = opened.find<models::ClassMetricsModel>();
    table->sortByColumn(models::ClassMetricsModel::Support, Qt::DescendingOrder);
    const QModelIndex first = table->model()->index(0, 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
    ClassIndex largest = 0;
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->at(row).support > model->at(largest).support)
            largest = row;
    QCOMPARE(opened.bench.session.filter().effective, std::vector<ClassIndex>{largest});
    QVERIFY(opened.settled());
    QVERIFY(opened.selected() >= opened.counts().support(largest)); // and those that the run has not done
}

void TstMatrixPage::givenLabelsAreFilteredAsGiven()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    Q_EMIT opened.page->findChildren<panels::SegmentedControl*>().first()->chosen(0);
    auto* view = opened.find<plots::ConfusionMatrixView>();
    clickMatrix(view, view->matrixLayout().cellRect(0, 3).center());
    QCOMPARE(opened.bench.session.filter().given, std::vector<ClassIndex>{0});
    QCOMPARE(opened.bench.session.filter().predicted, std::vector<ClassIndex>{3});
    // Cells that no filter words are looked up: (0, 3) and (1, 2) are no rectangle.
    clickMatrix(view, view->matrixLayout().cellRect(1, 2).center(), Qt::ControlModifier);
    QTRY_VERIFY(opened.bench.session.filter().ids.has_value());
    const auto& given = opened.bench.session.scores()->classes->given.leaves().confusion();
    QCOMPARE(static_cast<qint64>(opened.bench.session.filter().ids->size()), given.at(0, 3) + given.at(1, 2));
    QCOMPARE(view->selectedCells().size(), std::size_t(2));
}

namespace {

void brush(plots::HistogramPlot* plot, double from, double to)
{
    plot->grab(); // lays the axes out
    const QPoint begin(plot->xOf(from), plot->height() / 2), end(plot->xOf(to), plot->height() / 2);
    QWidget* surface = plot->childAt(begin) ? plot->childAt(begin) : plot;
    QTest::mousePress(surface, Qt::LeftButton, {}, surface->mapFrom(plot, begin));
    QTest::mouseMove(surface, surface->mapFrom(plot, end));
    QTest::mouseRelease(surface, Qt::LeftButton, {}, surface->mapFrom(plot, end));
}

qint64 countIn(const std::vector<double>& values, const storage::ValueRange& range)
{
    return std::ranges::count_if(values, [&](double v) { return v >= range.from && v <= range.to; });
}

} // namespace

void TstMatrixPage::brushedLossIsARange()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    std::shared_ptr<const storage::SampleColumns> columns;
    connect(&opened.bench.session, &workspace::Session::columnsReady, this,
            [&](const auto& ready) { columns = ready; });
    auto* charts = opened.find<RunCharts>();
    charts->setChart(RunCharts::Chart::Loss);
    QTRY_VERIFY(columns);
    brush(charts->histogram(), 0.2, 0.6);
    const auto range = opened.bench.session.filter().loss;
    QVERIFY(range.has_value());
    QVERIFY(range->from <= 0.2 && range->to >= 0.55 && range->to < 1);
    QVERIFY(opened.settled());
    QCOMPARE(opened.selected(), countIn(columns->lossCorrected, *range));
    opened.bench.session.setFilter({});
    QVERIFY(!charts->histogram()->hasBrush());
}

void TstMatrixPage::maskIouIsBrushed()
{
    Opened opened(Task::Segmentation, 60);
    QVERIFY(opened.filled);
    std::shared_ptr<const storage::SampleColumns> columns;
    connect(&opened.bench.session, &workspace::Session::columnsReady, this,
            [&](const auto& ready) { columns = ready; });
    auto* charts = opened.find<RunCharts>();
    QCOMPARE(charts->chart(), RunCharts::Chart::Iou);
    QTRY_VERIFY_WITH_TIMEOUT(columns || opened.bench.session.filter().iou, 5000);
    brush(charts->histogram(), 0.0, 0.15);
    const auto range = opened.bench.session.filter().iou;
    QVERIFY(range.has_value());
    QVERIFY(opened.settled());
    const std::vector<double> iou(columns->iouCorrected.begin(), columns->iouCorrected.end());
    QCOMPARE(opened.selected(), countIn(iou, *range));
    QVERIFY(opened.selected() > 0);
}

void TstMatrixPage::maskCellsSelectImages()
{
    Opened opened(Task::Segmentation, 60);
    QVERIFY(opened.filled);
    auto* view = opened.find<plots::ConfusionMatrixView>();
    const window::MatrixCell wanted{1, 2};
    clickMatrix(view, view->matrixLayout().cellRect(1, 2).center());
    QTRY_VERIFY(opened.bench.session.filter().ids.has_value());
    QVERIFY(opened.settled());
    QCOMPARE(view->selectedCells(), std::vector{wanted});
    // Every pixel of the cell is in one of these images.
    const auto connection = workspace::test::must(opened.bench.session.project()->connect());
    qint64 images = 0;
    QVERIFY_RESULT(storage::PredictionRepository(*connection)
                       .eachPixelCounts(opened.bench.session.currentRun(), {},
                                        [&](SampleId, const storage::PixelCounts& pixels) -> Result<void> {
                                            if (pixels.corrected.isEmpty())
                                                return {};
                                            BADCASE_ASSIGN(const auto counts,
                                                           workspace::unpackCounts(pixels.corrected,
                                                                                   RunFixture::kClasses));
                                            images += counts.at(1, 2) > 0 ? 1 : 0;
                                            return {};
                                        }));
    QCOMPARE(opened.selected(), images);
}

void TstMatrixPage::verdictsMoveTheNumbersAndKeepTheSelection()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    auto& session = opened.bench.session;
    auto* view = opened.find<plots::ConfusionMatrixView>();
    clickMatrix(view, view->matrixLayout().cellRect(1, 2).center());
    QVERIFY(opened.settled());
    QVERIFY(opened.selected() > 0);
    const qint64 before = opened.counts().at(1, 2);
    session.relabel({session.selection()->front()}, LabelSet{2});
    QTRY_COMPARE(opened.counts().at(1, 2), before - 1);
    QCOMPARE(view->content().count(1, 2), before - 1);
    QCOMPARE(view->selectedCells(), (std::vector<window::MatrixCell>{{1, 2}}));
}

void TstMatrixPage::curvesComeForTheChosenClass()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    QSignalSpy curves(&opened.bench.session, &workspace::Session::curvesReady);
    auto* table = opened.find<QTableView>();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(3, 0)).center());
    const auto came = [&] {
        return std::ranges::any_of(curves, [](const auto& call) {
            return call[0].template value<workspace::ClassCurves>().index == 3;
        });
    };
    QTRY_VERIFY(came());
    // A point of a curve is one click away from its samples, too.
    Q_EMIT opened.find<RunCharts>()->thresholdPicked(3, 0.5);
    QTRY_VERIFY(opened.bench.session.filter().ids.has_value());
    QVERIFY(!opened.bench.session.filter().ids->empty());
}

void TstMatrixPage::withoutARunItOffersTheNextStep()
{
    Workbench bench;
    MatrixPage page(bench.context);
    page.show();
    QSignalSpy wanted(&page, &window::Page::modeRequested);
    QTest::mouseClick(page.findChild<panels::EmptyState*>()->findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<window::Mode>(), window::Mode::Import);
}

void TstMatrixPage::cellsAndFiltersAreInverse()
{
    analysis::ConfusionCounts counts(3);
    counts.add(0, 1);
    QRandomGenerator random(11);
    for (int round = 0; round < 200; ++round) {
        std::vector<window::MatrixCell> cells;
        for (ClassIndex row = 0; row < 3; ++row)
            for (ClassIndex column = 0; column < 3; ++column)
                if (random.bounded(2))
                    cells.emplace_back(row, column);
        storage::SampleFilter filter;
        QVERIFY(window::putCells(filter, cells, counts, LabelSource::Corrected));
        auto back = window::cellsOf(filter, counts);
        std::erase_if(back, [](const auto& cell) {
            return cell.second == kNoClass;
        }); // a class is also what was not decided
        std::ranges::sort(back);
        QCOMPARE(back, cells);
    }
}

BADCASE_REGISTER_TEST(TstMatrixPage)
#include "tst_matrix_page.moc"
