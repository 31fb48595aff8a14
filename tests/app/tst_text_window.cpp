// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/filter_terms.h"
#include "app/window/inspector_dock.h"
#include "app/window/settings.h"
#include "app/workspace/what_if_service.h"
#include "storage/sample_writer.h"
#include "storage/what_if_repository.h"
#include "tests/app/window_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/panels/filter_bar.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/text_field_view.h"
#include "widgets/panels/text_panel.h"
#include "widgets/panels/what_if_section.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

using namespace badcase;
using namespace badcase::window;
using window::test::WindowFixture;

/// Search, texts and "What if" in the window.
class TstTextWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void searchFiltersHighlightsAndLeavesByItsChip();
    void searchOnlyInOneField();
    void sortsAndFiltersByQuality();
    void tokenLimitIsRemembered();
    void importedRunsCannotBeAsked();
    void earlierQuestionsAreListed();
};

namespace {

/// The fixture's samples with texts: every third title says 衬衫, the ocr of even samples is empty, that of
/// sample 5 is the longest.
struct TextWindow : WindowFixture {
    TextWindow() : WindowFixture(Task::Classification)
    {
        const auto project = *workspace::Project::open(path());
        const auto connection = *project->connect();
        storage::SampleWriter writer(*connection);
        for (int i = 0; i < 12; ++i) {
            storage::ImportSample row;
            row.sample.name = QStringLiteral("s%1").arg(i, 2, 10, QLatin1Char('0'));
            row.fields = {
                {QStringLiteral("title"), i % 3 == 0 ? QStringLiteral("红色衬衫") : QStringLiteral("裙子")},
                {QStringLiteral("ocr"), i == 5  ? QStringLiteral("衬衫 on sale today only")
                                        : i % 2 ? QStringLiteral("sale")
                                                : QString(QLatin1String(""))}};
            if (!writer.write(row))
                qFatal("fixture");
        }
        if (!writer.finish())
            qFatal("fixture");
    }

    panels::FilterBar* bar() const { return window->findChild<panels::FilterBar*>(); }
    panels::TextPanel* texts() const { return window->findChild<InspectorDock*>()->panel()->texts(); }
    workspace::Session& session() const { return window->bench().session; }
    void type(const QString& text) const
    {
        auto* edit = bar()->findChild<QLineEdit*>();
        edit->setFocus();
        edit->setText(text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    QStringList chips() const
    {
        QStringList texts;
        for (const auto& chip : filterChips(session().filter(), session().schema()))
            texts.append(chip.text);
        return texts;
    }
    void choose(const QString& text) const
    {
        for (const auto& choice :
             filterChoices({session().schema(), session().splits(), session().textFields(), true})) {
            if (choice.text == text)
                return Q_EMIT bar()->choiceRequested(choice.id);
        }
        qFatal("no choice %s", qPrintable(text));
    }
};

int hitsIn(const panels::TextFieldView* view)
{
    for (const auto* label : view->findChildren<QLabel*>()) {
        if (label->textFormat() == Qt::RichText)
            return static_cast<int>(label->text().count(QStringLiteral("background-color")));
    }
    return -1;
}

} // namespace

void TstTextWindow::searchFiltersHighlightsAndLeavesByItsChip()
{
    TextWindow fixture;
    fixture.open();
    fixture.type(QStringLiteral("衬衫"));
    QTRY_COMPARE(fixture.session().selection()->size(), std::size_t(5));
    QCOMPARE(fixture.chips(), QStringList(QStringLiteral("text: 衬衫")));
    fixture.window->bench().selection.select(0);
    QTRY_VERIFY(fixture.texts()->fieldView(QStringLiteral("title")));
    QTRY_COMPARE(hitsIn(fixture.texts()->fieldView(QStringLiteral("title"))) +
                     std::max(0, hitsIn(fixture.texts()->fieldView(QStringLiteral("ocr")))),
                 1);
    Q_EMIT fixture.bar()->removeRequested(static_cast<int>(FilterTerm::Text));
    QTRY_COMPARE(fixture.session().selection()->size(), std::size_t(12));
    QVERIFY(fixture.bar()->findChild<QLineEdit*>()->text().isEmpty());
    QCOMPARE(hitsIn(fixture.texts()->fieldView(QStringLiteral("title"))), 0);
}

void TstTextWindow::searchOnlyInOneField()
{
    TextWindow fixture;
    fixture.open();
    QTRY_COMPARE(fixture.session().textFields(),
                 QStringList({QStringLiteral("title"), QStringLiteral("ocr")}));
    fixture.choose(QStringLiteral("ocr"));
    QCOMPARE(fixture.chips(), QStringList(QStringLiteral("ocr: …")));
    fixture.type(QStringLiteral("衬衫"));
    QTRY_COMPARE(fixture.session().selection()->size(), std::size_t(1));
    QCOMPARE(fixture.chips(), QStringList(QStringLiteral("ocr: 衬衫")));
    fixture.type(QString()); // the field stays chosen
    QTRY_COMPARE(fixture.session().selection()->size(), std::size_t(12));
    Q_EMIT fixture.bar()->removeRequested(static_cast<int>(FilterTerm::Text));
    QVERIFY(fixture.chips().isEmpty() && fixture.session().filter().textField.isEmpty());
}

void TstTextWindow::sortsAndFiltersByQuality()
{
    TextWindow fixture;
    fixture.open();
    QComboBox* orders = nullptr;
    for (auto* box : fixture.window->findChildren<QComboBox*>()) {
        if (box->accessibleName() == QLatin1String("Sort by"))
            orders = box;
    }
    QTRY_VERIFY(orders->findText(QStringLiteral("By length of ocr")) > 0);
    Q_EMIT orders->activated(orders->findText(QStringLiteral("By repeats in ocr")));
    QCOMPARE(orders->currentText(), QStringLiteral("By repeats in ocr"));
    Q_EMIT orders->activated(orders->findText(QStringLiteral("By length of ocr")));
    auto order = fixture.session().order();
    QVERIFY(order.textField == QLatin1String("ocr") && !order.descending);
    order.descending = true;
    fixture.session().setOrder(order);
    QCOMPARE(orders->currentText(), QStringLiteral("By length of ocr")); // the direction is the button's
    QTRY_COMPARE(fixture.session().selection()->front(), SampleId(6));
    fixture.choose(QStringLiteral("ocr is empty"));
    QTRY_COMPARE(fixture.session().selection()->size(), std::size_t(6));
    QCOMPARE(fixture.chips(), QStringList(QStringLiteral("ocr is empty")));
    fixture.choose(QStringLiteral("ocr is empty")); // again: taken back
    QTRY_COMPARE(fixture.session().selection()->size(), std::size_t(12));
}

void TstTextWindow::tokenLimitIsRemembered()
{
    TextWindow fixture;
    fixture.open();
    Q_EMIT fixture.texts()->tokenLimitRequested(64);
    QCOMPARE(fixture.texts()->tokenLimit(), 64);
    QCOMPARE(Settings().tokenLimit(), 64);
    Q_EMIT fixture.texts()->tokenLimitRequested(0);
    QCOMPARE(Settings().tokenLimit(), 0);
}

void TstTextWindow::importedRunsCannotBeAsked()
{
    TextWindow fixture; // its run has no model
    fixture.open();
    auto* section = fixture.texts()->whatIf();
    section->setOpen(true);
    const auto isSaid = [section](const QString& words) {
        for (const auto* label : section->findChildren<QLabel*>()) {
            if (label->isVisibleTo(section) && label->text().contains(words))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(isSaid(QStringLiteral("no model to ask")));
    Q_EMIT section->askRequested(); // even so: words, no crash
    QTRY_VERIFY(isSaid(QStringLiteral("Nothing is changed")));
}

void TstTextWindow::earlierQuestionsAreListed()
{
    TextWindow fixture;
    {
        const auto project = *workspace::Project::open(fixture.path());
        const auto connection = *project->connect();
        storage::WhatIfRecord record;
        record.run = storage::RunRepository(*connection).list()->front().id;
        record.at = QDateTime::currentDateTimeUtc();
        record.edits = workspace::WhatIfEdits{true, {}}.toJson();
        record.before = {1, 0, 0, 0};
        record.after = {0, 0, 1, 0};
        for (int sample = 1; sample <= 12; ++sample) {
            record.sample = SampleId(sample);
            if (!storage::WhatIfRepository(*connection).add(record))
                qFatal("fixture");
        }
    }
    fixture.open();
    auto* list = fixture.texts()->whatIf()->findChild<QListWidget*>();
    QTRY_COMPARE(list->count(), 1);
    QCOMPARE(list->item(0)->text(), QStringLiteral("picture blanked  c0 \u2212100.0"));
    list->setCurrentRow(0);
    QVERIFY(fixture.texts()->whatIf()->findChild<QWidget*>());
}

BADCASE_REGISTER_TEST(TstTextWindow)
#include "tst_text_window.moc"
