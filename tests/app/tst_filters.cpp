// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/actions.h"
#include "app/window/filter_names.h"
#include "app/window/filter_terms.h"
#include "app/window/navigator.h"
#include "app/window/selection_bar.h"
#include "app/window/storage_page_source.h"
#include "app/window/workbench.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/panels/class_popup.h"
#include "widgets/panels/filter_bar.h"

#include <QLineEdit>
#include <QSignalSpy>

#include <algorithm>

using namespace badcase;
using namespace badcase::window;
using storage::ParentError;
using workspace::test::RunFixture;

namespace {

/// Classes c0 to c3, the first two below p0, the others below p1, and a run.
struct Opened {
    explicit Opened(Task task) : fixture(task, 200, true), actions(&window)
    {
        fixture.close();
        workspace::test::must(bench.session.open(fixture.path()));
        bar = new SelectionBar(bench.session, actions, &window);
        window.show();
        filled = QTest::qWaitFor([this] { return bench.session.scores() && settled(); }, 10000);
    }
    bool settled() const { return !bench.session.isQuerying(); }
    panels::FilterBar* filterBar() const { return bar->findChild<panels::FilterBar*>(); }
    panels::ClassPopup* popup() const { return bar->findChild<panels::ClassPopup*>(); }
    const storage::SampleFilter& filter() const { return bench.session.filter(); }
    /// What the file says of the selected samples, in a session that has a run.
    std::vector<storage::SampleRow> rows()
    {
        if (!QTest::qWaitFor([this] { return settled(); }, 10000))
            return {};
        const auto connection = workspace::test::must(bench.session.project()->connect());
        return workspace::test::must(storage::SampleRepository(*connection)
                                         .rows(*bench.session.selection(), bench.session.currentRun()));
    }
    void choose(const QString& group, const QString& text)
    {
        const FilterWorld world{bench.session.schema(), bench.session.splits(), {}, true};
        for (const auto& choice : filterChoices(world)) {
            if (choice.group == group && choice.text == text)
                return Q_EMIT filterBar()->choiceRequested(choice.id);
        }
        QFAIL(qPrintable(QStringLiteral("no choice %1").arg(text)));
    }
    void type(const QString& text)
    {
        auto* edit = popup()->findChild<QLineEdit*>();
        edit->clear();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

    RunFixture fixture;
    Workbench bench;
    QWidget window;
    ActionRegistry actions;
    SelectionBar* bar = nullptr;
    bool filled = false;
};

Schema food()
{
    return *Schema::create(Task::Classification, {{QStringLiteral("tea"), QStringLiteral("drinks")},
                                                  {QStringLiteral("milk"), QStringLiteral("drinks")},
                                                  {QStringLiteral("bread"), QStringLiteral("bakery")},
                                                  {QStringLiteral("cake"), QStringLiteral("bakery")},
                                                  {QStringLiteral("soap")}});
}

} // namespace

/// Filters by classes with parents, as chips, as menu entries and through the file.
class TstFilters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void wholeParentsAreOneName();
    void productsOfPairsAreOneName();
    void chipsSayEachCondition();
    void choosingAgainTakesOut();
    void parentIsChosenByTyping();
    void wrongChildAndWrongParent();
    void confusionAsksTwice();
    void confusionsOfTagsLeaveOutWhatIsRight();
    void nextBadCaseOfTags();
    void cardsOfTagsSayTheDifference();
};

void TstFilters::wholeParentsAreOneName()
{
    const Schema schema = food();
    QCOMPARE(classNames({0, 1}, schema), QStringList{QStringLiteral("drinks (all 2 classes)")});
    QCOMPARE(classNames({0, 2, 3}, schema),
             QStringList({QStringLiteral("bakery (all 2 classes)"), QStringLiteral("drinks / tea")}));
    QCOMPARE(classNames({4, kNoClass}, schema),
             QStringList({QStringLiteral("not labelled"), QStringLiteral("soap")}));
}

void TstFilters::productsOfPairsAreOneName()
{
    const Schema schema = food();
    QCOMPARE(pairNames({{0, 2}, {0, 3}, {1, 2}, {1, 3}}, schema),
             QStringList{QStringLiteral("drinks (all 2 classes) → bakery (all 2 classes)")});
    // Within a parent: a class with itself may be missing.
    QCOMPARE(pairNames({{0, 1}, {1, 0}}, schema),
             QStringList{QStringLiteral("drinks (all 2 classes) → drinks (all 2 classes)")});
    QCOMPARE(pairNames({{0, 2}, {1, 3}}, schema),
             QStringList({QStringLiteral("drinks / tea → bakery / bread"),
                          QStringLiteral("drinks / milk → bakery / cake")}));
}

void TstFilters::chipsSayEachCondition()
{
    const Schema schema = food();
    storage::SampleFilter filter;
    filter.parentError = ParentError::WrongChild;
    filter.kinds = {SampleKind::Features, SampleKind::NoMedia};
    filter.effective = {0, 2, 4};
    filter.confusions = {{0, 1}};
    const auto chips = filterChips(filter, schema);
    QStringList texts;
    for (const auto& chip : chips)
        texts.append(chip.text);
    QVERIFY(texts.contains(QStringLiteral("right parent, wrong child")));
    QVERIFY(texts.contains(QStringLiteral("kind: features, text only")));
    QVERIFY(texts.contains(QStringLiteral("confused: drinks / tea → drinks / milk")));
    const auto label = std::ranges::find(chips, static_cast<int>(FilterTerm::Label), &panels::FilterChip::id);
    QVERIFY(label != chips.end());
    QVERIFY(!label->text.contains(QStringLiteral("soap"))); // "... and 1 more"
    QVERIFY(label->toolTip.contains(QStringLiteral("soap")));
    for (const auto& chip : chips)
        filter = withoutTerm(filter, static_cast<FilterTerm>(chip.id));
    QVERIFY(filterChips(filter, schema).isEmpty());
    QVERIFY(!needsRun(filter));
}

void TstFilters::choosingAgainTakesOut()
{
    storage::SampleFilter filter = withClasses({}, FilterTerm::Given, {0, 1});
    filter = withClasses(filter, FilterTerm::Given, {1, 2}); // some are there: the others are added
    QCOMPARE(chosenClasses(filter, FilterTerm::Given), LabelSet({0, 1, 2}));
    filter = withClasses(filter, FilterTerm::Given, {1, 2});
    QCOMPARE(filter.given, std::vector<ClassIndex>{0});
    filter = withConfusions({}, Task::Classification, {0, 1}, {0, 1});
    QCOMPARE(filter.cells.size(), std::size_t(2)); // what is right is no confusion
    QVERIFY(withConfusions(filter, Task::Classification, {0, 1}, {0, 1}).cells.empty());
}

void TstFilters::parentIsChosenByTyping()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    opened.choose({}, QStringLiteral("Prediction…"));
    QVERIFY(opened.popup()->isVisible());
    opened.type(QStringLiteral("p1"));
    QCOMPARE(chosenClasses(opened.filter(), FilterTerm::Predicted), LabelSet({2, 3}));
    const auto rows = opened.rows();
    QVERIFY(!rows.empty());
    for (const auto& row : rows)
        QVERIFY(row.prediction->decision.decided.first() >= 2);
}

void TstFilters::wrongChildAndWrongParent()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    opened.choose({}, QStringLiteral("Bad cases only"));
    const auto bad = opened.rows().size();
    opened.choose({}, QStringLiteral("Right parent, wrong child"));
    const auto wrongChild = opened.rows();
    for (const auto& row : wrongChild)
        QCOMPARE(row.prediction->decision.decided.first() / 2, row.labels->first() / 2);
    opened.choose({}, QStringLiteral("Wrong parent"));
    const auto wrongParent = opened.rows();
    for (const auto& row : wrongParent)
        QVERIFY(row.prediction->decision.decided.first() / 2 != row.labels->first() / 2);
    QVERIFY(!wrongChild.empty() && !wrongParent.empty());
    QCOMPARE(wrongChild.size() + wrongParent.size(), bad);
}

void TstFilters::confusionAsksTwice()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.filled);
    opened.choose({}, QStringLiteral("Confusion…"));
    opened.type(QStringLiteral("c0"));
    QVERIFY(opened.popup()->isVisible());
    QVERIFY(opened.filter().cells.empty());
    opened.type(QStringLiteral("p1"));
    QVERIFY(!opened.popup()->isVisible());
    QCOMPARE(opened.filter().cells, (std::vector<std::pair<ClassIndex, ClassIndex>>{{0, 2}, {0, 3}}));
    const auto rows = opened.rows();
    QVERIFY(!rows.empty());
    for (const auto& row : rows)
        QVERIFY(row.labels->first() == 0 && row.prediction->decision.decided.first() >= 2);
}

void TstFilters::confusionsOfTagsLeaveOutWhatIsRight()
{
    Opened opened(Task::MultiLabel);
    QVERIFY(opened.filled);
    opened.actions.action(QStringLiteral("filter.confusion"))->trigger();
    opened.type(QStringLiteral("c1"));
    opened.type(QStringLiteral("c2"));
    QCOMPARE(opened.filter().confusions, (std::vector<std::pair<ClassIndex, ClassIndex>>{{1, 2}}));
    const auto rows = opened.rows();
    QCOMPARE(static_cast<qint64>(rows.size()),
             opened.bench.session.scores()->coConfusion->corrected.confused(1, 2));
    for (const auto& row : rows) {
        QVERIFY(row.labels->contains(1) && !row.labels->contains(2));
        QVERIFY(row.prediction->decision.decided.contains(2));
    }
}

void TstFilters::nextBadCaseOfTags()
{
    Opened opened(Task::MultiLabel);
    QVERIFY(opened.filled);
    Navigator navigator(opened.bench, opened.actions);
    opened.bench.session.setOrder({storage::SampleOrder::Key::Imported});
    const auto rows = opened.rows();
    QTRY_COMPARE(opened.bench.samples.count(), static_cast<int>(rows.size()));
    opened.bench.selection.select(0);
    const auto isBad = [](const storage::SampleRow& row) {
        return row.labels && row.prediction && !row.prediction->failed &&
               row.prediction->decision.decided != *row.labels;
    };
    const auto wanted = std::find_if(rows.begin() + 1, rows.end(), isBad) - rows.begin();
    navigator.moveToBadCase();
    QTRY_COMPARE(opened.bench.selection.currentRow(), static_cast<int>(wanted));
}

void TstFilters::cardsOfTagsSayTheDifference()
{
    const Schema schema = *Schema::create(Task::MultiLabel, food().classes());
    storage::SampleRow row;
    row.labels = LabelSet{0, 1, 4};
    row.prediction.emplace();
    row.prediction->decision.decided = LabelSet{1, 2, 3, 4};
    const auto card = makeCard(row, schema, 0.5);
    QCOMPARE(card.labelDetail, QStringLiteral("drinks / tea, drinks / milk, soap"));
    QCOMPARE(card.labelBrief, QStringLiteral("tea … (3)"));
    QCOMPARE(card.predictedBrief, QStringLiteral("+2  −1"));
    QCOMPARE(card.missed, QStringLiteral("tea"));
    QCOMPARE(card.excess, QStringLiteral("bread, cake"));
    QCOMPARE(card.decision, models::Decision::Wrong);
}

BADCASE_REGISTER_TEST(TstFilters)
#include "tst_filters.moc"
