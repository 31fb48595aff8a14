// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/histogram_bins.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/theme.h"

#include <QRandomGenerator>
#include <QSignalSpy>

#include <cmath>

using namespace badcase;
using namespace badcase::plots;

namespace {

Curve curve(ClassIndex index, std::vector<analysis::CurvePoint> points)
{
    return {index, QStringLiteral("class %1").arg(index), Qt::red, std::move(points), 0.5};
}

/// The child that gets the mouse at a position.
QWidget* target(QWidget& plot, QPoint at)
{
    QWidget* child = plot.childAt(at);
    return child ? child : &plot;
}

} // namespace

class TstCharts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void binsAgreeWithTheirBorders();
    void binsLeaveOutWhatIsNotThere();
    void brushOfBins();
    void histogramBrushSelects();
    void histogramKeepsItsBrush();
    void histogramEmpty();
    void curveHits();
    void curveClickPicksTheThreshold();
    void curvesEmptyAndTheme();
};

void TstCharts::binsAgreeWithTheirBorders()
{
    QRandomGenerator random(3);
    std::vector<double> values;
    for (int i = 0; i < 5000; ++i)
        values.push_back(random.bounded(101) / 100.0); // many on borders
    const HistogramBins bins(0, 1, 20, values);
    QCOMPARE(bins.total(), 5000);
    for (int bin = 0; bin < bins.count(); ++bin) {
        const bool last = bin + 1 == bins.count();
        const auto expected = std::count_if(values.begin(), values.end(), [&](double value) {
            return value >= bins.border(bin) &&
                   (value < bins.border(bin + 1) || (last && value <= bins.high()));
        });
        QCOMPARE(bins.at(bin), static_cast<qint64>(expected));
    }
    QCOMPARE(bins.border(20), 1.0);
}

void TstCharts::binsLeaveOutWhatIsNotThere()
{
    const std::vector<double> values{0, 1, std::nan(""), -0.1, 1.1, INFINITY, 0.5};
    const HistogramBins bins(0, 1, 4, values);
    QCOMPARE(bins.total(), 3);
    QCOMPARE(bins.at(3), 1);
    QCOMPARE(bins.binOf(std::nan("")), -1);
    QCOMPARE(HistogramBins().binOf(0.5), -1);
    QCOMPARE(HistogramBins().total(), 0);
}

void TstCharts::brushOfBins()
{
    const std::vector<double> values{0.05, 0.15, 0.25, 0.95};
    const HistogramBins bins(0, 1, 10, values);
    QCOMPARE(bins.brush(0.12, 0.28), std::make_pair(1, 2));
    QCOMPARE(bins.brush(0.28, 0.12), std::make_pair(1, 2));
    QCOMPARE(bins.brush(-5, 5), std::make_pair(0, 9));
    QCOMPARE(bins.brush(0.5, 0.5), std::make_pair(5, 5));
    QCOMPARE(bins.countIn(1, 2), 2);
}

void TstCharts::histogramBrushSelects()
{
    HistogramPlot plot;
    plot.resize(500, 300);
    plot.setValues({0.1, 0.2, 0.3, 0.85}, QStringLiteral("IoU"), 0, 1, 10);
    plot.show();
    QVERIFY(!plot.grab().isNull()); // lays the axes out
    QSignalSpy selected(&plot, &HistogramPlot::rangeSelected);
    QSignalSpy cleared(&plot, &HistogramPlot::rangeCleared);
    const QPoint from(plot.xOf(0.24), 120), to(plot.xOf(0.52), 120);
    QWidget* surface = target(plot, from);
    QTest::mousePress(surface, Qt::LeftButton, {}, surface->mapFrom(&plot, from));
    QTest::mouseMove(surface, surface->mapFrom(&plot, to));
    QCOMPARE(selected.size(), 0);
    QTest::mouseRelease(surface, Qt::LeftButton, {}, surface->mapFrom(&plot, to));
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].toDouble(), 0.2);
    QVERIFY(std::abs(selected[0][1].toDouble() - 0.6) < 1e-12);
    QVERIFY(plot.hasBrush());
    QTest::mouseDClick(surface, Qt::LeftButton, {}, surface->mapFrom(&plot, to));
    QCOMPARE(cleared.size(), 1);
    QVERIFY(!plot.hasBrush());
}

void TstCharts::histogramKeepsItsBrush()
{
    HistogramPlot plot;
    plot.setValues({0.1, 0.5}, QStringLiteral("IoU"), 0, 1, 10);
    plot.setBrush(0.2, 0.4);
    QCOMPARE(plot.brush().first, 0.2);
    QVERIFY(std::abs(plot.brush().second - 0.4) < 1e-12);
    plot.setValues({0.3}, QStringLiteral("IoU"), 0, 1, 10);
    QVERIFY(plot.hasBrush());
    plot.setBrush(0, 1);
    QCOMPARE(plot.brush(), std::make_pair(0.0, 1.0));
    plot.setValues({0.3}, QStringLiteral("IoU"), 0, 1, 20);
    QVERIFY(!plot.hasBrush());
    plot.setBrush(0.2, 0.4);
    QSignalSpy cleared(&plot, &HistogramPlot::rangeCleared);
    QTest::keyClick(&plot, Qt::Key_Escape);
    QCOMPARE(cleared.size(), 1);
}

void TstCharts::histogramEmpty()
{
    HistogramPlot plot;
    plot.resize(300, 200);
    plot.show();
    QVERIFY(!plot.grab().isNull());
    plot.setBrush(0.1, 0.2);
    QVERIFY(!plot.hasBrush());
    QTest::mouseClick(target(plot, {150, 100}), Qt::LeftButton, {}, {150, 100});
    plot.setValues({std::nan("")}, QStringLiteral("IoU"));
    QVERIFY(!plot.grab().isNull());
}

void TstCharts::curveHits()
{
    CurvePlot plot;
    plot.resize(600, 400);
    plot.setCurves(CurveKind::PrecisionRecall, {curve(3, {{0, 1, INFINITY}, {0.5, 0.9, 0.7}, {1, 0.2, 0.1}}),
                                                curve(5, {{0, 0.5, INFINITY}, {1, 0.4, 0.3}})});
    plot.show();
    QVERIFY(!plot.grab().isNull());
    CurvePlot::Hit hit;
    QVERIFY(plot.hitTest(plot.positionOf(0.5, 0.9) + QPoint(3, -2), &hit));
    QCOMPARE(hit.index, 3);
    QCOMPARE(hit.point.threshold, 0.7);
    QVERIFY(plot.hitTest(plot.positionOf(1, 0.4), &hit));
    QCOMPARE(hit.index, 5);
    QVERIFY(!plot.hitTest(plot.positionOf(0.5, 0.05), &hit));
}

void TstCharts::curveClickPicksTheThreshold()
{
    CurvePlot plot;
    plot.resize(600, 400);
    plot.setCurves(CurveKind::Roc, {curve(2, {{0, 0, INFINITY}, {0.25, 0.75, 0.5}, {1, 1, 0.1}})});
    plot.show();
    QVERIFY(!plot.grab().isNull());
    QSignalSpy picked(&plot, &CurvePlot::thresholdPicked);
    const QPoint at = plot.positionOf(0.25, 0.75);
    QWidget* surface = target(plot, at);
    QTest::mouseMove(surface, surface->mapFrom(&plot, at));
    QCOMPARE(surface->cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseClick(surface, Qt::LeftButton, {}, surface->mapFrom(&plot, at));
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].toInt(), 2);
    QCOMPARE(picked[0][1].toDouble(), 0.5);
    QTest::mouseMove(surface, surface->mapFrom(&plot, plot.positionOf(0.9, 0.1)));
    QCOMPARE(surface->cursor().shape(), Qt::ArrowCursor);
}

void TstCharts::curvesEmptyAndTheme()
{
    auto& theme = theme::Theme::instance();
    theme.apply();
    CurvePlot plot;
    plot.resize(300, 200);
    plot.show();
    QVERIFY(!plot.grab().isNull());
    CurvePlot::Hit hit;
    QVERIFY(!plot.hitTest({150, 100}, &hit));
    plot.setCurves(CurveKind::Roc, {curve(0, {})}); // undefined: no negatives
    QVERIFY(!plot.grab().isNull());
    plot.setCurves(CurveKind::Roc, {curve(0, {{0, 0, INFINITY}, {1, 1, 0}})});
    const theme::Mode before = theme.mode();
    theme.setMode(theme::Mode::Light);
    const QColor light = plot.grab().toImage().pixelColor(2, 2);
    theme.setMode(theme::Mode::Dark);
    const QColor dark = plot.grab().toImage().pixelColor(2, 2);
    QVERIFY(light.lightness() > dark.lightness() + 100);
    theme.setMode(before);
}

BADCASE_REGISTER_TEST(TstCharts)
#include "tst_charts.moc"
