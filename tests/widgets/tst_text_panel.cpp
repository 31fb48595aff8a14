// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/probability_bars.h"
#include "widgets/panels/text_card.h"
#include "widgets/panels/text_field_view.h"
#include "widgets/panels/text_marks.h"
#include "widgets/panels/text_panel.h"
#include "widgets/panels/what_if_section.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextDocument>
#include <QToolButton>

using namespace badcase;
using namespace badcase::panels;

/// Texts beside a sample: what is marked in them, how long and how good they are, and other texts in their
/// place.
class TstTextPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void showsTextsAsTheyAre_data();
    void showsTextsAsTheyAre();
    void marksHitsAndCut();
    void cutsBehindTheLastToken();
    void fieldsInReadingOrder();
    void saysWhatIsWrong();
    void foldsLongTexts();
    void highlightsTheQuery();
    void limitIsAsked();
    void editsForAQuestion();
    void anotherSampleEndsEdits();
    void whatIfAsksOnlyWhenSomethingChanged();
    void whatIfShowsChanges();
    void cardHighlights();
};

namespace {

const MarkColours kColours{QColor(0xffee00), QColor(0x0000ff), QColor(0x888888)};

QString plain(const QString& html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

/// The labels that are shown, with their words.
QStringList shownWords(const QWidget& widget)
{
    QStringList words;
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&widget) && !label->text().isEmpty())
            words.append(label->textFormat() == Qt::RichText ? plain(label->text()) : label->text());
    }
    return words;
}

Fields texts()
{
    return {{QStringLiteral("asr"), QStringLiteral("今天天气很好")},
            {QStringLiteral("title"), QStringLiteral("Red shirt 红衬衫")},
            {QStringLiteral("ocr"), QString(QLatin1String(""))}};
}

TextQuery query(const QString& text, const QString& field = {})
{
    return parseTextQuery(text, {QStringLiteral("title"), QStringLiteral("ocr"), QStringLiteral("asr")},
                          field);
}

QToolButton* button(const QWidget& view, const QString& tip)
{
    for (auto* candidate : view.findChildren<QToolButton*>()) {
        if (candidate->toolTip() == tip)
            return candidate;
    }
    return nullptr;
}

const QString kBlank = QStringLiteral("What if this text were empty?");
const QString kOther = QStringLiteral("What if this text said something else?");

} // namespace

void TstTextPanel::showsTextsAsTheyAre_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto same = [](const char* name, const QString& text) { QTest::newRow(name) << text << text; };
    same("markup", QStringLiteral("<b>bold</b> & <img src=x> &amp;"));
    same("lines and spaces", QStringLiteral("a\n\n  b   c"));
    same("chinese", QStringLiteral("红衬衫，9.9 元"));
    QTest::newRow("control") << QStringLiteral("a\u0001b\ufffcc") << QStringLiteral("a\ufffdb\ufffdc");
}

void TstTextPanel::showsTextsAsTheyAre()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(plain(markedText(text, {}, std::nullopt, kColours)), shown);
}

void TstTextPanel::marksHitsAndCut()
{
    const QString html = markedText(u"abcdef", {{1, 3}, {4, 9}}, 2, kColours);
    QCOMPARE(plain(html), QStringLiteral("ab\u2503cdef"));
    QVERIFY(html.contains(QStringLiteral("<span style=\"background-color:#ffee00;\">b</span>")));
    QVERIFY(
        html.contains(QStringLiteral("<span style=\"background-color:#ffee00;color:#888888;\">c</span>")));
    QVERIFY(html.contains(QStringLiteral("<span style=\"color:#888888;\">d</span>")));
    QVERIFY(
        html.contains(QStringLiteral("<span style=\"background-color:#ffee00;color:#888888;\">ef</span>")));
    QVERIFY(html.startsWith(QStringLiteral("<p style=\"white-space:pre-wrap; margin:0\">a<span")));
}

void TstTextPanel::cutsBehindTheLastToken()
{
    const QString text = QStringLiteral("red shirt，红衬衫"); // 2 words and 3 characters
    QCOMPARE(tokenCut(text, 0).tokens, 5);
    QVERIFY(!tokenCut(text, 0).cut && !tokenCut(text, 5).cut);
    QCOMPARE(tokenCut(text, 3).cut.value(), text.indexOf(u'衬'));
    QCOMPARE(tokenCut(text, 1).cut.value(), 3);
    QCOMPARE(tokenCut({}, 4).tokens, 0);
}

void TstTextPanel::fieldsInReadingOrder()
{
    TextPanel panel;
    panel.setFieldNames({QStringLiteral("asr"), QStringLiteral("brand"), QStringLiteral("keywords"),
                         QStringLiteral("ocr"), QStringLiteral("title")});
    panel.setTexts(SampleId(1), texts());
    QStringList order;
    for (const auto* view : panel.findChildren<TextFieldView*>())
        order.append(view->field());
    QCOMPARE(order, QStringList({QStringLiteral("title"), QStringLiteral("ocr"), QStringLiteral("asr"),
                                 QStringLiteral("keywords"), QStringLiteral("brand")}));
    QVERIFY(shownWords(*panel.fieldView(QStringLiteral("brand")))
                .contains(QStringLiteral("empty"))); // the sample lacks it
    QVERIFY(
        shownWords(*panel.fieldView(QStringLiteral("title"))).contains(QStringLiteral("Red shirt 红衬衫")));
    QVERIFY(shownWords(*panel.fieldView(QStringLiteral("asr"))).contains(QStringLiteral("6 characters")));
}

void TstTextPanel::saysWhatIsWrong()
{
    TextFieldView view(QStringLiteral("ocr"));
    const auto roleOf = [&view](const QString& part) {
        for (const auto* label : view.findChildren<RoleLabel*>()) {
            if (label->isVisibleTo(&view) && label->text().contains(part))
                return label->role();
        }
        return theme::Role::Canvas;
    };
    view.setText(QStringLiteral("An ordinary sentence, said once."));
    QVERIFY(!shownWords(view).join(u' ').contains(QLatin1Char('%')));
    view.setText(QStringLiteral("buy now ").repeated(20));
    QCOMPARE(roleOf(QStringLiteral("repeated")), theme::Role::Warn);
    view.setText(QStringLiteral("xkcdqw brtzp #### a1b2c3d4e5 qqwrtp"));
    QCOMPARE(roleOf(QStringLiteral("gibberish")), theme::Role::Warn);
    view.setText(QStringLiteral("  \n"));
    QCOMPARE(roleOf(QStringLiteral("empty")), theme::Role::Warn);
    view.setTokenLimit(4);
    view.setText(QStringLiteral("one two three four five six"));
    QVERIFY(shownWords(view).contains(QStringLiteral("about 6 tokens  ·  cut at 4")));
    QVERIFY(shownWords(view).contains(QStringLiteral("one two three four\u2503 five six")));
}

void TstTextPanel::foldsLongTexts()
{
    TextFieldView view(QStringLiteral("ocr"));
    QSignalSpy folds(&view, &TextFieldView::foldChanged);
    auto* fold = view.findChild<QPushButton*>();
    view.setText(QStringLiteral("short"));
    QVERIFY(!fold->isVisibleTo(&view));
    const QString text = QStringLiteral("字").repeated(1000) + QStringLiteral("衬衫");
    view.setQuery(query(QStringLiteral("衬衫")));
    view.setText(text);
    QVERIFY(fold->isVisibleTo(&view));
    QVERIFY(
        fold->text().contains(QStringLiteral("1 more hit"))); // nobody is left to think that there is none
    QVERIFY(!shownWords(view).join(QString()).contains(QStringLiteral("衬衫")));
    fold->click();
    QCOMPARE(folds.count(), 1);
    QVERIFY(shownWords(view).contains(text));
    view.setText(QStringLiteral("字").repeated(TextFieldView::kMaxShown + 5)); // does not stop the window
    QVERIFY(shownWords(view).contains(QStringLiteral("字").repeated(TextFieldView::kMaxShown)));
}

void TstTextPanel::highlightsTheQuery()
{
    TextPanel panel;
    panel.setTexts(SampleId(1), texts());
    const auto html = [&](const QString& field) {
        for (const auto* label : panel.fieldView(field)->findChildren<QLabel*>()) {
            if (label->textFormat() == Qt::RichText)
                return label->text();
        }
        return QString();
    };
    panel.setQuery(query(QStringLiteral("衬 shirt")));
    QCOMPARE(html(QStringLiteral("title")).count(QStringLiteral("background-color")), 2);
    QCOMPARE(html(QStringLiteral("asr")).count(QStringLiteral("background-color")), 0);
    panel.setQuery(query(QStringLiteral("天"), QStringLiteral("title")));
    QCOMPARE(html(QStringLiteral("asr")).count(QStringLiteral("background-color")),
             0); // restricted to the title
    panel.setQuery(query(QStringLiteral("天")));
    QCOMPARE(html(QStringLiteral("asr")).count(QStringLiteral("background-color")), 2);
}

void TstTextPanel::limitIsAsked()
{
    TextPanel panel;
    panel.setTexts(SampleId(1), texts());
    QSignalSpy limits(&panel, &TextPanel::tokenLimitRequested);
    auto* box = panel.findChild<QComboBox*>();
    QCOMPARE(box->count(), static_cast<int>(TextPanel::kTokenLimits.size()));
    Q_EMIT box->activated(1);
    QCOMPARE(limits.count(), 1);
    panel.setTokenLimit(64);
    QCOMPARE(box->currentData().toInt(), 64);
    QCOMPARE(limits.count(), 1); // only the user's choices are told
    panel.setTokenLimit(77);     // of another version
    QCOMPARE(box->currentIndex(), 0);
}

void TstTextPanel::editsForAQuestion()
{
    TextPanel panel;
    panel.setTexts(SampleId(7), texts());
    auto* title = panel.fieldView(QStringLiteral("title"));
    QVERIFY(!button(*title, kBlank)->isVisibleTo(&panel));
    auto* head = panel.whatIf()->findChild<QToolButton*>();
    panel.whatIf()->setMeans(true, WhatIfSection::Media::Picture, {});
    head->click();
    QVERIFY(panel.whatIf()->isOpen());
    QVERIFY(button(*title, kBlank)->isVisibleTo(&panel));
    button(*title, kBlank)->click();
    QCOMPARE(panel.edits(), (QMap<QString, QString>{{QStringLiteral("title"), QString()}}));
    button(*title, kOther)->click();
    QVERIFY(panel.edits().isEmpty()); // the same words are no other text
    auto* edit = title->findChild<QPlainTextEdit*>();
    QCOMPARE(edit->toPlainText(), QStringLiteral("Red shirt 红衬衫"));
    edit->setPlainText(QStringLiteral("裙子"));
    button(*panel.fieldView(QStringLiteral("asr")), kBlank)->click();
    const QMap<QString, QString> expected{{QStringLiteral("asr"), QString()},
                                          {QStringLiteral("title"), QStringLiteral("裙子")}};
    QCOMPARE(panel.edits(), expected);
    QSignalSpy asked(&panel, &TextPanel::whatIfRequested);
    Q_EMIT panel.whatIf()->askRequested();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].value<SampleId>(), SampleId(7));
    QCOMPARE(asked[0][1].toBool(), false);
    QCOMPARE((asked[0][2].value<QMap<QString, QString>>()), expected);
    panel.whatIf()->setMeans(false, WhatIfSection::Media::None, {}); // a run without a model
    QVERIFY(!button(*title, kBlank)->isVisibleTo(&panel) && panel.edits().isEmpty());
    panel.whatIf()->setMeans(true, WhatIfSection::Media::Picture, {});
    button(*title, kBlank)->click();
    QCOMPARE(panel.edits().size(), 1);
    head->click(); // closed: the texts are as they are
    QVERIFY(panel.edits().isEmpty());
    QVERIFY(!button(*title, kBlank)->isVisibleTo(&panel));
}

void TstTextPanel::anotherSampleEndsEdits()
{
    TextPanel panel;
    panel.setTexts(SampleId(1), texts());
    panel.whatIf()->setMeans(true, WhatIfSection::Media::Picture, {});
    panel.whatIf()->findChild<QToolButton*>()->click();
    button(*panel.fieldView(QStringLiteral("title")), kBlank)->click();
    panel.setTexts(SampleId(1), texts()); // a label was changed: the question stays
    QCOMPARE(panel.edits().size(), 1);
    panel.setTexts(SampleId(2), texts());
    QVERIFY(panel.edits().isEmpty());
    QVERIFY(button(*panel.fieldView(QStringLiteral("title")), kBlank)->isVisibleTo(&panel)); // still open
}

void TstTextPanel::whatIfAsksOnlyWhenSomethingChanged()
{
    WhatIfSection section;
    section.setOpen(true);
    section.setMeans(true, WhatIfSection::Media::Picture, QStringLiteral("reads no texts"));
    auto* ask = section.findChildren<QPushButton*>().front();
    QVERIFY(shownWords(section).contains(QStringLiteral("reads no texts")));
    QVERIFY(!ask->isEnabled());
    section.findChild<QCheckBox*>()->setChecked(true);
    QVERIFY(ask->isEnabled() && section.blankMedia());
    section.setBusy(true);
    QVERIFY(!ask->isEnabled());
    section.setBusy(false);
    section.setMeans(true, WhatIfSection::Media::None, {}); // a text: nothing to blank
    QVERIFY(!section.blankMedia() && !ask->isEnabled());
    section.setTextEdits(1);
    QVERIFY(ask->isEnabled());
    section.setMeans(false, WhatIfSection::Media::None, QStringLiteral("imported"));
    QVERIFY(!ask->isVisibleTo(&section));
    QVERIFY(shownWords(section).contains(QStringLiteral("imported")));
}

void TstTextPanel::whatIfShowsChanges()
{
    std::vector<ClassInfo> classes;
    for (int i = 0; i < 12; ++i)
        classes.push_back({QStringLiteral("c%1").arg(i), {}, {}});
    WhatIfSection section;
    section.setSchema(*Schema::create(Task::Classification, std::move(classes)));
    section.setOpen(true);
    section.setMeans(true, WhatIfSection::Media::Picture, {});
    auto* bars = section.findChild<ProbabilityBars*>();
    QVERIFY(!bars->isVisibleTo(&section));
    WhatIfView answer;
    answer.blankMedia = true;
    answer.edited = {QStringLiteral("title")};
    answer.before = {0.5F, 0.3F, 0.1F, 0.05F, 0.05F, 0, 0, 0, 0, 0, 0, 0};
    answer.after = {0.52F, 0.05F, 0.1F, 0.05F, 0.06F, 0, 0, 0, 0, 0, 0, 0.22F};
    section.showAnswer(answer);
    QVERIFY(bars->isVisibleTo(&section));
    QVERIFY(shownWords(section).contains(QStringLiteral("picture blanked, title edited")));
    QCOMPARE(bars->rowCount(), ProbabilityBars::kMaximumRows);
    QVERIFY(bars->accessibleDescription().startsWith(
        QStringLiteral("c0 from 50.0 % to 52.0 %, c1 from 30.0 % to 5.0 %")));
    Q_EMIT section.findChild<SegmentedControl*>()->chosen(1);
    QVERIFY(bars->accessibleDescription().startsWith(
        QStringLiteral("c1 from 30.0 % to 5.0 %, c11 from 0.0 % to 22.0 %")));
    for (auto* more : section.findChildren<QPushButton*>()) {
        if (more->text().contains(QStringLiteral("12")))
            more->click();
    }
    QCOMPARE(bars->rowCount(), 12);
    QCOMPARE(bars->classAt(0), kNoClass); // a click there labels nothing
    section.setEarlier({answer});
    auto* list = section.findChild<QListWidget*>();
    QCOMPARE(list->item(0)->text(), QStringLiteral("picture blanked, title edited  c1 \u221225.0"));
    section.showError(QStringLiteral("gone"));
    QVERIFY(shownWords(section).contains(QStringLiteral("gone")));
    section.clear();
    QVERIFY(!bars->isVisibleTo(&section) && list->count() == 0);
}

void TstTextPanel::cardHighlights()
{
    TextCard card;
    card.setTexts(QStringLiteral("s"), texts());
    const QString before = card.toPlainText();
    card.setQuery(query(QStringLiteral("天")));
    QCOMPARE(card.toPlainText(), before);
    QTextCursor hit = card.document()->find(QStringLiteral("天"));
    QCOMPARE(hit.charFormat().background().color(), markColours().hit);
    QTextCursor other = card.document()->find(QStringLiteral("好"));
    QCOMPARE(other.charFormat().background().style(), Qt::NoBrush);
}

BADCASE_REGISTER_TEST(TstTextPanel)
#include "tst_text_panel.moc"
