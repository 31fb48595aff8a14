// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/plots/confusion_matrix_view.h"
#include "widgets/theme/theme.h"

#include <QScrollBar>
#include <QSignalSpy>

#include <cmath>

using namespace badcase;
using namespace badcase::plots;
using analysis::ConfusionCounts;
using Cell = ConfusionMatrixView::Cell;

namespace {

/// Diagonal 90, class i loses i samples to class i + 1; class 2 has two samples that are in no class.
MatrixContent::Counts counts(int classes)
{
    auto made = std::make_shared<ConfusionCounts>(classes);
    for (int i = 0; i < classes; ++i) {
        made->add(i, i, 90);
        if (i > 0)
            made->add(i, (i + 1) % classes, i);
    }
    if (classes > 2)
        made->add(2, kNoClass, 2);
    return made;
}

QStringList names(int classes)
{
    QStringList list;
    for (int i = 0; i < classes; ++i)
        list += QStringLiteral("class %1").arg(i);
    return list;
}

struct Fixture {
    explicit Fixture(int classes, QSize size = {700, 600})
    {
        view.resize(size);
        view.setData(counts(classes), names(classes), {});
        view.show();
        QCoreApplication::processEvents();
    }
    QPoint centre(int row, int column) const { return view.matrixLayout().cellRect(row, column).center(); }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, at);
    }
    ConfusionMatrixView view;
};

} // namespace

class TstConfusionView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cellsAndPixelsRoundTrip_data();
    void cellsAndPixelsRoundTrip();
    void outsideIsNowhere();
    void numbersAndWords();
    void textsFitOrAreLeftOut();
    void orders();
    void emptyCellsStayEmpty();
    void clicksSelect();
    void dragSelectsARectangle();
    void headersSelectRowsAndColumns();
    void keysSelect();
    void selectionOutlivesAnOrder();
    void zoomKeepsThePlace();
    void hoverRepaintsLittle();
    void repaintsInTime();
    void emptyAndOneClass();
};

void TstConfusionView::cellsAndPixelsRoundTrip_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("cell");
    QTest::addColumn<QPoint>("scroll");
    QTest::newRow("ten") << 10 << 40 << QPoint(0, 0);
    QTest::newRow("two hundred") << 200 << 3 << QPoint(0, 0);
    QTest::newRow("scrolled") << 200 << 17 << QPoint(301, 1203);
    QTest::newRow("one") << 1 << 72 << QPoint(0, 0);
}

void TstConfusionView::cellsAndPixelsRoundTrip()
{
    QFETCH(int, classes);
    QFETCH(int, cell);
    QFETCH(QPoint, scroll);
    const MatrixLayout layout{QSize(900, 800), classes, classes, cell, 120, 100, 28, scroll};
    const QRect area = layout.cellArea();
    int seen = 0;
    for (int row = 0; row < classes; ++row) {
        for (int column = 0; column < classes; ++column) {
            const QRect rect = layout.cellRect(row, column);
            for (const QPoint corner : {rect.topLeft(), rect.bottomRight(), rect.center()}) {
                if (!area.contains(corner))
                    continue;
                ++seen;
                QCOMPARE(layout.placeAt(corner), (MatrixPlace{row, column}));
                QCOMPARE(layout.nearestCell(corner), (MatrixPlace{row, column}));
            }
        }
    }
    QVERIFY(seen > 0);
    const MatrixRange rows = layout.rowsIn(area);
    QVERIFY(layout.cellRect(rows.begin, 0).bottom() >= area.top());
    QVERIFY(layout.cellRect(rows.end - 1, 0).top() <= area.bottom());
}

void TstConfusionView::outsideIsNowhere()
{
    const MatrixLayout layout{QSize(900, 800), 10, 10, 20, 120, 100, 28, QPoint()};
    QCOMPARE(layout.placeAt({5, 5}), MatrixPlace());                // the corner
    QCOMPARE(layout.placeAt({120 + 201, 150}), MatrixPlace());      // right of the last column
    QCOMPARE(layout.placeAt({150, 799}).isCell(), false);           // the footer
    QCOMPARE(layout.placeAt({60, 100 + 25}), (MatrixPlace{1, -1})); // row header
    QCOMPARE(layout.placeAt({120 + 45, 10}), (MatrixPlace{-1, 2})); // column header
    QCOMPARE(layout.nearestCell({-50, 5000}), (MatrixPlace{9, 0}));
    QCOMPARE(layout.fittingCell(), 67);
}

void TstConfusionView::numbersAndWords()
{
    MatrixContent content;
    content.setData(counts(5), names(5), {});
    QCOMPARE(content.rows(), 5);
    QCOMPARE(content.columns(), 6); // and one for "none of them"
    content.setValue(MatrixValue::Count);
    QCOMPARE(content.number(3, 4), 3.0);
    QCOMPARE(content.strength(0, 0), 1.0);
    content.setValue(MatrixValue::RowShare);
    QCOMPARE(content.number(3, 4), 3.0 / 93);
    content.setValue(MatrixValue::ColumnShare);
    QCOMPARE(content.number(3, 4), 3.0 / 93);
    QCOMPARE(content.number(2, 3), 2.0 / 92); // 90 + 2 are predicted class 3
    QVERIFY(std::isnan(content.number(2, 5)));
    content.setValue(MatrixValue::RowShare);
    QCOMPARE(content.describe({3, 4}), QStringLiteral("3 class 3 \u2192 class 4 (3.2 % of class 3)"));
    QCOMPARE(content.describe({3, 3}), QStringLiteral("90 class 3, right (96.8 % of class 3)"));
    QCOMPARE(content.describe({2, 5}), QStringLiteral("2 class 2 \u2192 (none) (2.1 % of class 2)"));
    QCOMPARE(content.describe({3, -1}), QStringLiteral("class 3: 93 labelled so, recall 0.968"));
    QCOMPARE(content.describe({3, 3}, 5), QStringLiteral("90 cl\u2026 3, right (96.8 % of cl\u2026 3)"));
    content.setValue(MatrixValue::ColumnShare);
    QCOMPARE(content.describe({2, 3}),
             QStringLiteral("2 class 2 \u2192 class 3 (2.2 % of those predicted class 3)"));
}

void TstConfusionView::textsFitOrAreLeftOut()
{
    auto made = std::make_shared<ConfusionCounts>(2);
    made->add(0, 0, 12345678);
    made->add(0, 1, 1234);
    made->add(1, 1, 999960);
    MatrixContent content;
    content.setData(made, names(2), {});
    content.setValue(MatrixValue::Count);
    QCOMPARE(content.cellText(0, 0, 8), QStringLiteral("12345678"));
    QCOMPARE(content.cellText(0, 0, 5), QStringLiteral("12.3M"));
    QCOMPARE(content.cellText(0, 0, 3), QStringLiteral("12M"));
    QCOMPARE(content.cellText(0, 0, 2), QString());
    QCOMPARE(content.cellText(0, 1, 4), QStringLiteral("1234"));
    QCOMPARE(content.cellText(0, 1, 3), QStringLiteral("1k"));
    QCOMPARE(content.cellText(1, 1, 4), QStringLiteral("1.0M")); // never "1000k"
    QCOMPARE(content.cellText(1, 0, 9), QString());
    content.setValue(MatrixValue::RowShare);
    QCOMPARE(content.cellText(1, 1, 5), QStringLiteral("100.0"));
    QCOMPARE(content.cellText(1, 1, 3), QStringLiteral("100"));
    QCOMPARE(content.cellText(1, 1, 2), QString());
}

void TstConfusionView::orders()
{
    MatrixContent content;
    content.setData(counts(5), names(5), {});
    content.setOrder(MatrixOrder::Errors);
    QCOMPARE(content.rowNames(), QStringList({"class 2", "class 4", "class 3", "class 1", "class 0"}));
    QCOMPARE(content.rowOf(4), 1);
    QVERIFY(content.isDiagonal(1, 1));
    QCOMPARE(content.classOfColumn(5), kNoClass); // always last
    content.setOrder(MatrixOrder::Schema);
    QCOMPARE(content.rowNames(), names(5));
}

void TstConfusionView::emptyCellsStayEmpty()
{
    MatrixContent content;
    content.setData(counts(5), names(5), {});
    const QImage picture = content.picture();
    for (int row = 0; row < content.rows(); ++row) {
        for (int column = 0; column < content.columns(); ++column)
            QCOMPARE(qAlpha(picture.pixel(column, row)) == 0, content.count(row, column) == 0);
    }
    QVERIFY(picture.pixel(2, 1) != picture.pixel(1, 1)); // an error does not look like the diagonal
}

void TstConfusionView::clicksSelect()
{
    Fixture f(10);
    QSignalSpy selected(&f.view, &ConfusionMatrixView::cellsSelected);
    f.click(f.centre(2, 3));
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{2, 3}}));
    f.click(f.centre(2, 10), Qt::ControlModifier); // "none"
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{2, kNoClass}, {2, 3}}));
    f.click(f.centre(2, 3), Qt::ControlModifier);
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{2, kNoClass}}));
    f.click(f.centre(7, 7));
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{7, 7}}));
    QCOMPARE(selected.size(), 4);
    f.click({2, 2}); // nowhere
    QCOMPARE(selected.size(), 4);
}

void TstConfusionView::dragSelectsARectangle()
{
    Fixture f(10);
    QSignalSpy selected(&f.view, &ConfusionMatrixView::cellsSelected);
    QTest::mousePress(f.view.viewport(), Qt::LeftButton, {}, f.centre(3, 5));
    QTest::mouseMove(f.view.viewport(), f.centre(9, 9));
    QTest::mouseMove(f.view.viewport(), f.centre(2, 4)); // smaller again, in the other direction
    QTest::mouseRelease(f.view.viewport(), Qt::LeftButton, {}, f.centre(2, 4));
    QCOMPARE(selected.size(), 1);
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{2, 4}, {2, 5}, {3, 4}, {3, 5}}));
}

void TstConfusionView::headersSelectRowsAndColumns()
{
    Fixture f(10);
    f.click(f.view.matrixLayout().rowHeaderRect(4).center());
    QCOMPARE(f.view.selectedCells().size(), 11u);
    QCOMPARE(f.view.selectedCells().front(), (Cell{4, kNoClass}));
    f.click(f.view.matrixLayout().columnHeaderRect(6).center(), Qt::ControlModifier);
    QCOMPARE(f.view.selectedCells().size(), 11u + 9u);
}

void TstConfusionView::keysSelect()
{
    Fixture f(10);
    QSignalSpy selected(&f.view, &ConfusionMatrixView::cellsSelected);
    QTest::keyClick(&f.view, Qt::Key_Right); // to the first cell
    QTest::keyClick(&f.view, Qt::Key_Right);
    QTest::keyClick(&f.view, Qt::Key_Down);
    QCOMPARE(selected.size(), 0);
    QTest::keyClick(&f.view, Qt::Key_Space);
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{1, 1}}));
    QTest::keyClick(&f.view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{1, 1}, {1, 2}}));
    QTest::keyClick(&f.view, Qt::Key_Escape);
    QVERIFY(f.view.selectedCells().empty());
    QCOMPARE(selected.size(), 3);
}

void TstConfusionView::selectionOutlivesAnOrder()
{
    Fixture f(10);
    f.view.setSelectedCells({{3, 4}, {99, 0}}); // what does not exist is left out
    f.view.setOrder(MatrixOrder::Errors);
    f.view.setValue(MatrixValue::Count);
    f.view.setData(counts(10), names(10), {});
    QCOMPARE(f.view.selectedCells(), std::vector<Cell>({{3, 4}}));
    f.view.setData(counts(4), names(4), {});
    QVERIFY(f.view.selectedCells().empty());
}

void TstConfusionView::zoomKeepsThePlace()
{
    Fixture f(200);
    const int fitted = f.view.cellSize();
    QVERIFY(fitted >= MatrixLayout::kMinCell);
    f.view.setCellSize(24);
    const QPoint middle = f.view.matrixLayout().cellArea().center();
    const MatrixPlace before = f.view.matrixLayout().placeAt(middle);
    f.view.setCellSize(36);
    const MatrixPlace after = f.view.matrixLayout().placeAt(middle);
    QVERIFY(std::abs(after.row - before.row) <= 1 && std::abs(after.column - before.column) <= 1);
    f.view.setCellSize(1000);
    QCOMPARE(f.view.cellSize(), int(MatrixLayout::kMaxCell));
    f.view.fit();
    QCOMPARE(f.view.cellSize(), fitted);
}

namespace {

/// Adds up what a widget is asked to repaint.
class PaintWatcher : public QObject {
public:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            for (const QRect& rect : static_cast<QPaintEvent*>(event)->region())
                pixels += rect.width() * rect.height();
        }
        return false;
    }
    int pixels = 0;
};

} // namespace

void TstConfusionView::hoverRepaintsLittle()
{
    Fixture f(200, {900, 900});
    QTest::mouseMove(f.view.viewport(), f.centre(50, 50));
    QCoreApplication::processEvents();
    PaintWatcher watcher;
    f.view.viewport()->installEventFilter(&watcher);
    QTest::mouseMove(f.view.viewport(), f.centre(120, 90));
    QCoreApplication::processEvents();
    QVERIFY(watcher.pixels > 0);
    QVERIFY2(watcher.pixels < 900 * 900 / 8, qPrintable(QString::number(watcher.pixels)));
}

void TstConfusionView::repaintsInTime()
{
    auto full = std::make_shared<ConfusionCounts>(200);
    for (int label = 0; label < 200; ++label) {
        for (int decision = 0; decision < 200; ++decision)
            full->add(label, decision, 1 + (label * 7 + decision * 13) % 900);
    }
    ConfusionMatrixView view;
    view.resize(1200, 1000);
    view.setData(full, names(200), {});
    view.show();
    for (const int cell : {4, 16, 20, 28}) {
        view.setCellSize(cell);
        QPixmap target(view.size());
        view.render(&target);
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            view.render(&target);
            best = std::min(best, timer.nsecsElapsed());
        }
        qInfo("200 x 200, cells of %d px: %.1f ms", cell, static_cast<double>(best) / 1e6);
        QVERIFY(best < 100'000'000); // the budget is 16 ms; a loaded test machine gets more
    }
}

void TstConfusionView::emptyAndOneClass()
{
    ConfusionMatrixView view;
    view.resize(500, 400);
    view.show();
    QVERIFY(!view.grab().isNull());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {250, 200});
    QTest::keyClick(&view, Qt::Key_Right);
    view.setData(counts(1), names(1), {});
    QCOMPARE(view.cellSize(), int(MatrixLayout::kMaxCell));
    QVERIFY(!view.grab().isNull());
    view.setData(nullptr, {}, {});
    QVERIFY(!view.grab().isNull());
    QVERIFY(view.selectedCells().empty());
}

BADCASE_REGISTER_TEST(TstConfusionView)
#include "tst_confusion_view.moc"
