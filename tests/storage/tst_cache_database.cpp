// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/cache_database.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::storage;

/// Thumbnails: kept, limited, and never a reason to fail.
class TstCacheDatabase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void keepsPictures();
    void everyPartOfTheKeyCounts();
    void staysBelowItsLimit();
    void busyFileIsLeftAlone();
    void damagedFileIsMadeAnew();
    void unusablePlaceIsHarmless();
};

namespace {
ThumbnailKey key(int i)
{
    return {QStringLiteral("/root"), QStringLiteral("images/%1.jpg").arg(i), 1000, 2000, 0, 256};
}
} // namespace

void TstCacheDatabase::keepsPictures()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new/folder/t.db"));
    {
        CacheDatabase cache(path);
        QVERIFY(cache.isUsable());
        for (int i = 0; i < 100; ++i)
            cache.insert(key(i), QByteArray(100, static_cast<char>(i)));
        QCOMPARE(cache.find(key(99)), QByteArray(100, char(99))); // not yet flushed
        QVERIFY(cache.find(key(100)).isEmpty());
    }
    CacheDatabase again(path);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(again.find(key(i)), QByteArray(100, static_cast<char>(i)));
}

void TstCacheDatabase::everyPartOfTheKeyCounts()
{
    QTemporaryDir folder;
    CacheDatabase cache(folder.filePath(QStringLiteral("t.db")));
    const ThumbnailKey one = key(1);
    cache.insert(one, "x");
    ThumbnailKey other = one;
    other.modified += 1;
    QVERIFY(cache.find(other).isEmpty());
    other = one;
    other.bytes += 1;
    QVERIFY(cache.find(other).isEmpty());
    other = one;
    other.crc = 7;
    QVERIFY(cache.find(other).isEmpty());
    other = one;
    other.size = 128;
    QVERIFY(cache.find(other).isEmpty());
    other = one;
    other.root = QStringLiteral("/other");
    QVERIFY(cache.find(other).isEmpty());
    QCOMPARE(cache.find(one), QByteArray("x"));
    // The index of the same file is something else, and depends on who built it.
    VideoIndexKey index{one.root, one.member, one.modified, one.bytes, one.crc, QStringLiteral("7")};
    QVERIFY(cache.find(index).isEmpty());
    cache.insert(index, "index");
    QCOMPARE(cache.find(index), QByteArray("index"));
    QCOMPARE(cache.find(one), QByteArray("x"));
    index.library = QStringLiteral("8");
    QVERIFY(cache.find(index).isEmpty());
}

void TstCacheDatabase::staysBelowItsLimit()
{
    QTemporaryDir folder;
    CacheDatabase cache(folder.filePath(QStringLiteral("t.db")), 100 * 1000);
    for (int i = 0; i < 300; ++i) {
        cache.insert(key(i), QByteArray(1000, 'x'));
        if (i % 20 == 0) {
            cache.flush();
            QTest::qWait(3); // use is told apart by milliseconds
            cache.find(key(0));
        }
    }
    cache.flush();
    int kept = 0;
    for (int i = 0; i < 300; ++i)
        kept += cache.find(key(i)).isEmpty() ? 0 : 1;
    QVERIFY2(kept >= 80 && kept <= 100, qPrintable(QString::number(kept)));
    QVERIFY(!cache.find(key(0)).isEmpty()); // used all the time
    QVERIFY(!cache.find(key(299)).isEmpty());
    QVERIFY(cache.find(key(1)).isEmpty());
}

void TstCacheDatabase::busyFileIsLeftAlone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("t.db"));
    {
        CacheDatabase cache(path);
        cache.insert(key(1), "x");
    }
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(path);
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE")));
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("BEGIN EXCLUSIVE")));
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("UPDATE thumbnails SET used = 1")));
        QVERIFY(!CacheDatabase(path).isUsable());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("COMMIT")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    QCOMPARE(CacheDatabase(path).find(key(1)), QByteArray("x"));
}

void TstCacheDatabase::damagedFileIsMadeAnew()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("t.db"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'j'));
    file.close();
    CacheDatabase cache(path);
    QVERIFY(cache.isUsable());
    cache.insert(key(1), "x");
    cache.flush();
    QCOMPARE(cache.find(key(1)), QByteArray("x"));
}

void TstCacheDatabase::unusablePlaceIsHarmless()
{
    CacheDatabase cache(QStringLiteral("/proc/no/such/place/t.db"));
    QVERIFY(!cache.isUsable());
    cache.insert(key(1), "x");
    cache.flush();
    QVERIFY(cache.find(key(1)).isEmpty());
}

BADCASE_REGISTER_TEST(TstCacheDatabase)
#include "tst_cache_database.moc"
