// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/cache_database.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QVariant>

#include <atomic>

namespace badcase::storage {

namespace {

constexpr int kWritesPerFlush = 64;
/// SQLite's result codes (https://www.sqlite.org/rescode.html).
constexpr int kCorrupt = 11;
constexpr int kNotADatabase = 26;
/// A full cache is cut to this share of its limit, so that not every further picture removes another.
constexpr double kKeepShare = 0.9;

QByteArray hashOf(const QString& text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Blake2b_160);
}

QByteArray hashOf(const ThumbnailKey& key)
{
    return hashOf(QStringLiteral("%1\n%2\n%3\n%4\n%5\n%6")
                      .arg(key.root, key.member, QString::number(key.modified), QString::number(key.bytes),
                           QString::number(key.crc), QString::number(key.size)));
}

QByteArray hashOf(const VideoIndexKey& key)
{
    return hashOf(QStringLiteral("video index\n%1\n%2\n%3\n%4\n%5\n%6")
                      .arg(key.root, key.member, QString::number(key.modified), QString::number(key.bytes),
                           QString::number(key.crc), key.library));
}

QString defaultPath()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation))
        .filePath(QStringLiteral("badcase/thumbnails.db"));
}

} // namespace

class CacheDatabase::Private {
public:
    Private(const QString& path, qint64 limit);
    ~Private();

    bool open(const QString& path);
    bool run(const QString& sql);
    QByteArray find(const QByteArray& hash);
    void store();
    void evict();

    qint64 limitBytes;
    QString name;
    QSqlDatabase database;
    bool usable = false;
    bool damaged = false; ///< SQLite has said that the file is no database
    QHash<QByteArray, QByteArray> pending;
    QSet<QByteArray> used; ///< read since the last flush
};

CacheDatabase::Private::Private(const QString& path, qint64 limit) : limitBytes(limit)
{
    static std::atomic<quint64> counter{0};
    name = QStringLiteral("badcase-cache-%1").arg(++counter);
    database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    QDir().mkpath(QFileInfo(path).absolutePath());
    usable = open(path);
    if (damaged) {
        // It holds nothing that cannot be made again. A file that is only busy belongs to another program.
        database.close();
        for (const char* suffix : {"", "-wal", "-shm"})
            QFile::remove(path + QLatin1String(suffix));
        usable = open(path);
    }
}

CacheDatabase::Private::~Private()
{
    database.close();
    database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

bool CacheDatabase::Private::open(const QString& path)
{
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=200")); // better a miss than a wait
    database.setDatabaseName(path);
    return database.open() && run(QStringLiteral("PRAGMA journal_mode = WAL")) &&
           run(QStringLiteral("PRAGMA synchronous = NORMAL")) &&
           run(QStringLiteral("CREATE TABLE IF NOT EXISTS thumbnails (key BLOB NOT NULL PRIMARY KEY, "
                              "used INTEGER NOT NULL, bytes INTEGER NOT NULL, data BLOB NOT NULL)")) &&
           run(QStringLiteral("CREATE INDEX IF NOT EXISTS thumbnails_by_use ON thumbnails (used, bytes)"));
}

bool CacheDatabase::Private::run(const QString& sql)
{
    QSqlQuery query(database);
    if (query.exec(sql))
        return true;
    const int code = query.lastError().nativeErrorCode().toInt() & 0xff; // without the extended part
    damaged = damaged || code == kCorrupt || code == kNotADatabase;
    return false;
}

QByteArray CacheDatabase::Private::find(const QByteArray& hash)
{
    if (const auto it = pending.constFind(hash); it != pending.cend())
        return it.value();
    if (!usable)
        return {};
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT data FROM thumbnails WHERE key = ?"));
    query.addBindValue(hash);
    if (!query.exec() || !query.next())
        return {};
    used.insert(hash);
    return query.value(0).toByteArray();
}

void CacheDatabase::Private::store()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QSqlQuery insert(database);
    insert.prepare(
        QStringLiteral("INSERT OR REPLACE INTO thumbnails (key, used, bytes, data) VALUES (?, ?, ?, ?)"));
    for (auto it = pending.cbegin(); it != pending.cend(); ++it) {
        insert.bindValue(0, it.key());
        insert.bindValue(1, now);
        insert.bindValue(2, it.value().size());
        insert.bindValue(3, it.value());
        insert.exec();
    }
    QSqlQuery touch(database);
    touch.prepare(QStringLiteral("UPDATE thumbnails SET used = ? WHERE key = ?"));
    for (const QByteArray& key : used) {
        touch.bindValue(0, now);
        touch.bindValue(1, key);
        touch.exec();
    }
}

void CacheDatabase::Private::evict()
{
    QSqlQuery sum(database);
    sum.setForwardOnly(true);
    if (!sum.exec(QStringLiteral("SELECT SUM(bytes) FROM thumbnails")) || !sum.next())
        return;
    qint64 surplus = sum.value(0).toLongLong();
    sum.finish();
    if (surplus <= limitBytes)
        return;
    surplus -= static_cast<qint64>(static_cast<double>(limitBytes) * kKeepShare);
    QSqlQuery oldest(database);
    oldest.setForwardOnly(true);
    oldest.exec(QStringLiteral("SELECT rowid, bytes FROM thumbnails ORDER BY used"));
    QVariantList rows;
    while (surplus > 0 && oldest.next()) {
        rows += oldest.value(0);
        surplus -= oldest.value(1).toLongLong();
    }
    oldest.finish();
    QSqlQuery remove(database);
    remove.prepare(QStringLiteral("DELETE FROM thumbnails WHERE rowid = ?"));
    for (const QVariant& row : rows) {
        remove.bindValue(0, row);
        remove.exec();
    }
}

CacheDatabase::CacheDatabase(const QString& path, qint64 limitBytes)
    : d(std::make_unique<Private>(path.isEmpty() ? defaultPath() : path, limitBytes))
{}

CacheDatabase::~CacheDatabase()
{
    flush();
}

bool CacheDatabase::isUsable() const
{
    return d->usable;
}

QByteArray CacheDatabase::find(const ThumbnailKey& key)
{
    return d->find(hashOf(key));
}

QByteArray CacheDatabase::find(const VideoIndexKey& key)
{
    return d->find(hashOf(key));
}

void CacheDatabase::insert(const ThumbnailKey& key, const QByteArray& encoded)
{
    put(hashOf(key), encoded);
}

void CacheDatabase::insert(const VideoIndexKey& key, const QByteArray& index)
{
    put(hashOf(key), index);
}

void CacheDatabase::put(const QByteArray& hash, const QByteArray& data)
{
    if (!d->usable || data.isEmpty())
        return;
    d->pending.insert(hash, data);
    if (d->pending.size() >= kWritesPerFlush)
        flush();
}

void CacheDatabase::flush()
{
    if (d->usable && (!d->pending.isEmpty() || !d->used.isEmpty()) &&
        d->run(QStringLiteral("BEGIN IMMEDIATE"))) {
        d->store();
        d->evict();
        if (!d->run(QStringLiteral("COMMIT")))
            d->run(QStringLiteral("ROLLBACK"));
    }
    d->pending.clear();
    d->used.clear();
}

} // namespace badcase::storage
