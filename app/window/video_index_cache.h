// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The index of one video in the cache: a video that was opened before need not be scanned again.

#include "inference/media/media_root.h"
#include "inference/media/video_index.h"
#include "storage/cache_database.h"

#include <QString>

#include <memory>
#include <optional>

namespace badcase::window {

/// Used by one thread. An index is found only for the very file that it was built from: its path, size and
/// time or checksum are those from when this object was made.
class VideoIndexCache {
public:
    VideoIndexCache(storage::CacheDatabase& cache, std::shared_ptr<media::MediaRoot> root, QString member);

    /// Null when there is none for the file as it is now, or none that can be read.
    media::VideoIndexPtr find();
    /// Not kept when the file has changed while the index was built.
    void keep(const media::VideoIndex& index);

private:
    std::optional<storage::VideoIndexKey> keyOfFile() const;

    storage::CacheDatabase& m_cache;
    std::shared_ptr<media::MediaRoot> m_root;
    QString m_member;
    std::optional<storage::VideoIndexKey> m_key; ///< nullopt: there is no such file
};

} // namespace badcase::window
