// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/plots/chart_style.h"
#include "widgets/plots/label_layout.h"
#include "widgets/plots/slider_curve_plot.h"
#include "widgets/plots/step_curve.h"
#include "widgets/theme/theme.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>

using namespace badcase;
using namespace badcase::plots;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Steps {
    std::vector<double> x;
    std::vector<double> y;

    /// The definition, step by step.
    double at(double position) const
    {
        double value = kNaN;
        for (std::size_t i = 0; i < x.size() && x[i] <= position; ++i)
            value = y[i];
        return value;
    }
    Extent extent(double lo, double hi) const
    {
        Extent found;
        found.add(at(lo));
        for (std::size_t i = 0; i < x.size(); ++i)
            if (x[i] >= lo && x[i] <= hi)
                found.add(y[i]);
        return found;
    }
};

Steps randomSteps(int count, quint32 seed, bool gaps = false)
{
    QRandomGenerator random(seed);
    Steps steps;
    double x = 0;
    for (int i = 0; i < count; ++i) {
        steps.x.push_back(x);
        steps.y.push_back(gaps && random.bounded(4) == 0 ? kNaN : random.generateDouble());
        x += random.generateDouble() / count;
    }
    return steps;
}

bool isSame(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// A plot on screen with one curve of three levels: 0.2 below 0.3, 0.8 up to 0.6, 0.4 above.
class Shown {
public:
    explicit Shown(QSize size = {500, 300})
    {
        plot.resize(size);
        plot.setAxes(QStringLiteral("threshold"), QStringLiteral("F1"), 0, 1);
        plot.setCurves({{{}, {}, {0, 0.3, 0.6}, {0.2, 0.8, 0.4}}});
        plot.show();
        laidOut();
    }
    void laidOut() { QVERIFY(!plot.grab().isNull()); }
    QWidget* surface() { return plot.childAt(plot.width() / 2, plot.height() / 2); }
    QPoint at(double x) { return surface()->mapFrom(&plot, QPoint(qRound(plot.positionOf(x, 0).x()), 100)); }
    void turn(double x, int notches)
    {
        const QPointF where = at(x);
        QWheelEvent event(where, surface()->mapToGlobal(where), {}, {0, 120 * notches}, {}, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &event);
        laidOut();
    }

    SliderCurvePlot plot;
};

} // namespace

class TstSliderCurve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void valuesHoldUpToTheNextStep();
    void extremesAgreeWithTheDefinition();
    void thinningKeepsExtremes();
    void cornersAreExactWhereTheyFit();
    void gapsStayGaps();
    void bandsAreCutAndThinned();
    void decimalsOfSteps();
    void labelsArePushedApart();
    void dragMovesTheCut();
    void escapeTakesTheDragBack();
    void keysMoveByAHundredth();
    void wheelZoomsAroundTheMouse();
    void doubleClickShowsAllAndTakesItsClickBack();
    void cutOutOfSightIsFollowed();
    void labelsNeitherOverlapNorClip();
    void valuesFitWhatIsShown();
    void millionStepsAreQuick();
    void emptyAndTheme();
};

void TstSliderCurve::valuesHoldUpToTheNextStep()
{
    const StepCurve curve({0.1, 0.3, 0.3, 0.6}, {1, 2, 3, kNaN});
    QVERIFY(std::isnan(curve.valueAt(0.0999)));
    QCOMPARE(curve.valueAt(0.1), 1.0);
    QCOMPARE(curve.valueAt(0.2999), 1.0);
    QCOMPARE(curve.valueAt(0.3), 3.0);
    QVERIFY(std::isnan(curve.valueAt(5)));
    QVERIFY(StepCurve().isEmpty());
    QVERIFY(std::isnan(StepCurve().valueAt(0)));
    QVERIFY(StepCurve().corners(0, 1, 10).empty());
}

void TstSliderCurve::extremesAgreeWithTheDefinition()
{
    QRandomGenerator random(1);
    for (const int count : {1, 15, 16, 17, 255, 256, 257, 5000}) {
        const Steps steps = randomSteps(count, static_cast<quint32>(count), true);
        const StepCurve curve(steps.x, steps.y);
        for (int round = 0; round < 200; ++round) {
            const double a = random.generateDouble() * 0.6;
            const double b = a + random.generateDouble() * random.generateDouble() * 0.3;
            const Extent expected = steps.extent(a, b);
            const Extent found = curve.extent(a, b);
            QVERIFY2(isSame(found.low, expected.low) && isSame(found.high, expected.high),
                     qPrintable(QStringLiteral("%1 steps, %2 to %3").arg(count).arg(a).arg(b)));
            QVERIFY(isSame(curve.valueAt(a), steps.at(a)));
        }
    }
}

void TstSliderCurve::thinningKeepsExtremes()
{
    Steps steps = randomSteps(100'000, 7);
    for (double& y : steps.y)
        y *= 0.5;
    steps.y[31'234] = 2; // peaks of a single step
    steps.y[77'777] = -3;
    const StepCurve curve(steps.x, steps.y);
    const double hi = steps.x.back();
    const auto corners = curve.corners(0, hi, 300);
    QVERIFY(corners.size() > 300);
    QVERIFY(corners.size() <= 4 * 300);
    QVERIFY(std::ranges::is_sorted(corners, {}, &QPointF::x));
    Extent all;
    for (const QPointF& corner : corners)
        all.add(corner.y());
    QCOMPARE(all.high, 2.0);
    QCOMPARE(all.low, -3.0);
    // Every column has its own extremes.
    const double width = hi / 300;
    for (int column = 0; column < 300; ++column) {
        Extent drawn;
        for (const QPointF& corner : corners)
            if (corner.x() >= column * width - 1e-12 && corner.x() <= (column + 1) * width + 1e-12)
                drawn.add(corner.y());
        const Extent expected = curve.extent(column * width, (column + 1) * width - 1e-9);
        QVERIFY(drawn.low <= expected.low && drawn.high >= expected.high);
    }
}

void TstSliderCurve::cornersAreExactWhereTheyFit()
{
    const StepCurve curve({0, 0.3, 0.6}, {0.2, 0.8, 0.4});
    const std::vector<QPointF> expected{{0, 0.2}, {0.3, 0.2}, {0.3, 0.8}, {0.6, 0.8}, {0.6, 0.4}, {1, 0.4}};
    QCOMPARE(curve.corners(0, 1, 100), expected);
    const std::vector<QPointF> part{{0.4, 0.8}, {0.5, 0.8}};
    QCOMPARE(curve.corners(0.4, 0.5, 100), part);
    const StepCurve late({0.5}, {1});
    const std::vector<QPointF> expectedLate{{0.5, 1}, {1, 1}};
    QCOMPARE(late.corners(0, 1, 100), expectedLate);
    QVERIFY(late.corners(0, 0.4, 100).empty());
}

void TstSliderCurve::gapsStayGaps()
{
    const StepCurve curve({0, 0.3, 0.6}, {0.2, kNaN, 0.4});
    const auto corners = curve.corners(0, 1, 100);
    QCOMPARE(corners.size(), std::size_t(5));
    QVERIFY(std::isnan(corners[2].y()));
    // Also in a thinned curve.
    Steps steps = randomSteps(10'000, 3);
    for (std::size_t i = 4000; i < 6000; ++i)
        steps.y[i] = kNaN;
    const auto thinned = StepCurve(steps.x, steps.y).corners(0, steps.x.back(), 100);
    const auto gaps = std::ranges::count_if(thinned, [](QPointF point) { return std::isnan(point.y()); });
    QCOMPARE(gaps, 1);
}

void TstSliderCurve::bandsAreCutAndThinned()
{
    const SliderBand band{{0, 1}, {0, 1}, {1, 3}};
    const SliderBand part = bandWithin(band, 0.25, 0.5, 100);
    QCOMPARE(part.x, (std::vector<double>{0.25, 0.5}));
    QCOMPARE(part.low, (std::vector<double>{0.25, 0.5}));
    QCOMPARE(part.high, (std::vector<double>{1.5, 2}));
    QVERIFY(bandWithin(band, 2, 3, 100).x.empty());

    SliderBand many;
    for (int i = 0; i < 50'000; ++i) {
        many.x.push_back(i);
        many.low.push_back(i == 12'345 ? -9 : 0);
        many.high.push_back(i == 40'001 ? 9 : 1);
    }
    const SliderBand thinned = bandWithin(many, 0, 49'999, 200);
    QVERIFY(thinned.x.size() <= 203);
    QVERIFY(std::ranges::is_sorted(thinned.x));
    QCOMPARE(std::ranges::min(thinned.low), -9.0);
    QCOMPARE(std::ranges::max(thinned.high), 9.0);
}

void TstSliderCurve::decimalsOfSteps()
{
    const std::vector<std::pair<double, int>> ticks{{0.25, 2}, {2.5, 1}, {0.1, 1},     {0.05, 2},
                                                    {20, 0},   {5e3, 0}, {0.00025, 5}, {0.3 - 0.2, 1}};
    for (const auto& [step, decimals] : ticks)
        QCOMPARE(tickDecimals(step), decimals);
    const std::vector<std::pair<double, int>> apart{{1, 0},    {5, 0},     {0.25, 1},
                                                    {0.04, 2}, {0.001, 3}, {1e-20, 9}};
    for (const auto& [step, decimals] : apart)
        QCOMPARE(decimalsFor(step), decimals);
}

void TstSliderCurve::labelsArePushedApart()
{
    QVERIFY(pushedApart({}, {}, 0, 100, 0).empty());
    QCOMPARE(pushedApart({50}, {10}, 0, 100, 2), (std::vector<double>{50}));
    QCOMPARE(pushedApart({1}, {10}, 0, 100, 2), (std::vector<double>{5}));
    // Two at the same place part evenly, in the order given; those far away stay.
    QCOMPARE(pushedApart({50, 50, 90}, {10, 10, 10}, 0, 100, 2), (std::vector<double>{44, 56, 90}));
    QRandomGenerator random(5);
    for (int round = 0; round < 300; ++round) {
        std::vector<double> wanted, sizes;
        for (int i = random.bounded(1, 9); i > 0; --i) {
            wanted.push_back(random.bounded(100.0));
            sizes.push_back(2 + random.bounded(8.0));
        }
        const auto centres = pushedApart(wanted, sizes, 0, 100, 1);
        for (std::size_t i = 0; i < centres.size(); ++i) {
            QVERIFY(centres[i] - sizes[i] / 2 >= -1e-9 && centres[i] + sizes[i] / 2 <= 100 + 1e-9);
            for (std::size_t k = 0; k < i; ++k) {
                QVERIFY(std::abs(centres[i] - centres[k]) >= (sizes[i] + sizes[k]) / 2 + 1 - 1e-9);
                QVERIFY(wanted[i] == wanted[k] || (centres[i] < centres[k]) == (wanted[i] < wanted[k]));
            }
        }
    }
}

void TstSliderCurve::dragMovesTheCut()
{
    Shown shown;
    QStringList said;
    connect(&shown.plot, &SliderCurvePlot::dragStarted, this, [&] { said << QStringLiteral("start"); });
    connect(&shown.plot, &SliderCurvePlot::dragged, this, [&] { said << QStringLiteral("drag"); });
    connect(&shown.plot, &SliderCurvePlot::released, this, [&] { said << QStringLiteral("release"); });
    shown.plot.setPosition(0.9);
    QVERIFY(said.isEmpty());
    const double pixel = 1 / (shown.plot.positionOf(1, 0).x() - shown.plot.positionOf(0, 0).x());
    QTest::mousePress(shown.surface(), Qt::LeftButton, {}, shown.at(0.25));
    QVERIFY(std::abs(shown.plot.position() - 0.25) <= pixel);
    QTest::mouseMove(shown.surface(), shown.at(0.7));
    QVERIFY(std::abs(shown.plot.position() - 0.7) <= pixel);
    QTest::mouseMove(shown.surface(), {5000, 100});
    QCOMPARE(shown.plot.position(), 1.0); // never beyond the slider
    QTest::mouseRelease(shown.surface(), Qt::LeftButton, {}, {5000, 100});
    QCOMPARE(said, (QStringList{QStringLiteral("start"), QStringLiteral("drag"), QStringLiteral("drag"),
                                QStringLiteral("drag"), QStringLiteral("release")}));
    QTest::mouseMove(shown.surface(), shown.at(0.3));
    QCOMPARE(shown.plot.position(), 1.0);
}

void TstSliderCurve::escapeTakesTheDragBack()
{
    Shown shown;
    QSignalSpy reverted(&shown.plot, &SliderCurvePlot::reverted);
    QSignalSpy released(&shown.plot, &SliderCurvePlot::released);
    shown.plot.setPosition(0.9);
    QTest::mousePress(shown.surface(), Qt::LeftButton, {}, shown.at(0.25));
    QTest::keyClick(&shown.plot, Qt::Key_Escape);
    QCOMPARE(shown.plot.position(), 0.9);
    QCOMPARE(reverted.size(), 1);
    QTest::mouseMove(shown.surface(), shown.at(0.5));
    QTest::mouseRelease(shown.surface(), Qt::LeftButton, {}, shown.at(0.5));
    QCOMPARE(shown.plot.position(), 0.9);
    QCOMPARE(released.size(), 0);
    QTest::keyClick(&shown.plot, Qt::Key_Escape); // nothing left to take back
    QCOMPARE(reverted.size(), 1);
}

void TstSliderCurve::keysMoveByAHundredth()
{
    Shown shown;
    QSignalSpy released(&shown.plot, &SliderCurvePlot::released);
    QSignalSpy started(&shown.plot, &SliderCurvePlot::dragStarted);
    shown.plot.setPosition(0.5);
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    QVERIFY(std::abs(shown.plot.position() - 0.51) < 1e-12);
    QCOMPARE(released.size(), 1);
    QCOMPARE(released[0][0].toDouble(), shown.plot.position());
    QCOMPARE(started.size(), 0);
    shown.plot.setPosition(0);
    QTest::keyClick(&shown.plot, Qt::Key_Left);
    QCOMPARE(shown.plot.position(), 0.0);
    // The window's shortcuts on these keys stay out of it.
    QKeyEvent ours(QEvent::ShortcutOverride, Qt::Key_Left, {});
    ours.ignore();
    QCoreApplication::sendEvent(&shown.plot, &ours);
    QVERIFY(ours.isAccepted());
    QKeyEvent theirs(QEvent::ShortcutOverride, Qt::Key_Escape, {});
    theirs.ignore();
    QCoreApplication::sendEvent(&shown.plot, &theirs);
    QVERIFY(!theirs.isAccepted());
}

void TstSliderCurve::wheelZoomsAroundTheMouse()
{
    Shown shown;
    const double before = shown.plot.positionOf(0.4, 0).x();
    shown.turn(0.4, 3);
    const double size = shown.plot.shown().hi - shown.plot.shown().lo;
    QVERIFY(std::abs(size - std::pow(1.25, -3)) < 1e-9);
    // One pixel of the event's position, and the left margin may be another with other labels.
    QVERIFY(std::abs(shown.plot.positionOf(0.4, 0).x() - before) < 12);
    for (int i = 0; i < 40; ++i)
        shown.turn((shown.plot.shown().lo + shown.plot.shown().hi) / 2, 20);
    QVERIFY(shown.plot.shown().hi - shown.plot.shown().lo >= 1e-6 * 0.999);
    for (int i = 0; i < 40; ++i)
        shown.turn((shown.plot.shown().lo + shown.plot.shown().hi) / 2, -20);
    QCOMPARE(shown.plot.shown().lo, 0.0);
    QCOMPARE(shown.plot.shown().hi, 1.0);
}

void TstSliderCurve::doubleClickShowsAllAndTakesItsClickBack()
{
    Shown shown;
    shown.plot.setPosition(0.5);
    shown.turn(0.5, 4);
    QSignalSpy released(&shown.plot, &SliderCurvePlot::released);
    const QPoint at = shown.at(0.45);
    QTest::mouseClick(shown.surface(), Qt::LeftButton, {}, at);
    QVERIFY(shown.plot.position() < 0.48);
    QTest::mouseDClick(shown.surface(), Qt::LeftButton, {}, at);
    QCOMPARE(shown.plot.shown().lo, 0.0);
    QCOMPARE(shown.plot.shown().hi, 1.0);
    QVERIFY(!released.isEmpty());
    QCOMPARE(released.last()[0].toDouble(), shown.plot.position());
}

void TstSliderCurve::cutOutOfSightIsFollowed()
{
    Shown shown;
    shown.turn(0.2, 8);
    const double size = shown.plot.shown().hi - shown.plot.shown().lo;
    shown.plot.setPosition(0.9);
    QVERIFY(std::abs(shown.plot.shown().hi - 0.9) < 1e-12);
    QVERIFY(std::abs(shown.plot.shown().hi - shown.plot.shown().lo - size) < 1e-12);
    shown.plot.setPosition(0.01);
    QVERIFY(std::abs(shown.plot.shown().lo - 0.01) < 1e-12);
}

void TstSliderCurve::labelsNeitherOverlapNorClip()
{
    QRandomGenerator random(11);
    for (const QSize size : {QSize(200, 140), QSize(420, 260), QSize(900, 200)}) {
        SliderCurvePlot plot;
        plot.resize(size);
        plot.setAxes(QStringLiteral("threshold"), QStringLiteral("Dice"), 0, 1);
        std::vector<SliderCurve> curves;
        for (int i = 0; i < 7; ++i)
            curves.push_back(
                {QStringLiteral("a group with a long name %1").arg(i), {}, {0, 0.5}, {0.1 * i, 0.5}});
        plot.setCurves(std::move(curves)); // all of them end at the same place
        plot.show();
        QVERIFY(!plot.grab().isNull());
        std::size_t most = 0;
        for (int round = 0; round < 40; ++round) {
            const double a = random.generateDouble(), b = random.generateDouble();
            plot.setPlateaus(SliderSpan{a, a + 0.02}, SliderSpan{b, b + 0.3});
            plot.setReference(random.generateDouble());
            plot.setPosition(a);
            const auto rects = plot.labelRects();
            most = std::max(most, rects.size());
            for (std::size_t i = 0; i < rects.size(); ++i) {
                QVERIFY2(QRectF(plot.rect()).adjusted(-0.01, -0.01, 0.01, 0.01).contains(rects[i]),
                         qPrintable(QStringLiteral("label %1 of %2 px").arg(i).arg(size.width())));
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY(!rects[i].adjusted(0.01, 0.01, -0.01, -0.01).intersects(rects[k]));
            }
        }
        QVERIFY(most >= 9); // three above the plot, and the names
        plot.setReference({});
        plot.setPlateaus(SliderSpan{0.2, 0.4}, SliderSpan{0.2, 0.4});
        const auto one = plot.labelRects();
        plot.setPlateaus({}, {});
        QCOMPARE(one.size(), plot.labelRects().size() + 1); // "best, here" is one label
    }
}

void TstSliderCurve::valuesFitWhatIsShown()
{
    Shown shown;
    // 0.2 to 0.8 fills the height but for some room.
    const auto share = [&](double y) {
        const QRectF area(0, shown.plot.positionOf(0, 0.8).y(), 1, 1);
        return (shown.plot.positionOf(0, y).y() - area.top()) /
               (shown.plot.positionOf(0, 0.2).y() - area.top());
    };
    QVERIFY(std::abs(share(0.5) - 0.5) < 1e-6);
    const double height = shown.plot.positionOf(0, 0.2).y() - shown.plot.positionOf(0, 0.8).y();
    QVERIFY(height > 150);
    // A band beyond the curve is in sight, too.
    shown.plot.setBand(0, {{0, 1}, {-1, -1}, {1, 1}});
    shown.laidOut();
    QVERIFY(shown.plot.positionOf(0, -1).y() < shown.plot.height() - 10);
    QVERIFY(shown.plot.positionOf(0, 1).y() > 10);
    QVERIFY(shown.plot.positionOf(0, 0.2).y() - shown.plot.positionOf(0, 0.8).y() < height / 2);
    // New curves have no band yet.
    shown.plot.setCurves({{{}, {}, {0, 0.3}, {0.2, 0.8}}});
    shown.laidOut();
    QVERIFY(shown.plot.positionOf(0, 0.2).y() - shown.plot.positionOf(0, 0.8).y() > 150);
}

void TstSliderCurve::millionStepsAreQuick()
{
    Steps steps = randomSteps(1'000'000, 9);
    for (double& x : steps.x)
        x /= steps.x.back();
    SliderCurvePlot plot;
    plot.resize(900, 300);
    plot.setAxes(QStringLiteral("threshold"), QStringLiteral("F1"), 0, 1);
    plot.setCurves({{QStringLiteral("all"), {}, steps.x, steps.y}});
    plot.show();
    QVERIFY(!plot.grab().isNull());
    // Time of the processor: the machine may have other things to do.
    const auto median = [](const std::function<void(int)>& event) {
        std::vector<double> times;
        for (int i = 0; i < 41; ++i) {
            const std::clock_t before = std::clock();
            event(i);
            times.push_back(1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
        }
        std::ranges::nth_element(times, times.begin() + 20);
        return times[20];
    };
    // A move of the cut repaints the marks only; the curve comes from its picture.
    const double moving = median([&](int i) {
        plot.setPosition(i / 41.0);
        QVERIFY(!plot.grab().isNull());
    });
    QWidget* surface = plot.childAt(450, 150);
    const double zooming = median([&](int i) {
        const QPointF where(450, 150);
        QWheelEvent event(where, surface->mapToGlobal(where), {}, {0, i % 10 < 5 ? 120 : -120}, {}, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface, &event);
        QCoreApplication::processEvents(); // the replot is queued
        QVERIFY(!plot.grab().isNull());
    });
    qInfo("a million steps: %.1f ms a move of the cut, %.1f ms a notch of the wheel", moving, zooming);
    QVERIFY2(moving < 16, qPrintable(QString::number(moving)));
    QVERIFY2(zooming < 32, qPrintable(QString::number(zooming))); // 16 on a machine of its own
}

void TstSliderCurve::emptyAndTheme()
{
    SliderCurvePlot plot;
    plot.resize(300, 200);
    plot.setEmptyText(QStringLiteral("Choose a class"));
    plot.show();
    QVERIFY(!plot.grab().isNull());
    QSignalSpy started(&plot, &SliderCurvePlot::dragStarted);
    QWidget* surface = plot.childAt(150, 100);
    QTest::mouseClick(surface, Qt::LeftButton, {}, {150, 100});
    QTest::keyClick(&plot, Qt::Key_Right);
    QCOMPARE(started.size(), 0);
    QVERIFY(plot.labelRects().empty());
    plot.setCurves({{{}, {}, {0}, {kNaN}}}); // nothing but a gap
    QVERIFY(!plot.grab().isNull());
    plot.setCurves({{{}, {}, {0}, {0.5}}}); // flat
    QVERIFY(!plot.grab().isNull());
    const QImage light = plot.grab().toImage();
    theme::Theme::instance().apply();
    theme::Theme::instance().setMode(theme::Mode::Dark);
    QVERIFY(plot.grab().toImage() != light);
    theme::Theme::instance().setMode(theme::Mode::Light);
    plot.setCurves({});
    QVERIFY(!plot.grab().isNull());
}

BADCASE_REGISTER_TEST(TstSliderCurve)
#include "tst_slider_curve.moc"
