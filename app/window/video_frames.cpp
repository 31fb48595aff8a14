// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/video_frames.h"

#include "app/window/video_index_cache.h"

#include <algorithm>

namespace badcase::window {

using media::FrameOutput;
using media::VideoFrame;
using media::VideoReader;

VideoFrames::VideoFrames(Open open, QObject* parent, QString cachePath)
    : FrameSource(parent),
      m_open(std::move(open)),
      m_cachePath(std::move(cachePath)),
      m_thread(QThread::create([this] { work(); }))
{
    m_thread->setObjectName(QStringLiteral("video"));
    m_thread->start();
}

VideoFrames::~VideoFrames()
{
    m_cancel.cancel();
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wished.notify_all();
    m_thread->wait();
    delete m_thread;
}

void VideoFrames::want(int index, int step)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_wish = {index, step, m_wish.number + 1};
        m_hasWish = true;
    }
    m_wished.notify_all();
}

void VideoFrames::work()
{
    const auto tell = [this](const QString& message) {
        QMetaObject::invokeMethod(
            this, [this, message] { Q_EMIT failed(message); }, Qt::QueuedConnection);
    };
    const auto video = m_open();
    if (!video)
        return tell(video.error().message);
    std::optional<storage::CacheDatabase> database;
    std::optional<VideoIndexCache> cache;
    if (video->root)
        cache.emplace(database.emplace(m_cachePath), video->root, video->member);
    media::VideoOptions options;
    options.cancel = m_cancel;
    if (cache)
        options.index = cache->find();
    const auto reader = VideoReader::open(video->source, options);
    if (!reader) {
        if (reader.error().code != ErrorCode::Cancelled)
            tell(reader.error().message);
        return;
    }
    const auto keepIndex = [&](const media::VideoIndexPtr& index) {
        if (!cache)
            return;
        cache->keep(*index);
        database->flush(); // this thread lives as long as the video is looked at
    };
    if ((*reader)->index() != options.index)
        keepIndex((*reader)->index());
    QMetaObject::invokeMethod(
        this, [this, source = video->source] { m_source = source; }, Qt::QueuedConnection);
    announce((*reader)->index());
    decode(**reader, keepIndex);
}

/// What there is to be seen. A second time when the first index has turned out to be wrong.
void VideoFrames::announce(const media::VideoIndexPtr& index)
{
    auto times = std::make_shared<std::vector<double>>();
    times->reserve(static_cast<std::size_t>(index->count()));
    for (int i = 0; i < index->count(); ++i)
        times->push_back(index->seconds(i));
    {
        const std::scoped_lock lock(m_mutex);
        m_count = index->count();
        m_held.clear();
        const QSize size = index->info.displaySize();
        const qint64 bytes = std::max(qint64(1), qint64(4) * size.width() * size.height());
        m_aheadLimit = static_cast<int>(std::clamp(kMaxBytes / bytes / 2, qint64(1), qint64(kAhead)));
    }
    QMetaObject::invokeMethod(
        this,
        [this, index, times] {
            m_index = index;
            m_times = times;
            m_store.clear(); // frames of another index may have had other numbers
            Q_EMIT indexed();
        },
        Qt::QueuedConnection);
}

void VideoFrames::decode(VideoReader& reader,
                         const std::function<void(const media::VideoIndexPtr&)>& keepIndex)
{
    media::FrameConverter converter;
    int told = 0;
    while (const auto wish = waitForWish()) {
        const media::VideoIndexPtr index = reader.index();
        for (const int number : missingFor(*wish)) {
            if (isOvertaken(*wish))
                break;
            auto frame = reader.read(number);
            if (reader.index() != index) { // the player begins anew, with frames that there are
                keepIndex(reader.index());
                announce(reader.index());
                break;
            }
            auto image = frame ? converter.convert(*frame) : Result<QImage>(fail(frame.error()));
            if (m_cancel.isCancelled())
                return;
            if (image)
                deliver(number, std::move(*image));
            else
                deliverFailure(number, image.error().message);
        }
        if (const int packets = reader.report().damagedPackets; packets > told) {
            told = packets;
            QMetaObject::invokeMethod(
                this, [this, packets] { Q_EMIT damaged(packets); }, Qt::QueuedConnection);
        }
    }
}

/// Sleeps until there is something to decode; nullopt at the end.
std::optional<VideoFrames::Wish> VideoFrames::waitForWish()
{
    std::unique_lock lock(m_mutex);
    m_wished.wait(lock, [this] { return m_stopping || m_hasWish; });
    if (m_stopping)
        return std::nullopt;
    m_hasWish = false;
    return m_wish;
}

std::vector<int> VideoFrames::missingFor(const Wish& wish) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<int> missing;
    const auto add = [&](int index) {
        if (index >= 0 && index < m_count && !m_held.contains(index))
            missing.push_back(index);
    };
    if (wish.step >= 0) {
        add(wish.index);
        for (int i = 1; wish.step > 0 && i <= m_aheadLimit; ++i)
            add(wish.index + i);
        return missing;
    }
    // Going back: the whole run up to the wish in one pass, unless enough of it is there.
    const int back = std::min(kBack, m_aheadLimit);
    if (m_held.contains(wish.index) && m_held.contains(std::max(0, wish.index - back / 2)))
        return {};
    for (int i = back; i >= 0; --i)
        add(wish.index - i);
    return missing;
}

bool VideoFrames::isOvertaken(const Wish& wish) const
{
    const std::scoped_lock lock(m_mutex);
    // While it plays, every frame is a new wish that continues the one before: only a jump overtakes.
    const bool continues = wish.step > 0 && m_wish.step > 0 && m_wish.index >= wish.index &&
                           m_wish.index <= wish.index + m_aheadLimit;
    return m_stopping || (m_wish.number != wish.number && !continues);
}

void VideoFrames::deliver(int index, QImage image)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_held.insert(index, image.sizeInBytes());
    }
    QMetaObject::invokeMethod(
        this, [this, index, image = std::move(image)] { keep(index, image); }, Qt::QueuedConnection);
}

void VideoFrames::deliverFailure(int index, const QString& message)
{
    QMetaObject::invokeMethod(
        this, [this, index, message] { Q_EMIT frameFailed(index, message); }, Qt::QueuedConnection);
}

/// Adds a frame and throws out those farthest from where the player is.
void VideoFrames::keep(int index, const QImage& image)
{
    m_store.insert(index, image);
    {
        const std::scoped_lock lock(m_mutex);
        qint64 bytes = 0;
        for (const qint64 size : std::as_const(m_held))
            bytes += size;
        while (bytes > kMaxBytes && m_store.size() > 2) {
            int farthest = index;
            for (auto held = m_store.keyBegin(); held != m_store.keyEnd(); ++held) {
                if (std::abs(*held - m_wish.index) > std::abs(farthest - m_wish.index))
                    farthest = *held;
            }
            bytes -= m_held.take(farthest);
            m_store.remove(farthest);
        }
    }
    Q_EMIT frameReady(index);
}

} // namespace badcase::window
