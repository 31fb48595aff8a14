// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "tests/widgets/fake_sources.h"
#include "widgets/models/sample_grid.h"

#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>

#include <set>

using namespace badcase;
using namespace badcase::models;
using test::FakePageSource;
using test::FakeThumbnailSource;
using Mode = SampleSelection::Mode;

class TstSampleGrid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void selectionAgreesWithASet();
    void selectionSurvivesAnotherFilter();
    void forgottenSelectionStaysSo();
    void layoutRoundTrip();
    void layoutOfAMillion();
    void cacheAsksVisibleFirst();
    void cacheCancelsWhatScrolledAway();
    void cachesShareASource();
    void cacheIsBoundedByBytes();
    void cacheReplacesSmallerSizes();
    void keysMove();
    void mouseSelects();
    void filmstripCentresButNotUnderTheMouse();
    void showsAMillion();
    void wantsThumbnailsOfWhatIsSeen();
};

/// Random selections against the obvious implementation.
void TstSampleGrid::selectionAgreesWithASet()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 40));
    SampleSelection selection(&model);
    std::set<int> expected;
    int anchor = -1;
    QRandomGenerator random(7);
    for (int step = 0; step < 2000; ++step) {
        const int row = random.bounded(40);
        const int mode = random.bounded(8);
        if (mode == 0) {
            selection.select(row);
            expected = {row};
            anchor = row;
        } else if (mode == 1 && anchor >= 0) {
            selection.select(row, Mode::Extend);
            expected.clear();
            for (int i = std::min(row, anchor); i <= std::max(row, anchor); ++i)
                expected.insert(i);
        } else {
            selection.select(row, Mode::Toggle);
            if (!expected.erase(row))
                expected.insert(row);
            anchor = row;
        }
        QCOMPARE(selection.currentRow(), row);
        QCOMPARE(selection.count(), static_cast<qint64>(expected.size()));
        for (int i = 0; i < 40; ++i)
            QCOMPARE(selection.isSelected(i), expected.contains(i));
        std::vector<SampleId> ids;
        for (const int i : expected)
            ids.push_back(model.idAt(i));
        QVERIFY(selection.ids() == ids);
    }
}

void TstSampleGrid::selectionSurvivesAnotherFilter()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 100));
    SampleSelection selection(&model);
    QSignalSpy current(&selection, &SampleSelection::currentChanged);
    selection.select(10);
    selection.select(20, Mode::Toggle);
    QCOMPARE(current.size(), 2);
    model.setIds(test::idsFrom(11, 50)); // sample 21 is now at row 10
    QCOMPARE(selection.currentId(), SampleId(21));
    QCOMPARE(selection.currentRow(), 10);
    QVERIFY(selection.isSelected(0) && selection.isSelected(10));
    QCOMPARE(selection.count(), 2);

    model.setIds(test::idsFrom(1000, 5)); // nothing of it is left: the nearest row
    QCOMPARE(selection.currentRow(), 4);
    QCOMPARE(selection.count(), 1);
    model.setIds(nullptr);
    QCOMPARE(selection.currentRow(), -1);
    QCOMPARE(selection.count(), 0);
    QVERIFY(!selection.selectId(SampleId(3)));

    model.setIds(test::idsFrom(1, 1000000));
    selection.selectAll();
    QCOMPARE(selection.count(), 1000000);
    QVERIFY(selection.isSelected(999999));
    selection.clear();
    QCOMPARE(selection.count(), 1);
}

void TstSampleGrid::forgottenSelectionStaysSo()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 10));
    SampleSelection selection(&model);
    selection.select(4);
    QSignalSpy changed(&selection, &SampleSelection::currentChanged);
    selection.forget();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(selection.currentRow(), -1);
    QVERIFY(!selection.currentId().isValid());
    QCOMPARE(selection.count(), 0);
    model.setIds(test::idsFrom(1, 3)); // nobody takes its place
    QCOMPARE(selection.currentRow(), -1);
    selection.select(2);
    QCOMPARE(selection.currentId(), SampleId(3));
}

void TstSampleGrid::layoutRoundTrip()
{
    for (const bool strip : {false, true}) {
        const GridLayout layout =
            strip ? GridLayout::filmstrip(100, {112, 144}, 4) : GridLayout::grid(100, {112, 144}, 700, 4);
        QCOMPARE(layout.columns, strip ? 100 : 6);
        for (int row = 0; row < 100; ++row) {
            const QRect rect = layout.rectOf(row);
            QCOMPARE(layout.rowAt(rect.topLeft()), row);
            QCOMPARE(layout.rowAt(rect.bottomRight()), row);
            const auto [first, last] = layout.rowsIn(rect);
            QVERIFY(first <= row && row <= last && last - first < layout.columns + 1);
        }
        QCOMPARE(layout.rowAt({0, 0}), -1);
        QVERIFY(layout.rowAt({layout.contentSize().width(), 10}) == -1);
    }
    // Behind the last sample of a line that is not full.
    const GridLayout layout = GridLayout::grid(7, {100, 100}, 508, 4);
    QCOMPARE(layout.rowAt({4 + 250, 4 + 150}), -1);
}

void TstSampleGrid::layoutOfAMillion()
{
    const GridLayout narrow = GridLayout::grid(1000000, {208, 244}, 220, 4);
    QCOMPARE(narrow.columns, 1);
    QCOMPARE(narrow.rectOf(999999).bottom() + 1 + 4, narrow.contentSize().height());
    QCOMPARE(narrow.rowAt(narrow.rectOf(999999).center()), 999999);
    QCOMPARE(narrow.rowsIn(narrow.rectOf(999999)).second, 999999);
}

void TstSampleGrid::cacheAsksVisibleFirst()
{
    FakeThumbnailSource source;
    ThumbnailCache cache(&source);
    cache.setMaxInFlight(2);
    cache.want({SampleId(5), SampleId(6), SampleId(7)}, 128);
    QCOMPARE(source.waiting.size(), 2u);
    QCOMPARE(source.waiting[0].request.id, SampleId(5));
    QSignalSpy ready(&cache, &ThumbnailCache::ready);
    source.answer();
    QCOMPARE(ready.size(), 1);
    QCOMPARE(source.waiting.size(), 2u); // the next one was asked for
    QCOMPARE(source.waiting[1].request.id, SampleId(7));
    QVERIFY(!cache.find(SampleId(5)).isNull());
    source.answer(0, true);
    QVERIFY(cache.isMissing(SampleId(6)));
    QVERIFY(!cache.isMissing(SampleId(7)));
    source.answer();
    cache.want({SampleId(5), SampleId(6), SampleId(7)}, 128);
    QVERIFY(source.waiting.empty()); // all known, the missing one too
}

void TstSampleGrid::cacheCancelsWhatScrolledAway()
{
    FakeThumbnailSource source;
    ThumbnailCache cache(&source);
    cache.want({SampleId(1), SampleId(2)}, 128);
    const quint64 ticket = source.waiting[0].request.ticket;
    cache.want({SampleId(2), SampleId(3)}, 128);
    QCOMPARE(source.cancelled, std::vector<quint64>{ticket});
    QSignalSpy ready(&cache, &ThumbnailCache::ready);
    source.answer(0); // a late answer does no harm and is not shown
    QCOMPARE(ready.size(), 0);
    QVERIFY(cache.find(SampleId(1)).isNull());
    QCOMPARE(cache.inFlight(), 2);
    cache.invalidate(SampleId(2));
    QCOMPARE(source.cancelled.size(), 2u);
    QCOMPARE(cache.inFlight(), 2); // asked for again
}

void TstSampleGrid::cachesShareASource()
{
    FakeThumbnailSource source;
    ThumbnailCache one(&source), other(one.source());
    one.want({SampleId(1)}, 96);
    other.want({SampleId(2)}, 96);
    QCOMPARE(source.waiting.size(), std::size_t(2));
    QVERIFY(source.waiting[0].request.ticket != source.waiting[1].request.ticket);
    one.want({}, 96);
    QCOMPARE(source.cancelled, std::vector<quint64>{source.waiting[0].request.ticket}); // not the other's
}

void TstSampleGrid::cacheIsBoundedByBytes()
{
    FakeThumbnailSource source;
    ThumbnailCache cache(&source);
    cache.setMaxInFlight(100);
    cache.setMaxBytes(10 * 64 * 48 * 4);
    std::vector<SampleId> ids;
    for (int i = 1; i <= 30; ++i)
        ids.push_back(SampleId(i));
    cache.want(ids, 64);
    for (int i = 0; i < 29; ++i) {
        source.answer();
        cache.find(SampleId(1)); // stays in use
        QVERIFY(cache.bytes() <= 10 * 64 * 48 * 4);
    }
    QVERIFY(!cache.find(SampleId(1)).isNull());
    QVERIFY(cache.find(SampleId(2)).isNull());
    QVERIFY(!cache.find(SampleId(29)).isNull());
    cache.clear();
    QCOMPARE(cache.bytes(), 0);
}

void TstSampleGrid::cacheReplacesSmallerSizes()
{
    FakeThumbnailSource source;
    ThumbnailCache cache(&source);
    cache.want({SampleId(1)}, 96);
    source.answer();
    cache.want({SampleId(1)}, 192);
    QCOMPARE(source.waiting.size(), 1u);
    QCOMPARE(cache.find(SampleId(1)).width(), 96); // shown until the larger one is here
    source.answer();
    QCOMPARE(cache.find(SampleId(1)).width(), 192);
    cache.want({SampleId(1)}, 96);
    QVERIFY(source.waiting.empty());
}

namespace {

struct Fixture {
    explicit Fixture(int count) : model(&pages), selection(&model), cache(&thumbs), grid(&selection, &cache)
    {
        grid.resize(720, 500);
        grid.show();
        model.setIds(test::idsFrom(1, count));
        QCoreApplication::processEvents();
    }
    FakePageSource pages;
    FakeThumbnailSource thumbs;
    PagedSampleModel model;
    SampleSelection selection;
    ThumbnailCache cache;
    SampleGrid grid;
};

} // namespace

void TstSampleGrid::keysMove()
{
    Fixture f(1000);
    f.selection.select(0);
    const int columns = f.grid.rowAt({f.grid.visualRect(0).left() + 5, f.grid.visualRect(0).bottom() + 10});
    QVERIFY(columns > 1);
    QTest::keyClick(&f.grid, Qt::Key_Right);
    QCOMPARE(f.selection.currentRow(), 1);
    QTest::keyClick(&f.grid, Qt::Key_Down);
    QCOMPARE(f.selection.currentRow(), 1 + columns);
    QTest::keyClick(&f.grid, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(f.selection.currentRow(), 1);
    QCOMPARE(f.selection.count(), columns + 1);
    QTest::keyClick(&f.grid, Qt::Key_Up); // no line above: stays
    QCOMPARE(f.selection.currentRow(), 1);
    QTest::keyClick(&f.grid, Qt::Key_End);
    QCOMPARE(f.selection.currentRow(), 999);
    QVERIFY(f.grid.viewport()->rect().contains(f.grid.visualRect(999)));
    QTest::keyClick(&f.grid, Qt::Key_Right);
    QCOMPARE(f.selection.currentRow(), 999);
    QTest::keyClick(&f.grid, Qt::Key_Home);
    QCOMPARE(f.selection.currentRow(), 0);
    QTest::keyClick(&f.grid, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(f.selection.count(), 1000);
}

void TstSampleGrid::mouseSelects()
{
    Fixture f(1000);
    QSignalSpy activated(&f.grid, &SampleGrid::activated);
    const auto click = [&](int row, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(f.grid.viewport(), Qt::LeftButton, modifiers, f.grid.visualRect(row).center());
    };
    click(3);
    QCOMPARE(f.selection.currentRow(), 3);
    click(6, Qt::ShiftModifier);
    QCOMPARE(f.selection.count(), 4);
    click(5, Qt::ControlModifier);
    QCOMPARE(f.selection.count(), 3);
    QVERIFY(!f.selection.isSelected(5));
    QTest::mouseDClick(f.grid.viewport(), Qt::LeftButton, {}, f.grid.visualRect(2).center());
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].toInt(), 2);
}

void TstSampleGrid::filmstripCentresButNotUnderTheMouse()
{
    Fixture f(1000);
    f.grid.setLayoutMode(SampleGrid::Layout::Filmstrip);
    f.selection.select(500);
    const int middle = f.grid.viewport()->width() / 2;
    QVERIFY(std::abs(f.grid.visualRect(500).center().x() - middle) <= 1);
    const int before = f.grid.horizontalScrollBar()->value();
    QTest::mouseClick(f.grid.viewport(), Qt::LeftButton, {}, f.grid.visualRect(502).center());
    QCOMPARE(f.selection.currentRow(), 502);
    QCOMPARE(f.grid.horizontalScrollBar()->value(), before); // nothing moves under the mouse
    QTest::keyClick(&f.grid, Qt::Key_Right);
    QVERIFY(std::abs(f.grid.visualRect(503).center().x() - middle) <= 1);
}

void TstSampleGrid::showsAMillion()
{
    Fixture f(1000000);
    f.selection.select(999999);
    QVERIFY(f.grid.viewport()->rect().contains(f.grid.visualRect(999999)));
    const auto [first, last] = f.grid.visibleRows();
    QCOMPARE(last, 999999);
    QVERIFY(last - first < 60);
    f.model.setIds(test::idsFrom(2, 999999)); // sample 1 is filtered away
    QCOMPARE(f.selection.currentId(), SampleId(1000000));
    QVERIFY(f.grid.viewport()->rect().contains(f.grid.visualRect(f.selection.currentRow())));
}

void TstSampleGrid::wantsThumbnailsOfWhatIsSeen()
{
    Fixture f(10000);
    f.cache.setMaxInFlight(1000);
    f.grid.verticalScrollBar()->setValue(f.grid.verticalScrollBar()->maximum() / 2);
    QCoreApplication::processEvents();
    const auto [first, last] = f.grid.visibleRows();
    std::set<qint64> asked;
    for (const auto& waiting : f.thumbs.waiting)
        asked.insert(waiting.request.id.value);
    for (int row = first; row <= last; ++row)
        QVERIFY(asked.contains(f.model.idAt(row).value));
    f.grid.hide();
    f.thumbs.waiting.clear();
    f.grid.verticalScrollBar()->setValue(0);
    QCoreApplication::processEvents();
    QVERIFY(f.thumbs.waiting.empty()); // a hidden view wants nothing
}

BADCASE_REGISTER_TEST(TstSampleGrid)
#include "tst_sample_grid.moc"
