// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The frames of one video for the player: decoded on a thread of their own, ahead of where the player is.

#include "inference/core/cancel.h"
#include "inference/media/media_root.h"
#include "inference/media/video_reader.h"
#include "widgets/viewer/frame_source.h"

#include <QHash>
#include <QThread>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace badcase::window {

/// GUI thread outside, one decoding thread inside. Destroying it stops the decoding at the next packet and
/// waits for that.
class VideoFrames : public viewer::FrameSource {
    Q_OBJECT
public:
    /// A video, and where it is for those who keep its index.
    struct Media {
        media::VideoSource source;
        std::shared_ptr<media::MediaRoot> root = {}; ///< null: its index is not kept
        QString member = {};                         ///< of the root
    };
    /// How the video is found; called on the decoding thread, because a zip member is unpacked there.
    using Open = std::function<Result<Media>()>;

    static constexpr qint64 kMaxBytes = qint64(192) << 20; ///< decoded frames that are kept
    static constexpr int kAhead = 16;
    static constexpr int kBack =
        12; ///< decoded in one go when stepping back, because each costs its whole group

    /// `cachePath`: of the cache database; empty: the user's.
    explicit VideoFrames(Open open, QObject* parent = nullptr, QString cachePath = {});
    ~VideoFrames() override;

    viewer::FrameTimes times() const override { return m_times; }
    void want(int index, int step) override;
    QImage frame(int index) const override { return m_store.value(index); }

    const media::VideoIndexPtr& index() const { return m_index; } ///< null until indexed()
    const media::VideoSource& source() const { return m_source; } ///< valid from indexed() on

Q_SIGNALS:
    // indexed() comes again when the file does not have the frames that its packets, or the cache, promised.
    void failed(const QString& message); ///< nothing of it can be shown
    void damaged(int packets);           ///< so many were stepped over until now

private:
    struct Wish {
        int index = 0;
        int step = 0;
        quint64 number = 0;
    };

    // --- decoding thread
    void work();
    void announce(const media::VideoIndexPtr& index);
    void decode(media::VideoReader& reader,
                const std::function<void(const media::VideoIndexPtr&)>& keepIndex);
    std::optional<Wish> waitForWish();
    /// The next frames to decode for a wish, in ascending order; empty when there is nothing left to do.
    std::vector<int> missingFor(const Wish& wish) const;
    bool isOvertaken(const Wish& wish) const;
    void deliver(int index, QImage image);
    void deliverFailure(int index, const QString& message);

    // --- GUI thread
    void keep(int index, const QImage& image);

    Open m_open;
    QString m_cachePath;
    CancelToken m_cancel;
    QThread* m_thread;

    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wished;
    Wish m_wish;
    bool m_hasWish = false;
    bool m_stopping = false;
    QHash<int, qint64> m_held; ///< frames in the store, and on their way to it -> bytes
    int m_count = 0;
    int m_aheadLimit = kAhead; ///< fewer for large frames

    // GUI thread only
    QHash<int, QImage> m_store;
    viewer::FrameTimes m_times;
    media::VideoIndexPtr m_index;
    media::VideoSource m_source;
};

} // namespace badcase::window
