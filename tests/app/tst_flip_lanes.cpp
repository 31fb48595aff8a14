// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/flip_lane.h"
#include "app/window/flip_lanes.h"
#include "tests/app/window_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/models/sample_grid.h"

#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::window;
using models::Decision;
using theme::Role;
using window::test::WindowFixture;

namespace {

/// Lanes beside an open project of classes. Sample i is labelled i % 4.
class Lanes {
public:
    Lanes()
    {
        fixture.open();
        lanes.resize(600, 560);
        lanes.show();
        QVERIFY(QTest::qWaitForWindowExposed(&lanes));
    }
    Workbench& bench() { return fixture.window->bench(); }
    SampleId sample(int i)
    {
        const auto connection = fixture.window->bench().session.project()->connect();
        return **storage::SampleRepository(**connection)
                     .find(QStringLiteral("s%1").arg(i, 2, 10, QLatin1Char('0')));
    }
    LaneEntry entry(int i, ClassIndex before, ClassIndex after) { return {sample(i), before, after}; }
    std::vector<Lane> three()
    {
        return {
            {QStringLiteral("Gained"), Role::Good, QStringLiteral("plus"), {entry(0, 1, 0), entry(3, 0, 3)}},
            {QStringLiteral("Lost"), Role::Bad, QStringLiteral("minus"), {entry(1, 1, 2)}},
            {QStringLiteral("Changed"), Role::Text, {}, {entry(6, 3, 0)}}};
    }
    FlipLane& lane(int i) { return *lanes.findChildren<FlipLane*>().at(i); }
    const models::SampleCard* card(int i, int row) { return lane(i).model().card(row); }
    QWidget* viewport(int i) { return lane(i).grid()->viewport(); }
    QPoint at(int i, int row) { return lane(i).grid()->visualRect(row).center(); }

    WindowFixture fixture{Task::Classification};
    FlipLanes lanes{fixture.window->bench().context};
};

} // namespace

/// The lanes of the Tune page on a project of twelve pictures.
class TstFlipLanes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        theme::Theme::instance().apply();
    }
    void init()
    {
        badcase::test::failOnWarnings();
        QSettings().clear();
    }
    void wordsOfCards();
    void cardsTellTheNewDecision();
    void picturesArrive();
    void burstShowsTheLastAndNoMore();
    void sameSamplesKeepTheirCards();
    void clickIsCurrentOnEveryPage();
    void clickOnAHiddenSampleSelectsItsLane();
    void leavingSampleTakesNobodyAlong();
    void keysStayInTheLane();
    void changesOfLabelsAreShown();
    void emptyAndClosed();

private:
    QTemporaryDir m_settings;
};

void TstFlipLanes::wordsOfCards()
{
    const auto tops =
        Schema::create(Task::Classification, {{QStringLiteral("shirt"), QStringLiteral("tops"), {}},
                                              {QStringLiteral("belt"), QStringLiteral("rest"), {}}});
    QVERIFY_RESULT(tops);
    models::SampleCard stored;
    stored.label = 1;
    stored.labelText = QStringLiteral("belt");
    stored.confidence = 0.7f;
    stored.missed = QStringLiteral("belt");
    const auto card = flippedCard(stored, {SampleId(1), 0, 1}, Role::Text, *tops);
    QCOMPARE(card.predictedText, QStringLiteral("shirt \u2192 belt"));
    QCOMPARE(card.predictedDetail, QStringLiteral("tops / shirt \u2192 rest / belt"));
    QCOMPARE(card.predictedBrief, QStringLiteral("\u2192 belt"));
    QCOMPARE(card.predicted, 1);
    QCOMPARE(card.decision, Decision::Right);
    QCOMPARE(card.labelText, stored.labelText);
    QVERIFY(std::isnan(card.confidence) && card.missed.isEmpty()); // those of the stored decision
    QCOMPARE(flippedCard(stored, {SampleId(1), 1, 0}, Role::Text, *tops).decision, Decision::Wrong);
    QCOMPARE(flippedCard(stored, {SampleId(1), 0, 1}, Role::Bad, *tops).decision, Decision::Wrong);
    QCOMPARE(flippedCard(stored, {SampleId(1), kNoClass, 1}, Role::Text, *tops).predictedText,
             QStringLiteral("none \u2192 belt"));
    const auto mask = flippedCard(stored, {SampleId(1), kNoClass, kNoClass, QStringLiteral("0.4 \u2192 0.5")},
                                  Role::Good, *tops);
    QCOMPARE(mask.predictedText, QStringLiteral("0.4 \u2192 0.5"));
    QCOMPARE(mask.decision, Decision::Right);
    QVERIFY(mask.predictedDetail.isEmpty() && mask.predictedBrief.isEmpty());
}

void TstFlipLanes::cardsTellTheNewDecision()
{
    Lanes shown;
    shown.lanes.setLanes(shown.three());
    // What a lane says is there before anything was read: its cards never come and go.
    QVERIFY(shown.card(0, 1) && shown.card(1, 0) && shown.card(2, 0));
    QCOMPARE(shown.card(0, 1)->predictedText, QStringLiteral("c0 \u2192 c3"));
    for (int lane = 0; lane < 3; ++lane)
        QTRY_VERIFY(!shown.card(lane, 0)->name.isEmpty());
    QCOMPARE(shown.card(0, 0)->predictedText, QStringLiteral("c1 \u2192 c0"));
    QCOMPARE(shown.card(0, 0)->decision, Decision::Right);
    QCOMPARE(shown.card(0, 0)->labelText, QStringLiteral("c0")); // as the project has it
    QCOMPARE(shown.card(0, 0)->name, QStringLiteral("s00"));
    QCOMPARE(shown.card(0, 1)->predictedText, QStringLiteral("c0 \u2192 c3"));
    QCOMPARE(shown.card(1, 0)->decision, Decision::Wrong);
    QCOMPARE(shown.card(2, 0)->predictedText, QStringLiteral("c3 \u2192 c0"));
    QCOMPARE(shown.card(2, 0)->decision, Decision::Wrong); // labelled c2
    QCOMPARE(shown.lane(0).countText(), QStringLiteral("2"));
    QVERIFY(shown.lane(2).isVisible());
    // Fewer lanes: the others go.
    QTest::qWait(50);
    shown.lanes.setLanes({shown.three().front()});
    QVERIFY(shown.lane(0).isVisible());
    QVERIFY(!shown.lane(1).isVisible() && !shown.lane(2).isVisible());
}

void TstFlipLanes::picturesArrive()
{
    Lanes shown;
    shown.lanes.setLanes(shown.three());
    // Every lane asks the one loader: none may take or cancel what is another's.
    const auto isThere = [&](int lane, int row, int sample) {
        auto* grid = shown.lane(lane).grid();
        const QRect cell = grid->visualRect(row);
        const QPoint middle(cell.center().x(), cell.top() + 8 + grid->thumbSize() / 2);
        const QColor seen = grid->viewport()->grab().toImage().pixelColor(middle);
        const QColor expected = QColor::fromHsv(sample * 29 % 360, 150, 200);
        return std::abs(seen.red() - expected.red()) + std::abs(seen.green() - expected.green()) +
                   std::abs(seen.blue() - expected.blue()) <
               30;
    };
    QTRY_VERIFY(isThere(0, 0, 0));
    QTRY_VERIFY(isThere(0, 1, 3));
    QTRY_VERIFY(isThere(1, 0, 1));
    QTRY_VERIFY(isThere(2, 0, 6));
}

void TstFlipLanes::burstShowsTheLastAndNoMore()
{
    Lanes shown;
    shown.lanes.setLanes({{QStringLiteral("Gained"), Role::Good, {}, {shown.entry(11, 0, 3)}}});
    QCOMPARE(shown.lane(0).ids()->front(), shown.sample(11)); // nothing waits: at once
    QSignalSpy resets(&shown.lane(0).model(), &QAbstractItemModel::modelReset);
    for (int i = 0; i < 100; ++i)
        shown.lanes.setLanes({{QStringLiteral("Gained"),
                               Role::Good,
                               {},
                               {shown.entry(i % 10, 1, 0), shown.entry(11, 0, i % 4)}}});
    QVERIFY(resets.isEmpty());
    QTRY_COMPARE(shown.lane(0).ids()->front(), shown.sample(9));
    QCOMPARE(resets.size(), 1);
    QTRY_VERIFY(shown.card(0, 1) && shown.card(0, 1)->predictedText == QStringLiteral("c0 \u2192 c3"));
    QTest::qWait(150);
    QCOMPARE(resets.size(), 1); // and that was all

    // After a rest: the first at once, the last later.
    std::vector<std::vector<Lane>> all;
    for (int i = 0; i < 10; ++i)
        all.push_back({{QStringLiteral("Gained"), Role::Good, {}, {shown.entry(i, 1, 0)}}});
    QTest::qWait(50);
    resets.clear();
    const std::vector<Lane> last = all.back();
    for (std::vector<Lane>& lanes : all)
        shown.lanes.setLanes(std::move(lanes));
    QCOMPARE(resets.size(), 1);
    QTRY_COMPARE(resets.size(), 2);
    QCOMPARE(shown.lane(0).ids()->front(), last.front().entries.front().sample);
}

void TstFlipLanes::sameSamplesKeepTheirCards()
{
    Lanes shown;
    shown.lanes.setLanes({{QStringLiteral("Changed"), Role::Text, {}, {shown.entry(0, 1, 2)}}});
    QTRY_COMPARE(shown.card(0, 0)->name, QStringLiteral("s00"));
    QTest::qWait(50);
    QSignalSpy resets(&shown.lane(0).model(), &QAbstractItemModel::modelReset);
    shown.lanes.setLanes({{QStringLiteral("Changed"), Role::Text, {}, {shown.entry(0, 1, 3)}}});
    QCOMPARE(shown.card(0, 0)->name, QStringLiteral("s00")); // never a placeholder
    QTRY_COMPARE(shown.card(0, 0)->predictedText, QStringLiteral("c1 \u2192 c3"));
    QTest::qWait(50);
    shown.lanes.setLanes({{QStringLiteral("Gained"), Role::Good, {}, {shown.entry(0, 1, 3)}}});
    QTRY_COMPARE(shown.card(0, 0)->decision, Decision::Right);
    QCOMPARE(resets.size(), 0);
    // Other samples: those that were read before are at hand.
    QTest::qWait(50);
    shown.lanes.setLanes(
        {{QStringLiteral("Gained"), Role::Good, {}, {shown.entry(1, 0, 1), shown.entry(0, 1, 0)}}});
    QCOMPARE(shown.card(0, 1)->name, QStringLiteral("s00"));
    QCOMPARE(shown.card(0, 1)->labelText, QStringLiteral("c0"));
    QTRY_COMPARE(shown.card(0, 0)->name, QStringLiteral("s01"));
}

void TstFlipLanes::clickIsCurrentOnEveryPage()
{
    Lanes shown;
    QSignalSpy opened(&shown.lanes, &FlipLanes::opened);
    shown.lanes.setLanes(shown.three());
    QTest::mouseClick(shown.viewport(0), Qt::LeftButton, {}, shown.at(0, 1));
    QCOMPARE(shown.bench().selection.currentId(), shown.sample(3));
    QTRY_VERIFY(shown.bench().loader.view() && shown.bench().loader.view()->name == QStringLiteral("s03"));
    QCOMPARE(shown.lane(0).current(), shown.sample(3));
    QTest::mouseClick(shown.viewport(1), Qt::LeftButton, {}, shown.at(1, 0));
    QCOMPARE(shown.bench().selection.currentId(), shown.sample(1));
    QVERIFY(!shown.lane(0).current().isValid()); // one sample is current, not one a lane
    // Elsewhere, too: a sample that is in a lane is marked there.
    shown.bench().selection.select(6);
    QCOMPARE(shown.lane(2).current(), shown.sample(6));
    QVERIFY(!shown.lane(1).current().isValid());
    QCOMPARE(opened.size(), 0);
    QTest::mouseDClick(shown.viewport(1), Qt::LeftButton, {}, shown.at(1, 0));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<SampleId>(), shown.sample(1));
}

void TstFlipLanes::clickOnAHiddenSampleSelectsItsLane()
{
    Lanes shown;
    storage::SampleFilter filter;
    filter.splits = QStringList{QStringLiteral("test")}; // the even ones
    filter.badIou = 0.25;
    shown.bench().session.setFilter(filter);
    QTRY_COMPARE(shown.bench().samples.count(), 6);
    shown.lanes.setLanes(shown.three());
    QTest::mouseClick(shown.viewport(0), Qt::LeftButton, {},
                      shown.at(0, 0)); // s00 is in sight: nothing else changes
    QTest::qWait(50);
    QCOMPARE(shown.bench().samples.count(), 6);
    QTest::mouseClick(shown.viewport(0), Qt::LeftButton, {}, shown.at(0, 1)); // s03 is not
    QTRY_COMPARE(shown.bench().samples.count(), 2);
    QTRY_COMPARE(shown.bench().selection.currentId(), shown.sample(3));
    QCOMPARE(shown.bench().session.filter().badIou, 0.25);
    QCOMPARE(shown.lane(0).current(), shown.sample(3));
}

void TstFlipLanes::leavingSampleTakesNobodyAlong()
{
    Lanes shown;
    shown.lanes.setLanes(shown.three());
    QTest::mouseClick(shown.viewport(0), Qt::LeftButton, {}, shown.at(0, 1));
    QCOMPARE(shown.bench().selection.currentId(), shown.sample(3));
    QTest::qWait(50);
    auto lanes = shown.three();
    lanes[0].entries.pop_back();
    shown.lanes.setLanes(lanes);
    QCOMPARE(shown.bench().selection.currentId(), shown.sample(3));
    QVERIFY(!shown.lane(0).current().isValid());
    QTest::qWait(50);
    shown.lanes.setLanes(shown.three()); // it comes back, and is marked again
    QCOMPARE(shown.lane(0).current(), shown.sample(3));
}

void TstFlipLanes::keysStayInTheLane()
{
    Lanes shown;
    shown.lanes.setLanes(shown.three());
    QSignalSpy opened(&shown.lanes, &FlipLanes::opened);
    auto* grid = shown.lane(0).grid();
    QTest::mouseClick(shown.viewport(0), Qt::LeftButton, {}, shown.at(0, 0));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Right);
    QCOMPARE(shown.bench().selection.currentId(), shown.sample(3)); // not s01, the next of the selection
    QTest::keyClick(grid, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<SampleId>(), shown.sample(3));
    for (const auto& [key, ours] :
         {std::pair(Qt::Key_Left, true), std::pair(Qt::Key_Return, true), std::pair(Qt::Key_N, false)}) {
        QKeyEvent event(QEvent::ShortcutOverride, key, {});
        event.ignore();
        QCoreApplication::sendEvent(grid, &event);
        QCOMPARE(event.isAccepted(), ours);
    }
}

void TstFlipLanes::changesOfLabelsAreShown()
{
    Lanes shown;
    shown.lanes.setLanes(shown.three());
    QTRY_COMPARE(shown.card(2, 0)->labelText, QStringLiteral("c2"));
    shown.bench().session.relabel({shown.sample(6)}, LabelSet::single(0));
    QTRY_COMPARE(shown.card(2, 0)->labelText, QStringLiteral("c0"));
    QCOMPARE(shown.card(2, 0)->predictedText, QStringLiteral("c3 \u2192 c0"));
    QCOMPARE(shown.card(2, 0)->decision, Decision::Right); // of what it compares with now
    QVERIFY(shown.card(2, 0)->corrected);
}

void TstFlipLanes::emptyAndClosed()
{
    Lanes shown;
    const auto isSaid = [&](const QString& text) {
        for (const QLabel* label : shown.lanes.findChildren<QLabel*>())
            if (label->text() == text && label->isVisible())
                return true;
        return false;
    };
    shown.lanes.setEmptyText(QStringLiteral("Nothing changes"));
    QVERIFY(isSaid(QStringLiteral("Nothing changes")));
    shown.lanes.setLanes(shown.three());
    QVERIFY(!isSaid(QStringLiteral("Nothing changes")));
    QTest::qWait(50);
    auto none = shown.three();
    for (Lane& lane : none)
        lane.entries.clear();
    shown.lanes.setLanes(none);
    QVERIFY(isSaid(QStringLiteral("Nothing changes")));
    QTest::qWait(50);
    shown.lanes.setLanes(shown.three());
    shown.lanes.setLanes(shown.three()); // this one waits
    shown.bench().session.close();
    QVERIFY(isSaid(QStringLiteral("Nothing changes")));
    QTest::qWait(100);
    QVERIFY(isSaid(QStringLiteral("Nothing changes")));
    // Small and large: every lane can be seen, and thumbnails are never larger than there is room for.
    for (const QSize size : {QSize(300, 200), QSize(700, 480), QSize(900, 1000)}) {
        shown.lanes.resize(size);
        QVERIFY(!shown.lanes.grab().isNull());
    }
}

BADCASE_REGISTER_TEST(TstFlipLanes)
#include "tst_flip_lanes.moc"
