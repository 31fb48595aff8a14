// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/video_index_cache.h"

namespace badcase::window {

using storage::VideoIndexKey;

VideoIndexCache::VideoIndexCache(storage::CacheDatabase& cache, std::shared_ptr<media::MediaRoot> root,
                                 QString member)
    : m_cache(cache), m_root(std::move(root)), m_member(std::move(member)), m_key(keyOfFile())
{}

std::optional<VideoIndexKey> VideoIndexCache::keyOfFile() const
{
    const auto stat = m_root->stat(m_member);
    if (!stat)
        return std::nullopt;
    return VideoIndexKey{m_root->path(), m_member,  stat->modified,
                         stat->bytes,    stat->crc, media::videoLibraryVersion()};
}

media::VideoIndexPtr VideoIndexCache::find()
{
    const QByteArray stored = m_key ? m_cache.find(*m_key) : QByteArray();
    if (stored.isEmpty())
        return nullptr;
    auto index = media::VideoIndex::fromBytes(stored);
    return index && index->count() > 0 ? std::make_shared<const media::VideoIndex>(std::move(*index))
                                       : nullptr;
}

void VideoIndexCache::keep(const media::VideoIndex& index)
{
    if (m_key && keyOfFile() == m_key)
        m_cache.insert(*m_key, index.toBytes());
}

} // namespace badcase::window
