// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "tests/widgets/fake_sources.h"
#include "widgets/models/paged_sample_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace badcase;
using namespace badcase::models;
using test::FakePageSource;

namespace {

constexpr int kPage = PagedSampleModel::kPageRows;

/// Lets the model send what it has queued.
void settle()
{
    QCoreApplication::processEvents();
}

/// Knows the cards of small ids, and something of the next ones.
class KnowingSource : public FakePageSource {
public:
    models::CardsAtHand atHand(const std::vector<SampleId>& ids) override
    {
        models::CardsAtHand there;
        if (ids.front().value > 2 * kPage)
            return there;
        for (const SampleId id : ids)
            there.cards.push_back(cardOf(id, QStringLiteral(" at hand")));
        there.complete = ids.front().value <= kPage;
        return there;
    }
};

} // namespace

class TstPagedModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void isAProperModel();
    void loadsWhatIsLookedAt();
    void takesWhatIsAtHand();
    void dropsAnswersToAnOlderSelection();
    void dropsAnswersOvertakenByAChange();
    void keepsOldCardsUntilNewOnesCome();
    void evictsTheLeastRecentlyUsedPage();
    void newestWishesFirst();
    void saysWhenReadingFails();
    void survivesItsOwnEnd();
    void layoutQuestionsLoadNothing();
    void findsRows();
};

void TstPagedModel::isAProperModel()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setIds(test::idsFrom(1, 3 * kPage + 5));
    QCOMPARE(model.rowCount(), 3 * kPage + 5);
    settle();
    while (!source.waiting.empty())
        source.answer();
    model.setIds(test::idsFrom(50, 7));
    model.setIds(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TstPagedModel::loadsWhatIsLookedAt()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 1000));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(!model.card(300));
    QVERIFY(!model.card(301));       // same page: one request
    QVERIFY(source.waiting.empty()); // nothing is asked for while painting
    settle();
    QCOMPARE(source.waiting.size(), 1u);
    QCOMPARE(source.waiting[0].request.ids.size(), static_cast<std::size_t>(kPage));
    QCOMPARE(source.waiting[0].request.ids.front(), SampleId(2 * kPage + 1));
    source.answer();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 2 * kPage);
    QCOMPARE(changed[0][1].toModelIndex().row(), 3 * kPage - 1);
    QVERIFY(model.card(300));
    QCOMPARE(model.card(300)->id, SampleId(301));
    QCOMPARE(model.index(300).data().toString(), QStringLiteral("sample 301"));
    QCOMPARE(model.index(300).data(PagedSampleModel::LabelRole).toInt(), 1);
    QCOMPARE(model.index(300).data(PagedSampleModel::IdRole).toLongLong(), 301);
}

void TstPagedModel::takesWhatIsAtHand()
{
    KnowingSource source;
    PagedSampleModel model(&source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMaxPages(2);
    model.setIds(test::idsFrom(1, 3 * kPage));
    QCOMPARE(model.card(0)->name, QStringLiteral("sample 1 at hand"));
    settle();
    QVERIFY(source.waiting.empty()); // it is complete
    QCOMPARE(model.card(kPage)->name, QStringLiteral("sample %1 at hand").arg(kPage + 1));
    settle();
    QCOMPARE(source.waiting.size(), 1u); // this one is not
    source.answer();
    QCOMPARE(model.card(kPage)->name, QStringLiteral("sample %1").arg(kPage + 1));
    QVERIFY(!model.card(2 * kPage));
    settle();
    source.answer();
    QVERIFY(model.card(2 * kPage));
    QVERIFY(model.card(0)); // comes back as it was
    QCOMPARE(model.loadedPages(), 2);
}

void TstPagedModel::dropsAnswersToAnOlderSelection()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 100));
    model.card(0);
    settle();
    QCOMPARE(source.waiting.size(), 1u);
    const quint64 before = source.waiting[0].request.generation;
    model.setIds(test::idsFrom(5001, 100));
    model.card(0);
    settle();
    QCOMPARE(source.waiting.size(), 2u);
    QVERIFY(source.waiting[1].request.generation > before);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    source.answer(0); // late: belongs to ids 1..100
    QCOMPARE(changed.size(), 0);
    QVERIFY(!model.card(0));
    source.answer(0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.card(0)->id, SampleId(5001));
}

void TstPagedModel::dropsAnswersOvertakenByAChange()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 50));
    model.card(0);
    settle();
    model.invalidate({SampleId(3)}); // after the source has read the cards
    model.card(0);
    settle();
    QCOMPARE(source.waiting.size(), 2u);
    source.answer(1, QStringLiteral(" new"));
    source.answer(0, QStringLiteral(" old"));
    QCOMPARE(model.card(2)->name, QStringLiteral("sample 3 new"));
}

void TstPagedModel::keepsOldCardsUntilNewOnesCome()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 2 * kPage));
    model.card(0);
    model.card(kPage);
    settle();
    source.answer();
    source.answer();
    model.invalidate({SampleId(1)});
    QVERIFY(model.card(0)); // no flicker
    QVERIFY(model.card(kPage));
    settle();
    QCOMPARE(source.waiting.size(), 1u); // only the page that holds sample 1
    QCOMPARE(source.waiting[0].request.ids.front(), SampleId(1));
    source.answer(0, QStringLiteral("!"));
    QCOMPARE(model.card(0)->name, QStringLiteral("sample 1!"));
    model.invalidateAll();
    model.card(0);
    model.card(kPage);
    settle();
    QCOMPARE(source.waiting.size(), 2u);
}

void TstPagedModel::evictsTheLeastRecentlyUsedPage()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setMaxPages(2);
    model.setIds(test::idsFrom(1, 10 * kPage));
    for (const int page : {0, 1}) {
        model.card(page * kPage);
        settle();
        source.answer();
    }
    model.card(0); // page 0 is now more recent than page 1
    model.card(2 * kPage);
    settle();
    source.answer();
    QCOMPARE(model.loadedPages(), 2);
    QVERIFY(model.index(0).data(PagedSampleModel::LoadedRole).toBool());
    QVERIFY(!model.index(kPage).data(PagedSampleModel::LoadedRole).toBool());
    QVERIFY(model.index(2 * kPage).data(PagedSampleModel::LoadedRole).toBool());
}

void TstPagedModel::newestWishesFirst()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 1000 * kPage));
    for (int page = 0; page < 100; ++page) // a fast scroll: all within one turn of the event loop
        model.card(page * kPage);
    model.prefetch(500 * kPage, 501 * kPage);
    settle();
    QVERIFY(!source.waiting.empty() && source.waiting.size() <= 8);
    QCOMPARE(source.waiting[0].request.ids.front(), SampleId(99 * kPage + 1)); // what is on screen now
    int asked = 0;
    while (!source.waiting.empty()) {
        ++asked;
        source.answer();
        settle();
    }
    QVERIFY2(asked < 40, "pages that were scrolled past must not all be fetched");
}

void TstPagedModel::saysWhenReadingFails()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 10));
    QSignalSpy failed(&model, &PagedSampleModel::fetchFailed);
    model.card(0);
    settle();
    source.waiting[0].receiver({{}, QStringLiteral("disk is gone")});
    QCOMPARE(failed.size(), 1);
    QVERIFY(model.card(4));
    QCOMPARE(model.card(4)->problem, QStringLiteral("disk is gone"));
    QCOMPARE(model.card(4)->id, SampleId(5));
    settle();
    QCOMPARE(source.waiting.size(), 1u); // not asked for again and again
}

void TstPagedModel::survivesItsOwnEnd()
{
    FakePageSource source;
    {
        PagedSampleModel model(&source);
        model.setIds(test::idsFrom(1, 10));
        model.card(0);
        settle();
    }
    QCOMPARE(source.waiting.size(), 1u);
    source.answer(); // must not touch the model that is gone
}

void TstPagedModel::layoutQuestionsLoadNothing()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(test::idsFrom(1, 10));
    model.index(3).data(Qt::SizeHintRole);
    model.index(3).data(PagedSampleModel::IdRole);
    model.index(3).data(PagedSampleModel::LoadedRole);
    settle();
    QVERIFY(source.waiting.empty());
}

void TstPagedModel::findsRows()
{
    FakePageSource source;
    PagedSampleModel model(&source);
    model.setIds(
        std::make_shared<const std::vector<SampleId>>(std::vector{SampleId(9), SampleId(4), SampleId(7)}));
    QCOMPARE(model.rowOf(SampleId(4)), 1);
    QCOMPARE(model.rowOf(SampleId(5)), -1);
    QCOMPARE(model.idAt(2), SampleId(7));
    QCOMPARE(model.idAt(3), SampleId());
    QCOMPARE(model.idAt(-1), SampleId());
}

BADCASE_REGISTER_TEST(TstPagedModel)
#include "tst_paged_model.moc"
