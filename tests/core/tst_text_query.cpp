// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/text_quality.h"
#include "inference/core/text_query.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

using namespace badcase;

/// Tokens, queries, hits and text quality, against a table and against plain substrings.
class TstTextQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void tokens_data();
    void tokens();
    void matching_data();
    void matching();
    void chineseIsSubstring();
    void highlights_data();
    void highlights();
    void snippets();
    void quality();
};

namespace {

const QStringList kFields{QStringLiteral("title"), QStringLiteral("ocr")};

/// "衬@0 衫@2 iphone14@5": each token with its position.
QString written(const QString& text)
{
    const TextTokens tokens(text);
    QStringList parts;
    for (const auto& token : tokens.tokens())
        parts += tokens.text(token).toString() + QLatin1Char('@') + QString::number(token.position);
    return parts.join(QLatin1Char(' '));
}

} // namespace

void TstTextQuery::tokens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char16_t* text, const char16_t* expected) {
        QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(expected);
    };
    row("empty", u"", u"");
    row("only separators", u" ,.!", u"");
    row("words", u"Red  coat, NEW", u"red@0 coat@3 new@6");
    row("han", u"衬衫。衬衫", u"衬@0 衫@2 衬@5 衫@7");
    row("mixed", u"买iPhone14手机", u"买@0 iphone14@2 手@4 机@6");
    row("full width", u"ＡＢＣ１２", u"abc12@0");
    row("kana with a voice mark of its own", u"ｶﾞﾗｽ", u"ガ@0 ラ@2 ス@4");
    row("hangul in parts", u"\u1112\u1161\u11ab글", u"한@0 글@2");
    row("accents, either way", u"CAFÉ cafe\u0301", u"café@0 café@3");
    row("ligature", u"ﬁne", u"fine@0");
    row("sharp s", u"Straße", u"straße@0");
    row("one sign that is three", u"㈱東", u"株@0 東@3");
    row("beyond the plane", u"𠮷野家", u"𠮷@0 野@2 家@4");
    row("pictograph", u"好😂好", u"好@0 😂@2 好@4");
    row("joiner", u"so\u00adft", u"soft@0");
    row("cyrillic", u"Привет", u"привет@0");
}

void TstTextQuery::tokens()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(written(text), expected);
    const TextTokens all(text);
    for (const auto& token : all.tokens())
        QVERIFY(token.range.begin >= 0 && token.range.begin < token.range.end &&
                token.range.end <= text.size());
    // A word without an end is cut, and touches itself.
    const TextTokens longWord(QString(150, QLatin1Char('x')));
    QCOMPARE(longWord.tokens().size(), std::size_t(3));
    QCOMPARE(longWord.tokens()[2].position, 4u);
}

void TstTextQuery::matching_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char16_t* query, bool expected) {
        const QString text = QString::fromUtf16(query);
        QTest::addRow("%s", qPrintable(text)) << text << expected;
    };
    // title: "夏季新款衬衫 Red Coats", ocr: "促销100%_7 衬 衫", name: "v0042"
    row(u"衬", true);
    row(u"衬衫", true);
    row(u"新款衬", true);
    row(u"款新", false);
    row(u"新衬", false);
    row(u"新 衬", true);
    row(u"ocr:衬衫", false);
    row(u"ocr:\"衬 衫\"", true);
    row(u"ocr:\"衬，衫\"", true);
    row(u"\"衬衫 red\"", true);
    row(u"衬衫red", false);
    row(u"coat", true);
    row(u"coat ", false);
    row(u"\"coat\"", false);
    row(u"coat red", false);
    row(u"coats RE", true);
    row(u"oats", false);
    row(u"\"red coats\"", true);
    row(u"\"red coat", false);
    row(u"\"coats red\"", false);
    row(u"title:red ocr:100", true);
    row(u"ocr:red", false);
    row(u"TITLE：衬", true);
    row(u"http:red", false);
    row(u"name:v00", true);
    row(u"v0042", true);
    row(u"０４２", false);
    row(u"v００４２", true);
    row(u"!!", false);
    row(u"衬 !!", true);
    row(u"100%_7", true);
    row(u"100 7", true);
    row(u"100%7", true);
}

void TstTextQuery::matching()
{
    QFETCH(QString, query);
    QFETCH(bool, expected);
    const Fields fields{{QStringLiteral("title"), QStringLiteral("夏季新款衬衫 Red Coats")},
                        {QStringLiteral("ocr"), QStringLiteral("促销100%_7 衬 衫")},
                        {QString::fromLatin1(kNameField), QStringLiteral("v0042")}};
    QStringList names = kFields;
    names += QString::fromLatin1(kNameField);
    QCOMPARE(matches(parseTextQuery(query, names), fields), expected);
}

void TstTextQuery::chineseIsSubstring()
{
    QRandomGenerator random(5);
    const QString alphabet = QStringLiteral("的一是衬衫，。 a1");
    const auto text = [&](int length) {
        QString made;
        for (int i = 0; i < length; ++i)
            made += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
        return made;
    };
    int found = 0;
    for (int i = 0; i < 20000; ++i) {
        const QString haystack = text(random.bounded(20));
        QString needle;
        for (int length = 1 + random.bounded(3); needle.size() < length;)
            needle += alphabet[random.bounded(5)]; // characters only
        const bool is = matches(parseTextQuery(needle, {}), {{QStringLiteral("t"), haystack}});
        QVERIFY2(is == haystack.contains(needle), qPrintable(haystack + QStringLiteral(" / ") + needle));
        found += is ? 1 : 0;
    }
    QVERIFY(found > 1000 && found < 19000);
}

void TstTextQuery::highlights_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected"); // the hits between brackets
    const auto row = [](const char* name, const char16_t* text, const char16_t* query,
                        const char16_t* expected) {
        QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(query)
                            << QString::fromUtf16(expected);
    };
    row("nothing", u"abc", u"x", u"abc");
    row("han", u"新款衬衫衬", u"衬", u"新款[衬]衫[衬]");
    row("prefix takes the word", u"Red coats", u"co", u"Red [coats]");
    row("overlapping", u"一一一", u"一一", u"[一一一]");
    row("touching stay two", u"衬衫", u"衬 衫", u"[衬][衫]");
    row("original offsets", u"ｶﾞﾗｽ㈱", u"ガ", u"[ｶﾞ]ﾗｽ㈱");
    row("inside one sign", u"a㈱b", u"株", u"a[㈱]b");
    row("phrase", u"red, coat", u"\"red coat\"", u"[red, coat]");
    row("other field", u"red", u"ocr:red", u"red");
    row("beyond the plane", u"x𠮷y", u"𠮷", u"x[𠮷]y");
}

void TstTextQuery::highlights()
{
    QFETCH(QString, text);
    QFETCH(QString, query);
    QFETCH(QString, expected);
    QString marked = text;
    const auto ranges = highlight(text, QStringLiteral("title"), parseTextQuery(query, kFields));
    for (auto it = ranges.rbegin(); it != ranges.rend(); ++it)
        marked.insert(it->end, QLatin1Char(']')).insert(it->begin, QLatin1Char('['));
    QCOMPARE(marked, expected);
}

void TstTextQuery::snippets()
{
    const QString text = QString(100, u'前') + QStringLiteral("衬衫") + QString(100, u'后');
    const QString part = snippet(text, {}, parseTextQuery(u"衬衫", {}), 30);
    QVERIFY(part.contains(QStringLiteral("前衬衫后")) && part.size() == 32);
    QVERIFY(part.startsWith(u'\u2026') && part.endsWith(u'\u2026'));
    QCOMPARE(snippet(QStringLiteral("a\nb"), {}, {}, 30), QStringLiteral("a b"));
    QCOMPARE(snippet({}, {}, {}, 30), QString());
}

void TstTextQuery::quality()
{
    QCOMPARE(textQuality(u"").length, 0);
    QCOMPARE(textQuality(u" \n\t").length, 0);
    QCOMPARE(textQuality(u"衬 衫\U00020bb7").length, 3);
    const QString prose = QStringLiteral("夏天到了，这件衬衫透气又凉快，颜色也很好看。");
    QVERIFY(textQuality(prose).repeated < 0.05);
    QCOMPARE(textQuality(prose).gibberish, 0.0);
    QVERIFY(textQuality(prose.repeated(10)).repeated > 0.85);
    QCOMPARE(textQuality(u"哈哈哈哈哈哈").repeated, 1.0 - 1.0 / 3.0);
    QCOMPARE(textQuality(u"abc").repeated, 0.0);
    QCOMPARE(textQuality(u"The rhythm of my shirt 2024").gibberish, 0.0);
    QCOMPARE(textQuality(u"xkcdq hello").gibberish, 0.5);
    QCOMPARE(textQuality(u"a1b2c3").gibberish, 1.0);
    QCOMPARE(textQuality(u"#$%^ good").gibberish, 0.5);
    QCOMPARE(textQuality(u"\ufffd\ufffdok").gibberish, 0.5);
    QCOMPARE(textQuality(QString(31, QLatin1Char('a'))).gibberish, 1.0);
}

BADCASE_REGISTER_TEST(TstTextQuery)
#include "tst_text_query.moc"
