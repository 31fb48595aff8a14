// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/panels/class_picker.h"
#include "widgets/panels/class_popup.h"
#include "widgets/panels/label_section.h"
#include "widgets/panels/probability_bars.h"
#include "widgets/theme/theme.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>

using namespace badcase;
using namespace badcase::panels;

namespace {

Schema clothing()
{
    return *Schema::create(Task::Classification, {{QStringLiteral("shirt"), QStringLiteral("tops")},
                                                  {QStringLiteral("t-shirt"), QStringLiteral("tops")},
                                                  {QStringLiteral("polo"), QStringLiteral("tops")},
                                                  {QStringLiteral("shorts"), QStringLiteral("bottoms")}});
}

} // namespace

/// Classes with parents and several labels a sample, in the widgets that show and choose them.
class TstClassWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::Theme::instance().apply(); }
    void init() { badcase::test::failOnWarnings(); }
    void pickerOfAFilterChoosesWholeParents();
    void longFlatListsAreWhole();
    void popupAsksForClasses();
    void barsNameParents();
    void labelsAndPredictionAreCompared();
};

void TstClassWidgets::pickerOfAFilterChoosesWholeParents()
{
    ClassPicker picker;
    picker.setPurpose(ClassPicker::Purpose::Filter);
    picker.setSchema(clothing());
    picker.setLabels({1});
    picker.show();
    QSignalSpy classes(&picker, &ClassPicker::classChosen);
    QSignalSpy parents(&picker, &ClassPicker::parentChosen);
    picker.open();
    auto* edit = picker.findChild<QLineEdit*>();
    auto* list = picker.findChild<QListWidget*>();
    const Schema schema = clothing();
    const int parent = schema.parentOf(1);
    QCOMPARE(picker.currentClass(), 1); // what is chosen is in sight and ticked
    QCOMPARE(list->currentItem()->checkState(), Qt::Checked);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(classes.count(), 1);
    while (picker.currentWholeParent() != parent && list->currentRow() > 0)
        QTest::keyClick(edit, Qt::Key_Up);
    QCOMPARE(picker.currentWholeParent(), parent);
    QCOMPARE(list->currentItem()->checkState(), Qt::PartiallyChecked);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(parents.count(), 1);
    QCOMPARE(parents.first().first().toInt(), parent);
    picker.setLabels(LabelSet(schema.tree().classesBelow(parent)));
    QCOMPARE(picker.currentWholeParent(), parent); // the row has kept its place
    QCOMPARE(list->currentItem()->checkState(), Qt::Checked);
    QTest::keyClicks(edit, schema.parents()[parent]); // typed, the parent comes before its classes
    QCOMPARE(picker.currentWholeParent(), parent);
    QCOMPARE(classes.count(), 1);
}

void TstClassWidgets::longFlatListsAreWhole()
{
    std::vector<ClassInfo> classes;
    for (int i = 0; i < 82; ++i)
        classes.push_back({QStringLiteral("tag %1").arg(i)});
    ClassPicker picker;
    picker.setSchema(*Schema::create(Task::MultiLabel, classes));
    picker.open();
    QCOMPARE(picker.findChild<QListWidget*>()->count(), 82);
}

void TstClassWidgets::popupAsksForClasses()
{
    QWidget button;
    button.show();
    ClassPopup popup;
    const Schema schema = clothing();
    popup.setSchema(schema);
    std::vector<std::vector<ClassIndex>> asked;
    connect(&popup, &ClassPopup::chosen, this,
            [&](const std::vector<ClassIndex>& classes) { asked.push_back(classes); });
    popup.ask(QStringLiteral("Label: one of"), {}, &button);
    QVERIFY(popup.isVisible());
    auto* edit = popup.findChild<QLineEdit*>();
    QTest::keyClicks(edit, QStringLiteral("t-shirt"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.back(), std::vector<ClassIndex>{schema.indexOf(QStringLiteral("t-shirt"))});
    QVERIFY(popup.isVisible()); // there may be more to choose
    edit->clear();
    QTest::keyClicks(edit, schema.parents().first());
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.back(), schema.tree().classesBelow(0));
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!popup.isVisible());
}

void TstClassWidgets::barsNameParents()
{
    ProbabilityBars bars;
    const Schema schema = clothing();
    bars.setSchema(schema);
    bars.setValues({{1, 0.75}}, {});
    QVERIFY(bars.accessibleDescription().contains(schema.at(1).parent + QStringLiteral(" / ") +
                                                  schema.at(1).name));
}

void TstClassWidgets::labelsAndPredictionAreCompared()
{
    std::vector<ClassInfo> classes;
    for (int i = 0; i < 12; ++i)
        classes.push_back({QStringLiteral("tag %1").arg(i)});
    LabelSection section;
    section.setSchema(*Schema::create(Task::MultiLabel, classes));
    SampleView view;
    view.given = LabelSet{0, 1, 2};
    view.predicted = LabelSet{1, 2, 3};
    section.setSample(view);
    QCOMPARE(section.accessibleName(),
             QStringLiteral("Given \u2212\u00a0tag 0, tag 1, tag 2; Predicted tag 1, tag 2, +\u00a0tag 3"));
    // Many labels take fewer lines the wider the section is, and never more than one each.
    view.given = LabelSet{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    section.setSample(view);
    QVERIFY(section.heightForWidth(900) < section.heightForWidth(240));
    QVERIFY(section.heightForWidth(240) < section.heightForWidth(80));
    QCOMPARE(section.heightForWidth(80), 15 * 24);
}

BADCASE_REGISTER_TEST(TstClassWidgets)
#include "tst_class_widgets.moc"
