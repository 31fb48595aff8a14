// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Thumbnails in memory, bounded by bytes, and the queue of those that are wanted.

#include "widgets/models/thumbnail_source.h"

#include <QHash>
#include <QObject>

#include <list>
#include <vector>

namespace badcase::models {

/// find() never blocks. want() replaces the list of wishes: what is first in it is asked for first, and what
/// was asked for before but is not in it any more is cancelled (scrolled away). GUI thread only; the source
/// must outlive it.
class ThumbnailCache : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kDefaultBytes = 96ll << 20;

    explicit ThumbnailCache(ThumbnailSource* source, QObject* parent = nullptr);
    ~ThumbnailCache() override;

    /// For who needs a cache of its own: several may ask the same source.
    ThumbnailSource* source() const { return m_source; }

    /// The best picture there is (perhaps of another size), null when there is none yet or none at all.
    QImage find(SampleId id) const;
    /// True when the source has said that there is no picture.
    bool isMissing(SampleId id) const;

    /// The samples on screen first, then those around them; `pixels` as in ThumbnailRequest.
    void want(std::vector<SampleId> visibleFirst, int pixels);
    /// The media of a sample has changed.
    void invalidate(SampleId id);
    void clear();

    void setMaxBytes(qint64 bytes);
    void setMaxInFlight(int requests);
    qint64 bytes() const { return m_bytes; }
    int inFlight() const { return static_cast<int>(m_inFlight.size()); }

Q_SIGNALS:
    void ready(badcase::SampleId id);

private:
    struct Entry {
        QImage image;
        int pixels = 0; ///< what was asked for: a picture smaller than this has no more to give
        std::list<SampleId>::iterator recent;
    };
    struct Pending {
        quint64 ticket = 0;
        int pixels = 0;
    };

    bool isSatisfied(SampleId id) const;
    void pump();
    void receive(quint64 ticket, SampleId id, int pixels, QImage image);
    void store(SampleId id, int pixels, QImage image);
    void drop(SampleId id);
    void evict();

    ThumbnailSource* m_source;
    qint64 m_bytes = 0;
    qint64 m_maxBytes = kDefaultBytes;
    int m_maxInFlight = 8;
    int m_pixels = 0;
    std::vector<SampleId> m_wanted;
    std::size_t m_nextWanted = 0; ///< everything before it has been asked for or is there
    QHash<qint64, Pending> m_inFlight;
    mutable QHash<qint64, Entry> m_entries;
    mutable std::list<SampleId> m_recent; ///< most recently used first
};

} // namespace badcase::models
