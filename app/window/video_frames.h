// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The frames of one video for the player: decoded on a thread of their own, ahead of where the player is.

#include "inference/core/cancel.h"
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
    /// How the video is found; called on the decoding thread, because a zip member is unpacked there.
    using Open = std::function<Result<media::VideoSource>()>;

    static constexpr qint64 kMaxBytes = qint64(192) << 20; ///< decoded frames that are kept
    static constexpr int kAhead = 16;
    static constexpr int kBack =
        12; ///< decoded in one go when stepping back, because each costs its whole group

    explicit VideoFrames(Open open, QObject* parent = nullptr);
    ~VideoFrames() override;

    viewer::FrameTimes times() const override { return m_times; }
    void want(int index, int step) override;
    QImage frame(int index) const override { return m_store.value(index); }

    const media::VideoIndexPtr& index() const { return m_index; } ///< null until indexed()
    const media::VideoSource& source() const { return m_source; } ///< valid from indexed() on

Q_SIGNALS:
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
    void decode(media::VideoReader& reader);
    std::optional<Wish> waitForWish();
    /// The next frames to decode for a wish, in ascending order; empty when there is nothing left to do.
    std::vector<int> missingFor(const Wish& wish) const;
    bool isOvertaken(const Wish& wish) const;
    void deliver(int index, QImage image);
    void deliverFailure(int index, const QString& message);

    // --- GUI thread
    void keep(int index, const QImage& image);

    Open m_open;
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
