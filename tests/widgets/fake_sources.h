// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Sources of cards and thumbnails that answer when the test says so.

#include "widgets/models/page_source.h"
#include "widgets/models/thumbnail_source.h"

#include <QColor>

#include <deque>

namespace badcase::test {

/// The ids first, first + 1, ... of `count` samples.
inline models::SampleIds idsFrom(qint64 first, int count)
{
    auto ids = std::make_shared<std::vector<SampleId>>();
    ids->reserve(static_cast<std::size_t>(count));
    for (qint64 i = 0; i < count; ++i)
        ids->push_back(SampleId(first + i));
    return ids;
}

class FakePageSource : public models::PageSource {
public:
    struct Waiting {
        models::PageRequest request;
        models::PageReceiver receiver;
    };

    void fetch(models::PageRequest request, models::PageReceiver receiver) override
    {
        waiting.push_back({std::move(request), std::move(receiver)});
    }

    static models::SampleCard cardOf(SampleId id, const QString& suffix = {})
    {
        models::SampleCard card;
        card.id = id;
        card.name = QStringLiteral("sample %1%2").arg(id.value).arg(suffix);
        card.label = static_cast<int>(id.value % 10);
        card.labelText = QStringLiteral("class %1").arg(card.label);
        card.predicted = static_cast<int>(id.value % 7);
        card.predictedText = QStringLiteral("class %1").arg(card.predicted);
        card.decision = card.label == card.predicted ? models::Decision::Right : models::Decision::Wrong;
        card.confidence = static_cast<float>(id.value % 100) / 100;
        return card;
    }

    /// Answers the request at `position`; the suffix tells one answer from another.
    void answer(std::size_t position = 0, const QString& suffix = {})
    {
        const Waiting taken = waiting.at(position);
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(position));
        models::PageAnswer cards;
        for (const SampleId id : taken.request.ids)
            cards.cards.push_back(cardOf(id, suffix));
        taken.receiver(std::move(cards));
    }

    std::deque<Waiting> waiting;
};

class FakeThumbnailSource : public models::ThumbnailSource {
public:
    struct Waiting {
        models::ThumbnailRequest request;
        models::ThumbnailReceiver receiver;
    };

    void request(const models::ThumbnailRequest& request, models::ThumbnailReceiver receiver) override
    {
        waiting.push_back({request, std::move(receiver)});
    }
    void cancel(quint64 ticket) override { cancelled.push_back(ticket); }

    void answer(std::size_t position = 0, bool missing = false)
    {
        const Waiting taken = waiting.at(position);
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(position));
        QImage image;
        if (!missing) {
            image = QImage(taken.request.pixels, taken.request.pixels * 3 / 4, QImage::Format_RGB32);
            image.fill(QColor::fromHsv(static_cast<int>(taken.request.id.value * 37 % 360), 120, 180));
        }
        taken.receiver(image);
    }

    std::deque<Waiting> waiting;
    std::vector<quint64> cancelled;
};

} // namespace badcase::test
