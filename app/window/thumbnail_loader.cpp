// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/thumbnail_loader.h"

#include "app/window/video_index_cache.h"
#include "inference/media/image_reader.h"
#include "inference/media/video_thumbnails.h"
#include "storage/cache_database.h"
#include "storage/sample_repository.h"

#include <QBuffer>

#include <algorithm>

namespace badcase::window {

namespace {

constexpr int kJpegQuality = 88;

QByteArray encode(const QImage& image)
{
    const bool lossless = image.hasAlphaChannel() || image.format() == QImage::Format_Grayscale8;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, lossless ? "PNG" : "JPG", kJpegQuality);
    return bytes;
}

Result<QImage> decodeVideo(const std::shared_ptr<media::MediaRoot>& root, storage::CacheDatabase& cache,
                           const QString& member, QSize bound, const CancelToken& cancel)
{
    VideoIndexCache indices(cache, root, member);
    media::VideoOptions options;
    options.index = indices.find();
    options.threads = 1; // thumbnails are made by several threads at once
    options.cancel = cancel;
    const media::VideoIndexPtr known = options.index;
    BADCASE_ASSIGN(const auto source, media::VideoSource::member(*root, member));
    BADCASE_ASSIGN(const auto reader, media::VideoReader::open(source, options));
    BADCASE_ASSIGN(QImage image, media::videoThumbnail(*reader, bound));
    if (reader->index() != known)
        indices.keep(*reader->index());
    return image;
}

/// Pictures are scaled while they are decoded; videos show a frame that is not blank; of features the
/// similarities are kept, which every theme colours for itself.
Result<QImage> decode(const std::shared_ptr<media::MediaRoot>& root, storage::CacheDatabase& cache,
                      const Sample& sample, QSize bound, const CancelToken& cancel)
{
    if (sample.kind == SampleKind::Features)
        return readFrameShares(*root, sample);
    if (sample.kind == SampleKind::Video)
        return decodeVideo(root, cache, sample.media.path, bound, cancel);
    BADCASE_ASSIGN(const QByteArray data, root->read(sample.media.path));
    return media::decodeThumbnail(data, sample.name, bound);
}

/// From the cache, or decoded and put there.
QImage cachedPicture(workspace::Project& project, storage::CacheDatabase& cache, const Sample& sample,
                     int pixels, const CancelToken& cancel)
{
    const auto root = project.media().root(sample.media.root);
    if (!root)
        return {};
    const auto stat = (*root)->stat(sample.media.path);
    if (!stat)
        return {};
    const int size = sample.kind == SampleKind::Features ? kMostFrames : pixels;
    const storage::ThumbnailKey key{(*root)->path(), sample.media.path, stat->modified,
                                    stat->bytes,     stat->crc,         size};
    if (const QByteArray stored = cache.find(key); !stored.isEmpty()) {
        if (QImage image = QImage::fromData(stored); !image.isNull())
            return image;
    }
    const auto image = decode(*root, cache, sample, QSize(pixels, pixels), cancel);
    if (!image)
        return {};
    cache.insert(key, encode(*image));
    return *image;
}

/// A null image when there is none to be had: the inspector says why when the sample is looked at.
QImage thumbnail(workspace::Project& project, storage::Connection& connection, storage::CacheDatabase& cache,
                 const models::ThumbnailRequest& request, const ThumbnailColors& colors,
                 const CancelToken& cancel)
{
    storage::SampleRepository samples(connection);
    const auto rows = samples.rows(std::span(&request.id, 1));
    if (!rows || rows->empty())
        return {};
    const Sample& sample = rows->front().sample;
    if (sample.kind == SampleKind::NoMedia) {
        const auto fields = samples.fields(sample.id);
        return fields ? textThumbnail(sample.name, *fields, request.pixels, colors) : QImage();
    }
    QImage image = cachedPicture(project, cache, sample, request.pixels, cancel);
    return sample.kind == SampleKind::Features ? featureThumbnail(image, request.pixels, colors) : image;
}

} // namespace

ThumbnailLoader::ThumbnailLoader(QString cachePath, QObject* parent)
    : QObject(parent), m_cachePath(std::move(cachePath))
{}

ThumbnailLoader::~ThumbnailLoader()
{
    stopThreads();
}

void ThumbnailLoader::setProject(std::shared_ptr<workspace::Project> project)
{
    stopThreads();
    ++m_epoch;
    m_project = std::move(project);
    if (m_project)
        startThreads();
}

void ThumbnailLoader::startThreads()
{
    // One core stays free for the picture that somebody waits for.
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 2u, 5u) - 1;
    m_stopping = false;
    m_cancel = CancelToken();
    for (unsigned i = 0; i < count; ++i)
        m_threads.emplace_back([this] { work(); });
}

void ThumbnailLoader::stopThreads()
{
    m_cancel.cancel();
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        m_wishes.clear();
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
}

void ThumbnailLoader::request(const models::ThumbnailRequest& request, models::ThumbnailReceiver receiver)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_wishes.push_back({request, std::move(receiver), ThumbnailColors::ofTheme()});
    }
    m_wake.notify_one();
}

void ThumbnailLoader::cancel(quint64 ticket)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_wishes, [ticket](const Wish& wish) { return wish.request.ticket == ticket; });
}

void ThumbnailLoader::work()
{
    // m_project does not change while threads run.
    const auto connection = m_project->connect();
    storage::CacheDatabase cache(m_cachePath);
    while (true) {
        Wish wish;
        {
            std::unique_lock lock(m_mutex);
            if (!m_stopping && m_wishes.empty()) {
                lock.unlock();
                cache.flush(); // nothing to do: a good moment to keep what was made
                lock.lock();
            }
            m_wake.wait(lock, [this] { return m_stopping || !m_wishes.empty(); });
            if (m_stopping)
                return;
            wish = std::move(m_wishes.front());
            m_wishes.pop_front();
        }
        QImage image = connection
                           ? thumbnail(*m_project, **connection, cache, wish.request, wish.colors, m_cancel)
                           : QImage();
        deliver(std::move(wish), std::move(image));
    }
}

void ThumbnailLoader::deliver(Wish wish, QImage image)
{
    QMetaObject::invokeMethod(
        this,
        [this, epoch = m_epoch, wish = std::move(wish), image = std::move(image)] {
            if (epoch == m_epoch)
                wish.receiver(image);
        },
        Qt::QueuedConnection);
}

} // namespace badcase::window
