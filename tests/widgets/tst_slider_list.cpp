// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/slider_row_painter.h"
#include "widgets/panels/slider_rows.h"
#include "widgets/theme/theme.h"

#include <QScrollBar>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <utility>

using namespace badcase;
using namespace badcase::panels;
using Order = SliderList::Order;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

SliderRow row(int id, const QString& name, double value = 0)
{
    SliderRow made;
    made.id = id;
    made.name = name;
    made.lo = -2;
    made.hi = 2;
    made.value = value;
    return made;
}

/// A list on screen, with what it said.
class Shown {
public:
    explicit Shown(std::vector<SliderRow> rows, QSize size = {420, 300})
    {
        list.resize(size);
        list.setRows(std::move(rows));
        QObject::connect(&list, &SliderList::currentChanged, [this](int id) { say("current", id); });
        QObject::connect(&list, &SliderList::dragStarted, [this](int id) { say("start", id); });
        QObject::connect(&list, &SliderList::dragged, [this](int id) { say("drag", id); });
        QObject::connect(&list, &SliderList::released, [this](int id) { say("release", id); });
        QObject::connect(&list, &SliderList::reverted, [this](int id) { say("revert", id); });
        list.show();
        QVERIFY(!list.grab().isNull());
    }
    void say(const char* what, int id) { said << QStringLiteral("%1 %2").arg(QLatin1String(what)).arg(id); }
    QStringList taken() { return std::exchange(said, {}); }
    double value(int id) const
    {
        for (const SliderRow& candidate : list.rows())
            if (candidate.id == id)
                return candidate.value;
        return kNaN;
    }
    QPoint at(int id, double share) const
    {
        const QRect track = list.trackRect(id);
        return {track.left() + qRound(share * (track.width() - 1)), track.center().y()};
    }
    void press(QPoint at) { QTest::mousePress(list.viewport(), Qt::LeftButton, {}, at); }
    void move(QPoint at) { QTest::mouseMove(list.viewport(), at); }
    void release(QPoint at) { QTest::mouseRelease(list.viewport(), Qt::LeftButton, {}, at); }
    /// Ids from the top down.
    std::vector<int> order() const
    {
        std::vector<std::pair<int, int>> tops;
        for (const SliderRow& candidate : list.rows())
            if (const QRect box = list.visualRect(candidate.id); !box.isEmpty())
                tops.emplace_back(box.top(), candidate.id);
        std::ranges::sort(tops);
        std::vector<int> ids;
        for (const auto& [top, id] : tops)
            ids.push_back(id);
        return ids;
    }

    SliderList list;
    QStringList said;
};

std::vector<SliderRow> threeRows()
{
    auto rows = std::vector{row(7, QStringLiteral("shirt")), row(3, QStringLiteral("belt"), 0.5),
                            row(5, QStringLiteral("dress"), -1)};
    rows[0].group = QStringLiteral("tops");
    rows[0].support = 30;
    rows[1].support = 9;
    rows[2].support = 400;
    rows[0].gain = 0.012;
    rows[2].gain = 0.2;
    return rows;
}

} // namespace

class TstSliderList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void texts();
    void dragMovesOneValue();
    void knobIsHeldWhereItIsTaken();
    void dragStopsAtNeutral();
    void escapeTakesTheDragBack();
    void keys();
    void windowKeysStayOut();
    void doubleClickGoesToNeutral();
    void filterKeepsValues();
    void orders();
    void draggingNeverMovesRows();
    void gainsComeLater();
    void rowsAreReplacedDuringADrag();
    void currentAndScrolling();
    void columnsFit();
    void captionsStayAbove();
    void saysWhatIsCurrent();
    void thousandRowsPaintQuickly();
};

void TstSliderList::texts()
{
    SliderRow one = row(1, QStringLiteral("a"));
    QCOMPARE(valueText(one, 0.123), QStringLiteral("+0.12"));
    QCOMPARE(valueText(one, -0.05), QStringLiteral("\u22120.05"));
    QCOMPARE(valueText(one, -0.001), QStringLiteral("0.00")); // no sign where nothing is seen of it
    one.sign = false;
    one.decimals = 0;
    QCOMPARE(valueText(one, 250), QStringLiteral("250"));
    QCOMPARE(gainText(0.0123), QStringLiteral("+0.012"));
    QCOMPARE(gainText(0.0004), QStringLiteral("\u2014"));
    QCOMPARE(gainText(kNaN), QStringLiteral("\u2014"));
    one.decimals = 1;
    QCOMPARE(roundedValue(one, 0.26), 0.3);
    QCOMPARE(roundedValue(one, 17), 2.0);
}

void TstSliderList::dragMovesOneValue()
{
    Shown shown(threeRows());
    shown.press(shown.at(7, 0.75));
    QCOMPARE(shown.taken(),
             (QStringList{QStringLiteral("current 7"), QStringLiteral("start 7"), QStringLiteral("drag 7")}));
    QVERIFY(std::abs(shown.value(7) - 1) < 0.05);
    shown.move(shown.at(7, 0.9) + QPoint(0, 200)); // the mouse may leave the row
    QVERIFY(std::abs(shown.value(7) - 1.6) < 0.05);
    // What is shown is what is so.
    QCOMPARE(shown.value(7), std::round(shown.value(7) * 100) / 100);
    shown.move(shown.at(7, 0.9) + QPoint(0, 100));
    shown.move(QPoint(5000, 0));
    QCOMPARE(shown.value(7), 2.0);
    shown.release(QPoint(5000, 0));
    QCOMPARE(shown.taken(),
             (QStringList{QStringLiteral("drag 7"), QStringLiteral("drag 7"), QStringLiteral("release 7")}));
    QCOMPARE(shown.value(3), 0.5);
    QCOMPARE(shown.value(5), -1.0);
    // A click on a name makes the row current and moves nothing.
    QTest::mouseClick(shown.list.viewport(), Qt::LeftButton, {},
                      QPoint(20, shown.list.visualRect(5).center().y()));
    QCOMPARE(shown.taken(), (QStringList{QStringLiteral("current 5")}));
    QCOMPARE(shown.value(5), -1.0);
    shown.list.setValue(5, 1);
    QCOMPARE(shown.value(5), 1.0);
    QVERIFY(shown.taken().isEmpty());
}

void TstSliderList::knobIsHeldWhereItIsTaken()
{
    Shown shown(threeRows());
    const QPoint knob = shown.at(3, 0.625); // where 0.5 is
    shown.press(knob + QPoint(4, 0));
    QCOMPARE(shown.value(3), 0.5); // no jump
    shown.move(knob + QPoint(14, 0));
    const double scale = 4.0 / (shown.list.trackRect(3).width() - 1);
    QVERIFY(std::abs(shown.value(3) - 0.5 - 10 * scale) < 0.02 + scale / 2);
    shown.release(knob + QPoint(14, 0));
}

void TstSliderList::dragStopsAtNeutral()
{
    auto rows = threeRows();
    rows[0].neutral = 0.123;
    Shown shown(rows);
    const double share = (0.123 + 2) / 4;
    shown.press(shown.at(7, 0.9));
    shown.move(shown.at(7, share) + QPoint(1, 0));
    QCOMPARE(shown.value(7), 0.123);
    shown.move(shown.at(7, share) + QPoint(6, 0));
    QVERIFY(shown.value(7) != 0.123);
    shown.release(shown.at(7, share));
}

void TstSliderList::escapeTakesTheDragBack()
{
    Shown shown(threeRows());
    shown.press(shown.at(3, 0.1));
    QTest::keyClick(&shown.list, Qt::Key_Left); // one hand at a time
    QTest::keyClick(&shown.list, Qt::Key_Escape);
    QCOMPARE(shown.value(3), 0.5);
    shown.move(shown.at(3, 0.9));
    shown.release(shown.at(3, 0.9));
    QCOMPARE(shown.value(3), 0.5);
    QCOMPARE(shown.taken(), (QStringList{QStringLiteral("current 3"), QStringLiteral("start 3"),
                                         QStringLiteral("drag 3"), QStringLiteral("revert 3")}));
}

void TstSliderList::keys()
{
    Shown shown(threeRows());
    shown.list.setCurrent(7);
    QVERIFY(shown.taken().isEmpty());
    QTest::keyClick(&shown.list, Qt::Key_Right);
    QVERIFY(std::abs(shown.value(7) - 0.04) < 1e-12);
    QTest::keyClick(&shown.list, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(std::abs(shown.value(7) - 0.44) < 1e-12);
    QTest::keyClick(&shown.list, Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(std::abs(shown.value(7) - 0.436) < 1e-12);
    QCOMPARE(shown.taken(), QStringList(3, QStringLiteral("release 7")));
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(&shown.list, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(shown.value(7), 2.0);
    QTest::keyClick(&shown.list, Qt::Key_Delete);
    QCOMPARE(shown.value(7), 0.0);
    shown.taken();
    // There and back again is neutral, not nearly so.
    for (const int key :
         {Qt::Key_Right, Qt::Key_Right, Qt::Key_Right, Qt::Key_Left, Qt::Key_Left, Qt::Key_Left})
        QTest::keyClick(&shown.list, static_cast<Qt::Key>(key));
    QCOMPARE(shown.value(7), 0.0);
    shown.taken();
    for (const int key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_End, Qt::Key_PageUp})
        QTest::keyClick(&shown.list, static_cast<Qt::Key>(key));
    QCOMPARE(shown.taken(), (QStringList{QStringLiteral("current 3"), QStringLiteral("current 5"),
                                         QStringLiteral("current 7")}));
    QTest::keyClick(&shown.list, Qt::Key_Escape);
    QVERIFY(shown.taken().isEmpty());
}

void TstSliderList::windowKeysStayOut()
{
    Shown shown(threeRows());
    const auto wanted = [&](int key) {
        QKeyEvent event(QEvent::ShortcutOverride, key, {});
        event.ignore();
        QCoreApplication::sendEvent(&shown.list, &event);
        return event.isAccepted();
    };
    for (const int key :
         {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Delete, Qt::Key_Home})
        QVERIFY(wanted(key));
    QVERIFY(!wanted(Qt::Key_Escape));
    QVERIFY(!wanted(Qt::Key_N));
    shown.press(shown.at(3, 0.1));
    QVERIFY(wanted(Qt::Key_Escape));
    shown.release(shown.at(3, 0.1));
    shown.list.setFilterText(QStringLiteral("nobody"));
    QVERIFY(!wanted(Qt::Key_Left));
}

void TstSliderList::doubleClickGoesToNeutral()
{
    auto rows = threeRows();
    rows[1].neutral = 0.25;
    Shown shown(rows);
    QTest::mouseDClick(shown.list.viewport(), Qt::LeftButton, {}, shown.at(3, 0.9));
    QCOMPARE(shown.value(3), 0.25);
    QVERIFY(shown.taken().last() == QStringLiteral("release 3"));
}

void TstSliderList::filterKeepsValues()
{
    Shown shown(threeRows());
    shown.list.setCurrent(3);
    shown.list.setFilterText(QStringLiteral(" SHI "));
    QCOMPARE(shown.order(), (std::vector{7}));
    QVERIFY(shown.list.visualRect(3).isEmpty() && shown.list.trackRect(3).isEmpty());
    QCOMPARE(shown.list.rows().size(), std::size_t(3));
    QCOMPARE(shown.value(3), 0.5);
    QCOMPARE(shown.list.current(), 3);
    shown.list.setValue(3, 0.75);                // also what is out of sight
    QTest::keyClick(&shown.list, Qt::Key_Right); // but not by key
    QCOMPARE(shown.value(3), 0.75);
    QTest::keyClick(&shown.list, Qt::Key_Down);
    QCOMPARE(shown.list.current(), 7);
    shown.list.setFilterText(QStringLiteral("tops")); // the group
    QCOMPARE(shown.order(), (std::vector{7}));
    shown.list.setFilterText({});
    QCOMPARE(shown.order(), (std::vector{7, 3, 5}));
    QCOMPARE(shown.value(3), 0.75);
    QCOMPARE(shown.value(5), -1.0);
}

void TstSliderList::orders()
{
    auto rows = threeRows();
    rows.push_back(row(9, QStringLiteral("class 10")));
    rows.push_back(row(8, QStringLiteral("class 9")));
    Shown shown(rows);
    QCOMPARE(shown.order(), (std::vector{7, 3, 5, 9, 8}));
    shown.list.setOrder(Order::Name);
    QCOMPARE(shown.order(), (std::vector{3, 8, 9, 5, 7}));
    shown.list.setOrder(Order::Support);
    QCOMPARE(shown.order(), (std::vector{5, 7, 3, 9, 8}));
    shown.list.setOrder(Order::Gain); // what is not known comes last
    QCOMPARE(shown.order(), (std::vector{5, 7, 3, 9, 8}));
    shown.list.setOrder(Order::Moved);
    QCOMPARE(shown.order(), (std::vector{5, 3, 7, 9, 8}));
    shown.list.setOrder(Order::Given);
    QCOMPARE(shown.order(), (std::vector{7, 3, 5, 9, 8}));
}

void TstSliderList::draggingNeverMovesRows()
{
    Shown shown(threeRows());
    shown.list.setOrder(Order::Moved);
    QCOMPARE(shown.order(), (std::vector{5, 3, 7}));
    shown.press(shown.at(7, 0.95));
    shown.list.setGains({{3, 0.5}});
    QCOMPARE(shown.order(), (std::vector{5, 3, 7}));
    shown.release(shown.at(7, 0.95));
    QCOMPARE(shown.order(), (std::vector{5, 3, 7}));
    QTest::keyClick(&shown.list, Qt::Key_Right);
    QCOMPARE(shown.order(), (std::vector{5, 3, 7}));
    shown.list.clearFocus();
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(shown.list.viewport(), &leave);
    QCOMPARE(shown.order(), (std::vector{7, 5, 3}));
}

void TstSliderList::gainsComeLater()
{
    Shown shown(threeRows());
    shown.list.clearFocus();
    shown.list.setOrder(Order::Gain);
    shown.list.setGains({{3, 0.9}, {7, kNaN}, {1234, 1}});
    QCOMPARE(shown.order(), (std::vector{3, 5, 7}));
    QVERIFY(std::isnan(shown.list.rows()[0].gain));
    QCOMPARE(shown.list.rows()[1].gain, 0.9);
    // Under way, nothing moves.
    shown.press(shown.at(5, 0.2));
    shown.list.setGains({{7, 2}});
    QCOMPARE(shown.order(), (std::vector{3, 5, 7}));
    shown.release(shown.at(5, 0.2));
}

void TstSliderList::rowsAreReplacedDuringADrag()
{
    Shown shown(threeRows());
    shown.press(shown.at(5, 0.2));
    shown.list.setRows({row(5, QStringLiteral("dress")), row(6, QStringLiteral("hat"))});
    shown.move(shown.at(5, 0.9)); // the same row goes on
    QVERIFY(shown.value(5) > 1);
    shown.taken();
    shown.list.setRows({row(6, QStringLiteral("hat"))});
    shown.move(shown.at(6, 0.9));
    shown.release(shown.at(6, 0.9));
    QVERIFY(shown.taken().isEmpty());
    QCOMPARE(shown.list.current(), -1);
    QCOMPARE(shown.value(6), 0.0);
}

void TstSliderList::currentAndScrolling()
{
    std::vector<SliderRow> rows;
    for (int i = 0; i < 200; ++i)
        rows.push_back(row(1000 + i, QStringLiteral("class %1").arg(i)));
    Shown shown(rows);
    shown.list.setCurrent(1150);
    QVERIFY(shown.list.viewport()->rect().contains(shown.list.visualRect(1150)));
    QCOMPARE(shown.list.visualRect(1150).height(), theme::kRowHeight);
    QVERIFY(shown.taken().isEmpty());
    QTest::keyClick(&shown.list, Qt::Key_End);
    QCOMPARE(shown.list.current(), 1199);
    QVERIFY(shown.list.viewport()->rect().contains(shown.list.visualRect(1199)));
    QTest::keyClick(&shown.list, Qt::Key_PageUp);
    QVERIFY(shown.list.current() < 1195 && shown.list.current() > 1180);
    shown.list.setOrder(Order::Name); // what was in sight stays so
    QVERIFY(shown.list.viewport()->rect().contains(shown.list.visualRect(shown.list.current())));
    shown.list.setCurrent(4711);
    QCOMPARE(shown.list.current(), -1);
    shown.list.verticalScrollBar()->setValue(50);
    QTest::keyClick(&shown.list, Qt::Key_Down);
    QCOMPARE(shown.list.current(), shown.order().front());
}

void TstSliderList::columnsFit()
{
    auto rows = threeRows();
    rows[0].name =
        QStringLiteral("a class with a name that nobody will ever read to its very end, not even on a wall");
    rows[0].color = Qt::red;
    const QFontMetrics names(theme::bodyFont());
    for (const int width : {260, 420, 440, 700, 1600}) {
        const SliderColumns columns = SliderColumns::of(rows, width, names, names);
        int right = 0;
        for (const SliderColumns::Part* part : {&columns.swatch, &columns.name, &columns.support,
                                                &columns.track, &columns.value, &columns.gain}) {
            if (part->width == 0)
                continue;
            QVERIFY(part->left > right);
            right = part->left + part->width;
        }
        QVERIFY(right <= width - theme::kUnit);
        QVERIFY(columns.track.width >= 32);
        QVERIFY(width < 420 || columns.track.width >= 96);
        QCOMPARE(columns.support.width > 0, width >= 440);
        QVERIFY(columns.value.width >= names.horizontalAdvance(QStringLiteral("+2.00")));
    }
}

void TstSliderList::captionsStayAbove()
{
    Shown shown(threeRows());
    const int top = shown.list.viewport()->mapTo(&shown.list, shown.list.visualRect(7).topLeft()).y();
    QCOMPARE(top, 0);
    shown.list.setCaptions(QStringLiteral("class"), QStringLiteral("offset"), QStringLiteral("gain"));
    QVERIFY(!shown.list.grab().isNull());
    QCOMPARE(shown.list.viewport()->mapTo(&shown.list, shown.list.visualRect(7).topLeft()).y(),
             theme::kControlHeight);
    shown.press(shown.at(3, 0.9)); // rows are where they look to be
    QCOMPARE(shown.list.current(), 3);
    shown.release(shown.at(3, 0.9));
    shown.list.setCaptions({}, {}, {});
    QCOMPARE(shown.list.viewport()->y(), 0);
}

void TstSliderList::saysWhatIsCurrent()
{
    Shown shown(threeRows());
    shown.list.setCurrent(3);
    QCOMPARE(shown.list.accessibleDescription(), QStringLiteral("belt: +0.50"));
    shown.list.setCurrent(7);
    QCOMPARE(shown.list.accessibleDescription(), QStringLiteral("shirt: 0.00, could gain +0.012"));
    QTest::keyClick(&shown.list, Qt::Key_Right);
    QVERIFY(shown.list.accessibleDescription().startsWith(QStringLiteral("shirt: +0.04")));
    QVERIFY(!shown.list.accessibleName().isEmpty());
    const QString tip = SliderRowPainter::toolTipOf(shown.list.rows()[0]);
    QVERIFY(tip.contains(QStringLiteral("tops / shirt")) && tip.contains(QStringLiteral("+0.012")));
}

void TstSliderList::thousandRowsPaintQuickly()
{
    std::vector<SliderRow> rows;
    for (int i = 0; i < 1000; ++i)
        rows.push_back(row(i, QStringLiteral("class %1 of a thousand").arg(i)));
    Shown shown(rows, {420, 600});
    std::vector<double> times;
    for (int i = 0; i < 21; ++i) {
        const std::clock_t before = std::clock();
        shown.list.setValue(i % 20, i * 0.05);
        QVERIFY(!shown.list.grab().isNull());
        times.push_back(1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    }
    std::ranges::nth_element(times, times.begin() + 10);
    QVERIFY2(times[10] < 16, qPrintable(QString::number(times[10])));
}

BADCASE_REGISTER_TEST(TstSliderList)
#include "tst_slider_list.moc"
