// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/models/class_calibration_model.h"
#include "widgets/plots/reliability_plot.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace badcase;
using namespace badcase::plots;

class TstReliabilityPlot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void pointsAreReadOffAndPicked();
    void aComparisonIsOnlyRead();
    void emptyBinsHaveNoPoint();
    void rareBinsAreSeen();
    void emptyAndThemes();
    void tableKeepsItsPlace();
};

namespace {

ReliabilityCurve curve(std::vector<analysis::ReliabilityBin> bins)
{
    return {QStringLiteral("now"), bins, bins};
}

/// A shown plot: its axes are laid out.
struct Shown {
    Shown(std::optional<ReliabilityCurve> first, std::optional<ReliabilityCurve> second = {})
    {
        plot.resize(500, 460);
        plot.setAxes(QStringLiteral("said"), QStringLiteral("is"));
        plot.setCurves(std::move(first), std::move(second));
        plot.show();
        laidOut = !plot.grab().isNull();
    }
    QWidget* surface(QPoint at)
    {
        QWidget* child = plot.childAt(at);
        return child ? child : &plot;
    }
    void click(QPoint at)
    {
        QTest::mouseClick(surface(at), Qt::LeftButton, {}, surface(at)->mapFrom(&plot, at));
    }
    ReliabilityPlot plot;
    bool laidOut = false;
};

const analysis::ReliabilityBin kLow{0.2, 0.4, 50, 0.25, 0.3};
const analysis::ReliabilityBin kHigh{0.8, 1.0, 70, 0.6, 0.9};

} // namespace

void TstReliabilityPlot::pointsAreReadOffAndPicked()
{
    Shown shown(curve({kLow, kHigh}));
    QVERIFY(shown.laidOut);
    QSignalSpy picked(&shown.plot, &ReliabilityPlot::binPicked);
    const auto hit = shown.plot.hitTest(shown.plot.positionOf(0.9, 0.6) + QPoint(4, -3));
    QVERIFY(hit.has_value());
    QVERIFY(!hit->comparison);
    QCOMPARE(hit->bin.count, 70);
    QVERIFY(!shown.plot.hitTest(shown.plot.positionOf(0.6, 0.1)));
    shown.click(shown.plot.positionOf(0.3, 0.25));
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].value<analysis::ReliabilityBin>().count, 50);
    shown.click(shown.plot.positionOf(0.6, 0.1));
    QCOMPARE(picked.size(), 1);
}

void TstReliabilityPlot::aComparisonIsOnlyRead()
{
    Shown shown(curve({kHigh}), curve({kLow}));
    QSignalSpy picked(&shown.plot, &ReliabilityPlot::binPicked);
    const QPoint at = shown.plot.positionOf(0.3, 0.25);
    QVERIFY(shown.plot.hitTest(at) && shown.plot.hitTest(at)->comparison);
    shown.click(at);
    QVERIFY(picked.isEmpty());
}

void TstReliabilityPlot::emptyBinsHaveNoPoint()
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    Shown shown(curve({{0, 0.2, 0, none, none}, kLow}));
    QVERIFY(shown.laidOut);
    QVERIFY(!shown.plot.hitTest(shown.plot.positionOf(0.1, 0.1)));
}

void TstReliabilityPlot::rareBinsAreSeen()
{
    QVERIFY(!Shown(curve({kLow, kHigh})).plot.hasLogarithmicCounts());
    Shown shown(curve({{0, 0.2, 90'000, 0.01, 0.01}, kHigh}));
    QVERIFY(shown.plot.hasLogarithmicCounts());
    shown.plot.setCurves(curve({kLow}));
    QVERIFY(!shown.plot.hasLogarithmicCounts());
}

void TstReliabilityPlot::emptyAndThemes()
{
    auto& theme = theme::Theme::instance();
    theme.apply();
    Shown shown({});
    QVERIFY(shown.laidOut);
    QVERIFY(!shown.plot.hitTest({200, 200}));
    shown.plot.setBusyText(QStringLiteral("measuring"));
    QVERIFY(!shown.plot.grab().isNull());
    shown.plot.setCurves(curve({kLow, kHigh}), curve({kLow}));
    const theme::Mode before = theme.mode();
    theme.setMode(theme::Mode::Light);
    const QColor light = shown.plot.grab().toImage().pixelColor(2, 2);
    theme.setMode(theme::Mode::Dark);
    const QColor dark = shown.plot.grab().toImage().pixelColor(2, 2);
    QVERIFY(light.lightness() > dark.lightness() + 100);
    theme.setMode(before);
}

void TstReliabilityPlot::tableKeepsItsPlace()
{
    using Model = models::ClassCalibrationModel;
    Model model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<models::ClassCalibrationRow> rows{{0, QStringLiteral("a"), 5, 0.2, 0.1, 0.12},
                                                  {1, QStringLiteral("b"), 7, 0.8, 0.9, 0.15}};
    model.setRows(rows, {});
    const QPersistentModelIndex place(model.index(1, Model::Error));
    rows[1].error = 0.5;
    model.setRows(rows, {});
    QVERIFY(place.isValid());
    QCOMPARE(place.data().toString(), QStringLiteral("0.500"));
    QCOMPARE(model.index(0, Model::TemperedError).data().toString(), models::enDash());
    QCOMPARE(model.rowOf(1), 1);
    QCOMPARE(model.rowOf(9), -1);
    models::TableSortProxy sorted(&model);
    sorted.sort(Model::Error, Qt::DescendingOrder);
    QCOMPARE(sorted.index(0, 0).data().toString(), QStringLiteral("b"));
    model.setRows({rows[0]}, {});
    QVERIFY(!place.isValid());
}

BADCASE_REGISTER_TEST(TstReliabilityPlot)
#include "tst_reliability_plot.moc"
