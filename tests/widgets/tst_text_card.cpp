// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/panels/text_card.h"
#include "widgets/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>

using namespace badcase;
using panels::TextCard;

namespace {

QStringList blocks(const TextCard& card)
{
    QStringList texts;
    for (QTextBlock block = card.document()->begin(); block.isValid(); block = block.next())
        texts.append(block.text());
    return texts;
}

/// Every text of the card is `color`-coded by the theme: no character is invisible.
bool isReadable(const TextCard& card)
{
    for (QTextBlock block = card.document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QColor ink = it.fragment().charFormat().foreground().color();
            if (theme::contrast(ink, theme::color(theme::Role::Canvas)) < 2.5)
                return false;
        }
    }
    return true;
}

} // namespace

class TstTextCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void titleComesFirst();
    void textsAreData();
    void withoutTexts();
    void longTextsAreCut();
    void keysStayWithThePage();
    void chineseWrapsInAColumn();
    void followsTheTheme();
};

void TstTextCard::titleComesFirst()
{
    TextCard card;
    card.setTexts(QStringLiteral("s"), {{QStringLiteral("asr"), QStringLiteral("spoken")},
                                        {QStringLiteral("ocr"), QString()},
                                        {QStringLiteral("title"), QStringLiteral("今天买一送一")}});
    QCOMPARE(blocks(card).mid(0, 2), (QStringList{"title", "今天买一送一"}));
    QVERIFY(blocks(card).contains(QStringLiteral("spoken")));
    QCOMPARE(blocks(card).at(blocks(card).indexOf(QStringLiteral("ocr")) + 1), QStringLiteral("(empty)"));
}

void TstTextCard::textsAreData()
{
    TextCard card;
    const QString evil = QStringLiteral("<b>bold</b><img src='file:///etc/passwd'> & {{x}}");
    card.setTexts(QStringLiteral("s"), {{QStringLiteral("title"), evil}});
    QVERIFY(blocks(card).contains(evil));
}

void TstTextCard::withoutTexts()
{
    TextCard card;
    card.setTexts(QStringLiteral("s"), {});
    QCOMPARE(blocks(card), QStringList{"This sample has neither a picture nor texts"});
    card.setTexts(QStringLiteral("t"), {{QStringLiteral("title"), QStringLiteral("words")}});
    QCOMPARE(blocks(card), (QStringList{"title", "words"}));
}

void TstTextCard::longTextsAreCut()
{
    TextCard card;
    card.setTexts(QStringLiteral("s"),
                  {{QStringLiteral("ocr"), QString(TextCard::kMaxFieldLength + 123, QChar(0x5b57))}});
    QVERIFY(card.toPlainText().size() < TextCard::kMaxFieldLength + 100);
    QVERIFY2(card.toPlainText().contains(QStringLiteral("123")), "how much is missing is said");
}

void TstTextCard::keysStayWithThePage()
{
    QWidget page;
    auto* card = new TextCard(&page);
    page.resize(400, 300);
    page.show();
    card->setTexts(QStringLiteral("s"), {{QStringLiteral("title"), QStringLiteral("words")}});
    QTest::mouseClick(card->viewport(), Qt::LeftButton, {}, {50, 40});
    QVERIFY(!card->hasFocus());
    const QString before = card->toPlainText();
    QTest::keyClicks(card, QStringLiteral("abc"));
    QCOMPARE(card->toPlainText(), before);
}

/// A million-character line without a space does not become one line, and on a wide window not a wide one.
void TstTextCard::chineseWrapsInAColumn()
{
    TextCard card;
    card.resize(1600, 800);
    card.show();
    card.setTexts(QStringLiteral("s"),
                  {{QStringLiteral("asr"), QStringLiteral("限时五折全场包邮").repeated(400)}});
    const QTextBlock text = card.document()->begin().next();
    const QRectF box = card.document()->documentLayout()->blockBoundingRect(text);
    QVERIFY2(box.width() <= 760, qPrintable(QString::number(box.width())));
    QVERIFY(box.height() > 500);
    QVERIFY(card.verticalScrollBar()->maximum() > 0);
    card.verticalScrollBar()->setValue(card.verticalScrollBar()->maximum());
    card.setTexts(QStringLiteral("t"), {{QStringLiteral("asr"), QStringLiteral("买").repeated(5000)}});
    QCOMPARE(card.verticalScrollBar()->value(), 0); // the next sample begins at its top
}

void TstTextCard::followsTheTheme()
{
    TextCard card;
    card.setTexts(QStringLiteral("s"),
                  {{QStringLiteral("title"), QStringLiteral("words")}, {QStringLiteral("ocr"), QString()}});
    card.show();
    auto& theme = theme::Theme::instance();
    theme.apply();
    const auto mode = theme.mode();
    for (const auto next : {theme::Mode::Dark, theme::Mode::Light}) {
        theme.setMode(next);
        QCoreApplication::sendPostedEvents();
        QVERIFY(isReadable(card));
    }
    theme.setMode(mode);
}

BADCASE_REGISTER_TEST(TstTextCard)
#include "tst_text_card.moc"
