// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/calibration_pane.h"
#include "app/window/workbench.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/models/class_calibration_model.h"
#include "widgets/panels/controls.h"
#include "widgets/plots/reliability_plot.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace badcase;
using window::CalibrationPane;
using window::Workbench;
using workspace::LabelSource;
using workspace::test::RunFixture;
using Columns = models::ClassCalibrationModel::Columns;

namespace {

/// A pane on a project of random predictions, shown and measured.
struct Opened {
    explicit Opened(Task task) : fixture(task, 200)
    {
        fixture.close();
        workspace::test::must(bench.session.open(fixture.path()));
        pane = std::make_unique<CalibrationPane>(bench.context);
        pane->resize(1200, 760);
        pane->show();
        loaded =
            QTest::qWaitFor([this] { return bench.session.scores() && !bench.session.isQuerying(); }, 10000);
        pane->refresh(LabelSource::Corrected);
    }
    bool measured()
    {
        return QTest::qWaitFor([this] { return pane->report() != nullptr; }, 20000);
    }
    template <class Widget>
    Widget* find() const
    {
        return pane->findChild<Widget*>();
    }
    panels::SegmentedControl* switchAt(int index) const
    {
        return pane->findChildren<panels::SegmentedControl*>().at(index);
    }

    RunFixture fixture;
    Workbench bench;
    std::unique_ptr<CalibrationPane> pane;
    bool loaded = false;
};

} // namespace

class TstCalibrationPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void worstClassesComeFirst();
    void aRowShowsItsClass();
    void pointsSelectTheirSamples();
    void labelsAreMeasuredAnew();
    void tagsHaveNoTemperature();
    void masksAreRefusedInWords();
    void withoutARunItOffersTheNextStep();
};

void TstCalibrationPane::worstClassesComeFirst()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.loaded && opened.measured());
    auto* table = opened.find<QTableView>();
    QCOMPARE(table->model()->rowCount(), RunFixture::kClasses);
    double before = 2;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const double error =
            table->model()->index(row, Columns::Error).data(models::TableModel::SortRole).toDouble();
        QVERIFY(error <= before);
        before = error;
    }
    const auto* figures = opened.find<window::CalibrationFigures>();
    QCOMPARE(figures->words(), opened.pane->report()->temperatureText());
    QVERIFY(figures->temperature().startsWith(u"T = "));
}

void TstCalibrationPane::aRowShowsItsClass()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.loaded && opened.measured());
    QCOMPARE(opened.pane->shownClass(), kNoClass);
    auto* table = opened.find<QTableView>();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(2, 0)).center());
    const ClassIndex shown = opened.pane->shownClass();
    QVERIFY(shown != kNoClass);
    QCOMPARE(opened.switchAt(1)->current(), 1);
    // Another way of binning keeps the class; all classes come back by the switch.
    Q_EMIT opened.switchAt(0)->chosen(1);
    QCOMPARE(opened.pane->shownClass(), shown);
    QCOMPARE(opened.switchAt(0)->current(), 1);
    Q_EMIT opened.switchAt(1)->chosen(0);
    QCOMPARE(opened.pane->shownClass(), kNoClass);
    Q_EMIT opened.switchAt(1)->chosen(1); // the first of the table: the worst
    QCOMPARE(opened.pane->shownClass(),
             opened.find<models::ClassCalibrationModel>()->rowOf(opened.pane->shownClass()));
    QVERIFY(table->selectionModel()->isRowSelected(0, {}));
}

void TstCalibrationPane::pointsSelectTheirSamples()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.loaded && opened.measured());
    const auto& bins = opened.pane->report()->decisions.equalWidth.bins;
    const auto largest = std::ranges::max_element(bins, {}, &analysis::ReliabilityBin::count);
    auto* plot = opened.find<plots::ReliabilityPlot>();
    plot->grab();
    const QPoint at = plot->positionOf(largest->confidence, largest->accuracy);
    QWidget* surface = plot->childAt(at);
    QVERIFY(surface);
    QTest::mouseClick(surface, Qt::LeftButton, {}, surface->mapFrom(plot, at));
    QTRY_VERIFY(opened.bench.session.filter().ids.has_value());
    QCOMPARE(static_cast<qint64>(opened.bench.session.filter().ids->size()), largest->count);
}

void TstCalibrationPane::labelsAreMeasuredAnew()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.loaded && opened.measured());
    const auto before = opened.pane->report();
    opened.pane->refresh(LabelSource::Corrected); // nothing has changed
    QCOMPARE(opened.pane->report(), before);
    opened.pane->refresh(LabelSource::Given);
    QTRY_VERIFY(opened.pane->report() != before);
    QCOMPARE(opened.pane->report()->labels, LabelSource::Given);
    // A verdict changes the corrected side.
    opened.pane->refresh(LabelSource::Corrected);
    QTRY_COMPARE(opened.pane->report()->labels, LabelSource::Corrected);
    const qint64 samples = opened.pane->report()->samples;
    const auto scores = opened.bench.session.scores();
    opened.bench.session.judge({opened.bench.session.selection()->front()}, Verdict::BadMedia);
    QTRY_VERIFY(opened.bench.session.scores() != scores);
    opened.pane->refresh(LabelSource::Corrected);
    QTRY_COMPARE(opened.pane->report()->samples, samples - 1);
}

void TstCalibrationPane::tagsHaveNoTemperature()
{
    Opened opened(Task::MultiLabel);
    QVERIFY(opened.loaded && opened.measured());
    QVERIFY(opened.find<QTableView>()->isColumnHidden(Columns::TemperedError));
    QVERIFY(opened.find<window::CalibrationFigures>()->temperature().isEmpty());
    QCOMPARE(opened.find<window::CalibrationFigures>()->words(), opened.pane->report()->noTemperature);
}

void TstCalibrationPane::masksAreRefusedInWords()
{
    Opened opened(Task::Segmentation);
    QVERIFY(opened.loaded);
    QVERIFY(!opened.find<plots::ReliabilityPlot>()->isVisible());
    QVERIFY(!opened.pane->report());
}

void TstCalibrationPane::withoutARunItOffersTheNextStep()
{
    Workbench bench;
    CalibrationPane pane(bench.context);
    pane.show();
    pane.refresh(LabelSource::Corrected);
    QSignalSpy wanted(&pane, &window::TunePane::modeRequested);
    QTest::mouseClick(pane.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<window::Mode>(), window::Mode::Import);
}

BADCASE_REGISTER_TEST(TstCalibrationPane)
#include "tst_calibration_pane.moc"
