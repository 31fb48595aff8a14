// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A media root: the folder or zip archive that a project's relative paths start from.

#include "inference/core/cancel.h"
#include "inference/core/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace badcase::media {

/// What can be known of a member without decoding it.
struct MediaStat {
    qint64 bytes = 0;
    qint64 modified = 0; ///< ms since epoch; 0 for zip members
    quint32 crc = 0;     ///< CRC-32 of zip members; 0 for files
};

/// Read-only access below one folder or zip archive. Paths are relative, use '/', and may not leave the
/// root: absolute paths, "..", drive letters and symbolic links that lead outside are InvalidArgument.
/// Thread-safe: one object can be shared by the decode pool.
class MediaRoot {
public:
    virtual ~MediaRoot() = default;

    /// Opens a folder, or a .zip file (stored and deflated members; zip64; encrypted members are
    /// Unsupported).
    static Result<std::shared_ptr<MediaRoot>> open(const QString& path);

    virtual QString path() const = 0;
    virtual bool isZip() const = 0;
    virtual Result<MediaStat> stat(const QString& member) const = 0;
    /// The whole member; TooLarge beyond `maxBytes`.
    virtual Result<QByteArray> read(const QString& member, qint64 maxBytes = qint64(2) << 30) const = 0;
    /// At most the first `bytes` bytes, for readers of headers. The checksum of a zip member is not checked
    /// here.
    virtual Result<QByteArray> readHead(const QString& member, qint64 bytes) const = 0;
    /// Calls `visit` for every regular file below `folder` ("" = all), sorted by path (byte order), hidden
    /// files and __MACOSX left out. `visit` returns false to stop. The order is the same on every machine.
    /// Symbolic links to folders are not followed (they would make cycles and twins); links to files are,
    /// inside the root. Members of a zip whose names would leave the root are not listed. Cancelled when
    /// asked to stop.
    virtual Result<void>
    list(const QString& folder, const CancelToken& cancel,
         const std::function<bool(const QString& member, const MediaStat&)>& visit) const = 0;
};

/// Cleans a path from a file ("./a\\b.png" -> "a/b.png"); InvalidArgument when it leaves the root.
Result<QString> cleanMemberPath(const QString& path);

} // namespace badcase::media
