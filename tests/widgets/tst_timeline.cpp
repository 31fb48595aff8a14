// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/segment_edit.h"
#include "widgets/viewer/timeline.h"

#include <QApplication>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <cmath>

using namespace badcase;
using namespace badcase::viewer;

namespace {

Segments scenes()
{
    return {{0, 4, {0}}, {4, 10, {1}}, {12, 15, {2}}};
}

Schema tags()
{
    return *Schema::create(
        Task::MultiLabel,
        {{QStringLiteral("静态海报 poster")}, {QStringLiteral("drama")}, {QStringLiteral("screen")}});
}

TimelineContent sceneContent()
{
    TimelineContent content;
    content.duration = 20;
    content.truth = scenes();
    content.hasTruth = true;
    content.predicted = {{0, 5, {0}}, {5, 20, {2}}};
    content.hasPrediction = true;
    content.cuts = {4, 10.1};
    content.spans = {{QStringLiteral("ocr"), 2, 2, QStringLiteral("限时五折")},
                     {QStringLiteral("asr"), 1, 6, QStringLiteral("buy one, get one free")}};
    content.curve = TimelineCurve{1, true, {{0, 0.2}, {5, 0.9}}};
    return content;
}

struct Strip {
    Strip()
    {
        timeline.setSchema(tags());
        timeline.resize(900, 300);
        timeline.setContent(sceneContent());
        timeline.show();
    }
    QPoint at(double seconds, Lane::Kind kind) const
    {
        const QRect lane = timeline.lanes().lane(kind)->rect;
        return {static_cast<int>(std::lround(timeline.lanes().xOf(seconds))), lane.center().y()};
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&timeline, Qt::LeftButton, modifiers, from);
        for (const QPoint position : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, position, timeline.mapToGlobal(position), Qt::NoButton,
                             Qt::LeftButton, modifiers);
            QApplication::sendEvent(&timeline, &move);
        }
        QTest::mouseRelease(&timeline, Qt::LeftButton, modifiers, to);
    }
    Timeline timeline;
};

Segments lastEdit(const QSignalSpy& spy)
{
    return spy.isEmpty() ? Segments() : spy.last().at(0).value<std::vector<Segment>>();
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 0.05;
}

} // namespace

class TstTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::Theme::instance().apply(); }
    void init() { test::failOnWarnings(); }
    void edgesMoveWithTheirNeighbour();
    void movesStayBetweenNeighbours();
    void splitsMergesRemoves();
    void insertsOnlyIntoFreeGround();
    void editsNeverOverlapOrLeaveTheVideo();
    void snapsToTheNearest();
    void timeAndPlaceAreInverse();
    void zoomKeepsTheTimeUnderTheCursor();
    void writesTimes();
    void clickOnFilmSeeks();
    void dragOfAnEdgeIsOneWish();
    void controlMovesOneEdgeAlone();
    void escapeDropsADrag();
    void dragOnFreeGroundMakesASegment();
    void shiftDragMarksALoop();
    void readOnlyIsNotEdited();
    void showsLanesOnlyWhereThereIsSomething();
    void asksForStillsOfWhatIsInView();
};

void TstTimeline::edgesMoveWithTheirNeighbour()
{
    const Segments both = withEdgeMoved(scenes(), 0, Edge::End, 5, 20, true);
    QCOMPARE(both[0].end, 5.0);
    QCOMPARE(both[1].begin, 5.0);
    const Segments alone = withEdgeMoved(scenes(), 0, Edge::End, 3, 20, false);
    QCOMPARE(alone[0].end, 3.0);
    QCOMPARE(alone[1].begin, 4.0);
    // alone, it cannot be pushed into the neighbour
    QCOMPARE(withEdgeMoved(scenes(), 0, Edge::End, 6, 20, false)[0].end, 4.0);
    // together, the neighbour keeps a rest
    QCOMPARE(withEdgeMoved(scenes(), 0, Edge::End, 99, 20, true)[1].begin, 10 - kShortestSegment);
    QCOMPARE(withEdgeMoved(scenes(), 2, Edge::End, 99, 20, true)[2].end, 20.0);
    QCOMPARE(withEdgeMoved(scenes(), 7, Edge::End, 1, 20, true), scenes());
}

void TstTimeline::movesStayBetweenNeighbours()
{
    const Segments moved = withSegmentMoved(scenes(), 2, -5, 20);
    QCOMPARE(moved[2].begin, 10.0);
    QCOMPARE(moved[2].end, 13.0);
    QCOMPARE(withSegmentMoved(scenes(), 2, 50, 20)[2].end, 20.0);
    QCOMPARE(withSegmentMoved(scenes(), 1, 1, 20)[1], (Segment{5, 11, {1}}));
    QCOMPARE(withSegmentMoved(scenes(), 1, 1e9, 20)[1], (Segment{6, 12, {1}}));
}

void TstTimeline::splitsMergesRemoves()
{
    const Segments split = withSplit(scenes(), 7);
    QCOMPARE(split.size(), std::size_t(4));
    QCOMPARE(split[1], (Segment{4, 7, {1}}));
    QCOMPARE(split[2], (Segment{7, 10, {1}}));
    QCOMPARE(withSplit(scenes(), 11), scenes()); // nothing there
    QCOMPARE(withSplit(scenes(), 4.01), scenes());
    QCOMPARE(withMerged(split, 1), scenes());
    QCOMPARE(withMerged(scenes(), 0)[0], (Segment{0, 10, {0, 1}}));
    QCOMPARE(withMerged(scenes(), 2), scenes());
    QCOMPARE(withRemoved(scenes(), 1).size(), std::size_t(2));
    QCOMPARE(unionOfLabels(scenes()), LabelSet({0, 1, 2}));
}

void TstTimeline::insertsOnlyIntoFreeGround()
{
    std::optional<int> index;
    const Segments made = withInserted(scenes(), 10.5, 14, {1}, 20, &index);
    QCOMPARE(index, 2);
    QCOMPARE(made[2], (Segment{10.5, 12, {1}}));
    QCOMPARE(withInserted(scenes(), 5, 6, {1}, 20, &index), scenes());
    QVERIFY(!index);
    QCOMPARE(withInserted(scenes(), 18, 99, {}, 20, &index).back().end, 20.0);
}

void TstTimeline::editsNeverOverlapOrLeaveTheVideo()
{
    QRandomGenerator random(11);
    const double duration = 20;
    Segments segments = scenes();
    for (int i = 0; i < 5000; ++i) {
        const int index = random.bounded(-1, static_cast<int>(segments.size()) + 1);
        const double time = random.generateDouble() * 26 - 3;
        switch (random.bounded(6)) {
        case 0:
            segments = withEdgeMoved(segments, index, Edge::Begin, time, duration, random.bounded(2));
            break;
        case 1:
            segments = withEdgeMoved(segments, index, Edge::End, time, duration, random.bounded(2));
            break;
        case 2:
            segments = withSegmentMoved(segments, index, time - 10, duration);
            break;
        case 3:
            segments = withSplit(segments, time);
            break;
        case 4:
            segments = segments.size() > 8 ? withMerged(segments, index)
                                           : withInserted(segments, time, time + 2, {1}, duration);
            break;
        default:
            segments = segments.size() > 8 ? withRemoved(segments, index) : segments;
        }
        for (std::size_t k = 0; k < segments.size(); ++k) {
            QVERIFY(segments[k].begin >= 0 && segments[k].end <= duration);
            QVERIFY(segments[k].length() >= kShortestSegment - 1e-9);
            QVERIFY(k == 0 || segments[k].begin >= segments[k - 1].end - 1e-9);
        }
    }
}

void TstTimeline::snapsToTheNearest()
{
    QCOMPARE(snapped(5.1, {4, 5, 6}, 0.2), 5.0);
    QCOMPARE(snapped(5.3, {4, 5, 6}, 0.2), 5.3);
    QCOMPARE(snapped(5.5, {5.3, 5.6}, 0.5), 5.6);
}

void TstTimeline::timeAndPlaceAreInverse()
{
    TimelineLayout layout;
    layout.setParts({}, 12.5);
    layout.setWidth(777);
    layout.fit();
    for (const double zoom : {1.0, 1.7, 3.0}) {
        layout.zoom(zoom, 300);
        for (double x = TimelineLayout::kTitleWidth; x < 760; x += 37)
            QVERIFY(std::abs(layout.xOf(layout.timeAt(x)) - x) < 1e-6);
    }
    TimelineLayout empty;
    empty.setWidth(500);
    empty.fit();
    QVERIFY(std::isfinite(empty.timeAt(100)) && std::isfinite(empty.xOf(0)) && empty.tickSeconds() > 0);
}

void TstTimeline::zoomKeepsTheTimeUnderTheCursor()
{
    TimelineLayout layout;
    layout.setParts({}, 100);
    layout.setWidth(1084);
    layout.fit();
    const double before = layout.timeAt(500);
    layout.zoom(4, 500);
    QVERIFY(std::abs(layout.timeAt(500) - before) < 1e-9);
    QCOMPARE(layout.span(), 25.0);
    layout.zoom(1e9, 500);
    QCOMPARE(layout.span(), TimelineLayout::kClosest);
    layout.zoom(1e-9, 500);
    QCOMPARE(layout.span(), 100.0);
    QCOMPARE(layout.from(), 0.0);
}

void TstTimeline::writesTimes()
{
    QCOMPARE(TimelineLayout::timeText(7), QStringLiteral("0:07"));
    QCOMPARE(TimelineLayout::timeText(59.996, 0.01), QStringLiteral("1:00.00"));
    QCOMPARE(TimelineLayout::timeText(3723), QStringLiteral("1:02:03"));
    QCOMPARE(TimelineLayout::timeText(12.34, 0.1), QStringLiteral("0:12.3"));
}

void TstTimeline::clickOnFilmSeeks()
{
    Strip strip;
    QSignalSpy seeks(&strip.timeline, &Timeline::seekRequested);
    QTest::mouseClick(&strip.timeline, Qt::LeftButton, {}, strip.at(7, Lane::Kind::Film));
    QCOMPARE(seeks.count(), 1);
    QVERIFY(isNear(seeks.last().at(0).toDouble(), 7));
    strip.drag(strip.at(7, Lane::Kind::Ruler), strip.at(9, Lane::Kind::Ruler));
    QVERIFY(isNear(seeks.last().at(0).toDouble(), 9));
}

void TstTimeline::dragOfAnEdgeIsOneWish()
{
    Strip strip;
    QSignalSpy edits(&strip.timeline, &Timeline::segmentsEdited);
    strip.drag(strip.at(4, Lane::Kind::Truth), strip.at(6, Lane::Kind::Truth));
    QCOMPARE(edits.count(), 1);
    const Segments edited = lastEdit(edits);
    QVERIFY(isNear(edited[0].end, 6));
    QCOMPARE(edited[0].end, edited[1].begin);
    QCOMPARE(strip.timeline.content().truth, scenes()); // it changes nothing itself
    // near a cut it snaps to it
    strip.drag(strip.at(10, Lane::Kind::Truth), strip.at(10.15, Lane::Kind::Truth));
}

void TstTimeline::controlMovesOneEdgeAlone()
{
    Strip strip;
    QSignalSpy edits(&strip.timeline, &Timeline::segmentsEdited);
    strip.timeline.selectSegment(0);
    strip.drag(strip.at(4, Lane::Kind::Truth), strip.at(3, Lane::Kind::Truth), Qt::ControlModifier);
    const Segments edited = lastEdit(edits);
    QCOMPARE(edits.count(), 1);
    QVERIFY(isNear(edited[0].end, 3));
    QCOMPARE(edited[1].begin, 4.0);
}

void TstTimeline::escapeDropsADrag()
{
    Strip strip;
    QSignalSpy edits(&strip.timeline, &Timeline::segmentsEdited);
    QTest::mousePress(&strip.timeline, Qt::LeftButton, {}, strip.at(4, Lane::Kind::Truth));
    const QPoint to = strip.at(6, Lane::Kind::Truth);
    QMouseEvent move(QEvent::MouseMove, to, strip.timeline.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(&strip.timeline, &move);
    QTest::keyClick(&strip.timeline, Qt::Key_Escape);
    QTest::mouseRelease(&strip.timeline, Qt::LeftButton, {}, to);
    QCOMPARE(edits.count(), 0);
}

void TstTimeline::dragOnFreeGroundMakesASegment()
{
    Strip strip;
    QSignalSpy edits(&strip.timeline, &Timeline::segmentsEdited);
    strip.drag(strip.at(16, Lane::Kind::Truth), strip.at(18, Lane::Kind::Truth));
    QCOMPARE(edits.count(), 1);
    const Segments edited = lastEdit(edits);
    QCOMPARE(edited.size(), std::size_t(4));
    QVERIFY(isNear(edited[3].begin, 16) && isNear(edited[3].end, 18));
    QVERIFY(edited[3].labels.empty());
    // It is selected when the content has it, so that its labels can be said at once.
    TimelineContent content = sceneContent();
    content.truth = edited;
    strip.timeline.updateContent(std::move(content));
    QCOMPARE(strip.timeline.selectedSegment(), 3);
}

void TstTimeline::shiftDragMarksALoop()
{
    Strip strip;
    QSignalSpy loops(&strip.timeline, &Timeline::loopRequested);
    strip.drag(strip.at(13, Lane::Kind::Ruler), strip.at(17, Lane::Kind::Ruler), Qt::ShiftModifier);
    QCOMPARE(loops.count(), 1);
    const auto range = loops.last().at(0).value<std::optional<Timeline::Range>>();
    QVERIFY(range && isNear(range->first, 13) && isNear(range->second, 17));
    QTest::mouseClick(&strip.timeline, Qt::LeftButton, Qt::ShiftModifier, strip.at(3, Lane::Kind::Ruler));
    QVERIFY(!loops.last().at(0).value<std::optional<Timeline::Range>>());
}

void TstTimeline::readOnlyIsNotEdited()
{
    Strip strip;
    strip.timeline.setEditable(false);
    QSignalSpy edits(&strip.timeline, &Timeline::segmentsEdited);
    strip.drag(strip.at(4, Lane::Kind::Truth), strip.at(6, Lane::Kind::Truth));
    strip.timeline.selectSegment(1);
    strip.timeline.removeSelected();
    strip.timeline.splitAtPosition();
    QCOMPARE(edits.count(), 0);
}

void TstTimeline::showsLanesOnlyWhereThereIsSomething()
{
    Strip strip;
    const int full = strip.timeline.sizeHint().height();
    QVERIFY(strip.timeline.lanes().lane(Lane::Kind::Agreement));
    TimelineContent bare;
    bare.duration = 20;
    strip.timeline.setContent(bare);
    QVERIFY(!strip.timeline.lanes().lane(Lane::Kind::Truth));
    QVERIFY(!strip.timeline.lanes().lane(Lane::Kind::Text));
    QVERIFY(strip.timeline.sizeHint().height() < full);
}

void TstTimeline::asksForStillsOfWhatIsInView()
{
    Strip strip;
    QSignalSpy wishes(&strip.timeline, &Timeline::stillsWanted);
    QTRY_VERIFY(!wishes.isEmpty());
    const auto all = wishes.last().at(0).value<std::vector<double>>();
    QVERIFY(all.size() > 4);
    QVERIFY(std::ranges::is_sorted(all) && all.front() >= 0 && all.back() <= 20);
    wishes.clear();
    QWheelEvent event(strip.at(10, Lane::Kind::Film),
                      strip.timeline.mapToGlobal(strip.at(10, Lane::Kind::Film)), {}, {0, 1200}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&strip.timeline, &event);
    QTRY_VERIFY(!wishes.isEmpty());
    const auto some = wishes.last().at(0).value<std::vector<double>>();
    QVERIFY(some.front() > 5 && some.back() < 15);
}

BADCASE_REGISTER_TEST(TstTimeline)
#include "tst_timeline.moc"
