// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/thumbnail_cache.h"

#include <QPointer>

#include <algorithm>
#include <unordered_set>

namespace badcase::models {

namespace {

/// What an entry costs beside its pixels; keeps a cache of missing pictures bounded too.
constexpr qint64 kEntryOverhead = 256;

/// One row of tickets for all caches: they may share a source. GUI thread only.
quint64 nextTicket()
{
    static quint64 last = 0;
    return ++last;
}

qint64 costOf(const QImage& image)
{
    return image.sizeInBytes() + kEntryOverhead;
}

} // namespace

ThumbnailCache::ThumbnailCache(ThumbnailSource* source, QObject* parent) : QObject(parent), m_source(source)
{}

ThumbnailCache::~ThumbnailCache()
{
    for (const Pending& pending : std::as_const(m_inFlight))
        m_source->cancel(pending.ticket);
}

QImage ThumbnailCache::find(SampleId id) const
{
    const auto found = m_entries.constFind(id.value);
    if (found == m_entries.constEnd())
        return {};
    m_recent.splice(m_recent.begin(), m_recent, found->recent);
    return found->image;
}

bool ThumbnailCache::isMissing(SampleId id) const
{
    const auto found = m_entries.constFind(id.value);
    return found != m_entries.constEnd() && found->image.isNull();
}

bool ThumbnailCache::isSatisfied(SampleId id) const
{
    const auto found = m_entries.constFind(id.value);
    return found != m_entries.constEnd() && (found->image.isNull() || found->pixels >= m_pixels);
}

void ThumbnailCache::want(std::vector<SampleId> visibleFirst, int pixels)
{
    m_wanted = std::move(visibleFirst);
    m_nextWanted = 0;
    m_pixels = pixels;
    const std::unordered_set<SampleId> wanted(m_wanted.begin(), m_wanted.end());
    for (auto it = m_inFlight.begin(); it != m_inFlight.end();) {
        if (wanted.contains(SampleId(it.key())) && it->pixels >= pixels) {
            ++it;
            continue;
        }
        m_source->cancel(it->ticket);
        it = m_inFlight.erase(it);
    }
    pump();
}

void ThumbnailCache::pump()
{
    while (m_nextWanted < m_wanted.size() && inFlight() < m_maxInFlight) {
        const SampleId id = m_wanted[m_nextWanted++];
        if (!id.isValid() || m_inFlight.contains(id.value) || isSatisfied(id))
            continue;
        const quint64 ticket = nextTicket();
        const int pixels = m_pixels;
        m_inFlight.insert(id.value, {ticket, pixels});
        QPointer<ThumbnailCache> self(this);
        m_source->request({ticket, id, pixels}, [self, ticket, id, pixels](QImage image) {
            if (self)
                self->receive(ticket, id, pixels, std::move(image));
        });
    }
}

void ThumbnailCache::receive(quint64 ticket, SampleId id, int pixels, QImage image)
{
    const auto pending = m_inFlight.constFind(id.value);
    if (pending == m_inFlight.constEnd() || pending->ticket != ticket)
        return; // cancelled, or asked again in another size
    m_inFlight.erase(pending);
    store(id, pixels, std::move(image));
    pump();
    Q_EMIT ready(id);
}

void ThumbnailCache::store(SampleId id, int pixels, QImage image)
{
    drop(id);
    if (!image.isNull() && image.format() != QImage::Format_RGB32 &&
        image.format() != QImage::Format_ARGB32_Premultiplied) // anything else is converted at every paint
        image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    m_bytes += costOf(image);
    m_recent.push_front(id);
    m_entries.insert(id.value, {std::move(image), pixels, m_recent.begin()});
    evict();
}

void ThumbnailCache::drop(SampleId id)
{
    const auto found = m_entries.constFind(id.value);
    if (found == m_entries.constEnd())
        return;
    m_bytes -= costOf(found->image);
    m_recent.erase(found->recent);
    m_entries.erase(found);
}

void ThumbnailCache::evict()
{
    while (m_bytes > m_maxBytes && m_recent.size() > 1)
        drop(m_recent.back());
}

void ThumbnailCache::invalidate(SampleId id)
{
    if (const auto pending = m_inFlight.constFind(id.value); pending != m_inFlight.constEnd()) {
        m_source->cancel(pending->ticket);
        m_inFlight.erase(pending);
    }
    drop(id);
    m_nextWanted = 0;
    pump();
    Q_EMIT ready(id);
}

void ThumbnailCache::clear()
{
    for (const Pending& pending : std::as_const(m_inFlight))
        m_source->cancel(pending.ticket);
    m_inFlight.clear();
    m_wanted.clear();
    m_nextWanted = 0;
    m_entries.clear();
    m_recent.clear();
    m_bytes = 0;
}

void ThumbnailCache::setMaxBytes(qint64 bytes)
{
    m_maxBytes = bytes;
    evict();
}

void ThumbnailCache::setMaxInFlight(int requests)
{
    m_maxInFlight = std::max(requests, 1);
    pump();
}

} // namespace badcase::models
