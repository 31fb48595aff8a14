// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/plots/confusion_matrix_view.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <algorithm>

using namespace badcase;
using namespace badcase::plots;
using analysis::CoConfusion;
using analysis::ConfusionCounts;
using Cell = ConfusionMatrixView::Cell;
using Cells = std::vector<Cell>;

namespace {

/// poodle, husky (dog); oak (tree); tabby (cat); dog and cat are mammals. The schema mixes them up.
ClassTree pets()
{
    return ClassTree::create(
               {QStringLiteral("dog"), QStringLiteral("tree"), QStringLiteral("dog"), QStringLiteral("cat")},
               {{QStringLiteral("dog"), QStringLiteral("mammal")},
                {QStringLiteral("cat"), QStringLiteral("mammal")}})
        .value();
}
enum Pet { Poodle, Oak, Husky, Tabby };
enum Parent { Dog, Tree, Cat, Mammal };

const QStringList kNames{QStringLiteral("poodle"), QStringLiteral("oak"), QStringLiteral("husky"),
                         QStringLiteral("tabby")};

MatrixContent::Counts counts()
{
    auto made = std::make_shared<ConfusionCounts>(4);
    made->add(Poodle, Poodle, 10);
    made->add(Poodle, Husky, 5);
    made->add(Poodle, Tabby, 3);
    made->add(Poodle, Oak, 2);
    made->add(Husky, Husky, 7);
    made->add(Husky, kNoClass, 1);
    made->add(Oak, Oak, 4);
    made->add(Tabby, Poodle, 6);
    return made;
}

std::vector<ClassIndex> rowClasses(const MatrixContent& content)
{
    std::vector<ClassIndex> classes;
    for (int row = 0; row < content.rows(); ++row)
        classes.push_back(content.classOfRow(row));
    return classes;
}

struct Fixture {
    Fixture()
    {
        view.resize(700, 600);
        view.setData(counts(), kNames, {}, pets());
        view.show();
        QCoreApplication::processEvents();
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, at);
    }
    /// In the strip of parents beside a row.
    QPoint besideRow(int row) const { return {4, view.matrixLayout().rowHeaderRect(row).center().y()}; }
    QPoint aboveColumn(int column) const
    {
        return {view.matrixLayout().columnHeaderRect(column).center().x(), 4};
    }
    ConfusionMatrixView view;
};

Cells sorted(Cells cells)
{
    std::sort(cells.begin(), cells.end());
    return cells;
}

} // namespace

class TstMatrixTree : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void siblingsStandTogether();
    void ordersWithinParents();
    void foldsByLevel();
    void sumsUp();
    void nearnessHasColours();
    void lanesCountTheTwoKinds();
    void wordsSayWhichKind();
    void clickFoldsAndUnfolds();
    void foldedCellSelectsAllBelow();
    void laneSelectsItsErrors();
    void selectionOutlivesFolding();
    void newCountsStayFolded();
    void withoutParentsNothingChanges();
    void tagsAreNotExclusive();
    void largeTreeInTime();
};

void TstMatrixTree::siblingsStandTogether()
{
    MatrixContent content;
    content.setData(counts(), kNames, {}, pets());
    // mammal (dog: poodle, husky; cat: tabby), tree (oak), by their first class.
    QCOMPARE(rowClasses(content), (std::vector<ClassIndex>{Poodle, Husky, Tabby, Oak}));
    QCOMPARE(content.rowOf(Oak), 3);
    QCOMPARE(content.count(0, 1), 5);
    QCOMPARE(content.count(0, 3), 2);
    QCOMPARE(content.columns(), 5);
    QCOMPARE(content.classOfColumn(4), kNoClass);
    QCOMPARE(content.count(1, 4), 1);
}

void TstMatrixTree::ordersWithinParents()
{
    MatrixContent content;
    content.setData(counts(), kNames, {}, pets());
    content.setOrder(MatrixOrder::Errors); // poodle 10, tabby 6, husky 1, oak 0; dog 11, cat 6
    QCOMPARE(rowClasses(content), (std::vector<ClassIndex>{Poodle, Husky, Tabby, Oak}));
    auto others = std::make_shared<ConfusionCounts>(*counts());
    others->add(Husky, Oak, 90);
    content.setData(others, kNames, {}, pets());
    QCOMPARE(rowClasses(content), (std::vector<ClassIndex>{Husky, Poodle, Tabby, Oak}));
}

void TstMatrixTree::foldsByLevel()
{
    MatrixFolding folding(pets(), 4);
    QCOMPARE(folding.level(), std::optional(0));
    folding.foldTo(1);
    auto items = folding.items();
    QCOMPARE(items.size(), std::size_t(3));
    QCOMPARE(items[0].folded, int(Dog));
    QCOMPARE(items[0].parent, int(Mammal));
    QCOMPARE(items[0].classes, (std::vector<ClassIndex>{Poodle, Husky}));
    QCOMPARE(items[1].folded, int(Cat));
    QCOMPARE(items[2].folded, int(Tree));
    QCOMPARE(folding.level(), std::optional(1));
    folding.foldTo(2);
    QCOMPARE(folding.items().size(), std::size_t(2));
    QCOMPARE(folding.items()[0].classes, (std::vector<ClassIndex>{Poodle, Husky, Tabby}));
    QCOMPARE(folding.level(), std::optional(2));
    folding.setFolded(Mammal, false); // what is below is folded still
    QCOMPARE(folding.level(), std::optional(1));
    folding.setFolded(Dog, false);
    QVERIFY(!folding.level());
    QCOMPARE(folding.items().size(), std::size_t(4));
    folding.foldTo(0);
    QCOMPARE(folding.items().size(), std::size_t(4));
    QCOMPARE(folding.items()[0].folded, kNoParent);
}

void TstMatrixTree::sumsUp()
{
    MatrixContent content;
    content.setData(counts(), kNames, {}, pets());
    content.foldTo(1);
    QCOMPARE(rowClasses(content), (std::vector<ClassIndex>(3, MatrixContent::kFolded)));
    QCOMPARE(content.count(0, 0), 22); // dogs among themselves
    QCOMPARE(content.count(0, 1), 3);
    QCOMPARE(content.count(0, 2), 2);
    QCOMPARE(content.count(0, 3), 1);
    QCOMPARE(content.count(1, 0), 6);
    QCOMPARE(content.support(0), 28);
    QCOMPARE(content.number(0, 0), 22.0 / 28);
    QCOMPARE(content.nameOf(content.itemOfRow(2)), QStringLiteral("tree"));
    content.setFolded(Dog, false); // only the dogs are seen
    QCOMPARE(rowClasses(content),
             (std::vector<ClassIndex>{Poodle, Husky, MatrixContent::kFolded, MatrixContent::kFolded}));
    QCOMPARE(content.count(0, 2), 3);
}

void TstMatrixTree::nearnessHasColours()
{
    MatrixContent content;
    content.setData(counts(), kNames, {}, pets());
    QCOMPARE(content.nearness(0, 0).distance, 0);
    QCOMPARE(content.nearness(0, 1).distance, 1);
    QCOMPARE(content.nearness(0, 2).distance, 2);
    QCOMPARE(content.nearness(0, 3), (MatrixNearness{3, 3}));
    QCOMPARE(content.nearness(0, 4), (MatrixNearness{3, 3})); // none of the classes
    for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
        theme::Theme::instance().setMode(mode);
        for (const double strength : {0.3, 0.6, 1.0}) {
            // Blue and orange lie on the axis that red-green blindness leaves: they differ in it, and more
            // with each step away.
            const auto warmth = [&](int distance) {
                const QColor color = cellColor(strength, {distance, 3});
                return color.red() - color.blue();
            };
            QVERIFY(warmth(1) + 30 < warmth(2));
            QVERIFY(warmth(2) + 30 < warmth(3));
        }
    }
    theme::Theme::instance().setMode(theme::Mode::System);
}

void TstMatrixTree::lanesCountTheTwoKinds()
{
    MatrixContent content;
    content.setData(counts(), kNames, {}, pets());
    QCOMPARE(content.laneCount(0, MatrixLane::Sibling), 5);
    QCOMPARE(content.laneCount(0, MatrixLane::Parent), 5);
    QCOMPARE(content.laneShare(0, MatrixLane::Parent), 0.25);
    QCOMPARE(content.laneCount(1, MatrixLane::Parent), 0); // in none of the classes is no wrong parent
    content.foldTo(1);
    QCOMPARE(content.laneCount(0, MatrixLane::Sibling), 5);
    QCOMPARE(content.laneCount(1, MatrixLane::Sibling), 0);
    QCOMPARE(content.laneCount(1, MatrixLane::Parent), 6);
}

void TstMatrixTree::wordsSayWhichKind()
{
    MatrixContent content;
    content.setData(counts(), kNames, {}, pets());
    QVERIFY(content.describe({0, 1}).contains(QStringLiteral("right parent")));
    QVERIFY(content.describe({0, 3}).contains(QStringLiteral("wrong parent")));
    QVERIFY(!content.describe({0, 0}).contains(QStringLiteral("parent")));
    QVERIFY(content.describeLane(0, MatrixLane::Sibling).contains(QStringLiteral("poodle: 5 ")));
    content.foldTo(1);
    QVERIFY(content.describe({0, 0}).contains(QStringLiteral("22 dog")));
}

void TstMatrixTree::clickFoldsAndUnfolds()
{
    Fixture fixture;
    QSignalSpy folded(&fixture.view, &ConfusionMatrixView::foldingChanged);
    QSignalSpy selected(&fixture.view, &ConfusionMatrixView::cellsSelected);
    fixture.click(fixture.besideRow(1)); // husky's parent
    QCOMPARE(folded.size(), 1);
    QCOMPARE(fixture.view.content().rows(), 3);
    QVERIFY(fixture.view.content().folding().isFolded(Dog));
    fixture.click(fixture.aboveColumn(0));
    QCOMPARE(fixture.view.content().rows(), 4);
    QCOMPARE(folded.size(), 2);
    QCOMPARE(selected.size(), 0); // folding is no selection
}

void TstMatrixTree::foldedCellSelectsAllBelow()
{
    Fixture fixture;
    fixture.view.foldTo(1);
    QSignalSpy selected(&fixture.view, &ConfusionMatrixView::cellsSelected);
    fixture.click(fixture.view.matrixLayout().cellRect(0, 1).center()); // dog -> cat
    QCOMPARE(selected.size(), 1);
    QCOMPARE(sorted(fixture.view.selectedCells()), (Cells{{Poodle, Tabby}, {Husky, Tabby}}));
    fixture.click(fixture.view.matrixLayout().cellRect(0, 0).center());
    QCOMPARE(sorted(fixture.view.selectedCells()),
             (Cells{{Poodle, Poodle}, {Poodle, Husky}, {Husky, Poodle}, {Husky, Husky}}));
}

void TstMatrixTree::laneSelectsItsErrors()
{
    Fixture fixture;
    fixture.click(fixture.view.matrixLayout().laneRect(0, int(MatrixLane::Sibling)).center());
    QCOMPARE(fixture.view.selectedCells(), (Cells{{Poodle, Husky}}));
    fixture.click(fixture.view.matrixLayout().laneRect(0, int(MatrixLane::Parent)).center());
    QCOMPARE(sorted(fixture.view.selectedCells()), (Cells{{Poodle, Oak}, {Poodle, Tabby}}));
}

void TstMatrixTree::selectionOutlivesFolding()
{
    Fixture fixture;
    const Cells chosen{{Poodle, Tabby}, {Husky, Tabby}};
    fixture.view.setSelectedCells(chosen);
    fixture.view.foldTo(2);
    fixture.view.foldTo(0);
    QCOMPARE(sorted(fixture.view.selectedCells()), chosen);
}

void TstMatrixTree::newCountsStayFolded()
{
    Fixture fixture;
    fixture.view.setFolded(Dog, true);
    fixture.view.setData(counts(), kNames, {}, pets());
    QCOMPARE(fixture.view.content().rows(), 3);
    fixture.view.setData(counts(), kNames, {}); // another project
    QCOMPARE(fixture.view.content().rows(), 4);
    fixture.view.setData(nullptr, {}, {}, {});
    QCOMPARE(fixture.view.content().rows(), 0);
    fixture.view.grab();
}

void TstMatrixTree::withoutParentsNothingChanges()
{
    Fixture fixture;
    fixture.view.setData(counts(), kNames, {});
    QCOMPARE(fixture.view.matrixLayout().strip, 0);
    QCOMPARE(fixture.view.matrixLayout().lanesWidth(), 0);
    QCOMPARE(rowClasses(fixture.view.content()), (std::vector<ClassIndex>{Poodle, Oak, Husky, Tabby}));
    QVERIFY(!fixture.view.content().describe({0, 1}).contains(QStringLiteral("parent")));
}

void TstMatrixTree::tagsAreNotExclusive()
{
    CoConfusion tags(4);
    tags.add(LabelSet{Poodle, Oak}, LabelSet{Poodle, Tabby}); // poodle found, oak missed, tabby false
    tags.add(LabelSet{Poodle}, LabelSet{Poodle, Husky});
    MatrixContent content;
    content.setTags(tags, kNames, {});
    QVERIFY(content.isTags());
    QCOMPARE(content.count(Poodle, Poodle), 2);
    QCOMPARE(content.count(Poodle, Tabby), 1);
    QCOMPARE(content.count(Poodle, Husky), 1);
    QCOMPARE(content.count(Oak, Poodle), 0); // it is given, too
    QCOMPARE(content.count(Oak, Tabby), 1);
    QCOMPARE(content.count(Oak, 4), 1);   // missed
    QCOMPARE(content.support(Poodle), 2); // not the sum of its row
    QCOMPARE(content.number(Poodle, Poodle), 1.0);
    QVERIFY(content.describe({}).startsWith(QStringLiteral("2 samples")));
    content.setTags(tags, kNames, {}, pets());
    content.foldTo(1);
    QCOMPARE(content.count(0, 1), 1); // dogs where a cat is said
}

void TstMatrixTree::largeTreeInTime()
{
    QStringList parents;
    QStringList classes;
    for (int k = 0; k < 200; ++k) {
        parents += QStringLiteral("p%1").arg(k / 9);
        classes += QStringLiteral("class %1").arg(k);
    }
    auto many = std::make_shared<ConfusionCounts>(200);
    for (int label = 0; label < 200; ++label) {
        for (int decision = 0; decision < 200; ++decision)
            many->add(label, decision, 1 + (label * decision) % 7);
    }
    const ClassTree tree = ClassTree::create(parents).value();
    ConfusionMatrixView view;
    view.resize(900, 800);
    view.show();
    QElapsedTimer timer;
    timer.start();
    view.setData(many, classes, {}, tree);
    QCOMPARE(view.content().folding().level(), std::optional(1)); // too many to begin with
    view.foldTo(0);
    view.grab();
    QCOMPARE(view.content().rows(), 200);
    const qint64 unfolded = timer.restart();
    view.foldTo(1);
    view.grab();
    QCOMPARE(view.content().rows(), 23);
    QVERIFY(view.matrixLayout().cell >= 16); // readable without zooming
    // Measured 40 and 10 ms; room for slow machines.
    QVERIFY2(unfolded < 600, qPrintable(QString::number(unfolded)));
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
}

BADCASE_REGISTER_TEST(TstMatrixTree)
#include "tst_matrix_tree.moc"
