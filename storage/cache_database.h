// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Thumbnails and indices of videos that survive a restart, in a database of their own that may be deleted at
/// any time.

#include <QByteArray>
#include <QString>

#include <memory>

namespace badcase::storage {

/// What a cached picture depends on. A changed file has another key, so nothing stale is ever shown.
struct ThumbnailKey {
    QString root; ///< absolute path of the media root
    QString member;
    qint64 modified = 0;
    qint64 bytes = -1;
    quint32 crc = 0;
    int size = 0; ///< longest side, pixels
};

/// What the stored index of a video depends on.
struct VideoIndexKey {
    QString root; ///< absolute path of the media root
    QString member;
    qint64 modified = 0;
    qint64 bytes = -1;
    quint32 crc = 0;
    QString library; ///< what built it (media::videoLibraryVersion): another one may count other frames
    bool operator==(const VideoIndexKey&) const = default;
};

/// Encoded pictures (JPEG or PNG) and indices of videos by key. Any failure here is harmless: reads find
/// nothing, writes are dropped. One object a thread, several objects on one file. Writes are collected and
/// stored by flush(), every 64 writes or when the object dies; beyond `limitBytes` the longest unused go
/// first.
class CacheDatabase {
public:
    /// `path` empty: thumbnails.db in the user's cache folder.
    explicit CacheDatabase(const QString& path = {}, qint64 limitBytes = qint64(512) << 20);
    ~CacheDatabase();
    CacheDatabase(const CacheDatabase&) = delete;
    CacheDatabase& operator=(const CacheDatabase&) = delete;

    bool isUsable() const;                    ///< false: everything is a miss
    QByteArray find(const ThumbnailKey& key); ///< empty: not there
    void insert(const ThumbnailKey& key, const QByteArray& encoded);
    /// media::VideoIndex::toBytes(); as above.
    QByteArray find(const VideoIndexKey& key);
    void insert(const VideoIndexKey& key, const QByteArray& index);
    void flush();

private:
    void put(const QByteArray& hash, const QByteArray& data);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::storage
