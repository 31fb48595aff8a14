// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/file_names.h"
#include "storage/formats/format_writer.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;

class TstFileNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void encodesReversibly();
    void encodesWhatSystemsRefuse();
    void boundsLongNames();
    void registryTellsNamesApart();
    void takesNamesApart();
};

void TstFileNames::encodesReversibly()
{
    QRandomGenerator random(11);
    const QStringList bits{"/",  "\\", "%", ".", " ", "a", "con", "%41", "服", QStringLiteral("😀"),
                           "\n", ":",  "*"};
    for (int i = 0; i < 3000; ++i) {
        QString text;
        for (int n = 1 + random.bounded(6); n > 0; --n)
            text += bits.at(random.bounded(static_cast<int>(bits.size())));
        for (const QString& name : {encodeName(text), encodeClassFolder(text)}) {
            QCOMPARE(decodeName(name), text);
            QVERIFY2(!name.contains(u'/') && !name.startsWith(u'.') && !name.contains(u'\n'),
                     qPrintable(name));
        }
    }
}

void TstFileNames::encodesWhatSystemsRefuse()
{
    QCOMPARE(encodeName(QStringLiteral("t-shirt")), QStringLiteral("t-shirt"));
    QCOMPARE(encodeName(QStringLiteral("..")), QStringLiteral("%2E%2E"));
    QCOMPARE(encodeName(QStringLiteral("a/b")), QStringLiteral("a%2Fb"));
    QCOMPARE(encodeName(QStringLiteral("NUL.png")), QStringLiteral("%4EUL.png"));
    QCOMPARE(encodeName(QStringLiteral("test")), QStringLiteral("test"));
    QCOMPARE(encodeClassFolder(QStringLiteral("test")), QStringLiteral("%74est"));
    QVERIFY(encodeClassFolder(QStringLiteral("manifest.json")) != QStringLiteral("manifest.json"));
}

void TstFileNames::boundsLongNames()
{
    const QString name = QString(300, QChar(0x670D)) + QStringLiteral(".jpg");
    const QString bounded = boundedFileName(name);
    QVERIFY(bounded.toUtf8().size() <= kMaxNameBytes);
    QVERIFY(bounded.endsWith(QStringLiteral(".jpg")));
    QVERIFY(!bounded.contains(QChar::ReplacementCharacter));
    QVERIFY(bounded != boundedFileName(QString(301, QChar(0x670D)) + QStringLiteral(".jpg")));
    QCOMPARE(boundedFileName(QStringLiteral("a.jpg")), QStringLiteral("a.jpg"));
    QVERIFY(!boundedFileName(QString(300, QChar(0x670D))).endsWith(u'.')); // Windows drops a last dot
}

void TstFileNames::registryTellsNamesApart()
{
    PathRegistry registry;
    QCOMPARE(registry.claim(QStringLiteral("cat/a.jpg")), QStringLiteral("cat/a.jpg"));
    QCOMPARE(registry.claim(QStringLiteral("cat/A.jpg")), QStringLiteral("cat/A~2.jpg"));
    QCOMPARE(registry.claim(QStringLiteral("cat/a.jpg")), QStringLiteral("cat/a~3.jpg"));
    QCOMPARE(registry.claim(QStringLiteral("dog/a.jpg")), QStringLiteral("dog/a.jpg"));
    QCOMPARE(registry.claim(QStringLiteral("cat/a~4.jpg")), QStringLiteral("cat/a~4.jpg"));
    QCOMPARE(registry.claim(QStringLiteral("cat/a.jpg")), QStringLiteral("cat/a~5.jpg"));
    QString last;
    for (int i = 0; i < 50000; ++i) // at once, where trying every number again would take minutes
        last = registry.claim(QStringLiteral("same.jpg"));
    QCOMPARE(last, QStringLiteral("same~50000.jpg"));
}

void TstFileNames::takesNamesApart()
{
    QCOMPARE(stemOf(QStringLiteral("a.b/c.tar.gz")), QStringLiteral("c.tar"));
    QCOMPARE(suffixOf(QStringLiteral("a.b/c")), QString());
    QCOMPARE(stemOf(QStringLiteral(".hidden")), QStringLiteral(".hidden"));
    QVERIFY(hasImageSuffix(QStringLiteral("x/A.JPG")));
    QVERIFY(!hasImageSuffix(QStringLiteral("x.jpg/readme")));
    QVERIFY(looksLikeUnreadMedia(QStringLiteral("a.HEIC")));
    QVERIFY(!looksLikeUnreadMedia(QStringLiteral("README.md")));
    QVERIFY(isSplitName(QStringLiteral("Train")));
    QVERIFY(!isSplitName(QStringLiteral("trains")));
}

BADCASE_REGISTER_TEST(TstFileNames)
#include "tst_file_names.moc"
