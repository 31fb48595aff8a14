// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the bytes of one video are: a file on disk, a member of a media root, or memory.

#include "inference/core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

class QIODevice;

namespace badcase::media {

class MediaRoot;

/// An immutable value, cheap to copy; every reader opens the bytes for itself. Thread-safe.
class VideoSource {
public:
    VideoSource() = default;

    /// NotFound when there is no such file.
    static Result<VideoSource> file(const QString& path);
    /// A file below a folder root is read in place; a member of a zip archive is unpacked into memory,
    /// TooLarge beyond `maxBytes`.
    static Result<VideoSource> member(const MediaRoot& root, const QString& member,
                                      qint64 maxBytes = qint64(1) << 30);
    /// `name` is for messages; its ending helps to recognise formats without a signature.
    static VideoSource bytes(QByteArray data, QString name);

    const QString& name() const { return m_name; } ///< as the user knows it
    Result<std::unique_ptr<QIODevice>> open() const;

private:
    QString m_name;
    QString m_path; ///< empty: m_data counts
    QByteArray m_data;
};

} // namespace badcase::media
