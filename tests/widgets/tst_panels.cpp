// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/panels/class_matcher.h"
#include "widgets/panels/class_picker.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/consent_panel.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/filter_bar.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/job_bar.h"
#include "widgets/panels/mask_section.h"
#include "widgets/panels/mode_rail.h"
#include "widgets/panels/probability_bars.h"
#include "widgets/panels/score_bar.h"
#include "widgets/panels/status_notice.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace badcase;
using namespace badcase::panels;

namespace {

Schema clothing(Task task = Task::Classification)
{
    return *Schema::create(task, {{QStringLiteral("shirt"), QStringLiteral("上装 tops")},
                                  {QStringLiteral("t-shirt"), QStringLiteral("上装 tops")},
                                  {QStringLiteral("shorts"), QStringLiteral("下装 bottoms")},
                                  {QStringLiteral("连衣裙"), QStringLiteral("dresses")},
                                  {QStringLiteral("Polo Shirt"), QStringLiteral("上装 tops")}});
}

SampleView sample()
{
    SampleView view;
    view.id = SampleId(3);
    view.name = QStringLiteral("a.jpg");
    view.given = LabelSet{1};
    view.predicted = LabelSet{0};
    view.top = {{0, 0.7}, {2, 0.2}, {1, 0.1}};
    view.comment = QStringLiteral("old");
    return view;
}

QStringList names(const Schema& schema, const QString& typed)
{
    QStringList found;
    for (const ClassIndex index : matchClasses(schema, typed))
        found.append(schema.at(index).name);
    return found;
}

/// As an input method does it: QTest can only press keys of the Latin keyboard.
void compose(QWidget* widget, const QString& text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QApplication::sendEvent(widget, &event);
}

template <class Button>
Button* buttonNamed(QWidget& parent, const QString& name)
{
    for (Button* button : parent.findChildren<Button*>())
        if (button->text() == name || button->accessibleName() == name)
            return button;
    return nullptr;
}

} // namespace

class TstPanels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { test::failOnWarnings(); }
    void typeAheadRanksAndMatchesAnywhere();
    void pickerTakesTheFirstWithEnter();
    void pickerOffersTheChildrenOfAParent();
    void pickerTicksSeveralLabels();
    void inspectorKeysMakeRequests();
    void inspectorTogglesInMultiLabel();
    void inspectorAppliesToSeveral();
    void commentIsSentOnceAndNeverLost();
    void barsAskToRelabel();
    void verdictIsTakenBack();
    void visibilityRequests();
    void filterChipsAndSearch();
    void scoreFlashesOnlyOnChange();
    void jobBarCancelsTheFirst();
    void jobTimesAreReadable();
    void railAsksAndSkipsDisabled();
    void paletteFindsAndTriggers();
    void consentNamesTheHash();
    void emptyStateActions();
};

void TstPanels::initTestCase()
{
    theme::Theme::instance().apply();
}

void TstPanels::typeAheadRanksAndMatchesAnywhere()
{
    const Schema schema = clothing();
    QCOMPARE(names(schema, QStringLiteral("shirt")).mid(0, 2),
             QStringList({QStringLiteral("shirt"), QStringLiteral("t-shirt")}));
    QCOMPARE(names(schema, QStringLiteral("SHO")).first(), QStringLiteral("shorts"));
    QCOMPARE(names(schema, QStringLiteral("衣")), QStringList(QStringLiteral("连衣裙")));
    QCOMPARE(names(schema, QStringLiteral("下装")), QStringList(QStringLiteral("shorts"))); // by the parent
    QCOMPARE(names(schema, QStringLiteral("上装 polo")),
             QStringList(QStringLiteral("Polo Shirt"))); // both levels
    QCOMPARE(names(schema, QStringLiteral("ｓｈｏｒｔ")),
             QStringList(QStringLiteral("shorts"))); // full-width letters
    QCOMPARE(names(schema, QStringLiteral("tsh")),
             QStringList(QStringLiteral("t-shirt"))); // letters in order
    QCOMPARE(names(schema, QString()).size(), 5);
    QVERIFY(names(schema, QStringLiteral("zebra")).isEmpty());
}

void TstPanels::pickerTakesTheFirstWithEnter()
{
    ClassPicker picker;
    picker.setSchema(clothing());
    picker.show();
    QSignalSpy chosen(&picker, &ClassPicker::classChosen);
    QSignalSpy closed(&picker, &ClassPicker::closed);
    picker.open();
    auto* edit = picker.findChild<QLineEdit*>();
    QTest::keyClicks(edit, QStringLiteral("sh"));
    QCOMPARE(picker.currentClass(), 0);
    QTest::keyClick(edit, Qt::Key_Down);
    QCOMPARE(picker.currentClass(), 2); // "shorts" begins with it, "t-shirt" only has it in a later word
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toInt(), 2);
    picker.open(QStringLiteral("nothing like it"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void TstPanels::pickerOffersTheChildrenOfAParent()
{
    ClassPicker picker;
    picker.setSchema(*Schema::create(Task::Classification, {{QStringLiteral("shirt"), QStringLiteral("tops")},
                                                            {QStringLiteral("belt"), QStringLiteral("small")},
                                                            {QStringLiteral("bag"), QStringLiteral("small")},
                                                            {QStringLiteral("none")}}));
    picker.setLabels({0});
    picker.show();
    QSignalSpy chosen(&picker, &ClassPicker::classChosen);
    picker.open();
    auto* edit = picker.findChild<QLineEdit*>();
    auto* list = picker.findChild<QListWidget*>();
    // "none", "tops" with its child, because the label is there, and "small" folded
    QCOMPARE(list->count(), 4);
    QCOMPARE(picker.currentClass(), 0);
    QTest::keyClick(edit, Qt::Key_Down);
    QCOMPARE(picker.currentParent(), 1);
    QCOMPARE(picker.currentClass(), kNoClass);
    QTest::keyClick(edit, Qt::Key_Right);
    QCOMPARE(list->count(), 6);
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toInt(), 2);
    QTest::keyClick(edit, Qt::Key_Left); // folds the parent that it stands in
    QCOMPARE(list->count(), 4);
    QCOMPARE(picker.currentParent(), 1);
    QTest::keyClicks(edit, QStringLiteral("small")); // typing finds classes through their parents
    QCOMPARE(list->count(), 2);
    QCOMPARE(picker.currentClass(), 1);
}

void TstPanels::pickerTicksSeveralLabels()
{
    InspectorPanel panel;
    panel.setSchema(
        *Schema::create(Task::MultiLabel,
                        {{QStringLiteral("poster")}, {QStringLiteral("drama")}, {QStringLiteral("screen")}}));
    SampleView view;
    view.id = SampleId(1);
    view.given = LabelSet{0};
    panel.setSample(view);
    std::vector<LabelSet> asked;
    connect(&panel, &InspectorPanel::relabelRequested, this,
            [&](const LabelSet& set) { asked.push_back(set); });
    panel.show();
    panel.openClassPicker();
    auto* picker = panel.findChild<ClassPicker*>();
    auto* edit = picker->findChild<QLineEdit*>();
    auto* list = picker->findChild<QListWidget*>();
    QCOMPARE(list->item(0)->checkState(), Qt::Checked);
    QCOMPARE(list->item(2)->checkState(), Qt::Unchecked);
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.back(), LabelSet({0, 2}));
    QVERIFY(panel.isClassPickerOpen());                   // there may be more to tick
    QCOMPARE(list->item(2)->checkState(), Qt::Unchecked); // not before the owner says that it is so
    view.correction = asked.back();
    panel.setSample(view);
    QVERIFY(panel.isClassPickerOpen());
    QCOMPARE(list->item(2)->checkState(), Qt::Checked);
    QCOMPARE(list->currentRow(), 2);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.back(), LabelSet({0}));
    view.id = SampleId(2);
    panel.setSample(view);
    QVERIFY(!panel.isClassPickerOpen());
}

void TstPanels::inspectorKeysMakeRequests()
{
    InspectorPanel panel;
    panel.setSchema(clothing());
    std::vector<LabelSet> labels;
    std::vector<Verdict> verdicts;
    connect(&panel, &InspectorPanel::relabelRequested, this,
            [&](const LabelSet& set) { labels.push_back(set); });
    connect(&panel, &InspectorPanel::verdictRequested, this,
            [&](Verdict verdict) { verdicts.push_back(verdict); });
    panel.show();
    QTest::keyClick(&panel, Qt::Key_1); // nothing is shown yet
    QVERIFY(labels.empty());
    panel.setSample(sample());
    QTest::keyClick(&panel, Qt::Key_2);
    QTest::keyClick(&panel, Qt::Key_9); // there is no ninth
    QCOMPARE(labels, std::vector<LabelSet>{LabelSet{2}});
    QTest::keyClick(&panel, Qt::Key_Return);
    QTest::keyClick(&panel, Qt::Key_A);
    QTest::keyClick(&panel, Qt::Key_X);
    QTest::keyClick(&panel, Qt::Key_X, Qt::ControlModifier); // cut is somebody else's
    QCOMPARE(verdicts, (std::vector<Verdict>{Verdict::Keep, Verdict::Ambiguous, Verdict::BadMedia}));
    QTest::keyClick(&panel, Qt::Key_C);
    QVERIFY(panel.isClassPickerOpen());
    auto* edit = panel.findChild<ClassPicker*>()->findChild<QLineEdit*>();
    compose(edit, QStringLiteral("裙"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(!panel.isClassPickerOpen());
    QCOMPARE(labels.back(), LabelSet{3});
}

void TstPanels::inspectorTogglesInMultiLabel()
{
    InspectorPanel panel;
    panel.setSchema(clothing(Task::MultiLabel));
    std::vector<LabelSet> labels;
    connect(&panel, &InspectorPanel::relabelRequested, this,
            [&](const LabelSet& set) { labels.push_back(set); });
    SampleView view = sample();
    view.given = LabelSet{0, 1};
    panel.setSample(view);
    panel.handleKey(Qt::Key_1, Qt::NoModifier); // class 0: taken away
    panel.handleKey(Qt::Key_2, Qt::NoModifier); // class 2: added to what stands
    QCOMPARE(labels, (std::vector<LabelSet>{LabelSet{1}, LabelSet{0, 1, 2}}));
}

void TstPanels::inspectorAppliesToSeveral()
{
    InspectorPanel panel;
    panel.setSchema(clothing());
    QSignalSpy verdicts(&panel, &InspectorPanel::verdictRequested);
    panel.setMultiple(12);
    QVERIFY(panel.handleKey(Qt::Key_A, Qt::NoModifier));
    QVERIFY(!panel.handleKey(Qt::Key_1, Qt::NoModifier)); // no common ranking
    QCOMPARE(verdicts.count(), 1);
    panel.setEmpty();
    QVERIFY(!panel.handleKey(Qt::Key_A, Qt::NoModifier));
}

void TstPanels::commentIsSentOnceAndNeverLost()
{
    InspectorPanel panel;
    panel.setSchema(clothing());
    panel.show();
    panel.setSample(sample());
    QSignalSpy comments(&panel, &InspectorPanel::commentRequested);
    auto* edit = panel.findChild<QPlainTextEdit*>();
    QCOMPARE(edit->toPlainText(), QStringLiteral("old"));
    edit->setPlainText(QStringLiteral("新的"));
    SampleView next = sample();
    next.id = SampleId(4);
    next.comment.clear();
    panel.setSample(next); // going on sends what was written about the one before
    QCOMPARE(comments.count(), 1);
    QCOMPARE(comments.first().first().toString(), QStringLiteral("新的"));
    QCOMPARE(edit->toPlainText(), QString());
    panel.setEmpty();
    QCOMPARE(comments.count(), 1);
}

void TstPanels::barsAskToRelabel()
{
    ProbabilityBars bars;
    bars.setSchema(clothing());
    bars.setValues(sample().top, LabelSet{1});
    bars.resize(260, bars.sizeHint().height());
    QSignalSpy chosen(&bars, &ProbabilityBars::classChosen);
    QTest::mouseClick(&bars, Qt::LeftButton, {}, QPoint(80, bars.height() - 5));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toInt(), 1);
    QVERIFY(bars.accessibleDescription().contains(QStringLiteral("70.0 %")));
    bars.setValues({}, {});
    QCOMPARE(bars.classAt(0), kNoClass);
}

void TstPanels::verdictIsTakenBack()
{
    InspectorPanel panel;
    panel.setSchema(clothing());
    SampleView view = sample();
    view.verdict = Verdict::Keep;
    panel.setSample(view);
    std::vector<Verdict> verdicts;
    connect(&panel, &InspectorPanel::verdictRequested, this,
            [&](Verdict verdict) { verdicts.push_back(verdict); });
    QToolButton* keep = nullptr;
    for (auto* button : panel.findChildren<QToolButton*>())
        if (button->isCheckable() && button->isChecked())
            keep = button;
    QVERIFY(keep);
    keep->click();
    QCOMPARE(verdicts, std::vector<Verdict>{Verdict::None});
    QVERIFY2(keep->isChecked(), "the panel shows the state, not the wish");
}

void TstPanels::visibilityRequests()
{
    ClassVisibilityList list;
    list.setSchema(clothing(Task::Segmentation));
    list.resize(list.sizeHint());
    QSet<ClassIndex> wanted;
    connect(&list, &ClassVisibilityList::hiddenRequested, this,
            [&](const QSet<ClassIndex>& hidden) { wanted = hidden; });
    QTest::mouseClick(&list, Qt::LeftButton, {}, QPoint(5, 30));
    QCOMPARE(wanted, QSet<ClassIndex>{1});
    QVERIFY(list.hidden().isEmpty()); // only asked
    list.setHidden({1});
    QTest::mouseClick(&list, Qt::LeftButton, {}, QPoint(5, 30));
    QVERIFY(wanted.isEmpty());
    QTest::mouseClick(&list, Qt::LeftButton, Qt::AltModifier, QPoint(5, 54));
    QCOMPARE(wanted, (QSet<ClassIndex>{0, 1, 3, 4}));
    list.setHidden(wanted);
    QTest::mouseClick(&list, Qt::LeftButton, Qt::AltModifier, QPoint(5, 54));
    QVERIFY(wanted.isEmpty());
}

void TstPanels::filterChipsAndSearch()
{
    FilterBar bar;
    bar.resize(900, 40);
    bar.show();
    bar.setChips({{7, QStringLiteral("bad cases")}, {9, QStringLiteral("true: shirt")}});
    bar.setCount(154, 372);
    QSignalSpy removed(&bar, &FilterBar::removeRequested);
    // The owner rebuilds the chips while the chip's own signal is being sent.
    connect(&bar, &FilterBar::removeRequested, this, [&] {
        bar.setChips({{7, QStringLiteral("bad cases")}});
    });
    QTest::keyClick(bar.findChildren<Chip*>().last(), Qt::Key_Delete);
    QCOMPARE(removed.first().first().toInt(), 9);
    QSignalSpy searched(&bar, &FilterBar::searchRequested);
    bar.focusSearch();
    auto* edit = bar.findChild<QLineEdit*>();
    compose(edit, QStringLiteral("夏季"));
    QCOMPARE(searched.count(), 0); // waits for a pause
    QTRY_COMPARE(searched.count(), 1);
    QCOMPARE(searched.first().first().toString(), QStringLiteral("夏季"));
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(searched.count(), 2);
    QCOMPARE(searched.last().first().toString(), QString());
    QTest::qWait(200);
    QCOMPARE(searched.count(), 2);
}

void TstPanels::scoreFlashesOnlyOnChange()
{
    ScoreBar bar;
    bar.show();
    const auto lit = [&] {
        const auto labels = bar.findChildren<FlashLabel*>();
        return std::count_if(labels.begin(), labels.end(),
                             [](const FlashLabel* label) { return label->isLit(); });
    };
    bar.setScore({QStringLiteral("macro F1"), 0.471, 0.471, 0});
    QTRY_COMPARE(lit(), 0);
    bar.setScore({QStringLiteral("macro F1"), 0.471, 0.4712, 0}); // the same to three decimals
    QCOMPARE(lit(), 0);
    bar.setScore({QStringLiteral("macro F1"), 0.471, 0.489, 18});
    QCOMPARE(lit(), 2); // corrected score and number of labels
    QTRY_COMPARE(lit(), 0);
    QVERIFY(bar.accessibleName().contains(QStringLiteral("0.489")));
    QSignalSpy clicked(&bar, &ScoreBar::clicked);
    QTest::mouseClick(&bar, Qt::LeftButton);
    QCOMPARE(clicked.count(), 1);
}

void TstPanels::jobBarCancelsTheFirst()
{
    JobBar bar;
    bar.resize(900, 28);
    bar.show();
    QSignalSpy cancelled(&bar, &JobBar::cancelRequested);
    bar.setJobs({{5, QStringLiteral("run"), 10, 100, 5.0}, {6, QStringLiteral("export"), 0, -1}});
    auto* cancel = buttonNamed<QToolButton>(bar, QStringLiteral("Cancel this job"));
    QVERIFY(cancel && cancel->isVisible());
    cancel->click();
    QCOMPARE(cancelled.first().first().toInt(), 5);
    bar.setJobs({{5, QStringLiteral("run"), 10, 100, 5.0, true}});
    QVERIFY(!cancel->isEnabled());
    bar.setJobs({});
    QVERIFY(!cancel->isVisible());
    QSignalSpy action(&bar, &JobBar::actionRequested);
    bar.showEnd({5, QStringLiteral("run"), Outcome::Failed, QStringLiteral("it threw"),
                 QStringLiteral("Edit the card")});
    auto* mend = buttonNamed<QPushButton>(bar, QStringLiteral("Edit the card"));
    QVERIFY(mend && mend->isVisible());
    mend->click();
    QCOMPARE(action.first().first().toInt(), 5);
    buttonNamed<QToolButton>(bar, QStringLiteral("Put away"))->click();
    QVERIFY(!mend->isVisible());
}

void TstPanels::jobTimesAreReadable()
{
    QCOMPARE(durationText(2.1), QStringLiteral("3 s"));
    QCOMPARE(durationText(89), QStringLiteral("89 s"));
    QCOMPARE(durationText(120), QStringLiteral("2 min"));
    QCOMPARE(durationText(2 * 3600 + 60), QStringLiteral("2 h 1 min"));
    QCOMPARE(durationText(-5), QStringLiteral("0 s"));
}

void TstPanels::railAsksAndSkipsDisabled()
{
    ModeRail rail;
    rail.setModes({{QStringLiteral("review"), QStringLiteral("Review")},
                   {QStringLiteral("tune"), QStringLiteral("Tune")},
                   {QStringLiteral("runs"), QStringLiteral("Runs")}});
    rail.setModeEnabled(1, false);
    rail.resize(rail.sizeHint());
    QSignalSpy asked(&rail, &ModeRail::modeRequested);
    QTest::mouseClick(&rail, Qt::LeftButton, {}, QPoint(30, 90)); // Tune is dimmed
    QCOMPARE(asked.count(), 0);
    QTest::keyClick(&rail, Qt::Key_Down);
    QCOMPARE(asked.first().first().toInt(), 2);
    QCOMPARE(rail.current(), 0); // the window decides
}

void TstPanels::paletteFindsAndTriggers()
{
    QWidget window;
    window.resize(800, 500);
    QAction undo(QStringLiteral("&Undo relabel"));
    QAction import(QStringLiteral("导入文件夹"));
    QAction never(QStringLiteral("Unavailable"));
    never.setEnabled(false);
    QAction hidden(QStringLiteral("Hidden"));
    hidden.setVisible(false);
    CommandPalette palette(&window);
    palette.setActions({&never, &undo, &import, &hidden});
    window.show();
    palette.open();
    QCOMPARE(palette.listed(), QStringList({QStringLiteral("Undo relabel"), QStringLiteral("导入文件夹"),
                                            QStringLiteral("Unavailable")}));
    auto* edit = palette.findChild<QLineEdit*>();
    compose(edit, QStringLiteral("文件"));
    QCOMPARE(palette.listed(), QStringList(QStringLiteral("导入文件夹")));
    QSignalSpy imported(&import, &QAction::triggered);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(imported.count(), 1);
    QVERIFY(!palette.isVisible());
    palette.open();
    QTest::keyClicks(edit, QStringLiteral("unav"));
    QTest::keyClick(edit, Qt::Key_Return); // disabled: nothing happens, the palette stays
    QVERIFY(palette.isVisible());
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
}

void TstPanels::consentNamesTheHash()
{
    ConsentPanel panel;
    panel.setModel({QStringLiteral("/m/net.pt"), 1000, QStringLiteral("abc")});
    QSignalSpy trusted(&panel, &ConsentPanel::trustRequested);
    QSignalSpy declined(&panel, &ConsentPanel::declined);
    buttonNamed<QPushButton>(panel, QStringLiteral("Trust and run"))->click();
    QCOMPARE(trusted.first().first().toString(), QStringLiteral("abc"));
    buttonNamed<QPushButton>(panel, QStringLiteral("Do not run"))->click();
    QCOMPARE(declined.count(), 1);
}

void TstPanels::emptyStateActions()
{
    EmptyState empty(QStringLiteral("import"), QStringLiteral("Nothing here"), QStringLiteral("Text"),
                     {QStringLiteral("Import"), QStringLiteral("Demo")});
    QSignalSpy asked(&empty, &EmptyState::actionRequested);
    buttonNamed<QPushButton>(empty, QStringLiteral("Demo"))->click();
    QCOMPARE(asked.first().first().toInt(), 1);
}

BADCASE_REGISTER_TEST(TstPanels)
#include "tst_panels.moc"
