// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/wordpiece.h"
#include "inference/engine/wordpiece_words.h"
#include "tests/support/test_support.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtEndian>
#include <QThreadPool>

#include <algorithm>
#include <atomic>

using namespace badcase;
using namespace badcase::engine;

namespace {

QString fixture(const char* name)
{
    return test::sourceDir() + QStringLiteral("/tests/engine/fixtures/") + QLatin1String(name);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the `tokenizers` package says (fixtures/make_wordpiece.py).
QJsonObject answers(const char* name)
{
    return QJsonDocument::fromJson(qUncompress(read(fixture(name)))).object();
}

QJsonValue member(const QJsonValue& object, const char* key)
{
    return object[QLatin1String(key)];
}

std::vector<std::int32_t> numbers(const QJsonValue& base64)
{
    const QByteArray bytes = QByteArray::fromBase64(base64.toString().toLatin1());
    std::vector<std::int32_t> out;
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2)
        out.push_back(qFromLittleEndian<quint16>(bytes.constData() + i));
    return out;
}

std::vector<std::int64_t> listOf(const QJsonValue& array)
{
    std::vector<std::int64_t> out;
    for (const QJsonValue& value : array.toArray())
        out.push_back(value.toInteger(-1));
    return out;
}

QStringList textsOf(const QJsonObject& cases)
{
    QStringList texts;
    for (const QJsonValue& text : cases.value(QStringLiteral("texts")).toArray())
        texts << text.toString();
    return texts;
}

Result<WordPiece> vocabulary(const WordPieceOptions& options = {})
{
    return WordPiece::load(fixture("wordpiece_vocab.txt"), options);
}

Result<WordPiece> tiny(const QByteArray& tokens, const WordPieceOptions& options = {})
{
    return WordPiece::parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\n" + tokens, QStringLiteral("tiny.txt"), options);
}

QString wordsOf(const QString& text)
{
    WordList list;
    list.assign(text, {});
    QStringList words;
    for (std::size_t i = 0; i < list.size(); ++i)
        words << QString::fromUcs4(list[i].data(), static_cast<qsizetype>(list[i].size()));
    return words.join(u' ');
}

using Ids = std::vector<std::int64_t>;

} // namespace

class TstWordPiece : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void everyCharacterAsThePackage();
    void mixedStringsAsThePackage_data();
    void mixedStringsAsThePackage();
    void inputsAsThePackage();
    void sharedTextsAsThePackage();
    void specialTokensInATextAreText();
    void halvesOfPairsAreDropped();
    void cutsTheLongestPartsFirst();
    void inputsAddUp();
    void theOptionsCount();
    void readsVocabularies();
    void refusesBadVocabularies_data();
    void refusesBadVocabularies();
    void manyThreadsShareOne();
};

void TstWordPiece::everyCharacterAsThePackage()
{
    const QJsonObject known = answers("wordpiece_characters.bin");
    const QJsonObject others = known.value(QStringLiteral("others")).toObject();
    char32_t checked = 0;
    for (const QJsonValue& run : known.value(QStringLiteral("runs")).toArray()) {
        const auto first = static_cast<char32_t>(run[0].toInt());
        for (char32_t c = first; c < first + static_cast<char32_t>(run[1].toInt()); ++c, ++checked) {
            const QString text = u'a' + QString::fromUcs4(&c, 1) + u'b';
            const QString hex = QString::number(c, 16);
            const QString expected[] = {QStringLiteral("ab"), QStringLiteral("a b"),
                                        QStringLiteral("a %1 b").arg(text.mid(1, text.size() - 2)), text,
                                        others.value(hex).toString()};
            const QString found = wordsOf(text);
            if (found != expected[run[2].toInt()])
                QFAIL(
                    qPrintable(QStringLiteral("U+%1: %2, not %3").arg(hex, found, expected[run[2].toInt()])));
        }
    }
    QCOMPARE(checked, char32_t(0x110000 - 0x800));
}

void TstWordPiece::mixedStringsAsThePackage_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("texts");
    QTest::newRow("uncased") << 0 << 10000;
    QTest::newRow("cased") << 1 << 2500;
    QTest::newRow("small letters with accents") << 2 << 2500;
    QTest::newRow("capitals without accents, no ideographs apart") << 3 << 2500;
}

void TstWordPiece::mixedStringsAsThePackage()
{
    QFETCH(int, number);
    QFETCH(int, texts);
    const QJsonObject cases = answers("wordpiece_cases.bin");
    const QJsonValue run = cases.value(QStringLiteral("singles")).toArray().at(number);
    WordPieceOptions options;
    options.lowercase = member(run, "lowercase").toBool();
    if (member(run, "strip_accents").isBool())
        options.stripAccents = member(run, "strip_accents").toBool();
    options.chineseSpaces = member(run, "chinese_spaces").toBool();
    const auto tokenizer = vocabulary(options);
    QVERIFY_RESULT(tokenizer);

    const QStringList all = textsOf(cases);
    const auto lengths = numbers(member(run, "lengths"));
    const auto ids = numbers(member(run, "ids"));
    QCOMPARE(lengths.size(), std::size_t(texts));
    auto next = ids.begin();
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const std::vector<std::int32_t> expected(next, next + lengths[i]);
        next += lengths[i];
        const QString& text = all.at(static_cast<qsizetype>(i));
        if (tokenizer->tokens(text) != expected)
            QFAIL(qPrintable(
                QStringLiteral("%1: %2").arg(i).arg(QString::fromLatin1(text.toUtf8().toPercentEncoding()))));
    }
    QVERIFY(next == ids.end());
}

void TstWordPiece::inputsAsThePackage()
{
    const QJsonObject cases = answers("wordpiece_cases.bin");
    const QStringList all = textsOf(cases);
    const auto tokenizer = vocabulary();
    QVERIFY_RESULT(tokenizer);
    int pairs = 0;
    int cut = 0;
    const QJsonArray encodings = cases.value(QStringLiteral("encodings")).toArray();
    for (const QJsonValue& one : encodings) {
        QStringList parts;
        for (const std::int64_t part : listOf(member(one, "parts")))
            parts << all.at(part);
        const auto found = tokenizer->encode(parts, member(one, "length").toInt());
        QCOMPARE(found.ids, listOf(member(one, "ids")));
        QCOMPARE(found.mask, listOf(member(one, "mask")));
        QCOMPARE(found.types, listOf(member(one, "types")));
        QCOMPARE(found.length, int(std::count(found.mask.begin(), found.mask.end(), 1)));
        pairs += parts.size() == 2 ? 1 : 0;
        cut += found.cut ? 1 : 0;
    }
    QVERIFY(pairs > 400 && cut > 200 && cut < int(encodings.size()) - 50);
}

/// The texts are not copied here, only checksums of what the package makes of them.
void TstWordPiece::sharedTextsAsThePackage()
{
    NEEDS_SHARED();
    const auto tokenizer = vocabulary();
    QVERIFY_RESULT(tokenizer);
    const QJsonArray sums = answers("wordpiece_cases.bin").value(QStringLiteral("shared")).toArray();
    const QJsonArray records =
        QJsonDocument::fromJson(read(test::shared(QStringLiteral("data/wechat2022/labeled_synthetic.json"))))
            .array();
    QCOMPARE(records.size(), 3000);
    QCOMPARE(sums.size(), records.size());
    for (qsizetype i = 0; i < records.size(); ++i) {
        QStringList lines;
        for (const QJsonValue& line : member(records.at(i), "ocr").toArray())
            lines << member(line, "text").toString();
        QByteArray bytes;
        for (const QString& text : {member(records.at(i), "title").toString(),
                                    member(records.at(i), "asr").toString(), lines.join(u' ')}) {
            for (const std::int32_t id : tokenizer->tokens(text)) {
                const auto small = qToLittleEndian(static_cast<quint16>(id));
                bytes.append(reinterpret_cast<const char*>(&small), sizeof(small));
            }
        }
        const QByteArray sum = QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex().left(8);
        QCOMPARE(QString::fromLatin1(sum), sums.at(i).toString());
    }
}

void TstWordPiece::specialTokensInATextAreText()
{
    const auto tokenizer = tiny("[\n]\nsep\n");
    QVERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->tokens(u"[SEP]"), (std::vector<std::int32_t>{4, 6, 5}));
    QCOMPARE(tokenizer->encode({QStringLiteral("[SEP]")}, 5).ids, (Ids{2, 4, 6, 5, 3}));
}

void TstWordPiece::halvesOfPairsAreDropped()
{
    const auto tokenizer = tiny("ab\na\n");
    QVERIFY_RESULT(tokenizer);
    const QString broken = QStringLiteral("a") + QChar(0xd83d) + QStringLiteral("b ") + QChar(0xde02) +
                           QStringLiteral("a") + QChar(0xd83d);
    QCOMPARE(tokenizer->tokens(broken), (std::vector<std::int32_t>{4, 5}));
}

void TstWordPiece::cutsTheLongestPartsFirst()
{
    const auto tokenizer = tiny("a\nb\nc\n");
    QVERIFY_RESULT(tokenizer);
    const QStringList parts{QStringLiteral("a"), QStringLiteral("b b b b b b"), QStringLiteral("c c c c")};
    const auto whole = tokenizer->encode(parts, 16);
    QCOMPARE(whole.ids, (Ids{2, 4, 3, 5, 5, 5, 5, 5, 5, 3, 6, 6, 6, 6, 3, 0}));
    QCOMPARE(whole.types, (Ids{0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0}));
    QCOMPARE(whole.length, 15);
    QVERIFY(!whole.cut);
    const auto cut = tokenizer->encode(parts, 12); // room for 8: one, and of 7 left the longer part gets 4
    QCOMPARE(cut.ids, (Ids{2, 4, 3, 5, 5, 5, 5, 3, 6, 6, 6, 3}));
    QVERIFY(cut.cut);
    QCOMPARE(tokenizer->encode(parts, 3).ids, (Ids{2, 3, 3})); // not even the separators have room
    QVERIFY(tokenizer->encode(parts, 0).ids.empty());
    QCOMPARE(tokenizer->encode({}, 4).ids, (Ids{2, 3, 0, 0}));
    QVERIFY(!tokenizer->encode({}, 2).cut);
}

/// Whatever is put in, an input has its length, begins with [CLS], ends in [SEP] and padding, and nothing
/// that fits is cut.
void TstWordPiece::inputsAddUp()
{
    const auto tokenizer = vocabulary();
    QVERIFY_RESULT(tokenizer);
    const QStringList all = textsOf(answers("wordpiece_cases.bin"));
    const auto count = [&](const Ids& ids, QStringView token) {
        return int(std::count(ids.begin(), ids.end(), *tokenizer->id(token)));
    };
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        QStringList parts;
        std::size_t needed = 1;
        for (int i = random.bounded(1, 6); i > 0; --i) {
            parts << all.at(random.bounded(int(all.size())));
            needed += tokenizer->tokens(parts.last()).size() + 1;
        }
        const int length = random.bounded(int(parts.size()) + 1, 80);
        const auto found = tokenizer->encode(parts, length);
        QCOMPARE(found.ids.size(), std::size_t(length));
        QCOMPARE(found.mask.size(), std::size_t(length));
        QCOMPARE(found.types.size(), std::size_t(length));
        QCOMPARE(found.cut, needed > std::size_t(length));
        QCOMPARE(found.length, int(std::min(needed, std::size_t(length))));
        QCOMPARE(count(found.ids, u"[SEP]"), int(parts.size()));
        QCOMPARE(count(found.ids, u"[PAD]"), length - found.length);
        QCOMPARE(int(found.ids.front()), *tokenizer->id(u"[CLS]"));
        QCOMPARE(int(found.ids[std::size_t(found.length) - 1]), *tokenizer->id(u"[SEP]"));
    }
}

void TstWordPiece::theOptionsCount()
{
    WordPieceOptions options;
    options.unknown = QStringLiteral("<unk>");
    options.cls = QStringLiteral("<s>");
    options.sep = options.pad = QStringLiteral("</s>");
    options.continuing = QStringLiteral("@@");
    options.maxWordChars = 4;
    const auto tokenizer =
        WordPiece::parse("</s>\n<s>\n<unk>\nab\n@@c\n##c\n", QStringLiteral("v.txt"), options);
    QVERIFY_RESULT(tokenizer);
    QVERIFY(tokenizer->options() == options);
    QCOMPARE(tokenizer->encode({QStringLiteral("ABcc abccc abd")}, 7).ids, (Ids{1, 3, 4, 4, 2, 2, 0}));
    options.continuing.clear(); // then every token can go on
    const auto open = WordPiece::parse("</s>\n<s>\n<unk>\nab\nc\n", QStringLiteral("v.txt"), options);
    QVERIFY_RESULT(open);
    QCOMPARE(open->tokens(u"abc cab"), (std::vector<std::int32_t>{3, 4, 4, 3}));
}

void TstWordPiece::readsVocabularies()
{
    const auto tokenizer = tiny("\u597d\r\n##ing \t\nlast");
    QVERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->size(), 7);
    QCOMPARE(tokenizer->token(4), QStringLiteral("\u597d"));
    QCOMPARE(tokenizer->token(5), QStringLiteral("##ing"));
    QCOMPARE(tokenizer->token(6), QStringLiteral("last"));
    QVERIFY(tokenizer->token(-1).isEmpty() && tokenizer->token(7).isEmpty());
    QCOMPARE(tokenizer->id(u"last"), std::optional<int>(6));
    QVERIFY(!tokenizer->id(u"las") && !tokenizer->id(u""));
    const auto marked =
        WordPiece::parse("\xef\xbb\xbf[PAD]\n[UNK]\n[CLS]\n[SEP]\n", QStringLiteral("bom.txt"));
    QVERIFY_RESULT(marked);
    QCOMPARE(marked->token(0), QStringLiteral("[PAD]"));
    const auto whole = vocabulary();
    QVERIFY_RESULT(whole);
    for (int i = 0; i < whole->size(); ++i)
        QCOMPARE(whole->id(whole->token(i)), std::optional<int>(i));
}

void TstWordPiece::refusesBadVocabularies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const QByteArray good = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    QTest::newRow("nothing in it") << QByteArray() << QStringLiteral("[UNK]");
    QTest::newRow("an empty line") << good + "a\n\nb\n" << QStringLiteral("Line 6");
    QTest::newRow("a blank line") << good + "a\n \t\nb\n" << QStringLiteral("Line 6");
    QTest::newRow("twice the same") << good + "a\nb\na\n" << QStringLiteral("Lines 5 and 7");
    QTest::newRow("twice the same but for blanks") << good + "a\na \n" << QStringLiteral("Lines 5 and 6");
    QTest::newRow("no UTF-8") << good + "\xc3\x28\n" << QStringLiteral("Line 5");
    QTest::newRow("cut inside a character") << good + "\xe5\xa5" << QStringLiteral("Line 5");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe[\0P\0", 6) << QStringLiteral("Line 1");
    QTest::newRow("no separator") << QByteArray("[PAD]\n[UNK]\n[CLS]\n") << QStringLiteral("[SEP]");
    QTest::newRow("no padding") << QByteArray("[UNK]\n[CLS]\n[SEP]\n") << QStringLiteral("[PAD]");
    QTest::newRow("too large") << QByteArray(WordPiece::kMaxBytes + 1, 'a') << QStringLiteral("8 MB");
}

void TstWordPiece::refusesBadVocabularies()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("vocab.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto tokenizer = WordPiece::load(file.fileName());
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().code,
             bytes.size() > WordPiece::kMaxBytes ? ErrorCode::TooLarge : ErrorCode::Corrupt);
    QVERIFY2(tokenizer.error().message.contains(says), qPrintable(tokenizer.error().message));
    QVERIFY2(tokenizer.error().message.contains(file.fileName()), qPrintable(tokenizer.error().message));
    QVERIFY(file.remove());
    QCOMPARE(WordPiece::load(file.fileName()).error().code, ErrorCode::NotFound);
}

void TstWordPiece::manyThreadsShareOne()
{
    const auto tokenizer = vocabulary();
    QVERIFY_RESULT(tokenizer);
    const QStringList all = textsOf(answers("wordpiece_cases.bin")).mid(0, 2000);
    std::vector<std::vector<std::int32_t>> expected;
    for (const QString& text : all)
        expected.push_back(tokenizer->tokens(text));
    std::atomic<int> wrong = 0;
    QThreadPool pool;
    for (int thread = 0; thread < 4; ++thread) {
        pool.start([&, copy = *tokenizer] {
            for (qsizetype i = 0; i < all.size(); ++i)
                wrong += copy.tokens(all.at(i)) != expected[static_cast<std::size_t>(i)] ? 1 : 0;
        });
    }
    QVERIFY(pool.waitForDone());
    QCOMPARE(wrong.load(), 0);
}

BADCASE_REGISTER_TEST(TstWordPiece)
#include "tst_wordpiece.moc"
