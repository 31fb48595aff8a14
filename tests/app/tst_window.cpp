// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/filter_terms.h"
#include "app/window/inspector_dock.h"
#include "app/window/key_editor.h"
#include "app/window/page_stack.h"
#include "app/window/review_page.h"
#include "app/window/settings.h"
#include "tests/app/window_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/models/sample_grid.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/filter_bar.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/key_sheet.h"
#include "widgets/panels/score_bar.h"
#include "widgets/panels/status_notice.h"
#include "widgets/viewer/canvas.h"

#include <QFile>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableWidget>
#include <QThread>

using namespace badcase;
using namespace badcase::window;
using badcase::window::test::WindowFixture;

/// The main window as a reviewer drives it: keys in, and what the window and the project file say then.
class TstWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void beginsWithTheStartPage();
    void showsTheFirstSample();
    void movesByKeys();
    void nextSampleIsThereAtOnce();
    void relabelsByKeyAndGoesOn();
    void undoesAndRedoes();
    void verdictsByKey();
    void staysWithoutAutoAdvance();
    void changesAllSelectedSamples();
    void typedLettersAreNoVerdicts();
    void filtersByChipsAndCounts();
    void toggleOfGrid();
    void paletteRunsActions();
    void keySheetTakesTheNextKey();
    void takesTheModelsMask();
    void tellsWhatIsMissing();
    void shortcutsCanBeChanged();
    void keyEditorTakesAKeyFromItsOwner();
    void commentGoesToItsSample();
    void closesWhileAJobRuns();

private:
    QTemporaryDir m_settings;
};

namespace {

double corrected(WindowFixture& fixture)
{
    const auto scores = fixture.window->bench().session.scores();
    return scores ? scores->headlines.front().corrected : -1;
}

qint64 corrections(WindowFixture& fixture)
{
    const auto scores = fixture.window->bench().session.scores();
    return scores ? scores->corrections : -1;
}

} // namespace

void TstWindow::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    theme::Theme::instance().apply();
}

void TstWindow::init()
{
    badcase::test::failOnWarnings();
    QSettings().clear();
}

void TstWindow::beginsWithTheStartPage()
{
    WindowFixture fixture(Task::Classification, 1);
    QVERIFY(fixture.window->pages().isStartShown());
    QVERIFY(!fixture.window->inspector().isVisible());
    QVERIFY(!fixture.window->actionRegistry().action(QStringLiteral("label.keep"))->isEnabled());
    fixture.open();
    QVERIFY(!fixture.window->pages().isStartShown());
    QCOMPARE(Settings().recentProjects(), QStringList{fixture.path()});
    fixture.window->files().close();
    QVERIFY(fixture.window->pages().isStartShown());
}

void TstWindow::showsTheFirstSample()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    QCOMPARE(fixture.row(), 0);
    const auto* view = fixture.window->bench().loader.view();
    QVERIFY(view);
    QCOMPARE(view->name, QStringLiteral("s00"));
    QCOMPARE(view->given, std::optional(LabelSet{0}));
    QCOMPARE(view->predicted, std::optional(LabelSet{1}));
    QCOMPARE(view->top.size(), std::size_t(4));
    QCOMPARE(view->top.front().index, 1);
    QTRY_COMPARE(fixture.window->pages().review().canvas()->state(), viewer::Canvas::State::Shown);
    QVERIFY(fixture.window->windowTitle().startsWith(QStringLiteral("window.badcase")));
}

void TstWindow::movesByKeys()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    fixture.press(Qt::Key_Right);
    QCOMPARE(fixture.row(), 1);
    fixture.press(Qt::Key_J);
    QCOMPARE(fixture.row(), 2);
    fixture.press(Qt::Key_N); // 3 is a bad case, then 6
    QTRY_COMPARE(fixture.row(), 3);
    fixture.press(Qt::Key_N);
    QTRY_COMPARE(fixture.row(), 6);
    fixture.press(Qt::Key_Left);
    fixture.press(Qt::Key_K);
    QCOMPARE(fixture.row(), 4);
    fixture.window->bench().selection.select(9);
    fixture.press(Qt::Key_N);
    QTRY_VERIFY(fixture.window->notice().isVisible()); // there is none behind it
    QCOMPARE(fixture.row(), 9);
    fixture.press(Qt::Key_Left);
    QVERIFY(!fixture.window->notice().isVisible());
}

void TstWindow::nextSampleIsThereAtOnce()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    auto& bench = fixture.window->bench();
    QTRY_VERIFY(bench.loader.isReady(bench.samples.idAt(1)) && bench.loader.isReady(bench.samples.idAt(2)));
    QSignalSpy pictures(&bench.loader, &SampleLoader::pictureReady);
    fixture.press(Qt::Key_Right);
    QCOMPARE(pictures.count(), 1); // without a turn of the event loop
    QCOMPARE(bench.loader.view()->name, QStringLiteral("s01"));
}

void TstWindow::relabelsByKeyAndGoesOn()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    const double before = corrected(fixture);
    fixture.press(Qt::Key_1); // what the model says
    QTRY_COMPARE(corrections(fixture), 1);
    QVERIFY(corrected(fixture) > before);
    QTRY_COMPARE(fixture.row(), 1);
    const auto row = fixture.rowInFile(0);
    QVERIFY(row.corrected);
    QCOMPARE(row.labels, std::optional(LabelSet{1}));
    QCOMPARE(row.verdict, Verdict::Relabel);
    fixture.press(Qt::Key_C); // the same by typing
    QTRY_VERIFY(fixture.window->inspector().panel()->isClassPickerOpen());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("c3"));
    fixture.press(Qt::Key_Return);
    QTRY_COMPARE(fixture.rowInFile(1).labels, std::optional(LabelSet{3}));
    QTRY_COMPARE(fixture.row(), 2);
}

void TstWindow::undoesAndRedoes()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    const double before = corrected(fixture);
    QAction* undo = fixture.window->actionRegistry().action(QStringLiteral("edit.undo"));
    QVERIFY(!undo->isEnabled());
    fixture.press(Qt::Key_T);
    QTRY_COMPARE(corrections(fixture), 1);
    QTRY_VERIFY(undo->isEnabled());
    QVERIFY(undo->text() != QStringLiteral("Undo")); // it says what
    QTRY_COMPARE(fixture.row(), 1);
    fixture.press(Qt::Key_Right);
    fixture.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(corrections(fixture), 0);
    QCOMPARE(corrected(fixture), before);
    QTRY_COMPARE(fixture.row(), 0); // where the change was
    QTRY_VERIFY(!undo->isEnabled());
    fixture.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(corrections(fixture), 1);
}

void TstWindow::verdictsByKey()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    const std::pair<int, Verdict> keys[] = {
        {Qt::Key_Return, Verdict::Keep}, {Qt::Key_A, Verdict::Ambiguous}, {Qt::Key_X, Verdict::BadMedia}};
    int row = 0;
    for (const auto& [key, verdict] : keys) {
        fixture.press(key);
        QTRY_COMPARE(fixture.row(), row + 1);
        QTRY_COMPARE(fixture.rowInFile(row).verdict, verdict);
        ++row;
    }
    QTRY_COMPARE(corrections(fixture), 1); // bad media is out of the score
    fixture.window->bench().selection.select(0);
    fixture.press(Qt::Key_Return); // kept already: nothing changes, the work goes on
    QTRY_COMPARE(fixture.row(), 1);
}

void TstWindow::staysWithoutAutoAdvance()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    QAction* advance = fixture.window->actionRegistry().action(QStringLiteral("label.autoAdvance"));
    QVERIFY(advance->isChecked());
    advance->trigger();
    fixture.press(Qt::Key_A);
    QTRY_COMPARE(fixture.rowInFile(0).verdict, Verdict::Ambiguous);
    QTRY_COMPARE(fixture.window->bench().loader.view()->verdict, Verdict::Ambiguous);
    QCOMPARE(fixture.row(), 0);
    QVERIFY(!Settings().autoAdvance());
}

void TstWindow::changesAllSelectedSamples()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    auto& selection = fixture.window->bench().selection;
    selection.select(2);
    fixture.press(Qt::Key_Right, Qt::ShiftModifier);
    fixture.press(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(selection.count(), 3);
    fixture.press(Qt::Key_X);
    for (int i = 2; i <= 4; ++i)
        QTRY_COMPARE(fixture.rowInFile(i).verdict, Verdict::BadMedia);
    QCOMPARE(fixture.rowInFile(1).verdict, Verdict::None);
    QCOMPARE(selection.count(), 3); // several stay selected
    QTRY_VERIFY(fixture.window->actionRegistry().action(QStringLiteral("edit.undo"))->isEnabled());
    fixture.press(Qt::Key_Z, Qt::ControlModifier);
    for (int i = 2; i <= 4; ++i)
        QTRY_COMPARE(fixture.rowInFile(i).verdict, Verdict::None);
}

void TstWindow::typedLettersAreNoVerdicts()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    fixture.press(Qt::Key_Slash);
    auto* edit = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(edit);
    QTest::keyClicks(edit, QStringLiteral("ax"));
    fixture.press(Qt::Key_Return);
    QCOMPARE(edit->text(), QStringLiteral("ax"));
    QTRY_COMPARE(fixture.window->bench().samples.count(), 0);
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("s07"));
    QTRY_COMPARE(fixture.window->bench().samples.count(), 1);
    QCOMPARE(fixture.rowInFile(0).verdict, Verdict::None);
    QVERIFY(!fixture.window->bench().session.undoState().undo);
}

void TstWindow::filtersByChipsAndCounts()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    auto& bench = fixture.window->bench();
    auto* bar = fixture.window->findChild<panels::FilterBar*>();
    const auto choose = [&](const QString& group, const QString& text) {
        for (const auto& choice : filterChoices({bench.session.schema(), bench.session.splits(), {}, true})) {
            if (choice.group == group && choice.text == text)
                return Q_EMIT bar->choiceRequested(choice.id);
        }
        QFAIL("no such choice");
    };
    choose({}, QStringLiteral("Bad cases only"));
    QTRY_COMPARE(bench.samples.count(), 4);
    choose(QStringLiteral("Split"), QStringLiteral("test"));
    QTRY_COMPARE(bench.samples.count(), 2);
    bench.session.setFilter(withClasses(bench.session.filter(), FilterTerm::Label, {0}));
    QTRY_COMPARE(bench.samples.count(), 1); // of 0 and 6 in "test", 0 is labelled c0
    QCOMPARE(filterChips(bench.session.filter(), bench.session.schema()).size(), 3);
    const auto chips = [bar] {
        int shown = 0;
        for (const auto* chip : bar->findChildren<panels::Chip*>())
            shown += chip->isVisible() ? 1 : 0;
        return shown;
    };
    QCOMPARE(chips(), 3);
    Q_EMIT bar->removeRequested(static_cast<int>(FilterTerm::Label));
    QTRY_COMPARE(bench.samples.count(), 2);
    QCOMPARE(chips(), 2);
    fixture.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bench.samples.count(), 12);
    QCOMPARE(chips(), 0);
}

void TstWindow::toggleOfGrid()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    ReviewPage& review = fixture.window->pages().review();
    QVERIFY(review.canvas()->isVisible());
    fixture.press(Qt::Key_G);
    QVERIFY(review.isGridShown());
    QVERIFY(review.grid()->isVisible());
    QVERIFY(!review.canvas()->isVisible());
    fixture.window->actionRegistry().action(QStringLiteral("view.thumbs192"))->trigger();
    QCOMPARE(review.grid()->thumbSize(), 192);
    fixture.press(Qt::Key_Right);
    QCOMPARE(fixture.row(), 1);
    QVERIFY(Settings().gridShown());
    fixture.press(Qt::Key_G);
    QVERIFY(review.canvas()->isVisible());
}

void TstWindow::paletteRunsActions()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    fixture.press(Qt::Key_K, Qt::ControlModifier);
    auto* palette = fixture.window->findChild<panels::CommandPalette*>();
    QVERIFY(palette->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("ambig"));
    QCOMPARE(palette->listed().value(0), QStringLiteral("Ambiguous"));
    fixture.press(Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QTRY_COMPARE(fixture.rowInFile(0).verdict, Verdict::Ambiguous);
}

void TstWindow::keySheetTakesTheNextKey()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    fixture.press(Qt::Key_Question, Qt::ShiftModifier);
    auto* sheet = fixture.window->findChild<panels::KeySheet*>();
    if (!sheet->isVisible()) // keyboards whose ? needs no Shift
        fixture.press(Qt::Key_Question);
    QVERIFY(sheet->isVisible());
    fixture.press(Qt::Key_X); // puts it away, and is no verdict
    QVERIFY(!sheet->isVisible());
    QTest::qWait(50);
    QCOMPARE(fixture.rowInFile(0).verdict, Verdict::None);
}

void TstWindow::takesTheModelsMask()
{
    WindowFixture fixture(Task::Segmentation);
    fixture.open();
    auto& bench = fixture.window->bench();
    QVERIFY(bench.loader.view()->meanIou);
    QVERIFY(*bench.loader.view()->meanIou < 0.5);
    fixture.press(Qt::Key_M);
    QCOMPARE(bench.overlay.mode(), viewer::OverlayMode::Prediction);
    fixture.press(Qt::Key_M);
    QCOMPARE(bench.overlay.mode(), viewer::OverlayMode::Difference);
    const double before = corrected(fixture);
    fixture.press(Qt::Key_T);
    QTRY_COMPARE(corrections(fixture), 1);
    QVERIFY(corrected(fixture) > before);
    QVERIFY(fixture.rowInFile(0).maskCorrected);
    fixture.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(corrections(fixture), 0);
    QVERIFY(!fixture.rowInFile(0).maskCorrected);
    // Held keys reach the canvas from anywhere.
    QWidget* canvas = fixture.window->pages().review().canvas();
    fixture.window->pages().review().filmstrip()->setFocus();
    QTest::keyPress(QApplication::focusWidget(), Qt::Key_H);
    QVERIFY(static_cast<viewer::Canvas*>(canvas)->isOverlayHidden());
    QTest::keyRelease(QApplication::focusWidget(), Qt::Key_H);
    QVERIFY(!static_cast<viewer::Canvas*>(canvas)->isOverlayHidden());
}

void TstWindow::tellsWhatIsMissing()
{
    WindowFixture fixture(Task::Classification, 3, false);
    QVERIFY(QFile::remove(fixture.mediaDir() + QStringLiteral("/s00.png")));
    fixture.open();
    auto* canvas = fixture.window->pages().review().canvas();
    QTRY_COMPARE(canvas->state(), viewer::Canvas::State::Broken);
    QTRY_VERIFY(fixture.window->bench().loader.view()->problem.contains(QStringLiteral("s00.png")));
    QVERIFY(!fixture.window->actionRegistry().action(QStringLiteral("label.take"))->isEnabled());
    fixture.press(Qt::Key_Right);
    QTRY_COMPARE(canvas->state(), viewer::Canvas::State::Shown);
    fixture.press(Qt::Key_N); // there is no run: said, not done
    QVERIFY(fixture.window->notice().isVisible());
}

void TstWindow::shortcutsCanBeChanged()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    ActionRegistry& actions = fixture.window->actionRegistry();
    actions.setShortcuts(QStringLiteral("label.badMedia"), {QKeySequence(Qt::Key_A)});
    QVERIFY(
        actions.action(QStringLiteral("label.ambiguous"))->shortcuts().isEmpty()); // a key means one thing
    fixture.press(Qt::Key_A);
    QTRY_COMPARE(fixture.rowInFile(0).verdict, Verdict::BadMedia);
    fixture.window.reset();
    MainWindow again;
    QCOMPARE(again.actionRegistry().ownerOf(QKeySequence(Qt::Key_A)), QStringLiteral("label.badMedia"));
    again.actionRegistry().resetShortcuts(QStringLiteral("label.badMedia"));
    QCOMPARE(again.actionRegistry().ownerOf(QKeySequence(Qt::Key_X)), QStringLiteral("label.badMedia"));
}

void TstWindow::keyEditorTakesAKeyFromItsOwner()
{
    WindowFixture fixture(Task::Classification, 2);
    fixture.open();
    ActionRegistry& actions = fixture.window->actionRegistry();
    actions.action(QStringLiteral("help.changeKeys"))->trigger();
    auto* editor = fixture.window->findChild<KeyEditor*>();
    QVERIFY(editor && editor->isVisible());
    QVERIFY(!actions.action(QStringLiteral("label.keep"))->isEnabled()); // no sample is on screen
    auto* table = editor->findChild<QTableWidget*>();
    table->selectRow(
        static_cast<int>(table->findItems(actions.action(QStringLiteral("go.next"))->text(), Qt::MatchExactly)
                             .value(0)
                             ->row()));
    auto* edit = editor->findChild<QKeySequenceEdit*>();
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_K); // was the previous sample's
    QTRY_COMPARE(actions.ownerOf(QKeySequence(Qt::Key_K)), QStringLiteral("go.next"));
    QCOMPARE(actions.action(QStringLiteral("go.previous"))->shortcuts(),
             QList<QKeySequence>{QKeySequence(Qt::Key_Left)});
    actions.action(QStringLiteral("mode.review"))->trigger();
    QVERIFY(!editor->isVisible());
    fixture.press(Qt::Key_K);
    QCOMPARE(fixture.row(), 1);
}

void TstWindow::commentGoesToItsSample()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    auto* edit = fixture.window->inspector().panel()->findChild<QPlainTextEdit*>();
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("a torn sleeve"));
    fixture.window->bench().selection.select(4); // without leaving the field
    QTRY_VERIFY(fixture.rowInFile(0).hasComment);
    QVERIFY(!fixture.rowInFile(4).hasComment);
    QCOMPARE(fixture.rowInFile(0).verdict, Verdict::None); // its letters were text
}

void TstWindow::closesWhileAJobRuns()
{
    WindowFixture fixture(Task::Classification);
    fixture.open();
    auto& jobs = fixture.window->bench().session.jobs();
    jobs.start(QStringLiteral("slow"), [](const workspace::JobContext& context) -> Result<QString> {
        while (!context.cancel.isCancelled())
            QThread::msleep(2);
        return fail(ErrorCode::Cancelled, QStringLiteral("stopped"));
    });
    QTRY_VERIFY(jobs.isBusy());
    fixture.window->close();
    QTRY_VERIFY(!fixture.window->isVisible());
    QVERIFY(!jobs.isBusy());
}

BADCASE_REGISTER_TEST(TstWindow)
#include "tst_window.moc"
